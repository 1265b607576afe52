"""Colour when it is asked for, and text that is safe to print."""

import re

from mgdsl.tree import frozen

WIDEST = 100
"""Characters shown of one line of a source."""
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@frozen
class Style:
    """ANSI colours, or none. `width`: how much of a source's line is shown."""

    colour: bool = False
    width: int = WIDEST

    def severity(self, text: str) -> str:
        return self._in("1;31" if text == "error" else "1;33", text)

    def strong(self, text: str) -> str:
        return self._in("1", text)

    def faint(self, text: str) -> str:
        return self._in("2", text)

    def repair(self, text: str) -> str:
        return self._in("1;32", text)

    def good(self, text: str) -> str:
        return self._in("32", text)

    def bad(self, text: str) -> str:
        return self._in("1;31", text)

    def open(self, text: str) -> str:
        return self._in("33", text)

    def _in(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour else text


PLAIN = Style()


def printable(text: str) -> str:
    """The text with signs that steer a terminal, or cannot be shown, replaced. Line feeds stay."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\u00a0\u3000" else "\ufffd" for char in text)


def one_line(text: str) -> str:
    """As `printable`, in one line: what is recorded cannot look like a line of the report."""
    return " ".join(printable(text).split())


def json_safe(text: str) -> str:
    """JSON with signs that steer a terminal, or turn the direction of writing, as escapes."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
