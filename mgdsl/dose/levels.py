"""A level by what a person calls it: its number from 1, or its name."""

from fractions import Fraction

from mgdsl.core.design import Design, is_called
from mgdsl.dose.refusal import refuse
from mgdsl.records.faults import shown
from mgdsl.report.suggest import fold, nearest


def level_of(word: str, design: Design) -> int:
    """The level, counted from 0, that a word on the command line means. Raises Refusal."""
    found = find_level(int(word) if word.isascii() and word.isdigit() and len(word) < 4 else word, design)
    if found is None:
        message = f"`{shown(word)}` is not a level of {design.name}."
        raise refuse("unknown-level", message, choices(word, design))
    if told := twofold(found, design, word):
        raise refuse("unknown-level", f"{told[0]}.", told[1])
    return found


def twofold(found: int, design: Design, word: object) -> tuple[str, str] | None:
    """For a number that is also another level's dose, or in its name: what is wrong, and what to write."""
    if str(word) != str(found + 1):
        return None
    number, meant = found + 1, design.levels[found]
    said = [level for level in design.levels if level.amount == number or is_called(level, number)]
    other = next((level for level in said if level is not meant and not is_called(meant, number)), None)
    if other is None:
        return None
    message = f"{number} is the number of the level {meant.dose}, and may mean {other.dose}"
    return message, f'write "{meant.name}" or "{other.name}"'


def find_level(word: object, design: Design) -> int | None:
    """The level, counted from 0, of a number or a name; None for anything else."""
    if isinstance(word, int | Fraction) and not isinstance(word, bool):
        return int(word) - 1 if word.denominator == 1 and 1 <= word <= len(design.levels) else None
    names = [fold(level.name) for level in design.levels]
    return names.index(fold(word)) if isinstance(word, str) and fold(word) in names else None


def choices(word: object, design: Design) -> str:
    """The level that was likely meant, or all there are."""
    names = [level.name for level in design.levels]
    near = nearest(word, names) if isinstance(word, str) else None
    listed = "; ".join(f"{at}: {name}" for at, name in enumerate(names, 1))
    return f"did you mean `{near}`?" if near else f"its levels are {listed}"
