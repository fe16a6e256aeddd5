"""Lists of feeds come in from any reader and go out to any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DocentError, TooLarge, Unreadable
from bot.intake.opml import FeedAddress, read_opml, write_opml

_LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Think tanks">
    <outline type="rss" text="Harbour  Review" xmlUrl="https://harbour.example/feed" htmlUrl="https://harbour.example/"/>
    <outline type="rss" title="Ports &amp; Power" text="short" XMLURL="https://ports.example/rss"/>
    <outline text="Harbour again" xmlUrl="https://harbour.example/feed"/>
  </outline>
  <outline text="Local file" xmlUrl="file:///etc/passwd"/>
  <outline text="Nothing"/>
  <outline text="Loose" xmlUrl="http://loose.example/atom.xml"/>
</body></opml>"""


def test_a_list_from_a_feed_reader() -> None:
    assert read_opml(_LIST) == (
        FeedAddress("https://harbour.example/feed", "Harbour Review", "https://harbour.example/", "Think tanks"),
        FeedAddress("https://ports.example/rss", "Ports & Power", "", "Think tanks"),
        FeedAddress("file:///etc/passwd", "Local file", "", ""),
        FeedAddress("http://loose.example/atom.xml", "Loose", "", ""),
    )
    assert [feed.line for feed in read_opml(_LIST)] == [4, 5, 8, 10]


def test_bare_ampersands_are_mended() -> None:
    data = b'<opml><body><outline text="Oil & Gas" xmlUrl="https://a.example/f?x=1&amp;y=2"/></body></opml>'
    (feed,) = read_opml(data)
    assert feed.url == "https://a.example/f?x=1&y=2"
    assert feed.title.startswith("Oil")


_texts = (
    st.text(max_size=20)
    .map(lambda text: " ".join(char for char in text if char.isprintable()))
    .map(lambda text: " ".join(text.split()))
)
_addresses = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9?&=]{0,9}", fullmatch=True)
_feeds = st.builds(FeedAddress, _addresses, _texts.filter(bool), st.just("") | _addresses, _texts)


@given(st.lists(_feeds, min_size=1, max_size=6, unique_by=lambda feed: feed.url))
def test_a_written_list_reads_back(feeds: list[FeedAddress]) -> None:
    assert set(read_opml(write_opml(feeds))) == set(feeds)


def test_any_title_can_be_written() -> None:
    data = write_opml([FeedAddress("https://a.example/f", "a\x00\ud800\x1bb")])
    assert read_opml(data) == (FeedAddress("https://a.example/f", "ab"),)


_BOMB = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<opml><body><outline text="&b;"/></body></opml>"""
_OUTLINE = b'<outline xmlUrl="https://a.example/%d"/>'
_REFUSED = {
    "empty": (b"", Unreadable),
    "text": (b"hello", Unreadable),
    "a feed": (b"<rss version='2.0'><channel/></rss>", Unreadable),
    "a web page": (b"<!doctype html><html><body>x</body></html>", Unreadable),
    "no feeds": (b"<opml><body><outline text='a'/></body></opml>", Unreadable),
    "entities": (_BOMB, Unreadable),
    "too large": (b"<opml>" + b" " * 3_000_000, TooLarge),
    "too many": (b"<opml>" + b"".join(_OUTLINE % n for n in range(5_001)) + b"</opml>", TooLarge),
}


@pytest.mark.parametrize(("data", "refusal"), _REFUSED.values(), ids=_REFUSED)
def test_what_is_no_list_is_refused(data: bytes, refusal: type[DocentError]) -> None:
    with pytest.raises(refusal):
        read_opml(data)


@given(st.binary(max_size=200).map(lambda noise: b"<opml><body>" + noise))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    feeds: tuple[FeedAddress, ...] = ()
    try:
        feeds = read_opml(data)
    except DocentError:
        feeds = ()
    assert all(feed.url for feed in feeds)
