"""Where records stand in a text, found without reading them, so that a broken one does not hide the rest."""

import re

from mgdsl.report.source import Span

_MARK = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[\[\]{},]')


def elements(text: str, start: int) -> list[Span]:
    """The elements of the array that opens at `start`; what follows the array is one more.

    An array that is not closed has an empty last element at the end of the text, and a comma that ends no
    element an empty one before it.
    """
    spans: list[Span] = []
    depth, begin = 0, start + 1
    for match in _MARK.finditer(text, start):
        mark = match[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        if (depth == 1 and mark == ",") or depth == 0:
            _keep(spans, text, begin, match.start())
            if mark == "," and not text[begin : match.start()].strip():
                spans.append(Span(match.start(), match.start()))
            begin = match.end()
        if depth == 0:
            _keep(spans, text, begin, len(text))
            return spans
    _keep(spans, text, begin, len(text))
    return [*spans, Span(len(text), len(text))]


def _keep(spans: list[Span], text: str, begin: int, end: int) -> None:
    held = text[begin:end]
    if held.strip():
        spans.append(Span(begin + len(held) - len(held.lstrip()), begin + len(held.rstrip())))


def lines(text: str) -> list[Span]:
    """The lines that hold something, if this is JSON Lines: two or more begin an object, one not alone."""
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        _keep(spans, text, at, at + len(line))
        at += len(line) + 1
    at_margin = [span for span in spans if span.start == 0 or text[span.start - 1] == "\n"]
    begun = [span for span in at_margin if text[span.start] == "{"]
    whole = any(span.end - span.start > 1 for span in begun)
    return spans if len(begun) > 1 and whole else []
