"""What a piece costs when it is added: CPU milliseconds of each step, by length.

python -m benchmarks.derivation [--repeats N]     the texts are put together from the starter library
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from bot.domain import statements
from bot.domain.article import Draft, Kind
from bot.domain.bag import bag, stemmed
from bot.domain.duplicates import content_hash, shingles
from bot.domain.keyphrases import keyphrases
from bot.domain.quotes import quotes
from bot.domain.summary import summarize
from bot.services.derivation import derive_now, topics_of

LENGTHS = (160, 640, 2_000, 5_000, 10_000)
STARTER = Path(__file__).parents[1] / "data" / "starter"
LISTED = [one["topic"] for one in json.loads((STARTER / "00-topics.json").read_text("utf-8"))]
TOPICS = {one["name"]: one["aliases"] for one in LISTED}
PIECES = sorted(STARTER.glob("[0-9]*-*.json"))[2:]  # behind the people and the topics

STEPS: dict[str, Callable[[Draft], object]] = {
    "summary": lambda draft: summarize(draft.title, draft.deck, draft.body, draft.kind),
    "quotes": lambda draft: quotes(draft.body, draft.authors, draft.kind),
    "key phrases": lambda draft: keyphrases(draft.text, title=draft.title),
    "topics": lambda draft: topics_of(draft, TOPICS),
    "shingles": lambda draft: shingles(draft.text),
    "content hash": content_hash,
    "words for search": lambda draft: stemmed(bag(draft.title, draft.text)),
    "all that is kept": lambda draft: derive_now(draft, TOPICS, {}),
}


def pieces(words: int, count: int) -> list[Draft]:
    """Drafts of about so many words, each beginning with another piece of the starter library."""
    records = [json.loads(path.read_text("utf-8")) for path in PIECES]
    paragraphs = [paragraph for record in records for paragraph in record["body"]]
    found: list[Draft] = []
    for place in range(count):
        body: list[str] = []
        length = 0
        for paragraph in islice(cycle(paragraphs), place * 17, None):
            if length >= words:
                break
            body.append(paragraph)
            length += len(paragraph.split())
        title = records[place % len(records)]["title"]
        found.append(Draft(title=title, kind=Kind.COMMENTARY, authors=("Ada Roe",), body=tuple(body)))
    return found


def measured(step: Callable[[Draft], object], drafts: list[Draft]) -> str:
    """Median / p95 of the CPU milliseconds, each draft's sentences split anew."""
    times = []
    for draft in drafts:
        statements.forget()
        start = time.process_time()
        step(draft)
        times.append(1000 * (time.process_time() - start))
    times.sort()
    return f"{times[len(times) // 2]:.1f} / {times[int(0.95 * (len(times) - 1))]:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=40)
    chosen = parser.parse_args()
    drafts = {length: pieces(length, chosen.repeats) for length in LENGTHS}
    print("| step | " + " | ".join(f"{length:,} words" for length in LENGTHS) + " |")
    print("| --- |" + " --- |" * len(LENGTHS))
    for name, step in STEPS.items():
        measured(step, drafts[160])  # what is made once, is made before
        print(f"| {name} | " + " | ".join(measured(step, drafts[length]) for length in LENGTHS) + " |")


if __name__ == "__main__":
    main()
