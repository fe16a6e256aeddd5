"""Backup, restore and check of the whole file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.errors import Invalid, NotFound
from bot.storage.guild import LOCAL
from bot.storage.migrate import APPLICATION_ID, migrate


def back_up(database: Path, target: Path) -> int:
    """Writes a compact copy of everything committed so far; returns its size in bytes.

    On a connection of its own and in one read transaction, so that it ends also under load (a paced backup never
    does). An existing file is replaced only by a complete copy. Call it in a thread. Raises NotFound or Invalid.
    """
    if not database.is_file():
        raise NotFound(f"There is no library at {database} yet: nothing to back up.")
    if target.exists() and target.samefile(database):
        raise Invalid("That file is the library itself. Choose another name for the backup.")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
    except sqlite3.DatabaseError as error:
        unfinished.unlink(missing_ok=True)
        raise Invalid(f"{target} can't be written as a copy of {database}: {error}.") from error
    os.replace(unfinished, target)
    return target.stat().st_size


def default_backup(database: Path, now: datetime) -> Path:
    return database.parent / "backups" / f"{database.stem}-{now:%Y%m%dT%H%M%S}.db"


def last_backup(database: Path) -> str:
    """ISO time, UTC, of the newest backup beside the file; "" when there is none."""
    times = [path.stat().st_mtime for path in (database.parent / "backups").glob(f"{database.stem}-*.db")]
    return datetime.fromtimestamp(max(times), UTC).isoformat(timespec="seconds") if times else ""


def restore(database: Path, backup: Path, now: datetime) -> Path | None:
    """Puts a backup in the place of the file; returns where the file that was there is kept, if there was one.

    The backup is checked and brought to this version in a copy first, so that a bad one changes nothing.
    Raises NotFound or Invalid with what to do. Nothing else may have the file open.
    """
    if not backup.is_file():
        raise NotFound(f"There is no file {backup}. Backups are in the folder `backups` beside the database.")
    if database.exists() and backup.samefile(database):
        raise Invalid("That file is the library itself. Choose a backup.")
    copy = database.with_name(database.name + ".restoring")
    database.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    try:
        _copy(backup, copy)
        problems = check(copy)
        if problems:
            raise Invalid(f"{backup} is damaged and was not restored: {problems[0]}")
        migrate(copy)
        kept = None
        if database.exists():
            kept = default_backup(database, now)
            kept.parent.mkdir(exist_ok=True)
            _copy(database, kept)
        for leftover in ("-wal", "-shm"):
            database.with_name(database.name + leftover).unlink(missing_ok=True)
        os.replace(copy, database)
    finally:
        for suffix in ("", "-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    return kept


def check(path: Path) -> list[str]:
    """What is wrong with a file, a sentence each; nothing when it is sound."""
    if not path.is_file():
        return [f"There is no file {path}."]
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return [f"{path} is not a Docent library."]
            problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            problems += [
                f"A row of {table} points to a row of {parent} that is gone." for table, _, parent, _ in broken
            ]
            if not problems:
                connection.execute("INSERT INTO article_text (article_text, rank) VALUES ('integrity-check', 1)")
            return problems
    except sqlite3.DatabaseError as error:
        return [f"{path}: {error}. Rebuild what is computed with: python -m bot optimize, or restore a backup."]


def glance(path: Path) -> list[str]:
    """As `check`, in the moment a health check may take: the file's pages, not what stands in them."""
    if not path.is_file():
        return [f"There is no file {path}."]
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return [f"{path} is not a Docent library."]
            return [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)") if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        return [f"{path}: {error}. Run: python -m bot check"]


def note(path: Path, name: str) -> str:
    """What the process noted under that name (`Services.set_note`), read without opening the library; "" if nothing."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT value FROM setting JOIN guild ON guild.ordinal = setting.guild WHERE snowflake = ? AND name = ?",
            (LOCAL, name),
        ).fetchall()
    return str(rows[0][0]) if rows else ""


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new, pages=-1)
    except sqlite3.DatabaseError as error:
        raise Invalid(f"{source} is not a library that can be restored ({error}).") from error
