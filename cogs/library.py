"""/library: what curators do. Discord's permission screen decides who sees it; clicks and forms are checked again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.article import Brief
from bot.domain.errors import Invalid
from bot.services.care import TRASH
from bot.services.relating import Word
from cogs.bulk import Bulk
from cogs.feeds import Feeding, FeedText
from cogs.gate import GROUP, require_curator
from cogs.naming import Naming
from cogs.params import PersonOf, Piece, RemovedPiece, TopicText
from cogs.patience import working
from cogs.replies import Interaction, replace, reply
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import article_card, confirm_card, notice_card, removed_card, status_card
from cogs.ui.facts import day
from cogs.ui.limits import Card
from cogs.waiting import ReviewList

if TYPE_CHECKING:
    from bot.client import Docent


@app_commands.default_permissions(manage_guild=True)
class Library(commands.GroupCog, name=GROUP, description="Add, correct and arrange the pieces of this library"):
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        self._reviewing = bot.reviewing
        self._bulk = Bulk(bot)
        self._feeding = Feeding(bot)
        self._waiting = ReviewList(bot)
        self._naming = Naming(bot)
        bot.clicks.acts |= {
            Verb.REMOVE: self._ask_remove,
            Verb.CONFIRM: self._confirmed,
            Verb.CANCEL: self._cancelled,
            Verb.UNDO: self._undo,
            Verb.RESTORE: self._undo,
        }

    # ------------------------------------------------------------------ adding

    @app_commands.command(description="Add a piece: an address, a file, or neither to paste a page")
    @app_commands.describe(url="The address of the page", file="A .txt, .md, .html, .pdf, .docx, .srt or .vtt file")
    async def add(self, interaction: Interaction, url: str = "", file: discord.Attachment | None = None) -> None:
        if url and file:
            raise Invalid(
                "Give either an address or a file, not both. Where a text stands can be said when it is pasted."
            )
        if file:
            await self._reviewing.from_file(interaction, file)
        elif url:
            await self._reviewing.from_url(interaction, url)
        else:
            await self._reviewing.ask_for_paste(interaction)

    @app_commands.command(description="What awaits review: drafts, feeds and members' suggestions")
    async def review(self, interaction: Interaction) -> None:
        await self._waiting.show(interaction)

    @app_commands.command(name="import", description="Add many pieces from a table; first it says what would happen")
    @app_commands.describe(file="A .csv, .tsv, .jsonl or .json file, such as an export")
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        await self._bulk.ask(interaction, file)

    @app_commands.command(description="The whole library as a file")
    @app_commands.describe(format="jsonl: everything, to take back or move; csv: for spreadsheets")
    async def export(self, interaction: Interaction, format: Literal["jsonl", "csv"] = "jsonl") -> None:
        await self._bulk.export(interaction, format)

    # ------------------------------------------------------------------ changing

    @app_commands.command(description="Correct a piece's facts or its text, or write its summary")
    @app_commands.describe(
        article="Any words of its title or its author's name",
        what="facts: title, deck, authors, date, type; summary: in your own words; text: its paragraphs",
    )
    async def edit(
        self, interaction: Interaction, article: Piece, what: Literal["facts", "summary", "text"] = "facts"
    ) -> None:
        await self._reviewing.ask_edit(interaction, Action(Verb.EDIT, article.id, extra=what))

    @app_commands.command(description="Take a piece out of the library; it can be restored for 30 days")
    @app_commands.describe(article="Any words of its title or its author's name")
    async def remove(self, interaction: Interaction, article: Piece) -> None:
        await reply(interaction, _confirm_removal(article))

    @app_commands.command(description="Put a removed piece back")
    @app_commands.describe(article="A piece in the trash")
    async def restore(self, interaction: Interaction, article: RemovedPiece) -> None:
        await self._restore(interaction, article.id)

    @app_commands.command(description="Say what belongs together, what does not, or what supersedes a piece")
    @app_commands.describe(
        article="The piece",
        other="The other piece",
        how="pin: always suggest; block: never suggest; superseded by: the other is newer; undo: take it back",
    )
    async def relate(
        self,
        interaction: Interaction,
        article: Piece,
        other: Piece,
        how: Literal["pin", "block", "superseded by", "undo"] = "pin",
    ) -> None:
        library = await self.bot.library_of(interaction)
        async with working(interaction, "Noting what you said of the two."):
            sentence = await library.relating.say(article.id, other.id, Word(how), interaction.user.id)
            await reply(interaction, notice_card(sentence))

    @app_commands.command(description="A person's card or names, or two entries of one person made one")
    @app_commands.describe(
        name="The beginning of any of their names",
        what="card: role, bio, links, photo; names: the proper name and other spellings",
        into="The entry that stays, when the first is the same person",
    )
    async def person(
        self,
        interaction: Interaction,
        name: PersonOf,
        what: Literal["card", "names"] = "card",
        into: PersonOf | None = None,
    ) -> None:
        if into:
            await self._naming.ask_merge_people(interaction, name, into)
        else:
            await (self._naming.ask_names if what == "names" else self._naming.ask_card)(interaction, name)

    @app_commands.command(description="A topic's names, its place on the list, or two topics made one")
    @app_commands.describe(
        name="A topic, or a new one for the list", into="The topic that stays, when the first is the same"
    )
    async def topic(self, interaction: Interaction, name: TopicText, into: TopicText = "") -> None:
        if into:
            await self._naming.ask_merge_topics(interaction, name, into)
        else:
            await self._naming.ask_topic(interaction, name)

    @app_commands.command(description="Counts, gaps, what waits for review, and what was asked in vain")
    async def status(self, interaction: Interaction) -> None:
        library = await self.bot.library_of(interaction)
        await reply(interaction, status_card(await library.care.status()))

    @app_commands.command(description="Follow a feed, see the feeds, or pause, resume, remove or check one")
    @app_commands.describe(
        url="The address of a feed or of a page that names one; a name for those that are followed",
        action="What to do; without it an address is followed, and without an address the feeds are listed",
        mode="review: new pieces wait for a curator; publish: they are added at once",
        file="The list of a feed reader (OPML): first it says what would be followed",
    )
    async def feed(
        self,
        interaction: Interaction,
        url: FeedText = "",
        action: Literal["add", "list", "pause", "resume", "remove", "check"] | None = None,
        mode: Literal["review", "publish"] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        if file is None:
            await self._feeding.command(interaction, url, action or "", mode or "")
        elif url or action not in (None, "add"):
            raise Invalid("A list of feeds is only followed: give the file alone, or with a mode.")
        else:
            await self._feeding.ask_list(interaction, file, mode or "")

    # ------------------------------------------------------------------ clicks

    async def _ask_remove(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        await reply(interaction, _confirm_removal((await library.reading.article(action.id)).article.brief))

    async def _confirmed(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        library = await self.bot.library_of(interaction)
        async with working(interaction, "Removing the piece."):
            piece = await library.library.remove(action.id, interaction.user.id)
            until = (self.bot.services.today() + TRASH - timedelta(days=1)).isoformat()
            await replace(interaction, removed_card(piece.brief, day(until)))

    async def _cancelled(self, interaction: Interaction, action: Action) -> None:
        done = "merged" if action.extra == "merge" else "removed"
        await replace(interaction, notice_card(f"Nothing was {done}."))

    async def _undo(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        if action.extra == "change":
            await self._reviewing.undo(interaction, action.id)
        else:
            await self._restore(interaction, action.id)

    async def _restore(self, interaction: Interaction, number: int) -> None:
        library = await self.bot.library_of(interaction)
        async with working(interaction, "Putting the piece back.", beside=True):
            await library.library.restore(number, interaction.user.id)
            answer = await library.reading.article(number)
            await reply(interaction, article_card(answer, today=self.bot.services.today(), notice="Restored."))


def _confirm_removal(piece: Brief) -> Card:
    return confirm_card(piece, "remove", "It leaves every answer at once. It can be restored for 30 days.")


async def setup(bot: Docent) -> None:
    await bot.add_cog(Library(bot))
