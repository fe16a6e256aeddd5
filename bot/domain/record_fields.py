"""The fields of a record as people and programs write them, each read by its own rule or refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.domain.article import Completeness, Kind
from bot.domain.catalogue_names import split_people
from bot.domain.dates import stated_date
from bot.domain.durations import seconds_of
from bot.domain.errors import Invalid
from bot.domain.kinds import kind_of, known_kinds
from bot.domain.text import fold
from bot.domain.urlkey import typed_url

SOURCES = frozenset({"paste", "file", "url", "feed", "import", "message", "suggestion"})

_ALIASES = {
    "id": "id,identifier,key",
    "kind": "kind,type,item_type,content_type,format",
    "title": "title,headline,name,article_title",
    "deck": "deck,subtitle,dek,standfirst,description,abstract,teaser,summary,abstract_note,excerpt",
    "date": "date,published,publication_date,date_published,published_at,published_on,publish_date,pub_date,pubdate,"
    "date_of_publication",
    "authors": "authors,author,by,byline,author_names,author_s,creator,creators,written_by",
    "participants": "participants,participant,guests,guest,speakers,speaker,featuring,hosts",
    "outlet": "outlet,publisher,publication,published_in,journal,newspaper,publication_title",
    "url": "url,link,address,href,web_address,permalink,full_url",
    "canonical_url": "canonical_url,canonical",
    "body": "body,text,content,full_text,paragraphs,article",
    "footnotes": "footnotes,notes,endnotes",
    "tags": "tags,tag,topics,topic,keywords,keyword,subjects,subject,labels,manual_tags,programs,program",
    "related": "related,related_items",
    "language": "language,lang",
    "pages": "pages,page_count,num_pages,number_of_pages",
    "seconds": "seconds,duration,running_time,runtime",
    "audio_url": "audio_url,audio,enclosure_url",
    "image_url": "image_url,image,thumbnail",
    "image_alt": "image_alt,alt_text",
}
# How the columns of tables in other languages are headed; in records of programs these words mean other things.
_COLUMNS = {
    "title": "titel,titre,titulo,titolo",
    "date": "datum,fecha,data,erschienen,veroffentlicht",
    "authors": "autor,autorin,autoren,auteur,auteurs,autores,autore,autori,verfasser",
    "outlet": "verlag,zeitung,editeur,medio,editora,editore",
    "url": "lien,enlace,collegamento",
    "body": "texte,texto,testo,volltext",
    "tags": "themen,thema,schlagworte,mots_cles,temas,etiquetas,temi,parole_chiave,palavras_chave",
}
_NO_DATE = frozenset({"", "n.d.", "n. d.", "nd", "undated", "no date", "n/a", "none", "null", "tbd", "-", "–", "—"})
_LARGEST_ID = 2**63 - 1
_MOST_PAGES = 100_000


class Fields:
    """One record's values by our names of the fields, whatever names and forms the writer used."""

    def __init__(self, record: Mapping[str, Any], *, day_first: bool = False) -> None:
        if not isinstance(record, Mapping):
            raise Invalid("A record is an object with fields such as “title”, “date” and “body”.")
        self._values = {field_key(str(key)): value for key, value in record.items()}
        self._day_first = day_first

    def raw(self, name: str) -> Any:
        """The value under our name or, if that is not there, the first filled of its other names."""
        if name in self._values and (self._values[name] is not None or name not in _ALIASES):
            return self._values[name]
        aliases = _ALIASES.get(name, name).split(",")
        return next((self._values[alias] for alias in aliases if self._values.get(alias)), None)

    def line(self, name: str) -> str:
        value = self.raw(name)
        if name == "deck" and isinstance(value, Mapping):
            return ""  # the summary of a record of ours is no deck
        return _text(name, value).strip()

    def names(self, name: str) -> tuple[str, ...]:
        value = self.raw(name)
        return split_people(_clean(value)) if isinstance(value, str) else self._lines(name, value)

    def tags(self, name: str) -> tuple[str, ...]:
        value = self.raw(name)
        if isinstance(value, str):
            return split_tags(_clean(value))
        if self._values.get(name) is None and _is_rows(value):
            return ()  # topics that a library gave the piece are no tags of the piece
        return self._lines(name, value)

    def urls(self, name: str) -> tuple[str, ...]:
        value = self.raw(name)
        found = value.split() if isinstance(value, str) else self._lines(name, value)
        return tuple(_url(name, item) for item in found)

    def paragraphs(self, name: str) -> tuple[str, ...]:
        value = self.raw(name)
        if isinstance(value, str):
            return tuple(part.strip() for part in re.split(r"\n[^\S\n]*\n", _clean(value)) if part.strip())
        return tuple(text for item in _items(name, value) if (text := _text(name, item)).strip())

    def each(self, name: str) -> tuple[str, ...]:
        """Every item of a list as text, the empty ones as well; of a table's cell its paragraphs."""
        value = self.raw(name)
        if isinstance(value, str):
            return self.paragraphs(name)
        return tuple(_text(name, item).strip() for item in _items(name, value))

    def url(self, name: str) -> str:
        value = self.line(name)
        return _url(name, value) if value else ""

    def date(self, name: str) -> str:
        value = self.line(name)
        if value.lower() in _NO_DATE:
            return ""
        return stated_date(value, day_first=self._day_first)

    def kind(self, name: str) -> Kind | None:
        value = self.line(name)
        found = kind_of(value) if value else None
        if value and found is None:
            raise Invalid(f"The type {_quoted(value)} is not known; use {known_kinds()}.")
        return found

    def completeness(self, name: str) -> Completeness | None:
        value = self.line(name).lower()
        if not value:
            return None
        try:
            return Completeness(value)
        except ValueError:
            raise Invalid(f"The completeness {_quoted(value)} is not known; use full, excerpt or listing.") from None

    def seconds(self, name: str) -> int | None:
        value = self.line(name)
        found = seconds_of(value) if value else None
        if value and value != "0" and found is None:
            raise Invalid(f"The running time {_quoted(value)} is not one; write 41 min or 0:41:00.")
        return found

    def count(self, name: str) -> int | None:
        number = self._span(name) or self.number(name)
        if number is None:
            return None
        if number != int(number) or not 0 <= number <= _MOST_PAGES:
            raise Invalid(f"The field {_quoted(name)} must be a whole number up to {_MOST_PAGES:,}.")
        return int(number) or None

    def number(self, name: str) -> float | None:
        value = self.line(name)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]+)?(?:e-[0-9]{1,3})?", value):
            raise Invalid(f"The field {_quoted(name)} must be a number, not {_quoted(value)}.")
        return float(value)

    def _span(self, name: str) -> int | None:
        """How many pages "12-19" are."""
        match = re.fullmatch(r"([0-9]{1,6})\s*[-–]\s*([0-9]{1,6})", self.line(name))
        return int(match[2]) - int(match[1]) + 1 if match and int(match[2]) >= int(match[1]) else None

    def flag(self, name: str) -> bool:
        value = self.raw(name)
        return value if isinstance(value, bool) else self.line(name).lower() in {"true", "yes", "1"}

    def id(self, name: str) -> int | str | None:
        """An id as the writer gave it: a whole number, or text; None when there is none."""
        value = self.line(name)
        if re.fullmatch(r"[0-9]{1,19}", value) and int(value) <= _LARGEST_ID:
            return int(value)
        return value or None

    def ids(self, name: str) -> tuple[int | str, ...]:
        """A list of ids; a single one stands for a list of one."""
        value = self.raw(name)
        items = value if isinstance(value, list | tuple) else [value]
        found = (Fields({name: item}).id(name) for item in items)
        return tuple(one for one in found if one is not None)

    def rows(self, name: str) -> tuple[Fields, ...]:
        """The objects of a list; topics or relations that are plain words give none."""
        value = self._values.get(name)
        items = value if isinstance(value, list) else []
        return tuple(Fields(item, day_first=self._day_first) for item in items if isinstance(item, Mapping))

    def row(self, name: str) -> Fields | None:
        value = self._values.get(name)
        return Fields(value) if isinstance(value, Mapping) else None

    def own_source(self) -> str:
        value = self.line("source")
        return value if value in SOURCES else ""

    def foreign_source(self) -> str:
        """What others call the source is where the piece appeared: our outlet."""
        value = self.line("source")
        return "" if value in SOURCES else value

    def _lines(self, name: str, value: Any) -> tuple[str, ...]:
        return tuple(text for item in _items(name, value) if (text := _text(name, _named(item)).strip()))


