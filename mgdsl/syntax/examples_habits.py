"""Mistakes that other languages and paper teach: signs, quotes, numbers, dates, capitals."""

import re

from mgdsl.lang.days import days
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.keywords import COMBINED, FIRST, PHRASES, RESERVED
from mgdsl.syntax.mistake import WHENS, Mistake, upto_stop

_SIGNS = {
    "==": "=", "===": "=", "=>": ">=", "=<": "<=", "<>": "!=", "!==": "!=", "=!": "!=",
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "~": "not",
    "~=": "!=", ">==": ">=", "<==": "<=", ":=": "=",
}  # fmt: skip
_KEYWORDS = {*RESERVED, *PHRASES, *FIRST, *COMBINED}


def foreign_sign(m: Mistake) -> Diagnostic | None:
    """`==`, `&&`, `||`, `!`, `=>`, `=<`."""
    stem = re.search(r"[=<>!&|~:]*$", m.before.rstrip() if m.word[:1] in "<>=" else m.before)
    run = re.match(r"[=<>!&|~]*", m.here)
    assert stem is not None and run is not None
    sign = stem[0] + run[0]
    ours = _SIGNS.get(sign)
    if ours is None or not run[0]:
        return None
    start = m.line.start + stem.start()
    left, right = m.before[: stem.start()], m.here[run.end() :]
    truth = re.match(r" *(?P<yes>true|yes)?(?:false|no)?\b(?P<rest>.*)", right, re.IGNORECASE)
    if ours in ("=", "!=") and re.match(r" *(?:true|yes|false|no)\b", right, re.IGNORECASE) and truth:
        plain = f"{left.strip()}{truth['rest']}"
        negated = bool(truth["yes"]) != (ours == "=")
        why = "A yes or no fact is a condition by itself."
        said, fixed = m.at + run.end() - start, f"not {plain}" if negated else plain
        return m.found("yes-no-value", "A yes or no fact has no value to compare.", why, fixed, start, said)
    quoted = re.match(r" *[\"']([^\"']+)[\"']", right)
    if ours in ("=", "!=") and quoted:
        right = f" {quoted[1]}{right[quoted.end() :]}"
    if ours in ("=", "!=") and re.match(r" *[^\W\d_]", right):
        ours = "is" if ours == "=" else "is not"
        left, right = left.rstrip() + " ", " " + right.lstrip()
    counted = re.match(r"((?:any|no|every|at least \d+|at most \d+) )([^\W\d_][\w -]*?) *$", left)
    if ours in ("and", "or") and counted and (other := upto_stop(right.strip())):
        tail = right.strip()[len(other) :]
        fixed = f"{counted[1]}{{{counted[2]}, {other}}}{tail}"
        why = "What is counted together stands in braces."
        message = f"“{sign}” is not a sign of this language; a list stands in braces."
        return m.found("foreign-sign", message, why, fixed, start, m.at + run.end() - start)
    if ours in ("and", "or"):
        left, right = left.rstrip() + " ", " " + right.lstrip()
    elif ours == "not":
        right = " " + right.lstrip()
    return m.found(
        "foreign-sign",
        f"“{sign}” is not a sign of this language; write “{ours}”.",
        "Each comparison and each connection has one spelling, so that a line can be read aloud.",
        (left + ours + right).strip(),
        start,
        m.at + run.end() - start,
    )


def thousands(m: Mistake) -> Diagnostic | None:
    """`100,000` and `100 000`, `1.500.000`."""
    millions = re.search(r"\b\d{1,3}(?:\.\d{3}){2,}\b", m.whole)
    if millions and millions.start() <= m.at - m.line.start <= millions.end():
        plain = millions[0].replace(".", "")
        return m.found(
            "thousands-separator",
            f"A number is written without separators: {plain}.",
            "A point is the decimal sign, of which a number has one.",
            m.whole[: millions.start()] + plain + m.whole[millions.end() :],
            m.line.start + millions.start(),
            len(millions[0]),
        )
    left = re.search(r"(\d{1,3})\s?$", m.before)
    right = re.match(r"(?:[,' ’]?\d{3})+(?!\d)", m.here)
    if not left or not right or (right[0][0].isdigit() and not m.before.endswith(" ")):
        return None
    plain = left[1] + re.sub(r"\D", "", right[0])
    start = m.line.start + left.start()
    return m.found(
        "thousands-separator",
        f"A number is written without separators: {plain}.",
        "A comma parts the members of a list, and in many countries it is the decimal sign.",
        (m.before[: left.start()] + plain + _plain_thousands(m.here[right.end() :])).strip(),
        start,
        m.at + right.end() - start,
    )


def _plain_thousands(text: str) -> str:
    """What follows on the line, its other numbers without separators as well; a list in braces stays."""
    if "{" in text:
        return text
    return re.sub(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)", lambda number: number[0].replace(",", ""), text)


def decimal_comma(m: Mistake) -> Diagnostic | None:
    left, right = re.search(r"\d+$", m.before), re.match(r",(\d+)", m.here)
    if not left or not right:
        return None
    start = m.line.start + left.start()
    return m.found(
        "decimal-comma",
        "The decimal sign is a point.",
        "A comma parts the members of a list.",
        f"{m.before}.{m.here[1:]}".strip(),
        start,
        m.at + right.end() - start,
    )


def foreign_date(m: Mistake) -> Diagnostic | None:
    left = re.search(r"\d[\d./]*$", m.before)
    start = left.start() if left else len(m.before)
    date = re.match(r"(\d{1,4})([./])(\d{1,2})\2(\d{1,4})(?!\d)", m.whole[start:])
    if not date:
        return None
    readings = days(date[1], date[3], date[4])
    repair = "\nor\n".join(m.whole[:start] + each + m.whole[start + date.end() :] for each in readings)
    return m.found(
        "foreign-date",
        f"A date is written as year-month-day; {date[0]} is not.",
        "03/04/2024 is March in one country and April in another.",
        f"write either\n{repair}"
        if len(readings) > 1
        else repair or "write it as year-month-day, such as 2024-04-03",
        m.line.start + start,
        len(date[0]),
    )


