"""Readable at every width: every table of the terminal, drawn from 40 columns to 240, from the project's registry and an odd one.

Each answer is drawn at every fifth width, and the answers begin at different ones, so that together they meet every width;
`--thorough` draws each at all of them, which takes minutes.

Four laws: nothing breaks inside a word where the line has room elsewhere; no line is wider than the terminal; ten more columns
make no answer longer by more than a tenth (headings aside, where there are but a few rows); nothing that the widest one says is missing in the narrowest.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from support import EXAMPLE, ROOT, Ran

from ctmeasures.checks.addresses import Links, check_links
from ctmeasures.checks.quotes import Verification, verify
from ctmeasures.cli.registry import open_registry
from ctmeasures.disk.git import Commit
from ctmeasures.model.addresses import State, Visit, addresses
from ctmeasures.model.clock import Clock
from ctmeasures.model.publications import Publication
from ctmeasures.model.records import Registry
from ctmeasures.render.formats import renderer
from ctmeasures.render.look import Look
from ctmeasures.render.terminal import address, draw
from ctmeasures.render.terminal.links import links
from ctmeasures.render.terminal.quotes import verified
from ctmeasures.render.terminal.stacks import Column
from ctmeasures.render.terminal.table import Table, fact
from ctmeasures.reports.brief import brief
from ctmeasures.reports.budget import budget
from ctmeasures.reports.comparison import compare
from ctmeasures.reports.coverage import coverage
from ctmeasures.reports.deadlines import deadlines
from ctmeasures.reports.find import find
from ctmeasures.reports.page import page
from ctmeasures.reports.papers import Papers, papers
from ctmeasures.reports.query import Query, listing
from ctmeasures.reports.report import report
from ctmeasures.reports.revisions import Diff, Log, LogEntry, Side
from ctmeasures.reports.stats import stats
from ctmeasures.reports.threads import thread, threads
from ctmeasures.reports.timeline import timeline

Ct = Callable[..., Ran]
WIDTHS = range(40, 241)
LONG = ("report", "diff")  # which take half a second to draw
SOME = (40, 50, 80, 113, 123, 240)
"""The widths of the quick run, two of them with the one that is ten columns wider."""
NOW = Clock(today=date(2021, 3, 1))
EVERY = Query()
ODD = {  # what the example says, in words that are longer than a column, and some than the narrowest terminal
    "Raising twelve dikes": f"Raising {'hoogwaterbeschermingsprogramma' * 2} and 水位 of the {'Wieringermeer-' * 5}polders",
    "waterbord": "waterschap-hollands-noorderkwartier-en-de-zuiderzee",
    "dijken": "dijken-van-de-zuiderzee-tot-aan-de-afsluitdijk-en-verder",
    "Water Board": f"Water Board of {'Lauwersoog' * 9}",
}
# What columns are called, and what is said in a card instead: not the same at every width.
LABELS = {*["letter", "id", "publication", "date", "sender", "paragraphs", "paragraph", "measures", "measure", "status", "since", "owner", "area", "announced", "last", "heard", "due"],
          *["deadlines", "moved", "days", "later", "earlier", "what", "it", "says", "gave", "count", "definition", "of", "open", "closed", "total", "track", "in", "the", "not"],
          *["found", "quotes", "no", "text", "more", "than", "once", "too", "long", "unread", "yet", "read", "citation", "context", "cited", "from", "and", "ago"],
          *["verantwoordelijke", "laatst", "maatregel", "domein", "wat", "datum", "publicatie", "afzender", "zij", "opleverde", "brief", "vermeld", "er", "staat", "termijn"],
          *["telling", "afgesloten", "sinds", "aangekondigd", "address", "state", "named", "title", "kind", "cites", "titel", "soort", "citeert", "maatregelen"]}  # fmt: skip


COMMIT = Commit(
    "8d5c1f0" * 5,
    "8d5c1f0",
    "2021-02-03",
    (),
    "Anna van der Dijk-Waterman",
    "The dikes of the letter of 3 February 2021",
)


def odd(registry: Callable[..., Path]) -> Path:
    """Return the example with long words in place of its own."""
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    letters = {path.name: path.read_text(encoding="utf-8") for path in (EXAMPLE / "letters").iterdir()}
    for plain, long in ODD.items():
        assert plain in text
        text = text.replace(plain, long)
        letters = {name: content.replace(plain, long) for name, content in letters.items()}
    return registry(text, letters)


Answer = Callable[[Look], str]


def answers(folder: Path) -> dict[str, Answer]:
    """Return every command that has a table, and how a registry's answer is drawn."""
    found = open_registry(str(folder / "measures.yaml"))
    known = coverage(found, NOW)
    looked, visits = cache(lambda: looked_up(found)), cache(lambda: visited(found))

    def view(name: str, *values: object) -> Answer:
        return lambda look: "".join(renderer(name, "table")(*values, look))

    def later(name: str, made: Callable[[], object], *more: object) -> Answer:
        once = cache(made)  # when it is first drawn: to name all answers takes none
        return lambda look: "".join(renderer(name, "table")(once(), *more, look))

    answers = {
        "list": later("measures", lambda: listing(found, NOW, EVERY)),
        "due": later("due", lambda: deadlines(found, NOW, EVERY)),
        "timeline": later("timeline", lambda: timeline(found, NOW, EVERY)),
        "timeline --by letter": later("timeline", lambda: timeline(found, NOW, EVERY, "letter")),
        "letters": view("letters", known),
        "budget": later("budget", lambda: budget(found, NOW, EVERY, "track"), False),
        "budget --by owner --add-years": later("budget", lambda: budget(found, NOW, EVERY, "owner"), True),
        "stats": later("stats", lambda: stats(found, NOW, EVERY)),
        "report": later("report", lambda: report(found, NOW, EVERY)),
        "brief": later("brief", lambda: brief(found, NOW, EVERY, date(2017, 6, 1))),
        "verify": lambda look: verified(looked(), look),
        "links check": lambda look: links(visits(), look),
        "letters find": later("papers", lambda: published(found)),
        "diff": later("diff", lambda: changes(found)),
        "log": later("log", lambda: revised(found)),
        **{f"find {word}": later("find", partial(find, found, NOW, [word])) for word in ("dike", "*politie*", "the")},
    }
    for one in known.letters[::3]:
        answers[f"letters {one.letter.id}"] = view("letter", one, known.view)
    richest = max(found.measures, key=lambda measure: (len(measure.budget), len(measure.history)))
    for measure in {richest.id: richest, found.measures[0].id: found.measures[0]}.values():
        shown = page(found, NOW, measure)
        assert shown
        answers[f"show {measure.id}"] = view("measure", shown)
    largest = max(threads(found, NOW), key=lambda one: len(one.members))
    for whole, measure in ((True, largest.root), (False, largest.members[-1].state.measure)):
        asked = thread(found, NOW, measure)
        answers[f"thread {measure.id}{' --all' if whole else ''}"] = view("thread", asked, whole)
    return answers


