"""The small readers of a page's parts, by table: dates, names, hand-offs, glued titles, notes, tags, language."""

from __future__ import annotations

import pytest

from bot.domain.article import Completeness, Kind
from bot.intake.layout.bios import bio_names
from bot.intake.layout.datelines import date_line, find_date, running_time
from bot.intake.layout.footnotes import take_notes, without_marks
from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.glued import split_title
from bot.intake.layout.handoff import closing_hand_off, hand_off, opening_origin
from bot.intake.layout.labels import is_person_address, kind_label, kind_of_address
from bot.intake.layout.language import language_of
from bot.intake.layout.lines import read_lines
from bot.intake.layout.names import byline_names, is_name, name_with_role, split_names, with_names
from bot.intake.layout.participants import guests, is_transcript, people_listed, quoted, speakers, turn
from bot.intake.layout.tags import programme_line, tag_line
from bot.intake.pasted import read_pasted

DATES = {
    "December 05, 2017": "2017-12-05",
    "15 December 2017": "2017-12-15",
    "Dec. 15, 2017": "2017-12-15",
    "2017-12-15": "2017-12-15",
    "Friday, February 3, 2023, 8:01 AM": "2023-02-03",
    "New Atlanticist February 17, 2022": "2022-02-17",
    "EnergySource March 11, 2024 • 10:00 am ET": "2024-03-11",
    "ResearchPublished Mar 13, 2023": "2023-03-13",
    "CommentaryMay 3, 2023": "2023-05-03",
    "· December 19, 2024": "2024-12-19",
    "Published on February 20, 2025": "2025-02-20",
    "Last updated May 1, 2023 3:12 pm (EST)": "2023-05-01",
    "Published: 12/15/2017": "2017-12-15",
    "Publicado em 04/02/2021 às 08h15 – Atualizado em 09/02/2021 às 10h40": "2021-02-04",
    "Updated May 3, 2020 | Published May 1, 2020": "2020-05-01",
    "등록일 2022년 3월 4일": "2022-03-04",
    "2022-05-12T11:00:00Z": "2022-05-12",
    "Jun 27, 2025 • 51min": "2025-06-27",
    "June 3rd, 2022 | 5 min read": "2022-06-03",
    "3 juin 2022": "2022-06-03",
    "9. Oktober 2023": "2023-10-09",
    "12 de marzo de 2021": "2021-03-12",
    "2022年4月18日": "2022-04-18",
    "March 2019": "2019-03-01",
    # no dates of a page
    "March 23": "",
    "December 45, 2017": "",
    "Figure 2017": "",
    "On December 15, 2017, the fleet sailed and did not come back.": "",
    "The accord of December 15, 2017 never bound anyone": "",
    "By 2031": "",
}
BYLINES = {
    "작성자 서문하린": ("서문하린",),
    "Written by Ann Lee": ("Ann Lee",),
    "Geschrieben von Ann Lee": ("Ann Lee",),
    "By Rachel Zemba": ("Rachel Zemba",),
    "By A. B. Lee, Cho Wu & Jo Dee": ("A. B. Lee", "Cho Wu", "Jo Dee"),
    "By Ann Lee and Bob Roe": ("Ann Lee", "Bob Roe"),
    "By Ann Lee, Bob Roe, and Cy Poe": ("Ann Lee", "Bob Roe", "Cy Poe"),
    "by Jürgen d'Aubigné-O’Neill": ("Jürgen d'Aubigné-O’Neill",),
    "By Robert Oakes, Jr. & Amy Poe III": ("Robert Oakes, Jr.", "Amy Poe III"),
    "By David W. Barnaby & USA (Ret.)": ("David W. Barnaby",),
    "By LTG David Barnaby, USA (Ret.) & Dr. Ann Lee, Ph.D.": ("David Barnaby", "Ann Lee"),
    "By Margarita “Rita” Konrad": ("Margarita “Rita” Konrad",),
    "By Ann Lee, Senior Fellow": ("Ann Lee",),
    "By Ludwig van der Rohe & Senan al-Hadi": ("Ludwig van der Rohe", "Senan al-Hadi"),
    "By 王小明 & 山田 太郎": ("王小明", "山田 太郎"),
    "By محمد الأحمد": ("محمد الأحمد",),
    "作者：李偉、佐藤 花子": ("李偉", "佐藤 花子"),
    "Par Hélène Aubry et Karim Saïd": ("Hélène Aubry", "Karim Saïd"),
    "Commentary by Ann Lee": ("Ann Lee",),
    "Podcast Episode by Ann Lee": ("Ann Lee",),
    "By Atlantic Council experts": ("Atlantic Council experts",),
    "By any measure the convoy was a success": None,
    "By 2031, the fleet will have shrunk": None,
    "Stand by Ann Lee": None,
    "By": None,
}
HAND_OFFS = {
    "Read the full commentary in The Harbor Review.": ("The Harbor Review", "read"),
    "Read the Full Article at Lantern": ("Lantern", "read"),
    "READ THE FULL ARTICLE AT DEFENSE LEDGER.": ("Defense Ledger", "read"),
    "Read the full story and more from The Homefront Wire.": ("The Homefront Wire", "read"),
    "Read the full op-ed on U.S. Harbor & World Report.": ("U.S. Harbor & World Report", "read"),
    "Please visit Foreign Dispatch to read the full article.": ("Foreign Dispatch", "read"),
    "Read the full article here.": ("", "read"),
    "Read it here.": ("", "read"),
    "Listen to the full episode on NPX here.": ("NPX", "listen"),
    "Listen to the full interview on the Straits podcast": ("Straits podcast", "listen"),
    "Watch the full hearing here.": ("", "watch"),
    "Watch the full interview on MarketBell.": ("MarketBell", "watch"),
    "Continue reading at Lantern.com": ("Lantern.com", "read"),
    "To read the full piece, visit Lantern.": ("Lantern", "read"),
    "The full article is available at Lantern.": ("Lantern", "read"),
    "Read the rest of the essay in Lantern (subscription required).": ("Lantern", "read"),
    "Read the room before you speak in it.": None,
    "Watch the fishing fleets over the next two weeks.": None,
    "Read more from CNAS": None,
    "See the northern basin for what it is.": None,
    "The full moon appeared over the pier.": None,
}
GLUED = {
    "How DeepReach Changed the Chip RaceThe firm moved first and it was not ready for what came.": 35,
    "What Comes After the U.S. Surge?Small drones have not made the tank obsolete, but they": 32,
    "Is It Over?“We did not come here to count hulls,” the deputy commander said of the visit": 11,
    "The Arctic in 2030The ice is thinner than the planning, and the planning assumes summer": 18,
    "“Yard 3.0”Mature chips are the bread of the industry, and bread is seldom stored": 10,
    "A plain teaser of an item that has no title at all and simply goes on until it ends": 0,
}


