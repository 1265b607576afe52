"""How a reader takes the words of a document: the rules of the language that its criteria rest on."""

from collections.abc import Iterator

from mgdsl.check.scope import BuiltIn
from mgdsl.core.columns import Closes
from mgdsl.core.program import Program
from mgdsl.core.schema import Instrument
from mgdsl.show.used import Uses
from mgdsl.syntax import ast
from mgdsl.tree import find

VERDICT = (
    "A patient is ineligible as soon as one criterion decides so, eligible when every inclusion criterion "
    "is met and no exclusion criterion is, and undetermined until then. A criterion that does not apply "
    "to a patient counts neither way."
)
MISSING = (
    "What is not known is never taken for a no, nor for a yes: the criterion waits, unless the rest decides."
)
HISTORY = (
    "What is not on record may still have happened: that there was none, or which result is the latest, "
    "is known only where the record says that it is complete."
)
WINDOW = (
    "Both ends of a time count: “within 4 weeks before a visit” begins on the day 4 weeks before, and "
    "ends with the day of the visit. Months and years follow the calendar; a day that a month does not "
    "have is its last."
)
AGE = (
    "Age is counted in completed years: “at most 80 years” lasts up to the day before the 81st birthday, "
    "“more than 18 years” begins with the 19th birthday."
)
SCORE = (
    "A score with a missing item lies between the lowest and the highest total that the item allows, and "
    "is decided where every total in between gives the same answer."
)
SHARE = "Shares are compared exactly, without rounding: 3 of 6 points are at most 50%, and not less than 50%."
LIMIT = "A limit of normal is that of the laboratory, reported with the result."


def rules(uses: Uses, program: Program) -> Iterator[str]:
    """Those that concern every protocol, then those that concern what this one says."""
    yield VERDICT
    yield MISSING
    if any(isinstance(column.source, Closes) for column in program.columns):
        yield HISTORY
    if uses.speaks(ast.Distance, ast.Throughout, ast.Sliding, ast.Before, ast.After, ast.Period):
        yield WINDOW
    if any(isinstance(entity, BuiltIn) and entity.name == "age" for entity in uses.entities):
        yield AGE
    if any(isinstance(entity, Instrument) for entity in uses.entities):
        yield SCORE
    if any(part.kind == "share" for line in uses.lines for part in find(line, ast.PartOf)):
        yield SHARE
    if uses.speaks(ast.Limit):
        yield LIMIT
