"""Web pages read whole: real files with invented words, walls, and markup made to do harm."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Completeness, Draft, Kind, Listing, Person
from bot.domain.errors import BlockedPage, DocentError, TooLarge, Unreadable
from bot.intake.html import read_html
from bot.intake.sandbox import open_sandbox, run_limited

PAGES = Path(__file__).parent / "pages"
SITE = "https://www.coastal.example.org"
PROSE = (
    "The harbor master kept two ledgers, one for the ministry and one for the insurers. Nobody compared them until "
    "the strait closed, and then everybody did, in the same week and with the same red pencils. "
)


def page(name: str, path: str) -> Draft:
    return read_html((PAGES / f"{name}.html").read_bytes(), url=SITE + path)


def test_characters_nobody_sees_are_no_part_of_a_page_however_they_are_written() -> None:
    title = "Two&#27;[2J Led\u00adgers&#155;&#x202E; &#x9d;and\x1b a Key"
    markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>By Ana&#7; Lind</p>"
    draft = read_html(f"{markup}{f'<p>{PROSE}&#27;[2J</p>' * 4}</body></html>".encode(), url=f"{SITE}/a")
    assert (draft.title, draft.authors) == ("Two[2J Ledgers› and a Key", ("Ana Lind",))
    assert all(paragraph.isprintable() for paragraph in draft.body)


def test_a_commentary_that_goes_on_elsewhere() -> None:
    draft = page("commentary", "/publications/commentary/harbors-without-keys")
    assert (draft.kind, draft.title, draft.published) == (Kind.COMMENTARY, "Harbors Without Keys", "2021-03-04")
    assert draft.deck == "Port authorities hold the last lever that sanctions planners forgot."
    assert draft.authors == ("Ana Lind", "B. J. Okoro")
    assert (draft.completeness, draft.outlet) == (Completeness.EXCERPT, "The Harbor Gazette")
    assert draft.url == "https://www.gazette.example.com/opinion/harbors"
    assert draft.canonical_url == f"{SITE}/publications/commentary/harbors-without-keys"
    assert [paragraph.split()[0] for paragraph in draft.body] == ["When", "The", "Congress"]
    assert draft.image_url == f"{SITE}/assets/images/harbor-cranes.jpg"
    assert draft.image_alt == "Cranes over a container terminal at dawn"
    assert (draft.language, draft.source) == ("en", "url")


def test_the_related_block_is_read_from_its_markup() -> None:
    podcast, report, commentary = page("commentary", "/publications/commentary/harbors-without-keys").related
    assert podcast == Listing(
        kind=Kind.PODCAST,
        teaser="Insurers decide which tankers sail. A former underwriter tells how one quiet office in a quiet "
        "street ended a price war that three navies could not ha...",
        authors=("Carla Menning",),
        url=f"{SITE}/publications/podcast/insurers-and-oil",
    )
    assert (report.kind, report.title) == (Kind.REPORT, "The Pilots' List")
    assert report.teaser.startswith("Executive Summary Pilots see every ship twice.")
    assert report.authors == ("Ana Lind", "Joon-seo Park", "Carla Menning")
    assert commentary == Listing(
        kind=Kind.COMMENTARY,
        title="A Buoy Is a Witness",
        teaser="Cheap sensors change who gets to speak at a hearing.",
        authors=("D. Thoreau, Jr.",),
        programs=("Energy", "Maritime Security"),
        url=f"{SITE}/publications/commentary/a-buoy-is-a-witness",
    )


def test_a_podcast() -> None:
    draft = page("podcast", "/podcast/14")
    assert (draft.kind, draft.title) == (Kind.PODCAST, "Who Insures a Blockade?")
    assert draft.published == "2023-06-27"  # the day there, not in Greenwich
    assert (draft.authors, draft.participants) == (("Mira Solano",), ("Carla Menning", "Joon-seo Park"))
    assert (draft.seconds, draft.audio_url) == (51 * 60 + 10, "https://audio.coastal.example.org/14.mp3")
    assert draft.tags == ("insurance", "straits", "shipping")
    assert draft.image_alt == "The Tide Desk's cover: a lamp over a chart"
    assert len(draft.body) == 3
    assert [(listing.kind, listing.title, listing.published) for listing in draft.related] == [
        (Kind.PODCAST, "The Price of a Quiet Sea", "2023-06-13"),
        (Kind.PODCAST, "Charts and Their Lies", "2023-05-30"),
    ]


def test_a_report() -> None:
    draft = page("report", "/publications/counting-ships")
    assert (draft.kind, draft.title) == (Kind.REPORT, "Counting Ships in the Dark")
    assert draft.deck == "What commercial radar can and cannot tell a small coast guard"
    assert (draft.published, draft.authors) == ("2022-11-03", ("Joon-seo Park", "Ana Lind"))
    assert draft.url == f"{SITE}/files/counting-ships.pdf"
    assert draft.footnotes == (
        "Coastal Register, vol. 12, 2021, pages 4 to 9.",
        "Interviews with duty officers, spring 2022.",
    )
    assert draft.body[0] == "Executive Summary"
    assert draft.body[1].endswith(
        "whole fleets as a service. This report tests the promise against two years of "
        "records from three coast guards that bought it."
    )
    assert draft.tags == ("maritime domain awareness", "sanctions")


def test_a_persons_page() -> None:
    draft = page("person", "/people/ana-lind")
    assert isinstance(draft.person, Person)
    assert (draft.title, draft.person.name) == ("Ana Lind", "Ana Lind")
    assert draft.person.role == "Senior Fellow, Maritime Security Program"
    assert draft.person.bio.startswith("Ana Lind is a senior fellow")
    assert draft.person.links == (
        "https://www.linkedin.com/in/ana-lind-sample",
        "https://orcid.org/0000-0000-0000-0000",
    )
    assert draft.person.photo_url == f"{SITE}/people/ana-lind.jpg"


def article(*paragraphs: str, head: str = "", title: str = "Two Ledgers", after: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article>{after}</body></html>"
    ).encode()


WALLS = {
    "bot-check": b"<html><head><title>Just a moment...</title></head><body><h1>coastal.example.org</h1>"
    b"<p>Checking your browser before you can go on.</p><p>Enable JavaScript and cookies to continue</p></body></html>",
    "captcha": article("Please verify you are a human to continue.", title="Security check"),
    "denied": article("You don't have permission to access this resource.", title="Access Denied"),
    "not-found": article("The link may be old. Try the search.", title="404 Not Found"),
    "server-error": article("Please try again in a few minutes.", title="503 Service Temporarily Unavailable"),
    "consent": article(
        "We and our 842 partners store and/or access information on a device.", title="Before you continue"
    ),
    "paywall": article(PROSE, "Subscribe to continue reading this story.", "Already a subscriber? Sign in."),
    "locked-stub": article(
        "The harbor master kept two ledgers.",
        head='<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
    ),
}


@pytest.mark.parametrize("data", WALLS.values(), ids=WALLS.keys())
def test_what_stands_in_the_articles_place_is_refused(data: bytes) -> None:
    with pytest.raises(BlockedPage, match="paste"):
        read_html(data, url=f"{SITE}/a")


PIECES = {
    "about-a-paywall": article(PROSE * 4, "The newspaper asks readers to subscribe to continue reading.", PROSE * 4),
    "about-errors": article(PROSE * 6, title="404: The Lighthouse That Was Not Found"),
    "with-cookie-banner": article(
        PROSE * 6, after="<div class='cookie-banner'><p>We value your privacy</p><button>Accept</button></div>"
    ),
}


@pytest.mark.parametrize("data", PIECES.values(), ids=PIECES.keys())
def test_a_piece_that_speaks_of_walls_is_not_one(data: bytes) -> None:
    assert "two ledgers" in read_html(data, url=f"{SITE}/a").text


def test_the_free_opening_of_a_locked_piece_is_an_excerpt() -> None:
    head = (
        '<meta property="og:site_name" content="The Harbor Gazette">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    draft = read_html(article(PROSE * 2, head=head), url="https://gazette.example.com/a")
    assert (draft.completeness, draft.outlet) == (Completeness.EXCERPT, "The Harbor Gazette")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        pytest.param("é".encode("cp1252"), "iso-8859-1", id="header"),
        pytest.param("é".encode(), "", id="utf-8"),
        pytest.param("é".encode(), "iso-8859-1", id="header-lies"),
    ],
)
def test_the_encoding_of_the_header_counts(data: bytes, charset: str) -> None:
    markup = article(PROSE * 3 + " Caf@ au port.").replace(b"<meta charset='utf-8'>", b"").replace(b"@", data)
    assert "Café au port" in read_html(markup, charset=charset).text


HOSTILE = {
    "empty": b"",
    "white-space": b" \n\t" * 500,
    "nulls": b"\x00" * 5000,
    "random": bytes(range(256)) * 40,
    "no-body": b"<html><head><title>x</title></head></html>",
    "no-html": b"{]}<<<>>>&&&",
    "comment-never-ends": b"<!--" + b"x" * 100_000,
    "cdata": b"<![CDATA[" * 10_000,
    "deep-divs": b"<div>" * 100_000 + b"x",
    "deep-inline": b"<b><i>" * 50_000 + b"x",
    "deep-lists": b"<ul><li>" * 50_000,
    "deep-tables": b"<table><tr><td>" * 30_000,
    "deep-quotes": b"<blockquote>" * 50_000 + b"<p>x",
    "huge-attribute": b"<p title='" + b"x" * 5_000_000 + b"'>y</p>",
    "many-attributes": b"<p " + b" ".join(b"a%d=1" % number for number in range(300_000)) + b">y</p>",
    "entity-bomb": b"<!DOCTYPE html [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '&a%d;&a%d;'>" % (n, n - 1, n - 1) for n in range(1, 40))
    + b"]><p>&a39;</p>",
    "external-entity": b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x; and words</p>",
    "character-references": b"<p>&#0;&#x110000;&#xD800;&#99999999999;&bogus;</p>" * 2000,
    "control-characters": article(PROSE * 3 + "\x01\x02\x0b\x1f"),
    "surrogates": article(PROSE * 3) + b"\xed\xa0\x80\xed\xb0\x80",
    "json-ld-deep": article(head='<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "json-ld-odd": article(
        PROSE * 3,
        head='<script type="application/ld+json">{"@type": ["NewsArticle", 3], "headline": {"a": 1}, '
        '"author": [[["x"]], 7, null], "datePublished": 5, "image": [null], "keywords": {"a": [1]}}</script>',
    ),
    "json-ld-large-number": article(
        PROSE * 3, head=f'<script type="application/ld+json">{{"@type": "Article", "x": {"9" * 5000}}}</script>'
    ),
    "odd-addresses": article(
        PROSE * 3,
        head="<link rel=canonical href='http://[::1'><meta property=og:image content='http://[bad'>",
        after="<h2>Related</h2><ul><li><a href='http://[x'>One title of words</a></li></ul>",
    ),
    "odd-dates": article(
        PROSE * 3, head="<meta property='article:published_time' content='9999-99-99T99:99:99+99:99'>"
    ),
    "related-in-itself": b"<h2>Related<h2>Related<h2>Related</h2><a href=/a>Three words here</a>" * 200,
    "notes": article(PROSE * 3, after="<a href='#n'>1</a>" * 2000 + "<p id='n'>x <a href='#'>↩</a></p>" * 2000),
    "prompts": article(PROSE * 3, after="<div>" + "<h2>Subscribe now</h2>" * 5000 + "</div>"),
    "heading-outside": b"<html><h2>Subscribe</h2></html>",
    "one-long-line": article("404 " + "! " * 100_000 + "x" * 50_000),
    "picture-within": article(PROSE * 3, after="<img src='data:image/png;base64," + "A" * 3_000_000 + "'>"),
    "frameset": b"<frameset><frame src=/a><frame src=/b></frameset>",
    "svg": b"<svg><script>alert(1)</script><foreignObject><p>x</p></foreignObject></svg>" * 100,
    "utf-16": article(PROSE * 3).decode().encode("utf-16"),
    "utf-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_ends_in_a_draft_or_a_sentence(data: bytes) -> None:
    started = time.process_time()
    sentence, draft = outcome(data)
    assert sentence.endswith(".") or draft.body
    assert "root:" not in draft.text
    assert time.process_time() - started < 5


def outcome(data: bytes) -> tuple[str, Draft]:
    try:
        return "", read_html(data, url=f"{SITE}/a")
    except DocentError as refusal:
        return refusal.sentence, Draft()


SOUP = [
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h1>",
        "</h1>",
        "<ul>",
        "<li>",
        "<table>",
        "<td>",
        "<title>",
        "<head>",
        "<body>",
    ),
    *("<article>", "</article>", "<script>", "</script>", "<!--", "-->", "&", "&amp;", "<", ">", "\x00", "é", "\n"),
    *("<a href='/x'>", "</a>", "<script type='application/ld+json'>", "<meta name=author content='A B'>"),
    *("<h2>Related</h2>", "By", "Ana Lind", "March 4, 2021"),
    "A whole sentence with enough words to look like prose. ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=120))
def test_any_soup_ends_in_a_draft_or_a_sentence(parts: list[str]) -> None:
    sentence, draft = outcome(" ".join(parts).encode())
    assert sentence or draft.body or draft.kind


def test_a_page_beyond_measure_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_html(b"<p>" + b"x" * (11 * 1024 * 1024))


async def test_a_page_that_takes_too_long_is_stopped() -> None:
    rows = "".join(f"<tr>{'<td><p>word word</p></td>' * 60}</tr>" for _ in range(1500))
    with pytest.raises(TooLarge, match="stopped"):
        await run_limited("bot.intake.html:read_html", f"<table>{rows}</table>".encode(), seconds=1.5)


ADDRESSES = [
    "/a b.png",
    "https://h.example/a\nb",
    "https://h .example/",
    "https:///a",
    "https://u@h.example/",
    "http://[",
    "x",
]


@pytest.mark.parametrize("address", ADDRESSES, ids=ascii)
@pytest.mark.parametrize("url", [f"{SITE}/a", ""], ids=["fetched", "a file"])
async def test_addresses_that_browsers_put_up_with_spoil_no_page(address: str, url: str) -> None:
    """The child's answer is a record, and a record holds no address with a space in it."""
    names = ("og:image", "og:audio", "og:url", "citation_pdf_url")
    head = f"<link rel=canonical href='{address}'>" + "".join(f"<meta property={n} content='{address}'>" for n in names)
    link = f"<a href='{address}'>"
    after = (
        f"<p>{link}Read the full article</a> in The Gazette.</p><h2>Related</h2><ul><li>{link}Report: Three words</a>"
    )
    async with open_sandbox() as sandbox:
        draft = await sandbox.run("bot.intake.html:read_html", article(PROSE * 3, head=head, after=after), {"url": url})
    assert draft.body
    found = [draft.url, draft.canonical_url, draft.image_url, draft.audio_url, *(item.url for item in draft.related)]
    assert [address for address in found if " " in address or "@" in address] == []


