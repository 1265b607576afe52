"""A program as one statement: a row for each patient with every status and the verdict.

Definitions are levels of columns, each level a materialised table over the one before, so that what is shared
is worked out once; then each criterion's *applies* and *blocks*; then the statuses; then the verdict.
"""

from mgdsl.core.ir import Expr, Ref
from mgdsl.core.program import Program
from mgdsl.sql import trees as sql
from mgdsl.sql.errors import CannotEncode
from mgdsl.sql.layout import KEY, PATIENTS, comment, layout
from mgdsl.sql.lift import Lifted, lifted
from mgdsl.sql.nodes import walk
from mgdsl.sql.trees import Sql
from mgdsl.sql.truths import PATIENT, Translator, definition

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = "pass", "fail", "unknown", "not applicable"
ELIGIBLE, INELIGIBLE, UNDETERMINED = "eligible", "ineligible", "undetermined"


def emit(program: Program, dialect: str = "sqlite") -> str:
    """The statement over the tables of `mgdsl.sql.load.schema_sql`.

    Its columns: the patient's key, `s0`, `s1`, … the criteria's statuses in order, `verdict`. Raises
    CannotEncode for numbers that do not fit and for expressions nested too deeply inside a query.
    """
    try:
        statement = _statement(program).sql(dialect=dialect, pretty=True)
    except RecursionError:
        raise CannotEncode("The program is nested too deeply for SQL.") from None
    legend = [f"-- {status(i)}: {comment(c.id)}\n" for i, c in enumerate(program.criteria)]
    return "".join([*legend, statement])


def status(index: int) -> str:
    """The column of a criterion's status."""
    return f"s{index}"


def _statement(program: Program) -> Sql:
    shallow = lifted(program)
    translator = Translator(layout(program))
    stages: list[tuple[str, sql.Select]] = []
    before = PATIENTS
    for level in _levels(shallow):
        columns = {
            definition(index): translator.truth(shallow.bodies[index], translator.patient) for index in level
        }
        stages.append((f"level{len(stages)}", sql.wider(columns, sql.table(before, PATIENT), PATIENT)))
        before = stages[-1][0]
    truths = {KEY: sql.column(PATIENT, KEY)}
    for index, (applies, blocks) in enumerate(shallow.criteria):
        truths[f"a{index}"] = translator.truth(applies, translator.patient)
        truths[f"b{index}"] = translator.truth(blocks, translator.patient)
    stages.append(("truths", sql.select(truths, sql.table(before, PATIENT))))
    names = [status(index) for index in range(len(shallow.criteria))]
    stages.append(("statuses", _statuses(names)))
    columns = {name: sql.column("v", name) for name in (KEY, *names)}
    return sql.staged(stages, sql.select({**columns, "verdict": _verdict(names)}, sql.table("statuses", "v")))


def _statuses(names: list[str]) -> sql.Select:
    """Not applicable before fail before pass; what is left is unknown."""
    columns = {KEY: sql.column("t", KEY)}
    for index, name in enumerate(names):
        applies, blocks = sql.column("t", f"a{index}"), sql.column("t", f"b{index}")
        columns[name] = sql.case(
            (sql.not_(applies), sql.text(NOT_APPLICABLE)),
            (blocks, sql.text(FAIL)),
            (sql.not_(blocks.copy()), sql.text(PASS)),
            otherwise=sql.text(UNKNOWN),
        )
    return sql.select(columns, sql.table("truths", "t"))


def _verdict(names: list[str]) -> Sql:
    if not names:
        return sql.text(ELIGIBLE)

    def some(word: str) -> Sql:
        return sql.or_([sql.OPERATORS["="](sql.column("v", name), sql.text(word)) for name in names])

    return sql.case(
        (some(FAIL), sql.text(INELIGIBLE)),
        (some(UNKNOWN), sql.text(UNDETERMINED)),
        otherwise=sql.text(ELIGIBLE),
    )


def _levels(shallow: Lifted) -> list[list[int]]:
    """Definitions of truths that some criterion needs, in levels that refer only to earlier levels."""
    heights: dict[int, int] = {}

    def height(expr: Expr) -> int:
        """Levels below the expression."""
        return max((known(node.index) for node, _ in walk(expr, {}) if isinstance(node, Ref)), default=0)

    def known(index: int) -> int:
        if index not in heights:
            heights[index] = height(shallow.bodies[index]) + 1
        return heights[index]

    for applies, blocks in shallow.criteria:
        height(applies)
        height(blocks)
    return [
        [index for index in sorted(heights) if heights[index] == level]
        for level in range(1, max(heights.values(), default=0) + 1)
    ]
