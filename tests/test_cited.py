"""What is said and what is cited come from one event: beside each status, due date or last word stands the place that says it."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EXAMPLE, ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import day, parse_date
from ctmeasures.model.history import State, states
from ctmeasures.model.links import passage_url
from ctmeasures.model.records import Event, Letter, Measure, Organisation, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load
from ctmeasures.render import brief as briefs
from ctmeasures.render import report as reports
from ctmeasures.render.citation import citation
from ctmeasures.render.claims import Sources
from ctmeasures.render.data.measures import MEASURES
from ctmeasures.render.document import in_markdown
from ctmeasures.render.document import markdown as written
from ctmeasures.render.look import Look
from ctmeasures.render.marked import escape
from ctmeasures.reports.brief import brief
from ctmeasures.reports.query import Query, listing
from ctmeasures.reports.report import report

Ct = Callable[..., Ran]
DAYS = st.dates(date(2016, 1, 1), date(2020, 12, 31))
LABELS = "|".join(status.label for status in Status)


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Draw a registry of up to four measures with up to six events each, every one of which has a place and words of its own."""
    letters: dict[str, Letter] = {}
    measures, number = [], 0
    for name in range(draw(st.integers(1, 4))):
        events = []
        for when in sorted(draw(st.lists(DAYS, min_size=1, max_size=6))):
            number += 1
            told = when + timedelta(draw(st.sampled_from((0, 0, 1, 30, 900))))
            letters[str(told)] = Letter(str(told), day(told), "A letter", publication=f"kst-29754-{told:%y%m%d}")
            due = draw(st.none() | DAYS.map(lambda one: parse_date(str(one)[:7])))
            events.append(Event(day(when), draw(st.sampled_from(Status)), str(told), number, f"words{number}", due))
        measures.append(Measure(f"m{name}", f"Measure {name}", "police", tuple(events)))
    return Registry("", tuple(measures), {"police": Organisation("police", "Police")}, letters=letters)


def refuse(said: str, event: Event, state: State, registry: Registry) -> None:
    """Assert that what is said of a measure is what an event says."""
    told = registry.letters[event.letter].date
    arrow = re.search(rf"(?i)({LABELS}) → ({LABELS})", said)
    status = arrow[2] if arrow else (re.search(rf"(?i)^({LABELS})\b", said) or [None, None])[1]
    if status:
        assert event.status.label == status.lower(), said
    due = re.search(r"(?i)\bdue (?:.* → )?(.*?)(?:,|;| \(|$)", said)
    if due:
        assert event.due is not None, said
        assert event.due.words == due[1], said
    if "still open on" in said.lower():
        assert f"till open on {told.words}" in said
    if "last heard" in said.lower():
        assert event.letter == state.heard.letter


def sentences(text: str, sources: dict[str, Event]) -> Iterator[tuple[str, Event]]:
    """Yield each sentence of an item with the event that is cited behind it."""
    while text:
        place, found = min((text.index(f". {one}"), one) for one in sorted(sources, key=len) if f". {one}" in text)
        found = max((one for one in sources if text.startswith(f". {one}", place)), key=len)
        yield text[:place], sources[found]
        text = text[place + 2 + len(found) :].removeprefix(". ")


def refuse_brief(registry: Registry, clock: Clock, since: date) -> None:
    """Assert that each sentence of the longest brief says what its own event says."""
    found = {escape(one.measure.title): one for one in states(registry, clock)}
    text = written(briefs._parts(brief(registry, clock, Query(), since), Look(), full=True))
    known = Sources(registry, Look())

    def source(event: Event) -> str:
        return in_markdown(known.source(event))

    for line in text.split("\n"):
        item = re.match(r"- \*\*(.*?)\*\*, [^:]*: ", line)
        if item:
            state = found[item[1]]
            sources = {source(event): event for event in state.history}
            for said, event in sentences(line[item.end() :], sources):
                # Two events of one paragraph with the same words are one place, which may say both.
                same = [one for one in state.history if source(one) == source(event)]
                assert any(agrees(said, one, state, registry) for one in same), (line, said)


def agrees(said: str, event: Event, state: State, registry: Registry) -> bool:
    try:
        refuse(said, event, state, registry)
    except AssertionError:
        return False
    return True


def refuse_report(registry: Registry, clock: Clock) -> None:
    """Assert that each cell of a report that opens a place says what stands there."""
    found = {escape(one.measure.title): one for one in states(registry, clock)}
    text = reports.markdown(report(registry, clock, Query()), Look())
    heads: list[str] = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("| ") else []
        if cells and not any("[" in cell for cell in cells) and cells[0] in ("Measure", "Due", "Last heard"):
            heads = cells
        name = next((name for cell in cells if (name := cell.removesuffix(" *(owner inferred)*")) in found), None)
        if name is None or not heads or cells == heads:
            continue
        state = found[name]
        for head, cell in zip(heads, cells, strict=False):
            for words, url in re.findall(r"\[([^\]]*)\]\(<([^>]*)>\)", cell):
                events = [one for one in state.history if passage_url(registry.letters[one.letter], one.quote) == url]
                label = {"Due": "due ", "From": "due ", "To": "due ", "Last heard": "last heard "}.get(head, "")
                said = words if words.startswith("still open") else f"{label}{words}"
                assert any(agrees(said, one, state, registry) for one in events), (head, line)


