"""The kind of a piece, from what its page says and how it is made, in the order of how sure each sign is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.article import Kind
from bot.intake.layout.handoff import HandOff
from bot.intake.layout.participants import is_joined, is_transcript, quoted
from bot.intake.layout.phrases import any_phrase
from bot.intake.layout.prose import extent

_PRESS_NOTE = any_phrase(
    r"""
    \bresponds?\s*:
    \bpress note\b
    ^cnas (?:experts? )?(?:responds?|reacts?|statement)
    """
)
_TRANSCRIPT = any_phrase(r"^transcripts?\b|\btranscript$|\btranscript (?:from|of|:)|full transcript")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATELINE = re.compile(
    rf"[A-Z][A-Za-z. ]{{2,30}},?\s?(?:D\.?C\.?,?)?\s*\(?{_MONTH} \d{{1,2}},? ?(?:\d{{4}})?\)?\s*[-–—:]"
    rf"|{_MONTH} \d{{1,2}}, \d{{4}}\s*[-–—]\s*(?:The|Today|CNAS)|WASHINGTON\s*[-–—]"
)
_ANNOUNCES = re.compile(
    r"(?:new )?cnas (?:and \w+ )?(?:\w+ ){0,3}?(?:announces?|welcomes?|launches?|names?|appoints?|releases?|"
    r"partners?|hosts?|report:|experts? testif(?:y|ies)|to host|hires?|adds?|congratulates?)\b",
    re.IGNORECASE,
)
_PLEASED = any_phrase(
    r"""
    \b(?:is|are) (?:pleased|proud|delighted|excited|honored) to (?:announce|welcome|present|launch|release)
    \b(?:today )?(?:announced|released|launched) (?:today|a new report)\b
    \btoday (?:announced|released|launched)\b
    """
)
_CONTACT = any_phrase(
    r"""
    \b(?:to|or) (?:schedule|arrange|request) (?:an? )?(?:interview|conversation)
    \bmedia (?:inquiries|contacts?|enquiries)
    \bfor (?:more information|press inquiries|interviews?)\b.{0,80}\b(?:contact|email|call)
    \bavailable for (?:interviews?|comment)
    \bpress (?:contact|inquiries)
    \bplease contact\b.{0,80}@
    """
)
_TESTIMONY = any_phrase(
    r"""
    \btestimony (?:before|to|presented)
    \b(?:prepared|written|opening) (?:statement|testimony|remarks) (?:before|of|for|to)
    ^(?:chair(?:man|woman|person)?|vice chair)\b.{0,60}\branking member\b
    \bstatement (?:before|for the record)
    """
)
_TESTIFIES = re.compile(r"\b(?:testif(?:y|ies|ied)|testimony)\b", re.IGNORECASE)
_EVENT = any_phrase(
    r"""
    \b\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:-|–|—|to)\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\b
    ^(?:register|rsvp)\b|\b(?:please|to) (?:register|rsvp)\b
    please join (?:us|cnas|csis|the)\b
    will (?:host|hold|convene) an?\s
    """
)
_PODCAST = any_phrase(
    r"""
    \bpodcast\b
    \b(?:this|in this|latest|new|week['’]s|today['’]s)(?: \w+)? episode\b|\bepisode of\b
    \blisten (?:to the|on|now|here)\b
    """
)
_VIDEO = any_phrase(
    r"""
    \bwatch the (?:full )?(?:video|interview|discussion|recording)\b
    \b(?:appears|appeared) on\b.{0,40}\b(?:tv|live|news)\b
    """
)
_REPORT_HEADINGS = any_phrase(
    r"""
    executive summary|key findings|(?:policy )?recommendations|methodology|research questions?|findings
    about (?:this|the) report|task force leadership|table of contents|acknowledge?ments
    """
)
_REPORT_WORDS = any_phrase(r"\bthis (?:report|brief|paper|study|policy brief|working paper|issue brief)\b")
_PROSE = 120  # characters a page's text must have to be an article of some kind


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows of its kind: its words, its hand-offs, what its head states, how many notes it has."""

    title: str
    texts: Sequence[str]
    handed: Sequence[HandOff] = ()
    in_outlet: bool = False  # a source or journalist is named
    helped: bool = False  # "with Jane Doe" stands below the byline, as on reports
    notes: int = 0
    seconds: int | None = None
    stated_article: bool = False  # the page has a date or people
    digest: bool = False  # the pieces that it is about stand below its text

    @property
    def opening(self) -> str:
        return " ".join(self.texts[:2])

    @property
    def verbs(self) -> set[str]:
        return {found.verb for found in self.handed if not found.origin}

    @property
    def nouns(self) -> set[str]:
        return {found.noun for found in self.handed}


