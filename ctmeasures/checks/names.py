"""Checks that every key refers to something that is declared, and that what is declared is referred to."""

from collections.abc import Iterator, Mapping, Set

from ctmeasures.model.nearest import Guesses
from ctmeasures.model.place import Located, Problem, warning
from ctmeasures.model.records import RELATIONS, Area, Organisation, Package, Registry, Track
from ctmeasures.read.faults import astray


def unknown_organisation(registry: Registry) -> Iterator[Problem]:
    """An owner, partner or sender is no key of `organisations`.

    Remedy: correct the key, or declare the organisation with its English and Dutch name.
    """
    declared = registry.declared.get("organisations", frozenset())
    for measure in registry.measures:
        if measure.owner in declared and declared.issuperset(measure.partners):
            continue
        yield from unknown_name(registry, "organisation", measure.owner, measure.source, "owner")
        for number, partner in enumerate(measure.partners):
            yield from unknown_name(registry, "organisation", partner, measure.source, "partners", number)
    for letter in registry.letters.values():
        yield from unknown_name(registry, "organisation", letter.sender, letter.source, "sender")


def unknown_area(registry: Registry) -> Iterator[Problem]:
    """A measure's area is no key of `areas`.

    Remedy: correct the key, or declare the area under `areas`.
    """
    for measure in registry.measures:
        yield from unknown_name(registry, "area", measure.area, measure.source, "area")


def unknown_letter(registry: Registry) -> Iterator[Problem]:
    """An event, an allocation or a package cites a letter that has no file in `letters/`.

    Remedy: correct the id, which is the file's name without `.md`, or add the letter.
    """
    cited: dict[str, list[Located]] = {}
    for letter, record, _ in registry.citations:
        if not isinstance(record, Track):  # its letter is the package's
            cited.setdefault(letter, []).append(record.source)
    for key, sources in cited.items():
        for problem in unknown_name(registry, "letter", key, sources[0], "letter"):
            more = f", cited {len(sources)} times" if len(sources) > 1 else ""
            yield problem._replace(message=problem.message + more)


def unknown_passage(registry: Registry) -> Iterator[Problem]:
    """A passage is no paragraph of the letter that is cited, or a letter's context names no paragraph of its own.

    Paragraphs are counted in reading order; the letter's file has one numbered heading for each.
    """
    for letter_id, record, _ in registry.citations:
        yield from no_passage(registry, letter_id, record.passage, record.source, "passage")
    for letter in registry.letters.values():
        for number, passage in enumerate(letter.context):
            yield from no_passage(registry, letter.id, passage, letter.source, "context", number)


def unknown_package(registry: Registry) -> Iterator[Problem]:
    """An allocation is a line of a package that is no key of `packages`."""
    for allocation in registry.allocations():
        yield from unknown_name(registry, "package", allocation.package, allocation.source, "package")


def unknown_track(registry: Registry) -> Iterator[Problem]:
    """An allocation belongs to a track that its package does not have."""
    for allocation in registry.allocations():
        package = registry.packages.get(allocation.package or "")
        if package is not None and allocation.track is not None and allocation.track not in package.tracks:
            yield _problem("track", allocation.track, Guesses(package.tracks), allocation.source, "track")


def unknown_measure(registry: Registry) -> Iterator[Problem]:
    """A relation or an allocation names a measure that the registry does not have.

    `part_of`, `supersedes`, `follows`, `within` and `on_top_of` take the ids of measures.
    """
    for measure in registry.measures:
        for field in RELATIONS:
            for number, key in enumerate(getattr(measure, field)):
                yield from unknown_name(registry, "measure", key, measure.source, field, number)
        for allocation in measure.budget:
            yield from unknown_name(registry, "measure", allocation.within, allocation.source, "within")
            yield from unknown_name(registry, "measure", allocation.on_top_of, allocation.source, "on_top_of")


def unused_organisation(registry: Registry) -> Iterator[Problem]:
    """An organisation is declared, but owns no measure, takes part in none and has sent no letter.

    Remedy: delete it; or name it as `owner` or under `partners` of its measures, or as a letter's `sender`.
    """
    if not {letter for letter, _, _ in registry.citations} <= registry.letters.keys():
        return  # the letter that is missing may have been sent by it
    used = {letter.sender for letter in registry.letters.values()}
    for measure in registry.measures:
        used |= {measure.owner, *measure.partners}
    expected = "an owner, a partner or a letter's sender of this key; or no such organisation"
    yield from _unused(registry, "organisation", registry.organisations, used, expected)


def unused_area(registry: Registry) -> Iterator[Problem]:
    """An area is declared, but no measure belongs to it.

    Remedy: delete it; or name it as `area` of its measures.
    """
    used = {measure.area for measure in registry.measures}
    yield from _unused(registry, "area", registry.areas, used, "a measure with this `area`; or no such area")


def unused_package(registry: Registry) -> Iterator[Problem]:
    """A package of money is declared, but no allocation is a line of it.

    Remedy: name it as `package` of the allocations that are its lines, so that they can be added up against its total.
    """
    used = {allocation.package for allocation in registry.allocations()}
    expected = "an allocation with this `package`; or no such package"
    yield from _unused(registry, "package", registry.packages, used, expected)


def _unused(
    registry: Registry,
    what: str,
    records: Mapping[str, Organisation | Area | Package],
    used: Set[str | None],
    expected: str,
) -> Iterator[Problem]:
    """Yield what is not used, where all is known that could use it: a mistyped key may have been meant for it."""
    if registry.whole and used - {None} <= records.keys():
        for key, record in records.items():
            if key not in used:
                message = f"no record uses the {what} `{key}`"
                yield warning(f"unused-{what}", record.source.place(), message, expected)


def unknown_name(
    registry: Registry, what: str, key: str | None, source: Located, *path: str | int
) -> Iterator[Problem]:
    """Yield the problem of a key, if there is one, that no record of a section has."""
    section = f"{what}s"
    declared = registry.declared.get(section, frozenset())
    if key and key not in declared and section not in registry.unreadable:
        yield _problem(what, key, registry.guesses.get(section) or Guesses(()), source, *path)


def _problem(what: str, key: str, guesses: Guesses, source: Located, *path: str | int) -> Problem:
    known = guesses.choices
    if not known:
        expected = f"a declared {what}; the registry has none"
    elif len(known) <= 8:
        expected = f"one of {', '.join(known)}" if len(known) > 1 else f"{known[0]}, the only one declared"
    else:
        expected = f"one of the {len(known)} declared ones"
    return Problem(
        f"unknown-{what}", source.place(*path), f"unknown {what} `{key}`{astray(key)}", expected, guesses(key)
    )


def no_passage(
    registry: Registry, letter_id: str, passage: int | None, source: Located, *path: str | int
) -> Iterator[Problem]:
    """Yield the problem of a paragraph, if there is one, that a letter does not have."""
    letter = registry.letters.get(letter_id)
    if letter is None or passage is None or 1 <= passage <= len(letter.passages):
        return
    count = len(letter.passages)
    message = f"the letter of {letter.date.words} has no paragraph {passage}"
    expected = f"a paragraph from 1 to {count}" if count else "a letter file with numbered paragraphs"
    yield Problem("unknown-passage", source.place(*path), message, expected, str(count) if count else None)
