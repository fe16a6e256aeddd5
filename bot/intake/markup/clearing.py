"""What is put right in a page's tree before its text is read: layout tables unfolded, prompts and details dropped."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from bot.intake.layout.foot import is_details_heading
from bot.intake.layout.furniture import is_furniture
from bot.intake.markup.tree import Element, drop, short_text, text_in

_PROMPT = re.compile(
    r"(?:sign up|subscribe)\b.{0,80}|.{0,40}\bnewsletters?\b.{0,40}|stay (?:up[- ]to[- ]date|informed)\b.{0,60}"
    r"|get (?:the latest|updates|our)\b.{0,60}",
    re.IGNORECASE,
)
_PROMPT_TAGS = ("h2", "h3", "h4", "h5", "h6")
_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button)(?:$|[\s_-])", re.IGNORECASE)
_PULLED = re.compile(r"(?:^|[\s_-])pull(?:ed)?[_-]?(?:quotes?)?(?:$|[\s_-])", re.IGNORECASE)
_QUOTE = 20  # letters and digits; a shorter quote may be a word the text uses
_MOST_QUOTES = 50
_NO_WORD = re.compile(r"[\W_]+")
_SIGN_UP = re.compile(r"(?:^|[\s_-])(?:newsletters?|sign-?up|subscribe|subscription)(?:$|[\s_-])", re.IGNORECASE)
_CALL = re.compile(r"(?:learn|find out|discover) more|donate(?: now)?|join(?: us| now)?", re.IGNORECASE)
_FEW = 2
_BOX = 60  # words of a box that asks to subscribe
_CELL = 100  # words that no cell of a table of data holds
_TABLE_TAGS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")


def clear(root: Element) -> None:
    """Changes the tree in place."""
    for table in list(root.iter("table")):
        if _lays_out(table):
            _unfold(table)
    for heading in list(root.iter(*_PROMPT_TAGS)):
        if is_details_heading(short_text(heading, 60)):
            _drop_section(heading)
    for button in [link for link in root.iter("a") if _BUTTON.search(link.get("class") or "")]:
        if is_furniture(short_text(button, 60)):
            drop(button)
    _drop_pull_quotes(root)
    prompts = [heading for heading in root.iter(*_PROMPT_TAGS) if _PROMPT.fullmatch(short_text(heading, 120))]
    calling = [heading for heading in root.iter(*_PROMPT_TAGS) if _calls(heading)]
    prompts += calling if len(calling) <= _FEW else []  # more of them are items of a digest
    named = [box for box in root.iter("aside", "div", "section", "form") if _SIGN_UP.search(box.get("class") or "")]
    for box in dict.fromkeys([*named, *(heading.getparent() for heading in prompts)]):
        if box.getparent() is not None and _is_only_prompt(box):
            drop(box)


def _drop_pull_quotes(root: Element) -> None:
    """Takes out the parts marked as quotes whose words the text has as well."""
    marked = filter(_is_quote, root.iter("blockquote", "aside", "div", "figure", "p"))
    outer = (part for part in marked if not any(map(_is_quote, part.iterancestors())))
    quotes = {part: _quoted_in(part) for part in islice(outer, _MOST_QUOTES)}
    whole = _letters(text_in(root.find("body"))) if quotes else ""
    for quote, said in quotes.items():
        if len(said) >= _QUOTE and whole.count(said) > sum(said in other for other in quotes.values()):
            drop(quote)


def _is_quote(element: Element) -> bool:
    return element.tag == "blockquote" or bool(_PULLED.search(element.get("class") or ""))


def _quoted_in(quote: Element) -> str:
    """The letters and digits of a quote, without who is named below it."""
    said = _letters(text_in(quote))
    for source in quote.iter("cite", "figcaption", "footer"):
        said = said.removesuffix(_letters(text_in(source)))
    return said


def _letters(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _drop_section(heading: Element) -> None:
    """Takes out a heading with what stands below it, up to the next one."""
    below = takewhile(lambda sibling: sibling.tag not in ("h1", *_PROMPT_TAGS), heading.itersiblings())
    for element in [heading, *below]:
        if next(element.iter("h1"), None) is None:
            drop(element)


def _lays_out(table: Element) -> bool:
    """Whether a table is there for the looks: it holds the page's title or a cell of running text."""
    if next(table.iter("h1"), None) is not None:
        return True
    return any(_has_words(cell, _CELL) for cell in table.iter("td"))


def _unfold(table: Element) -> None:
    table.tag = "div"
    waiting = list(table)
    while waiting:
        element = waiting.pop()
        if element.tag in _TABLE_TAGS and element.tag != "table":
            waiting.extend(element)
            element.tag = "div"


def _calls(heading: Element) -> bool:
    """Whether the box that a small heading heads ends with a link such as "Learn more"."""
    box = heading.getparent()
    links = (
        list(islice(box.iter("a"), _FEW + 1)) if heading.tag != "h2" and box.tag in ("div", "section", "aside") else []
    )
    return 0 < len(links) <= _FEW and bool(_CALL.fullmatch(short_text(links[-1], 30))) and _is_last(links[-1], box)


def _is_last(link: Element, box: Element) -> bool:
    return short_text(box, 600).endswith(short_text(link, 30))


def _is_only_prompt(box: Element) -> bool:
    """Whether the box that such a heading heads holds nothing else."""
    if box.tag in ("html", "body", "main", "article") or _has_words(box, _BOX):
        return False
    return next(box.iter("h1"), None) is None


def _has_words(element: Element, count: int) -> bool:
    """Whether an element holds more than so many words."""
    words = (word for part in element.itertext() for word in part.split())
    return next(islice(words, count, None), None) is not None
