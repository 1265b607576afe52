"""Two bounds of one thing, as paper has them: `18 <= age <= 75`, `age >= 18 at screening and <= 65`."""

import re

from attrs import evolve

from mgdsl.lang.ops import MIRRORED
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.examples_habits import between_to
from mgdsl.syntax.examples_signs import SIGN_WORDS
from mgdsl.syntax.mistake import WHENS, Mistake
from mgdsl.tree import frozen

_SIGNS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}
_SIGN = r">=|<=|=>|=<|[<>≥≤]"
_WORDS = "|".join(sorted((word for word, sign in SIGN_WORDS.items() if sign != "="), key=len, reverse=True))
_TIME = r"(?:at(?! least| most)|within|before|after|on|for at least)"
_NO_UNIT = rf"(?!(?:and|or|but|to|old|of|inclusive|exclusive|{_TIME}|{_WORDS})\b)"
_UNIT = rf"(?: ?{_NO_UNIT}(?:%|[x×] ?(?:ULN|LLN|10\^\d+(?:/\S+?)?)|[^\W\d][^\s,;<>=≥≤()]*))?"
_AFTER = r"(?: (?:old|of age))?(?:,? ?\(?(?:both )?inclusive(?:ly)?\)?)?"
_WHEN = rf"(?:,? (?P<{{0}}>{_TIME} [^<>=≥≤,;]+?))?"
_BETWEEN = r" ?(?P<join>,? ?(?:and|or|but)|[,;&–—-]|to|)(?: also)? ?"
_LINKS = r"(?: ?(?:is|are|must be|should be|has to be|of|between|[:(,]))*"

_THING_FIRST = re.compile(
    rf"(?P<thing>[^\W\d_][^<>=≥≤{{}}():;,\"]*?){_WHEN.format('when0')}{_LINKS}"
    rf" ?(?P<op1>{_SIGN}|\b(?:{_WORDS})\b|) ?(?P<n1>\d[\d.]*)(?P<u1>{_UNIT}){_AFTER}{_WHEN.format('when1')}"
    rf"{_BETWEEN}"
    rf"(?P<op2>{_SIGN}|\b(?:{_WORDS})\b) ?(?P<n2>\d[\d.]*)(?P<u2>{_UNIT}){_AFTER}\)?"
    rf"{_WHEN.format('when2')}[.;,]?"
)
_NUMBER_FIRST = re.compile(
    rf"(?P<n1>\d[\d.]*)(?P<u1>{_UNIT}) ?(?P<op1>{_SIGN}) ?(?P<thing>[^\W\d_][^<>=≥≤{{}}():;,\"]*?)"
    rf"{_WHEN.format('when1')} ?(?P<op2>{_SIGN}) ?(?P<n2>\d[\d.]*)(?P<u2>{_UNIT}){_AFTER}"
    rf"{_WHEN.format('when2')}[.;,]?"
)
_PEOPLE = r"(?:subjects?|patients?|participants?|adults?|(?:males?|men) (?:or|and) (?:females?|women))"
_AGE_OF = re.compile(rf"^(?:{_PEOPLE} )?(?:ages?|aged)(?: range)?$|^{_PEOPLE}$", re.IGNORECASE)


@frozen
class Bound:
    """A sign, a number, and the unit that was written with it."""

    sign: str
    number: str
    unit: str

    @property
    def low(self) -> bool:
        return self.sign.startswith(">")

    def __str__(self) -> str:
        return f"{self.sign} {self.number}{self.unit}"


def _bound(sign: str, number: str, unit: str) -> Bound:
    sign = _SIGNS.get(sign) or SIGN_WORDS.get(sign) or sign
    unit = re.sub(r"^(?:points?|score|y(?:ea)?rs? old)$", "", unit.strip())
    return Bound(sign, number.rstrip("."), f" {unit}" if unit else "")


def two_bounds(m: Mistake) -> Diagnostic | None:
    """One thing between two numbers, with or without its ends; or outside both."""
    if re.match(r"given |expect ", m.whole):
        return None
    found = _THING_FIRST.fullmatch(m.whole)
    behind = found is not None
    found = found or _NUMBER_FIRST.fullmatch(m.whole)
    if found is None:
        return None
    one = _bound(found["op1"] or ">=", found["n1"], found["u1"])
    if not found["op1"] and found["join"].strip() not in ("to", "-", "–", "—"):
        return None
    other = _bound(found["op2"], found["n2"], found["u2"])
    if not behind:
        one = evolve(one, sign=MIRRORED[one.sign])
    whens = dict.fromkeys(found[key] for key in found.re.groupindex if key.startswith("when") and found[key])
    if one.low == other.low or len(whens) > 1:
        return None
    when = "".join(f" {_plain_visit(each, m)}" for each in whens)
    thing = _AGE_OF.sub("age", found["thing"].strip())
    repair = bounded(thing, one, other, when)
    return m.found(
        "chained-comparison",
        "The second comparison does not say what is compared."
        if behind
        else "Two comparisons stand in one condition.",
        "A condition makes one comparison; `between` counts both ends, open ends are two lines.",
        repair if "\n" not in repair else m.block(repair),
        m.line.start + found.start("op2"),
        len(found["op2"]),
    )


