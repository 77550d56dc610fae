"""What commands that write say of it: what they ask, what was written, what was put into a coding sheet."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean

if TYPE_CHECKING:
    from ctmeasures.intake.sheet_fields import Item


def asked(paths: Iterable[str], look: Look) -> str:
    """Ask whether files are to be written."""
    return look.say("Write this to {files}?", files=_listed(paths, look))


def wrote(paths: Iterable[str], look: Look) -> str:
    """Say which files were written."""
    return f"{look.say('wrote {files}', files=_listed(paths, look))}\n"


def next_digests(look: Look) -> str:
    """Say what is to be done with the file of a letter that has no text."""
    return f"""\
{look.say("now put a digest of each paragraph under its heading")}
{look.say("and the numbers of the paragraphs that hold no measure under `context`, as in context: [1, 4]")}
"""


def command(verb: str, letter: str, folder: str | None) -> str:
    """Return a command for a letter as a shell takes it, with the folder of its text where that is not the usual one."""
    return clean(shlex.join(["ctmeasures", verb, letter, *(["--texts", folder] if folder else [])]))


def next_review(letter: str, folder: str | None, look: Look) -> str:
    """Say which commands code a letter that has its text, in a folder that is not the usual one."""
    suggest, review = (command(verb, letter, folder) for verb in ("suggest", "review"))
    return f"""\
{look.say("now `{command}` proposes what it announces", command=suggest)}
{look.say("and `{command}` decides it, paragraph by paragraph, with a digest of each", command=review)}
"""


def kept_as_it_is(look: Look) -> str:
    """Say that a text was kept already."""
    return f"{look.say('the text that is kept stays as it is')}\n"


def sheet(items: Sequence[Item], look: Look) -> str:
    """Say how many items a sheet has and for how many paragraphs: one that was lost from it, only its reader can miss."""
    accepted = sum(one.decision == "accept" for one in items)
    told = look.say(
        "the sheet has {items} in {paragraphs}: {accepted} accepted, {others} dropped or context",
        items=look.count(len(items), "item", "items"),
        paragraphs=look.count(len({one.passage for one in items}), "paragraph", "paragraphs"),
        accepted=accepted,
        others=len(items) - accepted,
    )
    return f"{told}\n"


def nothing(look: Look) -> str:
    """Say that there is nothing to write."""
    return f"{look.say('nothing to change: all of it is in the registry already')}\n"


def untrained(look: Look) -> str:
    """Say that suggestions come from rules alone."""
    return f"{look.say('there are no trained weights, so rules alone suggest: more will be wrong')}\n"


def own_weights(path: str, letters: int, look: Look) -> str:
    """Say that suggestions come from the registry's own weights, learned of so many letters."""
    learned = look.count(letters, "letter", "letters")
    said = look.say(
        "the registry's own weights suggest, learned of {letters}: {file}", letters=learned, file=clean(path)
    )
    return f"{said}\n"


def only_one(look: Look) -> str:
    """Say that there is nothing to learn from."""
    return f"{look.say('there is only one coded letter, and nothing to learn from, so rules alone are judged')}\n"


def not_judged(refused: int, look: Look) -> str:
    """Say how many of a tool's suggestions do not hold."""
    counted = look.count(refused, "suggestion", "suggestions")
    said = look.say("{suggestions} refused and not judged; `suggest --import` says why", suggestions=counted)
    return f"{said}\n"


def unlearned(letter: str, look: Look) -> str:
    """Say that nothing is learned of a letter."""
    return f"{look.say('{letter} is coded in part, so nothing is learned of it', letter=clean(letter))}\n"


def learning(letters: int, look: Look) -> str:
    """Say that something takes long."""
    counted = look.count(letters, "letter", "letters")
    said = look.say("learning of {letters}, each also left out once: this takes a minute or more …", letters=counted)
    return f"{said}\n"


def learned(path: str, weights: int, letters: int, look: Look) -> str:
    """Say that so many weights, learned of so many letters, were written into a file."""
    counted = look.count(weights, "weight", "weights")
    of = look.say("learned of {letters}", letters=look.count(letters, "letter", "letters"))
    return f"{look.say('wrote {files}', files=clean(path))}: {counted}, {of}\n"


def suggestions(path: str, new: int, known: int, refused: int, likely: int | None, look: Look) -> str:
    """Say how many suggestions were put into a sheet, of which so many are likely, were there or decided, and were refused."""
    said = look.say(
        "{suggestions} put into {file}", suggestions=look.count(new, "suggestion", "suggestions"), file=clean(path)
    )
    if likely is not None:
        said += f" ({look.say('{likely} likely, {possible} possible', likely=likely, possible=new - likely)})"
    if known:
        said += f", {look.say('{number} decided or there already', number=known)}"
    if refused:
        said += f", {look.say('{number} refused', number=refused)}"
    return f"{said}\n"


def foreign(look: Look) -> str:
    """Say why nothing is suggested of a text in another language, and what can be done."""
    said = look.say(
        "Nothing is suggested of a text that is not in readable Dutch: decide its paragraphs by hand, "
        "or take another tool's suggestions with --import."
    )
    return f"{said}\n"


def next_decisions(letter: str, folder: str | None, look: Look) -> str:
    """Say which command decides the suggestions of a letter's sheet, in a folder that is not the usual one."""
    review = command("review", letter, folder)
    return f"{look.say('now `{command}` decides them, paragraph by paragraph', command=review)}\n"


def _listed(paths: Iterable[str], look: Look) -> str:
    *others, last = map(clean, paths)
    return f"{', '.join(others)} {look.say('and')} {last}" if others else last
