"""The loop of a review: shows what is open, reads one key, which decides and goes on."""

from collections.abc import Callable

import typer

from ctmeasures.cli import deciding
from ctmeasures.cli.output import CannotRun, say
from ctmeasures.cli.prompts import Back, InputEnded, in_turn
from ctmeasures.cli.review_questions import ask_declared, ask_measure
from ctmeasures.cli.reviewed import Reviewed
from ctmeasures.intake.review import Item, Moved
from ctmeasures.intake.sheet_fields import NEW, Decision
from ctmeasures.model.figures import whole
from ctmeasures.render import review as drawn
from ctmeasures.render.review import Key
from ctmeasures.render.safe import clean

QUIT = "q"
HELP = "?"
_CHOICES = "123"


class Loop:
    """Reads the keys, carries each out, and goes on to what is open next."""

    def __init__(self, letter: Reviewed) -> None:
        self.letter = letter

    def run(self) -> None:
        """Review until somebody quits, or nothing is open any more."""
        self.letter.go(self.letter.number)
        while True:
            can = self._can()
            say(drawn.keys(can, self.letter.look))
            say(self._prompt())
            key = _pressed()
            found = next((one for one in can if key and key in one.key), None)
            say(f"{(found.label if key not in _CHOICES else key) if found else ''}\n")
            if found is None or key == HELP:
                say(
                    drawn.manual(can, self.letter.look)
                    if found
                    else f"  {self.letter.look.say('no such key now; ? says what each does')}\n"
                )
                continue
            if key == QUIT:
                return
            try:
                if not self._carried_out(key):
                    return
            except InputEnded:
                return

    def _carried_out(self, key: str) -> bool:
        """Do what a key stands for; tell whether there is anything to go on with."""
        letter = self.letter
        try:
            return self._act(key)
        except (Back, KeyboardInterrupt):
            say(f"  {letter.look.say('left as it was')}\n")
        except InputEnded:
            raise
        except CannotRun as fault:
            say("".join(f"  {clean(line)}\n" for line in str(fault).split("\n")))
        except Moved:
            moved = "another program has changed this in the sheet meanwhile, so it was not saved; it stands there now as follows"
            say(f"  {letter.look.say(moved)}\n")
            letter.refresh()
            letter.go(letter.number if letter.number in letter.now.rows else next(iter(letter.now.rows)))
        return True

    def _act(self, key: str) -> bool:
        """Do what a key stands for; tell whether there is anything to go on with."""
        letter, item = self.letter, self.letter.item
        if key in "gxbu>":
            return self._moved(key)
        if key == "o":
            ask_declared(letter, "organisations")
            letter.show_item()
            return True
        if key == "i":
            deciding.digest(letter)
            return self._on()
        if key == "a":
            deciding.add(letter)
            return self._on()
        if key == "c":
            deciding.context(letter)
            return self._on()
        assert item is not None
        if key in ("e", "s"):
            (deciding.edit if key == "e" else deciding.split)(letter, item)
            self._show_again(item)
            return True
        self._decide(key, item)
        return self._on()

    def _decide(self, key: str, item: Item) -> None:
        """Decide the item in hand."""
        letter = self.letter
        decide: dict[str, Callable[[], object]] = {
            "n": lambda: deciding.accept(letter, item, NEW),
            "y": lambda: deciding.as_it_stands(letter, item),
            "k": lambda: in_turn(
                lambda: ask_measure(letter, item, letter.choices(item)),
                lambda known: deciding.accept(letter, item, known),
            ),
            "d": lambda: deciding.drop(letter, item),
        }
        if key in _CHOICES:
            deciding.accept(letter, item, letter.choices(item)[int(key) - 1])
        else:
            decide[key]()

    def _moved(self, key: str) -> bool:
        """Go to another paragraph or item, or back to before the last decision; tell whether there is anything to go on with."""
        letter = self.letter
        if key == ">":
            places = [one.place for one in letter.items]
            letter.focus = (
                places[(places.index(letter.focus) + 1) % len(places)] if letter.focus in places else places[0]
            )
            letter.show_item()
            return True
        if key == "u":
            say(f"  {deciding.undo(letter)}\n")
            letter.go(letter.number)
            return True
        numbers = list(letter.now.rows)
        if key == "b":
            letter.go(numbers[numbers.index(letter.number) - 1])
        elif key == "g":
            letter.go(
                letter.ask(letter.look.say("Paragraph, 1 to {last}", last=numbers[-1]), _one_of(numbers))
                or letter.number
            )
        else:
            return self._to_next()
        return True

    def _on(self) -> bool:
        """Go on behind a decision: to the next item, the digest, the next paragraph; tell whether there is anything."""
        letter = self.letter
        waiting = [one for one in letter.items if one.open]
        if waiting:
            if waiting[0].place == letter.focus and waiting[0].decision:
                say(
                    f"  {letter.look.say('still a guess: {fields}; Edit it', fields=', '.join(sorted(waiting[0].guesses)))}\n"
                )
            letter.focus = waiting[0].place
            letter.show_item()
            return True
        row = letter.row
        if not row.covered:
            hint = letter.look.say("nothing of this paragraph is accepted: Add an act, or is it Context?")
            say(f"  {hint}\n")
            return True
        if not row.digest and not deciding.digest(letter):
            say(f"  {letter.look.say('its digest is left for later')}\n")
        return self._to_next()

    def _to_next(self) -> bool:
        letter = self.letter
        number = letter.next_open()
        if number is None and letter.now.lacks(letter.number):
            letter.go(letter.number)
        elif number is None:
            return False
        else:
            letter.go(number)
        return True

    def _show_again(self, item: Item) -> None:
        """Show an item that was edited, or the one that was put behind it."""
        letter = self.letter
        behind = next((one for one in letter.items if one.place > item.place and one.open), None)
        if (
            behind is not None
            and len(letter.items) > 1
            and letter.file.done[-1:]
            and letter.file.done[-1].what == "split"
        ):
            letter.focus = behind.place
        letter.show_item()

    def _prompt(self) -> str:
        letter = self.letter
        item = letter.item
        said = letter.look.say("paragraph {number} of {last}", number=letter.number, last=len(letter.now.rows))
        if item:
            place = letter.items.index(item) + 1
            said += f", {letter.look.say('item {number} of {last}', number=place, last=len(letter.items))}"
        return f"{said}: "

    def _can(self) -> list[Key]:
        """Return the keys that can be pressed now."""
        letter, item, look = self.letter, self.letter.item, self.letter.look
        can: list[Key] = []
        if item is not None:
            known = letter.choices(item)
            of_event = [name for name in ("measure", "status", "budget") if item.written.get(name)]
            if item.written.get("restates") and item.guesses.issuperset(of_event) and "budget" not in of_event:
                can.append(
                    Key("y", look.say("Yes"), look.say("accept it as it stands: the total of a package, of no event"))
                )
            can.append(Key("n", look.say("New"), look.say("accept it as a new measure with its first event")))
            if known:
                label = "1" if len(known) == 1 else f"1-{len(known)}"
                can.append(Key(_CHOICES[: len(known)], label, look.say("accept it as an event of that known measure")))
            can += [
                Key("k", look.say("Known"), look.say("accept it as an event of another known measure")),
                Key("e", look.say("Edit"), look.say("change a field of it")),
                Key("s", look.say("Split"), look.say("put another act behind it, with the same fields as guesses")),
                Key("d", look.say("Drop"), look.say("drop it: it is no measure")),
            ]
        if not any(one.decision == Decision.ACCEPT for one in letter.items):
            can.append(Key("c", look.say("Context"), look.say("the whole paragraph holds no measure")))
        if len(letter.items) > 1:
            can.append(Key(">", ">", look.say("take the next item of this paragraph in hand")))
        can.append(Key("i", look.say("dIgest"), look.say("write the paragraph's digest, English and Dutch")))
        if letter.number in letter.texts:
            can.append(Key("a", look.say("Add"), look.say("add an act of your own, which nothing proposes")))
        can += [
            Key("o", look.say("Org"), look.say("declare a new organisation")),
            Key("g", look.say("Go"), look.say("go to a paragraph by its number")),
        ]
        if letter.next_open() is not None:
            can.append(Key("x", look.say("neXt"), look.say("go to the next paragraph in which something is open")))
        if letter.number != next(iter(letter.now.rows)):
            can.append(Key("b", look.say("Back"), look.say("go to the paragraph before")))
        if letter.file.done:
            can.append(Key("u", look.say("Undo"), look.say("take back the last decision of this run")))
        return [
            *can,
            Key(QUIT, look.say("Quit"), look.say("stop; all is saved, and the next run goes on here")),
            Key(HELP, HELP, look.say("say what the keys do")),
        ]


def _one_of(numbers: list[int]) -> Callable[[str], int]:
    def read(text: str) -> int:
        found = whole(text, numbers[-1])
        if found not in numbers:
            raise CannotRun(f"`{text[:20]}` is no paragraph of the letter; it has {numbers[0]} to {numbers[-1]}")
        return found

    return read


def _pressed() -> str:
    """Return the key that is pressed; an arrow or another sequence is none, Ctrl-C and Ctrl-D quit.

    What was typed before the question stood there is not heeded: nothing is decided unseen.
    """
    try:
        found = typer.getchar()
    except (KeyboardInterrupt, EOFError, OSError):
        return QUIT
    return found.casefold() if len(found) == 1 and found.isprintable() else ""
