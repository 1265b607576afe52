"""Lines about drugs and what else happens: the last of them so long ago, a stable dose, all but one."""

import re
from collections.abc import Callable

from mgdsl.syntax.meant import Around, Meant
from mgdsl.syntax.mistake import WHENS
from mgdsl.syntax.names import braced

_N = r"[^\W\d_][^<>=≥≤(){}:;,\"]*?"
_SPAN = r"\d+ ?(?:days?|weeks?|months?|years?)"
_FAR = (
    r"(?P<sign>>=|≥|>|at least|more than|not less than|no less than|longer than|over|<=|≤|<|less than|within)"
)
_DOSE_OF = r"(?:(?:doses?|administrations?|infusions?|treatments?|courses?|use|injections?) (?:of |with )?)?"
_LAST = r"(?:(?:the|their|a) )?(?:last|latest|most recent) "
_DONE = (
    r"(?: (?:was|is|must be|must have been|given|received|administered|taken|ended|stopped|dose|infusion))*"
)
_BEFORE = rf"(?: (?:before|prior to|preceding|from) (?:the )?(?P<visit>{_N})(?: visit)?)"
_LAST_AGO = re.compile(rf"{_LAST}{_DOSE_OF}(?P<x>{_N}){_DONE},? {_FAR} ?(?P<span>{_SPAN})(?:{_BEFORE}| ago)?")
_SINCE_LAST = re.compile(
    rf"(?:{_FAR} ?)?(?P<span>{_SPAN})(?: (?:must )?(?:have |has )?(?:passed|elapsed))? (?:since|after|from) "
    rf"{_LAST}{_DOSE_OF}(?P<x>{_N})(?: (?:at|before|prior to) (?:the )?(?P<visit>{_N})(?: visit)?)?"
)
_TIME_SINCE = re.compile(
    rf"(?:the )?(?:time|interval) since {_LAST}{_DOSE_OF}(?P<x>{_N}) (?:is |of |must be )?"
    rf"{_FAR} ?(?P<span>{_SPAN})(?: (?:at|before|prior to) (?:the )?(?P<visit>{_N})(?: visit)?)?"
)
_STOPPED = re.compile(
    rf"(?P<x>{_N})(?: (?:was|is|must be|must have been|has been|treatment))*"
    rf" (?:discontinued|stopped|withdrawn) {_FAR} ?(?P<span>{_SPAN})(?:{_BEFORE}| ago)"
)
_AGO = re.compile(rf"(?P<head>(?:if|unless) )?(?P<x>{_N}) {_FAR} ?(?P<span>{_SPAN}) ago(?P<colon>:?)")
_LONG = (">=", "≥", "at least", "not less than", "no less than")
_SHORT = {"<=": "within", "≤": "within", "within": "within", "<": "less than", "less than": "less than"}


def last_ago(line: str, around: Around) -> Meant | None:
    """`last IVIg at least 4 weeks before baseline`, `at least 4 weeks since last IVIg`: a washout."""
    shapes = (_LAST_AGO, _SINCE_LAST, _TIME_SINCE, _STOPPED)
    found = next((found for shape in shapes if (found := shape.fullmatch(line))), None)
    if found is None:
        return None
    visit = found["visit"] or around.decision
    thing, span, sign = found["x"], found["span"], found["sign"] or "at least"
    if sign in _SHORT:
        forms: tuple[tuple[str, str], ...] = (("", f"any {thing} {_SHORT[sign]} {span} before {visit}"),)
    elif sign in _LONG:
        forms = (
            ("", f"no {thing} within {span} before {visit}"),
            ("if the day itself is late enough", f"no {thing} less than {span} before {visit}"),
        )
    else:
        forms = (("", f"no {thing} within {span} before {visit}"),)
    return Meant(
        "unknown-when",
        f"How long ago the last {thing} was is asked by `no` or `any` and a time.",
        "That the last one lies so far back means that there was none since; any earlier one says nothing.",
        forms,
    )


