"""Markdown tables and pages, for wikis and pull requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from ctmeasures.render import budget as money
from ctmeasures.render import comparison, plain
from ctmeasures.render.allocation import amounts, money_words
from ctmeasures.render.columns import grid, letter_columns, measure_columns, moment_columns
from ctmeasures.render.counts import definition, label, numbers, stats_foot, total_label
from ctmeasures.render.document import Part, Rows, rows
from ctmeasures.render.document import markdown as written
from ctmeasures.render.facts import Said, allocations, coverage_words, facts, foot, gave, history, letter_facts
from ctmeasures.render.look import Look
from ctmeasures.render.marked import bracketed, drawn_table, escape, linked, table
from ctmeasures.render.problems import short
from ctmeasures.render.statements import REWRITTEN, Statement
from ctmeasures.render.words import letters_foot, listing_foot, other_title, sentence, timeline_foot

if TYPE_CHECKING:
    from ctmeasures.model.place import Problem
    from ctmeasures.reports.budget import Budget
    from ctmeasures.reports.chart import Chart
    from ctmeasures.reports.coverage import Coverage, LetterCoverage
    from ctmeasures.reports.deadlines import Deadlines
    from ctmeasures.reports.find import Found
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import Listing, View
    from ctmeasures.reports.revisions import Diff, Log
    from ctmeasures.reports.stats import Stats, Tally
    from ctmeasures.reports.timeline import Timeline

_MOST = 900_000  # bytes of a table of problems: a workflow's summary takes 1 MiB, or nothing at all


def measures(listing: Listing, look: Look) -> str:
    """Draw a list of measures."""
    return f"{table(grid(measure_columns(look), listing.states, look))}\n\n{listing_foot(listing, look)}\n"


def find(found: Found, look: Look) -> str:
    """Draw the answers to words, those that were looked for in bold."""
    from ctmeasures.render.find import columns, foot

    head, *rows = grid(columns(look), found.hits, look)
    cells = [[escape(cell) for cell in row] for row in rows]
    said = [
        "".join(f"**{escape(one.text)}**" if one.found else escape(one.text) for one in hit.pieces)
        for hit in found.hits
    ]
    return f"{drawn_table([[*head, look.say('Text')], *([*row, text] for row, text in zip(cells, said, strict=True))])}\n\n{escape(foot(found, look))}\n"


def timeline(line: Timeline, look: Look) -> str:
    """Draw a line of time."""
    return f"{table(grid(moment_columns(look), line.moments, look))}\n\n{timeline_foot(line, look)}\n"


def due(found: Deadlines, look: Look) -> str:
    """Draw each section, then what moved, then the sum of that by owner."""
    from ctmeasures.render import deadlines as said

    registry, parts = found.view.registry, []
    for section in found.sections:
        if section.deadlines:
            parts += [
                f"## {said.heading(section, found.view, look)}",
                f"*{said.about(section.name, found.view, look)}*",
            ]
            parts.append(table(said.cells(section, look)))
    if found.moved or found.unclear:
        parts += [f"## {look.say(said.SLIPPED[0])}: {said.slip_heading(found, look)}", f"*{look.say(said.SLIPPED[1])}*"]
        for one in said.slips(found):
            parts.append(
                "\n".join(
                    [f"- {one.state.measure.id}", *(f"  - {words}" for words in said.slipped(one, registry, look))]
                )
            )
        parts += [
            f"## {look.say(said.BY_OWNER[0])}",
            f"*{look.say(said.BY_OWNER[1])}*",
            table(said.sums(found, look), numbers=4),
        ]
    elif found.slippage:
        parts.append(said.unmoved(found, look))
    return "\n\n".join([*parts, f"{said.counts(found, look)}.", said.due_foot(found, look)]) + "\n"


def timeline_chart(found: Chart, look: Look) -> str:
    """Draw the bars as they are in plain text, in a block of their own."""
    return f"```text\n{plain.timeline_chart(found, look)}```\n"


def letters(coverage: Coverage, look: Look) -> str:
    """Draw the list of letters."""
    return f"{table(grid(letter_columns(look), coverage.letters, look))}\n\n{letters_foot(coverage, look)}\n"


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter with its paragraphs and what each gave."""
    (_, name), *rest = letter_facts(one, view, look)
    rows = [[look.say("Paragraph"), look.say("gave"), look.say("digest")]]
    rows += [
        [str(each.passage.number), ", ".join(gave(each, look)), look.digest(each.passage)] for each in one.passages
    ]
    listed = "\n".join(
        f"- {look.say(label)}: {bracketed(text) if label == 'Link' else escape(text)}" for label, text in rest
    )
    return f"# {escape(name)}\n\n{listed}\n\n{table(rows)}\n\n{coverage_words(one, look)} {sentence(view, look)}\n"


def budget(found: Budget, total: bool, look: Look) -> str:
    """Draw the packages with their lines and sums, then the money outside them."""
    return written(budget_parts(found, total, look))


