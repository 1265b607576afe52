"""What comes of pasting a repair: each of its alternatives in place of what is underlined, or of the line."""

import re
from collections.abc import Iterator

from mgdsl.report.diagnostic import Diagnostic

_LEAD = re.compile(r"^(?:write|add|declare|begin|replace|delete|indent)[^\n]*\n")


def alternatives(repair: str) -> Iterator[str]:
    """The texts that a repair offers: between backticks, between lines of words, or the whole."""
    yield from re.findall(r"`([^`]+)`", repair)
    body = _LEAD.sub("", repair) if "\n" in repair else repair
    yield from re.split(r"\nor\n|\nor [^\n]*:\n|\nor, [^\n]*,\n", body)
    if repair.startswith("write one of\n"):
        yield from body.split("\n")


def pasted(finding: Diagnostic, text: str) -> Iterator[str]:
    """The text after each way to paste the repair. Lines that the place spans are replaced together."""
    assert finding.place is not None
    span = finding.place.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", max(span.end - 1, span.start))
    end = len(text) if end < 0 else end
    indent = re.match(r" *", text[start:end])
    for each in alternatives(finding.repair):
        words = each.strip("\n")
        yield text[: span.start] + words + text[span.end :]
        yield text[:start] + ("" if words.startswith(" ") or not indent else indent[0]) + words + text[end:]
