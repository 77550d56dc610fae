"""The report as Markdown, and as a page made of that Markdown: for people who never open a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ctmeasures.model.deadline import Outcome
from ctmeasures.model.links import letter_url
from ctmeasures.model.status import Status
from ctmeasures.render import claims
from ctmeasures.render import markdown as drawn
from ctmeasures.render.cells import Cells
from ctmeasures.render.citation import citation
from ctmeasures.render.counts import heading as by_heading
from ctmeasures.render.counts import stats_foot
from ctmeasures.render.deadlines import HEADINGS, about, far, shift_words, silence, slip_heading, slips, sums, unmoved
from ctmeasures.render.document import Cell, Part, Rows, Words, table, without_zeros
from ctmeasures.render.document import markdown as written
from ctmeasures.render.look import Look
from ctmeasures.render.marked import escape
from ctmeasures.render.pieces import filters, index, opening, rests_on
from ctmeasures.render.safe import clean
from ctmeasures.render.words import called, no_word

if TYPE_CHECKING:
    from ctmeasures.model.deadline import Deadline
    from ctmeasures.model.history import State
    from ctmeasures.render.svg.pieces import Chart
    from ctmeasures.reports.report import Report


def markdown(found: Report, look: Look) -> str:
    """Write the state on a day: the counts, what is open, which due dates passed or moved, what was last heard, the money, the letters."""
    return written(parts(found, look))


def parts(found: Report, look: Look) -> list[Part]:
    """Return the same in its parts, to be drawn."""
    only, cells = filters(found.query), Cells(found.view.registry, look)
    return [
        f"# {escape(heading(found, look))}",
        opening(found.view, look, rests_on(found.view, look)),
        *([look.say("Only the measures of `{filters}`.", filters=only)] if only else []),
        *_counts(found, look),
        *_open(found, cells, look),
        *_passed(found, cells, look),
        *_ahead(found, cells, look),
        *_moved(found, cells, look),
        *_heard(found, cells, look),
        *_money(found, look),
        *_letters(found, look),
        *_index(found, look),
    ]


def html(found: Report, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere, with its charts."""
    from ctmeasures.render.html import page
    from ctmeasures.render.pictures import drawn as picture

    pictures = {
        place: [_titled(chart, picture(chart, standing)) for chart in charts]
        for place, standing, charts in _charts(found, look)
    }
    return page(parts(found, look.unbroken()), heading(found, look), look, contents=True, pictures=pictures)


def docx(found: Report, look: Look) -> bytes:
    """Draw the same for a word processor; with its charts, where the library for PNG is there."""
    from ctmeasures.render.docx import document
    from ctmeasures.render.pictures import alone
    from ctmeasures.render.png import png

    day, pictures = found.view.clock.reference_day, {}
    with contextlib.suppress(ImportError):
        for place, standing, charts in _charts(found, look):
            pictures[place] = [png(alone(chart, standing, found.view, look)) for chart in charts]
    return document(parts(found, look.unbroken()), heading(found, look), day, look, pictures)


def _charts(found: Report, look: Look) -> Iterator[tuple[str, bool, list[Chart]]]:
    """Yield the charts of the sections that have any, each with its anchor, and whether they are columns."""
    from ctmeasures.render.html import anchor
    from ctmeasures.render.pictures import in_report

    charts = in_report(found, look)
    for section, name in ((1, "numbers"), (2, "open"), (7, "money")):
        yield anchor(section), name == "money", charts[name]


def _titled(chart: Chart, picture: str) -> str:
    from markupsafe import escape as shown

    return f"<figcaption>{shown(chart.title)}</figcaption>{picture}"


def heading(found: Report, look: Look) -> str:
    """Say what the report is of."""
    day = look.day(found.view.clock.reference_day)
    return f"{called(found.view.registry, look)}: {look.say('the state on {day}', day=day)}"


