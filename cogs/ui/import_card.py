"""The cards of an import: what it would do, how far it is, what it did; and the card of an export."""

from __future__ import annotations

from discord import ButtonStyle, ui

from bot.domain.import_report import ImportReport
from cogs.ui.buttons import Action, Verb, button
from cogs.ui.limits import Card, fit, line, row


def import_card(report: ImportReport, upload: int, name: str) -> Card:
    """The dry run, with Import and Cancel; `upload` is the number of the kept file."""
    label = f"Import {report.changes:,} {'piece' if report.changes == 1 else 'pieces'}"
    return fit(
        f"## Import of {line(name, 80) or 'a file'}\nNothing is stored yet. Of {_rows(report.total)}:\n"
        + _counts(report, ("would be added", "would complete a listing", "there already", "refused")),
        _refusals(report),
        row(
            button(label, Action(Verb.IMPORT, upload), ButtonStyle.success, disabled=not report.changes),
            button("Cancel", Action(Verb.ABORT, upload)),
        ),
    )


def import_progress_card(report: ImportReport, what: str) -> Card:
    """How far it is; `what` is the verb, as in "Checking"."""
    return fit(f"{line(what, 40)}: {report.done:,} of {_rows(report.total)}.")


def imported_card(report: ImportReport) -> Card:
    """What became of the rows."""
    counts = _counts(report, ("added", "completed a listing", "there already", "refused"))
    return fit(f"## Imported\nOf {_rows(report.total)}:\n{counts}", _refusals(report))


def export_card(sentence: str, attached: str = "") -> Card:
    """The sentence, which is our own, and the attached file by its name: a Components V2 message shows no other."""
    return fit(sentence, ui.File(f"attachment://{attached}") if attached else None)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _counts(report: ImportReport, words: tuple[str, str, str, str]) -> str:
    numbers = (report.added, report.completed, report.present, report.refused)
    lines = [f"- {number:,} {what}" for number, what in zip(numbers, words, strict=True) if number]
    return "\n".join(lines) or "- nothing to do"


def _refusals(report: ImportReport) -> str:
    if not report.refusals:
        return ""
    more = report.refused - len(report.refusals)
    lines = [f"- {line(sentence, 300)}" for sentence in report.refusals]
    lines += [f"- and {more:,} more"] if more > 0 else []
    return "\n".join(("**Refused**", *lines))
