"""Answers made to slip past, exhaust or mislead the gate, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import pytest

from bot.domain.errors import DocentError, RefusedAddress, TooLarge, Unreachable, Unsupported
from bot.intake.connecting import Patience
from bot.intake.fetch import FEEDS, PAGES, Limits, Page, open_gate
from bot.intake.media import Media
from tests.intake import hostile
from tests.intake.hostile import PAGE, Answer, http, packed, serving

BRIEF = Limits(seconds=1.5, page_bytes=1024 * 1024, document_bytes=2 * 1024 * 1024, patience=Patience(1.0, 0.5))


async def fetch(answer: Answer, *, accept: frozenset[Media] = PAGES) -> Page:
    async with serving({"/": answer, "/end": http()}) as server, open_gate({server.host}, limits=BRIEF) as gate:
        return await gate.get(server.url(), accept=accept)


async def endless_extension(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5;")
    while True:
        writer.write(b"a" * 10_000)
        await writer.drain()


async def tiny_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1\r\na\r\n" * 500)
        await writer.drain()


async def endless_status(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 ")
    while True:
        writer.write(b"O" * 10_000)
        await writer.drain()


async def growing_bomb(writer: asyncio.StreamWriter) -> None:
    """A gzip stream that never ends, sent bit by bit."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    while True:
        writer.write(packer.compress(bytes(100_000)) + packer.flush(zlib.Z_SYNC_FLUSH))
        await writer.drain()
        await asyncio.sleep(0.01)


async def redirect_with_an_endless_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n")
    while True:
        writer.write(b"x" * 10_000)
        await writer.drain()


def raw(head: str, body: bytes = PAGE) -> bytes:
    return head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


