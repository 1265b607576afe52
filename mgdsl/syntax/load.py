"""Source to surface tree, whole if it parses; else declaration by declaration, with every mistake in it."""

from lark.exceptions import UnexpectedInput
from lark.indenter import DedentError

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Source, Span
from mgdsl.syntax import ast
from mgdsl.syntax.characters import plain_characters
from mgdsl.syntax.layout import LogicalLine, begins_declaration, declares, logical_lines
from mgdsl.syntax.limits import beyond_limits
from mgdsl.syntax.parse import parse_file, parse_slice

MOST = 1000
"""Findings in one text."""
MOST_ADOPTED = 40
"""Lines at the left margin that one header above them may have been meant for."""


def parse_source(source: Source) -> tuple[ast.File, list[Diagnostic]]:
    """The tree and the syntax errors, in the order of the text. Raises nothing.

    With errors the tree holds what could be read: lines with a mistake are missing from it, so a block or a
    declaration may have fewer lines than were written, or none.
    """
    text, findings = plain_characters(source)
    lines = logical_lines(text)
    beyond = beyond_limits(source, lines)
    if beyond:
        return ast.File(()), findings + beyond
    try:
        return parse_file(text), findings
    except (UnexpectedInput, DedentError):
        pass
    from mgdsl.syntax.examples_vocabulary import once
    from mgdsl.syntax.recover import recover  # with all that it can say; most texts need none of it

    declarations: list[ast.Declaration] = []
    text += "" if text.endswith("\n") else "\n"
    for start, end in _pieces(text, lines):
        try:
            declarations.extend(parse_slice(text, start, end).declarations)
        except (UnexpectedInput, DedentError):
            if "\t" in source.text[start:end] and findings:
                continue  # what the tabs were meant to be is not known
            declaration, mistakes = recover(source, text, start, end)
            findings.extend(mistakes)
            if declaration is not None:
                declarations.append(declaration)
    findings.sort(key=lambda found: found.place.span.start if found.place else 0)
    return ast.File(tuple(declarations), span=Span(0, len(source.text))), once(findings)[:MOST]


def _pieces(text: str, lines: list[LogicalLine]) -> list[tuple[int, int]]:
    """Start and end of each declaration: from a line in the first column to the next.

    Lines of the first column that declare nothing belong to the header above, if that has no other lines.
    """
    starts: list[int] = []
    open_header, adopted = False, 0
    for at, line in enumerate(lines):
        if line.indent:
            open_header = open_header and adopted > 0
            if at == 0:
                starts.append(line.start - line.indent)
        elif open_header and adopted < MOST_ADOPTED and not begins_declaration(text, line.start):
            adopted += 1
        else:
            starts.append(line.start)
            open_header = declares(text, line.start) and text[line.start : line.end].endswith(":")
            adopted = 0
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
