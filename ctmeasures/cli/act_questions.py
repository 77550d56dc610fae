"""The questions of one act under review: its fields that are missing or guesses, and its money."""

from collections.abc import Mapping, Sequence

from ctmeasures.cli.events import EVENT_ASKED, MEASURE_ASKED, Fields, about_event, about_measure, ask_each, named, odd
from ctmeasures.cli.events import Question as Asked
from ctmeasures.cli.output import CannotRun
from ctmeasures.cli.prompts import Back
from ctmeasures.cli.review_questions import ACT, DECLARE, DECLARED, NONE, ask_declared, own_words
from ctmeasures.cli.reviewed import Reviewed
from ctmeasures.cli.values import choices_of, read_one, refuse_thousandfold, typed
from ctmeasures.intake.imported import sentence_of
from ctmeasures.intake.review import OF_MEASURE, Item
from ctmeasures.intake.sheet_fields import UNDECIDED
from ctmeasures.intake.suggestions.moments import due
from ctmeasures.model.dates import parse_date
from ctmeasures.model.fields import MONEY, TEXT, YEAR, Field, Shape, slug
from ctmeasures.model.records import UNIT, Registry
from ctmeasures.model.wording import reading
from ctmeasures.read.nodes import Value
from ctmeasures.render.safe import clean

_OF_EVENT = tuple(name for name in EVENT_ASKED if name not in ("letter", "passage", "quote"))  # which are known before
_MONEY = ("budget", "restates")
_ASKED = Shape("act", Item, (*ACT.fields, *(Field(name, TEXT, "") for name in _MONEY)))


def read_money(letter: Reviewed, text: str, quote: str) -> list[Value]:
    """Return the money that was typed for an act, an amount or amounts by year; raise CannotRun where it is none."""
    parts = text.replace(",", ".").split() if "=" not in text else text.replace(";", " ").split()
    found: dict[str, Value] = {}
    for part in parts if parts and "=" in parts[0] else ["=" + "".join(parts)]:
        year, _, amount = part.rpartition("=")
        said = read_one(MONEY, amount.replace(",", "."), letter.registry, "money")
        refuse_thousandfold(MONEY, said, quote, "money")
        found[read_one(YEAR, year, letter.registry, "money") if year else ""] = said
    return [{"amount": found[""]} if "" in found else {"amounts": dict(sorted(found.items()))}]


