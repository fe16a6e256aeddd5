"""All that a page's head and markup state of the piece, gathered and weighed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from bot.domain.article import Kind
from bot.domain.text import fold
from bot.domain.urlkey import clean_url
from bot.intake.fragment import web_address
from bot.intake.layout.head_facts import labelled
from bot.intake.layout.labels import kind_label, kind_of_address
from bot.intake.markup.authors import choose_authors
from bot.intake.markup.blocks import following
from bot.intake.markup.facts import Facts
from bot.intake.markup.jsonld import read_jsonld
from bot.intake.markup.meta import read_meta
from bot.intake.markup.published import published_date, stated_length
from bot.intake.markup.standfirst import standfirst
from bot.intake.markup.tagged import take_tags
from bot.intake.markup.titles import around_title, choose_title
from bot.intake.markup.tree import Element, heading_in, short_text, text_in

_MOST_HEADINGS = 10
_TYPES = {
    "podcastepisode": Kind.PODCAST,
    "radioepisode": Kind.PODCAST,
    "audioobject": Kind.PODCAST,
    "videoobject": Kind.VIDEO,
    "report": Kind.REPORT,
    "scholarlyarticle": Kind.REPORT,
    "techarticle": Kind.REPORT,
    "opinionnewsarticle": Kind.COMMENTARY,
    "analysisnewsarticle": Kind.COMMENTARY,
    "event": Kind.EVENT,
    "businessevent": Kind.EVENT,
    "educationevent": Kind.EVENT,
    "video.other": Kind.VIDEO,
    "video.episode": Kind.VIDEO,
    "music.song": Kind.PODCAST,
}
_PLAYED = frozenset({Kind.PODCAST, Kind.VIDEO, Kind.EVENT})
_AUDIO = re.compile(r"\.(?:mp3|m4a|ogg|opus|wav)(?:[?#]|$)", re.IGNORECASE)
_REPORT_LINK = re.compile(
    r"(?:download|read|view|full|open|get)\b.{0,40}\b(?:report|pdf|paper|brief|study|publication|e-?book)\b.{0,20}"
    r"|(?:download )?pdf|download",
    re.IGNORECASE,
)
_PDF = re.compile(r"\.pdf(?:[?#]|$)", re.IGNORECASE)
_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+|[?#].*)?", re.IGNORECASE)
_LONGEST_LABEL = 60
_LONGEST_TITLE = 200
_LABELS_REACH = 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """The page's statements, each field decided; texts are "" or () where it states nothing."""

    title: str
    shown: str  # the heading that shows the title, with kicker and subtitle
    authors: tuple[str, ...]
    published: str
    deck: str
    labelled: tuple[str, ...]  # lines by the title such as "Source: The Tide Post", "Journalist: Ana Lind"
    kind: Kind | None
    site: str
    descriptions: tuple[str, ...]
    canonical_url: str
    image_url: str
    image_alt: str
    audio_url: str
    file_url: str  # of the report the page offers
    seconds: int | None
    tags: tuple[str, ...]
    language: str
    locked: bool


def gather(root: Element, url: str) -> Gathered:
    """What the page states. `url` is its address as far as it is known, against which links are resolved.

    Rows of topics are taken out of the tree, for they are no text.
    """
    shown_tags = take_tags(root)
    ld, meta = read_jsonld(root), read_meta(root)
    site = meta.site or ld.site
    tab = next((text_in(element) for element in root.iter("title")), "")
    headings = [*root.xpath("//body//*[@itemprop='headline']")[:1], *list(root.iter("h1"))[:_MOST_HEADINGS]]
    headings = [heading for heading in headings if not _leads_home(heading)]
    stated = ld.titles[:1] + meta.titles
    if not headings:
        headings = _makeshift_headings(root, tab, stated)
        stated = stated or tuple(map(heading_in, headings))
    title = choose_title([heading_in(heading) for heading in headings], stated, tab, site)
    heading = _heading_of(headings, title)
    houses = {fold(name) for name in (site, *ld.organisations, *around_title(tab, title)) if name}
    descriptions = tuple(dict.fromkeys(ld.descriptions + meta.descriptions))
    base = url or meta.url or ld.url
    image_url = web_address(meta.image_url or ld.image_url, base)
    kind = _kind(ld, meta, heading, url or meta.url)
    return Gathered(
        title=title,
        shown=heading_in(heading) if heading is not None else "",
        authors=choose_authors(root, heading, (ld.authors, meta.authors), site, houses),
        published=published_date(root, heading, url, (ld.date, meta.date)),
        deck=standfirst(heading, descriptions, title),
        labelled=_labelled(heading),
        kind=kind,
        site=site,
        descriptions=descriptions,
        canonical_url=clean_url(web_address(meta.url, base)),
        image_url=image_url,
        image_alt=(meta.image_alt or ld.image_alt or _alt_of(root, image_url)) if image_url else "",
        audio_url=clean_url(web_address(ld.audio_url or meta.audio_url or _audio_in(root), base)),
        file_url=_file_in(root, base) or clean_url(web_address(meta.file_url, base)),
        seconds=ld.seconds or meta.seconds or (stated_length(heading) if kind in _PLAYED else None),
        tags=meta.tags or ld.tags or shown_tags,
        language=_language(meta.language or ld.language),
        locked=ld.locked,
    )


