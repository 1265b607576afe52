"""Answers of people to the statements a protocol asks for."""

from typing import Any

from mgdsl.core.columns import Answer
from mgdsl.records.faults import Faults, join, one_of, shown
from mgdsl.records.index import Index
from mgdsl.records.model import Said
from mgdsl.records.values import read_yes
from mgdsl.report.suggest import fold

KEYS = ("by", "text", "visit", "from", "until", "answer")
EXAMPLE = '{"by": "investigator", "text": "…", "answer": true}'


def read_statements(raw: Any, names: Index, faults: Faults) -> tuple[Said, ...]:
    """The answers; each key (who, text, visit, period) may stand once."""
    if raw is None:
        return ()
    if not isinstance(raw, list):
        faults.mistyped("statements", "a list of statements", raw, f"[{EXAMPLE}]")
        return ()
    found: dict[Said, Said] = {}
    for at, each in enumerate(raw):
        path = join("statements", at)
        said = _statement(each, path, names, faults)
        if said is not None and said in found:
            message = f'"{shown(said.text)}" is answered twice'
            faults.add("duplicate-statement", path, message, "keep one of the two answers")
        elif said is not None:
            found[said] = said
    return tuple(found.values())


def _statement(raw: Any, path: str, names: Index, faults: Faults) -> Said | None:
    if not isinstance(raw, dict):
        faults.mistyped(path, "a statement", raw, EXAMPLE)
        return None
    before = len(faults.found)
    for key in raw:
        if key not in KEYS:
            faults.unknown("unknown-field", join(path, key), "a field of a statement", key, KEYS)
    words = {key: raw.get(key) for key in KEYS if key != "answer"}
    for key, value in words.items():
        if value is not None and not isinstance(value, str):
            faults.mistyped(join(path, key), "a text", value, "it in quotes")
    text = words["text"]
    if text is None:
        faults.add("text-missing", path, "this statement has no text", f"write {EXAMPLE}")
    answer = read_yes(raw.get("answer"), join(path, "answer"), faults)
    visit = words["visit"]
    if isinstance(visit, str) and fold(visit) not in names.visits:
        faults.unknown(
            "unknown-visit", join(path, "visit"), "a visit of this protocol", visit, names.schema.visits
        )
    if len(faults.found) > before:
        return None
    said = Said(
        by=words["by"] and fold(words["by"]),
        text=fold(str(text)),
        answer=answer,
        visit=visit and names.visits[fold(visit)],
        since=words["from"] and fold(words["from"]),
        until=words["until"] and fold(words["until"]),
    )
    return said if _asked(said, str(text), path, names, faults) else None


def _asked(said: Said, text: str, path: str, names: Index, faults: Faults) -> bool:
    """Whether the program asks for it or a vocabulary declares it; if not, what is asked instead."""
    asked = [answer for answer in names.asked.get(said.text, ()) if not answer.row]
    if not asked and said.text in names.declared:
        return True
    if not asked:
        texts = [each.text for held in names.asked.values() for each in held if not each.row]
        texts += [each.text for each in names.schema.statements]
        faults.unknown(
            "unknown-statement", join(path, "text"), "a statement this protocol asks for", text, texts
        )
        return False
    if any(_fits(said, answer) for answer in asked):
        return True
    message = f'"{shown(text)}" is not asked for in this way'
    repair = "it is asked for as " + one_of(list(dict.fromkeys(_key(answer) for answer in asked)))
    faults.add("statement-differs", path, message, repair)
    return False


def _fits(said: Said, answer: Answer) -> bool:
    """Whether one has the key of the other, but for which visit it is."""
    period = answer.since and fold(answer.since), answer.until and fold(answer.until)
    return (
        (answer.by is None or said.by == fold(answer.by))
        and (said.visit is None) == (answer.visit is None)
        and (said.since, said.until) == period
    )


def _key(answer: Answer) -> str:
    pairs = (("by", answer.by), ("visit", answer.visit), ("from", answer.since), ("until", answer.until))
    return "{" + ", ".join(f'"{key}": "{value}"' for key, value in pairs if value is not None) + "}"
