"""From where to where the total of a score goes, and each of its parts."""

from mgdsl.core.schema import Instrument

TOTAL = "total"


def ranges(instrument: Instrument) -> dict[str, tuple[int, int]]:
    """Lowest and highest value: of the total first, then of every part by its name."""
    values = {item.name: item.values for item in instrument.items}
    summed = {TOTAL: tuple(values), **dict(instrument.parts)}
    return {
        name: (sum(min(values[item]) for item in items), sum(max(values[item]) for item in items))
        for name, items in summed.items()
    }


def spread(low: int, high: int) -> str:
    """``0 to 24``."""
    return f"{low} to {high}"
