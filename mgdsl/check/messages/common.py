"""How a sentence of the checker is put together."""

import re
from collections.abc import Iterable
from itertools import takewhile
from textwrap import dedent, indent

from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place
from mgdsl.report.suggest import alike
from mgdsl.syntax.names import written
from mgdsl.syntax.outline import first_visit, own_name, without_comment


def say(
    name: str,
    place: Place,
    message: str,
    why: str = "",
    repair: str = "",
    label: str = "",
    others: tuple[Label, ...] = (),
) -> Diagnostic:
    return Diagnostic(name, message, place, label, why, repair, others)


def either(choices: Iterable[str]) -> str:
    """``write `a` or `b```."""
    return "write " + " or ".join(f"`{choice}`" for choice in choices)


def block(place: Place, *parts: str) -> str:
    """Lines as they stand in the file: indented as the line of the place."""
    line = place.source.line(place.line)
    return indent("\n".join(parts), " " * (len(line) - len(line.lstrip())))


def both_blocks(place: Place, lines: str) -> str:
    """The lines below `any of:` and below `all of:`, of which the author chooses one."""
    one, other = (block(place, header, lines) for header in ("any of:", "all of:"))
    return f"write either\n{one}\nor\n{other}"


def line_of(place: Place) -> str:
    """The line of the place without its comment and the colon of a header."""
    return without_comment(place.source.line(place.line)).strip().rstrip(":")


def first_visit_of(place: Place) -> str:
    return first_visit(place.source.text)


def such_as(place: Place, kinds: str, ours: str) -> str:
    """``, such as `LVEF```, by a name of the author's own file; `ours` where it uses myasthenia gravis."""
    text = place.source.text
    known = re.search(r"^use myasthenia gravis\b", text, re.MULTILINE) is not None
    name = own_name(text, kinds) or (ours if known else "")
    return f", such as `{name}`" if name else ""


def whole_lines(place: Place, names: Iterable[str]) -> str:
    """The line with each of the names in its place, in the backticks that it needs."""
    line = place.source.line(place.line)
    begin = place.column - 1
    lead, rest = line[:begin].lstrip(), without_comment(line[begin + len(place.text) :])
    forms = [f"{lead}{written(name)}{rest}" for name in names]
    return "write one of\n" + "\n".join(forms) if len(forms) > 1 else f"write\n{block(place, *forms)}"


def shown(names: Iterable[str], most: int = 12) -> str:
    """A list of names for people, cut where it gets long."""
    words = list(dict.fromkeys(names))
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")


def perhaps(word: str, choices: Iterable[str]) -> str:
    """`write X` for the choices most like the word, or the choices there are."""
    names = list(choices)
    found = alike(word, names, 3)
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names[:12]))
    return either(found) if found else (f"write one of {listed}" if names else "")


def lines_below(header: Place) -> list[str]:
    """The lines of the block that a header begins."""
    lines = header.source.text[header.span.end :].split("\n")[1:60]
    line = header.source.line(header.line)
    width = len(line) - len(line.lstrip())
    found = [
        *takewhile(lambda line: not line.strip() or len(line) - len(line.lstrip()) > width, lines),
    ]
    while found and not found[-1].strip():
        found.pop()
    return found


def body_below(place: Place) -> str:
    """The lines of the block whose header the place stands in, indented once."""
    return indent(dedent("\n".join(lines_below(place))).strip("\n"), "    ") or "    …"
