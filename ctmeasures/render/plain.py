"""Plain aligned columns for pipes and files: never cut, never wrapped, no colours, no rich.

Lines that are not data start with `#`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctmeasures.render.columns import Column, grid, letter_columns, measure_columns, moment_columns
from ctmeasures.render.safe import clean
from ctmeasures.render.words import (
    Look,
    digest,
    letters_foot,
    listing_foot,
    long_day,
    other_title,
    sentence,
    timeline_foot,
    title,
)

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
    return _listed(grid(measure_columns(look), listing.states), listing_foot(listing))


def _listed(cells: list[list[str]], foot: str) -> Iterator[str]:
    """Yield a row a line, and the last line; headings with nothing under them are left out."""
    for row in aligned(cells) if len(cells) > 1 else ():
        yield f"{row}\n"
    yield f"# {foot}\n"


def find(found: Found, look: Look) -> Iterator[str]:
    """Draw the answers to words, those that were looked for in brackets."""
    from ctmeasures.render.find import columns, foot, marked

    return _listed(grid((*columns(look), Column("TEXT", marked)), found.hits), foot(found))


def find_ids(found: Found, look: Look) -> Iterator[str]:
    """Draw the ids of the measures that were found or that a paragraph gave, each once."""
    return (f"{key}\n" for key in dict.fromkeys(one.id for hit in found.hits for one in hit.document.measures))


def timeline(line: Timeline, look: Look) -> Iterator[str]:
    """Draw a line of time; the reference day stands in it as a line of its own."""
    day = line.view.clock.reference_day
    behind = sum(1 for moment in line.moments if moment.day <= day)
    for number, row in enumerate(aligned(grid(moment_columns(look), line.moments)) if line.moments else ()):
        yield f"{row}\n"
        if number == behind and line.by == "year":
            yield f"# {long_day(day)}: the reference day\n"
    yield f"# {timeline_foot(line)}\n"


def due(found: Deadlines, look: Look) -> str:
    """Draw each section, then what moved, then the sum of that by owner."""
    from ctmeasures.render import deadlines as said

    registry, lines = found.view.registry, []
    for section in found.sections:
        lines.append(f"# {said.heading(section, found.view)} ({said.about(section.name, found.view)})")
        if section.deadlines:
            lines += aligned(said.cells(section, look))
        lines.append("")
    if found.moved or found.unclear:
        lines.append(f"# {said.SLIPPED[0]}: {said.slip_heading(found)} ({said.SLIPPED[1]})")
        for one in said.slips(found):
            lines += [one.state.measure.id, *(f"    {words}" for words in said.slipped(one, registry))]
        head, *rest = said.sums(found, look)
        lines += ["", f"# {said.BY_OWNER[0]} ({said.BY_OWNER[1]})"]
        lines += [*aligned([[word.upper() for word in head], *rest], numbers=4), ""]
    elif found.slippage:
        lines += [f"# {said.unmoved(found)}", ""]
    return "\n".join([*lines, f"# {said.counts(found)}", f"# {said.due_foot(found)}"]) + "\n"


def due_ids(found: Deadlines, look: Look) -> Iterator[str]:
    """Draw one id a line."""
    return (f"{one.state.measure.id}\n" for one in found.measures)


def timeline_chart(found: Chart, look: Look) -> str:
    """Draw a bar for each measure over one line of time."""
    from ctmeasures.render.chart import axis, heading, legend, row, scale

    to, today = scale(found, _BAR), found.view.clock.reference_day
    ids = max((len(span.state.measure.id) for span in found.spans), default=0)
    time = [f"# {' ' * ids}{line}".rstrip() for line in axis(found, to)]
    lines = list(time) if found.spans else []
    for group in found.groups:
        lines.append(f"# {heading(group, found, look)}")
        for span in group.spans:
            bar = "".join(cell.sign for cell in row(span, to, today))
            lines.append(f"{span.state.measure.id.ljust(ids)}  {bar}  {title(span.state.measure, look)}")
    for signs in legend(found) if found.spans else ():
        if signs:
            lines.append("# " + "  ".join(f"{cell.sign} {meaning}" for cell, meaning in signs))
    return "\n".join([*lines, f"# {timeline_foot(found)}"]) + "\n"


def letters(coverage: Coverage, look: Look) -> Iterator[str]:
    """Draw the list of letters."""
    return _listed(grid(letter_columns(look), coverage.letters), letters_foot(coverage))


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter with its paragraphs and what each gave."""
    from ctmeasures.render.facts import coverage_words, gave, letter_facts

    lines = [*aligned(letter_facts(one, view, look)), ""]
    for covered in one.passages:
        lines += [
            f"{covered.passage.number}. [{', '.join(gave(covered))}]",
            f"   {clean(digest(covered.passage, look))}",
            "",
        ]
    lines += [f"# {coverage_words(one)} {sentence(view)}"]
    return "\n".join(lines) + "\n"


