"""Words, terms and folding: the one place that says when two words are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer


def word_set(text: str) -> frozenset[str]:
    """A set of words written as a text, which reads better than a list of literals."""
    return frozenset(text.split())


STOP_WORDS = word_set(
    """a about above after again against all also am among an and any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down
    during each either else even ever every few for from further had hadn't has hasn't have haven't having he
    he's her here hers herself him himself his how however i i'd i'll i'm i've if in into is isn't it it's its
    itself just let let's many may me might more most much must mustn't my myself neither no nor not now of off
    on once one only onto or other ought our ours ourselves out over own per quite rather same shall she she's
    should shouldn't since so some such than that that's the their theirs them themselves then there there's
    these they they'd they'll they're they've this those though through thus to too toward towards under until
    unless up upon us very was wasn't we we'd we'll we're we've were weren't what what's when where whether
    which while who whom whose why will with within without won't would wouldn't yet you you'd you'll you're
    you've your yours yourself yourselves"""
)

_WORD = re.compile(r"\w+(?:['’\-.]\w+)*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{1,16}")  # short runs, so that the usual ones are known already
_stemmer = snowballstemmer.stemmer("english")
_stemming = Lock()  # a stemmer holds the word it works on, and long pieces are read in a worker thread


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces: what a person means by "the same word"."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda found: _plain(found.group()), text)
    return " ".join(text.lower().split())


@lru_cache(maxsize=20_000)
def _plain(characters: str) -> str:
    """Letters without their accents; no soft hyphens."""
    decomposed = unicodedata.normalize("NFKD", characters.replace("’", "'").replace("\u00ad", ""))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The folded words of a text, in order; "U.S." and "state-of-the-art" are one word each."""
    return _WORD.findall(fold(text).replace("_", " "))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball English stem of a folded word; words in other scripts come back as they are."""
    with _stemming:
        return str(_stemmer.stemWord(word.replace("'s", "").replace(".", "")))


def terms(text: str) -> list[str]:
    """The stems of a text's words that carry meaning, in order, stop words left out."""
    return [found for word in words(text) if (found := _term(word))]


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    """The stem of a folded word that carries meaning, else ""."""
    return stem(word) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit()) else ""
