"""Which days a date in the habit of another country can mean."""

import re
from datetime import date, timedelta
from fractions import Fraction

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPREADSHEET = date(1899, 12, 30)


def days(one: str, two: str, three: str) -> list[str]:
    """Each reading as year-month-day: two of 03/04/2024, one of 15.09.2025, none of 31/31/2024."""
    a, b, c = int(one), int(two), int(three)
    if len(one) == 4:
        orders = [(a, b, c)]
    elif len(three) in (2, 4):
        year = c if len(three) == 4 else 2000 + c
        orders = [(year, b, a), (year, a, b)]
    else:
        orders = []
    found = []
    for year, month, day in orders:
        try:
            found.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def meant(text: str) -> list[str]:
    """The dates that a text of another form can mean, as far as they are known; none where nobody can say."""
    said = text.strip()
    if found := re.fullmatch(r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})(?:[T ].*)?", said):
        year, month = found[1], int(found[2])
        if len(year) == 4 and 1 <= month <= 12 and not days(*found.groups()):
            return [f"{year}-{month:02}"]  # a day that the month does not have
        return days(*found.groups())
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", said):
        return days(*found.groups())
    if found := re.fullmatch(r"(\d{1,2})[ -]?([A-Za-z]{3})[a-z]*[ ,-]*(\d{4})", said):
        return _named(found[1], found[2], found[3])
    if found := re.fullmatch(r"([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})", said):
        return _named(found[2], found[1], found[3])
    if found := re.fullmatch(
        r"(\d{4})(?:-(\d\d))?-(?:UNK?|XX|00|\?\?)(?:-(?:UNK?|XX|00|\?\?))?", said, re.IGNORECASE
    ):
        return [f"{found[1]}-{found[2]}" if found[2] and found[2] != "00" else found[1]]
    return []


def _named(day: str, month: str, year: str) -> list[str]:
    number = _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else 0
    return days(year, str(number), day) if number else []


def from_spreadsheet(number: Fraction) -> str | None:
    """The day with this number in a spreadsheet, of a life's time."""
    if number.denominator != 1 or not 3_000 <= number <= 80_000:
        return None
    return (_SPREADSHEET + timedelta(days=int(number))).isoformat()
