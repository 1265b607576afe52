"""What a declaration that did not parse still says of itself: its kind, its name, a protocol's visits."""

import re

import attrs

from mgdsl.report.source import Source, Span
from mgdsl.report.suggest import fold, nearest
from mgdsl.syntax import ast
from mgdsl.syntax.keywords import DECLARATIONS, DECLARING

_HEADER = re.compile(
    r"([A-Za-z]+) +(`[^`]+`|[A-Za-z]+\d+[a-z]?(?![\w.])|[^\W\d_](?:[\w'’.+ -]*\w)?)",
)
_VISITS = re.compile(
    r"^ +(?P<key>visits|decision visit)(?: *[:=]| (?:is|are)\b)? *(?P<names>.*)", re.M | re.I
)
_VISIT = re.compile(r"(?!and\b|or\b)(?:`[^`\n]+`|[^\W\d_][\w'’.+-]*(?: (?!and\b|or\b)[\w'’.+-]+)*)")


def named(source: Source, stand_in: ast.Node) -> ast.Declaration | None:
    """The declaration whose header was mended, by the kind and the name that its header shows."""
    span = stand_in.span
    header = source.text[span.start :].split("\n")[0]
    if not isinstance(stand_in, ast.Define | ast.Declare):
        return None
    word = re.match(r"[A-Za-z]+", header)
    kind = nearest(word[0], DECLARATIONS) if word else None
    properties = stand_in.properties
    if kind == "protocol":
        return ast.Protocol(header[len("protocol") :].strip(' :"“”'), properties, span=span)
    found = _HEADER.match(header)
    if not found:
        return None
    name = ast.Name(found[2].strip("`"), span=Span(span.start + found.start(2), span.start + found.end(2)))
    lines = stand_in.lines if isinstance(stand_in, ast.Define) else ()
    if kind in ("inclusion", "exclusion"):
        return ast.Criterion(kind, name, None, properties, lines, span=span)
    if kind == "define":
        return ast.Define(name, (), properties, lines, span=span)
    if kind not in DECLARING:
        return None
    return ast.Declare(kind, name, None, properties, span=span)


def with_visits(source: Source, protocol: ast.Protocol) -> ast.Protocol:
    """The protocol with the visits that a line of it names which did not parse."""
    known = {fold(prop.key) for prop in protocol.properties}
    start = protocol.span.start
    end = re.compile(r"^[^\s#]", re.M).search(source.text, source.text.find("\n", start) + 1)
    added = []
    for line in _VISITS.finditer(source.text, start, end.start() if end else len(source.text)):
        key = line["key"].lower()
        if key in known:
            continue
        at = line.start("names")
        names = tuple(
            ast.Name(each[0].strip("`"), span=Span(at + each.start(), at + each.end()))
            for each in _VISIT.finditer(line["names"].split("#")[0])
        )
        if names:
            added.append(ast.Property(key, names, span=Span(line.start("key"), line.end())))
    return attrs.evolve(protocol, properties=(*protocol.properties, *added))
