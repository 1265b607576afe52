"""One declaration that does not parse: find each mistake, put a neutral line in its place, parse on.

A neutral line has the length of the line it stands for, so offsets hold. The nodes of neutral lines, and of
blocks that only held such, are taken out of the tree again; a declaration whose header was mended keeps its
kind and name, so that its uses are no further mistakes.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import attrs
from lark.exceptions import UnexpectedInput
from lark.indenter import DedentError

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Source
from mgdsl.syntax import ast
from mgdsl.syntax.layout import LogicalLine, logical_lines
from mgdsl.syntax.messages import explain, unclosed_bracket, uneven_indentation
from mgdsl.syntax.mistake import Mistake
from mgdsl.syntax.parse import parse_slice
from mgdsl.syntax.recover_header import named, with_visits

N = TypeVar("N", bound=ast.Node)

MOST = 10
"""Findings in one declaration; beyond these it is given up."""

_HEADERS = ("otherwise:", "all of:", "if ?:")
_LINES = ("?", "x:1", "given ?", "|", "")
_FIRST = ("define x:", 'case "":', "cases for x:", "lab x:", "use x", "")


@attrs.define
class Draft:
    """A declaration, `start` to `end` in `text`; `neutral` holds where neutral lines begin."""

    source: Source
    text: str
    start: int
    end: int
    findings: list[Diagnostic] = attrs.field(factory=list)
    neutral: set[int] = attrs.field(factory=set)

    def lines(self) -> tuple[LogicalLine, ...]:
        shift = self.start
        return tuple(
            attrs.evolve(
                line,
                start=line.start + shift,
                end=line.end + shift,
                unclosed=None if line.unclosed is None else line.unclosed + shift,
            )
            for line in logical_lines(self.text[self.start : self.end])
        )


def recover(
    source: Source, text: str, start: int, end: int
) -> tuple[ast.Declaration | None, list[Diagnostic]]:
    """What can be read of the declaration, and its mistakes in the order of the text."""
    draft = Draft(source, text, start, end)
    _mend_layout(draft)
    while True:
        try:
            file = parse_slice(draft.text, start, end)
            return _declaration(draft, file), draft.findings
        except UnexpectedInput as error:
            if len(draft.findings) >= MOST or not _mend(draft, error):
                return None, draft.findings
        except DedentError:
            return None, draft.findings


def _mend_layout(draft: Draft) -> None:
    """Indentation and brackets first: they decide what a line is."""
    widths = [0]
    for line in draft.lines():
        if line.unclosed is not None:
            draft.findings.append(unclosed_bracket(draft.source, draft.text, line.unclosed))
            _close(draft, line)
        if line.indent > widths[-1]:
            widths.append(line.indent)
            continue
        allowed = list(widths)
        while line.indent < widths[-1]:
            widths.pop()
        if line.indent != widths[-1]:
            draft.findings.append(uneven_indentation(draft.source, line, allowed[1:] or [4]))
            _put(draft, line.start - line.indent, line.end, " " * widths[-1] + "?")
            draft.neutral.add(line.start - line.indent + widths[-1])


def _close(draft: Draft, line: LogicalLine) -> None:
    """Blank the line with the open bracket, leaving those that it swallowed."""
    assert line.unclosed is not None
    begin = draft.text.rfind("\n", 0, line.unclosed) + 1
    begin = max(begin, line.start)
    finish = draft.text.find("\n", line.unclosed)
    finish = draft.end if finish < 0 else finish
    header = draft.text[begin:finish].rstrip().endswith(":") and draft.text[begin:finish].strip()
    form = "all of:" if header else "?"
    if begin == line.start and line.start == draft.start:
        form = "define x:" if finish - begin >= 9 else "use x"
    indent = len(draft.text[begin:finish]) - len(draft.text[begin:finish].lstrip())
    _put(draft, begin + indent, finish, form)
    draft.neutral.add(begin + indent)


def _put(draft: Draft, begin: int, end: int, form: str) -> None:
    """Write `form` at `begin` and blanks up to `end`, line ends kept."""
    old = draft.text[begin:end]
    blank = re.sub(r"[^\n]", " ", old[len(form) :])
    draft.text = draft.text[:begin] + form + blank + draft.text[end:]


def _mend(draft: Draft, error: UnexpectedInput) -> bool:
    """Report the mistake and put a neutral line for it; False if none lets the parser go on."""
    lines = draft.lines()
    if not lines:
        return False
    at = min(_offset(draft, error), draft.end)
    expected = _expected(error)
    line = next((line for line in reversed(lines) if line.start <= at), lines[0])
    found = explain(Mistake(draft.source, draft.text, at, expected, lines, line))
    assert found.place is not None
    blamed = next((line for line in reversed(lines) if line.start <= found.place.span.start), line)
    if blamed.start in draft.neutral:
        return False
    draft.findings.append(found)
    for other in lines:
        if blamed.start < other.start < found.place.span.end:
            _put(draft, other.start, other.end, "")  # the finding speaks of this line, too
    lines = draft.lines()
    for begin, end, form, beyond in _neutral_forms(draft, lines, blamed):
        if len(form) > len(draft.text[begin:end].split("\n")[0]):
            continue
        before = draft.text
        _put(draft, begin, end, form)
        if _stops_at(draft) >= beyond:
            draft.neutral.add(begin)
            return True
        draft.text = before
    return False


def _neutral_forms(
    draft: Draft, lines: tuple[LogicalLine, ...], line: LogicalLine
) -> Iterator[tuple[int, int, str, int]]:
    """Start, end and text of what could stand for a line, and how far parsing must then go.

    The closest first, at last one line for a whole block. Below a property nothing else can stand, so the
    header of one does only if its block parses.
    """
    below = [other for other in lines if other.start > line.start]
    if line.start == draft.start:
        word = re.match(r"\w*(?: for\b)?", draft.text[line.start : line.end])
        own = [form for form in _FIRST if word and re.match(rf"{re.escape(word[0])}\b", form)]
        yield from ((line.start, line.end, form, line.end) for form in dict.fromkeys((*own, *_FIRST)))
        return
    block: list[LogicalLine] = []
    for other in below:
        if other.indent <= line.indent:
            break
        block.append(other)
    end = block[-1].end if block else line.end
    if block:
        yield from ((line.start, line.end, form, line.end) for form in _HEADERS)
        yield line.start, line.end, "x:", end
    yield from ((line.start, end, form, end) for form in _LINES)


def _stops_at(draft: Draft) -> int:
    """Where parsing stops now; behind everything if it does not."""
    try:
        parse_slice(draft.text, draft.start, draft.end)
    except UnexpectedInput as error:
        return _offset(draft, error)
    except DedentError:
        return -1
    return len(draft.text) + 1


def _expected(error: UnexpectedInput) -> frozenset[str]:
    """The terminals of the parser's state; the error's own list may be the lexer's, which allows more."""
    state = getattr(error, "state", None)
    if state is None:
        return frozenset()
    return frozenset(key for key in state.parse_conf.states[state.position] if key == "_NL" or key.isupper())


