"""Dates and spans of time as people type them on the command line."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT
from test_dates import dates

from ctmeasures.cli.output import CannotRun, shortened
from ctmeasures.cli.typed_dates import typed_date, typed_span
from ctmeasures.model.dates import DUTCH, ENGLISH, MONTHS, Names, PartialDate, parse_date
from ctmeasures.model.wording import reading

REFUSED = "refused"


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
        ("derde kwartaal 2018", "2018-07/2018-09"),
        ("Q4-2018", "2018-10/2018-12"),
        ("2018Q3", "2018-07/2018-09"),
        ("2018-Q3", "2018-07/2018-09"),
        ("K3 2018", "2018-07/2018-09"),
        ("2e kwartaal 2018", "2018-04/2018-06"),
        ("2nd quarter of 2018", "2018-04/2018-06"),
        ("tweede helft van 2018", "2018-07/2018-12"),
        ("last half of 2018", "2018-07/2018-12"),
        ("zomer van 2018", "2018-22"),
        ("the summer of 2018", "2018-22"),
        ("in de loop van 2018", "2018"),
        ("winter 2017/2018", "2017-24"),
        ("winter 2017-18", "2017-24"),
        ("2031-W12", "2031-03-17/2031-03-23"),
        ("week 12 van 2031", "2031-03-17/2031-03-23"),
        ("maandag 6 maart 2017", "2017-03-06"),
        ("1-mrt-2017", "2017-03-01"),
        # from one date to another; what both share is said once
        ("11-13 July 2017", "2017-07-11/2017-07-13"),
        ("11–13 July 2017", "2017-07-11/2017-07-13"),
        ("24-28 september 2018", "2018-09-24/2018-09-28"),
        ("1-5 maart 2018", "2018-03-01/2018-03-05"),
        ("1–5 maart 2018", "2018-03-01/2018-03-05"),
        ("1 t/m 5 maart 2018", "2018-03-01/2018-03-05"),
        ("van 1 tot en met 5 maart 2018", "2018-03-01/2018-03-05"),
        ("tussen 1 en 5 maart 2018", "2018-03-01/2018-03-05"),
        ("from 1 to 5 March 2018", "2018-03-01/2018-03-05"),
        ("March 5-6, 2018", "2018-03-05/2018-03-06"),
        ("March 30 - April 2, 2018", "2018-03-30/2018-04-02"),
        ("July–September 2018", "2018-07/2018-09"),
        ("september–december 2015", "2015-09/2015-12"),
        ("november 2017 t/m maart 2018", "2017-11/2018-03"),
        ("Q3-Q4 2018", "2018-07/2018-12"),
        ("2018 Q3–Q4", "2018-07/2018-12"),
        ("eerste en tweede kwartaal van 2018", "2018-01/2018-06"),
        ("2017-2018", "2017/2018"),
        # both of two dates with nothing between them
        ("5/6 maart 2018", "2018-03-05/2018-03-06"),
        ("1 en 2 maart 2018", "2018-03-01/2018-03-02"),
        ("maart of april 2018", "2018-03/2018-04"),
        # what the codebook says of vague words
        ("last quarter of 2018", "2018-10/2018-12"),
        ("laatste kwartaal van 2018", "2018-10/2018-12"),
        ("laatste helft 2018", "2018-07/2018-12"),
        ("third quarter of 2018", "2018-07/2018-09"),
        ("kwartaal 4 2018", "2018-10/2018-12"),
        ("31 december 2017 en 1 januari 2018", "2017-12-31/2018-01-01"),
        ("between March and May 2018", "2018-03/2018-05"),
        ("week 53 2015", "2015-12-28/2016-01-03"),
        ("after the summer of 2015", "2015-09/2015-12"),
        ("na de zomer van 2018", "2018-09/2018-12"),
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
        "March 5 - 2018",
        "1 – March 5, 2018",
        "5 maart 2018 17",
        "1-5 2018",
        "spoedig",
        "eind",
        "winter 2017/2019",
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


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("1 en 5 maart 2018", ["2018-03-01/2018-03-05"]),
        ("1 tot 5 maart 2018", ["2018-03-01/2018-03-05", "2018-03-01/2018-03-04"]),
        ("november – maart 2018", ["2017-11/2018-03"]),
        ("13-11 July 2017", ["2017-07-11/2017-07-13"]),
        ("Tuesday 6 March 2017", ["2017-03-06"]),
        ("2017-05/06", ["2017-05-06", "2017-05/2017-06"]),
        ("eind 2018", ["2018-12", "2018-11/2018-12", "2018-10/2018-12"]),
        ("end of 2018", ["2018-12", "2018-11/2018-12", "2018-10/2018-12"]),
        ("begin 2018", ["2018-01", "2018-01/2018-02", "2018-01/2018-03"]),
        ("medio 2018", ["2018-06", "2018-06/2018-07", "2018-05/2018-08"]),
        ("mid-2018", ["2018-06", "2018-06/2018-07", "2018-05/2018-08"]),
        ("eind maart 2018", ["2018-03-31", "2018-03-21/2018-03-31"]),
        ("first half of March 2018", ["2018-03-01/2018-03-15"]),
        ("vóór de zomer van 2018", ["2018-05-31", "2018-05", "2018-01/2018-05"]),
        ("voor 1 juli 2018", ["2018-06-30", "2018-06", "2018-01/2018-06"]),
        ("before 2018", ["2017-12", "2017"]),
        ("na 1 juli 2018", ["2018-07-02/2018-12-31"]),
        ("after 2018", ["2019"]),
        ("uiterlijk 1 juli 2018", ["2018-07-01"]),
        ("2010–12", ["2010-12", "2010/2012"]),
        ("2017-18", ["2017/2018"]),
        ("2017-33", ["2017-01/2017-03"]),
        ("12/31/2017", ["2017-12-31"]),
        # at the ends of months and years, where the narrowest date is another
        ("before 15 March 2018", ["2018-03-14", "2018-01-01/2018-03-14"]),
        ("before March 2018", ["2018-02-28", "2018-02", "2018-01/2018-02"]),
        ("before February 2018", ["2018-01-31", "2018-01"]),
        ("before 1 January 2018", ["2017-12", "2017"]),
        ("before 2 January 2018", ["2018-01-01"]),
        ("after March 2018", ["2018-04", "2018-04/2018-12"]),
        ("after November 2018", ["2018-12"]),
        ("after 31 March 2018", ["2018-04", "2018-04/2018-12"]),
        ("after 30 March 2018", ["2018-03-31/2018-12-31"]),
        ("after 30 December 2018", ["2018-12-31"]),
        ("after 31 December 2018", ["2019"]),
        ("na de lente van 2018", ["2018-06", "2018-06/2018-12"]),
        ("before 0001", ["0001"]),
        ("after 9999", ["9999"]),
        ("eind van de zomer van 2018", ["2018-22"]),
        ("end of Q2 2018", ["2018-04/2018-06"]),
        ("medio maart 2018", ["2018-03-15", "2018-03-11/2018-03-20"]),
        ("begin december 2018", ["2018-12-01/2018-12-10", "2018-12-01/2018-12-15"]),
        ("begin winter 2018", ["2018-24"]),
        ("second half of March 2018", ["2018-03-16/2018-03-31"]),
        # what lies between, and what ends before it starts
        ("30 december 2017 en 1 januari 2018", ["2017-12-30/2018-01-01"]),
        ("maart en mei 2018", ["2018-03/2018-05"]),
        ("from March until May 2018", ["2018-03/2018-05", "2018-03-01/2018-04-30"]),
        ("1 tot 2 maart 2018", ["2018-03-01/2018-03-02", "2018-03-01"]),
        ("0001-01-01 tot 0001-01-02", ["0001-01-01/0001-01-02", "0001-01-01"]),
        ("0001 tot 0001", ["0001"]),
        ("5 to 1 March 2018", ["2018-03-01/2018-03-05"]),
        ("May to March 2018", ["2017-05/2018-03"]),
        ("2018 to 2017", ["2017/2018"]),
        ("2 maart 2018 – 1 maart 2018", ["2018-03-01/2018-03-02"]),
        ("1900–05", ["1900-05", "1900/1905"]),
        ("winter 2017-19", []),
        ("week 53 2018", []),
        ("2018-W00", []),
        ("fifth quarter of 2018", []),
        ("q5 2018", []),
        ("kwartaal 5 2018", []),
        ("Foo 2 March 2018", []),
    ],
)
def test_what_is_vague_or_has_several_readings_is_refused_with_them(text: str, nearest: list[str]) -> None:
    assert reading(text) == (None, tuple(nearest))
    with pytest.raises(CannotRun) as refused:
        typed_date(text, "--due")
    assert all(one in str(refused.value) for one in nearest)
    assert all(str(parse_date(one)) == one for one in nearest)


@pytest.mark.slow
@pytest.mark.parametrize("names", [ENGLISH, DUTCH], ids=["en", "nl"])
@pytest.mark.parametrize("short", [False, True])
@given(text=dates)
def test_what_the_program_prints_it_also_reads(names: Names, short: bool, text: str) -> None:
    printed = parse_date(text)
    found = reading(printed.said(names, short)).date
    assert found is not None
    assert (found.first, found.last) == (printed.first, printed.last)
    start, _, end = text.partition("/")
    assert found.text == (start if start == end else text)  # an interval from a date to itself is said as that date


def documented(heading: str) -> list[tuple[str, list[str]]]:
    """Return what the table of dates under a heading says of each text that is typed."""
    table = (
        (ROOT / "CONTRIBUTING.md")
        .read_text(encoding="utf-8")
        .partition(f"| Typed | {heading} |\n")[2]
        .partition("\n\n")[0]
    )
    rows = [line.split("|")[1:3] for line in table.splitlines()[1:]]
    return [(text, re.findall("`([^`]+)`", right)) for left, right in rows for text in re.findall("`([^`]+)`", left)]


@pytest.mark.parametrize(("text", "becomes"), documented("Becomes"))
def test_a_date_becomes_what_the_table_of_dates_says(text: str, becomes: list[str]) -> None:
    assert [read(text)] == becomes


@pytest.mark.parametrize(("text", "nearest"), documented("May mean"))
def test_a_vague_date_may_mean_what_the_table_of_dates_says(text: str, nearest: list[str]) -> None:
    assert reading(text) == (None, tuple(nearest))


FIGURES = re.compile("[0-9]+")
PHRASES = st.lists(
    st.sampled_from(
        ["1", "2", "5", "13", "28", "31", "2017", "2018", "maart", "March", "mei", "zomer", "summer", "Q3", "q4", "2e", "kwartaal", "helft", "first", "half", "quarter", "week", "van", "of", "the", "de", "t/m", "en", "and", "to", "-", "–", "/", "&", ",", "tot", "eind", "begin", "medio", "na", "voor", "after", "before", "monday"]
    ),
    min_size=1, max_size=7,
).map(" ".join)  # fmt: skip


@pytest.mark.slow
@given(PHRASES | PHRASES.map(lambda text: text.replace(" - ", "-").replace(" / ", "/")))
def test_a_date_accounts_for_every_figure_and_month_of_the_text(text: str) -> None:
    found = reading(text).date
    if found is None:
        return
    said = {str(int(one)) for one in FIGURES.findall(found.text)}
    if "week" not in text and not re.search(r"[qQ][34]|kwartaal|quarter|half|helft|zomer|summer", text):
        assert {str(int(one)) for one in FIGURES.findall(text)} <= said
    years = {one for one in FIGURES.findall(text) if len(one) == 4}
    assert years
    assert years <= {str(found.first.year), str(found.last.year)}
    for word, month in (("maart", 3), ("March", 3), ("mei", 5)):
        if word in text.split():
            assert str(month) in said


def test_the_refusal_names_the_option_the_text_and_what_to_write() -> None:
    with pytest.raises(CannotRun) as refused:
        typed_date("Yesterday", "--due-before")
    assert str(refused.value) == (
        "--due-before: `Yesterday` is no date; write 2017-03-15, 2017-03, 2017, 15 March 2017, summer 2017, Q3 2018 or 2018-07/2018-12"
    )


@pytest.mark.slow
@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["en", "nl"]))
def test_every_day_can_be_typed_in_words_of_both_languages(value: date, language: str) -> None:
    name = (MONTHS if language == "en" else DUTCH.months)[value.month - 1]
    assert read(f"{value.day} {name} {value.year}") == value.isoformat()
    assert read(f"{name} {value.year}") == value.isoformat()[:7]
    assert read(f"{value.day} {name[:3]} {value.year}") == value.isoformat()
    assert read(f"{value.day}-{value.month}-{value.year}") == value.isoformat()


@pytest.mark.slow
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
        ("2 jaar", "2018-03-31"),
        ("6 maanden", "2019-09-30"),
        ("1 maand", "2020-02-29"),
        ("3 weken", "2020-03-10"),
        ("30 dagen", "2020-03-01"),
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


@pytest.mark.slow
@given(st.text(max_size=12) | st.from_regex(r"\d{1,5} ?[a-z]{1,6}", fullmatch=True), st.dates())
def test_any_text_is_a_span_or_refused(text: str, before: date) -> None:
    try:
        day = typed_span(text, "--silent-for", before)
    except CannotRun:
        return
    assert day <= before
