"""A web page's bytes as a Draft: what its markup states, what its text says, what it lists beside itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.errors import BlockedPage, Unreadable
from bot.domain.urlkey import clean_url
from bot.intake.charset import decode_page
from bot.intake.fragment import web_address
from bot.intake.layout.bios import bios_at_end
from bot.intake.layout.blocked import asks_for_more, refusal, title_refusal
from bot.intake.layout.datelines import date_line
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.labels import kind_label
from bot.intake.layout.language import language_of
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names, split_names
from bot.intake.markup.asides import drop_asides
from bot.intake.markup.blocks import lines_in
from bot.intake.markup.clearing import clear
from bot.intake.markup.gathered import Gathered, gather
from bot.intake.markup.handoffs import find_hand_off, is_own
from bot.intake.markup.meta import canonical_address
from bot.intake.markup.notes import take_footnotes
from bot.intake.markup.person import read_profile
from bot.intake.markup.related import take_related
from bot.intake.markup.speakers import drop_staff, take_speakers
from bot.intake.markup.text import LONGEST_DECK, article_lines, is_same
from bot.intake.markup.tree import Element, parse_page
from bot.intake.pasted import read_pasted

_FEW_WORDS = 400  # below which a page may be a wall, a check or an error instead of an article
_OPENING_WORDS = 50  # which a page that says it is not free must show to be worth keeping as an excerpt
_UNTITLED = "Untitled"  # stands in a title's place while the text is read
_HEAD_LINES = 8  # at most above the text: kind, topic, title, deck, byline, date
_KEPT = 0.5  # of the words that a closer reading must keep to be believed
_HEARD = frozenset({Kind.PODCAST, Kind.VIDEO, Kind.EVENT})  # kinds whose page may hold no text of its own


def read_html(data: bytes, *, url: str = "", charset: str = "") -> Draft:
    """What a page says, field by field; `url` is its address, `charset` that of its HTTP header, where known.

    Raises BlockedPage for a page that stands in the article's place, Unreadable for one without an article and
    TooLarge for one beyond all measure. Hostile markup can take long: run it in the sandbox.
    """
    root = parse_page(decode_page(data, charset))
    _held = list(root.iter())  # lxml makes an element's object anew each time it is met, unless someone holds it
    base = url or clean_url(web_address(canonical_address(root)))
    drop_asides(root)
    related = take_related(root, base)
    speakers = take_speakers(root)
    drop_staff(root)
    facts = gather(root, url)
    if profile := read_profile(root, facts, url):
        return replace(profile, related=related)
    notes = take_footnotes(root)
    clear(root)
    lines = article_lines(root, url, facts.descriptions)
    if _is_part(root, facts, lines):
        facts = replace(facts, locked=True)
    draft = _piece(root, facts, lines, base)
    if not draft.body and draft.kind not in _HEARD:
        raise Unreadable("No article was found on that page. Copy its text in your browser and paste it.")
    return replace(
        draft,
        related=related or draft.related,
        participants=tuple(dict.fromkeys([*draft.participants, *speakers])),
        footnotes=notes or draft.footnotes,
        canonical_url=facts.canonical_url or clean_url(url),
    )


def _is_part(root: Element, facts: Gathered, lines: list[str]) -> bool:
    """Whether the page may show but a part of the piece. Raises BlockedPage for one that stands in its place."""
    words = sum(len(line.split()) for line in lines)
    if words >= _FEW_WORDS:
        return False
    if facts.locked and words < _OPENING_WORDS:
        raise BlockedPage(
            "This is the opening that a paywall shows, not the piece itself. Open the page in your browser until you "
            "see the whole text, then copy and paste it here."
        )
    signed = bool(facts.authors)
    titled = "" if signed else title_refusal(facts.title)
    shown = lines_in([root.find("body")])
    for seen in (shown, [Line(line) for line in lines]):
        if sentence := titled or refusal([Line(facts.title), *seen], signed=signed):
            raise BlockedPage(sentence)
    return asks_for_more(shown)


def _piece(root: Element, facts: Gathered, lines: list[str], base: str) -> Draft:
    """The draft of a piece: the fields its text tells when read closely, under those that the markup states."""
    body = _plain(lines, facts)
    if not body and lines:  # a piece of one paragraph, which its summary repeats
        body, facts = lines, replace(facts, deck="")
    handed = find_hand_off(root, base, facts.site)
    told = _closely(facts, body, handed[0] if handed else "")
    kind = facts.kind or told.kind
    is_here = told.completeness is Completeness.FULL or facts.locked
    stated_url = (handed[1].url if handed else "") or told.url or (facts.file_url if kind is Kind.REPORT else "")
    return replace(
        told,
        title=facts.title,
        kind=kind,
        deck=facts.deck or ("" if told.deck in told.body else told.deck),
        published=facts.published or told.published,
        authors=facts.authors or told.authors,
        url=clean_url(stated_url or (_without_query(base, facts.canonical_url) if is_here else "")),
        tags=facts.tags or told.tags,
        language=facts.language or language_of("\n".join(told.body)),
        seconds=facts.seconds or told.seconds,
        audio_url=facts.audio_url,
        image_url=facts.image_url,
        image_alt=facts.image_alt,
        source="url",
    )


def _without_query(base: str, canonical: str) -> str:
    """A page's address as the page itself gives it, where the two differ in what stands behind the path."""
    here, own = (url.partition("?")[0].removesuffix("/") for url in (base, canonical))
    return canonical if here == own else base


