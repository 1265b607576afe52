"""Findings as the workflow commands with which GitHub marks the lines of a change."""

from mgdsl.report.diagnostic import Diagnostic, Severity
from mgdsl.report.style import printable

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(finding: Diagnostic) -> str:
    """One line, ending in a line feed: ``::error file=…,line=…::message``."""
    fields = {"title": finding.name}
    if finding.place is not None:
        line, column = finding.place.source.position(finding.place.span.start)
        end_line, end_column = finding.place.source.position(finding.place.span.end)
        fields |= {"file": finding.place.source.name, "line": f"{line}", "endLine": f"{end_line}"}
        if line == end_line:
            fields |= {"col": f"{column}", "endColumn": f"{end_column}"}
    said = [finding.message, finding.why, finding.repair and f"Try: {finding.repair}"]
    told = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in fields.items())
    return f"::{COMMANDS[finding.severity]} {told}::{_escaped(chr(10).join(filter(None, said)))}\n"


def _escaped(text: str, signs: str = "") -> str:
    """Percent signs, line ends and these signs as the commands ask for them; nothing that cannot be seen."""
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("%", "\n", *signs):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
