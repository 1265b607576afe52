"""Findings as a JUnit report, which build servers show: a suite a file, a case a finding."""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from mgdsl.report.diagnostic import Diagnostic, Severity
from mgdsl.report.render import human
from mgdsl.report.style import printable


def junit(findings: Iterable[Diagnostic], files: Sequence[str]) -> str:
    """The report as XML text. `files`: what was checked; one without findings is a case that passes.

    Errors and warnings are failures; an info passes, with its text as output.
    """
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in files}
    for finding in findings:
        name = finding.place.source.name if finding.place is not None else ""
        by_file.setdefault(name, []).append(finding)
    suites = ElementTree.Element("testsuites", name="mgdsl check")
    for name, found in by_file.items():
        failures = sum(finding.severity is not Severity.INFO for finding in found)
        counts = {"tests": f"{len(found) or 1}", "failures": f"{failures}", "errors": "0"}
        suite = ElementTree.SubElement(suites, "testsuite", {"name": _shown(name), **counts})
        for finding in found:
            _case(suite, finding, name)
        if not found:
            ElementTree.SubElement(suite, "testcase", classname=_shown(name), name="no findings")
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=False) + "\n"


def _case(suite: ElementTree.Element, finding: Diagnostic, name: str) -> None:
    line = f" in line {finding.place.line}" if finding.place is not None else ""
    case = ElementTree.SubElement(suite, "testcase", classname=_shown(name), name=f"{finding.name}{line}")
    if finding.severity is Severity.INFO:
        ElementTree.SubElement(case, "system-out").text = human(finding)
        return
    told = {"type": finding.name, "message": _shown(finding.message)}
    ElementTree.SubElement(case, "failure", told).text = human(finding)


def _shown(text: str) -> str:
    """Without signs that XML cannot hold."""
    return printable(" ".join(text.split()))