def looked_up(found: Registry) -> Verification:
    """Return how a registry's quotes stand beside its own digests, without the problems, which are no table."""
    texts = {key: "\n".join(one.digest for one in letter.passages) for key, letter in found.letters.items()}
    return verify(found, texts, "texts", {}, found.letters)._replace(problems=())


def visited(found: Registry) -> Links:
    """Return what became of a registry's addresses: each state in turn."""
    became = [
        Visit(State.RIGHT),
        Visit(State.MOVED, to="https://www.example.org/dossiers/terrorisme/kamerstukken/moved"),
        Visit(State.GONE, "404 Not Found"),
        Visit(State.UNREACHABLE, "the name of the host is not found"),
        Visit(State.NOT_ASKED),
    ]
    visits = {one: became[number % len(became)] for number, one in enumerate(addresses(found))}
    return check_links(found, visits, {})._replace(problems=())


def published(found: Registry) -> Papers:
    """Return a registry's letters as a publisher lists them, and a paper for each that the registry does not have."""
    listed = []
    for number, letter in enumerate(found.letters.values()):
        for name in (letter.publication or f"kst-{number}-1", f"kst-29754-{900 + number}"):
            kind, subject = ("Brief regering", letter.title) if number % 2 else ("Lijst van vragen en antwoorden", "")
            day = letter.date.first.isoformat()
            url = f"https://www.example.org/{name}.html"
            listed.append(Publication(name, day, kind, subject, ("29754",), letter.sender or "", bool(number % 2), url))
    passed = {listed[1].id: "a list of answers that announces nothing of its own"}
    return papers(found, NOW, listed, passed, (("29754",), "2015-01-01"), everything=True)


