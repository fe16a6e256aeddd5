"""What pages, feeds and documents name is never opened behind a curator's back: a second server hears nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import GuildServices, open_library
from bot.domain.errors import DocentError
from bot.domain.feeds import Mode
from bot.settings import Settings
from tests.conftest import HERE
from tests.feed_server import essay
from tests.intake.docx_bytes import docx, paragraph, relations
from tests.intake.hostile import Server, http, serving
from tests.intake.pdf_bytes import assemble

_DOCTYPE = '<!DOCTYPE x SYSTEM "{at}dtd" [<!ENTITY x SYSTEM "{at}entity"><!ENTITY % p SYSTEM "{at}p"> %p;]>'
_RSS = f"""<?xml version="1.0"?><?xml-stylesheet href="{{at}}style" type="text/xsl"?>{_DOCTYPE}
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:xi="http://www.w3.org/2001/XInclude" xml:base="{{at}}base/"><channel><title>Letter</title>
<link>{{at}}home</link><atom:link rel="self" href="{{at}}self"/><atom:link rel="hub" href="{{at}}hub"/>
<atom:link rel="next" href="{{at}}next"/><itunes:new-feed-url>{{at}}moved</itunes:new-feed-url>
<image><url>{{at}}image</url></image><cloud domain="127.0.0.1" port="80" path="/x" protocol="http-post"/>
<item><title>One &x;</title><link>{{at}}item</link><description>A short word.</description>
<enclosure url="{{at}}sound.mp3" type="audio/mpeg" length="9"/><podcast:transcript url="{{at}}t.vtt" type="text/vtt"/>
<podcast:chapters url="{{at}}chapters" type="application/json"/><itunes:image href="{{at}}cover"/>
<media:content url="{{at}}media" medium="image"/><xi:include href="{{at}}include"/></item>
<item><title>Two</title><link>{{at}}two</link><guid>{{at}}guid</guid><source url="{{at}}source">S</source>
<description>&lt;img src="{{at}}picture"&gt;&lt;iframe src="{{at}}frame"&gt;&lt;/iframe&gt; Short.</description></item>
<item><title>Three</title><link>file:///etc/passwd</link><description>Short.</description></item>
<item><title>Four</title><link>{{at}}four</link><description>{essay("locks")}</description></item></channel></rss>"""
_ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="{at}"><title>Letter</title>
<id>{at}id</id><icon>{at}icon</icon><logo>{at}logo</logo><link rel="alternate" href="{at}home"/>
<entry><title>One</title><id>x</id><link href="relative"/><content src="{at}content" type="text/html"/></entry>
<entry><title>Two</title><id>y</id><link rel="enclosure" href="{at}e"/><link href="{at}two"/></entry></feed>"""
_JSON = """{{"version": "https://jsonfeed.org/version/1.1", "title": "Letter", "home_page_url": "{at}",
"feed_url": "{at}f", "next_url": "{at}next", "icon": "{at}i", "hubs": [{{"type": "x", "url": "{at}h"}}],
"items": [{{"id": "1", "url": "{at}1", "title": "One", "summary": "Short.", "image": "{at}image",
"attachments": [{{"url": "{at}a", "mime_type": "audio/mpeg"}}]}}, {{"id": "2", "external_url": "{at}2"}}]}}"""
_PAGE = f"""<!doctype html><html><head><title>Locks</title><base href="{{at}}"><link rel="canonical" href="{{at}}c">
<link rel="stylesheet" href="{{at}}style"><link rel="icon" href="{{at}}icon"><link rel="amphtml" href="{{at}}amp">
<meta http-equiv="refresh" content="0;url={{at}}refresh"><meta property="og:image" content="{{at}}og">
<meta property="og:url" content="{{at}}ogurl"><script src="{{at}}script"></script>
<link rel="alternate" type="application/rss+xml" href="{{at}}feed">
<script type="application/ld+json">{{{{"@context": "{{at}}context", "@type": "Article", "url": "{{at}}ld"}}}}</script>
</head><body><article><h1>Locks</h1><p>{essay("locks")}</p><p>{essay("weirs")}</p><img src="{{at}}picture">
<iframe src="{{at}}frame"></iframe><object data="{{at}}object"></object><video src="{{at}}film"></video>
<a href="{{at}}next" rel="next">Read more</a></article></body></html>"""
_ADDRESS_ALONE = "{at}alone"
_XHTML = f'<?xml version="1.0"?>{_DOCTYPE}' + _PAGE.removeprefix("<!doctype html>")


