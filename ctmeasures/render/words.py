"""The words and signs that all outputs share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.model.dates import day
from ctmeasures.model.records import (
    Allocation,
    Area,
    Event,
    Letter,
    Measure,
    Organisation,
    Package,
    Passage,
    Registry,
    Restatement,
    Track,
)
from ctmeasures.model.status import Status
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.model.history import State
    from ctmeasures.reports.chart import Chart
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
NO_WORD = "no later word"
NO_WORD_THEN = "no word by then"  # of a day after which there are letters, so that there may be a later word
LATE = "!"
NOT_YET = "perhaps not yet"
UNSURE = "?"  # behind a status or a date that was perhaps not yet so


class Look(NamedTuple):
    """How the reader will see it: the terminal's width in columns, whether colours may be used, the language of titles, names, notes and digests."""

    width: int = 80
    color: bool = False
    dutch: bool = False


def title(record: Measure | Letter | Package | Track, look: Look) -> str:
    """Return a record's title in the reader's language, clean."""
    return clean((look.dutch and record.title_nl) or record.title)


def called(registry: Registry, look: Look) -> str:
    """Return what a registry is called in the reader's language, clean."""
    return clean((look.dutch and registry.title_nl) or registry.title or UNTITLED)


def name(record: Organisation | Area, look: Look) -> str:
    """Return a record's name in the reader's language, clean."""
    return clean((look.dutch and record.name_nl) or record.name)


def note(record: Event | Allocation | Restatement, look: Look) -> str | None:
    """Return a record's note in the reader's language, else in the other; not yet clean, and None where it has none."""
    return (look.dutch and record.note_nl) or record.note or record.note_nl


def digest(passage: Passage, look: Look) -> str:
    """Return a paragraph's digest in the reader's language, else in the other; not yet clean."""
    return (look.dutch and passage.digest_nl) or passage.digest or passage.digest_nl or ""


def other_title(record: Measure | Letter, look: Look) -> str:
    """Return a record's title in the other language, clean; nothing where it is the same or not known."""
    other = record.title if look.dutch else record.title_nl
    return clean(other) if other and record.title != record.title_nl else ""


def sentence(view: View, money: bool = False, options: bool = False) -> str:
    """Say what every answer states: the reference day, by which clock (with its `options`), the newest letter, which others count."""
    clock, newest = view.clock, view.newest_letter
    parts = [f"Reference day {long_day(clock.reference_day)}"]
    if clock.as_of:
        parts.append(f"what was true then{' (--as-of)' if options else ''}")
    if clock.known_by:
        parts.append(f"what letters up to {long_day(clock.known_by)} say{' (--known-by)' if options else ''}")
    by_then = " by then" if view.overtaken else ""
    parts.append(
        f"newest letter{by_then} {newest.date.words}" if newest else f"no letter {'by then' if by_then else 'yet'}"
    )
    parts += letters_apart(view, money)
    return " ".join([*map(remark_words, view.remarks), "; ".join(parts) + "."])


def remark_words(remark: Remark) -> str:
    """Say how something was found."""
    typed, some = clean(remark.typed), clean(", ".join(remark.examples))
    many = count_words(remark.number, "measure")
    near = f"; the nearest words are {some}" if some else ""
    return {
        "begins": f"Other words begin with `{typed}` ({some}); `{typed}*` finds them too.",
        "holds": f"Longer words hold `{typed}` ({some}); `*{typed}` finds them too.",
        "beginning": f"`{typed}` as the beginning of longer words: {some}.",
        "inside": f"`{typed}` inside longer words: {some}.",
        "apart": f"The words of `{typed}` stand side by side nowhere, and were looked for one by one.",
        "unknown": f"No text has `{typed}`{near}.",
        "untranslated": "Not all notes and digests are in Dutch: an English word may find more.",
        "not-together": f"No text has all of {typed}, though each is found.",
        "organisation": f"`{typed}` is also an organisation: --owner {typed}, --partner {typed}.",
        "partner": f"`{typed}` is a partner in {many} more: --partner {typed}.",
    }[remark.kind.value]


