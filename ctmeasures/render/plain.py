"""Plain aligned columns for pipes and files: never cut, never wrapped, no colours, no rich.

Lines that are not data start with `#`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ctmeasures.render.columns import Column, grid, letter_columns, measure_columns, moment_columns
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import letters_foot, listing_foot, other_title, sentence, timeline_foot

if TYPE_CHECKING:
    from ctmeasures.render.facts import Said
    from ctmeasures.reports.budget import Budget
    from ctmeasures.reports.chart import Chart
    from ctmeasures.reports.coverage import Coverage, LetterCoverage
    from ctmeasures.reports.deadlines import Deadlines
    from ctmeasures.reports.find import Found
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import Listing, View
    from ctmeasures.reports.revisions import Diff, Log
    from ctmeasures.reports.stats import Stats
    from ctmeasures.reports.timeline import Timeline


_BAR, _SHORT_BAR = 60, 20  # cells of the longest bar


def aligned(rows: list[list[str]], numbers: int = 0) -> Iterator[str]:
    """Yield one line for each row, the cells of each column under one another, the last so many columns to the right.

    A last column of words is not padded.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    if not numbers:
        widths[-1] = 0
    just = [str.ljust] * (len(widths) - numbers) + [str.rjust] * numbers
    for row in rows:
        yield "  ".join(put(cell, width) for put, cell, width in zip(just, row, widths, strict=True)).rstrip()


def measures(listing: Listing, look: Look) -> Iterator[str]:
    """Draw a list of measures."""
    return _listed(grid(measure_columns(look), listing.states, look), listing_foot(listing, look))


def _listed(cells: list[list[str]], foot: str) -> Iterator[str]:
    """Yield a row a line, and the last line; headings with nothing under them are left out."""
    for row in aligned(cells) if len(cells) > 1 else ():
        yield f"{row}\n"
    yield f"# {foot}\n"


def find(found: Found, look: Look) -> Iterator[str]:
    """Draw the answers to words, those that were looked for in brackets."""
    from ctmeasures.render.find import columns, foot, marked

    return _listed(grid((*columns(look), Column("Text", marked)), found.hits, look), foot(found, look))


def find_ids(found: Found, look: Look) -> Iterator[str]:
    """Draw the ids of the measures that were found or that a paragraph gave, each once."""
    return (f"{key}\n" for key in dict.fromkeys(one.id for hit in found.hits for one in hit.document.measures))


def timeline(line: Timeline, look: Look) -> Iterator[str]:
    """Draw a line of time; the reference day stands in it as a line of its own."""
    day = line.view.clock.reference_day
    behind = sum(1 for moment in line.moments if moment.day <= day)
    for number, row in enumerate(aligned(grid(moment_columns(look), line.moments, look)) if line.moments else ()):
        yield f"{row}\n"
        if number == behind and line.by == "year":
            yield f"# {look.day(day)}: {look.say('the reference day')}\n"
    yield f"# {timeline_foot(line, look)}\n"


def due(found: Deadlines, look: Look) -> str:
    """Draw each section, then what moved, then the sum of that by owner."""
    from ctmeasures.render import deadlines as said

    registry, lines = found.view.registry, []
    for section in found.sections:
        lines.append(f"# {said.heading(section, found.view, look)} ({said.about(section.name, found.view, look)})")
        if section.deadlines:
            lines += aligned(said.cells(section, look))
        lines.append("")
    if found.moved or found.unclear:
        lines.append(f"# {look.say(said.SLIPPED[0])}: {said.slip_heading(found, look)} ({look.say(said.SLIPPED[1])})")
        for one in said.slips(found):
            lines += [one.state.measure.id, *(f"    {words}" for words in said.slipped(one, registry, look))]
        head, *rest = said.sums(found, look)
        lines += ["", f"# {look.say(said.BY_OWNER[0])} ({look.say(said.BY_OWNER[1])})"]
        lines += [*aligned([[word.upper() for word in head], *rest], numbers=4), ""]
    elif found.slippage:
        lines += [f"# {said.unmoved(found, look)}", ""]
    return "\n".join([*lines, f"# {said.counts(found, look)}", f"# {said.due_foot(found, look)}"]) + "\n"


