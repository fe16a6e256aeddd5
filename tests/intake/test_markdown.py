"""Markdown files: front matter in its dialects, and a text without signs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Completeness, Kind
from bot.domain.errors import DocentError, Unreadable
from bot.intake.frontmatter import split_front_matter
from bot.intake.markdown import read_markdown

_LONG = (
    "Harbours are slow to build and quick to fill, and the states that own them learn this each time a fleet of new "
    "tankers asks for a berth that no engineer has yet drawn."
)
_FILE = f"""---
title: "Ports, and Power"
subtitle: 'How harbours became policy'
date: 2024-03-14T09:00:00Z   # when it went out
authors:
  - name: Ana Lind
    role: Fellow
  - B. Okoro
tags: [energy, "ports; piers"]
type: Policy Brief
summary: >
  Why berths come
  before pipelines.
draft: false
---

![A quay at dawn](https://h.example/quay.jpg "Quay")

# Ports, and Power

{_LONG[:60]}
{_LONG[61:]}[^1]

## What *should* be done

* Dredge **early**, and [price](https://h.example/(x)) berths
  by the day.
1. Then `wait`.

> A quoted line, with _stress_ &amp; a snake_case word.

```python
print("code is not prose")
```

| Year | Berths |
| ---- | ------ |
| 2024 | 7      |

<!-- a remark -->
Five \\* three is<br>not 2 * 3.[^note]

[^1]: Harbour Review, 2023,
    page 7.
[^note]: See *above*.
[ref]: https://h.example/ref
"""


def test_a_file_with_front_matter() -> None:
    draft = read_markdown(_FILE)
    assert (draft.title, draft.deck) == ("Ports, and Power", "How harbours became policy")
    assert (draft.published, draft.kind) == ("2024-03-14", Kind.REPORT)
    assert draft.authors == ("Ana Lind", "B. Okoro")
    assert draft.tags == ("energy", "ports; piers")
    assert draft.body == (
        _LONG,
        "What should be done",
        "• Dredge early, and price berths by the day.",
        "1. Then wait.",
        "A quoted line, with stress & a snake_case word.",
        "Five * three is not 2 * 3.",
    )
    assert draft.footnotes == ("Harbour Review, 2023, page 7.", "See above.")
    assert (draft.image_url, draft.image_alt) == ("https://h.example/quay.jpg", "A quay at dawn")


def test_a_heading_is_the_title() -> None:
    text = f"# Ports and Power\n\nMarch 14, 2024\n\nBy **Ana Lind** and B. Okoro\n\n{_LONG}\n\nRead more in *Quay*.\n"
    draft = read_markdown(text)
    assert (draft.title, draft.published) == ("Ports and Power", "2024-03-14")
    assert draft.authors == ("Ana Lind", "B. Okoro")
    assert (draft.body, draft.outlet, draft.completeness) == ((_LONG,), "Quay", Completeness.EXCERPT)


def test_a_file_without_heading_is_read_as_a_page() -> None:
    text = f"**March 14, 2024**\n\nPorts and Power\n\nBy *Ana Lind*\n\n{_LONG}\n\n{_LONG[8:]}\n"
    draft = read_markdown(text)
    assert (draft.title, draft.published, draft.authors) == ("Ports and Power", "2024-03-14", ("Ana Lind",))


_FRONT = {
    "inline list": ("tags: [a, 'b c', \"d\"]", {"tags": ["a", "b c", "d"]}),
    "block list": ("tags:\n- a\n- b: c", {"tags": ["a", "b: c"]}),
    "literal text": ("summary: |\n  One\n  two", {"summary": "One\ntwo"}),
    "quoted colon": ('title: "A: b"', {"title": "A: b"}),
    "bare colon": ("title: A: b", {"title": "A: b"}),
    "doubled quotes": ("title: 'It''s'", {"title": "It's"}),
    "comments": ("# all\ntitle: A # why", {"title": "A"}),
    "hash inside": ("title: C# and F#", {"title": "C# and F#"}),
    "address": ("url: https://h.example/a#b", {"url": "https://h.example/a#b"}),
    "empty": ("title:\ndate: 2020-01-02", {"title": "", "date": "2020-01-02"}),
    "null": ("title: null", {"title": ""}),
}


@pytest.mark.parametrize(("block", "fields"), _FRONT.values(), ids=_FRONT)
def test_front_matter_as_people_write_it(block: str, fields: dict[str, object]) -> None:
    assert split_front_matter(f"---\n{block}\n---\nText.") == (fields, "Text.")


def test_toml_front_matter() -> None:
    text = '+++\ntitle = "A"\ndate = 2024-03-14\nauthors = ["Ana Lind"]\n[extra]\nx = 1\n+++\nText.'
    draft = read_markdown(text)
    assert (draft.title, draft.published, draft.authors, draft.body) == ("A", "2024-03-14", ("Ana Lind",), ("Text.",))


def test_a_field_that_can_not_be_read_is_left_out() -> None:
    draft = read_markdown(
        "---\ntitle: A\ndate: someday\nlayout: post\ntype: page\nurl: /a/\nimage:\n  src: x\n---\nText."
    )
    assert (draft.title, draft.published, draft.kind, draft.url) == ("A", "", None, "")


@pytest.mark.parametrize(
    "text",
    ["---\nA line under a rule is no field\n---\nText.", "---\n\n---\nText.", "--- \ntitle: never closed\nText."],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_underlined_headings_and_windows_line_ends() -> None:
    draft = read_markdown(
        "---\r\ndate: 2024-01-02\r\n---\r\nPorts\r\n=====\r\n\r\nText.\r\n\r\nNext\r\n---\r\nMore.\r\n"
    )
    assert (draft.title, draft.body) == ("Ports", ("Text.", "Next", "More."))


@pytest.mark.parametrize(
    "text", ["", "  \n", "```\ncode\n```", "![x](https://h.example/a.png)", "<!-- x -->", "---\n---"]
)
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_markdown(text)


_SLOW = {
    "brackets": "[" * 200_000,
    "links": "[a](" * 50_000,
    "stars": "*a " * 100_000,
    "tags": "<a " * 100_000,
    "remarks": "<!--" * 100_000,
    "ticks": "`" * 200_000,
    "quotes": ">" * 100_000,
    "notes": "[^a]: b\n" * 20_000,
    "underscores": "_" * 200_000,
    "numbers": "1. " * 100_000,
    "fence": "~~~~\n" * 40_000,
    "images": ("![](" + "a" * 2_500) * 40,
    "blanks": "a" + " " * 200_000 + "b",
    "colons": "---\n" + "a: b\n" * 10_000,
}


@pytest.mark.parametrize("text", _SLOW.values(), ids=_SLOW)
def test_hostile_signs_take_no_time(text: str) -> None:
    started = time.process_time()
    try:
        read_markdown(f"---\ntitle: T\n---\n{text}")
        read_markdown(f"---\ntitle: T {text.splitlines()[0][:60_000]}\n---\nText.")
    finally:
        assert time.process_time() - started < 3


@given(st.text(st.sampled_from("ab .\n#*_[]()<>!`~>-=|:^\\&\"'1")).map(lambda text: f"---\ntitle: T\n---\n{text}"))
def test_any_text_is_read(text: str) -> None:
    draft = read_markdown(text)
    assert draft.title == "T"
    assert all(paragraph.strip() and "\n" not in paragraph for paragraph in draft.body)


@given(st.text(max_size=200))
def test_any_file_is_read_or_refused(text: str) -> None:
    words = ""
    try:
        words = read_markdown(text).text
    except DocentError as refusal:
        words = refusal.sentence
    assert isinstance(words, str)
