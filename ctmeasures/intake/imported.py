"""Another tool's suggestions into a coding sheet: each is verified alone, and what fails never reaches the sheet.

Whatever a tool says of a measure is a guess until a person has decided; only its paragraph and quote are proved.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ctmeasures.checks import coding
from ctmeasures.checks.copied import COPIED, copied_words
from ctmeasures.checks.measures import long_quote
from ctmeasures.checks.names import no_passage, unknown_name
from ctmeasures.checks.quotes import quote_not_found, quote_repeated
from ctmeasures.intake.blocks import Paragraph, words_of
from ctmeasures.intake.kept import letter_text
from ctmeasures.intake.sheet import plain
from ctmeasures.intake.sheet_fields import GUESSED_TEXTS, NEW, SUGGESTION, SUGGESTIONS, UNDECIDED, Tier
from ctmeasures.intake.sheet_text import Fields, item_fields
from ctmeasures.model.fields import QUOTE_WORDS
from ctmeasures.model.place import Document, Problem
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Event, Letter, Measure, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.careful import Careful
from ctmeasures.read.nodes import LOADERS, Value
from ctmeasures.read.text import decode

LIKELY = 0.7  # the confidence from which on a suggestion counts as likely

_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[^a-z\s])")
_THIS_YEAR = re.compile(r"\b(?:dit|deze|komende?|aankomende?|volgende?|eerstvolgende)\b", re.IGNORECASE)


class Imported(NamedTuple):
    """The tool's suggestions that hold, as items of a sheet, and what is wrong with the others; `faults` are of the file itself."""

    items: tuple[Fields, ...]
    refused: int
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...] = ()


def imported(path: str, data: bytes, registry: Registry, letter: Letter, paragraphs: Sequence[Paragraph]) -> Imported:
    """Read a file of suggestions for a letter and verify each; the path is that which problems name."""
    document, problems = decode(path, data)
    if problems:
        return Imported((), 0, (), tuple(problems))
    careful = Careful(document, 0, len(document.text), LOADERS[0])
    wrong = _no_json(document) if document.text.lstrip()[:1] in ("{", "[") else None
    if careful.problems and not wrong and (same := _as_yaml(document.text)):  # as one indented with tabs
        careful = Careful(Document(path, same), 0, len(same), LOADERS[0])
    value = careful.value
    rows = value.get("suggestions") if isinstance(value, dict) else None
    head = {**value, "suggestions": []} if isinstance(value, dict) and rows is not None else value
    about = careful.reader.record(SUGGESTIONS, head)
    if about is None or careful.problems or careful.reader.faults or not isinstance(rows, list):
        return Imported((), 0, (), (wrong,) if wrong else (*careful.problems, *careful.faults()))
    judge = _Judge(registry, letter, paragraphs)
    items: list[Fields] = []
    found: list[Problem] = []
    for number, row in enumerate(rows):
        careful.reader.faults.clear()
        one = careful.reader.record(SUGGESTION, _filled(row, letter), ("suggestions", number))
        faults = careful.faults()
        if one is not None:
            faults += judge.problems(one)
        found += faults
        if one is not None and not faults:
            items.append(_item(one, plain(row), about.tool, judge.sentence(one)))
    return Imported(tuple(items), len(rows) - len(items), tuple(found))


def _as_yaml(text: str) -> str | None:
    """Return JSON as YAML reads it; None for what is no JSON, or too deep."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    except (ValueError, RecursionError):
        return None


def _no_json(document: Document) -> Problem | None:
    """Return what JSON's own reader says is wrong, at its place; None where nothing is, or it is too deep to be said."""
    try:
        json.loads(document.text)
    except json.JSONDecodeError as fault:
        place = document.place(fault.pos, fault.pos + 1)
        return coding.json_syntax(place, f"{fault.msg[:1].lower()}{fault.msg[1:].removesuffix(' at')}")
    except RecursionError:
        pass
    return None


def _filled(row: Any, letter: Letter) -> Any:
    """Return a suggestion whose money has the letter's id."""
    if not isinstance(row, dict) or not isinstance(row.get("amounts"), list):
        return row
    lines = [{"letter": letter.id, **one} if isinstance(one, dict) else one for one in row["amounts"]]
    return {**row, "amounts": lines}


