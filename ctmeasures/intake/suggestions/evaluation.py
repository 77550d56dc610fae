"""What suggestions are worth: of letters that a registry has coded, each is left out once, and what is suggested for it is set beside its coding.

Every figure is a share of things that can be counted by paragraph; its interval is that of 1,000 samples of paragraphs, drawn with a fixed seed.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ctmeasures.intake.kept import letter_text
from ctmeasures.intake.sheet_fields import NEW, Tier
from ctmeasures.intake.suggestions.likeness import Likeness
from ctmeasures.intake.suggestions.model import Scored, scored
from ctmeasures.intake.suggestions.suggested import Suggested, suggested
from ctmeasures.intake.suggestions.teaching import Coded, School
from ctmeasures.model.dates import PartialDate, parse_date
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.figures import shortest
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Citation, Event, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.nodes import Value

_SAMPLES = 1000
_SEED = 1
_WITHIN = 0.95  # the share of the samples that an interval holds


class Claim(NamedTuple):
    """What is suggested for one act, as far as it can be judged; the units it speaks of, and its part of the first of them."""

    places: tuple[int, ...]
    text: str = ""
    part: bool = False
    likely: bool = True
    measures: tuple[str, ...] = ()
    status: Status | None = None
    owner: str | None = None
    due: PartialDate | None = None
    quote: str = ""
    rows: tuple[Value, ...] = ()


class Figure(NamedTuple):
    """One share: how many are right of how many, between what bounds it lies, and what is aimed at."""

    name: str
    right: int
    of: int
    low: float
    high: float
    aim: float | None = None

    @property
    def share(self) -> float:
        """Return the share, 0 where there is nothing to count."""
        return self.right / self.of if self.of else 0.0


class Evaluation(NamedTuple):
    """The figures of what was compared, by its name, and the letters with how many units and events they have."""

    letters: Mapping[str, tuple[int, int]]
    figures: Mapping[str, tuple[Figure, ...]]


# What is counted, and what is aimed at.
AIMS: dict[str, float | None] = {
    "events found": 0.95,
    "sentences right": None,
    "acts right": 0.62,
    "acts right, neighbours count": 0.82,
    "likely acts right": 0.75,
    "events found as likely": 0.80,
    "paragraphs with an event found": 0.98,
    "known measure first": 0.75,
    "known measure among three": 0.90,
    "status right": 0.75,
    "owner of new ones right": 0.65,
    "due dates found": 10 / 12,
    "due dates right": None,
    "table rows right": 1.0,
    "quotes valid": 1.0,
}
Tally = dict[tuple[str, int], dict[str, tuple[int, int]]]


def evaluate(
    registry: Registry, letters: Sequence[Coded], only: Sequence[str] = (), school: School | None = None
) -> Evaluation:
    """Return what suggestions are worth on coded letters, beside the rules alone and beside every sentence; `only` are those that are judged."""
    school = school or School(registry, letters)
    tallies: dict[str, Tally] = {"suggestions": {}, "rules alone": {}, "every sentence": {}}
    judged = [one for one in letters if one.letter in only or not only]
    for one in judged:
        known = earlier(registry, one)
        ways: dict[str, Scored] = {
            "rules alone": scored(one.units, known, None),
            "every sentence": Scored((1.0,) * len(one.units), 0.0, 0.0, False),
        }
        if len(letters) > 1:
            without = frozenset({one.letter})
            model = school.model(without)
            ways["suggestions"] = Scored(
                tuple(school.scores(one.letter, model, without)), model.possible, model.likely, True
            )
        for name, way in ways.items():
            found = suggested(registry, registry.letters[one.letter], one.paragraphs, one.units, known, way)
            tallies[name].update(judge(registry, one, [_claim(each) for each in found if each.quote]))
    counts = {one.letter: (len(one.units), sum(map(len, one.events.values()))) for one in judged}
    return Evaluation(counts, {name: figures(tally) for name, tally in tallies.items() if tally})


def earlier(registry: Registry, one: Coded) -> Likeness:
    """Return the measures that were known before a letter."""
    day = registry.letters[one.letter].date.first
    later = {key for key, letter in registry.letters.items() if letter.date.first >= day}
    return Likeness(registry.measures, [each.text for each in one.paragraphs], frozenset(later))


def _claim(one: Suggested) -> Claim:
    return Claim(
        one.act.places, one.act.clause, one.act.several, one.tier is Tier.LIKELY, one.candidates, one.status,
        one.owner.key if one.owner else None, one.due.date if one.due else None, one.quote or "", one.money,
    )  # fmt: skip


def judge(registry: Registry, one: Coded, claims: Sequence[Claim]) -> Tally:
    """Return what of the claims for a letter is right, by paragraph and by what is counted: how many, and of how many."""
    found: Tally = {(one.letter, unit.passage): {} for unit in one.units}

    def count(place: int, name: str, right: bool, times: int = 1) -> None:
        row = found[one.letter, one.units[place].passage]
        now = row.get(name, (0, 0))
        row[name] = (now[0] + times * right, now[1] + times)

    whole = LetterText(letter_text(one.paragraphs))
    by_unit: dict[int, list[Claim]] = {}
    for claim in claims:
        for place in claim.places:
            by_unit.setdefault(place, []).append(claim)
        _judge_claim(one, claim, whole, count)
    for place in by_unit:
        count(place, "sentences right", one.wanted(place))
    for place, events in one.events.items():
        near = by_unit.get(place, [])
        count(place, "events found", bool(near), len(events))
        count(place, "events found as likely", any(claim.likely for claim in near), len(events))
        for event in events:
            if near:
                _judge_event(registry, one, place, event, _nearest(near, event), count)
    for place in {*one.money, *one.events} & by_unit.keys():
        if one.units[place].kind == "row":
            _judge_row(registry, one, place, by_unit[place][0], count)
    reached = {one.units[place].passage for place in by_unit}
    first: dict[int, int] = {}
    for place in sorted({*one.events, *one.money}):
        first.setdefault(one.units[place].passage, place)
    for passage, place in first.items():
        count(place, "paragraphs with an event found", passage in reached)
    return found


Count = Callable[..., None]


def _judge_claim(one: Coded, claim: Claim, whole: LetterText, count: Count) -> None:
    """Count whether anything in the registry is what a claim speaks of, in its own clause where its sentence holds several."""
    place = claim.places[0]
    if claim.part and place in one.events:
        text = LetterText(claim.text)
        right = any(text.times(event.record.quote or "") for event in one.events[place])
    else:
        right = any(map(one.wanted, claim.places))
    beside = {other + step for other in claim.places for step in (-1, 0, 1)}
    passage = one.units[place].passage
    near = any(
        one.wanted(other) for other in beside if 0 <= other < len(one.units) and one.units[other].passage == passage
    )
    count(place, "acts right", right)
    count(place, "acts right, neighbours count", right or near)
    count(place, "quotes valid", len(claim.quote.split()) <= QUOTE_WORDS and whole.times(claim.quote) == 1)
    if claim.likely:
        count(place, "likely acts right", right)


def _nearest(claims: Sequence[Claim], event: Citation) -> Claim:
    """Return the claim whose clause holds an event's quote, else the first one."""
    return next((claim for claim in claims if LetterText(claim.text).times(event.record.quote or "")), claims[0])


