"""Timing: the best of a few runs, which is what the machine can do when nothing else runs."""

from collections.abc import Callable
from time import perf_counter


def best(action: Callable[[], object], runs: int = 5, before: Callable[[], object] = int) -> float:
    """Seconds of the fastest run; what is done before each of them does not count."""
    times = []
    for _ in range(runs):
        before()
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return min(times)


def show(what: str, figure: str, note: str = "") -> None:
    """One line of the report."""
    print(f"  {what:<52}{figure:>14}  {note}".rstrip(), flush=True)
