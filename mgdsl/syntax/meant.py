"""What a line of paper means, and the file around it."""

import re
from textwrap import indent

from mgdsl.report.suggest import fold
from mgdsl.syntax.outline import decision_visit, lines_mean_all, visits_in
from mgdsl.tree import frozen

_HEADERS = ("any of:", "all of:", "none of:", "at least ", "if ", "unless ", "at ")


@frozen
class Meant:
    """What a line is written as. `forms`: when each is meant, and its lines; the first is the likeliest."""

    name: str
    message: str
    why: str
    forms: tuple[tuple[str, str], ...]

    def repair(self, text: str, start: int) -> str:
        """The forms as they stand in a file whose line begins at `start`, indented."""
        width = start - text.rfind("\n", 0, start) - 1
        alone = lines_mean_all(text, start)
        forms = [
            (
                said,
                indent(
                    lines
                    if alone or "\n" not in lines or lines.startswith(_HEADERS)
                    else f"all of:\n{indent(lines, '    ')}",
                    " " * width,
                ),
            )
            for said, lines in self.forms
        ]
        if len(forms) == 1:
            only = forms[0][1]
            return f"write\n{only}" if "\n" in only else f"write `{only.strip()}`"
        shown = [f"{f'or, {said},' if said else 'or'}\n{lines}" for said, lines in forms]
        return "write either" + "\n".join(shown).removeprefix("or")


@frozen
class Around:
    """What a line of a file needs to know of it."""

    text: str

    @property
    def decision(self) -> str:
        return decision_visit(self.text)

    @property
    def visits(self) -> tuple[str, ...]:
        """The visits of the protocol, the one at which patients are decided first."""
        return tuple(dict.fromkeys((self.decision, *visits_in(self.text))))

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a classification that the file itself declares, lowest first."""
        for found in _CLASSIFICATION.finditer(self.text):
            if fold(found["name"].strip(" `")) == fold(name):
                said = {each["key"]: each["said"] for each in _LISTED.finditer(found["body"])}
                listed = said.get("order") or said.get("values") or ""
                return tuple(part.strip(" `") for part in listed.split("#")[0].split(",") if part.strip(" `"))
        return ()


_CLASSIFICATION = re.compile(
    r'^classification (?P<name>[^":\n]+)(?:"[^"\n]*")? *:.*\n(?P<body>(?:[ \t]+.*\n|\n)*)', re.MULTILINE
)
_LISTED = re.compile(r"^ *(?P<key>order|values): *(?P<said>.*)$", re.MULTILINE)
