"""The sandbox: readers that hang, hog, crash or lie end in a sentence, and no process outlives its job."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from bot.domain.article import Draft, Kind
from bot.domain.errors import BlockedPage, DocentError, TooLarge, Unreadable
from bot.intake.sandbox import open_sandbox, run_limited

READERS = "tests.intake.readers:"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_result_comes_back_with_its_arguments_gone_in() -> None:
    result = await run_limited(READERS + "echo", "größe".encode(), {"url": "https://example.org/", "limit": 3})
    assert result == {"text": "größe", "args": {"url": "https://example.org/", "limit": 3}}


async def test_a_draft_comes_back_as_a_draft() -> None:
    result = await run_limited(READERS + "draft", b"Title")
    assert result == Draft(title="Title", kind=Kind.REPORT, authors=("A. Lind",), body=("One.", "Two."), pages=3)


async def test_a_large_payload_goes_in() -> None:
    assert await run_limited(READERS + "measure", bytes(25 * 1024 * 1024)) == 25 * 1024 * 1024


async def test_a_book_comes_back() -> None:
    text = "größe 😀 " * 300_000
    assert (await run_limited(READERS + "echo", text.encode()))["text"] == text


async def test_a_refusal_comes_back_as_itself() -> None:
    with pytest.raises(BlockedPage, match="A wall stands there"):
        await run_limited(READERS + "refuse", b"")


@pytest.mark.parametrize(
    ("reader", "refusal"),
    [
        pytest.param("fail", Unreadable, id="exception"),
        pytest.param("recurse", Unreadable, id="recursion"),
        pytest.param("crash", Unreadable, id="segmentation-fault"),
        pytest.param("leave", Unreadable, id="exit"),
        pytest.param("lie", Unreadable, id="false-answer"),
        pytest.param("babble", Unreadable, id="endless-answer"),
        pytest.param("unserialisable", Unreadable, id="odd-answer"),
        pytest.param("no_such_reader", Unreadable, id="missing"),
        pytest.param("burn", TooLarge, id="loop"),
        pytest.param("sleep", TooLarge, id="sleep"),
        pytest.param("hog", TooLarge, id="memory"),
    ],
)
async def test_a_bad_reader_ends_in_a_sentence(reader: str, refusal: type[DocentError]) -> None:
    started = time.monotonic()
    with pytest.raises(refusal) as caught:
        await run_limited(READERS + reader, b"x", seconds=3, memory_mib=256)
    assert time.monotonic() - started < 8
    assert caught.value.sentence.endswith(".")
    assert "secret" not in caught.value.sentence


async def test_what_a_library_prints_is_not_taken_for_an_answer() -> None:
    assert await run_limited(READERS + "chat", b"") == "quiet"


async def test_the_child_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a secret")
    seen = await run_limited(READERS + "environment", b"")
    assert "DISCORD_TOKEN" not in seen
    assert "PATH" in seen


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limit for a process")
async def test_the_child_can_not_fill_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with pytest.raises(Unreadable):
        await run_limited(READERS + "write", b"", {"path": str(path)})
    assert path.stat().st_size <= 16 * 1024 * 1024


async def test_a_cancelled_job_leaves_no_process() -> None:
    async with open_sandbox() as sandbox:
        pid = await sandbox.run(READERS + "process", b"")
        task = asyncio.create_task(sandbox.run(READERS + "sleep", b""))
        await asyncio.sleep(0.2)
        assert is_alive(pid)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not is_alive(pid)
        assert await sandbox.run(READERS + "process", b"") != pid


async def test_a_process_stays_warm_after_results_and_refusals() -> None:
    async with open_sandbox() as sandbox:
        first = await sandbox.run(READERS + "process", b"")
        with pytest.raises(BlockedPage):
            await sandbox.run(READERS + "refuse", b"")
        with pytest.raises(Unreadable):
            await sandbox.run(READERS + "fail", b"")
        assert await sandbox.run(READERS + "process", b"") == first
    assert not is_alive(first)


@pytest.mark.parametrize("reader", ["sleep", "burn", "crash", "leave"])
async def test_a_process_that_overstepped_is_replaced(reader: str) -> None:
    async with open_sandbox() as sandbox:
        first = await sandbox.run(READERS + "process", b"")
        with pytest.raises(DocentError):
            await sandbox.run(READERS + reader, b"", seconds=0.5)
        assert not is_alive(first)
        assert await sandbox.run(READERS + "process", b"") != first


async def test_an_idle_process_goes_home() -> None:
    async with open_sandbox(idle_seconds=0.1) as sandbox:
        pid = await sandbox.run(READERS + "process", b"")
        await asyncio.sleep(1)
        assert not is_alive(pid)
        assert await sandbox.run(READERS + "process", b"") != pid


async def test_no_more_processes_than_allowed_and_none_left() -> None:
    async with open_sandbox(at_once=2) as sandbox:
        pids = await asyncio.gather(*(sandbox.run(READERS + "process", b"") for _ in range(20)))
        assert len(set(pids)) <= 2
    assert not any(is_alive(pid) for pid in pids)
