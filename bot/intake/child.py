"""The program inside the sandbox: takes jobs on stdin, answers on stdout, and lives under its own limits.

A frame is four bytes of length (big-endian) and that many bytes. A job is two frames, JSON `{function, args,
seconds}` and the bytes to read; its answer is one frame, JSON `{result}`, `{draft}` or `{code, sentence}`.
JSON and not pickle: what comes out of a process that read a hostile file is not trusted either.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from bot.domain.article import Draft
from bot.domain.errors import DocentError, TooLarge, Unreadable
from bot.domain.record import record_of_draft

_LARGEST_FILE = 16 * 1024 * 1024  # bytes a reader may write to disk, should it try


def main(memory_mib: int) -> None:
    """Serves jobs until stdin ends; the address space never exceeds `memory_mib`."""
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the answers
    _limit_process(memory_mib)
    while (job := read_frame(jobs)) is not None:
        payload = read_frame(jobs)
        if payload is None:
            return
        answer = _answer(json.loads(job), payload)
        write_frame(answers, json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame's bytes; None when the stream has ended."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(body) == size else None


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """Sends one frame."""
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def _answer(job: dict[str, Any], payload: bytes) -> dict[str, Any]:
    try:
        _limit_time(job["seconds"])
        result = _reader(job["function"])(payload, **job["args"])
        answer = {"draft": record_of_draft(result)} if isinstance(result, Draft) else {"result": result}
        json.dumps(answer)
    except DocentError as refusal:
        return {"code": refusal.code, "sentence": refusal.sentence}
    except MemoryError:
        return {"code": TooLarge.code, "sentence": "Reading that takes more memory than the limit allows."}
    except Exception as error:  # noqa: BLE001
        # A reader is to raise only refusals; what slips through is a hostile or unheard-of file, or our bug.
        print(f"{type(error).__name__} in {job['function']}", file=sys.stderr)  # noqa: T201
        return {"code": Unreadable.code, "sentence": "That could not be read: it is damaged or oddly made."}
    return answer


def _reader(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    reader: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return reader


def _limit_process(memory_mib: int) -> None:
    """Limits that hold for the whole process, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock limits the child there
        return
    sizes = {
        resource.RLIMIT_AS: memory_mib * 1024 * 1024,
        resource.RLIMIT_FSIZE: _LARGEST_FILE,
        resource.RLIMIT_CORE: 0,
    }
    for which, size in sizes.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(which, (size, size))


def _limit_time(seconds: float) -> None:
    """Lets the next job use `seconds` of CPU; the parent's clock is stricter, this holds if the parent is gone."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
