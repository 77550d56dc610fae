"""Plain aligned columns for pipes and files: never cut, never wrapped, no colours, no rich.

Lines that are not data start with `#`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.render.columns import grid, letter_columns, measure_columns, moment_columns
from ctmeasures.render.safe import clean
from ctmeasures.render.words import (
    Look,
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
    from ctmeasures.reports.coverage import Coverage, LetterCoverage
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import Listing, View
    from ctmeasures.reports.timeline import Timeline


def aligned(rows: list[list[str]]) -> list[str]:
    """Return one line for each row, the cells of each column under one another; the last column is not padded."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)][:-1]
    return ["  ".join([*map(str.ljust, row, widths), row[-1]]).rstrip() for row in rows]


def measures(listing: Listing, look: Look) -> str:
    """Draw a list of measures."""
    lines = aligned(grid(measure_columns(look), listing.states)) if listing.states else []
    lines.append(f"# {listing_foot(listing)}")
    return "\n".join(lines) + "\n"


def timeline(line: Timeline, look: Look) -> str:
    """Draw a line of time; the reference day stands in it as a line of its own."""
    rows = aligned(grid(moment_columns(look), line.moments)) if line.moments else []
    if line.moments and line.by == "year":
        day = line.view.clock.reference_day
        behind = sum(1 for moment in line.moments if moment.day <= day)
        rows.insert(1 + behind, f"# {long_day(day)}: the reference day")
    rows.append(f"# {timeline_foot(line)}")
    return "\n".join(rows) + "\n"


def letters(coverage: Coverage, look: Look) -> str:
    """Draw the list of letters."""
    lines = aligned(grid(letter_columns(look), coverage.letters)) if coverage.letters else []
    lines.append(f"# {letters_foot(coverage)}")
    return "\n".join(lines) + "\n"


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter with its paragraphs and what each gave."""
    from ctmeasures.render.facts import coverage_words, gave, letter_facts

    lines = aligned(letter_facts(one, view, look))
    lines.append("")
    for covered in one.passages:
        lines += [f"{covered.passage.number}. [{', '.join(gave(covered))}]", f"   {clean(covered.passage.digest)}", ""]
    lines += [f"# {coverage_words(one)} {sentence(view)}"]
    return "\n".join(lines) + "\n"


def measure(page: Page, look: Look) -> str:
    """Draw one measure's page."""
    from ctmeasures.render.facts import amounts, facts, foot, history, money

    state = page.state
    lines = [title(state.measure, look)]
    other = other_title(state.measure, look)
    if other:
        lines.append(other)
    lines.append("")
    rows = [["Id", state.measure.id]]
    rows += [[fact.label, fact.text + (f"  {fact.url}" if fact.url else "")] for fact in facts(page, look)]
    lines += [*aligned(rows), "", "HISTORY"]
    for said in history(page, look):
        lines += [f"{said.date}  {said.what}", *_sourced(said)]
    if page.state.budget:
        lines += ["", "MONEY"]
    for allocation, said in zip(page.state.budget, money(page, look), strict=True):
        lines += [
            said.what,
            "    " + "  ".join(f"{year}: {amount}" for year, amount in amounts(allocation)),
            *_sourced(said),
        ]
    lines += ["", f"# {foot(page)}"]
    return "\n".join(lines) + "\n"


def _sourced(said: Said) -> list[str]:
    """Return the lines that say what a passage says and where."""
    texts = (said.note, said.quote and f'"{said.quote}"', said.source, said.url)
    return [f"    {text}" for text in texts if text]


def measures_ids(listing: Listing, look: Look) -> str:
    """Draw one id a line."""
    return "".join(f"{state.measure.id}\n" for state in listing.states)


def letters_ids(coverage: Coverage, look: Look) -> str:
    """Draw one id a line."""
    return "".join(f"{one.letter.id}\n" for one in coverage.letters)
