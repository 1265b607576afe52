"""Every word of the language, listed once for the grammar, the messages and the highlighting."""

DECLARATIONS = (
    "protocol", "use", "inclusion", "exclusion", "define", "instrument", "classification", "measurement",
    "lab", "test", "fact", "event", "class", "judgement", "attestation", "valid", "read", "section",
    "dose finding", "cases for", "case",
)  # fmt: skip
"""The words that begin a declaration, in the first column."""

DECLARING = (
    "instrument", "classification", "measurement", "lab", "test", "fact", "event", "class", "judgement",
    "attestation",
)  # fmt: skip
"""Those of a vocabulary: the kinds of what is named."""

CASE = ("given", "expect")
"""The words that begin a line of a case."""

RESERVED = (
    "and", "or", "not", "is", "are", "in", "at", "within", "before", "after", "until", "from",
    "between", "where", "if", "unless", "otherwise", "except", "among", "as",
    "throughout",
)  # fmt: skip
"""Words that never stand inside a name."""

PHRASES = (
    "for at least", "for more than", "over at least", "on a day", "less than", "more than",
    "judged by", "attested by", "part of", "share of", "items of", "dose of", "rise of", "fall of",
    "change of", "result of", "results of", "per year", "per month",
)  # fmt: skip
"""Phrases that never stand inside a name."""

LIMITS = ("ULN", "LLN")
"""The reference limits, which never stand inside a name."""

FIRST = (
    "of", "any", "no", "every", "latest", "earliest", "highest", "lowest", "planned", "distinct",
    "exactly", "unspecified", "all of", "none of", "each of",
)  # fmt: skip
"""Words and phrases that never begin a name."""

COMBINED = ("any of", "at least", "at most")
"""Phrases that begin with a word of those above."""

BESIDE_NUMBERS = ("to", "because", "assume")
"""Words that are words of the language only beside a number, or behind one."""

WORD_END = r"(?![\w'’.+-])"
"""What must not follow a word, for it to be whole."""

NO_KIND = (
    "A declaration begins with its kind: fact, measurement, lab, test, classification, instrument, event or "
    "class. `mgdsl init` writes a small vocabulary to begin from."
)
"""Why a name alone declares nothing. Said once of a file, whose lines mostly have it in common."""