def refuse_rows(registry: Registry, clock: Clock) -> None:
    """Assert that the status and its first day, in a row of the CSV, are those of the event to which it leads."""
    found = {one.measure.id: one for one in states(registry, clock)}
    lines = "".join(MEASURES.csv(listing(registry, clock, Query()), Look())).split("\n")
    for row in csv.DictReader(lines):
        history = found[row["id"]].history
        cited = [one for one in history if (passage_url(registry.letters[one.letter], one.quote) or "") == row["url"]]
        assert (row["status"], row["since"], row["status_letter"]) in [
            (one.status.value, one.date.text, one.letter) for one in cited
        ]
        if row["due"]:
            assert (row["due"], row["due_letter"]) in [(one.due and one.due.text, one.letter) for one in history]
        assert registry.letters[row["last_letter"]].date.text == row["updated"]


@pytest.mark.slow
@given(registries(), DAYS, st.sampled_from(["free", "as_of", "known_by"]), DAYS)
def test_of_any_registry_each_view_cites_the_event_that_says_it(
    registry: Registry, when: date, kind: str, since: date
) -> None:
    clock = Clock(when) if kind == "free" else Clock(when, **{kind: when})
    refuse_brief(registry, clock, min(when, since))
    refuse_report(registry, clock)
    refuse_rows(registry, clock)


@pytest.mark.slow
@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_of_the_real_registry_each_view_cites_the_event_that_says_it(folder: Path) -> None:
    registry = load(str(folder / "measures.yaml")).registry
    for clock in (
        Clock(date(2026, 1, 1)),
        Clock(date(2026, 1, 1), as_of=date(2017, 6, 30)),
        Clock(date(2026, 1, 1), known_by=date(2017, 6, 30)),
    ):
        for since in sorted({letter.date.first for letter in registry.letters.values()}):
            if since <= clock.reference_day:
                refuse_brief(registry, clock, since)
        refuse_report(registry, clock)
        refuse_rows(registry, clock)


@pytest.mark.slow
def test_a_brief_does_not_cite_the_letter_that_announced_for_what_a_later_one_reports(ct: Ct) -> None:
    text = ct("brief", "--since", "2017-06-01", "--format", "html", folder=ROOT).out
    items = [re.sub(r"<[^>]+>", "", line) for line in text.split("\n") if "DTN 45 sent to parliament</strong>" in line]
    assert items
    for item in items:
        assert re.search(r": in preparation[^.]*\. Kamerstukken II 2016/17, 29754, nr\. 421", item), item
        assert "implemented. Kamerstukken II 2016/17, 29754, nr. 421" not in item
        assert re.search(r"Implemented\. “Beleidsbrief", item), item


@pytest.mark.slow
def test_show_has_the_citation_of_every_place_ready_to_paste(ct: Ct) -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    for measure in registry.measures[::20]:
        shown = json.loads(ct("show", measure.id, "--format", "json", folder=ROOT).out)["measure"]
        plain = ct("show", measure.id, "--format", "plain", folder=ROOT).out
        page = ct("show", measure.id, "--format", "md", folder=ROOT).out
        for row in (*shown["history"], *shown["budget"]):
            paragraph = f", paragraph {row['passage']}" if row["passage"] else ""
            assert row["citation"] == f"{citation(registry.letters[row['letter']], Look())}{paragraph}"
            assert f"    {row['citation']}\n" in plain
            assert row["citation"] in page


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
def test_show_has_the_citation_on_a_terminal_too(columns: int, ct: Ct) -> None:
    text = " ".join(ct("show", "iru-nl", "--format", "table", folder=ROOT, columns=columns).out.split())
    assert "Kamerstukken II 2016/17, 29754, nr. 421, paragraph 9" in text


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", "nl"])
def test_the_site_and_its_feed_cite_the_event_that_says_it(language: str, site: Path) -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    atom = "{http://www.w3.org/2005/Atom}"
    for entry in ET.parse(site / language / "feed.atom").iter(f"{atom}entry"):
        links = {one.attrib["rel"]: one.attrib["href"] for one in entry.iter(f"{atom}link")}
        history = registry.by_id[links["alternate"].removeprefix("measures/").removesuffix(".html")].history
        title, summary = (entry.findtext(f"{atom}{name}") or "" for name in ("title", "summary"))
        fits = [
            one
            for one in history
            if links.get("via") == passage_url(registry.letters[one.letter], one.quote)
            and (language or f": {one.status.label}" in title)
            and ((one.note_nl if language else one.note) or "") in summary
        ]
        assert fits, title
        if registry.letters[fits[0].letter].publication:
            assert any(citation(registry.letters[one.letter], Look()).split(" (")[0] in summary for one in fits)
    for measure in registry.measures:
        page = (site / language / "measures" / f"{measure.id}.html").read_text(encoding="utf-8")
        history = page.partition('<ol class="history">')[2].partition("</ol>")[0]
        for item, event in zip(history.split("<li>")[1:], measure.history, strict=False):
            assert f'class="status {event.status.value}"' in item
            letter = registry.letters[event.letter]
            if letter.publication:
                assert citation(letter, Look()).split(" (")[0] in item
                assert (passage_url(letter, event.quote) or "").replace("&", "&amp;") in item


def test_a_calendar_says_of_each_fact_which_letter_says_it(ct: Ct) -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    text = re.sub("\r\n[ \t]", "", ct("export", "ics", folder=ROOT).out).replace("\\,", ",").replace("\\;", ";")
    for state in states(registry, Clock(date(2026, 1, 1))):
        if state.due:
            entry = text.partition(f"UID:{state.measure.id}.due@")[2].partition("END:VEVENT")[0]
            said = re.search(r"\\nStatus: ([a-z ]+), since ([^(]+) \(letter of ([^,)]+)", entry)
            assert said
            fits = [one for one in state.history if one.status.label == said[1] and one.date.words == said[2]]
            assert said[3] in [registry.letters[one.letter].date.words for one in fits]
