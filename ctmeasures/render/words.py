"""The words and signs that all outputs share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from ctmeasures.model.records import Letter, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.model.coding import Coding
    from ctmeasures.model.history import State
    from ctmeasures.reports.chart import Chart, Span
    from ctmeasures.reports.coverage import Coverage
    from ctmeasures.reports.query import Listing, View
    from ctmeasures.reports.remarks import Remark
    from ctmeasures.reports.timeline import Timeline

# A shape as well as a word for each status, so that colour carries no meaning of its own.
SIGNS = {
    Status.ANNOUNCED: "○",
    Status.IN_PREPARATION: "◔",
    Status.IN_PROGRESS: "◑",
    Status.IMPLEMENTED: "●",
    Status.SUPERSEDED: "»",
    Status.LAPSED: "–",
    Status.WITHDRAWN: "×",
}
UNTITLED = "Announced measures"
LATE = "!"
UNSURE = "?"  # behind a status or a date that was perhaps not yet so


def called(registry: Registry, look: Look) -> str:
    """Return what a registry is called in the reader's language, clean."""
    return clean((look.dutch and registry.title_nl) or registry.title or look.say(UNTITLED))


def other_title(record: Measure | Letter, look: Look) -> str:
    """Return a record's title in the other language, clean; nothing where it is the same or not known."""
    other = record.title if look.dutch else record.title_nl
    return clean(other) if other and record.title != record.title_nl else ""


def sentence(view: View, look: Look, money: bool = False, options: bool = False) -> str:
    """Say what every answer states: the reference day, by which clock (with its `options`), the newest letter, which others count."""
    clock, newest = view.clock, view.newest_letter
    parts = [look.say("Reference day {day}", day=look.day(clock.reference_day))]
    if clock.as_of:
        parts.append(look.say("what was true then") + (" (--as-of)" if options else ""))
    if clock.known_by:
        said = look.say("what letters up to {day} say", day=look.day(clock.known_by))
        parts.append(said + (" (--known-by)" if options else ""))
    if newest and view.overtaken:
        parts.append(look.say("newest letter by then {day}", day=look.date(newest.date)))
    elif newest:
        parts.append(look.say("newest letter {day}", day=look.date(newest.date)))
    elif view.in_part:
        parts.append(look.say("no letter is coded as a whole"))
    else:
        parts.append(look.say("no letter by then") if view.overtaken else look.say("no letter yet"))
    parts += letters_apart(view, look, money)
    remarks = [remark_words(one, look) for one in view.remarks]
    return " ".join([*remarks, "; ".join(parts) + "."])


def remark_words(remark: Remark, look: Look) -> str:
    """Say how something was found."""
    typed, some = clean(remark.typed), clean(", ".join(remark.examples))
    match remark.kind.value:
        case "begins":
            return look.say(
                "Other words begin with `{typed}` ({some}); `{typed}*` finds them too.", typed=typed, some=some
            )
        case "holds":
            return look.say("Longer words hold `{typed}` ({some}); `*{typed}` finds them too.", typed=typed, some=some)
        case "beginning":
            return look.say("`{typed}` as the beginning of longer words: {some}.", typed=typed, some=some)
        case "inside":
            return look.say("`{typed}` inside longer words: {some}.", typed=typed, some=some)
        case "apart":
            return look.say(
                "The words of `{typed}` stand side by side nowhere, and were looked for one by one.", typed=typed
            )
        case "unknown" if some:
            return look.say("No text has `{typed}`; the nearest words are {some}.", typed=typed, some=some)
        case "unknown":
            return look.say("No text has `{typed}`.", typed=typed)
        case "untranslated":
            return look.say("Not all notes and digests are in Dutch: an English word may find more.")
        case "not-together":
            return look.say("No text has all of {typed}, though each is found.", typed=typed)
        case "organisation":
            return look.say("`{typed}` is also an organisation: --owner {typed}, --partner {typed}.", typed=typed)
    many = look.count(remark.number, "measure", "measures")
    return look.say("`{typed}` is a partner in {many} more: --partner {typed}.", typed=typed, many=many)


