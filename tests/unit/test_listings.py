"""A listing gives way to its own piece only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.article import Article, Author, Brief, Draft, Kind, Listing, as_listing_draft
from bot.domain.listings import SURE, enriched, is_same_listing, takes_over

BODY = (
    "When the harbor authority of Port Ansel closed its northern basin last month, nobody outside the trade took "
    "notice. They should have, because a third of the region’s refined fuel passes through that basin every week.",
    "The detour adds four days to every voyage.",
)
PIECE = Draft(
    title="Let the Ferries Bargain",
    kind=Kind.COMMENTARY,
    published="2018-03-04",
    authors=("Odile Marchetti", "Tobias Wren"),
    outlet="The Harbor Review",
    body=BODY,
)
CUT = f"{BODY[0][:175]}..."


def _brief(**fields: object) -> Brief:
    draft = as_listing_draft(Listing(**fields))  # type: ignore[arg-type]
    return Article(1, draft, tuple(Author(0, name) for name in draft.authors)).brief


TAKES = {
    "teaser alone": _brief(teaser=CUT),
    "teaser with a label": _brief(teaser=f"Executive Summary {CUT}"),
    "teaser with its origin": _brief(
        teaser=f"This article was originally published in The Harbor Review. {BODY[0][:110]}..."
    ),
    "teaser that is whole": _brief(teaser=f"{BODY[0]}..."),
    "teaser with other quotes": _brief(teaser=CUT.replace("’", "'")),
    "title": _brief(title="Let the Ferries Bargain"),
    "title in other case": _brief(title="LET THE FERRIES BARGAIN", kind=Kind.COMMENTARY),
    "title and date of the outlet": _brief(title="Let the Ferries Bargain", published="2018-03-01"),
    "title and one author": _brief(title="Let the Ferries Bargain", authors=("Tobias Wren",)),
    "title glued to the teaser": _brief(teaser=f"Let the Ferries Bargain{CUT}"),
    "all glued in the title": _brief(title=f"Let the Ferries Bargain{CUT}"),
    "teaser with a slip": _brief(teaser=CUT.replace("notice", "notcie").replace("authority", "authorty")),
    "title and an author's initial": _brief(title="Let the Ferries Bargain", authors=("T. Wren",)),
    "title and an author's rank": _brief(title="Let the Ferries Bargain", authors=("Col. Tobias R. Wren, USA (Ret.)",)),
    "title and an author's nickname": _brief(title="Let the Ferries Bargain", authors=("Odile “Dilly” Marchetti",)),
    "title of an author as a report": _brief(
        title="Let the Ferries Bargain", authors=("Tobias Wren",), kind=Kind.REPORT
    ),
    "title and a teaser of its own": _brief(
        title="Let the Ferries Bargain",
        authors=("Tobias Wren",),
        published="2018-03-04",
        teaser="What ports could do. " * 3,
    ),
    "title with subtitle and author": _brief(title="Let the Ferries Bargain: A Plan", authors=("Tobias Wren",)),
}
TAKES_NOT = {
    "another title": _brief(title="Let the Ferries Rest"),
    "another teaser": _brief(
        teaser="Economic pressure works slowly, and it works best when the target believes that..."
    ),
    "teaser of a few words": _brief(teaser="When the harbor..."),
    "the podcast of that title": _brief(title="Let the Ferries Bargain", kind=Kind.PODCAST),
    "that title by others": _brief(title="Let the Ferries Bargain", authors=("Ann Lee",)),
    "that title years later": _brief(title="Let the Ferries Bargain", published="2021-03-04"),
    "that title elsewhere": _brief(title="Let the Ferries Bargain", outlet="Lantern"),
    "longer title by nobody": _brief(title="Let the Ferries Bargain: A Plan"),
    "last week's of that title": _brief(
        title="Let the Ferries Bargain", authors=("Tobias Wren",), published="2018-02-25"
    ),
    "that title, another teaser, no day": _brief(
        title="Let the Ferries Bargain",
        authors=("Tobias Wren",),
        teaser="Seven things that no harbor master wants to hear...",
    ),
    "another of that surname": _brief(title="Let the Ferries Bargain", authors=("Ann Wren",)),
    "the part before": _brief(title="Let the Ferries Bargain, Part 1", teaser=CUT),
    "a teaser with another name": _brief(teaser=CUT.replace("Port Ansel", "Saint Orlo in the North")),
    "nothing": _brief(title=""),
}


@pytest.mark.parametrize("listing", TAKES.values(), ids=TAKES)
def test_piece_takes_the_listings_place(listing: Brief) -> None:
    assert takes_over(listing, PIECE) >= SURE


@pytest.mark.parametrize("listing", TAKES_NOT.values(), ids=TAKES_NOT)
def test_listing_stays(listing: Brief) -> None:
    piece = replace(PIECE, title="Let the Ferries Bargain, Part 2") if "Part" in listing.title else PIECE
    assert takes_over(listing, piece) < SURE


def test_deck_may_be_the_teaser() -> None:
    deck = "Boring port diplomacy could keep the Straits open longer than any fleet that sails."
    assert takes_over(_brief(teaser=f"{deck}..."), replace(PIECE, deck=deck)) >= SURE


def _listed(**fields: object) -> Draft:
    return as_listing_draft(Listing(**fields))  # type: ignore[arg-type]


def test_two_blocks_cut_the_same_teaser_in_other_places() -> None:
    one, other = _listed(teaser=f"{BODY[0][:175]}..."), _listed(teaser=f"Introduction {BODY[0][:140]}...")
    assert is_same_listing(one, other)
    assert not is_same_listing(one, _listed(teaser=f"{BODY[0][:60]} was told to us by a pilot who..."))
    assert not is_same_listing(PIECE, other)
    week = "Minutes from the Pier brings two harbor masters together each week"
    assert not is_same_listing(
        _listed(title="Minutes: On Cranes", teaser=week), _listed(title="Minutes: On Pilots", teaser=week)
    )


def test_an_entry_gains_what_another_block_tells() -> None:
    bare = _listed(teaser=CUT, authors=("Tobias Wren",))
    more = enriched(
        bare, _listed(title="Let the Ferries Bargain", teaser=CUT, kind=Kind.COMMENTARY, published="2018-03-04")
    )
    assert (more.title, more.kind, more.published) == ("Let the Ferries Bargain", Kind.COMMENTARY, "2018-03-04")
    assert more.authors == ("Tobias Wren",)
    assert enriched(more, bare) == more
