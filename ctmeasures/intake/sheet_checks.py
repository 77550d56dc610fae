"""Everything that stands between a coding sheet and a registry: what is undecided, incomplete, taken, not covered, not in the letter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ctmeasures.checks import check, coding
from ctmeasures.checks.names import no_passage, unknown_name
from ctmeasures.checks.quotes import verify
from ctmeasures.edit.letter_text import stands
from ctmeasures.intake.blocks import Paragraph, words_of
from ctmeasures.intake.coded import Coding, accepted, key_of, path_of, with_sheet
from ctmeasures.intake.covered import rows
from ctmeasures.intake.kept import letter_text
from ctmeasures.intake.sheet import Read, legible
from ctmeasures.intake.sheet_fields import MEASURE_FIELDS, NEW, Decision, Item, Sheet
from ctmeasures.model.fields import DECLARED, QUOTE_WORDS
from ctmeasures.model.place import Level, Place, Problem, new_problems
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Package, Registry, Track


class Judged(NamedTuple):
    """What a registry becomes with a sheet, if anything could be read of that, and all that is wrong with it, in the sheet's order."""

    coding: Coding | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> list[Problem]:
        """Return what must be mended first."""
        return [problem for problem in self.problems if problem.level is Level.ERROR]


def judged(registry: Registry, read: Read, paragraphs: Sequence[Paragraph], text: str | None = None) -> Judged:
    """Return what a registry becomes with a sheet, and everything that is wrong with that.

    Quotes are looked up where the letter's paragraphs are at hand; `text` is all of the letter's text, where it is kept too.
    """
    sheet = read.sheet
    if sheet is None or sheet.letter not in registry.letters:
        strange = [] if sheet is None else [*unknown_name(registry, "letter", sheet.letter, sheet.source, "letter")]
        return Judged(None, (*read.problems, *strange))
    done = with_sheet(registry, read)
    found = [*read.problems, *_undecided(read, sheet), *_items(registry, sheet, done), *_declared(registry, sheet)]
    found += _paragraphs(registry, sheet)
    text = text or (letter_text(paragraphs) if paragraphs else None)
    found += _quotes(sheet, done.registry, paragraphs, LetterText(text) if text else None)
    found += new_problems(check(registry), check(done.registry))
    if text:
        texts = {sheet.letter: text}
        before, after = (verify(one, texts, "", {}, {sheet.letter}).problems for one in (registry, done.registry))
        found += new_problems(before, after)
    once = {(one.place, one.code, one.message): legible(one) for one in found}
    here = _of_one_fault(once.values())
    return Judged(done, tuple(sorted(here, key=lambda one: one.sort_key)))


def of_texts(problems: Iterable[Problem]) -> list[Problem]:
    """Return the warnings that the check of the registry does not give: words that are copied from the letter, fields that are replaced."""
    return [one for one in problems if one.code in ("copied-words", "replaced-field")]


