"""Names of people as pages write them: bylines taken apart, ranks and degrees put aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.domain.text import fold
from bot.intake.layout.labels import kind_label
from bot.intake.layout.prose import is_heading_word

_LONGEST_BYLINE = 600  # eleven names of three words each are half as long
_MOST_TOKENS = 7

_PARTICLE_WORDS = """
    a af al ap av ben bin bint da das dal de dei del della den der des di do dos du e el el- et i ibn la las le lo los
    op 't ten ter te van vander vom von y zu zum zur abu ul ud"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "esq"))
_DEGREE_WORDS = """
    phd ph.d md m.d jd j.d mba mpa mpp ma m.a ms m.s msc ba b.a bs b.s llm ll.m dphil d.phil mph cfa cpa obe cbe kc qc
    usa usn usmc usaf uscg ussf ret retd retired"""
_DEGREES = frozenset(_DEGREE_WORDS.split())
_RANK = re.compile(
    r"^(?:(?:the\s+)?(?:(?:hon|rt\.?\s?hon|honou?rable)\b\.?|amb(?:assador)?\b\.?|dr\b\.?|prof(?:essor)?\b\.?|mrs?\b\.?"
    r"|ms\b\.?|sen(?:ator)?\b\.?|rep(?:resentative)?\b\.?|gov(?:ernor)?\b\.?|congress(?:man|woman)|secretary|sir|dame"
    r"|(?:lt|lieutenant|maj|major|brig|brigadier)\b\.?\s?(?:gen(?:eral)?|col(?:onel)?|cmdr|commander)\b\.?"
    r"|(?:rear|vice)\s(?:adm(?:iral)?)\b\.?|gen(?:eral)?\b\.?|adm(?:iral)?\b\.?|col(?:onel)?\b\.?|maj(?:or)?\b\.?"
    r"|capt(?:ain)?\b\.?|cmdr\b\.?|commander\b|lt\b\.?|lieutenant\b|sgt\b\.?|sergeant\b|ltg|ltc|ltcol|mg|bg|radm|vadm"
    r"|rdml|cdr|lcdr|ssgt|sfc|1lt|2lt|cpt|lord|lady|pres(?:ident)?\b(?=\s[A-Z]))"
    r"(?:\s?\(ret\.?\)|\s?,?\sret\.)?,?\s+)+",
    re.IGNORECASE,
)
_RETIRED = re.compile(
    r",?\s*(?:U\.?S\.?\s?(?:A|N|AF|MC|CG)?\.?\s*)?\((?:ret\.?|retired|[RDI]-[A-Z]{2}|[A-Z]{2,5},? ret\.?)\)",
    re.IGNORECASE,
)
_PART_TAKEN = re.compile(
    r"\s\((?:co-?)?(?:moderator|host|chair|discussant|panelist|speaker|keynote|virtual|remote)\)$", re.I
)
_PLAIN_WORDS = """
    the and for from with how why what when where who which this that these those is are was were be will can should
    must not no but or as at by in into of on to a an it its our we you your after before about against between during
    under over more most new all every best next first last here there read watch listen part"""
_NOT_A_NAME = frozenset(_PLAIN_WORDS.split())
_ROLE_WORDS = """
    fellow director president vice chair chairman chairwoman professor researcher scientist analyst associate adjunct
    editor reporter correspondent journalist columnist author contributor officer executive ceo cofounder co-founder
    founder member minister secretary ambassador staff assistant deputy manager coordinator advisor adviser counselor
    specialist intern host moderator former emeritus lecturer strategist scholar anchor producer trustee economist"""
_ROLES = frozenset(_ROLE_WORDS.split())
# A "name" holding one of these is a programme, an institution or an outlet; so is one that holds a role.
_ORGANISATION_WORDS = """
    policy studies university institute center centre council program programme project school college foundation
    corporation department office committee board team experts press news times post journal magazine review security
    defense affairs institution initiative fellowship research international national government endowment senior chief
    nonresident visiting distinguished technology economics energy strategy"""
