"""What a page's markup states, field by field, in the many ways in which pages say it."""

from __future__ import annotations

import pytest

from bot.domain.article import Kind, Listing
from bot.intake.markup.authors import choose_authors
from bot.intake.markup.clearing import clear
from bot.intake.markup.gathered import gather
from bot.intake.markup.handoffs import find_hand_off
from bot.intake.markup.jsonld import read_jsonld
from bot.intake.markup.meta import read_meta
from bot.intake.markup.notes import take_footnotes
from bot.intake.markup.published import published_date
from bot.intake.markup.related import take_related
from bot.intake.markup.titles import choose_title
from bot.intake.markup.tree import parse_page, text_in

BASE = "https://www.coastal.example.org/a"
LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("headings", "stated", "tab", "site", "title"),
    [
        pytest.param(["Quiet Ports"], ["Quiet Ports"], "Quiet Ports | Coast", "Coast", "Quiet Ports", id="agreed"),
        pytest.param(
            ["Coast", "Quiet Ports"], ["Quiet Ports"], "Quiet Ports – Coast", "", "Quiet Ports", id="site-first"
        ),
        pytest.param(["Coast"], ["Quiet Ports"], "Quiet Ports – Coast", "", "Quiet Ports", id="only-the-site"),
        pytest.param(["Quiet Ports"], [], "Quiet Ports - Coast", "", "Quiet Ports", id="in-the-tab"),
        pytest.param(["QUIET PORTS"], ["Quiet Ports"], "", "", "Quiet Ports", id="capitals"),
        pytest.param(
            ["Week in Review Why Ports Fall Silent"],
            ["Why Ports Fall Silent"],
            "",
            "",
            "Why Ports Fall Silent",
            id="kicker",
        ),
        pytest.param(
            ["Quiet Ports: What Insurers Knew First"],
            ["Quiet Ports | Coast"],
            "Quiet Ports | Coast",
            "Coast",
            "Quiet Ports: What Insurers Knew First",
            id="longer-than-stated",
        ),
        pytest.param([], ["Quiet Ports | Coast"], "", "Coast", "Quiet Ports", id="stated-with-site"),
        pytest.param([], ["Tom &amp; Jerry&#8217;s Port"], "", "", "Tom & Jerry’s Port", id="entities"),
        pytest.param([], [], "Quiet Ports | Coast", "", "Quiet Ports", id="tab-only"),
        pytest.param(["News"], ["Quiet Ports"], "Quiet Ports", "", "Quiet Ports", id="section"),
        pytest.param([], [], "", "", "", id="nothing"),
    ],
)
def test_a_title(headings: list[str], stated: list[str], tab: str, site: str, title: str) -> None:
    assert choose_title(headings, stated, tab, site) == title


BYLINES = {
    "json-ld": (LD % '{"@type": "Article", "author": {"@type": "Person", "name": "Ana Lind"}}', "", ("Ana Lind",)),
    "json-ld-list": (
        LD % '{"@type": "Article", "author": [{"name": "Ana Lind"}, {"name": "B. J. Okoro"}]}',
        "",
        ("Ana Lind", "B. J. Okoro"),
    ),
    "json-ld-text": (
        LD % '{"@type": "Article", "author": "Ana Lind and B. J. Okoro"}',
        "",
        ("Ana Lind", "B. J. Okoro"),
    ),
    "json-ld-reference": (
        LD % '{"@graph": [{"@type": "Article", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Ana Lind"}]}',
        "",
        ("Ana Lind",),
    ),
    "json-ld-organisation": (
        LD % '{"@type": "Article", "author": {"@type": "Organization", "name": "Coast Desk"}}',
        "",
        (),
    ),
    "meta": ('<meta name="author" content="By Ana Lind">', "", ("Ana Lind",)),
    "meta-profile": ('<meta property="article:author" content="https://social.example.com/ana">', "", ()),
    "meta-account": ('<meta name="author" content="admin">', "", ()),
    "meta-site": ('<meta name="author" content="Coast">', "", ()),
    "meta-several": (
        '<meta name="author" content="Ana Lind, B. J. Okoro &amp; Mira Solano">',
        "",
        ("Ana Lind", "B. J. Okoro", "Mira Solano"),
    ),
    "citation": (
        '<meta name="citation_author" content="Lind, Ana"><meta name="citation_author" content="Okoro, B. J.">',
        "",
        ("Ana Lind", "B. J. Okoro"),
    ),
    "yoast": (
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ana Lind">',
        "",
        ("Ana Lind",),
    ),
    "degrees": ('<meta name="author" content="Ana Lind, PhD">', "", ("Ana Lind",)),
    "rel": ("", '<a rel="author" href="/x">Ana Lind</a>', ("Ana Lind",)),
    "itemprop": ("", '<span itemprop="author"><span itemprop="name">Ana Lind</span></span>', ("Ana Lind",)),
    "class": (
        "",
        '<div class="article-byline">By <a href="/x">Ana Lind</a> and <a href="/y">Mira Solano</a></div>',
        ("Ana Lind", "Mira Solano"),
    ),
    "profile-link": ("", '<p><a href="/people/ana-lind">Ana Lind</a></p>', ("Ana Lind",)),
    "line": ("", "<p>By Ana Lind &amp; Mira Solano</p>", ("Ana Lind", "Mira Solano")),
    "announced": ("", "<div><p>Written by</p><p>Ana Lind</p></div>", ("Ana Lind",)),
    "fuller-name-in-the-byline": ('<meta name="author" content="Ana">', '<a rel="author">Ana Lind</a>', ("Ana Lind",)),
    "prose": ("", "<p>By morning the ports had closed.</p>", ()),
}


