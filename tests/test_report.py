"""The report and the brief: they say the same numbers as `list` and `stats`, name their sources, and do no harm as pages."""

import json
import re
import shlex
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support import EXAMPLE, ROOT, Ran
from tables import Page, read
from test_safety import HOSTILE

from ctmeasures.model.dates import parse_date

Ct = Callable[..., Ran]
MOMENTS = (
    (),
    ("--as-of", "2015-06-01"),
    ("--as-of", "2017-11-30"),
    ("--known-by", "2015-11-30"),
    ("--known-by", "2017-06-30", "--owner", "politie"),
    ("--as-of", "2018-01-01", "--area", "prevent", "--area", "protect"),
)
moments = pytest.mark.parametrize("moment", MOMENTS, ids=" ".join)
formats = pytest.mark.parametrize("form", ["md", "html"])


def listed(ct: Ct, *words: str, command: str = "list", folder: Path = ROOT) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ct(command, *words, "--format", "json", folder=folder).out)["measures"]
    return found


def new_since(since: str, moment: tuple[str, ...], measures: list[dict[str, Any]]) -> list[str]:
    """Return the ids of what is new: by the date of the letter, or of what it tells where it is later than the reference day."""
    newest = moment[1] if moment[:1] == ("--as-of",) else "9999"
    told = [parse_date(one["history"][0]["date"]).first.isoformat() for one in measures]
    first = [told if one["announced"] > newest else one["announced"] for one, told in zip(measures, told, strict=True)]
    return [one["id"] for one, day in zip(measures, first, strict=True) if day >= since]


def page(ct: Ct, *words: str, folder: Path = ROOT) -> Page:
    ran = ct(*words, folder=folder)
    assert (ran.err, ran.code) == ("", 0)
    return read(ran.out)


def newest(ct: Ct, folder: Path = ROOT) -> str:
    """Return the day of the registry's newest letter."""
    return max(one["date"] for one in json.loads(ct("letters", "--format", "json", folder=folder).out)["letters"])


def no_word(ct: Ct, moment: tuple[str, ...], folder: Path = ROOT) -> str:
    """Return what an answer calls silence: where there are later letters, it is silence up to then."""
    return "no word by then" if moment and newest(ct, folder) > moment[1] else "no later word"


def table(found: Page, *head: str) -> list[list[str]]:
    """Return the rows of the one table whose headings begin so."""
    (rows,) = (rows for rows in found.tables if rows[0][: len(head)] == list(head))
    return rows[1:]


def long_day(text: str) -> str:
    """Return a day as people write it."""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def headed(found: Page, start: str) -> int:
    """Return the number in the one heading that begins so; it can stand again behind the sheet."""
    (text,) = {text for text in found.headings if text.startswith(f"{start}: ")}
    return int(re.match(r"[0-9]+", text.removeprefix(f"{start}: "))[0])  # type: ignore[index]


@pytest.mark.slow
@formats
@moments
def test_the_report_says_the_same_numbers_as_list_and_stats(moment: tuple[str, ...], form: str, ct: Ct) -> None:
    same_numbers(ct, moment, form)


# Of each kind of deadline another number, so that none can stand for another.
KINDS = """
version: 1
organisations: {waterbord: {name: Water Board}, ministerie: {name: Ministry}}
measures:
  - {id: a-back, title: Moved later and back, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2022},
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2023},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress, due: 2022}]}
  - {id: b-later, title: Moved later, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2022},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress, due: 2024}]}
  - {id: c-earlier, title: Moved earlier, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2022},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress, due: 2021-06}]}
  - {id: d-heard, title: Heard of since, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress}]}
  - {id: e-silent, title: Passed, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-03}]}
  - {id: f-silent, title: Passed too, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water, due: 2020-04}]}
  - {id: g-again, title: Open again with a new date, owner: waterbord, history: [
      {date: 2020-01-15, status: implemented, letter: 2020-01-15-water, due: 2020-01},
      {date: 2020-06-30, status: in-progress, letter: 2020-06-30-progress, due: 2025}]}
  - {id: h-none, title: Without a date, owner: waterbord, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-water}]}
  - {id: i-done, title: Done, owner: waterbord, history: [
      {date: 2020-01-15, status: implemented, letter: 2020-01-15-water}]}
"""


