"""Records from rows, subject by subject, by the rules of a mapping. What is missing stays missing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import Factory, define

from mgdsl.lang.calendar import partial, show_day, step
from mgdsl.report.diagnostic import Diagnostic
from mgdsl.sdtm.faults import bad_value
from mgdsl.sdtm.mapping import (
    Coded,
    EventRule,
    FactRule,
    QuantityRule,
    ScoreRule,
    StudyMapping,
    Target,
    Where,
)
from mgdsl.sdtm.tables import Row
from mgdsl.sdtm.values import day, moment, number

Json = dict[str, Any]
VISIT = "VISITNUM"
SEEN = "seen"


@define
class Seen:
    """The recorded values of coded columns: all of them, and those that no mapping lists."""

    values: dict[str, set[str]] = Factory(dict)
    unlisted: dict[str, set[str]] = Factory(dict)


@define
class Subject:
    """One subject: its rows by domain, the record in the making, what is wrong."""

    id: str
    rows: Mapping[str, list[Row]]
    mapping: StudyMapping
    seen: Seen
    record: Json = Factory(dict)
    faults: list[Diagnostic] = Factory(list)

    def build(self) -> Json:
        """The record; `faults` has what could not be read."""
        self.record = {"id": self.id}
        self._visits()
        self._birth()
        for fact in self.mapping.facts:
            self._fact(fact)
        for score in self.mapping.scores:
            self._score(score)
        for quantity in self.mapping.quantities:
            self._quantity(quantity)
        for event in self.mapping.events:
            self._event(event)
        self._closings()
        return self.record

    # Rows ---------------------------------------------------------------------------------------------------
    def _of(self, domain: str, where: Where, dated: Iterable[str] = ()) -> Iterator[Row]:
        """The rows that a rule speaks of, without those dated after the last visit that counts."""
        last = self._last_day()
        for row in self.rows.get(domain, ()):
            if not all(row.get(column) in wanted for column, wanted in where):
                continue
            days = [found for column in dated if (found := self._moment(row, domain, column)) is not None]
            if last is None or not any(day(each) > last for each in days):  # a part of a date sorts before it
                yield row

    def _last_day(self) -> str | None:
        if self.mapping.until is None:
            return None
        date = self.record.get("visits", {}).get(self.mapping.until, {}).get("date")
        return date if date is not None and len(date) == 10 else None

    def _moment(self, row: Row, domain: str, column: str) -> str | None:
        text = row.get(column)
        if text is None:
            return None
        try:
            return moment(text)
        except ValueError as error:
            self._fault(domain, column, f"{error}", "write it as ISO 8601, or leave it out")
            return None

    def _fault(self, domain: str, column: str, message: str, repair: str) -> None:
        found = bad_value(self.id, f"{domain}.{column}", message, repair)
        if found not in self.faults:
            self.faults.append(found)

    def _visit(self, row: Row) -> str | None:
        """The visit of the protocol at which the row was recorded."""
        return next((name for name, code in self.mapping.visits.items() if row.get(VISIT) == code), None)

    # Parts of the record ------------------------------------------------------------------------------------
    def _visits(self) -> None:
        visits: dict[str, Json] = {}
        for row in self.rows.get("SV", ()):
            name, date = self._visit(row), self._moment(row, "SV", "SVSTDTC")
            if name is None:
                continue
            held = visits.setdefault(name, {})
            if date is not None and held.setdefault("date", day(date)) != day(date):
                message = f"{name} has two dates, {held['date']} and {day(date)}"
                self._fault("SV", "SVSTDTC", message, "keep one row of the visit")
        for name in self.mapping.visits:
            if name in visits:
                self._part("visits")[name] = visits[name]

    def _part(self, name: str) -> Json:
        part: Json = self.record.setdefault(name, {})
        return part

    def _birth(self) -> None:
        """An age of 60 on 31 May 2025 is a birth from 1 June 1964 to 31 May 1965."""
        rule = self.mapping.birth
        row = next(iter(self.rows.get("DM", ())), {})
        if rule is None or rule.age not in row:
            return
        age = number(row[rule.age])
        if age is None or age != int(age) or row.get("AGEU", "YEARS") != "YEARS":
            said = f"{row[rule.age]} {row.get('AGEU', '')}".strip()
            self._fault("DM", rule.age, f"`{said}` is not an age in completed years", "leave it out")
            return
        days = sorted(day(found) for column in rule.at if (found := self._moment(row, "DM", column)))
        if days and all(len(each) == 10 for each in days):
            first, last = _years_back(days[0], int(age) + 1, 1), _years_back(days[-1], int(age), 0)
            self._part("facts")[rule.name] = f"{first}/{last}"

    def _fact(self, rule: FactRule) -> None:
        found: dict[Target, None] = {}
        for row in self._of(rule.domain, rule.where):
            value = self._coded(rule.domain, rule.coded, row)
            if value is not None:
                found[value] = None
        if len(found) > 1:
            said = " and ".join(str(each) for each in found)
            message = f"{rule.name} is {said} at once"
            self._fault(rule.domain, rule.coded.column, message, "let `where` choose the row that counts")
        elif found and rule.visit is None:
            self._part("facts")[rule.name] = next(iter(found))
        elif found and rule.visit in self.record.get("visits", {}):
            self.record["visits"][rule.visit][rule.name] = next(iter(found))

    def _coded(self, domain: str, coded: Coded, row: Row) -> Target:
        text, words = row.get(coded.column), coded.words
        if text is None:
            return None
        column = f"{domain}.{coded.column}"
        self.seen.values.setdefault(words.name or column, set()).add(text)
        if text in words.values:
            return words.values[text]
        if words.otherwise is not None:
            return words.otherwise.value
        self.seen.unlisted.setdefault(column, set()).add(text)
        return None

    def _score(self, rule: ScoreRule) -> None:
        code = f"{rule.domain}TESTCD"
        for row in self._of(rule.domain, rule.where):
            visit, test, text = self._visit(row), row.get(code, ""), row.get(rule.value)
            if visit not in self.record.get("visits", {}) or text is None:
                continue
            if test not in rule.items and test != rule.total:
                continue
            when = self._moment(row, rule.domain, f"{rule.domain}DTC")
            if visit is None or self._of_another_day(rule.domain, visit, when):
                continue
            value = number(text)
            if value is None:
                self._fault(rule.domain, rule.value, f"`{text}` of {test} is not a score", "leave it out")
                continue
            held = self.record["visits"][visit].setdefault(rule.name, {})
            into, key = (
                (held, "total") if test == rule.total else (held.setdefault("items", {}), rule.items[test])
            )
            if into.setdefault(key, value) != value:
                message = f"{key} of {rule.name} is {into[key]} and {value} at {visit}"
                self._fault(rule.domain, code, message, "let `where` choose one of the rows")

    def _quantity(self, rule: QuantityRule) -> None:
        date = f"{rule.domain}DTC"
        for row in self._of(rule.domain, rule.where, [date]):
            name = rule.tests.get(row.get(f"{rule.domain}TESTCD", ""))
            value = None if name is None else self._measured(rule, row)
            if name is None or value is None:
                continue
            visit, when = self._visit(row), self._moment(row, rule.domain, date)
            if rule.dated or visit is None or visit not in self.record.get("visits", {}):
                self._part("results").setdefault(name, []).append({"date": when, "value": value})
            elif self._of_another_day(rule.domain, visit, when):
                continue
            elif self.record["visits"][visit].setdefault(name, value) != value:
                message = f"{name} has two values at {visit}"
                repair = "let `where` choose one of the rows, by a position or a time point"
                self._fault(rule.domain, f"{rule.domain}TESTCD", message, repair)

    def _of_another_day(self, domain: str, visit: str, when: str | None) -> bool:
        """Whether a row of a visit has another date than the visit: a window would misplace its value."""
        date = self.record["visits"][visit].get("date")
        if when is None or date is None or day(when) == date:
            return False
        message = f"a row of {visit}, {date}, is dated {day(when)}"
        repair = 'correct one of the dates, or keep such rows by their own: kept = "by date"'
        self._fault(domain, f"{domain}DTC", message, repair)
        return True

    def _measured(self, rule: QuantityRule, row: Row) -> Json | None:
        """The result with its unit and its reference limits, as reported or as standardised."""
        kind = "ST" if rule.standard else "OR"
        result = row.get(f"{rule.domain}STRESC" if rule.standard else f"{rule.domain}ORRES")
        if result is None or result in rule.missing:
            return None
        if not any(map(str.isdigit, result)):
            column = "STRESC" if rule.standard else "ORRES"
            message = f"`{result}` is not a quantity"
            self._fault(
                rule.domain, rule.domain + column, message, "list it under `missing` if it says nothing"
            )
            return None
        unit = row.get(f"{rule.domain}{'STRESU' if rule.standard else 'ORRESU'}")
        plain = number(result)
        made: Json = {"value": result if plain is None else plain}
        if unit is not None:
            made["unit"] = self.mapping.units.get(unit, unit)
        if rule.confirmed:
            made["confirmed"] = True
        for key, ending in (("lower", "NRLO"), ("upper", "NRHI")):
            limit = number(row.get(f"{rule.domain}{kind}{ending}", ""))
            if limit is not None:
                made[key] = limit
        return made

    # Events -------------------------------------------------------------------------------------------------
    def _event(self, rule: EventRule) -> None:
        grouped: dict[tuple[str | None, ...], list[Row]] = {}
        first = [column for time, column in rule.times.items() if time in ("start", "date")]
        for at, row in enumerate(self._of(rule.domain, rule.where, first)):
            times = [row.get(column) for time, column in rule.times.items() if time != SEEN]
            key = (*(row.get(column) for column in rule.same), *times) if rule.same else (str(at),)
            grouped.setdefault(key, []).append(row)
        for rows in grouped.values():
            self._part("events").setdefault(rule.name, []).append(self._one(rule, rows))

    def _one(self, rule: EventRule, rows: list[Row]) -> Json:
        made: Json = {}
        for name, coded in rule.fields.items():
            values = {self._coded(rule.domain, coded, row) for row in rows}
            if len(values) == 1 and (value := values.pop()) is not None:
                made[name] = value
        for time, column in rule.times.items():
            found = self._moment(rows[0], rule.domain, column) if time != SEEN else None
            if found is not None:
                made[time] = day(found)
        seen = [
            f for row in rows if (f := self._moment(row, rule.domain, rule.times.get(SEEN, ""))) is not None
        ]
        if seen:
            made.setdefault("start", f"../{day(min(seen))}")
            made.setdefault("stop", f"{day(max(seen))}/..")
        return made

    def _closings(self) -> None:
        for rule in self.mapping.closings:
            there = rule.needs is None or bool(self.rows.get(rule.needs))
            for name in rule.histories:
                self._part("complete")[name] = rule.through if there else None


def _years_back(date: str, years: int, days: int) -> str:
    """The day some years before, and then some days on."""
    return show_day(step(partial(date)[0], -years, "year", days))
