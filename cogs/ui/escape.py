"""Stored text made harmless: what Discord shows is what was written, and nothing of it pings, links or breaks out."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

# Characters no reader sees: controls, direction overrides, zero widths, fillers, tags, lone surrogates.
# The joiners U+200C and U+200D are left out: emoji families and several scripts are written with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)
_JOINABLE = r"[^\x00-\x7f\s\u200c\u200d]"
_STRAY_JOINER = re.compile(rf"(?<!{_JOINABLE})[\u200c\u200d]+|[\u200c\u200d]+(?!{_JOINABLE})")
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED_MARKS = re.compile(f"({_MARKS}{{4}}){_MARKS}+")  # a fifth mark on one letter only smears other lines
_MARGIN = re.compile(r"^[^\S\n]+|[^\S\n]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")

# Each alternative ends in the one character that gets a backslash before it.
_MARKUP = re.compile(
    r"""[\\`*_\[\]]                                 # emphasis, code, masked links, the backslash itself
    | ~(?=~) | (?<=~)~ | \|(?=\|) | (?<=\|)\|       # strike-through and spoilers come in pairs
    | <(?=\S|\Z) | (?<=<)[@#/:]                     # mentions, times, emoji, addresses; also with what a card adds
    | :(?=//) | (?<=discord)\.(?=\w) | (?<=discordapp)\.(?=\w)  # bare addresses and invites
    | :(?=[\w+~-]+:)                                # :emoji:
    | &(?=\#?\w+;)                                  # entities, which the local preview would decode
    | ^\#(?=[\s\#]|$) | ^> | ^[-+=](?!\w) | ^\| | ^:(?=-)   # headings, quotes, lists, small print, rules, tables
    | ^[0-9]{1,9}[.)](?=\s|$)                       # numbered lists
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_EVERYONE = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text without what no reader can see; lines keep their breaks but lose their margins."""
    text = _NEWLINE.sub("\n", text).replace("\t", " ")
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    text = _PILED_MARKS.sub(r"\1", text)
    return _BLANK_LINES.sub("\n\n", _MARGIN.sub("", text)).strip()


def escape(text: str) -> str:
    """The Markdown that shows exactly `clean(text)` in Discord: no markup, mention, link or invite takes effect."""
    text = _MARKUP.sub(lambda match: match[0][:-1] + "\\" + match[0][-1], clean(text))
    # Discord looks for these two words behind a backslash too, so they are parted by a zero-width space.
    return _EVERYONE.sub("@\u200b", text)


def one_line(text: str) -> str:
    """The cleaned text on a single line, with single spaces."""
    return _SPACES.sub(" ", clean(text)).strip()


def code_block(text: str) -> str:
    """A block to copy from, with the text on one line as it is; backticks, which would end it, become apostrophes."""
    plain = _EVERYONE.sub("@\u200b", one_line(text).replace("`", "'"))
    return f"```\n{plain}\n```" if plain else ""


def safe_url(url: str, limit: int = 512) -> str:
    """The address percent-encoded for a link, or "" if it is not a plain http(s) address of at most `limit`."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError, the refusal of a host name, is one
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", host):
        return ""
    if "@" in parts.netloc:  # "https://known.example@elsewhere.example" reads as what it is not
        return ""
    kept = "%/:=&?~#+!$,;@'*"  # brackets, quotes and backslashes would end the link early
    path, query, fragment = (
        _BARE_PERCENT.sub("%25", quote(part, safe=kept, errors="ignore"))
        for part in (parts.path, parts.query, parts.fragment)
    )
    safe = _EVERYONE.sub("%40", urlunsplit((parts.scheme, host + port, path, query, fragment)))
    return safe if len(safe) <= limit else ""


def link(label: str, url: str) -> str:
    """A masked link on an already escaped label; the label alone where the address or its brackets forbid one."""
    address = safe_url(url)
    return f"[{label}]({address})" if address and _balanced(label) else label


def _balanced(label: str) -> bool:
    """Whether Discord's pattern for a link's label still finds its end: brackets paired and not nested."""
    return re.fullmatch(r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*", label) is not None and "://" not in label
