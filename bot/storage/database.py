"""One SQLite file: a single writer behind a lock, two readers handed out in turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from bot.storage.migrate import migrate
from bot.storage.snapshot import Snapshots

READERS = 2
Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]


class Transaction:
    """The writer, for the length of one transaction. Every store's write method takes one."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.committed = False

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        await self._connection.execute_fetchall(sql, parameters)

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        async with self._connection.executemany(sql, rows):
            pass

    async def read(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Sees what this transaction has written; other connections do not, until it commits."""
        return list(await self._connection.execute_fetchall(sql, parameters))  # type: ignore[arg-type]


class Database:
    """The file. Made by `open_database`, which closes it."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection]) -> None:
        self.path = path
        self.snapshots = Snapshots(path)
        self._writer = writer
        self._lock = asyncio.Lock()
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @property
    def busy(self) -> bool:
        """Whether somebody is writing at this moment."""
        return self._lock.locked()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """One transaction at a time: committed at the end, rolled back by any exception or cancellation."""
        async with self._lock:
            try:
                await self._writer.execute_fetchall("BEGIN IMMEDIATE")
                yield (transaction := Transaction(self._writer))
                await self._writer.execute_fetchall("COMMIT")
                transaction.committed = True
            except BaseException:
                # Shielded: a cancelled task must not leave the writer inside an open transaction, nor may one that is
                # cancelled while it begins, for the writer's thread begins all the same.
                await asyncio.shield(self._writer.rollback())
                raise

    async def read(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows of one question. One call is one hop to the connection's thread."""
        reader = await self._readers.get()
        try:
            return list(await reader.execute_fetchall(sql, parameters))  # type: ignore[arg-type]
        finally:
            self._readers.put_nowait(reader)


@asynccontextmanager
async def open_database(path: Path, *, durable: bool = False) -> AsyncIterator[Database]:
    """Migrates and opens the file. `durable` syncs every commit to disk (`synchronous=FULL`)."""
    await asyncio.to_thread(migrate, path)
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(aiosqlite.connect(path, isolation_level=None, timeout=30))
        for pragma in (
            "journal_mode = WAL",
            f"synchronous = {'FULL' if durable else 'NORMAL'}",
            "foreign_keys = ON",
            "cache_size = -32768",  # KiB; with 64 MiB a large import took the process over 300 MiB, and no less time
            "temp_store = MEMORY",
        ):
            await writer.execute_fetchall(f"PRAGMA {pragma}")
        readers = [
            await stack.enter_async_context(aiosqlite.connect(path, isolation_level=None, timeout=30))
            for _ in range(READERS)
        ]
        for reader in readers:
            await reader.execute_fetchall("PRAGMA query_only = ON")
            await reader.execute_fetchall("PRAGMA cache_size = -16384")
        database = Database(path, writer, readers)
        stack.push_async_callback(database.snapshots.close)
        yield database