@pytest.mark.parametrize(("text", "iso"), DATES.items(), ids=DATES)
def test_date_lines(text: str, iso: str) -> None:
    found = date_line(text)
    assert (found.iso if found else "") == iso


def test_date_line_keeps_what_stands_beside_the_day() -> None:
    blog = date_line("New Atlanticist February 17, 2022")
    episode = date_line("Jun 27, 2025 • 1 hr 5 min")
    assert blog
    assert episode
    assert (blog.label, blog.clocked, episode.seconds) == ("New Atlanticist", False, 3900)
    assert find_date("signed on 3 May 2021 in Ansel") == ("2021-05-03", 10, 20)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("51 min", 3060), ("Running time: 41:12", 2472), ("Length: 1 hr 5 min", 3900), ("6 min read", None), ("12", None)],
)
def test_running_times(text: str, seconds: int | None) -> None:
    assert running_time(text) == seconds


@pytest.mark.parametrize(("text", "names"), BYLINES.items(), ids=BYLINES)
def test_bylines(text: str, names: tuple[str, ...] | None) -> None:
    assert byline_names(text) == names


def test_eleven_names() -> None:
    names = tuple(f"Name {letter}. Surname" for letter in "ABCDEFGHIJK")
    assert split_names(f"{', '.join(names[:-1])} & {names[-1]}") == names
    assert with_names("with Ann Lee and Bob Roe") == ("Ann Lee", "Bob Roe")
    assert with_names("with a view to the sea") is None


