"""Brings a database file to this version's schema, or leaves it exactly as it was."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.errors import Misconfigured

APPLICATION_ID = 0x446F6365  # "Doce": tells our files from other SQLite files
FOLDER = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    sql: str

    def statements(self) -> Iterator[str]:
        """The file's statements one by one: `executescript` would commit the transaction half-way."""
        pending = ""
        for line in self.sql.splitlines(keepends=True):
            pending += line
            if sqlite3.complete_statement(pending):
                yield pending
                pending = ""
        if re.sub(r"--.*", "", pending).strip():
            raise ValueError(f"{self.name} ends in the middle of a statement")


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """The numbered files, checked to run from 1 without a gap and each to name the one before it."""
    found = [Migration(int(path.name[:4]), path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.sql"))]
    for place, migration in enumerate(found, 1):
        if migration.number != place or f"-- Revises: {place - 1}\n" not in migration.sql:
            raise ValueError(f"{migration.name} should be number {place} and revise {place - 1}")
    return found


def migrate(path: Path, folder: Path = FOLDER, now: datetime | None = None) -> list[str]:
    """Applies what is missing in one transaction and returns the names applied.

    An existing file is copied to `backups/` beside it first. Any failure leaves the file as it was: all
    statements and the version bumps are one transaction. Raises Misconfigured with a sentence when the file is
    newer than this version, is not Docent's, or is not a database.
    """
    pending_of = migrations(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            version = _version(connection, path, len(pending_of))
            pending = pending_of[version:]
            if pending:
                if version:
                    _back_up(connection, path, version, now or datetime.now(UTC))
                _apply(connection, pending)
            return [migration.name for migration in pending]
    except (sqlite3.DatabaseError, OSError) as error:
        raise Misconfigured(
            f"{path} can't be opened as Docent's database ({error}). It was left as it was: "
            "set DATABASE_PATH to another file, or restore a backup with: python -m bot restore FILE"
        ) from error


def _version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION_ID:
        raise Misconfigured(f"{path} is another program's database. Set DATABASE_PATH to a file of Docent's own.")
    if version > newest:
        raise Misconfigured(
            f"{path} was written by a newer Docent (schema {version}; this one knows {newest}). "
            "Update Docent, or set DATABASE_PATH to another file."
        )
    return int(version)


def _back_up(connection: sqlite3.Connection, path: Path, version: int, now: datetime) -> None:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    copy = folder / f"{path.stem}-schema{version}-{now:%Y%m%dT%H%M%S%f}.db"
    connection.execute("VACUUM INTO ?", (str(copy),))


def _apply(connection: sqlite3.Connection, pending: list[Migration]) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")
    try:
        for migration in pending:
            for statement in migration.statements():
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
