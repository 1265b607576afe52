"""A checked program: all that an evaluation needs, and nothing of the text but its words."""

from mgdsl.core.columns import Answer, Column, Table
from mgdsl.core.design import Design
from mgdsl.core.ir import Criterion, Expr
from mgdsl.core.schema import Schema
from mgdsl.report.source import Source
from mgdsl.tree import frozen


@frozen
class Let:
    """A definition used at patient level; later lets may refer to earlier ones by index."""

    name: str
    body: Expr


@frozen
class Program:
    """`sources`: the protocol first, then the vocabularies; `answers`: every statement it can ask for.

    `designs`: of dose finding; they change no verdict.
    """

    title: str
    properties: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[Source, ...]
    schema: Schema
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    lets: tuple[Let, ...]
    criteria: tuple[Criterion, ...]
    answers: tuple[Answer, ...]
    designs: tuple[Design, ...] = ()
