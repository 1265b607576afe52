"""The founding protocol, and as long a protocol as is wanted, made of its criteria."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "protocols" / "nct06371040"
PROTOCOL, PATIENTS = FOLDER / "protocol.mgdsl", FOLDER / "patients.jsonl"


def of_length(lines: int) -> str:
    """A protocol of about so many lines: the criteria again and again, each with an id of its own."""
    head, criteria, rest = _parts(PROTOCOL.read_text(encoding="utf-8"))
    found, length = [head], head.count("\n") + rest.count("\n")
    round_ = 0
    while length < lines:
        round_ += 1
        for criterion in criteria:
            word, id_, title = criterion.split(" ", 2)
            found.append(f"{word} {id_}-{round_} {title}")
            length += criterion.count("\n")
    return "".join([*found, rest])


def _parts(text: str) -> tuple[str, list[str], str]:
    """What stands before the criteria, each criterion, the definitions after them."""
    first = text.index("\ninclusion ") + 1
    after = text.index("\ndefine ") + 1
    end = text.index("\n# Dose finding")
    starts = [at + 1 for at in range(first - 1, after) if text.startswith("\ninclusion ", at)]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], after], strict=True)]
    return text[:first], pieces, text[after:end]
