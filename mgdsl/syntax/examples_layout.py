"""Mistakes of blocks: colons, indentation, empty blocks, words of the first column, brackets."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import nearest
from mgdsl.syntax.keywords import DECLARATIONS, FIRST, PHRASES, RESERVED
from mgdsl.syntax.layout import declares
from mgdsl.syntax.mistake import Mistake
from mgdsl.syntax.names import plain

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
            f"{m.before.strip()}\n{' ' * (line.indent + 4)}{m.here.strip()}",
            length=len(m.here.rstrip()),
        )
    if m.expected != {"_INDENT"}:
        return None
    if not m.before.strip():
        line = next((above for above in reversed(m.lines) if above.start < line.start), line)
    words = m.text_of(line).strip()
    return m.found(
        "empty-block",
        f"“{words}” has no lines of its own.",
        "The lines of a block are indented further than its header.",
        f"Indent the lines that belong to it by {line.indent + 4} blanks, or delete the header.",
        line.start,
        len(words),
    )


_OWN = frozenset(word.split()[0] for word in (*RESERVED, *PHRASES, *FIRST))
"""Words that begin a condition, so that they are no misspelt declaration."""


def first_column(m: Mistake) -> Diagnostic | None:
    """The first word of the first column is none that begins a declaration."""
    if m.line.indent or declares(m.text, m.line.start):
        return None
    words = re.match(r"(?:dose|cases?) (?:find\w*|for\b)|[^\W\d]+", m.whole)
    near = nearest(words[0], DECLARATIONS) if words and words[0] not in _OWN else None
    length = len(words[0]) if words else 1
    why = "In the first column stands a word that begins a declaration, such as inclusion or define."
    if near and words:
        message = f"“{words[0]}” begins no declaration; did you mean “{near}”?"
        return m.found("unknown-declaration", message, why, near + m.whole[length:], m.line.start, length)
    message = "This line stands in the first column but begins no declaration."
    return m.found("unknown-declaration", message, why, "    " + m.whole, m.line.start, length)


def indented_declaration(m: Mistake) -> Diagnostic | None:
    shape = r"(inclusion|exclusion|define|use|protocol|cases for|case|dose finding) +[\w`\"][^:]*:?$"
    alone = m.line is m.lines[0] and declares("\n" + m.whole, 1)
    if not m.line.indent or not (alone or (m.before.strip() and re.match(shape, m.whole))):
        return None
    return m.found(
        "indented-declaration",
        f"“{m.whole.split()[0]}” begins a declaration only in the first column.",
        "Declarations do not stand inside one another.",
        m.whole,
        m.line.start,
        len(m.whole.split()[0]),
    )


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
    return m.found("misplaced-otherwise", message, why, "Indent it like its `if`.")


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
    if not m.deeper or m.here.strip():
        return None
    below = next(line for line in m.lines if line.start > m.line.start)
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


def case_line(m: Mistake) -> Diagnostic | None:
    """Below a case stand `given` and `expect`, below a table of cases rows."""
    if m.before.strip() or not m.line.indent:
        return None
    if "TABLE_ROW" in m.expected:
        why = "The first row names the columns, each further row is a patient."
        return m.found("table-row", "A row of a table begins with |.", why, f"| {m.here.strip()}")
    if "GIVEN" in m.expected or "EXPECT" in m.expected:
        near = nearest(m.word, ("given", "expect")) or "given"
        rest = m.here[len(m.word) :] if nearest(m.word, ("given", "expect")) else f" {m.here}"
        why = "`given` states what the patient has, `expect` what the answer must be."
        message = "A line of a case begins with given or expect."
        return m.found("case-line", message, why, f"{near}{rest.rstrip()}")
    return None


def lone_text(m: Mistake) -> Diagnostic | None:
    if m.before.strip() or not m.here.startswith('"') or not m.line.indent:
        return None
    text = re.match(r'"[^"]*"', m.here)
    quoted = text[0] if text else m.here
    message = "A text alone is no condition."
    why = "Say who decides it (judged by, attested by), or that nobody can yet (unspecified)."
    return m.found("lone-text", message, why, f"judged by investigator {quoted}", length=len(quoted))


EXAMPLES = (
    empty_block, first_column, indented_declaration, case_line, lone_text, wrong_header, lost_otherwise,
    misplaced_property, missing_colon, deeper_line, extra_bracket,
)  # fmt: skip