def _closely(facts: Gathered, body: list[str], handing: str) -> Draft:
    """The text read once more as a pasted page would be, which knows hand-offs, notes, formats and speakers.

    The body of that reading is taken when it found a hand-off or notes; else the lines stand as they are, so that
    nothing of an ordinary article is lost. `handing` is the page's hand-off line, which extraction often drops.
    """
    lines = [line for line in body if not is_same(line, handing)] + ([handing] if handing else [])
    told = _told(facts, lines)
    special = told.footnotes or told.places or told.outlet or told.completeness is not Completeness.FULL
    if not special or sum(map(len, told.body)) < _KEPT * sum(map(len, body)):
        whole = lines[:-1] if handing else lines
        whole = whole if told.kind in _HEARD else _without_bios(whole, facts.authors)
        told = replace(told, body=tuple(whole), places=())
    if is_own(told.outlet, facts.site):
        told = replace(told, outlet="", completeness=Completeness.FULL)
    if facts.locked and told.words < _FEW_WORDS:
        told = replace(told, outlet=told.outlet or facts.site, completeness=Completeness.EXCERPT)
    return told


def _without_bios(lines: list[str], authors: tuple[str, ...]) -> list[str]:
    """The lines without those at the end that say who the authors are."""
    end, _, _ = bios_at_end([Line(line) for line in lines], authors) if authors else (len(lines), (), True)
    return lines[:end]


def _plain(lines: list[str], facts: Gathered) -> list[str]:
    """The lines without list marks and furniture, and without the page's head: what stands there are other fields."""
    texts = [line.removeprefix("- ").strip() for line in lines]
    head = list(takewhile(lambda text: len(text) <= LONGEST_DECK, texts[:_HEAD_LINES]))
    first = max((at + 1 for at, text in enumerate(head) if is_same(text, facts.title)), default=0)
    end = first + _HEAD_LINES
    while first < min(len(texts), end) and _is_head(texts[first], facts):
        first += 1
    return [text for text in texts[first:] if any(map(str.isalpha, text)) and not _is_of_page(text)]


def _is_of_page(text: str) -> bool:
    """Whether a line is the site's, or says when the page was changed."""
    return is_furniture(text) or bool((date := date_line(text)) and date.says_updated)


def _is_head(text: str, facts: Gathered) -> bool:
    if any(is_same(text, field) for field in (facts.title, facts.shown, facts.deck)):
        return True
    names = byline_names(text) or split_names(text)
    signs = bool(names) and (byline_names(text) is not None or set(names) <= set(facts.authors))
    return bool(signs or kind_label(text.removesuffix("Published")) or date_line(text) or is_furniture(text))


def _told(facts: Gathered, body: list[str]) -> Draft:
    """What a reading of the page as pasted text makes of it, with the fields that are known put in their places."""
    label = facts.kind.label if facts.kind else ""
    head = [label, facts.published, facts.title or _UNTITLED, facts.deck, *facts.labelled]
    if facts.authors:
        head.append("By " + ", ".join(facts.authors))
    try:
        return read_pasted("\n\n".join(line for line in [*head, *body] if line))
    except Unreadable:
        return Draft()
