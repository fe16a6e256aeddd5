"""Lines that say when a piece appeared, with whatever label, clock and running time stands beside the day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.dates import MONTH, MONTH_NAME, iso_date
from bot.domain.durations import seconds_of
from bot.domain.text import fold
from bot.intake.layout.labels import is_series

_LONGEST = 120

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_SPAN = re.compile(
    rf"(?<![a-z])(?:{_MONTH}\s{{0,2}}{_DAY}(?:\s?,\s?|\s){{1,2}}(?:19|20)\d\d"
    rf"|\b{_DAY}\s(?:of\s)?{_MONTH},?\s(?:19|20)\d\d"
    rf"|\b{_DAY}[-/]{_MONTH}[-/](?:19|20)\d\d"
    r"|\b(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|\b\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d)(?![\d-])",
    re.IGNORECASE,
)
# A label may be glued to its date: "ResearchPublished Mar 13, 2023" has no gap before a month of its own word.
_GLUED = re.compile(
    r"(?<=[a-z])(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},?\s(?:19|20)\d\d(?!\d)"
)
_MONTH_AND_YEAR = re.compile(rf"(?:{_MONTH}|{MONTH_NAME}),?\s(?:de\s)?(?:19|20)\d\d", re.IGNORECASE)
_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_CJK = re.compile(r"(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]")

_FOREIGN = re.compile(
    rf"\b\d{{1,2}}(?:er|º|\.)?\s(?:de\s)?{MONTH}\b\.?(?:\s(?:de|del))?\s(?:19|20)\d\d\b", re.IGNORECASE
)

_CLOCK = re.compile(
    r"T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"
    r"|(?:(?:at|à|às|a las|alle|om|um)\s)?\d{1,2}[:.h]\d\d(?::\d\d(?=\s?[ap]\.?m))?\s?(?:[ap]\.?m\.?)?\s?"
    r"(?:\(?(?:[ECMP][SD]?T|GMT|UTC|CET|CEST|BST)\)?|uhr)?"
    r"|(?:at\s)?\d{1,2}\s?[ap]\.?m\.?\s?(?:\(?(?:[ECMP][SD]?T|GMT|UTC)\)?)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
    r"|[（(][月火水木金土日월화수목금토일][）)]|[月火水木金土日]曜日|(?:星期|周|週)[一二三四五六日天]|[월화수목금토일]요일",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\b(?:\d{1,2}\s?h(?:(?:ou)?rs?)?\.?,?\s?)?\d{1,3}\s?m(?:in(?:ute)?s?)?\b\.?(?!\s?read)(?:\s\d{1,2}\s?s(?:ec(?:ond)?s?)?\b\.?)?"
    r"|\b\d{1,2}\s?h(?:ou)?rs?\b(?!\s?(?:ago|read))|\b\d{1,2}:\d\d:\d\d\b(?!\s?[ap]\.?m)|\b(?:2[4-9]|[3-9]\d|1\d\d):[0-5]\d\b(?!:)",
    re.IGNORECASE,
)
_READING = re.compile(r"\b\d{1,3}\s?-?min(?:ute)?s?\.?\s?read\b", re.IGNORECASE)
_EDGES = " ·•|–—-,:;()（）：/\t"
_IDLE_WORDS = """
    published posted updated modified date on release released first last originally publication est edt et dated
    publié le veröffentlicht erschienen am publicado el em pubblicato il geplaatst gepubliceerd op opublikowano
    mis à jour modifié aktualisiert geändert zuletzt actualizado atualizado aggiornato laatst gewijzigd bijgewerkt
    aktualizacja créé erstellt created creado criado 등록일 작성일 게시일 입력 수정일 수정
    发布时间 发布日期 更新时间 掲載日 公開日 更新日"""
_SAYS_OUT = re.compile(
    r"publi[sckée]|posted|veröffentlicht|erschienen|geplaatst|opublikowan|등록|게시|发布|公開", re.IGNORECASE
)
# Words beside 03/04/2020 in whose languages the day stands first.
_DAY_FIRST = re.compile(
    r"\b(?:publié|publicad[oa]|pubblicato|geplaatst|gepubliceerd|veröffentlicht|opublikowano|mis à jour|actualizad[oa]"
    r"|atualizad[oa]|aggiornato|gewijzigd|às|a las|alle|uhr)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(fold(_IDLE_WORDS).split())
SAYS_CHANGED = re.compile(
    r"updat|modif|mis(?:e)? à jour|aktualisiert|geändert|a[ck]tuali[sz]a|atualizad|aggiornat|gewijzigd|bijgewerkt"
    r"|last edit|수정|更新|改訂",
    re.IGNORECASE,
)
_LABEL_WORDS = "by in the of and for from at to report commentary paper article podcast video event"
_LABEL_LOWER = frozenset(_LABEL_WORDS.split())  # small letters a label may have; anything else is a sentence


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date: the day, the words before it, what follows, and which form it had."""

    iso: str
    label: str = ""  # "New Atlanticist", "Research", without "Published"
    says_published: bool = False
    says_updated: bool = False
    clocked: bool = False  # a weekday or time of day stands with it
    seconds: int | None = None
    tail: str = ""  # "in The Hill"


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first day named in a text with its year: (ISO, start, end); None when there is none."""
    text = text.translate(_WESTERN)
    best: tuple[str, int, int] | None = None
    abroad = bool(_DAY_FIRST.search(text))
    for pattern in (_SPAN, _GLUED):
        match = pattern.search(text)
        if match and (iso := iso_date(match[0], day_first=abroad)) and (best is None or match.start() < best[1]):
            best = (iso, match.start(), match.end())
    for pattern in (_CJK, _FOREIGN):
        if best is None and (match := pattern.search(text)) and (iso := iso_date(match[0])):
            best = (iso, match.start(), match.end())
    return best


def date_line(text: str) -> DateLine | None:
    """What a line says when it is nothing but a date with its label, clock and running time; else None."""
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    found = find_date(text)
    if found is None:
        month = _MONTH_AND_YEAR.fullmatch(text.strip(_EDGES))
        return DateLine(iso) if month and (iso := iso_date(month[0])) else None
    iso, start, end = found
    before, after = _WEEKDAY.sub(" ", text[:start]).strip(_EDGES), text[end:]
    label, changed = _label(before), bool(SAYS_CHANGED.search(before))
    running = _RUNNING.search(after)
    rest = _RUNNING.sub(" ", _READING.sub(" ", after)) if running else _READING.sub(" ", after)
    rest = _WEEKDAY.sub(" ", _CLOCK.sub(" ", rest)).strip(_EDGES + ".")
    if other := date_line(rest):  # "Published 3 March 2020 – Updated 5 March 2020"
        if changed and not other.says_updated:
            return other
        rest = ""
    if label is None or (rest and not _is_tail(rest)):
        return None
    return DateLine(
        iso,
        label,
        says_published=bool(_SAYS_OUT.search(before)) and not changed,
        says_updated=changed,
        clocked=bool(_WEEKDAY.search(text[:start]) or _CLOCK.search(after)) and not running,
        seconds=seconds_of(running[0].rstrip(".")) if running else None,
        tail="" if _is_idle(rest) else rest,
    )


def running_time(text: str) -> int | None:
    """Seconds when a short line states a running time: "51 min", "Duration: 00:41:10", "Length: 1 hr 5 min"."""
    if len(text) > 60 or _READING.search(text):
        return None
    bare = re.sub(
        r"^(?:running time|run time|runtime|duration|length|audio|listen|watch|podcast|episode|time)\b\s*[:(|·•–-]*\s*",
        "",
        text.strip(_EDGES),
        flags=re.IGNORECASE,
    )
    if not re.fullmatch(r"(?:pt)?[\d:\shoursminutecd.,]{2,30}", bare.strip(_EDGES), re.IGNORECASE):
        return None
    return None if bare.strip(_EDGES).isdigit() else seconds_of(bare.strip(_EDGES).rstrip("."))


def _label(before: str) -> str | None:
    """The words before a date when they are a label (a blog's or kind's name), None when they are a sentence."""
    words = before.split()
    if not words:
        return ""
    if len(words) > 6 or len(before) > 60:
        return None
    if is_series(before):
        return before
    before = re.sub(r"(?<=[a-z])(?=(?:Published|Posted|Updated)\b)", " ", before)
    kept = [word for word in before.split() if fold(word).strip(_EDGES + ".") not in _SAYS_NOTHING]
    if any(word[:1].islower() and fold(word) not in _LABEL_LOWER for word in kept):
        return None
    return " ".join(kept).strip(_EDGES)


def _is_tail(rest: str) -> bool:
    return _is_idle(rest) or (len(rest) <= 60 and bool(re.match(r"(?:in|on|by|at|from)\s", rest)))


def _is_idle(rest: str) -> bool:
    return all(fold(word).strip(_EDGES + ".") in _SAYS_NOTHING or not word.strip(_EDGES + ".") for word in rest.split())
