"""The base of every surface node: its span."""

from attrs import field

from mgdsl.report.source import Span
from mgdsl.tree import frozen

NOWHERE = Span(0, 0)


@frozen
class Node:
    span: Span = field(default=NOWHERE, kw_only=True, eq=False, repr=False)
