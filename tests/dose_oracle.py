"""The rules of dose finding written a second time, from the papers and packages, without the package's code.

Nothing here imports mgdsl, and nothing is worked out the way it is there: a posterior mass is the integral of
the expanded polynomial, BOIN's boundaries are logarithms of 60 digits, the isotonic fit is the min-max
formula, the tie rule adds a rank times a tiny number as the packages do, and operating characteristics walk
every course of the trial, cohort by cohort, without merging states.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from math import comb, factorial

Count = tuple[int, int]
"""Treated, and of them with a toxicity."""

ONE = Fraction(1)
RANK = Fraction(1, 10**10)


@cache
def below(a: int, b: int, rate: Fraction) -> Fraction:
    """Mass of Beta(a, b) under `rate`: x^(a-1) (1-x)^(b-1), expanded and integrated term by term."""
    terms = (comb(b - 1, k) * (-1) ** k * rate ** (a + k) / (a + k) for k in range(b))
    return sum(terms, Fraction(0)) * Fraction(factorial(a + b - 1), factorial(a - 1) * factorial(b - 1))


def too_toxic(target: Fraction, n: int, y: int, prior: Count, cutoff: Fraction) -> bool:
    return 1 - below(prior[0] + y, prior[1] + n - y, target) > cutoff


def interval_side(low: Fraction, high: Fraction, n: int, y: int, prior: Count) -> str:
    """E, S or D by the greatest mass per width: the key of the Keyboard and the interval of mTPI-2 alike."""
    width = high - low
    edges = {Fraction(0), ONE}
    edges |= {edge for k in range(-200, 201) if 0 < (edge := low + k * width) < 1}
    cuts = sorted(edges)
    best: tuple[Fraction, Fraction] | None = None
    for left, right in pairwise(cuts):
        a, b = prior[0] + y, prior[1] + n - y
        dense = (below(a, b, right) - below(a, b, left)) / (right - left)
        best = max(best or (dense, left), (dense, left))  # on a tie the right-most
    assert best is not None
    return "E" if best[1] < low else "S" if best[1] < high else "D"


def boin_bounds(target: Fraction, low: Fraction, high: Fraction) -> tuple[Decimal, Decimal]:
    """Liu and Yuan 2015: the two boundaries of the observed rate, by logarithms."""
    with localcontext() as context:
        context.prec = 60

        def ln(value: Fraction) -> Decimal:
            return Decimal(value.numerator).ln() - Decimal(value.denominator).ln()

        def between(p: Fraction, q: Fraction) -> Decimal:
            return ln((1 - p) / (1 - q)) / ln(q * (1 - p) / (p * (1 - q)))

        return between(low, target), between(target, high)


def boin_side(target: Fraction, low: Fraction, high: Fraction, n: int, y: int) -> str:
    """A rate within 50 digits of a boundary lies on it, and moves."""
    up, down = boin_bounds(target, low, high)
    with localcontext() as context:
        context.prec = 60
        seen, close = Decimal(y) / Decimal(n), Decimal(1).scaleb(-50)
        return "E" if seen <= up + close else "D" if seen >= down - close else "S"


def monotone(values: list[Fraction], weights: list[Fraction]) -> list[Fraction]:
    """The isotonic fit by its formula: the greatest over starts of the least over ends of a block's mean."""

    def mean(i: int, j: int) -> Fraction:
        total = sum(weights[i : j + 1], Fraction(0))
        return (
            sum((w * v for w, v in zip(weights[i : j + 1], values[i : j + 1], strict=True)), Fraction(0))
            / total
        )

    size = range(len(values))
    return [max(min(mean(i, j) for j in size if j >= k) for i in size if i <= k) for k in size]


def mtd(
    target: Fraction, counts: tuple[Count, ...], prior: Count, cutoff: Fraction, least: int
) -> int | None:
    """`select.mtd` of the R packages: from 0; None for no level."""
    open_ = len(counts)
    for at, (n, y) in enumerate(counts):
        if n >= least and too_toxic(target, n, y, prior, cutoff):
            open_ = at
            break
    tried = [at for at in range(open_) if counts[at][0]]
    if not tried:
        return None
    small = Fraction(5, 100)
    rates = [(counts[at][1] + small) / (counts[at][0] + 2 * small) for at in tried]
    variances = [
        (y + small) * (n - y + small) / ((n + 2 * small) ** 2 * (n + 1 + 2 * small))
        for n, y in (counts[at] for at in tried)
    ]
    fit = monotone(rates, [1 / each for each in variances])
    ranked = [value + rank * RANK for rank, value in enumerate(fit, 1)]
    away = [abs(value - target) for value in ranked]
    return tried[away.index(min(away))]


def table(
    method: str,
    target: Fraction,
    low: Fraction,
    high: Fraction,
    n: int,
    prior: Count,
    cutoff: Fraction,
    least: int,
) -> str:
    """A letter for each number of toxicities, X where the level is eliminated."""
    letters = []
    for y in range(n + 1):
        if n >= least and too_toxic(target, n, y, prior, cutoff):
            letters.append("X")
        elif method == "BOIN":
            letters.append(boin_side(target, low, high, n, y))
        else:
            letters.append(interval_side(low, high, n, y, prior))
    return "".join(letters)


def characteristics(
    method: str,
    target: Fraction,
    low: Fraction,
    high: Fraction,
    rates: list[Fraction],
    cohort: int = 3,
    cohorts: int = 4,
    prior: Count = (1, 1),
    cutoff: Fraction = Fraction(95, 100),
    least: int = 3,
) -> dict[str, list[Fraction]]:
    """From the lowest level. Every sequence of cohort outcomes is played to its end, with its chance."""
    levels = len(rates)
    chosen, treated = [Fraction(0)] * (levels + 1), [Fraction(0)] * levels
    toxic = stopped = Fraction(0)
    rows = {
        n: table(method, target, low, high, n, prior, cutoff, least)
        for n in range(cohort, cohort * cohorts + 1, cohort)
    }
    played: set[tuple[int, ...]] = set()
    for outcomes in product(range(cohort + 1), repeat=cohorts):
        counts, at, shut, chance, over = [(0, 0)] * levels, 0, levels, ONE, False
        used = 0
        for more in outcomes:
            used += 1
            chance *= comb(cohort, more) * rates[at] ** more * (1 - rates[at]) ** (cohort - more)
            n, y = counts[at][0] + cohort, counts[at][1] + more
            counts[at] = (n, y)
            letter = rows[n][y]
            if letter == "X":
                shut = min(shut, at)
                if at == 0:
                    over = True
                    break
                at -= 1
            elif letter == "E" and at + 1 < shut:
                at += 1
            elif letter == "D" and at:
                at -= 1
        if outcomes[:used] in played:
            continue
        played.add(outcomes[:used])
        dose = mtd(target, tuple(counts), prior, cutoff, least)
        chosen[levels if dose is None else dose] += chance
        treated = [before + chance * n for before, (n, _) in zip(treated, counts, strict=True)]
        toxic += chance * sum(y for _, y in counts)
        stopped += chance * over
    return {"chosen": chosen, "treated": treated, "toxic": [toxic], "stopped": [stopped]}
