"""`mgdsl dose next`: who may be dosed next, and where."""

import click
from attrs import evolve

from mgdsl.cli.common import CLEAN, FINDINGS, read_bytes, tell
from mgdsl.cli.dose_common import data_of, data_options, design_options, guarded, opened, put, put_json
from mgdsl.dose.enrolment import Candidate, candidate
from mgdsl.dose.next_dose import NextDose, next_dose
from mgdsl.dose.show.next_dose import next_document, next_json
from mgdsl.dose.trial_data import NO_IDS, TrialData, counts_name_nobody, need_current
from mgdsl.evaluate.result import Answer
from mgdsl.protocol import Protocol


@click.command("next")
@design_options
@data_options
@click.option("--current", metavar="LEVEL", help="Where the last cohort was treated: number or name.")
@click.option("--records", metavar="FILE", help="Records of patients: who of them may be dosed next?")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text")
def command(
    protocol: str,
    name: str | None,
    assumed: tuple[str, ...],
    output: str | None,
    counts: str | None,
    data: str | None,
    on: str | None,
    current: str | None,
    records: str | None,
    form: str,
) -> int:
    """Say what the data so far ask for by the design in PROTOCOL, with the reasons.

    Impossible data are refused. Exit code 1 if patients are asked about and none of them may be dosed, or a
    record cannot be read.
    """
    whole, design, rules = opened(protocol, name, assumed)
    known = data_of(design, rules, counts, data, on, current)
    guarded(lambda: need_current(known))
    found = next_dose(rules, known)
    asked, bad = ((), False) if records is None else _patients(whole, records, known, found)
    if asked and counts_name_nobody(known):
        known = evolve(known, notes=(*known.notes, NO_IDS))
    if form == "json":
        put_json(next_json(design, known, found, asked), output)
    else:
        put(next_document(design, rules, known, found, asked), form, output)
    refused = records is not None and not any(each.may for each in asked)
    return FINDINGS if bad or refused else CLEAN


def _patients(
    whole: Protocol, records: str, known: TrialData, found: NextDose
) -> tuple[tuple[Candidate, ...], bool]:
    """Each patient in the records; and whether a record could not be read, which is told."""
    raw = read_bytes(records)
    asked, bad = [], False
    for each in guarded(lambda: list(whole.evaluate_many(raw, name=records))):
        if isinstance(each, Answer):
            asked.append(candidate(each, known, found))
        else:
            tell(each)
            bad = True
    return tuple(asked), bad