class Questions:
    """The questions of one act: its fields that are missing or guesses; what is decided already is not asked."""

    def __init__(self, letter: Reviewed, item: Item | None, quote: str) -> None:
        self.letter, self.item = letter, item
        said = item.said if item else {}
        self.guesses = item.guesses if item else frozenset()
        self.decided = {name: one for name, one in said.items() if one and name not in self.guesses}
        self.order: list[str] = []
        self.names: list[str] = []  # those of them that are asked, as the answers stand
        self.money = False  # whether money alone will do
        self.found: Fields = {"letter": letter.letter.id, "passage": str(letter.number), "quote": quote}

    def guess(self, name: str) -> str:
        """Return what is guessed of a field, as it is typed."""
        return self.item.text(name) if self.item and name in self.guesses else ""

    def answers(self, new: bool) -> dict[str, Value]:
        """Ask, and return what was answered, as the sheet writes it; asked again, it begins with the last question.

        Raises Back where somebody leaves the first question.
        """
        if not self.order:
            order = (*MEASURE_ASKED, *_OF_EVENT) if new else _OF_EVENT
            others = [one.name for one in ACT.fields if one.name in self.guesses and one.name not in order]
            money = [name for name in _MONEY if name in self.guesses] if self.item else ["budget"]
            self.order = [
                name for name in (*order, *others) if name not in self.decided and (new or name not in OF_MEASURE)
            ] + money
            given = [*money, *(name for name in _MONEY if self.decided.get(name))]
            self.money = not new and "status" in self.order and bool(given)
        self._ask()
        if self.money and "status" not in self.found and not self._given():
            raise CannotRun("neither a status nor money: there is nothing to write of it")
        found = {name: self.found.get(name) for name in self.order if name in self.found or name in self.guesses}
        if found.get("date") == self.letter.letter.date.text:
            found["date"] = None
        if found.get("owner_inferred") == "false":
            found["owner_inferred"] = None
        return found

    def of_total(self) -> dict[str, Value]:
        """Ask only for the total, where that is a guess; raise Back where somebody leaves the question."""
        self.order = [name for name in _MONEY if name in self.guesses]
        self._ask()
        return {name: self.found.get(name) for name in self.order}

    def _ask(self) -> None:
        place = max(len(self.names) - 1, 0)
        if self.names:
            self.found.pop(self.names[-1], None)
        else:
            self.names = list(self.order)
        ask_each(_ASKED, self.names, self.found, self._about, self._read, self._choices, True, self.letter.look, place)

    def _given(self) -> bool:
        """Tell whether any money or total is given, now or before."""
        return any(self.found.get(name) or self.decided.get(name) for name in _MONEY)

    def _about(self, name: str) -> Asked:
        registry, look = self.letter.around(self.item), self.letter.look
        if name in _MONEY:
            if self.item is None:
                return Asked(look.say("Money in {unit}, such as 2027=2 2028=1.5, or 4", unit=look.unit(UNIT)))
            label = look.say("{field} as shown above, yes or no", field=named(name, look))
            return Asked(label, look.say("yes"))
        asked = about_measure(name, look) if name in OF_MEASURE else about_event(name, self.found, registry, look)
        guess = self.guess(name)
        default = guess or asked.default
        if name == "id" and not default:
            default = slug(str(self.found.get("title") or self.decided.get("title") or "")) or ""
        optional = not next(one.required for one in ACT.fields if one.name == name)
        more = [look.say("+key: a new one")] if name in DECLARED else []
        more += [look.say("-: only money")] if name == "status" and self.money else []
        more += [look.say("-: none")] if guess and optional else []
        if name == "due" and name in self.guesses and not guess:
            more += self._moments()
        return Asked(" ".join([asked.label, *(f"({one})" for one in more)]), default)

    def _moments(self) -> list[str]:
        """Return, where the letter names a moment and leaves open which, what it may mean."""
        assert self.item is not None
        sentence = self.item.text("text") or sentence_of(
            self.letter.paragraphs[self.letter.number], self.item.text("quote")
        )
        found = due(sentence, self.letter.letter.date.last)
        if found is None or found.date is not None:
            return []
        may = " / ".join(reading(found.words).nearest) or "?"
        return [self.letter.look.say("{words} may be {dates}", words=clean(found.words), dates=may)]

    def _choices(self, field: Field) -> Sequence[str]:
        return choices_of(field, self.letter.around(self.item))

    def _read(self, field: Field, text: str) -> Value:
        if field.name in _MONEY:
            if self.item is None:
                return read_money(self.letter, text, str(self.found["quote"]))
            return _sure(self.item.written[field.name]) if _yes(text) else None
        if field.name == "status" and self.money:  # without an event there is no date, due date or note
            of_event = _OF_EVENT[1:] if text == NONE else ()
            self.names[:] = [name for name in self.order if name not in of_event]
            if text == NONE:
                return None
        if text == NONE and not field.required:
            return None
        if field.name in DECLARED:
            text = ", ".join(self._declared(one.strip(), DECLARED[field.name]) for one in text.split(","))
        if field.name in ("note", "note_nl"):
            return own_words(self.letter, text, "note")
        return read_field(self.letter, field, text, self.letter.around(self.item), self.found)

    def _declared(self, key: str, section: str) -> str:
        if not key.startswith(DECLARE):
            return key
        try:
            return ask_declared(self.letter, section, key.removeprefix(DECLARE).strip())
        except Back:
            raise CannotRun(self.letter.look.say("left as it was")) from None


def read_field(letter: Reviewed, field: Field, text: str, registry: Registry, found: Mapping[str, Value]) -> Value:
    """Return what was typed for a field of an act; raise CannotRun where it cannot be."""
    read = typed(field, text, registry, field.name)
    wrong = odd(field.name, str(read), dict(found), registry)
    if wrong:
        raise CannotRun("\n".join(wrong))
    date = letter.letter.date
    if field.name == "due" and parse_date(str(read)).last < date.first:
        raise CannotRun(f"due: before the letter of {date.words}; it promises something for later")
    return read


def _yes(text: str) -> bool:
    found = {"y": True, "yes": True, "j": True, "ja": True, "n": False, "no": False, "nee": False}.get(text.casefold())
    if found is None:
        raise CannotRun("write yes or no")
    return found


def _sure(said: Value) -> Value:
    """Return a value without the question marks of its guesses."""
    if isinstance(said, dict):
        return {key: _sure(one) for key, one in said.items()}
    if isinstance(said, list):
        return [_sure(one) for one in said]
    return said.removesuffix(UNDECIDED) if said else said
