"""`mgdsl check` on files in which nothing was found and nothing has changed since: the commonest call.

It is answered without click, which takes longer to load than this takes to answer.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from mgdsl.cli import kept
from mgdsl.files import gathered, located, settings_file


def answered(words: Sequence[str]) -> bool:
    """Whether the words after `mgdsl` are such a call, which then has been answered."""
    if not words[1:] or words[0] != "check" or any(word.startswith("-") for word in words):
        return False
    try:
        files = gathered(words[1:])
        if not all(map(_clean, files)):
            return False
    except OSError:
        return False
    print(summary(len(files), "no findings"), file=sys.stderr)
    return True


def _clean(file: str) -> bool:
    path = located(Path(file))
    return (
        kept.findings(kept.key_of(str(path), path.read_bytes(), path.parent, settings_file(path.parent)))
        == ()
    )


def summary(files: int, told: str) -> str:
    """The last line of a check."""
    return f"{files} {'file' if files == 1 else 'files'}: {told}"
