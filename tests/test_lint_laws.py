"""What lint says of conditions holds in every record: laws over random protocols that are full of slips."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies.typed import HEADER, protocols
from strategies.typed_conditions import VISITS
from strategies.typed_records import records
from test_laws import Protocol

from mgdsl.core.data import Data
from mgdsl.evaluate.interpret import Interpreter
from mgdsl.lint.fix import mended
from mgdsl.lint.groups import Meaning
from mgdsl.lint.run import lint
from mgdsl.lint.trees import Claim
from mgdsl.lint.verdicts import Kind, Verdict, verdicts
from mgdsl.program import load_bytes

Json = dict[str, Any]
SIGNS = st.sampled_from((">=", ">", "<=", "<"))
LINES = st.one_of(
    st.builds("MG-ADL {} {}".format, SIGNS, st.sampled_from((0, 1, 5, 12, 13, 24))),
    st.builds("ocular part of MG-ADL {} {}".format, SIGNS, st.integers(0, 6)),
    st.builds("ocular share of MG-ADL {} {}%".format, SIGNS, st.sampled_from((0, 25, 50, 100))),
    st.builds("at least {} items of MG-ADL >= {}".format, st.integers(1, 8), st.integers(1, 3)),
    st.builds("age {} {} years".format, SIGNS, st.sampled_from((18, 19, 40))),
    st.builds("age between 18 and {} years".format, st.integers(18, 40)),
    st.builds("ALT {} {} × ULN".format, SIGNS, st.sampled_from(("1", "1.5", "3"))),
    st.builds("MGFA class in {{{}}}".format, st.sampled_from(("II", "IIa, III", "V"))),
    st.builds("MGFA class not in {{{}}}".format, st.sampled_from(("II", "IIa, III", "V"))),
    st.sampled_from(("pregnant", "not pregnant", "none of {pregnant, breast-feeding}")),
)  # fmt: skip
HEADS = st.sampled_from(
    ("any of", "all of", "none of", "at least 1 of", "if MG-ADL >= 12", "unless pregnant")
)


def indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


@st.composite
def bodies(draw: st.DrawFn, depth: int, conditional: bool) -> list[str]:
    """Lines under `at screening:`; an `if` only where it may stand."""
    found: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        head = draw(HEADS) if depth and draw(st.booleans()) else None
        if head is None or (head[:2] in ("if", "un") and not conditional):
            found.append(draw(LINES))
        else:
            inside = head == "all of" or head[:2] in ("if", "un")
            found += [f"{head}:", *indented(draw(bodies(depth - 1, conditional and inside)))]
    return found


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A protocol whose lines often bear on one another."""
    text = HEADER
    for at in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(("inclusion", "inclusion", "exclusion")))
        lines = draw(bodies(2, kind == "inclusion"))
        text += "\n".join(["", f'{kind} C{at} "c":', *indented(["at screening:", *indented(lines)]), ""])
    return text


@st.composite
def patients(draw: st.DrawFn) -> tuple[Protocol, Json]:
    protocol = Protocol(draw(slips()))
    return protocol, draw(records(protocol.program.answers))


def value(claim: Claim, data: Data, protocol: Protocol) -> bool | None:
    """What the claim demands: met, not met, unknown."""
    found = Interpreter(protocol.program.lets, data).trace(claim.expr).value
    assert found is None or isinstance(found, bool)
    return found if found is None or claim.positive != claim.turned else not found


def broken(verdict: Verdict, data: Data, protocol: Protocol) -> bool:
    """Whether the record shows that the verdict is wrong."""
    own = value(verdict.claim, data, protocol)
    others = [value(claim, data, protocol) for claim in verdict.because]
    if any(value(claim, data, protocol) is not True for claim in verdict.where):
        return False
    match verdict.kind:
        case Kind.ALWAYS:
            return own is (not verdict.claim.positive)
        case Kind.NEVER:
            return own is verdict.claim.positive
        case Kind.GIVEN:
            return all(others) and own is False
        case Kind.CONTRADICTS:
            return all(others) and own is True
        case Kind.COVERED:
            return own is True and others[0] is False
        case Kind.EXHAUSTS:
            return own is False and not any(other is not False for other in others)


@settings(max_examples=60)
@given(patients())
def test_what_is_said_of_a_condition_holds_in_every_record(patient: tuple[Protocol, Json]) -> None:
    protocol, raw = patient
    data = protocol.data(protocol.read(raw))
    for verdict in verdicts(Meaning(protocol.program)):
        assert not broken(verdict, data, protocol), verdict


@settings(max_examples=60)
@given(patients())
def test_what_is_said_of_exclusions_holds_in_every_record(patient: tuple[Protocol, Json]) -> None:
    exclusions_hold(*patient)


def exclusions_hold(protocol: Protocol, raw: Json) -> None:
    """One that contradicts the inclusions leaves nobody eligible; one that repeats them decides nothing."""
    statuses = protocol.statuses(protocol.data(protocol.read(raw)))
    inclusions = {each.id for each in protocol.program.criteria if each.kind == "inclusion"}
    met = all(statuses[id] == "pass" for id in inclusions)
    for found in lint(load_bytes("p", protocol.text.encode())):
        if found.name == "exclusion-contradicts-inclusion":
            assert set(statuses.values()) != {"pass"}, found.message
        elif found.name == "exclusion-repeats-inclusion":
            assert not met or statuses[found.message.split()[0]] != "fail", found.message


