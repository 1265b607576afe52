"""The words of the language, from the lists and the grammar that the parser goes by."""

from collections.abc import Iterator

from mgdsl.syntax.keywords import FIRST, PHRASES, RESERVED
from mgdsl.syntax.names import plain

from .lark_file import read
from .markdown import code, document, head

NAMES = """\
A name is one or more words: `serum pregnancy test`, `MG-ADL`, `T-SPOT.TB`. Each begins with a letter, and
may hold letters, digits, `-`, `.`, `+` and `'`. Names match without regard to case, and [`mgdsl
format`](format.md) restores the spelling of the declaration. Between backticks a name may be anything on
one line, words of the language included:"""

EXAMPLE = """\
```mgdsl
protocol "Names":
    visits: screening

measurement `weight at birth`:
    recorded: once
    unit: kg

inclusion I1 "Not born too small":
    `weight at birth` >= 2.5 kg
```

```json
{"id": "A", "facts": {"weight at birth": {"value": 3100, "unit": "g"}}}
{"id": "B", "facts": {"weight at birth": {"value": 2.4, "unit": "kg"}}}
```

| patient | I1   |
|---------|------|
| A       | pass |
| B       | fail |

Without the backticks the line is a mistake, and the message says so:

```mgdsl title="a mistake"
protocol "Names":
    visits: screening

measurement `weight at birth`:
    recorded: once
    unit: kg

inclusion I1 "Not born too small":
    weight at birth >= 2.5 kg
```

```text
when-not-last: If the words are part of a name, set it in backticks.
```"""


PLAIN, NOT_PLAIN = (
    ("dose", "dose adjustment", "other therapy of no effect"),
    ("no other therapy", "dose of iron"),
)
assert all(map(plain, PLAIN)) and not any(map(plain, NOT_PLAIN))


def page() -> str:
    return document(_parts())


def _parts() -> Iterator[str]:
    grammar = read()
    words = grammar.words
    yield head("Words of the language", "grammar/mgdsl.lark")
    yield NAMES
    yield EXAMPLE
    yield "## Never inside a name"
    yield code((*RESERVED, *words["LIMIT"]))
    yield (
        "Nor do these phrases. Their single words may: `dose` and `dose adjustment` are names, "
        "`dose of iron` is not."
    )
    yield code(PHRASES)
    yield "## Never at the beginning of a name"
    yield code(FIRST)
    yield "They may stand further on: `no other therapy` is not a name, `other therapy of no effect` is."
    yield "## Only in some places"
    yield (
        "Elsewhere these are words as any other. A name that begins with one of them stands in backticks "
        "where it could be taken for it."
    )
    yield "- In the first column: " + code(each for name in grammar.first_column for each in words[name])
    yield "- At the beginning of a line of a case: " + code((*words["GIVEN"], *words["EXPECT"]))
    yield "- Between or behind numbers: " + code((*words["TO"], *words["BECAUSE"]))
    yield "- Before a number: " + code((*words["AT_LEAST"], *words["AT_MOST"], *words["ASSUME"]))
