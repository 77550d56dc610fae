"""What the page of a measure or letter says, piece by piece; the terminal, plain text and Markdown draw the same pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import letter_url, passage_url, reference_url
from ctmeasures.model.records import Allocation, Event, Letter, Registry
from ctmeasures.render.citation import citation
from ctmeasures.render.safe import clean
from ctmeasures.render.words import (
    NOT_YET,
    SIGNS,
    Look,
    count_words,
    doubt,
    due_words,
    name,
    note,
    other_title,
    owner_words,
    publication,
    sentence,
    slipped_words,
    span_words,
    title,
)

if TYPE_CHECKING:
    from ctmeasures.reports.coverage import Covered, LetterCoverage
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import View


class Fact(NamedTuple):
    """A labelled fact, with the address of its source where it has one."""

    label: str
    text: str
    url: str | None = None


class Said(NamedTuple):
    """What one passage says: when and what, the source in words, the quote, the note, the address at the words, the citation."""

    date: str
    what: str
    source: str
    quote: str | None
    note: str | None
    url: str | None
    citation: str


def facts(page: Page, look: Look) -> Iterator[Fact]:
    """Yield the facts at the head of a measure's page, the most asked first."""
    state, measure, registry = page.state, page.state.measure, page.view.registry
    yield Fact("Status", f"{SIGNS[state.status]} {state.status.label}, since {state.since.words}{doubt(state)}")
    if state.due:
        yield Fact("Due", due_words(state))
    if slipped := slipped_words(state):
        yield Fact("Slipped", slipped)
    yield Fact("Owner", owner_words(measure, registry, look))
    if measure.partners:
        partners = (f"{name(registry.organisations[key], look)} ({key})" for key in measure.partners)
        yield Fact("Partners", ", ".join(partners))
    if measure.area:
        yield Fact("Area", name(registry.areas[measure.area], look))
    yield Fact("Announced", state.announced.words)
    heard = state.updated.words
    if state.silent_days:
        heard += f", {span_words(state.silent_days)} before the reference day"
    yield Fact("Last heard", heard)
    for relation, others in page.relations:
        for other in others:
            yield Fact(relation.capitalize(), f"{title(other, look)} ({other.id})")
    for reference in measure.references:
        yield Fact("Reference", reference, reference_url(reference))


def history(page: Page, look: Look) -> Iterator[Said]:
    """Yield what each event of a measure says, in the order of the history."""
    for event in page.state.history:
        due = f", due {event.due.words}" if event.due else ""
        what = f"{SIGNS[event.status]} {event.status.label}{due}"
        yield _said(
            event,
            event.date.words + ("" if page.state.surely(event) else f", {NOT_YET}"),
            what,
            note(event, look),
            page,
            look,
        )


def _said(one: Event | Allocation, date: str, what: str, remark: str | None, page: Page, look: Look) -> Said:
    """Return what a passage says, with the source that the event or allocation names."""
    letter = page.view.registry.letters[one.letter]
    quote = clean(one.quote) if one.quote else None
    url = passage_url(letter, one.quote)
    said = source(letter, one.passage, look)
    return Said(date, what, said, quote, clean(remark) if remark else None, url, cited(letter, one.passage))


def cited(letter: Letter, passage: int | None) -> str:
    """Return the citation of a place, ready to paste: that of its letter, and the paragraph."""
    return f"{citation(letter)}{f', paragraph {passage}' if passage else ''}"


def source(letter: Letter, passage: int | None, look: Look) -> str:
    """Say where something stands: `Attacks in the United Kingdom, letter of 19 June 2017, paragraph 9`."""
    paragraph = f", paragraph {passage}" if passage else ""
    unlinked = "" if letter_url(letter) else " (no publication id established)"
    return f"{title(letter, look)}, letter of {letter.date.words}{paragraph}{unlinked}"


def allocation_words(allocation: Allocation, registry: Registry, look: Look) -> str:
    """Say what an amount of money is: its package, track and line, or how it stands to other money."""
    parts = []
    package = registry.packages.get(allocation.package or "")
    if package:
        parts.append(title(package, look))
        if allocation.track:
            parts.append(f"track {allocation.track}")
        if allocation.line:
            parts.append(f"line {clean(allocation.line)}")
    if allocation.within:
        parts.append(f"contained in the money of {allocation.within}")
    if allocation.on_top_of:
        parts.append(f"on top of the money of {allocation.on_top_of}")
    return ", ".join(parts) or "Money"


def allocations(page: Page, look: Look) -> Iterator[Said]:
    """Yield what each allocation known at the moment says, in the order of the file."""
    registry = page.view.registry
    for one in page.state.budget:
        what = f"{allocation_words(one, registry, look)} ({clean(registry.unit(one))})"
        remarks = (text for text in (structural(one, registry), note(one, look)) if text)
        said = " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in remarks)
        yield _said(one, "", what, said, page, look)


def amounts(allocation: Allocation) -> list[tuple[str, str]]:
    """Return the years and amounts of an allocation, as written; one without a year is headed `amount`."""
    if allocation.amount is not None:
        return [("amount", str(allocation.amount))]
    return [(str(year), str(amount)) for year, amount in sorted(allocation.amounts.items())]


def structural(allocation: Allocation, registry: Registry) -> str | None:
    """Say from which year an amount recurs, or nothing."""
    package = registry.packages.get(allocation.package or "")
    if allocation.structural_from:
        return f"structural, every year from {allocation.structural_from}"
    if package and package.structural_from:
        return f"part of a package that is structural, every year from {package.structural_from}"
    return None


def foot(page: Page) -> str:
    """Say where the measure stands in the file, the reference day and the newest letter."""
    return f"{clean(page.place.path)}:{page.place.line}. {sentence(page.view)}"


def gave(covered: Covered) -> list[str]:
    """Say what a paragraph gave: the measures and packages that cite it, or that it is context, or that nobody knows."""
    given = [*(measure.id for measure in covered.measures), *(f"package {key}" for key in covered.packages)]
    return given or ["context" if covered.context else "not yet looked at"]


def letter_facts(one: LetterCoverage, view: View, look: Look) -> list[list[str]]:
    """Return the letter's own data as pairs of label and value."""
    found = one.letter
    sender = name(view.registry.organisations[found.sender], look) if found.sender else ""
    pairs = [
        ["Letter", title(found, look)],
        ["English title" if look.dutch else "Dutch title", other_title(found, look)],
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
