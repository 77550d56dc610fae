"""What the page of a measure or letter says, piece by piece; the terminal, plain text and Markdown draw the same pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.links import letter_url, passage_url, reference_url
from ctmeasures.model.records import Allocation, Event, Letter
from ctmeasures.render.allocation import allocation_words, structural
from ctmeasures.render.citation import citation
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.words import (
    SIGNS,
    doubt,
    due_words,
    letter_of,
    not_yet,
    other_title,
    owner_words,
    paragraph,
    publication,
    sentence,
    slipped_words,
)
from ctmeasures.render.written import command

if TYPE_CHECKING:
    from ctmeasures.reports.coverage import Covered, LetterCoverage, SheetState
    from ctmeasures.reports.page import Page
    from ctmeasures.reports.query import View


# What a letter's own data are called, in English.
LETTER = (
    "Letter", "Dutch title", "English title", "Date", "Sender", "Signed by", "Reference", "Publication", "Link", "Id",
)  # fmt: skip


class Fact(NamedTuple):
    """A fact with its label, in English, and the address of its source where it has one."""

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
    since = look.say("since {day}", day=look.date(state.since))
    yield Fact("Status", f"{SIGNS[state.status]} {look.status(state.status)}, {since}{doubt(state, look)}")
    if state.due:
        yield Fact("Due", due_words(state, look))
    if slipped := slipped_words(state, look):
        yield Fact("Slipped", slipped)
    yield Fact("Owner", owner_words(measure, registry, look))
    if measure.partners:
        partners = (f"{look.name(registry.organisations[key])} ({key})" for key in measure.partners)
        yield Fact("Partners", ", ".join(partners))
    if measure.area:
        yield Fact("Area", look.name(registry.areas[measure.area]))
    yield Fact("Announced", look.date(state.announced))
    heard = look.date(state.updated)
    if state.silent_days:
        heard += (
            f", {look.say('{span} before the reference day', span=look.span(state.silent_days, state.reference_day))}"
        )
    yield Fact("Last heard", heard)
    for relation, others in page.relations:
        for other in others:
            yield Fact(relation.capitalize(), f"{look.title(other)} ({other.id})")
    for reference in measure.references:
        yield Fact("Reference", reference, reference_url(reference, look.dutch))


def history(page: Page, look: Look) -> Iterator[Said]:
    """Yield what each event of a measure says, in the order of the history."""
    for event in page.state.history:
        due = f", {look.say('due {date}', date=look.date(event.due))}" if event.due else ""
        what = f"{SIGNS[event.status]} {look.status(event.status)}{due}"
        yield _said(
            event,
            look.date(event.date) + ("" if page.state.surely(event) else f", {not_yet(look)}"),
            what,
            look.note(event),
            page,
            look,
        )


def _said(one: Event | Allocation, date: str, what: str, remark: str | None, page: Page, look: Look) -> Said:
    """Return what a passage says, with the source that the event or allocation names."""
    letter = page.view.registry.letters[one.letter]
    quote = clean(one.quote) if one.quote else None
    url = passage_url(letter, one.quote)
    said = source(letter, one.passage, look)
    return Said(date, what, said, quote, clean(remark) if remark else None, url, cited(letter, one.passage, look))


def cited(letter: Letter, passage: int | None, look: Look) -> str:
    """Return the citation of a place, ready to paste: that of its letter, and the paragraph."""
    return citation(letter, look) + paragraph(passage, look)


def source(letter: Letter, passage: int | None, look: Look) -> str:
    """Say where something stands: `Attacks in the United Kingdom, letter of 19 June 2017, paragraph 9`."""
    unlinked = "" if letter_url(letter) else f" ({look.say('no publication id established')})"
    return f"{look.title(letter)}, {letter_of(letter, passage, look)}{unlinked}"


def allocations(page: Page, look: Look) -> Iterator[Said]:
    """Yield what each allocation known at the moment says, in the order of the file."""
    registry = page.view.registry
    for one in page.state.budget:
        what = f"{allocation_words(one, registry, look)} ({look.unit(registry.unit(one))})"
        remarks = (text for text in (structural(one, registry, look), look.note(one)) if text)
        note = " ".join(f"{text[:1].upper()}{text[1:].rstrip('.')}." for text in remarks)
        yield _said(one, "", what, note, page, look)


def foot(page: Page, look: Look) -> str:
    """Say where the measure stands in the file, the reference day and the newest letter."""
    return f"{clean(page.place.path)}:{page.place.line}. {sentence(page.view, look)}"


def gave(covered: Covered, look: Look) -> list[str]:
    """Say what a paragraph gave: the measures and packages that cite it, or that it is context, or that nobody knows."""
    given = [
        *(measure.id for measure in covered.measures),
        *(look.say("package {key}", key=key) for key in covered.packages),
    ]
    return given or [look.say("context") if covered.context else look.say("not yet looked at")]


def letter_facts(one: LetterCoverage, view: View, look: Look) -> list[list[str]]:
    """Return the letter's own data as pairs of label, in English, and value."""
    found = one.letter
    sender = look.name(view.registry.organisations[found.sender]) if found.sender else ""
    values = (
        (look.title(found),),
        () if look.dutch else (other_title(found, look),),
        (other_title(found, look),) if look.dutch else (),
        (look.date(found.date),),
        (sender,),
        ("; ".join(clean(signatory) for signatory in found.signatories),),
        (clean(found.reference or ""),),
        (publication(found, look),),
        tuple(clean(address) for address in found.links),
        (found.id,),
    )
    return [[label, text] for label, texts in zip(LETTER, values, strict=True) for text in texts if text]


def coverage_words(one: LetterCoverage, look: Look) -> str:
    """Say how a letter is covered: how many paragraphs gave something, are context, were not yet looked at, have no digest; and what is open in its sheet."""
    parts = [_coverage(one, look)]
    if one.without_digest:
        without = look.count(one.without_digest, "paragraph", "paragraphs")
        parts.append(look.say("Without a digest: {paragraphs}.", paragraphs=without))
    if one.sheet:
        parts.append(_sheet(one.sheet, one, look))
    return " ".join(filter(None, parts))


def _sheet(sheet: SheetState, one: LetterCoverage, look: Look) -> str:
    """Say what is open in a letter's coding sheet, and which command goes on."""
    review, accept = (f"`{command(verb, one.letter.id, sheet.folder)}`" for verb in ("review", "accept"))
    if sheet.open is None:
        return look.say("Sheet: it has faults, which {command} shows.", command=accept)
    acts, paragraphs = sheet.open
    if not acts and not paragraphs:
        return (
            look.say("Sheet: nothing is open; {command} writes it into the registry.", command=accept)
            if one.open
            else ""
        )
    counts = (look.count(acts, "act", "acts"), look.count(paragraphs, "paragraph", "paragraphs"))
    said = [words for number, words in zip(sheet.open, counts, strict=True) if number]
    what = look.say("{acts} and {paragraphs}", acts=counts[0], paragraphs=counts[1]) if len(said) == 2 else said[0]
    return look.say("Sheet: {what} open; {command}.", what=what, command=review)


def _coverage(one: LetterCoverage, look: Look) -> str:
    return look.say(
        "{paragraphs}: {cited} cited by {measures}, {context} context, {open} not yet looked at.",
        paragraphs=look.count(len(one.passages), "paragraph", "paragraphs"),
        measures=look.count(one.measures, "measure", "measures"),
        cited=one.cited,
        context=one.context,
        open=one.open,
    )
