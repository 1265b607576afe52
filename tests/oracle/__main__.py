"""`python -m tests.oracle`: the whole comparison; `--qmg N` and `--lines N` say how much is tried."""

import argparse
import sys
import time
from collections.abc import Iterable

from .agree import all_vectors, disagreements, sample
from .compare_lines import disagreements as disagreements_of_lines
from .rule import MG_ADL, QMG, Scale, Vector

SHOWN = 10


def compare(label: str, scale: Scale, vectors: Iterable[Vector]) -> bool:
    """Print how many vectors differ, and the first of them. Whether none does."""
    start, found = time.monotonic(), list(disagreements(scale, vectors))
    print(f"{label}: {len(found)} disagreements ({time.monotonic() - start:.0f} s)", flush=True)
    for vector, wanted, got in found[:SHOWN]:
        print(f"  {vector}: the oracle says {wanted}, the package {got}")
    return not found


def compare_lines(protocols: int, seed: int) -> bool:
    """The same of lines about visits, each protocol with 25 records."""
    start = time.monotonic()
    found = [each for at in range(protocols) for each in disagreements_of_lines(seed + at, 25)]
    took = time.monotonic() - start
    print(f"lines, {protocols:,} random protocols: {len(found)} disagreements ({took:.0f} s)")
    for each in found[:SHOWN]:
        print(f"  {each}")
    return not found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--qmg", type=int, default=1_000_000, help="random QMG vectors (1000000)")
    parser.add_argument("--lines", type=int, default=500, help="random protocols of lines about visits (500)")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    agree = [
        compare("MG-ADL, all 390,625 vectors, items missing or not", MG_ADL, all_vectors(MG_ADL)),
        compare(f"QMG, {chosen.qmg:,} random vectors", QMG, sample(QMG, chosen.qmg, chosen.seed)),
    ]
    agree.append(compare_lines(chosen.lines, chosen.seed))
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
