"""The cases of a protocol, tables unrolled: who the patient is and what is expected."""

import re
from collections.abc import Iterator

from lark import UnexpectedInput

from mgdsl.check.readings import Readings
from mgdsl.check.scope import Context, Mistake, Names
from mgdsl.check.when import sort
from mgdsl.core import columns as c
from mgdsl.core.program import Program
from mgdsl.core.schema import BY_VISIT, Category, Instrument, Quantity, Statement
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.syntax.parse import parse_cond
from mgdsl.testing import messages
from mgdsl.testing.given import Patient
from mgdsl.tree import frozen

STATUSES = ("pass", "fail", "unknown", "not applicable")
VERDICTS = ("eligible", "ineligible", "undetermined")


@frozen
class Expected:
    """`name` is a criterion's id or ``verdict``; `negated`: anything but `value`."""

    name: str
    value: str
    negated: bool
    place: Place


@frozen
class TestCase:
    title: str
    place: Place
    patient: Patient
    expected: tuple[Expected, ...]


@frozen
class Flaw:
    """A case that cannot be run, and why."""

    title: str
    diagnostic: Diagnostic


def cases(file: ast.File, source: Source, names: Names, program: Program) -> Iterator[TestCase | Flaw]:
    """Every case in the order of the text; for one that cannot be read, what is wrong with it."""
    reader = _Reader(source, names, program)
    for node in file.declarations:
        try:
            if isinstance(node, ast.Case):
                yield reader.case(node)
            elif isinstance(node, ast.CaseTable):
                yield from reader.table(node)
        except Mistake as mistake:
            title = node.title if isinstance(node, ast.Case) else "cases for " + _ids(node)
            yield Flaw(title, mistake.diagnostic)


def _ids(node: ast.Declaration) -> str:
    return ", ".join(name.text for name in node.ids) if isinstance(node, ast.CaseTable) else ""


