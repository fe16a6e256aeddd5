"""The "More from …" block of a page and the pages that are nothing but such items, read into listings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.article import Kind, Listing
from bot.domain.text import fold
from bot.domain.urlkey import web_url
from bot.intake.layout.datelines import date_line
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.glued import split_title
from bot.intake.layout.handoff import opening_origin
from bot.intake.layout.labels import is_series, is_series_outlet, kind_label
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, is_name, split_names
from bot.intake.layout.phrases import any_phrase
from bot.intake.layout.prose import extent, is_closed
from bot.intake.layout.tags import is_programme, programme_line, tag_line

_CUT = ("...", "…", "[…]", "[...]", "[&hellip;]")
_SENTENCE_LENGTH = 60  # from here on a line with a full stop is a teaser
_TITLE_LENGTH = 130  # longer than any title
_GLUED_LENGTH = 182  # a teaser is cut at 175 and gets dots; a longer line holds the title as well
_ITEM_END = re.compile(r"(?:read|see|learn|view) more\W*|continue reading\W*", re.IGNORECASE)
_BLOCK_END = re.compile(
    r"view all\b.{0,80}|(?:related )?(?:topics|tags)\W*|(?:©|copyright\b).*|all rights reserved.*|(?:site|page) footer",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s()<>\]]+")
_PAPER_DATE = re.compile(r"published\s+(?P<date>.{4,24}?)\s+(?:in|on|by)\s+(?P<outlet>[^.]{2,60})\.?", re.IGNORECASE)


_HEADING = any_phrase(
    r"""
    more (?:work )?(?:from|by|on|about)\b.{1,60}
    more (?:analysis|commentary|research|content|publications|like this)
    (?:more|also) in this series
    related
    related (?:content|articles?|books?|analysis|publications?|reading|posts?|items|works?|research|commentary)
    related (?:podcasts?|press|reports?|stories|resources|links|events|pieces|reports and commentary|insights|material)
    you (?:may|might) (?:also )?(?:like|be interested in|enjoy)
    further reading|recommended|recommended (?:reading|for you)|other publications
    recent (?:publications|work|writing|articles|analysis|commentary)
    read next|up next|keep reading|explore more
    latest (?:publications|analysis|articles|episodes|from .{2,40})
    (?:more|other|recent) episodes|top stories(?: (?:on|from) .{2,40})?
    (?:lire|à lire|voir) aussi|sur le même (?:sujet|thème)|articles? liés|contenus? (?:liés?|associés?)
    weitere (?:publikationen|veröffentlichungen|beiträge|artikel|inhalte)|mehr (?:aus|von) .{1,40}
    leggi anche|potrebbe (?:anche )?interessarti|(?:articoli|contenuti|pubblicazioni) correlati|lees ook|leia também
    (?:autres|dernières) publications|dans la même (?:série|collection)
    das könnte (?:sie|dich) auch interessieren|mehr zum thema|lesen sie auch|verwandte (?:artikel|beiträge|inhalte)
    (?:contenidos?|artículos?|publicaciones|noticias) relacionad[ao]s?|también te puede interesar|lea también
    (?:مقالات|مواضيع|مواد) ذات صلة|اقرأ أيضا|関連(?:記事|コンテンツ|レポート)|相关(?:文章|阅读)
    """
)


@dataclass(slots=True)
class _Item:
    kind: Kind | None = None
    title: str = ""
    teaser: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    outlet: str = ""
    programs: tuple[str, ...] = ()
    url: str = ""
    texts: int = field(default=0)

    @property
    def has_text(self) -> bool:
        return bool(self.title or self.teaser)

    @property
    def awaits_outlet(self) -> bool:
        return bool(self.kind) and not (self.outlet or self.published or self.has_text)

    def listing(self) -> Listing:
        title, teaser = self.title, self.teaser
        if self.programs and not title:
            title, teaser = split_title(teaser)
        elif title and not teaser and (is_cut(title) or len(title) > _TITLE_LENGTH):
            title, teaser = split_title(title) if self.programs else ("", title)
        outlet = self.outlet or ((origin := opening_origin(teaser)[1]) and origin.outlet) or ""
        return Listing(self.kind, title, teaser, self.authors, self.published, outlet, self.programs, web_url(self.url))


_Fresh = Callable[[], _Item]


def is_cut(text: str) -> bool:
    """Whether a line ends as a teaser does that was cut."""
    return text.endswith(_CUT)


def is_related_heading(text: str) -> bool:
    """Whether a line heads a block of other pieces: "More from CNAS", "Related Content", "Further reading"."""
    return len(text) <= 80 and bool(_HEADING.fullmatch(text.strip(" :.")))


def paper_of(text: str) -> str:
    """Where a piece appeared, of a line that says when as well: "Published March 29 in The Hill"; else ""."""
    match = _PAPER_DATE.fullmatch(text)
    return match["outlet"].strip() if match else ""


def read_items(lines: Sequence[Line], kind: Kind | None = None, year: str = "") -> tuple[Listing, ...]:
    """The listings of a block of items, whatever of kind, outlet, date, programme, title, teaser, byline each has.

    Bullets and indents help where they are there and are not needed where they got lost. `kind` is what the whole
    block is said to hold, `year` that of the days which are given without one.
    """
    items = [_Item(kind)]
    for at, line in enumerate(lines):
        if _BLOCK_END.fullmatch(line.text) and any(item.has_text for item in items):
            break
        _read(line, lines[at + 1 : at + 3], items, kind, year)
    listings = [item.listing() for item in items if item.has_text]
    return tuple(_without_footer(listings))


def _read(line: Line, following: Sequence[Line], items: list[_Item], kind: Kind | None, year: str) -> None:
    item = items[-1]

    def fresh() -> _Item:
        items.append(_Item(kind))
        return items[-1]

    text = line.text
    if not text or _ITEM_END.fullmatch(text) or is_related_heading(text):
        if item.has_text:
            fresh()
    elif item.awaits_outlet and is_series_outlet(text) and _is_outlet(line, following):
        item.outlet = text
    elif _is_label(line, following):
        if item.has_text or item.kind not in (None, kind):
            item = fresh()
        item.kind = kind_label(text)
    elif names := byline_names(text):
        item.authors = item.authors or names
    elif programs := _programmes(text, following):
        if item.has_text or item.programs:
            item = fresh()
        item.programs = programs
    elif not _read_date(text, items, fresh, year) and not is_furniture(text):
        _read_text(line, following, item, fresh)


def _read_date(text: str, items: list[_Item], fresh: _Fresh, year: str) -> bool:
    found = date_line(text)
    paper = _PAPER_DATE.fullmatch(text)
    if not found and not paper:
        return False
    item = fresh() if items[-1].published else items[-1]
    if paper:
        item.outlet = paper["outlet"].strip()
        stated = date_line(paper["date"]) or date_line(f"{paper['date']}, {year}")
        item.published = stated.iso if stated else ""
    elif found:
        item.published = found.iso
        if found.label and item.kind is None:
            item.kind = kind_label(found.label)
    return True


def _read_text(line: Line, following: Sequence[Line], item: _Item, fresh: _Fresh) -> None:
    text = line.text
    sentence = _is_teaser(text, following)
    if _ADDRESS.fullmatch(text):
        item.url = item.url or text
        return
    if not item.has_text and not sentence:
        if item.awaits_outlet and _is_outlet(line, following):
            item.outlet = text
            return
        if item.published and not item.authors and _is_author(line, following):
            item.authors = split_names(text)
            return
    if item.title and not (item.teaser or item.authors or item.published) and _is_signature(line, following):
        item.authors = split_names(text)
        return
    if item.teaser or (item.title and (line.bullet or not sentence) and _starts_anew(line, item)):
        if item.published and item.teaser and tag_line(text):
            return  # the topics that some sites print under each teaser
        item = fresh()
    if item.title or sentence:
        item.teaser = f"{item.teaser} {text}".strip()
    else:
        item.title = text
    item.url = item.url or line.url


def _is_teaser(text: str, following: Sequence[Line]) -> bool:
    """Whether an item's line is no title: it is cut, or a long sentence with no teaser of its own below it."""
    teaser_below = bool(following) and is_cut(following[0].text) and not following[0].bullet
    if extent(text) > _TITLE_LENGTH:
        return True
    return not teaser_below and (is_cut(text) or (extent(text) > _SENTENCE_LENGTH and is_closed(text)))