def _judge_event(registry: Registry, one: Coded, place: int, cited: Citation, claim: Claim, count: Count) -> None:
    """Count what a claim says of an event: its measure where that was known before, else its owner; its status and its due date."""
    event, measure = cited.record, registry.by_id[cited.of]
    assert isinstance(event, Event)
    day = registry.letters[one.letter].date.first
    if any(registry.letters[each.letter].date.first < day for each in measure.history):
        count(place, "known measure first", claim.measures[:1] == (measure.id,))
        count(place, "known measure among three", measure.id in claim.measures[:3])
    elif measure.history[0].letter == one.letter:
        count(place, "owner of new ones right", claim.owner == measure.owner)
    count(place, "status right", claim.status is event.status)
    if event.due is not None:
        count(place, "due dates found", claim.due is not None and claim.due.text == event.due.text)
    if claim.due is not None:
        count(place, "due dates right", event.due is not None and claim.due.text == event.due.text)


def _judge_row(registry: Registry, one: Coded, place: int, claim: Claim, count: Count) -> None:
    """Count whether a claim has the amounts of the allocations that quote a row."""
    text = LetterText(one.units[place].text)
    said = claim.rows[0] if claim.rows else None
    amounts = said.get("amounts") if isinstance(said, dict) else None
    for line in registry.allocations():
        if line.letter == one.letter and line.passage == one.units[place].passage and text.times(line.quote or ""):
            count(
                place,
                "table rows right",
                amounts == {str(year): shortest(amount) for year, amount in line.amounts.items()},
            )


