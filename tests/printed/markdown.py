"""Markdown that every page is made of."""

from collections.abc import Iterable


def head(title: str, source: str) -> str:
    """The title, and where the page comes from."""
    return f"# {title}\n\n*Printed from `{source}` by `python -m tests.printed`.*"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Cells hold no `|`, which no two renderers escape alike."""
    lines = [tuple(header), *map(tuple, rows)]
    assert not any("|" in cell for line in lines for cell in line)
    rule = "|" + "---|" * len(lines[0])
    first, *rest = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([first, rule, *rest])


def fence(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def code(words: Iterable[str]) -> str:
    """`` `a`, `b` ``."""
    return ", ".join(f"`{word}`" for word in words)


def document(parts: Iterable[str]) -> str:
    """Blocks with a blank row between them."""
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"
