"""Which design a command is about, and what is assumed of it: printed on everything that is made from it."""

from pathlib import Path

import pytest
from dose_cli import ASSUMED, COUNTS, FOUNDING, OPEN, PROTOCOL, SCENARIO, answer, refusals, run


@pytest.fixture
def file(tmp_path: Path) -> str:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL, encoding="utf-8")
    return str(made)


def test_an_open_design_is_refused_whole() -> None:
    found = run("table", FOUNDING)
    assert found.exit_code == 1 and not found.stdout
    said = [each.message for each in found.exception.diagnostics]  # type: ignore[union-attr]
    assert [message.split("`")[1] for message in said] == list(OPEN)


@pytest.mark.parametrize(
    ("command", "more", "forms"),
    [
        ("table", (), ("text", "markdown", "html", "csv", "json")),
        ("next", COUNTS, ("text", "markdown", "html", "json")),
        ("select", COUNTS, ("text", "markdown", "html", "csv", "json")),
        ("simulate", SCENARIO, ("text", "markdown", "html", "csv", "json")),
        ("report", SCENARIO, ("text", "markdown", "html")),
    ],
)
def test_assumptions_are_printed_on_everything(
    command: str, more: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    """Each assumed value with its reason, and the word."""
    for form in forms:
        shown = " ".join(run(command, FOUNDING, *ASSUMED, *more, "--format", form).output.split())
        assert shown.count("usual for this method") >= len(OPEN), form
        assert "assumption" in shown.casefold()
        for word in ("target rate of toxicity: 30%", "margins: 5%, 5%", "cohort size: 3"):
            assert word in shown, form


def test_an_assumption_in_the_block_is_printed_too(tmp_path: Path) -> None:
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL.replace("target: 30%", 'target: assume 30% because "as others"'), "utf-8")
    for command, more in (
        ("table", ()),
        ("next", COUNTS),
        ("select", COUNTS),
        ("simulate", ()),
        ("report", ()),
    ):
        assert "target rate of toxicity: 30%, because as others" in run(command, str(made), *more).output


def test_without_assumptions_nothing_is_said_of_them(file: str) -> None:
    for command, more in (("table", ()), ("next", COUNTS), ("simulate", ()), ("report", ())):
        assert "assum" not in run(command, file, *more).output.casefold()


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("maximum=9 because I say so", "already-stated"),
        ("target=30%", "assumption-without-reason"),
        ("target=30% because  ", "assumption-without-reason"),
        ("traget=30% because usual", "unknown-assumption"),
        ("target", "unknown-assumption"),
        ("target=many because usual", "bad-assumption"),
        ("target=20%,30% because usual", "bad-assumption"),
        ("target=nan because usual", "bad-assumption"),
        ("target=0.3 because usual", "bad-assumption"),
        ("margins=0.05,0.05 because usual", "bad-assumption"),
        ("target=130% because usual", "assumption-does-not-fit"),
        ("cohort size=5 because usual", "assumption-does-not-fit"),
        ("cohort size=-3 because usual", "assumption-does-not-fit"),
        ("cohort size=1.5 because usual", "assumption-does-not-fit"),
        ("start=4 because usual", "unknown-level"),
        ("start=1e99 because usual", "unknown-level"),
        ("margins=0% because usual", "assumption-does-not-fit"),
        ("prior=2,2 because usual", "already-stated"),
        ("window=28 because usual", "bad-assumption"),
        ("window=1 year because usual", "bad-assumption"),
    ],
)
def test_assumptions_that_cannot_be(wish: str, name: str) -> None:
    assert refusals(run("table", FOUNDING, "--assume", wish)) == [name]


def test_margins_that_are_an_interval() -> None:
    wishes = ("--assume", "target=30% because usual", "--assume", "margins=25%,35% because printed")
    (found,) = run("table", FOUNDING, *wishes).exception.diagnostics  # type: ignore[union-attr]
    assert found.name == "assumption-does-not-fit" and "ends of an interval" in found.message


UNKNOWN_METHOD = PROTOCOL.replace(
    "method: Keyboard", 'method: unspecified "method of escalation is not public"'
).replace("low: 5e5 cells/kg", 'low: assume 5e5 cells/kg because "printed as 0.5 × 10e6"')


def test_a_method_that_is_not_stated(file: str, tmp_path: Path) -> None:
    made = tmp_path / "unknown.mgdsl"
    made.write_text(UNKNOWN_METHOD, "utf-8")
    found = run("table", str(made))
    assert [each.message for each in found.exception.diagnostics] == [  # type: ignore[union-attr]
        "escalation does not state `method`: method of escalation is not public."
    ]
    held = answer("table", str(made), "--assume", "method=keyboard because it is usual")
    assert held["rows"] == answer("table", file)["rows"]
    assert held["assumptions"] == [
        "method: Keyboard, because it is usual",
        "dose of level 1, low: 5e5 cells/kg, because printed as 0.5 × 10e6",
    ]
    refused = run("table", str(made), "--assume", "method=keybord because it is usual")
    assert refusals(refused) == ["bad-assumption"]
    assert refusals(run("table", file, "--assume", "method=BOIN because so")) == ["already-stated"]


