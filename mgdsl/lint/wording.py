"""Where a condition of the text stands (declaration, visits, negations), and what it speaks of."""

from collections.abc import Iterator
from fractions import Fraction

from mgdsl.check.scope import THE_VISIT
from mgdsl.core.schema import Instrument, Quantity
from mgdsl.lang.numbers import exact
from mgdsl.lint.look import Look
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

Owner = ast.Criterion | ast.Define | ast.Valid | ast.Section
BRANCHES = (ast.Branch, ast.UnlessBlock)


def owner(look: Look, node: ast.Node) -> Owner | None:
    """The declaration whose line the node is part of; None in a case."""
    return next((outer for outer in look.above(node) if isinstance(outer, Owner)), None)


def is_condition(look: Look, node: ast.Node) -> bool:
    """Whether the node is part of what an `if` or `unless` asks: it limits, and does not demand."""
    inner: ast.Node = node
    for outer in look.above(node):
        if isinstance(outer, BRANCHES) and outer.condition is inner:
            return True
        inner = outer
    return False


def is_filter(look: Look, node: ast.Node) -> bool:
    """Whether the node is part of a `where`."""
    inner: ast.Node = node
    for outer in look.above(node):
        if isinstance(outer, ast.Filtered) and outer.cond is not inner:
            return True
        if isinstance(outer, ast.Paren) and outer.cond is not inner:
            return True
        inner = outer
    return False


def negations(look: Look, simple: ast.Simple) -> int:
    """How many negations a condition stands in, its own `no` or `none of` counted."""
    found = int(_says_no(simple))
    inner: ast.Node = simple
    for outer in look.above(simple):
        match outer:
            case ast.Negated() | ast.NoneBlock():
                found += 1
            case ast.UnlessBlock(condition):
                found += condition is inner
            case ast.Simple():
                found += _says_no(outer)
            case _:
                pass
        inner = outer
    return found


def keeps_out(look: Look, simple: ast.Simple) -> bool:
    """Whether the line, where it holds, speaks against taking part; one of a definition is asked for."""
    of = owner(look, simple)
    exclusion = isinstance(of, ast.Criterion) and of.kind == "exclusion"
    return exclusion != (negations(look, simple) % 2 == 1)


def _says_no(simple: ast.Simple) -> bool:
    match simple.subject:
        case ast.Choice(word="none") | ast.Counted(how=ast.How("no")):
            return True
        case _:
            return False


def visits(look: Look, simple: ast.Simple) -> tuple[str, ...]:
    """The visits at which the line is asked, its own or its block's, folded; empty for anything else."""
    whens: tuple[ast.Node, ...] = simple.whens
    if not whens or any(isinstance(w, ast.AtVisit) and fold(w.visit.text) == THE_VISIT for w in whens):
        block = look.within(simple, ast.AtBlock)
        whens = (block.when,) if block is not None else ()
    match whens:
        case (ast.AtVisit(visit),):
            return (fold(visit.text),)
        case (ast.AtEach(braces) | ast.AtAny(braces) | ast.Held(braces),):
            return tuple(fold(item.text) for item in braces.items if isinstance(item, ast.Name))
        case _:
            return ()


def measured(look: Look, subject: ast.Node) -> Instrument | Quantity | None:
    """The instrument or quantity a subject speaks of, itself or a part of it."""
    match subject:
        case ast.Name(text) | ast.PartOf(of=ast.Name(text)) | ast.ChangeOf(of=ast.Name(text)):
            found = look.names.find(text)
        case ast.Counted(what=ast.What(thing=ast.Name() | ast.PartOf() as thing)):
            return measured(look, thing)
        case _:
            return None
    return found if isinstance(found, Instrument | Quantity) else None


def is_whole(look: Look, subject: ast.Node) -> bool:
    """Scores and their changes; quantities declared without decimals; age in completed years."""
    if isinstance(subject, ast.PartOf) and subject.kind != "part":
        return False
    if isinstance(subject, ast.Name) and subject.text.casefold() == "age":
        return True
    match measured(look, subject):
        case Instrument():
            return True
        case Quantity(decimals=0):
            return True
        case _:
            return False


def compared(look: Look) -> Iterator[tuple[ast.Simple, ast.Compare, ast.Quantity, Fraction]]:
    """Every line that compares something with a number as written."""
    for simple in look.all(ast.Simple):
        match simple.test:
            case ast.Compare(_, ast.Quantity(number) as quantity):
                yield simple, simple.test, quantity, exact(number)
            case _:
                pass


def from_decision(look: Look) -> frozenset[str]:
    """The decision visit and those after it, folded: of later days nothing is known when it is decided."""
    order = [fold(visit.text) for visit in look.named("visits")]
    found = (order.index(fold(visit.text)) for visit in look.named("decision visit"))
    return frozenset(name for at in found for name in order[at:])
