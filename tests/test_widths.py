"""Readable at every width: every table of the terminal, drawn from 40 columns to 240, from the project's registry and an odd one.

Four laws: nothing breaks inside a word where the line has room elsewhere; no line is wider than the terminal; ten more columns
make no answer longer by more than a tenth; nothing that the widest one says is missing in the narrowest.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len
from support import EXAMPLE, ROOT, Ran

from ctmeasures.checks.quotes import verify
from ctmeasures.cli.registry import open_registry
from ctmeasures.model.history import Clock
from ctmeasures.model.records import Registry
from ctmeasures.render.formats import renderer
from ctmeasures.render.terminal.quotes import verified
from ctmeasures.render.words import Look
from ctmeasures.reports.brief import brief
from ctmeasures.reports.budget import budget
from ctmeasures.reports.comparison import compare
from ctmeasures.reports.coverage import coverage
from ctmeasures.reports.deadlines import deadlines
from ctmeasures.reports.page import page
from ctmeasures.reports.query import Query, listing
from ctmeasures.reports.report import report
from ctmeasures.reports.revisions import Diff
from ctmeasures.reports.stats import stats
from ctmeasures.reports.timeline import timeline

Ct = Callable[..., Ran]
WIDTHS = range(40, 241)
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
          *["found", "quotes", "no", "text", "more", "than", "once", "too", "long", "unread", "yet", "read", "citation", "context", "cited", "from", "and", "ago"]}  # fmt: skip


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
    texts = {key: "\n".join(one.digest for one in letter.passages) for key, letter in found.letters.items()}
    looked_up = verify(found, texts, "texts")._replace(problems=())  # which are no table

    def view(name: str, *values: object) -> Answer:
        return lambda look: "".join(renderer(name, "table")(*values, look))

    budgets = {by: budget(found, NOW, EVERY, by) for by in ("track", "owner")}
    answers = {
        "list": view("measures", listing(found, NOW, EVERY)),
        "due": view("due", deadlines(found, NOW, EVERY)),
        "timeline": view("timeline", timeline(found, NOW, EVERY)),
        "timeline --by letter": view("timeline", timeline(found, NOW, EVERY, "letter")),
        "letters": view("letters", known),
        "budget": view("budget", budgets["track"], False),
        "budget --by owner --add-years": view("budget", budgets["owner"], True),
        "stats": view("stats", stats(found, NOW, EVERY)),
        "report": view("report", report(found, NOW, EVERY)),
        "brief": view("brief", brief(found, NOW, EVERY, date(2017, 6, 1))),
        "verify": lambda look: verified(looked_up, look),
        "diff": view("diff", changes(found)),
    }
    for one in known.letters:
        answers[f"letters {one.letter.id}"] = view("letter", one, known.view)
    richest = max(found.measures, key=lambda measure: (len(measure.budget), len(measure.history)))
    for measure in {richest.id: richest, found.measures[0].id: found.measures[0]}.values():
        shown = page(found, NOW, measure)
        assert shown
        answers[f"show {measure.id}"] = view("measure", shown)
    return answers


def changes(found: Registry) -> Diff:
    """Return what changes where every second measure is taken away."""
    from ctmeasures.reports.revisions import Side

    fewer = replace(found, measures=found.measures[::2])
    return Diff(Side("HEAD", None), Side(None, None), compare(fewer, found), True)


def tokens(drawn: str, width: int) -> Counter[str]:
    """Count the words that any answer must say at every width, but for addresses and those too long for the narrowest line."""
    text = re.sub(r"\S*(?://|\.html)\S*", " ", drawn)
    found = Counter(re.findall(r"[\w][\w.-]*\w|\w", text.casefold()))
    return Counter({word: times for word, times in found.items() if word not in LABELS and cell_len(word) <= width - 8})


@cache
def real() -> dict[str, Answer]:
    """Return the answers of the project's own registry."""
    return answers(ROOT)


@pytest.mark.parametrize("name", [name for name in real() if name not in ("report", "diff")])
def test_a_table_at_some_widths(name: str) -> None:
    assert [*faults(name, real()[name], SOME, dutch=False)] == []


def test_long_words_at_some_widths(registry: Callable[..., Path]) -> None:
    found = answers(odd(registry))
    assert [fault for name in found for fault in faults(name, found[name], SOME[::2], dutch=False)] == []


@pytest.mark.slow
@pytest.mark.parametrize("dutch", [False, True], ids=["english", "dutch"])
@pytest.mark.parametrize("name", real())
def test_a_table_at_every_width(name: str, dutch: bool) -> None:
    assert [*faults(name, real()[name], WIDTHS, dutch)] == []


@pytest.mark.slow
@pytest.mark.parametrize("dutch", [False, True], ids=["english", "dutch"])
def test_long_words_at_every_width(dutch: bool, registry: Callable[..., Path]) -> None:
    found = answers(odd(registry))
    assert [fault for name in found for fault in faults(name, found[name], WIDTHS, dutch)] == []


def faults(name: str, drawn: Answer, widths: Iterable[int], dutch: bool) -> Iterator[str]:
    """Draw an answer at each width; yield where a law does not hold."""
    at = {width: drawn(Look(width, dutch=dutch)) for width in widths}
    widest = at[max(at)]
    for width, text in at.items():
        broad = max(text.split("\n"), key=cell_len)
        if cell_len(broad) > width:
            yield f"{name} at {width}: wider than the terminal: {broad!r}"
        lost = tokens(widest, width) - tokens(text, width)
        if lost:
            yield f"{name} at {width}: lost or broken: {dict(lost)}"
        lines, more = text.count("\n"), at.get(width + 10, "").count("\n")
        if more > 1.1 * lines:
            yield f"{name}: {lines} lines at {width}, {more} at {width + 10}"