def sentence_of(paragraph: Paragraph, quote: str) -> str:
    """Return the sentence of a paragraph that holds a quote, or all of it where the quote is in no single one."""
    sentences = _SENTENCE.split(paragraph.text)
    return next((each for each in sentences if LetterText(each).times(quote)), paragraph.text)


class _Judge:
    """Verifies suggestions against a letter's paragraphs and a registry's keys."""

    def __init__(self, registry: Registry, letter: Letter, paragraphs: Sequence[Paragraph]) -> None:
        self.registry, self.letter = registry, letter
        self.paragraphs = {one.number: one for one in paragraphs}
        self.texts = {one.number: LetterText(words_of(one)) for one in paragraphs}
        self.whole = LetterText(letter_text(paragraphs))

    def problems(self, one: Any) -> list[Problem]:
        """Return everything that is wrong with a suggestion."""
        found = [*no_passage(self.registry, self.letter.id, one.passage, one.source, "passage")]
        if one.measure != NEW:
            found += unknown_name(self.registry, "measure", one.measure, one.source, "measure")
        found += unknown_name(self.registry, "organisation", one.owner, one.source, "owner")
        found += self._quote(one)
        for name in sorted(GUESSED_TEXTS):
            words = self.whole.repeated(getattr(one, name) or "", COPIED)
            if words:
                found.append(copied_words(one.source.place(name), name.removesuffix("_nl"), self.letter.id, words))
        if one.due is not None:
            found += self._due(one)
        return found

    def _quote(self, one: Any) -> list[Problem]:
        place, quote = one.source.place("quote"), one.quote
        event = Event(self.letter.date, Status.ANNOUNCED, self.letter.id, one.passage, quote, source=one.source)
        long = [*long_quote(Registry("", (Measure(id="", title="", owner="", history=(event,)),)))]
        text = self.texts.get(one.passage)
        times = self.whole.times(quote)
        if text is None or (times == 1 and text.times(quote)):
            return long
        if times > 1:
            return [*long, quote_repeated(place, self.letter.id, times)]
        nearest = text.nearest(quote, QUOTE_WORDS)
        if times == 0:
            return [*long, quote_not_found(place, self.letter.id, None, nearest)]
        found = next((number for number, other in self.texts.items() if other.times(quote)), None)
        return [*long, coding.quote_elsewhere(place, one.passage, found, nearest)]

    def sentence(self, one: Any) -> str:
        """Return the sentence that holds a suggestion's quote, or all of its paragraph where the quote is in no single one."""
        paragraph = self.paragraphs.get(one.passage)
        if paragraph is None:
            return ""
        return sentence_of(paragraph, one.quote)

    def _due(self, one: Any) -> list[Problem]:
        """Return what is wrong with a due date: it lies before the letter, or the sentence says nothing of its year."""
        place, said = one.source.place("due"), self.sentence(one)
        if one.due.last < self.letter.date.first:
            return [coding.due_before_letter(place, one.due.words, self.letter.date.words)]
        years = {one.due.first.year, one.due.last.year}
        own = self.letter.date.first.year
        if years & set(map(int, re.findall(r"\b[0-9]{4}\b", said))):
            return []
        if _THIS_YEAR.search(said) and years <= {own, own + 1}:
            return []
        return [coding.due_not_named(place, one.due.words)] if said else []


def _item(one: Any, said: Mapping[str, Value], tool: str, sentence: str) -> Fields:
    """Return a suggestion as an item of a sheet: all but its place in the letter is a guess."""
    sure = one.confidence is not None and float(one.confidence) >= LIKELY
    taken = {"passage", "quote", "confidence", "amounts"}
    guesses = {name: _guessed(value, name) for name, value in said.items() if name not in taken}
    fields: dict[str, Value] = {
        "passage": str(one.passage),
        "quote": one.quote,
        "text": sentence,
        "tier": (Tier.LIKELY if sure else Tier.POSSIBLE).value,
        "tool": tool,
        "confidence": str(one.confidence) if one.confidence is not None else None,
        **guesses,
    }
    if said.get("amounts"):
        fields["budget"] = _guessed(said["amounts"], "budget")
    return item_fields(fields)


def _guessed(value: Value, name: str) -> Value:
    """Return a value with a question mark behind it, or behind each of its parts; not behind texts in which it would be a part."""
    if isinstance(value, dict):
        return {key: _guessed(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_guessed(one, name) for one in value]
    return value if value is None or name in ("quote", "line", "unit") else value + UNDECIDED
