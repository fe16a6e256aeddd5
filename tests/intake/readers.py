"""Readers that behave as badly as hostile files make real ones behave; they run in the sandbox's child."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from typing import Any

from bot.domain.article import Draft, Kind
from bot.domain.errors import BlockedPage


def echo(data: bytes, **args: Any) -> dict[str, Any]:
    return {"text": data.decode(), "args": args}


def measure(data: bytes) -> int:
    return len(data)


def draft(data: bytes) -> Draft:
    return Draft(title=data.decode(), kind=Kind.REPORT, authors=("A. Lind",), body=("One.", "Two."), pages=3)


def process(data: bytes) -> int:
    return os.getpid()


def environment(data: bytes) -> list[str]:
    return sorted(os.environ)


def refuse(data: bytes) -> None:
    raise BlockedPage("A wall stands there. Paste the text.")


def fail(data: bytes) -> None:
    raise ZeroDivisionError("a secret detail")


def recurse(data: bytes) -> None:
    recurse(data)


def chat(data: bytes) -> str:
    print("a library says hello")  # noqa: T201
    os.write(1, b"and so does one written in C")
    sys.stdout.flush()
    return "quiet"


def burn(data: bytes) -> None:
    while True:
        pass


def sleep(data: bytes) -> None:
    time.sleep(60)


def hog(data: bytes) -> int:
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def crash(data: bytes) -> None:
    ctypes.string_at(0)


def leave(data: bytes) -> None:
    os._exit(0)


def lie(data: bytes) -> None:
    os.write(3, b"\xff\xff\xff\xffnot an answer")
    for number in range(3, 20):
        try:
            os.write(number, b"\xff\xff\xff\xffnot an answer")
        except OSError:
            continue


def babble(data: bytes) -> str:
    return "x" * (20 * 1024 * 1024)


def unserialisable(data: bytes) -> object:
    return {1, 2, 3}


def write(data: bytes, *, path: str) -> int:
    with open(path, "wb") as file:
        for _ in range(64):
            file.write(b"x" * 1024 * 1024)
    return 0
