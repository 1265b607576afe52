"""A stable dose that an inclusion asks for, and no line that asks for the drug: who takes none passes."""

from collections.abc import Iterator

from mgdsl.check.scope import Agent
from mgdsl.core.schema import AgentClass
from mgdsl.lint.look import Look
from mgdsl.lint.rule import Finding
from mgdsl.lint.wording import is_filter, negations, owner
from mgdsl.report.diagnostic import Severity
from mgdsl.syntax import ast
from mgdsl.tree import walk

SEVERITY = Severity.INFO
VISITED = ast.Throughout | ast.Distance | ast.Before | ast.AtVisit
CHOOSES = ast.IfBlock | ast.UnlessBlock | ast.AnyBlock | ast.CountBlock | ast.Junction


def find(look: Look) -> Iterator[Finding]:
    asked: set[str] = set()
    stable: list[tuple[ast.Simple, ast.DoseOf, frozenset[str]]] = []
    for simple in look.all(ast.Simple):
        criterion = owner(look, simple)
        if not isinstance(criterion, ast.Criterion | ast.Define) or negations(look, simple) % 2 == 1:
            continue
        if isinstance(criterion, ast.Criterion) and criterion.kind != "inclusion":
            continue
        match simple:
            case ast.Simple(ast.DoseOf(of=of) as dose, ast.Is() as test) if isinstance(
                criterion, ast.Criterion
            ):
                if _steady(test) and not is_filter(look, simple) and not _chosen(look, simple):
                    stable.append((simple, dose, _agents(look, of)))
            case ast.Simple(ast.DoseOf(of=of), ast.Between() | ast.Compare(">" | ">=")):
                asked |= _agents(look, of)
            case ast.Simple(ast.Counted(how=ast.How("any" | "at least"), what=what)) if not what.planned:
                asked |= _agents(look, what.thing) | (_agents(look, what.among) if what.among else set())
            case _:
                pass
    for simple, dose, agents in stable:
        if not agents & asked:
            drug = _words(look, dose.of)
            visit = next((w.visit.text for w in simple.whens if isinstance(w, VISITED)), "the visit")
            yield Finding(
                look.place(simple),
                f"A patient who takes no {drug} passes: no dose is an unchanged dose.",
                "“On a stable dose” mostly asks for the drug, too.",
                f"add `any {drug} at {visit}`, or keep it with "
                "`# allow stable-without-drug: who takes none may take part`",
            )


def _steady(test: ast.Is) -> bool:
    """A test that who takes nothing passes."""
    return isinstance(test.value, ast.Name) and (test.value.text == "unchanged") != test.negated


def _chosen(look: Look, simple: ast.Simple) -> bool:
    """Asked of some only, or one of several lines of which one is enough."""
    return any(isinstance(outer, CHOOSES) for outer in look.above(simple))


def _agents(look: Look, of: ast.Node) -> frozenset[str]:
    found: set[str] = set()
    for name in walk(of):
        if isinstance(name, ast.Name):
            match look.names.find(name.text):
                case AgentClass(agents=agents):
                    found |= set(agents)
                case Agent(name=agent):
                    found.add(agent)
                case _:
                    pass
    return frozenset(found)


def _words(look: Look, of: ast.Node) -> str:
    """The drugs on one line."""
    if isinstance(of, ast.Braces):
        return f"{{{', '.join(look.text(item) for item in of.items)}}}"
    return look.text(of)
