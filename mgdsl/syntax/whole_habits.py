"""Lines with a habit of paper: an exception behind a limit, a plan, a list behind `where`."""

import re
from collections.abc import Callable

from mgdsl.syntax.meant import Around, Meant
from mgdsl.syntax.mistake import WHENS

_N = r"[^\W\d_][^<>=≥≤(){}:;,\"]*?"
_ONE = r"[^\W\d_](?:(?! or )[^<>=≥≤(){}:;,\"])*"
_TEST = r"(?:>=|<=|[<>≥≤]) ?\d[^<>=≥≤(){},;:]*?"
_WHERE_LIST = re.compile(
    rf"(?P<lead>.* where (?:.* and )?(?:{_N})) (?:is|are|in) (?:(?P<how>any of|one of|either) )?"
    rf"(?P<all>\{{[^{{}}]+\}}|{_N}(?:, {_N})*,? or {_ONE})"
)
_WHERE_COMMA = re.compile(r"(?P<lead>[^{}]* where [^{},]+), (?P<rest>[^{},]+)")
_AS_DOSE = re.compile(rf"(?P<lead>dose of {_N}) in (?P<drug>{_N})(?: equivalents?)? (?P<rest>{_TEST})")
_EXCEPT = re.compile(
    rf"(?P<limit>{_N} ?{_TEST})(?P<when> at {_N})?,? (?:except|other than) "
    rf"(?:(?:in|for|patients|subjects|those|with|if) )*(?P<case>{_N})(?P<last> at {_N})?"
)
_HALF = re.compile(
    r"(?P<sign>more than|at least|less than) (?:half|50 ?%) of (?:the )?(?P<x>[^\W\d_][\w-]*)"
    r"(?: (?:total|score))*"
    r"(?: (?:is|are|being|due to|from))? (?P<part>(?:non-)?[^\W\d_]+)(?: (?:items|symptoms|points))?"
    r"(?P<when> at .+)?"
)
_PRIOR = re.compile(rf"(?P<test>{_N} ?{_TEST}) (?:prior to|preceding) (?:the )?(?P<visit>{_N})")
_STUDY = (
    r"(?:during|in|within|throughout|for the duration of) (?:the )?(?:course of (?:the )?)?(?:study|trial)"
)
_PLAN = re.compile(
    rf"(?P<how>any |no )?(?:(?:planned|scheduled) (?P<x>{_N})(?: {_STUDY})"
    rf"|(?P<y>{_N}) (?:is |are )?(?:planned|scheduled)(?: {_STUDY}))"
)
_OR_PLAN = re.compile(
    rf"(?P<done>(?:any )?(?P<x>{_N}) (?:within|before|less than) [^,]+?),? or (?:is |are )?"
    rf"(?:planned|scheduled)(?: {_STUDY})?"
)
_INCLUDING = re.compile(rf"(?P<all>at least \d+ {_N}),? (?:including|one of which (?:is|was)) (?P<one>{_N})")
_BY = re.compile(
    rf"(?P<count>(?:at least|at most|exactly) \d+ {_N}) (?P<said>(?:by|per|according to) [^<>=≥≤]+)"
)
_OPINION = re.compile(
    rf"(?P<what>{_N}),? (?:that|which),? in the (?:opinion|judge?ment) of the (?:principal )?investigator,?"
    r" (?P<rest>[^<>=≥≤\"]+)"
)
_OF_RESULTS = re.compile(
    rf"(?P<x>{_N}) ?(?P<test>{_TEST}) (?:on|in|at) (?:at least )?(?P<n>\d+) (?:of|out of) \d+"
    rf"(?: (?:measurements?|readings?|occasions?|determinations?|tests?|results?))?"
    rf"(?P<when> (?:{WHENS})\b.*)?"
)
_RESULTS_OF = re.compile(
    rf"at least (?P<n>\d+) (?:of|out of) \d+ (?:measurements of |readings of )?(?P<x>{_N}) ?(?P<test>{_TEST})"
    rf"(?P<when> (?:{WHENS})\b.*)?"
)
_FAILED = re.compile(
    r"(?:failed|failure of|inadequate response to|refractory to) (?P<n>at least \d+|>= ?\d+|≥ ?\d+)"
    r" (?P<x>[^\W\d_][\w -]*)"
)
_PRESSURE = re.compile(
    r"(?:BP|blood pressure) ?(?P<op>>=|<=|[<>≥≤]) ?(?P<s>\d+) ?/ ?(?P<d>\d+)(?: ?mm ?Hg)?(?P<when> .+)?"
)
_COURSE = re.compile(
    rf"(?:any )?(?P<x>{_N}) (?:for|during) (?:>=|≥|at least|more than|a minimum of) ?(?P<span>\d+ \w+)"
    rf"(?: (?:before|prior to) (?P<visit>{_N}))?"
)
_WITHIN = re.compile(r"(?P<all>\{[^{}]+\})(?P<when> (?:within|before|less than|more than) .+)")
_LISTED = re.compile(
    rf"(?P<a>{_N}(?:, {_N})*),? or (?:a )?(?:previous|prior|history of|past) (?P<b>{_N})"
    r"(?P<when> (?:before|within) [^,]+)"
)
_PARTICIPATION = re.compile(
    r"(?:any )?(?:concurrent |current )?participation in (?:another|any other) (?:interventional )?"
    r"(?:clinical )?(?:trial|study)(?: within .*)?"
)


