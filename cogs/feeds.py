"""`/library feed` and its buttons: following feeds, and seeing how they fare."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.domain.errors import Invalid, TooLarge
from bot.domain.feeds import KnownFeed, Mode
from bot.domain.label import LIMIT
from bot.services.feeds import FeedService
from bot.services.telling import Told
from cogs.gate import require_curator
from cogs.params import Choice, Noun
from cogs.patience import working
from cogs.replies import Interaction, replace, reply
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import feed_card, feed_check_card, feeds_card, notice_card, remove_feed_card, removed_feed_card
from cogs.ui.feed_list_card import feed_list_card, followed_list_card, written_list_card
from cogs.ui.limits import Card, clip

if TYPE_CHECKING:
    from bot.app import GuildServices
    from bot.client import Docent

MOST = 25  # choices Discord shows
LARGEST_LIST = 2 * 2**20
LIST_NAME = "feeds.opml"
ASKING = "Asking the site for the feed."
_PAUSED = "Paused: it is not read until it is resumed."
_RESUMED = "Resumed: it is read within a few minutes."


class FeedParam(Noun):
    """The address of a feed, completed with the names of those that are followed."""

    async def transform(self, interaction: Interaction, value: str, /) -> str:
        return value.strip()

    async def offered(self, library: GuildServices, typed: str) -> list[Choice]:
        sought = typed.casefold().strip()
        fitting = [feed for feed in await library.feeds.all() if sought in f"{feed.name} {feed.url}".casefold()]
        return [
            Choice(name=clip(feed.name, LIMIT) or feed.mode.value, value=f"id:{feed.id}") for feed in fitting[:MOST]
        ]


FeedText = app_commands.Transform[str, FeedParam]


class Feeding:
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.acts |= {
            Verb.FEED: self._clicked,
            Verb.FEEDS: self._list_clicked,
            Verb.OPML: self._list_confirmed,
        }

    async def command(self, interaction: Interaction, url: str, action: str, mode: str) -> None:
        """Without an action an address is followed, and without an address the feeds are listed."""
        feeds = (await self.bot.library_of(interaction)).feeds
        action = action or ("add" if url else "list")
        if action == "list":
            await reply(interaction, feeds_card(await feeds.all()))
            return
        if not url:
            raise Invalid(f"Say which feed to {action}: give its address, or choose one while you type.")
        async with working(interaction, ASKING) as told:
            chosen = Mode(mode) if mode else None
            if action == "add":
                card = await self._added(feeds, url, chosen, interaction.user.id, told)
            else:
                feed = await feeds.find(url)
                if chosen:
                    await feeds.set_mode(feed.id, chosen, interaction.user.id)
                card = await self._done(feeds, feed, action, interaction.user.id, told)
            await reply(interaction, card)

    async def _added(self, feeds: FeedService, url: str, mode: Mode | None, by: int, told: Told) -> Card:
        if url.startswith("id:"):  # chosen from those that are followed already
            feed = await feeds.find(url)
            changed = await feeds.set_mode(feed.id, mode, by) if mode else feed
            return feed_card(changed, notice="Changed." if mode else "This feed is followed already.")
        known = {feed.id for feed in await feeds.all()}
        check = await feeds.follow(url, mode, by, told)
        if check.feed.id in known:
            return feed_card(check.feed, notice="It was followed already, and is set anew.")
        return feed_check_card(check, "This feed is followed from now on.")

    async def ask_list(self, interaction: Interaction, file: discord.Attachment, mode: str) -> None:
        """Keeps a list of feeds and says what following it would do."""
        if file.size > LARGEST_LIST:
            raise TooLarge(f"“{file.filename}” is larger than 2 MiB. A list of feeds is smaller: split it.")
        lists = (await self.bot.library_of(interaction)).feed_lists
        async with working(interaction, "Reading the list."):
            data = await file.read()
            listed = await lists.rehearse(data)
            number = await lists.hold(data) if any(one.new and not one.error for one in listed) else 0
            await reply(interaction, feed_list_card(listed, number, file.filename, Mode(mode or Mode.REVIEW)))

    # ------------------------------------------------------------------ clicks

    async def _list_clicked(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        feeds = await library.feeds.all()
        if action.extra != "file":
            await replace(interaction, feeds_card(feeds, action.page))
            return
        async with working(interaction, "Writing the list.", beside=True):
            file = discord.File(io.BytesIO(await library.feed_lists.written()), LIST_NAME)
            card = written_list_card(len(feeds), LIST_NAME)
            await interaction.edit_original_response(view=card, attachments=[file])

    async def _list_confirmed(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        lists = (await self.bot.library_of(interaction)).feed_lists
        async with working(interaction, "The feeds of the list are being followed."):
            if action.extra not in set(Mode):
                await lists.discard(action.id)
                await replace(interaction, notice_card("Nothing was followed."))
                return
            told = await lists.follow_held(action.id, Mode(action.extra), interaction.user.id)
            await replace(interaction, followed_list_card(told))

    async def _clicked(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        feeds, by = (await self.bot.library_of(interaction)).feeds, interaction.user.id
        async with working(interaction, ASKING) as told:
            if action.extra == "back":
                card = feed_card(await feeds.bring_back(action.id, by), notice="It is followed again.")
            else:
                card = await self._done(feeds, await feeds.get(action.id), action.extra, by, told)
            await replace(interaction, card)

    async def _done(self, feeds: FeedService, feed: KnownFeed, what: str, by: int, told: Told) -> Card:
        """The card that shows a feed after what was asked for was done to it."""
        if what == "check":
            return feed_check_card(await feeds.check(feed.id, told))
        if what == "pause":
            return feed_card(await feeds.pause(feed.id, by), notice=_PAUSED)
        if what == "resume":
            return feed_card(await feeds.resume(feed.id, by), notice=_RESUMED)
        if what in set(Mode):
            return feed_card(await feeds.set_mode(feed.id, Mode(what), by), notice=f"Set to {what}.")
        if what == "remove":
            return remove_feed_card(feed)
        if what == "gone":
            return removed_feed_card(await feeds.remove(feed.id, by))
        return feed_card(feed)