def _plain_visit(when: str, m: Mistake) -> str:
    """`at the screening visit` as `at screening`."""
    bare = re.fullmatch(r",? ?(at|before|after|on) the (.+?)(?: visit)?", when.strip())
    return f"{bare[1].replace('on', 'at')} {bare[2]}" if bare and bare[2] in m.visits else when.strip(" ,")


def bounded(thing: str, one: Bound, other: Bound, when: str) -> str:
    """`between` where both ends count; two lines where one is open; `any of:` where the bounds turn away."""
    units = [bound.unit or (other if bound is one else one).unit for bound in (one, other)]
    one, other = (evolve(bound, unit=unit) for bound, unit in zip((one, other), units, strict=True))
    low, high = (one, other) if one.low else (other, one)
    if float(low.number) > float(high.number) and low.unit == high.unit:
        return f"any of:\n    {thing} {high}{when}\n    {thing} {low}{when}"
    if low.sign == ">=" and high.sign == "<=":
        unit = "" if low.unit == high.unit and "ULN" not in low.unit and "LLN" not in low.unit else low.unit
        return f"{thing} between {low.number}{unit} and {high.number}{high.unit}{when}"
    return f"{thing} {low}{when}\n{thing} {high}{when}"


_RANGE = re.compile(
    rf"(?:(?P<thing>[^\W\d_][^<>=≥≤{{}}():;,\"]*?)(?: (?:is|are|of|from|range|in|=|:|must be|should be))*"
    rf"(?P<between> between)? )?"
    rf"(?:(?P<n1>\d[\d.]*)(?P<u1>{_UNIT})(?: old)? ?(?P<dash>-|–|—|−|~|～|to|and|through)"
    rf" ?(?P<n2>\d[\d.]*)(?P<u2>{_UNIT}))(?P<after>{_AFTER}),?{_WHEN.format('when')}[.;,]?"
)


def range_in_words(m: Mistake) -> Diagnostic | None:
    """`18 to 75 years of age`, `age of 18 - 75`, `age between 18 - 75 years`, `age 18-75, inclusive`."""
    found = _RANGE.fullmatch(m.whole)
    if not found or re.match(r"given |expect |use |cases? ", m.whole) or m.here[:1] == ".":
        return None
    age = re.search(r"\b(?:years?|yrs?|y|old|age)\b", f"{found['u2']}{found['after']}")
    thing = found["thing"] or ("age" if age else "")
    if (
        not thing
        or (found["dash"] == "and" and found["between"] is None)
        or re.search(rf"\b(?:{WHENS})\b", thing)
    ):
        return None
    if not found["after"] and between_to(m):
        return None
    thing = _AGE_OF.sub("age", thing)
    unit = (found["u2"] or found["u1"]).strip()
    unit = "years" if thing == "age" and unit in ("y", "yrs", "yr", "year", "yo", "y.o", "y/o") else unit
    right = f"{thing} between {found['n1']} and {found['n2']}{f' {unit}' if unit else ''}"
    when = f" {found['when'].strip()}" if found["when"] else ""
    between = found["between"] and found["dash"] != "and"
    return m.found(
        "between-without-and" if between else "dashed-range",
        "The ends of `between` are joined by `and`."
        if between
        else f"A range is written `between {found['n1']} and {found['n2']}`.",
        "A dash is also a minus sign and a part of names; `between` counts both its ends.",
        f"{right}{when}",
        m.line.start + found.start("n1"),
        found.end("n2") - found.start("n1"),
    )


_INCLUSIVE = re.compile(
    r"(?P<lead>(?!aged? ).* between [\d.]+ and [\d.]+(?: ?[^\s,]+)?),?"
    r" (?P<word>\(?(?:both )?inclusive(?:ly)?\)?),?(?P<rest> .*|)"
)


def inclusive(m: Mistake) -> Diagnostic | None:
    """`between 18 and 35 kg/m2, inclusive, at screening`."""
    found = _INCLUSIVE.fullmatch(m.whole)
    if not found:
        return None
    return m.found(
        "words-for-comparison",
        "`between` counts both its ends: “inclusive” is not said.",
        "A word that changes nothing would have to be read each time to know that it does not.",
        f"{found['lead']}{found['rest']}",
        m.line.start + found.start("word"),
        len(found["word"]),
    )


EXAMPLES = (inclusive, two_bounds, range_in_words)
