"""The starter library: sample topics, people and pieces, as a newcomer meets them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.intake.table import Row, read_table
from bot.services.importing import ImportService

STARTER = Path(__file__).parents[2] / "data" / "starter"


async def load_starter(importing: ImportService, folder: Path = STARTER) -> int:
    """Imports the folder's records in the order of their names; returns how many pieces were added."""
    added = 0
    async for outcome in importing.run(await asyncio.to_thread(_rows, folder)):
        if outcome.error:
            raise outcome.error
        added += outcome.article is not None
    return added


def _rows(folder: Path) -> list[Row]:
    return [row for path in sorted(folder.glob("*.json")) for row in read_table(path.name, path.read_bytes())]