def where_list(line: str, around: Around) -> Meant | None:
    """`any therapy where agent is rituximab or azathioprine`."""
    found = _WHERE_LIST.fullmatch(line)
    if found is None or re.search(r"\b(?:is|are|any|no|not)\b", found["all"]):
        return None
    values = [part.strip() for part in re.split(r",? or |,", found["all"].strip("{}")) if part.strip()]
    return Meant(
        "list-without-braces",
        "Several values of one thing stand in braces, after `in`.",
        "Each side of `or` is a condition of its own; a value alone is none.",
        (("", f"{found['lead']} in {{{', '.join(values)}}}"),),
    )


def where_comma(line: str, around: Around) -> Meant | None:
    """`any infection at baseline where active, kind is hepatitis B`."""
    found = _WHERE_COMMA.fullmatch(line)
    if (
        found is None
        or re.search(r" (?:and|or|unless|if) ", found["rest"])
        or found["rest"].startswith("unless")
    ):
        return None
    return Meant(
        "list-without-braces",
        "What a record must be like is joined by `and`.",
        "A comma parts the members of a list in braces.",
        (("", f"{found['lead']} and {found['rest']}"),),
    )


def as_dose(line: str, around: Around) -> Meant | None:
    """`dose of corticosteroids in prednisone equivalents <= 40 mg/day at screening`."""
    found = _AS_DOSE.fullmatch(line)
    if found is None:
        return None
    return Meant(
        "words-for-comparison",
        "In which drug's doses it is counted is said by `as`, before the test.",
        "Doses of two drugs compare only in the equivalents of one of them.",
        (("", f"{found['lead']} as {found['drug']} {found['rest']}"),),
    )


def limit_except(line: str, around: Around) -> Meant | None:
    """`total bilirubin <= 1.5 mg/dL at screening, except Gilbert's syndrome`."""
    found = _EXCEPT.fullmatch(line)
    if found is None:
        return None
    when = found["when"] or found["last"] or ""
    return Meant(
        "trailing-unless",
        "For whom a limit does not hold is said by the header of a block.",
        "`except` leaves records out of a history; a limit has no records.",
        (("", f"unless {found['case']}:\n    {found['limit']}{when}"),),
    )


def half(line: str, around: Around) -> Meant | None:
    """`more than half of MG-ADL non-ocular at screening`."""
    found = _HALF.fullmatch(line)
    if found is None:
        return None
    sign = {"more than": ">", "at least": ">=", "less than": "<"}[found["sign"]]
    return Meant(
        "share-in-words",
        "A share is named by its part and its instrument, and then compared.",
        "Which part is meant, and on which side of the limit, admits other patients.",
        (("", f"{found['part']} share of {found['x']} {sign} 50%{found['when'] or ''}"),),
    )