def changes(found: Registry) -> Diff:
    """Return what changes where every second measure is taken away."""
    fewer = replace(found, measures=found.measures[::2])
    return Diff(Side("HEAD", None), Side(None, None), compare(fewer, found), True)


def revised(found: Registry) -> Log:
    """Return what two commits changed of the measure that is longest told: one that added it, one that took it away."""
    measure = max(found.measures, key=lambda one: len(one.history))
    there, gone = (replace(found, measures=measures) for measures in ((measure,), ()))
    versions = [(COMMIT, gone, there), (COMMIT, there, gone), (None, gone, there)]
    return Log(
        measure.id,
        tuple(LogEntry(commit, compare(before, after)) for commit, before, after in versions),
        (COMMIT,),
    )


def tokens(drawn: str, width: int) -> Counter[str]:
    """Count the words that any answer must say at every width, but for addresses and those too long for the narrowest line."""
    text = re.sub(r"\S*(?:/|\.html)\S*", " ", drawn)
    found = Counter(re.findall(r"[\w][\w.-]*\w|\w", text.casefold()))
    return Counter({word: times for word, times in found.items() if word not in LABELS and cell_len(word) <= width - 8})


@cache
def real() -> dict[str, Answer]:
    """Return the answers of the project's own registry."""
    return answers(ROOT)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in real() if name not in LONG])
def test_a_table_at_some_widths(name: str) -> None:
    assert [*faults(name, real()[name], SOME, dutch=False)] == []


@pytest.mark.slow
def test_long_words_at_some_widths(registry: Callable[..., Path]) -> None:
    found = answers(odd(registry))
    assert [fault for name in found for fault in faults(name, found[name], SOME[::2], dutch=False, small=True)] == []


@pytest.fixture
def widths(request: pytest.FixtureRequest) -> Callable[[int], Iterable[int]]:
    """Return at which widths the answer of a number is drawn, each with the one that is ten columns wider, and the widest."""
    if request.config.getoption("--thorough"):
        return lambda number: WIDTHS
    return lambda number: [*WIDTHS[number % 5 :: 5], WIDTHS[-1]]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(real())), ids=real())
def test_a_table_at_every_width(number: int, widths: Callable[[int], Iterable[int]]) -> None:
    name = [*real()][number]
    assert [*faults(name, real()[name], WIDTHS[::5] if name in LONG else widths(number), dutch=False)] == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(real())), ids=real())
def test_a_table_in_dutch(number: int, widths: Callable[[int], Iterable[int]]) -> None:
    name = [*real()][number]
    assert [*faults(name, real()[name], WIDTHS[::10] if name in LONG else widths(number + 2), dutch=True)] == []


@pytest.mark.slow
@pytest.mark.parametrize("dutch", [False, True], ids=["english", "dutch"])
def test_long_words_at_every_width(
    dutch: bool, registry: Callable[..., Path], widths: Callable[[int], Iterable[int]]
) -> None:
    found = answers(odd(registry))
    at = enumerate(found, 4 if dutch else 1)
    assert [
        fault for number, name in at for fault in faults(name, found[name], widths(number), dutch, small=True)
    ] == []


def faults(name: str, drawn: Answer, widths: Iterable[int], dutch: bool, small: bool = False) -> Iterator[str]:
    """Draw an answer at each width; yield where a law does not hold; in a `small` one, headings alone are more than a tenth."""
    at = {width: drawn(Look(width, dutch=dutch)) for width in widths}
    count = {width: body(text) if small else text.count("\n") for width, text in at.items()}
    widest = at[max(at)]
    for width, text in at.items():
        broad = max(text.split("\n"), key=cell_len)
        if cell_len(broad) > width:
            yield f"{name} at {width}: wider than the terminal: {broad!r}"
        lost = tokens(widest, width) - tokens(text, width)
        if lost:
            yield f"{name} at {width}: lost or broken: {dict(lost)}"
        if count.get(width + 10, 0) > 1.1 * count[width]:
            yield f"{name}: {count[width]} lines at {width}, {count[width + 10]} at {width + 10}"