def due_ids(found: Deadlines, look: Look) -> Iterator[str]:
    """Draw one id a line."""
    return (f"{one.state.measure.id}\n" for one in found.measures)


def timeline_chart(found: Chart, look: Look) -> str:
    """Draw a bar for each measure over one line of time."""
    from ctmeasures.render.chart import axis, heading, last_letter, legend, row, scale

    to, today = scale(found, _BAR), found.view.clock.reference_day
    ids = max((len(span.state.measure.id) for span in found.spans), default=0)
    above = [line for line in (last_letter(found, to, look), *axis(found, to, look)) if line]
    time = [f"# {' ' * ids}{line}".rstrip() for line in above]
    lines = list(time) if found.spans else []
    for group in found.groups:
        lines.append(f"# {heading(group, found, look)}")
        for span in group.spans:
            bar = "".join(cell.sign for cell in row(span, to, today))
            lines.append(f"{span.state.measure.id.ljust(ids)}  {bar}  {look.title(span.state.measure)}")
    for signs in legend(found, look) if found.spans else ():
        if signs:
            lines.append("# " + "  ".join(f"{cell.sign} {meaning}" for cell, meaning in signs))
    return "\n".join([*lines, f"# {timeline_foot(found, look)}"]) + "\n"


def letters(coverage: Coverage, look: Look) -> Iterator[str]:
    """Draw the list of letters."""
    return _listed(grid(letter_columns(look), coverage.letters, look), letters_foot(coverage, look))


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter with its paragraphs and what each gave."""
    from ctmeasures.render.facts import coverage_words, gave, letter_facts

    lines = [*aligned([[look.say(label), text] for label, text in letter_facts(one, view, look)]), ""]
    for covered in one.passages:
        lines += [
            f"{covered.passage.number}. [{', '.join(gave(covered, look))}]",
            f"   {clean(look.digest(covered.passage))}",
            "",
        ]
    lines += [f"# {coverage_words(one, look)} {sentence(view, look)}"]
    return "\n".join(lines) + "\n"


def measure(page: Page, look: Look) -> str:
    """Draw one measure's page."""
    from ctmeasures.render.allocation import amounts
    from ctmeasures.render.facts import allocations, facts, foot, history

    measure = page.state.measure
    titles = (look.title(measure), other_title(measure, look))
    rows = [[look.say("Id"), measure.id]]
    rows += [[look.say(fact.label), fact.text + (f"  {fact.url}" if fact.url else "")] for fact in facts(page, look)]
    lines = [*(one for one in titles if one), "", *aligned(rows), "", look.say("History").upper()]
    for said in history(page, look):
        lines += [f"{said.date}  {said.what}", *_sourced(said)]
    if page.state.budget:
        lines += ["", look.say("Money").upper()]
    for allocation, said in zip(page.state.budget, allocations(page, look), strict=True):
        lines += [
            said.what,
            "    " + "  ".join(f"{year}: {amount}" for year, amount in amounts(allocation, look)),
            *_sourced(said),
        ]
    lines += ["", f"# {foot(page, look)}"]
    return "\n".join(lines) + "\n"


def _sourced(said: Said) -> list[str]:
    """Return the lines that say what a passage says and where."""
    texts = (said.note, said.quote and f'"{said.quote}"', said.source, said.citation, said.url)
    return [f"    {text}" for text in texts if text]


def budget(found: Budget, total: bool, look: Look) -> str:
    """Draw the packages with their lines and sums, then the money outside them."""
    from ctmeasures.render import budget as money
    from ctmeasures.render.allocation import money_words

    registry, lines = found.view.registry, []
    for one in found.packages:
        lines += [f"# {money.package_title(one, look)}. {money.package_source(one, registry, look)}"]
        cells = money.budget_grid(one, look, registry, total)
        cells[0] = [heading.upper() for heading in cells[0]]
        lines += aligned(cells, len(money.headings(one, total, look)))
        lines += [*(f"# {remark}" for remark in money.remarks(one, registry, total, look)), ""]
    if found.other:
        cells = [
            [line.measure.id, line.measure.owner, money_words(line.allocation, registry, look)] for line in found.other
        ]
        lines += [
            f"# {look.say('Money outside the packages')}",
            *aligned([[look.say(word).upper() for word in ("Id", "Owner", "Money")], *cells]),
            "",
        ]
    return "\n".join([*lines, *(f"# {foot}" for foot in money.feet(found, look))]) + "\n"


