"""Designs in the language: what each property may say, and that a compiled design is held to the same."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve
from dose_cli import PROTOCOL

from mgdsl.check.dose_finding import PROPERTIES
from mgdsl.core.codec import dumps, loads
from mgdsl.core.design import (
    Assumed,
    Design,
    KeyEnds,
    Margins,
    NotStated,
    Scenario,
    Stated,
    TwoRates,
    Usual,
    Window,
    key_of,
)
from mgdsl.core.design_faults import design_faults
from mgdsl.dose.assume import assume
from mgdsl.dose.rules import OpenDesign, resolve
from mgdsl.dose.show.settings import toxicity_lines
from mgdsl.program import load_bytes
from mgdsl.report.diagnostic import Diagnostic

BLOCK = PROTOCOL[PROTOCOL.index("dose finding") :]
WHOLE = """dose finding escalation:
    method: Keyboard
    levels: 5, 10, 20 mg
    start: 10 mg
    target: 25%
    target key: 20 to 30%
    prior: 1, 2
    cohort size: 2
    maximum: 20 participants
    eliminate above: 90%
    elimination needs: 4 participants
    extra safety: 2.5%
    stop with: 10 participants
    toxicity:
        "grade 3 or higher,"
        "related to the drug"
    window: 4 weeks
    scenarios:
        `50 percent`: 10%, 25%, 50%
"""


def checked(block: str) -> tuple[Design | None, list[Diagnostic]]:
    loaded = load_bytes("p", (PROTOCOL.replace(BLOCK, block)).encode())
    program = loaded.checked.program
    return (program.designs[0] if program else None), list(loaded.diagnostics)


def design(block: str = BLOCK) -> Design:
    made, found = checked(block)
    assert made is not None and not found, found
    return made


def with_line(old: str, new: str) -> str:
    assert old in BLOCK
    return BLOCK.replace(old, new)


def test_every_property_can_be_written() -> None:
    """Each name is a name of the language, and does what it says."""
    made = design(WHOLE)
    margins = design(WHOLE.replace("target key: 20 to 30%", "margins: 5%, 10%"))
    assert margins.key == Margins(Stated(Fraction(1, 20)), Stated(Fraction(1, 10)))
    written = {line.split(":")[0].strip() for line in WHOLE.splitlines() if line.startswith("    ")}
    assert set(PROPERTIES) <= written | {"margins", "phi1", "phi2"}
    rules = resolve(made)
    assert (rules.start, rules.cohort, rules.maximum, rules.least, rules.stop_at) == (1, 2, 20, 4, 10)
    assert (rules.low, rules.target, rules.high) == (Fraction(1, 5), Fraction(1, 4), Fraction(3, 10))
    assert (rules.cutoff, rules.extra, rules.prior) == (Fraction(9, 10), Fraction(1, 40), (1, 2))
    assert made.toxicity == "grade 3 or higher, related to the drug"
    assert made.window == Window(4, "week")
    assert made.scenarios == (Scenario("50 percent", (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2))),)


def test_what_is_not_said() -> None:
    """The prior and the least number are the method's own; everything else must be stated."""
    made = design()
    assert made.prior == (Usual(Fraction(1)), Usual(Fraction(1))) and made.least == Usual(Fraction(3))
    for key in (
        "method",
        "levels",
        "start",
        "target",
        "margins",
        "cohort size",
        "maximum",
        "eliminate above",
    ):
        lines = [
            line for line in WHOLE.splitlines() if not line.strip().startswith((f"{key}:", "target key:"))
        ]
        if key != "margins":
            lines.append("    margins: 5%, 5%")
        _, found = checked("\n".join(lines) + "\n")
        assert "design-property-missing" in [each.name for each in found], key


