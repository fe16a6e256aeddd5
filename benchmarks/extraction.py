"""Measures how well pages are read: text, title, authors, date and time, side by side with plain trafilatura.

    python -m benchmarks.extraction FOLDER [FOLDER …]

Each FOLDER is a copy of a public evaluation set, known by its files:

- scrapinghub/article-extraction-benchmark (`ground-truth.json`, `html/`): text;
- adbar/trafilatura (`tests/evaldata.json`, `tests/eval/`, `tests/cache/`): snippets of text, title, authors, date;
- Murrough-Foley/web-content-extraction-benchmark, its `dev/` or `test/` (`ground-truth/`, `html/`), articles only.

Text is scored by shingles of four words as article-extraction-benchmark does; by the snippets that must and must
not be there for trafilatura's set. Title and authors count when equal but for case, spaces and kind of quotes,
authors as a set; all pages count, also those that name none. A date counts when equal, on the pages that have one.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.article import Draft
from bot.domain.errors import DocentError
from bot.domain.names import split_names
from bot.intake.html import read_html


@dataclass(frozen=True)
class Sample:
    """A page with what is known to be right about it; None where the set says nothing."""

    url: str
    data: bytes
    text: str | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None


@dataclass
class Tally:
    """What one reader scored on a set."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    snippets: Counter[str] = field(default_factory=Counter)
    fields: dict[str, list[bool]] = field(default_factory=lambda: {"title": [], "authors": [], "date": []})
    seconds: list[float] = field(default_factory=list)
    refused: int = 0

    def add(self, sample: Sample, draft: Draft | None, seconds: float) -> None:
        self.seconds.append(seconds)
        self.refused += draft is None
        draft = draft or Draft()
        if sample.text is not None:
            self._add_text(sample.text, draft.text)
        for snippet in sample.present:
            self.snippets["found" if snippet in draft.text else "missed"] += 1
        for snippet in sample.absent:
            self.snippets["wrong" if snippet in draft.text else "left out"] += 1
        if sample.title:
            self.fields["title"].append(_same(draft.title, sample.title))
        if sample.authors is not None:
            self.fields["authors"].append(sorted(map(_flat, draft.authors)) == sorted(map(_flat, sample.authors)))
        if sample.date:
            self.fields["date"].append(draft.published == sample.date)

    def _add_text(self, truth: str, text: str) -> None:
        wanted, got = _shingles(truth), _shingles(text)
        shared = (wanted & got).total()
        if got:
            self.precisions.append(shared / got.total())
        if wanted:
            self.recalls.append(shared / wanted.total())

    def lines(self) -> Iterator[str]:
        """The figures, one line each."""
        if self.precisions:
            precision, recall = statistics.mean(self.precisions), statistics.mean(self.recalls)
            yield f"text F1 {_f1(precision, recall):.4f}  precision {precision:.4f}  recall {recall:.4f}"
        if self.snippets:
            found = self.snippets["found"]
            precision, recall = found / (found + self.snippets["wrong"]), found / (found + self.snippets["missed"])
            yield f"snippets F1 {_f1(precision, recall):.4f}  precision {precision:.4f}  recall {recall:.4f}"
        for name, hits in self.fields.items():
            if hits:
                yield f"{name} {statistics.mean(hits):.3f} of {len(hits)}"
        times = sorted(self.seconds)
        yield (
            f"CPU ms a page: median {1000 * times[len(times) // 2]:.0f}  p95 {1000 * times[int(len(times) * 0.95)]:.0f}"
            f"  longest {1000 * times[-1]:.0f};  refused {self.refused}"
        )


def main(folders: Iterable[str]) -> None:
    """Prints the figures of each set."""
    for folder in map(Path, folders):
        samples = list(_load(folder))
        print(f"{folder.name}: {len(samples)} pages")
        for name, reader in (("docent", _by_docent), ("trafilatura", _by_trafilatura)):
            reader(samples[0])  # imports are not a page's fault
            for line in _tally(samples, reader).lines():
                print(f"  {name:12} {line}")


def _tally(samples: Iterable[Sample], reader: Callable[[Sample], Draft | None]) -> Tally:
    tally = Tally()
    for sample in samples:
        started = time.process_time()
        draft = reader(sample)
        tally.add(sample, draft, time.process_time() - started)
    return tally


def _by_docent(sample: Sample) -> Draft | None:
    try:
        return read_html(sample.data, url=sample.url)
    except DocentError:
        return None


def _by_trafilatura(sample: Sample) -> Draft | None:
    from trafilatura import bare_extraction

    found = bare_extraction(sample.data, url=sample.url, with_metadata=True, include_comments=False)
    if found is None:
        return None
    record: dict[str, Any] = found.as_dict()
    authors = tuple(name.strip() for name in (record["author"] or "").split(";") if name.strip())
    body = tuple((record["text"] or "").split("\n"))
    return Draft(title=record["title"] or "", authors=authors, published=record["date"] or "", body=body)


def _load(folder: Path) -> Iterator[Sample]:
    if (folder / "ground-truth.json").exists():
        yield from _article_extraction(folder)
    elif (folder / "tests" / "evaldata.json").exists():
        yield from _trafilatura(folder / "tests")
    elif (folder / "ground-truth").is_dir():
        yield from _web_content(folder)
    else:
        raise SystemExit(f"{folder} holds none of the sets named in the module's description.")


def _article_extraction(folder: Path) -> Iterator[Sample]:
    for name, truth in json.loads((folder / "ground-truth.json").read_text()).items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Sample(truth["url"], data, text=truth["articleBody"])


def _trafilatura(folder: Path) -> Iterator[Sample]:
    for url, truth in json.loads((folder / "evaldata.json").read_text()).items():
        path = next((path for kind in ("eval", "cache") if (path := folder / kind / truth["file"]).exists()), None)
        if path is None:
            continue
        authors = truth.get("author", ())
        yield Sample(
            url,
            path.read_bytes(),
            present=tuple(truth["with"]),
            absent=tuple(truth["without"]),
            title=truth.get("title"),
            authors=(() if not authors else (authors,) if isinstance(authors, str) else tuple(authors))
            if "author" in truth
            else None,
            date=truth.get("date"),
        )


def _web_content(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "ground-truth").glob("*.json")):
        record = json.loads(path.read_text())
        page_type = record.get("_internal", {}).get("page_type") or {}
        if (page_type.get("primary") if isinstance(page_type, dict) else page_type) != "article":
            continue
        page = folder / "html" / f"{path.stem}.html.gz"
        data = gzip.decompress(page.read_bytes()) if page.exists() else page.with_suffix("").read_bytes()
        truth = record["ground_truth"]
        yield Sample(
            record.get("url") or record.get("source_url") or "https://example.org/",
            data,
            text=_without_marks(truth.get("main_content") or ""),
            title=truth.get("title"),
            authors=split_names(truth.get("author") or ""),
            date=(truth.get("publish_date") or "")[:10],
        )


def _without_marks(markdown: str) -> str:
    return re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("_", " ")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _same(text: str, other: str) -> bool:
    return _flat(text) == _flat(other)


def _flat(text: str) -> str:
    return " ".join(re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).split()).casefold()


if __name__ == "__main__":
    main(sys.argv[1:])
