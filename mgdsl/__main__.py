"""`mgdsl`, also as `python -m mgdsl`."""

import sys

from mgdsl.cli.unchanged import answered


def main() -> None:
    """Ends with an exit code."""
    if answered(sys.argv[1:]):
        sys.exit(0)
    from mgdsl.cli.main import main as run  # click

    run()


if __name__ == "__main__":
    main()
