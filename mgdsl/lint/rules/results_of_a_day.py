"""Several results asked for at one visit, where equal values of a day count once."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        match simple:
            case ast.Simple(
                ast.Counted(ast.How("at least" | "exactly", n), ast.What(result=True, thing=thing)),
                test,
                (ast.AtVisit() | ast.AtEach() | ast.AtAny(),),
            ) if (n or 0) > 1 and owner(look, simple) is not None:
                name = " ".join(look.text(thing).split())
                bound = f" {look.text(test)}" if test is not None else ""
                yield Finding(
                    look.place(simple),
                    f"Equal values of {name} on one day count once here.",
                    "A value recorded twice is often one result; yet of three readings two may be equal.",
                    "declare the readings as measurements of their own, and write "
                    f"`at least {n} of {{initial {name}, second {name}, third {name}}}{bound}`",
                )
            case _:
                pass
