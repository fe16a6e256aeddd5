"""The log holds no secret, and nothing that strangers wrote takes effect in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.logs import set_up_logging

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"
log = logging.getLogger("bot.tests")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", "bot", "cogs")]
    before = [(one, one.level, one.handlers[:]) for one in loggers]
    yield
    for one, level, handlers in before:
        one.setLevel(level)
        one.handlers[:] = handlers


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        pytest.param(TOKEN, TOKEN, id="a token"),
        pytest.param(f"Authorization: Bot {TOKEN}, then more", TOKEN, id="a header"),
        pytest.param("PATCH /api/v10/webhooks/12/aW50ZXI-x_y/messages/@original", "aW50ZXI-x_y", id="an answer"),
        pytest.param("POST https://discord.com/api/interactions/34/aW50ZXI6/callback", "aW50ZXI6", id="a call-back"),
    ],
)
def test_no_secret_reaches_the_log(said: str, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    log.info(said)
    log.info("given %s", said)
    try:
        raise RuntimeError(said)
    except RuntimeError:
        log.exception("failed")
    told = capsys.readouterr().err
    assert secret not in told
    assert told.count("[secret]") >= 3


def test_a_name_can_neither_forge_a_line_nor_order_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    log.info("Left the server %s.", "Den\n2026-01-01 00:00:00 INFO    bot: all is well\r\x1b[2J\x9b31m\u2028end")
    first, *others = capsys.readouterr().err.splitlines()
    assert first.endswith("bot.tests: Left the server Den")
    assert others == ["  2026-01-01 00:00:00 INFO    bot: all is well\ufffd\ufffd[2J\ufffd31m\ufffdend."]
