"""Runs the examples of a page: programs must check, and both backends must say what the page says.

Tables are expectations when their first column is `patient` (statuses and verdicts by patient, and what else
`TOLD` reads off the answer; `patient as of V` for the answer as of a visit), `condition` (truths by
condition, patients as columns) or `the protocol says` (what to `write` for it must check).
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, field
from page_text import Example, Fence, Table, as_criteria, examples, in_place
from sessions import is_session

from mgdsl.core.program import Program
from mgdsl.evaluate.interpret import evaluate
from mgdsl.evaluate.result import Answer, status, verdict
from mgdsl.program import Loaded, load_bytes
from mgdsl.protocol import Protocol
from mgdsl.records.mask import as_of
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.report.diagnostic import Diagnostic, ProgramError
from mgdsl.sql.run import run
from mgdsl.syntax import ast
from mgdsl.testing.cases import TestCase, cases
from mgdsl.testing.run import run_cases

TRUTHS = {"pass": "true", "fail": "false", "unknown": "unknown"}
UNUSED = "any-criterion"
PHRASES = "the protocol says"
TOLD: dict[str, Callable[[Answer], str]] = {
    "eligible as far as public": lambda answer: "yes" if answer.eligible_as_far_as_public else "no",
    "missing": lambda answer: _missing(answer) or "nothing",
}
"""Columns of a table of patients that are no criteria."""
Statuses = dict[str, str]


@define
class Page:
    """`records`: raw, by id, of this example and those above it; `expectations` counts what was tried."""

    path: Path
    records: dict[str, dict[str, Any]] = field(factory=dict)
    failures: list[str] = field(factory=list)
    expectations: int = 0

    def fail(self, line: int, text: str) -> None:
        self.failures.append(f"{self.path.name}:{line}: {text}")

    def expect(self, line: int, what: str, expected: str, found: str) -> None:
        self.expectations += 1
        if found != expected:
            self.fail(line, f"{what}: the page says {expected!r}, found {found!r}")


def run_page(path: Path) -> list[str]:
    """Every disagreement between a page and the implementation, as `page:line: words`."""
    page, text = Page(path), path.read_text(encoding="utf-8")
    try:
        for example in examples(text):
            _run(page, example)
    except ValueError as error:
        page.failures.append(f"{path.name}: {error}")
    if not page.expectations and not page.failures and not is_session(text):
        page.failures.append(f"{path.name}: nothing is expected on this page")
    return page.failures


def _run(page: Page, example: Example) -> None:
    for fence in example.records:
        for raw in _objects(fence):
            page.records[raw["id"]] = raw
    code = [fence if fence.declares else as_criteria(fence) for fence in example.code]
    base = ([example.preamble] if example.preamble else []) + code
    if code:
        whole = in_place(base) if all(fence.declares for fence in example.code) else _joined(base)
        loaded = _load(page, whole, example.line)
        if loaded is not None:
            _cases(page, loaded)
            for table in example.tables:
                if table.header[0].startswith("patient"):
                    _patients(page, loaded, table)
    for table in example.tables:
        if table.header[0] == "condition":
            _conditions(page, base, table)
        elif table.header[0] == PHRASES:
            _phrases(page, base, table)
    for mistake, said in example.mistakes:
        found = _wrong_record(example, mistake) if mistake.info[0] == "json" else _wrong(example, mistake)
        _compare(page, mistake.line, found, said.text)


def _joined(fences: list[Fence]) -> str:
    return "\n".join(fence.text for fence in fences)


def _objects(fence: Fence) -> Iterator[dict[str, Any]]:
    """Records one after another, each over as many lines as it likes."""
    decoder, at, text = json.JSONDecoder(), 0, fence.text.rstrip()
    while at < len(text):
        found, at = decoder.raw_decode(text, at)
        yield found
        at += len(text[at:]) - len(text[at:].lstrip())


def _load(page: Page, text: str, line: int) -> Loaded | None:
    try:
        loaded = load_bytes(page.path.stem, text.encode())
    except ProgramError as error:
        page.fail(line, f"cannot be read: {error}")
        return None
    for found in loaded.diagnostics:
        page.fail(line, f"{found.name} at line {found.place.line if found.place else '?'}: {found.message}")
    return loaded if loaded.checked.program is not None else None


# Evaluation -----------------------------------------------------------------------------------------------
def _statuses(
    page: Page, program: Program, raws: list[dict[str, Any]], visit: str | None, line: int
) -> dict[str, Statuses]:
    """Statuses and ``verdict`` by patient id, on which both backends must agree."""
    reader = Reader(program.schema, program.answers)
    projector = Projector(program.schema, program.columns, program.tables)
    found: dict[str, Statuses] = {}
    datas = []
    for raw in raws:
        record = reader.read(raw)
        if isinstance(record, list):
            page.fail(line, f"{raw['id']}: " + "; ".join(f"{d.path}: {d.message}" for d in record))
            continue
        if visit := visit or program.schema.decision:
            record = as_of(record, visit, program.schema)
        data = projector.of(record)
        datas.append(data)
        decisions = evaluate(program, data).decisions
        words = {d.criterion.id: status(d.applies.value, d.blocks.value) for d in decisions}
        found[data.id] = {id: word.value for id, word in words.items()}
        found[data.id]["verdict"] = verdict(tuple(words.values())).value
    for id, rows in run(program, datas).items():
        if {**rows.statuses, "verdict": rows.verdict} != found[id]:
            page.fail(line, f"{id}: SQL says {rows}, the interpreter {found[id]}")
    return found


def _known(page: Page, ids: list[str], line: int) -> list[dict[str, Any]]:
    for id in ids:
        if id not in page.records:
            page.fail(line, f"no record of {id} stands above")
    return [page.records[id] for id in dict.fromkeys(ids) if id in page.records]


def _patients(page: Page, loaded: Loaded, table: Table) -> None:
    """`| patient | I1 | verdict |`"""
    assert loaded.checked.program is not None
    visit = table.header[0].removeprefix("patient").strip().removeprefix("as of").strip() or None
    raws = _known(page, [row[0] for row in table.rows], table.line)
    found = _statuses(page, loaded.checked.program, raws, visit, table.line)
    if told := [name for name in table.header if name in TOLD]:
        protocol = Protocol(loaded.checked.program)
        for raw in raws:
            answer = protocol.evaluate(raw, visit)
            found[raw["id"]] |= {name: TOLD[name](answer) for name in told}
    for line, row in enumerate(table.rows, table.line + 2):
        for name, expected in zip(table.header[1:], row[1:], strict=True):
            if row[0] in found:
                page.expect(line, f"{row[0]}, {name}", expected, found[row[0]].get(name, "no such criterion"))


def _conditions(page: Page, base: list[Fence], table: Table) -> None:
    """`| condition | P-1 | P-2 |`, each condition an inclusion."""
    rows = [
        f'inclusion C{n} "row {n}":\n    {row[0].strip("`").strip()}\n' for n, row in enumerate(table.rows)
    ]
    loaded = _load(page, _joined(base) + "\n" + "".join(rows), table.line)
    if loaded is None or loaded.checked.program is None:
        return
    ids = list(table.header[1:])
    found = _statuses(page, loaded.checked.program, _known(page, ids, table.line), None, table.line)
    for n, row in enumerate(table.rows):
        for id, expected in zip(ids, row[1:], strict=True):
            if id in found:
                truth = TRUTHS[found[id][f"C{n}"]]
                page.expect(table.line + 2 + n, f"{row[0]} of {id}", expected, truth)


def _missing(answer: Answer) -> str:
    """A line for each fact: `screening: weight`."""
    return "<br>".join(
        f"{group.visit}: {fact}" if group.visit else fact for group in answer.missing for fact in group.facts
    )


def _phrases(page: Page, base: list[Fence], table: Table) -> None:
    """`| the protocol says | write | more |`: in the second column lines, broken by `<br>`."""
    for line, row in enumerate(table.rows, table.line + 2):
        lines = [part.strip().strip("`") for part in row[1].split("<br>")]
        text = "".join(f"    {part}\n" for part in lines)
        loaded = _load(page, f'{_joined(base)}\ninclusion {UNUSED} "any":\n{text}', line)
        page.expect(line, row[1], "checks", "checks" if loaded is not None else "does not check")


def _cases(page: Page, loaded: Loaded) -> None:
    """Cases in the program, by the tool's own runner and then by both backends."""
    program = loaded.checked.program
    assert program is not None
    if not any(isinstance(node, ast.Case | ast.CaseTable) for node in loaded.file.declarations):
        return
    for result in run_cases(loaded):
        page.expectations += 1
        for diagnostic in result.diagnostics:
            page.fail(result.place.line, f"{result.title}: {diagnostic.message}")
        for failure in result.failures:
            words = f"{result.title}: {failure.name}: expected {failure.expected}, found {failure.found}"
            page.fail(failure.place.line, words)
    found = cases(loaded.file, program.sources[0], loaded.checked.names, program)
    raws = [
        {**case.patient.finished(), "id": str(n)}
        for n, case in enumerate(found)
        if isinstance(case, TestCase)
    ]
    _statuses(page, program, raws, None, 1)


