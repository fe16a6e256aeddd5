"""Every attack as a redirect: none leads anywhere, and nothing of ours is sent along."""

from __future__ import annotations

import contextlib

import pytest

from bot.domain.errors import DocentError, RefusedAddress, Unreachable
from bot.intake.connecting import Patience
from bot.intake.fetch import Gate, Limits, open_gate
from tests.intake.attacks import INVALID, REFUSED
from tests.intake.hostile import PAGE, Answer, Server, http, moved, serving

BRIEF = Limits(seconds=1.5, page_bytes=1024 * 1024, document_bytes=2 * 1024 * 1024, patience=Patience(1.0, 0.5))
STATUSES = ("301 A", "302 A", "303 A", "307 A", "308 A")


def told(url: str) -> bytes | None:
    """The address as a Location header can carry it; None for one that would end the header."""
    return None if "\r" in url or "\n" in url or "\x00" in url else url.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("category", [*REFUSED, *INVALID])
async def test_no_redirect_leads_to_any_of_them(category: str) -> None:
    """What is not refused is no address by itself, and stays on the site that sent it."""
    async with serving({}) as server, open_gate({server.host}, limits=BRIEF) as gate:
        for number, (name, url) in enumerate((REFUSED | INVALID)[category].items()):
            if (location := told(url)) is None:
                continue
            status = STATUSES[number % len(STATUSES)].encode()
            server.answers = {"/": b"HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status, location)}
            with pytest.raises((RefusedAddress, Unreachable)) as refusal:
                await gate.get(server.url())
            assert refusal.type is RefusedAddress or category in INVALID, name


SPELLINGS = """127.0.0.1 127.0.0.1. 127.1 2130706433 0x7f000001 0177.0.0.1 127.000.000.001 １２７.0.0.1 127。0。0。1
    0.0.0.0 0 localhost LOCALHOST. a.localhost [::ffff:127.0.0.1] [::ffff:7f00:1] [::1] [::] 127.0.0.2"""


@pytest.mark.parametrize("spelling", SPELLINGS.split())
async def test_the_neighbour_of_an_allowed_host_is_never_asked(spelling: str) -> None:
    """Two services on one machine, one of them allowed: the other hears nothing, by redirect or by name."""
    async with serving({"/": http()}) as secret, serving({}) as server:
        async with open_gate({server.host}, limits=BRIEF) as gate:
            url = f"http://{spelling}:{secret.port}/"
            server.answers = {"/": moved(url), "/relative": moved(url.removeprefix("http:"))}
            for asked in (server.url(), server.url("/relative"), url):
                with pytest.raises(RefusedAddress):
                    await gate.get(asked)
        assert secret.requests == []
        assert len(server.requests) == 2


async def test_a_redirect_may_not_carry_credentials() -> None:
    async with serving({}) as server, open_gate({server.host}, limits=BRIEF) as gate:
        server.answers = {"/": moved(f"http://user:secret@{server.host}/end"), "/end": http()}
        with pytest.raises(RefusedAddress):
            await gate.get(server.url())
        assert len(server.requests) == 1


async def asked_through(server: Server, gate: Gate, answer: bytes) -> list[str]:
    """The paths that were asked for after an answer."""
    server.answers = {"/": answer, "/end": http(), "/other": http()}
    server.requests.clear()
    with contextlib.suppress(DocentError):
        await gate.get(server.url())
    return [head.split(" ")[1] for head in server.requests[1:]]


LOCATIONS: dict[str, tuple[bytes, list[str]]] = {
    "two, the first good": (http(b"", "Location: /end", "Location: http://10.0.0.1/", status="302 A"), ["/end"]),
    "two, the first bad": (http(b"", "Location: http://10.0.0.1/", "Location: /end", status="302 A"), []),
    "folded": (b"HTTP/1.1 302 A\r\nLocation:\r\n http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n", []),
    "bare line end": (b"HTTP/1.1 302 A\r\nLocation: /end\rX: /other\r\nContent-Length: 0\r\n\r\n", []),
    "a null": (b"HTTP/1.1 302 A\r\nLocation: /end\x00/other\r\nContent-Length: 0\r\n\r\n", []),
    "a tab in the scheme": (b"HTTP/1.1 302 A\r\nLocation: ht\ttp://10.0.0.1/\r\nContent-Length: 0\r\n\r\n", []),
    "no text": (b"HTTP/1.1 302 A\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n", []),
    "longer than a line": (moved("/" + "a" * 20_000), []),
    "longer than an address": (moved("/" + "a" * 8_000), []),
    "beside a page": (http(PAGE, "Location: /end"), []),
    "beside a created page": (http(PAGE, "Location: /end", status="201 Created"), []),
    "of several choices": (http(PAGE, "Location: /end", status="300 Choices"), []),
    "of a proxy": (http(PAGE, "Location: http://10.0.0.1/", status="305 Use Proxy"), []),
    "refresh header": (http(PAGE, "Refresh: 0; url=/end"), []),
    "refresh in the page": (http(b"<meta http-equiv=refresh content='0;url=/end'><p>x"), []),
    "content location": (http(PAGE, "Content-Location: /end"), []),
    "link header": (http(PAGE, "Link: </end>; rel=canonical"), []),
    "alternative service": (http(PAGE, 'Alt-Svc: h2="10.0.0.1:443"'), []),
}


@pytest.mark.parametrize(("answer", "paths"), LOCATIONS.values(), ids=LOCATIONS)
async def test_only_a_plain_redirect_is_followed(answer: bytes, paths: list[str]) -> None:
    async with serving({}) as server, open_gate({server.host}, limits=BRIEF) as gate:
        assert await asked_through(server, gate, answer) == paths


async def test_no_setting_of_the_machine_is_sent_along(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="ascii") as file:  # noqa: ASYNC230
        file.write("machine 127.0.0.1 login anna password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
        monkeypatch.setenv(name.lower(), "http://127.0.0.1:9/")
    answers: dict[str, Answer] = {
        "/": moved("/b", "Set-Cookie: a=1; Path=/", 'WWW-Authenticate: Basic realm="x"'),
        "/b": http(PAGE, 'WWW-Authenticate: Basic realm="x"', status="401 No"),
    }
    async with serving(answers) as server, open_gate({server.host}, limits=BRIEF) as gate:
        with pytest.raises(Unreachable, match="login"):
            await gate.get(server.url())
    sent = "".join(server.requests).lower()
    assert len(server.requests) == 2
    assert not [name for name in ("authorization", "cookie", "referer", "origin:", "proxy") if name in sent]
