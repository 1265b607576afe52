"""Values of a design as protocols print them: `3+3`, `25% to 35%`, `< 33%`, `1/3`, `5, 10 and 20 mg`."""

import re
from fractions import Fraction

from mgdsl.lang.numbers import show
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.dosing_names import (
    AS_COMMENT,
    INSTEAD,
    METHODS_TOLD,
    NO_PROPERTY,
    OTHER_NAMES,
    OTHER_RULES,
    PROPERTIES,
    mixed_method,
    plain_key,
)
from mgdsl.syntax.mistake import Mistake
from mgdsl.syntax.outline import without_comment

_LINE = re.compile(r"(?P<key>[^:]+?) *: *(?P<value>[^\s:].*)")
_METHOD = re.compile(r"(?<![\w-])(?:Keyboard|mTPI-2|BOIN)(?![\w-])", re.IGNORECASE)
_RATE = r"(\d+(?:\.\d+)?) ?(%?)"
_INTERVAL = re.compile(rf"(?:from |between )?[(\[]?{_RATE} ?(?:-|–|—|to|and|,|;) ?{_RATE}[)\]]?")
_AROUND = re.compile(rf"(?:{_RATE} ?)?(?:±|\+ ?/ ?-|\+-|plus or minus) ?{_RATE}")
_LIMIT = re.compile(rf"(?:<=?|≤|below|less than|under|at most|not more than|no more than) ?{_RATE}")
_CUTOFF = re.compile(
    rf".*(?:>=?|≥|above|over|more than|exceeds) ?{_RATE}(?: probability| chance| posterior probability)?"
)
_RATIO = re.compile(
    r"(?P<sign><=?|≤|less than |below )? ?(?P<part>\d{1,2}) ?(?:/|in|of|out of) ?(?P<whole>\d{1,2})"
)
_NUMBER = re.compile(
    r"(?:up to|at most|at least|<=?|≤|>=?|≥|=|n ?=|maximum of|about|of) ?(\d+)(?: [^\W\d][^:\d]*)?"
    r"|(\d+) [^:\d]+"
)
_LASTS = re.compile(r"\d+ (?:days?|weeks?|months?)\b")
_DOSES = re.compile(r" ?(?:;|→|->|<|>|, ?and\b|, ?then\b|\band\b|\bthen\b) ?")
_INSIDE = ("target key", "margins")
_NAMED = re.compile(r"[^\W\d]\w* ?= ?(?=\d)")
_BOTH = re.compile(rf"{_RATE} ?[(\[,;] ?(?:interval|range|key|target key)?:? ?(?P<interval>\d.*?)[)\]]?")
_LEVEL = re.compile(r"(?:(?:dose )?level|dl) ?(\d+)", re.IGNORECASE)
_LEVEL_LINE = re.compile(r"(?:(?:dose )?level|dl|dose|cohort) ?-?\d+ *: *(\d.*)", re.IGNORECASE)
_CHANGING = re.compile(r"(\d+),? (?:then|and then|and later|followed by) (\d+).*")
_CELLS = re.compile(
    r"(\d[\d.eE+]*) (?P<kind>(?:[^\W\d][\w+-]* )+)(?P<cells>cells|vg)(?: ?(?:/|per) ?(?P<per>kg|m2))?(?!\w)"
)
_REMARK = re.compile(r"(\d[\d.]*%?) \(([^()]*)\)")
_NUMBERED = re.compile(r"^ +`?(?!phi|φ)[^\W\d][^:\n]*\d`? *:", re.MULTILINE)
"""A level that has a number in its name, which need not be its number from the lowest."""
_OPTIONAL = ("stop with", "extra safety", "elimination needs", "prior", "toxicity", "window", "scenarios")
_COUNTS = ("cohort size", "maximum", "stop with", "elimination needs")
_RISING = "They stand from the lowest to the highest, the unit behind the last or behind each."
_ONE_FORM = "A value in one form reads the same to everybody, and to every table."