@pytest.mark.slow
@formats
@pytest.mark.parametrize(
    ("day", "unheard", "late", "moved", "silent"),
    [("2020-06-30", 2, 3, 3, 0), ("2021-01-15", 2, 3, 3, 3), ("2020-03-01", 0, 0, 1, 0), ("2021-07-01", 3, 4, 3, 8)],
)
def test_the_report_says_the_same_numbers_where_dates_moved_and_passed(
    day: str, unheard: int, late: int, moved: int, silent: int, form: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    counts = same_numbers(ct, ("--as-of", day), form, registry(KINDS))
    silence = next(name for name in counts if name.startswith("Due date passed, "))
    names = (silence, "Due date passed", "Due date moved", "Silent for a year")
    assert [counts[name][0] for name in names] == [unheard, late, moved, silent]


def same_numbers(ct: Ct, moment: tuple[str, ...], form: str, folder: Path = ROOT) -> dict[str, tuple[int, int]]:
    """Assert that the report says the numbers of `list`, `stats` and `due`; return its counts."""
    found = page(ct, "report", *moment, "--format", form, folder=folder)
    every, opened = listed(ct, *moment, folder=folder), listed(ct, *moment, "--status", "open", folder=folder)
    stats = json.loads(ct("stats", *moment, "--format", "json", folder=folder).out)
    late = listed(ct, *moment, "--overdue", folder=folder)
    moves = [one["moves"] for one in listed(ct, *moment, command="due", folder=folder)]
    unheard = [one for one in late if not one["heard_since_due"]]
    counts = {count: (int(number), int(of)) for count, _, number, of in table(found, "Count", "Definition")}
    assert counts == {
        "All": (len(every), stats["total"]),
        "Open": (len(opened), len(every)),
        "Closed": (len(listed(ct, *moment, "--status", "closed", folder=folder)), len(every)),
        "Due date passed": (len(late), len(opened)),
        f"Due date passed, {no_word(ct, moment, folder)}": (len(unheard), len(late)),
        "Due date ahead": (sum(1 for one in opened if one["due"]) - len(late), len(opened)),
        "No due date": (
            len(listed(ct, *moment, "--status", "open", "--due-before", "none", folder=folder)),
            len(opened),
        ),
        "Due date moved": (
            sum(1 for number in moves if number),
            sum(1 for one in every if one["slipped_days_least"] is not None),
        ),
        "Silent for a year": (len(listed(ct, *moment, "--silent-for", "1y", folder=folder)), len(opened)),
    }
    for section, head in ((stats["sections"][0], "Status"), (stats["sections"][1], "Area")):
        (whole,) = (
            (rows for rows in found.tables if rows[0][0] == head and rows[0][-1] == "Total") if every else ([[]],)
        )
        names = [name.lower() for name in whole[0][1:]]
        rows = [[int(cell) for cell in row[1:]] for row in whole[1:]]
        assert rows[:-1] == [[one[name] for name in names] for one in section["counts"] if one["total"] and every]
        assert rows[-1:] == [[{**stats, "total": stats["count"]}[name] for name in names]] * bool(every)
        assert {*names} >= {name for name in ("open", "closed") if stats[name]}
    owners = {one["key"]: one["open"] for one in stats["sections"][2]["counts"] if one["open"]}
    said = [re.fullmatch(r".* \((.*)\): ([0-9]+)", text) for text in found.headings]
    assert {one[1]: int(one[2]) for one in said if one} == owners
    assert headed(found, "Open, by owner") == len(opened) == headed(found, "Last heard of")
    titles = [
        row[0].removesuffix(" (owner inferred)")
        for rows in found.tables
        if rows[0][1:3] == ["Status", "Due"]
        for row in rows[1:]
    ]
    assert sorted(titles) == sorted(one["title"] for one in opened)
    moved = [one for one in listed(ct, *moment, command="due", folder=folder) if one["moves"]]
    ids = {row[1]: row[0] for row in table(found, "Measure", "Id")} if opened or moved else {}
    assert {one["id"]: one["title"] for one in (*opened, *moved)}.items() <= ids.items()
    assert headed(found, "Coming deadlines") == counts["Due date ahead"][0]
    if counts["Due date ahead"][0]:
        dues = {one["title"]: one["due"] for one in opened if one["due"] and not one["overdue"]}
        assert {row[2] for row in table(found, "Due", "How far")} == {*dues}
    assert headed(found, "Due date passed") == len(late)
    assert headed(found, "Due dates moved") == sum(1 for number in moves if number)
    return counts


@pytest.mark.slow
@formats
@moments
def test_the_report_names_every_letter_and_the_money_of_the_budget(moment: tuple[str, ...], form: str, ct: Ct) -> None:
    found = page(ct, "report", *moment, "--format", form)
    day = moment[:2] if moment and moment[0] in ("--as-of", "--known-by") else ()
    known = day if "--known-by" in day else ()
    letters = json.loads(ct("letters", *known, "--format", "json", folder=ROOT).out)["letters"]
    rows = table(found, "Date", "Letter", "Citation")
    assert [row[1] for row in rows] == [one["title"] for one in letters]
    counts = json.loads(ct("stats", "--by", "letter", *day, "--format", "json", folder=ROOT).out)["sections"][0][
        "counts"
    ]
    spoken = {one["key"]: one["total"] for one in counts}
    numbers = [[one["paragraphs"], one["cited"], one["uncovered"], spoken[one["id"]]] for one in letters]
    assert [[int(row[3]), int(row[4]), int(row[6]), int(row[7])] for row in rows] == numbers
    filtered = "--owner" in moment or "--area" in moment
    assert ("All letters and all measures count here, also those that are left out above." in found.text) == filtered
    if not filtered:
        budget = read(ct("budget", *moment, "--format", "md", folder=ROOT).out)
        assert [rows for rows in budget.tables if rows not in found.tables] == []


@pytest.mark.slow
@formats
@pytest.mark.parametrize("since", ["2015-11-01", "2015-11-17", "2015-11-18", "2017-06-01", "2017-11-25"])
@moments
def test_the_brief_says_the_same_numbers_as_list(since: str, moment: tuple[str, ...], form: str, ct: Ct) -> None:
    ran = ct("brief", "--since", since, *moment, "--format", form, folder=ROOT)
    if since > (moment[1] if moment else "9999"):
        assert ran.code == 2
        return
    found, every = read(ran.out), listed(ct, *moment)
    opened = [one for one in every if one["open"]]
    assert headed(found, "New") == len(new_since(since, moment, every))
    silent = [one for one in opened if one["updated"] < since]
    words = f"{len(silent)} of the {len(opened)} open measure"
    nothing, heard = f"Nothing heard since {long_day(since)}", "nothing heard"
    if no_word(ct, moment) == "no word by then":
        nothing = f"No word from {long_day(since)} to {long_day(moment[1])}"
        heard = f"no word by {long_day(moment[1])}"
    assert [one for one in found.headings if one.startswith(f"{nothing}: {words}")]
    assert f"{heard} of {words}" in found.text
    last = {one["id"]: one for one in json.loads(ct("due", *moment, "--format", "json", folder=ROOT).out)["measures"]}
    day = json.loads(ct("list", *moment, "--format", "json", folder=ROOT).out)["reference_day"]
    first = (date.fromisoformat(day) - date.fromisoformat(since)).days
    passed = [one for one in every if one["overdue"] and last[one["id"]]["days_after_due"] <= first + 1]
    assert headed(found, f"Due date passed since {long_day(since)}, still open") == len(passed)
    changed, later = headed(found, "Status or date changed"), headed(found, "Due date moved to a later day")
    assert re.search(
        rf"; {changed} changes? of status or date; {len(passed)} due dates? passed, still open; {later} due dates? moved to",
        found.text,
    )
    assert all(number <= 3 for number in _lists(found)[0])


def _lists(found: Page) -> tuple[list[int], list[int]]:
    """Return how many items each list of the sheet has, and each list behind it."""
    sheets: tuple[list[int], list[int]] = ([], [])
    behind = 0
    for element in found.elements:
        if element.tag == "main":
            sheets[0].clear()  # what came before were the links to the sections
        elif element.tag == "hr":
            behind = 1
        elif element.tag == "ul":
            sheets[behind].append(0)
        elif element.tag == "li":
            sheets[behind][-1] += 1
    return sheets


@pytest.mark.slow
@pytest.mark.parametrize("since", ["2015-03-01", "2017-06-01", "2018-01-01"])
@moments
def test_what_a_brief_leaves_out_stands_behind_it_on_the_page(since: str, moment: tuple[str, ...], ct: Ct) -> None:
    if since > (moment[1] if moment else "9999"):
        return
    words = ("brief", "--since", since, *moment)
    text, found = ct(*words, folder=ROOT).out, page(ct, *words, "--format", "html")
    more: dict[str, int] = {}
    for section in re.split("\n###? ", text)[1:]:
        left = re.search(r"^And ([0-9]+) more: ", section, re.MULTILINE)
        if left:
            more[section.partition("\n")[0]] = int(left[1])
    links = re.findall(r"And ([0-9]+) more", found.text)
    assert [int(number) for number in links] == [*more.values()]
    assert "more: " not in found.text
    assert "ctmeasures " not in found.text
    headings = found.headings[found.headings.index("In full") + 1 : -1] if more else []
    assert headings == [*more]
    assert _lists(found)[1] == [3 + number for number in more.values()]
    behind = found.elements[[one.tag for one in found.elements].index("hr") :] if more else []
    places = [one.attributes["id"] for one in behind if one.tag == "h3"]
    links = [one.attributes["href"] for one in found.elements if one.tag == "a"]
    assert [link for link in links if re.fullmatch(r"#section-[0-9]+-[0-9]+", link or "")] == [
        f"#{one}" for one in places
    ]


@moments
@pytest.mark.slow
def test_a_command_in_a_brief_gives_exactly_what_is_left_out_or_says_that_it_gives_more(
    moment: tuple[str, ...], ct: Ct
) -> None:
    text = ct("brief", "--since", "2015-03-01", *moment, folder=ROOT).out
    offered = re.findall(r"And ([0-9]+) more: (?:all ([0-9]+) are|they are among others) in `ctmeasures ([^`]+)`", text)
    assert len(offered) == text.count("\nAnd ")
    for more, exactly, words in offered:
        ran = ct(*shlex.split(words), "--format", "json", folder=ROOT)
        assert (ran.err, ran.code) == ("", 0)
        answer = json.loads(ran.out)
        (found,) = (answer[name] for name in ("measures", "letters", "moments") if name in answer)
        number = len(found)
        assert number == int(exactly) if exactly else number > int(more), words


def brief_of(ct: Ct, registry: Callable[..., Path], history: str, *words: str) -> str:
    """Return the brief of one measure with a history of letters named by their days."""
    ids = sorted(set(re.findall(r"letter: ([0-9a-z-]+)", history)))
    letters = {
        f"{id_}.md": f"---\ndate: {id_[:10]}\ntitle: Letter\npublication: kst-29754-{id_[5:7]}\n---\n" for id_ in ids
    }
    events = "".join(f"      - {{{line.strip()}}}\n" for line in history.strip().splitlines())
    text = f"version: 1\norganisations: {{o: {{name: Owner}}}}\nmeasures:\n  - id: m\n    title: Measure\n    owner: o\n    history:\n{events}"
    ran = ct("brief", *words, folder=registry(text, letters))
    assert (ran.err, ran.code) == ("", 0)
    return ran.out


MOVES = """
    date: 2020-01-15, status: announced, letter: 2020-01-15-x, due: 2020-06
    date: 2020-03-01, status: in-progress, letter: 2020-03-01-x, due: 2020-09
    date: 2020-05-01, status: in-progress, letter: 2020-05-01-x, due: 2020-08
"""


def test_what_a_letter_changes_stands_where_it_belongs(ct: Ct, registry: Callable[..., Path]) -> None:
    text = brief_of(ct, registry, MOVES, "--since", "2020-02-01", "--as-of", "2020-07-01")
    cited = "[Kamerstukken II 2019/20, 29754, nr. {0}](<https://zoek.officielebekendmakingen.nl/kst-29754-{0}.html>)"
    assert (
        f"## Status or date changed: 2\n\n- **Measure**, Owner: announced → in progress. {cited.format('03')}\n" in text
    )
    assert f"- **Measure**, Owner: due September 2020 → August 2020, 30 days earlier. {cited.format('05')}\n" in text
    assert (
        "### Due date moved to a later day: 1\n\nThey are not among the changes above, unless their status changed too. Why did they move?\n\n"
        f"- **Measure**, Owner: due June 2020 → September 2020, 92 days later. {cited.format('03')}\n" in text
    )
    assert "## New: 0\n\nNone.\n" in text
    assert "## Due date passed since 1 February 2020, still open: 0\n\nNone.\n" in text
    assert "## Nothing heard since 1 February 2020: 0 of the 1 open measure\n\nNone.\n" in text
    assert (
        "**0 new measures; 2 changes of status or date; 0 due dates passed, still open; 1 due date moved to a later day; "
        in text
    )


def test_a_letter_of_the_day_itself_is_since_then(ct: Ct, registry: Callable[..., Path]) -> None:
    on_the_day = brief_of(ct, registry, MOVES, "--since", "2020-05-01", "--as-of", "2020-07-01")
    assert "## Letters: 1\n\n- 1 May 2020" in on_the_day
    assert "## Nothing heard since 1 May 2020: 0 of the 1" in on_the_day
    after = brief_of(ct, registry, MOVES, "--since", "2020-05-02", "--as-of", "2020-07-01")
    assert "No letter of the registry is dated since then" in after
    assert "due August 2020; last heard 2 months ago" in after


def test_a_due_date_that_passed_before_is_silent_and_one_since_then_has_passed(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    for since, passed in (("2020-08-31", 1), ("2020-09-01", 1), ("2020-09-02", 0)):
        text = brief_of(ct, registry, MOVES, "--since", since, "--as-of", "2020-10-01")
        assert f"## Due date passed since {long_day(since)}, still open: {passed}\n" in text
        assert ("due August 2020, no later word (31 days ago)" in text) == bool(passed)
        assert "due August 2020, no later word; last heard 5 months ago" in text


def test_of_consecutive_briefs_one_holds_each_deadline_and_each_event(ct: Ct, registry: Callable[..., Path]) -> None:
    """The due date is the last day of a period; a later letter tells of what happened in it."""
    history = """
        date: 2020-01-15, status: announced, letter: 2020-01-15-x, due: 2020-06-30
        date: 2020-04-10, status: in-preparation, letter: 2021-03-01-x
        date: 2020-08-10, status: in-progress, letter: 2021-03-01-x
        date: 2020-11-10, status: implemented, letter: 2021-03-01-x
    """
    quarters = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"))
    texts = [
        brief_of(ct, registry, history, "--since", f"2020-{first}", "--as-of", f"2020-{last}")
        for first, last in quarters
    ]
    assert ["## New: 1\n" in text for text in texts] == [True, False, False]
    assert ["## Status or date changed: 1\n" in text for text in texts] == [False, True, True]
    assert ["announced → in preparation" in text for text in texts] == [False, True, False]
    assert ["in preparation → in progress" in text for text in texts] == [False, False, True]
    assert ["1 due date passed" in text for text in texts] == [False, False, True]
    assert ["- 1 March 2021:" in text for text in texts] == [False, True, True]


def test_what_a_later_letter_first_tells_is_new_only_where_it_happened_since(
    ct: Ct, registry: Callable[..., Path]
) -> None:
    history = "date: 2020-02-10, status: in-progress, letter: 2021-03-01-x"
    for since, new in (("2020-02-10", 1), ("2020-02-11", 0)):
        text = brief_of(ct, registry, history, "--since", since, "--as-of", "2020-06-30")
        assert f"## New: {new}\n" in text
        assert f"## Letters: {new}\n" in text


def test_a_brief_stays_short_however_many_letters_there_are(ct: Ct, registry: Callable[..., Path]) -> None:
    history = "\n".join(
        f"date: 2020-01-{day:02}, status: in-progress, letter: 2020-01-{day:02}-x, due: 2020-02-{day:02}, note: moved"
        for day in range(1, 29)
    )
    text = brief_of(ct, registry, history, "--since", "2020-01-01", "--as-of", "2020-01-31")
    assert "## Letters: 28\n\n- 28 January 2020" in text
    assert "And 25 more: all 28 are in `ctmeasures letters`" in text
    assert "Due date moved to a later day: 27" in text
    assert "And 24 more: they are among others in `ctmeasures due --as-of 2020-01-31`" in text
    assert text.count("\n- ") == 3 + 1 + 1 + 3
    known = brief_of(ct, registry, history, "--since", "2020-01-01", "--known-by", "2020-01-31")
    assert "And 25 more: all 28 are in `ctmeasures letters --known-by 2020-01-31`" in known


CLAIMS = """
version: 1
organisations: {o: {name: Owner}, p: {name: Other}}
measures:
  - {id: a-once, title: Done at once, owner: o, history: [
      {date: 2020-03-01, status: implemented, letter: 2020-03-01-x, quote: gereed}]}
  - {id: b-before, title: Done long ago, owner: o, history: [
      {date: 2020-01-15, status: implemented, letter: 2020-01-15-x}]}
  - {id: c-twice, title: Done as announced, owner: o, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-x},
      {date: 2020-03-01, status: implemented, letter: 2020-03-01-x, quote: voltooid}]}
  - {id: d-bare, title: Done without words, owner: p, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-x},
      {date: 2020-03-01, status: implemented, letter: 2020-03-01-x}]}
  - {id: e-ended, title: Ended at once, owner: o, history: [
      {date: 2020-03-01, status: lapsed, letter: 2020-03-01-x}]}
  - {id: f-late, title: Still to come, owner: o, history: [
      {date: 2020-01-15, status: announced, letter: 2020-01-15-x, due: 2021}]}
  - {id: g-same, title: The same title, owner: o, history: [
      {date: 2020-03-01, status: announced, letter: 2020-03-01-x}]}
  - {id: h-same, title: The same title, owner: p, history: [
      {date: 2020-05-01, status: announced, letter: 2020-05-01-x}]}
"""


def claims_of(ct: Ct, registry: Callable[..., Path], *words: str) -> Ran:
    days = ("2020-01-15", "2020-03-01", "2020-05-01")
    head = "---\ndate: {0}\ntitle: Letter\npublication: kst-29754-{1}\n---\n"
    return ct("brief", *words, folder=registry(CLAIMS, {f"{day}-x.md": head.format(day, day[5:7]) for day in days}))


def items(text: str, heading: str) -> list[str]:
    """Return the names of the measures in the one list of a brief whose heading begins so."""
    (section,) = (one for one in re.split("\n###? ", text) if one.startswith(f"{heading}"))
    return re.findall(r"^- \*\*(.*?)\*\*", section, re.MULTILINE)


def test_a_brief_asks_for_what_one_letter_alone_says_is_done(ct: Ct, registry: Callable[..., Path]) -> None:
    text = claims_of(ct, registry, "--since", "2020-02-01", "--as-of", "2020-06-30").out
    assert items(text, "Implemented by one letter's word: 2") == ["Done at once", "Done without words"]
    assert "; 2 implemented by one letter's word; " in text
    assert "- **Done at once**, Owner: implemented. [Kamerstukken II 2019/20, 29754, nr. 03]" in text
    assert items(text, "Coming deadlines: 1") == ["Still to come"]
    assert items(text, "Nothing heard since 1 February 2020: 1 of the 3") == ["Still to come"]
    of_other = claims_of(ct, registry, "--since", "2020-02-01", "--as-of", "2020-06-30", "--owner", "p").out
    assert items(of_other, "Implemented by one letter's word: 1") == ["Done without words"]


def test_a_title_that_two_measures_have_is_followed_by_the_id(ct: Ct, registry: Callable[..., Path]) -> None:
    text = claims_of(ct, registry, "--since", "2020-02-01", "--as-of", "2020-06-30").out
    assert "- **The same title (g-same)**, Owner" in text
    assert "(a-once)" not in text
    assert "| Done at once | a-once |\n| Done without words | d-bare |" in text


@pytest.mark.parametrize(
    ("moment", "since"),
    [
        ((), "1 March 2020"),
        (("--as-of", "2020-04-30"), "15 January 2020"),
        (("--known-by", "2020-01-31"), "15 January 2020"),
    ],
)
def test_a_brief_without_a_day_begins_with_the_last_letter_but_one_and_says_so(
    moment: tuple[str, ...], since: str, ct: Ct, registry: Callable[..., Path]
) -> None:
    text = claims_of(ct, registry, *moment).out
    assert f"what is new since {since}\n" in text
    which = "the one letter there is" if "--known-by" in moment else "the last letter but one"
    assert f"No --since was given: it begins with {which}, of {since}." in text
    day = date.fromisoformat({"1": "2020-03-01", "15": "2020-01-15"}[since.split()[0]]).isoformat()
    asked = claims_of(ct, registry, "--since", day, *moment).out
    assert asked.split("\n\n")[2:] == text.split("\n\n")[2:]
    assert "No --since" not in asked


def test_a_brief_before_the_first_letter_wants_a_day(ct: Ct, registry: Callable[..., Path]) -> None:
    ran = claims_of(ct, registry, "--as-of", "2019-01-01")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == "ctmeasures: --since: no letter of the registry is coded by then, from which to begin; name a day\n"
    )


@pytest.mark.slow
def test_a_letter_that_is_not_written_yet_is_no_news(ct: Ct) -> None:
    text = ct("brief", "--since", "2015-11-01", "--as-of", "2015-11-30", folder=ROOT).out
    letters = text.partition("## Letters")[2].partition("## New")[0]
    assert "17 November 2015" in letters
    assert "24 November 2017" not in letters


def documents(ct: Ct, folder: Path) -> list[Page]:
    return [
        page(ct, *words, "--format", "html", folder=folder)
        for words in (("report",), ("brief", "--since", "2020-01-01"))
    ]


def test_a_page_of_hostile_text_holds_nothing_that_runs(ct: Ct, registry: Callable[..., Path]) -> None:
    hostile = """---
date: 2020-01-15
title: "</title><script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
links: ["https://example.org/?a=(b)&c=d|e*_~"]
reference: "<svg onload=alert(1)>"
---

## 1

## 2

## 3
"""
    for found in documents(ct, registry(HOSTILE, {"2020-01-15-water.md": hostile})):
        tags = {element.tag for element in found.elements}
        assert tags <= {
            "html", "head", "meta", "title", "style", "body", "nav", "main", "ul", "li", "a", "h1", "h2", "h3", "h4", "p",
            "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "code", "hr",
            "figure", "figcaption", "svg", "desc", "g", "rect", "path", "text",
        }  # fmt: skip
        for element in found.elements:
            assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "src")]
            if element.tag == "a":
                assert re.match("https://|#section-[0-9]+(-[0-9]+)?$", element.attributes["href"] or "")
        assert "<script>alert(1)</script>" in found.text
        assert "javascript:alert" in found.text


