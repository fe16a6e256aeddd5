"""Who takes part in a piece without having written it: guests, hosts, speakers, those who are quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.text import fold
from bot.intake.layout.bios import bio_names
from bot.intake.layout.glued import split_title
from bot.intake.layout.lines import Line
from bot.intake.layout.names import (
    clean_name,
    is_eastern_name,
    is_name,
    is_numeral,
    is_people,
    is_role,
    name_with_role,
    split_names,
)
from bot.intake.layout.tags import is_tag

_TOKEN = r"(?:[A-ZÀ-Þ][\w'’-]*\.?|[A-Z]\.)"
_PARTICLE = r"(?:de|da|del|della|der|den|van|von|bin|ibn|al|el|la|le|di|du|dos|ter)"
_NAME = rf"{_TOKEN}(?:\s(?:[\"“][\w'’]+[\"”]\s)?(?:{_PARTICLE}\s)*{_TOKEN}){{1,3}}(?:,?\s(?:Jr\.|Sr\.|III|II|IV))?"
_NAMES = rf"{_NAME}(?:(?:,\s(?:and\s)?|\s(?:and|&)\s){_NAME}){{0,7}}"
_NOT_SHOW = r"(?<!\bof )(?<!\bon )(?<!\bin )(?<!\bto )"  # "on this episode of Harbor Sprouts, Jane Doe joins …"
_JOIN = re.compile(
    rf"{_NOT_SHOW}(?P<guests>{_NAMES})(?:,[^.]{{0,160}}?,)?\s(?:joins?|joined|sits?\sdown\swith|sat\sdown\swith|(?:talks?|talked)\s(?:to|with)|"
    rf"(?:speaks?|spoke)\s(?:to|with)|(?:chats?|chatted)\swith|interviews?|interviewed|hosts?|hosted|welcomes?|welcomed)\s"
    rf"(?P<between>(?:(?:[a-z]\w*|CNAS['’]s|CNAS|[A-Z]\w+['’]s|Dr\.|Ambassador|General|Gen\.)\s){{0,6}}?)(?P<others>{_NAMES})"
)
_JOINS_SHOW = re.compile(
    rf"{_NOT_SHOW}(?P<guests>{_NAMES})(?:,[^.]{{0,160}}?,)?\s(?:joins?|joined|appears?|appeared)\s(?:us|the|this|on|to)\b"
)
_WITH = re.compile(
    r"\b(?:joined\sby|guests?|hosts?|hosted\sby|co-?hosts?|moderated\sby|featuring|(?:interview|conversation)\swith|"
    r"speaks?\s(?:to|with)|talks?\s(?:to|with)|welcome)\s"
    rf"(?:(?:[a-z]\w*|CNAS['’]s|CNAS|[A-Z]\w+['’]s|Dr\.)\s){{0,6}}?(?P<names>{_NAMES})"
)
_LABEL = re.compile(
    r"(?:guests?|hosts?|hosted by|co-?hosts?|moderators?|moderated by|speakers?|panelists?|featuring|participants?|with"
    r"|interviewer|invit(?:ados?|és?)|gäste|gast|anfitriona?|ospiti?)\s*:\s*(?P<names>\S.*)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?P<name>(?:[A-Z][\w'’.-]*|\([A-Z]\w+\))(?:\s(?:[A-Z\"“(][\w'’.\"”)-]*|(?:de|van|von|bin|al|el|der|la)))"
    r"{0,4})(?:\s?\([^)]{1,40}\))?\s?:(?:\s+(?P<said>\S.*))?"
)
_EASTERN_TURN = re.compile(
    r"(?P<name>[^\W\d_A-Za-z][^\s:：()（）、。，]{1,15}(?:[ \u3000][^\s:：()（）、。，]{1,8})?)"
    r"(?:\s?[(（][^()（）]{1,40}[)）])?\s?[:：]\s*(?P<said>\S.*)?"
)
_NUMBERED = re.compile(r"[IVX]{1,5}\.\s")  # a section's heading when nothing is said on its line
_QUOTED = re.compile(rf"(?P<name>{_NAME}),\s(?P<role>[^:“\"]{{3,200}}):(?:\s*[“\"].*)?")
_NOBODY_WORDS = """
    moderator host audience operator speaker unknown question questioner q a answer announcer narrator interviewer guest
    interpreter translator reporter male female participant voice note date location time chair staff editor update
    related summary topic part section session panel chapter agenda"""
_NOBODY_EASTERN = """
    主持人 主持 嘉宾 嘉賓 观众 觀眾 听众 聽眾 提问者 提問者 提问 提問 问题 問題 回答 记者 記者 编者按 編者按 编辑 編輯
    摘要 关键词 關鍵詞 作者 译者 譯者 来源 來源 时间 時間 地点 地點 日期 标题 標題 司会 司会者 質問 質問者 聴衆
    参加者 著者 訳者 要旨 日時 場所 会場 出典 사회자 진행자 질문자 질문 청중 기자 편집자 저자 출처 일시 장소"""
_NOBODY = frozenset(map(fold, (_NOBODY_WORDS + _NOBODY_EASTERN).split()))
_SAYS = re.compile(r"(?:[说說称稱]|[写寫问問答]道|指出|表示|[认認][为為]|[显顯]示)$")  # "he said:", "data show:"
_SPEAKERS_HEADING = re.compile(
    r"(?:featured\s|keynote\s)?(?:speakers?|with(?=:)|panell?ists?|hosts?|guests?|moderators?|chairs?|discussants?|presenters?"
    r"|(?:moderated|hosted|chaired)\sby|participants|featuring|csis\sexperts?"
    r"|referent(?:en|innen)|gäste|moderation|intervenant(?:e?s|·e·s)|invité(?:e?s|·e·s)|ponentes|invitados|convidados"
    r"|palestrantes|relatori|ospiti|sprekers|gasten)\s?:?",
    re.IGNORECASE,
)


def guests(texts: Sequence[str]) -> tuple[str, ...]:
    """Those who take part in a podcast or video, as its description names them."""
    found: list[str] = []
    for text in texts:
        found += people_label(text)
        for pattern in (_JOIN, _JOINS_SHOW, _WITH):
            for match in pattern.finditer(text):
                for group in ("guests", "others", "names"):
                    found += _people(match.groupdict().get(group) or "")
        found += bio_names(text, expected=True)
    return _distinct(found)


def is_joined(texts: Sequence[str]) -> bool:
    """Whether a text says that people join others to talk, and then who one of them is: the notes of a podcast."""
    joining = [name for text in texts for match in _JOIN.finditer(text) for name in _people(match["guests"])]
    return bool(joining) and any(name in joining for text in texts for name in bio_names(text, expected=True))


def people_label(text: str) -> tuple[str, ...]:
    """The people of a line "Guests: A and B"; () for other lines."""
    match = _LABEL.fullmatch(text)
    return split_names(match["names"]) if match else ()


def speakers(texts: Sequence[str]) -> tuple[str, ...]:
    """Those who speak in a transcript, in the order of their first turn, under their fullest names."""
    named = [name for text in texts if (name := turn(text))]
    listed = list_of_people(texts)
    return _distinct([*named, *listed]) if len(named) > 1 else _distinct(listed)


def turn(text: str) -> str:
    """Whose turn a paragraph of a transcript is ("Jane Doe: Thank you."); "" when it is none."""
    match = _TURN.match(text[:400]) or _EASTERN_TURN.match(text[:400])
    if not match:
        return ""
    name = clean_name(match["name"])
    if match.re is _EASTERN_TURN and not is_eastern_speaker(name):
        return ""
    numbered = not match["said"] and _NUMBERED.match(name)
    nobody = not name or numbered or fold(name).split()[0] in _NOBODY or is_numeral(name.split()[0])
    return "" if nobody or any(char.isdigit() for char in name) else name


def is_eastern_speaker(name: str) -> bool:
    """Whether Chinese, Japanese or Korean words before a colon are somebody's name."""
    return is_eastern_name(name) and fold(name) not in _NOBODY and not _SAYS.search(name)