def test_assumed_and_unspecified() -> None:
    made = design(with_line("target: 30%", 'target: assume 30% because "usual"'))
    assert made.target == Assumed(Fraction(3, 10), "usual")
    made = design(with_line("margins: 5%, 5%", 'margins: unspecified "not public"'))
    assert made.key == Margins(NotStated("not public"), NotStated("not public"))
    made = design(with_line("margins: 5%, 5%", 'target key: 25%, assume 35% because "usual"'))
    assert made.key == KeyEnds(Stated(Fraction(1, 4)), Assumed(Fraction(7, 20), "usual"))
    made = design(with_line("window: 28 days", 'window: assume 28 days because "usual"'))
    assert made.window == Window(28, "day", "usual")
    made = design(with_line("window: 28 days", 'window: unspecified "not public"'))
    assert made.window == NotStated("not public")
    for key in ("prior", "stop with", "extra safety", "toxicity"):
        block = "\n".join(line for line in BLOCK.splitlines() if not line.strip().startswith("toxicity"))
        made = design(block.replace("    window:", f'    {key}: unspecified "open"\n    window:') + "\n")
        if key != "toxicity":
            with pytest.raises(OpenDesign, match=key):
                resolve(made)


def test_boin_has_margins_of_its_own() -> None:
    block = with_line("method: Keyboard", "method: BOIN").replace("    margins: 5%, 5%\n", "")
    assert key_of(design(block)) == (Fraction(18, 100), Fraction(42, 100))
    opened = design(block.replace("target: 30%", 'target: unspecified "not public"'))
    assert isinstance(opened.key, Margins) and isinstance(opened.key.below, NotStated)
    with pytest.raises(OpenDesign) as refused:
        resolve(opened)
    assert refused.value.open == (("target", "not public"),)
    stated = block.replace("    target: 30%", "    margins: 10%, 15%\n    target: 30%")
    assert key_of(design(stated)) == (Fraction(20, 100), Fraction(45, 100))


def test_the_two_rates_of_boin() -> None:
    block = with_line("method: Keyboard", "method: BOIN")
    rates = block.replace("margins: 5%, 5%", 'phi1: 18%\n    phi2: assume 42% because "usual"')
    made = design(rates)
    assert made.key == TwoRates(Stated(Fraction(18, 100)), Assumed(Fraction(42, 100), "usual"))
    own = design(block.replace("    margins: 5%, 5%\n", ""))
    assert evolve(resolve(made), method="") == evolve(resolve(own), method="")
    opened = design(rates.replace("phi1: 18%", 'phi1: unspecified "not public"'))
    with pytest.raises(OpenDesign) as refused:
        resolve(opened)
    assert refused.value.open == (("phi1", "not public"),)
    assert resolve(assume(opened, ("phi1=18% because usual",))).low == Fraction(18, 100)
    nothing = design(block.replace("margins: 5%, 5%", 'margins: unspecified "not public"'))
    both = assume(nothing, ("phi1=18% because usual", "phi2=42% because usual"))
    assert key_of(both) == key_of(own)
    for old, new, name in (
        ("phi1: 18%", "phi1: 31%", "impossible-margins"),
        ("    phi1: 18%\n", "", "design-property-missing"),
        ("phi1: 18%", "margins: 12%\n    phi1: 18%", "design-property-twice"),
        ("method: BOIN", "method: Keyboard", "design-value"),
        ("phi1: 18%", "phi1: 0.6 φ", "design-form"),
        ("phi1: 18%", "φ1: 18%", "unknown-property"),
        ("phi1: 18%", "p.saf: 18%", "unknown-property"),
    ):
        assert [each.name for each in checked(rates.replace(old, new))[1]] == [name], new


def test_missing_properties_are_told_at_once() -> None:
    """Without a value of ours; one under another name is told there alone."""
    _, found = checked("dose finding e:\n    method: Keyboard\n    doses: 1, 2 mg\n    sample size: 12\n")
    assert [each.name for each in found] == ["design-property-missing"] + ["unknown-property"] * 2
    keys = ("start", "target", "margins", "cohort size", "eliminate above")
    assert all(f"`{key}`" in found[0].message for key in keys) and "maximum" not in found[0].message
    assert "levels: 1, 2 mg" in found[1].repair and not any(sign.isdigit() for sign in found[0].repair)
    _, found = checked("dose finding e:\n    method: Keyboard\n")
    assert len(found) == 1 and "`levels`, `start`" in found[0].message


