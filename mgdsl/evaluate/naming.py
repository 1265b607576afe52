"""The names that a line of the text uses, beside the declared ones: `LVEF (ejection fraction)`."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import define, field

from mgdsl.core.schema import Schema


@define
class Naming:
    """Puts the name that the author wrote in front of the declared one, where they differ."""

    schema: Schema
    _others: dict[str, tuple[str, ...]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._others = dict(_others(self.schema))

    def as_written(self, lines: Iterable[str], text: str) -> list[str]:
        """Lines that say what is recorded, for words of the author's."""
        found = list(lines)
        for name, also in self._others.items():
            if any(name in line for line in found) and not _stands(name, text):
                used = next((other for other in also if _stands(other, text)), None)
                if used is not None:
                    found = [_both(line, name, used) for line in found]
        return found


def _others(schema: Schema) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in (*schema.measures, *schema.events):
        if each.also:
            yield each.name, each.also
    yield from ((name, also) for name, also in schema.agents if also)


def _both(line: str, name: str, used: str) -> str:
    return _word(name).sub(lambda _: f"{used} ({name})", line, count=1)


def _stands(name: str, text: str) -> bool:
    return _word(name).search(text) is not None


@lru_cache(maxsize=2048)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