def ago(line: str, around: Around) -> Meant | None:
    """`thymectomy more than 12 months ago`, `unless resected > 5 years ago:`."""
    found = _AGO.fullmatch(line)
    if found is None:
        return None
    sign = found["sign"]
    words = _SHORT.get(sign, "at least" if sign in _LONG else "more than")
    thing = re.sub(r"^(?:any|no) ", "", found["x"])
    how = "no" if found["x"].startswith("no ") else "any"
    forms = [f"{how} {thing} {words} {found['span']} before {visit}" for visit in around.visits]
    if how == "no" and words in ("at least", "more than"):
        forms = [f"no {thing} within {found['span']} before {visit}" for visit in around.visits]
    lead, colon = found["head"] or "", found["colon"]
    return Meant(
        "unknown-when",
        "“ago” names no visit from which the time is counted.",
        "A criterion is decided at a visit, and “ago” would count from the day on which somebody reads it.",
        tuple(("", f"{lead}{form}{colon}") for form in forms),
    )


_STEADY = r"(?:stable|constant|steady|unchanged|fixed)"
_UNIT = r"[^\W\d][^\s,]*(?: (?:daily|weekly|per day|per week|a day|a week|once daily|once weekly))?"
_AMOUNT = re.compile(
    r",? ?(?:at (?:a )?(?:dose|doses) (?:of )?)?(?:of )?"
    r"(?:(?P<op>>=|<=|[<>≥≤]|at least|at most|up to) ?)?(?P<n>\d[\d.]*)"
    r"(?: ?(?:-|–|to|and) ?(?P<m>\d[\d.]*))? ?"
    rf"(?P<unit>(?!days?\b|weeks?\b|months?\b|years?\b){_UNIT})(?P<equal> or (?:its )?equivalent)?(?=,| |$)"
)
_STRETCH = re.compile(
    r",? (?:for |over |during |since )?(?:the )?(?:(?:last|past|previous) )?"
    r"(?:>=|≥|>|at least|more than|a minimum of|minimum)? ?"
    rf"(?P<span>{_SPAN})(?:{_BEFORE})?$"
)
_AT = re.compile(rf" (?:at|before|prior to) (?:the )?(?P<visit>{_N})(?: visit)?$")
_ON = re.compile(
    r"^(?:patients? |subjects? )?(?:(?:must be |must have been |have been |has been |is |are |was |were )?"
    r"(?:receiving|taking|treated with|on|with|use of|treatment with|therapy with) )?"
    r"(?:an? )?(?:background |concomitant )?"
)
_SHAPES = (
    re.compile(
        rf"{_STEADY} (?:daily |background )?(?:doses?|dosages?|regimens?|treatment|therapy)"
        r" (?:of|with) (?P<x>.+)"
    ),
    re.compile(rf"doses? of (?P<x>.+?),? (?:is |are |has been |have been |must be |being )?{_STEADY}"),
    re.compile(
        r"(?P<x>.+?)(?: doses?)?,? (?:is |are |has been |have been |must be )?"
        rf"(?:given )?(?:(?:at|on|with|in) )?(?:an? )?{_STEADY}(?: doses?| dosages?| regimens?)?"
    ),
    re.compile(rf"{_STEADY} (?:background |concomitant )?(?P<x>.+?)(?: doses?)?"),
)
_STEROIDS = ("prednisone", "prednisolone", "methylprednisolone", "dexamethasone", "hydrocortisone")


def stable_dose(line: str, around: Around) -> Meant | None:
    """`stable dose of X for …`, `X 15-25 mg/week stable for ≥ 4 weeks`: it is taken, and unchanged."""
    head = re.match(r"(?P<word>if|unless) (?=.*:$)", line)
    if head:
        line = line[head.end() : -1].rstrip()
    if not re.search(rf"\b{_STEADY}\b", line) or re.search(r'"|\b(?:is|are) unchanged\b|\bnot? \b', line):
        return None
    when = _STRETCH.search(line) or _AT.search(line)
    if when is None:
        return None
    span = when.groupdict().get("span") or "4 weeks"
    visit = when["visit"] or around.decision
    rest = line[: when.start()].strip(" ,")
    amount = _AMOUNT.search(rest)
    bare = f"{rest[: amount.start()]} {rest[amount.end() :]}" if amount else rest
    bare = re.sub(r" +", " ", _ON.sub("", bare)).replace(" ,", ",").strip(" ,")
    shape = next((found for each in _SHAPES if (found := each.fullmatch(bare))), None)
    things = _drugs(shape["x"]) if shape else ()
    if not things:
        return None
    lines = [part for thing in things for part in _taken(thing, amount, visit)]
    if amount and amount["equal"] and things[0] in _STEROIDS:
        things = ("corticosteroids",)
    steady = [f"dose of {thing} is unchanged for at least {span} before {visit}" for thing in things]
    taken = [*lines, *steady]
    either = [*lines[len(things) :], *steady]
    if head:
        taken, either = ([f"{head['word']} {' and '.join(each)}:"] for each in (taken, either))
    return Meant(
        "words-for-comparison",
        "That a dose is stable takes two lines: that the drug is taken, and that its dose is unchanged.",
        "A dose of nothing is unchanged as well: by the second line alone, those who take none would pass.",
        (
            ("", "\n".join(taken)),
            ("if those who take none pass as well", "\n".join(either)),
        ),
    )


