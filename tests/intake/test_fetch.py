"""The safe gate against a hostile server, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Sequence

import pytest

from bot.domain.errors import (
    BlockedPage,
    DocentError,
    InvalidUrl,
    RefusedAddress,
    TooLarge,
    Unreachable,
    Unsupported,
)
from bot.intake.connecting import Patience
from bot.intake.failures import ErrorStatus
from bot.intake.fetch import EVERYTHING, FEEDS, PAGES, Limits, Page, open_gate
from bot.intake.media import Media
from tests.intake import hostile
from tests.intake.hostile import PAGE, Answer, http, moved, packed, serving

BRIEF = Limits(seconds=1.5, page_bytes=1024 * 1024, document_bytes=2 * 1024 * 1024, patience=Patience(1.0, 0.4))


async def fetch(answer: Answer, *, accept: frozenset[Media] = PAGES, limits: Limits = BRIEF) -> Page:
    async with serving({"/": answer}) as server, open_gate({server.host}, limits=limits) as gate:
        return await gate.get(server.url(), accept=accept)


async def test_a_page_comes_back_whole() -> None:
    answer = http(PAGE, 'ETag: "v1"', "Last-Modified: Fri, 15 Dec 2017 10:00:00 GMT")
    async with serving({"/a?b=c": answer}) as server, open_gate({server.host}) as gate:
        page = await gate.get(server.url("/a?b=c#part"))
        assert page.url == server.url("/a?b=c")
    assert (page.status, page.content_type, page.charset, page.media) == (200, "text/html", "utf-8", Media.HTML)
    assert (page.body, page.etag, page.modified) == (PAGE, '"v1"', "Fri, 15 Dec 2017 10:00:00 GMT")
    assert page.moved_permanently_to == ""


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        pytest.param(packed(gzip.compress(PAGE)), PAGE, id="gzip"),
        pytest.param(packed(gzip.compress(PAGE), encoding="x-gzip"), PAGE, id="x-gzip"),
        pytest.param(packed(gzip.compress(PAGE) + gzip.compress(b"<p>more")), PAGE + b"<p>more", id="two-members"),
        pytest.param(packed(gzip.compress(PAGE) + b"\x00" * 20), PAGE, id="padding"),
        pytest.param(packed(zlib.compress(PAGE), encoding="deflate"), PAGE, id="deflate"),
        pytest.param(packed(zlib.compress(PAGE)[2:-4], encoding="deflate"), PAGE, id="raw-deflate"),
        pytest.param(packed(PAGE, encoding="identity"), PAGE, id="identity"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE),
            PAGE,
            id="chunked",
        ),
        pytest.param(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE, PAGE, id="until-close"),
    ],
)
async def test_every_packing_that_is_offered_is_unpacked(answer: bytes, body: bytes) -> None:
    assert (await fetch(answer)).body == body


PRIVATE_TARGETS = {
    "loopback": "http://127.0.0.1:1/",
    "loopback-default-port": "http://127.0.0.1/",
    "loopback-decimal": "http://2130706433/",
    "loopback-hex": "http://0x7f.1/",
    "private": "http://10.0.0.1/",
    "private-https": "https://192.168.0.1/",
    "scheme-relative": "//169.254.169.254/latest/meta-data/",
    "metadata": "http://169.254.169.254/",
    "metadata-name": "http://metadata.google.internal/",
    "v6-loopback": "http://[::1]/",
    "v6-mapped": "http://[::ffff:169.254.169.254]/",
    "v6-nat64": "http://[64:ff9b::a9fe:a9fe]/",
    "v6-6to4": "http://[2002:7f00:1::]/",
    "v6-link-local": "http://[fe80::1%25eth0]/",
    "v6-unique-local": "http://[fd00::1]/",
    "localhost": "http://localhost/",
    "single-label": "http://intranet/",
    "port": "http://example.org:6379/",
}
NO_PAGES = {
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_flushall",
    "data": "data:text/html,<p>x",
    "javascript": "javascript:alert(1)",
    "credentials": "http://a:b@example.org/",
    "broken-bracket": "http://[::1/",
}


@pytest.mark.parametrize("location", PRIVATE_TARGETS.values(), ids=PRIVATE_TARGETS.keys())
async def test_a_redirect_to_a_private_address_is_refused(location: str) -> None:
    with pytest.raises(RefusedAddress):
        await fetch(moved(location))


@pytest.mark.parametrize("location", NO_PAGES.values(), ids=NO_PAGES.keys())
async def test_a_redirect_to_no_page_is_refused(location: str) -> None:
    with pytest.raises((InvalidUrl, RefusedAddress)):
        await fetch(moved(location))


@pytest.mark.parametrize("status", ["301 A", "302 A", "303 A", "307 A", "308 A"])
async def test_every_hop_is_checked(status: str) -> None:
    answers: dict[str, Answer] = {
        "/": moved("/two", status=status),
        "/two": moved("/three", status=status),
        "/three": moved("http://169.254.169.254/", status=status),
    }
    async with serving(answers) as server, open_gate({server.host}, limits=BRIEF) as gate:
        with pytest.raises(RefusedAddress):
            await gate.get(server.url())
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"/": moved("/")}, id="to-itself"),
        pytest.param({"/": moved("/b"), "/b": moved("/")}, id="in-a-circle"),
        pytest.param({"/": moved("#top")}, id="to-its-own-fragment"),
        pytest.param({"/": moved("/1")} | {f"/{n}": moved(f"/{n + 1}") for n in range(1, 50)}, id="on-and-on"),
        pytest.param({"/": http(b"", status="302 Found")}, id="nowhere"),
    ],
)
async def test_redirects_end(answers: dict[str, Answer]) -> None:
    async with serving(answers) as server, open_gate({server.host}, limits=BRIEF) as gate:
        with pytest.raises(Unreachable):
            await gate.get(server.url())
        assert len(server.requests) <= 6


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [
        pytest.param("301 A", "308 A", "/end", id="both-permanent"),
        pytest.param("301 A", "302 A", "/middle", id="then-temporary"),
        pytest.param("302 A", "301 A", "", id="first-temporary"),
    ],
)
async def test_a_permanent_move_is_told(first: str, second: str, moved_to: str) -> None:
    answers: dict[str, Answer] = {
        "/": moved("/middle", status=first),
        "/middle": moved("end", status=second),
        "/end": http(),
    }
    async with serving(answers) as server, open_gate({server.host}) as gate:
        page = await gate.get(server.url())
        assert page.url == server.url("/end")
        assert page.moved_permanently_to == (server.url(moved_to) if moved_to else "")


async def test_nothing_that_tells_who_asks_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    answers: dict[str, Answer] = {"/": moved("/b", "Set-Cookie: id=1; Path=/"), "/b": http(PAGE, "Set-Cookie: id=2")}
    async with serving(answers) as server, open_gate({server.host}) as gate:
        await gate.get(server.url())
        await gate.get(server.url())
        heads = [request.lower() for request in server.requests]
    assert len(heads) == 4
    for head in heads:
        names = {line.partition(":")[0] for line in head.split("\r\n")[1:] if line}
        assert names == {"host", "connection", "user-agent", "accept", "accept-language", "accept-encoding"}
        assert "docent" in head


async def test_a_conditional_request_is_answered_with_nothing_new() -> None:
    async with serving({"/": http(b"", status="304 Not Modified")}) as server, open_gate({server.host}) as gate:
        page = await gate.get(server.url(), accept=FEEDS, etag='"v1"', modified="Fri, 15 Dec 2017 10:00:00 GMT")
        assert 'If-None-Match: "v1"\r\n' in server.requests[0]
        assert "If-Modified-Since: Fri, 15 Dec 2017 10:00:00 GMT\r\n" in server.requests[0]
    assert (page.status, page.body) == (304, b"")


async def test_a_stored_validator_can_not_smuggle_a_header() -> None:
    async with serving({"/": http()}) as server, open_gate({server.host}) as gate:
        await gate.get(server.url(), etag='"v1"\r\nX-Smuggled: yes', modified="x" * 5000)
        assert "smuggled" not in server.requests[0].lower()


MIB = 1024 * 1024
TOO_LARGE: dict[str, Answer] = {
    "declared": http(b"<p>x", length=500 * MIB),
    "endless": hostile.endless_body,
    "gzip-bomb": packed(hostile.bomb(200)),
    "deflate-bomb": packed(zlib.compress(b"\x00" * (50 * MIB)), encoding="deflate"),
    "raw-deflate-bomb": packed(zlib.compress(b"\x00" * (50 * MIB))[2:-4], encoding="deflate"),
    "bomb-in-parts": packed(b"".join(gzip.compress(b"<p>" + b"\x00" * MIB) for _ in range(15))),
    "padding-without-end": packed(gzip.compress(b"<p>") + b"\x00" * (3 * MIB)),
}


@pytest.mark.parametrize("answer", TOO_LARGE.values(), ids=TOO_LARGE.keys())
async def test_size_is_counted_after_unpacking(answer: Answer) -> None:
    started = time.monotonic()
    with pytest.raises(TooLarge):
        await fetch(answer)
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize(
    ("accept", "body", "fits"),
    [
        pytest.param(PAGES, b"%PDF-1.7\n" + b"x" * (MIB + 1), True, id="document-over-a-page"),
        pytest.param(PAGES, b"%PDF-1.7\n" + b"x" * (2 * MIB), False, id="document-too-large"),
        pytest.param(PAGES, PAGE + b"x" * MIB, False, id="page-too-large"),
        pytest.param(FEEDS, b"<rss>" + b"x" * MIB, False, id="feed-too-large"),
    ],
)
async def test_documents_may_be_larger_than_pages(accept: frozenset[Media], body: bytes, fits: bool) -> None:
    answer = http(body, content_type="application/pdf" if body.startswith(b"%PDF") else "text/html")
    if fits:
        assert (await fetch(answer, accept=accept)).body == body
        return
    with pytest.raises(TooLarge):
        await fetch(answer, accept=accept)


SLOW: dict[str, Answer] = {
    "silent": hostile.silence,
    "stalled": hostile.stall,
    "dripping-body": hostile.drip,
    "dripping-headers": hostile.drip_headers,
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW.keys())
async def test_patience_ends(answer: Answer) -> None:
    started = time.monotonic()
    with pytest.raises(Unreachable, match="took too long"):
        await fetch(answer, limits=Limits(seconds=1.0, patience=Patience(0.5, 0.5)))
    assert time.monotonic() - started < 1.5


BROKEN: dict[str, Answer] = {
    "endless-header": hostile.endless_header,
    "endless-headers": hostile.endless_headers,
    "endless-interim": hostile.endless_interim,
    "endless-chunk-line": hostile.endless_chunk_line,
    "endless-trailers": hostile.endless_trailers,
    "nothing": b"",
    "not-http": b"SSH-2.0-OpenSSH_9.2\r\n",
    "binary": bytes(range(256)) * 4,
    "no-status": b"HTTP/1.1\r\n\r\n",
    "status-word": b"HTTP/1.1 abc OK\r\n\r\n",
    "status-huge": b"HTTP/1.1 99999 OK\r\n\r\n",
    "shorter-than-told": http(PAGE, length=len(PAGE) + 100),
    "longer-than-told": http(PAGE, length=len(PAGE) - 7),
    "length-negative": http(PAGE, length=-5),
    "length-word": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: many\r\n\r\n" + PAGE,
    "length-twice": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 900\r\n\r\n" + PAGE,
    "chunk-broken": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<p>\r\n",
    "chunk-cut": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<p>",
    "gzip-cut": packed(gzip.compress(PAGE * 50)[:-20]),
    "gzip-damaged": packed(gzip.compress(PAGE)[:20] + b"\xff" * 60),
    "gzip-not": packed(PAGE),
    "deflate-not": packed(PAGE, encoding="deflate"),
    "header-null": b"HTTP/1.1 200 OK\r\nX-A: a\x00b\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
    "empty": http(b""),
    "white-space": http(b" \r\n\t " * 50),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
async def test_a_broken_answer_ends_in_a_sentence(answer: Answer) -> None:
    with pytest.raises(Unreachable) as refusal:
        await fetch(answer)
    sentence = refusal.value.sentence
    assert sentence.endswith(".")
    for internal in ("aiohttp", "Errno", "Traceback", "object at", "zlib", "asyncio", "Error("):
        assert internal not in sentence


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
async def test_the_log_tells_of_a_failure_without_the_address(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", "bot")
    async with serving({"/feed?key=hidden": answer}) as server, open_gate({server.host}, limits=BRIEF) as gate:
        with pytest.raises(Unreachable):
            await gate.get(server.url("/feed?key=hidden"))
    assert "hidden" not in caplog.text


UNSUPPORTED: dict[str, Answer] = {
    "brotli": packed(b"\x0b\x02\x80hello\x03", encoding="br"),
    "zstd": packed(b"\x28\xb5\x2f\xfd", encoding="zstd"),
    "twice-packed": packed(gzip.compress(gzip.compress(PAGE)), encoding="gzip, gzip"),
    "unknown-packing": packed(PAGE, encoding="x-secret"),
    "image": http(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, content_type="image/png"),
    "image-as-page": http(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50),
    "program-as-page": http(b"MZ\x90\x00" + b"\x00" * 50),
    "pdf-as-page": http(b"%PDF-1.7\n%\xe2\xe3\n"),
    "page-as-pdf": http(PAGE, content_type="application/pdf"),
    "zip-as-word": http(
        b"PK\x03\x04" + b"\x00" * 40,
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "zip": http(b"PK\x03\x04" + b"\x00" * 40, content_type="application/zip"),
    "video": http(b"\x00\x00\x00\x18ftypmp42", content_type="video/mp4"),
    "script": http(b"alert(1)", content_type="text/javascript"),
    "unlabelled-binary": http(b"\x00\x01\x02\x03" * 50, content_type=""),
    "stream-of-text": http(b"root:x:0:0", content_type="application/octet-stream"),
    "label-with-orders": http(PAGE, content_type="\x1b]0/x\x07"),
    "odd-label": http(PAGE, content_type="x/y;" + "z" * 500),
    "feed": http(b"<?xml version='1.0'?><rss version='2.0'></rss>", content_type="application/rss+xml"),
}


@pytest.mark.parametrize("answer", UNSUPPORTED.values(), ids=UNSUPPORTED.keys())
async def test_label_and_content_must_agree_on_something_readable(answer: Answer) -> None:
    with pytest.raises(Unsupported) as refusal:
        await fetch(answer)
    assert refusal.value.sentence.isprintable()
    assert len(refusal.value.sentence) < 250


@pytest.mark.parametrize(
    ("status", "code"),
    [("400 A", 400), ("403 A", 403), ("404 A", 404), ("410 A", 410), ("500 A", 500), ("503 A", 503), ("206 A", 206)],
    ids=lambda value: str(value)[:3],
)
async def test_an_error_status_is_told(status: str, code: int) -> None:
    with pytest.raises(ErrorStatus) as refusal:
        await fetch(http(PAGE, "Retry-After: 120", status=status))
    assert (refusal.value.status, refusal.value.retry_after) == (code, 120)


CHECK = b"<html><title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p></html>"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(http(PAGE, "CF-Mitigated: challenge", status="403 Forbidden"), id="header"),
        pytest.param(http(CHECK, status="403 Forbidden"), id="body"),
        pytest.param(packed(gzip.compress(CHECK), status="503 Busy"), id="packed-body"),
        pytest.param(http(CHECK, status="429 Too Many"), id="too-many"),
    ],
)
async def test_a_bot_check_is_named(answer: bytes) -> None:
    with pytest.raises(BlockedPage):
        await fetch(answer)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(packed(hostile.bomb(100), status="403 Forbidden"), id="bomb"),
        pytest.param(packed(b"not gzip", status="500 Error"), id="damaged"),
        pytest.param(packed(CHECK, encoding="br", status="500 Error"), id="brotli"),
        pytest.param(http(b"", status="500 Error"), id="empty"),
    ],
)
async def test_an_error_with_a_hostile_body_stays_an_error(answer: bytes) -> None:
    with pytest.raises(ErrorStatus):
        await fetch(answer)


async def test_a_port_where_nobody_listens_is_unreachable() -> None:
    async with serving({}) as server:
        host, url = server.host, server.url()
    async with open_gate({host}) as gate:
        with pytest.raises(Unreachable, match="could not be reached"):
            await gate.get(url)


class Names:
    """A name server under the attacker's hand: each look-up takes the next answer."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if not self.answers:
            raise OSError("no such name")
        return self.answers.pop(0)


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(["127.0.0.1"], id="loopback"),
        pytest.param(["10.1.1.1"], id="private"),
        pytest.param(["169.254.169.254"], id="metadata"),
        pytest.param(["93.184.215.14", "10.1.1.1"], id="one-bad-among-good"),
        pytest.param(["2606:4700::1111", "::1"], id="bad-v6-behind-good"),
        pytest.param(["::ffff:127.0.0.1"], id="mapped"),
        pytest.param(["64:ff9b::7f00:1"], id="nat64"),
        pytest.param(["fe80::1%lo"], id="zone"),
        pytest.param(["nonsense"], id="nonsense"),
    ],
)
async def test_a_public_name_with_a_private_address_is_refused(addresses: list[str]) -> None:
    async with open_gate(resolve=Names(addresses)) as gate:
        with pytest.raises(RefusedAddress):
            await gate.get("http://harmless.example.org/")


