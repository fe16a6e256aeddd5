"""What went wrong on the wire, as refusals with sentences a curator can act on."""

from __future__ import annotations

import re
import ssl
from typing import TYPE_CHECKING

from bot.domain.errors import BlockedPage, DocentError, Unreachable

if TYPE_CHECKING:
    import aiohttp


class ErrorStatus(Unreachable):
    """The site answered with an error; `retry_after` is in seconds, 0 when the site names none."""

    def __init__(self, sentence: str, status: int, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = retry_after


_STATUS_SENTENCES = {
    204: "That address answered with an empty page. Try again, or paste its text instead.",
    401: "The site asks for a login there. Paste the page's text instead.",
    402: "The site asks for payment there. Paste the page's text instead.",
    403: "The site does not let the bot read that page. Paste its text instead.",
    404: "There is no page at that address. Check it in a browser.",
    410: "The page at that address has been taken down.",
    429: "The site asks for fewer requests. Try again later, or paste the page's text.",
    451: "The site may not show that page here. Paste its text instead.",
}


_HUMANS_ONLY = re.compile(
    rb"just a moment\.\.\.|enable javascript and cookies|verify(?:ing)? (?:that )?you are (?:a )?human|captcha"
    rb"|checking (?:if the site connection|your browser)|attention required!|pardon our interruption"
    rb"|access to this page has been denied|are you a robot|unusual traffic from your",
    re.IGNORECASE,
)


def error_status(response: aiohttp.ClientResponse, opening: bytes) -> DocentError:
    """The refusal for a response with an HTTP error status; `opening` is the beginning of its body."""
    status = response.status
    if response.headers.get("cf-mitigated", "").lower() == "challenge" or _HUMANS_ONLY.search(opening):
        return BlockedPage("The site checks for a human before it shows that page. Paste its text instead.")
    sentence = _STATUS_SENTENCES.get(
        status, f"The site answered with an error ({status}). Try again later, or paste the page's text."
    )
    retry_after = response.headers.get("Retry-After", "").strip()
    seconds = int(retry_after) if re.fullmatch(r"[0-9]{1,7}", retry_after) else 0
    return ErrorStatus(sentence, status, seconds)


def as_unreachable(error: Exception, host: str) -> Unreachable:
    """The sentence for whatever a broken or hostile server provoked, without its internals."""
    import aiohttp

    if isinstance(error, TimeoutError):
        return Unreachable(f"{host} took too long to answer. Try again later, or paste the page's text.")
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.CertificateError):
        return Unreachable(f"{host} can't prove that it is itself (its certificate is not valid).")
    if isinstance(error, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError):
        return Unreachable("The page broke off before its end. Try again, or paste its text instead.")
    if isinstance(error, aiohttp.ClientResponseError):
        return Unreachable(f"{host} did not answer the way web sites do. Paste the page's text instead.")
    return Unreachable(f"{host} could not be reached. Check the address, or paste the page's text.")


def for_the_log(error: Exception) -> str:
    """What was provoked, without the address, which aiohttp tells: the query of a private feed is its password."""
    import aiohttp

    if isinstance(error, aiohttp.ClientResponseError):
        return f"{type(error).__name__}: {error.message}"
    return type(error).__name__ if isinstance(error, aiohttp.InvalidURL) else repr(error)
