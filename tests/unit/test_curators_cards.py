"""The cards of imports, updates and the review list: what they say, and Discord's limits for any data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article import Brief, Draft, Kind
from bot.domain.errors import TooLarge
from bot.domain.import_report import ImportReport
from bot.domain.updating import differences
from cogs.ui.buttons import Action, Verb
from cogs.ui.draft_card import draft_card
from cogs.ui.import_card import export_card, import_card, import_progress_card, imported_card
from cogs.ui.limits import MODAL_TEXT
from cogs.ui.notice_card import merge_card
from cogs.ui.update_card import update_card
from cogs.ui.waiting_card import Waiting, waiting_card
from cogs.ui.writing_forms import text_parts
from tests.unit import any_answer as anything
from tests.unit.card_parts import buttons_of, contents, hold_to_limits
from tests.unit.nasty import lines

WIDE = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
PIECE = Brief(7, "Ice in the Harbour", Kind.REPORT, "2024-03-14", ("Mara Holt",))
counts = st.integers(0, 10**9)
reports = st.builds(
    ImportReport, total=counts, added=counts, completed=counts, present=counts, refused=counts,
    refusals=st.lists(lines, max_size=8).map(tuple),
)  # fmt: skip
waiting = st.builds(
    Waiting, id=counts, draft=anything.drafts, origin=st.sampled_from(["feed", "suggestion", "x"]), owner=counts,
    created=anything.dates, note=lines,
)  # fmt: skip
several = st.lists(waiting, max_size=6, unique_by=lambda one: one.id)


@WIDE
@given(reports, counts, lines)
def test_import_cards_stay_within_limits(report: ImportReport, upload: int, name: str) -> None:
    for card in (import_card(report, upload, name), import_progress_card(report, "Importing"), imported_card(report)):
        hold_to_limits(card)


@WIDE
@given(anything.briefs, anything.drafts, anything.drafts, lines, several)
def test_update_cards_stay_within_limits(
    known: Brief, old: Draft, new: Draft, notice: str, others: list[Waiting]
) -> None:
    hold_to_limits(update_card(replace(known, id=7), differences(old, new), 1, notice=notice, others=others))


@WIDE
@given(several, counts)
def test_review_lists_stay_within_limits(rows: list[Waiting], total: int) -> None:
    hold_to_limits(waiting_card(rows, 0, max(total, len(rows))))


@WIDE
@given(anything.drafts, counts, lines, several)
def test_a_suggested_draft_stays_within_limits(draft: Draft, member: int, note: str, others: list[Waiting]) -> None:
    hold_to_limits(draft_card(draft, 1, notice=note, brought_by=member, note=note, can_fetch=True, others=others))


@WIDE
@given(lines, lines)
def test_merge_cards_stay_within_limits(gone: str, stays: str) -> None:
    hold_to_limits(merge_card(gone, stays, Action(Verb.MERGE, 2**62, extra=f"person.{2**62}")))


def test_a_dry_run_names_every_count_and_the_first_refusals() -> None:
    report = ImportReport(10)
    for step in ("having_added", "having_completed", "having_found"):
        report = getattr(report, step)()
    for row in range(4, 14):
        report = report.having_refused(row, f"Row {row}: it has no title." if row % 2 else "It has no title.")
    card = import_card(report, 5, "pieces.csv")
    heading, refused = contents(card)
    assert heading == (
        "## Import of pieces.csv\nNothing is stored yet. Of 10 rows:\n"
        "- 1 would be added\n- 1 would complete a listing\n- 1 there already\n- 10 refused"
    )
    assert refused.splitlines()[:3] == ["**Refused**", "- Row 4: It has no title.", "- Row 5: it has no title."]
    assert refused.endswith("- and 2 more")
    assert buttons_of(card) == {"Import 2 pieces": "d1:import:5", "Cancel": "d1:abort:5"}


def test_an_update_says_old_and_new() -> None:
    old = Draft(title="Ice", published="2024-03-14", authors=("Mara Holt",))
    card = update_card(PIECE, differences(old, replace(old, published="2024-04-01", deck="Late.")), 3)
    assert "- **Date**: 14 Mar 2024 → 1 Apr 2024\n- **Deck**: none → Late." in contents(card)[1]
    assert buttons_of(card)["Update"] == "d1:update:3:0:7"


def test_an_export_without_a_file_is_a_sentence() -> None:
    assert contents(export_card("Too large.")) == ["Too large."]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param((), id="none"),
        pytest.param(("a" * MODAL_TEXT,) * 3, id="three full fields"),
        pytest.param(("word " * 300,) * 6, id="many"),
    ],
)
def test_a_text_is_dealt_out_to_the_fields_without_loss(body: tuple[str, ...]) -> None:
    parts = text_parts(body)
    assert len(parts) == 3
    assert all(len(part) <= MODAL_TEXT for part in parts)
    assert tuple(row for part in parts for row in part.split("\n\n") if row) == body


@pytest.mark.parametrize("body", [("a" * (MODAL_TEXT + 1),), ("a" * 3_000,) * 4], ids=["a paragraph", "in all"])
def test_a_text_that_does_not_fit_is_refused(body: tuple[Any, ...]) -> None:
    with pytest.raises(TooLarge, match="too long for a form"):
        text_parts(body)