def body(text: str) -> int:
    """Count the lines that are neither headings, which a card has not, nor below them."""
    return sum(1 for line in text.split("\n") if not {*re.findall(r"\w+|─", line.casefold())} <= {*LABELS, "─"})


# The cases as they were found.


def drawn_at(name: str, width: int) -> str:
    """Return an answer of the project's own registry at a width."""
    return real()[name](Look(width))


def test_a_narrow_timeline_is_no_column_of_letters() -> None:
    assert drawn_at("timeline", 40).count("\n") < 800  # of 195 moments; it was 6,665


def test_a_list_uses_the_room_that_it_has() -> None:
    heading = drawn_at("list", 120).split("\n")[0]
    assert "Last heard" in heading
    assert len(heading.rstrip()) > 100
    assert "Area" in drawn_at("list", 160).split("\n")[0]


@pytest.mark.parametrize("width", [113, 120, 131, 149])
def test_the_deadlines_have_room_for_their_titles(width: int) -> None:
    lines = drawn_at("due", width).split("\n")
    heading = next(line for line in lines if "Measure" in line and "Due" in line)
    place = heading.index("Measure")
    after = min(heading.index(word) for word in ("Owner", "Last heard", "Heard in") if heading.find(word) > place)
    assert after - place > 28


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_an_address_stands_once_in_one_line(width: int) -> None:
    drawn = drawn_at(next(name for name in real() if name.startswith("show ")), width)
    sources = drawn.count("letter of") if width > 60 else 0  # its citation follows, which says the paragraph too
    ends = re.findall(r"\S*kst-\d+-\d+\S*", drawn)
    assert all(re.search(r"kst-\d+-\d+(\.html\S*)?$", end) for end in ends)
    assert len(ends) >= sources > 0 or width <= 60
    assert not re.search(r"%\n|https?:\S*\n\s+[^\s“]*%", drawn)  # nothing goes on in the next line


@pytest.mark.slow
@given(st.integers(40, 240))
def test_an_address_opens_whole_however_short_it_is_shown(width: int) -> None:
    url = "https://zoek.officielebekendmakingen.nl/kst-29754-302.html#:~:text=uitbreiding%20van%20het%20aantal%20Kmar"
    shown = address(url, width)
    assert cell_len(shown.plain) <= width
    assert shown.plain in url
    assert url in str(shown.style)


WORD = st.sampled_from(["dike", "a", "waterschap", "één", "🌊", "水位", "x" * 30, "b,", "land-en-water", "e\u0301"])
SAID = st.lists(WORD, max_size=6).map(" ".join)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys("abcd", SAID)), min_size=1, max_size=5)
COLUMNS = {
    "a": Column("First", least=12),
    "b": Column("Second"),
    "c": Column("Third", right=True),
    "d": Column(least=8),
}
LAYOUTS = (("a", "b", "c", "d"), ("a/b", "c", "d"), ("a/b,d", "c"), ("a/b,c,d",))


@pytest.mark.slow
@given(ROWS, st.integers(36, 120))
def test_the_laws_hold_of_any_table(rows: list[dict[str, str]], width: int) -> None:
    def at(columns: int) -> list[str]:
        items = [{name: fact(text, "", f"by {text}" if text else "") for name, text in row.items()} for row in rows]
        return draw(Look(columns), Table(COLUMNS, LAYOUTS, items)).split("\n")

    lines = at(width)
    assert max(map(cell_len, lines)) <= width
    said = Counter(word for row in rows for text in row.values() for word in text.split())
    words = Counter(re.findall(r"[^\s·]+", "\n".join(lines)))
    assert not said - words
    assert len(at(width + 10)) <= 1.1 * len(lines)
