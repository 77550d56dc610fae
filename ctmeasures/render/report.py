"""The report as Markdown, and as a page made of that Markdown: for people who never open a terminal."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ctmeasures.model.deadline import Outcome
from ctmeasures.model.links import letter_url
from ctmeasures.model.status import Status
from ctmeasures.render import claims
from ctmeasures.render import markdown as drawn
from ctmeasures.render.citation import citation
from ctmeasures.render.counts import heading as by_heading
from ctmeasures.render.counts import stats_foot
from ctmeasures.render.deadlines import HEADINGS, about, far, shift_words, silence, slip_heading, slips, sums, unmoved
from ctmeasures.render.look import Look
from ctmeasures.render.markdown import drawn_table, escape, linked, table
from ctmeasures.render.pieces import filters, index, measure_names, opening, owner_cell, rests_on
from ctmeasures.render.words import called, no_word

if TYPE_CHECKING:
    from ctmeasures.render.svg.pieces import Chart
    from ctmeasures.reports.report import Report


def markdown(found: Report, look: Look) -> str:
    """Draw the state on a day: the counts, what is open, which due dates passed or moved, what was last heard, the money, the letters."""
    only = filters(found.query)
    parts = [
        f"# {escape(heading(found, look))}",
        opening(found.view, look, rests_on(found.view, look)),
        *([look.say("Only the measures of `{filters}`.", filters=only)] if only else []),
        *_counts(found, look),
        *_open(found, look),
        *_passed(found, look),
        *_ahead(found, look),
        *_moved(found, look),
        *_heard(found, look),
        *_money(found, look),
        *_letters(found, look),
        *_index(found, look),
    ]
    return "\n\n".join(parts) + "\n"


def html(found: Report, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere, with its charts."""
    from ctmeasures.render.html import page
    from ctmeasures.render.pictures import drawn as picture

    pictures = {
        place: [_titled(chart, picture(chart, standing)) for chart in charts]
        for place, standing, charts in _charts(found, look)
    }
    return page(markdown(found, look.unbroken()), heading(found, look), look, contents=True, pictures=pictures)


def docx(found: Report, look: Look) -> bytes:
    """Draw the same for a word processor; with its charts, where the library for PNG is there."""
    from ctmeasures.render.docx import document
    from ctmeasures.render.pictures import alone
    from ctmeasures.render.png import png

    day, pictures = found.view.clock.reference_day, {}
    with contextlib.suppress(ImportError):
        for place, standing, charts in _charts(found, look):
            pictures[place] = [png(alone(chart, standing, found.view, look)) for chart in charts]
    return document(markdown(found, look.unbroken()), heading(found, look), day, look, pictures)


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


def _counts(found: Report, look: Look) -> Iterator[str]:
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
            look.say("open, and nothing heard for 365 days or more"),
            found.silent_year,
            counted.open,
        ],
    ]
    yield table(
        [_said(("Count", "Definition", "Measures", "of"), look), *([str(cell) for cell in row] for row in rows)],
        numbers=2,
    )
    for section in found.stats.sections[:2]:
        said = look.say(section.dimension.definition)
        yield f"### {by_heading(section, look)}"
        yield f"{said[:1].upper()}{said[1:]}."
        yield drawn.counted(section, found.stats, look)
    yield stats_foot(found.stats, look)


def _open(found: Report, look: Look) -> Iterator[str]:
    """Yield what is open: how many each owner has, and then one table an owner."""
    registry, named = found.view.registry, measure_names(found.view.registry, look)
    yield f"## {look.say('Open, by owner: {number}', number=len(found.open.states))}"
    if not found.open.states:
        yield look.say("None.")
    for count in next(one for one in found.stats.sections if one.dimension.name == "owner").counts:
        own = [state for state in found.open.states if state.measure.owner == count.key]
        if own:
            owner = f"{look.name(registry.organisations[count.key or ''])} ({count.key})"
            yield f"### {escape(owner)}: {len(own)}"
            rows = []
            for state in sorted(own, key=lambda state: (state.due is None, state.due.last if state.due else None)):
                cell = named(state)
                cell += f" *({look.say('owner inferred')})*" if state.measure.owner_inferred else ""
                told = (
                    [claims.status(state, look)],
                    claims.due(state, look, labelled=False),
                    [claims.heard(state, look.short(state.updated))],
                )
                rows.append([cell, *(claims.cell(one, registry) for one in told)])
            yield drawn_table([_said(("Measure", "Status", "Due", "Last heard"), look), *rows])


def _passed(found: Report, look: Look) -> Iterator[str]:
    registry, named = found.view.registry, measure_names(found.view.registry, look)
    late = [one for one in found.deadlines.measures if one.state.overdue]
    yield f"## {look.say('Due date passed')}: {len(late)}"
    if not late:
        return
    yield look.say("Open; the longest passed first, and first those without a later word.")
    rows = []
    for one in late:
        assert one.state.promise
        measure, owner = named(one.state), owner_cell(one.state, registry, look)
        due = claims.cell(claims.due(one.state, look, labelled=False), registry)
        rows.append([due, far(one, look), measure, owner, claims.source(one.state.promise, registry, look)])
    yield drawn_table([_said(("Due", "passed", "Measure", "Owner", "Promised in"), look), *rows])


