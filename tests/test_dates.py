"""Partial dates: which texts are dates, the days they may mean, how they are said, and why others are refused."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ctmeasures.model.dates import PartialDate, day, months_before, months_between, nearest_date, parse_date

NOT_A_DATE = "not a date"
NO_MONTH = "there is no such month (21 to 24 are the seasons)"
NO_DAY = "there is no such day"
NO_YEAR = "there is no year 0000"
REVERSED = "an interval that ends before it starts"
LONG_WINTER = "a winter that ends after the year 9999"

years = st.integers(1, 9999).map("{:04}".format)
months = st.builds("{:04}-{:02}".format, st.integers(1, 9999), st.integers(1, 12))
seasons = st.builds("{:04}-{:02}".format, st.integers(1, 9998), st.integers(21, 24))
days = st.dates().map(date.isoformat)
points = years | months | seasons | days
intervals = st.lists(points, min_size=2, max_size=2).map(
    lambda ends: "/".join(sorted(ends, key=lambda end: parse_date(end).first))
)
dates = points | intervals.filter(lambda text: parses(text))
like_dates = st.text("0123456789-/", max_size=21) | st.from_regex(
    r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?\n?", fullmatch=True
)


def parses(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2017-01", "2017-01-01", "2017-01-31"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2017-04", "2017-04-01", "2017-04-30"),
        ("2017-12", "2017-12-01", "2017-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("2017-09-01", "2017-09-01", "2017-09-01"),
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("2017-21", "2017-03-01", "2017-05-31"),
        ("2017-22", "2017-06-01", "2017-08-31"),
        ("2017-23", "2017-09-01", "2017-11-30"),
        ("2017-24", "2017-12-01", "2018-02-28"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        ("9998-24", "9998-12-01", "9999-02-28"),
        ("9999-23", "9999-09-01", "9999-11-30"),
        ("2018-07/2018-09", "2018-07-01", "2018-09-30"),
        ("2017-07-11/2017-07-13", "2017-07-11", "2017-07-13"),
        ("2017-07-11/2017-07-11", "2017-07-11", "2017-07-11"),
        ("2017/2018", "2017-01-01", "2018-12-31"),
        ("2017/2017", "2017-01-01", "2017-12-31"),
        ("2017-12/2017", "2017-12-01", "2017-12-31"),
        ("2017/2017-03", "2017-01-01", "2017-03-31"),
        ("2017-24/2018-21", "2017-12-01", "2018-05-31"),
    ],
)
def test_a_date_may_mean_these_days(text: str, first: str, last: str) -> None:
    found = parse_date(text)
    assert (found.first.isoformat(), found.last.isoformat(), str(found)) == (first, last, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2017-00", NO_MONTH),
        ("2017-13", NO_MONTH),
        ("2017-20", NO_MONTH),
        ("2017-25", NO_MONTH),
        ("2017-99", NO_MONTH),
        ("2017/2018-13", NO_MONTH),
        ("2017-02-29", NO_DAY),
        ("1900-02-29", NO_DAY),
        ("2016-02-30", NO_DAY),
        ("2017-04-31", NO_DAY),
        ("2017-01-00", NO_DAY),
        ("2017-00-01", NO_DAY),
        ("2017-13-01", NO_DAY),
        ("2017-22-01", NO_DAY),
        ("2017-02-28/2017-02-29", NO_DAY),
        ("0000", NO_YEAR),
        ("0000-01", NO_YEAR),
        ("0000-01-01", NO_YEAR),
        ("0000/2017", NO_YEAR),
        ("9999-24", LONG_WINTER),
        ("9999/9999-24", LONG_WINTER),
        ("2018/2017", REVERSED),
        ("2018-09/2018-07", REVERSED),
        ("2017-07-13/2017-07-11", REVERSED),
        ("2018-22/2018-21", REVERSED),
        ("2018-01/2017", REVERSED),
        ("２０１７", NOT_A_DATE),
        ("٢٠١٧-٠٩", NOT_A_DATE),
        ("2017-0９", NOT_A_DATE),
        (" 2017", NOT_A_DATE),
        ("2017 ", NOT_A_DATE),
        ("2017-09 -01", NOT_A_DATE),
        ("2017-07 / 2017-09", NOT_A_DATE),
        ("2017\n", NOT_A_DATE),
        ("2017-09-01\n", NOT_A_DATE),
        ("2017-9-1", NOT_A_DATE),
        ("2017-9", NOT_A_DATE),
        ("2017-09-1", NOT_A_DATE),
        ("20170901", NOT_A_DATE),
        ("2017-09-01T00:00", NOT_A_DATE),
        ("17", NOT_A_DATE),
        ("999", NOT_A_DATE),
        ("12017", NOT_A_DATE),
        ("-2017", NOT_A_DATE),
        ("+2017", NOT_A_DATE),
        ("2017-", NOT_A_DATE),
        ("2017–09", NOT_A_DATE),
        ("2017?", NOT_A_DATE),
        ("2017~", NOT_A_DATE),
        ("201X", NOT_A_DATE),
        ("2017-001", NOT_A_DATE),
        ("2017/", NOT_A_DATE),
        ("/2017", NOT_A_DATE),
        ("/", NOT_A_DATE),
        ("2017/..", NOT_A_DATE),
        ("2017//2018", NOT_A_DATE),
        ("2017/2018/2019", NOT_A_DATE),
        ("", NOT_A_DATE),
        ("summer 2017", NOT_A_DATE),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  the whole message is compared
        parse_date(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("2017", "2017", "2017"),
        ("0999", "0999", "0999"),
        ("2017-09", "September 2017", "Sep 2017"),
        ("2017-05", "May 2017", "May 2017"),
        ("2017-03-01", "1 March 2017", "1 Mar 2017"),
        ("2017-12-31", "31 December 2017", "31 Dec 2017"),
        ("2017-21", "spring 2017", "spring 2017"),
        ("2017-22", "summer 2017", "summer 2017"),
        ("2017-23", "autumn 2017", "autumn 2017"),
        ("2017-24", "winter 2017/2018", "winter 2017/2018"),
        ("2017/2018", "2017–2018", "2017–2018"),
        ("2017/2017", "2017", "2017"),
        ("2018-07/2018-09", "July–September 2018", "Jul–Sep 2018"),
        ("2018-07/2019-07", "July 2018 – July 2019", "Jul 2018 – Jul 2019"),
        ("2018-21/2018-22", "spring–summer 2018", "spring–summer 2018"),
        ("2018-06/2018-22", "June–summer 2018", "Jun–summer 2018"),
        ("2017-07-11/2017-07-13", "11–13 July 2017", "11–13 Jul 2017"),
        ("2017-07-11/2017-07-11", "11 July 2017", "11 Jul 2017"),
        ("2017-06-30/2017-07-02", "30 June – 2 July 2017", "30 Jun – 2 Jul 2017"),
        ("2017-06-15/2017-07-15", "15 June – 15 July 2017", "15 Jun – 15 Jul 2017"),
        ("2017-12-30/2018-01-02", "30 December 2017 – 2 January 2018", "30 Dec 2017 – 2 Jan 2018"),
        ("2017-07-11/2018-07-11", "11 July 2017 – 11 July 2018", "11 Jul 2017 – 11 Jul 2018"),
        ("2017/2018-03", "2017 – March 2018", "2017 – Mar 2018"),
        ("2017-03-01/2017-04", "1 March 2017 – April 2017", "1 Mar 2017 – Apr 2017"),
    ],
)
def test_a_date_is_said_in_words(text: str, words: str, short: str) -> None:
    assert (parse_date(text).words, parse_date(text).short) == (words, short)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("2017-9-1", "2017-09-01"),
        ("2017-9-31", "2017-09-30"),
        ("2017-9", "2017-09"),
        ("2017-13", "2017-12"),
        ("2017-00", "2017-01"),
        ("2017-02-29", "2017-02-28"),
        ("2016-02-30", "2016-02-29"),
        ("2017-04-31", "2017-04-30"),
        ("2017-01-00", "2017-01-01"),
        ("2017/09/01", "2017-09-01"),
        ("2017.09.01", "2017-09-01"),
        ("01-09-2017", "2017-09-01"),
        ("31-9-2017", "2017-09-30"),
        (" 2017 ", "2017"),
        ("2017?", "2017"),
        ("2017-12-99", "2017-12-31"),
        ("9999-24", "9999-12"),
        ("2017-24?", "2017-24"),
        ("2017-22~", "2017-22"),
        ("9998-24%", "9998-24"),
        ("2017-12-5", "2017-12-05"),
        ("2017-13-5", "2017-05-13"),
        ("2017-13-12", "2017-12-13"),
        ("2017-14-13", "2017-12-13"),
        ("31-12-2017", "2017-12-31"),
        ("32-12-2017", None),
        ("2017-20", "2017-12"),
        ("2017-25", None),
        ("2017-12-100", None),
        ("2011-12", "2011-12"),
        ("2012-13", "2012/2013"),
        ("1999-00", "1999-01"),
        ("2017-33", "2017-01/2017-03"),
        ("2017-36", "2017-10/2017-12"),
        ("2017-37", None),
        ("2017-39", None),
        ("2017-40", "2017-01/2017-06"),
        ("2017-41", "2017-07/2017-12"),
        ("2017-42", None),
        ("1000", "1000"),
        ("0999", None),
        ("0000", None),
        ("17", None),
        ("1-9-17", None),
        ("", None),
        ("soon", None),
        ("2018-09/2018-07", None),
        ("２０１７", None),
    ],
)
def test_a_faulty_date_has_a_nearest_one(text: str, guess: str | None) -> None:
    assert nearest_date(text) == guess


@pytest.mark.parametrize(
    ("text", "guesses"),
    [("20170301", ("2017-03-01", None)), ("2018/2017", ("2017/2018", None))],
)
def test_a_guess_never_leads_away_from_what_was_meant(text: str, guesses: tuple[str | None, ...]) -> None:
    assert nearest_date(text) in guesses


@pytest.mark.slow
def test_29_february_exists_in_leap_years_only() -> None:
    leap = [year for year in range(1, 10000) if parses(f"{year:04}-02-29")]
    assert leap == [year for year in range(1, 10000) if calendar.isleap(year)]


def test_the_months_of_a_year_follow_one_another_without_a_gap() -> None:
    for year in (1900, 2000, 2015, 2016):
        found = [parse_date(f"{year}-{month:02}") for month in range(1, 13)]
        assert (found[0].first, found[-1].last) == (parse_date(f"{year}").first, parse_date(f"{year}").last)
        for one, following in pairwise(found):
            assert following.first - one.last == timedelta(days=1)


def test_the_seasons_follow_one_another_without_a_gap() -> None:
    found = [parse_date(f"{year}-{season}") for year in range(1996, 2024) for season in (21, 22, 23, 24)]
    for one, following in pairwise(found):
        assert following.first - one.last == timedelta(days=1)


@pytest.mark.slow
@given(st.text() | like_dates | dates)
@example("2017/")
@example("0000-00-00/0000-00-00")
@example("9999-24/9999-24")
def test_any_text_is_a_date_that_ends_after_it_starts_or_none_at_all(text: str) -> None:
    if parses(text):
        assert parse_date(text).first <= parse_date(text).last
        assert str(parse_date(text)) == text


@given(st.dates())
def test_every_day_of_the_calendar_can_be_written_and_read(value: date) -> None:
    found = parse_date(value.isoformat())
    assert found == day(value) == PartialDate(value.isoformat(), value, value)
    assert parse_date(str(found)) == found


@given(st.dates())
def test_a_coarser_date_contains_its_finer_ones(value: date) -> None:
    text = value.isoformat()
    year, month = parse_date(text[:4]), parse_date(text[:7])
    assert year.first <= month.first <= parse_date(text).first
    assert parse_date(text).last <= month.last <= year.last


@pytest.mark.slow
@given(st.integers(1, 9998), st.integers(21, 24))
def test_a_season_contains_its_three_months(year: int, season: int) -> None:
    opening = 3 * (season - 20) - 1  # from 0
    within = [f"{year + number // 12:04}-{number % 12 + 1:02}" for number in range(opening, opening + 3)]
    found = parse_date(f"{year:04}-{season}")
    assert found.first == parse_date(within[0]).first
    assert found.last == parse_date(within[-1]).last


@given(intervals.filter(parses))
def test_an_interval_starts_with_its_first_date_and_ends_with_its_second(text: str) -> None:
    start, end = text.split("/")
    assert (parse_date(text).first, parse_date(text).last) == (parse_date(start).first, parse_date(end).last)


@given(dates)
def test_words_are_never_empty(text: str) -> None:
    found = parse_date(text)
    assert text[:4] in found.words or text[-4:] in found.words
    assert 0 < len(found.short) <= len(found.words)
    assert found.words == found.words.strip()


@pytest.mark.slow
@given(st.text() | like_dates)
def test_a_guess_is_always_a_date(text: str) -> None:
    guess = nearest_date(text)
    assert guess is None or parses(guess)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 10_000))
def test_whole_months_lie_between_days_as_the_calendar_has_them(first: date, days: int) -> None:
    last = first + timedelta(days)
    months = months_between(first, last)
    assert months_before(last, months) >= first > months_before(last, months + 1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2020-07-13", "2020-11-30", 4), ("2017-12-31", "2018-06-30", 6), ("2019-11-30", "2020-02-29", 3), ("2019-01-31", "2019-02-28", 1),
        ("2015-11-17", "2016-11-16", 11), ("2015-11-17", "2016-11-17", 12), ("2016-02-29", "2017-02-28", 12), ("2020-01-01", "2020-01-31", 0),
    ],
)  # fmt: skip
def test_months_between_two_days(first: str, last: str, months: int) -> None:
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == months
