"""Whether the design, followed to the letter, can lead to given counts by any course of the trial."""

from collections.abc import Iterator

from mgdsl.dose.escalation import step
from mgdsl.dose.mtd import Count
from mgdsl.dose.rules import Rules

MOST_STATES = 20_000
"""Looked at before it is given up, and nothing is said."""

Counts = tuple[Count, ...]


def cannot_follow(rules: Rules, counts: Counts, at: int | None) -> bool:
    """Surely no course leads there. `at`: the level of the last cohort, None if it is not known.

    The last cohort may be incomplete. False also when the trial is too large to be sure.
    """
    if not any(n for n, _ in counts):
        return False
    start = ((0, 0),) * len(counts)
    seen = {(start, rules.start)}
    waiting = [(start, rules.start)]
    while waiting:
        held, level = waiting.pop()
        for grown in _after_cohort(rules, held, level, counts):
            if grown == counts and at in (None, level):
                return False
            if grown[level][0] % rules.cohort:
                continue
            to = step(rules, grown, level).to
            if to is not None and (grown, to) not in seen:
                seen.add((grown, to))
                waiting.append((grown, to))
        if len(seen) > MOST_STATES:
            return False
    return True


def _after_cohort(rules: Rules, held: Counts, level: int, counts: Counts) -> Iterator[Counts]:
    """One cohort more on the level, or what there is of it, with no more than the counts to be reached."""
    (n, y), (most, toxic) = held[level], counts[level]
    size = min(rules.cohort, most - n)
    for more in range(min(size, toxic - y) + 1) if size > 0 else ():
        yield (*held[:level], (n + size, y + more), *held[level + 1 :])