def letters_apart(view: View, look: Look, money: bool = False) -> Iterator[str]:
    """Yield what is to be known of letters that are not yet coded, or later than the moment of the question.

    A later letter can tell what was true before it, but `money` has no date but its letter's.
    """
    if view.uncoded:
        yield look.say("not coded yet: {letters}", letters=_letters_of(view.uncoded, look))
    if view.in_part:
        yield look.say("coded in part: {letters}", letters=in_part_words(view.in_part, look))
    if view.later and not money:
        later = _letters_of(view.later, look)
        yield look.say("later, and counted for what they tell of that time: {letters}", letters=later)
    left_out = [*view.later, *view.left_out] if money else view.left_out
    if left_out:
        yield look.say("later, and left out: {letters}", letters=_letters_of(left_out, look))


def _letters_of(letters: list[Letter], look: Look) -> str:
    """Say how many letters there are, and of when: `1 letter (1 March 2018)`, `2 letters (the newest 1 March 2018)`."""
    newest = look.date(letters[-1].date)
    if len(letters) > 1:
        newest = look.say("the newest {day}", day=newest)
    return f"{look.count(len(letters), 'letter', 'letters')} ({newest})"


def in_part_words(letters: list[tuple[Letter, Coding]], look: Look) -> str:
    """Say which letters are coded in part, and how far: `1 letter (1 March 2018, 3 of 14 paragraphs)`; of several, of the newest."""
    coding = letters[-1][1]
    words = _letters_of([one for one, _ in letters], look)
    return f"{words.removesuffix(')')}, {accounted_words(coding, look)})"


def accounted_words(coding: Coding, look: Look) -> str:
    """Say of how many of a letter's paragraphs it is known what they give: `3 of 14 paragraphs`."""
    whole = look.count(coding.paragraphs, "paragraph", "paragraphs")
    return look.say("{number} of {paragraphs}", number=coding.accounted, paragraphs=whole)


def coded_words(letter: Letter, view: View, look: Look) -> str:
    """Say of a letter that it is not coded, or how far; nothing where it is coded as a whole."""
    coding = view.registry.unfinished.get(letter.id)
    if coding is None:
        return ""
    if not coding.begun:
        return look.say("not coded yet")
    return look.say("coded in part: {paragraphs}", paragraphs=accounted_words(coding, look))


def last_letter(day: str, view: View, look: Look) -> str:
    """Say what the sign of the newest letter is, with its day."""
    said = "last letter coded as a whole {day}" if _goes_on(view) else "last letter {day}"
    return look.say(said, day=day)


def after_last_letter(view: View, look: Look) -> str:
    """Say what the sign of the newest letter means: later ones can tell something too."""
    if _goes_on(view):
        return look.say("last letter coded as a whole: later ones are coded in part")
    said = "last letter up to the reference day" if view.overtaken else "last letter: nothing later is known"
    return look.say(said)


def _goes_on(view: View) -> bool:
    newest = view.newest_letter
    return newest is not None and any(letter.date.first > newest.date.first for letter, _ in view.in_part)


def no_word(overtaken: bool, look: Look) -> str:
    """Say that no letter has spoken of a measure since its due date; where there are later ones, no more than that none had by then."""
    return look.say("no word by then") if overtaken else look.say("no later word")


def not_yet(look: Look) -> str:
    """Say that something was perhaps not yet so."""
    return look.say("perhaps not yet")


def doubt(state: State, look: Look) -> str:
    """Say that a status was perhaps not yet so on the reference day, which lies within the date that the letter gives."""
    return "" if state.certain else f", {not_yet(look)}"


def slipped_words(state: State, look: Look) -> str:
    """Say by how much the due date moved in all: `3 months later than first promised`, or at each promise; nothing where that is not known."""
    least, most = state.slipped or (0, 0)
    if least == most == 0:
        return ""
    last, anew = state.promises[-1].due.last, len(state.slips) > 1
    if least < 0 < most:
        earlier, later = look.span(-least, last), look.span(most, last)
        if anew:
            return look.say(
                "from {earlier} earlier to {later} later in all than at each promise", earlier=earlier, later=later
            )
        return look.say("from {earlier} earlier to {later} later than first promised", earlier=earlier, later=later)
    days = sorted((abs(least), abs(most)))
    if most <= 0:
        last += timedelta(days[-1])
    near, far = (look.span(one, last) for one in days)
    span = near if near == far else look.say("{least} to {most}", least=near, most=far)
    if most > 0:
        if anew:
            return look.say("{span} later in all than at each promise", span=span)
        return look.say("{span} later than first promised", span=span)
    if anew:
        return look.say("{span} earlier in all than at each promise", span=span)
    return look.say("{span} earlier than first promised", span=span)


