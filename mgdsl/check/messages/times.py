"""Windows that hold no day, or hardly one."""

import re

from mgdsl.check.messages.common import either, first_visit_of, line_of, say
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place
from mgdsl.syntax.mistake import WHENS

_COUNT = re.compile(r"\b(?:any|no|at least \d+|at most \d+|exactly \d+) (?!planned |results? )")


def after_decision(place: Place, begins: str, visit: str, decision: str, day: bool) -> Diagnostic:
    """`after baseline`, where the protocol is decided at baseline.

    `begins`: what the time that is meant begins with. `day`: the window holds the day of the visit.
    """
    line, first = line_of(place), first_visit_of(place)
    ahead = line.replace(place.text, f"from {begins} until 1 year after {visit}", 1)
    forms = []
    if " result of " not in line and " results of " not in line:
        before = line.partition(" where ")[0]
        forms = [_COUNT.sub(lambda how: f"{how[0]}planned ", ahead, count=1)] if place.text in before else []
    planned = " planned " in line
    if not planned and first.casefold() != visit.casefold():
        forms.append(line.replace(place.text, re.sub(rf"{re.escape(visit)}$", first, place.text), 1))
    if not planned and day and visit.casefold() == decision.casefold():
        forms.append(line.replace(place.text, f"at {visit}", 1))
    left = f"only the day of {visit} itself" if day and visit.casefold() == decision.casefold() else "no day"
    return say(
        "after-decision",
        place,
        f"`{place.text}` ends with {decision}, where the protocol is decided: it holds {left}.",
        "What comes later is not known then; only what is planned can be asked, for a time that has an end.",
        either(dict.fromkeys(forms)) if forms else "name an earlier visit",
    )


def when_of_field(place: Place, field: str) -> Diagnostic:
    """`kind is thymoma within 5 years before screening`, in a `where`. `place`: the condition."""
    when = re.search(rf" (?:{WHENS}|at least|more than)\b(?! \d+ [^\W\d]\S*$).*", place.text)
    own = when[0] if when else ""
    plain = place.text.removesuffix(own)
    head, where, asked = line_of(place).partition(" where ")
    if place.source.line(place.line).count(place.text) != 1 or not where or place.text not in asked:
        repair = f"write `{plain}`, and the time of the event before `where`"
    else:
        timed = "" if re.search(rf" (?:{WHENS})\b", head) else own
        repair = f"write `{head}{timed} where {asked.replace(place.text, plain, 1)}`"
    return say(
        "when-of-field",
        place,
        f"`{field}` is told by the record of the event: it has no time of its own.",
        "A record tells it of the whole event. When the event was stands before `where`.",
        repair,
    )
