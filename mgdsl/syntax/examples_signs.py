"""Comparisons in words, and signs that other texts use for them."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake

SIGN_WORDS = {
    "at least": ">=", "at most": "<=", "more than": ">", "less than": "<", "greater than": ">", "over": ">",
    "higher than": ">", "lower than": "<", "above": ">", "below": "<", "under": "<", "older than": ">",
    "younger than": "<", "equal to": "=", "equals": "=", "exactly": "=", "up to": "<=", "at or above": ">=",
    "at or below": "<=", "not exceeding": "<=", "minimum": ">=", "maximum": "<=", "a minimum of": ">=",
    "a maximum of": "<=", "not less than": ">=", "not more than": "<=", "no less than": ">=",
    "no more than": "<=",
    "not greater than": "<=", "not above": "<=", "not below": ">=", "not under": ">=", "not over": "<=",
    "greater than or equal to": ">=", "more than or equal to": ">=", "less than or equal to": "<=",
    "equal to or greater than": ">=", "equal to or more than": ">=", "equal to or less than": "<=",
    "not older than": "<=", "no older than": "<=", "not younger than": ">=", "no younger than": ">=",
    "greater or equal to": ">=", "less or equal to": "<=",
}  # fmt: skip
_BEHIND = {
    **dict.fromkeys(("older", "over", "above", "more", "greater", "higher", "up", "upwards"), ">="),
    **dict.fromkeys(("younger", "below", "less", "under", "lower", "fewer"), "<="),
}
_WORDS = "|".join(sorted(SIGN_WORDS, key=len, reverse=True))
_SIGN_BEFORE = re.compile(
    r"(?<!for)(?<!over)(?<!within)(?P<lead>(?: (?:is|are|of|with|must be|should be|has to be))*)"
    rf" (?P<words>{_WORDS}) (?=[\d?])"
)
_SIGN_BEHIND = re.compile(
    r" (?P<number>\d[\d.]*(?: ?[^\W\d]\S*?)?)"
    rf"(?P<words>\+| ?(?:or|and) (?P<word>{'|'.join(_BEHIND)})(?: than)?)"
    r"(?: (?:old|of age))?(?=\s|$)"
)


def sign_in_words(m: Mistake) -> Diagnostic | None:
    """`QMG at least 11`, `age is greater than 18`, `age 18 years or older`."""
    if re.match(r"[a-z]+ *:", m.whole):
        return None
    behind = _SIGN_BEHIND.search(m.bare)
    if behind and behind.start() and behind.start() <= m.at - m.line.start <= behind.end():
        sign = _BEHIND[behind["word"] or "over"]
        if behind["word"] and not re.search(r"[<>=≥≤]\s*$", m.whole[: behind.start()]):
            return _said(m, behind["words"].strip(), behind, f" {sign} {behind['number']}")
        if not behind["word"]:
            return _said(m, behind["words"], behind, f" >= {behind['number']}")
    found = _SIGN_BEFORE.search(m.bare)
    if not found or not found.start():
        return None
    return _said(m, found[0].strip(), found, f" {SIGN_WORDS[found['words']]} ")


def _said(m: Mistake, words: str, found: re.Match[str], right: str) -> Diagnostic:
    start = m.whole.index(words, found.start())
    return m.found(
        "words-for-comparison",
        f"“{words}” beside a number is written {right.split()[0]}.",
        "At least, less than and their like begin counts and distances; comparisons have signs.",
        f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}",
        m.line.start + start,
        len(words),
    )


def parted_sign(m: Mistake) -> Diagnostic | None:
    """`> = 11`, `>= −3`."""
    if m.word == "=" and (left := re.search(r"([<>!]) +$", m.before)):
        sign = f"{left[1]}="
        return m.found(
            "foreign-sign",
            f"“{left[0]}=” is one sign, written {sign}.",
            "Each comparison and each connection has one spelling, so that a line can be read aloud.",
            f"{m.before[: left.start()]}{sign}{m.here[1:]}",
            m.line.start + left.start(),
            len(left[0]) + 1,
        )
    if (
        m.word in ("−", "–", "—")
        and re.match(r".\d", m.here)
        and re.search(r"[<>=≥≤] *$|between $", m.before)
    ):
        why = "A dash of a word processor looks like the minus sign and is none."
        return m.found("foreign-sign", f"“{m.word}” is written “-”.", why, f"{m.before}-{m.here[1:]}".strip())
    return None


def about(m: Mistake) -> Diagnostic | None:
    """`QMG ~ 11`, `age 50 ± 5 years`."""
    found = re.search(r" (?P<mid>\d+) ?(?:±|\+/-|\+-) ?(?P<by>\d+)", m.bare)
    if found and found.start() <= m.at - m.line.start <= found.end():
        low, high = int(found["mid"]) - int(found["by"]), int(found["mid"]) + int(found["by"])
        right = f" between {low} and {high}"
    elif m.word in ("~", "≈", "∼") and (
        found := re.compile(r"[~≈∼] ?(?P<mid>\d[\d.]*)").match(m.whole, len(m.before))
    ):
        right = f"between … and … (around {found['mid']})"
    else:
        return None
    return m.found(
        "dashed-range",
        f"A range is written `{right.strip()}`.",
        "Each end of a range decides about patients, so each is written out.",
        f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}".strip(),
        m.line.start + found.start() + len(found[0]) - len(found[0].lstrip()),
        len(found[0].strip()),
    )


_SIGNED = re.compile(r" ?\((?P<sign>[+−–-]|pos(?:itive)?|neg(?:ative)?)(?:ve)?\)", re.IGNORECASE)


def signed_results(m: Mistake) -> Diagnostic | None:
    """`HBsAg (-) and anti-HBc (+) at screening`."""
    found = next((each for each in _SIGNED.finditer(m.whole) if each.end() >= m.at - m.line.start), None)
    if found is None or m.line.indent == 0:
        return None
    line = _SIGNED.sub(lambda each: f" is {_result(each)}", m.whole)
    when = re.search(rf" (?:{WHENS})\b.*$", line)
    if len(_SIGNED.findall(m.whole)) > 1 and when:
        line = f"({line[: when.start()]}){when[0]}"
    said = found[0].strip()
    return m.found(
        "foreign-sign",
        f"“{said}” behind a test is written “is {_result(found)}”.",
        "Brackets hold conditions or arguments, and a sign alone is soon lost in copying.",
        line,
        m.line.start + m.whole.index(said, found.start()),
        len(said),
    )


def _result(found: re.Match[str]) -> str:
    return "positive" if found["sign"].lower().startswith(("+", "pos")) else "negative"


def several_nots(m: Mistake) -> Diagnostic | None:
    """`not pregnant, not breast-feeding at screening`."""
    found = re.fullmatch(
        rf"(?:not|neither) (?P<all>.+?(?:,| nor| and not| or not) .+?)(?P<when> (?:{WHENS})\b.*)?", m.whole
    )
    if not found or not m.line.indent or re.search(r"[<>=≥≤{(]", m.whole):
        return None
    names = [each.strip() for each in re.split(r",| nor | and | or ", found["all"])]
    listed = ", ".join(re.sub(r"^(?:not|nor|and|or) ", "", name) for name in names if name)
    return m.found(
        "list-without-braces",
        "Several things that must not hold are a list in braces.",
        "Without braces it cannot be seen where a list ends, and how far its `not` reaches.",
        f"none of {{{listed}}}{found['when'] or ''}",
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (signed_results, several_nots, parted_sign, about, sign_in_words)