def is_transcript(texts: Sequence[str]) -> bool:
    """Whether much of a text is people taking turns: two or more of them, one of them again or all in capitals."""
    turns = Counter(name for text in texts if (name := turn(text)))
    capitals = sum(text.partition(":")[0].isupper() for text in texts if turn(text))
    again = turns.total() > len(turns) or capitals == turns.total()
    return len(turns) > 1 and again and turns.total() >= 3 and turns.total() * 3 >= len(texts)


def quoted(texts: Sequence[str]) -> tuple[str, ...]:
    """Those whom a press note quotes: `Name, Title:` before or on the line of the quote."""
    found = []
    for text in texts:
        match = _QUOTED.fullmatch(text)
        if match and is_role(match["role"].strip(" :")) and is_name(name := clean_name(match["name"])):
            found.append(name)
    return _distinct(found)


def list_of_people(texts: Sequence[str]) -> tuple[str, ...]:
    """Names with a role on the next line, as transcripts and podcasts list them at their end."""
    found = []
    for at, text in enumerate(texts):
        name, role = split_title(text) if len(text) <= 200 else ("", "")
        if is_name(name) and is_role(role):
            found.append(clean_name(name))  # "Jane DoeSenior Fellow", as some pages glue them
        elif at + 1 < len(texts) and is_name(name := clean_name(text)) and is_role(texts[at + 1]) and not is_role(text):
            if turn(texts[at + 1]):
                continue  # a section's heading above someone's words
            found.append(name)
    return _distinct(found)