def prior_to(line: str, around: Around) -> Meant | None:
    """`ALT <= 2.5 × ULN prior to leukapheresis`."""
    found = _PRIOR.fullmatch(line)
    if found is None or re.search(r"\bfor ?[<>=≥≤]", found["test"]):
        return None
    test, visit = found["test"], found["visit"].removesuffix(" visit")
    return Meant(
        "unknown-when",
        "Which value before the visit is meant?",
        "The value of the visit itself, or the latest one before it: another day can give another verdict.",
        (("", f"{test} at {visit}"), ("", f"latest {test} before {visit}")),
    )


def _plan(thing: str, around: Around) -> str:
    return f"planned {thing} from {around.decision} until 1 year after {around.decision}"


def planned(line: str, around: Around) -> Meant | None:
    """`any planned thymectomy during the study`, `PCI before enrolment or planned during the study`."""
    found = _OR_PLAN.fullmatch(line)
    if found is not None:
        done = found["done"] if found["done"].startswith("any ") else f"any {found['done']}"
        thing = re.sub(r"^any ", "", found["x"])
        form = f"any of:\n    {done}\n    any {_plan(thing, around)}"
    else:
        found = _PLAN.fullmatch(line)
        if found is None:
            return None
        thing = re.sub(r"^(?:any|no) ", "", found["x"] or found["y"])
        form = f"{found['how'] or 'any '}{_plan(thing, around)}"
    return Meant(
        "unknown-when",
        "For what time something is planned is said by `from … until …`.",
        "How long a study lasts is not the same for every patient; a plan needs a first and a last day.",
        (("", form),),
    )


def including(line: str, around: Around) -> Meant | None:
    """`at least 2 therapies, including rituximab`."""
    found = _INCLUDING.fullmatch(line)
    if found is None:
        return None
    return Meant(
        "end-mark",
        "What must be among them is a condition of its own.",
        "Each line is one condition; lines together mean all of them.",
        (("", f"{found['all']}\nany {re.sub(r'^(?:an?|any) ', '', found['one'])}"),),
    )


def by_whom(line: str, around: Around) -> Meant | None:
    """`at least 1 measurable lesion by Lugano 2014`."""
    found = _BY.fullmatch(line)
    if found is None or found["said"].startswith("by visit"):
        return None
    return Meant(
        "remark-behind-test",
        f"“{found['said']}” is neither test nor when, and nothing would ask it.",
        "A remark explains; it stands in a comment.",
        (("", f"{found['count']}  # {found['said']}"),),
    )


def opinion(line: str, around: Around) -> Meant | None:
    """`any other condition that in the opinion of the investigator makes participation unsafe`."""
    found = _OPINION.fullmatch(line)
    if found is None:
        return None
    return Meant(
        "statement-form",
        "What the investigator thinks is a statement.",
        "Nothing in a record decides it: it stays unknown until the investigator answers.",
        (("", f'judged by investigator "{found["what"]} that {found["rest"]}"'),),
    )


def of_results(line: str, around: Around) -> Meant | None:
    """`systolic BP < 95 mmHg on 2 of 3 measurements at screening`."""
    found = _OF_RESULTS.fullmatch(line) or _RESULTS_OF.fullmatch(line)
    if found is None:
        return None
    when = found["when"] or f" at {around.decision}"
    return Meant(
        "words-for-comparison",
        "How many of several measurements must be so is said by `at least n results of`.",
        "Which results are counted is said by the when; how many were taken is not asked.",
        (("", f"at least {found['n']} results of {found['x']} {found['test'].strip()}{when}"),),
    )


def failed(line: str, around: Around) -> Meant | None:
    """`failed at least 2 csDMARDs`."""
    found = _FAILED.fullmatch(line)
    if found is None or re.search(r" (?:due|because|within|before|at) ", line.split("least", 1)[-1]):
        return None
    number = re.sub(r"\D", "", found["n"])
    what = re.sub(r"^(?:prior|previous) ", "", found["x"])
    if re.fullmatch(r"(?:lines? of )?(?:therap(?:y|ies)|treatments?|drugs?|agents?)", what):
        return None
    return Meant(
        "words-for-comparison",
        "How many drugs failed is a count of agents.",
        "Two courses of one drug are one failure of a drug; a count has its number first.",
        (
            ("", f'at least {number} distinct agents among {what} where judged by investigator "failed"'),
            ("if each course counts", f'at least {number} {what} where judged by investigator "failed"'),
        ),
    )