async def test_pages_are_read_in_a_warm_process() -> None:
    data = (PAGES / "commentary.html").read_bytes()
    async with open_sandbox() as sandbox:
        drafts = [await sandbox.run("bot.intake.html:read_html", data, {"url": f"{SITE}/a"}) for _ in range(3)]
        with pytest.raises(BlockedPage):
            await sandbox.run("bot.intake.html:read_html", WALLS["bot-check"])
        with pytest.raises(Unreadable):
            await sandbox.run("bot.intake.html:read_html", b"<p></p>")
    assert drafts[0].title == "Harbors Without Keys"
    assert drafts[0] == drafts[2] == read_html(data, url=f"{SITE}/a")


def test_headings_and_lists_that_extraction_drops_stand_in_their_places() -> None:
    below = "<ul><li>One book for the whole river.</li><li>A form with a single page.</li></ul>"
    data = article(PROSE, f"{PROSE}Again.", f"{PROSE}Last.").replace(
        b"</p><p>", f"</p><h3>What it would buy</h3>{below}<p>".encode(), 1
    )
    markup = data.replace(b"<article>", b"<div class='rich'>").replace(b"</article>", b"</div>")
    body = read_html(markup).body
    assert body[1:4] == ("What it would buy", "One book for the whole river.", "A form with a single page.")


