"""What a `reading:` says of itself."""

import re

_OPEN = re.compile(
    r"^open\b|\bTB[DC]\b|\?$|\bun(?:clear|settled)\b|\bnot (?:yet )?(?:settled|decided|clear)\b"
    r"|\bto be (?:settled|decided|clarified|confirmed|defined)\b",
    re.IGNORECASE,
)


def unsettled(text: str) -> bool:
    """Whether a reading is noted as not settled: ``open: …``, ``TBD``, a question."""
    return _OPEN.search(text.strip()) is not None