@pytest.mark.slow
def test_a_page_allows_its_own_style_and_nothing_else(ct: Ct) -> None:
    for found in documents(ct, EXAMPLE):
        (policy,) = (one.attributes["content"] for one in found.elements if "http-equiv" in one.attributes)
        digest = b64encode(sha256(found.styles.encode()).digest()).decode()
        assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        assert "url(" not in found.styles
        assert "@import" not in found.styles


def test_a_page_has_one_first_heading_a_language_and_links_to_its_sections(ct: Ct) -> None:
    for found in documents(ct, EXAMPLE):
        assert found.elements[0].attributes == {"lang": "en"}
        tags = [element.tag for element in found.elements]
        assert tags.count("h1") == tags[: tags.index("body")].count("title") == 1
        ids = [element.attributes["id"] for element in found.elements if "id" in element.attributes]
        assert len(ids) == len(set(ids)) == tags.count("h2") + tags.count("h3")
        sections = [f"#{element.attributes['id']}" for element in found.elements if element.tag == "h2"]
        assert len(sections) > 3
        links = [element.attributes.get("href") or "" for element in found.elements if element.tag == "a"]
        assert [link for link in links if link.startswith("#")] == sections


@pytest.mark.slow
def test_a_measure_links_to_the_official_publication_at_the_words(ct: Ct) -> None:
    address = "https://zoek.officielebekendmakingen.nl/kst-29754-421.html#:~:text=Internet%20Referral%20Unit%20%28IRU%20NL%29%20opgericht"
    for words in (("report",), ("brief", "--since", "2017-09-01", "--owner", "politie")):
        for form in ("md", "html"):
            found = page(ct, *words, "--as-of", "2017-12-01", "--format", form)
            assert address in [element.attributes.get("href") for element in found.elements]


