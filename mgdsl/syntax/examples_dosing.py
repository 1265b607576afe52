"""Values of a design as protocols print them: `3+3`, `25% to 35%`, `< 33%`, `1/3`, `5, 10 and 20 mg`."""

import re
from fractions import Fraction

from mgdsl.lang.numbers import show
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.methods import INSTEAD, METHODS_TOLD, OTHER_RULES
from mgdsl.syntax.mistake import Mistake

_LINE = re.compile(r"(?P<key>[^:]+?) *: *(?P<value>[^\s:].*)")
_METHOD = re.compile(r"(?<![\w-])(?:Keyboard|mTPI-2|BOIN)(?![\w-])", re.IGNORECASE)
_RATE = r"(\d+(?:\.\d+)?) ?(%?)"
_INTERVAL = re.compile(rf"(?:from |between )?[(\[]?{_RATE} ?(?:-|–|—|to|and|,|;) ?{_RATE}[)\]]?")
_AROUND = re.compile(rf"(?:{_RATE} ?)?(?:±|\+ ?/ ?-|\+-|plus or minus) ?{_RATE}")
_LIMIT = re.compile(rf"(?:<=?|≤|below|less than|under|at most|not more than|no more than) ?{_RATE}")
_CUTOFF = re.compile(rf".*(?:>=?|≥|above|over|more than|exceeds) ?{_RATE}")
_RATIO = re.compile(
    r"(?P<sign><=?|≤|less than |below )? ?(?P<part>\d{1,2}) ?(?:/|in|of|out of) ?(?P<whole>\d{1,2})"
)
_NUMBER = re.compile(
    r"(?:up to|at most|<=?|≤|=|n ?=|maximum of|about|of) ?(\d+)(?: [^\W\d][^:\d]*)?|(\d+) [^:\d]+"
)
_LASTS = re.compile(r"\d+ (?:days?|weeks?|months?)\b")
_DOSES = re.compile(r" ?(?:;|→|->|<|>|, ?and\b|, ?then\b|\band\b|\bthen\b) ?")
_INSIDE = ("target key", "margins", "target interval", "equivalence interval", "interval", "key")
_COUNTS = ("cohort size", "maximum", "stop with", "elimination needs")
_ONE_FORM = "A value in one form reads the same to everybody, and to every table."


def design_line(m: Mistake) -> Diagnostic | None:
    """One line of a design that does not parse, and whose value can be told."""
    found = _LINE.fullmatch(m.whole)
    if not found or not m.line.indent or not re.match(r"dose finding\b", m.text_of(m.lines[0])):
        return None
    key, value = found["key"], found["value"]
    at, word = found.start("value"), key.lower()
    if word in ("method", "design"):
        return _method(m, value, at)
    if word == "levels":
        return _levels(m, key, value, at)
    made = _written(m, word, value)
    if made is None:
        return None
    message, why, repair = made
    return m.found("design-form", message, why, repair, m.line.start + at, len(value))


def _method(m: Mistake, value: str, at: int) -> Diagnostic:
    start, named = m.line.start + at, _METHOD.findall(value)
    if len(named) == 1:
        message = f"The method is one word: {named[0]}."
        why = "What else belongs to it is said by the other properties."
        return m.found("design-form", message, why, f"method: {named[0]}", start, len(value))
    message = f"`{value}` is not among the methods; there are {METHODS_TOLD}."
    return m.found("no-such-method", message, OTHER_RULES, INSTEAD, start, len(value))


def _levels(m: Mistake, key: str, value: str, at: int) -> Diagnostic | None:
    """`5 mg, 10 mg and 20 mg`, `5 → 10 → 20 mg`."""
    parts = [part.strip() for part in re.split(r" ?, ?", _DOSES.sub(", ", value)) if part.strip()]
    if not _DOSES.search(value) or not all(re.match(r"\d", part) for part in parts):
        return None
    repair = f"{key}: {', '.join(parts)}"
    message = "The doses are parted by commas."
    why = "They stand from the lowest to the highest, the unit behind the last or behind each."
    return m.found("list-without-commas", message, why, repair, m.line.start + at, len(value))


