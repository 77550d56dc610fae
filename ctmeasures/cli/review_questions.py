"""What is asked of an act or a paragraph under review: its quote, measure and fields, a digest, a new organisation."""

from collections.abc import Mapping, Sequence

from ctmeasures.checks.copied import COPIED
from ctmeasures.cli.events import Fields, about_event, about_measure, ask_each, named, odd
from ctmeasures.cli.events import Question as Asked
from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.prompts import ask
from ctmeasures.cli.registry import one_of
from ctmeasures.cli.reviewed import Reviewed
from ctmeasures.cli.values import choices_of, read_one, refuse_thousandfold, typed
from ctmeasures.edit.letter_text import stands
from ctmeasures.intake.review import OF_MEASURE, Item, declaring
from ctmeasures.intake.sheet_fields import NEW, UNDECIDED
from ctmeasures.model.dates import parse_date
from ctmeasures.model.fields import (
    AREA,
    EVENT,
    ID,
    MEASURE,
    MONEY,
    ORGANISATION,
    QUOTE_WORDS,
    TEXT,
    YEAR,
    Field,
    Shape,
    slug,
)
from ctmeasures.model.figures import whole
from ctmeasures.model.records import Registry
from ctmeasures.read.nodes import Value
from ctmeasures.render.review import known
from ctmeasures.render.safe import clean

NONE = "-"  # typed for an optional field that is to say nothing
DECLARE = "+"  # typed before the key of a new organisation

_NOT_ASKED = ("letter", "history", "budget", "passage", "quote")
ACT = Shape("act", Item, tuple(one for one in (*MEASURE.fields, *EVENT.fields) if one.name not in _NOT_ASKED))
_OF_MEASURE = ("title", "title_nl", "id", "owner", "owner_inferred", "area", "partners", "part_of")
_OF_EVENT = ("status", "date", "due", "note", "note_nl")


def own_words(letter: Reviewed, text: str, what: str) -> str:
    """Return a digest or note; raise CannotRun where it repeats so many words of the letter in a row that it is a quotation."""
    read = str(read_one(TEXT, text, letter.registry, what))
    words = letter.whole.repeated(read, COPIED)
    if words:
        said = f"{' '.join(words[:COPIED])}{' …' if len(words) > COPIED else ''}"
        raise CannotRun(
            f"{what}: it repeats {len(words)} words in a row of the letter: {said}; say it in your own words"
        )
    return read


def quote_fault(letter: Reviewed, quote: str) -> tuple[str | None, str]:
    """Return what is wrong with a quote from the paragraph in hand, None where nothing is; and the nearest words that would do."""
    here = letter.texts[letter.number]
    if len(quote.split()) > QUOTE_WORDS:
        return f"quote: {len(quote.split())} words; at most {QUOTE_WORDS}", " ".join(quote.split()[:QUOTE_WORDS])
    times = letter.whole.times(quote)
    if times == 1 and here.times(quote):
        return None, ""
    if times > 1:
        return f"quote: it stands in the letter {times} times; take words that stand there once", ""
    nearest = here.nearest(quote, QUOTE_WORDS) or ""
    found = next((number for number, text in letter.texts.items() if text.times(quote)), None)
    where = f" but in paragraph {found}" if found else ""
    hint = "; the nearest words stand in brackets, Enter takes them" if nearest else "; copy its words exactly"
    return f"quote: it is not in paragraph {letter.number}{where}{hint}", nearest


def ask_quote(letter: Reviewed, default: str = "") -> str:
    """Ask for a quote until it is in the paragraph in hand and once in the letter, of at most eight words; the nearest words are offered."""
    if letter.number not in letter.texts:
        raise CannotRun(f"the text of paragraph {letter.number} is not kept, so no quote can be looked up in it")
    while True:
        read = letter.ask(about_event("quote", {}, letter.registry, letter.look).label, str.strip, default=default)
        assert read is not None
        quote = " ".join(str(read_one(TEXT, read, letter.registry, "quote")).strip("\"'“”„‘’").split())
        fault, nearest = quote_fault(letter, quote)
        if fault is None:
            return quote
        say(f"  {clean(fault)}\n")
        default = nearest if nearest and quote_fault(letter, nearest)[0] is None else ""


