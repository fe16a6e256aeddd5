"""Whether the entries known from "More from …" blocks are completed by their own pieces, and by no others.

    python -m benchmarks.listings FOLDER [--asked 40]

FOLDER is that of `benchmarks.duplicates`; pieces with authors and a date are taken. A page that lists them, each form
of listing on a page of its own, is imported into a library on disk, then the pieces themselves, as records in which
names, titles and days are written as the form says. Counted is what became of each.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.duplicates import drafts_in
from bot.app import GuildServices, open_library
from bot.domain.article import Draft, Kind, Listing
from bot.domain.record import Record
from bot.intake.table import Row
from bot.settings import Settings

WORDS = 250  # of each piece: enough to be told from others
CUT = 175  # characters of a teaser
Case = tuple[Listing, Draft]
Form = Callable[[Draft, Random], Case]

_NICKNAMES = {"Robert": "Bob", "William": "Bill", "Thomas": "Tom", "Michael": "Mike", "James": "Jim", "David": "Dave"}


def _teaser(draft: Draft, length: int = CUT) -> str:
    return " ".join(draft.text.split())[:length].rstrip() + "..."


def _listing(draft: Draft, **changes: object) -> Listing:
    full = Listing(draft.kind, draft.title, _teaser(draft), draft.authors, draft.published)
    return replace(full, **changes)  # type: ignore[arg-type]


def _moved(day: str, days: int) -> str:
    number = min(28, max(1, int(day[8:10]) + days))
    return f"{day[:8]}{number:02}"


def whole(draft: Draft, chance: Random) -> Case:
    return _listing(draft), draft


def untitled(draft: Draft, chance: Random) -> Case:
    return _listing(draft, title="", published="", kind=None), draft


def glued(draft: Draft, chance: Random) -> Case:
    return _listing(draft, title="", teaser=f"{draft.title}{_teaser(draft)}"), draft


def labelled(draft: Draft, chance: Random) -> Case:
    label = chance.choice(["Executive Summary", "Introduction", "I.", "Abstract"])
    return _listing(draft, title="", teaser=f"{label} {_teaser(draft)}"), draft


def with_origin(draft: Draft, chance: Random) -> Case:
    origin = "This article was originally published in The Harbor Review."
    listing = _listing(draft, teaser=f"{origin} {_teaser(draft, 110)}", title="")
    return listing, draft if chance.random() < 0.5 else replace(draft, body=(origin, *draft.body))


def sentence(draft: Draft, chance: Random) -> Case:
    sentences = re.split(r"(?<=[a-z])\. ", " ".join(draft.text.split()))
    first = ". ".join(sentences[: 1 if len(sentences[0].split()) >= 8 else 3])
    return _listing(draft, title="", teaser=f"{first.rstrip('.')}...."), draft


def title_alone(draft: Draft, chance: Random) -> Case:
    return _listing(draft, teaser="", authors=(), published="", kind=None), draft


def title_and_people(draft: Draft, chance: Random) -> Case:
    return _listing(draft, teaser="", published=_moved(draft.published, chance.choice([-4, -2, 3, 5]))), draft


def subtitle_on_page(draft: Draft, chance: Random) -> Case:
    return _listing(draft, teaser=""), replace(draft, title=f"{draft.title}: What the Ledgers Say")


def subtitle_on_listing(draft: Draft, chance: Random) -> Case:
    return _listing(draft, teaser="", title=f"{draft.title}: What the Ledgers Say"), draft


def _other_name(name: str, chance: Random) -> str:
    parts = name.split()
    first, last = parts[0], parts[-1]
    forms = [
        f"{first} Q. {last}",
        f"{first[:1]}. {last}",
        f"Col. {first} {last}, USA (Ret.)",
        f"Dr. {name}",
        f"{name}, Jr.",
        f"{first} “Skip” {last}",
        f"{_NICKNAMES.get(first, first)} {last}",
        name.upper(),
    ]
    return chance.choice(forms) if len(parts) > 1 else name


def other_names(draft: Draft, chance: Random) -> Case:
    names = tuple(_other_name(name, chance) for name in draft.authors)
    return _listing(draft, teaser="", authors=names), draft


def other_signs(draft: Draft, chance: Random) -> Case:
    title = draft.title.upper().replace("’", "'").replace("“", '"').replace("”", '"').replace(" AND ", " & ")
    return _listing(draft, title=title, teaser="", published=""), draft


def abstract(draft: Draft, chance: Random) -> Case:
    """The page's own description, which stands nowhere in the text."""
    teaser = (
        f"On {draft.title[:30]}: what {draft.authors[0]} found in the ledgers of a port nobody had heard of before."
    )
    return _listing(draft, teaser=teaser), draft