async def test_a_name_nobody_knows_is_unreachable() -> None:
    async with open_gate(resolve=Names()) as gate:
        with pytest.raises(Unreachable, match=r"no site called nowhere\.example\.org"):
            await gate.get("http://nowhere.example.org/")


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    names = Names(["127.0.0.1"], ["169.254.169.254"])
    async with serving({"/": http(), "/again": moved("/")}) as server:
        host = f"wiki.example.org:{server.port}"
        async with open_gate({host}, resolve=names) as gate:
            page = await gate.get(f"http://{host}/")
            assert page.body == PAGE
            assert names.asked == ["wiki.example.org"]
            with pytest.raises(RefusedAddress):  # the name has been pointed elsewhere meanwhile
                await gate.get(f"http://{host}/again")
        assert f"Host: {host}\r\n" in server.requests[0]
        assert len(server.requests) == 1


async def test_a_second_hop_is_resolved_and_checked_anew() -> None:
    names = Names(["127.0.0.1"], ["169.254.169.254"])
    async with serving({"/": moved("/b"), "/b": http()}) as server:
        host = f"wiki.example.org:{server.port}"
        async with open_gate({host}, resolve=names) as gate:
            with pytest.raises(RefusedAddress):
                await gate.get(f"http://{host}/")
        assert len(server.requests) == 1


