"""Dates and spans of time as people type them on the command line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.cli.output import CannotRun, shortened
from ctmeasures.cli.typed_dates import typed_date, typed_span
from ctmeasures.model.dates import MONTHS, PartialDate

REFUSED = "refused"
DUTCH = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def read(text: str) -> str:
    """Return the EDTF date that a typed text means, or `refused`."""
    try:
        return str(typed_date(text, "--as-of"))
    except CannotRun:
        return REFUSED


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # EDTF
        ("2017", "2017"),
        ("2017-09", "2017-09"),
        ("2017-09-01", "2017-09-01"),
        ("2017-22", "2017-22"),
        ("2018-07/2018-09", "2018-07/2018-09"),
        ("2017/2018", "2017/2018"),
        ("2016-02-29", "2016-02-29"),
        ("  2017-09 ", "2017-09"),
        # a whole day, the day before the month
        ("1 March 2017", "2017-03-01"),
        ("1 march 2017", "2017-03-01"),
        ("1 MARCH 2017", "2017-03-01"),
        ("March 1, 2017", "2017-03-01"),
        ("1st of March 2017", "2017-03-01"),
        ("1 mar. 2017", "2017-03-01"),
        ("1 maart 2017", "2017-03-01"),
        ("1 mrt 2017", "2017-03-01"),
        ("1 mei 2017", "2017-05-01"),
        ("1 aug 2017", "2017-08-01"),
        ("1 Sept. 2017", "2017-09-01"),
        ("1 okt 2017", "2017-10-01"),
        ("29 februari 2016", "2016-02-29"),
        ("31 dec 9999", "9999-12-31"),
        ("01-03-2017", "2017-03-01"),
        ("1-3-2017", "2017-03-01"),
        ("1/3/2017", "2017-03-01"),
        ("1.3.2017", "2017-03-01"),
        ("31-12-2017", "2017-12-31"),
        ("12-11-2017", "2017-11-12"),
        # a month, a season, a quarter
        ("March 2017", "2017-03"),
        ("maart 2017", "2017-03"),
        ("mrt. 2017", "2017-03"),
        ("Sept 2017", "2017-09"),
        ("spring 2017", "2017-21"),
        ("voorjaar 2017", "2017-21"),
        ("lente 2017", "2017-21"),
        ("summer 2017", "2017-22"),
        ("Zomer 2017", "2017-22"),
        ("autumn 2017", "2017-23"),
        ("fall 2017", "2017-23"),
        ("herfst 2017", "2017-23"),
        ("najaar 2017", "2017-23"),
        ("winter 2017", "2017-24"),
        ("Q1 2018", "2018-01/2018-03"),
        ("q2 2018", "2018-04/2018-06"),
        ("Q3 2018", "2018-07/2018-09"),
        ("h1 2019", "2019-01/2019-06"),
        ("2019-H2", "2019-07/2019-12"),
        ("first half of 2019", "2019-01/2019-06"),
        ("the second half of 2019", "2019-07/2019-12"),
        ("eerste helft van 2019", "2019-01/2019-06"),
        ("last quarter of 2018", "2018-10/2018-12"),
        ("derde kwartaal 2018", "2018-07/2018-09"),
        ("Q4-2018", "2018-10/2018-12"),
        ("2018Q3", "2018-07/2018-09"),
        ("2018-Q3", "2018-07/2018-09"),
        ("K3 2018", "2018-07/2018-09"),
    ],
)
def test_a_date_as_people_type_it(text: str, meant: str) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "March",
        "1 March",
        "1 2 3",
        "1-3-17",
        "1 March 17",
        "10a",
        "9" * 5000,
        "yesterday",
        "today",
        "soon",
        "2017-02-30",
        "2017-02-29",
        "30 February 2017",
        "29 februari 2017",
        "31-02-2017",
        "31 April 2017",
        "2017-13",
        "2017-25",
        "2017-9",
        "0000",
        "2018/2017",
        "winter 9999",
        "Q5 2018",
        "Q0 2018",
        "Q3",
        "summer",
        "Friday",
        "Friday 2017",
        "Monday March 2017",
        "10:00 2017",
        "2017 2018",
        "1 March 12017",
        "1 March 2017 1 April 2018",
        "1 blah 2017",
        "２０１７",
        "\x00",
        "2017\x00",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read(text) == REFUSED


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2017-9-1", "2017-09-01"),
        ("2017/09/01", "2017-09-01"),
        ("2017.09.01", "2017-09-01"),
        ("20170901", "2017-09-01"),
        ("2017-09-01T00:00", "2017-09-01"),
        ("2017-13-01", REFUSED),
    ],
)
def test_a_year_is_followed_by_the_month(text: str, meant: str) -> None:
    assert read(text) in (meant, REFUSED)


@pytest.mark.parametrize(("text", "meant"), [("1 March 0000", REFUSED), ("1 January 0001", "0001-01-01")])
def test_a_year_of_four_digits_is_never_changed(text: str, meant: str) -> None:
    assert read(text) in (meant, REFUSED)


def test_a_text_that_upsets_dateutil_is_refused() -> None:
    assert read("0h" + "9" * 30) == REFUSED


def test_the_refusal_names_the_option_the_text_and_what_to_write() -> None:
    with pytest.raises(CannotRun) as refused:
        typed_date("Yesterday", "--due-before")
    assert str(refused.value) == (
        "--due-before: `Yesterday` is no date; write 2017-03-15, 2017-03, 2017, 15 March 2017, summer 2017, Q3 2018 or 2018-07/2018-12"
    )


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["en", "nl"]))
def test_every_day_can_be_typed_in_words_of_both_languages(value: date, language: str) -> None:
    name = (MONTHS if language == "en" else DUTCH)[value.month - 1]
    assert read(f"{value.day} {name} {value.year}") == value.isoformat()
    assert read(f"{name} {value.year}") == value.isoformat()[:7]
    assert read(f"{value.day} {name[:3]} {value.year}") == value.isoformat()
    assert read(f"{value.day}-{value.month}-{value.year}") == value.isoformat()


@given(st.text(max_size=30) | st.text("0123456789-/. qmarch", max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    assert read(text) == REFUSED or isinstance(typed_date(text, "--as-of"), PartialDate)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("0d", "2020-03-31"),
        ("1d", "2020-03-30"),
        ("90d", "2020-01-01"),
        ("90 days", "2020-01-01"),
        ("1 day", "2020-03-30"),
        ("3w", "2020-03-10"),
        ("2 weeks", "2020-03-17"),
        ("1 month", "2020-02-29"),
        ("1m", "2020-02-29"),
        ("6 months", "2019-09-30"),
        ("6months", "2019-09-30"),
        ("6 Months", "2019-09-30"),
        (" 6 months ", "2019-09-30"),
        ("2y", "2018-03-31"),
        ("1 year", "2019-03-31"),
        ("99999d", "1746-06-17"),
    ],
)
def test_a_span_leads_back_from_a_day(text: str, day: str) -> None:
    assert typed_span(text, "--silent-for", date(2020, 3, 31)).isoformat() == day


def test_a_year_before_a_leap_day_is_the_last_of_february() -> None:
    assert typed_span("1y", "--silent-for", date(2020, 2, 29)) == date(2019, 2, 28)


NO_SPAN = "is no span of time; write 90d, 6 months or 2y"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", NO_SPAN),
        (" ", NO_SPAN),
        ("x", NO_SPAN),
        ("d", NO_SPAN),
        ("s", NO_SPAN),
        ("90", NO_SPAN),
        ("3 s", NO_SPAN),
        ("1 hour", NO_SPAN),
        ("-1d", NO_SPAN),
        ("1.5y", NO_SPAN),
        ("1y 6m", NO_SPAN),
        ("six months", NO_SPAN),
        ("６ months", NO_SPAN),
        ("9" * 5000 + "d", NO_SPAN),
        ("99999y", "is longer than the calendar"),
        ("99999 months", "is longer than the calendar"),
    ],
)
def test_what_is_no_span_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotRun) as refused:
        typed_span(text, "--silent-for", date(2020, 3, 31))
    assert str(refused.value) == f"--silent-for: `{shortened(text)}` {why}"


@given(st.text(max_size=12) | st.from_regex(r"\d{1,5} ?[a-z]{1,6}", fullmatch=True), st.dates())
def test_any_text_is_a_span_or_refused(text: str, before: date) -> None:
    try:
        day = typed_span(text, "--silent-for", before)
    except CannotRun:
        return
    assert day <= before
