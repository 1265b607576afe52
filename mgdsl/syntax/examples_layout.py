"""Mistakes of blocks: colons, indentation, empty blocks, words of the first column, brackets."""

import re
from itertools import takewhile
from textwrap import indent

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import nearest
from mgdsl.syntax.keywords import DECLARING
from mgdsl.syntax.layout import LogicalLine, declares
from mgdsl.syntax.mistake import WHENS, Mistake
from mgdsl.syntax.names import plain
from mgdsl.syntax.outline import without_comment

_HEADERS = {
    "else": "otherwise", "elif": "otherwise if", "else if": "otherwise if", "or": "any of", "and": "all of",
    "not": "none of", "either": "any of", "both": "all of", "one of": "any of", "neither": "none of",
    "when": "if", "case": "if",
}  # fmt: skip
_BLOCKS = ("any of", "all of", "none of", "otherwise")


def empty_block(m: Mistake) -> Diagnostic | None:
    line = m.line
    if m.expected == {"_NL"} and m.before.rstrip().endswith(":") and m.here.strip():
        return m.found(
            "block-on-header-line",
            "What belongs to this header stands on lines of its own.",
            "A header ends with its colon, so that every line below can be read alone.",
            m.block(f"{m.before.strip()}\n    {m.here.strip()}"),
            length=len(m.here.rstrip()),
        )
    if m.expected != {"_INDENT"}:
        return None
    unindented = [each for each in m.lines if each.start > m.lines[0].start and each.indent == 0]
    if unindented and m.lines[0].indent == 0:
        return _unindented(m, unindented)
    if not m.before.strip():
        line = next((above for above in reversed(m.lines) if above.start < line.start), line)
    words = m.text_of(line).strip()
    if not line.indent and (kind := re.match(r"(fact|judgement|attestation)\b", words)):
        return m.found(
            "empty-block",
            f"“{words}” has a colon, and no properties below it.",
            f"A {kind[1]} without properties ends without a colon.".replace("A a", "An a"),
            without_comment(words).rstrip(" :"),
            line.start,
            len(words),
        )
    return m.found(
        "empty-block",
        f"“{words}” has no lines of its own.",
        "A declaration says below its colon what it is, one property a line."
        if not line.indent and words.startswith(DECLARING)
        else "The lines of a block are indented further than its header.",
        _filled(m, line, words),
        line.start,
        len(words),
    )


def _unindented(m: Mistake, lines: list[LogicalLine]) -> Diagnostic:
    """The lines below a header of the first column, all of them at the left margin."""
    header = m.text_of(m.lines[0]).rstrip()
    pad = " " * 4
    shown = "".join(f"\n{pad}{' ' * line.indent}{m.text_of(line).rstrip()}" for line in m.lines[1:])
    last = lines[-1]
    return m.found(
        "empty-block",
        f"The lines of “{header}” are not indented.",
        "The lines of a block are indented further than its header, which stands in the first column.",
        header + shown,
        m.lines[0].start,
        last.start + len(m.text_of(last).rstrip()) - m.lines[0].start,
    )


_HEADER_WORDS = re.compile(
    r"(?:any|all|none|at|if|unless|otherwise|exactly|source|reading|note)\b|.* where:$"
)


_FIRST_LINES = {
    "instrument": "values: 0 to 3\n    items: one, another",
    "classification": "values: I, II, III",
    "lab": "unit: mg/dL", "measurement": "unit: mg", "test": "values: positive, negative",
    "event": "when: day", "class": "event: therapy\n    agents: prednisone", "case": "given sex is female",
}  # fmt: skip
"""What a declaration says first."""


def _filled(m: Mistake, line: LogicalLine, words: str) -> str:
    """The header with the lines that follow it, indented; or with a condition that nobody has stated yet."""
    if line.indent and not _HEADER_WORDS.match(words):
        return words.rstrip(":")
    below = [each for each in m.lines if each.start > line.start]
    same = list(takewhile(lambda each: each.indent == line.indent and line.indent, below))
    kind = re.match(r"[a-z]+", words)
    none = _FIRST_LINES.get(kind[0] if kind and not line.indent else "", 'unspecified "…"')
    none = f"visits: {m.first_visit}" if words.startswith("protocol") else none
    lines = [m.text_of(each).strip() for each in same] or [none]
    return indent(words + "".join(f"\n    {text}" for text in lines), " " * line.indent)


