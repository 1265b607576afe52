"""Windows that hold no day, or hardly one."""

import re

from mgdsl.check.messages.common import either, first_visit_of, line_of, say
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.report.source import Place

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
