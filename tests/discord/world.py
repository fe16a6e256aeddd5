"""A server with a curator and a member, and how a test reads what they see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from simcord import Env

from bot.app import GuildServices, Services
from bot.client import Docent
from bot.domain.article import Draft, Kind
from bot.settings import Settings
from tests.conftest import ELSEWHERE, HERE

SEED = (Path(__file__).parent / "page.txt").read_text("utf-8")


@dataclass
class Server:
    """One server of the world, with its people and its library."""

    guild: Any
    channel: Any
    curator: Any
    member: Any
    library: GuildServices


@dataclass
class World:
    env: Env
    services: Services
    settings: Settings
    here: Server
    elsewhere: Server

    async def restart(self) -> None:
        """The bot's process ends and a new one starts; Discord and the file stay."""
        await self.env.restart_bot(Docent(self.services, self.settings, quiet))

    async def plant(self, server: Server, custom_id: str) -> discord.Message:
        """A public message of the bot with one button, as an old card might carry it."""
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Old", custom_id=custom_id)))
        channel = self.env.bot.get_channel(server.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return await channel.send(view=view)


async def make_world(env: Env, services: Services, settings: Settings) -> World:
    here = await _server(env, services, "Meridian", HERE)
    elsewhere = await _server(env, services, "Elsewhere", ELSEWHERE)
    return World(env, services, settings, here, elsewhere)


async def _server(env: Env, services: Services, name: str, snowflake: int) -> Server:
    guild = env.create_guild(name, id=snowflake)
    channel = guild.create_text_channel("library")
    curators = guild.create_role("Curators", permissions=discord.Permissions(manage_guild=True))
    curator = guild.add_member(env.create_user(f"dana{snowflake % 10}"), roles=[curators])
    member = guild.add_member(env.create_user(f"sam{snowflake % 10}"))
    return Server(guild, channel, curator, member, await services.guild(snowflake))


def quiet(_text: str) -> None:
    """Start-up steps are tested where they are printed."""


# ---------------------------------------------------------------------- what people see


def components(shown: Any) -> Iterator[dict[str, Any]]:
    """Every component of a message, nested ones included, as Discord holds them."""
    message = getattr(shown, "response", shown)
    waiting = list(getattr(message, "components", None) or [])
    while waiting:
        one = waiting.pop(0)
        one = one if isinstance(one, dict) else one.to_dict()
        yield one
        inner = [*(one.get("components") or []), one.get("accessory"), one.get("component")]
        waiting = [child for child in inner if child] + waiting


def text(shown: Any) -> str:
    """Everything that can be read on a card."""
    assert getattr(shown, "response", shown) is not None, shown
    return "\n".join(one["content"] for one in components(shown) if "content" in one)


def labels(shown: Any) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [one["label"] for one in components(shown) if one.get("type") == 2 and not one.get("disabled")]


def options(shown: Any) -> dict[str, str]:
    """The choices of the menu on a card: label → value."""
    return {row["label"]: row["value"] for one in components(shown) for row in one.get("options") or []}


def filled_in(form: Any, **changes: Any) -> dict[str, Any]:
    """What a person submits: the form as it was shown, with what they changed."""
    values: dict[str, Any] = {}
    for label in form.modal["components"]:
        field = label["component"]
        chosen = [option["value"] for option in field.get("options") or [] if option.get("default")]
        values[field["custom_id"]] = chosen if "options" in field else field.get("value") or ""
    assert changes.keys() <= values.keys()
    return values | changes


# ---------------------------------------------------------------------- something to read

SANCTIONS = Draft(
    title="The Price of a Signature",
    kind=Kind.COMMENTARY,
    deck="A treaty that nobody can leave is a treaty that nobody will join.",
    published="2024-03-05",
    authors=("Ada Brightwater", "Tomas Quill"),
    outlet="The Meridian Brief",
    url="https://example.org/price-of-a-signature",
    tags=("Sanctions", "Diplomacy"),
    body=(
        "Governments sign treaties when the cost of leaving is lower than the cost of staying out. Sanctions change "
        "that arithmetic, and diplomats rarely do the sums in public. Every ministry should publish what relief would "
        "look like.",
        "Banks read the law more carefully than ministers do. When a license is unclear, they treat it as a "
        "prohibition, and the humanitarian trade that was meant to survive dies in a compliance department.",
        "Washington should write the exit into the first draft. A sanction without a door is a wall, and walls do not "
        "negotiate. The next package must name the conduct that would end it.",
    ),
)
PODCAST = Draft(
    title="Doors and Walls",
    kind=Kind.PODCAST,
    published="2024-05-02",
    authors=("Ada Brightwater",),
    participants=("Lena Ostrow",),
    url="https://example.org/doors-and-walls",
    seconds=2460,
    audio_url="https://example.org/doors-and-walls.mp3",
    tags=("Sanctions",),
    body=("Ada Brightwater asks Lena Ostrow how sanctions end, and why banks are the last to believe it.",),
)
GRID = Draft(
    title="Who Keeps the Grid Awake",
    kind=Kind.REPORT,
    published="2025-01-20",
    authors=("Marek Sunde",),
    url="https://example.org/grid-awake",
    tags=("Energy",),
    pages=24,
    body=(
        "Electric grids fail slowly and then at noon. Transformers take two years to build, and no ministry keeps "
        "a spare.",
        "Regulators should require utilities to hold common spares across borders, because a shared spare is cheaper.",
    ),
)


async def fill(library: GuildServices) -> tuple[int, int, int]:
    """Three pieces: a commentary, its podcast, and a report on something else."""
    return tuple([(await library.library.add(draft)).article.id for draft in (SANCTIONS, PODCAST, GRID)])  # type: ignore[return-value]
