"""A piece's title, chosen among what its headings say, what its metadata states and what stands in the tab."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_SEPARATOR = re.compile(r"\s+[|–—»«·•:/‹›│\-]+\s+|\s*[|│]\s*")
_LONGEST = 500  # characters of what may be a title
_SHORTEST = 12  # letters and digits of a stated title that may stand for a longer heading
_KICKER = 5  # letters and digits that make a kicker rather than an article


def choose_title(headings: Sequence[str], stated: Sequence[str], tab: str, site: str = "") -> str:
    """The title as the page shows it to readers, "" when nothing tells it.

    `headings` are the page's `h1` texts, then its other headings marked as titles; `stated` the titles of its
    metadata, the best first; `tab` the text of its `title` element; `site` the name the site gives itself.
    """
    tab = tab[:_LONGEST]
    stated = [title for text in stated if len(text) <= _LONGEST and (title := _clean(text, site))]
    shown = [" ".join(html.unescape(text).split()) for text in headings if len(text) <= _LONGEST and _key(text)]
    shown = [text for text in shown if not _is_site(text, stated, tab, site)]
    return (
        _agreed(shown, stated)
        or _framed(shown, stated)
        or _in_tab(shown, tab)
        or _alone(shown, stated)
        or next(iter(stated), "")
        or _without_site(tab, site)
        or next(iter(shown), "")
    )


def around_title(tab: str, title: str) -> tuple[str, ...]:
    """What stands beside the title in the tab, which often is the site's name."""
    parts = tuple(part.strip() for part in _SEPARATOR.split(tab[:_LONGEST]))
    return tuple(part for part in (parts[0], parts[-1]) if len(parts) > 1 and _key(part) not in _key(title))


def _agreed(shown: Iterable[str], stated: Sequence[str]) -> str:
    """A heading that the metadata repeats, in the metadata's capitals where the heading has nothing but capitals."""
    keys = {_key(text): text for text in reversed(stated)}
    for text in shown:
        if _key(text) in keys:
            return keys[_key(text)] if text.isupper() else text
    return ""


def _framed(shown: Iterable[str], stated: Sequence[str]) -> str:
    """A stated title at the end of a heading that begins with a kicker or a date."""
    for text in shown:
        for title in stated:
            key = _key(title)
            kicker = _key(text).removesuffix(key)
            if (
                len(key) >= _SHORTEST
                and len(kicker) >= _KICKER
                and _key(text) == kicker + key
                and len(kicker) < 2 * len(key)
            ):
                return title
    return ""


def _in_tab(shown: Iterable[str], tab: str) -> str:
    return next((text for text in shown if len(_key(text)) > 3 and _key(text) in _key(tab)), "")


def _alone(shown: Sequence[str], stated: Sequence[str]) -> str:
    """The only heading, when it is a title rather than a section's name or nothing else is known."""
    if len(set(shown)) == 1 and (not stated or len(shown[0].split()) > 2):
        return shown[0]
    return ""


def _is_site(text: str, stated: Sequence[str], tab: str, site: str) -> bool:
    """Whether a heading is the site's name: it says so, or it stands beside the title in the tab."""
    key = _key(text)
    if key == _key(site):
        return True
    parts = [_key(part) for part in _SEPARATOR.split(tab)]
    if len(parts) < 2 or key not in (parts[0], parts[-1]) or any(key in _key(title) for title in stated):
        return False
    return any(_key(title) in _key(tab) for title in stated) or (key == parts[-1] and 2 * len(key) < len(_key(tab)))


def _clean(text: str, site: str) -> str:
    return _without_site(" ".join(html.unescape(html.unescape(text)).split()).lstrip("# "), site)


def _without_site(text: str, site: str) -> str:
    """A title without the site's name behind or before it; without that name, the last short part goes."""
    marks = list(_SEPARATOR.finditer(text))
    if not marks:
        return text
    last, first = text[marks[-1].end() :], text[: marks[0].start()]
    known = _key(site)
    if known and (_key(last) == known or known in _key(last)):
        return text[: marks[-1].start()]
    if known and _key(first) == known:
        return text[marks[0].end() :]
    if "|" in marks[-1][0] or "│" in marks[-1][0]:
        return text[: marks[-1].start()] if len(last) < len(text) / 2 else text
    return text


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