@frozen
class _Reader:
    source: Source
    names: Names
    program: Program

    def place(self, span: Span) -> Place:
        return Place(self.source, span)

    def expected(self, name: str, value: str, negated: bool, name_at: Span, value_at: Span) -> Expected:
        ids = {fold(criterion.id): criterion.id for criterion in self.program.criteria}
        verdict = fold(name) == "verdict"
        if not verdict and fold(name) not in ids:
            raise Mistake(messages.unknown_expectation(self.place(name_at), name, list(ids.values())))
        choices = VERDICTS if verdict else STATUSES
        if fold(value) not in choices:
            raise Mistake(messages.unknown_status(self.place(value_at), value, choices))
        return Expected("verdict" if verdict else ids[fold(name)], fold(value), negated, self.place(value_at))

    def case(self, node: ast.Case) -> TestCase:
        patient = Patient(node.title or "case", self.names, self.source)
        for given in node.givens:
            patient.give(given.cond)
        expected = []
        for expect in node.expects:
            value = self.place(expect.test.value.span).text
            negated = expect.test.negated
            if negated and fold(value) == "applicable":
                value, negated = "not applicable", False
            expected.append(
                self.expected(expect.name.text, value, negated, expect.name.span, expect.test.value.span)
            )
        place = self.place(node.span)
        first: dict[str, Expected] = {}
        for each in expected:
            if each.name in first and not (each.negated and first[each.name].negated):
                raise Mistake(messages.expected_twice(each.place, each.name, first[each.name].place))
            first[each.name] = each
        if not expected:
            raise Mistake(messages.expects_nothing(place))
        return TestCase(node.title, place, patient, tuple(expected))

    # Tables -----------------------------------------------------------------------------------------------
    def table(self, node: ast.CaseTable) -> Iterator[TestCase | Flaw]:
        header, *rows = node.rows
        ids = {fold(criterion.id) for criterion in self.program.criteria} | {"verdict"}
        whens = self._whens(node)
        flaws = [*self._heads(node, header, whens, ids)]
        if flaws:
            yield from (Flaw(f"cases for {_ids(node)}", flaw) for flaw in flaws)
            return
        things = {i: self._thing(cell) for i, cell in enumerate(header) if fold(cell.text) not in ids}
        if len(things) == len(header):
            raise Mistake(messages.expects_nothing(self.place(node.span)))
        for number, row in enumerate(rows, 1):
            try:
                yield self._row(node, header, things, whens, number, row)
            except Mistake as mistake:
                yield Flaw(f"{_ids(node)}, row {number}", mistake.diagnostic)

    def _heads(
        self, node: ast.CaseTable, header: tuple[ast.Cell, ...], whens: tuple[ast.When, ...], ids: set[str]
    ) -> Iterator[Diagnostic]:
        """What is wrong above the first row: ids that no criterion has, columns that nothing declares."""
        shown = [criterion.id for criterion in self.program.criteria]
        for id in node.ids:
            if fold(id.text) not in ids:
                yield messages.unknown_expectation(self.place(id.span), id.text, shown)
        for cell in header:
            if fold(cell.text) in ids:
                continue
            try:
                thing = self._thing(cell)
            except Mistake as mistake:
                yield mistake.diagnostic
                continue
            name = thing.subject.text if isinstance(thing.subject, ast.Name) else ""
            found = self.names.find(name)
            if name and found is None and not fold(name).startswith("visit "):
                readings = Readings(self.names).of(name)
                yield messages.unknown_column(self.place(cell.span), name, readings, shown)
            elif not whens and not thing.whens and getattr(found, "recorded", None) == BY_VISIT:
                start = node.span.start
                head = self.source.text[start : self.source.text.index(":", start)]
                visit = (*self.names.schema.visits, "screening")[0]
                yield messages.column_needs_visit(self.place(cell.span), name, head, visit)

    def _whens(self, node: ast.CaseTable) -> tuple[ast.When, ...]:
        """One `at V` for each visit of the table."""
        if node.when is None:
            return ()
        sorted_ = sort((node.when,), self.names, Context(self.source))
        return tuple(ast.AtVisit(ast.Name(visit, span=node.when.span)) for visit in sorted_.visits)

    def _thing(self, cell: ast.Cell) -> ast.Simple:
        found = self._parsed(cell)
        if not isinstance(found, ast.Simple) or found.test is not None:
            raise Mistake(messages.bad_cell(self.place(cell.span), cell.text))
        return found

    def _parsed(self, cell: ast.Cell) -> ast.Cond:
        try:
            return parse_cond(cell.text)
        except UnexpectedInput:
            raise Mistake(messages.bad_cell(self.place(cell.span), cell.text)) from None

    def _row(
        self,
        node: ast.CaseTable,
        header: tuple[ast.Cell, ...],
        things: dict[int, ast.Simple],
        whens: tuple[ast.When, ...],
        number: int,
        row: tuple[ast.Cell, ...],
    ) -> TestCase:
        place = self.place(Span(row[0].span.start, row[-1].span.end))
        if all(re.fullmatch(r":?-+:?", cell.text) for cell in row):
            raise Mistake(messages.rule_row(place))
        if len(row) != len(header):
            raise Mistake(messages.uneven_row(place, len(row), len(header)))
        title = f"{_ids(node)}, row {number}: {place.text}"
        patient = Patient(title, self.names, self.source)
        expected = []
        for i, (head, cell) in enumerate(zip(header, row, strict=True)):
            if i not in things:
                expected.append(self.expected(head.text, cell.text, False, head.span, cell.span))
            elif cell.text not in ("?", ""):
                self._give(patient, things[i], cell, whens)
        return TestCase(title, place, patient, tuple(expected))

    def _give(self, patient: Patient, thing: ast.Simple, cell: ast.Cell, whens: tuple[ast.When, ...]) -> None:
        own = thing.whens
        if not own and (asked := self._asked(thing)) and fold(cell.text) in ("yes", "no"):
            statement, answers = asked
            for each in answers:
                patient.answer(statement, each, fold(cell.text) == "yes", self.place(cell.span))
            return
        for when in [(w,) for w in whens] if whens and not own else [own]:
            patient.give(self._condition(thing, cell, when))

    def _asked(self, thing: ast.Simple) -> tuple[Statement, list[c.Answer]] | None:
        """The periods for which the statement of a column is asked for, if it is asked for no visit."""
        found = self.names.find(thing.subject.text) if isinstance(thing.subject, ast.Name) else None
        if not isinstance(found, Statement):
            return None
        answers = [each for each in self.program.answers if fold(each.text) == fold(found.text)]
        return (found, answers) if answers and not any(each.visit for each in answers) else None

    def _condition(self, thing: ast.Simple, cell: ast.Cell, when: tuple[ast.When, ...]) -> ast.Cond:
        """A row's value of a column as a `given` line; its place is the cell."""
        word = fold(cell.text)
        if word in ("yes", "no"):
            simple = ast.Simple(thing.subject, None, when, span=cell.span)
            return simple if word == "yes" else ast.Negated(simple, span=cell.span)
        name = thing.subject.text if isinstance(thing.subject, ast.Name) else ""
        found = self.names.find(name)
        number = isinstance(found, Quantity | Instrument)
        if isinstance(found, Category) and word in map(fold, _words_of(found)):
            spelt = ast.Name(cell.text, span=cell.span)  # alone in its cell it needs no backticks
            return ast.Simple(thing.subject, ast.Is(False, spelt), when, span=cell.span)
        if isinstance(found, Quantity) and (times := re.match(r"([\d.]+) ?[×xX*]? ?(U|L)LN\b", cell.text)):
            at = self.names.schema.visits[0] if not when else point_of(when)
            raise Mistake(messages.limit_in_cell(self.place(cell.span), found, times[1], times[2] == "U", at))
        side = re.match(r"([<>]) ?(?=\d)", cell.text) if isinstance(found, Quantity) else None
        try:
            value = parse_cond(cell.text[side.end() :] if side else cell.text)
        except UnexpectedInput:
            raise Mistake(messages.bad_cell(self.place(cell.span), cell.text, name)) from None
        subject = value.subject if isinstance(value, ast.Simple) and not (value.test or value.whens) else None
        match subject:
            case ast.Quantity() | ast.Date():
                return ast.Simple(
                    thing.subject, ast.Compare(side[1] if side else "=", subject), when, span=cell.span
                )
            case ast.Name() if not number:
                return ast.Simple(thing.subject, ast.Is(False, subject), when, span=cell.span)
            case _:
                raise Mistake(messages.bad_cell(self.place(cell.span), cell.text, name))


def point_of(whens: tuple[ast.When, ...]) -> str:
    """The visit of a column."""
    return next((when.visit.text for when in whens if isinstance(when, ast.AtVisit)), "screening")


def _words_of(category: Category) -> tuple[str, ...]:
    """Its values, and the groups of them."""
    return (*category.values, *(group for group, _ in category.groups))
