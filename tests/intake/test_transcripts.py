"""Transcripts in every form of the podcast namespace become turns with their seconds; chapters become headings."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.errors import DocentError, Unreadable, Unsupported
from bot.intake.files import read_file
from bot.intake.media import Media, media_of
from bot.intake.transcript import Chapter, read_chapters, read_transcript, with_transcript

TURNS = (
    "Ada Quill: Welcome to the hour. Today we talk about tugs & quays.",
    "Ines Calder: Thank you, Ada. Ports are slow to build.",
    "Ada Quill: How slow?",
)
PLACES = ("1", "62", "3723")

VTT = """WEBVTT - The Quay Hour

NOTE made by hand
of an intern

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start position:0%
<v.loud Ada Quill>Welcome to <i>the hour</i>.

00:04.000 --> 00:06.000
[Music]

00:04.500 --> 00:06.000
<v Ada Quill>Today we talk about
tugs &amp; quays.

01:02.500 --> 01:05.000
<v Ines Calder>Thank you, Ada.</v>

01:05.000 --> 01:09.000
<v Ines Calder>Ports are slow to build.</v> <v Ada Quill></v>

01:02:03.000 --> 01:02:09.000
<v Ada Quill>How <00:01:01.000>slow?
"""
SRT = """\ufeff1\r
00:00:01,000 --> 00:00:04,000\r
Ada Quill: Welcome to {\\an8}the hour.\r
2\r
00:00:04,500 --> 00:00:06,000\r
<font color="#fff">Today we talk about</font>\r
tugs & quays.\r
\r
3\r
00:01:02,500 --> 00:01:05,000\r
Ines Calder: Thank you, Ada.\r
\r
4\r
00:01:05,000 --> 00:01:09,000\r
Ports are slow to build.\r
\r
5\r
01:02:03,000 --> 01:02:09,000\r
Ada Quill: How slow?\r
"""
JSON = json.dumps(
    {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Ada Quill", "startTime": 1.2, "endTime": 2, "body": "Welcome to the"},
            {"startTime": 2, "endTime": 3, "body": " hour"},
            {"startTime": 3, "endTime": 3, "body": "."},
            {"speaker": "Ada Quill", "startTime": 4.5, "body": "Today we talk about tugs & quays."},
            {"speaker": "Ines Calder", "startTime": 62.9, "body": "Thank you, Ada. Ports are slow to build."},
            {"speaker": "Ada Quill", "startTime": 3723, "body": "How slow?"},
            "nonsense",
            {"speaker": 7, "body": None},
        ],
    }
)
HTML = """<cite>Ada Quill:</cite>
<time>0:01</time>
<p>Welcome to <b>the hour</b>. Today we talk about tugs &amp; quays.</p>
<cite>Ines Calder:</cite> <time>1:02</time>
<p>Thank you, Ada.</p><p>Ports are slow to build.</p>
<cite>Ada Quill:</cite> <time>1:02:03</time> <p>How slow?</p>"""
TEXT = """[00:00:01] Ada Quill: Welcome to the hour. Today we talk about tugs & quays.

Ines Calder (1:02):
Thank you, Ada. Ports are slow to build.