def ask_measure(letter: Reviewed, item: Item | None, choices: Sequence[str], default: str = "") -> str:
    """Ask of which known measure an act is, by its number among those shown, its id, or words of its title; `new` for a new one."""
    registry = letter.around(item)

    def read(text: str) -> str:
        if number := whole(text, len(choices)):
            return choices[number - 1]
        if text.casefold() == NEW and default:
            return NEW
        return one_of(text, registry.by_id, "measure", "ctmeasures list", registry.by_id)

    look, last = letter.look, len(choices)
    numbers = {0: [], 1: ["1"]}.get(last, [look.say("1 to {last}", last=last)])
    can = [*([NEW] if default else []), *numbers, look.say("its id or title")]
    found = letter.ask(f"{look.say('Measure')}: {', '.join(can)}", read, registry.by_id, default)
    assert found is not None
    return found


def ask_digest(letter: Reviewed) -> dict[str, str]:
    """Ask for the digest of the paragraph in hand, English then Dutch; nothing where it is left for later."""
    row = letter.row

    def read(text: str) -> str:
        if not stands(text):
            raise CannotRun("digest: it begins as a heading of the letter's file does; begin it with a word")
        return own_words(letter, text, "digest")

    english = letter.ask(letter.look.say("Digest, in your own words"), read, default=row.digest, optional=True)
    if not english:
        return {}
    dutch = letter.ask(letter.look.say("Digest in Dutch"), read, default=row.digest_nl, optional=True)
    return {"digest": english, **({"digest_nl": dutch} if dutch else {})}


_DECLARED = {
    "owner": "organisations",
    "partners": "organisations",
    "area": "areas",
}  # fields of keys that are declared on the spot
_KINDS = {"organisations": ("organisation", ORGANISATION), "areas": ("area", AREA)}


def ask_declared(letter: Reviewed, section: str, key: str = "") -> str:
    """Ask for a new organisation or area and declare it in the sheet, which is saved; return its key."""
    registry, look = letter.around(), letter.look
    what, shape = _KINDS[section]

    def free(text: str) -> str:
        read = read_one(ID, text, registry, "key")
        known = getattr(registry, section)
        if read in known:
            raise CannotRun(f"key: there is an {what} {read} already, {known[read].name}")
        return str(read)

    asked = {
        "organisations": look.say("Key of the organisation, a short word"),
        "areas": look.say("Key of the area, a short word"),
    }
    key = free(key) if key else letter.ask(asked[section], free) or ""
    fields: Fields = {}
    labels = {"name": look.say("English name of {key}", key=key), "name_nl": look.say("Dutch name of {key}", key=key)}
    ask_each(
        shape,
        ("name", "name_nl"),
        fields,
        lambda name: Asked(labels[name]),
        lambda field, text: typed(field, text, registry, field.name),
        lambda field: (),
        leave=True,
        reader=look,
    )
    letter.save([declaring(section, key, fields)], "declared", key)
    return key


def ask_money(letter: Reviewed, quote: str) -> list[Value]:
    """Ask for the money that an act gives, an amount or amounts by year; nothing where there is none."""

    def read(text: str) -> dict[str, Value]:
        parts = text.replace(",", ".").split() if "=" not in text else text.replace(";", " ").split()
        found: dict[str, Value] = {}
        for part in parts if parts and "=" in parts[0] else ["=" + "".join(parts)]:
            year, _, amount = part.rpartition("=")
            said = read_one(MONEY, amount.replace(",", "."), letter.registry, "money")
            refuse_thousandfold(MONEY, said, quote, "money")
            found[read_one(YEAR, year, letter.registry, "money") if year else ""] = said
        return {"amount": found[""]} if "" in found else {"amounts": dict(sorted(found.items()))}

    found = letter.ask(letter.look.say("Money in EUR million, such as 2027=2 2028=1.5, or 4"), read, optional=True)
    return [found] if found else []


