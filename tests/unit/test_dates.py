"""Days and running times in the forms that people and feeds use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import cell_date, is_day_first, iso_date
from bot.domain.durations import seconds_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-12-15", "2017-12-15"),
        ("2017-12-15T23:59:59Z", "2017-12-15"),
        ("2017-12-15 10:00", "2017-12-15"),
        ("2017/12/5", "2017-12-05"),
        ("20171215", "2017-12-15"),
        ("20171215T101010Z", "2017-12-15"),
        ("December 15, 2017", "2017-12-15"),
        ("December 05, 2017", "2017-12-05"),
        ("Dec. 15, 2017", "2017-12-15"),
        ("Sept. 5th 2017", "2017-09-05"),
        ("DECEMBER 15 2017", "2017-12-15"),
        ("15 December 2017", "2017-12-15"),
        ("15th of December, 2017", "2017-12-15"),
        ("15-Dec-2017", "2017-12-15"),
        ("Friday, February 3, 2023, 8:01 AM", "2023-02-03"),
        ("Fri, 03 Feb 2023 08:01:00 GMT", "2023-02-03"),
        ("Tues, 7 Feb 2023 08:01:00 +0200", "2023-02-07"),
        ("Jun 27, 2025 • 51min", "2025-06-27"),
        ("December\u00a015,\u00a02017", "2017-12-15"),
        ("March 2020", "2020-03-01"),
        ("12/15/2017", "2017-12-15"),
        ("15/12/2017", "2017-12-15"),
        ("03/04/2020", "2020-03-04"),
        ("03.04.2020", "2020-04-03"),
        ("12/15/17", "2017-12-15"),
        ("1/2/69", "1969-01-02"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", ""),
        ("31/02/2020", ""),
        ("99/99/9999", ""),
        ("15 mars 2024", "2024-03-15"),
        ("1er août 2024", "2024-08-01"),
        ("vendredi 12 févr. 2024", "2024-02-12"),
        ("de\u0301cembre 2023", "2023-12-01"),
        ("15. März 2024", "2024-03-15"),
        ("15.März 2024", "2024-03-15"),
        ("Freitag, 4. Okt. 2024, 10:00 Uhr", "2024-10-04"),
        ("Jänner 2024", "2024-01-01"),
        ("15 de marzo de 2024", "2024-03-15"),
        ("viernes, 15 de dic. del 2023", "2023-12-15"),
        ("marzo de 2024", "2024-03-01"),
        ("3 de março de 2024", "2024-03-03"),
        ("sexta-feira, 1º de novembro de 2024", "2024-11-01"),
        ("9 set. 2024", "2024-09-09"),
        ("28 giugno 2024", "2024-06-28"),
        ("7 mei 2024", "2024-05-07"),
        ("15 марта 2024 г.", "2024-03-15"),
        ("март 2024", "2024-03-01"),
        ("١٥ مارس ٢٠٢٤", "2024-03-15"),
        ("2024年3月15日", "2024-03-15"),
        ("2024년 3월", "2024-03-01"),
        ("15/Mar/2024", "2024-03-15"),
        ("March/April 2024", "2024-03-01"),
        ("July–August 2024", "2024-07-01"),
        ("Marching 2024", ""),
        ("Mayor 4, 2024", ""),
        ("Spring 2024", ""),
        ("2020", ""),
        ("March 23", ""),
        ("yesterday", ""),
        ("", ""),
        ("2017-12-15" + " " * 90 + "x" * 90, ""),
    ],
)
def test_a_day_in_many_forms(text: str, expected: str) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03", "2024-03-01"),
        ("Mar-24", "2024-03-01"),
        ("Okt-98", "1998-10-01"),
        ("45366", "2024-03-15"),
        ("24-Mar", ""),
    ],
)
def test_a_cell_names_a_day_as_spreadsheets_do(text: str, expected: str) -> None:
    assert cell_date(text) == expected


def test_three_numbers_follow_the_order_of_their_table() -> None:
    assert iso_date("03/04/2020", day_first=True) == "2020-04-03"
    assert is_day_first("15/12/2017") is True
    assert is_day_first("12/15/2017") is False
    assert is_day_first("03/04/2020") is None
    assert is_day_first("15.12.2017") is None
    assert is_day_first("December 15, 2017") is None


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = iso_date(text)
    assert found == "" or iso_date(found) == found


@given(st.dates())
def test_every_day_reads_itself(day: object) -> None:
    assert iso_date(str(day)) == str(day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2460", 2460),
        ("2460.7", 2460),
        ("41:00", 2460),
        ("1:02:03", 3723),
        ("00:41:00", 2460),
        ("41 min", 2460),
        ("51min", 3060),
        ("41 minutes", 2460),
        ("1 hr 5 min", 3900),
        ("1 hour, 5 minutes", 3900),
        ("PT41M", 2460),
        ("PT1H2M3S", 3723),
        ("45 s", 45),
        ("0", None),
        ("", None),
        ("-5", None),
        ("99999999", None),
        ("about an hour", None),
        ("1:2:3:4", None),
    ],
)
def test_running_times(text: str, expected: int | None) -> None:
    assert seconds_of(text) == expected


@given(st.text(max_size=50))
def test_any_text_is_a_running_time_or_none(text: str) -> None:
    found = seconds_of(text)
    assert found is None or found > 0
