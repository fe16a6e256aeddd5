"""The paragraphs of a piece: what is left when the site's lines, repeats and hand-offs are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from bot.domain.text import fold
from bot.intake.layout.furniture import is_caption, is_furniture
from bot.intake.layout.handoff import HandOff, closing_hand_off, hand_off, opening_origin
from bot.intake.layout.lines import Line
from bot.intake.layout.participants import turn
from bot.intake.layout.prose import extent
from bot.intake.layout.related import is_related_heading

_QUOTE_SHORTEST = 30  # characters; a shorter line that repeats is a refrain, not a pull quote
_QUOTE_LONGEST = 420
_QUOTE_FEWEST = 7  # words of a quote that must stand in the text
_REPEAT_SHORTEST = 60  # a whole paragraph that stands twice is dropped from here on
_ADDRESS_ONLY = re.compile(
    r"(?:(?:link|url|source)\s?:\s?)?[<(\[]?(?P<address>(?:https?://|www\.)[^\s<>]+?)[>)\]]?", re.I
)

_TRANSCRIBED = re.compile(r"transcri(?:pt|ption|bed) (?:(?:provided|prepared) )?by\s?:?", re.IGNORECASE)
_CHAPTERS = re.compile(r"(?:chapters|time ?(?:stamps|codes))\s?:?", re.IGNORECASE)
_CHAPTER = re.compile(r"[(\[]?(?:\d{1,2}:)?\d{1,2}:\d\d[)\]]?\s.{2,90}")


def without_recording(lines: Sequence[Line]) -> list[Line]:
    """The lines without what describes a recording only: who wrote its transcript, when its chapters begin."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if _TRANSCRIBED.fullmatch(lines[at].text):
            end += at + 1 < len(lines) and not turn(lines[at + 1].text)
        elif _CHAPTERS.fullmatch(lines[at].text):
            while end < len(lines) and _CHAPTER.fullmatch(lines[end].text):
                end += 1
        if end == at + 1:  # the heading alone is no list, the label of the transcript furniture
            kept.append(lines[at])
        at = end
    return kept


def with_addresses(lines: Sequence[Line]) -> list[Line]:
    """The lines, an address that stands alone below a hand-off put behind that."""
    kept: list[Line] = []
    for line in lines:
        above = kept[-1] if kept else None
        address = _ADDRESS_ONLY.fullmatch(line.text)
        if above and address and hand_off(above.text, above.url):
            kept[-1] = replace(above, url=above.url or address["address"])
        elif above and address and (closing := closing_hand_off(above.text))[1]:
            hands = above.text[len(closing[0]) :].strip()
            kept[-1:] = [replace(above, text=closing[0]), Line(hands, url=address["address"])]
        else:
            kept.append(line)
    return kept


def own_lines(lines: Sequence[Line]) -> tuple[list[Line], list[HandOff]]:
    """The piece's own lines, without furniture and hand-offs; and the hand-offs that stood there."""
    kept: list[Line] = []
    handed: list[HandOff] = []
    captions = [line.text for line in lines if is_caption(line.text)]
    for line in lines:
        if found := hand_off(line.text, line.url):
            handed.append(found)
        elif _is_own(line.text, captions):
            text, origin = opening_origin(line.text)
            text, closing = closing_hand_off(text)
            handed += [found for found in (origin, closing) if found]
            if text and not is_furniture(text) and not is_related_heading(text):
                kept.append(replace(line, text=text))
    return kept, handed


def _is_own(text: str, captions: Sequence[str]) -> bool:
    if not text or is_furniture(text) or _ADDRESS_ONLY.fullmatch(text):
        return False
    # A picture's caption may stand twice, once without the photographer's name.
    return len(text) < _QUOTE_SHORTEST or not any(caption.startswith(text) for caption in captions)


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of a body without second copies and pull quotes, which repeat a sentence of another one."""
    return _without_repeats([line.text for line in lines])


def _without_repeats(texts: list[str]) -> list[str]:
    flat = [_flat(text) for text in texts]
    sentences = _sentences(texts)
    seen: set[str] = set()
    kept = []
    for at, text in enumerate(texts):
        if extent(text) >= _REPEAT_SHORTEST and flat[at] in seen:
            continue
        if not _is_pull_quote(at, text, flat, sentences):
            seen.add(flat[at])
            kept.append(text)
    return kept


def _is_pull_quote(at: int, text: str, flat: list[str], sentences: dict[str, set[int]]) -> bool:
    if not _QUOTE_SHORTEST <= extent(text) <= _QUOTE_LONGEST:
        return False
    bare = flat[at].rstrip(".")
    if any(other != at and len(flat[other]) > len(flat[at]) for other in sentences.get(bare, ())):
        return True
    # Part of a sentence, or two of them: looked for in the neighbours, where such quotes stand.
    near = flat[max(0, at - 8) : at] + flat[at + 1 : at + 9]
    longer = [other for other in near if len(other) > len(flat[at])]
    return any(part in other for part in _parts(bare.split()) for other in longer)


def _parts(words: list[str]) -> list[str]:
    """The runs of words that a paragraph must hold when these are quoted from it, up to a quarter rewritten."""
    count = max(_QUOTE_FEWEST, ceil(len(words) * 0.75))
    return [" ".join(words[at : at + count]) for at in range(len(words) - count + 1)]


def _sentences(texts: Sequence[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for at, text in enumerate(texts):
        for sentence in re.split(r"(?<=[.!?])[\"”’]?\s+|(?<=[。！？])[」』”]?", text):
            found.setdefault(_flat(sentence).rstrip("."), set()).add(at)
    return found


def _flat(text: str) -> str:
    """Words and full stops only: pull quotes change quotation marks and dashes."""
    return " ".join(re.findall(r"[\w']+|\.", fold(text).replace("'", "")))
