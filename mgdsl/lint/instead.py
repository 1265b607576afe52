"""What an author can write instead of a line that decides nobody, or everybody."""

from fractions import Fraction

from mgdsl.core.schema import Instrument, Quantity
from mgdsl.lang.numbers import exact, show
from mgdsl.lint.look import Look
from mgdsl.lint.trees import Claim
from mgdsl.lint.wording import measured
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

MEANT = "write what is meant"


def within_reach(claim: Claim, look: Look) -> str:
    """An order for the number that is meant, with what the value can be where that is known."""
    line = _line(claim, look)
    if line is None or not isinstance(line.test, ast.Compare | ast.Between):
        return MEANT
    subject, ends = look.text(line.subject), _ends(look, line.subject)
    return f"write the number that is meant ({subject} goes from {ends})" if ends else MEANT


def _ends(look: Look, subject: ast.Subject) -> str | None:
    found = measured(look, subject)
    match subject, found:
        case ast.PartOf(_, "share", _), _:
            return "0% to 100%"
        case ast.PartOf(ast.Name(part), "part", _), Instrument():
            names = found.part(part) or ()
            items = [item for item in found.items if item.name in names]
        case ast.Name(), Instrument():
            items = list(found.items)
        case ast.Name(), Quantity(lowest=Fraction() as low, highest=Fraction() as high, unit=unit):
            return f"{show(low)} to {show(high)}{'' if unit == '1' else f' {unit}'}"
        case _:
            return None
    least, most = (sum(end(item.values) for item in items) for end in (min, max))
    return f"{least} to {most}" if items else None


def parted(one: Claim, other: Claim, look: Look) -> str | None:
    """`QMG between 10 and 20` for bounds of one value that point away from each other."""
    match _line(one, look), _line(other, look):
        case (
            ast.Simple(a, ast.Compare(">=" | "<=" as sign, ast.Quantity(first, unit)), whens),
            ast.Simple(b, ast.Compare(">=" | "<=" as against, ast.Quantity(second, same)), others),
        ) if sign != against and unit == same and _text(look, a, *whens) == _text(look, b, *others):
            low, high = sorted((first, second), key=exact)
            number = f"between {low} and {high}{f' {unit}' if unit else ''}"
            return " ".join((look.text(a), number, *map(look.text, whens)))
        case _:
            return None


def _text(look: Look, *nodes: ast.Node) -> str:
    return fold(" ".join(map(look.text, nodes)))


def _line(claim: Claim, look: Look) -> ast.Simple | None:
    """The line of the claim, if it stands in the file that is linted and must hold as it is written."""
    place = claim.origin.place if claim.origin else None
    if place is None or place.source != look.source or not claim.positive:
        return None
    return next((line for line in look.all(ast.Simple) if line.span == place.span), None)
