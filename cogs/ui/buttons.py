"""The ids of buttons, which carry all their state, and the buttons themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, unquote

from discord import ButtonStyle, ui

from cogs.ui.escape import safe_url
from cogs.ui.limits import BUTTON_LABEL, CUSTOM_ID, LINK_URL, Card, clip


class Verb(StrEnum):
    """What a click asks for; part of ids that live in old messages, so a value is never changed or reused."""

    SUMMARY = "summary"  # id: article; extra: length
    RELATED = "related"  # id: article; page; extra: kind
    QUOTES = "quotes"  # id: article
    NEWER = "newer"  # id: article
    PERSON = "person"  # id: person; page; extra: kind
    EXPERT = "expert"  # extra: topic
    SEARCH = "search"  # page; extra: the search's state
    SHARE = "share"  # id, page and extra of what is shared, see `share_of`
    CITE = "cite"  # id: article
    BRIEF = "brief"  # extra: topic, view and since, packed
    HELP = "help"
    STATUS = "status"
    EDIT = "edit"  # id: article
    REMOVE = "remove"  # id: article
    RESTORE = "restore"  # id: article
    REVIEW = "review"  # id: draft; extra: the article it updates
    PUBLISH = "publish"  # id: draft
    DISCARD = "discard"  # id: draft
    SUGGEST = "suggest"  # extra: what was looked for
    PICK = "pick"  # extra: the verb to do with the chosen piece
    CONFIRM = "confirm"  # id; extra: what is confirmed
    CANCEL = "cancel"  # id; extra: what is cancelled
    UNDO = "undo"  # id: change; extra: what is undone
    IMPORT = "import"  # id: the file that waits
    ABORT = "abort"  # id: the file that waits
    WAITING = "waiting"  # page; extra: "turn" on the list itself
    DRAFT = "draft"  # id: draft
    FETCH = "fetch"  # id: draft
    UPDATE = "update"  # id: draft; extra: article
    FEED = "feed"  # id: feed; extra: what is done to it
    FEEDS = "feeds"  # page; extra: "file" for the list as a file
    OPML = "opml"  # id: the list that waits; extra: the mode it is followed in, or "cancel"
    MERGE = "merge"  # id: who or what stays; extra: what is merged, of which kind


# For discord.py's DynamicItem, which asks for one pattern; `decode` is what reads an id.
TEMPLATE = re.compile(
    r"d1:(?P<verb>[a-z]+):(?P<id>[0-9]{1,19})(?::(?P<page>[0-9]{1,4})(?::(?P<extra>.*))?)?", re.DOTALL
)
_LARGEST_ID = 2**63 - 1
_VERBS = {verb.value: verb for verb in Verb}


@dataclass(frozen=True, slots=True)
class Action:
    """A click: a verb, the number of the thing it is about, a page counted from 0, and a word more."""

    verb: Verb
    id: int = 0
    page: int = 0
    extra: str = ""

    def encode(self) -> str:
        """The custom id `d1:verb:id[:page[:extra]]`; ValueError when it can't be one (over 100 characters)."""
        text = f"d1:{self.verb.value}:{self.id}"
        if self.page or self.extra:
            text += f":{self.page}"
        if self.extra:
            text += f":{self.extra}"
        if decode(text) != self:
            raise ValueError(f"not an action an id can carry: {self!r}")
        return text

    @property
    def fits(self) -> bool:
        """Whether an id can carry it; a long query, for one, may not."""
        try:
            self.encode()
        except ValueError:
            return False
        return True


def decode(custom_id: str) -> Action | None:
    """The action an id stands for; None for an id that is not ours or of a verb no longer known."""
    match = TEMPLATE.fullmatch(custom_id) if len(custom_id) <= CUSTOM_ID else None
    if not match or match["verb"] not in _VERBS or int(match["id"]) > _LARGEST_ID:
        return None
    return Action(_VERBS[match["verb"]], int(match["id"]), int(match["page"] or 0), match["extra"] or "")


def share_of(action: Action) -> Action:
    """The click that shares what `action` shows."""
    return replace(action, verb=Verb.SHARE, extra=f"{action.verb.value}.{action.extra}")


def shared_action(share: Action) -> Action | None:
    """What a SHARE click shows: the inverse of `share_of`; None when it is not one."""
    verb, dot, extra = share.extra.partition(".")
    if share.verb is not Verb.SHARE or not dot or verb not in _VERBS:
        return None
    return replace(share, verb=_VERBS[verb], extra=extra)


def pack(fields: Mapping[str, str]) -> str:
    """Short named texts as the `extra` of an id: "q=sanctions|k=podcast"; empty ones are left out."""
    return "|".join(f"{name}={_quoted(value)}" for name, value in fields.items() if value)


def unpack(extra: str) -> dict[str, str]:
    """The fields of `pack`; what is not a field is passed over."""
    pairs = (part.partition("=") for part in extra.split("|"))
    return {name: unquote(value) for name, equals, value in pairs if name and equals}


def _quoted(value: str) -> str:
    # Only what would be misread: percent-encoding every accent would not leave room for a query.
    return "".join(quote(char) if char in "%|" else char for char in value)


def button(
    label: str, action: Action, style: ButtonStyle = ButtonStyle.secondary, *, disabled: bool = False
) -> ui.Button[Card] | None:
    """A button that does `action`; None when no id can carry it."""
    if not action.fits:
        return None
    return ui.Button(
        label=clip(label, BUTTON_LABEL) or "Open", custom_id=action.encode(), style=style, disabled=disabled
    )


def link_button(label: str, url: str) -> ui.Button[Card] | None:
    """A button that opens a page; None when the address is no http(s) address Discord takes."""
    address = safe_url(url, LINK_URL)
    return ui.Button(label=clip(label, BUTTON_LABEL) or "Open", url=address) if address else None


def share_button(action: Action, shared_by: str | None) -> ui.Button[Card] | None:
    """Share, on a private answer; nothing on the copy that was shared."""
    return button("Share", share_of(action)) if shared_by is None else None
