"""Pages that stand in an article's place are refused with a sentence; articles about such pages are read."""

from __future__ import annotations

import pytest

from bot.domain.article import LONGEST_TEXT
from bot.domain.errors import BlockedPage, TooLarge, Unreadable
from bot.intake.pasted import read_pasted

BLOCKED = {
    "javascript and cookies": "harbor.example\n\nEnable JavaScript and cookies to continue",
    "just a moment": "Just a moment…\n\nVerifying that you are human. This may take a few seconds.",
    "checking": "Checking your browser before accessing harbor.example.\nDDoS protection by Wall",
    "robot": "Are you a robot?\nPlease make sure that your browser supports JavaScript and cookies.",
    "hold": "Access to this page has been denied.\nPress & Hold to confirm you are a human (and not a bot).",
    "attention": "Attention Required! | Cloudflare\nSorry, you have been blocked\nYou are unable to access it",
    "traffic": "Our systems have detected unusual traffic from your computer network.",
    "incapsula": "Request unsuccessful. Incapsula incident ID: 1-2-3",
    "403": "403 Forbidden\nnginx",
    "404": "Home\nSearch\n404 - Page not found\nThe page you were looking for has moved.",
    "oops": "Oops! The page you requested could not be found.",
    "502": "502 Bad Gateway",
    "denied": "Access Denied\n\nYou don't have permission to access this resource.\nReference #18.2f",
    "unreachable": "This site can’t be reached\nharbor.example took too long to respond.",
    "consent": "We value your privacy\nWe and our 842 partners store and/or access information.\nAccept all",
    "before you continue": "Before you continue\nManage cookie settings\nReject all",
    "paywall": (
        "December 15, 2017\nThe Price of a Cold Pier\nBy Odile Marchetti\nThe first tanker left at dawn, and the "
        "second did not.\nSubscribe to continue reading\nAlready a subscriber? Sign in"
    ),
    "members": "The Price of a Cold Pier\nThis article is for subscribers only.\nStart your free trial",
}
PARAGRAPH = (
    "For a week the harbor site answered every visitor with the same three words, and the pilots, who read the tide "
    "tables there, went back to paper. “Enable JavaScript and cookies to continue,” it said, and nobody on the night "
    "shift knew what that meant. The tables were printed again, the ferries ran on time, and by Friday somebody had "
    "found the switch. The lesson is not about the site. It is about the paper."
)


@pytest.mark.parametrize("text", BLOCKED.values(), ids=BLOCKED)
def test_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(BlockedPage) as refusal:
        read_pasted(text)
    assert "copy and paste" in refusal.value.sentence


@pytest.mark.parametrize("title", ["Just a moment…", "Access Denied", "404 Reasons to Print the Tide Tables"])
def test_article_about_such_a_page_is_read(title: str) -> None:
    draft = read_pasted(f"May 6, 2019\n{title}\nBy Petra Vollmer\n{PARAGRAPH}\n{PARAGRAPH[::-1]}\n")
    assert (draft.title, draft.authors) == (title, ("Petra Vollmer",))


@pytest.mark.parametrize(
    "text",
    ["", "   \n\t\n", "\ufeff\u200b\u00ad", "-\n-\n-", "* * *\n-----\n", "Menu\nSearch\nShare\nFacebook"],
    ids=["nothing", "spaces", "invisible", "bullets", "rules", "menu"],
)
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(Unreadable):
        read_pasted(text)


def test_too_long() -> None:
    with pytest.raises(TooLarge):
        read_pasted("x" * (LONGEST_TEXT + 1))
