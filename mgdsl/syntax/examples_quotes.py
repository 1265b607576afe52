"""Texts and names: quotes that are missing, that are too many, or that stand around the wrong thing."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake

_SAID = re.compile(r"(judged|attested)(?: by)?(?: the| an?)? ?([^\W\d_][\w -]*?)? *(?::|that)? *(?=$|\")")
_TEXTS = "source|reading|note"
_NAME = re.compile(r"[^\W\d_][\w'’.+-]*(?: [\w'’.+-]+)*")


def judged_without_by(m: Mistake) -> Diagnostic | None:
    """`judged investigator "…"`, `judged by "…"`, `investigator judges "…"`, `judged by the surgeon: "…"`."""
    text = re.search(r'"[^"]*"', m.whole)
    if text is None:
        return None
    lead = m.whole[: text.start()]
    found = _SAID.fullmatch(lead)
    other = re.fullmatch(
        r"(?:in the (?:opinion|judge?ment) of (?:the |an? )?)?(?:the )?([^\W\d_][\w -]*?)"
        r"(?: (?:judges|confirms|thinks|states|attests)(?: that)?)? *:? *",
        lead,
    )
    said = re.match(r"in the |.*\b(?:judges|confirms|thinks|states|attests)\b", lead)
    if (not found and not (other and said)) or m.line.indent == 0:
        return None
    who = (found[2] if found else other and other[1]) or "investigator"
    by = found[1] if found else "attested" if "attests" in lead else "judged"
    return m.found(
        "statement-form",
        "A statement says who makes it: judged by, or attested by, a person, and then the text.",
        "Who answers is printed with every verdict, and the answer of somebody else does not count.",
        f"{by} by {who} {m.whole[text.start() :]}",
        m.line.start,
        len(lead.rstrip()),
    )


def property_sign(m: Mistake) -> Diagnostic | None:
    """`source = "…"`, `given: QMG = 12 at screening`."""
    found = re.fullmatch(rf"((?:{_TEXTS}|visits|decision visit|version|registry)) ?(=|is|are) ?(.*)", m.whole)
    if found and m.line.indent and m.at - m.line.start <= found.start(3):
        why = "A property is its name, a colon and its values."
        message = f"Behind “{found[1]}” stands a colon."
        return m.found(
            "missing-colon",
            message,
            why,
            f"{found[1]}: {found[3]}",
            m.line.start + found.start(2),
            len(found[2]),
        )
    truth = re.fullmatch(r"([^\W\d_][\w -]*?) ?: *(?:no|false)( .*)?", m.whole)
    if truth and m.line.indent and m.word == "no" and '"' not in m.whole:
        why = "A yes or no fact is a condition by itself; `no` asks a history."
        fixed = f"not {truth[1]}{truth[2] or ''}"
        return m.found("yes-no-value", "A yes or no fact has no value to compare.", why, fixed)
    body = m.lines[0] is not m.line and re.match(r"(?:inclusion|exclusion|define) ", m.text_of(m.lines[0]))
    found = re.fullmatch(rf"(?!(?:{_TEXTS}|versions) *:)([^\W\d_][\w -]*?) ?: *([^\W_].*)", m.whole)
    if body and found and re.match(rf"(?:{WHENS})\b", m.here):
        sign = "=" if found[2][:1].isdigit() else "is"
        why = "A colon ends a header or names a property; a thing is compared with its value."
        fixed = f"{found[1]} {sign} {found[2]}"
        start = m.line.start + found.end(1)
        return m.found("foreign-sign", f"“:” is no comparison; write “{sign}”.", why, fixed, start, 1)
    found = re.fullmatch(r"(given|expect) ?: ?(.*)", m.whole)
    if found and m.here.startswith(":"):
        why = "`given` states what the patient has, `expect` what the answer must be."
        return m.found("case-line", f"Behind “{found[1]}” stands no colon.", why, f"{found[1]} {found[2]}")
    return None


def missing_quotes(m: Mistake) -> Diagnostic | None:
    """`judged by investigator is fit`, `source: Age at least 18 years`, `protocol My trial:`."""
    if '"' in m.whole:
        return None
    for shape in _UNQUOTED:
        found = shape.fullmatch(m.whole)
        if found is None:
            continue
        words = found["text"].strip()
        end = found["end"] if "end" in shape.groupindex else ""
        return m.found(
            "missing-quotes",
            "A text stands between straight double quotes.",
            "Without them its words would be read as names and as words of the language.",
            f'{found["lead"]}"{words}"{end}',
            m.line.start + found.start("text"),
            len(words),
        )
    return None


_UNQUOTED = (
    re.compile(
        r"(?P<lead>(?:judged|attested) by (?:participant|investigator|[^\W\d_]\w*) )(?P<text>[^\W_].*)"
    ),
    re.compile(r"(?P<lead>unspecified )(?P<text>[^\W_].*)"),
    re.compile(rf"(?P<lead>(?:{_TEXTS}): )(?P<text>[^\W_].*)"),
    re.compile(r"(?P<lead>(?:protocol|case|section) )(?P<text>[^\W_][^:]*)(?P<end>:?)"),
    re.compile(r"(?P<lead>(?:inclusion|exclusion) [^\W_][\w.-]* )(?P<text>[^\W_][^:]*)(?P<end>:?)"),
)


def quoted_name(m: Mistake) -> Diagnostic | None:
    """`use "general clinical"`, `inclusion "Adults":`, `test "young":` above lines of a case."""
    if not m.here.startswith('"') or m.line.indent or "NAME" not in m.expected:
        return None
    word = m.before.strip()
    text = re.match(r'"([^"]*)"', m.here)
    if text is None:
        return None
    rest = m.here[text.end() :]
    why = "A name is how criteria and records call a thing; a text is for people alone."
    if word in ("inclusion", "exclusion"):
        repair = f"{word} {m.next_id(word)} {m.here.rstrip()}"
        return m.found("text-for-name", "The id of the criterion is missing before its title.", why, repair)
    below = next((m.text_of(line) for line in m.lines if line.start > m.line.start), "")
    if re.match(r"given |expect ", below):
        return m.found(
            "text-for-name", f"“{word}” begins a declaration; a patient to try begins with case.", why,
            f"case {m.here.rstrip()}", m.line.start, len(word),
        )  # fmt: skip
    repair = f"{word} {text[1]}{rest}".rstrip()
    message = "A name stands here, without quotes."
    return m.found("text-for-name", message, why, repair, length=len(text[0]))


def quote_in_text(m: Mistake) -> Diagnostic | None:
    """`source: "The "adult" patient"`, and `source: "one" "two"`."""
    first, last = m.whole.find('"'), m.whole.rfind('"')
    if m.whole.count('"') < 4 or not m.before.rstrip().endswith('"') or first >= m.at - m.line.start:
        return None
    if m.here.startswith('"'):
        repair = f"{m.before.rstrip()}, {m.here.strip()}"
        why = "Two texts are two values of the property, and values are parted by commas."
        return m.found("list-without-commas", "A comma is missing between two texts.", why, repair)
    inner = m.whole[first + 1 : last].replace('"', "'")
    return m.found(
        "quote-in-text",
        "A text ends at its second quote; these words stand behind it.",
        "What stands behind the text would be lost, or read as something else.",
        f"{m.whole[: first + 1]}{inner}{m.whole[last:]}",
        m.at,
        max(1, len(m.word)),
    )


def braces_in_property(m: Mistake) -> Diagnostic | None:
    """`visits: {screening, baseline}`, `visits: screening and baseline`."""
    found = re.fullmatch(r"([^\W\d][\w -]*) *: *(.*)", m.whole)
    if not found or not m.line.indent or '"' in m.whole:
        return None
    listed = found[2].strip()
    if m.here.startswith("{") and listed.startswith("{"):
        repair = f"{found[1]}: {listed.strip('{}').strip()}"
        why = "A property has values of its own kind; braces are for lists inside conditions."
        return m.found("braces-in-property", "The values of a property stand without braces.", why, repair)
    if m.word in (";", "and", "or") and re.fullmatch(r"[\w' .+-]+(?:(?:[,;]| and | or )[\w' .+-]+)+", listed):
        names = [name.strip() for name in re.split(r"[,;]|\band\b|\bor\b", listed) if name.strip()]
        if all(_NAME.fullmatch(name) for name in names):
            why = "Between commas each name is a name of its own; “and” and “or” join conditions."
            message = "The values of a property are parted by commas."
            return m.found("list-without-commas", message, why, f"{found[1]}: {', '.join(names)}")
    return None


_OPINION = re.compile(
    r"(?P<what>.+?),? (?:in the (?:opinion|judge?ment|view) of|as (?:judged|determined|assessed) by"
    r"|at the discretion of) (?:the |an? )?"
    r"(?P<who>(?:treating |study |principal )?(?:investigator|physician|doctor|clinician))[.;]?"
)


def opinion_behind(m: Mistake) -> Diagnostic | None:
    """`clinically significant heart disease in the opinion of the investigator`."""
    found = _OPINION.fullmatch(m.whole)
    if not found or not m.line.indent or '"' in m.whole:
        return None
    who = re.sub(r"^(?:study|principal) ", "", found["who"])
    return m.found(
        "statement-form",
        "A statement says who makes it: judged by, or attested by, a person, and then the text.",
        "Who answers is printed with every verdict, and the answer of somebody else does not count.",
        f'judged by {who} "{found["what"]}"',
        m.line.start,
        len(m.whole),
    )


EXAMPLES = (
    opinion_behind, property_sign, judged_without_by, quoted_name, quote_in_text, missing_quotes,
    braces_in_property,
)  # fmt: skip
