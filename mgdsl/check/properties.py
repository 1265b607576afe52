"""Properties that stand twice, of which one would count; dates in the habit of another country."""

import re
from collections.abc import Iterable, Iterator

from mgdsl.check import messages
from mgdsl.lang.days import days
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

_DATE = re.compile(r"(\d{1,4})/(\d{1,2})/(\d{1,4})")

REPEATED = ("source", "reading", "note")
"""Texts of which every one is kept."""


def twice(file: ast.File, source: Source) -> Iterator[Diagnostic]:
    """Every property that a declaration, or a property above it, has already."""
    for node in file.declarations:
        match node:
            case ast.Protocol() | ast.Criterion() | ast.Define() | ast.Declare():
                yield from _twice(node.properties, source)
            case _:
                pass


def foreign_dates(file: ast.File, source: Source) -> Iterator[Diagnostic]:
    """A date such as 01/02/2024 as the value of a property, where it reads as a number with a unit."""
    for node in file.declarations:
        for prop in getattr(node, "properties", ()):
            for value in prop.values:
                place = Place(source, value.span)
                if isinstance(value, ast.Quantity) and (found := _DATE.fullmatch(place.text)):
                    yield messages.foreign_date(place, days(found[1], found[2], found[3]))


def _twice(properties: Iterable[ast.Property], source: Source) -> Iterator[Diagnostic]:
    first: dict[str, ast.Property] = {}
    for prop in properties:
        key = fold(prop.key)
        if key in first and key not in REPEATED:
            place, earlier = Place(source, prop.span), Place(source, first[key].span)
            yield messages.property_twice(place, prop.key, earlier)
        first.setdefault(key, prop)
        yield from _twice(prop.children, source)
