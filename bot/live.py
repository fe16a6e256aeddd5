"""Keeps the bot connected to Discord until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from contextlib import suppress

from bot.app import open_library
from bot.client import Docent
from bot.logs import set_up_logging
from bot.settings import Settings

BEAT = 30.0  # seconds between two signs of life, which `healthcheck` looks for
GRACE = 4.0  # seconds a clean end may take before the process ends anyway


async def run_live(settings: Settings) -> int:
    """Returns 0 after SIGTERM or SIGINT. Raises Misconfigured as `connect_with` does."""
    set_up_logging(settings.log_level)
    async with open_library(settings) as services:
        _say(f"Opened the library {settings.database_path}.")
        client = Docent(services, settings, _say)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: to go through it again would hold up every thread for some 60 ms
        beating = asyncio.create_task(services.beat(BEAT), name="heartbeat")
        try:
            await _until_signal(client, settings.discord_token)
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
    _say("Stopped.")
    return 0


async def _until_signal(client: Docent, token: str) -> None:
    """Runs the client until it fails or a signal comes; closes it either way."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    running = asyncio.create_task(client.connect_with(token), name="discord")
    stopping = asyncio.create_task(stop.wait(), name="signal")
    try:
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        stopping.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                await client.close()
        running.cancel()
        await asyncio.gather(running, stopping, return_exceptions=True)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
