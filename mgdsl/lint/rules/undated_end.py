"""A plan up to a visit that has no date yet when the patient is decided."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    order = [fold(visit.text) for visit in look.named("visits")]
    for decision in look.named("decision visit"):
        later = order[order.index(fold(decision.text)) + 1 :]
        for simple in look.all(ast.Simple):
            if isinstance(simple.subject, ast.Counted) and simple.subject.what.planned:
                yield from _undated(look, simple, decision.text, later)


def _undated(look: Look, simple: ast.Simple, decision: str, later: list[str]) -> Iterator[Finding]:
    for when in simple.whens:
        match when:
            case ast.Period(until=ast.Point(visit)) if fold(visit.text) in later:
                yield Finding(
                    look.place(when),
                    f"At {decision}, when the patient is decided, {visit.text} has no date yet.",
                    f"Whether a planned day comes before {visit.text} cannot be said then.",
                    f"write how long: `until 1 year after {decision}`, with the time of the protocol",
                )
            case _:
                pass
