"""A count of records of several drugs, where drugs are mostly meant."""

from collections.abc import Iterator

from mgdsl.check.scope import Agent
from mgdsl.core.schema import AgentClass
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast

SEVERITY = Severity.INFO


def find(look: Look) -> Iterator[Finding]:
    for counted in look.all(ast.Counted):
        how, what = counted.how, counted.what
        if how.word not in ("at least", "exactly") or (how.n or 0) < 2 or what.distinct or what.result:
            continue
        if counted.per is not None or owner(look, counted) is None or not _several(look, what.thing):
            continue
        thing = " ".join(look.text(what.thing).split())
        yield Finding(
            look.place(counted),
            f"This counts records, not drugs: {how.n} courses of one drug among {thing} are enough.",
            "A course whose dose changes is often recorded as two.",
            f"`{how.word} {how.n} distinct agents among {thing}`, or keep it with "
            "`# allow records-counted: courses are meant`",
        )


def _several(look: Look, thing: ast.Node) -> bool:
    match thing:
        case ast.Name(text):
            found = look.names.find(text)
            return isinstance(found, AgentClass) and len(found.agents) > 1
        case ast.Braces(items):
            names = [look.names.find(item.text) for item in items if isinstance(item, ast.Name)]
            return len(names) > 1 and all(isinstance(each, Agent | AgentClass) for each in names)
        case _:
            return False