def test_the_object_that_bears_the_pages_title_is_the_piece() -> None:
    objects = [
        {"@type": "Article", "headline": "Another Piece", "author": "Jo Bracket", "datePublished": "2020-01-02"},
        {"@type": "Article", "headline": "Two Ledgers", "author": "Ana Lind", "datePublished": "2024-05-06"},
    ]
    head = "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in objects)
    draft = read_html(article("6 May 2024", PROSE, f"{PROSE}Again.", head=head))
    assert (draft.authors, draft.published) == (("Ana Lind",), "2024-05-06")


@pytest.mark.parametrize(
    ("line", "authors"),
    [("Text: Ana Lind · Photos: Jo Bracket", ("Ana Lind",)), ("by Ana Lind, 3 February 2025", ("Ana Lind",))],
)
def test_a_byline_with_more_beside_the_names(line: str, authors: tuple[str, ...]) -> None:
    draft = read_html(article(line, PROSE, f"{PROSE}Again."))
    assert draft.authors == authors
    assert line not in draft.body


def test_an_address_is_given_without_what_stands_behind_its_path() -> None:
    head = f'<link rel="canonical" href="{SITE}/p/ledgers">'
    assert read_html(article(PROSE, PROSE, head=head), url=f"{SITE}/p/ledgers?pub=9&r=1a").url == f"{SITE}/p/ledgers"


@pytest.mark.parametrize(
    ("line", "deck"),
    [
        ("Why lamps beat radars on a foggy quay", "Why lamps beat radars on a foggy quay"),
        ("Maritime Security, Asia, Trade", ""),
        ("Senior Fellow, Maritime Program", ""),
        ("The Old Dispensary, 4 Tanner Row", ""),
        ("This article first appeared in The Tide Post", ""),
    ],
)
def test_a_sentence_between_title_and_byline_is_the_standfirst_and_a_label_is_not(line: str, deck: str) -> None:
    text = "<p>The harbor stayed open all winter, and nobody asked who had paid for the lamps on the quay.</p>" * 3
    page = f"<title>The Long Quay</title><h1>The Long Quay</h1><p>{line}</p><p>By Ann Lee</p><div>{text}</div>"
    assert read_html(page.encode()).deck == deck
