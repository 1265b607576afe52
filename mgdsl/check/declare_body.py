"""The properties of one declaration, read by key."""

from mgdsl.check import messages
from mgdsl.check.scope import Mistake
from mgdsl.core import schema as s
from mgdsl.report.source import Place, Source
from mgdsl.report.suggest import fold
from mgdsl.syntax import ast
from mgdsl.tree import frozen


@frozen
class Body:
    """The properties of one declaration by key; reading one raises what is wrong with it."""

    node: ast.Declare
    source: Source

    def place(self, node: ast.Node) -> Place:
        return Place(self.source, node.span)

    def property(self, key: str) -> ast.Property | None:
        return next((p for p in self.node.properties if fold(p.key) == key), None)

    def need(self, key: str) -> ast.Property:
        found = self.property(key)
        if found is None:
            place = self.place(self.node.name)
            raise Mistake(messages.property_missing(place, self.node.kind, self.node.name.text, key))
        return found

    def names(self, prop: ast.Property | None) -> tuple[str, ...]:
        """Comma-separated names; numbers stand for themselves."""
        return () if prop is None else tuple(self.name(value) for value in prop.values)

    def name(self, value: ast.PropertyValue) -> str:
        match value:
            case ast.Name(text) | ast.Text(text):
                return " ".join(text.split())
            case ast.Quantity(number, None):
                return number
            case _:
                raise Mistake(messages.name_expected(self.place(value)))

    def one(self, key: str, default: str) -> str:
        names = self.names(self.property(key))
        if len(names) > 1:
            raise Mistake(messages.one_value(self.place(self.need(key)), key))
        return names[0] if names else default

    def children(self, key: str) -> tuple[ast.Property, ...]:
        found = self.property(key)
        return () if found is None else found.children

    def recorded(self, default: str) -> str:
        found = self.one("recorded", default)
        if found not in (s.ONCE, s.BY_VISIT):
            raise Mistake(
                messages.unknown_value(
                    self.place(self.need("recorded")), found, "recorded", (s.ONCE, s.BY_VISIT)
                )
            )
        return found

    def common(self, default: str) -> tuple[str, str, tuple[str, ...], str, tuple[str, ...]]:
        """Name, title, other names, when recorded, codes: what every measure has."""
        name = " ".join(self.node.name.text.split())
        also, codes = self.names(self.property("also")), self.names(self.property("codes"))
        return name, self.node.title or "", also, self.recorded(default), codes
