"""What histories show for a value: the records that count, those that may, how far the list goes.

Only what matters for the value is shown: a history that has enough is not asked whether it is complete.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from attrs import Factory, define

from mgdsl.core.columns import DailyDose, Number, RowDay, RowIs, RowMoment, Table
from mgdsl.core.data import Bounds
from mgdsl.core.ir import TRUE, Apply, AtLeast, Count, Distinct, Expr, Field, Lit, Not, Origin, Query, Sum
from mgdsl.evaluate.reading import InRow, Reading, Rows, closings
from mgdsl.evaluate.templates import Pick, explaining
from mgdsl.evaluate.trace import Trace
from mgdsl.evaluate.units import as_asked
from mgdsl.evaluate.unmet import unmet
from mgdsl.evaluate.words import is_open, not_known, number_words
from mgdsl.lang.bounds import known
from mgdsl.report.counted import counted
from mgdsl.tree import children, frozen, walk

MOST_UNFIT = 3
"""Records shown of those that do not count."""
MOST_DOUBTS = 25
"""Records of which it is told why they may not count, where that hangs on other records."""

OTHERS = "one that is not listed could take its place, also one of the same day"
"""Why the latest of an open list is never decided."""

Key = tuple[str, int]


@define
class Shown:
    """What the questions under one condition show: rows by table and index, each in words.

    `rows` count or may count, `unfit` do not; `beside` are no exception to what must hold for all.
    """

    rows: dict[Key, str] = Factory(dict)
    unfit: dict[Key, str] = Factory(dict)
    beside: dict[Key, str] = Factory(dict)
    ends: list[str] = Factory(list)
    totals: list[str] = Factory(list)
    asked: bool = False

    def lines(self) -> Iterator[str]:
        """The records that count or may, the others, how many, how far the list goes."""
        others = self.unfit if self.rows else {**self.beside, **self.unfit}
        unfit = [words for key, words in others.items() if key not in self.rows]
        yield from self.rows.values()
        yield from unfit[:MOST_UNFIT]
        if len(unfit) > MOST_UNFIT:
            yield f"… and {len(unfit) - MOST_UNFIT} more on record"
        yield from dict.fromkeys(self.totals)
        ends = list(dict.fromkeys(self.ends))
        if self.asked and not self.rows and not unfit:
            yield "; ".join(["none on record", *ends])
        else:
            yield from ends


@frozen
class Histories:
    """Reads questions about histories off their traces."""

    reading: Reading

    def compared(
        self, trace: Trace, rows: Rows, shown: Shown, exceptions: bool = False, origin: Origin | None = None
    ) -> None:
        """A comparison of counts or sums, into `shown`; `exceptions` if it looks for what must not be.

        `origin`: the words that it stands under.
        """
        assert isinstance(trace.node, Apply)
        for at, child in enumerate(trace.children):
            if isinstance(child.node, Query):
                wants_more = (trace.node.op in (">=", ">")) == (at == 0)
                words = trace.node.origin or origin
                self._query(child, trace, wants_more, rows, shown, exceptions, words)

    def _query(
        self,
        found: Trace,
        asked: Trace,
        wants_more: bool,
        rows: Rows,
        shown: Shown,
        exceptions: bool,
        origin: Origin | None,
    ) -> None:
        query, (*matches, closed) = cast(Query, found.node), found.children
        enough = asked.value is not None and asked.value is wants_more
        shown.asked = True
        nested, kinds, doubts = _nested(query.where), self._kinds(query, rows), 0
        throughout, lasting = _throughout(query.where), self._asks_length(query)
        for match, row in self.rows(query, matches, closed):
            key, beside = (row.table.name, row.index), {**rows, query.row: row}
            if match.value is True:
                shown.rows[key] = self._words(row, lasting)
            elif match.value is None and not enough:
                doubts += 1
                told = not nested or doubts <= MOST_DOUBTS
                shown.rows[key] = self._doubtful(match, query, row, rows) if told else self.reading.words(row)
            elif not enough and self._meant(kinds, beside):
                label = "on record" if exceptions or nested else "not counted"
                if throughout and self._by_days(match, beside):
                    label = "not running through"
                group = shown.beside if exceptions else shown.unfit
                why = unmet(match, self.reading, beside, origin) if len(group) < MOST_UNFIT else []
                words = f"{label}: {self._words(row, lasting)}" + (f" ({', '.join(why)})" if why else "")
                group.setdefault(key, words)
        if not enough:
            self._ends(closed, asked.value is not None, rows, shown)
        shown.totals += self._total(found, asked, shown, origin)

    def _asks_length(self, query: Query) -> bool:
        """Whether it is asked how long a row lasts."""
        row = InRow(self.reading.table(query), 0)
        return any(_is_length(node, self.reading, query, row) for node in walk(query.where))

    def _words(self, row: InRow, lasting: bool) -> str:
        """A row; with its length in days, where that is asked."""
        words = self.reading.words(row)
        if not lasting:
            return words
        days = {column.source: column.name for column in row.table.columns}
        ends = [days.get(RowDay(last=last)) for last in (False, True)]
        known_ = [known(cast(Bounds, self.reading.value(row, name))) for name in ends if name is not None]
        first, last = known_ if len(known_) == 2 else (None, None)
        return words if first is None or last is None else f"{words}, {counted(int(last - first), 'day')}"

    def _by_days(self, match: Trace, rows: Rows) -> bool:
        """Whether only days keep a row from matching."""
        match match.node:
            case AtLeast():
                return all(self._by_days(child, rows) for child in match.children if child.value is False)
            case Not(Apply(left=Query())) | Apply(left=Query()):
                return True
            case Apply():
                sides = [each.node for each in match.children if isinstance(each.node, Field)]
                return any(isinstance(self.reading.column(side, rows)[0].source, RowDay) for side in sides)
            case _:
                return False

    def picked(self, pick: Pick, trace: Trace, rows: Rows, shown: Shown) -> None:
        """The latest (or earliest) record; if it is not certain which, all that it could be."""
        shown.asked = True
        traces = (
            [pick.right]
            if trace.value
            else [pick.wrong]
            if trace.value is False
            else [pick.right, pick.wrong]
        )
        for found in traces:
            query, (*matches, closed) = cast(Query, found.node), found.children
            doubts = 0
            for match, row in self.rows(query, matches, closed):
                if match.value is not False:
                    doubts += 1
                    unsure = match.value is None and trace.value is None and doubts <= MOST_DOUBTS
                    words = self._doubtful(match, query, row, rows) if unsure else self.reading.words(row)
                    shown.rows[row.table.name, row.index] = words
        if not shown.rows:
            self._outside(traces[0], trace.node.origin, rows, shown)
        if trace.value is None:
            closed = traces[0].children[-1]
            self._ends(closed, closed.value is True and not shown.rows, rows, shown)
            if closed.value is not True and shown.rows:
                shown.ends = [f"{end}; {OTHERS}" for end in shown.ends]

    def _outside(self, found: Trace, origin: Origin | None, rows: Rows, shown: Shown) -> None:
        """Results on record of which none can be the one that is asked for, with the reason."""
        query, (*matches, closed) = cast(Query, found.node), found.children
        for match, row in self.rows(query, matches, closed):
            if len(shown.unfit) > MOST_UNFIT:
                break
            if why := unmet(match, self.reading, {**rows, query.row: row}, origin):
                words = f"not counted: {self.reading.words(row)} ({', '.join(why)})"
                shown.unfit[row.table.name, row.index] = words

    def rows(self, query: Query, matches: Iterable[Trace], closed: Trace) -> Iterator[tuple[Trace, InRow]]:
        """Each row of a query with what it is there."""
        table, at = self.reading.table(query), self.reading.asked_up_to(closed)
        yield from ((match, InRow(table, index, at)) for index, match in enumerate(matches))

    def _ends(self, closed: Trace, decided: bool, rows: Rows, shown: Shown) -> None:
        """How far the list goes: where that decides, and where it keeps the value open."""
        if isinstance(closed.node, Lit) or decided is not (closed.value is True):
            return
        for read, complete in closings(closed):
            if complete is decided:
                shown.ends.append(self.reading.facts.describe(self.reading.column(read, rows)[0]))

    def _doubtful(self, match: Trace, query: Query, row: InRow, rows: Rows) -> str:
        """The row with what keeps it from counting."""
        why = list(dict.fromkeys(self._unsure(match, {**rows, query.row: row})))
        return self.reading.words(row) + (f" (not sure: {', '.join(why)})" if why else "")

    def _unsure(self, trace: Trace, rows: Rows) -> Iterator[str]:
        match trace.node:
            case Field() as read:
                yield self._unknown(read, rows)
            case Apply(op=op):
                for child in trace.children:
                    match child.node:
                        case Field() as read if is_open(child.value):
                            yield self._unknown(read, rows)
                        case Query() as query if self._others_unsure(query, child, rows):
                            yield self._beside(query, op, rows, child)
                        case _:
                            pass
            case _:
                for child in explaining(trace):
                    if child.value is None:
                        yield from self._unsure(child, rows)

    def _others_unsure(self, query: Query, found: Trace, rows: Rows) -> bool:
        """Whether other rows than those in scope may match."""
        here = {(row.table.name, row.index) for row in rows.values()}
        unsure = (at for at, match in enumerate(found.children[:-1]) if match.value is None)
        return any((query.table, at) not in here for at in unsure)

    def _unknown(self, read: Field, rows: Rows) -> str:
        column, row = self.reading.column(read, rows)
        if row is None:
            return self.reading.facts.describe(column)
        if (end := self.reading.open_end(column, row)) is not None:
            return end[0]
        return not_known(column, self.reading.of_one_day(row.table))

    def _beside(self, query: Query, op: str, rows: Rows, found: Trace) -> str:
        """What depends on other rows: usually whether one of them is later."""
        row = InRow(self.reading.table(query), 0)
        for node in walk(query.where):
            if isinstance(node, Apply) and isinstance(node.left, Field) and node.left.row == query.row:
                column, _ = self.reading.column(node.left, {**rows, query.row: row})
                if isinstance(column.source, RowMoment):
                    return f"may not be the {'latest' if node.op == '>' else 'earliest'}"
        return "depends on other records"

    def _kinds(self, query: Query, rows: Rows) -> list[tuple[Field, bool]]:
        """The columns that tell a row of the kind asked for, and what they say of another."""
        of_query: Rows = {**rows, query.row: InRow(self.reading.table(query), 0)}
        found = []
        for part in (query.where, *children(query.where)):
            of = part.of if isinstance(part, Not) else part
            if isinstance(of, Field) and isinstance(self.reading.column(of, of_query)[0].source, RowIs):
                found.append((of, of is not part))
        return found

    def _meant(self, kinds: list[tuple[Field, bool]], rows: Rows) -> bool:
        return not any(self.reading.value(rows[of.row], of.column) is other for of, other in kinds)

    def _total(self, found: Trace, asked: Trace, shown: Shown, origin: Origin | None) -> list[str]:
        query, value = cast(Query, found.node), cast(Bounds, found.value)
        if not shown.rows:
            return []
        match query.fold:
            case Distinct():
                on_record = value if found.children[-1].value else (value[0], value[0])
                return [f"{number_words(on_record)} different"]
            case Sum(column=name):
                if value[1] is None and value[0] == (0, 0):
                    return []
                unit = self._unit(self.reading.table(query), name)
                amount = f"{number_words(value)} {unit}".rstrip()
                if any(amount in words for words in shown.rows.values()):
                    return []
                value, unit = as_asked(value, unit, origin)
                return [f"in all {number_words(value)} {unit}".rstrip()]
            case Count():
                one = any(isinstance(child.node, Lit) and child.node.value == 1 for child in asked.children)
                sure = sum(match.value is True for match in found.children[:-1])
                return [] if one or len(shown.rows) < 2 else [f"{sure} counted"]

    def _unit(self, table: Table, name: str) -> str:
        """The unit of a daily dose."""
        column = next(column for column in table.columns if column.name == name)
        events = [event for event in self.reading.program.schema.events if event.name in table.of]
        match column.source:
            case Number(DailyDose(slot)):
                fields = [event.field(slot.name) for event in events]
                return next((field.unit for field in fields if field is not None), "")
            case _:
                return ""


def _nested(where: Expr) -> bool:
    return any(isinstance(node, Query) for node in walk(where))


def _throughout(where: Expr) -> bool:
    """Whether rows are asked that cover a stretch of days: a day that is not covered needs no closed list."""
    return any(isinstance(node, Query) and node.closed == TRUE for node in walk(where))


def _is_length(node: Expr, reading: Reading, query: Query, row: InRow) -> bool:
    """The last day of a row beside its own first day, so much later."""
    if not isinstance(node, Apply):
        return False
    sides = [each for each in (node.left, node.right) if isinstance(each, Field) and each.row == query.row]
    if len(sides) != 2:
        return False
    one, other = (reading.column(side, {query.row: row})[0].source for side in sides)
    match one, other:
        case RowDay(last=True), RowDay(last=False, step=step):
            return step.n > 0
        case _:
            return False
