"""`python -m tests.oracle`: the whole comparison; `--qmg N` sets how many random QMG vectors are tried."""

import argparse
import sys
import time
from collections.abc import Iterable

from .agree import all_vectors, disagreements, sample
from .rule import MG_ADL, QMG, Scale, Vector

SHOWN = 10


def compare(label: str, scale: Scale, vectors: Iterable[Vector]) -> bool:
    """Print how many vectors differ, and the first of them. Whether none does."""
    start, found = time.monotonic(), list(disagreements(scale, vectors))
    print(f"{label}: {len(found)} disagreements ({time.monotonic() - start:.0f} s)", flush=True)
    for vector, wanted, got in found[:SHOWN]:
        print(f"  {vector}: the oracle says {wanted}, the package {got}")
    return not found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--qmg", type=int, default=1_000_000, help="random QMG vectors (1000000)")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    agree = [
        compare("MG-ADL, all 390,625 vectors, items missing or not", MG_ADL, all_vectors(MG_ADL)),
        compare(f"QMG, {chosen.qmg:,} random vectors", QMG, sample(QMG, chosen.qmg, chosen.seed)),
    ]
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