Ada Quill  1:02:03
How slow?
"""


@pytest.mark.parametrize("form", [VTT, SRT, JSON, HTML, TEXT], ids=["vtt", "srt", "json", "html", "text"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_form_says_the_same(form: str, encoding: str) -> None:
    told = read_transcript(form.encode(encoding))
    assert (told.paragraphs, told.places) == (TURNS, PLACES)
    assert told.people == ("Ada Quill", "Ines Calder")


def test_plain_paragraphs_stay_as_they_are_without_a_time() -> None:
    told = read_transcript(b"Ada Quill: Welcome.\n\nWe begin at 10:30 sharp.\n\nInes Calder: Good.\n")
    assert told.paragraphs == ("Ada Quill: Welcome.", "We begin at 10:30 sharp.", "Ines Calder: Good.")
    assert told.places == ("", "", "")


def test_a_long_turn_is_parted_at_the_end_of_a_sentence_and_names_its_speaker_once() -> None:
    cues = "".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:59:00,000\n"
        f"{'Ada Quill: ' if n == 1 else ''}Every harbor number {n} has a ledger of tugs{'.' if n % 3 == 0 else ''}\n\n"
        for n in range(1, 31)
    )
    told = read_transcript(cues.encode())
    assert len(told.paragraphs) == 4
    assert told.paragraphs[0].startswith("Ada Quill: Every harbor number 1 has")
    assert all(text.startswith("Every harbor") for text in told.paragraphs[1:])
    assert all(text.endswith(".") for text in told.paragraphs)
    assert told.places == ("1", "10", "19", "28")


def test_lines_that_roll_on_are_said_once() -> None:
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nports are slow to build\n\n"
        "00:02.000 --> 00:04.000\nports are slow to build\nand quick to fill\n\n"
        "00:04.000 --> 00:06.000\nand quick to fill\nas every clerk knows\n"
    )
    assert read_transcript(rolling.encode()).paragraphs == (
        "ports are slow to build and quick to fill as every clerk knows",
    )


def test_who_is_not_named_is_not_taken_for_somebody_else() -> None:
    told = read_transcript(
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Quill>Questions?\n\n00:02.000 --> 00:03.000\n>> Who pays?\n\n"
        b"00:03.000 --> 00:04.000\nSpeaker 2: I do.\n"
    )
    assert told.paragraphs == ("Ada Quill: Questions?", "Unnamed: Who pays?", "Unnamed: I do.")
    numbered = (
        b"1\n00:00:01,000 --> 00:00:02,000\nSPEAKER_00: Yes.\n\n2\n00:00:02,000 --> 00:00:03,000\nSPEAKER_01: No.\n"
    )
    assert read_transcript(numbered).paragraphs == ("Yes.", "No.")


def test_a_word_before_a_colon_is_no_speaker() -> None:
    told = read_transcript(
        b"1\n00:00:01,000 --> 00:00:02,000\nRemember: tugs are\n\n2\n00:00:02,000 --> 00:00:03,000\nslow."
    )
    assert told.paragraphs == ("Remember: tugs are slow.",)


def test_chapters_stand_above_what_is_said_in_them() -> None:
    chapters = read_chapters(
        json.dumps(
            {
                "version": "1.2.0",
                "chapters": [
                    {"startTime": 60, "title": "The <b>ports</b> &amp; the tugs"},
                    {"startTime": 0, "title": "Opening"},
                    {"startTime": 5, "title": "An advertisement", "toc": False},
                    {"startTime": 4000, "title": "Goodbye"},
                    {"startTime": "soon", "title": "Never"},
                    {"title": "Nowhere"},
                ],
            }
        ).encode()
    )
    assert chapters == (Chapter(0, "Opening"), Chapter(60, "The ports & the tugs"), Chapter(4000, "Goodbye"))
    told = read_transcript(VTT.encode(), chapters=chapters)
    assert told.paragraphs == ("Opening", TURNS[0], "The ports & the tugs", *TURNS[1:], "Goodbye")
    assert told.places == ("0", "1", "60", "62", "3723", "4000")


def test_the_episode_keeps_its_notes_before_what_is_said() -> None:
    notes = Draft(
        title="Tugs", kind=Kind.PODCAST, body=("Notes.",), authors=("Ada Quill",), audio_url="https://x.example/1.mp3"
    )
    whole = with_transcript(notes, read_transcript(VTT.encode()), ())
    assert (whole.body, whole.places) == (("Notes.", *TURNS), ("", *PLACES))
    assert (whole.participants, whole.completeness) == (("Ines Calder",), Completeness.FULL)
    assert with_transcript(notes, None, ()) is notes
    assert with_transcript(notes, None, [Chapter(0, "Opening")]).body == ("Notes.", "Opening")


@pytest.mark.parametrize(
    "data",
    [
        b"WEBVTT\n\n",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n",
        b'{"segments": []}',
        b'{"segments": [{"body": ',
        b'{"segments":' + b"[" * 100_000,
        b"<html><body><p></p></body></html>",
        b"\x00\x01\x02\x03" * 300,
    ],
    ids=["empty", "music", "no segments", "cut off", "nested", "a bare page", "binary"],
)
def test_what_says_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_transcript(data)


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"chapters": 7}', b'{"chapters": [{}]}', b"not json", b"[" * 100_000])
def test_a_list_without_chapters_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_chapters(data)


@given(
    st.one_of(st.text(), st.lists(st.sampled_from([VTT, SRT, HTML, TEXT, JSON])).map(lambda parts: "".join(parts)[::7]))
)
def test_anything_else_is_read_or_refused(text: str) -> None:
    for data in (
        text.encode("utf-8", "replace"),
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + text.encode("utf-8", "replace"),
    ):
        try:
            told = read_transcript(data)
        except DocentError:
            continue
        assert len(told.paragraphs) == len(told.places) > 0
        assert all(text.strip() for text in told.paragraphs)


# ---------------------------------------------------------------------- as files, and by their first bytes


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("the-quay_hour-12.srt", SRT.encode(), "the quay hour 12"),
        ("x.vtt", VTT.encode(), "The Quay Hour"),
        ("notes.txt", VTT.encode(), "The Quay Hour"),
    ],
)
def test_a_file_of_captions_is_a_transcript(name: str, data: bytes, title: str) -> None:
    draft = read_file(name, data)
    assert (draft.title, draft.kind, draft.participants) == (title, Kind.TRANSCRIPT, ("Ada Quill", "Ines Calder"))
    assert (draft.body, draft.places) == (TURNS, PLACES)


def test_a_file_that_only_has_the_name_is_refused() -> None:
    with pytest.raises(Unsupported, match=r"named \.srt but holds"):
        read_file("x.srt", b"<html><body><p>Hello</p></body></html>")


@pytest.mark.parametrize(
    ("label", "body", "media"),
    [
        ("text/vtt", VTT, Media.CAPTIONS),
        ("application/x-subrip", SRT, Media.CAPTIONS),
        ("text/plain", SRT, Media.CAPTIONS),
        ("application/octet-stream", VTT, Media.CAPTIONS),
        ("application/json", JSON, Media.FEED),
        ("application/json+chapters", JSON, Media.FEED),
        ("text/plain", TEXT, Media.TEXT),
    ],
)
def test_captions_are_known_by_label_and_first_bytes(label: str, body: str, media: Media) -> None:
    assert media_of(label, body.encode()) is media


def test_speakers_with_a_wide_colon_take_turns_and_he_said_is_nobody() -> None:
    said = ["沈若溪：欢迎各位。", "罗简：谢谢。", "沈若溪：那么费用呢？", "他说：“由国家承担。”"]
    cues = (f"00:0{place}.000 --> 00:0{place + 1}.000\n{text}\n" for place, text in enumerate(said, 1))
    told = read_transcript("\n".join(["WEBVTT\n", *cues]).encode())
    assert told.people == ("沈若溪", "罗简")
    assert told.paragraphs[1] == "罗简: 谢谢。"
    assert "他说：“由国家承担。”" in told.paragraphs[-1]
