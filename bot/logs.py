"""One logging set-up: a line an event, to stderr, never a token, and nothing that a terminal would obey."""

from __future__ import annotations

import logging
import re
import sys

# A bot token, or the secret part of an interaction or webhook address: whoever reads the log must not get either.
_SECRET = re.compile(r"[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}|(?<=/webhooks/)\d+/[\w-]+|(?<=/interactions/)\d+/[\w-]+")
_ORDERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _ORDERS.sub("\ufffd", _SECRET.sub("[secret]", super().format(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        # What strangers named must not begin a line that looks like one of ours; a traceback keeps its lines.
        record.message = record.message.replace("\n", "\n  ")
        return super().formatMessage(record)


def set_up_logging(level: str) -> None:
    """Call once, in a process that keeps running; libraries speak from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("bot", "cogs"):
        logging.getLogger(ours).setLevel(level)
    if level == "DEBUG":
        logging.getLogger("discord").setLevel(logging.INFO)
