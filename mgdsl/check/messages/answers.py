"""Questions to the history of what is yes or no, and of what is recorded once and has no history."""

import re

from mgdsl.check.messages.common import either, say
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place


def which_answer(place: Place, name: str) -> Diagnostic:
    """`CNS involvement before screening`. `place`: the whole condition, which begins with the name."""
    return say(
        "which-result",
        place,
        f"Which answer to {name} in that time?",
        "Several answers may lie in the window: one that is yes among them is not the same as the last one.",
        "write one of\n" + "\n".join(f"{how} {place.text}" for how in ("any", "latest")),
    )


def answers_of_one_visit(place: Place, how: str, thing: str) -> Diagnostic:
    """`no pregnant at screening`, `any pregnant at screening`."""
    rest = place.text.split(thing, 1)[1] if thing in place.text else ""
    many = thing.startswith("{")
    plain = {
        "no": f"none of {thing}" if many else f"not {thing}",
        "every": f"all of {thing}" if many else thing,
    }.get(how, f"any of {thing}" if many else thing)
    return say(
        "result-of-missing",
        place,
        f"`{thing}` is yes or no at a visit; `{how}` asks a time.",
        f"A fact at one visit has one answer. `{how}` looks through a history, which may be open.",
        f"write `{plain}{rest}`",
    )


def test_on_answers(place: Place, test: Place, how: str, name: str) -> Diagnostic:
    """`any result of CNS involvement is yes before screening`."""
    said = place.text.replace(f" {test.text}", "", 1)
    forms = [said]
    if re.search(r"\b(?:no|false|not|0)\b|!=|≠", test.text):
        asked = re.sub(r"^(?:any|no|every|latest|earliest|at (?:least|most) \d+|exactly \d+) ", "", said)
        forms = {
            "any": [f"no {asked}", f"not latest {asked.removeprefix('result of ')}"],
            "every": [f"no {asked}"],
            "no": [f"every {asked}"],
        }.get(how, [f"not ({said})"])
    return say(
        "is-on-truth",
        place,
        f"{name} is yes or no: it takes no test.",
        "An answer counts where it is yes.",
        either(forms),
    )


def recorded_once(place: Place, thing: str, test: str, how: str, timed: bool = True) -> Diagnostic:
    """`place`: the whole condition; `how`: how many results it asks; `timed`: in a time that is said."""
    none = how in ("no", "at most")
    if thing.startswith("{"):
        plain = f"{'none' if none else 'all' if how == 'every' else 'any'} of {thing}{test and ' '}{test}"
    else:
        plain = f"{thing} {test}".rstrip()
        plain = f"not {f'({plain})' if test else plain}" if none else plain
    asked = re.sub(r"^(?:no|any|every|latest|earliest|at least 1) ", "", place.text)
    asked = re.sub(r"^results? of ", "", asked).replace('"', "'")
    asked = re.sub(r"^none of ", "any of ", asked)
    told = " ".join(asked.split())
    judged = f'{"not " if none else ""}judged by investigator "{told}"'
    if not timed:
        return say(
            "recorded-once",
            place,
            f"`{thing}` is recorded once: it has no history that could be counted.",
            "A record gives it one value, which holds at any time.",
            f"write `{plain}`; declare an `event` if it can happen more than once",
        )
    return say(
        "recorded-once",
        place,
        f"`{thing}` is recorded once and has no day: it lies in no window.",
        "A record gives it one value, which holds at any time. Of when it was so nothing is known, so the "
        "line would never be decided.",
        f"write `{plain}`, without a time\nor have the time judged: `{judged}`\n"
        "or declare what has a day: an `event`, or the thing with `recorded: by visit`",
    )


def results_throughout(place: Place, how: str, thing: str) -> Diagnostic:
    """`any result of QMG >= 5 for at least 4 weeks before baseline`."""
    before, rest = place.text.split(thing, 1)
    within = f"{before}{thing}{re.sub(r' for (?:at least|more than) ', ' within ', rest)}"
    forms = [within] if thing.startswith("{") else [f"{thing}{rest}", within]
    return say(
        "results-throughout",
        place,
        f"A result is of one day: `{how}` of them cannot go on for a time.",
        "What held throughout is asked of the thing itself; single results lie within a time.",
        either(forms),
    )
