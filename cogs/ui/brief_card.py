"""The card of a briefing: who works on a topic, key lines or a timeline, the numbered pieces, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from bot.domain.answers import BriefAnswer, BriefLine, Expert, View
from bot.domain.article import Brief
from cogs.ui.buttons import Action, Verb, button, pack, share_button
from cogs.ui.empty import nothing_on, suggest_button
from cogs.ui.facts import day, format_of, mention, people, plural, title
from cogs.ui.limits import ROW_BUTTONS, Card, fit, line, room_beside, row
from cogs.ui.share import shared_line

PEOPLE_SHOWN = 5
GAPS_SHOWN = 3
LINE = 420  # characters; a line of 40 words takes fewer
NOTE = 60  # room kept for what is said about what does not fit


def brief_card(answer: BriefAnswer, *, shared_by: str | None = None, can_suggest: bool = False) -> Card:
    """Every line ends with the number of the one piece it stands in, word for word."""
    here = action_of(answer.topic, answer.view, answer.since)
    foot = shared_line(shared_by)
    if not answer.pieces:
        return fit(_heading(answer), _nothing(answer), row(suggest_button(answer.topic, can_suggest)), foot)
    heading, who, gaps = _heading(answer), _people(answer.people), _gaps(answer)
    content = _content(answer, room_beside(heading, who, gaps, foot))
    return fit(
        heading,
        who,
        content.lines,
        content.pieces,
        gaps,
        _openers(content.shown),
        row(_other_view(answer), _share(here, shared_by)),
        foot,
    )


def action_of(topic: str, view: View = View.OVERVIEW, since: str = "") -> Action:
    """The click that shows a briefing."""
    chosen = "" if view is View.OVERVIEW else view.value
    return Action(Verb.BRIEF, extra=pack({"t": topic, "v": chosen, "s": since}))


@dataclass(frozen=True, slots=True)
class _Content:
    """What fits: the texts of the two lists, and number → piece of those that lines are from."""

    lines: str
    pieces: str
    shown: dict[int, Brief]


def _content(answer: BriefAnswer, room: int) -> _Content:
    """As many whole lines as there is room for, each with its piece in the list, then the other pieces."""
    label = "**By year**" if answer.view is View.TIMELINE else "**Key lines**"
    room -= len(label) + len("**Pieces**") + 3 * NOTE
    lines: list[str] = []
    cited: dict[int, Brief] = {}
    year = ""
    for one in answer.lines:
        piece = answer.piece_of(one)
        heading = f"__{line(piece.year, 10)}__\n" if answer.view is View.TIMELINE and piece.year != year else ""
        text = heading + _line(one)
        needed = len(text) + (0 if one.number in cited else len(_piece(one.number, piece)) + 1) + 1
        if needed > room:
            break
        room -= needed
        lines.append(text)
        cited[one.number] = piece
        year = piece.year
    listed = dict(cited)
    for number, piece in enumerate(answer.pieces, start=1):
        if number not in listed and len(_piece(number, piece)) < room:
            listed[number] = piece
            room -= len(_piece(number, piece)) + 1
    return _Content(_with_note(label, lines, answer), _list(listed, answer.total), cited)


def _line(one: BriefLine) -> str:
    source = f" ({line(one.source, 80)})" if one.source else ""
    return f"- {line(one.text, LINE)}{source} \\[{one.number}\\]"


def _with_note(label: str, lines: list[str], answer: BriefAnswer) -> str:
    if not answer.lines:
        return "The library knows these pieces, but has no line of them that stands alone."
    left = len(answer.lines) - len(lines)
    note = [f"-# {left} more {'line does' if left == 1 else 'lines do'} not fit here."] if left else []
    return "\n".join([label, *lines, *note])


def _piece(number: int, piece: Brief) -> str:
    """ "[2] The Long Game of Sanctions (podcast, B. Host, 2 May 2024)"."""
    facts = (
        format_of(piece).lower(),
        people(piece.authors, 90, most=2),
        day(piece.published),
        "superseded" if piece.superseded else "",
    )
    return f"\\[{number}\\] {title(piece, 100)} ({', '.join(filter(None, facts))})"


def _list(listed: dict[int, Brief], total: int) -> str:
    rows = [_piece(number, piece) for number, piece in sorted(listed.items())]
    left = total - len(rows)
    note = [f"-# {left:,} more {plural(None, left)} on it: `/search` has them all."] if left > 0 else []
    return "\n".join(["**Pieces**", *rows, *note])


def _heading(answer: BriefAnswer) -> str:
    topic = line(answer.topic, 150) or "this topic"
    heading = f"## {'Timeline' if answer.view is View.TIMELINE else 'Brief'}: {topic}"
    if not answer.pieces:
        return heading
    since = f" since {day(answer.since)}" if day(answer.since) else ""
    count = f"{answer.total:,} {plural(None, answer.total)}{since} in this library."
    return f"{heading}\n-# {count} Each line stands word for word in the piece whose number follows it."


def _people(found: tuple[Expert, ...]) -> str:
    who = [
        f"{line(one.name, 50)}{' (former)' if one.former else ''}, {one.total:,} {plural(None, one.total)}"
        for one in found[:PEOPLE_SHOWN]
        if one.name.strip()
    ]
    return f"**Who works on it**: {'; '.join(who)}" if who else ""


def _gaps(answer: BriefAnswer) -> str:
    gaps = [text for gap in answer.gaps if (text := line(gap, 80))][:GAPS_SHOWN]
    return f"**Gaps**: {' '.join(gaps)}" if gaps else ""


def _nothing(answer: BriefAnswer) -> str:
    """What to do when nothing was found, or nothing that new."""
    if not answer.earlier:
        return nothing_on(answer.topic, answer.closest)
    since = f" since {day(answer.since)}" if day(answer.since) else ""
    last = f" The newest before is {mention(answer.last, 250)}." if answer.last else ""
    count = f"{answer.earlier:,} earlier {plural(None, answer.earlier)}"
    return f"Nothing on *{line(answer.topic, 150)}*{since} in this library.{last} Leave *since* out to see {count}."


def _openers(shown: dict[int, Brief]) -> ui.ActionRow[Card] | None:
    """A way to each of the first pieces that lines are from."""
    opened = {piece.id: number for number, piece in reversed(shown.items())}
    buttons = [
        button(f"Summary [{number}]", Action(Verb.SUMMARY, piece))
        for piece, number in sorted(opened.items(), key=lambda one: one[1])
    ]
    return row(*[one for one in buttons if one][:ROW_BUTTONS])


def _other_view(answer: BriefAnswer) -> ui.Button[Card] | None:
    other = View.OVERVIEW if answer.view is View.TIMELINE else View.TIMELINE
    return button(other.value.capitalize(), action_of(answer.topic, other, answer.since))


def _share(here: Action, shared_by: str | None) -> ui.Button[Card] | None:
    """Share; a topic too long for an id is shared as the card stands."""
    if shared_by is not None:
        return None
    return share_button(here, None) or button("Share", Action(Verb.SHARE, extra="copy"))
