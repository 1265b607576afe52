"""A bound that holds its end and one that does not, on one scale."""

from collections.abc import Iterator

from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import compared, is_condition, is_filter, measured, negations, owner
from mgdsl.report.diagnostic import Label, Severity
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

SEVERITY = Severity.INFO
TURNED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def find(look: Look) -> Iterator[Finding]:
    first: dict[tuple[object, str], tuple[str, ast.Simple]] = {}
    for simple, test, _, _ in compared(look):
        scale, criterion = _scale(look, simple.subject), owner(look, simple)
        if scale is None or test.op not in TURNED or not isinstance(criterion, ast.Criterion):
            continue
        if is_condition(look, simple) or is_filter(look, simple):
            continue
        excluded = (criterion.kind == "exclusion") != (negations(look, simple) % 2 == 1)
        op = TURNED[test.op] if excluded else test.op
        key = (scale, op[0])
        before, there = first.setdefault(key, (op, simple))
        if before != op:
            yield Finding(
                look.place(simple),
                f"Here a value on the bound is {_kept(op)}; `{look.text(there)}` has it {_kept(before)}.",
                "Sources seldom mean that one bound counts its own value and another does not.",
                "use the same sign for both, or keep it with a reason if the source prints it so",
                others=(Label(look.place(there), f"a value on this bound is {_kept(before)}"),),
            )


def _kept(op: str) -> str:
    return "let in" if op.endswith("=") else "kept out"


def _scale(look: Look, subject: ast.Node) -> object:
    """What is compared; shares of the same part are on one scale, whatever the instrument."""
    if isinstance(subject, ast.PartOf) and subject.kind == "share":
        return ("share", fold(subject.part.text) if subject.part else "")
    if isinstance(subject, ast.PartOf):
        return (subject.kind, subject.part and fold(subject.part.text), fold(subject.of.text))
    if isinstance(subject, ast.Name) and subject.text.casefold() == "age":
        return "age"
    found = measured(look, subject) if isinstance(subject, ast.Name) else None
    return found.name if found else None
