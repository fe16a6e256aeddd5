"""Stored text shows as it was written, and nothing of it pings, links or breaks out of its card."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cogs.ui.escape import clean, escape, link, one_line, safe_url
from cogs.ui.limits import clip, line
from tests.unit.nasty import texts

UNHURRIED = settings(deadline=None)  # what is measured is whether it is right, not a busy machine
PAIR = re.compile(r"\\[^0-9A-Za-z\s]")  # a backslash before anything but a letter, a digit or a space
LIVE = {
    "emphasis or code": r"[*_`]",
    "a masked link": r"[\[\]]",
    "a spoiler": r"\|\|",
    "strike-through": r"~~",
    "an address": r"://",
    "a bracketed mention, command, time, emoji or address": r"<[@#/:!?\w]",
    "an emoji": r":[A-Za-z0-9_+~-]+:",
    "a heading, quote or small print": r"(?m)^ *(#{1,6}(\s|$)|>|-#)",
    "a list": r"(?m)^ *([-+*]|[0-9]{1,9}[.)])(\s|$)",
    "a rule or a table": r"(?m)^ *(---|===|\|)",
}
RAW_PINGS = re.compile(r"<@[!&]?\d+>|@(everyone|here)", re.IGNORECASE)
RAW_INVITES = re.compile(r"discord(app)?\.(gg|com|new|me)/?", re.IGNORECASE)


@UNHURRIED
@given(texts)
@example("\\")
@example("\\@everyone")
@example("@\u200beveryone")
@example("<\u200b@1>")
@example("-\u200b# small")
@example("dis\u00adcord.gg/abc")
def test_nothing_of_a_text_takes_effect(text: str) -> None:
    shown = escape(text)
    bare = PAIR.sub("\ue000", shown)
    assert [what for what, pattern in LIVE.items() if re.search(pattern, bare)] == []
    assert not bare.endswith("\\")
    assert not RAW_PINGS.search(shown)
    assert not RAW_INVITES.search(shown)


@UNHURRIED
@given(texts)
def test_what_is_shown_is_what_was_written(text: str) -> None:
    shown = escape(text).replace("@\u200b", "@")
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown) == clean(text)


@UNHURRIED
@given(texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")


@UNHURRIED
@given(texts)
def test_the_local_preview_reads_it_as_plain_text(text: str) -> None:
    pytest.importorskip("markdown_it", reason="the preview's Markdown reader is not installed")
    from simcord.preview._markdown import markdown_tokens

    known = {"1": "known"}
    context = {"users": known, "roles": known, "channels": known, "everyone": True, "commands": {"1": "summary"}}
    context["emojis"] = {"1": {"name": "ok", "animated": False}}
    seen: list[str] = []

    def read(tokens: list[dict[str, object]]) -> None:
        for token in tokens:
            # The preview, unlike Discord, looks for small print after it has taken backslashes away.
            assert token["type"] in ("paragraph", "inline", "text", "break", "subtext"), token
            seen.append("-#" if token["type"] == "subtext" else str(token.get("content", "")))
            read(token.get("children", []))  # type: ignore[arg-type]

    read(markdown_tokens(escape(text), "text_display", context=context))
    squeezed = re.sub(r"\s", "", "".join(seen).replace("@\u200b", "@"))
    assert squeezed == re.sub(r"\s", "", clean(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("North Korea's Next Move: A 5-Point Plan (2024)", id="a title"),
        pytest.param("“Sanctions” – what’s left?", id="curly quotes and a dash"),
        pytest.param("R&D spending rose 3.5% | Part 2 of 4", id="signs that mean nothing"),
        pytest.param("Growth of -2% in Q1; U.S.-China trade", id="a minus and hyphens"),
        pytest.param("می‌خواهم", id="a joiner inside a Persian word"),
        pytest.param("👩‍👩‍👧 family", id="joined emoji"),
        pytest.param("Ph.D. at 10:30, e-mail a@example.org", id="a colon and an at sign"),
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a *b* _c_", r"a \*b\* \_c\_", id="emphasis"),
        pytest.param("@everyone", "@\u200beveryone", id="everyone"),
        pytest.param("@every\u200bone", "@\u200beveryone", id="everyone behind a zero width"),
        pytest.param("<@&12>", r"\<\@&12>", id="a role"),
        pytest.param("ends in <", r"ends in \<", id="a bracket that what follows would complete"),
        pytest.param("see https://a.example/b", r"see https\://a.example/b", id="an address"),
        pytest.param("discord.gg/abc", r"discord\.gg/abc", id="an invite"),
        pytest.param("2024. A year", r"2024\. A year", id="a year that would become a list"),
        pytest.param("first\n# second", "first\n\\# second", id="a heading on a later line"),
        pytest.param("evil\u202egpj.exe", "evilgpj.exe", id="a direction override"),
        pytest.param("one\r\ntwo\u2028three", "one\ntwo\nthree", id="line ends of all kinds"),
        pytest.param("    code", "code", id="an indented block"),
        pytest.param("z" + "\u0300" * 40, "z" + "\u0300" * 4, id="piled marks"),
    ],
)
def test_markup_is_shown_not_done(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        pytest.param("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", id="plain"),
        pytest.param("http://example.org/a_(b)", "http://example.org/a_%28b%29", id="brackets"),
        pytest.param("https://example.org/a b%zz", "https://example.org/a%20b%25zz", id="a space and a bare percent"),
        pytest.param("https://例え.example/道", "https://xn--r8jz45g.example/%E9%81%93", id="other scripts"),
        pytest.param("https://example.org/@everyone", "https://example.org/%40everyone", id="a ping in the path"),
        pytest.param("https://example.org/@name", "https://example.org/@name", id="a name in the path"),
        pytest.param("HTTPS://Example.ORG/A", "https://example.org/A", id="capitals"),
        pytest.param("javascript:alert(1)", "", id="a script"),
        pytest.param("ftp://example.org/a", "", id="another scheme"),
        pytest.param("discord://-/channels", "", id="the client's own scheme"),
        pytest.param("https://good.example@evil.example/", "", id="a user name that looks like a host"),
        pytest.param("https://intranet/page", "", id="a host Discord refuses"),
        pytest.param("https://example.org:99999/", "", id="no port"),
        pytest.param("https://[::1/", "", id="half an address"),
        pytest.param("//example.org/a", "", id="no scheme"),
        pytest.param("https://example.org/" + "a" * 600, "", id="too long"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, safe: str) -> None:
    assert safe_url(url) == safe


@UNHURRIED
@given(st.one_of(texts, texts.map(lambda text: "https://a.example/" + text), texts.map(lambda text: "https://" + text)))
def test_an_address_is_plain_ascii_or_nothing(url: str) -> None:
    safe = safe_url(url)
    assert safe == "" or re.fullmatch(r"https?://[\w.-]+(:\d+)?([/?#][\w./%:=&?~#+!$,;@'*-]*)?", safe, re.ASCII)
    assert len(safe) <= 512
    assert safe_url(safe) == safe


@pytest.mark.parametrize(
    ("title", "linked"),
    [
        pytest.param("Next Move", True, id="plain"),
        pytest.param("Next Move [updated]", True, id="paired brackets"),
        pytest.param("Next] Move", False, id="a lone closing bracket"),
        pytest.param("Next [[Move]]", False, id="nested brackets"),
        pytest.param("See https://bank.example", False, id="a title that reads as another address"),
    ],
)
def test_a_title_is_linked_unless_the_link_would_break(title: str, linked: bool) -> None:
    label = escape(title)
    assert link(label, "https://example.org/a") == (f"[{label}](https://example.org/a)" if linked else label)
    assert link(label, "javascript:alert(1)") == label


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        pytest.param("one two three", 13, "one two three", id="fits"),
        pytest.param("one two three", 12, "one two…", id="cut after a word"),
        pytest.param("one, two three", 9, "one, two…", id="to the very end of a word"),
        pytest.param("one, two", 6, "one…", id="no comma before the ellipsis"),
        pytest.param("unbreakable", 5, "unbr…", id="one long word"),
        pytest.param("  spaced\n out ", 20, "spaced out", id="white space"),
        pytest.param("anything", 1, "…", id="no room"),
        pytest.param("anything", 0, "", id="no room at all"),
    ],
)
def test_text_is_cut_on_whole_words(text: str, limit: int, cut: str) -> None:
    assert clip(text, limit) == cut


@UNHURRIED
@given(texts, st.integers(min_value=0, max_value=200))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    shown = line(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown
    if len(escape(one_line(text))) <= limit:
        assert shown == escape(one_line(text))
    assert not PAIR.sub("", shown).endswith("\\")
