"""From the grammar's alternatives to the classes of `ast`: how the children of each become fields.

Most alternatives fit their class as they stand: children in the order of the fields. Those that do not have
an entry in SHAPES.
"""

from collections.abc import Callable
from typing import Any

from lark import Token, Tree

from mgdsl.report.source import Span
from mgdsl.syntax import ast

SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "*": "×", "−": "-"}


def _words(token: Token | None) -> str:
    """A token's text: backticks and quotes off, signs in their one spelling."""
    assert token is not None
    text = str(token)
    if text[0] in '`"':
        return text[1:-1]
    return SIGNS.get(text, text)


def _span(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


def _name(token: Token) -> ast.Name:
    return ast.Name(_words(token), span=_span(token))


def _title(token: Token | None) -> str | None:
    return None if token is None else _words(token)


def _key(token: Token) -> str:
    return " ".join(_words(token).split())


def _split(children: list[Any]) -> tuple[tuple[ast.Property, ...], tuple[Any, ...]]:
    properties = tuple(child for child in children if isinstance(child, ast.Property))
    return properties, tuple(child for child in children if not isinstance(child, ast.Property))


def _ops(children: list[Any]) -> ast.Junction:
    return ast.Junction(tuple(children[::2]), tuple(map(str, children[1::2])))


def _property(key: Token, *rest: Any) -> ast.Property:
    children, values = _split(list(rest))
    return ast.Property(_key(key), values, children)


def _simple(subject: Any, test: Any, *whens: Any) -> ast.Simple:
    return ast.Simple(subject, test, whens)


def _criterion(kind: Token, name: Token, title: Token | None, *body: Any) -> ast.Criterion:
    return ast.Criterion(str(kind), _name(name), _title(title), *_split(list(body)))


def _define(name: Token, parameters: tuple[ast.Parameter, ...] | None, *body: Any) -> ast.Define:
    return ast.Define(_name(name), parameters or (), *_split(list(body)))


def _declare(kind: Token, name: Token, title: Token | None, *properties: Any) -> ast.Declare:
    return ast.Declare(str(kind), _name(name), _title(title), properties)


def cells_of(row: Token) -> tuple[ast.Cell, ...]:
    """The cells of ``| a | b |``, stripped, with their own spans."""
    cells, start = [], (row.start_pos or 0) + 1
    for text in str(row).rstrip().removesuffix("|")[1:].split("|"):
        left = start + len(text) - len(text.lstrip())
        cells.append(ast.Cell(text.strip(), span=Span(left, left + len(text.strip()))))
        start += len(text) + 1
    return tuple(cells)


def _case_table(ids: tuple[ast.Name, ...], when: Any, *rows: Token) -> ast.CaseTable:
    return ast.CaseTable(ids, when, tuple(map(cells_of, rows)))


def _case(title: Token, *lines: Any) -> ast.Case:
    givens = tuple(line for line in lines if isinstance(line, ast.Given))
    return ast.Case(_words(title), givens, tuple(line for line in lines if isinstance(line, ast.Expect)))


def _what(planned: Any, distinct: Any, result: Any, thing: Any, among: Any) -> ast.What:
    if isinstance(thing, Token):
        thing = _name(thing)
    return ast.What(planned is not None, distinct is not None, result is not None, thing, among)


def _assume(number: Token, unit: Token | None, why: Token) -> ast.Assume:
    span = Span(number.start_pos or 0, (unit or number).end_pos or 0)
    return ast.Assume(ast.Quantity(str(number), _title(unit), span=span), _words(why))


def _header(cond: Any, where: Any) -> Any:
    """The condition of a header; with a `where` it reads as if it stood in brackets."""
    if where is None:
        return cond
    span = Span(cond.span.start, where.span.end)
    return ast.Simple(ast.Paren(cond, where, span=span), span=span)


def _if(*parts: Any) -> ast.IfBlock:
    *branches, otherwise = parts
    return ast.IfBlock(tuple(branches), otherwise)


def _count_block(many: tuple[str, int], _: Token, *lines: Any) -> ast.CountBlock:
    return ast.CountBlock(many[0], many[1], lines)


def _choice_counted(many: tuple[str, int], _: Token, things: ast.Braces) -> ast.Choice:
    return ast.Choice(many[0], many[1], things)


def _many(word: Token, number: Token) -> tuple[str, int]:
    return str(word), int(str(number)) if str(number).isdigit() else -1


# The tuple-making rules and the alternatives whose children need more than their order. Keywords that the
# grammar passes on (AND, BEFORE, …) are dropped by the class's own entry here.
SHAPES: dict[str, Callable[..., Any]] = {
    "start": lambda *children: ast.File(children),
    "protocol": lambda _, title, *properties: ast.Protocol(_words(title), properties),
    "use": lambda _, name: ast.Use(_name(name)),
    "criterion": _criterion,
    "define": lambda _, *rest: _define(*rest),
    "declare": _declare,
    "valid": lambda _, name, *lines: ast.Valid(_name(name), lines),
    "read_as": lambda _, part, kind, of, __, as_: ast.ReadAs(
        _name(part), str(kind).split()[0], of, _name(as_)
    ),
    "section": lambda _, title, *lines: ast.Section(_words(title), lines),
    "dose_finding": lambda _, name, *properties: ast.DoseFinding(_name(name), properties),
    "case_table": lambda _, ids, when, *rows: _case_table(ids, when, *rows),
    "case": lambda _, title, *lines: _case(title, *lines),
    "ids": lambda *names: tuple(map(_name, names)),
    "parameters": lambda *parameters: parameters,
    "parameter": lambda key, name: ast.Parameter(_key(key), _name(name)),
    "given": lambda _, cond: ast.Given(cond),
    "expect": lambda _, name, test: ast.Expect(_name(name), test),
    "property": _property,
    "text_line": lambda text: ast.Text(_words(text), span=_span(text)),
    "name": _name,
    "text": lambda text: ast.Text(_words(text)),
    "quantity": lambda number, unit: ast.Quantity(str(number), _title(unit)),
    "range": lambda low, _, high, unit: ast.Range(str(low), str(high), _title(unit)),
    "date": lambda text: ast.Date(str(text)),
    "unspecified": lambda _, text: ast.Unspecified(_words(text)),
    "assume": lambda _, number, unit, __, why: _assume(number, unit, why),
    "filtered": lambda cond, _, where: ast.Filtered(cond, (where,), block=False),
    "filtered_block": lambda cond, _, *lines: ast.Filtered(cond, lines, block=True),
    "all_block": lambda _, *lines: ast.AllBlock(lines),
    "any_block": lambda _, *lines: ast.AnyBlock(lines),
    "none_block": lambda _, *lines: ast.NoneBlock(lines),
    "count_block": _count_block,
    "at_block": lambda when, *lines: ast.AtBlock(when, lines),
    "unless_block": lambda _, cond, __, where, lines: ast.UnlessBlock(_header(cond, where), lines),
    "if_block": _if,
    "if_then": lambda _, cond, __, where, lines: ast.Branch(_header(cond, where), lines),
    "otherwise_if": lambda _, __, cond, ___, where, lines: ast.Branch(_header(cond, where), lines),
    "otherwise": lambda _, lines: lines,
    "suite": lambda *lines: lines,
    "junction": lambda *children: _ops(list(children)),
    "negated": lambda _, cond: ast.Negated(cond),
    "simple": _simple,
    "arith": lambda left, op, right: ast.Arith(left, _words(op), right),
    "call": lambda name, _, *arguments: ast.Call(_name(name), arguments[:-1]),
    "limit": lambda kind: ast.Limit(str(kind)),
    "missing": lambda _: ast.Missing(),
    "paren": lambda _, cond, __, where, ___: ast.Paren(cond, where),
    "part_of": lambda part, kind, of: ast.PartOf(part and _name(part), str(kind).split()[0], of),
    "change_of": lambda kind, of: ast.ChangeOf(str(kind).split()[0], of),
    "dose_of": lambda _, of, __, as_: ast.DoseOf(of, as_ and _name(as_)),
    "argument": lambda key, value: ast.Argument(_key(key), value),
    "argument_no": lambda key, no: ast.Argument(_key(key), _name(no)),
    "braces": lambda *items: ast.Braces(items[1:-1]),
    "counted": lambda how, what, _, except_, per: ast.Counted(
        how, what, except_, per and str(per).split()[1]
    ),
    "how": lambda word: ast.How(str(word)),
    "how_counted": lambda many: ast.How(*many),
    "how_many": _many,
    "what": lambda p, d, r, thing, _, among: _what(p, d, r, thing, among),
    "choice": lambda word, things: ast.Choice(str(word).split()[0], None, things),
    "choice_counted": _choice_counted,
    "said": lambda verb, who, text: ast.Said(str(verb).split()[0], _name(who), _words(text)),
    "compare": lambda op, value: ast.Compare(_words(op), value),
    "between": lambda _, low, __, high: ast.Between(low, high),
    "is": lambda _, negated, value: ast.Is(negated is not None, value),
    "inside": lambda negated, _, values: ast.Inside(negated is not None, values),
    "before": lambda _, visit: ast.Before(visit),
    "after": lambda _, visit: ast.After(visit),
    "strictly": lambda _, side, visit: ast.Strictly(str(side), visit),
    "distance": lambda word, duration, side, visit: ast.Distance(str(word), duration, str(side), visit),
    "sliding": lambda _, __, duration: ast.Sliding(duration),
    "throughout": lambda w, duration, _, visit: ast.Throughout(str(w) == "for more than", duration, visit),
    "over": lambda _, duration: ast.Over(duration),
    "period": lambda _, since, __, until: ast.Period(since, until),
    "held": lambda _, visits: ast.Held(visits),
    "until": lambda _, until: ast.Period(None, until),
    "at_visit": lambda _, visit: ast.AtVisit(visit),
    "at_each": lambda _, __, visits: ast.AtEach(visits),
    "at_any": lambda _, __, visits: ast.AtAny(visits),
    "duration": lambda number, unit: ast.Duration(str(number), str(unit)),
    "point": lambda visit: ast.Point(visit),
    "point_moved": lambda duration, side, visit: ast.Point(visit, duration, str(side)),
}


def build(tree: Tree[Token]) -> Any:
    """The node of a parse tree; recursive, so as deep as the text is nested (see `limits`)."""
    return _build(tree)[0]


def _build(tree: Tree[Token]) -> tuple[Any, int, int]:
    """The node with the offsets of its first and behind its last character."""
    children: list[Any] = []
    start = end = -1
    child: Any
    for child in tree.children:
        if child is None:
            children.append(None)
            continue
        if isinstance(child, Tree):
            node, first, last = _build(child)
        else:
            node, first, last = child, child.start_pos, child.end_pos
        children.append(node)
        start = first if start < 0 else start
        end = last
    made = SHAPES[tree.data](*children)
    if isinstance(made, ast.Node) and end >= 0:
        # A frozen node gets its span at birth, without a second copy of it.
        object.__setattr__(made, "span", Span(start, end))
    return made, start, end
