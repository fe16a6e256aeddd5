"""What a connection is made to, and how patiently: names are resolved once, and every address is checked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.domain.errors import Unreachable
from bot.intake.addresses import Target
from bot.intake.networks import check_address

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one hop may take to connect, and to send the next bytes, in seconds."""

    connect: float = 5.0
    read: float = 8.0


async def resolve_host(host: str, port: int) -> Sequence[str]:
    """The addresses the operating system gives for a name, in its order of preference."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


async def checked_addresses(target: Target, resolve: Resolve) -> tuple[str, ...]:
    """The addresses to connect to, each of them allowed.

    One forbidden address among good ones refuses the host: an honest site has none, and which one a connection
    would take is chance. Raises RefusedAddress or Unreachable.
    """
    if target.address is not None:
        return (str(target.address),)  # check_url has judged it
    try:
        found = await resolve(target.host, target.port)
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise Unreachable(f"There is no site called {target.host}. Check the address for typing errors.")
    for address in found:
        check_address(address, private=target.private)
    return tuple(found)
