"""What can go wrong, as nouns of the domain; each carries the sentence the user reads."""

from __future__ import annotations

from typing import ClassVar


class DocentError(Exception):
    """A refusal with a sentence that says what was wrong and what to do, and a code for machines."""

    code: ClassVar[str] = "invalid"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Invalid(DocentError):
    """The input can't mean anything here."""


class InvalidUrl(DocentError):
    """Not an address a page can be fetched from."""

    code = "invalid_url"


class RefusedAddress(DocentError):
    """An address the safe gate does not open."""

    code = "refused_address"


class Unreachable(DocentError):
    """The page did not answer, or answered with an error."""

    code = "unreachable"


class TooLarge(DocentError):
    """More bytes, pages or time than the limits allow."""

    code = "too_large"


class Unsupported(DocentError):
    """A kind of file or content no reader takes."""

    code = "unsupported"


class Unreadable(DocentError):
    """The right kind of file, but damaged, empty or hostile."""

    code = "unreadable"


class BlockedPage(DocentError):
    """A bot check, consent wall or error page in place of the article."""

    code = "blocked_page"


class NotFound(DocentError):
    """Nothing of that name in this library."""

    code = "not_found"


class Removed(NotFound):
    """It was here and has been removed."""


class Duplicate(DocentError):
    """The library has this piece already.

    `article_id` is the one that is there.
    """

    code = "duplicate"

    def __init__(self, sentence: str, article_id: int) -> None:
        super().__init__(sentence)
        self.article_id = article_id


class Repeated(DocentError):
    """A row above in the same file is this piece; nothing of it is in the library yet."""

    code = "duplicate"


class Misconfigured(DocentError):
    """Settings or the database file can't be used; the process ends with exit code 78."""

    code = "configuration"
