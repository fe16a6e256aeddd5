"""Scripts without spaces, with vowel signs, from right to left: found, completed, related, summed up, never broken."""

# ruff: noqa: E501

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import GuildServices, open_library
from bot.domain.article import Draft, Kind
from bot.domain.duplicates import sameness
from bot.domain.keyphrases import keyphrases
from bot.domain.quotes import verify
from bot.domain.sentences import sentences
from bot.domain.text import words
from bot.services.renewing import read_again
from bot.services.search import Question
from bot.settings import Settings
from bot.storage.guild import LOCAL
from bot.storage.shelf import open_shelf

# title, first paragraph, a word from the middle of the title, one from the text; each text is ours
TEXTS = {
    "zh": ("出口管制与芯片供应链", "各国政府正在加强芯片出口管制。企业需要时间来调整供应链。没有盟友的配合，出口管制很难长期有效。", "芯片", "盟友"),
    "ja": ("経済安全保障と半導体", "政府は半導体の輸出管理を強化している。企業は供給網を見直す必要がある。同盟国の協力がなければ、輸出管理は長く続かない。", "半導体", "同盟国"),
    "ko": ("제재는 끝이 있어야 한다", "정부는 아직 제재를 풀 준비가 되어 있지 않다. 은행은 제재의 대상을 정확히 알아야 한다. 동맹국의 도움이 없으면 제재는 오래가지 못한다.", "끝이", "동맹국"),
    "th": ("นโยบายพลังงานของไต้หวัน", "รัฐบาลควรสำรองก๊าซธรรมชาติไว้เก้าสิบวัน เกาะนี้นำเข้าพลังงานเกือบทั้งหมด", "พลังงาน", "ก๊าซธรรมชาติ"),
    "hi": ("निर्यात नियंत्रण की नीति", "सरकार चिप निर्यात पर नियंत्रण बढ़ा रही है। कंपनियों को समय चाहिए। सहयोगी देशों के बिना नियंत्रण टिक नहीं सकता।", "नियंत्रण", "सहयोगी"),
    "ar": ("العقوبات على صادرات النفط", "تراجع أثر العقوبات على صادرات النفط في السنوات الأخيرة. هل يكفي التنسيق بين الدول؟ يجب على الحكومات نشر شروط الرفع.", "صادرات", "الحكومات"),
    "he": ("הסנקציות על ייצוא הנפט", "השפעת הסנקציות על ייצוא הנפט נחלשה. הממשלות צריכות לפרסם תנאים להסרתן. בלי תיאום אין לסנקציות ערך.", "ייצוא", "תיאום"),
    "ru": ("Санкции и экспорт нефти", "Влияние санкций на экспорт нефти ослабло. Правительства должны опубликовать условия отмены. Без согласования санкции теряют смысл.", "экспорт", "согласования"),
    "el": ("Κυρώσεις και εξαγωγές πετρελαίου", "Η επίδραση των κυρώσεων στις εξαγωγές πετρελαίου μειώθηκε. Οι κυβερνήσεις πρέπει να δημοσιεύσουν τους όρους.", "εξαγωγές", "κυβερνήσεις"),
    "fr": ("Les sanctions à l’épreuve du marché", "Les sanctions pèsent moins qu’hier sur l’économie. Les États devraient publier les critères d’une levée.", "épreuve", "critères"),
    "emoji": ("Ships 🚢 and Chips 🧩", "Ships carry chips 🚢 across the strait every single night. Nobody counts them 🧮 before the morning comes.", "chips", "strait"),
}  # fmt: skip


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[GuildServices]:
    async with open_library(Settings(database_path=tmp_path / "library.db")) as services:
        here = await services.guild(LOCAL)
        for title, body, _, _ in TEXTS.values():
            await here.library.add(Draft(title=title, kind=Kind.COMMENTARY, authors=("金正恩",), body=(body,)))
        yield here


each = pytest.mark.parametrize("name", TEXTS)


@each
async def test_a_word_of_the_title_or_of_the_text_finds_the_piece_first(library: GuildServices, name: str) -> None:
    title, _, *asked = TEXTS[name]
    for word in asked:
        assert (await library.search.search(Question(word))).hits[0].piece.title == title, word


@each
async def test_the_beginning_and_a_word_inside_complete_a_title(library: GuildServices, name: str) -> None:
    title, _, inside, _ = TEXTS[name]
    for typed in (title[:4], inside):
        assert title in [piece.title for piece in await library.resolving.complete(typed, 25)]


@each
async def test_summary_and_quotes_are_whole_and_verbatim(library: GuildServices, name: str) -> None:
    title, body, *_ = TEXTS[name]
    (piece,) = [one for one in await library.search.newest(25) if one.title == title]
    answer = await library.reading.article(piece.id)
    assert answer.article.summary.brief
    assert all(line in body for line in (answer.article.summary.brief, *answer.article.summary.full))
    assert all(verify(quote, (body,)) for quote in answer.quotes)
    assert "".join("".join(sentences(body)).split()) == "".join(body.split())


