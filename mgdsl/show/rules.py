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
STEADY = "Who takes no drug has the dose 0 of it: a dose that was 0 all the time is an unchanged dose."
ONE_DRUG = (
    "“For at least 4 weeks before a visit” asks for one drug, taken without a gap up to the visit; two drugs "
    "of a class, one after the other, do not add up."
)
ONGOING = "What is recorded as ongoing is known to last as far as the record says that it is complete."
EQUALS = "Equal values of one name on one day count as one result."
LIMIT = "A limit of normal is that of the laboratory, reported with the result."


def rules(uses: Uses, program: Program) -> Iterator[str]:
    """Those that concern every protocol, then those that concern what this one says."""
    read = {name for table in program.tables for name in table.of}
    yield VERDICT
    yield MISSING
    if any(isinstance(column.source, Closes) for column in program.columns):
        yield HISTORY
    if uses.speaks(ast.Distance, ast.Throughout, ast.Sliding, ast.Before, ast.After, ast.Period):
        yield WINDOW
    if any(event.span and event.name in read for event in program.schema.events):
        yield ONGOING
    if any(_lasts(line) for line in uses.lines):
        yield ONE_DRUG
    if any(_steady(line) for line in uses.lines):
        yield STEADY
    if any(_several(line) for line in uses.lines):
        yield EQUALS
    if any(isinstance(entity, BuiltIn) and entity.name == "age" for entity in uses.entities):
        yield AGE
    if any(isinstance(entity, Instrument) for entity in uses.entities):
        yield SCORE
    if any(part.kind == "share" for line in uses.lines for part in find(line, ast.PartOf)):
        yield SHARE
    if uses.speaks(ast.Limit):
        yield LIMIT


def _lasts(line: ast.Line) -> bool:
    """An event that is asked for without a gap."""
    return any(
        isinstance(each.subject, ast.Counted)
        and not each.subject.what.result
        and any(isinstance(when, ast.Throughout) for when in each.whens)
        for each in find(line, ast.Simple)
    )


def _steady(line: ast.Line) -> bool:
    """Whether a dose changed."""
    return any(
        isinstance(each.subject, ast.DoseOf) and isinstance(each.test, ast.Is)
        for each in find(line, ast.Simple)
    )


def _several(line: ast.Line) -> bool:
    """More than one result is asked for."""
    return any(each.what.result and (each.how.n or 0) > 1 for each in find(line, ast.Counted))
