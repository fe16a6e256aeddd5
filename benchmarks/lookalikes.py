"""Pairs of different pieces that share more than two pieces usually do: boilerplate, openings, quotations, editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from benchmarks.disguises import paragraphs
from bot.domain.article import Draft

Maker = Callable[[Sequence[Draft], Random], tuple[Draft, Draft]]


def _start(draft: Draft, words: int) -> str:
    return " ".join(draft.text.split()[:words])


def _part(draft: Draft, first: int, words: int) -> str:
    return " ".join(draft.text.split()[first : first + words])


def _piece(draft: Draft, *body: str, title: str = "") -> Draft:
    return replace(draft, title=title or draft.title, body=body)


def same_biography(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """Two excerpts of 80 words and one biography of 60."""
    bio = _part(texts[2], 100, 60)
    one, other = (_piece(draft, _start(draft, 80), bio) for draft in texts[:2])
    return replace(one, authors=texts[2].authors), replace(other, authors=texts[2].authors)


def press_releases(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """110 words of their own, 80 on the house, 30 on whom to ask."""
    house, contact = _start(texts[2], 80), _part(texts[2], 200, 30)
    one, other = (_piece(draft, f"WASHINGTON – {_start(draft, 110)}", house, contact) for draft in texts[:2])
    return one, other


def short_notes(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """60 words of their own under 50 that are always there."""
    always = _start(texts[2], 50)
    one, other = (_piece(draft, always, _part(draft, 30, 60)) for draft in texts[:2])
    return one, other


def podcast_pages(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """45 words on the episode, 60 on the show, 20 on where to listen."""
    show, where = _start(texts[2], 60), _part(texts[2], 300, 20)
    one, other = (_piece(draft, _start(draft, 45), show, where) for draft in texts[:2])
    return one, other


def invitations(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """An event's page: the same form of words around another subject and other guests."""

    def page(draft: Draft) -> Draft:
        names = " and ".join(draft.authors) or "Ada Brightwater"
        return _piece(
            draft,
            f"Please join us on {chance.randint(1, 28)} May for a conversation on {draft.title} with {names}, who will "
            "discuss the findings of a new study and take questions from the audience after their opening remarks.",
            _part(draft, 20, 35),
            "Doors open at nine o'clock and coffee will be served. This event is open to the public and will be "
            "streamed live on our website; a recording will be posted afterwards. Members of the press should write "
            "to the communications office to register.",
        )

    return page(texts[0]), page(texts[1])


def digests(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """Two weeks' digests of one series: the same opening, one item in both."""
    hello = _start(texts[-1], 50)
    items = [f"{draft.title}\n{_start(draft, 45)}" for draft in texts]
    one = _piece(Draft(), hello, *items[:7], title="The Week in Review")
    return one, _piece(Draft(), hello, *items[6:13], title="The Week in Review")


def digest_of_excerpts(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """A piece that is kept as an excerpt, and the digest that brings its beginning among others."""
    starts = [_start(draft, 70) for draft in texts[:7]]
    kept = _piece(texts[3], starts[3])
    items = [f"{draft.title}\n{start}" for draft, start in zip(texts, starts, strict=False)]
    return kept, _piece(Draft(published="2024-05-03", authors=("The Editors",)), *items, title="The Week in Review")


def series(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """Two parts with one introduction of 130 words, 250 words each after it."""
    introduction = _start(texts[2], 130)
    one, other = (_piece(draft, introduction, _start(draft, 250)) for draft in texts[:2])
    return replace(one, authors=texts[2].authors), replace(other, authors=texts[2].authors)


def testimonies(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """70 standing words before a committee, 30 at the end, 110 between them."""
    before, after = _start(texts[2], 70), _part(texts[2], 400, 30)
    one, other = (_piece(draft, before, _start(draft, 110), after) for draft in texts[:2])
    return one, other


def editions(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """A yearly report and the next: other figures all through, two paragraphs in five rewritten."""
    parts = _with_figures(texts[0], chance)
    fresh = paragraphs(texts[1].text)
    newer = [fresh[at % len(fresh)] if at % 5 in (1, 3) else _other_figures(p, chance) for at, p in enumerate(parts)]
    return _years(texts[0], parts, newer)


def figures(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """A yearly report and the next: other figures all through, one paragraph in five rewritten."""
    parts = _with_figures(texts[0], chance)
    fresh = paragraphs(texts[1].text)
    newer = [fresh[at % len(fresh)] if at % 5 == 2 else _other_figures(p, chance) for at, p in enumerate(parts)]
    return _years(texts[0], parts, newer)


def _years(draft: Draft, older: Sequence[str], newer: Sequence[str]) -> tuple[Draft, Draft]:
    one = replace(_piece(draft, *older, title=f"{draft.title} in 2022"), published="2022-03-01")
    return one, replace(_piece(draft, *newer, title=f"{draft.title} in 2023"), published="2023-03-03")


def _with_figures(draft: Draft, chance: Random) -> list[str]:
    """A figure in each sentence, as reports have them."""

    def told(match: re.Match[str]) -> str:
        return f", {chance.randint(11, 99)} percent more than in {chance.randint(2018, 2021)}{match[0]}"

    return [re.sub(r"\.(?=\s|$)", told, part) for part in paragraphs(draft.text)]


def _other_figures(text: str, chance: Random) -> str:
    return re.sub(r"\d+", lambda match: str(int(match[0][:6]) + chance.randint(1, 9)), text)


def quoting(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """An article, and another of the same length that quotes three of its paragraphs."""
    theirs, ours = paragraphs(texts[0].text), paragraphs(texts[1].text)
    start = len(theirs) // 3
    quoted = theirs[start : start + 3] if len(theirs) > 7 else theirs[start : start + 1]
    return _piece(texts[0], *theirs), _piece(texts[1], *ours[:3], *quoted, *ours[3:])


def short_quoting(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """An article, and a note of 100 words on the 120 it quotes."""
    quoted = _part(texts[0], 150, 120)
    ours = texts[1].text.split()
    return texts[0], _piece(texts[1], " ".join(ours[:50]), f"“{quoted}”", " ".join(ours[50:100]))


def short_pieces(texts: Sequence[Draft], chance: Random) -> tuple[Draft, Draft]:
    """60 to 120 words on one subject."""
    one, other = (_piece(draft, _start(draft, chance.randint(60, 120))) for draft in texts[:2])
    return one, other


LOOKALIKES: dict[str, Maker] = {
    "one biography": same_biography,
    "press releases of one house": press_releases,
    "short notes under one heading": short_notes,
    "podcast pages of one show": podcast_pages,
    "invitations": invitations,
    "weekly digests": digests,
    "a digest and an excerpt": digest_of_excerpts,
    "parts of a series": series,
    "testimonies": testimonies,
    "yearly reports, 40 % rewritten": editions,
    "yearly reports, 20 % rewritten": figures,
    "three paragraphs quoted": quoting,
    "a note on a long quotation": short_quoting,
    "short pieces": short_pieces,
}
