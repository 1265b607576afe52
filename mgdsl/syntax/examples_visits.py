"""Mistakes of a when: where it stands, what it names, how far it reaches."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake, upto_stop

_TEST = re.compile(r"(?:>=|<=|!=|[≥≤≠><=]|between|is|are|in|not in)(?![\w])")


def when_before_test(m: Mistake) -> Diagnostic | None:
    when = re.search(rf"\b(?:{WHENS})\b(?!.*(?:>=|<=|[<>=≥≤≠]))", m.before)
    if not when or not _TEST.match(m.here) or not when.start():
        return None
    if re.search(r"[<>=≥≤≠]", m.before[: when.start()]):
        return None
    test = re.match(r".*?(?=\s(?:and|or|where)\s|:|#|$)", m.here)
    assert test is not None
    cut = m.before[when.start() :].strip()
    tail = test[0].strip()
    again = re.search(rf"\s(?:{WHENS})\s.*", tail)
    tail = tail[: again.start()] if again else tail
    return m.found(
        "when-not-last",
        f"The when (“{cut}”) comes last, after the test.",
        "A condition is thing, test, when. If the words are part of a name, set it in backticks.",
        f"{m.before[: when.start()].strip()} {tail} {cut}",
        m.line.start + when.start(),
        len(cut),
    )


def visit_in_brackets(m: Mistake) -> Diagnostic | None:
    """`QMG >= 11 (screening)`, `QMG (screening) >= 11`, `at screening/baseline`."""
    found = re.search(r" ?[(\[](?:at )?([^()\[\]]+)[)\]] *", m.whole)
    if found and found[1] in m.visits and found.start() <= m.at - m.line.start <= found.end():
        rest = f"{m.whole[: found.start()]} {m.whole[found.end() :]}".strip()
        message = f"“{found[0].strip()}” is written “at {found[1]}”, at the end."
        why = "Brackets hold conditions or arguments; the when comes last."
        at = m.line.start + found.start() + len(found[0]) - len(found[0].lstrip())
        return m.found("unknown-when", message, why, f"{rest} at {found[1]}", at, len(found[0].strip()))
    sign = re.search(r" ?@ ?(?=[^\W\d])", m.whole)
    if sign and sign.start() <= m.at - m.line.start <= sign.end():
        why = "Each comparison and each connection has one spelling, so that a line can be read aloud."
        fixed = f"{m.whole[: sign.start()]} at {m.whole[sign.end() :]}"
        return m.found("foreign-sign", "“@” is written “at”.", why, fixed, length=1)
    slashed = re.search(r"\bat ([^\W\d][\w ]*?) ?/ ?([^\W\d][\w ]*)$", m.whole)
    if slashed and m.word == "/":
        lead, names = m.whole[: slashed.start()], f"{{{slashed[1]}, {slashed[2]}}}"
        forms = "\nor\n".join(f"{lead}at {how} of {names}" for how in ("each", "any"))
        why = "A score at each visit, or at one of them: the two admit different patients."
        at, length = m.line.start + slashed.start(1), len(slashed[0]) - 3
        return m.found(
            "braces-need-any", "At how many of these visits?", why, f"write either\n{forms}", at, length
        )
    both = re.search(r"\bat (both|either) ([^\W\d][\w ]*?) (?:and|or) ([^\W\d][\w ]*)$", m.whole)
    if both:
        right = f"at {'each' if both[1] == 'both' else 'any'} of {{{both[2]}, {both[3]}}}"
        why = "A score at each visit, or at one of them: the two admit different patients."
        fixed = f"{m.whole[: both.start()]}{right}"
        at, length = m.line.start + both.start(), len(both[0])
        return m.found("unknown-when", f"“{both[0]}” is written “{right}”.", why, fixed, at, length)
    every = re.search(r"\b(?:at|on) (?:each|every|all|both)(?: of the)? visits?\b", m.whole)
    if every and every.start() <= m.at - m.line.start <= every.end() and m.visits:
        right = f"at each of {{{', '.join(m.visits)}}}"
        fixed = f"{m.whole[: every.start()]}{right}{m.whole[every.end() :]}"
        why = "The visits are named, so that a visit added later changes no criterion unseen."
        return m.found(
            "unknown-when",
            f"“{every[0]}” names no visit.",
            why,
            fixed,
            m.line.start + every.start(),
            len(every[0]),
        )
    return None


def visits_joined(m: Mistake) -> Diagnostic | None:
    """`QMG >= 11 at screening and at baseline`, `at screening, at baseline or at infusion`."""
    visit = "|".join(map(re.escape, sorted(m.visits, key=len, reverse=True)))
    found = re.search(
        rf"(?: both| either)? at (?:the )?(?:{visit})(?: visit)?"
        rf"(?P<more>(?:(?:,| and|, and| or|, or) at (?:the )?(?:{visit})(?: visit)?)+)$",
        m.whole,
    )
    if not m.visits or not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    said = set(re.findall(r"\b(and|or) at\b", found["more"]))
    if len(said) != 1:
        return None
    how = "each" if said == {"and"} else "any"
    right = f" at {how} of {{{', '.join(re.findall(rf'at (?:the )?({visit})', found[0]))}}}"
    return m.found(
        "two-whens",
        f"Several visits stand in one when: `{right.strip()}`.",
        "`each of` asks at every one of these visits, `any of` at one of them: they admit other patients.",
        f"{m.whole[: found.start()]}{right}",
        m.line.start + found.start() + 1,
        len(found[0]) - 1,
    )


_AT_OR_WITHIN = re.compile(
    r"(?P<test>.+?) at (?:the )?(?P<a>[^<>=≥≤,]+?)(?: visit)?,? or within"
    r" (?P<span>\d+ (?:days?|weeks?|months?|years?))"
    r" (?:prior|before|earlier)(?: (?:to )?(?:the )?(?P<b>[^<>=≥≤,]+?)(?: visit)?)?"
)


def at_or_within(m: Mistake) -> Diagnostic | None:
    """`IgG < 6 g/L at screening or within 4 weeks prior`."""
    found = _AT_OR_WITHIN.fullmatch(m.whole)
    if not found or not m.line.indent:
        return None
    earlier = f"any result of {found['test']} within {found['span']} before {found['b'] or found['a']}"
    return m.found(
        "two-whens",
        "Two whens stand on one line.",
        "The value of a visit and the results of a time are asked in two ways, on two lines.",
        m.block(f"any of:\n    {found['test']} at {found['a']}\n    {earlier}"),
        m.line.start,
        len(m.whole),
    )


def when_after_where(m: Mistake) -> Diagnostic | None:
    """`no IVIg where within 4 weeks before screening`."""
    if not m.before.endswith("where ") or not re.match(rf"(?:{WHENS})\b", m.here):
        return None
    why = "`where` asks what a record tells; when it happened comes before it."
    fixed = f"{m.before.removesuffix('where ')}{m.here.strip()}"
    return m.found(
        "when-not-last", "A when does not stand behind `where`.", why, fixed, length=len(m.here.strip())
    )


_WHICHEVER = r"[ ,(]*whichever (?:is|was|comes)? ?(?:the )?(?P<{0}>longer|shorter|later|earlier|first)[)]?,?"
_TWO = re.compile(
    r" (?P<word>within|less than|at least|more than) (?P<one>[^ ]+ [^ ,]+),? (?:or|and) (?P<other>\d+ [^ ,]+)"
    rf"(?:{_WHICHEVER.format('which')})? (?P<rest>(?:before|after|of) .*?)(?:{_WHICHEVER.format('last')})?$"
)


_AROUND = re.compile(
    r" within (?P<one>\d+ \w+) (?:before|prior to)(?: \w+)? (?:and|or|to) (?:within )?(?P=one)"
    r" (?:after|following) "
)


def around(m: Mistake) -> Diagnostic | None:
    """`within 30 days prior to and 30 days after infusion`."""
    found = _AROUND.search(m.whole)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    right = f" within {found['one']} of "
    return m.found(
        "two-distances",
        "The same distance on both sides of a visit is one when.",
        "`of` counts both sides, and the day of the visit.",
        f"{m.whole[: found.start()]}{right}{m.whole[found.end() :]}",
        m.line.start + found.start() + 1,
        len(found[0].strip()),
    )


def two_distances(m: Mistake) -> Diagnostic | None:
    """`within 6 months or 5 half-lives before screening`, with or without `whichever is longer`."""
    found = _TWO.search(m.whole)
    if not found or not found.start() <= m.at - m.line.start <= found.end():
        return None
    thing, word, rest = m.whole[: found.start()], found["word"], found["rest"]
    which = found["which"] or found["last"]
    forms = [
        (said, _both_windows(m, thing, word, (found["one"], found["other"]), rest, said == "the shorter"))
        for said in (
            ["the shorter" if which in ("shorter", "earlier", "first") else "the longer"]
            if which
            else ["the longer", "the shorter"]
        )
    ]
    repair = forms[0][1]
    if len(forms) > 1:
        said = [f"if {words} of the two is meant,\n{lines}" for words, lines in forms]
        repair = f"write either, {said[0]}\nor, {said[1]}"
    none = "    no " in repair
    why = "Each distance is a window of its own; in the longer window lies " + (
        "all that lies in the shorter: a record in one of them is in the longer, one in both in the shorter."
        if not none
        else "all that lies in the shorter: none in the longer empties both, none in the shorter one."
    )
    if "unspecified" in repair:
        why += " How long a half-life is somebody has to state: until then that line is a hole."
    return m.found(
        "two-distances",
        "Two distances stand in one when.",
        why,
        repair,
        m.line.start + found.start("one"),
        len(found["one"]),
    )


def _both_windows(
    m: Mistake, thing: str, word: str, distances: tuple[str, str], rest: str, shorter: bool
) -> str:
    """A line for each distance, below the header that makes them the longer, or the shorter, window."""
    thing = re.sub(r"^(?:the |any |no )?(?:last|latest|most recent) (?:dose of )?", "", thing)
    if word in ("at least", "more than") and not re.match(r"(?:any|every|at least|at most|exactly) ", thing):
        thing, word = f"no {thing.removeprefix('no ')}", "less than" if word == "at least" else "within"
    elif not re.match(r"(?:any|no|every|at least|at most|exactly|dose of|not|latest|if|unless)\b", thing):
        thing = f"any {thing}"
    far = word in ("at least", "more than")
    header = "all of" if (thing.startswith("no ") != shorter) != far else "any of"
    asked = [f"{thing} {word} {distance} {rest}" for distance in distances]
    asked = [f'unspecified "{line}"' if "half" in line and '"' not in line else line for line in asked]
    lines = "\n".join(f"    {line}" for line in asked)
    return m.block(f"{header}:\n{lines}")


def missing_side(m: Mistake) -> Diagnostic | None:
    """`within 4 weeks screening`."""
    distance = re.search(r"\b(?:within|less than|at least|more than)(?: [\d.]+)(?: \w+)? *$", m.before)
    if not distance or "BEFORE" not in m.expected:
        return None
    why = "A distance says on which side of the visit it lies."
    message = "The distance needs before, after or of, and a visit."
    visit = upto_stop(m.here)
    rest = m.here[m.here.find(visit) + len(visit) :].rstrip() if visit else f" {m.here.strip()}"
    fixed = f"{m.before.strip()} before {visit or '…'}{rest}".rstrip()
    return m.found("distance-without-side", message, why, fixed if visit else m.anchored(fixed))


def bare_for(m: Mistake) -> Diagnostic | None:
    found = re.search(r"\b(for|since|during|on|prior to|by) *$", m.before + m.word)
    if not found:
        found = re.search(r"\d (for|since|during|on|by) ?[^\d]*$", m.before)
    if not found:
        return None
    right = {"for": "for at least", "since": "after", "prior to": "before"}.get(found[1], "at")
    message = f"“{found[1]}” begins no when; perhaps “{right}”."
    why = "A when is at, before, after, within …, for at least …, over at least … or from … until …."
    fixed = m.whole[: found.start(1)] + right + m.whole[found.end(1) :]
    return m.found("unknown-when", message, why, fixed, m.line.start + found.start(1), len(found[1]))


def date_for_visit(m: Mistake) -> Diagnostic | None:
    """`no IVIg before 2024-01-01`, `start after 01/02/2024`."""
    found = re.search(
        r"\b(?:at|on|before|after|from|until|within) +"
        r"(?P<day>\d{4}-\d\d(?:-\d\d)?|\d{1,4}[./]\d{1,2}[./]\d{1,4})",
        m.whole,
    )
    if (
        found is None
        or m.whole.startswith("given ")
        or not found.start("day") <= m.at - m.line.start <= found.end("day")
    ):
        return None
    why = "A day of the calendar would be another distance from the visit for every patient."
    lead = re.sub(r"\bon *$", "at ", m.whole[: found.start("day")])
    fixed = f"{lead}{m.first_visit}{m.whole[found.end('day') :]}"
    start, length = m.line.start + found.start("day"), len(found["day"])
    return m.found("date-for-visit", "A when names a visit, not a day.", why, fixed, start, length)


EXAMPLES = (
    visits_joined, two_distances, when_after_where, visit_in_brackets, when_before_test,
    missing_side, bare_for,
)  # fmt: skip
