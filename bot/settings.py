"""The fuse box: every setting, read from the environment and `.env`, all problems reported at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from dotenv import dotenv_values

from bot.domain.errors import Misconfigured

# Discord's bot tokens are three base64url parts: the application's id, a time stamp, and a signature.
_TOKEN = re.compile(r"[\w-]{10,}\.[\w-]{4,}\.[\w-]{10,}")
# A host by its name or number, an IPv6 one in brackets or bare, and perhaps a port.
_HOST = re.compile(r"(?:(?:[a-z0-9_-]+\.)*[a-z0-9_-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """Field names in capitals are the names of the settings; `.env.example` explains each."""

    discord_token: str = field(default="", repr=False)
    guild_id: int | None = None
    database_path: Path = Path("data/docent.db")
    database_durable: bool = False
    fetch_allow_private: frozenset[str] = frozenset()
    log_level: str = "INFO"

    @classmethod
    def names(cls) -> list[str]:
        return [one.name.upper() for one in fields(cls)]


def load_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> Settings:
    """The environment wins over `.env`. Raises Misconfigured naming every setting that can't be used."""
    file = dotenv_values(dotenv) if dotenv and dotenv.is_file() else {}
    given = os.environ if environment is None else environment
    merged = {name: (given.get(name) or file.get(name) or "").strip() for name in Settings.names()}
    problems: list[str] = []
    settings = Settings(
        discord_token=_token(merged["DISCORD_TOKEN"], problems),
        guild_id=_guild(merged["GUILD_ID"], problems),
        database_path=Path(merged["DATABASE_PATH"] or "data/docent.db").expanduser(),
        database_durable=_switch("DATABASE_DURABLE", merged["DATABASE_DURABLE"], problems),
        fetch_allow_private=_hosts(merged["FETCH_ALLOW_PRIVATE"], problems),
        log_level=_level(merged["LOG_LEVEL"], problems),
    )
    if problems:
        raise Misconfigured(" ".join(problems))
    return settings


def _token(value: str, problems: list[str]) -> str:
    value = value.removeprefix("Bot ").strip("\"' ")
    if value and not _TOKEN.fullmatch(value):
        # The value itself is never repeated: it may be a real token with one character too many.
        problems.append(
            "DISCORD_TOKEN does not look like a bot token (three parts with dots between them). Copy it again from "
            "the Bot page of your application at https://discord.com/developers/applications."
        )
    return value


def _guild(value: str, problems: list[str]) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{15,20}", value):
        problems.append("GUILD_ID is not a server id: 15 to 20 digits, from right-clicking the server, Copy Server ID.")
        return None
    return int(value)


def _hosts(value: str, problems: list[str]) -> frozenset[str]:
    hosts = [host.lower().removesuffix(".") for host in re.split(r"[,\s]+", value) if host]
    problems.extend(
        f"FETCH_ALLOW_PRIVATE takes hosts (wiki.intern or 10.0.0.5:8080), no URLs, ranges or patterns: {host[:60]}."
        for host in hosts
        if not _HOST.fullmatch(host)
    )
    return frozenset(hosts)


def _switch(name: str, value: str, problems: list[str]) -> bool:
    if value.lower() not in ("", "0", "1", "no", "yes", "false", "true", "off", "on"):
        problems.append(f"{name} is a switch: write yes or no.")
    return value.lower() in ("1", "yes", "true", "on")


def _level(value: str, problems: list[str]) -> str:
    level = value.upper() or "INFO"
    if level not in _LEVELS:
        problems.append(f"LOG_LEVEL is one of {', '.join(_LEVELS)}.")
        return "INFO"
    return level
