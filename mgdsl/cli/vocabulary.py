"""`mgdsl vocabulary`: what names there are."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgdsl.cli.common import CLEAN, FINDINGS, Found, Unreadable, read_bytes
from mgdsl.files import located, vocabularies, vocabulary_key

if TYPE_CHECKING:
    from mgdsl.show.entries import Entry


def _names(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """How a shell may complete the name."""
    return [
        name.replace(" ", "-")
        for name in sorted(vocabularies(Path()))
        if name.startswith(begun.replace("-", " "))
    ]


@click.command("vocabulary")
@click.argument("name", required=False, shell_complete=_names)
@click.option(
    "--find", "word", metavar="WORD", help="Only the names that a word stands in, or that speak of it."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(name: str | None, word: str | None, form: str) -> int:
    """Show the names of a vocabulary: meaning, unit, range, parts, source and codes.

    NAME is a vocabulary (beside you, or of the package), a file of one, or a protocol: then the names that it
    uses. Without NAME the vocabularies that there are; with --find all their names. Exit code 1 if nothing is
    found.
    """
    found = _entries(name, word)
    if found is None:
        return _overview(form)
    if form == "json":
        _json(found)
    else:
        click.echo("\n\n".join(map(_text, found)) if found else f"nothing speaks of `{word}`", err=not found)
    return CLEAN if found else FINDINGS


def _entries(name: str | None, word: str | None) -> "list[Entry] | None":
    """None: nothing in particular was asked for."""
    from mgdsl.report.diagnostic import ProgramError
    from mgdsl.show.entries import finding, shelved

    if name is None and word is None:
        return None
    try:
        if name is None:
            found = [entry for held in shelved(Path()).values() for entry in held]
        else:
            found = _of(name)
    except ProgramError as error:
        raise Found(error.diagnostics) from None
    except OSError as error:
        raise Unreadable(f"{error.filename}: {error.strerror or error}") from None
    return found if word is None else finding(found, word)


def _of(name: str) -> "list[Entry]":
    from mgdsl.show.entries import entries, used

    shelf = vocabularies(Path())
    path = shelf.get(vocabulary_key(name))
    if path is not None:
        return entries(path)
    file = located(Path(name))
    if not file.exists():
        from mgdsl.report.suggest import nearest

        near = nearest(name, [vocabulary_key(each) for each in shelf])
        hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(sorted(shelf))}"
        raise click.UsageError(f"there is no vocabulary and no file `{name}`; {hint}")
    own = entries(file)
    return used(str(file), read_bytes(str(file)), file.parent) + own


def _overview(form: str) -> int:
    from mgdsl.show.entries import shelved

    found = shelved(Path())
    if form == "json":
        import json

        print(json.dumps([{"name": name, "names": len(held)} for name, held in found.items()], indent=2))
        return CLEAN
    for name, held in found.items():
        click.echo(f"{name:<28}{len(held):>4} names")
    click.echo("\n`mgdsl vocabulary NAME` shows one; `mgdsl vocabulary --find WORD` looks in all.")
    return CLEAN


def _text(entry: "Entry") -> str:
    from mgdsl.report.style import printable

    title = f" “{entry.title}”" if entry.title else ""
    rows = [f"{entry.name}{title} ({entry.kind}, {entry.vocabulary})"]
    rows += [f"    {key}: {words}" for key, words in entry.properties]
    rows += [f"    means: {line}" for line in entry.lines]
    rows += [f"    source: {entry.source}"] if entry.source else []
    return "\n".join(map(printable, rows))


def _json(found: "list[Entry]") -> None:
    import json

    made = [
        {
            "name": entry.name,
            "kind": entry.kind,
            "title": entry.title,
            "vocabulary": entry.vocabulary,
            "source": entry.source,
            "properties": dict(entry.properties),
            "lines": list(entry.lines),
        }
        for entry in found
    ]
    print(json.dumps(made, ensure_ascii=False, indent=2))