@pytest.mark.parametrize("text", ["The Harbor", "Defense Program", "North", "Read More", "Senior Fellow", "Why Not"])
def test_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "text", ["沈若溪", "佐藤 花子", "田中さくら", "エレナ・ヴォルコワ", "约翰·史密斯", "박서연", "남궁 도현"]
)
def test_eastern_names(text: str) -> None:
    assert is_name(text)
    assert byline_names(f"作者：{text}") == (text,)


@pytest.mark.parametrize("text", ["渔船为何不肯回港", "灯台守のいない岬", "다리는 누구의 것인가", "船停了。"])
def test_eastern_titles_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Share On:", True),
        ("Share page on Facebook", True),
        ("Print | Email | Share", True),
        ("Cite this page", True),
        ("RAND › Published Research › Research Reports", True),
        ("Save the Whales", False),
        ("Print Money, Buy Time", False),
        ("Share of GDP", False),
        ("Ports › Politics", False),
    ],
)
def test_buttons_and_breadcrumbs(text: str, ours: bool) -> None:
    assert is_furniture(text) is ours


@pytest.mark.parametrize(("text", "said"), HAND_OFFS.items(), ids=HAND_OFFS)
def test_hand_offs(text: str, said: tuple[str, str] | None) -> None:
    found = hand_off(text)
    assert ((found.outlet, found.verb) if found else None) == said


def test_hand_off_keeps_the_address_of_the_full_piece() -> None:
    bare = hand_off("Read the full article in Lantern: www.lantern.example/a")
    assert bare is not None
    assert (bare.outlet, bare.url) == ("Lantern", "https://www.lantern.example/a")
    linked = hand_off("Read the full article in Lantern (https://lantern.example/a).")
    assert linked
    assert (linked.outlet, linked.url) == ("Lantern", "https://lantern.example/a")
    bare = hand_off("Read the full article in Lantern: www.lantern.example/a")
    assert bare
    assert (bare.outlet, bare.url) == ("Lantern", "https://www.lantern.example/a")


def test_origin_opens_and_hand_off_closes_a_paragraph() -> None:
    rest, origin = opening_origin("This article was originally published in The U.S. Harbor Review. Ships came.")
    assert origin
    assert (rest, origin.outlet, origin.origin) == ("Ships came.", "The U.S. Harbor Review", True)
    text, closing = closing_hand_off("Ships came. Read the full essay in Lantern.")
    assert closing
    assert (text, closing.outlet) == ("Ships came.", "Lantern")
    assert closing_hand_off("He told us to read. Read the signs, she said.")[1] is None
    dated = hand_off("This commentary originally appeared on Straits on the Rocks on December 14, 2022.")
    assert dated
    assert (dated.outlet, dated.published) == ("Straits on the Rocks", "2022-12-14")


@pytest.mark.parametrize(("text", "at"), GLUED.items(), ids=GLUED)
def test_glued_titles(text: str, at: int) -> None:
    assert split_title(text) == (text[:at], text[at:])


def test_cut_length_tells_the_seam() -> None:
    teaser = ("McNair Yards built small and sold late, which is a way to lose twice, " * 3)[:175] + "..."
    assert split_title(f"why yards fail{teaser}") == ("why yards fail", teaser)


def test_notes_and_marks() -> None:
    body = ["Ships rose.1 Prices fell.2", "“Nobody counts,” she said.3 See section 4.1 of the law."]
    texts, notes = take_notes([*body, "Endnotes", "1. First.", "2. Second,", "which goes on.", "3. Third."])
    assert notes == ("First.", "Second, which goes on.", "Third.")
    assert without_marks(texts, len(notes)) == [
        "Ships rose. Prices fell.",
        "“Nobody counts,” she said. See section 4.1 of the law.",
    ]


