"""One piece in the forms in which it arrives a second time: excerpts, retyped, reformatted, corrected."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from random import Random

Disguise = Callable[[str, Random], str]

_BRITISH = [
    *(("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("ize ", "ise "), ("olor", "olour")),
    *(
        ("abor ", "abour "),
        ("efense", "efence"),
        ("enter ", "entre "),
        ("rogram ", "rogramme "),
        ("toward ", "towards "),
    ),
]
_NUMBERS = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "10": "ten"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": " - ", "–": "-"})
_NAMES = ("Harbor Review", "Compass Quarterly", "The Meridian", "Lantern", "Northern Post")
_RESIDUE = (
    "Advertisement", "Share this article", "Story continues below", "Sign up for our newsletter", "Read more: Harbors",
    "View comments (14)", "[image]", "Click here to print",
)  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """As given; a text in one block is divided every four sentences."""
    found = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    if len(found) > 2:
        return found
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]


def _words(text: str, most: int) -> str:
    return " ".join(text.split()[:most])


def opening(text: str, chance: Random) -> str:
    """The first two to four paragraphs, 90 words at least."""
    parts = paragraphs(text)
    count = chance.randint(2, 4)
    while len(" ".join(parts[:count]).split()) < 90 and count < len(parts):
        count += 1
    return "\n\n".join(parts[:count])


def middle(text: str, chance: Random) -> str:
    parts = paragraphs(text)
    start = min(max(1, min(len(parts) // 3, len(parts) - 4)), len(parts) - 1)
    count = 3
    while len(" ".join(parts[start : start + count]).split()) < 90 and start + count < len(parts):
        count += 1
    return "\n\n".join(parts[start : start + count])


def teaser(text: str, chance: Random) -> str:
    """Where it appeared, the beginning, and where the rest is."""
    outlet = chance.choice(_NAMES)
    start = _words(text, chance.randint(90, 200))
    return (
        f"This article was originally published in {outlet}.\n\n{start}...\n\nRead the full article from {outlet}.\n\n"
        "The author is a senior fellow and directs the program on ports and trade."
    )


def few_words(text: str, chance: Random) -> str:
    return _words(text, chance.randint(40, 80))


def _slip(word: str, chance: Random) -> str:
    if len(word) < 4:
        return ""
    at = chance.randrange(len(word) - 1)
    return chance.choice([word[:at] + word[at + 1] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :], ""])


def retyped(text: str, chance: Random) -> str:
    for american, british in _BRITISH:
        text = text.replace(american, british)
    if chance.random() < 0.5:
        text = text.translate(_QUOTES)
    else:
        text = re.sub(r"(?<=\w)'(?=\w)", "’", text).replace(" - ", " — ")
    kept: list[str] = []
    next_slip = chance.randint(20, 40)
    for part in paragraphs(text):
        line: list[str] = []
        for word in part.split():
            next_slip -= 1
            if next_slip == 0:
                word, next_slip = _slip(word, chance), chance.randint(20, 40)
            line.append(_NUMBERS.get(word, word))
        kept.append(" ".join(filter(None, line)))
    return "\n\n".join(kept)


def wrapped(text: str, chance: Random) -> str:
    """Broken lines, with words divided at their ends."""
    return "\n\n".join("\n".join(_hyphenated(part, chance.randint(45, 72), chance)) for part in paragraphs(text))


def _hyphenated(text: str, width: int, chance: Random) -> list[str]:
    lines = textwrap.wrap(text, width)
    for at in range(len(lines) - 1):
        first, _, rest = lines[at + 1].partition(" ")
        if len(first) > 7 and first.isalpha() and chance.random() < 0.5:
            cut = len(first) // 2
            lines[at], lines[at + 1] = f"{lines[at]} {first[:cut]}-", f"{first[cut:]} {rest}"
    return lines


def from_pdf(text: str, chance: Random) -> str:
    """Narrow columns one after the other, with ligatures, running heads and page numbers between them."""
    head = f"{chance.choice(_NAMES).upper()}  |  HARBORS AND STRAITS"
    lines = _hyphenated(" ".join(text.split()), chance.randint(38, 52), chance)
    out: list[str] = []
    for page, start in enumerate(range(0, len(lines), 44), chance.randint(1, 30)):
        out += [head, str(page), *lines[start : start + 44]]
    return "\n".join(out).replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def report(text: str, chance: Random) -> str:
    """Headings in capitals, bullets, and note marks that stick to the words before them."""
    out: list[str] = []
    note = 0
    for at, part in enumerate(paragraphs(text)):
        if at % 3 == 1:
            out.append(" ".join(part.split()[:3]).upper())
        pieces = re.split(r"(?<=[a-z])\.(?=\s|$)", part)
        marked = ""
        for piece in pieces[:-1]:
            note += 1
            marked += f"{piece}.{note if chance.random() < 0.6 else ''}"
        out.append(("• " if at % 4 == 2 else "") + marked + pieces[-1])
    return "\n\n".join(out)


def marked(text: str, chance: Random) -> str:
    """Markdown: emphasis, links, quotes, headings."""

    def dressed(word: str) -> str:
        if len(word) < 5 or chance.random() > 0.06:
            return word
        return chance.choice([f"**{word}**", f"_{word}_", f"[{word}](https://example.org/{word.lower()}?ref=body)"])

    parts = [" ".join(dressed(word) for word in part.split()) for part in paragraphs(text)]
    return "\n\n".join(
        f"## Section {at // 4 + 1}\n\n> {part}" if at % 4 == 3 else part for at, part in enumerate(parts)
    )


def from_page(text: str, chance: Random) -> str:
    """What a careless extraction leaves: residue between paragraphs, entities, no-break spaces, soft hyphens."""
    out = ["Home > Publications > Commentary"]
    for part in paragraphs(text):
        words = [f"{word[:4]}\u00ad{word[4:]}" if len(word) > 9 else word for word in part.split()]
        sep = chance.choice([" ", "\u00a0"])
        out.append(sep.join(words).replace(" & ", " &amp; ").replace("’", "&#8217;" if chance.random() < 0.3 else "’"))
        if chance.random() < 0.4:
            out.append(chance.choice(_RESIDUE))
    return "\n".join(out)


def corrected(text: str, chance: Random) -> str:
    """A few words corrected, a sentence added at the end, a paragraph of it in another place."""
    words = text.split(" ")
    for _ in range(max(3, len(words) // 120)):
        words[chance.randrange(len(words))] = chance.choice(["reportedly", "about", "(then)", "its", "several"])
    return " ".join(words) + "\n\nCorrection: an earlier version of this article misstated the name of a harbor."


def shortened(text: str, chance: Random) -> str:
    """Cut for print: one paragraph in four is gone."""
    parts = paragraphs(text)
    drop = chance.randrange(4)
    return "\n\n".join(part for at, part in enumerate(parts) if at % 4 != drop) if len(parts) > 4 else text


def retyped_opening(text: str, chance: Random) -> str:
    return retyped(opening(text, chance), chance)


def pdf_opening(text: str, chance: Random) -> str:
    return from_pdf(opening(text, chance), chance)


DISGUISES: dict[str, Disguise] = {
    "the first 2 to 4 paragraphs": opening,
    "3 paragraphs from the middle": middle,
    "teaser with hand-off and bio": teaser,
    "the first 40 to 80 words": few_words,
    "retyped": retyped,
    "retyped excerpt": retyped_opening,
    "broken lines, divided words": wrapped,
    "PDF columns, running heads": from_pdf,
    "PDF excerpt": pdf_opening,
    "headings, bullets, note marks": report,
    "Markdown": marked,
    "residue of a web page": from_page,
    "corrected": corrected,
    "shortened": shortened,
    "the same text": lambda text, chance: text,
}
PARTS = {opening, middle, teaser, few_words, retyped_opening, pdf_opening, shortened}
