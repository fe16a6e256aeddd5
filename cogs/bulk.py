"""Many pieces at once: a table is tried out, confirmed and imported; the library leaves as one file."""

from __future__ import annotations

import dataclasses
import io
import logging
import time
import zipfile
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import discord

from bot.domain.errors import TooLarge
from bot.domain.import_report import ImportReport
from bot.services.telling import Told
from cogs.gate import require_curator
from cogs.patience import working
from cogs.replies import Interaction, replace, reply
from cogs.ui.buttons import Action, Verb
from cogs.ui.cards import notice_card
from cogs.ui.import_card import export_card, import_card, import_progress_card, imported_card
from cogs.ui.limits import Card

if TYPE_CHECKING:
    from bot.client import Docent

log = logging.getLogger(__name__)
LARGEST_FILE = 25 * 1024 * 1024
EVERY = 2.0  # seconds between two looks at how far it is
BUFFER = 1 << 20


class Bulk:
    def __init__(self, bot: Docent) -> None:
        self.bot = bot
        bot.clicks.acts |= {Verb.IMPORT: self._confirmed, Verb.ABORT: self._cancelled}

    # ------------------------------------------------------------------ import

    async def ask(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Keeps the file and says what importing it would do."""
        if file.size > LARGEST_FILE:
            raise TooLarge(f"“{file.filename}” is larger than 25 MB. Split it, or use `python -m bot import`.")
        await interaction.response.defer(ephemeral=True, thinking=True)
        tables = (await self.bot.library_of(interaction)).tables
        number = await tables.hold(file.filename, await file.read())
        report = await _watched(interaction, tables.rehearse(number), "Checking")
        if not report.changes:
            await tables.discard(number)
        await reply(interaction, import_card(report, number, file.filename))

    async def _confirmed(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        tables = (await self.bot.library_of(interaction)).tables
        # Edited at once, so that Import can't be pressed twice.
        await interaction.response.edit_message(view=notice_card("Importing. This message says how far it is."))
        report = await _watched(interaction, tables.run(action.id, interaction.user.id), "Importing")
        await _finish(interaction, report)

    async def _cancelled(self, interaction: Interaction, action: Action) -> None:
        await require_curator(interaction)
        await (await self.bot.library_of(interaction)).tables.discard(action.id)
        await replace(interaction, notice_card("Nothing was imported."))

    # ------------------------------------------------------------------ export

    async def export(self, interaction: Interaction, form: str) -> None:
        """The whole library as a file, zipped when only that fits into what this server may upload."""
        name = f"library-{self.bot.services.today().isoformat()}.{form}"
        async with working(interaction, "Writing the library.") as told:
            library = await self.bot.library_of(interaction)
            packed = _Packed(name)
            await packed.fill(library.exporting.lines(form), told)
        if not packed.size:
            await reply(interaction, notice_card("There is nothing to export yet: the library has no pieces."))
            return
        limit = interaction.filesize_limit
        whole = packed.whole(limit)
        if whole is None and len(packed.zipped) > limit:
            await reply(
                interaction,
                export_card(
                    f"The library is {len(packed.zipped) / 1e6:.1f} MB even when zipped, and this server takes "
                    f"files of {limit / 1e6:.0f} MB at most. Whoever runs the bot can write it with: "
                    f"python -m bot export --guild {interaction.guild_id} --format {form} -o {name}"
                ),
            )
            return
        data, name = (whole, name) if whole is not None else (packed.zipped, f"{name}.zip")
        file = discord.File(io.BytesIO(data), name)
        said = f"The library, {packed.lines:,} lines. `/library import` takes it back."
        await interaction.edit_original_response(view=export_card(said, name), attachments=[file])


class _Packed:
    """An export as it grows: the zipped file always, and the plain one as the zip can give it back."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._file = io.BytesIO()
        self.lines = 0
        self.size = 0

    async def fill(self, lines: AsyncIterator[str], told: Told) -> None:
        with zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(self._name, "w") as inner:
            async for line in lines:
                data = line.encode()
                inner.write(data)
                self.lines += 1
                self.size += len(data)
                told(f"Writing the library: {self.lines:,} lines so far.")

    @property
    def zipped(self) -> bytes:
        return self._file.getvalue()

    def whole(self, limit: int) -> bytes | None:
        """The file itself, when it is no larger than the limit."""
        if self.size > limit:
            return None
        with zipfile.ZipFile(self._file) as archive:
            return archive.read(self._name)


async def _watched(interaction: Interaction, reports: AsyncIterator[ImportReport], what: str) -> ImportReport:
    """The last report; meanwhile the message tells at once, and then every two seconds, how far it is."""
    report, told = ImportReport(), time.perf_counter() - EVERY
    async for report in reports:
        if time.perf_counter() - told >= EVERY:
            told = time.perf_counter()
            await _edit(interaction, import_progress_card(report, what))
    return report


async def _edit(interaction: Interaction, card: Card) -> bool:
    """Whether the message could still be edited: its token ends after fifteen minutes."""
    if interaction.is_expired():
        return False
    try:
        await interaction.edit_original_response(view=card)
    except discord.HTTPException as error:
        log.warning("The progress of an import could not be shown: %s", error)
        return False
    return True


async def _finish(interaction: Interaction, report: ImportReport) -> None:
    """The result in place; its counts as a fresh message, which all can see, when the token has ended."""
    if await _edit(interaction, imported_card(report)):
        return
    channel = interaction.channel
    try:
        if isinstance(channel, discord.abc.Messageable):
            await channel.send(view=imported_card(dataclasses.replace(report, refusals=())))
    except discord.HTTPException as error:
        log.warning("An import ended (%d of %d rows), and could not say so: %s", report.done, report.total, error)