def _leads_home(heading: Element) -> bool:
    """Whether a heading is nothing but a link to the site's first page: the site's name."""
    link = next(heading.iter("a"), None)
    if link is None or short_text(link, _LONGEST_TITLE) != short_text(heading, _LONGEST_TITLE):
        return False
    return bool(_HOME.fullmatch(link.get("href") or ""))


def _makeshift_headings(root: Element, tab: str, stated: tuple[str, ...]) -> list[Element]:
    """What shows the title of a page that marks no heading as that: a line that its metadata or its tab repeats, else
    its only `h2`."""
    lines = {
        text: part
        for part in reversed(list(root.iter("h2", "h3", "h4", "td", "b", "strong", "font")))
        if (text := short_text(part, _LONGEST_TITLE))
    }
    shown = next((title for title in stated if title in lines), "")
    in_tab = (text for text in lines if len(text.split()) > 2 and tab.endswith(text) and text != tab)
    shown = shown or max(in_tab, key=len, default="")
    seconds = list(islice(root.iter("h2"), 2))
    if not shown and len(seconds) != 1 and tab in lines and lines[tab].tag == "td":
        shown = tab
    return [lines[shown]] if shown else seconds[:1] if len(seconds) == 1 else []


def _heading_of(headings: list[Element], title: str) -> Element | None:
    """The heading that shows the title, else the first one."""
    shown = [heading for heading in headings if heading_in(heading).casefold() == title.casefold()]
    return next(iter(shown + headings), None)


def _labelled(heading: Element | None) -> tuple[str, ...]:
    elements = islice(following(heading), _LABELS_REACH) if heading is not None else ()
    texts = (short_text(element, _LONGEST_LABEL) for element in elements if element.tag in ("p", "div", "li", "h5"))
    return tuple(dict.fromkeys(text for text in texts if labelled(text)))


def _kind(ld: Facts, meta: Facts, heading: Element | None, url: str) -> Kind | None:
    """What the page calls itself: the label above its title, its section, its address, its type."""
    if heading is not None:
        for element in (*heading.itersiblings(preceding=True), *_wrapper_siblings(heading)):
            kind = kind_label(short_text(element, _LONGEST_LABEL))
            if kind:
                return kind
    sections = [kind for section in meta.sections + ld.sections if (kind := kind_label(section))]
    typed = [_TYPES[name] for name in ld.types + meta.types if name in _TYPES]
    return next(iter(sections), None) or kind_of_address(url) or next(iter(typed), None)


def _wrapper_siblings(heading: Element) -> list[Element]:
    parent = heading.getparent()
    return list(parent.itersiblings(preceding=True))[:4] if parent is not None and parent.tag != "body" else []


def _alt_of(root: Element, image_url: str) -> str:
    """The alternative text of the page's own copy of an image."""
    name = image_url.rpartition("/")[2].partition("?")[0]
    for image in root.iter("img"):
        if len(name) > 4 and name in (image.get("src") or ""):
            return " ".join((image.get("alt") or "").split())
    return ""


def _audio_in(root: Element) -> str:
    for player in root.iter("audio"):
        for element in player.iter("audio", "source"):
            if element.get("src"):
                return str(element.get("src"))
    return next((str(link.get("href")) for link in root.iter("a") if _AUDIO.search(link.get("href") or "")), "")


def _file_in(root: Element, base: str) -> str:
    for link in root.iter("a"):
        href = link.get("href") or ""
        if _PDF.search(href) and _REPORT_LINK.fullmatch(short_text(link, _LONGEST_LABEL)):
            return clean_url(web_address(href, base))
    return ""


def _language(tag: str) -> str:
    match = re.match(r"([A-Za-z]{2})(?:[-_]|$)", tag.strip())
    return match[1].lower() if match else ""
