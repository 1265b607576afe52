"""The canonical layout of a tree: 4 blanks a level, one blank line between declarations.

Law: parsing what is printed gives the tree again. Comments are no part of the tree.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from mgdsl.syntax import ast
from mgdsl.syntax.names import lone_unit, written
from mgdsl.syntax.print_condition import (
    many,
    print_cond,
    print_expr,
    print_quantity,
    print_test,
    print_when,
)

INDENT = "    "


def print_file(file: ast.File) -> str:
    """The whole text, with a last line end; `use` lines keep together."""
    parts: list[str] = []
    for before, declaration in zip((None, *file.declarations), file.declarations, strict=False):
        if before is not None and not (isinstance(before, ast.Use) and isinstance(declaration, ast.Use)):
            parts.append("")
        parts.extend(declaration_lines(declaration))
    return "".join(part + "\n" for part in parts)


def declaration_lines(declaration: ast.Declaration) -> Iterator[str]:
    match declaration:
        case ast.Protocol(title, properties):
            yield f'protocol "{title}":'
            yield from _indented(_properties(properties))
        case ast.Use(name):
            yield f"use {written(name.text)}"
        case ast.Criterion(kind, id_, title, properties, lines):
            yield f"{kind} {written(id_.text)}{_title(title)}:"
            yield from _indented(_properties(properties))
            yield from _indented(_lines(lines))
        case ast.Define(name, parameters, properties, lines):
            named = ", ".join(f"{written(p.key)}: {written(p.type.text)}" for p in parameters)
            yield f"define {written(name.text)}{f' ({named})' if parameters else ''}:"
            yield from _indented(_properties(properties))
            yield from _indented(_lines(lines))
        case ast.Declare(kind, name, title, properties):
            yield f"{kind} {written(name.text)}{_title(title)}{':' if properties else ''}"
            yield from _indented(_properties(properties))
        case ast.Valid(name, lines):
            yield f"valid {written(name.text)}:"
            yield from _indented(_lines(lines))
        case ast.ReadAs(part, kind, of, as_):
            yield f"read {written(part.text)} {kind} of {written(of.text)} as {written(as_.text)}"
        case ast.Section(title, lines):
            yield f'section "{title}"' + (":" if lines else "")
            yield from _indented(_lines(lines))
        case ast.DoseFinding(name, properties):
            yield f"dose finding {written(name.text)}:"
            yield from _indented(_properties(properties))
        case ast.CaseTable(ids, when, rows):
            names = ", ".join(written(name.text) for name in ids)
            yield f"cases for {names}{f' {print_when(when)}' if when else ''}:"
            yield from _indented(table_rows(rows))
        case ast.Case(title, givens, expects):
            yield f'case "{title}":'
            yield from _indented(f"given {print_cond(given.cond)}" for given in givens)
            yield from _indented(f"expect {written(e.name.text)} {print_test(e.test)}" for e in expects)
        case _:
            assert_never(declaration)


def print_line(line: ast.Line) -> str:
    """A line or block, without indentation and without a last line end."""
    return "\n".join(_line(line))


def _title(title: str | None) -> str:
    return "" if title is None else f' "{title}"'


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)


def _lines(lines: tuple[ast.Line, ...]) -> Iterator[str]:
    for line in lines:
        yield from _line(line)


def _line(line: ast.Line) -> Iterator[str]:
    match line:
        case ast.Simple() | ast.Negated() | ast.Junction():
            yield print_cond(line)
        case ast.Filtered(cond, where, block):
            if block:
                yield from _block(f"{print_cond(cond)} where", where)
            else:
                yield f"{print_cond(cond)} where {print_line(where[0])}"
        case ast.AllBlock(lines):
            yield from _block("all of", lines)
        case ast.AnyBlock(lines):
            yield from _block("any of", lines)
        case ast.NoneBlock(lines):
            yield from _block("none of", lines)
        case ast.CountBlock(word, n, lines):
            yield from _block(f"{many(word, n)} of", lines)
        case ast.AtBlock(when, lines):
            yield from _block(print_when(when), lines)
        case ast.UnlessBlock(condition, lines):
            yield from _block(f"unless {print_cond(condition)}", lines)
        case ast.IfBlock(branches, otherwise):
            for word, branch in zip(("if", *["otherwise if"] * len(branches)), branches, strict=False):
                yield from _block(f"{word} {print_cond(branch.condition)}", branch.lines)
            if otherwise is not None:
                yield from _block("otherwise", otherwise)
        case _:
            assert_never(line)


def _block(header: str, lines: tuple[ast.Line, ...]) -> Iterator[str]:
    yield f"{header}:"
    yield from _indented(_lines(lines))


def _properties(properties: tuple[ast.Property, ...]) -> Iterator[str]:
    for prop in properties:
        key = written(prop.key)
        texts = [value for value in prop.values if isinstance(value, ast.Text)]
        if prop.children or (len(texts) > 1 and len(texts) == len(prop.values)):
            yield f"{key}:"
            yield from _indented(map(_value, prop.values))
            yield from _indented(_properties(prop.children))
        else:
            yield f"{key}: {', '.join(map(_value, prop.values))}"


def _value(value: ast.PropertyValue) -> str:
    match value:
        case ast.Name(text):
            return text if lone_unit(text) else written(text)
        case ast.Text(text) | ast.Unspecified(text):
            return f'"{text}"' if isinstance(value, ast.Text) else f'unspecified "{text}"'
        case ast.Quantity(number, unit):
            return print_quantity(number, unit)
        case ast.Range(low, high, unit):
            return f"{low} to {print_quantity(high, unit)}"
        case ast.Date(text):
            return text
        case ast.Assume(ast.Quantity(number, unit), because):
            return f'assume {print_quantity(number, unit)} because "{because}"'
        case _:
            assert_never(value)


def table_rows(rows: Sequence[tuple[ast.Cell, ...]]) -> Iterator[str]:
    """The rows, columns aligned."""
    width = max(map(len, rows), default=0)
    widths = [max((len(row[i].text) for row in rows if i < len(row)), default=0) for i in range(width)]
    for row in rows:
        cells = (cell.text.ljust(size) for cell, size in zip(row, widths, strict=False))
        yield f"| {' | '.join(cells)} |"


__all__ = ["declaration_lines", "print_cond", "print_expr", "print_file", "print_line", "table_rows"]