@pytest.mark.parametrize(("head", "body", "authors"), BYLINES.values(), ids=BYLINES.keys())
def test_authors(head: str, body: str, authors: tuple[str, ...]) -> None:
    root = parse_page(f"<html><head>{head}</head><body><h1>Quiet Ports</h1>{body}<p>Words.</p></body></html>")
    stated = (read_jsonld(root).authors, read_meta(root).authors)
    assert choose_authors(root, root.find(".//h1"), stated, "Coast") == authors


DATES = {
    "meta": ('<meta property="article:published_time" content="2021-03-04T23:59:00-05:00">', "", "2021-03-04"),
    "json-ld": (
        LD % '{"@type": "Article", "datePublished": "2021-03-04", "dateModified": "2023-01-02"}',
        "",
        "2021-03-04",
    ),
    "time": ("", '<time datetime="2021-03-04T10:00:00Z">some day</time>', "2021-03-04"),
    "line": ("", "<p>March 4, 2021</p>", "2021-03-04"),
    "labelled-line": ("", "<div><span>Published March 4, 2021</span></div>", "2021-03-04"),
    "day-first": ("", "<p>4 March 2021</p>", "2021-03-04"),
    "line-confirmed-by-metadata": (
        LD % '{"@type": "Article", "datePublished": "2021-03-04T10:00:00Z"}'
        + '<meta name="date" content="2021-03-01">',
        "<p>March 4, 2021</p>",
        "2021-03-04",
    ),
    "only-the-change-is-stated": (
        '<meta property="article:modified_time" content="2024-06-07T09:11:00+0100">',
        "<p>Published 4 June 2024</p><p>Updated 7 June 2024</p>",
        "2024-06-04",
    ),
    "change-first": ("", "<p>Updated May 9, 2021</p><p>Published: May 2, 2021</p>", "2021-05-02"),
    "arabic": ("", "<p>نشر في ١٤ مارس ٢٠٢٤</p>", "2024-03-14"),
    "none": ("", "<p>The ports closed a long time ago.</p>", ""),
    "only-a-year": ("", "<p>The ports closed.</p><footer>Copyright 2009 Coast</footer>", ""),
}


@pytest.mark.parametrize(("head", "body", "date"), DATES.values(), ids=DATES.keys())
def test_dates(head: str, body: str, date: str) -> None:
    root = parse_page(f"<html><head>{head}</head><body><h1>Quiet Ports</h1>{body}<p>Words.</p></body></html>")
    stated = (read_jsonld(root).date, read_meta(root).date)
    assert published_date(root, root.find(".//h1"), BASE, stated) == date


JSON_LD = {
    "plain": '{"@type": "Article", "headline": "Quiet Ports"}',
    "list": '[{"@type": "BreadcrumbList"}, {"@type": "NewsArticle", "headline": "Quiet Ports"}]',
    "graph": '{"@graph": [{"@type": "WebPage", "name": "x"}, {"@type": "Article", "headline": "Quiet Ports"}]}',
    "type-list": '{"@type": ["Thing", "Article"], "headline": "Quiet Ports"}',
    "type-address": '{"@type": "http://schema.org/Article", "headline": "Quiet Ports"}',
    "main-entity": '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Quiet Ports"}}',
    "comment": '<!-- {"@type": "Article", "headline": "Quiet Ports"} -->',
    "cdata": '//<![CDATA[\n{"@type": "Article", "headline": "Quiet Ports"}\n//]]>',
    "trailing-comma": '{"@type": "Article", "headline": "Quiet Ports",}',
    "semicolon": '{"@type": "Article", "headline": "Quiet Ports"};',
    "line-end-in-string": '{"@type": "Article", "headline": "Quiet\n Ports"}',
    "entities": '{"@type": "Article", "headline": "Quiet&#32;Ports"}',
    "markup": '{"@type": "Article", "headline": "<em>Quiet</em> Ports"}',
    "value": '{"@type": "Article", "headline": {"@value": "Quiet Ports"}}',
}


