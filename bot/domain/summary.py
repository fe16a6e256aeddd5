"""Extractive summaries: the sentences of a piece that best stand for it, verbatim and in its order."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.article import Completeness, Kind, Summary
from bot.domain.furniture import is_furniture
from bot.domain.passages import paragraphs as paragraphs_of
from bot.domain.sentences import sentences
from bot.domain.statements import SPOKEN, Statement, statements
from bot.domain.text import terms

BRIEF, SHORT, FULL = 1, 3, 6  # sentences

# The weights are round numbers from a broad optimum: each can move by a third with less than half a point of ROUGE
# lost on five collections (agency posts, abstracts, policy analyses, news, web articles; see docs/benchmarks.md).
# A sentence's significance, the mean weight of its words, is scaled so that the article's best has this much.
_SIGNIFICANCE = 2.5
# A word weighs ln(occurrences); one of the title's (the author's own shortest summary) or the deck's weighs more.
_TITLE, _DECK = 2.0, 1.0
# Dividing by the square root of the length is half way between sum (favours long sentences) and mean (short ones).
_LENGTH_POWER = 0.5
_LEAD, _LATER, _OPENS = 0.8, 0.25, 0.2  # for the first sentence, off with ln(rank), for the first of a paragraph
_ANNOUNCES = 0.8  # "This report argues", "We propose": the author says what the piece is
_BORROWED = 0.4  # off for questions, quotations, reported speech, words to another speaker
_DANGLING = 0.6  # off for "He …", "But …", unless the sentence before is in the summary as well
_PRESCRIBES = 0.6  # commentary and the like: what should be done
_OPENING = 0.4  # off for the first words of a commentary or report: an occasion or anecdote, rarely its argument
_SUMS_UP = 0.6  # the authors' own summary, findings and recommendations
_COVERED = 0.5  # what a word still counts once a chosen sentence has it
# The more sentences a summary has, the shorter each should be: off per 25 words and ln(sentences asked for). Below
# 15 words brevity is no merit any more, and a sentence of fewer than 8 hardly says anything by itself.
_BREVITY, _USUAL_LENGTH, _BRIEF_ENOUGH = 0.8, 25, 15
_STUB, _STUB_LENGTH = 0.5, 8

_OPINION = frozenset({Kind.COMMENTARY, Kind.REPORT, Kind.TESTIMONY, Kind.TRANSCRIPT})
_GENRE = (
    r"(?:paper|report|post|article|guide|study|essay|brief|work|analysis|piece|blog|commentary|episode|"
    r"webinar|testimony)"
)
# For text in lower case: a pattern that minds no capitals takes twice as long.
_ANNOUNCING = re.compile(
    rf"\b(?:in this|this) {_GENRE}\b"
    r"|\b(?:we|i|the authors?) (?:also |then |first |further |therefore |here )?(?:propose|present|introduce|argue|"
    r"find|show|describe|announce|demonstrate|develop|study|examine|analy[sz]e|investigate|explore|recommend|prove|"
    r"provide|design|evaluate|estimate|project)\b"
)
_CONVERSING = re.compile(
    r"\b(?:joins?|joined by|discuss(?:es|ed)?|talks? (?:to|with|about)|speaks? (?:to|with|about)|sits? down|"
    r"in conversation|interviews?|unpacks?|explores?|breaks? down|guests? (?:today )?(?:is|are)|"
    r"(?:today )?we(?: are|[’']re) (?:talking|joined|discussing)|today we|with (?:me|us) (?:today|is|are))\b"
)
_REPORTED = re.compile(r"\b(?:said|says|told|asks|asked|according to)\b")
# Words of one speaker to another, or about oneself: nobody who reads them alone knows who "I" is.
_TALK = re.compile(r"\b(?:[Yy]ou(?:r|[’']re|[’']ve|[’']ll)?|I|I[’'](?:m|ve|d|ll)|[Mm]y)\b")
# Where in an episode something is said, rather than what.
_CONTENTS = re.compile(
    r"\b(?:part|half|middle|end|close|rest|beginning) of (?:the|this) (?:episode|conversation|show)\b"
)
_SUPPOSING = re.compile(r"(?:Suppose|Imagine|Picture|Consider)\b")
_PRESCRIPTION = re.compile(r"\b(?:should|must|needs? to|ought to|recommends?)\b")
_ANAPHOR = re.compile(
    r"(?:He|She|They|It|His|Her|Their|Its|But|And|So|Yet|Still|However|Moreover|Furthermore|Also|Instead|Meanwhile|Similarly|"
    r"Likewise|Indeed|Therefore|Thus|Nevertheless|Nonetheless|Then|Another|Others|Such|Both)\b"
    rf"|(?:This|That|These|Those)\b(?! (?:year|week|month|spring|summer|autumn|fall|winter|[A-Z]|{_GENRE}))"
    r"|(?:[A-Z][a-z]+ of|In|For|To|With|By|At|On|Above|Below|Behind|Between|Against|After|Before|Under|Without) "
    r"(?:(?:his|her|their|its|these|those|them|it) |(?:this|that|these|those|them|it),)"
    r"|[A-Z][a-z]+ (?:[a-z]+ ){0,2}of (?:this|that|these|those|them|it)\b"
    # "Around the eighth day they …", unless something before is in the plural and may be meant
    r"|(?:In|On|At|By|After|Before|Around|Within|From|For|During|Until|Since) (?:[\w’'-]*[^\Ws],? ){1,5}"
    r"(?:he|she|they)\b"
    r"|(?:First|Second|Secondly|Third|Thirdly|Fourth|Fifth|Lastly)\b,|Finally\b"  # one item of a list
)
# What it leans on may also be named inside, "the first of these", or follow: "faster in three respects".
_LEANING = re.compile(
    r"\b(?:one|two|three|four|first|second|third|last|rest|each|neither|both|most|all|none) of (?:these|those|them)\b"
    r"|\bthe (?:former|latter)\b|\b[Tt]he [a-z]+ ones\b|\ball (?:of )?(?:this|that)\b"
    r"|\bin (?:his|her|their) (?:view|opinion|judgment|experience)\b"
    r"|\b(?:two|three|four|five|several) (?:respects|ways|steps|reasons|points|parts|conditions)[.:]$"
    r"|\b(?:says?|said|argues?|argued|thinks?|believes?|notes?|adds?) "
    r"(?:(?:that )?(?:this|it|they|he|she)|that (?:is|was|would|will))\b"
)
_ELLIPSIS = re.compile(r"\b(should|must|will|can|do|does|did|is|are|was|were|has|have|would|could)(?: not)?\.[”\"’)]*$")
_FRAGMENT = re.compile(r"(?:Because|Which|Whereas|Although|Though|Unless|Until|While)\b[^,;:—–]*$")


def summarize(
    title: str,
    deck: str,
    paragraphs: Sequence[str],
    kind: Kind | None = None,
    completeness: Completeness = Completeness.FULL,
) -> Summary:
    """Brief (one sentence), short (three) and full (up to six), each verbatim from the body and in its order.

    A short body gives what it has. A piece without a body (a listing) is summed up by its teaser: the whole
    sentences of the deck, or the deck as it stands when it is cut before its first full stop.
    """
    body = [paragraph for paragraph in paragraphs if paragraph.strip()]
    if not body or (completeness is Completeness.LISTING and deck.strip()):
        return _of_teaser(deck)
    scored = _Scored(title, deck, statements(body, kind), kind)
    brief, short, full = (scored.best(count) for count in (BRIEF, SHORT, FULL))
    return Summary(brief=brief[0] if brief else "", short=short, full=full)


def select(title: str, deck: str, text: str, n: int, kind: Kind | None = None) -> list[str]:
    """The n sentences of a text that best stand for it, verbatim and in its order; fewer when it has fewer."""
    return list(_Scored(title, deck, statements(paragraphs_of(text), kind), kind).best(n))


def _of_teaser(deck: str) -> Summary:
    whole = [
        one.removesuffix("...") for one in sentences(deck) if one.endswith("....") or not one.endswith(("...", "…"))
    ]
    whole = [one for one in whole if one.endswith((".", "!", "?", "”", '"')) and not is_furniture(one)]
    lines = tuple(whole[:SHORT]) or ((deck.strip(),) if deck.strip() else ())
    return Summary(brief=lines[0] if lines else "", short=lines, full=lines)


class _Scored:
    """The statements of one piece with what each is worth before any is chosen."""

    def __init__(self, title: str, deck: str, found: list[Statement], kind: Kind | None) -> None:
        self._found = found
        self._weights = word_weights(title, deck, found)
        self._terms = [frozenset(one.terms) for one in found]
        self._significances = [self._significance(place, self._weights) for place in range(len(found))]
        self._scale = _SIGNIFICANCE / (max(self._significances, default=0.0) or 1.0)
        self._worth = [worth(one, kind) for one in found]
        self._dangling = [_DANGLING if dangles(one.text) else 0.0 for one in found]

    def best(self, count: int) -> tuple[str, ...]:
        """The best `count` sentences: one after the other, words already covered counting less."""
        weights, dangling = dict(self._weights), list(self._dangling)
        brevity = _BREVITY * math.log(max(1, count)) / _USUAL_LENGTH
        significances, free = list(self._significances), set(range(len(self._found)))
        worth = [self._worth[place] - brevity * max(_BRIEF_ENOUGH, one.words) for place, one in enumerate(self._found)]
        chosen: list[int] = []
        while free and len(chosen) < count:
            place = min(
                free, key=lambda place: (-(self._scale * significances[place] + worth[place] - dangling[place]), place)
            )
            free.remove(place)
            chosen.append(place)
            for term in self._terms[place]:
                weights[term] *= _COVERED
            for other in free:
                if not self._terms[place].isdisjoint(self._terms[other]):
                    significances[other] = self._significance(other, weights)
            if place + 1 < len(dangling):
                dangling[place + 1] = 0.0
        return tuple(self._found[place].text for place in sorted(chosen))

    def _significance(self, place: int, weights: dict[str, float]) -> float:
        terms = self._terms[place]
        return sum(weights[term] for term in terms) / len(terms) ** _LENGTH_POWER if terms else 0.0


def word_weights(title: str, deck: str, found: Sequence[Statement]) -> dict[str, float]:
    """What each term of the statements counts: ln of its occurrences, more when the title or the deck has it."""
    titled, decked = frozenset(terms(title)), frozenset(terms(deck))
    counts = Counter(term for one in found for term in one.terms)
    return {
        term: math.log(count) + _TITLE * (term in titled) + _DECK * (term in decked) for term, count in counts.items()
    }


def worth(one: Statement, kind: Kind | None) -> float:
    """What a statement is worth for its place and manner, whatever its words are about."""
    text = one.text
    value = _LEAD / (1 + one.rank) - _LATER * math.log1p(one.rank) + _OPENS * one.opens
    if _ANNOUNCING.search(text.lower()) or (kind in SPOKEN and announces_conversation(text)):
        value += _ANNOUNCES
    if kind in _OPINION and _PRESCRIPTION.search(text):
        value += _PRESCRIBES
    if one.sums_up:
        value += _SUMS_UP
    if kind in (Kind.COMMENTARY, Kind.REPORT) and one.rank == 0:
        value -= _OPENING
    if one.words < _STUB_LENGTH:
        value -= _STUB
    return value - _BORROWED * _borrowings(one, kind)


def is_question(text: str) -> bool:
    """Whether a sentence ends with a question mark, behind its quotation marks or brackets."""
    return text.rstrip("\"'”’)]").endswith(("?", "？", "؟"))


def announces_conversation(text: str) -> bool:
    """Whether a sentence of show notes says who talks with whom ("A and B join C to discuss …")."""
    return bool(_CONVERSING.search(text.lower()))


@lru_cache(maxsize=4_000)  # summaries and quotes ask it of the same sentences
def dangles(text: str) -> bool:
    """Whether a sentence leans on the one before it: "He …", "But …", "None of this …", "… the first of these"."""
    if _ANAPHOR.match(text) or _LEANING.search(text) or _FRAGMENT.match(text):
        return True
    left_out = _ELLIPSIS.search(
        text, max(0, len(text) - 20)
    )  # "The others should not.", unless the verb was named: "… will end … will not."
    return left_out is not None and not {left_out[1], "than", "as"} & set(text[: left_out.start()].split())


def _borrowings(one: Statement, kind: Kind | None) -> int:
    """How many signs there are that a sentence is not the author's own statement to the reader."""
    # One that goes on in the next sentence, or began before, is worse than a whole one.
    quotation = one.text.startswith(("“", '"', "‘", "'")) + 2 * (one.text.count("“") != one.text.count("”"))
    # The first words may say "I": a host tells there what the episode is.
    talk = bool(one.speaker and one.rank and _TALK.search(one.text) and not announces_conversation(one.text))
    aside = bool(_SUPPOSING.match(one.text) or _CONTENTS.search(one.text))
    asked = is_question(one.text) * (4 if kind in SPOKEN else 1)  # show notes ask what the episode answers
    return 2 * aside + asked + quotation + 6 * talk + bool(_REPORTED.search(one.text))
