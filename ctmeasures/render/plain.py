"""Plain aligned columns for pipes and files: never cut, never wrapped, no colours, no rich.

Lines that are not data start with `#`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctmeasures.render.columns import grid, letter_columns, measure_columns, moment_columns
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look, count_words, long_day, other_title, publication, sentence, title

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
    lines.append(f"# {len(listing.states)} of {count_words(listing.total, 'measure')}. {sentence(listing.view)}")
    return "\n".join(lines) + "\n"


def timeline(line: Timeline, look: Look) -> str:
    """Draw a line of time; the reference day stands in it as a line of its own."""
    rows = aligned(grid(moment_columns(look), line.moments)) if line.moments else []
    if line.moments and line.by == "year":
        day = line.view.clock.reference_day
        behind = sum(1 for moment in line.moments if moment.day <= day)
        rows.insert(1 + behind, f"# {long_day(day)}: the reference day")
    rows.append(f"# {count_words(line.measures, 'measure')} of {line.total}. {sentence(line.view)}")
    return "\n".join(rows) + "\n"


def letters(coverage: Coverage, look: Look) -> str:
    """Draw the list of letters."""
    lines = aligned(grid(letter_columns(look), coverage.letters)) if coverage.letters else []
    lines.append(f"# {count_words(len(coverage.letters), 'letter')}. {sentence(coverage.view)}")
    return "\n".join(lines) + "\n"


def letter(one: LetterCoverage, view: View, look: Look) -> str:
    """Draw one letter with its paragraphs and what each gave."""
    lines = aligned(letter_facts(one, view, look))
    lines.append("")
    for covered in one.passages:
        gave = [*(measure.id for measure in covered.measures), *(f"package {key}" for key in covered.packages)]
        mark = ", ".join(gave) or ("context" if covered.context else "not yet looked at")
        lines += [f"{covered.passage.number}. [{mark}]", f"   {clean(covered.passage.digest)}", ""]
    lines += [f"# {coverage_words(one)} {sentence(view)}"]
    return "\n".join(lines) + "\n"


def letter_facts(one: LetterCoverage, view: View, look: Look) -> list[list[str]]:
    """Return the letter's own data as pairs of label and value."""
    found = one.letter
    name = clean((look.dutch and found.title_nl) or found.title)
    sender = clean(view.registry.name(found.sender, look.dutch)) if found.sender else ""
    pairs = [
        ["Letter", name],
        ["Date", found.date.words],
        ["Sender", sender],
        ["Signed by", "; ".join(clean(signatory) for signatory in found.signatories)],
        ["Reference", clean(found.reference or "")],
        ["Publication", publication(found)],
        *(["Link", clean(address)] for address in found.links),
        ["Id", found.id],
    ]
    return [pair for pair in pairs if pair[1]]


def coverage_words(one: LetterCoverage) -> str:
    """Say how a letter is covered: how many paragraphs gave something, are context, were not yet looked at."""
    return (
        f"{count_words(len(one.passages), 'paragraph')}: {one.cited} cited by {count_words(one.measures, 'measure')}, "
        f"{one.context} context, {one.open} not yet looked at."
    )


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