def measure(page: Page, look: Look) -> str:
    """Draw one measure's page."""
    from ctmeasures.render.facts import allocations, amounts, facts, foot, history

    measure = page.state.measure
    titles = (title(measure, look), other_title(measure, look))
    rows = [["Id", measure.id]]
    rows += [[fact.label, fact.text + (f"  {fact.url}" if fact.url else "")] for fact in facts(page, look)]
    lines = [*(one for one in titles if one), "", *aligned(rows), "", "HISTORY"]
    for said in history(page, look):
        lines += [f"{said.date}  {said.what}", *_sourced(said)]
    if page.state.budget:
        lines += ["", "MONEY"]
    for allocation, said in zip(page.state.budget, allocations(page, look), strict=True):
        lines += [
            said.what,
            "    " + "  ".join(f"{year}: {amount}" for year, amount in amounts(allocation)),
            *_sourced(said),
        ]
    lines += ["", f"# {foot(page)}"]
    return "\n".join(lines) + "\n"


def _sourced(said: Said) -> list[str]:
    """Return the lines that say what a passage says and where."""
    texts = (said.note, said.quote and f'"{said.quote}"', said.source, said.citation, said.url)
    return [f"    {text}" for text in texts if text]


def budget(found: Budget, total: bool, look: Look) -> str:
    """Draw the packages with their lines and sums, then the money outside them."""
    from ctmeasures.render import budget as money

    registry, lines = found.view.registry, []
    for one in found.packages:
        lines += [f"# {money.package_title(one, look)}. {money.package_source(one, registry)}"]
        cells = money.budget_grid(one, look, registry, total)
        cells[0] = [heading.upper() for heading in cells[0]]
        lines += aligned(cells, len(money.headings(one, total)))
        lines += [*(f"# {remark}" for remark in money.remarks(one, look, registry, total)), ""]
    if found.other:
        cells = [[line.measure.id, line.measure.owner, money.other_words(line, registry, look)] for line in found.other]
        lines += ["# Money outside the packages", *aligned([["ID", "OWNER", "MONEY"], *cells]), ""]
    return "\n".join([*lines, *(f"# {foot}" for foot in money.feet(found))]) + "\n"


def budget_chart(found: Budget, look: Look) -> str:
    """Draw a bar for each year of each package and its groups."""
    from ctmeasures.render import budget as money
    from ctmeasures.render.bars import bar

    registry, lines = found.view.registry, []
    for one in found.packages:
        lines += [f"# {money.package_title(one, look)}. {money.package_source(one, registry)}", ""]
        drawn, most = money.bars(one, look, registry)
        for each in drawn:
            rows = (f"{year}  {bar(amount, most, _BAR)} {beside}" for year, amount, beside in each.years)
            lines += [each.heading, *rows, ""]
        lines += [*(f"# {remark}" for remark in money.remarks(one, look, registry, total=False, lines=False)), ""]
    return "\n".join([*lines, *(f"# {foot}" for foot in money.feet(found))]) + "\n"


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
        cells = [[section.dimension.name.upper(), "NAME", "OPEN", "CLOSED", "TOTAL"]]
        for count in section.counts:
            said = label(count, section.dimension, found.view.registry, look)
            named = said if said.replace(" ", "-") != count.key else ""
            cells.append([count.key or "-", named, *numbers(count)])
        cells.append([total_label(section), "", *numbers(found.counted)])
        head, *rows = aligned(cells, numbers=3)
        bars = [*("".join(divided(count.open, count.closed, most, _SHORT_BAR)) for count in section.counts), ""]
        lines += [
            f"# {definition(section)}",
            head,
            *(f"{row}  {drawn}".rstrip() for row, drawn in zip(rows, bars, strict=True)),
            "",
        ]
    return "\n".join([*lines, f"# {FULL} open, {LIGHT} closed. {stats_foot(found)}"]) + "\n"


def measures_ids(listing: Listing, look: Look) -> Iterator[str]:
    """Draw one id a line."""
    return (f"{state.measure.id}\n" for state in listing.states)


def letters_ids(coverage: Coverage, look: Look) -> str:
    """Draw one id a line."""
    return "".join(f"{one.letter.id}\n" for one in coverage.letters)


def diff(found: Diff, look: Look) -> str:
    """Draw what changed, what a reader cares for first."""
    from ctmeasures.render.comparison import counts, nothing, rows, sections, sides

    look, lines = look._replace(color=False), list[str]()
    for section in sections(found.comparison, look):
        lines += [f"# {section.heading}", *(row for line in section.lines for row in rows(line, look)), ""]
    counted = nothing(found) if found.comparison.empty else counts(found.comparison)
    return "\n".join([*lines, f"# {counted}", f"# {sides(found)}"]) + "\n"


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure, newest first, each with what it changed."""
    from ctmeasures.render.comparison import entry_lines, entry_words, log_foot, rows

    look, lines = look._replace(color=False), list[str]()
    for entry in found.entries:
        changed = (row for line in entry_lines(entry, look) for row in rows(line, look, keyed=False))
        lines += ["  ".join(entry_words(entry)), *(f"  {row}" for row in changed), ""]
    return "\n".join([*lines, f"# {log_foot(found)}"]) + "\n"