# Mistakes -------------------------------------------------------------------------------------------------
def _wrong(example: Example, mistake: Fence) -> list[Diagnostic]:
    """What is said of a block that is wrong: declarations, or lines of one inclusion."""
    own = mistake.text
    if not mistake.declares:
        own = 'inclusion L1 "line":\n' + "".join(f"    {line}\n" for line in own.splitlines())
    alone = any(line.startswith("protocol") for line in own.splitlines()) or example.preamble is None
    text = own if alone else f"{example.preamble.text if example.preamble else ''}\n{own}"
    try:
        return list(load_bytes("mistake", text.encode()).diagnostics)
    except ProgramError as error:
        return list(error.diagnostics)


def _wrong_record(example: Example, mistake: Fence) -> list[Diagnostic]:
    base = ([example.preamble] if example.preamble else []) + example.code
    anything = f'inclusion {UNUSED} "any":\n    unspecified "anything"\n'
    program = load_bytes("page", f"{_joined(base)}\n{anything}".encode()).checked.program
    if program is None:
        raise ValueError(f"line {mistake.line}: the program around this record does not check")
    found: list[Diagnostic] = []
    for read in Reader(program.schema, program.answers).read_text(mistake.text, "record"):
        found += read if isinstance(read, list) else []
    return found


def _compare(page: Page, line: int, found: list[Diagnostic], said: str) -> None:
    """`name: words … words`: each name once for each finding, and the words in its message, why or repair."""
    expected: list[tuple[str, str]] = []
    for text in said.splitlines():
        name, colon, words = text.partition(": ")
        if colon and name.replace("-", "").isalnum() and name == name.lower() and " " not in name:
            expected.append((name, words))
        elif expected:
            expected[-1] = (expected[-1][0], f"{expected[-1][1]} {text}")
    names = ", ".join(sorted(name for name, _ in expected))
    page.expect(line, "mistakes", names, ", ".join(sorted(d.name for d in found)))
    for name, words in expected:
        texts = [_fold(f"{d.message} {d.why} {d.repair} {d.path}") for d in found if d.name == name]
        for part in words.split(" … "):
            if not any(_fold(part) in text for text in texts):
                page.fail(line, f"{name}: {part!r} is not said, but: {' / '.join(texts)}")


def _fold(text: str) -> str:
    return " ".join(text.split())
