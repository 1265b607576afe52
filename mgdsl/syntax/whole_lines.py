"""Lines of paper as a whole: what such a line means, whether it parses or not.

The parser asks here where it stopped, the checker where a name is not declared.
"""

from mgdsl.syntax import whole_classes, whole_drugs, whole_habits, whole_people
from mgdsl.syntax.meant import Around, Meant

FORMS = (*whole_drugs.FORMS, *whole_classes.FORMS, *whole_habits.FORMS, *whole_people.FORMS)
LONGEST = 240
"""Characters of a line that is looked at as a whole."""


def whole_line(line: str, text: str) -> Meant | None:
    """`line`: the line without its comment and indentation; `text`: the file that it stands in."""
    if len(line) > LONGEST or '"' in line:
        return None
    around = Around(text)
    found = next((found for form in FORMS if (found := form(line, around)) is not None), None)
    return None if found is None or line in (lines for _, lines in found.forms) else found
