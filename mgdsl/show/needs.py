"""What a criterion reads of a record, by visit."""

from collections.abc import Iterator

from attrs import field

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.core.schema import EventField
from mgdsl.tree import find, frozen, walk

EARLIER = "history"
"""Where records stand that belong to no visit."""

Need = tuple[str, str]
"""A visit, `EARLIER`, or empty for what belongs to no visit; and the name of what is recorded."""

PLANNED = "planned"
FIXED = ("value", "date", "start", "stop")
"""Fields that every entry of a history has."""


@frozen
class Asked:
    """Of the entries of a history: the fields, and what somebody says of each."""

    fields: dict[str, None] = field(factory=dict)
    said: dict[c.Answer, None] = field(factory=dict)


@frozen
class Reads:
    """What a criterion reads, its definitions included: the patient's own columns, and histories by name."""

    own: dict[c.ColumnSource, None] = field(factory=dict)
    histories: dict[str, Asked] = field(factory=dict)


def needs(program: Program, criterion: ir.Criterion) -> list[Need]:
    """Each once: what is recorded once, then by visit in their order, then histories with their fields."""
    read = _reads(program, criterion)
    places = ["", *program.schema.visits, EARLIER]
    found = dict.fromkeys(need for source in read.own for need in _of(source))
    found |= {(EARLIER, _with(name, asked, program)): None for name, asked in read.histories.items()}
    return sorted(found, key=lambda need: places.index(need[0]) if need[0] in places else len(places))


def answers(program: Program, criterion: ir.Criterion) -> list[c.Answer]:
    """The statements that people answer for it, of an event, too; those by nobody are holes."""
    return [source for source in sources(program, criterion) if isinstance(source, c.Answer)]


def sources(program: Program, criterion: ir.Criterion) -> list[c.ColumnSource]:
    """The columns and statements that it reads, and for each history the column that says how far it goes."""
    read = _reads(program, criterion)
    said = dict.fromkeys(answer for asked in read.histories.values() for answer in asked.said)
    return [*read.own, *said, *(c.Closes((name,), "") for name in read.histories)]


def histories(program: Program) -> dict[str, dict[str, None]]:
    """Every history that a criterion asks, with the fields that any of them asks of it."""
    found: dict[str, dict[str, None]] = {}
    for criterion in program.criteria:
        for name, asked in _reads(program, criterion).histories.items():
            found.setdefault(name, {}).update(asked.fields)
    return found


def _reads(program: Program, criterion: ir.Criterion) -> Reads:
    columns = {column.name: column.source for column in program.columns}
    tables = {table.name: table for table in program.tables}
    rows: dict[str, c.Table] = {}
    read = Reads()
    seen: set[int] = set()
    todo: list[ir.Expr] = [criterion.applies, criterion.blocks]
    while todo:
        for node in walk(todo.pop(0)):
            match node:
                case ir.Ref(index) if index not in seen:
                    seen.add(index)
                    todo.append(program.lets[index].body)
                case ir.Query(name, row, fold=fold):
                    rows[row] = tables[name]
                    for kind in tables[name].of:
                        asked = read.histories.setdefault(kind, Asked())
                        asked.fields.update({PLANNED: None} if tables[name].planned else {})
                    if isinstance(fold, ir.Sum | ir.Distinct):
                        _of_row(tables[name], fold.column, read, program)
                case ir.Field("", name) if name in columns:
                    if not isinstance(columns[name], c.Closes):
                        read.own[columns[name]] = None
                case ir.Field(row, name) if row in rows:
                    _of_row(rows[row], name, read, program)
                case _:
                    pass
    return read


def _of_row(table: c.Table, column: str, read: Reads, program: Program) -> None:
    """A column of a history: a statement about each entry, or a field of it."""
    for source in (each.source for each in table.columns if each.name == column):
        for kind in table.of:
            asked = read.histories[kind]
            if isinstance(source, c.Answer):
                asked.said[source] = None
            else:
                asked.fields.update(dict.fromkeys(_fields_read(source, kind, program)))


def _fields_read(source: c.ColumnSource, kind: str, program: Program) -> Iterator[str]:
    match source:
        case c.RowAgent() | c.RowCouldBe() | c.RowIs():
            if not isinstance(source, c.RowIs) or source.agents:
                yield from (each.name for each in _fields(kind, program) if each.type == "agent")
        case _:
            slots = (slot.name for slot in find(source, c.Slot) if slot.row)
            yield from (name for name in slots if name not in FIXED)


def _fields(kind: str, program: Program) -> tuple[EventField, ...]:
    return next((event.fields for event in program.schema.events if event.name == kind), ())


def _with(name: str, asked: Asked, program: Program) -> str:
    """A history with the fields of its entries in their order; what somebody says of each comes last."""
    order = [each.name for each in _fields(name, program)]
    fields = sorted(asked.fields, key=lambda word: order.index(word) if word in order else len(order))
    words = [*fields, *map(_said, asked.said)]
    return f"{name} ({', '.join(words)})" if words else name


def _of(source: c.ColumnSource) -> Iterator[Need]:
    match source:
        case c.Answer(visit=visit):
            yield visit or "", _said(source)
        case c.VisitDay(visit):
            yield visit, "date of the visit"
        case _:
            yield from ((slot.visit or "", slot.name) for slot in find(source, c.Slot) if not slot.row)
            yield from ((age.visit, "date of the visit") for age in find(source, c.Age))


def _said(answer: c.Answer) -> str:
    """Who states what, and the time that it speaks of."""
    ends = (("from", answer.since), ("until", answer.until))
    period = "".join(f" {word} {end}" for word, end in ends if end)
    return f"{answer.by or 'somebody'}: “{answer.text}”{period}"