def figures(tally: Tally) -> tuple[Figure, ...]:
    """Return the shares of what was counted, with their intervals."""
    rows = [*tally.values()]
    chance = random.Random(_SEED)  # noqa: S311 - it chooses samples, no secrets
    samples = [[chance.randrange(len(rows)) for _ in rows] for _ in range(_SAMPLES)]
    found = []
    for name, aim in AIMS.items():
        pairs = [row.get(name, (0, 0)) for row in rows]
        right, of = (sum(pair[side] for pair in pairs) for side in (0, 1))
        if not of:
            continue
        shares = []
        for sample in samples:
            many = sum(pairs[place][1] for place in sample)
            shares.append(sum(pairs[place][0] for place in sample) / many if many else 0.0)
        shares.sort()
        cut = round(_SAMPLES * (1 - _WITHIN) / 2)
        found.append(Figure(name, right, of, shares[cut], shares[-cut - 1], aim))
    return tuple(found)


def evaluate_other(registry: Registry, one: Coded, tool: str, suggestions: Sequence[Mapping[str, Value]]) -> Evaluation:
    """Return what another tool's suggestions for a letter are worth, items of a sheet, beside every sentence."""
    every = Scored((1.0,) * len(one.units), 0.0, 0.0, False)
    found = suggested(registry, registry.letters[one.letter], one.paragraphs, one.units, earlier(registry, one), every)
    claims = {tool: claims_of(one, suggestions), "every sentence": [_claim(each) for each in found if each.quote]}
    counts = {one.letter: (len(one.units), sum(map(len, one.events.values())))}
    return Evaluation(counts, {name: figures(judge(registry, one, each)) for name, each in claims.items()})


def claims_of(one: Coded, suggestions: Sequence[Mapping[str, Value]]) -> list[Claim]:
    """Return another tool's suggestions, as items of a sheet, as claims: each for the unit that holds its quote."""
    texts = [LetterText(unit.text) for unit in one.units]
    found = []
    for said in suggestions:
        plain = {name: value.removesuffix("?") for name, value in said.items() if isinstance(value, str)}
        own = [place for place, unit in enumerate(one.units) if str(unit.passage) == plain["passage"]]
        place = next((place for place in own if texts[place].times(plain["quote"])), own[0] if own else None)
        if place is None:
            continue
        measure = plain.get("measure")
        found.append(Claim(
            places=(place,),
            text=one.units[place].text,
            quote=plain["quote"],
            likely=plain.get("tier") == Tier.LIKELY,
            measures=(measure,) if measure and measure != NEW else (),
            status=Status(plain["status"]) if "status" in plain else None,
            owner=plain.get("owner"),
            due=parse_date(plain["due"]) if "due" in plain else None,
        ))  # fmt: skip
    return found
