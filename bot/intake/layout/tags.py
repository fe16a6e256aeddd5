"""Lines of topics and programmes: `A / B / C`, `Topics: A, B`, and rows of topics without any mark between them."""

from __future__ import annotations

import re

from bot.domain.text import fold
from bot.intake.layout.phrases import phrases
from bot.intake.layout.sites import breadcrumb

_LONGEST = 240
_PREFIX = re.compile(
    r"(?:related\s)?(?:topics?|tags?|keywords?|issues?|regions?|programs?|programmes?|research areas?|subjects?"
    r"|filed under|categories|category|themes?|part of|areas?)(?:\s(?:and|&)\s\w+)?\s*:\s*(?P<rest>\S.*)"
    r"|(?:part of|within)\s(?P<part>[A-Z][^.:]{2,60})",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s/\s")

# The names sites give to their topics and regions, where a page lists them in a row with nothing between.
_TOPICS = phrases("""
afghanistan|africa|americas|arctic|argentina|armenia|artificial intelligence|asia|asia pacific|australia|azerbaijan
baltics|belarus|belt and road|biosecurity|black sea|brazil|canada|caribbean|caucasus|central america|central asia
central europe|chile|china|civil military relations|civil society|climate|climate change
climate change & climate action|coalition building|colombia|conflict|congress|corruption|counterterrorism
crisis management|cryptocurrency|cuba|cuba sanctions|cyber|cyber & technology|cybersecurity|cybersecurity & tech
defense|defense & security|defense industry|defense policy|defense strategy and spending|defense technologies
democracy|democratic transitions|diplomacy|disinformation|drones|east asia|eastern europe|economic policy
economic sanctions|economics|economy|economy & business|education|egypt|elections|energy|energy & environment
energy and environment|energy markets & governance|energy security|energy transitions|environment|eurasia|europe
europe & eurasia|european union|executive branch|export controls|extremism|financial regulation
fiscal and monetary policy|food security|foreign policy|foreign relations & international law|france|future of work
gas|gaza|geopolitics|geopolitics & energy security|georgia|germany|global governance|global health|greece|gulf
health|hong kong|human rights|hungary|hybrid warfare|immigration|india|indo-pacific|indonesia|industrial policy
inflation|infrastructure|innovation|intelligence|intelligence & surveillance|international financial institutions
international law|international markets|international norms|international organizations|internet|iran|iraq|israel
italy|japan|jordan|kazakhstan|korea|kosovo|latin america|latin america & caribbean|lebanon|libya|macroeconomics
maritime security|mexico|middle east|middle east & north africa|migration|military|missile defense|moldova
money laundering|morocco|national security|nato|nato partnerships|new ideas|nigeria|nonproliferation|north africa
north america|north korea|northern europe|nuclear deterrence|nuclear energy|nuclear nonproliferation|oceans|oil
oil and gas|pakistan|partnerships|philippines|poland|political reform|politics|politics & diplomacy|public health
putin|qatar|rapid response|refugees|renewables|resilience|resilience & society|romania|rule of law|russia|sanctions
saudi arabia|security|security & defense|security partnerships|semiconductors|serbia|singapore|society|south africa
south america|south asia|south china sea|south korea|southeast asia|space|space security|spain|state department
strategy|sub-saharan africa|supply chains|sweden|syria|taiwan|technology|technology & innovation|telecommunications
terrorism|terrorism & extremism|thailand|the arctic|trade|trade and tariffs|transatlantic relations|turkey|uae|ukraine
united arab emirates|united kingdom|united nations|united states|united states and canada|us elections
us foreign policy|u.s. foreign policy|venezuela|vietnam|war|water|western balkans|women, peace, and security
world order|yemen|youth
""")
_PROGRAMMES = phrases(
    """
defense|energy, economics & security|energy, economics, and security|indo-pacific security|middle east security
military, veterans & society|military, veterans, and society|securing u.s. democracy|technology & national security
technology and national security|transatlantic security|national security human capital|artificial intelligence
countering high-tech illiberalism|digital freedom forum|gaming lab|america competes|u.s. national security and defense
"""
)
_MOST_WORDS = max(len(topic.split()) for topic in _TOPICS)


def tag_line(text: str) -> tuple[str, ...]:
    """The tags of a line that states nothing else; () for every other line."""
    if len(text) > _LONGEST or text.endswith((".", "?", "!")):
        return ()
    if match := _PREFIX.fullmatch(text):
        return _parts(match["rest"], r"\s*[,;|•·]\s*|\s/\s") if match["rest"] else (match["part"].strip(),)
    return programme_line(text) or _row_of_topics(text)


def programme_line(text: str) -> tuple[str, ...]:
    """The programmes of a line `A / B / C`; () for every other line."""
    if len(text) > _LONGEST or breadcrumb(text) or not _SLASH.search(text) or text.endswith((".", "?", "...")):
        return ()
    parts = _parts(text, r"\s/\s")
    return parts if len(parts) > 1 and all(is_tag(part) for part in parts) else ()


def is_programme(text: str) -> bool:
    """Whether a line is the name of one programme, as it stands alone above the items of a block."""
    return fold(text) in _PROGRAMMES


def is_topic(text: str) -> bool:
    """Whether a line is one of the topics that sites write above a title."""
    return fold(text) in _TOPICS


def topics_listed(text: str) -> tuple[str, ...]:
    """The topics of a line "Digital Policy, Economy & Business", where topics stand; one of them is known."""
    parts = _parts(text, r"\s*,\s*")
    return parts if len(parts) > 1 and all(map(is_tag, parts)) and any(map(is_topic, parts)) else ()


def _row_of_topics(text: str) -> tuple[str, ...]:
    if re.search(r"[|•·]", text):
        parts = _parts(text, r"\s*[|•·]\s*")
        return parts if len(parts) > 1 and all(is_topic(part) for part in parts) else ()
    words = text.split()
    found: list[str] = []
    at = 0
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            part = " ".join(words[at : at + count]).rstrip(",")
            if fold(part) in _TOPICS:
                found.append(part)
                at += count
                break
        else:
            return ()
    return tuple(found) if len(found) > 1 else ()


def _parts(text: str, separator: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in re.split(separator, text) if part.strip()))


def is_tag(text: str) -> bool:
    """Whether a line can be a topic by its shape: up to eight words in capitals, small words apart."""
    words = [word for word in text.split() if word[:1].isalpha()]
    small = {"and", "of", "the", "in", "for", "on", "to", "with"}
    return (
        not text.endswith((".", "?", "!", ":"))
        and 0 < len(words) <= 8
        and all(word[0].isupper() or word in small for word in words)
    )
