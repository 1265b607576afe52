"""Random protocols that check: text over the shipped vocabularies, every form of the language in reach.

`protocols()` gives the text. What is drawn is well typed by construction; a protocol that does not check is
a finding.
"""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from .typed_conditions import VISITS, at_visit, row_conditions
from .typed_histories import histories

HEADER = f"""\
protocol "Random":
    visits: {", ".join(VISITS)}
    decision visit: {VISITS[-1]}

use myasthenia gravis
use laboratory
use reproductive safety
"""

DEFINITIONS = """\
define qualifies (scale: instrument, threshold: number, limit: share):
    scale >= threshold
    ocular share of scale <= limit

define body mass index:
    weight / (height × height)
"""

Lines = list[str]


def indented(lines: Lines) -> Lines:
    return ["    " + line for line in lines]


def used(scale: str, threshold: int, limit: int) -> str:
    return f"qualifies (scale: {scale}, threshold: {threshold}, limit: {limit}%)"


CALLS = st.builds(used, st.sampled_from(("QMG", "MG-ADL")), st.integers(1, 20), st.integers(0, 100))


@composite
def condition(draw: DrawFn, visit: bool, name: str | None) -> Lines:
    """One line. With `visit` it stands in an `at` block and may leave the visit to it."""
    own = draw(st.sampled_from(("visit", "visit", "history", "history", "call")))
    if own == "history":
        lines: Lines = draw(histories())
        return lines
    if name is not None and draw(st.integers(0, 5)) == 0:
        return [name]
    line = draw(CALLS if own == "call" else at_visit())
    if visit and draw(st.integers(0, 3)):
        return [line]
    when = draw(
        st.sampled_from(
            (
                *(f"at {v}" for v in VISITS),
                "at each of {screening, baseline}",
                "at any of {baseline, infusion}",
            )
        )
    )
    if own == "call":
        return [f"{when}:", f"    {line}"] if not visit else [line]
    return [f"{when_first(line)} {when}"]


def when_first(line: str) -> str:
    """A junction takes brackets before a *when*; a negation stays one thing."""
    return f"({line})" if " and " in line or " or " in line else line


@composite
def block(draw: DrawFn, visit: bool, depth: int, name: str | None) -> Lines:
    """A line or a block that is a truth: no `if` without `otherwise`."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        one: Lines = draw(condition(visit, name))
        return one
    below = block(visit, depth - 1, name)
    parts = draw(st.lists(below, min_size=1, max_size=3))
    body = [line for part in parts for line in part]
    word = draw(st.sampled_from(("all", "any", "none", "count", "if")))
    if word == "count":
        return [f"{counting(draw, len(parts))} of:", *indented(body)]
    if word == "if":
        return [*chain(draw, visit, name, body), "otherwise:", *indented(draw(below))]
    return [f"{word} of:", *indented(body)]


def counting(draw: DrawFn, count: int) -> str:
    """`at least 2`: never a number of so many lines that is always or never reached."""
    word = draw(st.sampled_from(("at least", "at most", "exactly")))
    most = count - 1 if word == "at most" else count
    return f"{word} {draw(st.integers(0 if word == 'at most' else 1, most))}"


def chain(draw: DrawFn, visit: bool, name: str | None, body: Lines) -> Lines:
    """`if c:` with its body."""
    return [f"if {draw(single(visit, name))}:", *indented(body)]


@composite
def single(draw: DrawFn, visit: bool, name: str | None) -> str:
    """A condition that fits on one line."""
    lines = draw(condition(visit, name).filter(lambda lines: len(lines) == 1 and " where " not in lines[0]))
    return str(lines[0])


@composite
def at_block(draw: DrawFn, depth: int) -> Lines:
    """An `at` block; a first line without a *when* makes sure that the visit is used."""
    when = draw(
        st.sampled_from(
            ("at screening", "at each of {screening, baseline}", "at any of {screening, infusion}")
        )
    )
    body = [draw(at_visit()), *draw(block(True, depth, None))]
    return [f"{when}:", *indented(body)]


@composite
def part(draw: DrawFn, name: str | None) -> Lines:
    kind = draw(st.integers(0, 3))
    if kind == 0:
        at: Lines = draw(at_block(1))
        return at
    lines: Lines = draw(block(False, 2, name))
    return lines


@composite
def criterion(draw: DrawFn, at: int, name: str | None) -> str:
    """A criterion; only on its path from the top may an `if` stand alone."""
    polarity = draw(st.sampled_from(("inclusion", "exclusion")))
    body = draw(part(name))
    scoped = draw(st.integers(0, 2)) == 0
    if scoped:
        word = draw(st.sampled_from(("if", "unless")))
        body = [f"{word} {draw(single(False, name))}:", *indented(body)]
    if polarity == "inclusion" and draw(st.booleans()):
        body += draw(part(name))
    return "\n".join([f'{polarity} C{at} "random":', *indented(body)]) + "\n"


@composite
def protocols(draw: DrawFn) -> str:
    """The text of a protocol with a few criteria and a definition that they may use."""
    body = draw(block(False, 1, None))
    name = "drawn definition"
    definition = "\n".join([f"define {name}:", *indented(body)]) + "\n"
    criteria = [draw(criterion(at, name)) for at in range(draw(st.integers(1, 3)))]
    return "\n".join([HEADER, *criteria, definition, DEFINITIONS])


__all__ = ["VISITS", "protocols", "row_conditions"]
