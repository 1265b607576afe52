"""`mgdsl vocabulary`: what names there are."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mgdsl.cli.common import (
    CLEAN,
    FINDINGS,
    STDIN,
    Found,
    Unreadable,
    read_bytes,
    style_of,
    tell,
    without_protocol,
)
from mgdsl.files import located, vocabularies, vocabulary_key

if TYPE_CHECKING:
    from mgdsl.report.style import Style
    from mgdsl.show.entries import Entry
    from mgdsl.show.shelf import Vocabulary

WIDTH = 100
"""Columns of text."""

NO_NAMES = "no names are declared or used"
DECLARED = "try a shorter word, or declare it in the protocol or in a vocabulary beside it"


def _names(context: click.Context, parameter: click.Parameter, begun: str) -> list[Any]:
    """How a shell may complete the name: a vocabulary, or a file."""
    from click.shell_completion import CompletionItem  # only when a shell asks

    found = [name.replace(" ", "-") for name in sorted(vocabularies(None))]
    held = [CompletionItem(name) for name in found if name.startswith(begun.replace(" ", "-"))]
    return [CompletionItem(begun, type="file"), *held]  # bash forgets what comes before it


@click.command("vocabulary")
@click.argument("words", nargs=-1, metavar="[NAME]", shell_complete=_names)
@click.option(
    "--find", "word", metavar="WORD", help="Only the names that a word stands in, or that speak of it."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(words: tuple[str, ...], word: str | None, form: str) -> int:
    """Show what names there are: meaning, unit, range, parts, source and codes.

    NAME is a vocabulary (beside you, or of the package), a file of one, a protocol (then the names that it
    uses; - is the standard input), or one of the names. Without NAME the vocabularies that there are; with
    --find all their names. Exit code 1 if nothing is found.
    """
    name = " ".join(words)
    if name:
        with _reading(name):
            found = _of(name)
        return _shown(found, word, form)
    with _reading("."):
        shelf = _shelf()
    return _overview(shelf, form) if word is None else _shown(_everything(shelf), word, form)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Raises Found, Unreadable for what cannot be read."""
    from mgdsl.report.diagnostic import ProgramError

    try:
        yield
    except ProgramError as error:
        raise Found(error.diagnostics) from None
    except OSError as error:
        raise Unreadable(f"{error.filename or name}: {error.strerror or error}") from None


def _shown(found: "list[Entry]", word: str | None, form: str) -> int:
    from mgdsl.show.entries import finding

    if word is not None:
        found = finding(found, word)
    if form == "json":
        _json([_as_json(entry) for entry in found])
    elif found:
        style = style_of(sys.stdout)
        print("\n\n".join(_text(entry, style) for entry in found))
    else:
        nothing = f"nothing speaks of `{word}`: {DECLARED}{_as_one_of(word)}" if word else NO_NAMES
        click.echo(nothing, err=True)
    return CLEAN if found else FINDINGS


def _as_one_of(word: str) -> str:
    """How a name would be declared, by what is asked of it."""
    from mgdsl.syntax.names import written

    name = written(" ".join(word.split()))
    unit = "mmHg" if "pressure" in word.lower() else "1"
    return (
        f", as one of\n\n    measurement {name}:    a number, with its unit\n        unit: {unit}\n"
        f"    classification {name}:    one of several values; `order:` if some are worse than others\n"
        f"        values: I, II, III, IV\n"
        f"    fact {name}:    yes or no\n        recorded: by visit\n\n"
        "`mgdsl init` writes a small vocabulary to begin from."
    )


def _shelf() -> "list[Vocabulary]":
    """The vocabularies here and in the package; what is wrong with those here is told."""
    from mgdsl.show.shelf import shelf

    found, wrong = shelf(Path())
    tell(wrong)
    return found


def _everything(shelf: "list[Vocabulary]") -> "list[Entry]":
    return [entry for vocabulary in shelf for entry in vocabulary.entries]


def _of(name: str) -> "list[Entry]":
    """The entries of a vocabulary, a file or a name. Raises UsageError if it is none of these."""
    from mgdsl.program import load_bytes
    from mgdsl.show.entries import entries
    from mgdsl.show.shelf import is_protocol, read, used, whole

    if name == STDIN:
        loaded, beside = load_bytes("<stdin>", read_bytes(STDIN), Path()), Path()
    elif (path := _file(name)) is not None:
        loaded, beside = read(path), path.parent
    else:
        return _called(name)
    return used(loaded, beside) if is_protocol(loaded) else entries(whole(loaded))


def _file(name: str) -> Path | None:
    """The file of a vocabulary or a protocol."""
    path = vocabularies(Path()).get(vocabulary_key(name), located(Path(name)))
    if path.exists() or name.endswith((".mgdsl", ".md")):
        return path
    if Path(name).is_dir():
        raise Unreadable(without_protocol(name))
    return None


def _called(name: str) -> "list[Entry]":
    """The entries that go by this name. Raises UsageError if none does."""
    from mgdsl.report.suggest import fold, near
    from mgdsl.show.entries import finding

    shelf = _shelf()
    everything = _everything(shelf)
    found = [entry for entry in everything if fold(name) in map(fold, entry.spellings)]
    if found:
        return found
    kept = [vocabulary.name.replace(" ", "-") for vocabulary in shelf]
    alike = near(name, [*kept, *(spelling for entry in everything for spelling in entry.spellings)], 3)
    hint = f"there are: {', '.join(kept)}"
    if alike:
        hint = f"did you mean {' or '.join(f'`{each}`' for each in alike)}?"
    if finding(everything, name):
        hint += f"; `mgdsl vocabulary --find {shlex.quote(name)}` shows what speaks of it"
    raise click.UsageError(f"there is no vocabulary, file or name `{name}`; {hint}")


def _overview(found: "list[Vocabulary]", form: str) -> int:
    from mgdsl.report.style import printable

    if form == "json":
        _json([{"name": each.name, "about": each.about, "names": len(each.entries)} for each in found])
        return CLEAN
    for each in found:
        print(printable(f"{each.name:<22}{len(each.entries):>4} names  {each.about}".rstrip()))
    print("\n`mgdsl vocabulary NAME` shows one; `mgdsl vocabulary --find WORD` looks in all.")
    return CLEAN


def _text(entry: "Entry", style: "Style") -> str:
    from textwrap import wrap

    from mgdsl.report.style import printable
    from mgdsl.show.entries import as_text

    title = f" “{entry.title}”" if entry.title else ""
    rest = printable(f"{title} ({entry.kind}, {entry.vocabulary})")
    rows = [style.strong(printable(entry.name)) + rest]
    for key, words in as_text(entry):
        rows += wrap(
            printable(f"{key}: {words}"),
            WIDTH,
            initial_indent=" " * 4,
            subsequent_indent=" " * 8,
            break_on_hyphens=False,
            break_long_words=False,
        )
    return "\n".join(rows)


def _as_json(entry: "Entry") -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "title": entry.title,
        "vocabulary": entry.vocabulary,
        "also": list(entry.also),
        "source": entry.source,
        "codes": list(entry.codes),
        "ranges": {name: list(ends) for name, ends in entry.ranges.items()},
        "agents": list(entry.agents),
        "properties": dict(entry.properties),
        "lines": list(entry.lines),
    }


def _json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))
