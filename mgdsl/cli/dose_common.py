"""What the dose commands share: the design, its assumptions, the data so far, and writing a page."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from attrs import evolve

from mgdsl.cli.common import FILE, FINDINGS, Found, Unreadable, open_protocol, read_bytes, write
from mgdsl.core.design import METHODS, Design
from mgdsl.dose.assume import METHOD, assume
from mgdsl.dose.compare import MOST_TRIALS, Run, TooManyTrials, beside, compare, scenario_of
from mgdsl.dose.extra import MissingExtra
from mgdsl.dose.read_data import day_of, from_json, from_words
from mgdsl.dose.refusal import refuse
from mgdsl.dose.rules import OpenDesign, Rules, resolve
from mgdsl.dose.show.settings import assumptions
from mgdsl.dose.show.text import text
from mgdsl.dose.trial_data import TrialData, conduct_notes, refuse_impossible
from mgdsl.protocol import Protocol
from mgdsl.report.diagnostic import Diagnostic, MgdslError
from mgdsl.report.suggest import fold, nearest
from mgdsl.show.blocks import Document, Grid

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
KINDS = {".svg": "svg", ".png": "png"}


# Options --------------------------------------------------------------------------------------------------
def design_options(function: F) -> F:
    """PROTOCOL, --design, --assume, --output."""
    options = (
        click.argument("protocol", type=FILE),
        click.option("--design", "name", metavar="NAME", help="Which design, if there are several."),
        click.option(
            "--assume",
            "assumed",
            multiple=True,
            metavar="VALUE",
            help="A value the protocol leaves open, for this run: `target=30% because …`. Repeatable.",
        ),
        click.option("-o", "--output", metavar="FILE", type=FILE, help="Write here."),
    )
    return _with(options, function)


def data_options(function: F) -> F:
    """--counts, --data, --on."""
    options = (
        click.option(
            "--counts", metavar="COUNTS", help="Toxicities of observed by level, lowest first: 0/3,1/6."
        ),
        click.option("--data", metavar="FILE", help="The data as JSON: counts by level, or participants."),
        click.option(
            "--on", metavar="DATE", help="The day of asking, for windows of observation: 2025-06-30."
        ),
    )
    return _with(options, function)


def run_options(function: F) -> F:
    """--scenario, --compare, --trials, --seed."""
    options = (
        click.option(
            "--scenario", "given", multiple=True, metavar="RATES", help="`likely=5%,15%,30%`. Repeatable."
        ),
        click.option(
            "--compare",
            "others",
            multiple=True,
            metavar="DESIGN",
            help="Another design of the protocol, or a method, beside it. Repeatable.",
        ),
        click.option(
            "--trials",
            type=click.IntRange(100, MOST_TRIALS),
            help="Simulate so many trials. [default: exact, or 10000 if the trial is too large to enumerate]",
        ),
        click.option("--seed", type=click.IntRange(0), default=1, show_default=True),
    )
    return _with(options, function)


def _with(options: Iterable[Callable[[F], F]], function: F) -> F:
    for option in reversed(tuple(options)):
        function = option(function)
    return function


# Input ----------------------------------------------------------------------------------------------------
def guarded(run: Callable[[], T]) -> T:
    """What `run` gives; a refusal ends the run with its findings, a missing library with one line."""
    try:
        return run()
    except OpenDesign as open_:
        raise Found((_open(open_.design, *each) for each in open_.open), FINDINGS) from None
    except MgdslError as error:
        raise Found(error.diagnostics) from None
    except MissingExtra as error:
        raise Unreadable(str(error)) from None


def _open(design: Design, key: str, why: str) -> Diagnostic:
    """A block can assume numbers; a method is assumed for a run only."""
    known = f"`{key}: {METHODS[0]}` once it is known" if key == METHOD else f'`{key}: assume … because "…"`'
    return Diagnostic(
        "design-open",
        f"{design.name} does not state `{key}`: {why}.",
        why="No value of a design is filled in silently.",
        repair=f'write {known}, or add `--assume "{key}=… because …"`',
    )


def opened(protocol: str, name: str | None, assumed: tuple[str, ...]) -> tuple[Protocol, Design, Rules]:
    """The protocol, its design with what is assumed, and the rules of that. Raises ClickException."""
    whole = open_protocol(protocol)
    design = guarded(lambda: assume(chosen(whole.program.designs, name), assumed))
    return whole, design, guarded(lambda: resolve(design))


def chosen(designs: tuple[Design, ...], name: str | None) -> Design:
    """The design of that name; without a name the only one. Raises Refusal."""
    names = [design.name for design in designs]
    if not designs:
        raise refuse("no-design", "The protocol has no `dose finding` block.", "add one")
    if name is None:
        if len(designs) > 1:
            repair = f"say which: `--design` {', '.join(names)}"
            raise refuse("which-design", "The protocol has several designs.", repair)
        return designs[0]
    for design in designs:
        if fold(design.name) == fold(name):
            return design
    near = nearest(name, names)
    repair = f"did you mean `{near}`?" if near else f"there are: {', '.join(names)}"
    raise refuse("unknown-design", f"There is no design `{name}`.", repair)


def data_of(
    design: Design, rules: Rules, counts: str | None, data: str | None, on: str | None, current: str | None
) -> TrialData:
    """The data of ``--counts 0/3,1/6`` or of a JSON file, if this design can have given them.

    Raises UsageError, Unreadable, Found.
    """
    if (counts is None) == (data is None):
        raise click.UsageError("give the data so far: either --counts 0/3,1/6 or --data FILE")
    raw = b"" if data is None else read_bytes(data)

    def read() -> TrialData:
        asked = None if on is None else day_of(on)
        if counts is not None:
            found = from_words(counts, current, design)
        else:
            found = from_json(raw, data or "", current, asked, design)
        refuse_impossible(found, rules, design)
        return evolve(found, notes=(*found.notes, *conduct_notes(found, rules, design)))

    return guarded(read)


def runs_of(
    whole: Protocol,
    design: Design,
    given: tuple[str, ...],
    others: tuple[str, ...],
    assumed: tuple[str, ...],
    trials: int | None,
    seed: int,
) -> tuple[Run, ...]:
    """The design and those beside it under the scenarios given, else those of the protocol. Raises Found,
    UsageError.

    None without scenarios. What is assumed holds for the others too, where they leave it open.
    """

    def run() -> tuple[Run, ...]:
        scenarios = tuple(scenario_of(each, len(design.levels)) for each in given) or design.scenarios
        found = (beside(design, each, whole.program.designs) for each in others)
        designs = [design, *(assume(each, assumed, stated_stays=True) for each in found)]
        return compare(designs, scenarios, trials, seed)

    try:
        return guarded(run)
    except TooManyTrials as error:
        raise click.UsageError(str(error)) from None


# Output ---------------------------------------------------------------------------------------------------
def put(document: Document, form: str, output: str | None) -> None:
    """A page as text, Markdown or HTML."""
    match form:
        case "markdown":
            from mgdsl.show.markdown import markdown

            write(markdown(document), output)
        case "html":
            from mgdsl.dose.show.safety_board import STYLE
            from mgdsl.show.html import html

            write(html(document, STYLE), output)
        case _:
            write(text(document), output)


def put_json(value: Any, output: str | None) -> None:
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", output)


def put_csv(grid: Grid, output: str | None, *designs: Design) -> None:
    """Rows with a header; assumptions stand above as comment lines."""
    made = io.StringIO()
    for line in assumptions(*designs):
        made.write(f"# assumption: {line}\n")
    csv.writer(made, lineterminator="\n").writerows((grid.header, *grid.rows))
    write(made.getvalue(), output)


def put_drawing(runs: tuple[Run, ...], path: str) -> None:
    """Draw to an SVG or PNG file. Raises UsageError, Unreadable."""
    from mgdsl.dose.show.plot import draw  # only when a drawing is asked for

    kind = KINDS.get(Path(path).suffix.lower())
    if kind is None:
        raise click.UsageError("a drawing is written as .svg or .png")
    made = guarded(lambda: draw(runs, kind))
    try:
        Path(path).write_bytes(made)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from None