@pytest.mark.parametrize("script", JSON_LD.values(), ids=JSON_LD.keys())
def test_json_ld_is_read_as_it_comes(script: str) -> None:
    assert read_jsonld(parse_page(f"<html><head>{LD % script}</head></html>")).titles == ("Quiet Ports",)


@pytest.mark.parametrize(
    ("head", "body", "url", "kind"),
    [
        pytest.param("", "<p>Podcast</p><h1>T</h1>", BASE, Kind.PODCAST, id="label"),
        pytest.param(
            '<meta property="article:section" content="Reports">', "<h1>T</h1>", BASE, Kind.REPORT, id="section"
        ),
        pytest.param("", "<h1>T</h1>", "https://x.example.org/commentary/t", Kind.COMMENTARY, id="address"),
        pytest.param(LD % '{"@type": "PodcastEpisode"}', "<h1>T</h1>", BASE, Kind.PODCAST, id="json-ld"),
        pytest.param(LD % '{"@type": "ScholarlyArticle"}', "<h1>T</h1>", BASE, Kind.REPORT, id="scholarly"),
        pytest.param('<meta property="og:type" content="video.other">', "<h1>T</h1>", BASE, Kind.VIDEO, id="og-type"),
        pytest.param(LD % '{"@type": "NewsArticle"}', "<h1>T</h1>", BASE, None, id="says-nothing"),
    ],
)
def test_kinds(head: str, body: str, url: str, kind: Kind | None) -> None:
    root = parse_page(f"<html><head>{head}</head><body><div>{body}<p>Words.</p></div></body></html>")
    assert gather(root, url).kind is kind


RELATED = {
    "nested-list": """<section><h2>Related Content</h2><ul>
        <li><span>Podcast</span><h3><a href='/b'>The Long Watch</a></h3><p>By Mira Solano</p></li>
        <li><span>Report</span><h3><a href='/c'>Harbor Law</a></h3><p>By Ana Lind</p></li></ul></section>""",
    "labels-below": """<div><h3>You May Also Like</h3></div><div>
        <div><a href='/b'><h4>The Long Watch</h4></a><div>Podcast</div>
            <div>by <a href='/people/m'>Mira Solano</a></div></div>
        <div><a href='/c'><h4>Harbor Law</h4></a><div>Report</div>
            <div>by <a href='/people/a'>Ana Lind</a></div></div></div>""",
    "flat": """<h2>Further reading</h2>
        <p>Podcast</p><h3><a href='/b'>The Long Watch</a></h3><p>By Mira Solano</p>
        <p>Report</p><h3><a href='/c'>Harbor Law</a></h3><p>By Ana Lind</p>""",
}


@pytest.mark.parametrize("block", RELATED.values(), ids=RELATED.keys())
def test_related_blocks(block: str) -> None:
    root = parse_page(f"<html><body><main><h1>T</h1><p>Words.</p></main><div>{block}</div></body></html>")
    assert take_related(root, BASE) == (
        Listing(Kind.PODCAST, "The Long Watch", authors=("Mira Solano",), url="https://www.coastal.example.org/b"),
        Listing(Kind.REPORT, "Harbor Law", authors=("Ana Lind",), url="https://www.coastal.example.org/c"),
    )
    assert text_in(root) == "TWords."


def test_the_article_goes_on_after_an_inner_link() -> None:
    root = parse_page(
        "<body><h1>T</h1><p>One.</p><p><strong>Related:</strong> <a href='/b'>The Long Watch Below</a></p>"
        "<p>Two.</p></body>"
    )
    assert [listing.title for listing in take_related(root, BASE)] == ["The Long Watch Below"]
    assert "Two." in text_in(root)


