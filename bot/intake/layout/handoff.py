"""Lines that hand the reader on: the rest of the piece is in another outlet, or it came from one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.text import fold
from bot.intake.layout.datelines import find_date

_LONGEST = 260

_NOUN = (
    r"(?:commentary|articles?|op-?eds?|stor(?:y|ies)|pieces?|essays?|posts?|columns?|interviews?|hearings?|episodes?|"
    r"podcasts?|conversations?|discussions?|segments?|videos?|reports?|briefs?|papers?|stud(?:y|ies)|testimon(?:y|ies)|"
    r"transcripts?|analysis|texts?|reviews?|events?|opinions?|editorials?|blogs?|letters?|speech|remarks|recordings?|"
    r"broadcasts?|shows?|appearances?|webinars?|panels?|clips?|chapters?|features?|symposium|q&a|newsletter)"
)
_NOUNS = rf"(?:[\w-]+\s){{0,2}}?(?P<noun>{_NOUN})"
_ALL = r"(?:full|complete|entire|original|whole|(?:rest|remainder)\sof\s(?:the|this))"
_IN = r"(?:in|from|on|at|via|with|by|over\sat|through)"
_OUTLET = r"(?P<outlet>(?:[^.!?]|[.!?](?=\w)|(?<=U\.S)\.(?!\w)){2,90}?)"
_VERB = r"(?P<verb>read|listen\sto|watch|view|see|hear|find|access|get|check\sout|continue\sreading|keep\sreading)"
_END = r"(?:\shere)?(?:\s\((?:subscription|registration|paywall)[^)]*\))?\s?[.!:»›→>]*"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:please\s|you\scan\s)?{_VERB}\s(?:the\s|this\s|our\s|his\s|her\s|their\s)?(?P<all>{_ALL}\s)?{_NOUNS}"
        rf"(?P<more>,?\s(?:and|&)\smore(?:\s\w+)?)?(?:\s(?:here|online))?,?\s{_IN}\s{_OUTLET}{_END}",
        rf"(?:please\s)?(?P<verb>visit|go\sto|head\s(?:over\s)?to|see)\s{_OUTLET}\s(?:to|for)\s"
        rf"(?:(?:read|hear|view|watch|see|access|listen\sto)\s)?(?:the|this)\s(?P<all>{_ALL}\s)?{_NOUNS}(?:\shere)?\s?[.!]*",
        rf"(?:to|for)\s(?:(?P<verb>read|hear|view|watch|see|access|listen\sto)\s)?(?:the|this)\s(?P<all>{_ALL}\s)?{_NOUNS},?\s"
        rf"(?:please\s)?(?:visit|go\sto|see|click|head\sto)\s{_OUTLET}{_END}",
        rf"(?:please\s)?{_VERB}\s(?:it|more|(?:the\s|this\s|his\s|her\s|their\s)?(?P<all>{_ALL}\s)?{_NOUNS})\s(?:online\s)?"
        r"(?P<here>here)\s?[.!:]*",
        rf"{_VERB}\s(?P<more>more|on)\s{_IN}\s{_OUTLET}{_END}",
        rf"(?P<verb>continue\sreading|keep\sreading)\s{_IN}\s{_OUTLET}{_END}",
        rf"(?:the|this)\s(?P<all>{_ALL}\s){_NOUNS}\s(?:is\savailable|can\sbe\s(?:read|found|heard|seen|watched)|appears|appeared)"
        rf"\s(?P<verb>{_IN})\s{_OUTLET}{_END}",
        rf"{_VERB}\s(?:the\s)?(?P<all>{_ALL}\s){_NOUNS}\s?[.!:»›→>]*",
    )
)
_ORIGIN = re.compile(
    rf"(?:(?:editor['’]s\snote:\s)?(?:this|the)\s(?:[\w-]+\s)?(?P<noun>{_NOUN})\s)?(?:(?:was|has\sbeen|is|were|has)\s)?"
    r"(?:(?:originally|first|also|initially|previously)\s)?"
    r"(?:(?:co-?)?published|posted|appeared|appears|aired|printed|ran|featured|cross-?posted|broadcast|reposted)"
    rf"\s(?:originally\s|first\s)?(?:in|on|by|at|with)\s(?:the\spages\sof\s)?{_OUTLET}(?:,?\s(?:on|in)\s(?P<date>(?:[A-Z][a-z]+\.?\s)?\d[^.]{{2,30}}))?\.?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?=\S)|(?<=\b[A-Z])\.(?!\S))+[.!?]*[\"”’]?")
_ADDRESS = re.compile(r"[(<\[]?\b(?:https?://|www\.)[^\s()<>\]]+[)>\]]?")
_OWN = frozenset(
    ("cnas", "rand", "csis", "brookings", "carnegie", "cfr", "this series", "the series", "our experts", "us")
)


@dataclass(frozen=True, slots=True)
class HandOff:
    """What such a line says: where the piece is, at which address, and what one does there."""

    outlet: str = ""
    url: str = ""
    verb: str = "read"  # read, listen, watch
    noun: str = ""
    origin: bool = False  # it tells where the piece came from, not that the rest is there
    published: str = ""


def hand_off(text: str, link: str = "") -> HandOff | None:
    """The hand-off a whole line makes; None when the line is anything else.

    `link` is the address behind the line, where the page kept it; one written out on the line counts as well.
    """
    if len(text) > _LONGEST + 200:
        return None
    address = _ADDRESS.search(text)
    written = address[0].strip("(<[>])") if address else ""
    url = link or (f"https://{written}" if written.lower().startswith("www.") else written)
    plain = " ".join(_ADDRESS.sub(" ", text).replace("( )", " ").split()).strip(' *_|→»›:[]()"“”')
    plain = re.sub(r"\s([.!])$", r"\1", plain)
    if not 8 <= len(plain) <= _LONGEST:
        return None
    for form in _FORMS:
        if match := form.fullmatch(plain):
            return _hand_off(match.groupdict(), url)
    return _origin(plain, url)


def opening_origin(paragraph: str) -> tuple[str, HandOff | None]:
    """A paragraph without its opening "This article was originally published in OUTLET.", and what that said."""
    sentence = _SENTENCE.match(paragraph[: _LONGEST + 40])
    if not sentence or len(sentence[0]) > _LONGEST:
        return paragraph, None
    found = _origin(sentence[0].strip(), "")
    return (paragraph[sentence.end() :].lstrip(), found) if found else (paragraph, None)


def closing_hand_off(paragraph: str) -> tuple[str, HandOff | None]:
    """A paragraph without a hand-off that closes it, and what that said."""
    tail = paragraph[-_LONGEST:]
    for mark in (match for match in re.finditer(r"[.!?…][\"”’]?\s+(?=[A-Z])", tail)):
        closing = tail[mark.end() :]
        if not re.match(
            r"(?:please|read|listen|watch|continue|visit|to read|view|this|the full)\b", closing, re.IGNORECASE
        ):
            continue
        found = hand_off(closing)
        if found and (found.origin or "full" in closing.lower() or "more" in closing.lower() or found.noun == ""):
            return paragraph[: len(paragraph) - len(closing)].rstrip(), found
    return paragraph, None


def _hand_off(found: dict[str, str | None], url: str) -> HandOff | None:
    outlet = clean_outlet(found.get("outlet") or "")
    if (found.get("all") or "x").isupper() and outlet.isupper():
        outlet = _from_capitals(outlet)
    verb = fold(found.get("verb") or "read").split()[0]
    noun = fold(found.get("noun") or "")
    if not any(found.get(word) for word in ("all", "more", "here", "outlet")):
        return None
    if found.get("more") in ("more", "on") and fold(outlet) in _OWN:
        return None
    if noun in ("hearing", "video", "webinar") and verb in ("view", "see"):
        verb = "watch"
    return HandOff(outlet, url, verb if verb in ("listen", "watch", "hear") else "read", noun)


def _origin(sentence: str, url: str) -> HandOff | None:
    match = _ORIGIN.fullmatch(sentence)
    if not match or (
        not match["noun"] and not re.match(r"(?:originally|first|this|previously)\b", sentence, re.IGNORECASE)
    ):
        return None
    date = find_date(match["date"] or "")
    outlet = clean_outlet(match["outlet"])
    return (
        HandOff(outlet, url, noun=fold(match["noun"] or ""), origin=True, published=date[0] if date else "")
        if outlet
        else None
    )


def _from_capitals(outlet: str) -> str:
    """The Harbor Review for THE HARBOR REVIEW; short words in capitals may be initials and stay."""
    words = [
        word if len(word) <= 4 and at == 0 and word not in ("THE",) else word.capitalize()
        for at, word in enumerate(outlet.split())
    ]
    return " ".join(
        word.lower() if word in ("Of", "On", "The", "And", "In") and at else word for at, word in enumerate(words)
    )


def clean_outlet(text: str) -> str:
    """An outlet's name without article in small letters, "the website of", "here", dates, quotes and full stop."""
    outlet = " ".join(_ADDRESS.sub(" ", text).split()).strip(' .,:;*_"“”()[]')
    outlet = re.sub(r"^(?:the\s)?(?:website|pages|site|web site|homepage)\sof\s", "", outlet, flags=re.IGNORECASE)
    outlet = re.sub(r"(?:['’]s)?\s(?:website|web site|site|here|online)$", "", outlet, flags=re.IGNORECASE)
    outlet = re.sub(r",?\s(?:on\s)?(?:\w+day,?\s)?$", "", outlet)
    if found := find_date(outlet):
        outlet = re.sub(r",?\s?(?:on|in)?$", "", outlet[: found[1]].rstrip(" ,"))
    outlet = re.sub(r"^the\s", "", outlet)
    return "" if fold(outlet) in ("here", "this link", "the link", "link below", "below") else outlet
