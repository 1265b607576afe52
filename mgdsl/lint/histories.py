"""Which rows of histories are among those of another: a shorter window, one drug of a class, a further
condition.

Counts of histories that bear on one another share a space, as the parts of a score do: a state is a number of
rows for each, and what is counted by the narrower is counted by the wider.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.lint.canonical import Canon, Sources, canonical
from mgdsl.lint.lengths import not_later
from mgdsl.lint.spaces import States
from mgdsl.lint.values import Values
from mgdsl.tree import children, frozen

MOST_STATES = 1_500
"""Of histories in one space."""
MOST_HISTORIES = 200
"""Of one program that are compared with one another."""


@frozen(eq=False)
class Family:
    """Histories of which one holds rows of another, and the numbers of rows that they can have together."""

    members: tuple[Canon, ...]
    states: tuple[tuple[int, ...], ...]

    def where(self, member: Canon, counts: frozenset[int]) -> States:
        at = self.members.index(member)
        return frozenset(i for i, state in enumerate(self.states) if state[at] in counts)

    def every(self) -> States:
        return frozenset(range(len(self.states)))


def families(
    exprs: list[ir.Expr], program: Program, sources: Sources, values: Values
) -> Mapping[Canon, Family]:
    """The family of each history that has one."""
    queries: dict[Canon, ir.Query] = {}
    numbers: dict[Canon, set[int]] = {}
    for expr in exprs:
        for apply in _comparisons(expr):
            match apply:
                case ir.Apply(op, ir.Query() as query, ir.Lit(Fraction() as value)) if counted(query):
                    key = canonical(query, program, sources)
                    queries.setdefault(key, query)
                    numbers.setdefault(key, {0}).update(_near(op, value))
    if len(queries) > MOST_HISTORIES:
        return {}
    within = _Rows(program, sources, values).all_within(list(queries.values()))
    keys, points = list(queries), list(numbers.values())
    found: dict[Canon, Family] = {}
    for linked in _joined(within):
        for members, states in _states(linked, within, points):
            names = tuple(keys[member] for member in members)
            found |= dict.fromkeys(names, Family(names, states))
    return found


def _comparisons(expr: ir.Expr) -> Iterator[ir.Expr]:
    """The comparisons of an expression; what they and the templates ask of rows is left out."""
    todo = [expr]
    while todo:
        node = todo.pop()
        match node:
            case ir.Apply():
                yield node
            case ir.Query() | ir.AtLeast(1, (ir.AtLeast(2, (ir.Known(), _)), _)):
                pass
            case _:
                todo.extend(reversed(list(children(node))))


def counted(query: ir.Query) -> bool:
    return isinstance(query.fold, ir.Count | ir.Distinct)


def _near(op: str, value: Fraction) -> set[int]:
    """The counts on both sides of a bound."""
    low, high = floor(value), ceil(value)
    match op:
        case ">=" | "<":
            found = {high - 1, high}
        case "<=" | ">":
            found = {low, low + 1}
        case _:
            found = {low - 1, low, high, high + 1}
    return {n for n in found if n >= 0}


def _joined(within: list[set[int]]) -> list[tuple[int, ...]]:
    """Those that are linked, in the order of the program."""
    near = [set(others) for others in within]
    for one, others in enumerate(within):
        for other in others:
            near[other].add(one)
    found, seen = [], set[int]()
    for one in range(len(within)):
        todo, group = [] if one in seen else [one], set[int]()
        while todo:
            each = todo.pop()
            if each not in group:
                group.add(each)
                todo += near[each]
        if len(group) > 1:
            found.append(tuple(sorted(group)))
        seen |= group
    return found


def _states(
    linked: tuple[int, ...], within: list[set[int]], numbers: list[set[int]]
) -> Iterator[tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]]:
    """All counts together in which no history has more rows than one that holds them.

    The widest come first. Where the counts become too many, the rest is looked at by itself.
    """
    points = sorted(set().union(*(numbers[member] for member in linked)))
    members: list[int] = []
    states: list[tuple[int, ...]] = [()]
    for member in sorted(linked, key=lambda each: len(within[each])):
        more = _with(member, members, states, points, within)
        if len(more) > MOST_STATES:
            yield tuple(members), tuple(states)
            members, more = [], [(n,) for n in points]
        members.append(member)
        states = more
    yield tuple(members), tuple(states)


def _with(
    member: int,
    members: list[int],
    states: list[tuple[int, ...]],
    points: list[int],
    within: list[set[int]],
) -> list[tuple[int, ...]]:
    above = [i for i, each in enumerate(members) if each in within[member]]
    below = [i for i, each in enumerate(members) if member in within[each]]
    return [
        (*state, n)
        for state in states
        for n in points
        if all(n <= state[i] for i in above) and all(n >= state[i] for i in below)
    ]


class _Rows:
    """Whether every row that one history counts is counted by another."""

    def __init__(self, program: Program, sources: Sources, values: Values) -> None:
        self._program = program
        self._sources = sources
        self._values = values
        self._tables = {table.name: table for table in program.tables}
        self._order = {visit: i for i, visit in enumerate(program.schema.visits)}
        self._read: dict[tuple[int, str], Canon] = {}

    def all_within(self, queries: list[ir.Query]) -> list[set[int]]:
        """For each history those that hold all its rows."""
        tables = [self._tables[query.table] for query in queries]
        kinds = [frozenset(table.of) for table in tables]
        alike = [
            (table.results, table.planned, self._cut(query))
            for table, query in zip(tables, queries, strict=True)
        ]
        return [
            {
                j
                for j, other in enumerate(queries)
                if i != j and alike[i] == alike[j] and kinds[i] <= kinds[j] and self._within(one, other)
            }
            for i, one in enumerate(queries)
        ]

    def _cut(self, query: ir.Query) -> bool:
        """Plans up to the decision visit only, where `after` ends: what its author means by it is wider."""
        last = c.VisitDay(self._program.schema.decision or "", c.Step())
        bounds = [x for x in _conjuncts(query.where) if isinstance(x, ir.Apply) and x.op == "<="]
        ends = [self._source(x.right) for x in bounds]
        return self._tables[query.table].planned and last in ends

    def _within(self, one: ir.Query, other: ir.Query) -> bool:
        if type(one.fold) is not type(other.fold) or not self._closes(other.closed, one.closed):
            return False
        given = tuple(_conjuncts(one.where))
        return all(self._follows(given, one, asked, other.row) for asked in _conjuncts(other.where))

    def _follows(self, given: tuple[ir.Expr, ...], one: ir.Query, asked: ir.Expr, row: str) -> bool:
        """Rows of the one history of which all that is given holds meet what the other asks."""
        if any(self._implies(x, one.row, asked, row) for x in given):
            return True
        source = self._source(asked)
        if isinstance(source, c.RowIs) and set(self._tables[one.table].of) <= set(source.kinds):
            return True
        match asked:
            case ir.AtLeast(k, ys) if k == len(ys):
                return all(self._follows(given, one, y, row) for y in ys)
            case ir.AtLeast(1, ys) if any(self._follows(given, one, y, row) for y in ys):
                return True
            case _:
                cases = [x.xs for x in given if isinstance(x, ir.AtLeast) and x.k == 1]
                return any(
                    all(self._follows(tuple(_conjuncts(x)), one, asked, row) for x in xs) for xs in cases
                )

    def _closes(self, wide: ir.Expr, narrow: ir.Expr) -> bool:
        """Where the history with more rows is known to be complete, the other is, too."""
        match self._source(wide), self._source(narrow):
            case c.Closes(names, visit, step), c.Closes(fewer, earlier, before):
                return set(fewer) <= set(names) and self._not_later(earlier, before, visit, step)
            case _:
                return self._canonical(wide) == self._canonical(narrow)

    def _implies(self, a: ir.Expr, row: str, b: ir.Expr, other: str) -> bool:
        """What a row of one history meets, and what it then meets in the other."""
        if self._canonical(a, row) == self._canonical(b, other):
            return True
        match a, b:
            case ir.Not(x), ir.Not(y):
                return self._implies(y, other, x, row)
            case ir.Apply(), ir.Apply():
                return self._bound(a, row, b, other)
            case ir.Field(), ir.Field() if (a.row, b.row) == (row, other):
                return self._narrower(self._sources.of(a), self._sources.of(b))
            case _:
                return False

    def _bound(self, a: ir.Apply, row: str, b: ir.Apply, other: str) -> bool:
        """A day in a shorter window; a number beyond a higher bound."""
        if not {a.op, b.op} <= {"<", "<="} and not {a.op, b.op} <= {">", ">="}:
            return False
        up, as_strict = a.op[0] == ">", len(a.op) <= len(b.op)
        number, against = self._values.comparison(a), self._values.comparison(b)
        if number is not None and against is not None:
            x, y = number[2], against[2]
            return number[0] == against[0] and (as_strict if x == y else (x > y) == up)
        if self._canonical(a.left, row) != self._canonical(b.left, other):
            return False
        match self._source(a.right), self._source(b.right):
            case c.VisitDay() as one, c.VisitDay() as two:
                low, high = (two, one) if up else (one, two)
                return as_strict and self._not_later(low.visit, low.step, high.visit, high.step)
            case c.RowDay(last, step), c.RowDay(same, further) if last == same:
                return as_strict and (not_later(further, step) if up else not_later(step, further))
            case _:
                return False

    def _not_later(self, visit: str, step: c.Step, other: str, further: c.Step) -> bool:
        same = visit == other or self._order.get(visit, 1) < self._order.get(other, 0)
        return same and not_later(step, further)

    def _narrower(self, a: c.ColumnSource, b: c.ColumnSource) -> bool:
        match a, b:
            case c.Member(slot, values), c.Member(same, more):
                return slot == same and set(values) <= set(more)
            case c.RowIs(kinds, agents), c.RowIs(more, others):
                return set(kinds) <= set(more) and set(agents) <= set(others)
            case c.TakenAt(visits), c.TakenAt(more):
                return set(visits) <= set(more)
            case _:
                return False

    def _source(self, expr: ir.Expr) -> c.ColumnSource | None:
        return self._sources.of(expr) if isinstance(expr, ir.Field) else None

    def _canonical(self, expr: ir.Expr, row: str = "") -> Canon:
        if (id(expr), row) not in self._read:
            rows = {row: 1} if row else {}
            self._read[id(expr), row] = canonical(expr, self._program, self._sources, rows)
        return self._read[id(expr), row]


def _conjuncts(expr: ir.Expr) -> list[ir.Expr]:
    match expr:
        case ir.AtLeast(k, xs) if k == len(xs):
            return [each for x in xs for each in _conjuncts(x)]
        case ir.Lit(True):
            return []
        case _:
            return [expr]