def people_listed(lines: Sequence[Line], at: int) -> tuple[tuple[str, ...], int]:
    """(the people below the heading at a line, the number of the first line that is none of theirs).

    A role stands behind a name or below it; without one there are several names, or the text names them again, or a
    colon announced nothing but names.
    """
    announced = lines[at].text.endswith(":")
    told = False  # whether more than the names stands there
    found: list[str] = []
    at += 1
    while at < len(lines):
        text, below = lines[at].text, lines[at + 1].text if at + 1 < len(lines) else ""
        names = split_names(text) if is_people(text) else ()
        if is_name(clean_name(text)) and _may_be_role(below) and not name_with_role(below):
            found.append(clean_name(text))
            told = True
            at += 1
        elif name := name_with_role(text, listed=announced):
            found.append(name)
            told = True
        elif names and (
            len(names) > 1 or (announced and not told) or any(names[0] in line.text for line in lines[at + 1 :])
        ):
            found += names
        else:
            break
        at += 1
    return tuple(found), at


def _may_be_role(text: str) -> bool:
    """Whether a line below a name in a list says what that person is: a role, or an office that no list knows."""
    office = ", " in text and is_tag(text) and not is_people(text) and not name_with_role(text, listed=True)
    return is_role(text) or office


def without_lists_of_people(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """(the lines without the lists below headings such as Speakers, the people of these)."""
    kept: list[Line] = []
    found: list[str] = []
    at = 0
    while at < len(lines):
        if is_speakers_heading(lines[at].text):
            named, end = people_listed(lines, at)
            if named:
                found += named
                at = end
                continue
        kept.append(lines[at])
        at += 1
    return kept, tuple(found)


def is_speakers_heading(text: str) -> bool:
    """Whether a line heads a list of those who take part."""
    return bool(_SPEAKERS_HEADING.fullmatch(text))


def _people(text: str) -> list[str]:
    names = (re.sub(r"^.*['’]s\s", "", name) for name in split_names(text))  # "NPR's Jane Doe"
    return [name for name in names if is_name(name) and not name.endswith(("'s", "’s"))]


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names without repeats; a surname or short form gives way to the full name that ends with it."""
    full = [name for name in dict.fromkeys(names) if " " in name or is_eastern_name(name)]
    surnames = {fold(name).split()[-1].rstrip(".,"): name for name in reversed(full)}
    kept: list[str] = []
    for name in dict.fromkeys(names):
        if name not in full:
            name = surnames.get(fold(name), "")
        if name and fold(name) not in {fold(other) for other in kept}:
            kept.append(name)
    return tuple(kept)