def _counts(found: Report, look: Look) -> Iterator[Part]:
    yield f"## {look.say('In numbers')}"
    counted, by = found.stats.counted, {section.name: len(section.deadlines) for section in found.deadlines.sections}
    promised = sum(1 for one in found.deadlines.measures if one.promises)
    late = by["passed"] + by["heard"]
    groups = [", ".join(look.status(one) for one in Status if one.open is is_open) for is_open in (True, False)]
    rows = [
        [look.say("All"), look.say("every measure of which these letters speak"), counted.total, found.stats.total],
        [look.say("Open"), groups[0], counted.open, counted.total],
        [look.say("Closed"), groups[1], counted.closed, counted.total],
        [look.say("Due date passed"), look.say("open, and the due date has passed"), late, counted.open],
        [
            f"{look.say('Due date passed')}, {no_word(found.view.overtaken, look)}",
            about("passed", found.view, look),
            by["passed"],
            late,
        ],
        [look.say("Due date ahead"), look.say(HEADINGS["next"][1]), by["next"], counted.open],
        [look.say("No due date"), look.say(HEADINGS["none"][1]), by["none"], counted.open],
        [
            look.say("Due date moved"),
            look.say("ever had a due date, and a letter moved it"),
            len(found.deadlines.moved),
            promised,
        ],
        [
            look.say("Silent for a year"),
            look.say("open, and nothing heard for a year or more"),
            found.silent_year,
            counted.open,
        ],
    ]
    cells = [[look.number(f"{cell:,}") if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    yield table(_said(("Count", "Definition", "Measures", "of"), look), cells, numbers=2)
    for section in found.stats.sections[:2]:
        said = look.say(section.dimension.definition)
        yield f"### {by_heading(section, look)}"
        yield f"{said[:1].upper()}{said[1:]}."
        yield without_zeros(drawn.counted(section, found.stats, look))
    yield stats_foot(found.stats, look)


def _open(found: Report, cells: Cells, look: Look) -> Iterator[Part]:
    """Yield what is open: how many each owner has, and then one table an owner."""
    registry, aside = found.view.registry, Words(f"({look.say('owner inferred')})", aside=True)
    yield f"## {look.say('Open, by owner: {number}', number=len(found.open.states))}"
    if not found.open.states:
        yield look.say("None.")
    owned: dict[str | None, list[State]] = {}
    for state in found.open.states:
        owned.setdefault(state.measure.owner, []).append(state)
    for count in next(one for one in found.stats.sections if one.dimension.name == "owner").counts:
        own = owned.get(count.key)
        if own:
            owner = f"{look.name(registry.organisations[count.key or ''])} ({count.key})"
            yield f"### {escape(owner)}: {len(own)}"
            own.sort(key=lambda state: (state.due is None, state.due.last if state.due else None))
            rows = []
            for state in own:
                name = cells.name(state)
                cell = [Words(f"{name} "), aside] if state.measure.owner_inferred else name
                rows.append([cell, cells.status(state), cells.due(state), cells.heard(state)])
            yield table(_said(("Measure", "Status", "Due", "Last heard"), look), rows)


def _passed(found: Report, cells: Cells, look: Look) -> Iterator[Part]:
    late = [one for one in found.deadlines.measures if one.state.overdue]
    yield f"## {look.say('Due date passed')}: {len(late)}"
    if late:
        yield look.say("Open; the longest passed first, and first those without a later word.")
        yield _promised(late, _said(("Due", "passed", "Measure", "Owner", "Promised in"), look), cells)


def _promised(deadlines: Iterable[Deadline], headings: list[str], cells: Cells) -> Rows:
    """Return a table of due dates, each with how far it is."""
    rows = []
    for one in deadlines:
        state = one.state
        assert state.promise
        named = cells.name(state), cells.owner(state)
        rows.append([cells.due(state), far(one, cells.look), *named, cells.sources.source(state.promise)])
    return table(headings, rows)


def _ahead(found: Report, cells: Cells, look: Look) -> Iterator[Part]:
    """Yield the due dates that are still to come, the next one first."""
    ahead = sorted(
        (one for one in found.deadlines.measures if one.outcome is Outcome.NEXT), key=lambda one: -(one.days or 0)
    )
    yield f"## {look.say('Coming deadlines: {number}', number=len(ahead))}"
    headings = _said(("Due", "how far", "Measure", "Owner", "Promised in"), look)
    yield _promised(ahead, headings, cells) if ahead else look.say("None.")


def _moved(found: Report, cells: Cells, look: Look) -> Iterator[Part]:
    moved, sources = slips(found.deadlines), cells.sources
    yield f"## {look.say('Due dates moved')}: {slip_heading(found.deadlines, look)}"
    if not moved:
        yield unmoved(found.deadlines, look)
        return
    yield look.say(
        "Each move of a due date, by measure; the days count between last days, where one date is as exact as the other."
    )
    rows = []
    for one in moved:
        for before, promise in pairwise(one.promises):
            if promise.shift is None:
                continue
            dates = [sources.cell([claims.Claim(look.date(each.due), each.event)]) for each in (before, promise)]
            words = shift_words(promise.shift, look)
            rows.append([cells.name(one.state), *dates, words, sources.source(promise.event)])
    yield table(_said(("Measure", "From", "To", "moved", "By"), look), rows)
    head, *summed = sums(found.deadlines, look)
    yield without_zeros(table(head, summed, numbers=4))


def _heard(found: Report, cells: Cells, look: Look) -> Iterator[Part]:
    states = found.open.states
    yield f"## {look.say('Last heard of')}: {len(states)}"
    if not states:
        yield look.say("None.")
        return
    yield look.say(
        "Open measures, the longest silent first. Nothing was heard of {number} of them for a year or more.",
        number=found.silent_year,
    )
    rows = [[cells.heard(one), silence(one, look) or "–", cells.name(one), cells.owner(one)] for one in states]
    yield table(_said(("Last heard", "Silent for", "Measure", "Owner"), look), rows)


def _money(found: Report, look: Look) -> Iterator[Part]:
    yield f"## {look.say('The money')}"
    if found.budget.packages or found.budget.lines:
        yield from drawn.budget_parts(found.budget, False, look, level="###")
    else:
        yield look.say("None.")


def _letters(found: Report, look: Look) -> Iterator[Part]:
    yield f"## {look.say('The letters')}: {len(found.coverage.letters)}"
    if filters(found.query):
        yield look.say("All letters and all measures count here, also those that are left out above.")
    yield look.say(
        "Of each paragraph it is known whether a measure or an amount cites it, whether it is context only, or whether nobody "
        "has looked at it yet."
    )
    rows: list[list[Cell]] = []
    for one in found.coverage.letters:
        letter = one.letter
        numbers = (len(one.passages), one.cited, one.context, one.open, one.measures)
        titled = [Words(look.title(letter), letter_url(letter))]
        rows.append([look.short(letter.date), titled, clean(citation(letter, look)), *map(str, numbers)])
    yield table(_said(LETTERS, look), rows, numbers=5)


def _index(found: Report, look: Look) -> Iterator[Part]:
    """Yield the ids of the measures above, for who goes on at the command line."""
    yield f"## {look.say('Ids of the measures')}"
    moved = (one.state for one in slips(found.deadlines))
    yield index([*found.open.states, *moved], look) if found.open.states or found.deadlines.moved else look.say("None.")


LETTERS = ("Date", "Letter", "Citation", "Paragraphs", "Cited", "Context", "Not yet read", "Measures")


def _said(words: Iterable[str], look: Look) -> list[str]:
    """Return the headings of a table in the reader's language."""
    return [look.say(word) for word in words]
