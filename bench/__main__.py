"""`python -m bench [checking] [evaluating] [histories] [starting]`: all of them unless some are named."""

import sys

from bench import checking, evaluating, histories, starting

REPORTS = {
    "checking": checking.report,
    "evaluating": evaluating.report,
    "histories": histories.report,
    "starting": starting.report,
}


def main() -> int:
    chosen = sys.argv[1:] or list(REPORTS)
    if unknown := set(chosen) - set(REPORTS):
        print(
            f"no such report: {', '.join(sorted(unknown))}; there are {', '.join(REPORTS)}", file=sys.stderr
        )
        return 2
    for name in chosen:
        REPORTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
