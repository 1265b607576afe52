"""The lines of a text before it is parsed: where they begin, how far they are indented, what they leave open.

A cheap scan that knows quotes, backticks, comments and brackets and nothing else. Limits and recovery from
mistakes stand on it; a text that is right is scanned once and parsed whole.
"""

import re

from mgdsl.report.suggest import nearest
from mgdsl.syntax.keywords import DECLARATIONS, WORD_END
from mgdsl.tree import frozen

ALMOST = frozenset((
    "criterion", "criteria", "include", "included", "exclude", "excluded", "import", "using", "load", "trial",
    "study", "def", "let", "definition", "function", "scale", "score", "questionnaire", "scenario", "example",
    "patient", "drug", "drugs", "laboratory", "comment", "note", "heading", "chapter",
))  # fmt: skip
"""Words that stand in the first column for a word that begins a declaration."""

_DECLARES = re.compile(rf"(?:{'|'.join(DECLARATIONS)}){WORD_END}")
_MARK = re.compile(
    r"""(?P<line>(?:^|\n)[ ]*(?=[^\s\#]))(?P<row>\|)?  # a line with something on it; a row of a table
    | "[^"\n]*"? | `[^`\n]*`? | \#[^\n]*               # what hides brackets
    | (?P<open>[({]) | (?P<close>[)}])
    | (?P<sign>[×*+] | [-−/](?=[ ]) | \bnot\b)""",
    re.VERBOSE,
)


@frozen
class LogicalLine:
    """A line with those that continue it inside brackets.

    `start` is its first character, `end` lies before its last line end, `indent` counts blanks. `unclosed` is
    the place of a bracket that the line leaves open, `deepest` how deep its brackets nest, `signs` how many
    arithmetic signs and nots it has.
    """

    start: int
    end: int
    indent: int
    unclosed: int | None = None
    deepest: int = 0
    signs: int = 0


def logical_lines(text: str) -> list[LogicalLine]:
    """All lines but blank ones and comments. An open bracket ends where a declaration begins."""
    lines: list[LogicalLine] = []
    start = indent = deepest = signs = 0
    begun = row = False
    opened: list[int] = []
    for mark in _MARK.finditer(text):
        match mark.lastgroup:
            case "line" | "row":
                first = mark.end("line")
                width = first - mark.start() - text[mark.start()].count("\n")
                if opened and not row and not (width == 0 and _DECLARES.match(text, first)):
                    continue
                if begun:
                    lines.append(_line(text, start, mark.start(), indent, opened, deepest, signs))
                start, indent, deepest, signs = first, width, 0, 0
                begun, row, opened = True, mark["row"] is not None, []
            case "open":
                opened.append(mark.start())
                deepest = max(deepest, len(opened))
            case "close" if opened:
                opened.pop()
            case "sign":
                signs += 1
            case _:
                pass
    if begun:
        lines.append(_line(text, start, len(text.rstrip()), indent, opened, deepest, signs))
    return lines


def _line(
    text: str, start: int, end: int, indent: int, opened: list[int], deepest: int, signs: int
) -> LogicalLine:
    return LogicalLine(start, end, indent, opened[-1] if opened else None, deepest, signs)


def declares(text: str, start: int) -> bool:
    """Whether a word of the first column stands at `start`."""
    return _DECLARES.match(text, start) is not None


def begins_declaration(text: str, start: int) -> bool:
    """Whether the line at `start` is a declaration or was meant as one, by its first word."""
    if declares(text, start):
        return True
    word = re.match(r"[^\W\d_]+", text[start:])
    return word is not None and (nearest(word[0], DECLARATIONS) is not None or word[0].lower() in ALMOST)