_NO_PERSON = _ROLES | frozenset(_ORGANISATION_WORDS.split())
_WRITTEN = "written|authored|edited|reported|écrit|rédigé|geschrieben|verfasst|geschreven|escrito|scritto"
_BY = re.compile(
    rf"(?:(?P<kind>(?!lead|principal|contributing|{_WRITTEN})[A-Z][\w ]{{2,40}}?)\s+)?"
    r"(?:(?:(?:lead|principal|contributing|co)[ -]?)?authors?:|texte?:|words:"
    rf"|(?:(?:{_WRITTEN})\s)?(?:by|par|von|por|di|da|door))\s*:?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_FOREIGN_BY = re.compile(
    r"(?:(?:作者|撰文|撰稿|文|글|저자|著者|執筆|寄稿)\s*[:：/／|｜]|(?:작성자|글쓴이|저자|作者|撰文|著者|執筆者)\s)\s*(?P<names>.+)|(?:بقلم|כתב|מאת)\s*:?\s*(?P<other>.+)"
)
# Whose words a testimony is; "Statement of Principles" names nobody.
_SPOKEN_BY = re.compile(
    r"(?:(?:prepared|written|opening|oral|expert)\s+)*(?:statement|testimony|remarks)\s+(?:of|by)\s*:?\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
# "e" joins two full names, and stands inside one ("João Costa e Silva").
_SEPARATOR = re.compile(
    r",?\s(?:and|&|y|et|und)\s|(?<=\w\w)\se\s(?=[^\W\d_a-z]\S*\s[^\W\d_a-z])|,\s?&\s|\s[|·•/]\s|[,;،、，；]"
)
# A group that signs as one: "Atlantic Council experts".
_ORGANISATION = re.compile(r"(?:[A-Z][\w'’&-]*\s){1,4}(?:experts|staff|team|editors|directors|fellows|scholars)")
_WITH_ROLE = re.compile(
    r"(?P<name>[^,|–—]{3,60}?(?:,\s(?:Jr\.|Sr\.|II|III|IV|Ph\.?D\.?|M\.D\.))?)(?:,\s|\s[|–—-]\s|\s\()(?P<role>[^:]+)"
)
# What stands on the line behind the names: the day, an account, who took the pictures.
_BESIDE_NAMES = re.compile(
    r"\s*[|•·]\s*(?:[^|•·]*\d{4}.*|@\w+.*)$"
    r"|(?:,|\s[–—-]|\son)\s(?:\d{1,2}\.?\s\w+\.?|\w+\.?\s\d{1,2},)\s(?:19|20)\d\d$"
    r"|\s*[|•·,;]\s*(?:photo(?:graph)?s?|photography|images?|illustrations?|fotos?|bilder)(?:\sby\b|\s?:).*$"
    r"|\s(?:on|am|le|el|em|op)$",
    re.IGNORECASE,
)
_LONGEST_ROLE = 240
_NUMERAL = re.compile(r"(?:X{0,2}(?:IX|IV|V?I{2,3}|VI)|X{2,3})[.)]?")  # "III. Questions"; one letter is an initial
# Chinese, Japanese and Korean names, with a space between the parts or without; foreign ones have a dot between theirs.
_HAN, _KANA, _HANGUL = "\u3400-\u9fff々ヶ", "\u3040-\u30ff", "\uac00-\ud7af"
_EASTERN_NAME = re.compile(
    rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,3}}[{_KANA}]{{2,4}}|[{_HAN}]{{1,4}}\s[{_HAN}{_KANA}]{{1,5}}"
    rf"|[{_HANGUL}]{{2,5}}|[{_HANGUL}]{{1,2}}\s[{_HANGUL}]{{1,3}}|[{_HAN}{_KANA}]{{1,10}}(?:[·‧・•＝][{_HAN}{_KANA}]{{1,10}}){{1,3}}"
)
_EASTERN = re.compile(rf"[{_HAN}{_KANA}{_HANGUL}]")
_TOKEN = re.compile(r"[\"“”‘'(]?[^\W\d_][\w'’ʼ`.\-‐‑]*[\"“”’')]?,?")


def byline_names(text: str) -> tuple[str, ...] | None:
    """The people of a line `By A, B & C` (or "Commentary by …", "Par …"); None when the line is no byline."""
    if len(text) > _LONGEST_BYLINE:
        return None
    text = text.strip(" *_|•·–—")
    if match := _FOREIGN_BY.fullmatch(text):
        return split_names(match["names"] or match["other"]) or None
    if witnesses := witness_names(text):
        return witnesses
    match = _BY.fullmatch(text)
    if not match or not _may_precede_by(match["kind"] or "", text):
        return None
    return split_names(_BESIDE_NAMES.sub("", match["names"])) or None


def witness_names(text: str) -> tuple[str, ...]:
    """The people of a line `Prepared Statement of X`, with or without an office; () when it is no such line."""
    match = _SPOKEN_BY.fullmatch(text)
    if match is None or len(text) > _LONGEST_BYLINE:
        return ()
    name = name_with_role(match["names"])
    return (name,) if name else (split_names(match["names"]) if is_people(match["names"]) else ())


def with_names(text: str) -> tuple[str, ...] | None:
    """The people of a line `with X and Y`, as reports add them; None when the line is something else."""
    match = re.fullmatch(r"(?:with|and)\s+(?:contributions (?:by|from)\s+)?(.+)", text, re.IGNORECASE)
    return (split_names(match[1]) or None) if match and len(text) <= _LONGEST_BYLINE else None


@lru_cache(maxsize=512)  # a page's lines are asked about many times over
def split_names(text: str) -> tuple[str, ...]:
    """The names in a list of them, in order, without repeats; () when any part of it is no name."""
    text = _RETIRED.sub("", text.strip(" *_"))
    names: list[str] = []
    for part in _SEPARATOR.split(text):
        bare = fold(part).strip(" .()")
        if not bare or bare in _DEGREES or bare in ("ret", "usa ret", "others", "et al"):
            continue
        if bare in _SUFFIXES and names:
            names[-1] = f"{names[-1]}, {part.strip()}"
            continue
        if names and _is_role(part):
            continue  # "By A, Senior Fellow"
        name = clean_name(part.strip(" &"))
        if not is_name(name, listed=True) and not _ORGANISATION.fullmatch(name):
            return ()
        if name not in names:
            names.append(name)
    return tuple(names)


