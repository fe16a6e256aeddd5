"""The card of a piece's quotes, each verbatim with who said it, when and where."""

from __future__ import annotations

from datetime import date

from bot.domain.answers import ArticleAnswer
from bot.domain.article import Article, Quote
from bot.domain.places import place_of
from cogs.ui.buttons import Action, Verb, button, link_button, share_button
from cogs.ui.escape import link
from cogs.ui.facts import day, mention
from cogs.ui.freshness import age_of, text_of
from cogs.ui.limits import Card, fit, line, room_beside, row
from cogs.ui.share import shared_line

QUOTES_SHOWN = 5


def quotes_card(answer: ArticleAnswer, *, today: date, shared_by: str | None = None) -> Card:
    """Verbatim lines of the piece, each with its source, as many as there is room for."""
    piece = answer.article.brief
    heading, foot = f"## Quotes from\n{mention(piece)}", shared_line(shared_by)
    age = age_of(piece, answer.freshness, today)
    body = quoted(answer, QUOTES_SHOWN, room_beside(heading, text_of(age), foot))
    return fit(
        heading,
        age,
        body or "The library has no line of this piece that stands alone as a quote.",
        row(
            link_button("Open", piece.url),
            button("Summary", Action(Verb.SUMMARY, piece.id)),
            button("Cite", Action(Verb.CITE, piece.id)),
            share_button(Action(Verb.QUOTES, piece.id), shared_by),
        ),
        foot,
    )


def quoted(answer: ArticleAnswer, most: int, room: int) -> str:
    """At most `most` quotes with their sources, a blank line between them, each whole, within `room` characters."""
    shown: list[str] = []
    for quote in answer.quotes:
        text = _quote(quote, answer.article)
        if text and len(shown) < most and len(text) + 2 <= room:
            shown.append(text)
            room -= len(text) + 2
    return "\n\n".join(shown)


def _quote(quote: Quote, article: Article) -> str:
    """The words as a quotation, and below them speaker, day and place, linked to the piece."""
    text = line(quote.text, 550)
    if not text:
        return ""
    if text[0] not in "\"“‘'«":
        text = f"“{text}”"
    facts = (line(quote.speaker, 80), day(article.draft.published), _place(quote, article))
    source = ", ".join(filter(None, facts))
    return f"> {text}" + (f"\n> — {link(source, article.brief.url)}" if source else "")


def _place(quote: Quote, article: Article) -> str:
    """The page or minute where the source tells it, else the paragraph; escaped."""
    if quote.paragraph <= 0:
        return ""
    return line(place_of(quote.paragraph, article.draft.places), 20) or f"paragraph {quote.paragraph}"