@settings(max_examples=25)
@given(protocols())
def test_lint_never_raises_and_points_into_the_text(text: str) -> None:
    loaded = load_bytes("p", text.encode())
    for found in lint(loaded):
        assert found.place is not None and found.place.source == loaded.source
        assert found.place.span.start < found.place.span.end <= len(text)
        assert "\n" not in found.message and found.why and found.repair


@settings(max_examples=20)
@given(patients())
def test_a_mended_protocol_decides_alike(patient: tuple[Protocol, Json]) -> None:
    protocol, raw = patient
    _, after = mended("p", protocol.text.encode(), Path())
    other = Protocol(after)
    found, expected = (p.statuses(p.data(p.read(raw))) for p in (other, protocol))
    assert found == expected


WINDOWS = st.one_of(
    st.builds(
        "within {} {} before {}".format,
        st.integers(1, 12),
        st.sampled_from(("days", "weeks", "months")),
        st.sampled_from(VISITS[:2]),
    ),
    st.sampled_from(VISITS[:2]).map("before {}".format),
)
COUNTS = st.sampled_from(("any", "no", "at least 2", "at most 1"))
THINGS = st.sampled_from(
    ("IVIg", "{IVIg, PE}", "azathioprine", "immunosuppressants", "immunosuppressants except azathioprine")
)
HISTORIES = st.one_of(
    st.builds(
        "{} {} {}{}".format, COUNTS, THINGS, WINDOWS, st.sampled_from(("", " where duration >= 3 days"))
    ),
    st.builds(
        "{} result of {{{}}} is positive {}".format,
        st.sampled_from(("any", "no")),
        st.sampled_from(("AChR antibody", "AChR antibody, MuSK antibody")),
        WINDOWS,
    ),
    st.builds(
        "{} MG-ADL {} {} {}".format,
        st.sampled_from(("latest", "latest", "earliest", "highest")),
        SIGNS,
        st.sampled_from((5, 6, 12)),
        st.sampled_from(("within 4 weeks before baseline", "within 28 days before baseline")),
    ),
    st.builds(
        "dose of corticosteroids as prednisone {} {} mg/day at baseline".format,
        SIGNS,
        st.sampled_from((10, 20)),
    ),
)


@st.composite
def treated(draw: st.DrawFn) -> tuple[Protocol, Json]:
    """A protocol of histories that bear on one another, and a patient."""
    text = HEADER
    for at in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("inclusion", "exclusion")))
        head = draw(st.sampled_from(("any of:", "all of:", "at least 2 of:")))
        lines = draw(st.lists(HISTORIES, min_size=2, max_size=4))
        text += "\n".join(["", f'{kind} C{at} "c":', *indented([head, *indented(lines)]), ""])
    protocol = Protocol(text)
    return protocol, draw(records(protocol.program.answers))


@settings(max_examples=120)
@given(treated())
def test_what_is_said_of_histories_holds_in_every_record(patient: tuple[Protocol, Json]) -> None:
    protocol, raw = patient
    data = protocol.data(protocol.read(raw))
    meaning = Meaning(protocol.program)
    for verdict in verdicts(meaning):
        assert not broken(verdict, data, protocol), verdict
    for claims in meaning.counts:
        for claim in claims:
            for other in claims:
                if claim.about == other.about and claim.holds < other.holds and value(claim, data, protocol):
                    assert value(other, data, protocol) is not False, (claim, other)


@settings(max_examples=60)
@given(treated())
def test_what_is_said_of_exclusions_by_histories_holds_in_every_record(
    patient: tuple[Protocol, Json],
) -> None:
    exclusions_hold(*patient)


MODIFIED = st.builds(
    "{} {}immunosuppressants{} before {}".format,
    st.sampled_from(("any", "at least 1", "at least 2", "exactly 1", "exactly 2", "at most 1")),
    st.sampled_from(("", "", "distinct agents among ")),
    st.sampled_from(("", " over at least 1 week", " over at least 3 months")),
    st.sampled_from(VISITS[:2]),
)
COURSES = st.builds(
    lambda start, days, agent: {
        "agent": agent,
        "start": date.fromordinal(start).isoformat(),
        "stop": date.fromordinal(start + days).isoformat(),
    },
    st.integers(date(2024, 1, 1).toordinal(), date(2024, 12, 1).toordinal()),
    st.integers(0, 30),
    st.sampled_from(("azathioprine", "prednisone")),
)


@settings(max_examples=150)
@given(st.lists(MODIFIED, min_size=2, max_size=2, unique=True), st.lists(COURSES, max_size=4))
def test_a_line_that_adds_nothing_never_fails_where_the_other_passes(
    lines: list[str], courses: list[Json]
) -> None:
    """A line is said in full only with all of its modifiers: `over at least`, `distinct`, `exactly`."""
    text = HEADER + "".join(f'\ninclusion C{at} "c":\n    {line}\n' for at, line in enumerate(lines))
    loaded = load_bytes("p", text.encode())
    assume(not loaded.diagnostics)
    protocol = Protocol(text)
    days = {visit: {"date": f"2025-01-0{at + 1}"} for at, visit in enumerate(VISITS)}
    raw = {"id": "P", "visits": days, "events": {"therapies": courses}, "complete": {"*": VISITS[-1]}}
    statuses = protocol.statuses(protocol.data(protocol.read(raw)))
    for found in lint(loaded):
        if found.name == "redundant-bound" and found.place is not None:
            at = text[: found.place.span.start].count("inclusion C") - 1
            assert (statuses[f"C{1 - at}"], statuses[f"C{at}"]) != ("pass", "fail"), found.message
