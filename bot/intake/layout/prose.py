"""What kind of line a line is by its shape alone: running prose, a heading, a title."""

from __future__ import annotations

import re
from math import ceil

from bot.domain.text import fold
from bot.intake.layout.phrases import phrases

# The next sentence begins with a capital, or in a script that has none.
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?؟][\"”’»)]?(?:\s+[\"“«A-ZÀ-ÞА-Я\u0590-\u06ff]|$)|[。！？][」』”）]?")
_NOTE_MARK = re.compile(r"(?<=[^\W\d_][.!?])\d{1,3}(?=\s|$)|(?<=[。！？])\d{1,3}(?=\D|$)")
_CLOSED = re.compile(r"[.。][\"”’»)」』]?$")
# Characters of which each says what three Latin letters do, and two what a word does: Chinese ones and kana.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_PROSE = 220  # characters no title or deck has
_SENTENCES = 120  # from here on two sentences are prose

_HEADINGS = phrases("""
introduction|executive summary|summary|overview|background|foreword|preface|abstract|conclusion|conclusions|findings
key findings|key takeaways|takeaways|key points|recommendations|policy recommendations|acknowledgments
acknowledgements|methodology|the bottom line|bottom line|bottom line up front|task force leadership
task force members|features|context|about the author|about the authors|about this report|commentaries|in the news
reports|podcasts|the issue|the problem|what to know|why it matters|the big picture|at a glance|project team|sponsors
transcript|full transcript|show notes|episode notes|about the episode|event details|agenda|speakers|panelists
discussion|opening remarks|resources|podcast|around the world|research questions|what we found|what this means|notes
endnotes|footnotes|references|appendix
""")


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph of running text, not a title, deck, heading or label."""
    length = extent(text)
    if length >= _PROSE:
        return True
    text = _NOTE_MARK.sub("", text)
    return length >= _SENTENCES and (is_closed(text) or text.endswith("?”")) and sentence_count(text) > 1


def extent(text: str) -> int:
    """How long a line is in Latin letters, or what would take as many."""
    return len(text) + (0 if text.isascii() else 2 * len(_DENSE.findall(text)))


def word_count(text: str) -> int:
    """How many words a line has, about so many where the script writes no spaces."""
    if text.isascii():
        return len(text.split())
    return len(_DENSE.sub(" ", text).split()) + ceil(len(_DENSE.findall(text)) / 2)


def is_closed(text: str) -> bool:
    """Whether a line ends with a full stop."""
    return bool(_CLOSED.search(text[-2:]))


def sentence_count(text: str) -> int:
    """How many sentences end in a line, roughly: enough to tell a deck from a paragraph."""
    return len(_SENTENCE_END.findall(_NOTE_MARK.sub("", text)))


def is_heading_word(text: str) -> bool:
    """Whether a line is a heading that every report has, and so neither title nor deck."""
    return fold(text).strip(" .:0123456789") in _HEADINGS
