"""The bytes of a response, unpacked piece by piece and counted after unpacking, so that a bomb is cut short."""

from __future__ import annotations

import io
import zlib

from bot.domain.errors import TooLarge, Unreachable, Unsupported

ACCEPT_ENCODING = "gzip, deflate"  # the two that zlib can unpack within a bound

_STEP = 256 * 1024
_MOST_MEMBERS = 16  # a gzip body is one member; thousands of empty ones only burn time


class BoundedBody:
    """Collects a response's body up to `limit` bytes, unpacking it by its Content-Encoding.

    Raises TooLarge when more arrives, packed or unpacked, Unsupported for encodings that weren't offered, and
    Unreachable when the packed data is damaged or incomplete.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._packed = 0
        self._body = io.BytesIO()  # gives its bytes away without a second copy of them
        self._members = 0
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Unsupported("The site packed that page in a way nothing here unpacks. Paste its text instead.")
        self._deflate = name == "deflate"
        self._unpacker = zlib.decompressobj(wbits=47) if name not in {"", "identity"} else None

    def add(self, chunk: bytes) -> None:
        """Takes the next bytes off the wire."""
        self._packed += len(chunk)
        if self._packed > self._limit:
            raise self.too_large()
        if self._unpacker is None:
            self._body.write(chunk)
        else:
            self._unpack(chunk)

    @property
    def so_far(self) -> bytes:
        """What has been unpacked until now."""
        return self._body.getvalue()

    def finish(self) -> bytes:
        """The whole body; to be called once the response has ended."""
        if self._unpacker is not None and self._packed and not self._unpacker.eof:
            raise _broken()
        return self._body.getvalue()

    def _unpack(self, chunk: bytes) -> None:
        while chunk:
            assert self._unpacker is not None
            if self._unpacker.eof:
                self._members += 1
                if self._members >= _MOST_MEMBERS or not chunk.startswith(b"\x1f\x8b"):
                    return  # padding after the end
                self._unpacker = zlib.decompressobj(wbits=47)
            self._body.write(self._step(chunk))
            if self._body.tell() > self._limit:
                raise self.too_large()
            chunk = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def _step(self, chunk: bytes) -> bytes:
        assert self._unpacker is not None
        try:
            return self._unpacker.decompress(chunk, _STEP)
        except zlib.error:
            if not self._deflate or self._body.tell() or self._packed != len(chunk):
                raise _broken() from None
        # "deflate" means zlib by the standard and raw deflate by custom; which one shows in the first bytes.
        self._unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        try:
            return self._unpacker.decompress(chunk, _STEP)
        except zlib.error:
            raise _broken() from None

    def too_large(self) -> TooLarge:
        """The refusal, for a response whose length is known before it is read, too; what was collected is let go."""
        self._body = io.BytesIO()  # or the error's traceback would keep it
        return TooLarge(
            f"That page is larger than {self._limit // (1024 * 1024)} MiB. "
            "Paste the part you need, or add the piece as a file."
        )


def _broken() -> Unreachable:
    return Unreachable("The page broke off or arrived damaged. Try again, or paste its text instead.")