def _offset(draft: Draft, error: UnexpectedInput) -> int:
    return draft.end if error.pos_in_stream is None or error.pos_in_stream < 0 else error.pos_in_stream


def _declaration(draft: Draft, file: ast.File) -> ast.Declaration | None:
    if not file.declarations:
        return None
    declaration = file.declarations[0]
    kept = _without(declaration, draft.neutral)
    found = named(draft.source, kept) if draft.start in draft.neutral else kept
    return with_visits(draft.source, found) if isinstance(found, ast.Protocol) else found


def _without(node: N, neutral: set[int]) -> N:
    """The node without the nodes of neutral lines, at any depth."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            changes[field.name] = tuple(_kept(value, neutral))
        elif isinstance(value, ast.Node):
            changes[field.name] = _without(value, neutral)
    return attrs.evolve(node, **changes)


def _kept(values: tuple[object, ...], neutral: set[int]) -> Iterator[object]:
    for value in values:
        if isinstance(value, tuple):  # a row of a table of cases
            if not any(cell.span.start - 1 in neutral for cell in value):
                yield value
        elif not isinstance(value, ast.Node):
            yield value
        elif value.span.start not in neutral:
            value = _without(value, neutral)
            if not isinstance(value, ast.Block) or getattr(value, "lines", True):
                yield value