def wrong_header(m: Mistake) -> Diagnostic | None:
    """`else:`, `one of:`, `anyof:`: read as the name of a property, so the lines below fail."""
    at_colon = m.here.strip() == ":"
    if m.before.strip() and not at_colon:
        return None
    for line in (m.line, m.header):
        if line is None:
            continue
        words = re.match(r"([^\W\d][\w -]*?) *(?::|$)", m.text_of(line).rstrip())
        if not words or not line.indent:
            continue
        said = words[1].lower()
        right = _HEADERS.get(said) or (nearest(said, _BLOCKS) if at_colon or line is m.header else None)
        if right and right != said:
            message = f"“{words[1]}” is no header of a block; did you mean “{right}”?"
            why = "Headers are any of, all of, none of, at least n of, at, if, unless and otherwise."
            repair = right + m.text_of(line)[words.end(1) :].rstrip()
            return m.found("unknown-header", message, why, repair, line.start, len(words[1]))
    return None


def misplaced_property(m: Mistake) -> Diagnostic | None:
    """`note: "…"` inside a block, where no property may stand."""
    key = re.match(r"([^\W\d][\w -]*?) *:", m.whole)
    if not key or m.header is None or not m.header.indent or not plain(key[1]):
        return None
    if m.before.strip() and not m.here.startswith(":"):
        return None
    why = "A property belongs to the whole criterion or definition."
    message = f"The property “{key[1]}” stands directly below the header of its declaration."
    repair = "    " + m.whole
    return m.found("misplaced-property", message, why, repair, m.line.start, len(key[1]))


def lost_otherwise(m: Mistake) -> Diagnostic | None:
    if m.before.strip() or m.word != "otherwise":
        return None
    message = "This “otherwise” follows no “if”."
    why = "It stands directly below the lines of an `if`, as far indented as the `if`."
    ifs = [
        line
        for line in m.lines
        if line.start < m.line.start and m.text_of(line).startswith(("if ", "unless "))
    ]
    if ifs and ifs[-1].indent != m.line.indent:
        return m.found("misplaced-otherwise", message, why, " " * ifs[-1].indent + m.whole)
    above = [line for line in m.lines if line.start < m.line.start and line.indent == m.line.indent]
    lead = m.text_of(above[-1]).strip() if ifs and above else "if …:"
    repair = m.block(f"if …:\n    {lead if ifs else '…'}\n{m.whole}")
    return m.found("misplaced-otherwise", message, why, repair)


def missing_colon(m: Mistake) -> Diagnostic | None:
    at_end = not m.here.strip() or m.here.lstrip().startswith("#")
    first = m.whole.split(" ")[0]
    head = first in ("if", "unless", "otherwise", "any", "all", "none", "at") or declares(
        m.text, m.line.start
    )
    if at_end and "COLON" in m.expected and (m.deeper or head):
        if not m.deeper and re.match(r"(?:any|all|none) of$|at (?:each|any) of$", m.whole):
            return None
    elif not (m.deeper and (head or m.whole.endswith(" where")) and at_end):
        if m.here.startswith('"') and re.fullmatch(r" *[a-z][\w -]* ", m.before) and m.line.indent:
            repair = m.before.rstrip() + ": " + m.here
            why = "A property is its name, a colon and its values."
            return m.found("missing-colon", "A colon is missing before this text.", why, repair)
        return None
    return m.found(
        "missing-colon",
        "A colon is missing at the end of this line.",
        "The header of a block ends with a colon; its lines follow, indented.",
        m.before.rstrip() + ":",
        m.line.start + max(0, len(m.before.rstrip()) - 1),
        1,
    )


def deeper_line(m: Mistake) -> Diagnostic | None:
    if not m.deeper or not m.done:
        return None
    below = next(line for line in m.lines if line.start > m.line.start)
    text = m.text_of(below).rstrip()
    if re.match(rf"(?:{WHENS}|where|except|among|is|are|in|between)\b|[<>=≥≤≠]", text):
        return m.found(
            "wrapped-line",
            "A condition stands on one line.",
            "The second line would be a condition of its own. Inside brackets a line may be wrapped.",
            f"{m.before.strip()} {text}",
            m.line.start,
            below.start + len(text) - m.line.start,
        )
    return m.found(
        "unexpected-indentation",
        "This line is indented further than the one above, which is no header.",
        "Only the lines of a block are indented, below a header that ends with a colon.",
        " " * m.line.indent + m.text_of(below).rstrip(),
        below.start,
        len(m.text_of(below).rstrip()),
    )