class Questions:
    """The questions of one act: its fields that are missing or guesses; what is decided already is not asked."""

    def __init__(self, letter: Reviewed, item: Item | None, quote: str) -> None:
        self.letter, self.item = letter, item
        said = item.said if item else {}
        self.guesses = item.guesses if item else frozenset()
        self.decided = {name: one for name, one in said.items() if one and name not in self.guesses}
        self.names: list[str] = []
        self.money = False  # whether money alone will do
        self.found: Fields = {"letter": letter.letter.id, "passage": str(letter.number), "quote": quote}

    def guess(self, name: str) -> str:
        """Return what is guessed of a field, as it is typed."""
        return self.item.text(name) if self.item and name in self.guesses else ""

    def answers(self, new: bool) -> dict[str, Value]:
        """Ask, and return what was answered, as the sheet writes it; raise Back where somebody leaves the first question."""
        order = (*_OF_MEASURE, *_OF_EVENT) if new else _OF_EVENT
        others = [one.name for one in ACT.fields if one.name in self.guesses and one.name not in order]
        self.names = [
            name for name in (*order, *others) if name not in self.decided and (new or name not in OF_MEASURE)
        ]
        names = list(self.names)
        self.money = self.item is None and not new
        ask_each(
            ACT, self.names, self.found, self._about, self._read, self._choices, leave=True, reader=self.letter.look
        )
        found = {name: one for name, one in self.found.items() if name in names}
        if found.get("date") == self.letter.letter.date.text:
            del found["date"]
        if found.get("owner_inferred") == "false":
            del found["owner_inferred"]
        money = ask_money(self.letter, str(self.found["quote"])) if self.item is None else []
        if self.money and "status" not in found and not money:
            raise CannotRun("neither a status nor money: there is nothing to write of it")
        return found | self._money() | ({"budget": money} if money else {})

    def _about(self, name: str) -> Asked:
        registry, look = self.letter.around(self.item), self.letter.look
        asked = about_measure(name, look) if name in OF_MEASURE else about_event(name, self.found, registry, look)
        guess = self.guess(name)
        default = guess or asked.default
        if name == "id" and not default:
            default = slug(str(self.found.get("title") or self.decided.get("title") or "")) or ""
        optional = not next(one.required for one in ACT.fields if one.name == name)
        more = [look.say("+key: a new one")] if name in _DECLARED else []
        more += [look.say("-: only money")] if name == "status" and self.money else []
        more += [look.say("-: none")] if guess and optional else []
        return Asked(" ".join([asked.label, *(f"({one})" for one in more)]), default)

    def _choices(self, field: Field) -> Sequence[str]:
        return choices_of(field, self.letter.around(self.item))

    def _read(self, field: Field, text: str) -> Value:
        if text == NONE and not field.required:
            return ""
        if text == NONE and field.name == "status" and self.money:
            del self.names[self.names.index("status") + 1 :]  # without an event there is no date, due date or note
            return ""
        if field.name in _DECLARED:
            text = ", ".join(self._declared(one.strip(), _DECLARED[field.name]) for one in text.split(","))
        if field.name in ("note", "note_nl"):
            return own_words(self.letter, text, "note")
        return read_field(self.letter, field, text, self.letter.around(self.item), self.found)

    def _declared(self, key: str, section: str) -> str:
        if not key.startswith(DECLARE):
            return key
        return ask_declared(self.letter, section, key.removeprefix(DECLARE).strip())

    def _money(self) -> dict[str, Value]:
        """Ask for the money or total that is a guess: as it stands, or not at all."""
        found: dict[str, Value] = {}
        for name in ("budget", "restates"):
            if self.item is not None and name in self.guesses:
                look = self.letter.look
                label = look.say("{field} as shown above, yes or no", field=named(name, look))
                answer = ask(label, _yes, default=look.say("yes"), reader=look)
                found[name] = _sure(self.item.written[name]) if answer == "yes" else None
        return found


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


def _yes(text: str) -> str:
    found = {"y": "yes", "yes": "yes", "j": "yes", "ja": "yes", "n": "no", "no": "no", "nee": "no"}.get(text.casefold())
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


def show_known(letter: Reviewed, keys: Sequence[str], heading: str) -> None:
    """Show known measures with the numbers that take them."""
    registry = letter.around()
    say("".join(f"{line}\n" for line in known([registry.by_id[key] for key in keys], letter.look, heading)))
