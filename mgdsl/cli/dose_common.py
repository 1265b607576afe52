"""What the dose commands share: the design, its assumptions, and writing a page."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from mgdsl.cli.common import FILE, FINDINGS, Found, Unreadable, open_protocol, write
from mgdsl.core.design import Design
from mgdsl.dose.assume import assume
from mgdsl.dose.extra import MissingExtra
from mgdsl.dose.page import Block, Grid, as_html, as_markdown, as_text
from mgdsl.dose.rules import OpenDesign, Rules, resolve
from mgdsl.protocol import Protocol
from mgdsl.report.diagnostic import Diagnostic, MgdslError
from mgdsl.report.suggest import fold, nearest

F = TypeVar("F", bound=Callable[..., Any])


def design_options(function: F) -> F:
    """PROTOCOL, --design, --assume, --output."""
    function = click.option("-o", "--output", metavar="FILE", type=FILE, help="Write here.")(function)
    function = click.option(
        "--assume",
        "assumed",
        multiple=True,
        metavar="VALUE",
        help="A value the protocol leaves open, for this run: `target=30% because …`. Repeatable.",
    )(function)
    function = click.option("--design", "name", metavar="NAME", help="Which design, if there are several.")(
        function
    )
    return click.argument("protocol", type=FILE)(function)


def opened(protocol: str, name: str | None, assumed: tuple[str, ...]) -> tuple[Protocol, Design]:
    """The protocol and its design. Raises ClickException."""
    whole = open_protocol(protocol)
    return whole, with_assumptions(chosen(whole.program.designs, name), assumed)


def chosen(designs: tuple[Design, ...], name: str | None) -> Design:
    """The design of that name; without a name the only one."""
    names = [design.name for design in designs]
    if not designs:
        raise _found("no-design", "The protocol has no `dose finding` block.", "add one")
    if name is None:
        if len(designs) > 1:
            raise _found(
                "several-designs", "The protocol has several designs.", f"say which: {', '.join(names)}"
            )
        return designs[0]
    for design in designs:
        if fold(design.name) == fold(name):
            return design
    near = nearest(name, names)
    repair = f"did you mean `{near}`?" if near else f"there are: {', '.join(names)}"
    raise _found("unknown-design", f"There is no design `{name}`.", repair)


def with_assumptions(design: Design, assumed: tuple[str, ...]) -> Design:
    try:
        return assume(design, assumed)
    except MgdslError as error:
        raise Found(error.diagnostics) from None


def rules_of(design: Design) -> Rules:
    """The rules; an open design is refused, naming all that it leaves open."""
    try:
        return resolve(design)
    except OpenDesign as open_:
        listed = tuple(
            Diagnostic(
                "design-open",
                f"{design.name} does not state `{key}`: {why}.",
                why="No value of a design is filled in silently.",
                repair=f'write `{key}: assume … because "…"`, or add `--assume "{key}=… because …"`',
            )
            for key, why in open_.open
        )
        raise Found(listed, FINDINGS) from None


def guarded(run: Callable[[], Any]) -> Any:
    """What `run` gives; a refusal ends the run with its findings, a missing library with one line."""
    try:
        return run()
    except MgdslError as error:
        raise Found(error.diagnostics) from None
    except MissingExtra as error:
        raise Unreadable(str(error)) from None


def put(title: str, blocks: tuple[Block, ...], form: str, output: str | None) -> None:
    """A page as text, Markdown or HTML."""
    match form:
        case "markdown":
            write(as_markdown(title, blocks), output)
        case "html":
            write(as_html(title, blocks), output)
        case _:
            write(as_text(blocks), output)


def put_json(value: Any, output: str | None) -> None:
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", output)


def put_csv(grid: Grid, output: str | None, comments: Iterable[str] = ()) -> None:
    """Rows with a header; assumptions stand above as comment lines."""
    made = io.StringIO()
    for comment in comments:
        made.write(f"# {comment}\n")
    csv.writer(made, lineterminator="\n").writerows((grid.header, *grid.rows))
    write(made.getvalue(), output)


def warn(text: str) -> None:
    sys.stdout.flush()
    click.echo(text, err=True)


def _found(name: str, message: str, repair: str) -> Found:
    return Found((Diagnostic(name, message, repair=repair),), FINDINGS)