def is_eastern_name(text: str) -> bool:
    """Whether a text has the form of a Chinese, Japanese or Korean name, or of a foreign one as these write it."""
    return bool(_EASTERN_NAME.fullmatch(text))


def is_people(text: str) -> bool:
    """Whether a line is nothing but people's names."""
    names = split_names(text)
    return bool(names) and all(is_name(name) for name in names)


def name_with_role(text: str, *, listed: bool = False) -> str:
    """The person of a line "Jane Doe, Senior Fellow, Defense Program"; "" for other lines.

    In a list of people (`listed`) a house may stand there for the role.
    """
    match = _WITH_ROLE.fullmatch(text) if len(text) <= _LONGEST_ROLE else None
    name = clean_name(match["name"]) if match else ""
    if not match or not is_name(name):
        return ""
    housed = listed and ("(" in text or not is_people(text))
    return name if housed or is_role(match["role"]) else ""


def clean_name(text: str) -> str:
    """A name without rank, honorific, degrees, brackets after it and stray marks."""
    name = _RETIRED.sub("", " ".join(text.split())).strip(" *_|,;:–—-")
    name = _PART_TAKEN.sub("", re.sub(r"（[^（）]*）$", "", name))
    name = _RANK.sub("", name)
    words = name.split(" ")
    while len(words) > 1 and words[-1].strip(",.()").lower() in _DEGREES:
        words.pop()
    name = " ".join(words).rstrip(",")
    if name.endswith(".") and not re.search(r"(?:\b[A-Z]|\bJr|\bSr)\.$", name):
        name = name[:-1]
    return _from_capitals(name)


def is_name(text: str, *, listed: bool = False) -> bool:
    """Whether a text can be a person's name.

    `listed` is for places where names are expected (a byline); elsewhere two to five words are wanted, none of
    which belongs to titles, headings or institutions.
    """
    if not text or len(text) > 80 or any(char.isdigit() for char in text) or re.search(r"[!?@#:;/\\<>=%]", text):
        return False
    if _caseless(text):
        if not listed and _EASTERN.match(text):
            return bool(_EASTERN_NAME.fullmatch(text))
        return len(text) <= 40 and (listed or len(text.split()) <= 4) and not re.search(r"[。！？]", text)
    tokens = text.replace("“", '"').replace("”", '"').split()
    if not (1 if listed else 2) <= len(tokens) <= (_MOST_TOKENS if listed else 5):
        return False
    if (
        not all(_is_name_token(token) for token in tokens)
        or is_numeral(tokens[0])
        or tokens[0].lower() in _NOT_A_NAME - {"will"}
    ):
        return False
    folded = [fold(token).strip(".,\"'()") for token in tokens if len(token.strip(".,")) > 1]
    if sum(word in _NOT_A_NAME for word in folded[1:]) or not any(token[:1].isupper() for token in tokens):
        return False
    return listed or not any(word in _NO_PERSON for word in folded)


def is_numeral(word: str) -> bool:
    """Whether a word numbers a section: "III."; a single letter is somebody's initial."""
    return bool(_NUMERAL.fullmatch(word))


def is_role(text: str) -> bool:
    """Whether a line states what someone is: "Senior Fellow and Director, Defense Program"."""
    return 0 < len(text) <= 200 and not text.endswith((".", "?", "!")) and not is_heading_word(text) and _is_role(text)


def _is_role(text: str) -> bool:
    return any(word.strip(".,()'\"") in _ROLES for word in fold(text).replace("/", " ").split())


def _may_precede_by(kind: str, text: str) -> bool:
    """Before "by" nothing stands but the name of a format: "Commentary by", "Podcast Episode by"."""
    if not kind:
        return True
    return kind_label(kind) is not None


def _is_name_token(token: str) -> bool:
    if token.lower().strip(",.") in _PARTICLES or token in ("&",):
        return True
    if not _TOKEN.fullmatch(token):
        return False
    first = token.lstrip("\"'(“‘")[:1]
    return not first.islower() or bool(re.match(r"(?:d|dell?|dall?|nell?|l|al|el|de|an|o)['’-][A-ZÀ-Þ]", token))


def _caseless(text: str) -> bool:
    """Whether a text is in a script without capitals (CJK, Arabic, Hebrew, Thai …)."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(unicodedata.category(char) in ("Lo", "Lm") for char in letters)


def _from_capitals(name: str) -> str:
    """NIKOLAS GVOSDEV as Nikolas Gvosdev; names with small letters stay."""
    if len(name) < 5 or name != name.upper() or _caseless(name) or " " not in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda match: _capital(match[0]), name)


def _capital(word: str) -> str:
    if len(word) == 1 or word in ("II", "III", "IV"):
        return word
    return word[:1] + word[1:].lower()
