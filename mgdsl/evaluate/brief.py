"""The answer at a glance: the verdict, each criterion with what decided it, and what is missing.

Of the reasons only those that speak of the record are shown; `mgdsl.evaluate.text` has the whole tree.
"""

from collections.abc import Iterator

from attrs import evolve

from mgdsl.core.ir import TAKEN
from mgdsl.evaluate.result import Answer, CriterionResult, Reason, Status, Verdict
from mgdsl.evaluate.text import place_words, status_words
from mgdsl.evaluate.words import truth_word
from mgdsl.report.style import PLAIN, Style, one_line

MOST_REASONS = 8
"""Shown of one criterion."""
WIDTH = 90
"""Characters of recorded facts shown where nobody has to look."""
_WIDTH = len("not applicable")
_INDENT = " " * (_WIDTH + 4)
_AS_FAR = "eligible as far as public; what the protocol does not publish is open"


def render_brief(answer: Answer, style: Style = PLAIN) -> str:
    """Some lines, the last ending in a line feed."""
    lines = [_head(answer, style)]
    for criterion in answer.criteria:
        lines += brief_criterion(criterion, answer, style)
    return "\n".join([*lines, *_missing(answer)]) + "\n"


def brief_criterion(criterion: CriterionResult, answer: Answer, style: Style = PLAIN) -> Iterator[str]:
    """The status of a criterion; where somebody has to look, the reasons; else what the record shows."""
    status = _painted(criterion.status, f"{status_words(criterion):<{_WIDTH}}", style)
    yield f"  {status}  {one_line(criterion.id)}  {one_line(criterion.title)}".rstrip()
    found = list(dict.fromkeys(leaf for reason in criterion.reasons for leaf in leaves(reason)))
    if criterion.status in (Status.PASS, Status.NOT_APPLICABLE):
        facts = list(dict.fromkeys(one_line(fact) for leaf in found for fact in leaf.shown))
        if facts:
            yield style.faint(f"{_INDENT}{_cut(facts)}")
        return
    for leaf in found[:MOST_REASONS]:
        yield from _reason(leaf, answer)
    if len(found) > MOST_REASONS:
        yield f"{_INDENT}… and {len(found) - MOST_REASONS} more"


def _head(answer: Answer, style: Style) -> str:
    note = f" ({_AS_FAR})" if answer.eligible_as_far_as_public else ""
    colours = {Verdict.ELIGIBLE: style.good, Verdict.INELIGIBLE: style.bad, Verdict.UNDETERMINED: style.open}
    word = colours[answer.verdict](answer.verdict.value.upper())
    return f"{style.strong(one_line(answer.id))}: {word}{note}"


def _painted(status: Status, words: str, style: Style) -> str:
    match status:
        case Status.PASS:
            return style.good(words)
        case Status.FAIL:
            return style.bad(words)
        case Status.UNKNOWN:
            return style.open(words)
        case Status.NOT_APPLICABLE:
            return style.faint(words)


def leaves(reason: Reason) -> Iterator[Reason]:
    """The uppermost reasons that say what is recorded, and those with nothing below them.

    A value that does not count is one reason: the conditions below it, which failed, are not those asked for.
    """
    if reason.shown or not reason.children:
        yield reason
        return
    if reason.value is False and reason.note.startswith(TAKEN):
        below = dict.fromkeys(
            fact for child in reason.children for leaf in leaves(child) for fact in leaf.shown
        )
        yield evolve(reason, shown=tuple(below), children=())
        return
    for child in reason.children:
        yield from leaves(child)


def _reason(reason: Reason, answer: Answer) -> Iterator[str]:
    note = f" {reason.note}" if reason.note else ""
    line = f" ({place_words(reason, answer)})" if reason.line is not None else ""
    words = f"{truth_word(reason.value)}: {reason.text or 'on record'}{note}{line}"
    yield f"{_INDENT}{one_line(words)}"
    for shown in reason.shown:
        yield f"{_INDENT}    | {one_line(shown)}"


def _cut(facts: list[str]) -> str:
    """As many whole facts as fit, and at least one."""
    most = next((n for n in range(len(facts), 1, -1) if len("; ".join(facts[:n])) <= WIDTH), 1)
    return "; ".join([*facts[:most], *(["…"] if most < len(facts) else [])])


def _missing(answer: Answer) -> Iterator[str]:
    if answer.missing:
        yield "  missing, and could change the verdict:"
    for group in answer.missing:
        for fact in group.facts:
            yield f"    - {one_line(group.visit) + ': ' if group.visit else ''}{one_line(fact)}"