def _drugs(said: str) -> tuple[str, ...]:
    """The drugs: one, several of which any is enough as one in braces, or several of which each is meant."""
    said = re.sub(r"^(?:the |any |doses? of )", "", said.strip())
    if re.fullmatch(r"\{[^{}]+\}", said):
        return (said,)
    if not re.fullmatch(r"[^\W\d][^<>=≥≤(){}:;\"]*", said) or re.search(
        r"\b(?:if|unless|where|is|are)\b|^(?:daily )?(?:dos|dosag)es?$", said
    ):
        return ()
    parts = [part.strip() for part in re.split(r",|\bor\b|\band\b", said) if part.strip()]
    if len(parts) > 1 and re.search(r"\bor\b", said):
        return (f"{{{', '.join(parts)}}}",)
    return tuple(parts)


def _taken(thing: str, amount: re.Match[str] | None, visit: str) -> list[str]:
    """That the drug is taken at the visit, and how much of it."""
    taken = [f"any {thing} at {visit}"]
    if amount is None:
        return taken
    unit = re.sub(r" (?:daily|per day|a day|once daily)$", "/day", amount["unit"])
    unit = re.sub(r" (?:weekly|per week|a week|once weekly)$", "/week", unit)
    as_ = ""
    if amount["equal"] and thing in _STEROIDS:
        thing, as_ = "corticosteroids", f" as {thing}"
        taken = [f"any {thing} at {visit}"]
    signs = {"at least": ">=", "at most": "<=", "up to": "<=", None: "="}
    test = f"{signs.get(amount['op'], amount['op'])} {amount['n']} {unit}"
    if amount["m"]:
        test = f"between {amount['n']} and {amount['m']} {unit}"
    return [*taken, f"dose of {thing}{as_} {test} at {visit}"]


_OTHER = re.compile(
    rf"(?P<what>(?:(?:any|no|every|at least \d+) )?{_N}),?"
    r" (?P<word>other than|excluding|except for|except|apart from|with the exception of)"
    rf" (?P<not>[^<>=≥≤(){{}}:;\"]+?)(?P<when> (?:{WHENS})\b[^,]*)?"
)


def other_than(line: str, around: Around) -> Meant | None:
    """`no immunosuppressants other than azathioprine or prednisone within 3 months before screening`."""
    found = _OTHER.fullmatch(line)
    if found is None or " where " in line:
        return None
    names = [name.strip() for name in re.split(r",|\band\b|\bor\b", found["not"]) if name.strip()]
    asked = re.match(r"(?:any|no|every|at) ", found["what"])
    if (
        len(names) == 1 and found["word"] != "except for" and (asked or found["word"] != "except")
    ) or re.search(rf" (?:{WHENS})\b", found["what"]):
        return None
    listed = braced(names)
    what = found["what"] if asked else f"any {found['what']}"
    return Meant(
        "list-in-braces" if len(names) > 1 else "reserved-word",
        "What is left out stands after `except`, several of it in braces.",
        "Without braces it cannot be seen how far the exception reaches.",
        (("", f"{what} except {listed}{found['when'] or ''}"),),
    )


FORMS: tuple[Callable[[str, Around], Meant | None], ...] = (last_ago, ago, stable_dose, other_than)
