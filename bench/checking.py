"""How fast protocols are parsed and checked, and whether that grows with their length alone."""

from functools import partial

from lark import Lark

from bench.protocols import of_length
from bench.timing import best, show
from mgdsl.program import load_bytes
from mgdsl.syntax.parse import parser

LENGTHS = (2_500, 5_000, 10_000)


def report() -> None:
    print("Checking (the best of 3)")
    base = 0.0
    for length in LENGTHS:
        text = of_length(length)
        data, lines = text.encode(), text.count("\n")
        seconds = best(partial(_load, data), 3)
        base = base or seconds / lines
        growth = f"{seconds / lines / base:.2f} times the shortest, a line"
        show(
            f"{lines:,} lines parsed and checked",
            f"{seconds:.2f} s",
            f"{lines / seconds:,.0f} lines/s; {growth}",
        )
    tree: Lark = parser()
    alone = best(lambda: tree.parse(text, start="start"), 3)
    show(
        f"{lines:,} lines, lark's tree alone", f"{alone:.2f} s", f"checked: {seconds / alone:.1f} times that"
    )


def _load(data: bytes) -> None:
    loaded = load_bytes("long.mgdsl", data)
    assert loaded.checked.program is not None, loaded.diagnostics[:3]
