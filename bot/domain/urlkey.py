"""Addresses without tracking, and the one key by which two addresses are the same page."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid mc_cid mc_eid igshid igsh yclid twclid ttclid li_fat_id
    _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok _ga _gl ref_src ref_url cmpid ncid s_cid smid
    vero_id oly_enc_id oly_anon_id trk trkcampaign xtor ck_subscriber_id __s _openstat wickedid
    x-craft-preview x-craft-live-preview"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "wt_mc", "wt.mc", "at_custom", "sc_cid")
# What is tracking on these hosts may name something else on others.
_TRACKING_OF_HOST = {
    "youtube.com": frozenset(("si", "feature", "pp")),
    "youtu.be": frozenset(("si", "feature", "pp")),
    "open.spotify.com": frozenset(("si",)),
}
_PREVIEW_TOKEN = re.compile(r"[\w-]{32}|preview-[\w-]+")  # a content system's `token=` for looking at drafts
_DEFAULT_PORTS = {"http": 80, "https": 443}
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
# A whole query that was encoded once more and so became part of the path: "/piece%3Futm_source%3Dx".
_SWALLOWED_QUERY = re.compile(r"%(?:25)*3f(?=[\w.%-]*%(?:25)*3d)", re.IGNORECASE)
_BARE = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)  # "example.org/page"


def clean_url(url: str) -> str:
    """The address without tracking parameters and preview tokens; everything else stays as it was written.

    Doubly encoded parameters are seen through. Text that is no web address comes back without its outer spaces.
    """
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return url
    scheme, netloc, path, query, fragment = parts
    kept = "&".join(_kept(query, netloc))
    if fragment.startswith(":~:") or _is_tracking(*_name_and_value(fragment)):
        fragment = ""
    return urlunsplit((scheme, netloc, path, kept, fragment))


def web_url(text: str) -> str:
    """The address without tracking, as `clean_url` gives it, and "" for text that is no web address."""
    return clean_url(text) if url_key(text) else ""


def typed_url(text: str) -> str:
    """What somebody typed as an address, with the https:// that they left out."""
    text = text.strip()
    return f"https://{text}" if _BARE.fullmatch(text) else text


def url_key(url: str) -> str:
    """The canonical key of an address, or "" when it is none.

    Scheme, `www.`, default port, user, tracking, fragment, index page and closing slash don't count, nor does the
    order of the query: `example.org/a?x=1&y=2`.
    """
    parts = _split(url.strip())
    if parts is None:
        return ""
    scheme, netloc, path, query, _ = parts
    host = _host(scheme, netloc)
    if not host:
        return ""
    path = _INDEX_PAGE.sub("/", re.sub(r"/{2,}", "/", _plain(path)))
    kept = sorted(_plain(raw) for raw in _kept(query, netloc))
    return host + path.rstrip("/") + ("?" + "&".join(kept) if kept else "")


def _split(url: str) -> tuple[str, str, str, str, str] | None:
    if not url.lower().startswith(("http://", "https://")) or re.search(r"\s", url):
        return None
    url = _SWALLOWED_QUERY.sub("?", url, count=1) if "?" not in url else url
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it is what refuses ":port" that is no number
    except ValueError:
        return None
    if not parts.hostname:
        return None
    return parts.scheme.lower(), parts.netloc, parts.path, parts.query, parts.fragment


def _parameters(query: str) -> list[tuple[str, str, str]]:
    """(as written, decoded name, decoded value) of each parameter; encoded separators are seen through."""
    found = []
    for raw in unescape(query).split("&") if "&amp;" in query else query.split("&"):
        pieces = [raw]
        if "=" not in raw and "%" in raw and "=" in _decoded(raw):
            pieces = _decoded(raw).split("&")
        found += [(piece, *_name_and_value(piece)) for piece in pieces if piece]
    return found


def _kept(query: str, netloc: str) -> list[str]:
    """The parameters that belong to the address, as written; with `preview` its `token` goes as well."""
    found = _parameters(query)
    host = netloc.lower().removeprefix("www.").removeprefix("m.")
    dropped = set(_TRACKING_OF_HOST.get(host, ()))
    if any(name == "preview" for _, name, _ in found):
        dropped |= {"preview", "token"}
    return [raw for raw, name, value in found if name not in dropped and not _is_tracking(name, value)]


def _name_and_value(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return _decoded(name).strip().lower(), _decoded(value)


def _decoded(text: str) -> str:
    for _ in range(3):
        if "%" not in text:
            break
        text = unquote(text)
    return text


def _is_tracking(name: str, value: str) -> bool:
    if name == "token":
        return bool(_PREVIEW_TOKEN.fullmatch(value))
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _host(scheme: str, netloc: str) -> str:
    try:
        parts = urlsplit(f"{scheme}://{netloc}")
        host, port = (parts.hostname or "").rstrip(".").removeprefix("www."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError of a host name that can't be written in ASCII is one of these
        return ""
    return host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"


def _plain(text: str) -> str:
    """One spelling of the percent encoding: decoded where harmless, encoded in capitals elsewhere."""
    return quote(unquote(text, errors="surrogateescape"), safe="/=:@!$'()*,;+~-._", errors="surrogateescape")
