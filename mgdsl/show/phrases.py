"""Conditions as English phrases: signs in words, lists without braces, names without backticks."""

from typing import assert_never

from mgdsl.syntax import ast

SIGNS = {
    ">=": "is at least", "<=": "is at most", ">": "is more than", "<": "is less than",
    "=": "is exactly", "!=": "is not",
}  # fmt: skip


def listed(items: tuple[ast.Expr, ...], word: str = "or") -> str:
    """``a, b or c``."""
    words = [phrase(item) for item in items]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {word} {words[-1]}"


def phrase(expr: ast.Expr) -> str:
    match expr:
        case ast.Name(text) | ast.Date(text):
            return text
        case ast.Quantity(number, unit):
            return quantity(number, unit)
        case ast.Limit(kind):
            return "the upper limit of normal" if kind == "ULN" else "the lower limit of normal"
        case ast.Missing():
            return "a value not known"
        case ast.Arith(left, op, right):
            return f"{phrase(left)} {op} {phrase(right)}"
        case ast.Call(name, arguments):
            given = ", ".join(f"{argument.key}: {_argument(argument.value)}" for argument in arguments)
            return f"{name.text} ({given})"
        case ast.PartOf(part, kind, of):
            return f"the {f'{part.text} ' if part else ''}{kind} of {phrase(of)}"
        case ast.ChangeOf(kind, of):
            return f"the {kind} of {phrase(of)}"
        case ast.DoseOf(of, as_):
            return f"the dose of {phrase(of)}" + (f", as {as_.text}" if as_ else "")
        case ast.Paren(cond, where):
            return f"({sentence(cond)}" + (f", where {sentence(where)})" if where else ")")
        case ast.Braces(items):
            return listed(items)
        case _:
            assert_never(expr)


def quantity(number: str, unit: str | None) -> str:
    """A number with its unit, a blank between."""
    return number if unit is None else f"{number} {unit}"


def _argument(value: "ast.Expr | ast.Text") -> str:
    return f"“{value.text}”" if isinstance(value, ast.Text) else phrase(value)


def sentence(cond: ast.Cond) -> str:
    match cond:
        case ast.Simple(subject, test, whens):
            words = [subject_words(subject)]
            words += [test_words(test)] if test is not None else []
            return " ".join([*words, *map(when_words, whens)])
        case ast.Negated(inner):
            return f"not: {sentence(inner)}"
        case ast.Junction(terms, ops):
            rest = (f" {op} {sentence(term)}" for op, term in zip(ops, terms[1:], strict=True))
            return sentence(terms[0]) + "".join(rest)
        case _:
            assert_never(cond)


def subject_words(subject: ast.Subject) -> str:
    match subject:
        case ast.Counted(how, what, except_, per):
            words = [_many(how.word, how.n), *_what(what)]
            words += [f"other than {phrase(except_)}"] if except_ is not None else []
            words += [f"per {per} on average"] if per is not None else []
            return " ".join(words)
        case ast.Choice(word, n, things):
            return f"{_many(word, n)} of {listed(things.items, 'and' if word == 'all' else 'or')}"
        case ast.Said("judged", who, text):
            return f"the {who.text} judges: “{text}”"
        case ast.Said(_, who, text):
            return f"the {who.text} attests: “{text}”"
        case ast.Unspecified(text):
            return f"“{text}” (not specified in the protocol)"
        case _:
            return phrase(subject)


def _many(word: str, n: int | None) -> str:
    return word if n is None else f"{word} {n}"


def _what(what: ast.What) -> list[str]:
    words = ["planned"] * what.planned + ["different"] * what.distinct + ["result of"] * what.result
    among = [f"among {phrase(what.among)}"] if what.among is not None else []
    return [*words, phrase(what.thing), *among]


def test_words(test: ast.Test) -> str:
    match test:
        case ast.Compare(op, value):
            return f"{SIGNS[op]} {phrase(value)}"
        case ast.Between(low, high):
            return f"is from {phrase(low)} to {phrase(high)} (both included)"
        case ast.Is(negated, value):
            return f"is {'not ' if negated else ''}{phrase(value)}"
        case ast.Inside(negated, values):
            return f"is {'none' if negated else 'one'} of {listed(values.items)}"
        case _:
            assert_never(test)


def when_words(when: ast.When) -> str:
    match when:
        case ast.AtVisit(visit):
            return f"at {phrase(visit)}"
        case ast.AtEach(visits):
            return f"at {listed(visits.items, 'and')} each"
        case ast.AtAny(visits):
            return f"at {listed(visits.items)}"
        case ast.Before(visit):
            return f"up to {phrase(visit)}"
        case ast.After(visit):
            return f"from {phrase(visit)} on"
        case ast.Strictly(side, visit):
            return f"on a day {side} {phrase(visit)}"
        case ast.Distance(word, duration, side, visit):
            return f"{word} {_length(duration)} {side} {phrase(visit)}"
        case ast.Sliding(duration):
            return f"within any {_length(duration)}"
        case ast.Throughout(strict, duration, visit):
            return f"for {'more than' if strict else 'at least'} {_length(duration)} before {phrase(visit)}"
        case ast.Over(duration):
            return f"over at least {_length(duration)}"
        case ast.Held(visits):
            return f"at {listed(visits.items, 'and')} alike"
        case ast.Period(since, until):
            return (f"from {_point(since)} " if since else "") + f"until {_point(until)}"
        case _:
            assert_never(when)


def _length(duration: ast.Duration) -> str:
    return f"{duration.number} {duration.unit}"


def _point(point: ast.Point) -> str:
    return (f"{_length(point.duration)} {point.side} " if point.duration else "") + phrase(point.visit)
