"""Definitions: their arguments, the sharing of their uses, and those that are values."""

from collections.abc import Mapping

from mgdsl.check import messages
from mgdsl.check.kinds import ChoiceValue, TruthValue, Value
from mgdsl.check.scope import Bound, Context, Definition, Mistake, Names
from mgdsl.check.values import value
from mgdsl.check.when import sort
from mgdsl.check.workbench import Workbench
from mgdsl.core.ir import Expr, Ref, all_
from mgdsl.core.program import Let
from mgdsl.core.schema import Category, Instrument, Quantity
from mgdsl.report.source import Place, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

DEEPEST = 25
"""Definitions inside definitions; what an author reads aloud stays far below."""


def enter(
    e: Workbench, found: Definition, arguments: tuple[ast.Argument, ...], context: Context, span: Span
) -> Context:
    """The context of a definition's lines. Mistakes: it uses itself; arguments that do not fit."""
    e.used.add(found.name)
    if found.name in e.cyclic:
        raise Mistake(e.cyclic[found.name])
    if found.name in context.stack:
        raise Mistake(messages.uses_itself(context.place(span), (*context.stack, found.name)))
    if len(context.stack) >= DEEPEST:
        raise Mistake(messages.definitions_too_deep(context.use or context.place(span), DEEPEST))
    parameters = {fold(p.key): p for p in found.node.parameters}
    given: Mapping[str, ast.Argument] = {fold(a.key): a for a in arguments}
    for argument in arguments:
        if fold(argument.key) not in parameters:
            names = [p.key for p in found.node.parameters]
            raise Mistake(messages.unknown_argument(_key(argument, context), argument.key, found.name, names))
    missing = [p.key for key, p in parameters.items() if key not in given]
    if missing:
        words = [context.place(argument.span).text for argument in given.values()]
        raise Mistake(messages.argument_missing(context.place(span), found.name, missing, words))
    bounds = {key: Bound(argument.value, context) for key, argument in given.items()}
    return Context(
        found.source,
        context.visit,
        context.in_at_block,
        context.rows,
        bounds,
        (*context.stack, found.name),
        context.use or context.place(span),
    )


def _key(argument: ast.Argument, context: Context) -> Place:
    """The name of an argument, before its colon."""
    return context.place(Span(argument.span.start, argument.span.start + len(argument.key)))


def definition(
    e: Workbench, found: Definition, arguments: tuple[ast.Argument, ...], context: Context, span: Span
) -> Expr:
    """A use of a definition: at patient level a shared let, inside a row its lines."""
    inner = enter(e, found, arguments, context, span)
    origin = e.origin(context, span)
    if context.rows is not None:
        return all_((e.all_lines(found.node.lines, inner),), origin)
    words = tuple((a.key, argument_key(e, a, context)) for a in arguments)
    key = (found.name, inner.visit, words)
    if key not in e.shared:
        body = e.all_lines(found.node.lines, inner)
        e.lets.append(Let(found.name, body))
        e.shared[key] = len(e.lets) - 1
    return Ref(e.shared[key], origin=origin)


def argument_key(e: Workbench, argument: ast.Argument, context: Context) -> object:
    """What an argument is, through the arguments of the definition it is used in."""
    node, at = argument.value, context
    while isinstance(node, ast.Name) and (bound := e.bound(node.text, at)) is not None:
        node, at = bound.value, bound.context
    return node if not at.arguments else (node, id(at.arguments))


def is_value(e: Workbench, found: Definition) -> bool:
    """The definition is one value, or an `if … otherwise` of values."""
    return _one_value(found.node.lines, e.names, ())


def definition_value(
    e: Workbench,
    found: Definition,
    arguments: tuple[ast.Argument, ...],
    context: Context,
    span: Span,
    like: Value | None,
) -> Value:
    inner = enter(e, found, arguments, context, span)
    if not is_value(e, found):
        expr = definition(e, found, arguments, context, span)
        return TruthValue(expr, found.name)
    return value_lines(e, found.node.lines, inner, like)


def value_lines(e: Workbench, lines: tuple[ast.Line, ...], context: Context, like: Value | None) -> Value:
    match lines:
        case (ast.Simple(subject=subject, test=None, whens=whens),):
            sorted_ = sort(whens, e.names, context)
            at = context.at(sorted_.visits[0]) if len(sorted_.visits) == 1 else context
            assert not isinstance(subject, ast.Counted | ast.Choice | ast.Said | ast.Unspecified)
            return value(e, subject, at, like)
        case (ast.IfBlock(branches, otherwise),):
            assert otherwise is not None
            result = value_lines(e, otherwise, context, like)
            for branch in reversed(branches):
                condition = e.line(branch.condition, context)
                result = ChoiceValue(condition, value_lines(e, branch.lines, context, like), result)
            return result
        case _:
            raise AssertionError(lines)


def _one_value(lines: tuple[ast.Line, ...], names: Names, seen: tuple[str, ...]) -> bool:
    match lines:
        case (ast.Simple(subject=subject, test=None),):
            match subject:
                case ast.Arith() | ast.Quantity() | ast.PartOf() | ast.Limit():
                    return True
                case ast.Paren(ast.Simple() as inner):
                    return _one_value((inner,), names, seen)
                case ast.Name(text):
                    found = names.find(text)
                    if isinstance(found, Definition) and found.name not in seen:
                        return _one_value(found.node.lines, names, (*seen, found.name))
                    return isinstance(found, Quantity | Instrument | Category)
                case _:
                    return False
        case (ast.IfBlock(branches, otherwise),) if otherwise is not None:
            bodies = [*(branch.lines for branch in branches), otherwise]
            return all(_one_value(body, names, seen) for body in bodies)
        case _:
            return False
