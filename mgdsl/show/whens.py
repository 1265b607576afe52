"""The *when* of a line in words. Whether an end is counted is said wherever English leaves it open."""

from typing import assert_never

from mgdsl.show.words import listed
from mgdsl.syntax import ast


def when_words(when: ast.When, decision: str | None) -> str:
    """`decision`: the visit with whose day an open window ends."""
    end = f", {upto(decision)}" if decision else ""
    match when:
        case ast.AtVisit(visit):
            return f"at {visit.text}"
        case ast.AtEach(visits):
            return f"at {_each(visits)}"
        case ast.AtAny(visits):
            return listed(f"at {name}" for name in _names(visits))
        case ast.Before(visit):
            return upto(visit.text)
        case ast.After(visit):
            return f"from {visit.text} on{end}"
        case ast.Strictly(side, visit):
            return f"{side} the day of {visit.text}" + (end if side == "after" else "")
        case ast.Distance(word, duration, side, visit):
            sides = "before or after" if side == "of" else side
            inner = word in ("within", "less than") or side == "before"
            return f"{word} {_length(duration)} {sides} {visit.text}" + ("" if inner else end)
        case ast.Sliding(duration):
            return f"within any stretch of {_length(duration)}"
        case ast.Throughout(strict, duration, visit):
            return f"for {'more than' if strict else 'at least'} {_length(duration)} before {visit.text}"
        case ast.Over(duration):
            return f"over at least {_length(duration)} from the first start to the last day"
        case ast.Held(visits):
            return f"at {_each(visits)}, the same items each time"
        case ast.Period(None, ast.Point(visit, None)):
            return upto(visit.text)
        case ast.Period(since, until):
            return (f"from {_point(since)} " if since else "") + f"until {_point(until)}"
        case _:
            assert_never(when)


def upto(visit: str) -> str:
    return f"up to and including {visit}"


def _each(visits: ast.Braces) -> str:
    names = _names(visits)
    return names[0] if len(names) == 1 else f"each of {listed(names, 'and')}"


def _names(visits: ast.Braces) -> list[str]:
    return [item.text for item in visits.items if isinstance(item, ast.Name)]


def _length(duration: ast.Duration) -> str:
    return f"{duration.number} {duration.unit}"


def _point(point: ast.Point) -> str:
    return (f"{_length(point.duration)} {point.side} " if point.duration else "") + point.visit.text
