"""The safe gate: the only outbound HTTP to pages and feeds.

Every address, given or redirected to, passes `addresses.check_url`; every name is resolved once and the
connection goes to the addresses that were checked; nothing is sent that tells who asks (no cookies, no referrer,
no proxy from the environment); and time, hops, headers and bytes after unpacking are bounded.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.errors import DocentError, Unreachable, Unsupported
from bot.intake.addresses import Target, check_url, named_target, next_target
from bot.intake.connecting import Patience, Resolve, checked_addresses, resolve_host
from bot.intake.decoding import ACCEPT_ENCODING, BoundedBody
from bot.intake.failures import as_unreachable, error_status, for_the_log
from bot.intake.media import ACCEPT_HEADERS, DOCUMENTS, Media, may_hold, media_of

if TYPE_CHECKING:
    import aiohttp

log = logging.getLogger(__name__)

PAGES = frozenset({Media.HTML, Media.TEXT, Media.CAPTIONS, Media.PDF, Media.DOCX})
FEEDS = frozenset({Media.FEED})
# What a feed says is said in an episode; JSON comes under the same label as a feed.
TRANSCRIPTS = frozenset({Media.CAPTIONS, Media.TEXT, Media.HTML, Media.FEED})
EVERYTHING = PAGES | FEEDS

USER_AGENT = "Mozilla/5.0 (compatible; Docent/0.1; library bot)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_MIB = 1024 * 1024
_DOCUMENTS_AT_ONCE = 2  # each may fill 25 MiB of memory
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
_OPENING = 64 * 1024  # bytes of an error page that are looked at
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:+-]{1,40})", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: seconds in all, hops, and bytes after unpacking, by kind of content."""

    seconds: float = 20.0
    redirects: int = 5
    page_bytes: int = 10 * _MIB
    document_bytes: int = 25 * _MIB
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class Page:
    """What came back from an address.

    `url` is the final address; `status` 200, or 304 with an empty body when nothing changed. `moved_permanently_to`
    is the address that replaces the one asked for (301, 308), or "". `charset` is the header's, "" when it has none.
    """

    url: str
    status: int
    content_type: str
    charset: str
    body: bytes
    media: Media | None = None
    etag: str = ""
    modified: str = ""
    moved_permanently_to: str = ""


@asynccontextmanager
async def open_gate(
    allow_private: Iterable[str] = frozenset(),
    *,
    limits: Limits | None = None,
    resolve: Resolve = resolve_host,
    tls: ssl.SSLContext | None = None,
    user_agent: str = USER_AGENT,
    at_once: int = 5,
) -> AsyncIterator[Gate]:
    """The gate through which pages and feeds are fetched.

    `allow_private` holds the hosts of FETCH_ALLOW_PRIVATE (`host` or `host:port`), `at_once` the number of
    fetches under way together. Certificates are always verified, by `tls` or the system's authorities.
    """
    yield Gate(frozenset(allow_private), limits or Limits(), resolve, tls, user_agent, at_once)


