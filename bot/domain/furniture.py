"""Recognises what stands in a piece without being part of it: hand-offs, notices, bios, hosts' patter, timestamps."""

from __future__ import annotations

import re


def _any_of(*forms: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(forms), flags)


# "Read the full commentary in …", "This article was originally published in …"
_HAND_OFF = _any_of(
    r"(?:please )?(?:read|listen to|watch|view|download|visit|continue reading|(?:see|find|access) (?:it|the|this|our))"
    r"\b.{0,60}?\b(?:full|here|entire|complete|rest|pdf|website|more|article|op-ed|interview|transcript|recording)\b.{0,80}$",
    r"(?:a version of )?this (?:article|piece|essay|post|op-ed|commentary|story|excerpt|interview|transcript) "
    r"(?:was |is |has been |first |originally )+.{0,30}?"
    r"\b(?:published|posted|adapted|edited|condensed|republished|reprinted|appeared|produced)\b",
)
_NOTICE_AT_START = _any_of(
    r"(?:image|photo|picture|illustration|cover)s?\b.{0,20}?\b(?:credit|by|via|courtesy)\b",
    r"editor[’']s note\b",
    r"(?:click|tap) (?:here|below)\b",
    r"share this\b",
    r"for (?:more|further) information\b",
    r"please contact\b",
    r"rsvp\b",
    r"moderated by\b",
    r"(?:a|the|this) (?:recording|livestream|stream) (?:of|will|is)\b",
    r"(?:registration|doors?) (?:is|are|will|opens?)\b",
    r"this (?:virtual |public )?event (?:is|will be) (?:(?:on|off) the record|free|open|livestreamed|recorded|held)\b",
)
_NOTICE_WORDS = (
    "getty images",
    "reuters/",
    "(ap photo",
    "©",
    "all rights reserved",
    "enable javascript",
    "views expressed",
    "opinions expressed",
    "media contact",
    "press contact",
    "media inquiries",
    "press inquiries",
    "follow us on",
    "follow me on",
    "follow the show",
    "theme music",
    "available for comment",
    "available for interview",
    "available to journalists",
    "to arrange an interview",
    "to schedule an interview",
)
_INVITATION = re.compile(
    r"\b(?:sign up|subscribe)\b.{0,40}?\b(?:newsletter|email|updates|podcast|channel|alerts|here|to our)\b"
)
_BIO = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*,? ){1,5}(?:is|was|serves as|are) (?:currently )?(?:an? |the |both )?(?:[\w’'-]+,? ){0,6}"
    r"(?:fellow|director|professor|researcher|associate|analyst|president|correspondent|columnist|editor|reporter|"
    r"intern|chair|scholar|adviser|advisor|co-host|host)s?\b",
)
# In show notes, where guests are introduced, more is a bio than elsewhere.
_GUEST = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*,? ){1,5}(?:"
    r"(?:is|was|serves as|served as|are) (?:currently |also |now )?(?:an? |the |both )?(?:[\w’'-]+,? ){0,6}"
    r"(?:engineer|manager|official|officer|lawyer|historian|economist|ambassador|diplomat|founder|author|specialist|"
    r"strategist|consultant|counsel|journalist|writer|expert|lead|head)s?(?=[.,;]| (?:and|of|at|for|in|with|who|on)\b)"
    r"|(?:leads|directs|heads|chairs|hosts|oversees|teaches) (?:the|an?|at|its|their|our|her|his)\b)"
)
# What hosts and guests say out of politeness or to run the show, not to answer the listener's question.
_PATTER = _any_of(
    r"\bwelcome (?:back )?to\b|\bthank you\b|\bthanks(?: so much| again| very much|[,.!]|$)",
    r"\bthanks? (?:so much |very much |again )?for (?:joining|listening|having|tuning|being|coming|watching|your)\b",
    r"\b(?:great|good) to (?:be|see|have)\b",
    r"\b(?:pleasure|delighted|thrilled|honou?red|glad|happy|excited) to (?:be|have|welcome)\b",
    r"\bstay tuned\b|\bafter (?:the|this) break\b|\bwherever you get\b|\bsee you next\b|\buntil next time\b",
    r"\b(?:rate|review|follow|like) (?:us|the show|and subscribe)\b|\bour sponsors?\b|\bpromo code\b",
    r"\b(?:that|this) (?:was|is) (?:a )?(?:great|good|fascinating|excellent) (?:question|point|conversation)\b",
    r"\b(?:i[’']m|my name is) your host\b|^my name is\b",
    r"\blook forward to (?:your|the) (?:questions|discussion)\b",
    r"\bi(?:[’']ll| will| want to| would like to) make (?:\w+ ){1,3}points\b",
    r"\bthis episode is (?:sponsored|brought)\b|\bover to you\b",
    r"\bthis is (?-i:[A-Z])[^.]{0,60}?(?:podcast|show|episode|today|production|[ ,]i[’']m)\b",
    r"\b(?:let me|i (?:want|wanted|[’']d like) to) (?:turn|ask|start|jump|pick)\b",
    r"\b(?:next|final|last|first) question\b",
    r"\b(?:can|could) you (?:tell|talk|walk|say|explain)\b|\bbefore we (?:start|begin|go|get)\b",
    r"\blet[’']s (?:turn|start|begin|dive|get|jump|talk|go)\b",
)
_FILLER = re.compile(
    r"(?:yeah|yes|no|well|so|okay|ok|right|absolutely|exactly|sure|um|uh|i mean|you know|look|hi|hello|hey)\b[ ,.!]",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:\s+|[•⁃‣◦▪▫●○■□➢►*·–—-]\s+|\(?\d{1,2}(?:\.\)|[.)])\s+|[#>]+\s+"
    r"|[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?(?:\s*[-–—:]\s+|\s+))+"
)
_SUMMARY_HEADINGS = _any_of(
    r"(?:executive )?summary\b|abstract$|findings$|takeaways$|highlights$|at a glance$|in brief$|overview$",
    r"(?:key|main|principal|major) (?:findings|takeaways|points|messages|judge?ments|conclusions|results)\b",
    r"(?:the )?bottom line\b|(?:(?:key|policy|our|summary of) )?recommendations$",
)
_ASIDE_HEADINGS = _any_of(
    r"acknowledge?ments?\b|about (?:the|this|us|cnas)\b|disclaimer|(?:media )?contacts?\b",
    r"(?:end|foot)?notes$|references$|bibliography$|works cited$|sources$|(?:table of )?contents$|appendix\b|annex\b",
    r"further reading|related\b|more from\b|recommended\b|read (?:more|next)\b|listen on\b|subscribe\b|share\b",
    r"tags$|topics$|authors?$|contributors$|credits$|guests?$|hosts?$",
)


