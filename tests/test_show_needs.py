"""The data that a criterion needs, in a document: recorded once, at visits, and in histories."""

from pathlib import Path

from mgdsl.program import load_bytes, load_path
from mgdsl.show.blocks import Pairs
from mgdsl.show.document import document
from mgdsl.show.markdown import markdown
from tests.test_cli import FOUNDING, run

ROOT = Path(__file__).parents[1]
DATED = "with dates, and whether all are known"


def test_data_needed_stand_by_visit() -> None:
    loaded = load_path(Path(FOUNDING) / "protocol.mgdsl")
    assert loaded.checked.program is not None
    blocks = document(loaded, loaded.checked.program).blocks
    needed = [block.rows for block in blocks if isinstance(block, Pairs) and block.label == "Data needed"]
    assert needed[0] == (("once", "birth date"), ("at screening", "date of the visit"))
    assert needed[2][1:] == (
        ("at infusion", "date of the visit"),
        (DATED, "AChR antibody; LRP4 antibody; MuSK antibody"),
    )
    assert needed[3][2] == (DATED, "therapy (agent, failure)")
    assert needed[6] == (
        (
            "once",
            "sex; participant: “agrees to contraception” from infusion until 1 year after infusion; "
            "participant: “agrees to no sperm donation” from infusion until end of study",
        ),
    )


def test_what_people_say_of_a_record_of_a_history_is_listed() -> None:
    page = run("show", str(ROOT / "protocols/nct05716035")).stdout
    assert "| investigator | “the infection is clinically relevant” | E1 |" in page
    said = "investigator: “the infection is clinically relevant”"
    assert f"| {DATED} | infection (kind, treatment, hospital stay, {said}) |" in page


READ = """protocol "P":
    visits: screening, baseline
    decision visit: baseline

use myasthenia gravis

inclusion I1 "Steady":
    dose of {azathioprine, tacrolimus} is unchanged for at least 4 weeks before baseline
    judged by investigator "no change is expected" from baseline until 12 weeks after baseline

exclusion E1 "Infection":
    any infection before baseline where:
        severity is severe
        judged by surgeon "it matters"
        unspecified "it is recent enough"

exclusion E2 "Plans and drugs":
    any of:
        any planned thymectomy from baseline until 1 year after baseline
        at least 2 distinct agents among immunosuppressants where dose > 1 mg/day
        any result of QMG >= 11 before baseline
"""


def test_the_fields_of_histories_and_the_periods_of_statements() -> None:
    loaded = load_bytes("x.mgdsl", READ.encode())
    assert loaded.checked.program is not None, loaded.diagnostics
    rows = markdown(document(loaded, loaded.checked.program)).splitlines()
    for row in (
        "| once | investigator: “no change is expected” from baseline until 12 weeks after baseline |",
        f"| {DATED} | therapy (agent, dose) |",
        f"| {DATED} | infection (severity, surgeon: “it matters”, somebody: “it is recent enough”) |",
        "| surgeon | “it matters” | E1 |",
        "| “it is recent enough” | E1 |",
        "| infection |  | first and last day and severity | each time |",
        f"| {DATED} | thymectomy (planned); therapy (agent, dose); QMG |",
    ):
        assert row in rows


def test_a_remark_behind_a_line_is_shown_and_names_are_joined() -> None:
    """What stands behind a line, what the criteria call a thing, and no limit that nobody asks for."""
    text = (
        'protocol "P":\n    visits: screening\n    decision visit: screening\n\nuse laboratory\n\n'
        'inclusion I1 "a":\n    SpO2 > 91% at screening  # on room air\n'
        "    ANC > 1.5 ×10^9/L at screening  # allow only-the-ill: a reason\n"
    )
    loaded = load_bytes("p", text.encode())
    assert loaded.checked.program is not None
    shown = markdown(document(loaded, loaded.checked.program))
    assert r"SpO2 \> 91% at screening: on room air" in shown and "a reason" not in shown
    assert "neutrophils (ANC)" in shown and "limit of normal" not in shown