@dataclass
class Doors:
    library: GuildServices
    server: Server
    secret: Server

    def fill(self, text: str) -> bytes:
        return text.format(at=self.secret.url("/")).encode()


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    async with serving({}) as server, serving({}) as secret:
        settings = Settings(database_path=tmp_path / "library.db", fetch_allow_private=frozenset({server.host}))
        async with open_library(settings) as services:
            yield Doors(await services.guild(HERE), server, secret)


_FEEDS = {"rss": (_RSS, "application/rss+xml"), "atom": (_ATOM, "text/xml"), "json": (_JSON, "application/feed+json")}


@pytest.mark.parametrize(("feed", "label"), _FEEDS.values(), ids=_FEEDS)
async def test_a_feed_leads_nowhere_that_is_not_allowed(doors: Doors, feed: str, label: str) -> None:
    doors.server.answers["/feed"] = http(doors.fill(feed), content_type=label)
    done = await doors.library.feeds.follow(doors.server.url("/feed"), Mode.PUBLISH)
    assert done.error is None
    assert done.published or done.refused
    await doors.library.feeds.check(done.feed.id)
    assert doors.secret.requests == []


async def test_a_page_that_names_a_forbidden_feed_is_not_followed_there(doors: Doors) -> None:
    doors.server.answers["/"] = http(doors.fill(_PAGE))
    with pytest.raises(DocentError):
        await doors.library.feeds.follow(doors.server.url("/"))
    assert doors.secret.requests == []


_PAGES = {
    "page": (_PAGE, "text/html"),
    "xhtml": (_XHTML, "application/xhtml+xml"),
    "an address as a page": (_ADDRESS_ALONE, "text/html"),
    "an address as text": (_ADDRESS_ALONE, "text/plain"),
}


@pytest.mark.parametrize(("page", "label"), _PAGES.values(), ids=_PAGES)
async def test_a_page_leads_nowhere_that_is_not_allowed(doors: Doors, page: str, label: str) -> None:
    doors.server.answers["/"] = http(doors.fill(page), content_type=label)
    with suppress(DocentError):
        await doors.library.post.from_url(doors.server.url("/"))
    with suppress(DocentError):
        await doors.library.post.from_file("page.html", doors.fill(page))
    assert doors.secret.requests == []


async def test_a_document_leads_nowhere(doors: Doors) -> None:
    parts = ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "hyperlink")
    outside = {"word/_rels/document.xml.rels": relations({part: doors.secret.url(f"/{part}") for part in parts})}
    word = docx([paragraph(essay("locks"))], extra=outside)
    assert "locks" in (await doors.library.post.from_file("a.docx", word)).text
    action = f"<< /Type /Action /S /URI /URI ({doors.secret.url('/open')}) >>"
    catalog = f"/OpenAction {action} /AA << /WC {action} >> /Names << /JavaScript << /Names [(a) {action}] >> >>"
    with suppress(DocentError):
        await doors.library.post.from_file("a.pdf", assemble([b"BT ET"], filters="[]", catalog=catalog))
    assert doors.secret.requests == []


async def test_a_list_of_feeds_is_not_asked_for_at_once(doors: Doors) -> None:
    opml = doors.fill(f'{_DOCTYPE}<opml version="2.0"><body><outline xmlUrl="{{at}}feed"/></body></opml>')
    (one,) = await doors.library.feed_lists.follow(opml)
    assert (one.error and one.error.code) == "refused_address"
    assert doors.secret.requests == []


async def test_the_second_server_hears_what_is_allowed(doors: Doors, tmp_path: Path) -> None:
    """The trap works: with its host allowed, the same feed does lead there."""
    doors.server.answers["/feed"] = http(doors.fill(_RSS), content_type="application/rss+xml")
    hosts = frozenset({doors.server.host, doors.secret.host})
    async with open_library(Settings(database_path=tmp_path / "other.db", fetch_allow_private=hosts)) as services:
        await (await services.guild(HERE)).feeds.follow(doors.server.url("/feed"), Mode.PUBLISH)
    assert sorted(head.split(" ")[1] for head in doors.secret.requests) == ["/chapters", "/t.vtt", "/two"]
