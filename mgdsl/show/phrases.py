"""Conditions as English sentences: signs in words, groups spelled out, names without backticks."""

import re
from typing import assert_never

from attrs import evolve

from mgdsl.check.scope import Definition, Names
from mgdsl.core.schema import Category, Quantity, Statement, YesNo
from mgdsl.report.suggest import fold
from mgdsl.show.whens import upto, when_words
from mgdsl.show.words import listed, printed
from mgdsl.syntax import ast
from mgdsl.tree import frozen

SIGNS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "=": "exactly"}
RANKS = {">": "higher than", "<": "lower than"}
"""Of values in an order."""
LIMITS = {"ULN": "the upper limit of normal", "LLN": "the lower limit of normal"}
NEXT = re.compile(r" (?:of|off|in|on|per|after|before|at|by|from|to) ")
"""Ends the word that a name is about."""
EXTREMES = ("latest", "earliest", "highest", "lowest")


@frozen
class Phrases:
    """`timed`: something above says when, so that a history without a *when* needs no other word for it.

    `rows`: of the records of a history, whose fields come before the names of the protocol. `refer`: the name
    of a definition refers to the terms below.
    """

    names: Names
    timed: bool = False
    rows: bool = False
    refer: bool = True

    # Values -----------------------------------------------------------------------------------------------
    def value(self, expr: "ast.Expr | ast.Text") -> str:
        match expr:
            case ast.Text(text):
                return f"“{text}”"
            case ast.Name(text):
                return f"{text} (see Terms)" if self._refers(text) else text
            case ast.Date(text):
                return text
            case ast.Quantity(number, unit):
                return printed(number, unit)
            case ast.Limit(kind):
                return LIMITS[kind]
            case ast.Missing():
                return "a value not known"
            case ast.Arith(ast.Quantity("1", None), "×", ast.Limit(kind)):
                return LIMITS[kind]
            case ast.Arith(left, op, right):
                sign = "times" if isinstance(right, ast.Limit) and op == "×" else op
                return f"{self.value(left)} {sign} {self.value(right)}"
            case ast.Call(name, arguments):
                given = [f"{each.key} {self.value(each.value)}" for each in arguments]
                given += ["see Terms"] if self._refers(name.text) else []
                return f"{name.text} ({', '.join(given)})"
            case ast.PartOf(part, kind, of):
                return f"the {f'{part.text} ' if part else ''}{kind} of {self.value(of)}"
            case ast.ChangeOf(kind, of):
                sign = " (later minus earlier)" if kind == "change" else ""
                return f"the {kind} of {self.value(of)}{sign}"
            case ast.DoseOf(of, as_):
                drugs = self._listed(of.items, "and") if isinstance(of, ast.Braces) else self.value(of)
                return f"the dose of {drugs}" + (f", counted as {as_.text}," if as_ else "")
            case ast.Paren(cond, where):
                rest = f", where {self.sentence(where)}" if where else ""
                return f"({self.sentence(cond)}{rest})"
            case ast.Braces(items):
                return self._listed(items)
            case _:
                assert_never(expr)

    def _listed(self, items: tuple[ast.Expr, ...], word: str = "or") -> str:
        return listed(map(self.value, items), word)

    def _refers(self, name: str) -> bool:
        """Whether more is said below: what a definition means, or when a value counts."""
        found = None if self._is_field(name) or not self.refer else self.names.find(name)
        return isinstance(found, Definition) or getattr(found, "name", "") in self.names.validity

    def _is_field(self, name: str) -> bool:
        return self.rows and any(event.field(fold(name)) for event in self.names.schema.events)

    # Sentences --------------------------------------------------------------------------------------------
    def sentence(self, cond: ast.Cond) -> str:
        match cond:
            case ast.Simple(subject, test, whens):
                return self._simple(subject, test, whens)
            case ast.Negated(inner):
                return self._negated(inner)
            case ast.Junction(terms, ops):
                first, *rest = map(self._term, terms)
                return first + "".join(f" {op} {term}" for op, term in zip(ops, rest, strict=True))
            case _:
                assert_never(cond)

    def asked(self, cond: ast.Cond) -> str:
        """What stands behind an *if*."""
        match cond:
            case ast.Simple(ast.Unspecified(text), None, whens):
                return f"“{text}”{_spoken_of(whens)}, which the protocol leaves open"
            case _:
                return self.sentence(cond)

    def _term(self, term: "ast.Simple | ast.Negated") -> str:
        """A term of a junction; one with a list of its own stands in brackets."""
        words = self.sentence(term)
        alone = isinstance(term, ast.Simple) and not isinstance(term.subject, ast.Choice)
        return words if alone else f"({words})"

    def _simple(self, subject: ast.Subject, test: "ast.Test | None", whens: tuple[ast.When, ...]) -> str:
        when = " ".join(when_words(each, self.names.schema.decision) for each in whens)
        match subject:
            case ast.Said() | ast.Unspecified():
                return f"{_asked(subject)}{_spoken_of(whens)}: “{subject.text}”"
            case ast.Name(text) if (found := self._statement(text)) is not None:
                return f"the {found.by} says{_spoken_of(whens)}: “{found.text}”"
            case ast.Counted(what=ast.What(thing=ast.PartOf())):
                return _joined(self._items(subject), self._test(subject, test, _several(subject)), when)
            case ast.Counted():
                one = subject.how.word in (*EXTREMES, "every") and self._answers(subject)
                asked = "is yes" if one else self._test(subject, test, _several(subject))
                return _joined(self._counted(subject), self._window(whens), asked)
            case ast.ChangeOf():
                return _joined(self.value(subject), when, self._test(subject, test))
            case ast.Choice():
                return _joined(self._choice(subject, test), when)
            case _:
                return _joined(self.value(subject), self._test(subject, test), when)

    def _window(self, whens: tuple[ast.When, ...]) -> str:
        """A history that says nothing else ends with the decision visit."""
        decision = self.names.schema.decision
        words = [when_words(each, decision) for each in whens if not isinstance(each, ast.Over)]
        open_ = all(isinstance(each, ast.Sliding | ast.Over) for each in whens)
        if open_ and decision is not None and not self.timed and not self.rows:
            words.append(upto(decision))
        spread = [f", {when_words(each, None)}" for each in whens if isinstance(each, ast.Over)]
        return " ".join(words) + "".join(spread)

    def _statement(self, name: str) -> Statement | None:
        found = None if self._is_field(name) else self.names.find(name)
        return found if isinstance(found, Statement) else None

    def _negated(self, cond: "ast.Simple | ast.Negated") -> str:
        """The opposite, in words that leave no doubt about what is denied."""
        match cond:
            case ast.Simple(ast.Said(_, who, text), None, whens):
                return f"the {who.text} answers no{_spoken_of(whens)}: “{text}”"
            case ast.Simple(ast.Unspecified(text), None, whens):
                return f"left open by the protocol, and answered no{_spoken_of(whens)}: “{text}”"
            case ast.Simple(ast.Name(name), None, whens) if (found := self._statement(name)) is not None:
                return f"the {found.by} answers no{_spoken_of(whens)}: “{found.text}”"
            case ast.Simple(ast.Name(), None, () | (ast.AtVisit(),)):
                return f"{self.sentence(cond)}: no"
            case ast.Simple(ast.Name(), ast.Is(False) | ast.Inside(False) as test, () | (ast.AtVisit(),)):
                return self.sentence(evolve(cond, test=evolve(test, negated=True)))
            case _:
                return f"not the case: {self.sentence(cond)}"

    # Subjects ---------------------------------------------------------------------------------------------
    def _counted(self, counted: ast.Counted) -> str:
        how, what = counted.how, counted.what
        words = ["on average"] if counted.per else []
        words += ["the"] if how.word in EXTREMES else []
        one = how.n == 1 and what.distinct
        words += [_many(how.word, how.n), *["planned"] * what.planned]
        words += ["different"] * (what.distinct and not (one and how.word == "at least"))
        if self._answers(counted):
            kind = "answer to" if how.word in (*EXTREMES, "every") else "answer “yes” to"
            words.append(kind.replace("answer", "answers") if _several(counted) else kind)
        elif what.result:
            words.append("results of" if _several(counted) else "result of")
        if (
            isinstance(what.thing, ast.Braces)
            and how.n is not None
            and not (what.result or self._answers(counted))
        ):
            words.append(f"in all among {self._listed(what.thing.items, 'and')}")
        else:
            words.append("agent" if one and self.value(what.thing) == "agents" else self.value(what.thing))
        words += [f"among {self.value(what.among)}"] if what.among is not None else []
        words += [f"other than {self.value(counted.except_)}"] if counted.except_ is not None else []
        return " ".join([*words, *([f"per {counted.per}"] if counted.per else [])])

    def _answers(self, counted: ast.Counted) -> bool:
        """The history of what is yes or no: the answers that are yes count."""
        thing = counted.what.thing
        things = thing.items if isinstance(thing, ast.Braces) else (thing,)
        return all(isinstance(each, ast.Name) and self._yes_no(each.text) for each in things)

    def _yes_no(self, name: str) -> bool:
        return not self._is_field(name) and isinstance(self.names.find(name), YesNo)

    def _items(self, counted: ast.Counted) -> str:
        """``at least 2 of the ocular items of QMG``."""
        return f"{_many(counted.how.word, counted.how.n)} of {self.value(counted.what.thing)}"

    def _choice(self, choice: ast.Choice, test: "ast.Test | None") -> str:
        things = choice.things.items
        asked = self._test(choice, test, many=choice.n not in (None, 1))
        match choice.word:
            case "any" if test is None:
                return self._listed(things)
            case "any":
                return _joined("at least one of", self._listed(things, "and"), asked)
            case "none" if len(things) == 2:
                return _joined("neither", self._listed(things, "nor"), asked)
            case "none":
                return _joined("none of", self._listed(things, "and"), asked)
            case "all" | "each":
                return _joined("each of" if test else "", self._listed(things, "and"), asked)
            case word:
                return _joined(_many(word, choice.n), "of", self._listed(things, "and"), asked)

    # Tests ------------------------------------------------------------------------------------------------
    def _test(self, subject: ast.Subject, test: "ast.Test | None", many: bool = False) -> str:
        verb = "are" if many or self._plural(subject) else "is"
        match test:
            case None:
                return ""
            case ast.Compare("!=", value):
                return f"{verb} not {self._spelled(value, subject)}"
            case ast.Compare(op, value):
                sign = RANKS.get(op, SIGNS[op]) if self._category(subject) else SIGNS[op]
                return f"{verb} {sign} {self._spelled(value, subject)}"
            case ast.Between(low, high):
                ends = (self._spelled(end, subject) for end in (low, high))
                return f"{verb} at least {' and at most '.join(ends)}"
            case ast.Is(negated, value):
                return f"{verb} {'not ' if negated else ''}{self._spelled(value, subject)}"
            case ast.Inside(negated, values):
                words = [self._spelled(item, subject) for item in values.items]
                return f"{verb} {_none_of(words) if negated else listed(words)}"
            case _:
                assert_never(test)

    def _plural(self, subject: ast.Subject) -> bool:
        """Whether a measured thing goes by a plural: `platelets`, `hours off treatment`; not `ABC status`."""
        if not isinstance(subject, ast.Name) or self._is_field(subject.text):
            return False
        word = NEXT.split(subject.text)[0].rpartition(" ")[2]
        named = word.endswith("s") and not word.endswith(("ss", "us", "is", "diabetes"))
        return named and isinstance(self.names.find(subject.text), Quantity)

    def _spelled(self, value: ast.Expr, subject: ast.Subject) -> str:
        """A value; a group of a classification with its members."""
        words = self.value(value)
        found = self._category(subject) if isinstance(value, ast.Name) else None
        groups = {fold(group): members for group, members in found.groups} if found else {}
        members = groups.get(fold(words))
        return f"{words} ({listed(members)})" if members else words

    def _category(self, subject: ast.Subject) -> Category | None:
        match subject:
            case ast.Name(text):
                found = None if self._is_field(text) else self.names.find(text)
                return found if isinstance(found, Category) else None
            case ast.Counted(what=ast.What(thing=thing)):
                return self._category(thing)
            case ast.Braces(items) | ast.Choice(things=ast.Braces(items)):
                return next(filter(None, map(self._category, items)), None)
            case _:
                return None


def _asked(subject: "ast.Said | ast.Unspecified") -> str:
    match subject:
        case ast.Said(verb, who):
            return f"the {who.text} {'judges' if verb == 'judged' else 'attests'}"
        case ast.Unspecified():
            return "left open by the protocol"


def _spoken_of(whens: tuple[ast.When, ...]) -> str:
    """When a statement is made; a period is what it speaks of."""
    said = ((isinstance(each, ast.Period), when_words(each, None)) for each in whens)
    return "".join(f", {'for the time ' if period else ''}{words}" for period, words in said)


def _several(counted: ast.Counted) -> bool:
    return counted.how.n not in (None, 1)


def _many(word: str, n: int | None) -> str:
    return word if n is None else f"{word} {n}"


def _none_of(words: list[str]) -> str:
    return f"neither {listed(words, 'nor')}" if len(words) == 2 else f"none of {listed(words, 'and')}"


def _joined(*words: str) -> str:
    """With blanks between, but none before a comma."""
    return "".join(word if word.startswith(",") else f" {word}" for word in filter(None, words)).lstrip()
