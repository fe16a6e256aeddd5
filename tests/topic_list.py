"""The server's own topic list, as an import puts it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.app import GuildServices
from bot.domain.article import Draft
from bot.domain.record import NamedTopic, Record
from bot.intake.table import Row


async def put_on_list(library: GuildServices, topics: Mapping[str, Sequence[str]]) -> None:
    """Name → other names."""
    named = [NamedTopic(name, tuple(aliases), curated=True) for name, aliases in topics.items()]
    rows = [Row(place, Record(Draft(title=one.name), topic=one)) for place, one in enumerate(named, 1)]
    async for outcome in library.importing.run(rows):
        assert outcome.error is None
