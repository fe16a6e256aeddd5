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

# Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
SPACELESS = "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u103e\u1780-\u17d3\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Vowel signs of Indic scripts, which are part of a word though "\\w" does not know it; the danda is none.
_SIGNS = "\u0900-\u0963\u0966-\u0dff\u0f71-\u0fbc\u1056-\u109d\u1712-\u1773\u180b-\u180f"
_WORD = re.compile(r"\w+(?:['’\-.]\w+)*")
_ANY_WORD = re.compile(rf"[\w{_SIGNS}{SPACELESS}]+(?:['’\-.][\w{_SIGNS}{SPACELESS}]+)*")
_RUN = re.compile(rf"[{SPACELESS}]+|[^{SPACELESS}'’\-.](?:[^{SPACELESS}]*[^{SPACELESS}'’\-.])?")
_ELISION = re.compile(r"\b(?:[ldjnscmt]|qu)'(?=[aeiouyh]\w\w)")  # French: "l'économie" is found by "économie"
_SPACELESS_RUN = re.compile(rf"[{SPACELESS}]+")
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER_SCRIPT = re.compile(rf"[{_SIGNS}{SPACELESS}]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{1,16}")  # short runs, so that the usual ones are known already
# Korean writes particles at the end of a word; of a word of two syllables or more they are left out, all of them, so
# that it is one word with and without. Folding takes syllables apart into letters, so these are apart, too.
_SYLLABLE = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
_HANGUL = re.compile("[\u1100-\u1112\uac00-\ud7a3]")
_PARTICLES = unicodedata.normalize("NFKD", "들|은|는|이|가|을|를|의|에|에서|에게|도|만|와|과|로|으로|부터|까지")
_WITH_PARTICLES = re.compile(rf"((?:{_SYLLABLE}){{2,}}?)(?:{_PARTICLES})+")
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
    """The folded words of a text, in order; "U.S." and "state-of-the-art" are one word each.

    Of scripts without spaces the words are the overlapping pairs of characters, the usual way to index them without
    a dictionary: whoever looks for a word of two or more characters finds it in the middle of any sentence.
    """
    folded = fold(text).replace("_", " ")
    if "'" in folded and not text.isascii():
        folded = _ELISION.sub(" ", folded)
    if folded.isascii() or not _OTHER_SCRIPT.search(folded):
        return [*map(without_particle, _WORD.findall(folded))] if _HANGUL.search(folded) else _WORD.findall(folded)
    return [part for word in _ANY_WORD.findall(folded) for run in _RUN.findall(word) for part in _pairs(run)]


def without_particle(folded: str) -> str:
    """A folded Korean word without the particles at its end; any other word as it is."""
    found = _WITH_PARTICLES.fullmatch(folded)
    return found[1] if found else folded


def read_otherwise(text: str) -> bool:
    """Whether a text has words that were read otherwise before, in scripts that were not known then."""
    return joined(text) or (not text.isascii() and bool(_OTHER_SCRIPT.search(text) or _ELISION.search(fold(text))))


def joined(text: str) -> bool:
    """Whether a text has words that are written together with others or with particles: the full text has them not."""
    return unspaced(text) or (not text.isascii() and bool(_HANGUL.search(text)))


def unspaced(text: str) -> bool:
    """Whether a text has words that no space parts from their neighbours."""
    return not text.isascii() and bool(_SPACELESS_RUN.search(text))


def _pairs(run: str) -> list[str]:
    """A run of a script without spaces as its overlapping pairs; any other word as it is."""
    if len(run) < 3 or not _SPACELESS_RUN.fullmatch(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def word_count(text: str) -> int:
    """Words of a text; in scripts without spaces two characters count as one."""
    return len(text.split()) if text.isascii() else max(len(text.split()), len(_WIDE.findall(text)) // 2)


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
