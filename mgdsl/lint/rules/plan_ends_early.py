"""A plan in a time after an earlier visit that says no end, and so ends when the patient is decided."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.WARNING


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        planned = isinstance(simple.subject, ast.Counted) and simple.subject.what.planned
        if not planned or owner(look, simple) is None:
            continue
        for when in simple.whens:
            if (visit := _open_end(when)) is None:
                continue
            decision = look.named("decision visit")[0].text
            yield Finding(
                look.place(when),
                f"`{look.text(when)}` ends at {decision}, where it is decided: no later plan counts.",
                "What is planned lies ahead: a time that ends when it is asked finds hardly any of it.",
                f"say until when, as the protocol does: `from {visit.text} until 1 year after {decision}`",
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
