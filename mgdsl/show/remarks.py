"""What an author writes behind a line: how a value is taken, `# on room air`; not what lint is to allow."""

import re
from collections.abc import Iterator

from mgdsl.syntax import ast

_MARK = re.compile(r'"[^"\n]*"|`[^`\n]*`|(?P<comment>#[^\n]*)')
_ALLOW = re.compile(r"# *allow [a-z-]+ *:")


def remarks(criterion: ast.Criterion, text: str) -> Iterator[str]:
    """The remarks of a criterion, each after its line."""
    start, end = criterion.span.start, criterion.span.end
    last = text.find("\n", end)
    first = min((line.span.start for line in criterion.lines), default=end)
    at = start
    for line in text[start : last if last >= 0 else len(text)].split("\n"):
        for mark in _MARK.finditer(line):
            said, code = mark["comment"], line[: mark.start()].strip()
            if said and code and not _ALLOW.match(said):
                words = said.lstrip("# ").rstrip()
                inside = at + len(line) > first
                yield f"{code.removesuffix(':')}: {words}" if inside else words
        at += len(line) + 1