@pytest.mark.parametrize("heading", ["Notas", "Fußnoten", "Notes de bas de page:", "注释", "脚注", "الهوامش"])
def test_notes_under_headings_of_other_languages(heading: str) -> None:
    texts = ["Ships rose.1 Prices fell.2"]
    assert take_notes([*texts, heading, "1. ↩ First.", "2、Second."]) == (texts, ("First.", "Second."))


@pytest.mark.parametrize(
    "text",
    ["The treaty of Annex No.7 stands.", "It fell to 4.1 percent.", "He flew a Mk.1 drone.", "Rule 1.2 applies."],
)
def test_stray_numbers_are_no_marks(text: str) -> None:
    assert without_marks([text], 0) == [text]


def test_numbered_lists_are_no_notes() -> None:
    texts = ["Three points.", "1. The crews.", "2. The cranes.", "3. The clock."]
    assert take_notes(texts) == (texts, ())


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Defense / Indo-Pacific Security", ("Defense", "Indo-Pacific Security")),
        ("Topics: Ports, Labor Markets", ("Ports", "Labor Markets")),
        ("Conflict Politics & Diplomacy Russia", ("Conflict", "Politics & Diplomacy", "Russia")),
        ("Part of Defense", ("Defense",)),
        ("Russia Shifts Course", ()),
        ("Either / or", ()),
        ("Russia", ()),
    ],
)
def test_tag_lines(text: str, tags: tuple[str, ...]) -> None:
    assert tag_line(text) == tags


def test_programmes_are_parted_by_spaced_slashes() -> None:
    assert programme_line("Energy, Economics & Security / AI") == ("Energy, Economics & Security", "AI")
    assert programme_line("24/7 Watch") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The port of the north will not be open before the winter, and it is not the cranes.", "en"),
        ("Le port du Nord ne rouvrira pas avant l’hiver, et ce n’est pas une question de grues.", "fr"),
        ("Der Nordhafen ist nicht arm an Kränen, sondern an Menschen, die sie bedienen und warten.", "de"),
        ("El puerto del norte no se abre antes del invierno, y no es una cuestión de grúas sino de gente.", "es"),
        ("海峡の安全は軍艦の数だけでは決まらない。", "ja"),
        ("海峡的安全并不取决于军舰的数量。", "zh"),
        ("해협의 안전은 군함의 수에 달려 있지 않다.", "ko"),
        ("أمن المضيق لا يعتمد على عدد السفن", "ar"),
        ("Безопасность пролива зависит не от числа кораблей", "ru"),
        ("Безпека протоки залежить не від кількості кораблів, і це її сила", "uk"),
        ("", "en"),
        ("Ports", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Reports", Kind.REPORT),
        ("Op-eds", Kind.COMMENTARY),
        ("In the News", Kind.IN_THE_NEWS),
        ("commentary", Kind.COMMENTARY),
        ("New Atlanticist", Kind.COMMENTARY),
        ("Congressional Testimony", Kind.TESTIMONY),
        ("The Arctic in 2030", None),
    ],
)
def test_kind_labels(text: str, kind: Kind | None) -> None:
    assert kind_label(text) is kind


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.cnas.org/publications/commentary/x", Kind.COMMENTARY),
        ("https://www.cnas.org/publications/reports/x", Kind.REPORT),
        ("https://www.cnas.org/publications/congressional-testimony/x", Kind.TESTIMONY),
        ("https://www.cnas.org/press/in-the-news/x", Kind.IN_THE_NEWS),
        ("https://www.cnas.org/press/press-note/x", Kind.PRESS_NOTE),
        ("https://www.cnas.org/reports", None),
        ("http://[::1", None),
    ],
)
def test_kinds_of_addresses(url: str, kind: Kind | None) -> None:
    assert kind_of_address(url) is kind
    assert is_person_address("https://www.cnas.org/people/stella-petrov") is True