def extra_bracket(m: Mistake) -> Diagnostic | None:
    if m.word not in (")", "}"):
        return None
    opening = "(" if m.word == ")" else "{"
    depth = m.before.count(opening) - m.before.count(m.word)
    if depth <= 0:
        message = f"This “{m.word}” closes nothing."
        return m.found("extra-bracket", message, "Brackets come in pairs.", m.before + m.here[1:].rstrip())
    if m.before.rstrip().endswith((opening, ",")):
        last = m.before.rstrip()
        message = "A member of the list is missing before the closing bracket."
        repair = last[:-1].rstrip() + m.here.rstrip() if last.endswith(",") else "Name at least one member."
        return m.found("empty-list", message, "A list names at least one thing; no comma ends it.", repair)
    return None


def lone_text(m: Mistake) -> Diagnostic | None:
    if m.before.strip() or not m.here.startswith('"') or not m.line.indent:
        return None
    text = re.match(r'"[^"]*"', m.here)
    quoted = text[0] if text else m.here
    message = "A text alone is no condition."
    why = "Say who decides it (judged by, attested by), or that nobody can yet (unspecified)."
    return m.found("lone-text", message, why, f"judged by investigator {quoted}", length=len(quoted))


_LISTED = re.compile(
    r"(?P<how>any|all|none|either|one|at least (?P<n>\w+))(?: one)?(?: of)?(?: the)?(?: following)? *:"
    r" *(?P<list>[^:\"]+)",
    re.IGNORECASE,
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4}


def listed_behind(m: Mistake) -> Diagnostic | None:
    """`at least one of: diabetes, epilepsy`: the list behind a header, on its line."""
    found = _LISTED.fullmatch(m.whole)
    if not found or not m.line.indent or m.deeper or not re.search(r",| or | and ", found["list"]):
        return None
    n = (found["n"] or "1").lower()
    n = str(_COUNTS.get(n, n))
    word = found["how"].lower().split()[0]
    how = word if word in ("all", "none") else "any" if n == "1" else f"at least {n}"
    names = [each.strip(" .") for each in re.split(r",|\bor\b|\band\b", found["list"]) if each.strip(" .")]
    return m.found(
        "list-without-braces",
        "A list behind its header stands in braces, without a colon.",
        "A header ends with its colon, and then each thing stands on a line of its own.",
        f"{how} of {{{', '.join(names)}}}",
        m.line.start,
        len(m.whole),
    )


def listed_below(m: Mistake) -> Diagnostic | None:
    """`items:` and below it names alone, without a heading and a colon."""
    header = m.header
    if header is None or m.before.strip() or ":" in m.whole or not re.match(r"[^\W\d]", m.whole):
        return None
    words = m.text_of(header).strip()
    if not header.indent or not re.fullmatch(r"(?:items|values|visits|agents|classes|levels|also):", words):
        return None
    below = [line for line in m.lines if line.start > header.start]
    listed = [*takewhile(lambda line: line.indent > header.indent, below)]
    texts = [m.text_of(line).strip().rstrip(",") for line in listed]
    if any(":" in text for text in texts):
        return None
    names = [name.strip() for text in texts for name in text.split(",") if name.strip()]
    shown = ", ".join(f"`{name}`" if re.search(r" \d", name) and "`" not in name else name for name in names)
    return m.found(
        "missing-colon",
        f"The names stand behind “{words}” on its line, parted by commas.",
        "Below a property stand headings, each with a colon and what belongs to it.",
        f"{words} {shown}",
        header.start,
        listed[-1].start + len(m.text_of(listed[-1]).rstrip()) - header.start,
    )


EXAMPLES = (
    listed_below, empty_block, lone_text, wrong_header, lost_otherwise, misplaced_property, missing_colon,
    deeper_line, extra_bracket,
)  # fmt: skip
