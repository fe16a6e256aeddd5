"""One request to one checked address: only those very addresses are connected to.

Imported by the first fetch: the HTTP client takes a fifth of a second to load, which most commands never need.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.intake.addresses import Target
from bot.intake.connecting import Patience

_LONGEST_LINE = 8190  # bytes in a status line or one header
_MOST_HEADERS = 128


@asynccontextmanager
async def open_response(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    patience: Patience,
    tls: ssl.SSLContext,
) -> AsyncIterator[aiohttp.ClientResponse]:
    """The response to one GET, its body unread and packed as it came; redirects are not followed.

    A session of its own for each hop keeps nothing: no cookies, no connection another host could reuse.
    """
    connector = aiohttp.TCPConnector(
        resolver=_Pinned(addresses),
        socket_factory=_only_to(addresses),
        use_dns_cache=False,
        force_close=True,
        ssl=tls,
    )
    async with (
        aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=patience.connect, sock_read=patience.read),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
            max_headers=_MOST_HEADERS,
        ) as session,
        session.get(URL(target.url, encoded=True), allow_redirects=False, headers=headers) as response,
    ):
        yield response


class _Pinned(AbstractResolver):
    """Answers with the addresses that were checked, whatever DNS says by now (no rebinding)."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _only_to(addresses: Sequence[str]) -> Callable[[tuple[object, ...]], socket.socket]:
    """The last door: a socket is made only towards a checked address, also for hosts the resolver isn't asked."""
    checked = {ip_address(address) for address in addresses}

    def make(address_info: tuple[object, ...]) -> socket.socket:
        family, kind, proto, _, sockaddr = address_info
        assert isinstance(sockaddr, tuple)
        if ip_address(str(sockaddr[0])) not in checked:
            raise OSError("not a checked address")
        made = socket.socket(int(family), int(kind), int(proto))  # type: ignore[call-overload]
        assert isinstance(made, socket.socket)
        return made

    return make
