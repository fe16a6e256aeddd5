"""Topics of a text to which nobody gave any: names, fixed terms and usual subjects that it keeps coming back to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.domain.article import Topic
from bot.domain.common_topics import common_topics
from bot.domain.keyphrases import best_phrases, is_noun
from bot.domain.phrases import Key, Phrases
from bot.domain.text import fold, stem, word_set, words
from bot.domain.topic import TITLED, WORDS_PER_MENTION

_SURE = 0.4  # weight from which a usual subject is one of this text too (see `TopicIndex.match`)
_FOREIGN = 3.5  # words between two stop words on average: a text that has so many is not in English
_OFTEN = 3  # times; a name or term that comes less often is one that the title has

_ADJECTIVE = re.compile(r".{2,}(?:ian|ean|ican|ese|ish|ern|ed)s?$")
_ADJECTIVES = word_set(
    """afghan dutch filipino french german greek iraqi israeli jewish kazakh muslim pakistani saudi swiss thai uzbek
    federal international national democratic republican arab arctic atlantic pacific"""
)
_PARTICIPLES = word_set(  # those that no ending tells
    """beaten begun bitten blown born bought bound broken brought built caught chosen dealt drawn driven drunk eaten
    fallen felt fled flown forbidden forgotten fought found frozen given gone grown held hidden hit kept known laid led
    left lent lost met paid ridden risen seen sent shaken shown sold sought spent split spoken stolen struck stuck
    sunk sworn taken taught thought thrown told torn understood undone won worn written"""
)
_NOUNS_ALL_THE_SAME = word_set("caribbean mediterranean ocean vatican")
# Alone they name an office or a part of a text, not a subject; at a phrase's end somebody in a role.
_OFFICES = word_set(
    """act agency analyst annex appendix april article assistant associate association august author board box
    bureau call candidate capitol center centre chair chairman channel chapter citizen colleague commission
    commissioner committee company completion congress congressman congresswoman coordinator council country
    customer december department deputy director division editor employee engineer executive expert february
    fellow figure file firm force governor graph group guest head host house idea initiative institute
    institution investigator issue item january judge july june king lawyer leader lesson link list manager
    march may mayor member minister ministry monday november october office officer official owner page part
    partner party people phase plan post premier president prince professor program programme project queen rate
    report reporter researcher rule scholar scientist secretary section senator senior september spokesman
    spokeswoman staff state step supplier table team union university user vendor washington witness worker"""
)
_OFFICE_STEMS = frozenset(map(stem, _OFFICES))
_NEAR = 80  # characters around a phrase that tell what it is
_WORD = r"[A-Z][\w’'-]*"
_TITLES = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sen|Senator|Rep|Gov|Governor|President|Secretary|Minister|Ambassador|Gen|General|"
    r"Adm|Admiral|Col|Colonel|Capt|Captain|Sir|Lord|Judge)"
)
_SAID = (
    r"(?:said|says|told|asked|asks|argued|argues|added|adds|wrote|writes|explained|explains|noted|notes|warned|warns|"
    r"recalled|recalls|answered|answers|replied|replies|observed|observes|concluded|concludes|who)"
)
_CALLED = re.compile(rf"\b(?:{_TITLES}\.? (?:{_WORD} )?|{_SAID} )$")
_SPEAKS = re.compile(rf",? {_SAID}\b")
_AUXILIARY = re.compile(
    r"\b(?:to|can|could|will|would|shall|should|may|might|must|not|they|we|you|who) $", re.IGNORECASE
)
_OBJECT = re.compile(r" (?:the|an?|its|his|her|their|our|this|these|those|it|them|him|us|what|how|why|no)\b")
_BELONGS = re.compile(rf"((?: (?:of|for)(?: the| a)?(?: (?:and )?{_WORD})+)+)")
_PART_OF = re.compile(rf"\b{_WORD} (?:of|for)(?: the| a)? $")

Found = tuple[str, int, bool]  # name, how often, whether the title has it


def found_topics(text: str, limit: int, title: str = "", people: Collection[str] = ()) -> list[Topic]:
    """At most `limit` topics, the weightiest first; none rather than a phrase that names no subject.

    Names and terms stand as the text writes them, with a capital at the beginning. `people` (authors, speakers)
    are no topics.
    """
    phrases = Phrases(text, title)
    if phrases.run_length > _FOREIGN:
        return []
    expected = max(1.0, len(text.split()) / WORDS_PER_MENTION)
    found: dict[str, float] = {}
    for name, count, titled in (*_usual(text, title), *_own(phrases, text, limit, people)):
        weight = count / (count + expected)
        if titled or (count >= _OFTEN and weight >= _SURE):
            found[name] = TITLED + (1 - TITLED) * weight if titled else weight
    best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:limit]
    return [Topic(name, round(weight, 4)) for name, weight in best]


def _usual(text: str, title: str) -> Iterator[Found]:
    titled = common_topics().mentions(title)
    told = Counter(common_topics().mentions(text))
    for name in dict.fromkeys([*titled, *told]):
        yield name, told[name], name in titled


def _own(phrases: Phrases, text: str, limit: int, people: Collection[str]) -> Iterator[Found]:
    """The text's own names and terms, as it writes them, with a capital at the beginning."""
    names = frozenset(stem(word) for name in people for word in words(name))
    taken: list[frozenset[str]] = []
    lower = text.lower()
    best = best_phrases(phrases, names, lambda key: _names_a_subject(phrases, key))
    for key, _ in islice(best, 2 * limit):
        name = _own_name(phrases.written(key), key[-1], text, lower)
        parts = frozenset(words(name))
        if parts and not any(len(parts & other) > 1 or parts <= other or other <= parts for other in taken):
            taken.append(parts)
            places = phrases.places[key]
            yield name.capitalize() if name.islower() else name, len(places), places[0] < phrases.titled


