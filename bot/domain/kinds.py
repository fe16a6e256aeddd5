"""The words in which people and sites name the format of a piece, read as a Kind."""

from __future__ import annotations

import re

from bot.domain.article import Kind
from bot.domain.text import fold

_WORDS = {
    Kind.COMMENTARY: "commentary,op ed,opinion,article,blog,blog post,post,essay,column,analysis,editorial,"
    "perspective,viewpoint,expert comment,insight,newsletter,journal article,magazine article,newspaper article,"
    "web page,webpage",
    Kind.REPORT: "report,paper,policy brief,brief,issue brief,working paper,policy paper,white paper,"
    "whitepaper,study,research report,research,monograph,book,fact sheet,explainer,policy memo,memo,"
    "backgrounder,publication,book section,book chapter,chapter,conference paper,thesis,manuscript,"
    "document,preprint",
    Kind.PODCAST: "podcast,podcast episode,episode,audio,radio,radio interview,radio broadcast,audio recording",
    Kind.VIDEO: "video,webinar,film,livestream,webcast,recording,video recording,tv broadcast",
    Kind.TESTIMONY: "testimony,congressional testimony,written testimony,hearing,hearing testimony",
    Kind.TRANSCRIPT: "transcript,interview transcript",
    Kind.IN_THE_NEWS: "in the news,pieces in the news,news,media mention,press coverage,media coverage,"
    "media appearance,news coverage,press mention",
    Kind.PRESS_RELEASE: "press release,news release,media release,announcement",
    Kind.PRESS_NOTE: "press note,statement,press statement,media note,cnas responds",
    Kind.EVENT: "event,conference,panel,panel discussion,public event,virtual event,workshop,presentation",
    Kind.OTHER: "other,other piece,misc,miscellaneous",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split(",")}


def kind_of(words: str) -> Kind | None:
    """The kind that "Op-ed", "Reports", "in_the_news" or "blogPost" mean, or None when they name none."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    key = " ".join(re.sub(r"[^\w]+|_", " ", fold(words)).split())
    for candidate in (key, key.removesuffix("s"), key.removesuffix("es"), re.sub(r"ies$", "y", key)):
        if candidate in _KINDS:
            return _KINDS[candidate]
    return None


def known_kinds() -> str:
    """The kinds as a sentence lists them: "commentary, report, … or other"."""
    *most, last = (kind.label.lower() for kind in Kind)
    return f"{', '.join(most)} or {last}"
