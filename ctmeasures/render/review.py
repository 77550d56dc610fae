"""A letter under review, in plain lines: a paragraph with its items, the keys that can be pressed, what was done at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.intake.review import OWN
from ctmeasures.render.look import Look
from ctmeasures.render.passages import before_rows
from ctmeasures.render.safe import clean
from ctmeasures.render.statements import field_words

if TYPE_CHECKING:
    from ctmeasures.intake.blocks import Paragraph
    from ctmeasures.intake.covered import Row
    from ctmeasures.intake.review import Item, Lack
    from ctmeasures.model.records import Measure

_GUESS = "?"


class Shown(NamedTuple):
    """An item, and the known measures that a key takes it for an event of, each with its titles."""

    item: Item
    choices: Sequence[Measure]


class Key(NamedTuple):
    """A key that can be pressed: what stands on the screen, in which it is the capital or sign, and what it does."""

    key: str
    label: str
    does: str


def paragraph(row: Row, of: int, text: Paragraph | None, items: Sequence[Shown], focus: int | None, look: Look) -> str:
    """Draw a paragraph: its number of how many, heading, text, notes, digest and items; `focus` is the place of the item in hand."""
    head = look.say("Paragraph {number} of {last}", number=row.number, last=of)
    above = f" — {clean(text.heading)}" if text and text.heading else ""
    lines = ["", *wrap(head + above, look.width), ""]
    if text is None:
        lines += wrap(look.say("The text of this paragraph is not in the folder of texts."), look.width)
    else:
        lines += _text(text, look)
    lines.append("")
    lines += _line(look.say("digest"), row.digest or f"({look.say('missing')})", look, 0)
    if row.digest_nl:
        lines += _line(look.say("Dutch digest"), row.digest_nl, look, 0)
    if row.context:
        lines += wrap(look.say("Context: it holds no measure."), look.width)
    for number, one in enumerate(items, 1):
        lines += _item(one, number, one.item.place == focus, look)
    return "".join(f"{line}\n" for line in lines)


def _text(text: Paragraph, look: Look) -> Iterator[str]:
    yield from wrap(clean(before_rows(text)), look.width)
    for row in text.rows:
        yield from wrap(clean(" | ".join(row)), look.width, initial_indent="| ", subsequent_indent="|   ")
    for note in text.notes:
        yield from wrap(clean(f"[{note.number}] {note.text}"), look.width, subsequent_indent="    ")


def item(one: Shown, number: int, look: Look) -> str:
    """Draw one item, which is the one in hand."""
    return "".join(f"{line}\n" for line in _item(one, number, True, look))


def _item(one: Shown, number: int, focus: bool, look: Look) -> Iterator[str]:
    said = one.item
    sign = ">" if focus else " "
    decision = clean(look.say(said.decision) if said.decision else look.say("not decided"))
    tier = f", {clean(look.say(said.text('tier')))}" if said.text("tier") else ""
    yield ""
    quote = f'"{clean(said.text("quote"))}"' if said.text("quote") else f"({look.say('no quote')})"
    yield from wrap(
        f"{sign} {look.say('Item {number}', number=number)}: {decision}{tier}", look.width, subsequent_indent="    "
    )
    yield from wrap(quote, look.width, initial_indent="    ", subsequent_indent="    ")
    if said.text("measure") or "measure" in said.guesses:
        yield from _line(look.say("measure"), _valued(said, "measure"), look)
    for name in OWN:
        if name not in ("passage", "quote") and (said.text(name) or name in said.guesses):
            yield from _line(look.say(field_words(name)), _valued(said, name), look)
    for name in ("budget", "restates"):
        if said.written.get(name):
            yield from _line(look.say(name), _flat(said.written[name]), look)
    if said.text("why"):
        yield from _line(look.say("why"), said.text("why"), look)
    if said.text("tool"):
        confidence = said.text("confidence")
        sure = f", {look.say('{confidence} sure', confidence=confidence)}" if confidence else ""
        yield from _line(look.say("tool"), said.text("tool") + sure, look)
    if one.choices:
        yield from known(one.choices, look, look.say("It may be one of these:"))


def known(measures: Iterable[Measure], look: Look, heading: str) -> Iterator[str]:
    """Yield the lines of known measures, each with the key that takes it, its id and titles."""
    yield f"    {heading}"
    for number, one in enumerate(measures, 1):
        dutch = f" / {clean(one.title_nl)}" if one.title_nl else ""
        said = f"{number} {clean(one.id)}: {clean(one.title)}{dutch}"
        yield from wrap(said, look.width, initial_indent="    ", subsequent_indent="      ")


def _valued(said: Item, name: str) -> str:
    return said.text(name) + (_GUESS if name in said.guesses else "")


def _flat(said: object) -> str:
    if isinstance(said, Mapping):
        return ", ".join(f"{key} {_flat(one)}" for key, one in said.items())
    return "; ".join(map(_flat, said)) if isinstance(said, list) else str(said or "")


def _line(name: str, said: str, look: Look, indent: int = 4) -> list[str]:
    space = " " * indent
    return wrap(f"{name}: {clean(said)}", look.width, initial_indent=space, subsequent_indent=f"{space}  ")


def keys(can: Sequence[Key], look: Look) -> str:
    """Draw the keys that can be pressed now, on one line, or two in a narrow terminal; the capital or sign is the key."""
    return "".join(f"{line}\n" for line in wrap(" ".join(one.label for one in can), look.width, break_on_hyphens=False))


def manual(can: Sequence[Key], look: Look) -> str:
    """Say what each key does that can be pressed now."""
    lines = [
        "",
        *(line for one in can for line in wrap(f"{one.key:<3} {one.does}", look.width, subsequent_indent="    ")),
    ]
    answers = look.say(
        "In a question: Enter takes what stands in [brackets], the arrow up brings it to be changed, TAB completes, < goes back, Ctrl-C leaves it."
    )
    return "".join(f"{line}\n" for line in [*lines, *wrap(answers, look.width)])


DONE = {
    "taken": ("taken as proposed", "taken as proposed"),
    "changed": ("changed and taken", "changed and taken"),
    "added": ("added", "added"),
    "dropped": ("dropped", "dropped"),
    "context": ("paragraph context", "paragraphs context"),
    "digest": ("digest written", "digests written"),
    "declared": ("new key declared", "new keys declared"),
}


def _lack(one: Lack, look: Look) -> str:
    """Say what a paragraph lacks."""
    match one.what:
        case "undecided":
            return look.count(one.number, "item not decided", "items not decided")
        case "guessed":
            return look.say("an accepted item with guesses")
        case "uncited":
            return look.say("no accepted item, nor context")
        case _:
            return look.say("no digest")


def summary(done: Mapping[tuple[str, str], str], left: Mapping[int, Sequence[Lack]], next_: str, look: Look) -> str:
    """Say what was done in this run, what is still open, and the command that goes on."""
    counts = Counter(done.values())
    said = [look.count(counts[what], *names) for what, names in DONE.items() if counts[what]]
    lines = wrap(
        look.say("In this run: {decisions}.", decisions=", ".join(said))
        if said
        else look.say("In this run nothing was decided."),
        look.width,
    )
    if left:
        lines += wrap(
            look.say("Still open: {paragraphs}.", paragraphs=look.count(len(left), "paragraph", "paragraphs")),
            look.width,
        )
        for number, lacks in left.items():
            lines += wrap(
                f"{number}: {', '.join(_lack(one, look) for one in lacks)}",
                look.width,
                initial_indent="  ",
                subsequent_indent="    ",
            )
    else:
        lines += wrap(look.say("Nothing is open."), look.width)
    return "".join(f"{line}\n" for line in [*lines, look.say("Next: {command}", command=clean(next_))])