def test_people_of_descriptions() -> None:
    told = "Larry Dahmen and Sheri Bergmann join Andreas Kendrick, Jim Tolliver, and CNAS’s Carissa Nitsche to talk."
    names = ("Larry Dahmen", "Sheri Bergmann", "Andreas Kendrick", "Jim Tolliver")
    assert guests([told])[:4] == names
    assert bio_names("Ann Lee is a senior fellow at the center.") == ("Ann Lee",)
    assert bio_names("Ann Lee and Bob Roe are professors at the Coastal College.") == ("Ann Lee", "Bob Roe")
    assert bio_names("Veland is a state that nobody wanted and everybody has.") == ()
    assert quoted(["Emil Kilb, Senior Fellow:", "“No.”", "Things to watch, fleets included: none."]) == ("Emil Kilb",)


def test_turns_of_a_transcript() -> None:
    texts = ["ANN LEE: Hello.", "BOB ROE: Good day.", "LEE: Shall we?", "Audience Member: Yes.", "ROE: Then on."]
    assert is_transcript(texts)
    assert speakers(texts) == ("Ann Lee", "Bob Roe")
    assert not is_transcript(["Sharper: The Straits", "The lesson is plain: crews matter.", "It is late."])


@pytest.mark.parametrize(
    "text",
    [
        "Share",
        "Image credit: Ensign R. Hollow/Navy",
        "Sign up for our newsletter",
        "© 2023 by the center",
        "6 min read",
        "Lee también: El molino y su dueña",
        "À lire aussi : Le bac du matin",
        "조회수 2,315",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize("text", ["Research Questions", "Photo evidence mattered.", "Shares fell.", "Introduction"])
def test_no_furniture(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Doe, Senior Fellow, Defense Program", "Jane Doe"),
        ("Dr. Jane Doe – Director, Lantern Trust", "Jane Doe"),
        ("Jane Doe | Deputy Minister", "Jane Doe"),
        ("Jane Doe, Lantern Trust", ""),
        ("Jane Doe, the director said that the harbor was closed.", ""),
        ("Jane Doe, Senior Fellow: “The harbor is closed.”", ""),
    ],
)
def test_name_with_role_behind_it(text: str, name: str) -> None:
    assert name_with_role(text) == name


@pytest.mark.parametrize(
    "listed",
    [
        "SPEAKERS\nBo Ek, Jane Doe",
        "Speakers\nBo Ek\nJane Doe",
        "Speakers\nBo Ek, Senior Fellow, CNAS\nJane Doe, Director, CNAS",
        "Featuring:\nBo Ek\nFellow, CNAS\nJane Doe (Moderator)\nDirector, CNAS",
        "With:\nBo Ek (Lantern Trust)\nJane Doe, University of Merrow",
    ],
)
def test_people_below_a_heading(listed: str) -> None:
    lines = read_lines(f"{listed}\nOpening Remarks\nJane Doe: Good morning.\nBo Ek: Good morning.")
    people, end = people_listed(lines, 0)
    assert (people, lines[end].text) == (("Bo Ek", "Jane Doe"), "Opening Remarks")


@pytest.mark.parametrize(
    "text", ["III. Audience Questions", "II. Panel: What Next", "I. Opening Remarks:", "Part II: Panel"]
)
def test_headings_take_no_turn(text: str) -> None:
    assert turn(text) == ""


@pytest.mark.parametrize(
    "below",
    [
        "https://example.org/a?utm_source=x",
        "<https://example.org/a>",
        "(https://example.org/a)",
        "Link: https://example.org/a",
    ],
)
@pytest.mark.parametrize(
    "said", ["Read the Full Article at Lantern Weekly:", "One more sentence. Read the full article at Lantern Weekly."]
)
def test_address_on_the_line_after_a_hand_off(said: str, below: str) -> None:
    prose = "The ministry has counted its ships three times, and each count gave another number. Nobody knows why. " * 3
    draft = read_pasted(f"May 03, 2021\nCounting Ships\nBy Jane Doe\n{prose}\n{prose}Again.\n{said}\n{below}")
    assert (draft.url, draft.outlet, draft.completeness) == (
        "https://example.org/a",
        "Lantern Weekly",
        Completeness.EXCERPT,
    )