@pytest.mark.slow
@pytest.mark.parametrize("words", [("report",), ("brief", "--since", "2020-02-01")], ids=lambda words: words[0])
def test_a_file_gets_what_would_be_printed(words: tuple[str, ...], ct: Ct, tmp_path: Path) -> None:
    day = ("--as-of", "2021-01-01")
    printed = {form: ct(*words, *day, "--format", form).out for form in ("md", "html")}
    for name, more, form in (("x.html", (), "html"), ("x.md", (), "md"), ("x", (), "md"), ("x.HTM", (), "html"), ("y.html", ("--format", "md"), "md")):  # fmt: skip
        path = tmp_path / name
        for _ in range(2):  # new, and in the place of an older one
            ran = ct(*words, *day, *more, "--out", str(path))
            assert (ran.code, ran.out, ran.err) == (0, f"wrote {path}: {words[0]}, {form}\n", "")
            assert path.read_bytes().decode() == printed[form]
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said", "others"),
    [
        (("report", "--owner", "waterbord"), "And 21 more: ctmeasures report --format md --owner waterbord --as-of 2021-01-01", 1),
        (("report", "--lang", "nl"), "En nog 22: ctmeasures report --format md --as-of 2021-01-01", 2),
    ],
)  # fmt: skip
def test_a_terminal_shows_the_first_rows_of_a_long_table_and_says_where_the_others_are(
    words: tuple[str, ...], said: str, others: int, registry: Callable[..., Path], ct: Ct
) -> None:
    more = "".join(MEASURE.format(number=number) for number in range(220))
    folder = registry((EXAMPLE / "measures.yaml").read_text(encoding="utf-8") + more)
    moment = ("--as-of", "2021-01-01")
    drawn, whole = (ct(*words, *moment, "--format", form, folder=folder, columns=200).out for form in ("table", "md"))
    assert said in drawn
    assert (drawn.count("zandbank-"), whole.count("zandbank-")) == (200 - others, 220)


MEASURE = """\
  - id: zandbank-{number:03}
    title: Sandbank {number}
    title_nl: Zandbank {number}
    owner: waterbord
    history:
      - date: 2020-01-15
        status: announced
        letter: 2020-01-15-water
        passage: 2
        quote: Twelve dikes will be raised
"""
