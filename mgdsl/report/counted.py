"""A number with its noun, in words: `1 criterion`, `2 criteria`."""


def counted(n: int, one: str, many: str = "") -> str:
    """`many`: where it is not `one` with an s."""
    return f"{n} {one if n == 1 else many or f'{one}s'}"
