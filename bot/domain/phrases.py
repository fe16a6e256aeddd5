"""The phrases of a text: runs of words between stop words and marks, and their parts, each with all its places."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from bot.domain.text import STOP_WORDS, fold, stem, word_set

LONGEST = 4  # words in a phrase
_SHOUTED = 0.6  # share of words with capitals inside sentences from which capitals say nothing

Key = tuple[str, ...]  # stems

# Words that say something in a sentence but name nothing a reader would look for: they part phrases as stop words do.
FILLER = word_set(
    """able according achieve achieved actually addition additional allow allowed allows already always analyse analysed
    analyze analyzed apply applied approach approaches april argue argues august available based became become becomes
    began begin best better big bring called came case cases certain clear clearly close come comes coming common
    compare compared consider considered considers course day days december demonstrate demonstrated demonstrates
    describe described describes develop developed different difficult discuss discussed discusses early easily easy
    effective efficient eight enough especially etc example examples existing fact february find finds first five
    following four friday fully gave general get give given gives go goes going good great hard hardly help helps high
    highly hold hour hours idea important improve improved include included includes including increase increased
    increases increasing increasingly instead introduce introduced introduces investigate investigated investigates
    involve involves january july june keep kept kind kinds know known large largely last late later least left less
    like likely little long longer look looks lot low made main mainly make makes making march matter mean means meant
    method methods moment monday month months moreover move much nearly necessary need needed needs never new next nine
    nothing novel november number obtain obtained october often ones paper papers part particular particularly parts
    people perhaps place point points possible present presented presents previous probably problem problems produce
    produced propose proposed proposes provide provided provides providing put question questions quite rather reach
    real really reason recent recently reduce reduced related relevant remain remains report reports require required
    requires respectively result resulting results right run runs said saturday saw say saying says second see seem
    seems seen september serious seven several show showed shown shows side significant significantly simple simply
    single six small solve solved something sometimes specific start started stated still studied study suggest
    suggested suggests suitable sunday take taken takes taking talk tell ten thing things think third three thursday
    time times today together told took toward towards true try trying tuesday turn turned two type types typical use
    used useful uses using usual usually various via want wanted wants way ways wednesday week weeks well went whole
    wide widely work worked works worse worth year years yes yesterday zero"""
)
_DROPPED = STOP_WORDS | FILLER
# Of a Chinese or Japanese text the characters are the words, a run of katakana is one; hiragana parts phrases, as do
# the commonest Chinese characters that only join others.
_CHARACTER = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[\u30a1-\u30ff]+|[\u3041-\u309f]+")
_ANY_CHARACTER = re.compile(r"[\u3041-\u309f\u30a1-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # found ten times as fast
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")
_JOINING = frozenset("的了是在和与與及对對不有也就都而但其这這那个個为為以于於从從被把将將会會能可所之者或等")
_BETWEEN = re.compile(r"(?<=[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]) (?=[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff])")
_LONGEST_OF_CHARACTERS = 8
_PARAGRAPHS = re.compile(r"\n\s*\n")
_TOKEN = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+|\w+(?:['’\-./&+]\w+)*|[^\s\w]")
# What a token is, as a letter: a word that is kept; a stop word, a filler or a number; what a sentence begins behind;
# any other mark. A run of words opens a sentence when nothing but marks lies between.
_KEPT, _DROPPED_WORD, _STOP, _MARK = "w-.,"
_RUN = re.compile(r"(\.,*)?(w+)")


class Phrases:
    """The phrases of a text with their places (numbers of words, stop words left out), in order.

    A phrase that comes once is there when it is one word, fills its run, or is a name throughout; of other
    phrases only those are built whose words all return.
    """

    def __init__(self, text: str, title: str = "") -> None:
        """A title is read before the text; its places are those before `titled`."""
        self._words: list[str] = []
        self._stems: list[str] = []
        self._runs: dict[int, int] = {}  # where each run starts, and where it ends
        self._opening: set[int] = set()  # words that open a sentence: their capitals say nothing
        self._written: dict[Key, str] = {}
        self._longest = LONGEST
        self._read(title)
        self.titled = len(self._words)
        self._read(text)
        self.counts = Counter(self._stems)
        self.weights = {stem: math.log1p(count) for stem, count in self.counts.items()}
        named = [word[0].isupper() for word in self._words]
        for place in self._opening:
            named[place] = False
        self._names = [0, *accumulate(named)]
        self.shouted = self._names[-1] > _SHOUTED * len(self._words)
        self.places = self._collected(named)

    def _read(self, text: str) -> None:
        """Runs of words between stop words, marks and numbers."""
        text = text.replace("_", "|")  # so that \w is a letter or a digit
        if not text.isascii() and _ANY_CHARACTER.search(text):
            text, self._longest = _CHARACTER.sub(r" \g<0> ", text), _LONGEST_OF_CHARACTERS
        paragraphs = [[_read(part) for part in paragraph.split()] for paragraph in _PARAGRAPHS.split(text)]
        start = len(self._words)
        for paragraph in paragraphs:
            for _, words, stems in paragraph:
                self._words += words
                self._stems += stems
        sorts = _STOP.join(["".join([sorts for sorts, _, _ in paragraph]) for paragraph in paragraphs])
        for opening, run in _RUN.findall(_STOP + sorts):
            if opening:
                self._opening.add(start)
            self._runs[start] = start + len(run)
            start += len(run)

    def __len__(self) -> int:
        """The words read."""
        return len(self._words)

    @property
    def run_length(self) -> float:
        """Words in a run on average: about two in English, many in a language whose stop words are not known here."""
        return len(self._words) / max(1, len(self._runs))

    def _collected(self, named: list[bool]) -> dict[Key, list[int]]:
        stems, singles, counts = self._stems, list(zip(self._stems)), self.counts
        returning = [counts[stem] > 1 for stem in stems]
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for first, end in self._runs.items():
            for start in range(first, end):
                found[singles[start]].append(start)
                if start + 1 == end:
                    break
                back, name, whole = returning[start], named[start], start == first
                for stop in range(start + 2, min(end, start + self._longest) + 1):
                    back = back and returning[stop - 1]
                    name = name and named[stop - 1]
                    if back or name or (whole and stop == end):
                        found[tuple(stems[start:stop])].append(start)
                    elif not whole:
                        break
        return dict(found)

    def whole(self, size: int, places: Iterable[int]) -> int:
        """At how many of these places a phrase of `size` words fills the run between two stop words or marks."""
        return sum(self._runs.get(at) == at + size for at in places)

    def names(self, size: int, places: Iterable[int]) -> float:
        """The sum over places of the share of a phrase's words that have a capital inside a sentence."""
        before = self._names
        return sum(before[at + size] - before[at] for at in places) / size

    def inside(self, places: Iterable[int]) -> int:
        """At how many places a phrase does not open a sentence."""
        return sum(at not in self._opening for at in places)

    def written(self, key: Key) -> str:
        """As it is most often written, without a possessive's end; of equals, the one seen first."""
        if key not in self._written:
            size, places = len(key), self.places[key]
            best: Sequence[str] = self._words[places[0] : places[0] + size]
            if any(self._words[at : at + size] != best for at in places[1:]):
                best = Counter(tuple(self._words[at : at + size]) for at in places).most_common(1)[0][0]
            form = " ".join(best)
            if self._longest > LONGEST:
                form = _BETWEEN.sub("", form)
            self._written[key] = form.removesuffix("’s").removesuffix("'s")
        return self._written[key]


# Texts say the same words again and again: each is folded and stemmed once.
@lru_cache(maxsize=50_000)
def _read(part: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What stands between two spaces: the sorts of its tokens, the words that are kept, and their stems."""
    tokens = _TOKEN.findall(part)
    sorts = "".join(map(_sort, tokens))
    words = tuple(token for token, sort in zip(tokens, sorts, strict=True) if sort == _KEPT)
    return sorts, words, tuple(stem(fold(word)) for word in words)


def _sort(token: str) -> str:
    if not token[0].isalnum():
        return _STOP if token in ".!?:" else _MARK
    dropped = token.isdigit() or fold(token) in _DROPPED or token in _JOINING or _HIRAGANA.fullmatch(token)
    return _DROPPED_WORD if dropped else _KEPT