def kind_of_page(signs: Signs) -> Kind | None:
    """The kind that nothing on the page names in so many words: the first whose signs are there.

    Prose with a date, people or a hand-off and no other sign is commentary, what most pages are; text without them
    has no kind, and a curator is asked.
    """
    return next((kind for kind, holds in _RULES if holds(signs)), None)


def _is_press_release(page: Signs) -> bool:
    if not page.texts:
        return False
    announces = _ANNOUNCES.match(page.title) or _PLEASED.search(page.texts[0][:400])
    contact = not page.handed and not _is_event(page) and _CONTACT.search(" ".join(page.texts[-3:]))
    return bool(_DATELINE.match(page.texts[0]) or announces or contact)


def _is_testimony(page: Signs) -> bool:
    spoken = any(_TESTIMONY.search(text[:200]) for text in page.texts[:3])
    return bool(_TESTIMONY.search(page.title) or _TESTIFIES.search(page.title)) or spoken


def _is_event(page: Signs) -> bool:
    return len(page.texts) < 15 and any(_EVENT.search(text[:300]) for text in page.texts[:4])


def _is_report(page: Signs) -> bool:
    headings = sum(bool(_REPORT_HEADINGS.fullmatch(text.strip(" .:"))) for text in page.texts)
    noted = page.notes >= 5 or (headings > 0 and page.notes > 0)
    noted = noted or (page.helped and not page.handed)
    return headings > 1 or noted or "report" in page.nouns or bool(_REPORT_WORDS.search(" ".join(page.texts[:4])))


def _is_called_podcast(page: Signs) -> bool:
    described = len(page.texts) < 12 and not page.handed and _PODCAST.search(page.opening)
    return bool(_PODCAST.search(page.title) or described or (len(page.texts) < 12 and is_joined(page.texts)))


def _is_article(page: Signs) -> bool:
    told = page.digest or sum(extent(text) for text in page.texts) >= _PROSE
    return bool(page.handed) or (page.stated_article and told)


# In the order of how sure each sign is.
_RULES: tuple[tuple[Kind, Callable[[Signs], bool]], ...] = (
    (Kind.PRESS_NOTE, lambda page: bool(_PRESS_NOTE.search(page.title)) or len(quoted(page.texts)) > 1),
    (Kind.IN_THE_NEWS, lambda page: page.in_outlet),
    (Kind.TRANSCRIPT, lambda page: bool(_TRANSCRIPT.search(page.title)) or is_transcript(page.texts)),
    (Kind.PRESS_RELEASE, _is_press_release),
    (Kind.TESTIMONY, _is_testimony),
    (Kind.PODCAST, lambda page: bool(page.verbs & {"listen", "hear"} or page.nouns & {"podcast", "episode"})),
    (
        Kind.VIDEO,
        lambda page: "watch" in page.verbs or bool(page.nouns & {"video", "webinar"} or _VIDEO.search(page.opening)),
    ),
    (Kind.PODCAST, lambda page: bool(page.seconds)),
    (Kind.EVENT, _is_event),
    (Kind.REPORT, _is_report),
    (Kind.PODCAST, _is_called_podcast),
    (Kind.COMMENTARY, _is_article),
)
