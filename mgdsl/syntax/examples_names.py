"""Names of declarations that speak of numbers: `judgement life expectancy of at least 12 weeks:`."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import Mistake, either_of

_NAMED = re.compile(
    r"(?P<kind>fact|judgement|attestation|event|test|define) (?P<name>[^:`\"()]*?)"
    r"(?P<rest> *(?:\"[^\"]*\")? *:?)"
)
_LIMIT = re.compile(
    r"(?:of |for |by )?(?P<limit>at least|at most|(?:more|less|greater|fewer) than|>=|<=|[<>≥≤])(?= ?\d)"
)


def limit_in_name(m: Mistake) -> Diagnostic | None:
    """What is declared is called by a name; the limit in it is words in backticks, or stands in the title."""
    found = _NAMED.fullmatch(m.whole) if m.line is m.lines[0] and not m.line.indent else None
    limit = _LIMIT.search(found["name"]) if found else None
    if found is None or limit is None:
        return None
    kind, name = found["kind"], found["name"].strip()
    colon = ":" if m.deeper else ""
    rest = found["rest"].rstrip(" :") + colon
    short = name[: limit.start()].strip()
    forms = [f"{kind} `{name}`{rest}"]
    if short and '"' not in rest and kind != "define":
        forms.append(f'{kind} sufficient {short} "{name}"{colon}')
    return m.found(
        "reserved-word",
        f"“{limit['limit']}” cannot stand in a name as it is.",
        "A declaration gives a name; no number in it is compared. In backticks a name may hold any word.",
        either_of(forms),
        m.line.start + found.start("name") + limit.start(),
        len(limit[0]),
    )
