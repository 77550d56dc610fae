"""What the keys of a review decide: each is one change of the sheet, which is saved at once."""

from collections.abc import Mapping

from ctmeasures.cli.act_questions import Questions, read_field
from ctmeasures.cli.events import named
from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.prompts import in_turn
from ctmeasures.cli.review_questions import (
    ACT,
    NONE,
    ask_digest,
    ask_measure,
    ask_quote,
    own_words,
    quote_fault,
    show_known,
)
from ctmeasures.cli.reviewed import Reviewed
from ctmeasures.cli.values import choices_of, field_of
from ctmeasures.intake.alike import alike
from ctmeasures.intake.imported import sentence_of
from ctmeasures.intake.review import (
    OF_MEASURE,
    Change,
    Item,
    adding,
    copied,
    marking,
    setting,
    without_event,
    without_measure,
)
from ctmeasures.intake.sheet_fields import EVENT_FIELDS, NEW, Decision
from ctmeasures.read.nodes import Value
from ctmeasures.render.safe import clean
from ctmeasures.render.statements import field_words

_ASKED = (*(one.name for one in ACT.fields), "quote", "measure")  # what can be edited here


def accept(letter: Reviewed, item: Item, measure: str) -> None:
    """Accept the item in hand as an event of a known measure or as a new one, after asking what is missing or a guess."""
    quote = item.text("quote")
    fault = quote_fault(letter, quote)[0] if quote and letter.number in letter.texts else None
    if fault:
        say(f"  {clean(fault)}\n")
    if fault or not quote:
        nearest = quote_fault(letter, quote)[1] if quote else ""
        quote, (measure, fields) = in_turn(
            lambda: ask_quote(letter, nearest), lambda quote: _asked(letter, item, measure, quote)
        )
    else:
        measure, fields = _asked(letter, item, measure, quote)
    what = "taken" if same(item, fields, measure) else "changed"
    said = {**_not_of(letter, item, measure), **fields, "quote": quote, "passage": str(letter.number)}
    said |= {"measure": measure, "decision": Decision.ACCEPT.value}
    letter.save([setting(item, said), *_no_context(letter, item)], what, _about(item))


def _asked(letter: Reviewed, item: Item | None, measure: str, quote: str) -> tuple[str, dict[str, Value]]:
    """Ask for the fields of an act, and where it looks like a known one, of which; return the measure and the fields."""
    questions = Questions(letter, item, quote)
    _, found = in_turn(
        lambda: questions.answers(measure == NEW), lambda fields: _no_duplicate(letter, item, measure, fields, quote)
    )
    return found


def _not_of(letter: Reviewed, item: Item, measure: str) -> dict[str, Value]:
    """Return as nothing what an item said of another measure than it is about now, and tell of it: a known one has its own."""
    if measure == NEW:
        return {}
    gone = without_measure(item, measure)
    typed = [name for name, said in item.said.items() if name in gone and said and name not in item.guesses]
    if typed:
        hint = "{measure} keeps its own; of the other measure this goes: {fields}"
        fields = ", ".join(letter.look.say(field_words(name)) for name in typed)
        say(f"  {letter.look.say(hint, measure=measure, fields=fields)}\n")
    return gone


def same(item: Item, fields: Mapping[str, Value], measure: str) -> bool:
    """Tell whether an item was taken as it was proposed."""
    kept = {name: item.said.get(name) for name in fields if name in item.guesses or item.said.get(name)}
    asked = {name: one for name, one in fields.items() if name in EVENT_FIELDS or name in OF_MEASURE}
    proposed = item.said.get("measure") in (None, measure)
    return proposed and all(_alike(one, kept.get(name)) for name, one in asked.items() if name in item.guesses)


def _alike(one: Value, other: Value) -> bool:
    return one == other or [one] == other or one == [other]


def as_it_stands(letter: Reviewed, item: Item) -> None:
    """Accept an item that gives only the total of a package; what is guessed of an event or a measure goes."""
    fields = Questions(letter, item, item.text("quote")).of_total()
    letter.save(
        [
            setting(item, {**without_event(item), **fields, "decision": Decision.ACCEPT.value}),
            *_no_context(letter, item),
        ],
        "taken",
        _about(item),
    )


def _no_duplicate(
    letter: Reviewed, item: Item | None, measure: str, fields: dict[str, Value], quote: str
) -> tuple[str, dict[str, Value]]:
    """Show known measures that look like a new one; return what the act is about then, and its fields."""
    if measure != NEW:
        return measure, fields
    registry = letter.around(item)
    decided = item.said if item else {}
    said = [str(fields.get(name) or decided.get(name) or "") for name in ("title", "title_nl", "note")]
    likely = alike(registry, [*said, quote])
    if not likely:
        return measure, fields
    show_known(letter, likely, letter.look.say("Known measures that look like it:"))
    chosen = ask_measure(letter, item, likely, NEW)
    if chosen == NEW:
        return chosen, fields
    return chosen, {name: one for name, one in fields.items() if name not in OF_MEASURE}


def _no_context(letter: Reviewed, but: Item | None) -> list[Change]:
    """Return what makes a paragraph no context, when something in it is accepted."""
    others = [one for one in letter.items if one.decision == Decision.CONTEXT and one != but]
    return [
        marking(letter.row, "context", None),
        *(setting(one, {"decision": Decision.DROP.value}) for one in others),
    ]