@pytest.mark.parametrize(
    ("line", "outlet", "url"),
    [
        pytest.param(
            "<p><a href='https://g.example.com/x'>Read the full article in The Gazette.</a></p>",
            "The Gazette",
            "https://g.example.com/x",
            id="linked",
        ),
        pytest.param(
            "<p>Read the full op-ed from <a href='https://g.example.com/x'>The Gazette</a>.</p>",
            "The Gazette",
            "https://g.example.com/x",
            id="outlet-linked",
        ),
        pytest.param("<p>Read the full story in The Gazette.</p>", "The Gazette", "", id="unlinked"),
    ],
)
def test_hand_offs(line: str, outlet: str, url: str) -> None:
    found = find_hand_off(parse_page(f"<body><h1>T</h1><p>Words.</p>{line}</body>"), BASE, "Coast")
    assert found is not None
    assert (found[1].outlet.removeprefix("The "), found[1].url) == (outlet.removeprefix("The "), url)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("<p><a href='/more'>Read more on Coast</a></p>", id="own-site"),
        pytest.param("<nav><a href='https://g.example.com/'>Read the full paper here</a></nav>", id="menu"),
        pytest.param(
            "<p><a href='https://www.coastal.example.org/full'>Read the full policy here.</a></p>", id="at-home"
        ),
        pytest.param("<p>The full story was never told in the papers of that port.</p>", id="prose"),
    ],
)
def test_no_hand_off(line: str) -> None:
    assert find_hand_off(parse_page(f"<body><h1>T</h1><p>Words.</p>{line}</body>"), BASE, "Coast") is None


def test_footnotes_leave_the_text() -> None:
    root = parse_page(
        "<article><h1>T</h1><p>The tide rose.<sup><a href='#n1' id='m1'>1</a></sup> It fell on page "
        "<a href='#page'>2</a> too.<a href='#n2'>2</a></p><h2>Notes</h2><ol><li id='n1'><p>A ledger. "
        "<a href='#m1'>↩</a></p></li><li id='n2'>2. Another <em>ledger</em>.</li></ol></article>"
    )
    assert take_footnotes(root) == ("A ledger.", "Another ledger.")
    assert text_in(root.find("body")) == "TThe tide rose. It fell on page 2 too."


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<p>See <a href='#part'>1</a>.</p><section id='part'><h2>Part</h2><p>x</p></section>", id="contents"
        ),
        pytest.param("<p>See <a href='https://a.example/#x'>the note</a>.</p><p id='x'>x</p>", id="another-page"),
        pytest.param("<p>To <a href='#top'>top</a> and <a href='#'>1</a></p>", id="nowhere"),
        pytest.param("<div id='all'><p>See <a href='#all'>1</a> and so on.</p></div>", id="round-itself"),
    ],
)
def test_other_links_within_a_page_are_no_footnotes(body: str) -> None:
    root = parse_page(body)
    before = text_in(root)
    assert (take_footnotes(root), text_in(root)) == ((), before)


def test_a_table_that_lays_out_the_page_is_no_table_of_data() -> None:
    data = "<table><tr><th>Port</th><td>9</td></tr></table>"
    root = parse_page(f"<table><tr><td><a href='/'>Home</a></td><td><h1>T</h1><p>Text</p>{data}</td></tr></table>")
    clear(root)
    assert len(list(root.iter("table"))) == 1


@pytest.mark.parametrize(
    ("box", "left"),
    [
        ("<div><h3>Subscribe to our letter</h3><p>Each week in your inbox.</p></div>", ""),
        (f"<div><h3>Newsletters and power</h3><p>{'The letter came. ' * 40}</p></div>", "Newsletters and power"),
        ("<main><h2>Sign up</h2><p>How states sign up to a treaty.</p></main>", "Sign up"),
    ],
    ids=["prompt", "about letters", "the whole page"],
)
def test_a_box_that_only_asks_to_subscribe_is_dropped(box: str, left: str) -> None:
    root = parse_page(f"<body>{box}</body>")
    clear(root)
    assert text_in(root).startswith(left)
    assert bool(text_in(root)) == bool(left)


def test_an_item_tells_its_parts_apart() -> None:
    root = parse_page(
        "<h2>Articles liés</h2><ul><li><a href='/1'>Le registre et la nuit</a><span>4 janvier 2024</span></li>"
        "<li><a href='/2'>The Boring List</a><p>Report by Ana Lind — March 2, 2023</p></li>"
        "<li><a href='/3'>Out of the Fog</a><p class='contributors'>Joon-seo Park, Mira Solano</p></li></ul>"
    )
    night, boring, fog = take_related(root, BASE)
    assert (night.title, night.published, night.teaser) == ("Le registre et la nuit", "2024-01-04", "")
    assert (boring.kind, boring.authors, boring.published) == (Kind.REPORT, ("Ana Lind",), "2023-03-02")
    assert fog.authors == ("Joon-seo Park", "Mira Solano")