def _ahead(found: Report, look: Look) -> Iterator[str]:
    """Yield the due dates that are still to come, the next one first."""
    registry, named = found.view.registry, measure_names(found.view.registry, look)
    ahead = sorted(
        (one for one in found.deadlines.measures if one.outcome is Outcome.NEXT), key=lambda one: -(one.days or 0)
    )
    yield f"## {look.say('Coming deadlines: {number}', number=len(ahead))}"
    if not ahead:
        yield look.say("None.")
        return
    rows = []
    for one in ahead:
        assert one.state.promise
        due = claims.cell(claims.due(one.state, look, labelled=False), registry)
        told = claims.source(one.state.promise, registry, look)
        rows.append([due, far(one, look), named(one.state), owner_cell(one.state, registry, look), told])
    yield drawn_table([_said(("Due", "how far", "Measure", "Owner", "Promised in"), look), *rows])


def _moved(found: Report, look: Look) -> Iterator[str]:
    registry, moved = found.view.registry, slips(found.deadlines)
    named = measure_names(registry, look)
    yield f"## {look.say('Due dates moved')}: {slip_heading(found.deadlines, look)}"
    if not moved:
        yield unmoved(found.deadlines, look)
        return
    yield look.say(
        "Each move of a due date, by measure; the days count between last days, where one date is as exact as the other."
    )
    rows = []
    for one in moved:
        for before, promise in zip(one.promises, one.promises[1:], strict=False):
            if promise.shift is None:
                continue
            measure = named(one.state)
            words = shift_words(promise.shift, look)
            dates = [
                claims.cell([claims.Claim(look.date(each.due), each.event)], registry) for each in (before, promise)
            ]
            rows.append([measure, *dates, words, claims.source(promise.event, registry, look)])
    yield drawn_table([_said(("Measure", "From", "To", "moved", "By"), look), *rows])
    yield table(sums(found.deadlines, look), numbers=4)


def _heard(found: Report, look: Look) -> Iterator[str]:
    registry, states = found.view.registry, found.open.states
    named = measure_names(registry, look)
    known = {one.state.measure.id: one for one in found.deadlines.measures}
    yield f"## {look.say('Last heard of')}: {len(states)}"
    if not states:
        yield look.say("None.")
        return
    yield look.say(
        "Open measures, the longest silent first. Nothing was heard of {number} of them for a year or more.",
        number=found.silent_year,
    )
    rows = []
    for state in states:
        heard = claims.cell([claims.heard(state, look.short(state.updated))], registry)
        words = silence(known[state.measure.id], look) or "–"
        rows.append([heard, words, named(state), owner_cell(state, registry, look)])
    yield drawn_table([_said(("Last heard", "Silent for", "Measure", "Owner"), look), *rows])


def _money(found: Report, look: Look) -> Iterator[str]:
    yield f"## {look.say('The money')}"
    yield (
        _lower(drawn.budget(found.budget, False, look))
        if found.budget.packages or found.budget.lines
        else look.say("None.")
    )


def _letters(found: Report, look: Look) -> Iterator[str]:
    yield f"## {look.say('The letters')}: {len(found.coverage.letters)}"
    if filters(found.query):
        yield look.say("All letters and all measures count here, also those that are left out above.")
    yield look.say(
        "Of each paragraph it is known whether a measure or an amount cites it, whether it is context only, or whether nobody "
        "has looked at it yet."
    )
    rows = []
    for one in found.coverage.letters:
        letter = one.letter
        numbers = (len(one.passages), one.cited, one.context, one.open, one.measures)
        titled = linked(look.title(letter), letter_url(letter))
        rows.append([look.short(letter.date), titled, escape(citation(letter, look)), *map(str, numbers)])
    headings = _said(LETTERS, look)
    yield drawn_table([headings, *rows], numbers=5)


def _index(found: Report, look: Look) -> Iterator[str]:
    """Yield the ids of the measures above, for who goes on at the command line."""
    yield f"## {look.say('Ids of the measures')}"
    moved = (one.state for one in slips(found.deadlines))
    yield index([*found.open.states, *moved], look) if found.open.states or found.deadlines.moved else look.say("None.")


LETTERS = ("Date", "Letter", "Citation", "Paragraphs", "Cited", "Context", "Not yet read", "Measures")


def _said(words: Iterable[str], look: Look) -> list[str]:
    """Return the headings of a table in the reader's language."""
    return [look.say(word) for word in words]


def _lower(text: str) -> str:
    """Return what another answer draws, its headings one level lower."""
    return re.sub("^#", "##", text.strip(), flags=re.MULTILINE)
