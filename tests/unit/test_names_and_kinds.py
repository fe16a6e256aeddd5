"""Names in one line and words for formats, as people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Kind
from bot.domain.kinds import kind_of, known_kinds
from bot.domain.names import split_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Lind", ("Ana Lind",)),
        ("By Ana Lind", ("Ana Lind",)),
        ("BY: Ana Lind", ("Ana Lind",)),
        ("Ana Lind; B. Okoro", ("Ana Lind", "B. Okoro")),
        ("Ana Lind | B. Okoro", ("Ana Lind", "B. Okoro")),
        ("Ana Lind\nB. Okoro", ("Ana Lind", "B. Okoro")),
        ("Ana Lind, B. Okoro & Chi Tran", ("Ana Lind", "B. Okoro", "Chi Tran")),
        ("Ana Lind, B. Okoro, and Chi Tran", ("Ana Lind", "B. Okoro", "Chi Tran")),
        ("Ana Lind and Ana Lind", ("Ana Lind",)),
        ("Lind, Ana", ("Lind, Ana",)),
        ("Lind, Ana; Okoro, B.", ("Lind, Ana", "Okoro, B.")),
        ("Sam Reed, Jr.", ("Sam Reed, Jr.",)),
        ("Sam Reed, Ph.D., and Ana Lind", ("Sam Reed, Ph.D.", "Ana Lind")),
        ("Anderson Sand", ("Anderson Sand",)),
        ("金正, 李四", ("金正, 李四",)),
        (" ; ;", ()),
        ("", ()),
    ],
)
def test_names_in_one_line(line: str, names: tuple[str, ...]) -> None:
    assert split_names(line) == names


@given(st.text(max_size=60))
def test_any_line_gives_clean_names(line: str) -> None:
    names = split_names(line)
    assert len(set(names)) == len(names)
    assert all(name and name == " ".join(name.split()) for name in names)


@pytest.mark.parametrize("line", ["Ana" + " " * 300_000 + "Lind", "Ana" + "\n " * 150_000 + "Lind", ", " * 100_000])
def test_long_lines_take_no_time(line: str) -> None:
    started = time.process_time()
    split_names(line)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Op-ed", Kind.COMMENTARY),
        ("OP-EDS", Kind.COMMENTARY),
        ("Commentaries", Kind.COMMENTARY),
        ("Policy Briefs", Kind.REPORT),
        ("white paper", Kind.REPORT),
        ("Podcast Episode", Kind.PODCAST),
        ("in_the_news", Kind.IN_THE_NEWS),
        ("In the News", Kind.IN_THE_NEWS),
        ("Congressional Testimony", Kind.TESTIMONY),
        ("press-release", Kind.PRESS_RELEASE),
        ("Virtual Events", Kind.EVENT),
        ("analysis", Kind.COMMENTARY),
        ("page", None),
        ("", None),
    ],
)
def test_words_for_formats(words: str, kind: Kind | None) -> None:
    assert kind_of(words) is kind


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_known_by_its_own_names(kind: Kind) -> None:
    assert kind_of(kind.value) is kind_of(kind.label) is kind_of(kind.plural) is kind
    assert kind.label.lower() in known_kinds()
