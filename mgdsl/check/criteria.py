"""Criteria: from the lines of a body to *applies* and *blocks* (meaning.md, rules 1 to 6)."""

from typing import TypeAlias

from mgdsl.check.definitions import enter
from mgdsl.check.elaborate import Elaborator
from mgdsl.check.scope import Context, Definition
from mgdsl.core.ir import TRUE, Expr, If, Lit, Origin, all_, any_, not_
from mgdsl.syntax import ast

Pair: TypeAlias = tuple[Expr, Expr]
"""Applies, and: violated (of an inclusion) or met (of an exclusion)."""


def inclusion(e: Elaborator, lines: tuple[ast.Line, ...], context: Context) -> Pair:
    """Lines that do not apply drop out; if all drop out, the whole does not apply."""
    pairs = [_include(e, line, context) for line in lines]
    if len(pairs) == 1:
        return pairs[0]
    applies: Expr = TRUE if any(_always(a) for a, _ in pairs) else any_(tuple(a for a, _ in pairs))
    return applies, any_(tuple(v for _, v in pairs))


def _always(expr: Expr) -> bool:
    return isinstance(expr, Lit) and expr.value is True


def _plain(e: Elaborator, line: ast.Line, context: Context) -> Pair:
    return TRUE, not_(e.line(line, context))


def _include(e: Elaborator, line: ast.Line, context: Context) -> Pair:
    if not _conditional(e, line, ()):
        return _plain(e, line, context)
    origin = context.header(line.span)
    match line:
        case ast.IfBlock(branches, otherwise):
            rest: Pair = (Lit(False), Lit(False))
            if otherwise is not None:
                rest = inclusion(e, otherwise, context)
            for branch in reversed(branches):
                condition = e.line(branch.condition, context)
                rest = _branch(condition, inclusion(e, branch.lines, context), rest, origin)
            return rest
        case ast.UnlessBlock(condition, lines):
            applies = not_(e.line(condition, context), context.origin(condition.span))
            return _branch(applies, inclusion(e, lines, context), (Lit(False), Lit(False)), origin)
        case ast.AllBlock(lines):
            return inclusion(e, lines, context)
        case ast.AtBlock(when, lines):
            return _at(e, when, lines, context)
        case ast.Simple(ast.Name() as name, None, ()):
            found = e.find(name, context)
            assert isinstance(found, Definition)
            return inclusion(e, found.node.lines, enter(e, found, (), context, line.span))
        case _:
            return _plain(e, line, context)


def under(condition: Expr, pair: Pair) -> Pair:
    """A criterion limited by the condition of its section."""
    return _branch(condition, pair, (Lit(False), Lit(False)))


def _branch(condition: Expr, then: Pair, otherwise: Pair, origin: Origin | None = None) -> Pair:
    """Under a condition. Without another branch, applies is *condition and …*, and so is the violation."""
    if isinstance(otherwise[0], Lit) and otherwise[0].value is False:
        applies = condition if _always(then[0]) else all_((condition, then[0]))
        return applies, all_((condition, then[1]))
    applies = TRUE if _always(then[0]) and _always(otherwise[0]) else If(condition, then[0], otherwise[0])
    return applies, If(condition, then[1], otherwise[1], origin=None)


def _at(e: Elaborator, when: ast.When, lines: tuple[ast.Line, ...], context: Context) -> Pair:
    visits, _ = e.block_visits(when, lines, context)
    pairs = [inclusion(e, lines, context.at(visit, block=True)) for visit in visits]
    applies: Expr = TRUE if all(_always(a) for a, _ in pairs) else any_(tuple(a for a, _ in pairs))
    return applies, any_(tuple(v for _, v in pairs))


def _conditional(e: Elaborator, line: ast.Line, seen: tuple[str, ...]) -> bool:
    """An `if` without `otherwise` stands on the unbroken path from the criterion to here."""
    match line:
        case ast.IfBlock(branches, otherwise):
            inner = [*(b.lines for b in branches), otherwise or ()]
            return otherwise is None or any(_conditional(e, x, seen) for body in inner for x in body)
        case ast.UnlessBlock():
            return True
        case ast.AllBlock(lines) | ast.AtBlock(ast.AtVisit() | ast.AtEach(), lines):
            return any(_conditional(e, x, seen) for x in lines)
        case ast.Simple(ast.Name(text), None, ()):
            found = e.names.find(text)
            if isinstance(found, Definition) and found.name not in seen:
                return any(_conditional(e, x, (*seen, found.name)) for x in found.node.lines)
            return False
        case _:
            return False


def exclusion(e: Elaborator, lines: tuple[ast.Line, ...], context: Context) -> Pair:
    """An `if` must hold the whole body of an exclusion; anything else is met when all its lines are."""
    if len(lines) == 1 and _conditional(e, lines[0], ()):
        line = lines[0]
        match line:
            case ast.IfBlock(branches, otherwise):
                none: Pair = (Lit(False), Lit(False))
                rest = exclusion(e, otherwise, context) if otherwise is not None else none
                for branch in reversed(branches):
                    condition = e.line(branch.condition, context)
                    inner = exclusion(e, branch.lines, context)
                    rest = _branch(condition, inner, rest, context.header(line.span))
                return rest
            case ast.UnlessBlock(condition, inner_lines):
                applies = not_(e.line(condition, context), context.origin(condition.span))
                met = exclusion(e, inner_lines, context)
                return _branch(applies, met, (Lit(False), Lit(False)), context.header(line.span))
            case ast.AllBlock(inner_lines):
                return exclusion(e, inner_lines, context)
            case ast.AtBlock(ast.AtVisit(), inner_lines):
                visits, _ = e.block_visits(line.when, inner_lines, context)
                return exclusion(e, inner_lines, context.at(visits[0], block=True))
            case ast.Simple(ast.Name() as name):
                found = e.find(name, context)
                assert isinstance(found, Definition)
                return exclusion(e, found.node.lines, enter(e, found, (), context, line.span))
            case _:
                pass
    return TRUE, e.all_lines(lines, context)


__all__ = ["exclusion", "inclusion"]
