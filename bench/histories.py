"""Long histories of one patient: the verdict, the reasons with it, and SQL."""

from datetime import date, timedelta
from typing import Any

from bench.timing import best, show
from mgdsl.opening import loads
from mgdsl.sql.run import run

SCREENING = date(2025, 3, 1)
HEAD = """protocol "Long histories":
    visits: screening
    decision visit: screening
use myasthenia gravis
"""
LINES = {
    "a sliding window, met": ("at least 4 results of QMG >= 11 within any 30 days before screening", True),
    "a sliding window, open": ("at least 30 results of QMG >= 11 within any 30 days before screening", False),
    "the latest result": ("latest QMG >= 11 before screening", True),
    "an exposure, without a gap": ("any tacrolimus for at least 2 years before screening", True),
}
ROWS = (250, 500, 1000)


def record(rows: int, closed: bool) -> dict[str, Any]:
    """A result every third day, and courses of ten days, one after another."""
    days = [SCREENING - timedelta(3 * at) for at in range(rows)]
    starts = [SCREENING - timedelta(10 * at) for at in range(rows)]
    return {
        "id": "long",
        "facts": {"birth date": "1920"},
        "visits": {"screening": {"date": str(SCREENING)}},
        "complete": {"*": "screening" if closed else None},
        "results": {"QMG": [{"date": str(day), "value": 9 + day.day % 5} for day in days]},
        "events": {
            "therapies": [
                {"agent": "tacrolimus", "start": str(day), "stop": str(min(day + timedelta(9), SCREENING))}
                for day in starts
            ]
        },
    }


def report() -> None:
    print("\nOne patient with a long history (the best of 2 rounds)")
    for what, (line, closed) in LINES.items():
        protocol = loads(f"{HEAD}inclusion I:\n    {line}\n")
        for rows in ROWS:
            raw = record(rows, closed)
            (data,) = protocol.columns_many([raw])
            decided = best(lambda: protocol.evaluate(raw).criteria[0].status, 2)  # noqa: B023
            told = best(lambda: protocol.evaluate(raw).to_json(), 2)  # noqa: B023
            asked = best(lambda: run(protocol.program, [data]), 2)  # noqa: B023
            show(
                f"{what}, {rows:,} rows",
                f"{decided * 1e3:.0f} ms",
                f"{told * 1e3:.0f} ms with reasons, {asked * 1e3:.0f} ms as SQL",
            )