def budget_parts(found: Budget, total: bool, look: Look, level: str = "##") -> list[Part]:
    """Return the same in its parts, its headings of a `level`."""
    registry, parts = found.view.registry, list[Part]()
    for one in found.packages:
        parts += [
            f"{level} {escape(money.package_title(one, look))}",
            linked(money.package_source(one, registry, look), money.package_url(one, registry)),
            rows(money.budget_grid(one, look, registry, total), len(money.headings(one, total, look))),
        ]
        parts.append("\n".join(f"- {escape(remark)}" for remark in money.remarks(one, registry, total, look)))
    if found.other:
        cells = [
            [line.measure.id, line.measure.owner, money_words(line.allocation, registry, look)] for line in found.other
        ]
        parts += [
            f"{level} {look.say('Money outside the packages')}",
            rows([[look.say("Measure"), look.say("Owner"), look.say("Money")], *cells]),
        ]
    return [*parts, *(escape(foot) for foot in money.feet(found, look))]


def budget_chart(found: Budget, look: Look) -> str:
    """Draw the bars as they are in plain text, in a block of their own."""
    return f"```text\n{plain.budget_chart(found, look)}```\n"


def stats(found: Stats, look: Look) -> str:
    """Draw each section with its definition and its total."""
    parts = list[Part]()
    for section in found.sections:
        parts += [f"## {escape(definition(section, look))}", counted(section, found, look)]
    return written([*parts, stats_foot(found, look)])


def counted(section: Tally, found: Stats, look: Look) -> Rows:
    """Return the counts of one section as a table, with their total."""
    cells = [[look.say(word) for word in (section.dimension.name.capitalize(), "open", "closed", "total")]]
    for count in (*section.counts, None):
        said = label(count, section.dimension, found.view.registry, look) if count else total_label(section, look)
        cells.append([said, *numbers(count or found.counted, look)])
    return rows(cells, 3)


def measure(page: Page, look: Look) -> str:
    """Draw one measure's page."""
    state = page.state
    lines = [f"# {escape(look.title(state.measure))}", ""]
    other = other_title(state.measure, look)
    if other:
        lines += [f"*{escape(other)}*", ""]
    lines += [f"- {look.say(fact.label)}: {linked(fact.text, fact.url)}" for fact in facts(page, look)]
    lines += [f"- {look.say('Id')}: {state.measure.id}", "", f"## {look.say('History')}", ""]
    lines += [f"- **{said.date}**: {escape(said.what)}. {_sourced(said)}" for said in history(page, look)]
    if page.state.budget:
        lines += ["", f"## {look.say('Money')}", ""]
    for allocation, said in zip(page.state.budget, allocations(page, look), strict=True):
        given = ", ".join(f"{year}: {amount}" for year, amount in amounts(allocation, look))
        lines.append(f"- {escape(said.what)}: {given}. {_sourced(said)}")
    lines += ["", escape(foot(page, look))]
    return "\n".join(lines) + "\n"


def problems(found: Sequence[Problem], said: str) -> str:
    """Draw a check's problems under what is `said` of all of them, as many as a workflow's summary takes."""
    if not found:
        return escape(said) + "\n"
    rows = [["place", "level", "code", "what", "expected", "nearest"]]
    for one in found:
        texts = (short(text or "") for text in (one.message, one.expected, one.nearest))
        rows.append([str(one.place), one.level.value, one.code, *texts])
    lines = table(rows).split("\n")
    kept = sum(1 for size in accumulate(len(line.encode()) + 1 for line in lines) if size <= _MOST)
    more = f"\n\nAnd {len(lines) - kept:,} more; `ctmeasures check` shows them all." if kept < len(lines) else ""
    return escape(said) + "\n\n" + "\n".join(lines[:kept]) + f"{more}\n"


def diff(found: Diff, look: Look) -> str:
    """Draw what changed as lists under headings, for a pull request or a workflow's summary."""
    parts = []
    for section in comparison.sections(found.comparison, look):
        drawn = "\n".join(_changed(line, look, f"**{escape(line.key)}**: ") for line in section.lines)
        parts += [f"### {section.heading}", drawn]
    counted = comparison.nothing(found, look) if found.comparison.empty else comparison.counts(found.comparison, look)
    return "\n\n".join([*parts, f"{counted} {look.say('Compared')}: {escape(comparison.sides(found, look))}"]) + "\n"


def log(found: Log, look: Look) -> str:
    """Draw the commits that changed a measure, newest first, each with what it changed."""
    parts = [f"# {escape(found.id)}"]
    for entry in found.entries:
        lines = "\n".join(_changed(line, look) for line in comparison.entry_lines(entry, look))
        parts += [f"## {escape(', '.join(comparison.entry_words(entry, look)))}", lines]
    return "\n\n".join([*parts, escape(comparison.log_foot(found, look))]) + "\n"


def _changed(line: Statement, look: Look, whose: str = "") -> str:
    """Return an item of a list with what stands under it; what rewrites the past says so."""
    past = f"**! {look.say('rewrites the past')}**: " if line.sign == REWRITTEN else ""
    return "\n".join([f"- {whose}{past}{escape(line.text)}", *(f"  - {_inside(one)}" for one in line.under)])


def _inside(text: str) -> str:
    """Return a text that may begin as it likes without becoming a list of its own."""
    return re.sub(
        r"^(?:([-+=])|([0-9]+)(?=[.)]))", lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", escape(text)
    )


def _sourced(said: Said) -> str:
    """Return what a passage says and where, as sentences."""
    note = f"{escape(said.note)} " if said.note else ""
    quote = f" “{escape(said.quote)}”." if said.quote else ""
    return f"{note}{linked(said.source, said.url)}.{quote} {escape(said.citation)}."
