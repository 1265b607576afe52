"""A study's records: the domains that a mapping asks for, read once, and a record for each subject of DM."""

from collections.abc import Iterable, Iterator

from mgdsl.report.diagnostic import Diagnostic
from mgdsl.sdtm.build import VISIT, Json, Seen, Subject
from mgdsl.sdtm.faults import Text, not_in_dm, unlisted_values, unread_values
from mgdsl.sdtm.mapping import Coded, StudyMapping, Where
from mgdsl.sdtm.tables import Needs, Row, Tables
from mgdsl.tree import frozen


@frozen
class Study:
    """The records of all subjects, in the order of DM, and what was found on the way."""

    records: tuple[Json, ...]
    findings: tuple[Diagnostic, ...]


def read_study(mapping: StudyMapping, tables: Tables, text: Text) -> Study:
    """Raises SdtmError for a domain or a column that is not there, MissingExtra for Parquet without it."""
    domains = {domain: tables.rows(domain, needs) for domain, needs in needs_of(mapping).items()}
    seen, records, findings = Seen(), [], list[Diagnostic]()
    for id in domains["DM"]:
        rows: dict[str, list[Row]] = {name: held[id] for name, held in domains.items() if id in held}
        subject = Subject(id, rows, mapping, seen)
        records.append(subject.build())
        findings += subject.faults
    lost = {domain: held.keys() - domains["DM"].keys() for domain, held in domains.items()}
    findings += (not_in_dm(domain, subjects) for domain, subjects in lost.items() if subjects)
    findings += _unread(mapping, seen, text)
    findings += (unlisted_values(column, values) for column, values in seen.unlisted.items())
    return Study(tuple(records), tuple(findings))


def _unread(mapping: StudyMapping, seen: Seen, text: Text) -> Iterator[Diagnostic]:
    """Columns whose `otherwise` speaks for more, or fewer, values than somebody has read."""
    told: set[str] = set()
    for domain, coded in coded_columns(mapping):
        words, column = coded.words, f"{domain}.{coded.column}"
        key = words.name or column
        if key in told or words.otherwise is None or words.otherwise.read is None:
            continue
        told.add(key)
        found = len(seen.values.get(key, ()))
        if found != words.otherwise.read:
            yield unread_values(
                text.place("read", words.name or coded.column), column, words.otherwise.read, found
            )


def coded_columns(mapping: StudyMapping) -> Iterator[tuple[str, Coded]]:
    """Every column whose values are words, with its domain."""
    yield from ((fact.domain, fact.coded) for fact in mapping.facts)
    yield from ((event.domain, coded) for event in mapping.events for coded in event.fields.values())


def needs_of(mapping: StudyMapping) -> dict[str, Needs]:
    """What is read of each domain."""
    found = {"DM": Needs(optional=["AGEU"]), "SV": Needs([VISIT, "SVSTDTC"])}

    def add(domain: str, *columns: str, where: Where = (), tests: Iterable[str] | None = None) -> Needs:
        needs = found.setdefault(domain, Needs(tests=set()))
        needs.columns += (*columns, *(column for column, _ in where))
        needs.tests = None if needs.tests is None or tests is None else needs.tests | set(tests)
        return needs

    if mapping.birth is not None:
        add("DM", mapping.birth.age, *mapping.birth.at)
    for fact in mapping.facts:
        add(fact.domain, fact.coded.column, where=fact.where)
    for score in mapping.scores:
        tests = (*score.items, *filter(None, [score.total]))
        needs = add(score.domain, VISIT, f"{score.domain}TESTCD", score.value, where=score.where, tests=tests)
        needs.optional.append(f"{score.domain}DTC")
    for rule in mapping.quantities:
        d, kind = rule.domain, "ST" if rule.standard else "OR"
        result, unit = f"{d}STRESC" if rule.standard else f"{d}ORRES", f"{d}{kind}RESU"
        needs = add(d, VISIT, f"{d}TESTCD", f"{d}DTC", result, unit, where=rule.where, tests=rule.tests)
        needs.optional += (f"{d}{kind}NRLO", f"{d}{kind}NRHI")
    for event in mapping.events:
        columns = (*event.same, *event.times.values(), *(coded.column for coded in event.fields.values()))
        add(event.domain, *columns, where=event.where)
    for closing in mapping.closings:
        if closing.needs is not None and closing.needs not in found:
            add(closing.needs)
    return found
