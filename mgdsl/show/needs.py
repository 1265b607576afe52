"""What a criterion reads of a record, by visit."""

from collections.abc import Iterator

from mgdsl.core import columns as c
from mgdsl.core import ir
from mgdsl.core.program import Program
from mgdsl.tree import find, walk

EARLIER = "history"
"""Where records stand that belong to no visit."""

Need = tuple[str, str]
"""A visit, `EARLIER`, or empty for what is recorded once; and the name of what is recorded."""


def needs(program: Program, criterion: ir.Criterion) -> list[Need]:
    """Each once: what is recorded once, then by visit in their order, then histories."""
    places = ["", *program.schema.visits, EARLIER]
    found = dict.fromkeys(need for source in sources(program, criterion) for need in _of(source))
    return sorted(found, key=lambda need: places.index(need[0]) if need[0] in places else len(places))


def answers(program: Program, criterion: ir.Criterion) -> list[c.Answer]:
    """The statements that people answer for it; those by nobody are holes."""
    found = (source for source in sources(program, criterion) if isinstance(source, c.Answer))
    return list(dict.fromkeys(found))


def sources(program: Program, criterion: ir.Criterion) -> Iterator[c.ColumnSource]:
    """Of the columns that it reads, with the definitions and the histories that it uses, rows included."""
    columns = {("", column.name): column.source for column in program.columns}
    tables = {table.name: table for table in program.tables}
    seen: set[object] = set()
    todo: list[ir.Expr] = [criterion.applies, criterion.blocks]
    while todo:
        for node in walk(todo.pop()):
            match node:
                case ir.Ref(index) if index not in seen:
                    seen.add(index)
                    todo.append(program.lets[index].body)
                case ir.Query(name, row):
                    columns |= {(row, column.name): column.source for column in tables[name].columns}
                    yield from (c.Closes((kind,), "") for kind in tables[name].of)
                case ir.Field(row, name) if (row, name) in columns:
                    yield columns[row, name]
                case _:
                    pass


def _of(source: c.ColumnSource) -> Iterator[Need]:
    match source:
        case c.Answer(by, text, visit, row=row):
            yield EARLIER if row else visit or "", f"{by or 'anyone'}: “{text}”"
        case c.Closes(names):
            yield from ((EARLIER, name) for name in names)
        case c.VisitDay(visit):
            yield visit, "date of the visit"
        case _:
            yield from ((slot.visit or "", slot.name) for slot in find(source, c.Slot) if not slot.row)
            yield from ((age.visit, "date of the visit") for age in find(source, c.Age))
