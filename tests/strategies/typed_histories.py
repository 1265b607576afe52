"""Random history questions: how many, what, except, test, when, where; changes and doses over a stretch."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from .typed_conditions import ANTIBODIES, OPS, ORDERS, VISITS, row_conditions, some

VISIT = st.sampled_from(VISITS)
DURATION = st.builds(
    lambda n, unit: f"{n} {unit}{'' if n == 1 else 's'}",
    st.integers(1, 6),
    st.sampled_from(("day", "week", "month", "year")),
)
STRETCH = st.builds("for {} {} before {}".format, st.sampled_from(("at least", "more than")), DURATION, VISIT)
EARLIER = st.sampled_from(VISITS[:-1])
"""Before the decision visit: after it no time without an end is left."""
WINDOWS = st.one_of(
    st.builds("{} {}".format, st.sampled_from(("before", "on a day before")), VISIT),
    st.builds("{} {}".format, st.sampled_from(("after", "on a day after")), EARLIER),
    st.builds(
        "{} {} before {}".format,
        st.sampled_from(("within", "less than", "at least", "more than")),
        DURATION,
        VISIT,
    ),
    st.builds("{} {} after {}".format, st.sampled_from(("within", "less than")), DURATION, VISIT),
    st.builds("{} {} after {}".format, st.sampled_from(("at least", "more than")), DURATION, EARLIER),
    st.builds("within {} of {}".format, DURATION, VISIT),
    st.builds("from {} until {} after {}".format, st.sampled_from(VISITS[:2]), DURATION, st.just("baseline")),
    st.just("from screening until infusion"),
    st.just(""),
)
HOW = st.sampled_from(("any", "no", "at least 1", "at least 2", "at most 1", "exactly 1"))
AGENTS = ("azathioprine", "prednisone", "tacrolimus")
CLASSES = ("immunosuppressants", "steroids", "non-steroidal immunosuppressants")
THINGS = {
    "therapy": st.one_of(st.sampled_from((*AGENTS, *CLASSES, "therapy")), some(AGENTS, 2)),
    "infection": st.just("infection"),
    "other": st.one_of(st.sampled_from(("thymectomy", "IVIg", "exacerbation")), st.just("{IVIg, PE}")),
}
SPANS = st.sampled_from(("IVIg", "PE", *AGENTS, *CLASSES))


@composite
def events(draw: DrawFn) -> list[str]:
    """`at least 2 steroids except prednisone within 3 months before infusion where …`."""
    kind = draw(st.sampled_from(tuple(THINGS)))
    how, thing = draw(HOW), draw(THINGS[kind])
    if kind == "therapy" and thing != "therapy" and draw(st.booleans()):
        thing = f"distinct agents among {thing}"
    elif draw(st.integers(0, 5)) == 0:
        thing = f"planned {thing}"
    if thing == "immunosuppressants" and draw(st.booleans()):
        thing += f" except {draw(st.sampled_from(('steroids', 'azathioprine')))}"
    window = draw(WINDOWS.filter(bool) if thing.startswith("planned") else WINDOWS)
    how = sayable(how, window)
    line = f"{how} {thing} {window}".strip()
    many = how.startswith(("any", "at least"))
    if many and "distinct" not in thing and draw(st.integers(0, 3)) == 0:
        line += f" within any {draw(DURATION)}" if " before " not in line else ""
    elif many and draw(st.integers(0, 4)) == 0:
        line += f" over at least {draw(DURATION)}"
    return filtered(draw, line, kind if thing != "thymectomy" else "none")


def sayable(how: str, window: str) -> str:
    """`no … at least 4 weeks before V` is refused: it reads as a washout and is none."""
    long_ago = window.startswith(("at least", "more than")) and " before " in window
    return how.replace("no", "any", 1) if long_ago and how.startswith("no") else how


def filtered(draw: DrawFn, line: str, kind: str) -> list[str]:
    """The line with a `where`, in some of the cases; an event of one day has no start."""
    wheres = [] if kind == "none" else draw(st.lists(row_conditions(kind), max_size=2))
    if "thymectomy" in line or not wheres:
        return [line]
    if len(wheres) == 1:
        return [f"{line} where {wheres[0]}"]
    return [f"{line} where:", *(f"    {where}" for where in wheres)]


@composite
def results(draw: DrawFn) -> list[str]:
    """Questions to the dated results and the values at visits of a measure."""
    measure = draw(st.sampled_from(("category", "score", "lab", "share", "answer")))
    how = draw(st.sampled_from(("any result of", "no result of", "every result of", "at least 2 results of")))
    pick = draw(st.sampled_from(("latest", "earliest")))
    extreme = draw(st.sampled_from(("highest", "lowest")))
    match measure:
        case "category":
            word = draw(st.sampled_from((how, pick)))
            line = f"{word} {draw(st.sampled_from(ANTIBODIES))} is positive"
        case "score":
            word = draw(st.sampled_from((how, pick, extreme)))
            line = f"{word} MG-ADL {draw(OPS)} {draw(st.integers(2, 8))}"
        case "lab":
            word = draw(st.sampled_from((how, pick, extreme)))
            line = f"{word} ALT {draw(ORDERS)} {draw(st.sampled_from(('50 U/L', '1.5 × ULN')))}"
        case "answer":
            line = f"{draw(st.sampled_from((how, pick)))} pregnant"
        case _:
            word = draw(st.sampled_from((how, pick)))
            line = f"{word} MG-ADL between 3 and 7"
    window = draw(WINDOWS)
    return [f"{sayable(line, window)} {window}".strip()]


STRETCHES = st.one_of(
    st.builds("any {} {}".format, SPANS, STRETCH),
    st.builds("MG-ADL {} {} {}".format, ORDERS, st.integers(2, 8), STRETCH),
    st.builds(
        "dose of {} is {} {}".format,
        st.sampled_from(
            (
                "corticosteroids as prednisone",
                "corticosteroids",
                "immunosuppressants",
                "{azathioprine, tacrolimus}",
            )
        ),
        st.sampled_from(("unchanged", "not raised")),
        STRETCH,
    ),
    st.builds(
        "dose of {} is {} within {} before {}".format,
        st.sampled_from(("corticosteroids as prednisone", "corticosteroids", "{azathioprine, tacrolimus}")),
        st.sampled_from(("changed", "raised")),
        DURATION,
        VISIT,
    ),
)
CHANGES = st.builds(
    "{} of {} {} {} from screening until {}".format,
    st.sampled_from(("rise", "fall", "change")),
    st.sampled_from(("MG-ADL", "QMG")),
    OPS,
    st.integers(1, 5),
    st.sampled_from(VISITS[1:]),
)
DATES = st.builds(
    "generalized MG onset {} {} before {}".format, st.sampled_from(("within", "at least")), DURATION, VISIT
)
PROMISES = st.sampled_from(
    (
        "agrees to contraception from infusion until 1 year after infusion",
        "not agrees to contraception from infusion until 1 year after infusion",
    )
)


def one_line(lines: SearchStrategy[str]) -> SearchStrategy[list[str]]:
    return lines.map(lambda line: [line])


def histories() -> SearchStrategy[list[str]]:
    """Lines that carry their own *when*."""
    others = one_line(st.one_of(STRETCHES, STRETCHES, CHANGES, DATES, PROMISES))
    return st.one_of(events(), events(), results(), results(), others)
