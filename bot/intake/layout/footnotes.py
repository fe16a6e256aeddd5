"""Notes below a text and the marks that point to them, which copying glues to the words: `rising.1`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intake.layout.phrases import phrases

_HEADINGS = phrases("""
endnotes|endnote|end notes|end note|footnotes|footnote|foot notes|foot note|notes|references|sources and notes|citations
notas|nota|notas al pie|notas finales|notas de rodapé|referencias|referências|note|notes de bas de page|notes de fin
références|fußnoten|anmerkungen|endnoten|quellen|przypisy|noten|voetnoten|примечания|сноски|примітки|注|注释|注釋|註|註釋
尾注|脚注|腳註|参考文献|參考文獻|注記|각주|참고문헌|ملاحظات|هوامش|الهوامش|הערות|הערות שוליים
""")
_NOTE = re.compile(
    r"(?:\[(\d{1,3})\]|\^?(\d{1,3})(?:[.):、．）]|\s?↩︎?|\s(?=[A-Z“\"‘(]|see\b|ibid|interview)|(?-i:(?=[A-Z][a-z]|[“\"]))))\s*(?:(?:↩︎?|\^|↑)\s*)*(\S.*)",
    re.IGNORECASE,
)
_BACK = re.compile(r"\s*(?:↩︎?|\^|↑)+\s*$")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A mark stands behind a word's letter, closing quote or bracket and its punctuation, before a space or the end.
_MARK = re.compile(
    r"(?<=[^\W\d_][.,;:!?])(\d{1,3})(?=\s|$)|(?<=[.,;:!?][\"”’)])(\d{1,3})(?=\s|$)|(?<=[\"”)][.,;])(\d{1,3})(?=\s|$)"
    r"|(?<=\b(?:19|20)\d\d\.)(\d{1,3})(?=\s[A-Z“]|$)|(?<=[。！？」』])(\d{1,3})(?=[^\W\d]|$)"
)
_BRACKETED = re.compile(r"(?<=\S)\[(\d{1,3})\]")
_RAISED = re.compile(r"(?<=\S)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
_PATTERNS = (_RAISED, _BRACKETED, _MARK)


def take_notes(paragraphs: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Paragraphs without the notes below them, and the notes in order without their numbers.

    Notes stand under a heading ("Endnotes"), or are the last lines and count up from 1 while marks in the text do.
    """
    start = _heading(paragraphs)
    first = start + 1 if start is not None else _unheaded(paragraphs)
    if first is None:
        return list(paragraphs), ()
    notes: list[str] = []
    rest: list[str] = []
    for paragraph in paragraphs[first:]:
        number, text = _note(paragraph)
        if number is not None:
            notes.append(text)
        elif notes and not rest:
            notes[-1] = f"{notes[-1]} {paragraph}"
        else:
            rest.append(paragraph)
    if not notes:
        return list(paragraphs), ()
    return [*paragraphs[: start if start is not None else first], *rest], tuple(notes)


def without_marks(paragraphs: Sequence[str], notes: int) -> list[str]:
    """The paragraphs without note marks: numbers that count up through the text in one of the usual forms.

    Without notes below, at least marks 1 and 2 must be there, so that a stray number is never taken for one.
    """
    kept = list(paragraphs)
    for pattern in _PATTERNS:
        if (spots := _chain(kept, pattern)) and len(spots) >= (1 if notes else 2):
            by_paragraph: dict[int, list[tuple[int, int]]] = {}
            for at, start, end in spots:
                by_paragraph.setdefault(at, []).append((start, end))
            for at, spans in by_paragraph.items():
                kept[at] = _cut(kept[at], spans)
    return kept


def _chain(paragraphs: Sequence[str], pattern: re.Pattern[str]) -> list[tuple[int, int, int]]:
    """Where marks stand that count 1, 2, 3 …; a number may repeat or be left out, but never runs ahead."""
    spots: list[tuple[int, int, int]] = []
    last = 0
    for at, paragraph in enumerate(paragraphs):
        for match in pattern.finditer(paragraph):
            number = int(next(group for group in match.groups() if group).translate(_SUPERSCRIPTS))
            if last <= number <= last + 2 and number > 0:
                spots.append((at, match.start(), match.end()))
                last = number
    return spots


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _heading(paragraphs: Sequence[str]) -> int | None:
    for at in range(len(paragraphs) - 1, -1, -1):
        if paragraphs[at].strip(" .:：").lower() in _HEADINGS and at + 1 < len(paragraphs):
            return at if _note(paragraphs[at + 1])[0] is not None else None
    return None


def _unheaded(paragraphs: Sequence[str]) -> int | None:
    """Where numbered last lines begin, when they count up from 1 and the text above holds as many marks."""
    at = len(paragraphs)
    while at and _note(paragraphs[at - 1])[0] is not None:
        at -= 1
    numbers = [_note(paragraph)[0] for paragraph in paragraphs[at:]]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return None
    marks = max(len(_chain(paragraphs[:at], pattern)) for pattern in _PATTERNS)
    return at if marks * 2 >= len(numbers) else None


def _note(text: str) -> tuple[int | None, str]:
    plain = text.translate(_SUPERSCRIPTS) if text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹" else text
    match = _NOTE.fullmatch(plain)
    if not match:
        return None, text
    return int(match[1] or match[2]), _BACK.sub("", match[3])