@pytest.mark.parametrize(
    ("old", "new", "name", "repair"),
    [
        ("margins: 5%, 5%", "margins: 25%, 35%", "interval-as-margins", "target key: 25 to 35%"),
        ("margins: 5%, 5%", "margins: 25 to 35%", "interval-as-margins", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "margins: 5 to 10%", "design-value", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "margins: 0.05, 5%", "rate-without-percent", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "target key: 0.25 to 0.35", "rate-without-percent", "target key: 25% to 35%"),
        ("middle dose right: 10%, 30%, 50%", "likely: 0.1, 30, 0.5", "rate-without-percent", "10%, 30%, 50%"),
        ("margins: 5%, 5%", "target key: 25%-35%", "design-form", "target key: 25 to 35%"),
        ("target: 30%", "target: 1/3", "rate-without-percent", "target: 33.3333%"),
        ("target: 30%", "target: 20% to 33%", "design-form", "target key: 20 to 33%"),
        ("target: 30%", "target: < 1 in 3", "design-form", 'unspecified "a limit, < 1 in 3"'),
        ("target: 30%", "target: 30% ± 5%", "design-form", "margins: 5%, 5%"),
        ("cohort size: 3", "cohort size: 3 to 6", "design-form", "`cohort size: 6`"),
        ("cohort size: 3", "cohort size: 3-6", "design-form", "`cohort size: 6`"),
        ("eliminate above: 95%", "eliminate above: > 95%", "design-form", "eliminate above: 95%"),
        ("window: 28 days", "window: one cycle (28 days)", "design-form", "window: 28 days"),
        ("method: Keyboard", "method: Keyboard (Yan 2017)", "design-form", "method: Keyboard"),
        ("start: low", "start: lowest dose level", "design-form", "start: 1"),
        ("start: low", "start: 10^6 cells/kg", "power-of-ten", "start: 1e6 cells/kg"),
        ("maximum: 12 participants", "maximum: 12 (4 cohorts)", "design-form", "maximum: 12  # 4 cohorts"),
        ("window: 28 days", "prior: Beta(1, 1)", "design-form", "prior: 1, 1"),
        ("window: 28 days", "window: first cycle", "design-value", 'window: "first cycle"'),
        ("method: Keyboard", "method: mTPI", "no-such-method", "changes no verdict"),
        ("method: Keyboard", "method: 3 + 3", "no-such-method", "changes no verdict"),
        (
            "method: Keyboard",
            "method: BOIN after accelerated titration",
            "no-such-method",
            "changes no verdict",
        ),
        (
            "high: 5e6 cells/kg",
            "high: 5e6 CAR+ T cells/kg",
            "design-form",
            "high: 5e6 cells/kg  # CAR+ T cells",
        ),
        ("start: low", "start: dose level 1", "design-form", "start: 1"),
        ("target: 30%", "target: pT = 0.30", "design-form", "target: 30%"),
        ("target: 30%", "target: 30% (25%-35%)", "design-form", "target key: 25 to 35%"),
        ("margins: 5%, 5%", "margins: ε1 = 0.05, ε2 = 0.05", "design-form", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "margins: 25%-35%", "design-form", "target key: 25 to 35%"),
        ("cohort size: 3", "cohort size: 1 then 3", "design-form", "`cohort size: 3`"),
        ("maximum: 12 participants", "maximum: N = 12", "design-form", "maximum: 12"),
        ("eliminate above: 95%", "cutoff: P(DLT > 30%) > 0.95", "design-form", "eliminate above: 95%"),
        ("window: 28 days", "extra safety: no", "design-form", "delete the line"),
        ("window: 28 days", "MTD is the highest dose with < 33% DLT", "design-form", "# MTD is the highest"),
        ("window: 28 days", "MTD: the highest dose with < 33% DLT", "unknown-property", "as a comment"),
        ("window: 28 days", "DLT window: 28 days after infusion", "design-form", "window: 28 days"),
        ("window: 28 days", "dose level 1: 5 mg", "design-form", "levels: 5 mg"),
        ("window: 28 days", "backfill: up to 10 patients", "unknown-property", "as a comment"),
        ('toxicity: "any', 'DLT: any grade >= 3 "any', "design-form", "toxicity: "),
        ("window: 28 days", "backfill: 12", "unknown-property", "as a comment"),
        ("margins: 5%, 5%", "margins: 30%, 5%", "impossible-margins", "below 30%"),
        ("margins: 5%, 5%", "margins: 5%, 70%", "interval-as-margins", "target key: 5 to 70%"),
        ("margins: 5%, 5%", "margins: 0%, 5%", "impossible-margins", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "margins: -5%, 5%", "impossible-margins", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "margins: 0.1%", "impossible-margins", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "margins: 5%, 5%, 5%", "design-value", "margins: 5%, 5%"),
        ("margins: 5%, 5%", "target key: 31%, 40%", "impossible-margins", "below the target"),
        ("margins: 5%, 5%", "target key: 30%, 40%", "impossible-margins", "below the target"),
        ("margins: 5%, 5%", "target key: 0%, 40%", "impossible-margins", "between 0% and 100%"),
        ("margins: 5%, 5%", "target key: 25%", "design-value", "25%, 35%"),
        (
            "margins: 5%, 5%",
            "margins: 5%\n    target key: 25%, 35%",
            "design-property-twice",
            "one of the two",
        ),
        ("cohort size: 3", "cohort size: 5", "cohorts-do-not-divide", "`maximum: 10` or `maximum: 15`"),
        ("cohort size: 3", "cohort size: 24", "cohorts-do-not-divide", "maximum: 24"),
        ("cohort size: 3", "cohort size: 0", "design-value", "3"),
        ("cohort size: 3", "cohort size: 1.5", "design-value", "3"),
        ("maximum: 12 participants", "maximum: 3000 participants", "design-value", "12"),
        ("start: low", "start: 4", "start-not-a-level", "from 1 to 3"),
        ("start: low", "start: 0", "start-not-a-level", "from 1 to 3"),
        ("start: low", "start: hihg", "start-not-a-level", "high"),
        ("start: low", "start: 3e5 cells/kg", "start-not-a-level", "from 1 to 3"),
        ("target: 30%", "target: 100%", "design-rate", "30%"),
        ("eliminate above: 95%", "eliminate above: 50%", "design-rate", "95%"),
        ("window: 28 days", "elimination needs: 15", "never-eliminates", "3"),
        ("window: 28 days", "stop with: 3", "design-value", "12"),
        ("window: 28 days", "stop with: 15", "design-value", "12"),
        ("window: 28 days", "extra safety: 50%", "design-rate", "5%"),
        ("window: 28 days", "prior: 0, 1", "design-value", "1, 1"),
        ("window: 28 days", "prior: 0.005, 0.5", "design-value", "1, 1"),
        ("target: 30%", "target: 30.12345%", "design-value", "30%"),
        ("all too toxic: 50%, 60%, 70%", "all too toxic: 50%, 60%, 70.00001%", "design-value", "5%"),
        ("window: 28 days", "prior: 1, 101", "design-value", "1, 1"),
        ("window: 28 days", "prior: 1", "design-value", "1, 1"),
        ("window: 28 days", "window: 2.5 days", "design-value", "28 days"),
        ("window: 28 days", "window: 1 year", "design-value", "28 days"),
        ("window: 28 days", 'window: assume 28 days because ""', "assumption-without-reason", "because"),
        (
            "        high: 5e6 cells/kg",
            "        low: 5e6 cells/kg",
            "design-property-twice",
            "delete this line",
        ),
        ("high: 5e6 cells/kg", "high: 5e4 cells/kg", "levels-not-rising", "lowest to the highest"),
        (
            "all too toxic: 50%, 60%, 70%",
            "middle dose right: 50%, 60%, 70%",
            "design-property-twice",
            "right",
        ),
        ("all too toxic: 50%, 60%, 70%", "all too toxic: 50%, 60%", "scenario-length", "3 rates"),
    ],
)
def test_mistakes(old: str, new: str, name: str, repair: str) -> None:
    _, found = checked(with_line(old, new))
    assert [each.name for each in found] == [name]
    assert repair in found[0].repair and found[0].why and found[0].place is not None


