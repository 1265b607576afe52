"""Syntax errors by example: the first example that fits a mistake speaks; else what could have stood there.

Each example is a function from a Mistake to a finding or None, in the file of its topic. No message names a
terminal of the grammar.
"""

import re
from collections.abc import Callable

from mgdsl.report.counted import counted
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place, Source, Span
from mgdsl.syntax import (
    examples_ages,
    examples_bounds,
    examples_cases,
    examples_changes,
    examples_conditions,
    examples_dates,
    examples_dosing,
    examples_drugs,
    examples_given,
    examples_habits,
    examples_heads,
    examples_layout,
    examples_lines,
    examples_names,
    examples_numbered,
    examples_numbers,
    examples_powers,
    examples_properties,
    examples_prose,
    examples_quotes,
    examples_rates,
    examples_received,
    examples_registries,
    examples_remarks,
    examples_shares,
    examples_signs,
    examples_trailing,
    examples_units,
    examples_visits,
    examples_vocabulary,
)
from mgdsl.syntax.layout import LogicalLine
from mgdsl.syntax.mistake import Mistake, upto_stop
from mgdsl.syntax.outline import without_comment

Example = Callable[[Mistake], Diagnostic | None]
FIRST: tuple[Example, ...] = (
    examples_heads.criterion_head,
    *examples_given.EXAMPLES,
    examples_visits.date_for_visit,
    examples_cases.given_form,
    examples_names.limit_in_name,
)
SENTENCES: tuple[Example, ...] = (
    examples_cases.given_limits,
    *examples_vocabulary.EXAMPLES,
    examples_ages.people_of_age,
    *examples_dates.EXAMPLES,
    *examples_powers.EXAMPLES,
    *examples_dosing.EXAMPLES,
    *examples_properties.EXAMPLES,
    examples_dosing.design_words,
    examples_numbered.value_range,
    examples_layout.listed_behind,
    *examples_shares.EXAMPLES,
    *examples_rates.SENTENCES,
    *examples_lines.SENTENCES,
    *examples_received.EXAMPLES,
    *examples_drugs.EXAMPLES,
    *examples_remarks.SENTENCES,
    *examples_numbers.EXAMPLES,
    *examples_trailing.EXAMPLES,
    examples_visits.around,
    examples_visits.at_or_within,
    examples_visits.two_distances,
    *examples_changes.EXAMPLES,
    *examples_bounds.EXAMPLES,
    *examples_ages.EXAMPLES,
)
"""Examples that look at a whole line, and may be slow on one that nobody would read."""
LONGEST_SENTENCE = 240
EXAMPLES: tuple[Example, ...] = (
    *examples_registries.EXAMPLES,
    *examples_units.EXAMPLES,
    *examples_quotes.EXAMPLES,
    *examples_prose.EXAMPLES,
    *examples_signs.EXAMPLES,
    *examples_habits.EXAMPLES,
    examples_remarks.remark,
    *examples_numbered.EXAMPLES,
    *examples_heads.EXAMPLES,
    *examples_cases.EXAMPLES,
    *examples_layout.EXAMPLES,
    *examples_visits.EXAMPLES,
    *examples_conditions.EXAMPLES,
)

_HEADS = {
    "protocol": 'protocol "A trial":',
    "inclusion": 'inclusion I1 "Adults":',
    "exclusion": 'exclusion E1 "Pregnancy":',
    "define": "define fit for treatment:",
    "case": 'case "a man of 30":',
    "cases": "cases for I1 at screening:",
    "use": "use general clinical",
    "section": 'section "Part A":',
    "dose": "dose finding first dose:",
    **{
        kind: f"{kind} name of the thing:"
        for kind in ("instrument", "classification", "lab", "fact", "event")
    },
}
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
    sentences = SENTENCES if len(mistake.whole) <= LONGEST_SENTENCE else ()
    for example in (*FIRST, *sentences, *EXAMPLES):
        found = example(mistake)
        if found is not None:
            return found
    could = [words for terminal, words in _WORDS.items() if terminal in mistake.expected]
    if not mistake.here.strip():
        return _too_early(mistake, could)
    why = "Here could stand " + _either(could[:6]) + "." if could else "A declaration ends before this place."
    said = mistake.word or mistake.here.strip()[:20]
    return mistake.found("unexpected-word", f"“{said}” cannot stand here.", why, _form(mistake))


_VALUED = "measurement|lab|instrument"


def _form(mistake: Mistake) -> str:
    """How a line is built where the mistake stands."""
    head = mistake.text_of(mistake.lines[0]).split(" ")[0]
    if mistake.line is mistake.lines[0]:
        return f"write the line as in: {_HEADS.get(head, _HEADS['inclusion'])}"
    if head == "dose":
        return "write the line as a name, a colon and its value: cohort size: 3"
    if head == "protocol" or re.match(r"[^\W\d][\w -]*:", mistake.whole):
        return "write the line as a name, a colon and its values: visits: screening, baseline"
    if head == "case":
        given = examples_given.given_of(mistake.source.text)
        return f"write the line as in: {given}, or: expect I1 is pass"
    return f"write the line as thing, test and when: {examples_given.line_form(mistake)}"


def _too_early(mistake: Mistake, could: list[str]) -> Diagnostic:
    written = mistake.before.rstrip()
    why = f"It goes on with {_either(could[:6])}." if could else "The declaration is not complete."
    start = mistake.line.start + max(0, len(written) - 1)
    more = '"…"' if mistake.expected == {"STRING"} else "…"
    return mistake.found("incomplete-line", "The line ends too early.", why, f"{written} {more}", start, 1)


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def uneven_indentation(source: Source, line: LogicalLine, widths: list[int]) -> Diagnostic:
    """`widths` are the indentations that the line could have."""
    return Diagnostic(
        "uneven-indentation",
        f"The line is indented by {counted(line.indent, 'blank')}, as no line above it in this block.",
        Place(source, Span(line.start, line.start + 1)),
        why="It cannot be told which block the line belongs to.",
        repair=f"Indent it by {_either([str(width) for width in widths])} blanks.",
    )


def _closed(text: str, at: int, closing: str) -> str:
    """The line with its bracket closed behind the last member, before the test or the when."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = without_comment(text[begin:] if end < 0 else text[begin:end])
    lead, inside = line[: at + 1 - begin], line[at + 1 - begin :]
    last = inside.rsplit(",", 1)[-1]
    word = upto_stop(f" {last}")
    cut = len(inside) - len(last) + last.find(word) + len(word)
    return f"{lead}{inside[:cut]}{closing}{inside[cut:]}".strip()


def unclosed_bracket(source: Source, text: str, at: int) -> Diagnostic:
    sign, closing = text[at], ")" if text[at] == "(" else "}"
    kind = "bracket" if sign == "(" else "brace"
    return Diagnostic(
        "unclosed-bracket",
        f"This {kind} is never closed.",
        Place(source, Span(at, at + 1)),
        why="Inside brackets line ends do not count, so the lines that follow would be read as part of it.",
        repair=_closed(text, at, closing),
    )
