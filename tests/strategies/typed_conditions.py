"""Random conditions that stand at a visit or in a row: scores, shares, categories, quantities, people."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

VISITS = ("screening", "baseline", "infusion")
ORDERS = st.sampled_from((">=", ">", "<=", "<"))
OPS = st.sampled_from((">=", ">", "<=", "<", "=", "!="))
INSTRUMENTS = st.sampled_from((("QMG", 39), ("MG-ADL", 24), ("MG Composite", 50)))
OCULAR = st.sampled_from(("ocular", "non-ocular"))
ANTIBODIES = ("AChR antibody", "MuSK antibody")
ANSWERS = ("it is stable", "a burden")


def some(values: tuple[str, ...], least: int = 1) -> SearchStrategy[str]:
    """A list in braces."""
    names = st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True)
    return names.map(lambda found: "{" + ", ".join(found) + "}")


def _total(scale: tuple[str, int], op: str, n: int) -> str:
    return f"{scale[0]} {op} {n % (scale[1] - 1) + 1}"


def _between(scale: tuple[str, int], low: int, more: int) -> str:
    return f"{scale[0]} between {low} and {min(low + more, scale[1])}"


N = st.integers(0, 39)
SCORES = st.one_of(
    st.builds(_total, INSTRUMENTS, OPS, N),
    st.builds(_between, INSTRUMENTS, st.integers(0, 12), st.integers(1, 8)),
    st.builds(
        "{} in {{{}, {}}}".format, st.sampled_from(("QMG", "MG-ADL")), st.integers(0, 5), st.integers(6, 20)
    ),
    st.builds(
        "{} share of {} {} {}%".format, OCULAR, st.sampled_from(("QMG", "MG-ADL")), ORDERS, st.integers(1, 99)
    ),
    st.builds("ocular part of {} {} {}".format, st.sampled_from(("QMG", "MG-ADL")), OPS, st.integers(1, 5)),
    st.builds("at least {} items of MG-ADL >= {}".format, st.integers(1, 4), st.integers(1, 3)),
    st.builds("at most {} ocular items of QMG {} 2".format, st.integers(1, 2), st.sampled_from((">=", "<"))),
)
CLASSES = ("I", "II", "IIa", "IIIb", "III", "IVa", "V")
CATEGORIES = st.one_of(
    st.builds("MGFA class in {}".format, some(CLASSES)),
    st.builds("MGFA class not in {}".format, some(CLASSES)),
    st.builds("MGFA class is {}{}".format, st.sampled_from(("", "not ")), st.sampled_from(CLASSES)),
    st.builds("MGFA class {} {}".format, ORDERS, st.sampled_from(("II", "III", "IV"))),
    st.just("MGFA class between II and IV"),
    st.builds("{} is {}".format, st.sampled_from(ANTIBODIES), st.sampled_from(("positive", "not positive"))),
    st.builds(
        "{} of {{{}}} is negative".format,
        st.sampled_from(("any", "none", "all")),
        st.just(", ".join(ANTIBODIES)),
    ),
    st.builds("sex is {}".format, st.sampled_from(("male", "female", "not male"))),
)
TRUTHS = st.sampled_from(
    (
        "pregnant",
        "not pregnant",
        "diabetes",
        "none of {pregnant, breast-feeding}",
        "at least 1 of {pregnant, breast-feeding, diabetes}",
        "pregnant or breast-feeding",
        "pregnant and diabetes",
        "woman of childbearing potential",
    )
)
LABS = ("ALT", "AST")
QUANTITIES = st.one_of(
    st.builds("{} {} {} × ULN".format, st.sampled_from(LABS), ORDERS, st.sampled_from(("1", "1.5", "3"))),
    st.builds("{} {} {} U/L".format, st.sampled_from(LABS), OPS, st.integers(30, 60)),
    st.builds("any of {{ALT, AST}} {} 50 U/L".format, ORDERS),
    st.builds("bilirubin {} {} mg/dL".format, OPS, st.sampled_from(("1", "1.2", "1.25"))),
    st.builds("AChR titre between 0.50 and {} nmol/L".format, st.sampled_from(("0.99", "1.00"))),
    st.builds("weight {} {} kg".format, ORDERS, st.integers(50, 70)),
    st.builds("body mass index {} {} kg/m2".format, ORDERS, st.integers(18, 30)),
    st.builds("age {} {} years".format, OPS, st.integers(17, 40)),
    st.just("age between 18 and 40 years"),
    st.just("exact age < 18 years"),
)
PEOPLE = st.one_of(
    st.builds('judged by investigator "{}"'.format, st.sampled_from(ANSWERS)),
    st.builds('attested by participant "{}"'.format, st.sampled_from(ANSWERS)),
    st.just('unspecified "a hole"'),
)
DOSES = st.one_of(
    st.builds(
        "dose of corticosteroids as prednisone {} {} mg/day".format,
        ORDERS,
        st.sampled_from(("5", "12.5", "20")),
    ),
    st.just("dose of corticosteroids as prednisone between 0.1 and 0.2 mg/kg/day"),
    st.builds("dose of azathioprine {} 100 mg/day".format, ORDERS),
)


def at_visit() -> SearchStrategy[str]:
    """Conditions that a visit may follow, or the `at` block around them."""
    return st.one_of(SCORES, SCORES, CATEGORIES, TRUTHS, QUANTITIES, PEOPLE, DOSES)


def row_conditions(kind: str) -> SearchStrategy[str]:
    """Conditions inside the `where` of a history of therapies, infections or other events."""
    within = st.sampled_from(("before baseline", "within 3 months before infusion"))
    common = st.one_of(
        st.builds("duration >= {} {}".format, st.integers(1, 4), st.sampled_from(("weeks", "months"))),
        st.builds("start {}".format, within),
        st.builds("highest MG-ADL {} {}".format, ORDERS, st.integers(2, 8)),
        st.builds("any result of {} is positive".format, st.sampled_from(ANTIBODIES)),
    )
    if kind == "therapy":
        return st.one_of(
            st.builds("failure {} intolerance".format, st.sampled_from(("is", "is not"))),
            st.just("failure in {persistent weakness, worsening on treatment}"),
            st.builds("dose {} {} mg/day".format, ORDERS, st.integers(5, 100)),
            st.builds(
                "dose of steroids as prednisone {} {}".format,
                ORDERS,
                st.sampled_from(("20 mg/day", "40 mg/day", "0.5 mg/kg/day")),
            ),
            st.builds("agent in {}".format, some(("azathioprine", "prednisone", "steroids"))),
            common,
        )
    if kind == "infection":
        return st.one_of(
            st.builds("kind {} sepsis".format, st.sampled_from(("is", "is not"))),
            st.just("active"),
            st.just('judged by investigator "it was serious"'),
            common,
        )
    return common