def deck(draft: Draft, chance: Random) -> Case:
    said = f"On {draft.title[:40]} {draft.authors[0]} holds that ports could do more than any fleet that was ever sent"
    return _listing(draft, title="", teaser=f"{said}..."), replace(draft, deck=f"{said}.")


def noted(draft: Draft, chance: Random) -> Case:
    note = "Editor’s note: this piece is part of a collection on harbors, which has further parts."
    return _listing(draft, title=""), replace(draft, body=(note, *draft.body))


def retyped(draft: Draft, chance: Random) -> Case:
    words = _teaser(draft).split()
    slip = max(range(3, len(words) - 3), key=lambda at: len(words[at]))
    words[slip] = words[slip][:2] + words[slip][3:]
    return _listing(draft, title="", teaser=" ".join(words)), draft


def other_kind(draft: Draft, chance: Random) -> Case:
    return _listing(draft, teaser="", kind=Kind.REPORT), draft


OWN: dict[str, Form] = {
    "title, teaser, people, day": whole,
    "teaser and people": untitled,
    "title and teaser glued": glued,
    "teaser with a label": labelled,
    "teaser with where it appeared": with_origin,
    "one sentence and ....": sentence,
    "title alone": title_alone,
    "title and people, days apart": title_and_people,
    "the page has a subtitle": subtitle_on_page,
    "the listing has a subtitle": subtitle_on_listing,
    "initials, ranks, nicknames": other_names,
    "other case and signs": other_signs,
    "a teaser of its own": abstract,
    "the deck as teaser": deck,
    "an editor's note comes first": noted,
    "a slip in the teaser": retyped,
    "another type of text": other_kind,
}


def same_people(draft: Draft, chance: Random) -> Case:
    other = "What the Pilots of Port Ansel Never Said"
    return _listing(draft, title=other, teaser="The pilots of Port Ansel have seen ships come and go for..."), draft


def same_beginning(draft: Draft, chance: Random) -> Case:
    start = "In this week’s episode of Minutes from the Pier our host Lena Ostrow is joined by "
    listing = _listing(draft, title="", teaser=f"{start}two harbor masters who talk about what a ledger never...")
    return listing, replace(draft, body=(start + draft.body[0], *draft.body[1:]))


def weekly(draft: Draft, chance: Random) -> Case:
    listing = _listing(draft, title="The Week in Review", published=_moved("2024-05-10", -7), teaser="")
    return listing, replace(draft, title="The Week in Review", published="2024-05-10")


def weekly_teaser(draft: Draft, chance: Random) -> Case:
    teaser = "Ports were quiet, straits were not: seven things that happened while nobody looked at the..."
    listing = _listing(draft, title="The Week in Review", published="", teaser=teaser)
    return listing, replace(draft, title="The Week in Review")


def the_podcast(draft: Draft, chance: Random) -> Case:
    return _listing(draft, kind=Kind.PODCAST, teaser=""), draft


def next_part(draft: Draft, chance: Random) -> Case:
    return _listing(draft, title=f"{draft.title}, Part 1", teaser=""), replace(draft, title=f"{draft.title}, Part 2")


def next_year(draft: Draft, chance: Random) -> Case:
    listing = _listing(draft, title=f"{draft.title} in 2023", teaser="", published="")
    return listing, replace(draft, title=f"{draft.title} in 2024")


