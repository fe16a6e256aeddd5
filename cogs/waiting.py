"""What awaits a curator's review, and how members bring their suggestions there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain.answers import PAGE_SIZE
from bot.domain.errors import Duplicate
from bot.services.desk import Held
from cogs.gate import require_curator
from cogs.patience import working
from cogs.replies import Interaction, replace, reply, show_error
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import notice_card
from cogs.ui.limits import Card
from cogs.ui.waiting_card import Waiting, waiting_card
from cogs.ui.writing_forms import Suggestion, SuggestModal

if TYPE_CHECKING:
    from bot.client import Docent

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


class ReviewList:
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.acts |= {
            Verb.WAITING: self._turned,
            Verb.DRAFT: self._opened,
            Verb.FETCH: self._fetched,
            Verb.SUGGEST: self._suggest,
        }

    async def show(self, interaction: Interaction) -> None:
        await reply(interaction, await self._page(interaction, 0))

    async def _page(self, interaction: Interaction, page: int) -> Card:
        post = (await self.bot.library_of(interaction)).post
        total = await post.count_waiting()
        page = max(0, min(page, (total - 1) // PAGE_SIZE))  # drafts may have gone since the click
        waiting = await post.waiting(PAGE_SIZE, page * PAGE_SIZE)
        return waiting_card(rows_of(waiting), page, total)

    async def _turned(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        card = await self._page(interaction, action.page)
        await (replace if action.extra else reply)(interaction, card)

    async def _opened(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        post = (await self.bot.library_of(interaction)).post
        async with working(interaction, "Looking whether the library has it.", beside=True):
            await reply(interaction, await self.bot.reviewing.card_of(interaction, await post.held(action.id)))

    async def _fetched(self, interaction: Interaction, action: Action) -> None:
        """Reads the page of a suggestion; only a curator's click makes the bot fetch what a member named."""
        await require_curator(interaction)
        post = (await self.bot.library_of(interaction)).post
        async with working(interaction, "Asking the site for the page.") as told:
            held = await post.fetch(action.id, told)
            card = await self.bot.reviewing.card_of(interaction, held, "Read. Nothing is published yet.")
            await replace(interaction, card)

    # ------------------------------------------------------------------ suggesting

    async def _suggest(self, interaction: Interaction, action: Action) -> None:
        modal = SuggestModal(action.extra, Action(Verb.SUGGEST), interaction.id, self._suggested, show_error)
        await interaction.response.send_modal(modal)

    async def _suggested(self, interaction: Interaction, suggestion: Suggestion) -> None:
        library = await self.bot.library_of(interaction)
        found = _LINK.search(suggestion.what)
        link = found[0].rstrip(".,;:!?)>") if found else ""
        known = await library.resolving.linked([link]) if link else None
        if known is not None:
            raise Duplicate("The library has this piece already.", known)
        words = " ".join(_LINK.sub(" ", suggestion.what).split())
        async with working(interaction, "Noting your suggestion.", beside=True):
            await library.post.suggest(link, words, suggestion.why, interaction.user.id)
            await reply(interaction, notice_card("Thank you. Your suggestion awaits a curator's review."))


def rows_of(waiting: Sequence[Held]) -> list[Waiting]:
    """Drafts as the cards show them."""
    return [Waiting(one.id, one.draft, one.origin, one.owner, one.created, one.note) for one in waiting]
