"""Mistakes of the first column: words that begin a declaration, heads of criteria."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.suggest import nearest
from mgdsl.syntax.keywords import DECLARATIONS, FIRST, PHRASES, RESERVED
from mgdsl.syntax.layout import declares
from mgdsl.syntax.mistake import Mistake

_OWN = frozenset(word.split()[0] for word in (*RESERVED, *PHRASES, *FIRST))
"""Words that begin a condition, so that they are no misspelt declaration."""


_SYNONYMS = {
    "criterion": "inclusion", "criteria": "inclusion", "include": "inclusion", "included": "inclusion",
    "exclude": "exclusion", "excluded": "exclusion", "import": "use", "using": "use", "load": "use",
    "include vocabulary": "use", "trial": "protocol", "study": "protocol", "def": "define", "let": "define",
    "definition": "define", "function": "define", "scale": "instrument", "score": "instrument",
    "questionnaire": "instrument", "scenario": "case", "example": "case", "patient": "case", "drug": "class",
    "drugs": "class", "laboratory": "lab", "comment": "#", "note": "#", "heading": "section",
    "chapter": "section",
}  # fmt: skip


_CRITERION = re.compile(
    r"(?P<kind>in|ex)clusions?(?: criteri(?:on|a))?(?: (?:no\.?|number|#))?"
    r" *(?P<id>[A-Za-z]? ?\d+[a-z]?(?![\w.]*\w))?"
    r"[ .:,;()\-–]*(?P<title>[^\"].*?|\"[^\"]*\")?[) ]*:?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<id>[IE]?\d+[a-z]?)(?: ?[.:)])? +(?P<title>\S.*)", re.IGNORECASE)


def criterion_head(m: Mistake) -> Diagnostic | None:
    """`Inclusion 1: Adults`, `Inclusion criteria:`, `I1. "Adults"`, `1. Age 18 or older`."""
    if m.line.indent or m.line is not m.lines[0] or m.whole.count('"') == 1:
        return None
    found = _CRITERION.fullmatch(m.whole)
    numbered = None if found else _NUMBERED.fullmatch(m.whole)
    right = re.fullmatch(r'\w+ +[A-Za-z]+\d*[a-z]?(?: +"[^"]*")?:?', m.whole)
    condition = re.search(r":.*(?:[<>=≥≤]| (?:is|in|at|within|before|after) )", m.whole)
    if not (found or numbered) or (right and found and found["id"]) or condition:
        return None
    if found and not found["id"] and (found["title"] or "").startswith('"'):
        return None
    shape = found or numbered
    assert shape is not None
    id = shape["id"] or ""
    id = id[:1].upper() + id[1:].replace(" ", "")
    kind = "exclusion" if (found["kind"].lower() == "ex" if found else id.startswith("E")) else "inclusion"
    letter = kind[0].upper()
    id = m.next_id(kind) if not id else id if id[:1].isalpha() else f"{letter}{id}"
    title = (shape["title"] or "").strip(' ":') or ("Criteria" if found and not shape["id"] else "…")
    return m.found(
        "criterion-head",
        "A criterion begins with inclusion or exclusion, its id, and its title in quotes.",
        "Verdicts name each criterion by its id, and the title is what a reader sees.",
        f'{kind} {id} "{title}":',
        m.line.start,
        len(m.whole),
    )


_OWN = frozenset(word.split()[0] for word in (*RESERVED, *PHRASES, *FIRST))
"""Words that begin a condition, so that they are no misspelt declaration."""


def first_column(m: Mistake) -> Diagnostic | None:
    """The first word of the first column is none that begins a declaration."""
    if m.line.indent or declares(m.text, m.line.start):
        return None
    words = re.match(r"(?:dose|cases?) (?:find\w*|for\b)|[^\W\d]+", m.whole)
    near = nearest(words[0], DECLARATIONS) if words and words[0] not in _OWN else None
    near = near or (_SYNONYMS.get(words[0].lower()) if words else None)
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


EXAMPLES = (first_column, indented_declaration)
