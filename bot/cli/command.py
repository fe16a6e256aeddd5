"""Parses the command line, opens the library, and ends with an exit code a script can trust."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.cli import briefing, care, feeds, output, people, pieces, questions, run
from bot.cli.output import Exit, Misused
from bot.domain.errors import DocentError, Misconfigured
from bot.settings import Settings, load_settings

GROUPS = (run, pieces, questions, briefing, people, feeds, care)


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="python -m bot",
        description="Docent, the librarian of a think tank's team, inside Discord.",
        parents=[_shared()],
    )
    whole.set_defaults(database=None, guild=0, json=False)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in GROUPS:
        group.add_commands(commands, _shared())
    return whole


def _shared() -> argparse.ArgumentParser:
    """The options that stand before or after the command; without a default, so that neither place hides the other."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--database", type=_path, metavar="PATH", help="the library's file (or DATABASE_PATH)")
    shared.add_argument("--guild", type=_server, metavar="ID", help="a server's id; the local library without it")
    shared.add_argument("--json", action="store_true", help="JSON Lines on stdout; everything else goes to stderr")
    return shared


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("an empty name is no file")
    return Path(text)


def _server(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 1 << 63):
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is no server's id: 15 to 20 digits, or 0 for the local library"
        )
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0; 1 when items were refused, each named on stderr; 2 for usage; 78 for configuration."""
    output.use_utf8()
    chosen = parser().parse_args(arguments)
    try:
        settings = _settings(chosen)
        code = int(asyncio.run(chosen.handle(chosen, settings)))
        sys.stdout.flush()  # here, where a closed pipe is caught, and not when the interpreter ends
        return code
    except Misused as error:
        output.complain(f"{error} See: python -m bot {sys.argv[1] if len(sys.argv) > 1 else ''} --help")
        return Exit.USAGE
    except Misconfigured as error:
        output.complain(error.sentence)
        return Exit.CONFIGURATION
    except DocentError as error:
        output.refuse(chosen, _asked(chosen), error)
        return Exit.REFUSED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our pipe has what it wanted; Python must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        output.complain(f"{name}{error.strerror or error}. Nothing more was done.")
        return Exit.REFUSED


def _asked(chosen: argparse.Namespace) -> str:
    """What the command was about, in the words that were typed."""
    names = ("paths", "source", "article", "query", "prefix", "topic", "name", "url", "file", "queries", "text")
    given = next((value for name in names if (value := getattr(chosen, name, None))), "")
    return " ".join(map(str, given)) if isinstance(given, list) else str(given)


def _settings(chosen: argparse.Namespace) -> Settings:
    settings = load_settings()
    return replace(settings, database_path=chosen.database) if chosen.database else settings
