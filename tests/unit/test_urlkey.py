"""Addresses lose their tracking and nothing else; one page has one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.urlkey import clean_url, url_key

CLEAN = {
    "https://cnas.org/a": "https://cnas.org/a",
    "https://cnas.org/a?utm_source=x&utm_medium=email": "https://cnas.org/a",
    "https://cnas.org/a?page=2&utm_source=x&lang=en": "https://cnas.org/a?page=2&lang=en",
    "https://cnas.org/a?utm_campaign=Task%2520Force%2520Launch&id=7": "https://cnas.org/a?id=7",
    "https://cnas.org/a?utm_source%3Dx%26utm_medium%3Dy": "https://cnas.org/a",
    "https://cnas.org/a?id=7&amp;utm_source=x": "https://cnas.org/a?id=7",
    "https://cnas.org/a%3Futm_source%3Dx": "https://cnas.org/a",
    "https://cnas.org/a?fbclid=IwAR&gclid=b&mc_cid=c&mc_eid=d&msclkid=e&igshid=f": "https://cnas.org/a",
    "https://cnas.org/p?token=LqgdMJ55VjnS3L4YiYdIjUXRMhuy-zWi&area=defense": "https://cnas.org/p?area=defense",
    "https://cnas.org/p16?type=commentary&x-craft-preview=9dEKTDCF8g": "https://cnas.org/p16?type=commentary",
    "https://files.example/get?token=abc": "https://files.example/get?token=abc",
    "https://cnas.org/p?token=preview-8f3a&page=2": "https://cnas.org/p?page=2",
    "https://youtu.be/dQw4?si=Xk3": "https://youtu.be/dQw4",
    "https://www.youtube.com/watch?v=dQw4&feature=shared&t=90": "https://www.youtube.com/watch?v=dQw4&t=90",
    "https://open.spotify.com/episode/4r?si=9c": "https://open.spotify.com/episode/4r",
    "https://catalogue.example/units?si=metre&feature=scale": "https://catalogue.example/units?si=metre&feature=scale",
    "https://a.example/q?q=a%26b&x=": "https://a.example/q?q=a%26b&x=",
    "https://a.example/p#part-2": "https://a.example/p#part-2",
    "https://a.example/p#:~:text=hello": "https://a.example/p",
    "  https://a.example/p ": "https://a.example/p",
    "not an address": "not an address",
    "ftp://a.example/x?utm_source=y": "ftp://a.example/x?utm_source=y",
    "https://[bad/x": "https://[bad/x",
    "": "",
}
SAME = [
    ("http://www.cnas.org/a/", "https://cnas.org/a"),
    ("https://CNAS.org:443/a", "https://cnas.org/a"),
    ("http://cnas.org:80/a", "https://cnas.org/a"),
    ("https://cnas.org/a?x=1&y=2", "https://cnas.org/a?y=2&x=1"),
    ("https://cnas.org/a#b", "https://cnas.org/a"),
    ("https://cnas.org//a///b/", "https://cnas.org/a/b"),
    ("https://cnas.org/a/index.html", "https://cnas.org/a"),
    ("https://cnas.org/%7Eann/%E2%82%AC", "https://cnas.org/~ann/€"),
    ("https://user:pw@cnas.org/a", "https://cnas.org/a"),
    ("https://cnas.org./a", "https://cnas.org/a"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://cnas.org/a?utm_source=b", "https://cnas.org/a?gclid=c"),
    ("https://cnas.org", "https://cnas.org/"),
    ("https://m.youtube.com/watch?v=a&si=b", "https://m.youtube.com/watch?v=a"),
]
DIFFERENT = [
    ("https://cnas.org/a", "https://cnas.org/b"),
    ("https://cnas.org/a?page=1", "https://cnas.org/a?page=2"),
    ("https://cnas.org/A", "https://cnas.org/a"),
    ("https://cnas.org:8080/a", "https://cnas.org/a"),
    ("https://www2.cnas.org/a", "https://cnas.org/a"),
    ("https://a.example/?q=a%26b=c", "https://a.example/?q=a&b=c"),
]


@pytest.mark.parametrize(("url", "clean"), CLEAN.items(), ids=CLEAN)
def test_clean(url: str, clean: str) -> None:
    assert clean_url(url) == clean


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_one_page_has_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=[one for one, _ in DIFFERENT])
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    "text", ["", "cnas", "mailto:a@b.c", "https://", "http://:80/", "https://a b/c", "https://a:b/c"]
)
def test_no_key_for_what_is_no_address(text: str) -> None:
    assert url_key(text) == ""


@given(st.one_of(st.text(), st.text(alphabet="htps:/w.a?&=%25#[]@;:utm_").map("https://".__add__)))
def test_never_raises_and_settles(url: str) -> None:
    clean = clean_url(url)
    assert clean_url(clean) == clean
    assert url_key(clean) == url_key(url)
