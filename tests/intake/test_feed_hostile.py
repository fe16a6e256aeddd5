"""Feeds made by strangers: whatever the bytes, drafts or a sentence, and soon."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import DocentError, TooLarge, Unreadable, Unsupported
from bot.domain.record import draft_of_record, record_of_draft
from bot.intake.feed import MOST_BYTES, feed_of_record, open_feed, read_feed

_ITEM = "<item><title>Ports</title><link>https://h.example/1</link><description>Short.</description></item>"
_RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>H</title>{_ITEM}</channel></rss>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHING = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>' + _RSS[21:].replace("Short", "&l9;")
_QUADRATIC = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>' + _RSS[21:].replace("Short", "&a;" * 20_000)
_FILE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _RSS[21:].replace("Short", "&x;")

_SURVIVED = {
    "as it should be": _RSS.encode(),
    "no prologue": _RSS[21:].encode(),
    "blank lines before": b"\n\n  " + _RSS.encode(),
    "byte-order mark": b"\xef\xbb\xbf" + _RSS.encode(),
    "UTF-16": _RSS.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"),
    "nulls": _RSS.replace("Ports", "Po\x00rts").encode(),
    "control characters": _RSS.replace("Short", "\x0b\x1f Short").encode(),
    "bare ampersands": _RSS.replace("Short", "A & B").encode(),
    "unclosed tags": _RSS.replace("Short", "<b>bold <i>x").encode(),
    "wrong encoding stated": _RSS.replace("?>", ' encoding="shift_jis"?>', 1).replace("Short", "Zoé").encode(),
    "two-byte letters stated": _RSS.replace("?>", ' encoding="utf-16"?>', 1).replace("Short", "Zoé").encode(),
    "unknown encoding stated": _RSS.replace("?>", ' encoding="x-none"?>', 1).encode(),
    "Latin letters called UTF-8": _RSS.replace("Short", "Café").encode("latin-1"),
    "junk after the end": _RSS.encode() + b"<script>x</script>",
    "a billion laughs": _LAUGHING.encode(),
    "quadratic entities": _QUADRATIC.encode(),
    "a file as an entity": _FILE.encode(),
    "half a character by its number": _RSS.replace("Short", "&#xD83D;&#xde00; &#55357; Short").encode(),
    "no character by its number": _RSS.replace("Ports", "Ports&#x110000;&#99999999999;&#x0FFFFFFFFFF;").encode(),
    "control characters by their number": _RSS.replace("Ports", "Po&#27;rts&#0;&amp;#27;").encode(),
    "undefined entity": _RSS.replace("Short", "&nbsp;&hellip;&nope;").encode(),
    "nested ten thousand deep": _RSS.replace("Short", "<d>" * 10_000).encode(),
    "a huge attribute": _RSS.replace("<title>H", f'<title x="{"y" * 1_000_000}">H').encode(),
    "many document types": _RSS.encode() + b"<!DOCTYPE x[<!ENTITY" * 100_000,
    "twenty thousand tags": _RSS.replace("Short", "<p>x" * 20_000).encode(),
}
_SENTENCES = {
    "empty": (b"", Unreadable),
    "blank": (b" \n \x00", Unreadable),
    "text": (b"Hello, world.", Unsupported),
    "the name of a file": (b"/etc/passwd", Unsupported),
    "an address": (b"https://example.org/feed", Unsupported),
    "web page": (b"<!-- x --><!DOCTYPE html><html><body><p>Hi</p></body></html>", Unsupported),
    "binary": (bytes(range(256)) * 64, Unsupported),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, Unsupported),
    "other XML": (b"<note><to>Ana</to></note>", Unsupported),
    "too large": (b"<rss>" + b" " * MOST_BYTES, TooLarge),
    "too many items": (b"<rss><channel>" + b"<item>" * 6_000, TooLarge),
    "too many tags": (b"<rss><channel><item><description>" + b"<" * 400_000, TooLarge),
    "broken JSON": (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', Unreadable),
    "other JSON": (b'{"a": 1}', Unsupported),
    "nested JSON": (b'{"items": ' + b"[" * 100_000, Unreadable),
}


@pytest.mark.parametrize("data", _SURVIVED.values(), ids=_SURVIVED)
def test_damaged_feeds_still_give_their_item(data: bytes) -> None:
    started = time.process_time()
    feed = read_feed(data, url="https://h.example/feed")
    assert [draft.title for draft in feed.items] == ["Ports"]
    assert feed.items[0].url == "https://h.example/1"
    assert all("root:" not in draft.text and len(draft.text) < 1_000_000 for draft in feed.items)
    assert time.process_time() - started < 5


def test_halves_of_characters_in_json_are_left_out_everywhere() -> None:
    half, item = "a\ud800b\x1b", dict[str, object]()
    for name in ("id", "title", "content_text", "summary", "language", "date_published", "image", "external_url"):
        item[name] = half
    item |= {"tags": [half], "authors": [{"name": f"Ana {half}"}], "attachments": [{"url": half, "mime_type": half}]}
    version = "https://jsonfeed.org/version/1.1"
    whole = {"version": version, "title": half, "language": half, "home_page_url": half, "items": [item]}
    feed = read_feed(json.dumps(whole).encode(), url="https://h.example/feed")
    assert (feed.title, feed.items[0].title) == ("ab", "ab")
    assert str(feed).encode()
    assert draft_of_record(record_of_draft(feed.items[0])) == feed.items[0]


@pytest.mark.parametrize(("data", "refusal"), _SENTENCES.values(), ids=_SENTENCES)
def test_what_is_no_feed_is_refused(data: bytes, refusal: type[DocentError]) -> None:
    with pytest.raises(refusal) as error:
        read_feed(data)
    assert error.value.sentence.endswith(".")


async def test_large_feeds_are_read_in_a_child_process() -> None:
    data = _RSS.replace("Short", "A long story. " * 50_000).encode()
    feed = await open_feed(data, url="https://h.example/feed")
    assert feed == read_feed(data, url="https://h.example/feed")
    assert feed.items[0].words > 100_000
    with pytest.raises(Unsupported):
        await open_feed(b"<note/>" + b" " * 1_000_000)


async def test_small_feeds_are_read_here() -> None:
    assert await open_feed(_RSS.encode()) == read_feed(_RSS.encode())


@pytest.mark.parametrize(
    "record", [None, {}, {"entries": [{}]}, {"entries": [{"draft": {"date": "x"}}]}, {"entries": 7}]
)
def test_a_child_that_was_taken_over_is_not_believed(record: object) -> None:
    with pytest.raises(Unreadable):
        feed_of_record(record)


def test_half_an_item_at_the_end_is_left_out() -> None:
    data = _RSS.encode().replace(b"</channel></rss>", b"<item><title>Tankers</title><descr")
    assert [draft.title for draft in read_feed(data).items] == ["Ports"]


def test_a_feed_without_items_is_a_feed() -> None:
    feed = read_feed(b"<rss version='2.0'><channel><title>H</title></channel></rss>")
    assert (feed.title, feed.items) == ("H", ())


_pieces = st.sampled_from(
    [
        *("<item>", "</item>", "<title>", "</title>", "<link>", "</link>", "https://h.example/1", "<guid>", "</guid>"),
        *("<pubDate>", "</pubDate>", "Fri, 15 Dec 2017", "<![CDATA[", "]]>", "&amp;", "&lt;", "&", "<", "<p>", "<!--"),
        *(
            "<enclosure url='a.mp3' type='audio/mpeg'/>",
            "<category>",
            "</category>",
            "<dc:creator>",
            "\x00",
            "é",
            "\u202e",
        ),
        *("<media:content url='' duration='x'/>", "<source>", "<content:encoded>", "</content:encoded>", "<author>"),
        *("<podcast:person>", "<itunes:duration>", "1:2:3", "http://[", "<image>", "<entry>", "<rdf:RDF>", "text"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_pieces | st.text(max_size=5), max_size=25))
def test_any_item_gives_drafts_that_can_be_kept(pieces: list[str]) -> None:
    data = _RSS.replace(_ITEM, "<item>" + "".join(pieces)).encode("utf-8", "replace")
    for draft in read_feed(data, url="https://h.example/feed").items:
        assert draft_of_record(json.loads(json.dumps(record_of_draft(draft)))) == draft


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "id"]), inner),
    max_leaves=6,
)
_NAMES = """id url external_url title content_html content_text summary image date_published authors author tags
    attachments language"""
_names = st.sampled_from(_NAMES.split())


@settings(deadline=None)
@given(st.lists(st.dictionaries(_names, _values, max_size=6), max_size=4), st.dictionaries(_names, _values))
def test_any_json_feed_gives_drafts_that_can_be_kept(items: list[object], channel: dict[str, object]) -> None:
    data = json.dumps(channel | {"items": items}).encode()
    for draft in read_feed(data, url="https://h.example/feed").items:
        assert draft_of_record(record_of_draft(draft)) == draft


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"<feed>", b"{", b"<?xml version='1.0'?><rdf:RDF>"]))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes, start: bytes) -> None:
    titles: list[str] = []
    try:
        titles = [draft.title for draft in read_feed(start + data).items]
    except DocentError as refusal:
        titles = [refusal.sentence]
    assert all(isinstance(title, str) for title in titles)