def _written(m: Mistake, key: str, value: str) -> tuple[str, str, str] | None:
    """What is wrong, why, and the line to write."""
    if key in _INSIDE and (found := _INTERVAL.fullmatch(value)):
        return _interval(m, key, found)
    if (found := _AROUND.fullmatch(value)) and key in (*_INSIDE, "target"):
        margin, rate = _percent(found[3], found[4]), found[1] and _percent(found[1], found[2])
        margins = f"margins: {margin}, {margin}"
        repair = m.block(f"target: {rate}\n{margins}") if key == "target" and rate else margins
        return "Margins are written without a sign: below the target, and above it.", _ONE_FORM, repair
    if key == "target":
        return _target(value)
    if key in ("eliminate above", "extra safety") and (found := _CUTOFF.fullmatch(value)):
        return f"`{key}` is the probability alone.", _ONE_FORM, f"{key}: {_percent(found[1], found[2])}"
    if key in _COUNTS and (found := _NUMBER.fullmatch(value)):
        people = " participants" if key == "maximum" else ""
        return f"`{key}` is one number.", _ONE_FORM, f"{key}: {found[1] or found[2]}{people}"
    if key in _COUNTS and (found := _INTERVAL.fullmatch(value)) and "%" not in value:
        why = "Cohorts are of one size for the whole trial, and its size is known before it begins."
        return f"`{key}` is one number.", why, f"write `{key}: {found[1]}` or `{key}: {found[3]}`"
    if key == "window":
        lasts = _LASTS.findall(value)
        repair = f"window: {lasts[0]}" if len(lasts) == 1 else f'window: "{value}"'
        why = "Who is still observed is computed from the day of treatment; words in quotes are printed only."
        return "The window is a number of days, weeks or months.", why, repair
    return None


def _interval(m: Mistake, key: str, found: re.Match[str]) -> tuple[str, str, str]:
    low = _percent(found[1], found[2] or found[4])
    high = _percent(found[3], found[4] or found[2])
    if any(re.match(r"method *: *BOIN\b", m.text_of(line).strip(), re.IGNORECASE) for line in m.lines):
        why = "phi1 is a rate that is too low, phi2 one that is too toxic."
        return "BOIN's two rates stand on a line each.", why, m.block(f"phi1: {low}\nphi2: {high}")
    right = f"{low.removesuffix('%')} to {high}"
    message = f"“{found[0]}” is written {right}"
    if key == "margins":
        message += " behind `target key`"
    why = "The sign % stands once, behind the upper end; margins are distances from the target."
    return f"{message}.", why, f"target key: {right}"


def _target(value: str) -> tuple[str, str, str] | None:
    """A limit is no target: the design looks for the rate, on both sides of it."""
    if found := _RATIO.fullmatch(value):
        rate = Fraction(int(found["part"]), max(int(found["whole"]), 1))
        if not found["sign"]:
            shown = f"{show(round(rate * 100, 4))}%"
            return "A rate is written in percent, with at most four decimals.", _ONE_FORM, f"target: {shown}"
    elif not (found := _LIMIT.fullmatch(value)):
        interval = _INTERVAL.fullmatch(value)
        if not interval:
            return None
        low, high = _percent(interval[1], interval[2] or interval[4]), _percent(interval[3], interval[4])
        message = "`target` is one rate; an interval around it is its target key."
        why = "The end of the trial selects the level nearest to one rate."
        right = f"target key: {low.removesuffix('%')} to {high}"
        return message, why, f"write `{right}`, and as `target` the rate that the protocol states"
    message = f"“{value}” is a limit, and no target."
    why = (
        "A design looks for one rate and goes to both sides of it; a limit such as fewer than 1 in 3 belongs "
        "to a 3+3."
    )
    return message, why, f'write the rate that is looked for, or\n    target: unspecified "a limit, {value}"'


def _percent(number: str, sign: str) -> str:
    """A bare number up to 1 is a ratio."""
    return f"{number if sign or Fraction(number) > 1 else show(Fraction(number) * 100)}%"


EXAMPLES = (design_line,)
