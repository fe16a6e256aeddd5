"""The fuse box: `.env.example` is complete, every problem is told at once, and the token is never shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.errors import Misconfigured
from bot.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"


def test_env_example_names_every_setting_and_nothing_else() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    assert re.findall(r"^([A-Z_]+)=", text, re.MULTILINE) == Settings.names()


def test_env_example_is_valid_as_it_stands() -> None:
    assert load_settings({}, ROOT / ".env.example") == Settings()


def test_every_setting_in_env_example_is_explained() -> None:
    for block in (ROOT / ".env.example").read_text("utf-8").strip().split("\n\n")[1:]:
        assert block.startswith("# "), block


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LOG_LEVEL=ERROR\nDATABASE_DURABLE=yes\n")
    settings = load_settings({"LOG_LEVEL": "debug"}, file)
    assert (settings.log_level, settings.database_durable) == ("DEBUG", True)


def test_all_problems_are_told_at_once() -> None:
    given = {"DISCORD_TOKEN": "not a token", "GUILD_ID": "docent", "DATABASE_DURABLE": "maybe", "LOG_LEVEL": "loud"}
    with pytest.raises(Misconfigured) as caught:
        load_settings(given, None)
    for name in given:
        assert name in caught.value.sentence


@pytest.mark.parametrize("wrong", ["abc", "a.b.c", f"{TOKEN} extra words", TOKEN.replace(".", " ")])
def test_a_malformed_token_is_refused_without_repeating_it(wrong: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        load_settings({"DISCORD_TOKEN": wrong}, None)
    assert wrong not in caught.value.sentence


@pytest.mark.parametrize("given", [TOKEN, f'"{TOKEN}"', f"Bot {TOKEN}", f"  {TOKEN}\n"])
def test_a_token_is_taken_as_people_paste_it(given: str) -> None:
    settings = load_settings({"DISCORD_TOKEN": given}, None)
    assert settings.discord_token == TOKEN
    assert TOKEN not in repr(settings)


def test_hosts_on_the_own_network_are_a_list() -> None:
    settings = load_settings({"FETCH_ALLOW_PRIVATE": "Wiki.intern, 10.0.0.5:8080"}, None)
    assert settings.fetch_allow_private == {"wiki.intern", "10.0.0.5:8080"}


@pytest.mark.parametrize(
    "host", ["intranet", "wiki.intern.", "my_wiki:80", "127.0.0.1", "[::1]:5000", "::1", "fd12::1"]
)
def test_a_host_is_named_as_the_gate_knows_it(host: str) -> None:
    assert load_settings({"FETCH_ALLOW_PRIVATE": host}, None).fetch_allow_private == {host.removesuffix(".")}


@pytest.mark.parametrize(
    "wrong",
    [
        "http://wiki.intern/",
        "wiki.intern/a",
        "10.0.0.0/8",
        "*.intern",
        ".intern",
        "*",
        "wiki.intern:http",
        "wiki.intern:",
        "[::1",
        "ada@wiki.intern",
        "wiki.intern;nas.intern",
    ],
)
def test_what_would_open_no_host_is_told(wrong: str) -> None:
    with pytest.raises(Misconfigured, match="FETCH_ALLOW_PRIVATE") as caught:
        load_settings({"FETCH_ALLOW_PRIVATE": f"10.0.0.5, {wrong}"}, None)
    assert wrong in caught.value.sentence