def _own_name(written: str, last: str, text: str, lower: str) -> str:
    """The topic that a phrase names, `last` being its last stem; "" when it is none after all."""
    places = _contexts(written, text, lower)
    name = _full_name(written, places)
    if not places or not name or _is_person(places) or common_topics().mentions(name):
        return ""  # what the list has goes by the list's name
    return "" if name == written and (last in _OFFICE_STEMS or _is_done(places)) else name


def _names_a_subject(phrases: Phrases, key: Key) -> bool:
    """Whether a phrase that returns is a name, or a fixed term of several words."""
    places, size = phrases.places[key], len(key)
    told = [at for at in places if at >= phrases.titled]  # a title's capitals say nothing
    if not told or len(places) < 2:
        return False
    inside = phrases.inside(told)
    named = inside > 0 and phrases.names(size, told) == inside and not phrases.shouted
    if not named and (size == 1 or phrases.whole(size, told) < 2):
        return False
    written = phrases.written(key)
    last = fold(written.rsplit(" ", 1)[-1])
    if named:
        return last in _NOUNS_ALL_THE_SAME or not (_ADJECTIVE.match(last) or last in _ADJECTIVES)
    return is_noun(written) and last not in _PARTICIPLES and not fold(written).split(" ")[0].endswith("ing")


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands right before and behind a phrase at one of its places."""

    before: str
    behind: str


def _contexts(phrase: str, text: str, lower: str) -> list[_Place]:
    """Every place of a phrase in a text, whole words, whatever its case; `lower` is the text in lower case."""
    found: list[_Place] = []
    wanted = phrase.lower()
    at = lower.find(wanted) if len(lower) == len(text) else -1
    while at >= 0:
        end = at + len(wanted)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            found.append(_Place(text[max(0, at - _NEAR) : at], text[end : end + _NEAR]))
        at = lower.find(wanted, end)
    return found


def _full_name(written: str, places: Sequence[_Place]) -> str:
    """The name with what belongs to it ("National Institutes" of Health), "" when it is the end of a longer one."""
    ends = Counter(found[1] for place in places if (found := _BELONGS.match(place.behind)))
    if ends and 2 * sum(ends.values()) >= len(places):
        return written + str(max(ends, key=ends.__getitem__))
    return "" if 2 * sum(bool(_PART_OF.search(place.before)) for place in places) >= max(1, len(places)) else written


def _is_done(places: Sequence[_Place]) -> bool:
    """Whether a phrase has a verb: most of its places are something done ("to build trust", "banks hear a")."""
    done = sum(bool(_AUXILIARY.search(place.before) or _OBJECT.match(place.behind)) for place in places)
    return 2 * done >= max(1, len(places))


def _is_person(places: Sequence[_Place]) -> bool:
    """Whether somebody of that name speaks in the text, or is called by a title there."""
    return any(_CALLED.search(place.before) or _SPEAKS.match(place.behind) for place in places)
