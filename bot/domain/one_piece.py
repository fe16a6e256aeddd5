"""Whether two drafts are readings of one piece, neither of them in the library yet."""

from __future__ import annotations

from bot.domain.article import Article, Author, Draft
from bot.domain.dates import days_between
from bot.domain.duplicates import sameness
from bot.domain.listings import SURE, takes_over
from bot.domain.text import fold


def is_one_piece(one: Draft, other: Draft) -> bool:
    """By the text, mostly the same or one in the other; or by the title, when nothing that is stated says otherwise.

    Two texts that have nothing in common are one piece only when title, day, people and type all agree.
    """
    if sameness(one, other):
        return True
    if fold(one.title) != fold(other.title):
        return False
    if not (one.body and other.body):
        bare, told = (other, one) if one.body else (one, other)
        named = Article(0, bare, tuple(Author(0, name) for name in bare.authors))
        return takes_over(named.brief, told) >= SURE
    return _agree(one, other)


def _agree(one: Draft, other: Draft) -> bool:
    days = days_between(one.published, other.published)
    people = {fold(name) for name in one.authors} & {fold(name) for name in other.authors}
    return days is not None and days <= 1 and bool(people) and len({one.kind, other.kind} - {None}) < 2
