"""A checked protocol, ready for patients. It needs no parser: a compiled protocol becomes one too."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field

from mgdsl.core import codec
from mgdsl.core.data import Data
from mgdsl.core.ir import Criterion
from mgdsl.core.program import Program
from mgdsl.evaluate.answer import answer, pinned
from mgdsl.evaluate.result import Answer, Pins
from mgdsl.evaluate.words import Facts
from mgdsl.records.canonical import digest
from mgdsl.records.describe import describe
from mgdsl.records.describe_rows import RowWords
from mgdsl.records.json import Raw
from mgdsl.records.json_schema import record_schema
from mgdsl.records.mask import as_of as masked
from mgdsl.records.model import Record
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.records.stream import Records, raws
from mgdsl.records.template import needed_by, template
from mgdsl.records.wanted import missing
from mgdsl.report.diagnostic import Diagnostic, MgdslError, RecordError
from mgdsl.report.suggest import fold, nearest
from mgdsl.tree import frozen
from mgdsl.version import VERSION

Findings = tuple[Diagnostic, ...]


@frozen(slots=False)
class Protocol:
    """`program` is the core. Reading and evaluating keep nothing of a patient, so one serves many."""

    program: Program
    _reader: Reader = field(init=False, repr=False, eq=False)
    _projector: Projector = field(init=False, repr=False, eq=False)
    _pins: Pins = field(init=False, repr=False, eq=False)

    @_reader.default
    def _make_reader(self) -> Reader:
        return Reader(self.program.schema, self.program.answers)

    @_projector.default
    def _make_projector(self) -> Projector:
        return Projector(self.program.schema, self.program.columns, self.program.tables)

    @_pins.default
    def _make_pins(self) -> Pins:
        return pinned(self.program.sources, VERSION)

    @property
    def title(self) -> str:
        return self.program.title

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.program.criteria

    @property
    def visits(self) -> tuple[str, ...]:
        """In the order of the protocol."""
        return self.program.schema.visits

    @property
    def decision_visit(self) -> str | None:
        return self.program.schema.decision

    def evaluate(self, record: Mapping[str, Any] | str | bytes, as_of: str | None = None) -> Answer:
        """The answer for one patient, as known at a visit: the decision visit unless another is named.

        `record`: a mapping, or its JSON text. Raises RecordError with every mistake in it, MgdslError for a
        visit that the protocol does not have.
        """
        found = list(self.evaluate_many(record if isinstance(record, str | bytes) else (record,), as_of))
        if len(found) != 1:
            message = f"there are {len(found)} records here, and one is expected"
            raise RecordError((Diagnostic("not-one-record", message, repair="use evaluate_many"),))
        if not isinstance(found[0], Answer):
            raise RecordError(found[0])
        return found[0]

    def evaluate_many(
        self,
        records: Records,
        as_of: str | None = None,
        name: str = "records",
    ) -> Iterator[Answer | Findings]:
        """For each record its answer, or what is wrong with it; one bad record never stops the others.

        `records`: JSON text (an object, an array, or JSON Lines), an open file of it, or an iterable of
        records. A long file of JSON Lines is read line by line: it may be larger than the memory. A second
        record of an id is a `duplicate-id`: neither can be trusted, so the answer given before does not
        stand. `name` is what messages call the text. Raises RecordError for bytes that are not UTF-8,
        MgdslError for an unknown visit.
        """
        return (found for _, found in self.evaluate_with_records(records, as_of, name))

    def evaluate_with_records(
        self,
        records: Records,
        as_of: str | None = None,
        name: str = "records",
    ) -> Iterator[tuple[Mapping[str, Any], Answer | Findings]]:
        """As `evaluate_many`, each beside its record as JSON types, or beside `{}` for what is no JSON."""
        visit = self.decision_visit if as_of is None else self.visit(as_of)
        return self._answers(raws(records, name), visit)

    def visit(self, name: str) -> str:
        """The declared spelling of a visit. Raises MgdslError for one that the protocol does not have."""
        found = {fold(visit): visit for visit in self.visits}.get(fold(name))
        if found is None:
            near = nearest(name, self.visits)
            repair = f"did you mean `{near}`?" if near else f"its visits are: {', '.join(self.visits)}"
            raise MgdslError((Diagnostic("unknown-visit", f"`{name}` is not a visit", repair=repair),))
        return found

    def columns_many(
        self,
        records: Records,
        as_of: str | None = None,
        name: str = "records",
    ) -> Iterator[Data | Findings]:
        """As `evaluate_many`, but the columns, which `mgdsl.sql` takes, in place of the answer."""
        visit = self.decision_visit if as_of is None else self.visit(as_of)
        return (self._columns(raw, visit) for raw in raws(records, name))

    def _columns(self, raw: Raw | Findings, visit: str | None) -> Data | Findings:
        if not isinstance(raw, Raw):
            return raw
        record = self._reader.read(raw.value, raw.label, raw.tidy)
        if not isinstance(record, Record):
            return tuple(record)
        return self._projector.of(self._seen(record, visit))

    def _seen(self, record: Record, visit: str | None) -> Record:
        """What was known at the visit."""
        return record if visit is None else masked(record, visit, self.program.schema)

    def _answers(
        self, found: Iterable[Raw | Findings], visit: str | None
    ) -> Iterator[tuple[Mapping[str, Any], Answer | Findings]]:
        for raw in found:
            if not isinstance(raw, Raw):
                yield {}, raw
                continue
            record = self._reader.read(raw.value, raw.label, raw.tidy)
            if isinstance(record, Record):
                yield raw.value, self._answer(record, evolve(self._pins, record=digest(raw.value)), visit)
            else:
                yield raw.value, tuple(record)

    def _answer(self, record: Record, pins: Pins, visit: str | None) -> Answer:
        schema = self.program.schema
        seen = self._seen(record, visit)
        rows = RowWords(seen, schema)
        facts = Facts(
            lambda column: describe(column, seen, schema),
            lambda column: missing(column, seen, schema),
            rows.of,
            rows.end,
        )
        return answer(self.program, self._projector.of(seen), facts, pins, visit)

    def record_schema(self) -> dict[str, Any]:
        """The JSON Schema of the records it reads."""
        return record_schema(self.program.schema, self.program.answers)

    def template(self) -> dict[str, Any]:
        """An empty record: every value the criteria can use, as null."""
        needed = needed_by(self.program.columns, self.program.tables)
        return template(self.program.schema, self.program.answers, needed)

    def sql(self, dialect: str = "sqlite") -> str:
        """Its tables, and the statement that decides every patient in them. Needs the extra ``sql``."""
        from mgdsl.sql.emit import emit  # an optional extra
        from mgdsl.sql.load import schema_sql

        return f"{schema_sql(self.program)}\n{emit(self.program, dialect)};\n"

    def to_json(self) -> dict[str, Any]:
        """The compiled protocol as plain JSON types; `mgdsl.core.codec_schema` says what stands in it."""
        return codec.encode(self.program)

    def dumps(self) -> str:
        """The compiled protocol as JSON text."""
        return codec.dumps(self.program)

    def __reduce__(self) -> Any:
        """For another process: the program, of which the rest is made again."""
        return Protocol, (self.program,)

    @classmethod
    def from_json(cls, compiled: Mapping[str, Any] | str | bytes) -> "Protocol":
        """The protocol that `to_json` or `dumps` gave. Raises CodecError."""
        match compiled:
            case str():
                return cls(codec.loads(compiled))
            case bytes():
                return cls(codec.loads(compiled.decode("utf-8-sig", errors="replace")))
            case _:
                return cls(codec.decode(compiled))
