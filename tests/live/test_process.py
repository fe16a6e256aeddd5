"""The real process over real HTTP and a real gateway connection: start, answer, refuse, end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.live.standin import GUILD, LAUNCHER, TOKEN, StandIn, open_standin

ROOT = Path(__file__).parents[2]
INVITE = "https://discord.com/oauth2/authorize?client_id=123456789012345678"


@pytest.fixture
async def discord() -> AsyncIterator[StandIn]:
    async with open_standin() as stand_in:
        yield stand_in


class Process:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def end(self, name: signal.Signals | None = signal.SIGTERM) -> tuple[int, str, float]:
        """(exit code, what it printed, seconds it took to end)."""
        if name:
            self._process.send_signal(name)
        started = time.monotonic()
        out, errors = await asyncio.wait_for(self._process.communicate(), 60)
        assert self._process.returncode is not None
        return self._process.returncode, (out + errors).decode(), time.monotonic() - started


@asynccontextmanager
async def running(discord: StandIn, folder: Path, *arguments: str, **environment: str) -> AsyncIterator[Process]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
    settings = {"DATABASE_PATH": str(folder / "library.db"), "DISCORD_TOKEN": TOKEN} | environment
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", LAUNCHER.format(base=discord.base), *(arguments or ("run",))),
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"} | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def test_it_starts_answers_and_ends_cleanly(discord: StandIn, tmp_path: Path) -> None:
    async with running(discord, tmp_path) as bot:
        answer = await discord.ask("help")
        assert answer["type"] == 4
        assert answer["data"]["flags"] & 64, "answers are private first"
        shown = str(answer["data"]["components"])
        assert "/summary" in shown
        assert "What curators can do" not in shown
        await asyncio.sleep(3)  # discord.py waits two seconds for servers before it calls itself ready
        code, printed, seconds = await bot.end()
    assert (code, seconds < 5) == (0, True)
    for step in (
        "Opened the library",
        "Loaded ",
        "Registered the commands in every server",
        INVITE,
        "Ready as ",
        "Stopped.",
    ):
        assert step in printed
    assert "permissions=274877926400" in printed
    assert "scope=bot+applications.commands" in printed
    assert TOKEN not in printed
    assert TOKEN.split(".")[2] not in printed


async def test_its_health_can_be_asked_while_it_runs_and_after(discord: StandIn, tmp_path: Path) -> None:
    async with running(discord, tmp_path) as bot:
        await asyncio.wait_for(discord.ready.wait(), 30)
        async with running(discord, tmp_path, "healthcheck") as health:
            code, printed, _ = await health.end(None)
        assert (code, "the bot is alive" in printed) == (0, True)
        await bot.end()
    async with running(discord, tmp_path, "healthcheck") as health:
        code, printed, _ = await health.end(None)
    assert (code, "the bot is not running" in printed) == (0, True)


async def test_no_privileged_intent_is_asked_for(discord: StandIn, tmp_path: Path) -> None:
    async with running(discord, tmp_path) as bot:
        await asyncio.wait_for(discord.ready.wait(), 30)
        await bot.end()
    assert [one["intents"] for one in discord.identified] == [1]


async def test_what_can_not_be_answered_is_told_in_a_sentence(discord: StandIn, tmp_path: Path) -> None:
    async with running(discord, tmp_path) as bot:
        answer = await discord.ask("summary", {"article": "The Unwritten Book"})
        assert "This library has no pieces yet. A curator adds the first with /library add" in str(answer)
        await bot.end(signal.SIGINT)


async def test_commands_are_registered_once_and_again_only_elsewhere(discord: StandIn, tmp_path: Path) -> None:
    for _ in range(2):
        async with running(discord, tmp_path) as bot:
            discord.ready.clear()
            await asyncio.wait_for(discord.ready.wait(), 30)
            await bot.end()
    assert [path for path, _ in discord.puts] == ["/applications/123456789012345678/commands"]
    async with running(discord, tmp_path, GUILD_ID=str(GUILD)) as bot:
        discord.ready.clear()
        await asyncio.wait_for(discord.ready.wait(), 30)
        _, printed, _ = await bot.end()
    assert "Registered the commands in one server" in printed
    (_, first), (guild_path, second), (other_path, cleared) = discord.puts
    assert guild_path.endswith(f"/guilds/{GUILD}/commands")
    assert [one["name"] for one in first] == [one["name"] for one in second]
    assert (other_path, cleared) == ("/applications/123456789012345678/commands", [])


@pytest.mark.parametrize(
    ("token", "arguments", "said"),
    [
        ("", ("run", "--live"), "DISCORD_TOKEN is not set"),
        ("nonsense", ("run",), "does not look like a bot token"),
        (TOKEN[:-1] + "C", ("run",), "Discord refused the token"),
    ],
    ids=["missing", "malformed", "refused"],
)
async def test_a_bad_token_is_one_sentence_and_code_78(
    discord: StandIn, tmp_path: Path, token: str, arguments: tuple[str, ...], said: str
) -> None:
    async with running(discord, tmp_path, *arguments, DISCORD_TOKEN=token) as bot:
        code, printed, _ = await bot.end(None)
    assert code == 78
    assert said in printed
    assert "Traceback" not in printed
    assert not token or token not in printed


async def test_a_library_from_the_future_is_one_sentence_and_code_78(discord: StandIn, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    from bot.storage.migrate import migrate

    path = tmp_path / "library.db"
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    async with running(discord, tmp_path) as bot:
        code, printed, _ = await bot.end(None)
    assert code == 78
    assert "newer Docent" in printed
    assert "Traceback" not in printed
