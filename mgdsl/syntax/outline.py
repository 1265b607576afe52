"""What a text shows before it is parsed, or where it does not parse: its visits, the ids of its criteria."""

import re
from functools import lru_cache

_VISITS = re.compile(r"^ +visits *:(.*)", re.MULTILINE | re.IGNORECASE)
_DECISION = re.compile(r"^ +decision visit *: *([^#\n]*[^#\s])", re.MULTILINE | re.IGNORECASE)


@lru_cache(maxsize=8)
def visits_in(text: str) -> tuple[str, ...]:
    """The visits that the protocol block names."""
    found = _VISITS.search(text)
    listed = re.split(r"[,;{}]|\band\b", found[1].split("#")[0]) if found else []
    return tuple(name.strip(" `") for name in listed if name.strip(" `"))


def first_visit(text: str) -> str:
    """The first of them; `screening` where none is named."""
    return next(iter(visits_in(text)), "screening")


def decision_visit(text: str) -> str:
    """The visit at which patients are decided; the first visit where none is named."""
    found = _DECISION.search(text)
    return found[1].strip(" `") if found else first_visit(text)


def next_id(text: str, kind: str) -> str:
    """An id that no criterion has yet: I4 after I1 to I3. `kind`: inclusion or exclusion."""
    used = re.findall(rf"^{kind} +([A-Za-z]*)(\d+)", text, re.MULTILINE)
    letters = next((letters for letters, _ in used if letters), kind[0].upper())
    return f"{letters}{max((int(number) for _, number in used), default=0) + 1}"


def own_name(text: str, kinds: str) -> str:
    """A name for an example, which the file declares; empty where it declares none of these kinds."""
    found = re.search(rf"^(?:{kinds}) +([^:\"\n]*[^:\"\s])", text, re.MULTILINE)
    return found[1] if found else ""


def lines_mean_all(text: str, at: int) -> bool:
    """Whether lines at the offset mean all of them: not below `any of:`, `none of:`, a count."""
    begin = text.rfind("\n", 0, at) + 1
    width = at - begin
    for line in reversed(text[:begin].split("\n")):
        if line.strip() and (indent := len(line) - len(line.lstrip())) < width:
            return not re.match(r"(?:any|none) of\b|at (?:least|most) \d|exactly \d", line[indent:])
    return True


def without_comment(line: str) -> str:
    """The line up to its comment; a # inside quotes or backticks begins none."""
    found = re.match(r'(?:"[^"]*"?|`[^`]*`?|[^"`#])*', line)
    return found[0].rstrip() if found else line