def test_a_level_is_not_called_by_a_number() -> None:
    _, found = checked(with_line("        high: 5e6", "        `2`: 5e6"))
    assert [each.name for each in found] == ["design-value"] and "called 2" in found[0].message


def test_levels_need_a_unit() -> None:
    """Else `start: 2` could mean the second level, or the level of dose 2."""
    levels = BLOCK[BLOCK.index("    levels:") : BLOCK.index("    start:")]
    block = with_line(levels, "    levels: 2, 4, 6\n").replace("start: low", "start: 2")
    assert [each.name for each in checked(block)[1]] == ["levels-in-units"]
    many = ", ".join(map(str, range(1, 25)))
    block = with_line(levels, f"    levels: {many} mg\n").replace("start: low", "start: 2")
    assert "design-value" in [each.name for each in checked(block)[1]]


CHANGES: tuple[Callable[[Design], Design], ...] = (
    lambda made: evolve(made, method="3+3"),
    lambda made: evolve(made, levels=made.levels[:1]),
    lambda made: evolve(made, levels=made.levels[::-1]),
    lambda made: evolve(made, start=Stated(Fraction(4))),
    lambda made: evolve(made, target=Stated(Fraction(1))),
    lambda made: evolve(made, target=Stated(Fraction(1, 3))),
    lambda made: evolve(made, key=Margins(Stated(Fraction(1, 30)), Stated(Fraction(1, 20)))),
    lambda made: evolve(made, key=Margins(Stated(Fraction(0)), Stated(Fraction(1, 20)))),
    lambda made: evolve(made, key=Margins(Stated(Fraction(3, 10)), Stated(Fraction(1, 20)))),
    lambda made: evolve(made, key=Margins(Stated(Fraction(1, 900)), Stated(Fraction(1, 900)))),
    lambda made: evolve(made, key=KeyEnds(Stated(Fraction(1, 2)), Stated(Fraction(3, 5)))),
    lambda made: evolve(made, method="BOIN", key=KeyEnds(Stated(Fraction(1, 5)), Stated(Fraction(2, 5)))),
    lambda made: evolve(made, key=TwoRates(Stated(Fraction(1, 5)), Stated(Fraction(2, 5)))),
    lambda made: evolve(made, key=Margins(Stated(Fraction(1, 4)), Stated(Fraction(7, 20)))),
    lambda made: evolve(made, prior=(Stated(Fraction(1, 3)), Stated(Fraction(1)))),
    lambda made: evolve(made, cohort=Stated(Fraction(5))),
    lambda made: evolve(made, maximum=Stated(Fraction(3000))),
    lambda made: evolve(made, cutoff=Stated(Fraction(1, 2))),
    lambda made: evolve(made, least=Stated(Fraction(15))),
    lambda made: evolve(made, stop_at=Stated(Fraction(3))),
    lambda made: evolve(made, stop_at=Stated(Fraction(15))),
    lambda made: evolve(made, extra=Stated(Fraction(1, 2))),
    lambda made: evolve(made, window=Window(0, "day")),
    lambda made: evolve(made, window=Window(1, "year")),
    lambda made: evolve(made, scenarios=(Scenario("short", (Fraction(1, 2),)),)),
    lambda made: evolve(made, scenarios=(Scenario("high", (Fraction(2),) * 3),)),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_compiled_design_is_held_to_the_same(change: Callable[[Design], Design]) -> None:
    assert list(design_faults(design())) == []
    assert len(list(design_faults(change(design())))) >= 1


def test_a_design_survives_compiling() -> None:
    program = load_bytes("p", PROTOCOL.replace(BLOCK, WHOLE).encode()).checked.program
    assert program is not None
    assert loads(dumps(program)).designs == program.designs


def test_a_word_is_no_definition() -> None:
    for said, told in (("Dose-limiting toxicity.", "does not say"), ("grade 3.", "toxicity: grade 3.")):
        block = with_line('"any grade 3 or higher event that is related to the cells"', f'"{said}"')
        assert told in toxicity_lines(design(block))[1] and ".." not in toxicity_lines(design(block))[1]
