"""Sentences copied from a protocol on paper: headers, times, shares, connections between lines."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake

NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_NUMBER = rf"(?:\d+|{'|'.join(NUMBERS)})"
_SPAN = rf"(?:{_NUMBER})[ -]?(?:days?|weeks?|wks?|months?|years?|yrs?|hours?)"
_SIDE = r"(?:before|prior to|preceding|after|following|of)"
_TIMES = (
    rf"(?:at|within {_SPAN} {_SIDE}|(?:less|more) than {_SPAN} {_SIDE}|before|after|prior to|since|during)"
)

_HEADER = re.compile(
    rf"""(?:(?P<least>at\ least|not?\ (?:less|fewer)\ than|>=|≥)\ ?(?P<n>{_NUMBER})
    | (?P<most>at\ most|not?\ more\ than|<=|≤)\ ?(?P<m>{_NUMBER})
    | (?P<or_more>{_NUMBER})\ or\ more | exactly\ (?P<exactly>{_NUMBER}) | (?P<bare>{_NUMBER})
    | (?P<any>any(?:\ one)?|either|one\ or\ more) | (?P<all>all|each|both|every\ one)
    | (?P<none>none|neither|not\ any))
    (?:\ of)?(?:\ the)?(?:\ following)?(?:\ (?:criteria|conditions|items|points|statements))?
    (?:\ (?:is|are|must\ be|must|applies|apply|has\ to\ be|have\ to\ be))?
    (?:\ (?:met|fulfilled|present|true|satisfied|apply))?
    \ *:?""",
    re.VERBOSE | re.IGNORECASE,
)


def header_in_words(m: Mistake) -> Diagnostic | None:
    """`any of the following:`, `at least two of the following:`, `All criteria:`."""
    for line in (m.line, m.header):
        if line is None or not line.indent or (line is not m.line and m.before.strip()):
            continue
        text = m.text_of(line).split("#")[0].rstrip()
        found = _HEADER.fullmatch(text)
        if found is None or not (text.endswith(":") or m.deeper or line is m.header):
            continue
        right = _header(found)
        if right[:-1] != text.rstrip(" :").lower():
            why = "Headers are any of, all of, none of, at least n of, at, if, unless and otherwise."
            message = f"“{text.rstrip(' :')}” is no header of a block; did you mean “{right[:-1]}”?"
            length = len(text.rstrip(" :"))
            return m.found("unknown-header", message, why, right, line.start, length)
    return None


def _header(found: re.Match[str]) -> str:
    if n := found["n"] or found["or_more"]:
        return f"at least {_digits(n)} of:"
    if m := found["m"]:
        return f"at most {_digits(m)} of:"
    if n := found["exactly"]:
        return f"exactly {_digits(n)} of:"
    if n := found["bare"]:
        return "any of:" if _digits(n) == "1" else f"at least {_digits(n)} of:"
    return "any of:" if found["any"] else "all of:" if found["all"] else "none of:"


def _digits(word: str) -> str:
    return NUMBERS.get(word.lower(), word)


def number_in_words(m: Mistake) -> Diagnostic | None:
    """`within four weeks before screening`, `at least two distinct agents`."""
    digits = NUMBERS.get(m.word.lower())
    if digits is None or "NUMBER" not in m.expected:
        return None
    repair = f"{m.before}{digits}{m.here[len(m.word) :]}".strip()
    why = "A number in figures is found at a glance, and no two of its spellings can differ."
    return m.found("number-in-words", f"The number “{m.word}” is written {digits}.", why, repair)


def when_first(m: Mistake) -> Diagnostic | None:
    """`at screening QMG >= 11`, `within 4 weeks before screening no IVIg`."""
    visits = "|".join(map(re.escape, sorted(m.visits, key=len, reverse=True))) or r"[^\W\d]\w*"
    found = re.match(
        rf"(?P<when>{_TIMES} (?:the )?(?:{visits}))(?: visit)?(?:, *| +)(?=\S)(?![.:])",
        m.whole,
        re.IGNORECASE,
    )
    if not found or re.match(r"(?:and|or|until)\b", m.whole[found.end() :]):
        return None
    when = _when(found["when"])
    return m.found(
        "when-not-last",
        f"The when (“{found['when']}”) comes last, after the test.",
        "A condition is thing, test, when. If the words are part of a name, set it in backticks.",
        f"{m.whole[found.end() :].rstrip(' .')} {when}",
        m.line.start,
        len(found["when"]),
    )


def _when(words: str) -> str:
    words = re.sub(r"\b(?:prior to|preceding)\b", "before", words)
    words = re.sub(r"\b(?:since|following)\b", "after", words)
    words = re.sub(r"\bduring\b", "at", words)
    return re.sub(r" the (?=[^ ]+$)", " ", words[0].lower() + words[1:])


def time_in_words(m: Mistake) -> Diagnostic | None:
    """`in the last 4 weeks`, `4 weeks prior to screening`, `for 4 weeks before screening`, `from A to B`."""
    for shape, words in _TIME_SHAPES:
        found = shape.search(m.bare)
        if not found or not found.start() <= m.at - m.line.start <= found.end():
            continue
        right = words(found, m)
        why = "A when says how far from which visit, and on which side: `within 4 weeks before screening`."
        if right.strip() == found[0].strip():
            continue
        fixed = f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}"
        message = f"“{found[0].strip()}” is no time of this language; write “{right.strip()}”."
        if "…" in right and "…" not in m.whole:
            fixed = m.anchored(fixed)
            why = "A time is counted from a visit: only the author knows from which."
        start = m.line.start + found.start() + len(found[0]) - len(found[0].lstrip())
        return m.found("unknown-when", message, why, fixed, start, len(found[0].strip()))
    return None


def _within(found: re.Match[str], m: Mistake) -> str:
    side = "after" if (found["side"] or "") in ("after", "following") else "before"
    if found[0].startswith(" for ") and not re.search(r"\bno ", m.whole[: found.start()]):
        if side == "after":
            return f" from {found['visit']} until {_span(found['span'])} after {found['visit']}"
        return _throughout(found, m)
    return f" within {_span(found['span'])} {side} {found['visit'] or '…'}"


def _throughout(found: re.Match[str], m: Mistake) -> str:
    return f" for at least {_span(found['span'])} before {found['visit'] or '…'}"


def _whole_time(found: re.Match[str], m: Mistake) -> str:
    """`for at least 1 year` without its end."""
    return f" {found['words']} {_span(found['span'])} before …"


def _as_far(found: re.Match[str], m: Mistake) -> str:
    """`less than 4 weeks prior to baseline`."""
    side = "after" if found["side"] in ("after", "following") else "before"
    return f" {found['words']} {_span(found['span'])} {side} {found['visit']}"


def _from_until(found: re.Match[str], m: Mistake) -> str:
    return f" from {_visit(found['a'])} until {_visit(found['b'])}"


def _visit(name: str) -> str:
    return f"`{name}`" if re.search(r" -?\d", name) else name


def _span(words: str) -> str:
    number, unit = re.split(r"[ -]", words, maxsplit=1) if re.search(r"[ -]", words) else ("1", words)
    return f"{_digits(number)} {unit}"


_VISIT = (
    r"(?: (?P<side>before|prior to|preceding|after|following) (?:the )?"
    r"(?P<visit>(?:first|last|second) [^\W\d_][\w-]*|[^\W\d_][\w-]*))"
)
_VISIT_OF = _VISIT.replace("before|prior to", "before|of|prior to")
_LAST = r"(?:last|past|previous|preceding|prior)"
_DISTANCE_GIVEN = "".join(
    rf"(?<!{word})" for word in ("within", "than", "least", "until", "from", "any", r"\bat", r"\bon")
)
_TIME_SHAPES = (
    (
        re.compile(
            rf" (?:with)?(?:in|over|during) the (?:{_LAST} )?"
            rf"(?P<span>(?:{_SPAN}|day|week|month|year)){_VISIT_OF}?"
        ),
        _within,
    ),
    (re.compile(rf" for (?:at least )?the {_LAST} (?P<span>{_SPAN}){_VISIT}?"), _within),
    (re.compile(rf" within(?: (?:a|the))?(?: {_LAST})? (?P<span>{_SPAN}){_VISIT}"), _within),
    (re.compile(rf" within(?: (?:a|the))? {_LAST} (?P<span>{_SPAN}){_VISIT_OF}"), _within),
    (re.compile(rf" (?P<words>less than|more than|at least) (?P<span>{_SPAN}){_VISIT}"), _as_far),
    (re.compile(rf"(?<=unchanged) (?:for|over|during|in)? ?(?P<span>{_SPAN}){_VISIT}"), _throughout),
    (re.compile(rf"{_DISTANCE_GIVEN} (?:(?:for|during|in|over|the) )?(?P<span>{_SPAN}){_VISIT}"), _within),
    (re.compile(rf" (?P<words>for at least|for more than) (?P<span>{_SPAN})$"), _whole_time),
    (re.compile(r" from (?P<a>[^\W\d_][\w -]*?) to (?P<b>[^\W\d_][\w -]*)$"), _from_until),
)


def header_and_line(m: Mistake) -> Diagnostic | None:
    """`if sex is male, agrees to …`, `if A then B`."""
    found = re.match(r"(?P<head>(?:if|unless) .+?)(?:,? then | *, *)(?P<rest>\S.*)", m.whole, re.IGNORECASE)
    if not found or "{" in found["head"] or m.deeper:
        return None
    head = found["head"].split(" ", 1)
    return m.found(
        "block-on-header-line",
        "What belongs to this header stands on lines of its own.",
        "A header ends with its colon, so that every line below can be read alone.",
        m.block(f"{head[0].lower()} {head[1]}:\n    {found['rest'].rstrip(' .')}"),
        m.line.start + found.start("rest"),
        len(found["rest"]),
    )


def split_junction(m: Mistake) -> Diagnostic | None:
    """`diabetes and` / `epilepsy`: a connection at the end or the beginning of a line, or alone on one."""
    text = m.whole.split("#")[0].rstrip()
    ends = re.search(r"(?:^|.* )(and|or)$", text, re.IGNORECASE)
    begins = re.match(r"(and|or) \S", text, re.IGNORECASE)
    found = ends or begins
    if not found or m.line.indent == 0:
        return None
    word = found[1].lower()
    above, below = m.beside
    lines = [text[: found.start(1)].strip() if ends else "", text[found.end(1) :].strip() if begins else ""]
    listed = [above if begins or not lines[0] else "", *lines, below if ends else ""]
    parts = [line for line in listed if line]
    if word == "or":
        repair = m.block("any of:\n" + "\n".join(f"    {part}" for part in parts))
    else:
        repair = m.block("\n".join(parts))
    return m.found(
        "split-junction",
        f"“{found[1]}” joins things on one line; lines are joined by the block they stand in.",
        "Lines together mean all of them. Below `any of:` one is enough, which admits other patients.",
        repair,
        m.line.start + found.start(1),
        m.reach - m.line.start - found.start(1) if ends and m.deeper else len(found[1]),
    )


def and_or(m: Mistake) -> Diagnostic | None:
    found = re.search(r"\band ?/ ?or\b", m.bare, re.IGNORECASE)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    return m.found(
        "foreign-sign",
        f"“{found[0]}” is no connection of this language; write “or”.",
        "`or` holds when one of the two holds, and when both do.",
        f"{m.whole[: found.start()]}or{m.whole[found.end() :]}",
        m.line.start + found.start(),
        len(found[0]),
    )


def end_mark(m: Mistake) -> Diagnostic | None:
    """`diabetes.`, `diabetes;`, `diabetes; epilepsy`, `QMG >= 11, MG-ADL >= 5 at screening`."""
    if m.word[:1] not in (".", ";", ",") or ("RBRACE" in m.expected and "{" in m.before):
        return None
    rest = m.here[1:].strip()
    conditions = m.word == ";" or (m.word == "," and _parts_conditions(m.before, rest))
    if (rest and not conditions) or m.line.indent == 0 or not m.before.strip():
        return None
    first, mark = m.before.strip(), m.word[:1]
    when = re.search(rf" (?:{WHENS})\b.*", rest)
    if when and not re.search(rf"\b(?:{WHENS})\b", first):
        first += when[0]
    return m.found(
        "end-mark",
        f"“{mark}” parts no conditions." if rest else f"A line ends without “{mark}”.",
        "Each line is one condition; its end is the end of the line.",
        m.block(f"{first}\n{rest}") if rest else first,
        length=1,
    )


def _parts_conditions(before: str, rest: str) -> bool:
    """The comma follows a condition, not a member of a list: of visits, of values."""
    sign = re.compile(r"[<>=≥≤]|\bbetween\b")
    own_when = re.search(rf"\b(?:{WHENS})\b", before)
    return bool(sign.search(before) and re.match(r"[^\W\d]", rest) and (sign.search(rest) or not own_when))


def share_in_words(m: Mistake) -> Diagnostic | None:
    """`50% of QMG from ocular items`."""
    found = re.search(r"(\d[\d.]*) ?(?:%|percent) of (?:the )?(?:total )?([^\W\d_][\w-]*)", m.bare)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    share = f"ocular share of {found[2]}"
    when = re.search(r" (?:at|within|before|after)\b.*", m.whole)
    rest = when[0] if when else ""
    return m.found(
        "share-in-words",
        "A share is named by its part and its instrument, and then compared.",
        "Which part is meant, and on which side of the limit, admits other patients.",
        f"write either\n{share} <= {found[1]}%{rest}\nor\n{share} > {found[1]}%{rest}",
        m.line.start + found.start(),
        len(found[0]),
    )


EXAMPLES = (
    header_in_words, split_junction, and_or, header_and_line, share_in_words, end_mark,
    number_in_words, when_first, time_in_words,
)  # fmt: skip
