"""A tally as text for people, and answers as rows for a spreadsheet."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from mgdsl.evaluate.result import Answer, Status, Verdict
from mgdsl.report.counted import counted
from mgdsl.report.style import PLAIN, Style, one_line
from mgdsl.screen.tally import Group, Tally, facts_of

STATUSES = (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.NOT_APPLICABLE)
HEADER = ("patient", "group", "verdict", "criterion", "title", "status", "facts")


def render(tally: Tally, title: str, by: str | None = None, style: Style = PLAIN) -> str:
    """Verdicts and statuses by group, then the failures. The last line ends in a line feed."""
    patients = sum(group.verdicts.total() for group in tally.groups.values())
    at = f", as of {tally.as_of}" if tally.as_of else ""
    lines = [style.strong(f"{one_line(title)}{at}: {counted(patients, 'patient')}")]
    for name, group in sorted(tally.groups.items(), reverse=True):
        lines += ["", style.strong(_head(name, group, by)), *_table(tally, group)]
    failed = counted(len(tally.failures), "failed criterion", "failed criteria")
    lines += ["", style.strong(failed), *_failures(tally)]
    return "\n".join(lines) + "\n"


def _head(name: str, group: Group, by: str | None) -> str:
    counts = ", ".join(f"{group.verdicts[verdict]} {verdict.value}" for verdict in Verdict)
    return f"{by}, {name}: {counts}" if by else counts


def _table(tally: Tally, group: Group) -> Iterator[str]:
    names = [status.value for status in STATUSES]
    wide = max(map(len, tally.titles), default=0)
    titles = max((len(one_line(title)) for title in tally.titles.values()), default=0)
    yield f"  {'':<{wide}}  {'':<{titles}}  {'  '.join(names)}"
    for criterion, title in tally.titles.items():
        counts = group.statuses.get(criterion, Counter())
        cells = [f"{counts[status] or '·':>{len(status.value)}}" for status in STATUSES]
        yield f"  {criterion:<{wide}}  {one_line(title):<{titles}}  {'  '.join(cells)}"


def _failures(tally: Tally) -> Iterator[str]:
    """Who fails what, and a line for each fact that decides it."""
    wide = max((len(one_line(failure.patient)) for failure in tally.failures), default=0)
    deep = max((len(failure.criterion) for failure in tally.failures), default=0)
    for failure in tally.failures:
        lead = f"  {one_line(failure.patient):<{wide}}  {failure.criterion:<{deep}}  "
        for fact in failure.facts:
            yield f"{lead}{one_line(fact)}"
            lead = " " * len(lead)


def rows(answer: Answer, group: str) -> str:
    """The lines of one answer as CSV: a criterion each, with what decides it where it is not passed."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for criterion in answer.criteria:
        open_ = criterion.status in (Status.FAIL, Status.UNKNOWN)
        facts = "; ".join(facts_of(criterion)) if open_ else ""
        status = criterion.status.value
        writer.writerow(
            (answer.id, group, answer.verdict.value, criterion.id, criterion.title, status, facts)
        )
    return out.getvalue()
