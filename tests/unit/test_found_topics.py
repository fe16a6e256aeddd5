"""Topics that nobody gave: a president would accept each of them, and rather has none than a turn of phrase."""

from __future__ import annotations

from bot.domain.found_topics import found_topics


def names(text: str, title: str = "", **options: object) -> list[str]:
    return [topic.name for topic in found_topics(text, 3, title, **options)]  # type: ignore[arg-type]


def test_a_turn_of_phrase_is_no_topic() -> None:
    text = (
        "The weapon chosen was cheap. Nobody asked why the weapon chosen was slow. They had the weapon chosen by lot."
    )
    assert names(text, "The Weapon Chosen Was Wrong") == []
    assert names("We build trust. To build trust is slow. They build trust and keep it.", "Build Trust") == []


def test_a_title_s_capitals_make_no_name() -> None:
    text = "A warning is only a warning. It was a shot in the dark, and one shot is no war."
    assert names(text, "The Warning Shot") == []


def test_a_usual_subject_goes_by_its_usual_name() -> None:
    text = "The chip plants stand idle. A chip needs water, and chips need customers who order chips in time."
    assert names(text, "A Chip Shortage Is Not a Strategy") == ["Semiconductors"]
    assert names("In Pyongyang nobody talks. Traders left Pyongyang, and Pyongyang shut the border.") == ["North Korea"]


def test_one_mention_is_in_passing() -> None:
    assert names("The harbor is old. Somebody said tariffs, and the talk went on about the crane.") == []


def test_names_that_return_are_topics_with_what_belongs_to_them() -> None:
    text = (
        "The forecasts of the Institute of Tides are sober. Ministers fund the Institute of Tides for another decade. "
        "Before a storm the boats leave Kestrel Bay. Insurers avoid Kestrel Bay, and fishermen keep Kestrel Bay "
        "empty, as the engineers of the Institute of Tides predicted."
    )
    assert set(names(text)) == {"Kestrel Bay", "Institute of Tides"}


def test_adjectives_offices_and_people_are_no_topics() -> None:
    text = (
        "With Estonian money the Minister pays. The Estonian boats and the Estonian crews wait for the Minister. "
        "It was Dr. Mara Holm who asked. We heard from Mara Holm again, and then Mara Holm left the Minister alone."
    )
    assert names(text) == []


def test_a_fixed_term_that_the_title_has() -> None:
    text = "A tidal gate keeps the harbor calm. Without the tidal gate it floods. So they paid for a tidal gate."
    assert names(text, "Who Pays for the Tidal Gate?") == ["Tidal gate"]


def test_speakers_are_no_topics() -> None:
    text = "We asked Ada Roe. It was up to Ada Roe, they told us. And then Ada Roe left."
    assert names(text, "Ada Roe on the Harbor", people=["Ada Roe"]) == []


def test_a_text_in_another_language_or_in_capitals_gets_no_wrong_ones() -> None:
    german = "Der Winter kommt früh. Wer den Winter fürchtet, heizt den Hafen, bevor der Winter den Hafen findet."
    assert names(german, "Warum der Hafen den Winter fürchtet") == []
    assert names("WHEAT AND RYE ROT. THE SILOS HOLD WHEAT FOR A YEAR, AND STILL THE WHEAT ROTS.") == []
