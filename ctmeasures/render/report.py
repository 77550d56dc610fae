"""The report as Markdown, and as a page made of that Markdown: for people who never open a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.model.links import letter_url
from ctmeasures.model.status import Status
from ctmeasures.render import claims
from ctmeasures.render import markdown as drawn
from ctmeasures.render.citation import citation
from ctmeasures.render.counts import stats_foot
from ctmeasures.render.deadlines import HEADINGS, about, far, shift_words, silence, slip_heading, slips, sums, unmoved
from ctmeasures.render.markdown import drawn_table, escape, linked, table
from ctmeasures.render.pieces import filters, measure_cell, opening, owner_cell, rests_on
from ctmeasures.render.words import Look, called, long_day, name, no_word, title

if TYPE_CHECKING:
    from ctmeasures.reports.report import Report


def markdown(found: Report, look: Look) -> str:
    """Draw the state on a day: the counts, what is open, which due dates passed or moved, what was last heard, the money, the letters."""
    only = filters(found.query)
    parts = [
        f"# {escape(heading(found, look))}",
        opening(found.view, rests_on(found.view)),
        *([f"Only the measures of `{only}`."] if only else []),
        *_counts(found, look),
        *_open(found, look),
        *_passed(found, look),
        *_moved(found, look),
        *_heard(found, look),
        *_money(found, look),
        *_letters(found, look),
    ]
    return "\n\n".join(parts) + "\n"


def html(found: Report, look: Look) -> str:
    """Draw the same as one page that needs nothing from elsewhere."""
    from ctmeasures.render.html import page

    return page(markdown(found, look), heading(found, look))


def heading(found: Report, look: Look) -> str:
    """Say what the report is of."""
    return f"{called(found.view.registry, look)}: the state on {long_day(found.view.clock.reference_day)}"


def _counts(found: Report, look: Look) -> Iterator[str]:
    yield "## In numbers"
    counted, by = found.stats.counted, {section.name: len(section.deadlines) for section in found.deadlines.sections}
    promised = sum(1 for one in found.deadlines.measures if one.promises)
    late = by["passed"] + by["heard"]
    groups = [", ".join(one.label for one in Status if one.open is is_open) for is_open in (True, False)]
    rows = [
        ["All", "every measure of which these letters speak", counted.total, found.stats.total],
        ["Open", groups[0], counted.open, counted.total],
        ["Closed", groups[1], counted.closed, counted.total],
        ["Due date passed", "open, and the due date has passed", late, counted.open],
        [f"Due date passed, {no_word(found.view.overtaken)}", about("passed", found.view), by["passed"], late],
        ["Due date ahead", HEADINGS["next"][1], by["next"], counted.open],
        ["No due date", HEADINGS["none"][1], by["none"], counted.open],
        ["Due date moved", "ever had a due date, and a letter moved it", len(found.deadlines.moved), promised],
        ["Silent for a year", "open, and nothing heard for 365 days or more", found.silent_year, counted.open],
    ]
    yield table([["count", "definition", "measures", "of"], *([str(cell) for cell in row] for row in rows)], numbers=2)
    for section in found.stats.sections[:2]:
        said = section.dimension.definition
        yield f"### By {section.dimension.name}"
        yield f"{said[:1].upper()}{said[1:]}."
        yield drawn.counted(section, found.stats, look)
    yield stats_foot(found.stats)


def _open(found: Report, look: Look) -> Iterator[str]:
    """Yield what is open: how many each owner has, and then one table an owner."""
    registry = found.view.registry
    yield f"## Open, by owner: {len(found.open.states)}"
    if not found.open.states:
        yield "None."
    for count in next(one for one in found.stats.sections if one.dimension.name == "owner").counts:
        own = [state for state in found.open.states if state.measure.owner == count.key]
        if own:
            owner = f"{name(registry.organisations[count.key or ''], look)} ({count.key})"
            yield f"### {escape(owner)}: {len(own)}"
            rows = []
            for state in sorted(own, key=lambda state: (state.due is None, state.due.last if state.due else None)):
                cell = measure_cell(state, look)
                cell += " *(owner inferred)*" if state.measure.owner_inferred else ""
                told = ([claims.status(state)], claims.due(state, ""), [claims.heard(state, state.updated.short)])
                rows.append([cell, *(claims.cell(one, registry) for one in told)])
            yield drawn_table([["measure", "status", "due", "last heard"], *rows])


def _passed(found: Report, look: Look) -> Iterator[str]:
    registry = found.view.registry
    late = [one for one in found.deadlines.measures if one.state.overdue]
    yield f"## Due date passed: {len(late)}"
    if not late:
        return
    yield "Open; the longest passed first, and first those without a later word."
    rows = []
    for one in late:
        assert one.state.promise
        measure, owner = measure_cell(one.state, look), owner_cell(one.state, registry, look)
        due = claims.cell(claims.due(one.state, ""), registry)
        rows.append([due, far(one), measure, owner, claims.source(one.state.promise, registry)])
    yield drawn_table([["due", "passed", "measure", "owner", "promised in"], *rows])


def _moved(found: Report, look: Look) -> Iterator[str]:
    registry, moved = found.view.registry, slips(found.deadlines)
    yield f"## Due dates moved: {slip_heading(found.deadlines)}"
    if not moved:
        yield unmoved(found.deadlines)
        return
    yield "Each move of a due date, by measure; the days count between last days, where one date is as exact as the other."
    rows = []
    for one in moved:
        for before, promise in zip(one.promises, one.promises[1:], strict=False):
            if promise.shift is None:
                continue
            measure = measure_cell(one.state, look)
            words = shift_words(promise.shift)
            dates = [claims.cell([claims.Claim(each.due.words, each.event)], registry) for each in (before, promise)]
            rows.append([measure, *dates, words, claims.source(promise.event, registry)])
    yield drawn_table([["measure", "from", "to", "moved", "by"], *rows])
    yield table(sums(found.deadlines, look), numbers=4)


def _heard(found: Report, look: Look) -> Iterator[str]:
    registry, states = found.view.registry, found.open.states
    known = {one.state.measure.id: one for one in found.deadlines.measures}
    yield f"## Last heard of: {len(states)}"
    if not states:
        yield "None."
        return
    yield f"Open measures, the longest silent first. Nothing was heard of {found.silent_year} of them for a year or more."
    rows = []
    for state in states:
        heard = claims.cell([claims.heard(state, state.updated.short)], registry)
        words = silence(known[state.measure.id]) or "–"
        rows.append([heard, words, measure_cell(state, look), owner_cell(state, registry, look)])
    yield drawn_table([["last heard", "silent for", "measure", "owner"], *rows])


def _money(found: Report, look: Look) -> Iterator[str]:
    yield "## The money"
    yield _lower(drawn.budget(found.budget, False, look)) if found.budget.packages or found.budget.lines else "None."


def _letters(found: Report, look: Look) -> Iterator[str]:
    yield f"## The letters: {len(found.coverage.letters)}"
    if filters(found.query):
        yield "All letters and all measures count here, also those that are left out above."
    yield (
        "Of each paragraph it is known whether a measure or an amount cites it, whether it is context only, or whether nobody "
        "has looked at it yet."
    )
    rows = []
    for one in found.coverage.letters:
        letter = one.letter
        numbers = (len(one.passages), one.cited, one.context, one.open, one.measures)
        titled = linked(title(letter, look), letter_url(letter))
        rows.append([letter.date.short, titled, escape(citation(letter)), *map(str, numbers)])
    headings = ["date", "letter", "citation", "paragraphs", "cited", "context", "not yet read", "measures"]
    yield drawn_table([headings, *rows], numbers=5)


def _lower(text: str) -> str:
    """Return what another answer draws, its headings one level lower."""
    return re.sub("^#", "##", text.strip(), flags=re.MULTILINE)
