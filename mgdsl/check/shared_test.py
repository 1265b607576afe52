"""`ALT or AST > 3 × ULN at screening`: several things, of which only the last has the test meant for all."""

from mgdsl.check.scope import Context, Names
from mgdsl.core.schema import Category, Instrument, Quantity
from mgdsl.report.source import Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast


def shared_test(cond: ast.Junction, names: Names, context: Context) -> tuple[list[str], str] | None:
    """The things, and the test with its when; None where the first things need no test."""
    *first, last = cond.terms
    if not isinstance(last, ast.Simple) or not isinstance(last.subject, ast.Name):
        return None
    things = []
    for term in first:
        match term:
            case ast.Simple(ast.Name(text), None, ()) if isinstance(
                names.find(text), Quantity | Instrument | Category
            ):
                things.append(context.place(term.span).text)
            case _:
                return None
    rest = context.place(Span(last.subject.span.end, last.span.end)).text
    if last.test is not None:
        return [*things, context.place(last.subject.span).text], rest
    thing, _, value = last.subject.text.rpartition(" ")
    found = names.find(thing)
    if names.find(last.subject.text) is not None or not isinstance(found, Category):
        return None
    values = map(fold, (*found.values, *(group for group, _ in found.groups)))
    return ([*things, thing], f" is {value}{rest}") if fold(value) in values else None
