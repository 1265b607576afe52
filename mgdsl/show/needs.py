"""What a criterion reads of a record, by visit."""

from collections.abc import Iterator

from attrs import field, frozen

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.show.words import listed
from mgdsl.tree import find, walk

EARLIER = "history"
"""Where records stand that belong to no visit."""

Need = tuple[str, str]
"""A visit, `EARLIER`, or empty for what belongs to no visit; and the name of what is recorded."""

FIXED = ("value", "date", "start", "stop")
"""Fields that every entry of a history has."""


@frozen
class Reads:
    """`sources`: of the columns read, definitions included. `histories`: each with the fields asked of it."""

    sources: dict[c.ColumnSource, None] = field(factory=dict)
    histories: dict[str, dict[str, None]] = field(factory=dict)


def needs(program: Program, criterion: ir.Criterion) -> list[Need]:
    """Each once: what is recorded once, then by visit in their order, then histories."""
    read = _reads(program, criterion)
    places = ["", *program.schema.visits, EARLIER]
    found = dict.fromkeys(need for source in read.sources for need in _of(source))
    for name, fields in read.histories.items():
        found[EARLIER, f"{name} (with its {listed(fields, 'and')})" if fields else name] = None
    return sorted(found, key=lambda need: places.index(need[0]) if need[0] in places else len(places))


def answers(program: Program, criterion: ir.Criterion) -> list[c.Answer]:
    """The statements that people answer for it, of an event, too; those by nobody are holes."""
    return [source for source in _reads(program, criterion).sources if isinstance(source, c.Answer)]


def histories(program: Program) -> dict[str, dict[str, None]]:
    """Every history that a criterion asks, with the fields that any of them asks of it."""
    found: dict[str, dict[str, None]] = {}
    for criterion in program.criteria:
        for name, fields in _reads(program, criterion).histories.items():
            found.setdefault(name, {}).update(fields)
    return found


def sources(program: Program, criterion: ir.Criterion) -> list[c.ColumnSource]:
    """What it reads: columns of the record, statements, and each history as what closes it."""
    read = _reads(program, criterion)
    return [*read.sources, *(c.Closes((name,), "") for name in read.histories)]


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
                        read.histories.setdefault(kind, {})
                    if not isinstance(fold, ir.Count):
                        _of_row(tables[name], fold.column, read)
                case ir.Field("", name) if name in columns:
                    read.sources[columns[name]] = None
                case ir.Field(row, name) if row in rows:
                    _of_row(rows[row], name, read)
                case _:
                    pass
    return read


def _of_row(table: c.Table, column: str, read: Reads) -> None:
    """A column of a history: a statement about an event, or a field of it."""
    for source in (each.source for each in table.columns if each.name == column):
        if isinstance(source, c.Answer):
            read.sources[source] = None
        for name in _fields(source):
            for kind in table.of:
                read.histories[kind][name] = None


def _fields(source: c.ColumnSource) -> Iterator[str]:
    match source:
        case c.RowIs(_, agents) if agents:
            yield "agent"
        case c.RowAgent() | c.RowCouldBe():
            yield "agent"
        case _:
            slots = (slot.name for slot in find(source, c.Slot) if slot.row)
            yield from (name for name in slots if name not in FIXED)


def _of(source: c.ColumnSource) -> Iterator[Need]:
    match source:
        case c.Answer(by, text, row=True):
            yield EARLIER, f"{by or 'somebody'}, of each: “{text}”"
        case c.Answer(by, text, visit):
            yield visit or "", f"{by or 'somebody'}: “{text}”{_period(source)}"
        case c.Closes():
            pass
        case c.VisitDay(visit):
            yield visit, "date of the visit"
        case _:
            yield from ((slot.visit or "", slot.name) for slot in find(source, c.Slot) if not slot.row)
            yield from ((age.visit, "date of the visit") for age in find(source, c.Age))


def _period(answer: c.Answer) -> str:
    """The time that a statement speaks of."""
    ends = (("from", answer.since), ("until", answer.until))
    return "".join(f" {word} {end}" for word, end in ends if end)
