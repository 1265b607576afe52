"""Findings that the author allows: a comment ``# allow RULE: REASON`` on a line or above it.

It covers that line and all that is indented below it, so above a declaration it covers the declaration.
Without a reason it covers nothing; a comment that covers no finding is a finding itself.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from mgdsl.report.diagnostic import Diagnostic, Edit, Severity
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import nearest
from mgdsl.syntax.layout import LogicalLine, logical_lines
from mgdsl.tree import frozen

_COMMENT = re.compile(r'"[^"\n]*"?|`[^`\n]*`?|(?<=\n)[ ]*\|[^\n]*|(?P<comment>\#[^\n]*)')
_ALLOW = re.compile(r"\#[ ]*allow[ ]+(?P<name>[a-z][a-z0-9-]*)[ ]*(?P<colon>:)?[ ]*(?P<reason>[^\n]*)")


@frozen
class Allow:
    """One comment, and the part of the source it covers."""

    name: str
    place: Place
    covers: Span

    def allows(self, found: Diagnostic) -> bool:
        place = found.place
        return (
            found.name == self.name
            and place is not None
            and place.source == self.place.source
            and self.covers.start <= place.span.start < self.covers.end
        )


def allows(source: Source, known: Collection[str]) -> tuple[list[Allow], list[Diagnostic]]:
    """The comments that allow something, and what is wrong with those that cannot."""
    if "allow" not in source.text:
        return [], []
    lines = logical_lines(source.text)
    found: list[Allow] = []
    wrong: list[Diagnostic] = []
    for comment in _COMMENT.finditer(source.text):
        written = _ALLOW.fullmatch(comment["comment"]) if comment["comment"] else None
        if written is None or not (written["colon"] or (written["name"] in known and not written["reason"])):
            continue
        place = Place(source, Span(comment.start("comment"), comment.end("comment")))
        name = written["name"]
        if name not in known:
            wrong.append(_unknown(place, name, known))
        elif not written["reason"].strip():
            wrong.append(_no_reason(place, name))
        else:
            found.append(Allow(name, place, _covered(source.text, comment.start("comment"), lines)))
    return found, wrong


def _covered(text: str, at: int, lines: list[LogicalLine]) -> Span:
    """The line that a comment at `at` stands on, or else the next; with what is indented below it."""
    begins = text.rfind("\n", 0, at) + 1
    index = bisect_right([line.start for line in lines], at)
    if text[begins:at].strip():
        index -= 1
    if index >= len(lines):
        return Span(at, at)
    line = lines[index]
    below = (other.start for other in lines[index + 1 :] if other.indent <= line.indent)
    return Span(line.start, next(below, len(text) + 1))


def kept(
    found: list[Diagnostic], source: Source, known: Collection[str], running: Collection[str]
) -> Iterator[Diagnostic]:
    """The findings that nothing allows, and what is wrong with the comments. `running`: rules not off."""
    comments, wrong = allows(source, known)
    of_rule: dict[str, list[Allow]] = {}
    for comment in comments:
        of_rule.setdefault(comment.name, []).append(comment)
    used: set[int] = set()
    for diagnostic in found:
        covering = [allow for allow in of_rule.get(diagnostic.name, ()) if allow.allows(diagnostic)]
        used.update(id(allow) for allow in covering)
        if not covering:
            yield diagnostic
    yield from wrong
    yield from (_unused(a) for a in comments if id(a) not in used and a.name in running)


def _unused(allow: Allow) -> Diagnostic:
    return Diagnostic(
        "unused-allow",
        f"Nothing here needs to be allowed: `{allow.name}` finds nothing.",
        allow.place,
        why="A comment that allows nothing today would hide a finding tomorrow.",
        repair="delete the comment",
        severity=Severity.WARNING,
        edits=(Edit(_whole(allow.place), ""),),
    )


def _whole(place: Place) -> Place:
    """The comment with the blanks before it; with its line end where the line holds nothing else."""
    text, start, end = place.source.text, place.span.start, place.span.end
    begins = text.rfind("\n", 0, start) + 1
    if text[begins:start].strip():
        return Place(place.source, Span(begins + len(text[begins:start].rstrip()), end))
    return Place(place.source, Span(begins, min(end + 1, len(text))))


def _no_reason(place: Place, name: str) -> Diagnostic:
    return Diagnostic(
        "allow-without-reason",
        f"Why `{name}` is allowed here is not said.",
        place,
        why="A reviewer must be able to judge the exception; without a reason it does not count.",
        repair=f"# allow {name}: the reason in a few words",
        severity=Severity.WARNING,
    )


def _unknown(place: Place, name: str, known: Collection[str]) -> Diagnostic:
    near = nearest(name, known)
    return Diagnostic(
        "unknown-rule",
        f"There is no rule `{name}` that could be allowed.",
        place,
        why="Only what a lint rule finds can be allowed; an error cannot.",
        repair=f"write `{near}`" if near else "delete the comment, or mend what it stands for",
        severity=Severity.WARNING,
    )