def test_an_open_method_leaves_its_margins_open(tmp_path: Path) -> None:
    made = tmp_path / "unknown.mgdsl"
    made.write_text(UNKNOWN_METHOD.replace("    margins: 5%, 5%\n", ""), "utf-8")
    found = run("table", str(made), "--assume", "method=Keyboard because it is usual")
    said = [each.message for each in found.exception.diagnostics]  # type: ignore[union-attr]
    assert [message.split("`")[1] for message in said] == ["margins"]
    assert run("table", str(made), "--assume", "method=BOIN because it is usual").exception is None


def test_margins_that_leave_no_room_are_refused_together() -> None:
    wishes = ("--assume", "target=10% because usual", "--assume", "margins=10% because wide")
    assert refusals(run("table", FOUNDING, *wishes)) == ["assumption-does-not-fit"]


def test_everything_that_can_be_open_can_be_assumed(tmp_path: Path) -> None:
    """A key by its ends, a start by its name, a prior, a window, a stop and extra safety."""
    text = PROTOCOL
    for line in ("start: low", "margins: 5%, 5%", "window: 28 days"):
        key = line.partition(":")[0]
        text = text.replace(line, f'{key}: unspecified "open"')
    more = "".join(f'    {key}: unspecified "open"\n' for key in ("prior", "stop with", "extra safety"))
    made = tmp_path / "p.mgdsl"
    made.write_text(text.replace("    scenarios:", f"{more}    scenarios:"), "utf-8")
    assert refusals(run("table", str(made))) == ["design-open"] * 5
    wishes = (
        "start=middle",
        "target key=20%,35%",
        "prior=1,2",
        "stop with=9",
        "extra safety=5%",
        "window=4 weeks",
    )
    assumed = [word for wish in wishes for word in ("--assume", f"{wish} because it must be something")]
    found = answer("table", str(made), *assumed)
    values = {value["name"]: value["value"] for value in found["values"]}
    assert values["start"].startswith("level 2 (middle")
    assert (values["target key"], values["prior"]) == ("20%, 35%", "Beta(1, 2)")
    assert values["window of observation"] == "4 weeks"
    assert len(found["assumptions"]) == len(wishes)


def test_a_design_is_found_by_its_name(tmp_path: Path) -> None:
    second = PROTOCOL[PROTOCOL.index("dose finding") :].replace("escalation:", "other one:", 1)
    made = tmp_path / "p.mgdsl"
    made.write_text(PROTOCOL + "\n" + second.replace("target: 30%", "target: 25%"), "utf-8")
    assert refusals(run("table", str(made))) == ["which-design"]
    assert refusals(run("table", str(made), "--design", "othre one")) == ["unknown-design"]
    assert answer("table", str(made), "--design", "Other  one")["rows"][1]["de_escalate_from"] == 2
    none = tmp_path / "none.mgdsl"
    none.write_text(PROTOCOL[: PROTOCOL.index("dose finding")], "utf-8")
    assert refusals(run("table", str(none))) == ["no-design"]
    both = answer("simulate", str(made), "--design", "escalation", "--compare", "other one")
    assert [each["label"] for each in both[:2]] == ["escalation", "other one"]


def test_the_repair_of_an_open_method_can_be_written(tmp_path: Path) -> None:
    """A block states a method or leaves it open; it is assumed for a run only."""
    made = tmp_path / "unknown.mgdsl"
    made.write_text(UNKNOWN_METHOD, "utf-8")
    (told,) = run("table", str(made)).exception.diagnostics  # type: ignore[union-attr]
    assert told.repair.startswith("write `method: Keyboard` once it is known, or add `--assume")


def test_a_because_without_words_is_not_doubled() -> None:
    (told,) = run("table", FOUNDING, "--assume", "target=30% because").exception.diagnostics  # type: ignore
    assert told.repair == "write `target=30% because …`"


def test_a_prior_that_is_not_whole_is_said(file: str, tmp_path: Path) -> None:
    made = tmp_path / "half.mgdsl"
    made.write_text(PROTOCOL.replace("    window:", "    prior: 0.5, 0.5\n    window:"), "utf-8")
    shown = " ".join(run("table", str(made)).output.split())
    assert "prior Beta(0.5, 0.5)" in shown and "bounded to 40 decimals" in shown
    assert "bounded to 40 decimals" not in run("table", file).output
