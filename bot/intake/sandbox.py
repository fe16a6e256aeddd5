"""Runs readers of hostile bytes in child processes with limits of memory and time, killed when they overstep.

`run_limited` starts a process for one job, which suits rare and dangerous files. `open_sandbox` keeps processes
warm between jobs, which suits pages: starting Python and importing the extractors costs 300 ms, a page 30.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import bot
from bot.domain.article import Draft
from bot.domain.errors import (
    BlockedPage,
    DocentError,
    Invalid,
    InvalidUrl,
    TooLarge,
    Unreadable,
    Unsupported,
)
from bot.domain.record import draft_of_record

log = logging.getLogger(__name__)

MEMORY_MIB = 512  # address space, of which the interpreter and the extractors map 100
SECONDS = 5.0

_REFUSALS = {refusal.code: refusal for refusal in (BlockedPage, Invalid, InvalidUrl, TooLarge, Unreadable, Unsupported)}
_LARGEST_ANSWER = 16 * 1024 * 1024  # bytes: a book of three million characters in any script, with room to spare
_PIECE = 256 * 1024  # bytes handed to the child at once; what it has not taken yet is held twice
_MOST_JOBS = 200  # of one process; a fresh one starts with unfragmented memory
_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TZ")


async def run_limited(
    function_path: str,
    payload: bytes,
    args: Mapping[str, Any] | None = None,
    *,
    seconds: float = SECONDS,
    memory_mib: int = MEMORY_MIB,
) -> Any:
    """What `module:function` of the post room makes of `payload`, computed in a process of its own.

    `args` are its keyword arguments (JSON values). A Draft comes back as a Draft, else the result must be JSON.
    Raises the refusal the function raised; TooLarge when it takes too long or too much memory; Unreadable when
    it crashes.
    """
    worker = await _start(memory_mib)
    try:
        return await worker.run(function_path, payload, args or {}, seconds)
    finally:
        await worker.end()


@asynccontextmanager
async def open_sandbox(
    *, memory_mib: int = MEMORY_MIB, at_once: int = 1, idle_seconds: float = 60.0
) -> AsyncIterator[Sandbox]:
    """A sandbox whose processes (at most `at_once`) stay warm until they have been idle for a while."""
    sandbox = Sandbox(memory_mib, at_once, idle_seconds)
    try:
        yield sandbox
    finally:
        await sandbox.close()


class Sandbox:
    """Warm processes that read one page after another; made by `open_sandbox`."""

    def __init__(self, memory_mib: int, at_once: int, idle_seconds: float) -> None:
        self._memory_mib = memory_mib
        self._idle_seconds = idle_seconds
        self._turns = asyncio.Semaphore(at_once)
        self._idle: list[_Worker] = []
        self._timers: dict[_Worker, asyncio.TimerHandle] = {}
        self._ending: set[asyncio.Task[None]] = set()

    async def run(
        self, function_path: str, payload: bytes, args: Mapping[str, Any] | None = None, *, seconds: float = SECONDS
    ) -> Any:
        """As `run_limited`, in a warm process when there is one; `seconds` count from when its turn comes."""
        async with self._turns:
            worker = self._take() or await _start(self._memory_mib)
            try:
                return await worker.run(function_path, payload, args or {}, seconds)
            finally:
                if worker.fit:
                    self._keep(worker)
                else:
                    await worker.end()

    async def close(self) -> None:
        """Ends every process; none is left behind."""
        for worker in list(self._idle):
            self._retire(worker)
        await asyncio.gather(*self._ending)

    def _take(self) -> _Worker | None:
        while self._idle:
            worker = self._idle.pop()
            self._timers.pop(worker).cancel()
            if worker.fit:
                return worker
            self._end(worker)
        return None

    def _keep(self, worker: _Worker) -> None:
        self._idle.append(worker)
        loop = asyncio.get_running_loop()
        self._timers[worker] = loop.call_later(self._idle_seconds, self._retire, worker)

    def _retire(self, worker: _Worker) -> None:
        self._idle.remove(worker)
        self._timers.pop(worker).cancel()
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        task = asyncio.create_task(worker.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


class _Worker:
    """One child process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._jobs = 0
        self._broken = False

    @property
    def fit(self) -> bool:
        """Whether it can take another job."""
        return not self._broken and self._process.returncode is None and self._jobs < _MOST_JOBS

    async def run(self, function_path: str, payload: bytes, args: Mapping[str, Any], seconds: float) -> Any:
        self._jobs += 1
        job = json.dumps({"function": function_path, "args": dict(args), "seconds": seconds}).encode()
        self._broken = True  # until it has answered, whatever ends this
        try:
            async with asyncio.timeout(seconds):
                answer = await self._exchange(job, payload)
        except TimeoutError:
            raise TooLarge(f"Reading that took longer than {seconds:g} seconds, so it was stopped.") from None
        except (OSError, asyncio.IncompleteReadError, ValueError):
            raise Unreadable("Reading that went wrong: the file is damaged, or made to do harm.") from None
        self._broken = False
        return _result(answer)

    async def _exchange(self, job: bytes, payload: bytes) -> dict[str, Any]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        for frame in (job, payload):
            stdin.write(len(frame).to_bytes(4, "big"))
            for start in range(0, len(frame), _PIECE):
                stdin.write(frame[start : start + _PIECE])
                await stdin.drain()
        size = int.from_bytes(await stdout.readexactly(4), "big")
        if size > _LARGEST_ANSWER:
            raise ValueError("answer too large")
        answer = json.loads(await stdout.readexactly(size))
        if not isinstance(answer, dict):
            raise ValueError("not an answer")
        return answer

    async def end(self) -> None:
        """Stops the process, by the end of its input or by force, and waits until it is gone."""
        assert self._process.stdin is not None
        if self._process.returncode is None:
            if self._broken:
                self._process.kill()
            self._process.stdin.close()
        try:
            async with asyncio.timeout(2):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        # What it left unread would keep our end of the pipe open: the stream stops listening when its buffer is full.
        assert self._process.stdout is not None
        while await self._process.stdout.read(1 << 20):
            pass


async def _start(memory_mib: int) -> _Worker:
    # Its environment holds no secrets, and a Ctrl-C in the terminal is not for it.
    root = str(Path(bot.__file__).parents[1])
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {"PYTHONPATH": root}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot.intake.child", str(memory_mib)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    return _Worker(process)


def _result(answer: dict[str, Any]) -> Any:
    if "code" in answer:
        refusal: type[DocentError] = _REFUSALS.get(str(answer["code"]), Unreadable)
        raise refusal(str(answer.get("sentence", "")))
    if "draft" in answer:
        return _draft(answer["draft"])
    return answer.get("result")


def _draft(record: Any) -> Draft:
    try:
        return draft_of_record(record)
    except (Invalid, TypeError, AttributeError):
        raise Unreadable("Reading that went wrong: the file is damaged, or made to do harm.") from None