def budget_chart(found: Budget, look: Look) -> str:
    """Draw a bar for each year of each package and its groups."""
    from ctmeasures.render import budget as money
    from ctmeasures.render.bars import bar

    registry, lines = found.view.registry, []
    for one in found.packages:
        lines += [f"# {money.package_title(one, look)}. {money.package_source(one, registry, look)}", ""]
        drawn, most = money.bars(one, look, registry)
        for each in drawn:
            rows = (f"{year}  {bar(amount, most, _BAR)} {beside}" for year, amount, beside in each.years)
            lines += [each.heading, *rows, ""]
        lines += [*(f"# {remark}" for remark in money.remarks(one, registry, False, look, lines=False)), ""]
    return "\n".join([*lines, *(f"# {foot}" for foot in money.feet(found, look))]) + "\n"


def budget_ids(found: Budget, total: bool, look: Look) -> str:
    """Draw the id of each measure that has money, one a line."""
    return "".join(f"{key}\n" for key in sorted({line.measure.id for line in found.lines}))


def stats(found: Stats, look: Look) -> str:
    """Draw each section with its definition, its total and a bar a row."""
    from ctmeasures.render.bars import FULL, LIGHT, divided
    from ctmeasures.render.counts import definition, label, numbers, stats_foot, total_label

    lines = []
    for section in found.sections:
        most = max((count.total for count in section.counts), default=0)
        cells = [
            [
                look.say(word).upper()
                for word in (section.dimension.name.capitalize(), "Name", "Open", "Closed", "Total")
            ]
        ]
        for count in section.counts:
            said = label(count, section.dimension, found.view.registry, look)
            named = said if said.replace(" ", "-") != count.key else ""
            cells.append([count.key or "-", named, *numbers(count, look)])
        cells.append([total_label(section, look), "", *numbers(found.counted, look)])
        if not any(named for _, named, *_ in cells[1:]):  # where the keys are the names
            cells = [[key, *counted] for key, _, *counted in cells]
        head, *rows = aligned(cells, numbers=3)
        bars = [*("".join(divided(count.open, count.closed, most, _SHORT_BAR)) for count in section.counts), ""]
        lines += [
            f"# {definition(section, look)}",
            head,
            *(f"{row}  {drawn}".rstrip() for row, drawn in zip(rows, bars, strict=True)),
            "",
        ]
    return (
        "\n".join([*lines, f"# {FULL} {look.say('open')}, {LIGHT} {look.say('closed')}. {stats_foot(found, look)}"])
        + "\n"
    )


def measures_ids(listing: Listing, look: Look) -> Iterator[str]:
    """Draw one id a line."""
    return (f"{state.measure.id}\n" for state in listing.states)


def letters_ids(coverage: Coverage, look: Look) -> str:
    """Draw one id a line."""
    return "".join(f"{one.letter.id}\n" for one in coverage.letters)


def diff(found: Diff, look: Look) -> str:
    """Draw what changed, what a reader cares for first."""
    from ctmeasures.render.comparison import counts, nothing, rows, sections, sides

    look, lines = replace(look, color=False), list[str]()
    for section in sections(found.comparison, look):
        lines += [f"# {section.heading}", *(row for line in section.lines for row in rows(line, look)), ""]
    counted = nothing(found, look) if found.comparison.empty else counts(found.comparison, look)
    return "\n".join([*lines, f"# {counted}", f"# {sides(found, look)}"]) + "\n"


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure, newest first, each with what it changed."""
    from ctmeasures.render.comparison import entry_lines, entry_words, log_foot, rows

    look, lines = replace(look, color=False), list[str]()
    for entry in found.entries:
        changed = (row for line in entry_lines(entry, look) for row in rows(line, look, keyed=False))
        lines += ["  ".join(entry_words(entry, look)), *(f"  {row}" for row in changed), ""]
    return "\n".join([*lines, f"# {log_foot(found, look)}"]) + "\n"
