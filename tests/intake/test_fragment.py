"""Pieces of HTML as paragraphs, and the lines around a text told apart from it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Kind
from bot.domain.record import draft_of_record
from bot.intake.closing import read_closing
from bot.intake.fragment import plain_text, read_fragment, web_address
from bot.intake.opening import is_person, line_of_names, read_opening, stated_author, stated_title

_PARAGRAPHS = {
    "plain text": ("One.\n\nTwo\nlines.\n \nThree.", ("One.", "Two lines.", "Three.")),
    "paragraphs": ("<p>One <b>bo</b>ld.</p><p>Two.", ("One bold.", "Two.")),
    "breaks": ("One.<br>Two.<br/><br/>Three.", ("One.", "Two.", "Three.")),
    "lists": ("<ul><li>One<li><p>Two</p></ul><ol><li>Three</ol>After", ("• One", "• Two", "• Three", "After")),
    "entities": ("Caf&eacute; &mdash; A&amp;B &lt;i&gt;", ("Café — A&B <i>",)),
    "nested blocks": ("<div>One<div>Two</div>Three</div>", ("One", "Two", "Three")),
    "left out": ("<style>x</style>One<script/><table><tr><td>z</table>two<!-- --> three", ("One", "two three")),
    "players": ("<audio>no</audio><iframe>no</iframe><figure><img><figcaption>no</figcaption></figure>Yes", ("Yes",)),
    "soft hyphens": ("Har&shy;bour <wbr>s\u200b", ("Harbour s",)),
    "unclosed": ("<p>One<div>Two<span>Three", ("One", "TwoThree")),
    "nothing": ("<p></p><p> &nbsp; </p>", ()),
    "only a tag": ("<", ("<",)),
}  # fmt: skip


@pytest.mark.parametrize(("source", "paragraphs"), _PARAGRAPHS.values(), ids=_PARAGRAPHS)
def test_html_as_paragraphs(source: str, paragraphs: tuple[str, ...]) -> None:
    assert read_fragment(source).paragraphs == paragraphs


def test_the_first_image_that_is_to_be_seen() -> None:
    unseen = "<img src='/pixel.gif' width=1 height=1><img src='data:x'><img src='http://['>"
    source = f"{unseen}<img src='/quay.jpg' alt=' A  quay '>"
    fragment = read_fragment(source, base="https://h.example/x/")
    assert (fragment.image_url, fragment.image_alt) == ("https://h.example/quay.jpg", "A quay")


@given(st.text(st.sampled_from("ab <>/&;!-pdivlscript=\"'\x00\ud800\u00ad#x"), max_size=80))
def test_any_source_gives_clean_paragraphs(source: str) -> None:
    for paragraph in read_fragment(source).paragraphs:
        assert paragraph == " ".join(paragraph.split())
        assert paragraph.encode()


@pytest.mark.parametrize("source", ["<div>" * 200_000, "<b>x" * 100_000, "&amp" * 200_000, "<!--" * 100_000])
def test_hostile_html_takes_no_time(source: str) -> None:
    started = time.process_time()
    read_fragment(source)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T &lt;i&gt;x&lt;/i&gt;", "AT&T x"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("<b>One</b>\n two", "One two"),
        ("", ""),
    ],
)
def test_titles_without_tags(source: str, text: str) -> None:
    assert plain_text(source) == text


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://h.example/a", "https://h.example/a"),
        ("/a", "https://base.example/a"),
        ("//h.example/a", "https://h.example/a"),
        ("javascript:alert(1)", ""),
        ("mailto:a@h.example", ""),
        ("http://[", ""),
        ("https://h.example/\x00", ""),
        ("", ""),
        ("#notes", ""),
        ("a b.png", "https://base.example/x/a%20b.png"),
        (" https://h.example/my\u00a0file\n.pdf ", "https://h.example/my%C2%A0file.pdf"),
        ("https://h.ex\nample/a\tb", "https://h.example/ab"),
        ("HTTPS://H.example/A", "https://H.example/A"),
        ("https:///a", "https://base.example/a"),
        ("https://h.example /a", ""),
        ("https://h.example\\@base.example/", ""),
        ("https://known.example@h.example/", ""),
        ("https://known.example:secret@h.example/", ""),
        ("https://h.example:99999/", ""),
        ("https://h.example:port/", ""),
        ("https://:80/", ""),
        ("https://h.example/\x1b[31m", ""),
        ("java\nscript:alert(1)", ""),
        ("view-source:https://h.example/", ""),
    ],
)
def test_addresses(address: str, found: str) -> None:
    assert web_address(address, "https://base.example/x/") == found


@given(
    st.text(st.sampled_from("ab.:/@?#%[]\\ \t\n\u00a0\u2028\x1b\ud800é1"), max_size=30),
    st.sampled_from(["", "https://h.example/"]),
)
def test_any_address_is_one_that_a_record_holds_or_none(text: str, base: str) -> None:
    found = web_address(f"https://{text}", base)
    assert not found or draft_of_record({"url": found}).url == found


def test_the_lines_above_a_text() -> None:
    text = "Harbours are slow to build and quick to fill, and those who own them learn this each time, late or later."
    opening = read_opening(
        [
            "HARBOUR PAPERS",
            "Ports and Power",
            "By Ana Lind",
            "Senior Fellow, Ports",
            "Commentary | March 14, 2024",
            text,
        ],
        title="Ports and Power",
    )
    assert (opening.authors, opening.published, opening.kind) == (("Ana Lind",), "2024-03-14", Kind.COMMENTARY)
    assert opening.body == (text,)


def test_testimony_names_its_witness() -> None:
    opening = read_opening(["Ports and Power", "Prepared Statement of Ana Lind", "14 March 2024", "Chairman, members."])
    assert (opening.kind, opening.authors, opening.body) == (Kind.TESTIMONY, ("Ana Lind",), ("Chairman, members.",))


def test_headings_are_no_titles() -> None:
    opening = read_opening(["Executive Summary", "Harbours are slow to build.", "They fill quickly."])
    assert opening.title == ""
    assert len(opening.body) == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Lind and Bo Okoro", ("Ana Lind", "Bo Okoro")),
        ("By Ana Lind", ("Ana Lind",)),
        ("Center for Ports", ()),
        ("Harbours are slow to build", ()),
        ("", ()),
    ],
)
def test_lines_of_names(text: str, names: tuple[str, ...]) -> None:
    assert line_of_names(text) == names


def test_what_software_writes_into_properties() -> None:
    assert [
        stated_title(text) for text in ("Microsoft Word - x.docx", "report_v3.indd", "untitled", "1", "Slide 1")
    ] == [""] * 5
    assert stated_title(" Ports  and Power ") == "Ports and Power"
    assert [stated_author(text) for text in ("Windows User", "admin", "jlind", "")] == [()] * 4
    assert stated_author("Ana Lind; Bo Okoro") == ("Ana Lind", "Bo Okoro")
    assert not is_person("Harbour Staff")
    assert is_person("金正")


@pytest.mark.parametrize(
    ("last", "cut", "outlet"),
    [
        ("Read the full article in The Daily Quay.", True, "The Daily Quay"),
        ("Continue reading →", True, ""),
        ("The post Ports appeared first on Harbour Review.", False, ""),
        ("Share", False, ""),
    ],
)
def test_the_lines_below_a_text(last: str, cut: bool, outlet: str) -> None:
    closing = read_closing(["One.", "Two.", last])
    assert (closing.paragraphs, closing.cut, closing.outlet) == (("One.", "Two."), cut, outlet)


def test_a_text_that_breaks_off() -> None:
    closing = read_closing(["One.", "And so the ministry [...]"])
    assert (closing.paragraphs, closing.cut, closing.words) == (("One.", "And so the ministry…"), True, 5)
