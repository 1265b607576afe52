"""`unless` and `if` at the end of a line."""

import re

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.syntax.mistake import WHENS, Mistake


def trailing_header(m: Mistake) -> Diagnostic | None:
    """`pregnant unless …`; behind `A or B` both readings, since it is open how far it reaches."""
    found = re.match(r"(?:, ?)?(?P<word>unless|if) (?P<condition>[^ ].*)", m.whole[len(m.before) :])
    if not found or not m.before.strip() or not m.line.indent or m.before.strip() in ("else", "otherwise"):
        return None
    word, condition = found["word"], found["condition"].strip().rstrip(":")
    asked = m.before.strip().rstrip(",")
    whole = m.block(f"{word} {condition}:\n    {asked}")
    near = _last_alone(m, word, asked, condition)
    return m.found(
        f"trailing-{word}",
        f"“{word}” is the header of a block, not the end of a line.",
        "At the end of a line it would mean opposite things in an inclusion and in an exclusion."
        if not near
        else "At the end of a line it can belong to the last condition or to all of them.",
        f"write either, if it belongs to the last condition,\n{near}\nor, if to all of them,\n{whole}"
        if near
        else whole,
    )


_ONE = re.compile(r'"[^"]*"|\([^()]*\)|\{[^{}]*\}|\bbetween \S+(?: \S+)? and\b')


_TIMED = re.compile(rf" (?:{WHENS})\b|^any |^no ")


def _last_alone(m: Mistake, word: str, asked: str, condition: str) -> str:
    """The block in which the words at the end speak of the last condition alone; "" if there is no other."""
    shown = _ONE.sub(lambda at: "_" * len(at[0]), asked)
    ops = [*re.finditer(r" (and|or) ", shown)]
    if not ops or len({op[1] for op in ops}) > 1:
        return ""
    cuts = [0, *(op.end() for op in ops)]
    ends = [*(op.start() for op in ops), len(asked)]
    *first, last = [asked[begin:end].strip() for begin, end in zip(cuts, ends, strict=True)]
    if when := re.search(r" at [^<>=≥≤]+$", last):
        first = [each if _TIMED.search(each) else f"{each}{when[0]}" for each in first]
    if ops[0][1] == "or":
        held = condition if word == "if" else f"not {condition}"
        if re.search(r" (?:and|or) ", held):
            held = condition if word == "if" else f"not ({condition})"
        lines = "\n".join(f"    {each}" for each in first)
        return m.block(f"any of:\n{lines}\n    all of:\n        {held}\n        {last}")
    lines = "\n".join(first)
    if m.text_of(m.lines[0]).startswith("inclusion"):
        return m.block(f"{lines}\n{word} {condition}:\n    {last}")
    return ""


EXAMPLES = (trailing_header,)
