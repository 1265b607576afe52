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

PEOPLE = ("participants", "participant", "patients", "patient", "subjects", "subject", "pts", "people")
HUNDRED = 100


class Absent(Exception):
    """A property that every design needs is not there; all of them are told in one finding."""


@define
class Values:
    """Reads the properties of one block; what is wrong with one is raised as a Mistake.

    `missing`: what was needed and is not there, in the order in which it was asked for.
    """

    node: ast.DoseFinding
    source: Source
    by_key: dict[str, ast.Property] = field(init=False)
    missing: list[str] = field(init=False, factory=list)

    @by_key.default
    def _by_key(self) -> dict[str, ast.Property]:
        return {fold(prop.key): prop for prop in reversed(self.node.properties)}

    def place(self, node: ast.Node) -> Place:
        return Place(self.source, node.span)

    def need(self, key: str) -> ast.Property:
        """The property. Raises Absent if the block does not have it."""
        if key not in self.by_key:
            self.missing.append(key)
            raise Absent(key)
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
            bare = (
                prop.values[0].text if len(prop.values) == 1 and isinstance(prop.values[0], ast.Name) else "…"
            )
            raise Mistake(messages.design_value(self.place(prop), key, "a text in quotes", f'"{bare}"'))
        return " ".join(" ".join(texts).split())

    def setting(self, prop: ast.Property, value: ast.PropertyValue, wanted: str, example: str) -> Setting:
        """A number in whatever unit `amount` allows for this key."""
        key = fold(prop.key)
        match value:
            case ast.Quantity():
                return Stated(self.amount(prop, value, wanted, example))
            case ast.Assume(quantity, because):
                if not because.strip():
                    raise Mistake(messages.assumption_without_reason(self.place(value), key))
                return Assumed(self.amount(prop, quantity, wanted, example), " ".join(because.split()))
            case ast.Unspecified():
                return _open(value)
            case _:
                raise Mistake(messages.design_value(self.place(value), key, wanted, example))

    def amount(self, prop: ast.Property, quantity: ast.Quantity, wanted: str, example: str) -> Fraction:
        """A number without a unit, a percentage as a fraction of 1, or a number of people."""
        key, number = fold(prop.key), self.number(quantity)
        if "%" in example and quantity.unit == "%":
            if is_fine(number / HUNDRED):
                return number / HUNDRED
            wanted = "a rate with at most four decimals of a percent"
        elif "%" in example and quantity.unit is None:
            line = self._with_percent(prop)
            raise Mistake(messages.rate_without_percent(self.place(quantity), key, quantity.number, line))
        elif "%" in example and (ratio := _ratio(number, quantity.unit)) is not None:
            text = self.place(quantity).text
            line = f"{prop.key}: {percent(round(ratio, 6))}"
            raise Mistake(messages.rate_without_percent(self.place(quantity), key, text, line))
        elif quantity.unit is None or (quantity.unit in PEOPLE and example.isdigit()):
            return number
        raise Mistake(messages.design_value(self.place(quantity), key, wanted, example))

    def _with_percent(self, prop: ast.Property) -> str:
        """The line with its bare numbers in percent: up to 1 as ratios, above as percentages."""
        parts = []
        for value in prop.values:
            text = self.place(value).text
            for bare in _bare(value):
                number = self.number(bare)
                shown = percent(number if number <= 1 else number / HUNDRED)
                text = text.replace(bare.number, shown, 1)
            parts.append(text)
        return f"{prop.key}: {', '.join(parts)}"

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
        prop = self.need(key)
        value = self.one(prop, wanted, example)
        if isinstance(value, ast.Range):
            raise Mistake(messages.one_number(self.place(value), key, value.low, value.high))
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
        prop = self.need(key)
        value = self.one(prop, "a rate", example)
        made = self.setting(prop, value, "a rate", example)
        held = value_of(made)
        if held is not None and not low < held < high:
            between = f"between {percent(low)} and {percent(high)}"
            place = self.place(value)
            raise Mistake(messages.design_rate(place, key, percent(held), between, why, example))
        return made


def _bare(value: ast.PropertyValue) -> tuple[ast.Quantity, ...]:
    """The numbers of a value that have no unit."""
    match value:
        case ast.Quantity(_, None):
            return (value,)
        case ast.Assume(ast.Quantity(_, None) as quantity):
            return (quantity,)
        case ast.Range(low, high, None):
            return ast.Quantity(low, None, span=value.span), ast.Quantity(high, None, span=value.span)
        case _:
            return ()


def _ratio(number: Fraction, unit: str | None) -> Fraction | None:
    """`1/3`, which is read as a number and its unit."""
    below = (unit or "").removeprefix("/")
    return number / int(below) if unit != below and below.isdigit() and int(below) else None


def _open(value: ast.Unspecified) -> NotStated:
    return NotStated(" ".join(value.text.split()))


def percent(rate: Fraction) -> str:
    """``30%``; a ratio where there is no finite decimal."""
    return f"{show(rate * HUNDRED)}%"