def of_measures(shown: int, total: int, look: Look) -> str:
    """Say how many measures there are of how many: `12 of 146 measures`."""
    return look.say(
        "{shown} of {measures}", shown=look.number(f"{shown:,}"), measures=look.count(total, "measure", "measures")
    )


def listing_foot(listing: Listing, look: Look) -> str:
    """Say how many measures are shown of how many, and when."""
    unsure = unsure_words(all(state.certain for state in listing.states), look)
    return f"{of_measures(len(listing.states), listing.total, look)}. {sentence(listing.view, look)}{unsure}"


def timeline_foot(line: Timeline | Chart, look: Look) -> str:
    """Say of how many measures the moments or bars are, and when."""
    measures = look.count(line.measures, "measure", "measures")
    shown = look.say("{measures} of {total}", measures=measures, total=look.number(f"{line.total:,}"))
    return f"{shown}. {sentence(line.view, look)}{unsure_words(line.certain, look)}"


def unsure_words(certain: bool, look: Look) -> str:
    """Say what the sign behind a status means; nothing where all were `certain`."""
    return "" if certain else look.say(" “?” is perhaps not yet: the date is not that exact.")


def letters_foot(coverage: Coverage, look: Look) -> str:
    """Say how many letters there are, and when."""
    return f"{look.count(len(coverage.letters), 'letter', 'letters')}. {sentence(coverage.view, look)}"


def due_words(state: State, look: Look) -> str:
    """Say a measure's deadline without a verdict: `September 2017, no later word`."""
    if state.due is None:
        return ""
    return f"{look.date(state.due)}, {late_words(state, look)}" if state.overdue else look.date(state.due)


def late_words(state: State, look: Look) -> str:
    """Say what is known of a measure whose due date has passed: nothing since, or that it was still open then."""
    if state.heard_late:
        return look.say("still open on {day}", day=look.date(state.heard_late))
    return no_word(state.overtaken, look)


def span_words(found: Span, look: Look) -> str:
    """Say in words what a measure's bar shows: its first letter, what it was when, its due date, and since when nothing was heard."""
    state = found.state
    said = [look.say("first letter of {day}", day=look.date(state.announced))]
    for mark in found.marks:
        if mark.event is None:
            said.append(look.say("due {date}", date=due_words(state, look)))
        else:
            unsure = "" if mark.certain else f", {not_yet(look)}"
            said.append(f"{look.status(mark.event.status)} {look.date(mark.event.date)}{unsure}")
    if any(part.kind.silent for part in found.stretches):
        heard, day = look.date(state.updated), look.day(state.horizon)
        known = look.say("nothing heard since {day}", day=heard)
        then = look.say("nothing heard from {first} to {last}", first=heard, last=day)
        said.append(then if state.overtaken else known)
    return "; ".join(dict.fromkeys(said))


def owner_words(measure: Measure, registry: Registry, look: Look) -> str:
    """Say who owns a measure, and where that is inferred."""
    inferred = f", {look.say('inferred')}" if measure.owner_inferred else ""
    return f"{look.name(registry.organisations[measure.owner])} ({measure.owner}{inferred})"


def count_words(number: int, one: str, more: str = "") -> str:
    """Say a count with its noun in a message, which is always in English: `1 measure`, `2 measures`."""
    return Look().count(number, one, more or f"{one}s")


def publication(letter: Letter, look: Look) -> str:
    """Say a letter's publication id, and where it is inferred; nothing where none is established."""
    if not letter.publication:
        return ""
    return clean(letter.publication) + (f" ({look.say('inferred')})" if letter.publication_inferred else "")


def paragraph(number: int | None, look: Look) -> str:
    """Say behind the name of a letter which paragraph of it: `, paragraph 9`; nothing where none is named."""
    return look.say(", paragraph {number}", number=number) if number else ""


def letter_of(letter: Letter, passage: int | None, look: Look) -> str:
    """Say where something is told: `letter of 30 June 2020, paragraph 1`."""
    return look.say("letter of {day}", day=look.date(letter.date)) + paragraph(passage, look)
