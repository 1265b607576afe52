"""A mapping file (TOML) read into its rules, or all its mistakes at once."""

import tomllib

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Source
from mgdsl.sdtm.faults import SdtmError, Text, bad_mapping
from mgdsl.sdtm.mapping import (
    Birth,
    ClosingRule,
    Coded,
    EventRule,
    FactRule,
    Otherwise,
    QuantityRule,
    ScoreRule,
    StudyMapping,
    Target,
    Where,
    Words,
)
from mgdsl.sdtm.toml import Table

UNITS = ("as reported", "standard")
KEPT = ("at visits", "by date")
UNUSUAL = ("told", "confirmed")
TIMES = ("start", "stop", "date", "seen")
ANSWERS: dict[str, Target] = {"yes": True, "no": False}


def read_mapping(text: str, name: str) -> StudyMapping:
    """The mapping. `name` is what messages call the file. Raises SdtmError."""
    shown = Text(Source(name, text))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"The mapping is not TOML: {error}."
        raise SdtmError((bad_mapping(shown.place(""), message, "look at that line"),)) from None
    problems: list[Diagnostic] = []
    top = Table(data, "", shown, problems)
    words = {key: _words(table, key) for key, table in top.each("words")}
    mapping = StudyMapping(
        visits=top.texts("visits"),
        until=top.word("until"),
        files=top.lists("files"),
        units=top.texts("units"),
        birth=_birth(top.inner("birth")),
        facts=tuple(_fact(table, words) for table in top.many("facts")),
        scores=tuple(_score(table) for table in top.many("scores")),
        quantities=tuple(_quantity(table) for table in top.many("quantities")),
        events=tuple(_event(table, words) for table in top.many("events")),
        closings=tuple(_closing(table) for table in top.many("histories")),
    )
    top.word("study")
    top.finish()
    if problems:
        raise SdtmError(tuple(problems))
    return mapping


def _target(word: str) -> Target:
    return ANSWERS.get(word, word)


def _where(table: Table) -> Where:
    return tuple(table.lists("where").items())


def _words(table: Table, name: str = "") -> Words:
    values: dict[str, Target] = {}
    for word, recorded in table.lists("values").items():
        for each in recorded:
            if each in values:
                table.say(each, f"`{each}` is listed twice.", "keep it under one value")
            values[each] = _target(word)
    values |= dict.fromkeys(table.words("missing"))
    inner = table.inner("otherwise")
    otherwise = None if inner is None else _otherwise(inner)
    if name:
        table.finish()
    return Words(values, otherwise, name)


def _otherwise(table: Table) -> Otherwise:
    word, because, read = table.word("value"), table.need("because"), table.whole("read")
    if word is not None and read is None:
        message = "`otherwise` with a value needs `read`: how many different values somebody has read."
        table.say("otherwise", message, "read them all and add `read = …`, or leave `value` out")
    table.finish()
    return Otherwise(None if word is None else _target(word), because, read)


def _coded(table: Table, words: dict[str, Words]) -> Coded:
    column, shared = table.need("column"), table.word("words")
    own = _words(table)
    if shared is None:
        return Coded(column, own)
    if shared not in words:
        table.say(shared, f"There is no [words.{shared}].", "declare it, or write `values` here")
    return Coded(column, words.get(shared, own))


def _birth(table: Table | None) -> Birth | None:
    if table is None:
        return None
    birth = Birth(table.word("name") or "birth date", table.need("age"), table.words("at"))
    if not birth.at:
        table.say("birth", "[birth] needs `at`.", 'add the day of the age: at = ["DMDTC"]')
    table.finish()
    return birth


def _fact(table: Table, words: dict[str, Words]) -> FactRule:
    name, domain, coded = table.need("name"), table.need("domain"), _coded(table, words)
    fact = FactRule(name, domain, coded, _where(table), table.word("visit"))
    table.finish()
    return fact


def _score(table: Table) -> ScoreRule:
    name, domain = table.need("name"), table.need("domain")
    value = table.word("value") or f"{domain}STRESN"
    rule = ScoreRule(name, domain, value, table.texts("items"), table.word("total"), _where(table))
    table.finish()
    return rule


def _quantity(table: Table) -> QuantityRule:
    standard = _second(table, "units", UNITS)
    dated = _second(table, "kept", KEPT)
    domain, tests, missing = table.need("domain"), table.texts("tests"), table.words("missing")
    confirmed = _second(table, "unusual", UNUSUAL)
    rule = QuantityRule(domain, tests, standard, dated, _where(table), missing, confirmed)
    table.finish()
    return rule


def _second(table: Table, key: str, choices: tuple[str, str]) -> bool:
    """Whether the second of two words is written; the first is what goes without saying."""
    word = table.word(key) or choices[0]
    if word not in choices:
        table.say(word, f"`{word}` is not known here.", f'write {key} = "{choices[0]}" or "{choices[1]}"')
    return word == choices[1]


def _event(table: Table, words: dict[str, Words]) -> EventRule:
    times = {key: column for key in TIMES if (column := table.word(key)) is not None}
    fields = {}
    for name, inner in table.each("fields"):
        fields[name] = _coded(inner, words)
        inner.finish()
    rule = EventRule(
        table.need("name"), table.need("domain"), times, fields, table.words("same"), _where(table)
    )
    table.word("because")
    table.finish()
    return rule


def _closing(table: Table) -> ClosingRule:
    rule = ClosingRule(
        table.words("of"), table.word("complete through"), table.need("because"), table.word("if rows in")
    )
    table.finish()
    return rule
