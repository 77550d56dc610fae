"""The letters and their coverage: what each paragraph gave, what is context, what nobody has looked at."""

from collections import Counter
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import states
from ctmeasures.model.records import Letter, Measure, Passage, Registry
from ctmeasures.reports.query import View


class Covered(NamedTuple):
    """One paragraph: the measures that cite it (in an event, an allocation or a package), or context, or neither."""

    passage: Passage
    measures: tuple[Measure, ...]
    packages: tuple[str, ...]
    context: bool

    @property
    def accounted(self) -> bool:
        """Tell whether the paragraph gave something or is known to hold nothing."""
        return self.context or bool(self.measures or self.packages)


class SheetState(NamedTuple):
    """A letter's coding sheet: its path, and how many acts and paragraphs are `open` in it; None where it has faults.

    `folder` is that of the text where it is not the usual one, and has to be asked for.
    """

    path: str
    open: tuple[int, int] | None
    folder: str | None = None


class LetterCoverage(NamedTuple):
    """One letter and all its paragraphs; `measures` counts the measures of which it speaks, as they were at the moment."""

    letter: Letter
    passages: tuple[Covered, ...]
    measures: int
    sheet: SheetState | None = None

    @property
    def cited(self) -> int:
        """Count the paragraphs that gave a measure or a package."""
        return sum(1 for one in self.passages if one.measures or one.packages)

    @property
    def context(self) -> int:
        """Count the paragraphs that are context only."""
        return sum(1 for one in self.passages if one.context and not (one.measures or one.packages))

    @property
    def without_digest(self) -> int:
        """Count the paragraphs that have no digest."""
        return sum(1 for one in self.passages if not one.passage.digest)

    @property
    def undigested_in_dutch(self) -> bool:
        """Tell whether a paragraph has a digest in English only."""
        return any(one.passage.digest and not one.passage.digest_nl for one in self.passages)

    @property
    def open(self) -> int:
        """Count the paragraphs that nobody has accounted for."""
        return sum(1 for one in self.passages if not one.accounted)


class Coverage(NamedTuple):
    """The letters known at a moment, oldest first."""

    view: View
    letters: tuple[LetterCoverage, ...]


def coverage(registry: Registry, clock: Clock) -> Coverage:
    """Return the coverage of every letter known at that moment."""
    view = View(registry, clock)
    known = view.letters
    spoken = Counter(letter for state in states(registry, clock) for letter in state.letters)
    citing: dict[str, _Citing] = {letter.id: {} for letter in known}
    for measure in registry.measures:
        if clock.known_by and not any(event.letter in citing for event in measure.history):
            continue  # only its money was told by then, so that nobody knew of it
        for letter, record, _ in measure.citations():
            if letter in citing:
                citing[letter].setdefault(record.passage, {})[measure.id] = measure
    return Coverage(view, tuple(_cover(registry, letter, citing[letter.id], spoken[letter.id]) for letter in known))


_Citing = dict[int | None, dict[str, Measure]]  # by passage, the measures that cite it


def _cover(registry: Registry, letter: Letter, cited: _Citing, measures: int) -> LetterCoverage:
    packages: dict[int | None, dict[str, None]] = {}
    for package in registry.packages.values():
        for cites, record, _ in package.citations():
            if cites == letter.id:
                packages.setdefault(record.passage, {})[package.key] = None
    context = frozenset(letter.context)
    return LetterCoverage(
        letter,
        tuple(
            Covered(
                passage,
                tuple(cited.get(passage.number, {}).values()),
                tuple(packages.get(passage.number, ())),
                passage.number in context,
            )
            for passage in letter.passages
        ),
        measures,
    )
