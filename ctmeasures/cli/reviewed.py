"""A letter under review in a terminal: its text, its sheet as it stands, and the paragraph and item in hand."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ctmeasures.cli.output import CannotRun, look, say
from ctmeasures.cli.prompts import ask
from ctmeasures.cli.registry import refuse
from ctmeasures.cli.sheet_file import SheetFile
from ctmeasures.disk.files import Unreadable
from ctmeasures.intake.alike import alike
from ctmeasures.intake.blocks import words_of
from ctmeasures.intake.covered import Row
from ctmeasures.intake.kept import letter_text, no_text, paragraphs_of
from ctmeasures.intake.review import Change, Item, SheetStanding, around, choices, standing, together
from ctmeasures.model.quotes import LetterText
from ctmeasures.model.records import Letter, Registry
from ctmeasures.render import review as drawn
from ctmeasures.render.look import Look

Answer = TypeVar("Answer")


class Reviewed:
    """A letter's paragraphs and sheet, and where in them somebody is."""

    def __init__(self, registry: Registry, letter: Letter, folder: str, file: SheetFile, lang: str) -> None:
        try:
            found = paragraphs_of(folder, letter.id)
        except Unreadable as fault:
            raise CannotRun(str(fault)) from None
        if not found:
            raise CannotRun(no_text(folder, letter.id))
        self.registry, self.letter, self.file, self.lang = registry, letter, file, lang
        self.paragraphs = {one.number: one for one in found}
        self.texts = {one.number: LetterText(words_of(one)) for one in found}
        self.whole = LetterText(letter_text(found))
        file.make(registry, letter, found)
        self.now: SheetStanding
        self.refresh()
        self.number = next(iter(self.now.open() or self.now.rows), 0)
        if not self.number:
            raise CannotRun(f"the letter {letter.id} has no paragraphs; `ctmeasures letters add FILE` writes them")
        self.focus: int | None = None

    @property
    def look(self) -> Look:
        """Return how the terminal is now; it may have been made wider or narrower."""
        return look(lang=self.lang, stream=sys.stderr)

    def ask(
        self,
        label: str,
        read: Callable[[str], Answer],
        choices: Iterable[str] = (),
        default: str = "",
        optional: bool = False,
    ) -> Answer | None:
        """Ask in the reader's language; raise Back where somebody leaves the question."""
        return ask(label, read, choices, default, optional, back=True, leave=True, reader=self.look)

    @property
    def row(self) -> Row:
        """Return the paragraph in hand."""
        return self.now.rows[self.number]

    @property
    def items(self) -> list[Item]:
        """Return the items of the paragraph in hand."""
        return self.now.of(self.number)

    @property
    def item(self) -> Item | None:
        """Return the item in hand, None where there is none."""
        return next((one for one in self.items if one.place == self.focus), None)

    def refresh(self) -> None:
        """Read the sheet as it is now; where it has faults, show them and leave with exit code 1."""
        self._choices: dict[int, list[str]] = {}  # which takes long to know
        self.now = standing(self.file.path, self.file.read(), self.registry, self.letter)
        why = f"{self.file.path} has faults; all that was decided is in it; mend them in an editor, then go on"
        refuse(self.now.read.problems, why)

    def around(self, but: Item | None = None) -> Registry:
        """Return the registry with what the sheet declares and its accepted items, `but` for one that is being decided."""
        return around(self.registry, self.now, but)

    def save(self, changes: Sequence[Change], what: str, about: str) -> None:
        """Save a decision as one change of the sheet, and read that again."""
        self.file.change(together(changes), what, about, self.number)
        self.refresh()

    def choices(self, item: Item) -> list[str]:
        """Return the known measures that an item may be about, the likeliest first."""
        if item.place not in self._choices:
            registry = self.around(item)
            said = [item.text(name) for name in ("title_nl", "title", "quote")]
            likely = choices(item, registry, lambda: alike(registry, said) if item.open else [])
            self._choices[item.place] = likely
        return self._choices[item.place]

    def shown(self, item: Item) -> drawn.Shown:
        """Return an item as it is shown."""
        registry = self.around(item)
        return drawn.Shown(item, [registry.by_id[key] for key in self.choices(item)])

    def show(self) -> None:
        """Show the paragraph in hand, with all its items."""
        text, items = self.paragraphs.get(self.number), [self.shown(one) for one in self.items]
        say(drawn.paragraph(self.row, len(self.now.rows), text, items, self.focus, self.look))

    def show_item(self) -> None:
        """Show the item in hand alone."""
        item = self.item
        if item is not None:
            number = self.items.index(item) + 1
            say(drawn.item(self.shown(item), number, self.look))

    def go(self, number: int) -> None:
        """Take a paragraph in hand, and the first of its items that is open, and show it."""
        self.number = number
        items = self.items
        first = next((one for one in items if one.open), items[0] if items else None)
        self.focus = first.place if first else None
        self.show()

    def next_open(self) -> int | None:
        """Return the next open paragraph behind this one, else the first one, None where nothing is open but this one."""
        others = [one for one in self.now.open() if one != self.number]
        return next((one for one in others if one > self.number), others[0] if others else None)
