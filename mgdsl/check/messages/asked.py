"""Questions to a history."""

from mgdsl.check.messages.common import say
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place


def result_of_missing(place: Place, how: str, thing: str) -> Diagnostic:
    return say(
        "result-of-missing",
        place,
        f"`{thing}` is a measurement: its history is asked as results.",
        f"`{how} of {{…}}` chooses among values of one visit, `{how} result of` asks the history.",
        f"write `{how} result of {thing} …`",
    )


def yes_no_has_no_history(place: Place, thing: str) -> Diagnostic:
    return say(
        "not-a-history",
        place,
        f"`{thing}` is yes or no: it has no records that could be counted.",
        "Events, classes of drugs, drugs, tests and measurements have a history; a fact has one answer.",
        f"write `{thing}` or `not {thing}`; declare an `event` if it can happen more than once",
    )


def plan_needs_window(place: Place, words: str) -> Diagnostic:
    return say(
        "plan-needs-window",
        place,
        "Planned for when?",
        "A history without a when ends at the decision visit, and what is planned lies after it.",
        f"say for what time: `{words} from baseline until end of study`",
    )


def mixed_history(place: Place) -> Diagnostic:
    return say(
        "mixed-history",
        place,
        "Events and measurements cannot be counted together.",
        "Events are counted by their records, measurements by their results.",
        "write two lines, under `any of:` or `all of:`",
    )


def among_needs_agents(place: Place) -> Diagnostic:
    return say(
        "among-needs-agents",
        place,
        "`among` follows `agents`.",
        "`among` chooses the drugs that are counted.",
        "write `at least 2 distinct agents among …`",
    )


def pick_needs_test(place: Place, word: str, asked: str) -> Diagnostic:
    return say(
        "pick-needs-test",
        place,
        f"`{word}` picks one result: say what it must be.",
        "That there is a latest result says nothing about the patient.",
        f"write `{asked} is …` or `{asked} >= …`, then the when",
    )


def pick_on_events(place: Place, word: str, thing: str) -> Diagnostic:
    return say(
        "pick-on-events",
        place,
        f"`{word}` chooses among results; `{thing}` is an event.",
        "These words choose among results that have values.",
        f"write `any {thing} … where …`, or `no {thing} …`",
    )


def pick_one(place: Place, word: str) -> Diagnostic:
    return say(
        "pick-one",
        place,
        f"`{word}` of several measurements has no single meaning.",
        "The latest of two measurements may be the latest of each, or the later of both.",
        "write a line for each, under `any of:` or `all of:`",
    )


def test_on_event(place: Place, thing: str) -> Diagnostic:
    return say(
        "test-on-event",
        place,
        f"`{thing}` is an event: what it must be like stands after `where`.",
        "An event has fields, such as its drug or its outcome, and each of them can be asked for.",
        f"write `any {thing} … where …`",
    )


def extreme_needs_number(place: Place, word: str) -> Diagnostic:
    return say(
        "extreme-needs-number",
        place,
        f"`{word}` compares numbers.",
        "The highest of several results is a number, so it is compared with one.",
        "write `>= …` or `<= …`, or use `latest`",
    )


def sliding_needs_at_least(place: Place) -> Diagnostic:
    return say(
        "sliding-needs-at-least",
        place,
        "`within any` goes with `any` or `at least n`, without `distinct`.",
        "A stretch of time that can lie anywhere is sought so that enough records fall into it.",
        "write `at least 2 … within any 12 months`",
    )


def rate_needs_years(place: Place, per: str) -> Diagnostic:
    return say(
        "rate-needs-window",
        place,
        f"A number per {per} is an average over a window of whole months or years.",
        "Without the window nobody knows over how long to average.",
        f"write `at least 2 … per {per} within 3 years before screening`",
    )


def over_needs_at_least(place: Place) -> Diagnostic:
    return say(
        "over-needs-at-least",
        place,
        "`over at least` goes with `any` or `at least n`.",
        "The distance from the first to the last of the records exists only where there must be some.",
        "write `at least 2 … over at least 1 year`",
    )