def design_line(m: Mistake) -> Diagnostic | None:
    """One line of a design that does not parse, and whose value can be told."""
    if not m.line.indent or not re.match(r"dose finding\b", m.text_of(m.lines[0])):
        return None
    below = m.header is not m.lines[0]
    if not below and _LEVEL_LINE.fullmatch(m.whole):
        return _levels_apart(m)
    if (counted := _CELLS.search(m.bare)) and (below or m.whole.startswith(("levels", "start"))):
        return _cells(m, counted)
    found = _LINE.fullmatch(m.whole)
    if not found or below:
        return None
    key, value, at = found["key"], found["value"], found.start("value")
    word = plain_key(key)
    if word in NO_PROPERTY:
        message = f"A design has no `{key}`: no table here follows such a rule."
        return m.found("unknown-property", message, NO_PROPERTY[word], AS_COMMENT, m.line.start, len(key))
    word = OTHER_NAMES.get(word, word)
    if word == "method":
        return _method(m, value, at)
    if word == "levels":
        return _levels(m, word, value, at)
    made = _written(m, word, value) if word in PROPERTIES else None
    if made is None:
        return None
    message, why, repair = made
    return m.found("design-form", message, why, repair, m.line.start + at, len(value))


def _cells(m: Mistake, found: re.Match[str]) -> Diagnostic:
    """`5e5 CAR+ T cells/kg`: the kind of cell is no part of the unit."""
    unit = f"{found['cells']}{'/' + found['per'] if found['per'] else ''}"
    repair = f"{_CELLS.sub(rf'{chr(92)}1 {unit}', m.whole)}  # {found['kind']}{found['cells']}"
    message = f"The unit is {unit}; which cells they are is a comment."
    why = "A unit is one word, so that doses can be compared."
    return m.found(
        "design-form", message, why, repair, m.line.start + found.start("kind"), len(found["kind"])
    )


def design_words(m: Mistake) -> Diagnostic | None:
    """A sentence of the protocol in a block."""
    head = re.match(r"dose finding\b", m.text_of(m.lines[0]))
    if not head or m.header is not m.lines[0] or ":" in m.bare or not re.match(r"[^\W\d]+ \S+ ", m.whole):
        return None
    message = "A design holds properties alone, each with a colon."
    why = "A sentence reaches no table; as a comment it stays where it belongs."
    return m.found("design-form", message, why, f"# {m.whole}", m.line.start, len(m.whole))


def _block(m: Mistake) -> str:
    """The block as it stands in the file."""
    return m.source.text[m.lines[0].start : m.lines[-1].end]


def _levels_apart(m: Mistake) -> Diagnostic:
    """`dose level 1: 5 mg`, a line each, without `levels:`."""
    each = (_LEVEL_LINE.fullmatch(without_comment(line).strip()) for line in _block(m).split("\n"))
    repair = f"levels: {', '.join(found[1] for found in each if found)}"
    message = "The doses stand in one line, or below `levels:`."
    return m.found("design-form", message, _RISING, repair, m.line.start, len(m.whole))


def _method(m: Mistake, value: str, at: int) -> Diagnostic:
    start, named = m.line.start + at, _METHOD.findall(value)
    if len(named) == 1 and not mixed_method(value):
        message = f"The method is one word: {named[0]}."
        why = "What else belongs to it is said by the other properties."
        return m.found("design-form", message, why, f"method: {named[0]}", start, len(value))
    message = f"`{value}` is not among the methods; there are {METHODS_TOLD}."
    return m.found("no-such-method", message, OTHER_RULES, INSTEAD, start, len(value))


def _levels(m: Mistake, key: str, value: str, at: int) -> Diagnostic | None:
    """`5 mg, 10 mg and 20 mg`, `5 → 10 → 20 mg`."""
    dashed = re.fullmatch(r"\d[\d.]*(?: ?[-–/] ?\d[\d.]*){2,}( .*)?", value)
    value = re.sub(r"(?<=\d) ?[-–/] ?(?=\d)", ", ", value) if dashed else value
    parts = [part.strip() for part in re.split(r" ?, ?", _DOSES.sub(", ", value)) if part.strip()]
    if not (dashed or _DOSES.search(value)) or not all(re.match(r"\d", part) for part in parts):
        return None
    repair = f"{key}: {', '.join(parts)}"
    message = "The doses are parted by commas."
    return m.found("list-without-commas", message, _RISING, repair, m.line.start + at, len(m.whole) - at)


