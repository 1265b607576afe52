"""The values of a design's properties: numbers, rates and words, with what may be wrong in each."""

from fractions import Fraction

from attrs import define, field

from mgdsl.check import messages
from mgdsl.check.scope import Mistake
from mgdsl.core.design import MOST_PARTICIPANTS, Assumed, NotStated, Setting, Stated, is_fine, value_of
from mgdsl.lang.numbers import exact, show
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast

PEOPLE = ("participants", "participant", "patients", "patient", "subjects", "subject")
HUNDRED = 100


@define
class Values:
    """Reads the properties of one block; what is wrong with one is raised as a Mistake."""

    node: ast.DoseFinding
    source: Source
    by_key: dict[str, ast.Property] = field(init=False)

    @by_key.default
    def _by_key(self) -> dict[str, ast.Property]:
        return {fold(prop.key): prop for prop in reversed(self.node.properties)}

    def place(self, node: ast.Node) -> Place:
        return Place(self.source, node.span)

    def need(self, key: str, example: str) -> ast.Property:
        """The property. Raises Mistake if the block does not have it."""
        if key not in self.by_key:
            place = self.place(self.node.name)
            raise Mistake(messages.design_property_missing(place, self.node.name.text, key, example))
        return self.by_key[key]

    def one(self, prop: ast.Property, wanted: str, example: str) -> ast.PropertyValue:
        if len(prop.values) != 1 or prop.children:
            raise Mistake(messages.design_value(self.place(prop), fold(prop.key), wanted, example))
        return prop.values[0]

    def words(self, key: str) -> str | NotStated:
        """The texts of a property, joined; empty without it."""
        prop = self.by_key.get(key)
        if prop is None:
            return ""
        if len(prop.values) == 1 and isinstance(prop.values[0], ast.Unspecified):
            return _open(prop.values[0])
        texts = [value.text for value in prop.values if isinstance(value, ast.Text)]
        if not texts or len(texts) != len(prop.values) or prop.children:
            raise Mistake(messages.design_value(self.place(prop), key, "a text in quotes", '"…"'))
        return " ".join(" ".join(texts).split())

    def setting(self, prop: ast.Property, value: ast.PropertyValue, wanted: str, example: str) -> Setting:
        """A number in whatever unit `amount` allows for this key."""
        key = fold(prop.key)
        match value:
            case ast.Quantity():
                return Stated(self.amount(key, value, wanted, example))
            case ast.Assume(quantity, because):
                if not because.strip():
                    raise Mistake(messages.assumption_without_reason(self.place(value), key))
                return Assumed(self.amount(key, quantity, wanted, example), " ".join(because.split()))
            case ast.Unspecified():
                return _open(value)
            case _:
                raise Mistake(messages.design_value(self.place(value), key, wanted, example))

    def amount(self, key: str, quantity: ast.Quantity, wanted: str, example: str) -> Fraction:
        """A number without a unit, a percentage as a fraction of 1, or a number of people."""
        number = self.number(quantity)
        if "%" in example and quantity.unit in (None, "%"):
            rate = number / HUNDRED if quantity.unit else number
            if is_fine(rate):
                return rate
            wanted = "a rate with at most four decimals of a percent"
        elif quantity.unit is None or (quantity.unit in PEOPLE and example.isdigit()):
            return number
        raise Mistake(messages.design_value(self.place(quantity), key, wanted, example))

    def number(self, quantity: ast.Quantity) -> Fraction:
        try:
            return exact(quantity.number)
        except ValueError as error:
            raise Mistake(messages.bad_number(self.place(quantity), str(error))) from None

    def ends(self, range_: ast.Range) -> tuple[ast.Quantity, ast.Quantity]:
        """The two ends of ``25 to 35%``, each with the unit."""
        low, high, unit = range_.low, range_.high, range_.unit
        return ast.Quantity(low, unit, span=range_.span), ast.Quantity(high, unit, span=range_.span)

    def whole(self, key: str, example: str, most: int = MOST_PARTICIPANTS) -> Setting:
        """A whole number from 1 to `most`."""
        wanted = f"a whole number from 1 to {most}"
        prop = self.need(key, example)
        value = self.one(prop, wanted, example)
        made = self.setting(prop, value, wanted, example)
        self.need_whole(value, made, most, key, wanted, example)
        return made

    def need_whole(
        self, node: ast.Node, made: Setting, most: int, key: str, wanted: str, example: str
    ) -> None:
        """Raises Mistake for a value that is no whole number from 1 to `most`."""
        held = value_of(made)
        if held is not None and (held.denominator != 1 or not 1 <= held <= most):
            raise Mistake(messages.design_value(self.place(node), key, wanted, example))

    def rate(self, key: str, example: str, low: Fraction, high: Fraction, why: str) -> Setting:
        """A rate strictly between `low` and `high`."""
        prop = self.need(key, example)
        value = self.one(prop, "a rate", example)
        made = self.setting(prop, value, "a rate", example)
        held = value_of(made)
        if held is not None and not low < held < high:
            between = f"between {percent(low)} and {percent(high)}"
            place = self.place(value)
            raise Mistake(messages.design_rate(place, key, percent(held), between, why, example))
        return made


def _open(value: ast.Unspecified) -> NotStated:
    return NotStated(" ".join(value.text.split()))


def percent(rate: Fraction) -> str:
    """``30%``; a ratio where there is no finite decimal."""
    return f"{show(rate * HUNDRED)}%"
