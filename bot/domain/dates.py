"""The forms in which people, pages and feeds write a calendar day, read as ISO text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from unicodedata import normalize

from bot.domain.errors import Invalid

# The months of the languages in which the sites of the field write, by name and as they are cut short, one a line.
_MONTH_LINES = """
    january janvier januar jänner enero janeiro gennaio januari января январь يناير  jan janv ene gen genn
    february février fevrier februar febrero fevereiro febbraio februari февраля февраль فبراير  feb févr fevr fév fev
    march mars märz maerz marzo março maart марта март مارس  mar mär mrt
    april avril abril aprile апреля апрель أبريل ابريل  apr avr abr
    may mai mayo maio maggio mei мая май مايو  mag
    june juin juni junio junho giugno июня июнь يونيو  jun giu
    july juillet juli julio julho luglio июля июль يوليو  jul juil lug
    august août aout agosto augustus августа август أغسطس  aug ago
    september septembre septiembre setiembre setembro settembre сентября сентябрь سبتمبر  sep sept set sett
    october octobre oktober octubre outubro ottobre октября октябрь أكتوبر  oct okt out ott
    november novembre noviembre novembro ноября ноябрь نوفمبر  nov
    december décembre decembre dezember diciembre dezembro dicembre декабря декабрь ديسمبر  dec déc dez dic"""
_MONTHS = {word: number for number, line in enumerate(_MONTH_LINES.split("\n")[1:], start=1) for word in line.split()}
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


MONTH = _any_of(_MONTHS)  # for patterns that ignore case
MONTH_NAME = _any_of(word for line in _MONTH_LINES.split("\n") for word in line.partition("  ")[0].split())
_MONTH = rf"(?P<month>{MONTH})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
_YEAR = r"(?P<year>\d{4})"
_OF = r"(?:(?:of|de|del|di)\s+)?"
_WEEKDAY_WORDS = """
    mon tue tues wed wednes thu thurs fri sat satur sun montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles jueves viernes sábado
    sabado domingo segunda terça terca quarta quinta sexta lunedì martedì mercoledì giovedì venerdì sabato domenica
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"""
_WEEKDAY = rf"(?:{_any_of(_WEEKDAY_WORDS.split())}(?:day|-feira)?\.?,?\s+)?"
# After the day may stand a time of any kind: it is cut, and the day stays the one the writer named.
_END = r"(?:$|[,\sTt•·|].*)"

_NAMED = tuple(
    re.compile(_WEEKDAY + form + _END, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"{_MONTH}\s*{_DAY}\s*,?\s+{_YEAR}",  # December 15, 2017; Dec. 15 2017
        rf"{_DAY}\s*{_OF}[-/\s]?{_MONTH}\s*,?[-/\s]?\s*{_OF}{_YEAR}",  # 15 December 2017; 15 de marzo de 2017
        rf"{_MONTH}(?:\s*[-–/]\s*{MONTH}\b\.?)?\s*,?\s+{_OF}{_YEAR}",  # December 2017; März 2017; March/April 2017
        rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?:(?P<day>\d{{1,2}})\s?[日일])?",
    )
)
_ISO = re.compile(rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})" + _END, re.DOTALL)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:$|[T\s].*)", re.DOTALL)
_NUMERIC = re.compile(
    r"(?P<first>\d{1,2})(?P<sep>[-/.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)" + _END, re.DOTALL
)
_YEAR_AND_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})")
_SHORT_YEAR = re.compile(rf"{_MONTH}-(?P<year>\d\d)", re.IGNORECASE)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # 1954 to 2091
_SPREADSHEETS_BEGIN = date(1899, 12, 30)
_LONGEST = 80  # no way of writing a day and a time is longer


def iso_date(text: str, *, day_first: bool = False) -> str:
    """The day a text names as `2017-12-15`, or "" when it names none or one that no calendar has.

    Month and year alone give the month's first day; a year alone names no day, for the one made of it would be wrong
    by months wherever a piece is cited, sorted and called old. In `03/04/2020` the month stands first, unless
    `day_first` says otherwise or only the other reading is a day; with dots (`03.04.2020`) the day does.
    """
    text = normalize("NFC", " ".join(text.replace("\ufeff", "").split()))
    if not text or len(text) > _LONGEST:
        return ""
    for form in (_ISO, _COMPACT, *_NAMED):
        if match := form.fullmatch(text):
            found = match.groupdict()
            return _day(found["year"], found["month"], found.get("day") or "1")
    return _numeric(text, day_first)


def cell_date(text: str, *, day_first: bool = False) -> str:
    """The day that a cell of a table names, "" when it names none: also `2024-03` and Excel's `Mar-24`, which give the
    month's first day, and the number under which spreadsheets keep a day (counted from the end of 1899)."""
    text = text.strip()
    if match := _YEAR_AND_MONTH.fullmatch(text):
        return _day(match["year"], match["month"], "1")
    if match := _SHORT_YEAR.fullmatch(text):
        return _day(_century(match["year"]), match["month"], "1")
    if _SERIAL.fullmatch(text):
        return (_SPREADSHEETS_BEGIN + timedelta(days=int(text[:5]))).isoformat()
    return iso_date(text, day_first=day_first)