def quotes(m: Mistake) -> Diagnostic | None:
    """A quote that is not closed, and apostrophes as quotes."""
    if m.here.startswith("'") and m.here.count("'") > 1:
        repair = (m.before + m.here.replace("'", '"')).strip()
        why = "An apostrophe may stand inside a name or a text."
        return m.found("single-quotes", 'A text stands between straight double quotes "…".', why, repair)
    if m.here.startswith("`"):
        why = "The backtick that begins a name needs one that ends it, on the same line."
        return m.found("unclosed-quote", "This backtick is never closed.", why, m.whole + "`")
    if not m.here.startswith('"') or '"' in m.here[1:]:
        return None
    if (wrapped := _wrapped_text(m)) is not None:
        return wrapped
    when = re.search(rf"(?<=\w) (?:{WHENS})\b (?!least|most).*$", m.here)
    if when is not None and when.start() > 1:
        inside = f'{m.before}{m.here[: when.start()]}"{when[0]}'
        repair = f'write either\n{inside.strip()}\nor\n{m.whole.strip()}"'
        why = (
            "A text begins and ends with a quote on one line; where it ends decides what the when belongs to."
        )
        return m.found("unclosed-quote", "This quote is never closed.", why, repair)
    colon = m.whole.endswith(":") and m.deeper
    return m.found(
        "unclosed-quote",
        "This quote is never closed.",
        "A text begins and ends with a quote on one line.",
        m.whole[:-1] + '":' if colon else m.whole + '"',
    )


def _wrapped_text(m: Mistake) -> Diagnostic | None:
    """A text whose quote is closed on a line below."""
    parts = [m.here.rstrip()]
    for line in m.lines[m.lines.index(m.line) + 1 :][:5]:
        text = m.text_of(line).strip()
        parts.append(text)
        if text.count('"') == 1:
            return m.found(
                "wrapped-line",
                "A text ends on the line on which it begins.",
                "A line end inside a text cannot be told from a quote that was forgotten.",
                f"{m.before}{' '.join(parts)}",
                m.at,
                line.start + len(text) - m.at,
            )
        if '"' in text:
            return None
    return None


def capitals(m: Mistake) -> Diagnostic | None:
    """`Any of:`, `AND`: on the line of the mistake, or in the header above it."""
    header = m.header
    if header is not None and (found := _capital(m, m.text_of(header), header.start, first_only=True)):
        return found
    return _capital(m, m.whole, m.line.start, first_only=False)


def _capital(m: Mistake, line: str, start: int, first_only: bool) -> Diagnostic | None:
    shown = re.sub(r'"[^"]*"?|`[^`]*`?|#.*', lambda hidden: " " * len(hidden[0]), line)
    for word in re.finditer(r"[A-Za-z]+(?: (?:of|at least|more than|least|most|by|a day)\b)?", shown, re.I):
        text = word[0]
        for said in (text, text.split()[0]):
            if said != said.lower() and said.lower() in _KEYWORDS:
                right = line[: word.start()] + said.lower() + line[word.start() + len(said) :]
                return m.found(
                    "capital-keyword",
                    f"“{said}” is written “{said.lower()}”.",
                    "The words of the language are in small letters; with a capital they begin a name.",
                    right.strip(),
                    start + word.start(),
                    len(said),
                )
        if first_only:
            return None
    return None


def bullet(m: Mistake) -> Diagnostic | None:
    found = re.match(r"(?:[-–—*•·▪○◦►»+]|\(?(?:\d+|[a-z]|[ivx]+)[.)])\s+(?=\S)", m.whole)
    if not found or m.at > m.line.start + found.end():
        return None
    why = "Lines together mean all of them; other combinations have a header, such as `any of:`."
    repair = m.whole[found.end() :]
    return m.found("bullet", "Lines carry no bullets or numbers.", why, repair, m.line.start, found.end())


def foreign_comment(m: Mistake) -> Diagnostic | None:
    if not m.here.startswith(("//", "/*", "--", "%%")):
        return None
    repair = (m.before + "# " + m.here.lstrip("/*-% ")).strip()
    why = "Anything else is read as part of the criterion."
    return m.found("foreign-comment", "A comment begins with #.", why, repair)


def between_to(m: Mistake) -> Diagnostic | None:
    """`age between 18 to 80 years`."""
    if m.word not in ("to", "-", "–") or not re.search(r"\bbetween [^ ]+(?: [^ ]+)? $", m.before):
        return None
    why = "`between` counts both its ends. One wording lets everybody read a range aloud in the same way."
    repair = f"{m.before}and{m.here[len(m.word) :]}"
    return m.found("between-without-and", "The ends of `between` are joined by `and`.", why, repair)


def several_uses(m: Mistake) -> Diagnostic | None:
    """`use laboratory, general clinical`."""
    if m.word not in (",", "and") or not m.whole.startswith("use "):
        return None
    names = [part.strip() for part in re.split(r",|\band\b", m.whole.removeprefix("use ")) if part.strip()]
    why = "Each vocabulary stands on a line of its own, so that a change shows which was added or taken away."
    return m.found(
        "one-use-a-line", "A `use` names one vocabulary.", why, "\n".join(f"use {n}" for n in names)
    )


EXAMPLES = (
    quotes,
    foreign_sign,
    foreign_date,
    thousands,
    decimal_comma,
    capitals,
    foreign_comment,
    bullet,
    between_to,
    several_uses,
)