async def test_a_cancelled_fetch_lets_go() -> None:
    async with serving({"/": hostile.silence}) as server, open_gate({server.host}) as gate:
        task = asyncio.create_task(gate.get(server.url()))
        await asyncio.wait_for(server.asked.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_one_slow_site_does_not_hold_up_another() -> None:
    answers: dict[str, Answer] = {"/slow": hostile.drip, "/quick": http()}
    async with serving(answers) as server, open_gate({server.host}, limits=BRIEF) as gate:
        slow = asyncio.create_task(gate.get(server.url("/slow")))
        started = time.monotonic()
        await gate.get(server.url("/quick"))
        assert time.monotonic() - started < 0.5
        with pytest.raises(DocentError):
            await slow


@pytest.mark.parametrize(
    ("body", "content_type", "media"),
    [
        pytest.param(PAGE, "text/html", Media.HTML, id="page"),
        pytest.param(PAGE, "", Media.HTML, id="page-unlabelled"),
        pytest.param(b"<?xml version='1.0'?>\n" + PAGE, "application/xhtml+xml", Media.HTML, id="xhtml"),
        pytest.param(b"Words without markup.", "text/html", Media.HTML, id="bare-page"),
        pytest.param(b"Words.", "text/plain; charset=utf-8", Media.TEXT, id="text"),
        pytest.param(b"\xef\xbb\xbf<?xml?><rss>", "application/rss+xml", Media.FEED, id="rss"),
        pytest.param(b"<!-- x --><feed xmlns='a'>", "text/xml", Media.FEED, id="atom"),
        pytest.param(b"<rdf:RDF>", "text/plain", Media.FEED, id="rdf-as-text"),
        pytest.param(b'{"version": "x"}', "application/feed+json", Media.FEED, id="json-feed"),
        pytest.param(b"%PDF-1.4 x", "application/pdf", Media.PDF, id="pdf"),
        pytest.param(b"%PDF-1.4 x", "application/octet-stream", Media.PDF, id="pdf-stream"),
        pytest.param("<html>é".encode("utf-16"), "text/html", Media.HTML, id="utf-16"),
    ],
)
async def test_what_agrees_is_taken(body: bytes, content_type: str, media: Media) -> None:
    assert (await fetch(http(body, content_type=content_type), accept=EVERYTHING)).media is media
