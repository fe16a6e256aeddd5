"""The Discord client: loads the cogs, keeps Discord's copy of the commands right, translates errors."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

import discord
from discord import app_commands
from discord.ext import commands

from bot.app import GuildServices, Services
from bot.domain.errors import Misconfigured, Unreachable
from bot.settings import Settings
from cogs import COGS
from cogs.clicks import Click, Clicks
from cogs.replies import show_error
from cogs.reviewing import Reviewing

log = logging.getLogger(__name__)

# View Channels, Send Messages, Embed Links, Send Messages in Threads: all that Docent ever does.
PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, send_messages_in_threads=True
)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Synced:
    """What Discord holds of our commands: their hash, and the guild they are registered in (0: everywhere)."""

    digest: str
    scope: int

    @property
    def text(self) -> str:
        return f"{self.digest} {self.scope}"


class Tree(app_commands.CommandTree["Docent"]):
    async def on_error(self, interaction: discord.Interaction[Docent], error: app_commands.AppCommandError) -> None:
        await show_error(interaction, error)


class Docent(commands.Bot):
    """The same bot on Discord and in the local preview. `say` is told of each start-up step."""

    def __init__(
        self,
        services: Services,
        settings: Settings,
        say: Say = log.info,
        *,
        always_sync: bool = False,
        polls: bool = True,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            command_prefix=commands.when_mentioned,  # never read: there are no prefix commands
            help_command=None,
            intents=intents,
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            max_messages=None,
            chunk_guilds_at_startup=False,
        )
        self.services = services
        self._settings = settings
        self._say = say
        self._always_sync = always_sync
        self._polls = polls
        self._chores: list[asyncio.Task[None]] = []
        self.clicks = Clicks()
        self._registered: dict[str, app_commands.AppCommand] = {}
        self.reviewing = Reviewing(self)
        self.add_dynamic_items(Click)

    async def library_of(self, interaction: discord.Interaction[Docent]) -> GuildServices:
        """The library of the server the interaction came from, and of no other."""
        assert interaction.guild_id is not None, "every command is guild-only"
        return await self.services.guild(interaction.guild_id)

    async def registered(self, name: str) -> app_commands.AppCommand | None:
        """A command as Discord holds it, in the scope where ours are registered."""
        scope = self._settings.guild_id
        if name not in self._registered:
            found = await self.tree.fetch_commands(guild=discord.Object(scope) if scope else None)
            self._registered = {one.name: one for one in found if one.type is discord.AppCommandType.chat_input}
        return self._registered.get(name)

    async def setup_hook(self) -> None:
        for cog in COGS:
            await self.load_extension(cog)
        self._say(f"Loaded {len(self.tree.get_commands())} commands.")
        self._say(f"Invite: {self.invite}")
        await self._sync()
        self._chores.append(asyncio.create_task(self.services.upkeep().run(), name="upkeep"))
        if self._polls:
            poller = self.services.poller(lambda: {guild.id for guild in self.guilds})
            self._chores.append(asyncio.create_task(poller.run(), name="feeds"))

    async def close(self) -> None:
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await super().close()

    @property
    def invite(self) -> str:
        """The link that adds the bot to a server with the least permissions."""
        assert self.application_id is not None
        return discord.utils.oauth_url(
            self.application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )

    async def connect_with(self, token: str) -> None:
        """Runs until closed. Raises Misconfigured when Discord refuses the token or the intents."""
        try:
            await self.start(token)
        except discord.LoginFailure as error:
            raise Misconfigured(
                "Discord refused the token. Make a new one on the Bot page of your application at "
                "https://discord.com/developers/applications and put it into .env as DISCORD_TOKEN."
            ) from error
        except discord.PrivilegedIntentsRequired as error:
            raise Misconfigured("Discord refused the intents, although Docent asks for no privileged one.") from error
        except (OSError, discord.HTTPException, discord.GatewayNotFound, discord.ConnectionClosed) as error:
            raise Unreachable(
                f"Discord can't be reached ({error}). Check this machine's connection, and start again."
            ) from error

    async def _sync(self) -> None:
        """Registers the commands when they changed since the last time, in one scope; clears the other scope."""
        current = Synced(self._digest(), self._settings.guild_id or 0)
        before = await self.services.note(self._note)
        if before == current.text and not self._always_sync:
            self._say("Commands are up to date.")
            return
        if current.scope:
            self.tree.copy_global_to(guild=discord.Object(current.scope))
        try:
            await self.tree.sync(guild=discord.Object(current.scope) if current.scope else None)
        except discord.Forbidden as error:
            raise Misconfigured(
                f"The bot is not in the server {current.scope} that GUILD_ID names. Open the invite link above, add it "
                "to that server, and start again; or leave GUILD_ID empty."
            ) from error
        await self._clear_other_scope(before, current.scope)
        await self.services.set_note(self._note, current.text)
        self._say(f"Registered the commands in {'one server' if current.scope else 'every server'}.")

    async def _clear_other_scope(self, before: str, scope: int) -> None:
        """Where the commands stood before and stand no longer, they are taken away."""
        assert self.application_id is not None
        _, _, old = before.partition(" ")
        try:
            if scope and old != str(scope):
                await self.http.bulk_upsert_global_commands(self.application_id, [])
            if old.isdigit() and int(old) not in (0, scope):
                await self.http.bulk_upsert_guild_commands(self.application_id, int(old), [])
        except discord.Forbidden:
            log.info("The bot has left server %s, and its commands went with it.", old)

    @property
    def _note(self) -> str:
        return f"commands of application {self.application_id}"

    def _digest(self) -> str:
        described = sorted(
            (command.to_dict(self.tree) for command in self.tree.get_commands()), key=lambda one: one["name"]
        )
        return hashlib.sha256(json.dumps(described, sort_keys=True, default=str).encode()).hexdigest()[:32]

    async def on_ready(self) -> None:
        self._say(f"Ready as {self.user}, in {len(self.guilds)} server{'s' * (len(self.guilds) != 1)}.")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Not called for an outage, in which a server stays among ours."""
        log.info(
            "Left the server %s (%d). Its library is kept; its feeds are not read until the bot is back.",
            guild.name,
            guild.id,
        )
