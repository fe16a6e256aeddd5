"""Labels that name a piece's format: a kind line, a blog's name, the folder in its address."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from bot.domain.article import Kind
from bot.domain.kinds import kind_of
from bot.domain.text import fold
from bot.intake.layout.phrases import phrases
from bot.intake.layout.sites import breadcrumb

_LONGEST = 48
_NUMBER = re.compile(r"(?:,? (?:no\.?|nr\.?|number|#))? ?#?\d{1,4}(?:[/-]\d{1,4})?$")  # "Policy Brief No. 12"

# Running series of the sites of the field; whatever stands in them is commentary.
_SERIES = phrases("""
new atlanticist|ukrainealert|menasource|iransource|turkeysource|belarusalert|energysource|africasource
southasiasource|econographics|geotech cues|inflection points|inflection points today|fast thinking|britain debrief
dispatches|sinographs|the rand blog|rand blog|order from chaos|techtank|fixgov|up front|emissary|carnegie politika
politika|strategic europe|sada|diwan|critical questions|expert brief|in brief|blog post|expert commentary
experts react|cnas insights|sharper|new perspectives on asia|the arc|long shots|q&a|article|lawfare|the situation
quick take|trend line|viewpoints
""")
# Those of them in which people of other houses write: below a format, or in brackets behind it, they are an outlet.
_OUTLETS = phrases("""
lawfare|new atlanticist|ukrainealert|menasource|iransource|turkeysource|belarusalert|energysource|africasource
southasiasource|econographics|geotech cues|inflection points|order from chaos|techtank|fixgov|emissary
carnegie politika|politika|strategic europe|sada|diwan|new perspectives on asia
""")
_COMPOUND = re.compile(r"\w[\w-]*-(studie|kommentar|analyse|bericht|arbeitspapier|beitrag)")
_QUALIFIED = re.compile(r"^(?:(?:submitted|prepared|written|oral|expert) )+(?=testimony|statement)")
_OTHER_LABELS = {
    "event recap": Kind.EVENT,
    "past event": Kind.EVENT,
    "upcoming event": Kind.EVENT,
    "podcast transcript": Kind.TRANSCRIPT,
    "event transcript": Kind.TRANSCRIPT,
    "congressional testimony": Kind.TESTIMONY,
    "cnas in the news": Kind.IN_THE_NEWS,
    "press": Kind.IN_THE_NEWS,
    "press coverage": Kind.IN_THE_NEWS,
    "cnas podcasts": Kind.PODCAST,
    "cnas live": Kind.PODCAST,
    "research summary": Kind.REPORT,
    "research report": Kind.REPORT,
    "research paper": Kind.REPORT,
    "journal article": Kind.REPORT,
    "strategy paper": Kind.REPORT,
    "book chapter": Kind.REPORT,
}
_FOLDERS = (
    (r"commentary|commentaries|blogs?|opinions?|op-eds?|posts|emissary|politika|article|articles", Kind.COMMENTARY),
    (
        r"reports?|research_reports|perspectives|in-depth-research-reports|(?:issue-|policy-)?briefs?|(?:working-)?papers?",
        Kind.REPORT,
    ),
    (r"podcasts?|audio", Kind.PODCAST),
    (r"videos?|multimedia", Kind.VIDEO),
    (r"congressional-testimony|testimon(?:y|ies)", Kind.TESTIMONY),
    (r"transcripts?", Kind.TRANSCRIPT),
    (r"in-the-news|media-mentions", Kind.IN_THE_NEWS),
    (r"press-releases?|news-releases?", Kind.PRESS_RELEASE),
    (r"press-notes?|press-statements?", Kind.PRESS_NOTE),
    (r"events?", Kind.EVENT),
)


@lru_cache(maxsize=512)  # a page's lines are asked about many times over
def kind_label(text: str) -> Kind | None:
    """The kind a whole line names: "Reports", "Op-eds", "commentary", "New Atlanticist"; None for other lines.

    Of a breadcrumb it is the innermost step that names one.
    """
    if steps := breadcrumb(text):
        return next((kind for step in reversed(steps) if (kind := kind_label(step))), None)
    if len(text) > _LONGEST:
        return None
    words = _NUMBER.sub("", _QUALIFIED.sub("", fold(text).strip(" .:|·•()[]*")))
    if words in _SERIES:
        return Kind.COMMENTARY
    compound = _COMPOUND.fullmatch(words)  # as German houses call their series
    return _OTHER_LABELS.get(words) or kind_of(words) or (kind_of(compound[1]) if compound else None)


def is_series(text: str) -> bool:
    """Whether a line is the name of a running series, which stands above a title but is no format."""
    return len(text) <= _LONGEST and fold(text).strip(" .:|·•()[]*") in _SERIES


def is_series_outlet(text: str) -> bool:
    """Whether a series is also a place in which others publish, and so an outlet where its format is stated."""
    return is_series(text) and fold(text).strip(" .:|·•()[]*") in _OUTLETS


def leading_kind(text: str) -> Kind | None:
    """The kind named by the first word or words of a label: "ResearchPublished", "Report by", "Podcast Episode"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).split()
    for count in (3, 2, 1):
        if len(words) >= count and (kind := kind_label(" ".join(words[:count]))):
            return kind
    return None


def kind_of_address(url: str) -> Kind | None:
    """The kind that the folders of an address name, the innermost first."""
    try:
        folders = urlsplit(url).path.lower().split("/")[1:]
    except ValueError:
        return None
    for folder in reversed(folders[:-1]):
        for pattern, kind in _FOLDERS:
            if re.fullmatch(pattern, folder):
                return kind
    return None


def is_person_address(url: str) -> bool:
    """Whether an address is that of someone's own page."""
    return bool(re.search(r"//[^/]+/(?:\w\w/)?(?:people|experts?|staff|team|about/people)/[^/?#]+", url))
