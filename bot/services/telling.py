"""How a service that takes its time tells what it is doing."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[str], None]  # takes one sentence, the newest of which is shown


def untold(_sentence: str) -> None:
    """For those whom nobody waits for."""
