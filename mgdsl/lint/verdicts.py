"""What can be said of each claim by its neighbours: always so, never so, said already, impossible here.

A line of a definition is read once for each use; what is said of it holds for every use, contradictions
aside.
"""

from collections.abc import Iterator, Mapping
from enum import Enum

from mgdsl.lint.groups import Group, Meaning
from mgdsl.lint.known import joined
from mgdsl.lint.spaces import States
from mgdsl.lint.trees import Claim, alternatives, turned
from mgdsl.tree import frozen

MOST_ALIKE = 100
"""Claims about one value in one block that are compared with one another; nobody writes as many."""


class Kind(Enum):
    ALWAYS = "holds in every record"
    NEVER = "holds in no record"
    GIVEN = "holds wherever the others do"
    CONTRADICTS = "cannot hold with the others"
    COVERED = "adds nothing to the alternatives"
    EXHAUSTS = "one of the alternatives always holds"


@frozen(eq=False)
class Verdict:
    """`because`: the claims it follows from; empty for what a value can be at all.

    `where`: what is settled around a block of alternatives, as far as it counts.
    """

    kind: Kind
    claim: Claim
    because: tuple[Claim, ...] = ()
    where: tuple[Claim, ...] = ()

    @property
    def repeats(self) -> bool:
        """It is said already, in other words at the most: of two states, or of a history."""
        if self.kind not in (Kind.GIVEN, Kind.COVERED):
            return False
        alike = len(self.because) == 1 and self.because[0].holds == self.claim.holds
        return len(self.claim.every) == 2 or (alike and self.claim.about[0] in ("count", "chosen", "sum"))

    @property
    def across(self) -> bool:
        """It follows from other numbers than the claim's own: parts from a total."""
        return any(other.form != self.claim.form for other in self.because)


def verdicts(meaning: Meaning) -> tuple[Verdict, ...]:
    """Everything that can be said, in the order of the groups."""
    found: list[Verdict] = []
    uses: dict[object, int] = {}
    for group in meaning.groups:
        for claim in group.claims:
            uses[_line(claim)] = uses.get(_line(claim), 0) + 1
        found += _of_group(group)
    kept = _of_every_use(found, uses)
    told = {id(verdict.claim) for verdict in kept}
    between = [*_between_inclusions(meaning, told), *_between_exclusions(meaning, told)]
    return (*kept, *_of_every_use(between, uses))


def _of_every_use(found: list[Verdict], uses: Mapping[object, int]) -> list[Verdict]:
    """Contradictions; and what is said of a line at all its visits, and wherever its definition is used."""
    counts: dict[object, int] = {}
    for verdict in found:
        key = (verdict.kind, _line(verdict.claim))
        counts[key] = counts.get(key, 0) + 1
    return [
        verdict
        for verdict in found
        if verdict.kind is Kind.CONTRADICTS
        or counts[verdict.kind, _line(verdict.claim)] == uses[_line(verdict.claim)]
    ]


def _between_inclusions(meaning: Meaning, told: set[int]) -> Iterator[Verdict]:
    """What another inclusion, or an exclusion by what it leaves, says more narrowly.

    Not what it says alike, nor claims that are told already.
    """
    tops = [asked.top for asked in meaning.asked if asked.criterion.kind == "inclusion"]
    settled: dict[object, list[tuple[int, States, tuple[Claim, ...]]]] = {}
    for at, top in enumerate(tops):
        for about, (left, by) in joined({}, top).items():
            if left:
                settled.setdefault(about, []).append((at, left, by))
    exclusions = [asked for asked in meaning.asked if asked.criterion.kind == "exclusion"]
    for at, asked in enumerate(exclusions, len(tops)):
        for about, (left, by) in joined({}, tuple(map(turned, alternatives(asked.tree)))).items():
            if left:
                settled.setdefault(about, []).append((at, left, by))
    for at, top in enumerate(tops):
        for claim in top:
            others = settled.get(claim.about, ())
            if id(claim) in told or len(others) > MOST_ALIKE:
                continue
            narrower = next((by for k, left, by in others if k != at and left < claim.holds), None)
            if narrower is not None and claim.holds != claim.every:
                yield Verdict(Kind.GIVEN, claim, _implying(claim, list(narrower)))