def pressure(line: str, around: Around) -> Meant | None:
    """`BP > 160/100 mmHg at screening`."""
    found = _PRESSURE.fullmatch(line)
    if found is None:
        return None
    when = found["when"] or ""
    names = ("systolic blood pressure", "diastolic blood pressure")
    known = re.search(r"^(?:measurement|lab) +(systolic [^:\"\n]+?) *[:\"]", around.text, re.MULTILINE)
    if known:
        names = (known[1], known[1].replace("systolic", "diastolic", 1))
    lines = "\n".join(
        f"    {name} {found['op']} {found[key]} mmHg{when}" for name, key in zip(names, "sd", strict=True)
    )
    return Meant(
        "sign-without-blanks",
        "Two pressures are two measurements.",
        "Whether one of them is enough admits other patients; a slash divides.",
        (("", f"any of:\n{lines}"), ("if both must be so", f"all of:\n{lines}")),
    )


def course(line: str, around: Around) -> Meant | None:
    """`csDMARDs for ≥ 12 weeks before screening`."""
    found = _COURSE.fullmatch(line)
    if found is None or re.search(r"\b(?:is|are|no|not|dose|at least|at most|exactly)\b", found["x"]):
        return None
    thing, span, visit = found["x"], found["span"], found["visit"] or around.decision
    return Meant(
        "unknown-when",
        "Through the whole time up to the visit, or at some time for so long?",
        "Who stopped a year ago has had it for so long, and does not have it now.",
        (
            ("", f"any {thing} for at least {span} before {visit}"),
            (
                "if a course that long at any time is enough",
                f"any {thing} before {visit} where duration >= {span}",
            ),
        ),
    )


def listed(line: str, around: Around) -> Meant | None:
    """`{A, B} within 12 weeks before screening`, `stroke, or previous infarction before screening`."""
    found = _WITHIN.fullmatch(line)
    if found is not None:
        how, lines = found["all"], found["when"]
        forms = (("", f"any {how}{lines}"), ("if none of them is", f"no {how}{lines}"))
        return Meant(
            "braces-need-any",
            "How many of these?",
            "A list alone says neither any nor no, and the two admit different patients.",
            forms,
        )
    found = _LISTED.fullmatch(line)
    if found is None or re.match(r"(?:no|not|at least|at most|exactly)\b", found["a"]):
        return None
    names = [name.strip() for name in (*found["a"].split(","), found["b"])]
    names[0] = re.sub(r"^any ", "", names[0])
    return Meant(
        "list-without-braces",
        "A list of things that are counted together stands in braces.",
        "Without braces it cannot be seen where a list ends, and whether its time is meant for all.",
        (("", f"any {{{', '.join(names)}}}{found['when']}"),),
    )


def participation(line: str, around: Around) -> Meant | None:
    """`participation in another clinical trial within 30 days`."""
    if _PARTICIPATION.fullmatch(line) is None:
        return None
    visit = (*around.visits[1:], around.decision)[0]
    known = "use general clinical" in around.text
    fact = [("", f"concurrent trial participation at {visit}")] if known else []
    said = ("if somebody is to answer it" if known else "", f'judged by investigator "{line}"')
    return Meant(
        "unknown-name",
        "That somebody takes part in another trial is a fact, or somebody's answer.",
        "Words that stand together are one name, and a name that nobody declared has no answer.",
        (*fact, said),
    )


FORMS: tuple[Callable[[str, Around], Meant | None], ...] = (
    where_list, where_comma, as_dose, limit_except, half, prior_to, planned, including, by_whom,
    opinion, of_results, failed, pressure, course, listed, participation,
)  # fmt: skip
