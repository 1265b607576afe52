"""Conditions, tests and values as text on one line: the inverse of the parser."""

from typing import assert_never

from mgdsl.syntax import ast
from mgdsl.syntax.names import written, written_key


def print_cond(cond: ast.Cond) -> str:
    match cond:
        case ast.Simple(subject, test, whens):
            parts = [print_subject(subject)]
            if test is not None:
                parts.append(print_test(test))
            parts.extend(print_when(when) for when in whens)
            return " ".join(parts)
        case ast.Negated(inner):
            return f"not {print_cond(inner)}"
        case ast.Junction(terms, ops):
            rest = (f" {op} {print_cond(term)}" for op, term in zip(ops, terms[1:], strict=True))
            return print_cond(terms[0]) + "".join(rest)
        case _:
            assert_never(cond)


def print_expr(expr: ast.Expr) -> str:
    match expr:
        case ast.Name(text):
            return written(text)
        case ast.Quantity(number, unit):
            return print_quantity(number, unit)
        case ast.Date(text):
            return text
        case ast.Limit(kind):
            return kind
        case ast.Missing():
            return "?"
        case ast.Arith(left, op, right):
            return f"{print_expr(left)} {op} {print_expr(right)}"
        case ast.Call(name, arguments):
            inner = ", ".join(
                f"{written_key(argument.key)}: {_argument(argument.value)}" for argument in arguments
            )
            return f"{print_expr(name)} ({inner})"
        case ast.PartOf(part, kind, of):
            return f"{print_expr(part)} {kind} of {print_expr(of)}" if part else f"{kind} of {print_expr(of)}"
        case ast.ChangeOf(kind, of):
            return f"{kind} of {print_expr(of)}"
        case ast.DoseOf(of, as_):
            return f"dose of {print_expr(of)}" + (f" as {print_expr(as_)}" if as_ else "")
        case ast.Paren(cond, where):
            return f"({print_cond(cond)}" + (f" where {print_cond(where)})" if where else ")")
        case ast.Braces(items):
            return "{" + ", ".join(map(print_expr, items)) + "}"
        case _:
            assert_never(expr)


def print_quantity(number: str, unit: str | None) -> str:
    if unit is None:
        return number
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}"


def _argument(value: "ast.Expr | ast.Text") -> str:
    if value == ast.Name("no"):
        return "no"
    return f'"{value.text}"' if isinstance(value, ast.Text) else print_expr(value)


def print_subject(subject: ast.Subject) -> str:
    match subject:
        case ast.Counted(how, what, except_, per):
            parts = [many(how.word, how.n), _what(what)]
            if except_ is not None:
                parts += ["except", print_expr(except_)]
            if per is not None:
                parts.append(f"per {per}")
            return " ".join(parts)
        case ast.Choice(word, n, things):
            return f"{many(word, n)} of {print_expr(things)}"
        case ast.Said(verb, who, text):
            return f'{verb} by {print_expr(who)} "{text}"'
        case ast.Unspecified(text):
            return f'unspecified "{text}"'
        case _:
            return print_expr(subject)


def many(word: str, n: int | None) -> str:
    return word if n is None else f"{word} {n}"


def _what(what: ast.What) -> str:
    words = ["planned"] * what.planned + ["distinct"] * what.distinct + ["result of"] * what.result
    words.append(print_expr(what.thing))
    if what.among is not None:
        words += ["among", print_expr(what.among)]
    return " ".join(words)


def print_test(test: ast.Test) -> str:
    match test:
        case ast.Compare(op, value):
            return f"{op} {print_expr(value)}"
        case ast.Between(low, high):
            return f"between {print_expr(low)} and {print_expr(high)}"
        case ast.Is(negated, value):
            return f"{'is not' if negated else 'is'} {print_expr(value)}"
        case ast.Inside(negated, values):
            return f"{'not in' if negated else 'in'} {print_expr(values)}"
        case _:
            assert_never(test)


def print_when(when: ast.When) -> str:
    match when:
        case ast.AtVisit(visit):
            return f"at {print_expr(visit)}"
        case ast.AtEach(visits):
            return f"at each of {print_expr(visits)}"
        case ast.AtAny(visits):
            return f"at any of {print_expr(visits)}"
        case ast.Before(visit):
            return f"before {print_expr(visit)}"
        case ast.After(visit):
            return f"after {print_expr(visit)}"
        case ast.Strictly(side, visit):
            return f"on a day {side} {print_expr(visit)}"
        case ast.Distance(word, duration, side, visit):
            return f"{word} {_duration(duration)} {side} {print_expr(visit)}"
        case ast.Sliding(duration):
            return f"within any {_duration(duration)}"
        case ast.Throughout(strict, duration, visit):
            word = "for more than" if strict else "for at least"
            return f"{word} {_duration(duration)} before {print_expr(visit)}"
        case ast.Over(duration):
            return f"over at least {_duration(duration)}"
        case ast.Held(visits):
            return f"throughout {print_expr(visits)}"
        case ast.Period(since, until):
            return (f"from {_point(since)} " if since else "") + f"until {_point(until)}"
        case _:
            assert_never(when)


def _duration(duration: ast.Duration) -> str:
    return f"{duration.number} {duration.unit}"


def _point(point: ast.Point) -> str:
    moved = f"{_duration(point.duration)} {point.side} " if point.duration else ""
    return moved + print_expr(point.visit)