def _between_exclusions(meaning: Meaning, told: set[int]) -> Iterator[Verdict]:
    """What another exclusion says more widely; not what it says alike, nor claims that are told already."""
    exclusions = [asked for asked in meaning.asked if asked.criterion.kind == "exclusion"]
    alone = [tuple(alternatives(asked.tree)) for asked in exclusions]
    by_about: dict[object, list[tuple[int, Claim]]] = {}
    for at, claims in enumerate(alone):
        for claim in claims:
            by_about.setdefault(claim.about, []).append((at, claim))
    for at, claims in enumerate(alone):
        for claim in claims:
            others = by_about[claim.about]
            if id(claim) in told or len(others) > MOST_ALIKE or not claim.holds:
                continue
            wider = next((other for k, other in others if k != at and claim.holds < other.holds), None)
            if wider is not None and wider.holds != wider.every:
                yield Verdict(Kind.COVERED, claim, (wider,))


def _line(claim: Claim) -> object:
    """The words, and what kind of thing they speak of: a history and its rows share their words."""
    place = claim.origin.place if claim.origin else None
    return (place.source.name, place.span, claim.about[0]) if place else id(claim)


def _of_group(group: Group) -> Iterator[Verdict]:
    about: dict[object, list[Claim]] = {}
    for claim in group.claims:
        if claim.true in (claim.every, frozenset()):
            yield Verdict(Kind.NEVER if not claim.true else Kind.ALWAYS, claim)
        else:
            about.setdefault(claim.about, []).append(claim)
    for key, claims in about.items():
        left, around = group.known.get(key, (claims[0].every, ()))
        if left and len(claims) <= MOST_ALIKE:
            yield from (_every if group.word == "every" else _some)(claims, left, around)


def _every(claims: list[Claim], left: States, around: tuple[Claim, ...]) -> Iterator[Verdict]:
    """The first that leaves nothing contradicts; else each that the others imply is given, the last first."""
    now, before = left, list(around)
    for claim in claims:
        if not now & claim.holds:
            yield Verdict(Kind.CONTRADICTS, claim, _against(claim, before))
            return
        now &= claim.holds
        before.append(claim)
    kept = list(claims)
    for claim in reversed(claims):
        others = [other for other in kept if other is not claim]
        base = left.intersection(*(other.holds for other in others))
        if base <= claim.holds:
            kept = others
            yield Verdict(Kind.GIVEN, claim, _implying(claim, [*around, *others]))


def _some(claims: list[Claim], left: States, around: tuple[Claim, ...]) -> Iterator[Verdict]:
    kept = []
    for claim in claims:
        if not left & claim.holds:
            yield Verdict(Kind.CONTRADICTS, claim, _against(claim, list(around)))
        elif left <= claim.holds:
            yield Verdict(Kind.GIVEN, claim, _implying(claim, list(around)))
        else:
            kept.append(claim)
    if len(kept) > 1 and left <= frozenset().union(*(claim.holds for claim in kept)):
        yield Verdict(Kind.EXHAUSTS, kept[-1], tuple(kept[:-1]), around)
        return
    for claim in reversed(kept):
        others = [other for other in kept if other is not claim]
        wider = [other for other in others if claim.holds & left <= other.holds]
        if wider:
            kept = others
            yield Verdict(Kind.COVERED, claim, (wider[0],), around)


def _against(claim: Claim, others: list[Claim]) -> tuple[Claim, ...]:
    """One that alone cannot hold with the claim, else all."""
    alone = next((other for other in others if not other.holds & claim.holds), None)
    return (alone,) if alone else tuple(others)


def _implying(claim: Claim, others: list[Claim]) -> tuple[Claim, ...]:
    """One that alone implies the claim, else all."""
    alone = next((other for other in others if other.holds <= claim.holds), None)
    return (alone,) if alone else tuple(others)