def _written(m: Mistake, key: str, value: str) -> tuple[str, str, str] | None:
    """What is wrong, why, and the line to write."""
    if key in _OPTIONAL and value.lower() in ("no", "none", "not applicable", "n/a", "na"):
        return f"`{key}` is left out where there is none.", _ONE_FORM, "delete the line"
    if key == "toxicity":
        return "`toxicity` is a text in quotes.", _ONE_FORM, f'toxicity: "{value.replace(chr(34), chr(39))}"'
    if key == "start" and (level := _LEVEL.fullmatch(value)):
        repair = f"start: `{value}`" if _NUMBERED.search(_block(m)) else f"start: {level[1]}"
        return "A level is its number, its name or its dose.", _ONE_FORM, repair
    if key == "start" and re.fullmatch(r"(?:the )?lowest(?: dose)?(?: level)?", value, re.IGNORECASE):
        return "A level is its number, its name or its dose.", _ONE_FORM, "start: 1"
    if key == "prior" and (prior := re.fullmatch(r"[Bb]eta ?\((\d[\d.]*) ?, ?(\d[\d.]*)\)", value)):
        return "The prior is its two numbers.", _ONE_FORM, f"prior: {prior[1]}, {prior[2]}"
    if (
        key in (*_COUNTS, "target", "eliminate above")
        and (remark := _REMARK.fullmatch(value))
        and not _INTERVAL.fullmatch(remark[2])
    ):
        bare = remark[1] if key in _COUNTS or remark[1].endswith("%") else _percent(remark[1], "")
        return "A remark stands behind the sign #.", _ONE_FORM, f"{key}: {bare}  # {remark[2]}"
    if _NAMED.search(value):
        bare = _NAMED.sub("", value)
        if key in (*_INSIDE, "target", "eliminate above", "phi1", "phi2"):
            bare = re.sub(r"(\d[\d.]*) ?(%?)", lambda rate: _percent(rate[1].rstrip("."), rate[2]), bare)
        return f"The values of `{key}` stand alone.", _ONE_FORM, f"{key}: {bare}"
    if key in _INSIDE and (found := _INTERVAL.fullmatch(value)):
        return _interval(m, key, found)
    if (found := _AROUND.fullmatch(value)) and key in (*_INSIDE, "target"):
        margin, rate = _percent(found[3], found[4]), found[1] and _percent(found[1], found[2])
        margins = f"margins: {margin}, {margin}"
        repair = m.block(f"target: {rate}\n{margins}") if key == "target" and rate else margins
        return "Margins are written without a sign: below the target, and above it.", _ONE_FORM, repair
    if key == "target" and (found := _BOTH.fullmatch(value)):
        inside = _INTERVAL.fullmatch(found["interval"])
        if inside:
            *_, line = _interval(m, "target key", inside)
            repair = m.block(f"target: {_percent(found[1], found[2])}\n{line.strip()}")
            return "The interval around the target stands in a line of its own.", _ONE_FORM, repair
    if key == "target":
        return _target(value)
    if key in ("eliminate above", "extra safety") and (found := _CUTOFF.fullmatch(value)):
        return f"`{key}` is the probability alone.", _ONE_FORM, f"{key}: {_percent(found[1], found[2])}"
    if key in _COUNTS and (found := _NUMBER.fullmatch(value)):
        people = " participants" if key == "maximum" else ""
        return f"`{key}` is one number.", _ONE_FORM, f"{key}: {found[1] or found[2]}{people}"
    if key == "cohort size" and (
        found := re.fullmatch(r"(\d+),? (?:then|and then|and later|followed by) (\d+).*", value)
    ):
        why = "Cohorts are of one size for the whole trial; a run-in of others is not offered."
        return f"`{key}` is one number.", why, f"write `{key}: {found[2]}`, and keep the rest as a comment"
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