class Gate:
    """Fetches addresses safely; made by `open_gate`."""

    def __init__(
        self,
        allow: frozenset[str],
        limits: Limits,
        resolve: Resolve,
        tls: ssl.SSLContext | None,
        user_agent: str,
        at_once: int,
    ) -> None:
        self._allow = allow
        self._limits = limits
        self._resolve = resolve
        self._tls = tls
        self._user_agent = user_agent
        self._turns = asyncio.Semaphore(at_once)
        self._documents = asyncio.Semaphore(_DOCUMENTS_AT_ONCE)

    def check(self, url: str) -> None:
        """Raises InvalidUrl or RefusedAddress for an address that would not be opened whoever named it."""
        check_url(url, self._allow)

    async def get(
        self, url: str, *, accept: frozenset[Media] = PAGES, etag: str = "", modified: str = "", named_by: str = ""
    ) -> Page:
        """The page at an address, after at most `Limits.redirects` redirects.

        `etag` and `modified` are those of an earlier Page, for a conditional request. `named_by` is the page or feed
        that names the address, when no person did: the own network is open to people only. Raises InvalidUrl,
        RefusedAddress, Unreachable (ErrorStatus for an HTTP error), TooLarge, Unsupported or BlockedPage.
        """
        target = check_url(url, self._allow)
        if named_by:
            target = named_target(check_url(named_by, self._allow), url, self._allow)
        headers = self._headers(accept, etag, modified)
        async with self._turns:
            try:
                async with asyncio.timeout(self._limits.seconds):
                    return await self._follow(target, headers, accept)
            except DocentError:
                raise
            except Exception as error:  # whatever a hostile server provokes ends in a sentence
                log.info("fetch of %s failed: %s", target.host, for_the_log(error))
                raise as_unreachable(error, target.host) from error

    async def _follow(self, target: Target, headers: dict[str, str], accept: frozenset[Media]) -> Page:
        from bot.intake.hop import open_response

        seen, tls = {target.url}, await self._authorities()
        moved, permanently = "", True
        for _ in range(self._limits.redirects + 1):
            addresses = await checked_addresses(target, self._resolve)
            async with open_response(target, addresses, headers, self._limits.patience, tls) as response:
                if response.status not in _REDIRECTS:
                    return await self._read(response, target, accept, moved)
                permanently = permanently and response.status in _PERMANENT
                target = next_target(target, response.headers.get("Location", ""), self._allow)
            if target.url in seen:
                raise Unreachable("That address leads round in a circle. Check it in a browser.")
            seen.add(target.url)
            moved = target.url if permanently else moved
        raise Unreachable("That address is redirected too many times. Give the address it ends at.")

    async def _authorities(self) -> ssl.SSLContext:
        """By whom certificates are judged; the system's list is read when it is first needed."""
        if self._tls is None:
            self._tls = await asyncio.to_thread(ssl.create_default_context)
        return self._tls

    async def _read(
        self, response: aiohttp.ClientResponse, target: Target, accept: frozenset[Media], moved: str
    ) -> Page:
        if response.status == 304 and _CONDITIONS & response.request_info.headers.keys():
            return _page(response, target, b"", None, moved)
        if response.status != 200:
            raise error_status(response, await _opening(response))
        document = DOCUMENTS & accept & may_hold(_label(response))
        async with self._documents if document else contextlib.nullcontext():
            limit = self._limits.document_bytes if document else self._limits.page_bytes
            body = await _unpacked(response, limit)
        return self._judge(response, target, accept, moved, body)

    def _judge(
        self,
        response: aiohttp.ClientResponse,
        target: Target,
        accept: frozenset[Media],
        moved: str,
        body: bytes,
    ) -> Page:
        if not body.strip():
            raise Unreachable("That address answered with an empty page. Try again, or paste its text instead.")
        page = _page(response, target, body, None, moved)
        media = media_of(page.content_type, body)
        if media not in accept:
            wanted = " or ".join(sorted(kind.label for kind in accept))
            raise Unsupported(f"That address holds {media.label}, and here {wanted} is needed.")
        if media not in DOCUMENTS and len(body) > self._limits.page_bytes:
            raise BoundedBody("", self._limits.page_bytes).too_large()
        return _page(response, target, body, media, moved)

    def _headers(self, accept: frozenset[Media], etag: str, modified: str) -> dict[str, str]:
        headers = {
            "User-Agent": self._user_agent,
            "Accept": ", ".join(ACCEPT_HEADERS[media] for media in Media if media in accept) + ", */*;q=0.1",
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        return headers | {name: value for name, value in conditions.items() if _is_header_value(value)}


async def _unpacked(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The whole body. Raises TooLarge as soon as it is known to be larger than the limit."""
    body = BoundedBody(",".join(response.headers.getall("Content-Encoding", [])), limit)
    if (response.content_length or 0) > limit:
        raise body.too_large()
    async for chunk in response.content.iter_any():
        body.add(chunk)
    return body.finish()


async def _opening(response: aiohttp.ClientResponse) -> bytes:
    """The first bytes of an error's body, unpacked as far as they can be."""
    packed = await response.content.read(_OPENING)
    try:
        body = BoundedBody(response.headers.get("Content-Encoding", ""), 4 * _MIB)
    except Unsupported:
        return b""
    with contextlib.suppress(DocentError):
        body.add(packed)
    return body.so_far


def _label(response: aiohttp.ClientResponse) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _page(response: aiohttp.ClientResponse, target: Target, body: bytes, media: Media | None, moved: str) -> Page:
    charset = _CHARSET.search(response.headers.get("Content-Type", ""))
    return Page(
        url=target.url,
        status=response.status,
        content_type=_label(response),
        charset=charset[1].lower() if charset else "",
        body=body,
        media=media,
        etag=response.headers.get("ETag", ""),
        modified=response.headers.get("Last-Modified", ""),
        moved_permanently_to=moved,
    )


def _is_header_value(value: str) -> bool:
    return bool(value) and len(value) <= 1000 and value.isascii() and value.isprintable()
