"""A criterion that lets in only who has a value on the ill side of a bound."""

from collections.abc import Iterator

from mgdsl.core.schema import Quantity
from mgdsl.lang.ops import NEGATED
from mgdsl.lint.limits import is_normal, multiple
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_condition, is_filter, keeps_out, measured, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for simple in look.all(ast.Simple):
        criterion = owner(look, simple)
        if not isinstance(criterion, ast.Criterion) or is_condition(look, simple) or is_filter(look, simple):
            continue
        match simple.test:
            case ast.Compare(op, value) if op in NEGATED:
                excluded = keeps_out(look, simple)
                if _documents(simple.subject) or not _ill(
                    op, value, measured(look, simple.subject), excluded
                ):
                    continue
                thing, bound = (
                    look.text(simple.subject),
                    f"{NEGATED[op] if excluded else op} {look.text(value)}",
                )
                yield Finding(
                    look.place(simple.test),
                    f"{criterion.id.text} lets in only those with `{thing} {bound}`.",
                    f"That is the ill side of {thing}: a sign turned round keeps the healthy out.",
                    f"write `{NEGATED[op]} {look.text(value)}`, or keep it with "
                    "`# allow only-the-ill: the disease of the trial`",
                )
            case _:
                pass


def _documents(subject: ast.Subject) -> bool:
    """A change, or some result of the past: what shows a disease."""
    match subject:
        case ast.ChangeOf() | ast.Counted(how=ast.How("any" | "at least")):
            return True
        case _:
            return False


def _ill(op: str, value: ast.Expr, of: object, excluded: bool) -> bool:
    """Whether who is let in lies on the ill side. What excludes by reference limits is another rule's.

    Without `usual` or `better` a limit may be the mark of a disease, as of an antibody's titre.
    """
    if not isinstance(of, Quantity) or not (of.usual or of.better):
        return False
    low = (NEGATED[op] if excluded else op) in ("<", "<=")
    limit = multiple(value)
    if limit is not None:
        return not excluded and is_normal(NEGATED[op], *limit)
    if not isinstance(value, ast.Quantity):
        return False
    if of.better:
        return low == (of.better == "higher")
    return not excluded and of.limits == (("lower",) if low else ("upper",))
