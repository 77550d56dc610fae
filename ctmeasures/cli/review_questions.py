"""What is asked of an act or a paragraph under review: its quote, measure and fields, a digest, a new organisation."""

from collections.abc import Sequence

from ctmeasures.checks.copied import COPIED
from ctmeasures.cli.events import Fields, about_event, ask_each
from ctmeasures.cli.events import Question as Asked
from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.prompts import in_turn
from ctmeasures.cli.registry import one_of
from ctmeasures.cli.reviewed import Reviewed
from ctmeasures.cli.values import read_one, typed
from ctmeasures.edit.letter_text import stands
from ctmeasures.intake.review import Item, declaring
from ctmeasures.intake.sheet_fields import NEW
from ctmeasures.model.fields import (
    AREA,
    EVENT,
    ID,
    MEASURE,
    ORGANISATION,
    QUOTE_WORDS,
    TEXT,
    Shape,
)
from ctmeasures.model.figures import whole
from ctmeasures.render.review import known
from ctmeasures.render.safe import clean

NONE = "-"  # typed for an optional field that is to say nothing
DECLARE = "+"  # typed before the key of a new organisation

_NOT_ASKED = ("letter", "history", "budget", "passage", "quote")
ACT = Shape("act", Item, tuple(one for one in (*MEASURE.fields, *EVENT.fields) if one.name not in _NOT_ASKED))


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


def ask_digest(letter: Reviewed, found: dict[str, str]) -> None:
    """Ask for the digest of the paragraph in hand, English then Dutch, and put them into `found`; nothing where it is left for later."""
    row = letter.row

    def read(text: str) -> str:
        if not stands(text):
            raise CannotRun("digest: it begins as a heading of the letter's file does; begin it with a word")
        return own_words(letter, text, "digest")

    def english() -> str | None:
        default = found.pop("digest", row.digest)
        said = letter.ask(letter.look.say("Digest, in your own words"), read, default=default, optional=True)
        found.update({"digest": said} if said else {})
        return said

    def dutch(said: str | None) -> None:
        asked = letter.look.say("Digest in Dutch")
        also = letter.ask(asked, read, default=row.digest_nl, optional=True) if said else None
        found.update({"digest_nl": also} if also else {})

    in_turn(english, dutch)


DECLARED = {
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


def show_known(letter: Reviewed, keys: Sequence[str], heading: str) -> None:
    """Show known measures with the numbers that take them."""
    registry = letter.around()
    say("".join(f"{line}\n" for line in known([registry.by_id[key] for key in keys], letter.look, heading)))
