"""Colour when it is asked for, and text that is safe to print."""

from attrs import frozen


@frozen
class Style:
    """ANSI colours, or none."""

    colour: bool = False

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
