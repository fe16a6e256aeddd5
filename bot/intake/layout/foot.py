"""The lines below a piece's last paragraph: topics, details of the document, headings with nothing under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intake.layout.bios import is_bio_heading
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.handoff import hand_off
from bot.intake.layout.lines import Line
from bot.intake.layout.names import is_role
from bot.intake.layout.participants import people_label, turn
from bot.intake.layout.phrases import any_phrase
from bot.intake.layout.prose import is_prose
from bot.intake.layout.related import is_related_heading
from bot.intake.layout.tags import is_tag, tag_line

_LONGEST = 80  # characters
_FEW_WORDS = 4
_MOST_LINES = 60
_MOST_PROSE = 1  # paragraphs of small print below topics; more are the piece
_DETAILS = any_phrase(
    r"""
    document details|(?:about|citation for) this (?:document|publication)|research conducted by|purchase
    citation|(?:suggested|recommended) citation|how to cite|bibliografische angaben|zitierweise|pour citer.{0,30}
    """
)
_TAG_HEADING = any_phrase(
    r"more on\s*:?|(?:related )?(?:topics?|tags?|keywords?|issues?|regions?|research areas?|categories)\s*:?"
)
_DETAIL = re.compile(r"[A-Z][\w ]{2,30}:\s\S.*")
_NUMBERED = re.compile(r"\W?[\dIVX]{1,3}[.):]")


def without_foot(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[str, ...]]:
    """(the lines without the foot, the topics that stand in it).

    A foot has no sentences. People with their roles, lists that a colon announces, turns and hand-offs are no foot.
    """
    speakers = [name for line in lines if (name := turn(line.text))]
    at = _heading_of_foot(lines)
    while at > max(0, len(lines) - _MOST_LINES) and _is_foot(lines[at - 1], speakers):
        at -= 1
    if not at or lines[at - 1].text.endswith(":") or any(is_bio_heading(line.text) for line in lines[at:]):
        return lines, ()
    return lines[:at], _topics(lines[at:])


def is_details_heading(text: str) -> bool:
    """Whether a line heads what a library records of a document, which is not its text."""
    return bool(_DETAILS.fullmatch(text.strip(" :")))


def _heading_of_foot(lines: Sequence[Line]) -> int:
    """Where topics or the document's details begin, whatever stands below them; the number of lines without them."""
    for at in range(max(0, len(lines) - _MOST_LINES), len(lines) - 1):
        topics = _TAG_HEADING.fullmatch(lines[at].text) and is_tag(lines[at + 1].text)
        if topics or _DETAILS.fullmatch(lines[at].text):
            prose = sum(is_prose(line.text) and not is_furniture(line.text) for line in lines[at:])
            if prose <= _MOST_PROSE:
                return at
    return len(lines)


def topics_below(lines: Sequence[Line]) -> tuple[str, ...]:
    """The topics that a heading names below the block of other pieces."""
    at = next((at for at, line in enumerate(lines) if _TAG_HEADING.fullmatch(line.text)), len(lines))
    return _topics(lines[at:])


def _topics(lines: Sequence[Line]) -> tuple[str, ...]:
    found: list[str] = []
    listed = False
    for line in lines:
        if _TAG_HEADING.fullmatch(line.text):
            listed = True
        elif tags := tag_line(line.text):
            found += tags
        elif listed and is_tag(line.text) and not is_furniture(line.text) and not _DETAILS.fullmatch(line.text):
            found.append(line.text)
        else:
            listed = False
    return tuple(dict.fromkeys(found))


def _is_foot(line: Line, speakers: Sequence[str]) -> bool:
    text = line.text
    if not text or is_furniture(text) or tag_line(text) or is_related_heading(text):
        return True
    if line.bullet or len(text) > _LONGEST or not text[-1].isalnum() or _NUMBERED.match(text):
        return False
    if hand_off(text, line.url) or is_role(text) or people_label(text) or speakers.count(turn(text)) > 1:
        return False
    short = len(text.split()) <= _FEW_WORDS and text.isascii()
    return short or is_tag(text) or bool(_DETAIL.fullmatch(text))
