"""A time after the decision visit in which nothing is looked at, or a plan in a time that ends there."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import from_decision, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    late = from_decision(look)
    for simple in look.all(ast.Simple):
        planned = isinstance(simple.subject, ast.Counted) and simple.subject.what.planned
        for when in simple.whens:
            visit = _open_end(when)
            if visit is None or owner(look, simple) is None or not (planned or fold(visit.text) in late):
                continue
            decision = look.named("decision visit")[0].text
            yield Finding(
                look.place(when),
                f"`{look.text(when)}` ends at {decision}, when the patient is decided: "
                + ("a plan for later does not count." if planned else "nothing later is known."),
                "A line that looks past the decision visit without an end finds nothing there.",
                f"write how long: `within 4 weeks after {visit.text}`, with the time of the protocol"
                if planned
                else f"write `before {visit.text}`, or ask for what is planned: `any planned …`",
            )


def _open_end(when: ast.When) -> ast.Name | None:
    """The visit of a time that begins there and has no end of its own."""
    match when:
        case ast.After(visit) | ast.Strictly("after", visit):
            return visit
        case ast.Distance("at least" | "more than", _, "after", visit):
            return visit
        case _:
            return None
