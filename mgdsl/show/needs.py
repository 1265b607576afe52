"""What a criterion reads of a record, by visit."""

from collections.abc import Iterator

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.core.schema import EventField
from mgdsl.tree import find, walk

EARLIER = "history"
"""Where records stand that belong to no visit."""

Need = tuple[str, str]
"""A visit, `EARLIER`, or empty for what is recorded once; and the name of what is recorded."""

Read = tuple[c.Table | None, c.ColumnSource]
"""The table in whose rows it is read, None if it is the patient's own; and what is read."""


def needs(program: Program, criterion: ir.Criterion) -> list[Need]:
    """Each once: what is recorded once, then by visit in their order, then histories with their fields."""
    found: dict[Need, None] = {}
    fields: dict[str, dict[str, None]] = {}
    for table, source in _reads(program, criterion):
        if table is None:
            found |= dict.fromkeys(_of(source))
            continue
        for kind in table.of:
            read = dict.fromkeys(_of_row(source, kind, program))
            fields.setdefault(kind, {}).update(read | ({"planned": None} if table.planned else {}))
    places = ["", *program.schema.visits, EARLIER]
    needed = [(place, _with(name, fields, program) if place == EARLIER else name) for place, name in found]
    return sorted(needed, key=lambda need: places.index(need[0]) if need[0] in places else len(places))


def answers(program: Program, criterion: ir.Criterion) -> list[c.Answer]:
    """The statements that people answer for it; those by nobody are holes."""
    found = (source for source in sources(program, criterion) if isinstance(source, c.Answer))
    return list(dict.fromkeys(found))


def sources(program: Program, criterion: ir.Criterion) -> Iterator[c.ColumnSource]:
    """Of the columns that it reads, with the definitions and the histories that it uses, rows included."""
    return (source for _, source in _reads(program, criterion))


def _reads(program: Program, criterion: ir.Criterion) -> Iterator[Read]:
    columns = {column.name: column.source for column in program.columns}
    tables = {table.name: table for table in program.tables}
    rows: dict[str, c.Table] = {}
    seen: set[int] = set()
    todo: list[ir.Expr] = [criterion.applies, criterion.blocks]
    while todo:
        for node in walk(todo.pop()):
            match node:
                case ir.Ref(index) if index not in seen:
                    seen.add(index)
                    todo.append(program.lets[index].body)
                case ir.Query(name, row, fold=fold):
                    rows[row] = tables[name]
                    yield from ((None, c.Closes((kind,), "")) for kind in tables[name].of)
                    if isinstance(fold, ir.Sum | ir.Distinct):
                        yield from _column(tables[name], fold.column)
                case ir.Field("", name) if name in columns:
                    yield None, columns[name]
                case ir.Field(row, name) if row in rows:
                    yield from _column(rows[row], name)
                case _:
                    pass


def _column(table: c.Table, name: str) -> Iterator[Read]:
    return ((table, column.source) for column in table.columns if column.name == name)


def _of(source: c.ColumnSource) -> Iterator[Need]:
    match source:
        case c.Answer(visit=visit):
            yield visit or "", _said(source)
        case c.Closes(names):
            yield from ((EARLIER, name) for name in names)
        case c.VisitDay(visit):
            yield visit, "date of the visit"
        case _:
            yield from ((slot.visit or "", slot.name) for slot in find(source, c.Slot) if not slot.row)
            yield from ((age.visit, "date of the visit") for age in find(source, c.Age))


def _of_row(source: c.ColumnSource, kind: str, program: Program) -> Iterator[str]:
    """The fields of a record of that kind which are read, but for its dates and a result's own value."""
    match source:
        case c.Answer():
            yield _said(source)
        case c.RowAgent() | c.RowCouldBe() | c.RowIs():
            if not isinstance(source, c.RowIs) or source.agents:
                yield from (field.name for field in _fields(kind, program) if field.type == "agent")
        case _:
            yield from (slot.name for slot in find(source, c.Slot) if slot.row and slot.name != "value")


def _with(name: str, fields: dict[str, dict[str, None]], program: Program) -> str:
    """A kind of record with its fields in their order; what somebody says of it comes last."""
    order = [field.name for field in _fields(name, program)]
    read = sorted(fields.get(name, {}), key=lambda word: order.index(word) if word in order else len(order))
    return f"{name} ({', '.join(read)})" if read else name


def _fields(kind: str, program: Program) -> tuple[EventField, ...]:
    return next((event.fields for event in program.schema.events if event.name == kind), ())


def _said(answer: c.Answer) -> str:
    ends = (("from", answer.since), ("until", answer.until))
    period = "".join(f" {word} {end}" for word, end in ends if end)
    return f"{answer.by or 'anyone'}: “{answer.text}”{period}"