@pytest.mark.parametrize(
    ("name", "asked"),
    [("zh", "出口管制"), ("zh", "芯片"), ("ja", "半導体"), ("th", "พลังงาน"), ("ko", "제재"), ("ko", "제재를")],
)
async def test_a_briefing_finds_its_lines_inside_runs_and_behind_particles(
    library: GuildServices, name: str, asked: str
) -> None:
    title, body, *_ = TEXTS[name]
    answer = await library.briefing.brief(asked)
    assert [piece.title for piece in answer.pieces] == [title]
    assert answer.lines
    assert all(line.text in body for line in answer.lines)


@pytest.mark.parametrize(
    ("name", "topic", "alias"),
    [("zh", "Alliances", "盟友"), ("ja", "輸出管理", ""), ("ko", "Embargo", "제재"), ("ko", "동맹국", "")],
)
async def test_a_topic_of_the_list_is_found_inside_runs_and_behind_particles(
    library: GuildServices, name: str, topic: str, alias: str
) -> None:
    title = TEXTS[name][0]
    _, filed = await library.naming.set_topic(0, topic, (alias,), curated=True)
    assert filed == 1
    hits = (await library.search.search(Question(topic=topic))).hits
    assert [hit.piece.title for hit in hits] == [title]
    assert (await library.briefing.brief(alias or topic)).topic == topic


async def test_one_character_and_a_phrase_in_quotes_are_found(library: GuildServices) -> None:
    for asked, name in (
        ("盟", "zh"),
        ("網", "ja"),
        ('"芯片供应链"', "zh"),
        ("「半導体」", "ja"),
        ('"제재의 대상"', "ko"),
    ):
        (first, *_) = (await library.search.search(Question(asked))).hits
        assert first.piece.title == TEXTS[name][0], asked
        assert first.snippet
    assert not (await library.search.search(Question("龘"))).hits


def test_a_korean_word_is_the_same_with_its_particles() -> None:
    for written in ("제재", "제재는", "제재를", "제재의", "제재로부터", "제재에서는", "제재들이"):
        assert words(written) == words("제재"), written
    assert len({*words("끝이 끝은 북한 북한산")}) == 4  # one syllable is too little to take anything from


async def test_a_name_is_completed_from_its_middle(library: GuildServices) -> None:
    assert [name for _, name in await library.resolving.complete_person("正恩")] == ["金正恩"]


async def test_pieces_on_one_subject_are_related(library: GuildServices) -> None:
    await library.library.add(
        Draft(title="盟友与芯片", kind=Kind.REPORT, body=("盟友的芯片出口管制各不相同。供应链因此更加复杂。",))
    )
    found = await library.discovery.related_to_text("芯片出口管制需要盟友", limit=2)
    assert {hit.piece.title for hit in found.hits} == {"盟友与芯片", TEXTS["zh"][0]}


@pytest.mark.parametrize("name", ["zh", "ja", "th", "hi", "ar"])
def test_a_copy_with_another_ending_is_a_near_duplicate(name: str) -> None:
    long = " ".join(f"{number}. {TEXTS[name][1]}" for number in range(12))
    assert sameness(Draft(body=(long,)), Draft(body=(f"{long} {TEXTS['ru'][1]}",)))
    assert not sameness(Draft(body=(long,)), Draft(body=(" ".join(TEXTS["el"][1:2] * 12),)))


def test_phrases_that_return_are_key_phrases() -> None:
    zh = [phrase for phrase, _ in keyphrases(TEXTS["zh"][1] + "芯片供应链的芯片", 4, TEXTS["zh"][0])]
    assert {"出口管制", "芯片供应链"} <= set(zh)
    ja = [phrase for phrase, _ in keyphrases(TEXTS["ja"][1], 4, TEXTS["ja"][0])]
    assert {"半導体", "輸出管理"} <= set(ja)


def test_pairs_of_characters_are_words_and_vowel_signs_belong_to_theirs() -> None:
    assert words("AI政策 and 出口管制。") == ["ai", "政策", "and", "出口", "口管", "管制"]
    assert len(words("निर्यात नियंत्रण नीति।")) == 3


async def test_a_library_of_before_is_counted_anew_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with open_library(Settings(database_path=path)) as services:
        here = await services.guild(LOCAL)
        title, body, inside, _ = TEXTS["zh"]
        await here.library.add(Draft(title=title, kind=Kind.COMMENTARY, body=(body,)))
        await here.library.add(
            Draft(title="Ships", kind=Kind.COMMENTARY, body=("Ships carry chips across the strait.",))
        )
        shelf = await open_shelf(services.database, LOCAL)
        async with services.database.write() as transaction:  # as it was kept before: one word a run
            await shelf.postings.remove(transaction, 1)
            await transaction.execute("DELETE FROM completion WHERE word = ?", (inside,))
            await shelf.settings.set(transaction, "words", "")
        assert not (await here.search.search(Question(inside))).hits
    async with open_library(Settings(database_path=path)) as services:
        here = await services.guild(LOCAL)
        assert [hit.piece.title for hit in (await here.search.search(Question(inside))).hits] == [title]
        assert await read_again(await open_shelf(services.database, LOCAL)) == 0
    await asyncio.sleep(0)
