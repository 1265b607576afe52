"""A table of a TOML file, read key by key: of the right type, and nothing in it that is not known."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.sdtm.faults import Text, bad_mapping, unknown_word
from mgdsl.sdtm.values import cell


@define
class Table:
    """`header` is how the file writes the table's name. Reading collects what is wrong in `problems`."""

    data: dict[str, Any]
    header: str
    text: Text
    problems: list[Diagnostic]
    asked: list[str] = field(factory=list)

    def say(self, word: str, message: str, repair: str) -> None:
        place = self.text.place(word, self.header)
        self.problems.append(bad_mapping(place, message, repair))

    def word(self, key: str) -> str | None:
        """A text or a whole number."""
        found = self._get(key)
        if found is None or isinstance(found, str):
            return found
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        self.say(key, f"`{key}` is a text here.", f'{key} = "…"')
        return None

    def need(self, key: str) -> str:
        """A text that must be there."""
        found = self.word(key)
        if found is None and key not in self.data:
            self.say(self.header, f"{self.header} needs `{key}`.", f'add {key} = "…"')
        return found or ""

    def whole(self, key: str) -> int | None:
        """A whole number."""
        found = self._get(key)
        if found is None or (isinstance(found, int) and not isinstance(found, bool)):
            return found
        self.say(key, f"`{key}` is a whole number here.", f"{key} = 1")
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text may stand without its list."""
        return self._texts(key, self._get(key))

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of lists of texts."""
        found = self._table(key)
        return {name: self._texts(name, value) for name, value in found.items()}

    def texts(self, key: str) -> dict[str, str]:
        """A table of texts; numbers may stand for them."""
        made: dict[str, str] = {}
        for name, value in self._table(key).items():
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                made[name] = cell(value) or ""
            else:
                self.say(name, f"`{name}` is one text here.", f'{name} = "…"')
        return made

    def inner(self, key: str) -> "Table | None":
        """A table in this one, if it is there."""
        found = self._table(key)
        return self._inside(found, self.header or key) if key in self.data else None

    def each(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """The tables in a table, by name."""
        for name, value in self._table(key).items():
            if isinstance(value, dict):
                yield name, self._inside(value, name)
            else:
                self.say(name, f"`{name}` is a table here.", f"{name} = {{ … }}")

    def many(self, key: str) -> Iterator["Table"]:
        """The tables of a list: ``[[key]]``."""
        found = self._get(key)
        if found is None:
            return
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.say(key, f"`{key}` is a list of tables.", f"begin each with [[{key}]]")
            return
        for each in found:
            named = each.get("name")
            yield self._inside(each, f'"{named}"' if isinstance(named, str) else f"[[{key}]]")

    def finish(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                place = self.text.place(key, self.header)
                self.problems.append(
                    unknown_word(place, key, f"a key of {self.header or 'a mapping'}", self.asked)
                )

    def _inside(self, data: dict[str, Any], header: str) -> "Table":
        return Table(data, header, self.text, self.problems)

    def _get(self, key: str) -> Any:
        self.asked.append(key)
        return self.data.get(key)

    def _table(self, key: str) -> dict[str, Any]:
        found = self._get(key)
        if found is None or isinstance(found, dict):
            return found or {}
        self.say(key, f"`{key}` is a table.", f"write [{key}] and its lines below")
        return {}

    def _texts(self, key: str, found: Any) -> tuple[str, ...]:
        listed = [] if found is None else found if isinstance(found, list) else [found]
        if all(isinstance(each, str | int) and not isinstance(each, bool) for each in listed):
            return tuple(str(each) for each in listed)
        self.say(key, f"`{key}` is a list of texts.", f'{key} = ["…", "…"]')
        return ()
