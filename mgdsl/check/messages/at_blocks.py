"""Blocks of a visit whose visit is never used."""

from textwrap import dedent, indent

from mgdsl.check.messages.common import block, body_below, lines_below, say
from mgdsl.report.diagnostic import Diagnostic, Label
from mgdsl.report.source import Place, Span

SHORT = 6
"""Lines of a block that a repair writes again."""


def at_in_at(place: Place, outer: Place | None) -> Diagnostic:
    others = (Label(outer, "never used"),) if outer is not None else ()
    repair = (
        f"take away `{outer.text if outer else 'the outer block'}:` or `{place.text}:`, and its indentation"
    )
    if outer is not None and (end := _sole(outer, place)) is not None:
        forms = (f"{when.text}:\n{body_below(place)}" for when in (place, outer))
        repair = "write either\n" + "\nor\n".join(block(outer, form) for form in forms)
        place = Place(place.source, Span(outer.span.start, end))
    return say(
        "at-in-at",
        place,
        "An `at` block stands inside another: the outer visit is never used.",
        "The inner visit is the one that counts; the outer one stands there and is never used, though a "
        "reader hears it.",
        repair,
        others=others,
    )


def _sole(outer: Place, inner: Place) -> int | None:
    """Where the block below `outer` ends, if it is short and holds the block below `inner` and no more."""
    text, body = outer.source.text, lines_below(outer)
    first = text[outer.span.end : inner.span.start].strip(" \n:")
    if first or len(body) > SHORT or len(body) != len(lines_below(inner)) + 1:
        return None
    return _end(outer, body)


def _end(header: Place, body: list[str]) -> int:
    """Where the lines below a header end, blank lines at their end apart."""
    start = header.source.text.index("\n", header.span.end) + 1
    return start + len("\n".join(body).rstrip())


def at_unused(place: Place, whens: list[Place]) -> Diagnostic:
    body = lines_below(place)
    repair = f"take `{place.text}:` away, or the when of the lines that it is meant for"
    labels = tuple(Label(when, "its own when") for when in whens)
    if len(body) == len(whens) <= SHORT:
        lines = [place.source.line(when.line) for when in whens]
        cut = [line[: when.column - 1].rstrip() for line, when in zip(lines, whens, strict=True)]
        kept = body[0].strip() if len(body) == 1 else f"all of:\n{body_below(place)}"
        bare = indent(dedent("\n".join(cut)), "    ")
        repair = f"write either\n{block(place, kept)}\nor\n{block(place, f'{place.text}:', bare)}"
        place = Place(place.source, Span(place.span.start, _end(place, body)))
    return say(
        "at-unused",
        place,
        "Every line below has its own when: this visit is never used.",
        "The visit of the block is never used, though a reader hears it.",
        repair,
        others=labels,
    )
