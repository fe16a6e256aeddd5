"""The day a piece was published: what the page states, what stands by its title, what its text suggests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.domain.dates import iso_date
from bot.intake.layout.datelines import SAYS_CHANGED, date_line, running_time
from bot.intake.markup.blocks import following
from bot.intake.markup.tree import Element, text_in

_REACH = 120  # elements after the heading among which its date stands
_CLOSE = 30  # elements within which a date line is the piece's own, whatever else the page holds
_LONGEST = 90  # characters of a line that is nothing but a date with its label
_SMALL = 8  # elements; a larger one is no line


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line or `time` element by the title: its day, whether it says when the page was changed, how far it stands."""

    iso: str
    updated: bool
    distance: int


def published_date(root: Element, heading: Element | None, url: str = "", stated: Iterable[str] = ()) -> str:
    """The date as ISO, or "" when nothing tells it; `stated` are the metadata's dates as written.

    A line by the title that the metadata confirms is the date, and so is one close by where the metadata states
    none. Else htmldate decides, which reads the markup's statements and the address and, asked to search on, finds
    a date for nearly every page, also for those that state none. Where only that search finds one, a line by the
    title is better; and a first of January is then only a year it met somewhere.
    """
    known = [day for text in stated if (day := iso_date(text))]
    lines = sorted(_near(heading) if heading is not None else [], key=lambda line: line.distance > _CLOSE)
    near = next((line for line in lines if not line.updated), next(iter(lines), None))
    if near and (near.iso in known or (not known and not near.updated and near.distance <= _CLOSE)):
        return near.iso
    if found := _by_htmldate(root, url, search_on=False):
        return found
    found = _by_htmldate(root, url, search_on=True)
    return near.iso if near else ("" if found.endswith("-01-01") else found)


def stated_length(heading: Element | None) -> int | None:
    """The running time in seconds that a line by the title gives: "June 27, 2023 • 51 min", "Length: 41:10"."""
    for _, element in _small_by(heading) if heading is not None else ():
        text = text_in(element)
        if 4 <= len(text) <= _LONGEST:
            line = date_line(text)
            seconds = line.seconds if line else running_time(text)
            if seconds:
                return seconds
    return None


def _by_htmldate(root: Element, url: str, *, search_on: bool) -> str:
    from htmldate import find_date

    try:
        found = find_date(root, extensive_search=search_on, original_date=True, url=url or None)
    except Exception:  # noqa: BLE001 - it meets dates of every making; none of them may stop the reading
        return ""
    return found or ""


def _near(heading: Element) -> Iterator[_Dated]:
    """The dates soon after the heading in order, then those shortly before it, the nearest first."""
    for distance, element in _small_by(heading):
        changed = any(SAYS_CHANGED.search(element.get(name) or "") for name in ("class", "itemprop"))
        if element.tag == "time" and (stamp := iso_date(element.get("datetime") or "")):
            yield _Dated(stamp, changed or bool(SAYS_CHANGED.search(text_in(element))), distance)
            continue
        text = text_in(element)
        line = date_line(text) if 6 <= len(text) <= _LONGEST else None
        if line and (line.says_published or not line.tail):  # else a sentence, as notes have them
            yield _Dated(line.iso, changed or line.says_updated, distance)


def _small_by(heading: Element) -> Iterator[tuple[int, Element]]:
    """The elements by the heading that may be lines, each with how far it stands: after it, then before it."""
    after = enumerate(islice(following(heading), _REACH))
    for distance, element in (*after, *((0, element) for element in _before(heading))):
        if element.tag in ("script", "style"):
            continue
        if element.tag == "time" or sum(1 for _ in islice(element.iter(), _SMALL)) < _SMALL:
            yield distance, element


def _before(heading: Element) -> Iterator[Element]:
    """The elements shortly before the heading and beside what wraps it, the nearest first."""
    node: Element | None = heading
    for _ in range(3):
        if node is None:
            return
        yield from islice(node.itersiblings(preceding=True), 10)
        node = node.getparent()