def _about(item: Item) -> str:
    return f"{item.text('passage')} {item.text('quote')} {item.place if not item.text('quote') else ''}"


def drop(letter: Reviewed, item: Item) -> None:
    """Drop an item: nothing of it is written."""
    letter.save([setting(item, {"decision": Decision.DROP.value})], "dropped", _about(item))


def context(letter: Reviewed) -> None:
    """Mark the paragraph in hand as context; its items that are not decided hold no measure."""
    accepted = [one for one in letter.items if one.decision == Decision.ACCEPT]
    if accepted:
        raise CannotRun(f"paragraph {letter.number} has an accepted item; drop that one first, if it holds no measure")
    undecided = [one for one in letter.items if one.decision is None]
    changes = [setting(one, {"decision": Decision.CONTEXT.value}) for one in undecided]
    letter.save([marking(letter.row, "context", "true"), *changes], "context", str(letter.number))


def digest(letter: Reviewed) -> bool:
    """Ask for the digest of the paragraph in hand and save it; tell whether it was given."""
    found: dict[str, str] = {}
    try:
        ask_digest(letter, found)
    except KeyboardInterrupt:
        if not found:
            raise
        say(f"  {letter.look.say('its Dutch digest is left for later')}\n")
    finally:  # also where the input ends at the second question
        changes = [marking(letter.row, name, said) for name, said in found.items()]
        if changes:
            letter.save(changes, "digest", str(letter.number))
    return bool(changes)


def add(letter: Reviewed) -> None:
    """Ask for an act that nothing proposes, and add it accepted."""
    quote, (measure, fields) = in_turn(lambda: ask_quote(letter), lambda quote: _act(letter, quote))
    said: dict[str, Value] = {"passage": str(letter.number), "quote": quote, "decision": Decision.ACCEPT.value}
    row = said | {"measure": measure} | fields
    letter.save([adding(row), *_no_context(letter, None)], "added", f"{letter.number} {quote}")


def _act(letter: Reviewed, quote: str) -> tuple[str, dict[str, Value]]:
    """Ask of which measure an act is that nothing proposes, and for its fields."""
    likely = alike(letter.around(), [sentence_of(letter.paragraphs[letter.number], quote), quote])
    if likely:
        show_known(letter, likely, letter.look.say("It may be one of these:"))

    def fields_of(measure: str) -> tuple[str, dict[str, Value]]:
        if not likely:
            return _asked(letter, None, measure, quote)
        return measure, Questions(letter, None, quote).answers(measure == NEW)

    _, found = in_turn(lambda: ask_measure(letter, None, likely, NEW), fields_of)
    return found


def split(letter: Reviewed, item: Item) -> None:
    """Put another act behind an item, with what that says as guesses, and another quote."""
    quote = ask_quote(letter, item.text("quote"))
    letter.save([adding({**copied(item), "quote": quote}, item)], "split", f"{letter.number} {quote} 2")


def edit(letter: Reviewed, item: Item) -> None:
    """Ask which field of an item is to be another one, and what it is to be."""
    given = [name for name in _ASKED if item.text(name)]
    say(f"  {letter.look.say('{fields}: these it has', fields=clean(', '.join(given)))}\n")

    def read_name(text: str) -> str:
        if text.casefold() in ("budget", "restates"):
            raise CannotRun(f"{text}: money is changed in the sheet itself, {letter.file.path}, in an editor")
        return text if text in ("quote", "measure") else field_of(ACT, text, "field").name

    def ask_name() -> str:
        name = letter.ask(letter.look.say("Field"), read_name, _ASKED)
        assert name is not None
        return name

    name, value = in_turn(ask_name, lambda name: _new_value(letter, item, name))
    gone = _not_of(letter, item, str(value)) if name == "measure" else {}
    letter.save([setting(item, {**gone, name: value})], "edited", f"{_about(item)} {name}")


def _new_value(letter: Reviewed, item: Item, name: str) -> Value | None:
    """Ask for another value of a field, `-` for none."""
    if name == "quote":
        return ask_quote(letter, item.text(name))
    if name == "measure":
        return ask_measure(letter, item, letter.choices(item), item.text(name) or NEW)
    field = field_of(ACT, name, name)
    registry = letter.around(item)

    def read(text: str) -> Value:
        if text == NONE:
            return None
        if name in ("note", "note_nl"):
            return own_words(letter, text, "note")
        return read_field(letter, field, text, registry, {"letter": letter.letter.id, "passage": str(letter.number)})

    label = f"{named(name, letter.look)} ({letter.look.say('-: none')})"
    return letter.ask(label, read, choices_of(field, registry), item.text(name))


def undo(letter: Reviewed) -> str:
    """Take back the last decision of this run; say what it was."""
    last = letter.file.undo()
    if last is None:
        raise CannotRun(
            "nothing was decided in this run; to change an earlier decision, go to its paragraph and decide anew"
        )
    letter.number = last.number
    letter.refresh()
    what = letter.look.say(last.what)
    return letter.look.say("undone: {what}, paragraph {number}", what=what, number=last.number)


def done_in(letter: Reviewed) -> Mapping[tuple[str, str], str]:
    """Return what was decided in this run; of what was decided twice, the last."""
    return {(kind(one.what), one.about): one.what for one in letter.file.done}


def kind(what: str) -> str:
    """Return what a decision is about: an item, or the very thing that is named."""
    return "item" if what in ("taken", "changed", "added", "dropped") else what
