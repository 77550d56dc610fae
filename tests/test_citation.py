"""Citations: the official form, and the days between which a parliamentary year lies."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from ctmeasures.model.dates import parse_date
from ctmeasures.model.records import Letter
from ctmeasures.read.registry import load
from ctmeasures.render.citation import citation, session_year
from ctmeasures.render.look import Look


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("2016-09-19", "2015/16"),  # a Monday; the third Tuesday is the 20th
        ("2016-09-20", "2016/17"),
        ("2017-06-19", "2016/17"),
        ("2017-09-18", "2016/17"),
        ("2017-09-19", "2017/18"),
        ("2015-09-14", "2014/15"),
        ("2015-09-15", "2015/16"),  # the earliest day that it can be
        ("2020-09-14", "2019/20"),
        ("2020-09-15", "2020/21"),
        ("2026-09-14", "2025/26"),
        ("2026-09-15", "2026/27"),
        ("2021-09-20", "2020/21"),
        ("2021-09-21", "2021/22"),  # the latest
        ("2017-12-31", "2017/18"),
        ("2018-01-01", "2017/18"),
        ("1999-12-31", "1999/2000"),
        ("2000-09-19", "2000/01"),
        ("2009-10-01", "2009/10"),
    ],
)
def test_the_parliamentary_year_begins_on_the_third_tuesday_of_september(day: str, year: str) -> None:
    assert session_year(date.fromisoformat(day)) == year


@given(st.dates(date(1815, 1, 1), date(2999, 12, 30)))
def test_a_new_year_begins_on_a_tuesday_from_the_15th_to_the_21st_of_september(day: date) -> None:
    after = day + timedelta(days=1)
    if session_year(day) != session_year(after):
        assert (after.month, after.weekday()) == (9, 1)
        assert 15 <= after.day <= 21
    else:
        assert not (after.month == 9 and after.weekday() == 1 and 15 <= after.day <= 21)


@pytest.mark.parametrize(
    ("publication", "cited"),
    [
        ("kst-29754-421", "Kamerstukken II 2016/17, 29754, nr. 421"),
        ("kst-34359-D", "Kamerstukken I 2016/17, 34359, D"),
        ("kst-34359-AB", "Kamerstukken I 2016/17, 34359, AB"),
        ("kst-35000-VI-2", "Kamerstukken II 2016/17, 35000 VI, nr. 2"),
        ("kst-31700-VI-D", "Kamerstukken I 2016/17, 31700 VI, D"),
        ("kst-21501-20-1209", "Kamerstukken II 2016/17, 21501-20, nr. 1209"),
        ("kst-34000-(R2040)-3", "Kamerstukken II 2016/17, 34000 (R2040), nr. 3"),
        ("ah-tk-20162017-2134", "“Brief”, letter of 19 June 2017, reference 123 (ah-tk-20162017-2134)"),
        (None, "“Brief”, letter of 19 June 2017, reference 123 (no publication established)"),
    ],
)
def test_the_official_form(publication: str | None, cited: str) -> None:
    letter = Letter("x", parse_date("2017-06-19"), "Letter", "Brief", reference="123", publication=publication)
    assert citation(letter, Look()) == cited


def test_what_is_inferred_is_said_to_be_so() -> None:
    letter = Letter("x", parse_date("2017-11-24"), "Letter", publication="kst-29754-436", publication_inferred=True)
    assert citation(letter, Look()) == "Kamerstukken II 2017/18, 29754, nr. 436 (number inferred)"


def test_a_letter_of_which_little_is_known() -> None:
    letter = Letter("x", parse_date("2017-06-23"), "A [letter]\x1b")
    assert citation(letter, Look()) == "“A [letter]\\x1b”, letter of 23 June 2017 (no publication established)"


def test_the_letters_of_the_repository() -> None:
    letters = load(str(ROOT / "measures.yaml")).registry.letters.values()
    assert [citation(letter, Look()) for letter in sorted(letters, key=lambda letter: letter.id)] == [
        "Kamerstukken II 2014/15, 29754, nr. 302",
        "Kamerstukken II 2015/16, 29754, nr. 327",
        "Kamerstukken II 2016/17, 29754, nr. 421",
        "“Beleidsbrief bij Dreigingsbeeld Terrorisme Nederland 45”, letter of 23 June 2017, reference 2093054 (no publication established)",
        "Kamerstukken II 2017/18, 29754, nr. 436 (number inferred)",
    ]
