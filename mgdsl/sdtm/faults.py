"""What can be wrong with a mapping or with the data it is used on: the sentences, and where they point."""

from collections.abc import Iterable
from pathlib import Path

from mgdsl.report.diagnostic import Diagnostic, MgdslError, Severity
from mgdsl.report.source import Place, Source, Span
from mgdsl.report.suggest import nearest
from mgdsl.tree import frozen

MOST_SHOWN = 12


class SdtmError(MgdslError):
    """A mapping that cannot be used, or data that do not fit it."""


@frozen
class Text:
    """A mapping file, in which the place of a word can be shown."""

    source: Source

    def place(self, word: str, after: str = "") -> Place:
        """Where the word stands first, behind `after` if that is there; else the first line."""
        text = self.source.text
        start = max(text.find(after), 0) if after else 0
        at = text.find(word, start)
        if at < 0:
            return Place(self.source, Span(0, text.find("\n") if "\n" in text else len(text)))
        return Place(self.source, Span(at, at + len(word)))


def bad_mapping(place: Place, message: str, repair: str) -> Diagnostic:
    why = "What a mapping leaves open would have to be guessed, and a guess could decide about a patient."
    return Diagnostic("bad-mapping", message, place, why=why, repair=repair)


def unknown_word(place: Place, word: str, what: str, choices: Iterable[str]) -> Diagnostic:
    """A key or a name that does not exist; the repair is the nearest, or all of them."""
    known = list(choices)
    near = nearest(word, known)
    repair = f"did you mean `{near}`?" if near else f"it can be: {_listed(known)}"
    return bad_mapping(place, f"`{word}` is not {what}.", repair)


def missing_domain(domain: str, wanted: Iterable[str], folder: Path, there: Iterable[str]) -> Diagnostic:
    files = " and ".join(f"{name}.parquet or {name}.csv" for name in wanted)
    message = f"The domain {domain} is not in {folder}: there is no {files}."
    found = _listed(sorted(there)) or "no Parquet and no CSV file"
    why = "Without the domain nothing of it is known, which is not the same as nothing having happened."
    return Diagnostic(
        "missing-domain",
        message,
        why=why,
        repair=f"the folder has {found}; name the files of {domain} under [files], or give another folder",
    )


def missing_column(domain: str, column: str, there: Iterable[str]) -> Diagnostic:
    columns = list(there)
    near = nearest(column, columns)
    repair = f"did you mean `{near}`?" if near else f"its columns are: {_listed(columns)}"
    message = f"The domain {domain} has no column {column}, which the mapping reads."
    return Diagnostic(
        "missing-column",
        message,
        why="A column that is not there would read as missing values.",
        repair=repair,
    )


def uneven_row(path: Path, line: int, cells: int, columns: int) -> Diagnostic:
    message = f"{path}, line {line}: this row has {cells} cells, and the header has {columns} columns."
    why = "Behind the place where a cell is lost or one too many, every value stands in another's column."
    repair = "put the cell that holds a comma in quotes, or export the file again"
    return Diagnostic("bad-sdtm-value", message, why=why, repair=repair)


def not_a_table(path: Path, what: str, repair: str) -> Diagnostic:
    return Diagnostic("bad-sdtm-value", f"{path} is {what}.", repair=repair)


def not_in_dm(domain: str, subjects: Iterable[str]) -> Diagnostic:
    found = sorted(subjects)
    message = f"{domain} has rows of {_listed(found)}, and DM has none: nothing is written for them."
    why = "A subject who is not in DM gets no record, so nobody would see the rows."
    repair = "look the USUBJID up in DM, or leave the rows out"
    return Diagnostic("bad-sdtm-value", message, why=why, repair=repair, severity=Severity.WARNING)


def bad_value(subject: str, path: str, message: str, repair: str) -> Diagnostic:
    """A recorded value that cannot be what its column says."""
    return Diagnostic("bad-sdtm-value", message, repair=repair, record=subject, path=path)


def unlisted_values(column: str, values: Iterable[str]) -> Diagnostic:
    found = sorted(values)
    many = "a value" if len(found) == 1 else f"{len(found)} values"
    message = f"{column} has {many} that the mapping does not list: {_listed(found)}."
    why = "What is not listed is left unknown: it could be any of the declared values."
    repair = "list it under a declared value, or under `missing` if it says nothing"
    return Diagnostic("unlisted-value", message, why=why, repair=repair, severity=Severity.WARNING)


def unread_values(place: Place, column: str, read: int, found: int) -> Diagnostic:
    message = f"{column} has {found} different values; the mapping says that {read} were read."
    why = "`otherwise` speaks for values that nobody listed, so somebody must have read them all."
    return Diagnostic(
        "unread-values", message, place, why=why, repair=f"read the new ones, then write `read = {found}`"
    )


def _listed(words: list[str]) -> str:
    more = f" and {len(words) - MOST_SHOWN} more" if len(words) > MOST_SHOWN else ""
    return ", ".join(f"`{word}`" for word in words[:MOST_SHOWN]) + more
