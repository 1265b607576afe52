"""Syntax errors by example: the first example that fits a mistake speaks; else what could have stood there.

Each example is a function from a Mistake to a finding or None, in the file of its topic. No message names a
terminal of the grammar.
"""

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.syntax import examples_conditions, examples_habits, examples_layout, examples_registries
from mgdsl.syntax.layout import LogicalLine
from mgdsl.syntax.mistake import Mistake

EXAMPLES = (
    *examples_registries.EXAMPLES,
    *examples_habits.EXAMPLES,
    *examples_layout.EXAMPLES,
    *examples_conditions.EXAMPLES,
)

_WORDS = {
    "NAME": "a name",
    "NUMBER": "a number",
    "STRING": 'a text in quotes "…"',
    "UNIT": "a unit",
    "DATE": "a date",
    "KEY": "a property and a colon",
    "FIELD": "a property and a colon",
    "COLON": "a colon",
    "COMMA": "a comma",
    "LBRACE": "a list in braces {…}",
    "RBRACE": "a closing brace }",
    "RPAR": "a closing bracket )",
    "OP": "a comparison (>=, >, <=, <, =, !=)",
    "_NL": "the end of the line",
    "_INDENT": "indented lines",
    "TABLE_ROW": "a row that begins with |",
    "GIVEN": "given",
    "EXPECT": "expect",
    "BETWEEN": "between",
    "AND": "and",
    "IS": "is",
    "BEFORE": "before",
    "AFTER": "after",
    "OF": "of",
    "UNTIL": "until",
    "AT": "a when (at, before, within, …)",
    "TO": "to",
    "BECAUSE": "because",
}


def explain(mistake: Mistake) -> Diagnostic:
    """The finding for a place where parsing stopped."""
    for example in EXAMPLES:
        found = example(mistake)
        if found is not None:
            return found
    could = [words for terminal, words in _WORDS.items() if terminal in mistake.expected]
    if not mistake.here.strip():
        return _too_early(mistake, could)
    why = "Here could stand " + _either(could[:6]) + "." if could else "A declaration ends before this place."
    upto = mistake.before.strip()
    repair = f"Mend the line from here on: {upto} …" if upto else "Mend or delete the line."
    return mistake.found("unexpected-word", f"“{mistake.word}” cannot stand here.", why, repair)


def _too_early(mistake: Mistake, could: list[str]) -> Diagnostic:
    written = mistake.before.rstrip()
    why = f"It goes on with {_either(could[:6])}." if could else "The declaration is not complete."
    start = mistake.line.start + max(0, len(written) - 1)
    return mistake.found("incomplete-line", "The line ends too early.", why, f"{written} …", start, 1)


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def uneven_indentation(source: Source, line: LogicalLine, widths: list[int]) -> Diagnostic:
    """`widths` are the indentations that the line could have."""
    return Diagnostic(
        "uneven-indentation",
        f"The line is indented by {line.indent} blanks, as no line above it in this block.",
        Place(source, Span(line.start, line.start + 1)),
        why="It cannot be told which block the line belongs to.",
        repair=f"Indent it by {_either([str(width) for width in widths])} blanks.",
    )


def unclosed_bracket(source: Source, text: str, at: int) -> Diagnostic:
    sign, closing = text[at], ")" if text[at] == "(" else "}"
    kind = "bracket" if sign == "(" else "brace"
    return Diagnostic(
        "unclosed-bracket",
        f"This {kind} is never closed.",
        Place(source, Span(at, at + 1)),
        why="Inside brackets line ends do not count, so the lines that follow would be read as part of it.",
        repair=f"Close it with “{closing}”.",
    )