def _of_one_fault(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without those that another one at the same place says better."""
    every = list(problems)
    better = {"quote-elsewhere": {"quote-not-found"}, "due-before-letter": {"due-before-event"}}
    better |= {"missing-digest": {"empty-digest"}, "taken-id": {"duplicate-id"}}
    worse = {(one.place, code) for one in every for code in better.get(one.code, ())}
    covered = {code for one in every for code in better.get(one.code, ()) if code == "empty-digest"}
    return [one for one in every if (one.place, one.code) not in worse and one.code not in covered]


def _undecided(read: Read, sheet: Sheet) -> Iterator[Problem]:
    """Yield the guesses that are left in accepted items; and the items without a decision, whose guesses are looked at when that is made."""
    done = {path_of(one) for one in sheet.items if one.decision is not Decision.ACCEPT}
    guessed = set()
    for path, problem in read.guesses.items():
        if path[:2] not in done or path[2:] == ("decision",):
            yield problem
        guessed.add(path)
    for item in sheet.items:
        if item.decision is None and (*path_of(item), "decision") not in guessed and not item.source.has("decision"):
            yield coding.undecided_item(item.source.place())


def _items(registry: Registry, sheet: Sheet, done: Coding) -> Iterator[Problem]:
    """Yield what is missing in accepted items, and ids that cannot be."""
    new: dict[str, Item] = {}
    items = accepted(sheet)
    with_event = {key_of(item) for item in items if item.status is not None}
    letter = registry.letters[sheet.letter]
    for item in items:
        where = item.source.place
        if item.decision is not None:
            yield from _lacking(item, with_event)
        if item.due is not None and item.due.last < letter.date.first:
            yield coding.due_before_letter(where("due"), item.due.words, letter.date.words)
        if item.measure == NEW and item.id:
            for taken in _taken(registry, item, new, done):
                yield taken
                yield from unknown_name(done.registry, "organisation", item.owner, item.source, "owner")
                yield from unknown_name(done.registry, "area", item.area, item.source, "area")
            new.setdefault(item.id, item)
        elif item.measure and item.measure != NEW:
            yield from unknown_name(done.registry, "measure", item.measure, item.source, "measure")
            if item.id and item.id != item.measure:
                yield coding.lasting_id(where("id"), item.id, item.measure)
            yield from _replaced(registry, item)
        yield from no_passage(registry, sheet.letter, item.passage, item.source, "passage")
        yield from _total(item, done.registry)
    for item in sheet.items:
        if item.decision is Decision.CONTEXT:
            if item.passage is None:
                yield coding.incomplete_item(item.source.place(), "passage", "whose paragraph is context")
            yield from no_passage(registry, sheet.letter, item.passage, item.source, "passage")


def _replaced(registry: Registry, item: Item) -> Iterator[Problem]:
    """Yield the fields of a known measure that an accepted item replaces."""
    known = registry.by_id.get(item.measure or "")
    if known is None or item.decision is None:
        return
    for name in MEASURE_FIELDS:
        now = getattr(known, name)
        if name != "id" and now and item.source.has(name) and getattr(item, name) != now:
            said = ", ".join(map(str, now)) if isinstance(now, tuple) else str(now).lower() if now is True else str(now)
            yield coding.replaced_field(item.source.place(name), name, known.id, said)


def _lacking(item: Item, with_event: set[str | None]) -> Iterator[Problem]:
    """Yield what an accepted item lacks; a field that is written and could not be read is no second fault."""
    has, where = item.source.has, item.source.place()
    gives = item.budget or item.restates is not None or has("budget") or has("restates")
    if not has("measure"):
        of_event = has("status") or has("budget") or any(map(has, MEASURE_FIELDS))
        if of_event or not gives:
            yield coding.incomplete_item(where, "measure", "so that nobody knows of which one it is; new for a new one")
        return
    if item.measure == NEW:
        for name in ("id", "title", "owner"):
            if not has(name):
                yield coding.incomplete_item(where, name, "which a new measure needs")
    if has("status"):
        return
    if any(map(has, ("date", "due", "note", "note_nl"))):
        yield coding.incomplete_item(where, "status", "without which its date, due date and note belong to no event")
    elif not gives and not any(map(has, MEASURE_FIELDS)):
        yield coding.incomplete_item(where, "status", "and nothing else to be written")
    elif item.measure == NEW and item.id and item.id not in with_event:
        yield coding.incomplete_item(where, "status", "and a new measure needs an event")


def _taken(registry: Registry, item: Item, new: dict[str, Item], done: Coding) -> Iterator[Problem]:
    """Yield the problem of a new measure's id that another one has; one that was written before from the same sheet is no other."""
    key, place = str(item.id), item.source.place("id")
    if key in new:
        yield coding.taken_id(place, key, f"the new measure on line {new[key].source.place('id').line}")
        return
    known = registry.by_id.get(key)
    if known is None and key not in registry.declared.get("measures", frozenset()):
        return
    same = known is not None and all(getattr(known, name) == getattr(item, name) for name in MEASURE_FIELDS)
    if not same or (item.status is not None and path_of(item) not in done.held):  # else it was written before
        yield coding.taken_id(place, key, "a measure of the registry")


def _total(item: Item, registry: Registry) -> Iterator[Problem]:
    """Yield the problem of a total whose package or track is not declared."""
    total = item.restates
    if total is None or not total.package:
        return
    package = registry.packages.get(total.package)
    if package is None:
        yield coding.unknown_total(total.source.place("package"), total.package, "package", [*registry.packages])
    elif total.track is not None and total.track not in package.tracks:
        yield coding.unknown_total(total.source.place("track"), total.track, "track", [*package.tracks])


def _declared(registry: Registry, sheet: Sheet) -> Iterator[Problem]:
    """Yield what a sheet declares and the registry has already in other words."""
    for section in DECLARED:
        known = getattr(registry, section)
        for key, one in getattr(sheet, section).items():
            if key in known and _bare(known[key], sheet) != _bare(one, sheet):
                yield coding.redeclared(one.source.place(), key, section)


def _bare(one: Any, sheet: Sheet) -> Any:
    """Return what is declared, a package without the totals of the sheet's letter, which its items may have added."""
    if not isinstance(one, Package | Track):
        return one
    bare = replace(one, restated=tuple(each for each in one.restated if each.letter != sheet.letter))
    if isinstance(bare, Track):
        return bare
    return replace(bare, tracks={key: _bare(track, sheet) for key, track in bare.tracks.items()})


def _paragraphs(registry: Registry, sheet: Sheet) -> Iterator[Problem]:
    """Yield the lack of an end, and the paragraphs that are not in the letter or the sheet, stand twice, are not covered, or have no digest."""
    if not sheet.source.has("end"):
        yield coding.cut_off_sheet(sheet.source.place("items"))
    places: dict[int, Place] = {}
    for one in sheet.paragraphs:
        yield from no_passage(registry, sheet.letter, one.number, one.source, "number")
        place = one.source.place("number")
        if one.number in places:
            yield coding.repeated_paragraph(place, one.number)
        places[one.number] = place
        for name in ("digest", "digest_nl"):
            if not stands(getattr(one, name) or "Nothing."):
                yield coding.misread_digest(one.source.place(name), name)
    for row in rows(registry, registry.letters[sheet.letter], sheet):
        if row.number not in places:
            yield coding.absent_paragraph(sheet.source.place("paragraphs"), row.number)
            continue
        if not row.covered:
            yield coding.open_paragraph(places[row.number], row.number)
        if not row.digest:
            yield coding.missing_digest(places[row.number], row.number)


def _quotes(
    sheet: Sheet, registry: Registry, paragraphs: Sequence[Paragraph], spoken: LetterText | None
) -> Iterator[Problem]:
    """Yield the quotes of a sheet that are not in the paragraph beside them."""
    texts = {one.number: LetterText(words_of(one)) for one in paragraphs}
    path = sheet.source.place().path
    for letter, record, _ in registry.citations:
        quote, number = record.quote, record.passage
        if letter != sheet.letter or not quote or number not in texts:
            continue
        place = record.source.place("quote")
        if place.path != path or texts[number].times(quote):
            continue
        if spoken is not None and spoken.times(quote) > 1:
            continue  # of which is said that it stands there more than once
        found = next((one for one, text in texts.items() if text.times(quote)), None)
        nearest = None if found else texts[number].nearest(quote, QUOTE_WORDS)
        yield coding.quote_elsewhere(place, number, found, nearest)
