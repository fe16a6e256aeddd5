"""Whatever is pasted, the reader answers with a draft or a sentence; noise between the words changes nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.article import Draft
from bot.domain.errors import DocentError
from bot.domain.record import draft_of_record, record_of_draft
from bot.intake.pasted import read_pasted
from tests.pages.score import Page, mean, page_named, pages, score_page

PAGES = pages()
PIECES = [line for page in PAGES for line in page.text.splitlines()][:2000]
MARKS = [
    "\r\n",
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "\u200b",
    "\u202e",
    "-",
    "• ",
    "...",
    "By ",
    "More from CNAS\n",
    "1. ",
    "¹",
    "https://",
    "https:///a",
    "www.",
    "@handle",
    "[a](https:///b)",
]

SAME: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin and wide spaces": lambda text: text.replace(" ", " \u2009\u3000"),
    "trailing spaces": lambda text: text.replace("\n", "   \t\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "zero-width spaces": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u200b", text),
    "direction marks": lambda text: text.replace("\n", "\u200e\n\u200f"),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text),
    "control characters": lambda text: text.replace(" ", "\x00 \x08"),
    "more empty lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "empty lines at the ends": lambda text: "\n\n \n" + text + "\n\n\n",
}


@pytest.mark.parametrize("noise", SAME.values(), ids=SAME)
@pytest.mark.parametrize("name", ["cnas-commentary-excerpt", "cnas-programme-glued", "cnas-press-release", "lawfare"])
def test_noise_changes_nothing(name: str, noise: Callable[[str], str]) -> None:
    text = page_named(name).text
    assert read_pasted(noise(text)) == read_pasted(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_word_of_the_body_is_on_the_page(page: Page) -> None:
    draft = read_pasted(page.text)
    shown = re.sub(r"\]\([^()]*\)", "", page.text)  # without the addresses of Markdown links
    on_page = _letters(shown.replace("&rsquo;", "’").replace("&amp;", "&").replace("&#8217;", "’"))
    assert all(_letters(paragraph) in on_page for paragraph in draft.body)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_line_breaks_of_a_mail_program(width: int) -> None:
    page = page_named("wrapped-72")
    assert read_pasted(_wrapped(page, width)).body == tuple(page.expected["body"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(MARKS), st.text(max_size=40)), max_size=60))
@example(["By ", "\n", "By "])
@example(["\n", "December 99, 2017", "\n", "31/02/2020"])
def test_never_raises_but_with_a_sentence(parts: list[str]) -> None:
    for glue in ("\n", ""):
        draft = _read(glue.join(parts))
        if draft:
            assert draft.title or draft.body or draft.related
            assert all(paragraph.strip() == paragraph and paragraph for paragraph in draft.body)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_page_cut_or_in_disorder_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(PAGES)).text
    lines = text[: data.draw(st.integers(0, len(text)))].splitlines()
    _read("\n".join(data.draw(st.lists(st.sampled_from(lines), max_size=80)) if lines else lines))
    _read("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_never_raises_on_any_text(text: str) -> None:
    first = _read(text)
    assert first == _read(text)


HOSTILE = {
    "names": "Ann Lee and Bob Roe, ",
    "full stops": ". ",
    "initials": "U.S.",
    "hand-offs": "Read the full article in ",
    "headings": "More from CNAS\n",
    "links": "[a](",
    "notes": "word.1 ",
    "wraps": "lorem ipsum " * 5 + "lorem\n",
    "joins": "Ann Lee joins Bob Roe to discuss ",
    "items": "Podcast\nA title\nA teaser...\nBy Ann Lee\n",
    "ranks": "Lt. Gen. ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    before = time.process_time()
    _read(text)
    assert time.process_time() - before < 2  # a tenth of it is usual; a quadratic reader takes minutes


def _read(text: str) -> Draft | None:
    try:
        draft = read_pasted(text)
        assert draft_of_record(record_of_draft(draft)).url == draft.url  # it can be kept for review and read back
        return draft
    except DocentError as refusal:
        return None if refusal.sentence else Draft()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+|\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text.replace("\u00ad", "").replace("\u200b", ""))


def _wrapped(page: Page, width: int) -> str:
    record = page.expected
    lines = [f"October 19, 2020\n\n{record['title']}\n\nBy {record['authors'][0]}\n"]
    for paragraph in record["body"]:
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(f"{line}\n")
    return "\n".join(lines)


MENU = "Skip to main content\nMenu\nResearch\nPeople\nEvents\nPublications\nPress\nAbout\nSupport CNAS\nSearch\n"
FOOT = "\nView All Reports View All Articles & Multimedia\nSupport CNAS\n1 Sample Avenue NW\n© 2024 Sample Center\n"

LAYOUTS: dict[str, Callable[[str], str]] = {
    "an empty line after each": lambda text: re.sub(r"\r?\n", "\n\n", text),
    "no empty lines": lambda text: re.sub(r"(\r?\n)+", "\n", text),
    "bullets and indents lost": lambda text: re.sub(r"(?m)^[ ]*[-•*] ?", "", text),
    "indents lost": lambda text: re.sub(r"(?m)^ +", "", text),
    "stars for bullets": lambda text: re.sub(r"(?m)^( *)[-•] ?", r"\1* ", text),
    "menu twice and foot": lambda text: MENU + MENU + text + FOOT,
    "the whole page twice": lambda text: f"{text}\n{text}",
    "twice with other gaps": lambda text: text + re.sub(r"(\r?\n)+", "\n\n", f"\n{text}"),
}


@pytest.mark.parametrize("change", LAYOUTS.values(), ids=LAYOUTS)
def test_other_extractions_of_the_same_pages(change: Callable[[str], str]) -> None:
    scores = [score_page(replace(page, text=change(page.text))) for page in PAGES]
    assert mean(mean(by_field.values()) for by_field in scores) >= 0.99
