"""A small vocabulary of no real disease, and readers for it."""

from typing import Any

from mgdsl.core.columns import Answer
from mgdsl.core.schema import (
    BY_VISIT,
    AgentClass,
    Category,
    DateFact,
    Event,
    EventField,
    Instrument,
    Item,
    Quantity,
    Schema,
    YesNo,
)
from mgdsl.records.model import Record
from mgdsl.records.read import Reader
from mgdsl.report.diagnostic import Diagnostic

SCALE = Instrument(
    "scale",
    recorded=BY_VISIT,
    items=(Item("a", (0, 1, 2, 3)), Item("b", (0, 2, 4, 9)), Item("c", (0, 1)), Item("d", (0, 1, 3))),
    parts=(("eye", ("a", "b")), ("rest", ("c", "d")), ("wide eye", ("a", "b", "c"))),
)

SCHEMA = Schema(
    visits=("screening", "baseline", "entry"),
    decision="entry",
    measures=(
        Category("sex", values=("female", "male")),
        DateFact("birth date", also=("date of birth",)),
        YesNo("diabetes"),
        YesNo("pregnant", recorded=BY_VISIT),
        SCALE,
        Category(
            "grade",
            recorded=BY_VISIT,
            values=("I", "IIa", "IIb", "III"),
            groups=(("II", ("IIa", "IIb")),),
            kind="classification",
        ),
        Quantity("titre", recorded=BY_VISIT, unit="nmol/L", decimals=2),
        Quantity("enzyme", recorded=BY_VISIT, unit="U/L", limits=("lower", "upper")),
        Quantity("weight", unit="kg", highest=None),
        Category("antibody", also=("ab",), recorded=BY_VISIT, values=("positive", "negative"), kind="test"),
    ),
    events=(
        Event(
            "therapy",
            also=("therapies",),
            span=True,
            fields=(
                EventField("agent", "agent"),
                EventField("dose", "quantity", unit="mg/day"),
                EventField("failure", "category", ("none", "weakness", "intolerance")),
            ),
        ),
        Event("operation"),
    ),
    classes=(AgentClass("statins", "therapy", ("alfastatin", "betastatin")),),
    agents=(("alfastatin", ("AFS",)), ("betastatin", ()), ("gammamab", ())),
)

ANSWERS = (
    Answer("investigator", "treatment is needed"),
    Answer("participant", "is willing to return", "screening"),
    Answer("participant", "agrees to contraception", None, "entry", "1 year after entry"),
    Answer("investigator", "it was serious", row=True),
)

READER = Reader(SCHEMA, ANSWERS)


def good(**sections: Any) -> Record:
    """The record, which must read."""
    found = READER.read({"id": "P", **sections})
    assert isinstance(found, Record), found
    return found


def faults(**sections: Any) -> list[Diagnostic]:
    """The mistakes of a record, which must have some."""
    found = READER.read({"id": "P", **sections})
    assert isinstance(found, list)
    return found
