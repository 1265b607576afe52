"""The answer on paper: the verdict first, a line a criterion, the reasons under it, then what is missing.

The protocol's source and the reading chosen are quoted where somebody has to look: at a fail or an unknown.
"""

from collections.abc import Iterator

from mgdsl.evaluate.result import OVER_REPORTS, Answer, CriterionResult, Missing, Reason, Status, Verdict
from mgdsl.evaluate.words import truth_word
from mgdsl.report.style import printable

_EXCLUSION = {Status.PASS: "not met", Status.FAIL: "met: excludes"}
_WIDTH = len("not applicable")
_INDENT = " " * (_WIDTH + 4)


def render_text(answer: Answer) -> str:
    """The whole answer, ending in a line feed. What is recorded cannot look like a line of it."""
    lines = [*_head(answer), *_criteria(answer), *_wanted(answer), *_pins(answer)]
    return "".join(f"{printable(line.replace(chr(10), ' '))}\n" for line in lines)


def status_words(criterion: CriterionResult) -> str:
    """The status as it is printed: an exclusion is *not met* or *met: excludes*."""
    if criterion.kind == "exclusion":
        return _EXCLUSION.get(criterion.status, criterion.status.value)
    return criterion.status.value


def _head(answer: Answer) -> Iterator[str]:
    yield f"{answer.id}: {answer.verdict.value.upper()}"
    if answer.eligible_as_far_as_public:
        yield "Eligible as far as public: only what the protocol does not publish is open."
    yield answer.protocol
    if answer.as_of is not None:
        yield f"As of {answer.as_of}: what was recorded later is not looked at."
    counts = [_count(answer, word) for word in ("fail", "unknown", "pass", "not applicable")]
    word = "criterion" if len(answer.criteria) == 1 else "criteria"
    yield f"{len(answer.criteria)} {word}: {', '.join(filter(None, counts))}"


def _count(answer: Answer, word: str) -> str:
    number = sum(criterion.status.value == word for criterion in answer.criteria)
    return f"{number} {word}" if number else ""


def _criteria(answer: Answer) -> Iterator[str]:
    for criterion in answer.criteria:
        yield ""
        line = f"  (line {criterion.line})" if criterion.line is not None else ""
        yield f"{status_words(criterion):<{_WIDTH}}  {criterion.id}  {criterion.title}{line}"
        if criterion.status in (Status.FAIL, Status.UNKNOWN):
            yield from (f'{_INDENT}source: "{wording}"' for wording in criterion.wording)
            yield from (f"{_INDENT}read as: {reading}" for reading in criterion.reading)
        for reason in criterion.reasons:
            yield from _reason(reason, _INDENT, answer)


def _reason(reason: Reason, indent: str, answer: Answer) -> Iterator[str]:
    note = f" {reason.note}" if reason.note else ""
    line = f"  ({place_words(reason, answer)})" if reason.line is not None else ""
    words = f"{reason.text}{note}{line}" if reason.text else "on record"
    yield f"{indent}{truth_word(reason.value)}: {words}"
    for shown in reason.shown:
        yield f"{indent}    | {shown}"
    for child in reason.children:
        yield from _reason(child, indent + "    ", answer)


def place_words(reason: Reason, answer: Answer) -> str:
    """The line, with the file if it is not the protocol itself."""
    protocol = answer.pins.sources[0][0] if answer.pins.sources else reason.source
    return f"line {reason.line}" if reason.source == protocol else f"{reason.source}, line {reason.line}"


def _wanted(answer: Answer) -> Iterator[str]:
    if answer.verdict is not Verdict.UNDETERMINED:
        return
    yield ""
    if not answer.missing:
        yield "Nothing that a record could hold is missing."
        return
    yield f"Missing. {OVER_REPORTS}"
    for group in answer.missing:
        yield from _group(group)


def _group(group: Missing) -> Iterator[str]:
    yield f"  {group.visit or 'at any time'}"
    for fact in group.facts:
        yield f"    - {fact}"


def _pins(answer: Answer) -> Iterator[str]:
    yield ""
    yield f"mgdsl {answer.pins.version}".rstrip()
    for name, digest in answer.pins.sources:
        yield f"  {name}  sha256 {digest}"
    if answer.pins.record is not None:
        yield f"  record of {answer.id}  sha256 {answer.pins.record}"
