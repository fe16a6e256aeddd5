"""A recording's transcript and chapters as the paragraphs of a piece, each with the second at which it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.errors import Unreadable
from bot.domain.overlap import overlap
from bot.domain.text import fold, words
from bot.intake.captions import Cue, clock_seconds, read_cues
from bot.intake.fragment import plain_text
from bot.intake.layout.language import language_of
from bot.intake.layout.participants import is_eastern_speaker
from bot.intake.opening import is_person
from bot.intake.plain import text_of

_ENOUGH, _MOST = 80, 250  # words after which a paragraph ends: with a sentence, or anyway
_SENTENCE_END = (".", "!", "?", "…", "”", '"', "。", "！", "？")
UNNAMED = "Unnamed"  # where others are named, whoever is not must not be taken for one of them
_ANYBODY = re.compile(r"(?:speaker|spk|unknown|voice|participant|unnamed)?[\s_]*\d*", re.IGNORECASE)
_MOST_CHAPTERS = 500
_SAME = 0.5  # of the shorter text's words in the longer one
_BEFORE_MARKS = re.compile(r"\s+([,.!?;:])")


@dataclass(frozen=True, slots=True)
class Chapter:
    start: int
    title: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """`places` are whole seconds, one for each paragraph, "" where the file does not tell."""

    paragraphs: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...] = ()


def read_transcript(data: bytes, *, charset: str = "", chapters: Sequence[Chapter] = ()) -> Transcript:
    """A transcript of any form, parted into turns, with the chapters as headings. Raises Unreadable."""
    cues = read_cues(text_of("The transcript", data, charset))
    found = list(_headed(_merged(cues, chapters), chapters))
    named = dict.fromkeys(cue.speaker for cue in cues if not _ANYBODY.fullmatch(cue.speaker))
    people = tuple(name for name in named if is_eastern_speaker(name) or (" " in name and is_person(name)))
    return Transcript(tuple(text for _, text in found), tuple(place for place, _ in found), people)


def read_chapters(data: bytes) -> tuple[Chapter, ...]:
    """The chapters of a JSON file (https://github.com/Podcastindex-org/podcast-namespace), in order; those that are
    not to be listed left out. Raises Unreadable when it has none.
    """
    try:
        told = json.loads(text_of("The list of chapters", data))
        listed = told["chapters"][:_MOST_CHAPTERS]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise Unreadable("That is no list of chapters.") from None
    found = [chapter for one in listed if isinstance(one, dict) and (chapter := _chapter(one))]
    if not found:
        raise Unreadable("The list names no chapters.")
    return tuple(sorted(found, key=lambda one: one.start))


def read_payload(data: bytes, *, charset: str, chapters: list[list[Any]]) -> dict[str, Any]:
    """`read_transcript` as the child process calls it."""
    return asdict(read_transcript(data, charset=charset, chapters=[Chapter(*one) for one in chapters]))


def transcript_of(record: Any) -> Transcript:
    """What `read_payload` gave; raises Unreadable when it is anything else."""
    try:
        lists = {name: tuple(map(str, record[name])) for name in ("paragraphs", "places", "people")}
    except (LookupError, TypeError):
        raise Unreadable("Reading the transcript went wrong.") from None
    return Transcript(**lists)


def with_transcript(draft: Draft, told: Transcript | None, chapters: Sequence[Chapter]) -> Draft:
    """The episode: what is written of it, then what is said in it under the chapters' titles, or else its chapters.

    Nothing is added twice, neither chapters that stand there nor a transcript that is the text already.
    """
    told = None if told and _is_there(draft, told) else told
    if not (told or chapters):
        return draft
    titles = {fold(chapter.title) for chapter in chapters}
    places = draft.places or ("",) * len(draft.body)
    notes = [(place, text) for place, text in zip(places, draft.body, strict=True) if fold(text) not in titles]
    if told:
        said = [*notes, *zip(told.places, told.paragraphs, strict=True)]
    else:
        said = list(_headed(((int(place) if place.isdigit() else None, text) for place, text in notes), chapters))
    places = tuple(place for place, _ in said)
    return replace(
        draft,
        body=tuple(text for _, text in said),
        places=places if any(places) else (),
        participants=draft.participants + _guests(draft, told),
        completeness=Completeness.FULL,
    )


def _is_there(draft: Draft, told: Transcript) -> bool:
    """Whether the draft's text is the transcript, or holds it; a few quoted lines are not it."""
    known, said = words(draft.text), words(" ".join(told.paragraphs))
    return 2 * len(known) >= len(said) and overlap(known, said).share >= _SAME


def _guests(draft: Draft, told: Transcript | None) -> tuple[str, ...]:
    known = {fold(name) for name in (*draft.authors, *draft.participants)}
    return tuple(name for name in told.people if fold(name) not in known) if told else ()


def read_caption_file(name: str, data: bytes, charset: str = "") -> Draft:
    """The piece in a .vtt or .srt file; its title is the file's own, or the file's name. Raises Unreadable."""
    told = read_transcript(data, charset=charset)
    title = " ".join(re.sub(r"[_]+|(?<=\w)-(?=\w)", " ", PurePath(name).stem).split())
    return Draft(
        title=_stated_title(text_of(name, data, charset)) or title,
        kind=Kind.TRANSCRIPT,
        participants=told.people,
        body=told.paragraphs,
        places=told.places if any(told.places) else (),
        language=language_of(" ".join(told.paragraphs)),
        source="file",
    )


def _merged(cues: Sequence[Cue], chapters: Sequence[Chapter]) -> Iterator[tuple[int | None, str]]:
    """(second, paragraph): what one person says, parted at the end of a sentence when it grows long."""
    starts = [chapter.start for chapter in chapters]
    nobody = UNNAMED if any(cue.speaker and not _ANYBODY.fullmatch(cue.speaker) for cue in cues) else ""
    texts: list[str] = []
    words, first, speaker, named = 0, None, "", ""
    for cue in cues:
        if texts and _parts(cue, first, speaker, texts[-1], words, starts):
            yield first, _paragraph(texts, speaker if speaker != named else "", nobody)
            named, texts, words = speaker, [], 0
        if not texts:
            first = cue.start
            named = "" if cue.turns else named
            speaker = cue.speaker or (nobody if cue.turns else speaker)
        texts.append(cue.text)
        words += len(cue.text.split())
    if texts:
        yield first, _paragraph(texts, speaker if speaker != named else "", nobody)


def _parts(cue: Cue, first: int | None, speaker: str, last: str, words: int, starts: Sequence[int]) -> bool:
    """Whether a cue begins a new paragraph."""
    if cue.start is None or first is None or cue.turns or (cue.speaker and cue.speaker != speaker):
        return True
    if any(first < start <= cue.start for start in starts):
        return True
    return words >= _MOST or (words >= _ENOUGH and last.endswith(_SENTENCE_END))


def _paragraph(texts: Sequence[str], speaker: str, nobody: str) -> str:
    """With the name at the beginning of a turn."""
    text = _BEFORE_MARKS.sub(r"\1", " ".join(texts))
    name = nobody if _ANYBODY.fullmatch(speaker) and speaker else speaker
    return f"{name}: {text}" if name else text


def _headed(said: Iterable[tuple[int | None, str]], chapters: Sequence[Chapter]) -> Iterator[tuple[str, str]]:
    """(place, paragraph), each chapter's title before what is said in it."""
    left = list(chapters)
    for start, text in said:
        while left and start is not None and left[0].start <= start:
            chapter = left.pop(0)
            yield str(chapter.start), chapter.title
        yield "" if start is None else str(start), text
    for chapter in left:
        yield str(chapter.start), chapter.title


def _chapter(one: dict[str, Any]) -> Chapter | None:
    start, title = one.get("startTime"), one.get("title")
    if isinstance(start, str):  # not as the format says, but as some write it
        start = float(start) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", start) else clock_seconds(start)
    if not isinstance(start, int | float) or not 0 <= start < 10**7 or one.get("toc") is False:
        return None
    named = plain_text(title)[:200] if isinstance(title, str) else ""
    return Chapter(int(start), named) if named else None


def _stated_title(text: str) -> str:
    """What a WebVTT file says behind its first word."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    return first.removeprefix("WEBVTT").lstrip(" -\t") if first.startswith("WEBVTT") else ""