def letters_apart(view: View, money: bool = False) -> Iterator[str]:
    """Yield what is to be known of letters that are not yet coded, or later than the moment of the question.

    A later letter can tell what was true before it, but `money` has no date but its letter's.
    """
    if view.uncoded:
        yield f"not coded yet: {_letters_of(view.uncoded)}"
    if view.later and not money:
        yield f"later, and counted for what they tell of that time: {_letters_of(view.later)}"
    left_out = [*view.later, *view.left_out] if money else view.left_out
    if left_out:
        yield f"later, and left out: {_letters_of(left_out)}"


def _letters_of(letters: list[Letter]) -> str:
    """Say how many letters there are, and of when: `1 letter (1 March 2018)`, `2 letters (the newest 1 March 2018)`."""
    newest = "" if len(letters) == 1 else "the newest "
    return f"{count_words(len(letters), 'letter')} ({newest}{letters[-1].date.words})"


def no_word(overtaken: bool) -> str:
    """Say that no letter has spoken of a measure since its due date; where there are later ones, no more than that none had by then."""
    return NO_WORD_THEN if overtaken else NO_WORD


def doubt(state: State) -> str:
    """Say that a status was perhaps not yet so on the reference day, which lies within the date that the letter gives."""
    return "" if state.certain else f", {NOT_YET}"


def slipped_words(state: State) -> str:
    """Say by how much the due date moved in all: `3 months later than first promised`; nothing where it is not known to have moved."""
    least, most = state.slipped or (0, 0)
    if least == most == 0:
        return ""
    if least < 0 < most:
        return f"from {span_words(-least)} earlier to {span_words(most)} later than first promised"
    near, far = (span_words(days) for days in sorted((abs(least), abs(most))))
    return f"{near if near == far else f'{near} to {far}'} {'later' if most > 0 else 'earlier'} than first promised"


def listing_foot(listing: Listing) -> str:
    """Say how many measures are shown of how many, and when."""
    unsure = unsure_words(all(state.certain for state in listing.states))
    return f"{len(listing.states):,} of {count_words(listing.total, 'measure')}. {sentence(listing.view)}{unsure}"


def timeline_foot(line: Timeline | Chart) -> str:
    """Say of how many measures the moments or bars are, and when."""
    unsure = unsure_words(line.certain)
    return f"{count_words(line.measures, 'measure')} of {line.total:,}. {sentence(line.view)}{unsure}"


def unsure_words(certain: bool) -> str:
    """Say what the sign behind a status means; nothing where all were `certain`."""
    return "" if certain else f" “{UNSURE}” is {NOT_YET}: the date is not that exact."


def letters_foot(coverage: Coverage) -> str:
    """Say how many letters there are, and when."""
    return f"{count_words(len(coverage.letters), 'letter')}. {sentence(coverage.view)}"


def long_day(value: date) -> str:
    """Say a day: `22 November 2026`."""
    return day(value).words


def due_words(state: State) -> str:
    """Say a measure's deadline without a verdict: `September 2017, no later word`."""
    if state.due is None:
        return ""
    return f"{state.due.words}, {late_words(state)}" if state.overdue else state.due.words


def late_words(state: State) -> str:
    """Say what is known of a measure whose due date has passed: nothing since, or that it was still open then."""
    return f"still open on {state.heard_late.words}" if state.heard_late else no_word(state.overtaken)


def owner_words(measure: Measure, registry: Registry, look: Look) -> str:
    """Say who owns a measure, and where that is inferred."""
    owner = registry.organisations[measure.owner]
    return f"{name(owner, look)} ({measure.owner}{', inferred' if measure.owner_inferred else ''})"


def span_words(days: int) -> str:
    """Say a number of days as people do: `5 days`, `4 months`, `9 years 5 months`."""
    return " ".join(count_words(number, unit) for number, unit in span_parts(days))


def span_parts(days: int) -> list[tuple[int, str]]:
    """Return a number of days as people say it: days, or years and months where there are many; each with its unit."""
    if days < 60:
        return [(days, "day")]
    years, months = divmod(round(days / 30.4375), 12)
    return [(number, unit) for number, unit in ((years, "year"), (months, "month")) if number]


def count_words(number: int, one: str) -> str:
    """Say a count with its noun: `1 measure`, `2 measures`."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def publication(letter: Letter) -> str:
    """Say a letter's publication id, and where it is inferred; nothing where none is established."""
    if not letter.publication:
        return ""
    return clean(letter.publication) + (" (inferred)" if letter.publication_inferred else "")
