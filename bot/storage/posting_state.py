"""What the index is asked from both sides: how far it has come, and the numbers of words."""

from __future__ import annotations

from dataclasses import dataclass

STATE = "SELECT words, slots, merged, pending, version, change, moving, moved FROM posting_state WHERE guild = ?"

# In the order of the index, neighbours are found on one page; CROSS JOIN keeps SQLite from sorting them again.
WORDS = "SELECT text, vocabulary.id FROM json_each(?) CROSS JOIN vocabulary ON guild = ? AND text = value"


@dataclass(frozen=True, slots=True)
class State:
    """The row of `posting_state`; its columns are explained there."""

    words: int = 0
    slots: int = 0
    merged: int = 0
    pending: int = 0
    version: int = 0
    change: int = 0
    moving: int = 0
    moved: int = 0

    @property
    def settled(self) -> int:
        """Slots below it stay until they are moved: what goes of them is marked, not deleted."""
        return max(self.merged, self.moving)