def in_a_series(draft: Draft, chance: Random) -> Case:
    listing = _listing(draft, title="Sanctions by the Numbers: Port Ansel", teaser="", published=draft.published)
    return listing, replace(draft, title="Sanctions by the Numbers: The Northern Straits")


def by_others(draft: Draft, chance: Random) -> Case:
    listing = _listing(draft, title="Testimony Before the Committee", authors=("Ann Lee",), teaser="", published="")
    return listing, replace(draft, title="Testimony Before the Committee")


def years_later(draft: Draft, chance: Random) -> Case:
    year = int(draft.published[:4]) - 3
    return _listing(draft, teaser="", published=f"{year}{draft.published[4:]}"), draft


OTHERS: dict[str, Form] = {
    "another piece by the same people": same_people,
    "one standing beginning": same_beginning,
    "last week's of the same name": weekly,
    "of the same name, another teaser": weekly_teaser,
    "the podcast of that name": the_podcast,
    "the part before": next_part,
    "the year before": next_year,
    "another part of a series": in_a_series,
    "the same name by others": by_others,
    "three years before": years_later,
}


async def completed(library: GuildServices, cases: Sequence[Case]) -> list[bool]:
    """Of each listing whether its piece took its place; every page's items are taken in before the pieces come."""
    hub = Draft(title="A page with a block", body=("Nothing is said here.",), related=tuple(one for one, _ in cases))
    pages = [outcome async for outcome in library.importing.run([Row(1, Record(hub))])]
    shelf = library.library._shelf
    entries = await shelf.relations.listed(pages[0].article or 0)
    rows = [Row(at, Record(draft)) for at, (_, draft) in enumerate(cases, 1)]
    outcomes = [outcome async for outcome in library.importing.run(rows)]
    if len(entries) != len(cases):
        print(f"  {len(cases)} listings became {len(entries)} entries")
        return [outcome.status == "completed" for outcome in outcomes]
    return [
        outcome.status == "completed" and outcome.article == entry
        for outcome, entry in zip(outcomes, entries, strict=True)
    ]


async def measure(folder: Path, chosen: argparse.Namespace) -> None:
    drafts = [_shortened(d) for d in drafts_in(chosen.folder, 100_000) if d.words > WORDS and d.authors and d.published]
    chance, at = Random(4), 0
    async with open_library(Settings(database_path=folder / "library.db")) as services:
        for guild, (name, forms) in enumerate({"own piece": OWN, "another piece": OTHERS}.items(), 1):
            total, taken = Counter[str](), 0
            print(f"\nlistings completed by their {name}" if forms is OWN else "\nlistings completed by another piece")
            for form, make in forms.items():
                # One library a form: names such as "The Week in Review" come many times.
                cases = [make(draft, chance) for draft in drafts[at : at + chosen.asked]]
                at += chosen.asked
                alone = forms is OTHERS and len({case[0].title + case[0].teaser[:60] for case in cases}) < len(cases)
                done: list[bool] = []
                for number, batch in enumerate([[case] for case in cases] if alone else [cases]):
                    done += await completed(await services.guild(1_000_000 * guild + 1_000 * at + number), batch)
                if chosen.show:
                    for case, right in zip(cases, done, strict=True):
                        if right is (forms is OTHERS):
                            print(
                                "   ",
                                case[0],
                                "|",
                                case[1].title,
                                case[1].authors,
                                case[1].published,
                                case[1].text[:200],
                            )
                print(f"{form:38} {sum(done):4} of {len(done)}")
                taken += sum(done)
                total["asked"] += len(done)
            print(f"{'all':38} {taken:4} of {total['asked']}  {taken / total['asked']:.3f}")


def _shortened(draft: Draft) -> Draft:
    words, body = 0, []
    for part in draft.body:
        if words < WORDS:
            body.append(part)
        words += len(part.split())
    return replace(draft, body=tuple(body), kind=Kind.COMMENTARY)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--asked", type=int, default=40, help="listings a form")
    parser.add_argument("--show", action="store_true", help="every listing that was taken wrongly or not at all")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), chosen))


if __name__ == "__main__":
    main()
