"""The front step: the same bot inside simcord's local preview of Discord, in the browser, without a token."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import discord

from bot.app import Services, open_library
from bot.client import Docent
from bot.domain.errors import Misconfigured
from bot.logs import set_up_logging
from bot.services.starter import load_starter
from bot.settings import Settings

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, MemberActor
    from simcord.preview import Preview

log = logging.getLogger(__name__)

DATABASE = Path("data/preview.db")
GUILD = 1_000_000_000_000_000_001  # the same server in every run, so that its library is found again
SETTLE = 60.0  # seconds an action may take: a real fetch has twenty


async def run_preview(settings: Settings, *, port: int, browser: bool, fresh: bool, path: Path | None = None) -> None:
    """Serves the page until Ctrl-C, SIGTERM or the page's own End button."""
    set_up_logging(settings.log_level)
    # The look-alike probes discord.py with a client of its own, which makes it warn about that client.
    logging.getLogger("discord").setLevel(logging.ERROR)
    async with open_preview(settings, port=port, fresh=fresh, path=path or DATABASE) as preview:
        _say(f"Docent's local preview: {preview.url}")
        _say("Switch between the curator and two members at the top of the page. Ctrl-C ends it.")
        if browser:
            await asyncio.to_thread(webbrowser.open, preview.url)
        await _until_closed_or_signal(preview)
    _say("Stopped. Your library is kept for the next run (start over with: python -m bot preview --fresh).")


@asynccontextmanager
async def open_preview(settings: Settings, *, port: int, fresh: bool, path: Path) -> AsyncIterator[Preview]:
    """The page, ready; raises Misconfigured when simcord is not installed or the port is taken."""
    try:
        import simcord
    except ImportError as error:
        raise Misconfigured(
            "The local preview needs simcord, which is not installed here. Set DISCORD_TOKEN in .env to run on "
            "Discord, or install the preview: pip install 'simcord[preview]'."
        ) from error
    if fresh:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    settings = replace(settings, database_path=path, guild_id=None, discord_token="")
    async with open_library(settings) as services:
        await _fill(services)
        client = Docent(services, settings, log.info, always_sync=True, polls=False)
        async with simcord.run(client, settle_timeout=SETTLE, check_errors=False) as env:
            env.backend.bot_user.name = "Docent"
            channel, viewers = _people(env)
            await _talk(channel, viewers)
            try:
                page = env.preview(channel, viewers=viewers, layout="channel", port=port)
                async with page as preview:
                    yield preview
            except OSError as error:
                raise Misconfigured(
                    f"Port {port} of this computer is taken: another preview may be running. "
                    "End it, or choose another port with --port."
                ) from error


async def _talk(channel: ChannelHandle, viewers: Sequence[MemberActor]) -> None:
    """Two messages of people, so that there is something to choose Apps, Find related on."""
    _, sam, noor = viewers
    await sam.send(channel, "Has anyone here written on how sanctions end? A senator's office is asking.")
    await noor.send(channel, "And who of us knows about export controls on chips?")


async def _fill(services: Services) -> None:
    """The starter library, the first time."""
    library = await services.guild(GUILD)
    if not await library.search.newest(1):
        count = await load_starter(library.importing)
        _say(f"Filled the library with {count} sample pieces.")


def _people(env: Env) -> tuple[ChannelHandle, list[MemberActor]]:
    """A server with a curator and two members, and a channel to talk in."""
    guild = env.create_guild("Meridian Policy Institute", id=GUILD)
    channel = guild.create_text_channel("library", topic="Type / to see what Docent can do.")
    curators = guild.create_role("Curators", permissions=discord.Permissions(manage_guild=True))
    dana = guild.add_member(env.create_user("dana", global_name="Dana (curator)"), roles=[curators])
    sam = guild.add_member(env.create_user("sam", global_name="Sam (member)"))
    noor = guild.add_member(env.create_user("noor", global_name="Noor (member)"))
    return channel, [dana, sam, noor]


async def _until_closed_or_signal(preview: Preview) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    waits = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(preview.wait_closed())]
    _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
