"""Which steps of the calendar are longer, and findings that are told together."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from test_lint import HEAD

from mgdsl.core.columns import Step
from mgdsl.lang.calendar import UNITS, step
from mgdsl.lint.lengths import not_later
from mgdsl.lint.run import lint
from mgdsl.program import load_bytes

STEPS = st.builds(Step, st.integers(-40, 40), st.sampled_from(UNITS), st.sampled_from((0, 0, -1, 1)))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.toordinal)


def on(day: int, by: Step) -> int:
    return step(day, by.n, by.unit, by.days)


@given(STEPS, STEPS, DAYS)
def test_a_step_that_is_not_later_never_leads_later(one: Step, other: Step, day: int) -> None:
    if not_later(one, other):
        assert on(day, one) <= on(day, other)


def test_a_month_is_neither_four_weeks_nor_thirty_days() -> None:
    def month(n: int) -> Step:
        return Step(n, "month")

    assert not_later(Step(4, "week"), month(1)) and not not_later(month(1), Step(4, "week"))
    assert not not_later(Step(30, "day"), month(1)) and not not_later(month(1), Step(30, "day"))
    assert not_later(month(12), Step(1, "year")) and not_later(Step(1, "year"), month(12))
    assert not_later(Step(-1, "year"), Step(-365, "day")) and not_later(Step(-14, "day"), Step(-2, "week"))


def found(ids: list[str]) -> list[str]:
    text = "".join(
        f'inclusion {id} "{id}":\n    QMG >= {at + 1} at screening\n\n' for at, id in enumerate(ids)
    )
    text += "cases for I1 at screening:\n    | QMG | I1 |\n    | 30 | pass |\n"
    loaded = load_bytes("p", (HEAD + "\n" + text).encode())
    return [each.message for each in lint(loaded) if each.name == "untested-criterion"]


def test_findings_alike_are_told_together_when_they_are_many() -> None:
    few = ["I1", "I2", "I3", "I4"]
    assert found(few) == [f"No case expects anything of {id}." for id in few[1:]]
    assert found([*few, "I5"]) == ["No case expects anything of 4 criteria: I2, I3, I4, I5."]


def test_an_allowed_finding_is_not_told_with_the_others() -> None:
    text = "".join(f'inclusion I{n} "I{n}":\n    QMG >= {n} at screening\n\n' for n in range(1, 7))
    text = text.replace("inclusion I3", "# allow untested-criterion: tested by hand\ninclusion I3")
    text += "cases for I1 at screening:\n    | QMG | I1 |\n    | 30 | pass |\n"
    loaded = load_bytes("p", (HEAD + "\n" + text).encode())
    assert "No case expects anything of 4 criteria: I2, I4, I5, I6." in [
        each.message for each in lint(loaded)
    ]
