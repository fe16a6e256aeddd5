"""The same piece is known again in whatever form it comes, and different ones stay apart whatever they share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Draft
from bot.domain.duplicates import containment, content_hash, likeliest, sameness, shingles
from bot.intake.pasted import read_pasted
from tests.pages.score import pages

DRAFTS = [read_pasted(page.text) for page in pages()]
# Texts of their own: the pages of the set share paragraphs, so that only these tell pieces apart.
TEXTS = {
    draft.title: draft.text
    for draft in DRAFTS
    if draft.title in ("Pourquoi le port du Nord restera fermé", "Warum der Nordhafen den Winter fürchtet")
} | {"ports": DRAFTS[0].text}
TEXT = max((draft.text for draft in DRAFTS), key=len)

FORMS: dict[str, Callable[[str], str]] = {
    "other line breaks": lambda text: re.sub(r" (?=\w{6})", "\n", text),
    "one line": lambda text: " ".join(text.split()),
    "straight quotes": lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
    "other dashes": lambda text: text.replace("—", " -- ").replace("–", "-"),
    "capitals": lambda text: text.upper(),
    "no accents": lambda text: text.replace("é", "e"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "the first third": lambda text: text[: len(text) // 3],
    "a slip in every thirtieth word": lambda text: " ".join(
        word[::-1] if at % 30 == 7 else word for at, word in enumerate(text.split())
    ),
    "without every tenth sentence": lambda text: " ".join(
        part for at, part in enumerate(re.split(r"(?<=\.) ", text)) if at % 10 != 3
    ),
}


def _same(one: str | Draft, other: str | Draft) -> bool:
    """Whether two pieces would be found and known as one."""
    drafts = [draft if isinstance(draft, Draft) else Draft(body=(draft,)) for draft in (one, other)]
    a, b = (shingles(draft.text) for draft in drafts)
    return likeliest({1: (len(a & b), len(a))}, len(b)) == [1] and sameness(*drafts) > 0


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_near_duplicates(form: Callable[[str], str]) -> None:
    assert _same(TEXT, form(TEXT))


@pytest.mark.parametrize("pair", list(combinations(TEXTS, 2)), ids=str)
def test_different_pieces(pair: tuple[str, str]) -> None:
    assert not _same(*(TEXTS[title] for title in pair))


def test_turn_of_phrase_is_no_duplicate() -> None:
    phrase = "in the waters of the northern straits and along the coast of the old republic"
    assert not _same(phrase, f"{TEXT} {phrase}")
    assert containment(0, 0, 9) == 0


def _told(subject: str, words: int) -> str:
    """A text of made-up words, the same for the same subject and length."""
    chance = Random(subject)
    syllables = [first + vowel for first in "bdfgklmnprst" for vowel in "aeiou"]
    made = ("".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(words))
    return " ".join(word + "." * (at % 12 == 11) for at, word in enumerate(made))


HOUSE = (
    "The Harbor Institute is an independent house for research on ports, straits and those who live by them. It takes "
    "no money from ship owners, publishes what it finds and names who paid for it. Its fellows have served on tugs, in "
    "customs halls and in two cabinets, and they speak for themselves alone."
)
ASKED = "Write to the press office at the harbor gate for interviews, pictures and the tables behind the figures."


def _piece(*body: str, title: str = "", published: str = "", authors: tuple[str, ...] = ()) -> Draft:
    return Draft(title=title or body[0][:30], published=published, authors=authors, body=body)


CRANES, PILOTS, TUGS = _told("crane", 600), _told("pilot", 80), _told("tug", 80)
EXCERPT = " ".join(CRANES.split()[:60])
FIGURES = "In {} the port of {}nsel moved {} loads a day, and nobody asked whose they were."
APART = {
    "press releases of one house": (_piece(EXCERPT, HOUSE, ASKED), _piece(PILOTS, HOUSE, ASKED)),
    "podcast pages of one show": (_piece(EXCERPT[:240], HOUSE), _piece(PILOTS[:240], HOUSE)),
    "an article and a note on what it says": (
        _piece(CRANES),
        _piece(PILOTS, " ".join(CRANES.split()[100:220]), TUGS),
    ),
    "a digest and the excerpt in it": (
        _piece(EXCERPT, title="Cranes at Rest", published="2024-05-01", authors=("Ada Brightwater",)),
        _piece(TUGS, EXCERPT, PILOTS, title="The Week in Review", published="2024-05-03"),
    ),
    "a report and the next year's": (_piece(CRANES, title="Cranes in 2023"), _piece(CRANES, title="Cranes in 2024")),
    "the same sentences with other figures": (
        _piece(" ".join(FIGURES.format(2010 + at, "ABCDEFGHI"[at], 40 + at) for at in range(9))),
        _piece(" ".join(FIGURES.format(2011 + at, "ABCDEFGHI"[at], 52 + at) for at in range(9))),
    ),
    "episodes described alike": (
        _piece(HOUSE, title="On Cranes", published="2024-05-01"),
        _piece(HOUSE, title="On Pilots", published="2024-09-01"),
    ),
    "one gallery of captions in two pieces": (
        _piece(_told("x", 250), CRANES),
        _piece(_told("y", 250), CRANES),
    ),
}


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_what_pieces_share_does_not_make_them_one(pair: tuple[Draft, Draft]) -> None:
    assert not _same(*pair)
    assert not _same(*reversed(pair))


PARTS = {
    "40 words of the beginning": (" ".join(CRANES.split()[:40]),),
    "90 words of the middle": (" ".join(CRANES.split()[200:290]),),
    "with where it appeared, where the rest is and who wrote it": (
        "This article was originally published in Lantern.",
        " ".join(CRANES.split()[:110]) + "...",
        "Read the full article from Lantern.",
        "The author directs the program on straits and trade and was a pilot.",
    ),
    "corrected": (
        CRANES.replace("ba", "be"),
        "Correction: an earlier version of this article had the tug's name wrong.",
    ),
    "in lines with divided words": (
        re.sub(r"(?<=[a-z]{3}) ?(?=[a-z]{4}\w* \w+ \w+ \w+ )", "-\n", CRANES[:3000], count=40),
    ),
    "in columns": ("\n".join(f"HARBORS AND STRAITS {at}\n{CRANES[at : at + 900]}" for at in range(0, 3600, 900)),),
}


@pytest.mark.parametrize("body", PARTS.values(), ids=PARTS)
def test_a_part_is_the_piece_under_whatever_title(body: tuple[str, ...]) -> None:
    assert _same(_piece(CRANES, title="Cranes at Rest"), _piece(*body, title="What a Ledger Knows"))


def test_hashes_are_the_same_everywhere() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    assert shingles(words) == {5780216911841542656}
    assert all(-(2**63) <= number < 2**63 for number in shingles(TEXT))


def test_scripts_without_spaces() -> None:
    text = (
        "海峡の安全は軍艦の数だけでは決まらない。港で働く人びと、保険の値段、そして夜間に電話に出る担当者で決まるのである。"
        * 2
    )
    assert _same(text, text.replace("。", "。\n"))


@pytest.mark.parametrize(
    "change",
    [
        lambda draft: replace(draft, body=("\n".join(draft.body),)),
        lambda draft: replace(draft, title=f"  {draft.title.upper()} "),
        lambda draft: replace(draft, body=tuple(text.replace("’", "'").replace(" ", "  ") for text in draft.body)),
        lambda draft: replace(draft, published="2001-01-01", tags=("x",), source="url"),
    ],
    ids=["paragraphs", "title", "quotes and spaces", "what is no content"],
)
def test_content_hash_stays(change: Callable[[Draft], Draft]) -> None:
    draft = DRAFTS[0]
    assert content_hash(change(draft)) == content_hash(draft)


def test_content_hash_changes() -> None:
    draft = DRAFTS[0]
    assert content_hash(replace(draft, body=(*draft.body, "More."))) != content_hash(draft)
    assert content_hash(Draft(title="A", deck="One.")) != content_hash(Draft(title="A", deck="Two."))


@given(st.text(), st.text())
def test_any_text(one: str, other: str) -> None:
    assert 0 <= sameness(Draft(body=(one,)), Draft(body=(other,))) <= 1
    assert shingles(one) == shingles(f" {one}\n")
