"""`mgdsl`, also as `python -m mgdsl`."""

import gc
import sys

from mgdsl.cli.unchanged import answered

GARBAGE = 100_000
"""Objects made before Python looks for circles: there are hardly any, and looking slows every start."""


def main() -> None:
    """Ends with an exit code."""
    gc.set_threshold(GARBAGE)
    try:
        _run()
    finally:
        gc.freeze()  # the process gives its memory back whole: Python need not look through it first


def _run() -> None:
    if answered(sys.argv[1:]):
        sys.exit(0)
    from mgdsl.cli.main import main as run  # click

    run()


if __name__ == "__main__":
    main()