def stated_date(text: str, *, day_first: bool = False) -> str:
    """The day that somebody writes for a piece, as `cell_date` reads it. Raises Invalid with what to write instead."""
    found = cell_date(text, day_first=day_first)
    if found:
        return found
    if year := re.fullmatch(r"\D*((?:19|20)\d\d)\D*", text):  # "2024", "Spring 2024"
        told = f"names no month; write {year[1]}-06 or {year[1]}-06-30, or leave it empty."
    else:
        told = "is not a date; write it like 2024-03-14 or 14 March 2024."
    raise Invalid(f"The date “{text[:60]}” {told}")


def since_date(text: str) -> str:
    """The first day of the time a text names: a year, a month or a day. Raises Invalid when it names none."""
    text = text.strip()
    found = f"{text}-01-01" if re.fullmatch(r"(?:19|20)\d\d", text) else iso_date(text)
    if not found:
        raise Invalid(f"“{text[:40]}” is not a date. Write it like 2021, March 2021 or 2021-03-14.")
    return found


def day_in_words(iso: str) -> str:
    """`2024-03-14` as "14 Mar 2024", a month or a year alone as far as they go; "" for anything else.

    Text, never a Discord time: those are shown in the reader's zone, a day early west of Greenwich.
    """
    parts = iso[:10].split("-")
    if len(parts[0]) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
        return ""
    words = [str(int(parts[2]))] if len(parts) > 2 else []
    words += [_SHORT[int(parts[1]) - 1]] if len(parts) > 1 else []
    return " ".join([*words, parts[0]])


def days_between(one: str, other: str) -> int | None:
    """How many days lie between two ISO dates, or None when one is missing."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return None


def is_day_first(text: str) -> bool | None:
    """Whether a date of three numbers puts the day first; None when it is something else or could be both."""
    match = _NUMERIC.fullmatch(text.strip())
    if not match or match["sep"] == ".":
        return None
    first, second = int(match["first"]), int(match["second"])
    if (first > 12) == (second > 12):
        return None
    return first > 12


def _numeric(text: str, day_first: bool) -> str:
    match = _NUMERIC.fullmatch(text)
    if not match:
        return ""
    first, second, year = match["first"], match["second"], match["year"]
    year = _century(year)
    if day_first or match["sep"] == "." or int(first) > 12:
        return _day(year, second, first)
    return _day(year, first, second)


def _century(year: str) -> str:
    return year if len(year) == 4 else ("19" if int(year) > 68 else "20") + year


def _day(year: str, month: str, day: str) -> str:
    number = _MONTHS.get(month.lower()) or int(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""