@lru_cache(maxsize=4096)
def field_key(name: str) -> str:
    """A field's name as a key: "Publication date" and "publication-date" are `publication_date`."""
    return "_".join(re.findall(r"[^\W_]+", fold(name)))


def field_of(name: str) -> str:
    """Our name of a field that a table's header names, or "" when it is none of ours."""
    key = field_key(name)
    if key in _ALIASES:
        return key
    tables = (*_ALIASES.items(), *_COLUMNS.items())
    return next((field for field, names in tables if key in names.split(",")), "")


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Invalid(f"The field {_quoted(name)} must be text.")


def _clean(text: str) -> str:
    """Text that every later room can hold: no byte-order mark, NUL or lone surrogate, Unix line ends."""
    text = text.replace("\ufeff", "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _items(name: str, value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return list(value)
    raise Invalid(f"The field {_quoted(name)} must be a list or a text.")


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _named(item: Any) -> Any:
    """A person or tag given as an object by its name: {"name": …} or {"given": …, "family": …}."""
    if not isinstance(item, Mapping):
        return item
    parts = (item.get("given"), item.get("family"))
    return item.get("name") or " ".join(part for part in parts if isinstance(part, str))


def split_tags(text: str) -> tuple[str, ...]:
    """Tags in one string; "Energy, Economics & Security" is one."""
    signs = r"[;|\n]" if re.search(r"[;|\n]| & ", text) else r","
    return tuple(dict.fromkeys(tag for part in re.split(signs, text) if (tag := " ".join(part.split()))))


def _url(name: str, value: str) -> str:
    address = typed_url(value)
    if re.match(r"https?://[^\s/]", address, re.IGNORECASE) and not re.search(r"\s", address):
        return address
    raise Invalid(f"The field {_quoted(name)} must be an https:// address, not {_quoted(value)}.")


def _quoted(value: str) -> str:
    """A value as a sentence shows it: in quotation marks and no longer than a line."""
    return f"“{value[:60]}”"
