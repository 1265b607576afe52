"""A time on both sides of the decision visit, of which the part after it is not known yet."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import from_decision, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    late = from_decision(look)
    for simple in look.all(ast.Simple):
        planned = isinstance(simple.subject, ast.Counted) and simple.subject.what.planned
        if planned or owner(look, simple) is None:
            continue
        for when in simple.whens:
            match when:
                case ast.Distance(_, duration, "of", visit) if fold(visit.text) in late:
                    time = look.text(when).rpartition(" of ")[0]
                    yield Finding(
                        look.place(when),
                        f"`{look.text(when)}` reaches {look.text(duration)} beyond {visit.text}, too: "
                        "nothing of that is known when the patient is decided.",
                        "Whoever has nothing on record before it stays undetermined.",
                        f"`{time} before {visit.text}`",
                    )
                case _:
                    pass