_CHUNKED = "HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: chunked"
ANSWERS: dict[str, tuple[Answer, type[DocentError]]] = {
    "endless chunk extension": (endless_extension, Unreachable),
    "chunks of one byte": (tiny_chunks, DocentError),
    "endless status line": (endless_status, Unreachable),
    "bomb that never ends": (growing_bomb, TooLarge),
    "redirect with an endless body": (redirect_with_an_endless_body, RefusedAddress),
    "declared bomb of a page": (http(PAGE, length=3 * 2**20), TooLarge),
    "declared bomb of a document": (http(b"%PDF-", length=3 * 2**20, content_type="application/pdf"), TooLarge),
    "declared beyond measure": (http(PAGE, length=10**30), Unreachable),
    "bomb in an unasked packing": (packed(b"\x0b" * 500, encoding="br"), Unsupported),
    "packed in lies": (packed(PAGE, encoding="none"), Unsupported),
    "packed a thousand times": (packed(PAGE, encoding="gzip, " * 1000), Unsupported),
    "packed by two headers": (packed(PAGE, encoding="gzip\r\nContent-Encoding: gzip"), Unsupported),
    "packed and then some": (packed(gzip.compress(PAGE), encoding="gzip,"), Unsupported),
    "packed by Unix": (packed(b"\x1f\x9d\x90", encoding="compress"), Unsupported),
    "packed on the way": (
        raw("HTTP/1.1 200 OK\nContent-Type: text/html\nTransfer-Encoding: gzip, chunked"),
        Unreachable,
    ),
    "checksum wrong": (packed(gzip.compress(PAGE)[:-8] + bytes(8)), Unreachable),
    "only a head of gzip": (packed(gzip.compress(b"")[:10]), Unreachable),
    "a hundred thousand empty members": (packed(gzip.compress(b"") * 30_000), Unreachable),
    "empty blocks": (
        packed(zlib.compress(b"")[:2] + b"\0\0\0\xff\xff" * 100_000, encoding="deflate"),
        Unreachable,
    ),
    "gzip with a long name": (packed(b"\x1f\x8b\x08\x08\0\0\0\0\0\x03" + b"a" * 500_000), Unreachable),
    "chunk of negative size": (raw(_CHUNKED, b"-5\r\n<p>ab\r\n0\r\n\r\n"), Unreachable),
    "chunk of huge size": (raw(_CHUNKED, b"f" * 18 + b"\r\n<p>ab\r\n0\r\n\r\n"), Unreachable),
    "chunked and measured": (raw(_CHUNKED + "\nContent-Length: 3", b"5\r\n<p>ab\r\n0\r\n\r\n"), Unreachable),
    "length with a sign": (http().replace(b"Content-Length: ", b"Content-Length: +"), Unreachable),
    "length in hex": (http().replace(b"Content-Length: ", b"Content-Length: 0x"), Unreachable),
    "line without a colon": (raw(f"HTTP/1.1 200 OK\nfoo bar\nContent-Length: {len(PAGE)}"), Unreachable),
    "two hundred headers": (http(PAGE, *[f"X-{number}: a" for number in range(200)]), Unreachable),
    "another protocol": (http().replace(b"HTTP/1.1", b"HTTP/3.0"), Unreachable),
    "a radio station": (b"ICY 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x", Unreachable),
    "no head at all": (PAGE, Unreachable),
    "switching protocols": (b"HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", Unreachable),
    "nothing but an interim answer": (b"HTTP/1.1 100 Continue\r\n\r\n", Unreachable),
    "no content": (b"HTTP/1.1 204 No\r\n\r\n", Unreachable),
    "unchanged since nothing": (http(b"", status="304 Not Modified"), Unreachable),
    "part of a page": (http(PAGE, "Content-Range: bytes 0-9/500", status="206 Partial"), Unreachable),
    "a login of a proxy": (http(PAGE, 'Proxy-Authenticate: Basic realm="x"', status="407 A"), Unreachable),
    "picture and page": (http(b"GIF89a=1;<html><p>x"), Unsupported),
    "picture called page": (http(b"\xff\xd8\xff\xe0<html><p>x"), Unsupported),
    "document called page": (http(b"PK\x03\x04<html>word/document"), Unsupported),
    "page called document": (http(b"<html>%PDF-1.7 x", content_type="application/pdf"), Unsupported),
    "page called Word": (http(PAGE, content_type="application/vnd.ms-word"), Unsupported),
    "page and picture by label": (http(PAGE, content_type="text/html, image/png"), Unsupported),
    "picture by the first label": (http(PAGE, "Content-Type: text/html", content_type="image/png"), Unsupported),
    "drawing with a script": (http(b"<svg onload='x'/>", content_type="image/svg+xml"), Unsupported),
    "many parts": (http(b"--x\r\n", content_type="multipart/x-mixed-replace; boundary=x"), Unsupported),
    "stream of events": (http(b"data: x\n\n", content_type="text/event-stream"), Unsupported),
    "program": (http(b"MZ" + bytes(100), content_type="application/octet-stream"), Unsupported),
    "mail": (http(b"MIME-Version: 1.0\r\n", content_type="message/rfc822"), Unsupported),
    "file as an entity": (
        http(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', content_type="application/xml"),
        Unsupported,
    ),
    "control character in the label": (http(PAGE, content_type="text/html\x01"), Unsupported),
    "null in the label": (http(PAGE, content_type="text/html; charset=\x00"), Unreachable),
}


@pytest.mark.parametrize(("answer", "refusal"), ANSWERS.values(), ids=ANSWERS)
async def test_an_answer_made_to_do_harm_ends_in_a_sentence(answer: Answer, refusal: type[DocentError]) -> None:
    async with asyncio.timeout(10):
        with pytest.raises(refusal) as caught:
            await fetch(answer)
    assert caught.value.sentence.endswith(".")


HARMLESS: dict[str, Answer] = {
    "many early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 500 + http(),
    "blank lines first": b"\r\n\r\n" + http(),
    "line ends of Unix": http().replace(b"\r\n", b"\n"),
    "packing in capitals": packed(gzip.compress(PAGE), encoding="GZip"),
    "a jar of cookies": http(PAGE, *["Set-Cookie: a=" + "b" * 4000] * 20),
    "a tab in a validator": http(PAGE, 'ETag: "a\tb"'),
    "a label with a long tail": http(PAGE, content_type="text/html;" + "a=b;" * 1000),
    "an encoding that browsers forgot": http(PAGE, content_type="text/html; charset=utf-7"),
    "a page about a format": http(b"<!doctype html><p>Files begin with %PDF-1.7, others do not."),
}


@pytest.mark.parametrize("answer", HARMLESS.values(), ids=HARMLESS)
async def test_what_is_only_odd_is_read(answer: bytes) -> None:
    assert (await fetch(answer)).media is Media.HTML


async def test_pages_are_held_to_the_limit_of_pages_while_they_arrive() -> None:
    """Not only once they are whole: several at once must not fill the memory."""
    async with serving({"/": hostile.endless_body}) as server, open_gate({server.host}, limits=BRIEF) as gate:
        with pytest.raises(TooLarge, match="larger than 1 MiB"):
            await gate.get(server.url())


async def test_a_feed_may_not_be_a_document() -> None:
    with pytest.raises(Unsupported):
        await fetch(http(b"%PDF-1.7 x", content_type="application/pdf"), accept=FEEDS)
