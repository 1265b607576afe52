"""The form of an answer, from its published JSON Schema."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mgdsl.evaluate.json import FORMAT, answer_schema, unread_schema

from .markdown import document, head, table
from .shapes import shape

Json = dict[str, Any]

ONE_LINE = 1000

INTRODUCTION = f"""\
`mgdsl eval --format json` prints an array of answers, `--format jsonl` one answer a line, and
`Answer.to_json()` gives the same from Python. Every field is always there.
[`answer.schema.json`](answer.schema.json) is the JSON Schema (2020-12) of one answer. `format` is {FORMAT};
it rises when a program that reads answers would have to change.

A record that has no answer stands there too, in its order: its `verdict` is `null`
([a record without an answer](#a-record-without-an-answer)).

[Read a verdict](../how-to/read-a-verdict.md) says what they mean, [embed the evaluator](../how-to/embed.md)
how to get at them."""

UNREAD_WORDS = """\
What `mgdsl eval` prints in the place of an answer, besides what it says on the standard error, so that a
program that reads its output counts every record. [`unread.schema.json`](unread.schema.json) is its JSON
Schema. Where two records have one id, the first is decided before the second is seen; the second then stands
as such an entry under the same id, `duplicate-id`, and says that the answer before it does not stand. So the
last entry of an id is the one to keep."""

ANSWER: Mapping[str, str] = {
    "format": "the version of this form",
    "id": "the patient's id",
    "protocol": "the title of the protocol",
    "as of": "the visit as of which it was decided: what was recorded later was left out",
    "verdict": "[the verdict](meaning/verdict.md)",
    "eligible as far as public": "nothing is open but a list of criteria that is not public",
    "criteria": "each criterion, in the order of the protocol",
    "missing": "what could still change the verdict",
    "note on missing": "what that list promises, in a sentence",
    "pins": "which versions of tool, texts and record it rests on, with their SHA-256",
}
CRITERION: Mapping[str, str] = {
    "id": "its id",
    "kind": "its polarity",
    "title": "its title",
    "status": "what it is for this patient; an exclusion that passes does not exclude",
    "not public": "it stands for a list that is not public",
    "line": "where it begins in the protocol",
    "source": "its `source:` texts",
    "reading": "its `reading:` texts",
    "reasons": "why: the conditions that decide",
    "missing": "what could still change this status",
}
REASON: Mapping[str, str] = {
    "text": "the condition, in the author's words",
    "note": "which visit or record it was asked of, where the words alone do not say",
    "value": "whether it holds; `null` is unknown",
    "file": "the file it stands in",
    "line": "its line there",
    "shown": "what is recorded, in words",
    "reasons": "the conditions that it rests on",
}
MISSING: Mapping[str, str] = {
    "visit": "the visit at which these facts belong; `null` if to none",
    "facts": "what is missing, in words",
}

UNREAD: Mapping[str, str] = {
    "format": "the version of this form",
    "id": "the patient's id, or which record it is where it has none: `record 3`",
    "verdict": "nothing was decided",
    "mistakes": "what is wrong with the record",
}
MISTAKE: Mapping[str, str] = {
    "name": "the kind of mistake, as [its page](../errors/index.md) is called",
    "severity": "how much it weighs; in a record always `error`",
    "message": "what is wrong, in a sentence",
    "why": "why it matters",
    "repair": "what to do",
    "place": "where it stands in the file; columns count from 1, `end column` is the one after the last",
    "label": "what is at that place",
    "others": "further places that the message speaks of",
    "record": "the record's id, or which record it is",
    "path": "where it stands in the record: `visits.screening.QMG.total`",
}


def page() -> str:
    return document(_parts())


def schema() -> str:
    return json.dumps(answer_schema(), ensure_ascii=False, indent=2) + "\n"


def unread() -> str:
    return json.dumps(unread_schema(), ensure_ascii=False, indent=2) + "\n"


def _parts() -> Iterator[str]:
    made = answer_schema()
    parts = made["$defs"]
    yield head("The form of an answer", "mgdsl/evaluate/json.py")
    yield INTRODUCTION
    yield "## An answer"
    yield _table(made, ANSWER)
    yield "## A criterion"
    yield _table(parts["criterion"], CRITERION)
    yield "## A reason"
    yield _table(parts["reason"], REASON)
    yield "## What is missing"
    yield "A list of groups, one for each visit:"
    yield _table(parts["missing"]["items"], MISSING)
    made = unread_schema()
    yield "## A record without an answer"
    yield UNREAD_WORDS
    yield _table(made, UNREAD)
    yield _table(made["$defs"]["mistake"], MISTAKE)


def _table(made: Json, words: Mapping[str, str]) -> str:
    """Every field has its words, and no words are left over."""
    fields: Json = made["properties"]
    assert list(fields) == list(words), list(fields)
    return table(
        ("field", "is", "says"),
        (
            (f"`{name}`", f"`{shape(field, nulls=True, width=ONE_LINE)}`", words[name])
            for name, field in fields.items()
        ),
    )
