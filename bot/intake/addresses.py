"""Which addresses the bot may open: the pure part of the safe gate, without any network.

An address comes from a stranger's page or a pasted message, and the bot runs beside things that trust their own
network. So everything is refused that isn't plainly a public web server, in whatever spelling it arrives.
Private names follow RFC 6761 and RFC 8375; which numbers are public is in `networks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from bot.domain.errors import InvalidUrl, RefusedAddress, Unreachable
from bot.intake.networks import NOT_PUBLIC, check_address

PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_URL = 4096

_DEFAULT_PORT = {"http": 80, "https": 443}

_PRIVATE_NAMES = frozenset({"localhost", "metadata.goog", "home.arpa", "fritz.box"})
_PRIVATE_SUFFIXES = (
    ".localhost",
    ".localdomain",
    ".localdomain4",
    ".localdomain6",
    ".local",
    ".internal",
    ".intranet",
    ".private",
    ".corp",
    ".home",
    ".lan",
    ".home.arpa",
    ".fritz.box",
    ".svc",
    ".consul",
    ".onion",
    ".test",
    ".invalid",
)

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_BEGINNING = re.compile(r"https?:", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ufeff\ufffd\ud800-\udfff]")

_NOT_AN_ADDRESS = "That is not the address of a web page. Give a full address that begins with https://."
_MISSPELT = "That address holds a space or another sign that addresses do not have. Copy it again from your browser."
_NO_SITE = "That address does not name a site in the way addresses do. Copy it again from your browser."
_TOO_LONG = f"That address is longer than {LONGEST_URL:,} characters. Give a shorter one, or paste the page's text."


@dataclass(frozen=True, slots=True)
class Target:
    """An address that passed the policy: what to connect to and what to ask for.

    `host` is lower-case ASCII without brackets or trailing dot; `url` has neither credentials nor fragment.
    `private` is true for a host named in FETCH_ALLOW_PRIVATE.
    """

    scheme: str
    host: str
    port: int
    url: str
    private: bool = False

    @property
    def address(self) -> IPv4Address | IPv6Address | None:
        """The host as an address, when it is written as one."""
        return _literal(self.host)


def check_url(url: str, allow: Iterable[str] = frozenset()) -> Target:
    """The target of an address a stranger gave, or InvalidUrl or RefusedAddress.

    `allow` names hosts (`host` or `host:port`, IPv6 in brackets) that may be private and on any port. A name
    that passes has still to be resolved, and each of its addresses shown to `check_address`.
    """
    parts = _split(url.strip())
    scheme, port = parts.scheme, _port(parts)
    host = _host(parts)
    private = not _listed(allow).isdisjoint({host, _shown(host), f"{_shown(host)}:{port}"})
    if not private and port not in PORTS:
        raise RefusedAddress(f"Port {port} is not one that web pages are served from, so it is not opened.")
    literal = _literal(host)
    if literal is not None:
        check_address(literal, private=private)
    elif not private and _is_private_name(host):
        raise RefusedAddress(NOT_PUBLIC)
    return Target(scheme, host, port, _rebuild(parts, host, port), private)


def named_target(naming: Target, url: str, allow: Iterable[str]) -> Target:
    """The target of an address that a page, feed or redirect names, and no person. Raises what `check_url` does.

    The own network is opened for people who name it: only its own pages lead on inside it, and to other services
    of a host only when a setting names their port.
    """
    target = check_url(url, allow)
    if target.private and not naming.private:
        raise RefusedAddress("That address leads into a private network from outside it, so it is not opened.")
    served = target.port in PORTS | {naming.port} or f"{_shown(target.host)}:{target.port}" in _listed(allow)
    if target.private and not served:
        raise RefusedAddress(f"Port {target.port} is not one that web pages are served from, so it is not opened.")
    return target


def next_target(target: Target, location: str, allow: Iterable[str]) -> Target:
    """Where a redirect leads. Raises RefusedAddress when it may not, Unreachable when it leads nowhere."""
    if not location:
        raise Unreachable("That address is redirected to nowhere. Check it in a browser.")
    try:
        following = named_target(target, urljoin(target.url, location.strip().replace(" ", "%20")), allow)
    except (InvalidUrl, ValueError):
        raise RefusedAddress("That address is redirected to something that is not a web page.") from None
    if target.scheme == "https" and following.scheme == "http":
        raise RefusedAddress("That address is redirected from a secure page to an insecure one. Paste its text.")
    return following


def _split(url: str) -> SplitResult:
    # urlsplit silently drops tabs and line ends, so they are looked for before it sees them.
    if not _BEGINNING.match(url):
        raise InvalidUrl(_NOT_AN_ADDRESS)
    if len(url) > LONGEST_URL:
        raise InvalidUrl(_TOO_LONG)
    if _FORBIDDEN.search(url):
        raise InvalidUrl(_MISSPELT)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise InvalidUrl(_NO_SITE) from None
    if parts.scheme not in _DEFAULT_PORT or not parts.netloc:
        raise InvalidUrl(_NOT_AN_ADDRESS)
    if "@" in parts.netloc:
        raise InvalidUrl("That address holds a user name or password. Give it without one.")
    return parts


def _port(parts: SplitResult) -> int:
    tail = parts.netloc.rpartition("]")[2] if "]" in parts.netloc else parts.netloc
    _, colon, digits = tail.partition(":")
    if not colon or not digits:
        return _DEFAULT_PORT[parts.scheme]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 5 and 0 < int(digits) < 65536):
        raise InvalidUrl(_NO_SITE)
    return int(digits)


def _host(parts: SplitResult) -> str:
    """The host in one spelling: lower-case ASCII, no trailing dot, an IPv6 address in its short form."""
    netloc = parts.netloc
    if netloc.startswith("["):
        return _ipv6(netloc)
    host = _ascii(netloc.partition(":")[0]).removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise InvalidUrl(_NO_SITE)
    if _NUMBER_LABEL.fullmatch(labels[-1]) and _literal(host) is None:
        # A C library reads 2130706433, 0177.1 and 0x7f.0.0.1 as addresses; nobody honest writes them so.
        raise RefusedAddress("That address is written as a disguised number, so it is not opened.")
    return host


def _ipv6(netloc: str) -> str:
    inside, bracket, rest = netloc[1:].partition("]")
    if not bracket or (rest and not rest.startswith(":")):
        raise InvalidUrl(_NO_SITE)
    if "%" in inside:  # a zone: only link-local addresses have one
        raise RefusedAddress(NOT_PUBLIC)
    try:
        return str(IPv6Address(inside))
    except ValueError:
        raise InvalidUrl(_NO_SITE) from None


def _ascii(host: str) -> str:
    """The host as DNS knows it; look-alike digits, dots and letters are folded first, as browsers do (UTS 46)."""
    if host.isascii():
        return host.lower()
    import idna

    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
        return mapped.lower() if mapped.isascii() else idna.encode(mapped).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise InvalidUrl(_NO_SITE) from None


@lru_cache(maxsize=256)
def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_private_name(host: str) -> bool:
    return "." not in host or host in _PRIVATE_NAMES or host.endswith(_PRIVATE_SUFFIXES)


def _listed(allow: Iterable[str]) -> frozenset[str]:
    return frozenset(entry.strip().lower() for entry in allow)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _rebuild(parts: SplitResult, host: str, port: int) -> str:
    netloc = _shown(host) if port == _DEFAULT_PORT[parts.scheme] else f"{_shown(host)}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, netloc, path, query, ""))
