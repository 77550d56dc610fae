"""Everything that a website of a registry says, at one moment."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ctmeasures.model.clock import Clock
from ctmeasures.model.history import State
from ctmeasures.model.records import Event, Letter, Organisation, Registry
from ctmeasures.reports.budget import Budget, budget
from ctmeasures.reports.chart import Chart, Span, chart
from ctmeasures.reports.coverage import Coverage, coverage
from ctmeasures.reports.find import Document, documents
from ctmeasures.reports.followup import Followup, Followups, followup, followups
from ctmeasures.reports.page import Page, pages
from ctmeasures.reports.query import Listing, Query, View, listing
from ctmeasures.reports.stages import numbered
from ctmeasures.reports.stats import Stats, stats
from ctmeasures.reports.threads import Thread, threads

# Measures in all tables of earlier moments together: each letter has a table of all measures of its day, so that their rows are letters times
# measures, two million for 200 letters and 10,000 measures, beside 10,000 pages of measures.
MOMENT_ROWS = 10_000


class OwnerPage(NamedTuple):
    """One organisation: the measures that it owns, and those in which it takes part, next deadline first."""

    organisation: Organisation
    owned: tuple[State, ...]
    shared: tuple[State, ...]

    @property
    def open(self) -> int:
        """Count the open measures that it owns."""
        return sum(state.open for state in self.owned)

    @property
    def overdue(self) -> tuple[State, ...]:
        """Return those of them whose due date has passed, the longest first."""
        return tuple(state for state in self.owned if state.overdue)

    @property
    def ahead(self) -> tuple[State, ...]:
        """Return those of them whose due date is still to come, the next first."""
        return tuple(state for state in self.owned if state.due and not state.overdue)


class News(NamedTuple):
    """One event for a feed; `number` is its place among the events of one letter in one measure, so that its name is stable."""

    state: State
    event: Event
    number: int


@dataclass(frozen=True)
class Overview:
    """What the overview and the table say at one moment; `listing` puts the next deadline first, closed measures last."""

    listing: Listing
    stats: Stats
    budget: Budget
    coverage: Coverage
    news: tuple[News, ...]
    followups: Followups

    @property
    def view(self) -> View:
        """Return what every page states: the moment, and what could be known then."""
        return self.listing.view

    @property
    def states(self) -> tuple[State, ...]:
        """Return the states of all measures."""
        return self.listing.states

    @property
    def overdue(self) -> tuple[State, ...]:
        """Return the open measures whose due date has passed, the longest first."""
        return tuple(state for state in self.states if state.overdue)

    @property
    def ahead(self) -> tuple[State, ...]:
        """Return the open measures whose due date is still to come, the next first."""
        return tuple(state for state in self.states if state.due and not state.overdue)

    def became(self, state: State) -> Followup:
        """Return what became of a measure since it was announced."""
        return followup(state, self._newest)

    @cached_property
    def _newest(self) -> Letter | None:
        return self.view.newest_letter

    def told_by(self, letter: Letter) -> tuple[News, ...]:
        """Return the events of one letter."""
        return tuple(one for one in self.news if one.event.letter == letter.id)


@dataclass(frozen=True)
class Website(Overview):
    """The answers from which the pages are drawn.

    `by_owner` is the money by owner; `spans` are by the ids of the measures that exist at the moment.
    """

    chart: Chart
    pages: tuple[Page, ...]
    spans: Mapping[str, Span]
    by_owner: Budget
    owners: tuple[OwnerPage, ...]
    documents: tuple[Document, ...]
    threads: tuple[Thread, ...]

    most_rows: int = MOMENT_ROWS

    @cached_property
    def moments(self) -> tuple[Letter, ...]:
        """Return the letters after each of which the overview and the table are shown as they stood, oldest first.

        They are the newest whose tables hold at most `most_rows` measures together; of an earlier site a later letter is no part.
        """
        registry = self.view.registry
        letters = registry.letters
        first_days = sorted(
            min(letters[event.letter].date.first for event in measure.history) for measure in registry.measures
        )
        rows, found = 0, []
        for letter in reversed(self._letters):
            rows += bisect_right(first_days, letter.date.first)
            if rows > self.most_rows:
                break
            found.append(letter)
        return tuple(reversed(found))

    @property
    def undrawn(self) -> tuple[Letter, ...]:
        """Return the letters before these, oldest first: of their moments only the command line tells."""
        letters = self._letters
        return tuple(letters[: len(letters) - len(self.moments)])

    @property
    def _letters(self) -> list[Letter]:
        return [letter for letter in self.view.letters if self.view.clock.had(letter)]


def overview(registry: Registry, clock: Clock) -> Overview:
    """Answer what the overview and the table say of a registry at one moment."""
    found = listing(registry, clock, Query())
    return Overview(
        listing=found,
        stats=stats(registry, clock, Query()),
        budget=budget(registry, clock, Query()),
        coverage=coverage(registry, clock),
        news=_news(registry, found.states),
        followups=followups(found),
    )


def after(site: Website, letter: Letter) -> Overview:
    """Answer the same by what could be known on the day of a letter: `--known-by` that day."""
    view = site.view
    return overview(view.registry, Clock(view.clock.today, known_by=letter.date.first))


def website(registry: Registry, clock: Clock) -> Website:
    """Answer everything that a website says of a registry at one moment."""
    told, drawn = overview(registry, clock), chart(registry, clock, Query())
    return Website(
        **vars(told),
        chart=drawn,
        pages=tuple(pages(registry, clock)),
        spans={span.state.measure.id: span for span in drawn.spans},
        by_owner=budget(registry, clock, Query(), by="owner"),
        owners=_owners(registry, told.states),
        documents=tuple(documents(registry, clock)),
        threads=threads(registry, clock),
    )


def _owners(registry: Registry, states: tuple[State, ...]) -> tuple[OwnerPage, ...]:
    """Return the organisations that have a part in any measure, those with the most measures first."""
    owned: dict[str, list[State]] = {}
    shared: dict[str, list[State]] = {}
    for state in states:
        owned.setdefault(state.measure.owner, []).append(state)
        for partner in dict.fromkeys(state.measure.partners):
            shared.setdefault(partner, []).append(state)
    found = [
        OwnerPage(organisation, tuple(owned.get(key, ())), tuple(shared.get(key, ())))
        for key, organisation in registry.organisations.items()
        if key in owned or key in shared
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.owned), -len(one.shared), one.organisation.key)))


def _news(registry: Registry, states: tuple[State, ...]) -> tuple[News, ...]:
    """Return all events, those of the newest letter first."""
    found = [News(state, *one) for state in states for one in numbered(state)]
    found.sort(key=lambda one: (one.state.measure.id, one.number))
    found.sort(key=lambda one: (registry.letters[one.event.letter].date.first, one.event.letter), reverse=True)
    return tuple(found)
