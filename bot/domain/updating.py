"""A newer reading of a known piece: what it changes field by field, and how a change is taken back. Nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.article import Completeness, Draft, Kind
from bot.domain.errors import Invalid
from bot.domain.text import words

_SHORTER = 0.8  # of the known text's words; a reading below that was cut off, it is no correction
_RANKS = (Completeness.LISTING, Completeness.EXCERPT, Completeness.FULL)
_OF_THE_TEXT = ("body", "places", "completeness", "language")
_OF_THE_READING = {"related", "source", "person"}  # how it was read, not what the piece is
_LABELS = {
    "title": "Title",
    "kind": "Type",
    "published": "Date",
    "authors": "Authors",
    "participants": "With",
    "deck": "Deck",
    "outlet": "Outlet",
    "url": "Address",
    "canonical_url": "Page",
    "body": "Text",
    "footnotes": "Footnotes",
    "tags": "Tags",
    "seconds": "Running time",
    "pages": "Pages",
    "audio_url": "Audio",
    "image_url": "Image",
    "image_alt": "Image description",
    "language": "Language",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that an update changes, in words; "" stands for a field that was or becomes empty."""

    label: str
    before: str
    after: str


def updated(old: Draft, new: Draft) -> Draft:
    """The newer reading over the older one.

    A field the new one leaves empty keeps its value. A text that the old one holds already, that is less complete
    or much shorter takes nothing away; then the other fields only fill gaps when the reading is less complete.
    """
    lesser = bool(old.body) and _RANKS.index(new.completeness) < _RANKS.index(old.completeness)
    given = {
        name: value
        for name in Draft.__dataclass_fields__
        if (value := getattr(new, name)) and not _same(getattr(old, name), value)
    }
    if new.kind is Kind.OTHER and old.kind:
        given.pop("kind", None)  # that nothing told the type does not change it
    if _keeps_text(old, new, lesser):
        for name in _OF_THE_TEXT:
            given.pop(name, None)
    if lesser:
        given = {name: value for name, value in given.items() if not getattr(old, name) or name in _OF_THE_READING}
    given["tags"] = tuple(dict.fromkeys((*old.tags, *new.tags)))
    return replace(old, **given)


def differences(old: Draft, new: Draft) -> tuple[Difference, ...]:
    """What differs between two drafts of a piece, in the order in which a card shows fields."""
    found = [
        Difference(label, _told(old, name), _told(new, name))
        for name, label in _LABELS.items()
        if getattr(old, name) != getattr(new, name) or (name == "body" and old.completeness != new.completeness)
    ]
    return tuple(found)


def undone(current: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The current record with the fields that a change set put back as they were; later edits of others stay.

    Raises Invalid when one of those fields was changed again since.
    """
    names = {name for name in after if before.get(name) != after[name]} - _OF_THE_READING
    if any(current.get(name) != after[name] for name in names):
        raise Invalid("This was changed again since, so it can't be undone. Edit the piece instead.")
    return {**current, **{name: before.get(name) for name in names}}


def _same(held: Any, brought: Any) -> bool:
    """Whether nothing differs but case, accents, quotation marks and spaces: a retyped field says nothing new."""
    if isinstance(held, tuple) and isinstance(brought, tuple):
        return len(held) == len(brought) and all(map(_same, held, brought))
    if type(held) is str and type(brought) is str:
        return words(held) == words(brought) and bool(words(held))
    return bool(held == brought)


def _keeps_text(old: Draft, new: Draft, lesser: bool) -> bool:
    if lesser or not new.body:
        return True
    held, brought = f" {' '.join(words(old.text))} ", f" {' '.join(words(new.text))} "
    cut_off = new.completeness is old.completeness and new.words < _SHORTER * old.words
    return cut_off or brought in held


def _told(draft: Draft, name: str) -> str:
    value = getattr(draft, name)
    if name == "body":
        return _size(draft)
    if isinstance(value, Kind):
        return value.label
    if name == "footnotes":
        return str(len(value)) if value else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _size(draft: Draft) -> str:
    if not draft.body:
        return ""
    count = len(draft.body)
    part = " (excerpt)" if draft.completeness is Completeness.EXCERPT else ""
    return f"{count:,} paragraph{'s' * (count != 1)}, {draft.words:,} word{'s' * (draft.words != 1)}{part}"