def _starts_anew(line: Line, item: _Item) -> bool:
    """Whether a second line without a full stop is the next item's title: teasers are sentences or are cut."""
    if item.outlet and item.published and item.authors:
        return False  # a digest's item: everything but its text is there
    if item.published and not (item.teaser or line.bullet) and is_closed(line.text):
        return False  # a short sentence below a dated title
    return line.bullet or bool(item.authors) or extent(line.text) < _SENTENCE_LENGTH


def _programmes(text: str, following: Sequence[Line]) -> tuple[str, ...]:
    """The programmes of a line `A / B / C`, or of one that is known, or that stands above a glued title and teaser."""
    if programs := programme_line(text):
        return programs
    glued = bool(following) and is_cut(following[0].text) and len(following[0].text) > _GLUED_LENGTH
    alone = len(text) <= _SENTENCE_LENGTH and not is_cut(text) and not text.endswith((".", "?", "!"))
    above = glued and alone and split_title(following[0].text)[0] != ""
    return (text,) if is_programme(text) or above else ()


def _is_label(line: Line, following: Sequence[Line]) -> bool:
    if kind_label(line.text) is None or is_cut(line.text):
        return False
    # A series may be a title's first words as well ("Sharper"); as a label it stands on its own before a date.
    return not is_series(line.text) or line.bullet or any(date_line(near.text) for near in following[:1])


def _is_outlet(line: Line, following: Sequence[Line]) -> bool:
    return len(line.text) <= 60 and (line.bullet or any(date_line(near.text) for near in following[:1]))


def _is_author(line: Line, following: Sequence[Line]) -> bool:
    named = all(is_name(name) for name in split_names(line.text)) and bool(split_names(line.text))
    return named and (line.bullet or any(kind_label(near.text) for near in following[:1]))


def _is_signature(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line below an item's title names its authors: people, with the date below them."""
    dated = any(date_line(near.text) for near in following[:1])
    return dated and bool(split_names(line.text)) and all(is_name(name) for name in split_names(line.text))


def _without_footer(listings: list[Listing]) -> Iterable[Listing]:
    """The listings without bare titles at the end, which are the footer's links."""
    if any(listing.teaser or listing.authors for listing in listings):
        while listings and listings[-1] == Listing(title=listings[-1].title, kind=listings[-1].kind):
            listings.pop()
    seen: set[tuple[str, str]] = set()
    for listing in listings:
        key = fold(listing.title), fold(listing.teaser)
        if key not in seen:
            seen.add(key)
            yield listing