def is_furniture(sentence: str) -> bool:
    """A hand-off line, a notice or a call to subscribe."""
    if not _short(sentence):
        return False
    if _HAND_OFF.match(sentence) or _NOTICE_AT_START.match(sentence):
        return True
    lower = sentence.lower()  # plain words first: the pattern takes ten times as long
    return any(words in lower for words in _NOTICE_WORDS) or bool(_INVITATION.search(lower))


def is_bio(sentence: str) -> bool:
    """A sentence that says who an author or guest is ("Jane Roe is a senior fellow at …")."""
    return _short(sentence) and bool(_BIO.match(sentence))


def is_guest(sentence: str) -> bool:
    """A sentence of show notes that says who a guest is ("Jane Roe leads the …", "She is …" is none)."""
    return is_bio(sentence) or (_short(sentence) and bool(_GUEST.match(sentence)))


def is_patter(sentence: str) -> bool:
    """What a host or guest says out of politeness or to run the show."""
    return _short(sentence) and bool(_PATTER.search(sentence))


def is_filler(sentence: str) -> bool:
    """A spoken sentence that opens with a word of hesitation or assent."""
    return bool(_FILLER.match(sentence))


def without_marks(sentence: str) -> str:
    """The sentence from its first word on: no bullet, number of a list or timestamp before it."""
    found = _LEADING.match(sentence)
    return sentence[found.end() :] if found else sentence


def section_of(heading: str) -> str:
    """What a heading announces: "summary", "aside" (notes, authors, contents) or "" for the body."""
    plain = without_marks(heading).strip(" :.—–-")
    if _SUMMARY_HEADINGS.match(plain):
        return "summary"
    return "aside" if _ASIDE_HEADINGS.match(plain) else ""


def _short(sentence: str) -> bool:
    """Furniture is short; a long sentence that has its words is about something."""
    return len(sentence) <= 300
