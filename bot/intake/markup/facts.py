"""What a page's metadata states of the piece, in whatever vocabulary, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Statements of one vocabulary. Texts are as readers see them, "" or () where nothing is said.

    `titles`, `descriptions` are the best first; `date` is as written; `types` are schema.org or OpenGraph types in
    lower case; `seconds` the running time; `locked` that the text is not free to read.
    """

    titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()  # named where authors belong
    date: str = ""
    descriptions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    site: str = ""
    image_url: str = ""
    image_alt: str = ""
    audio_url: str = ""
    file_url: str = ""
    seconds: int | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    locked: bool = False
