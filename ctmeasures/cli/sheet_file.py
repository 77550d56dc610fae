"""The file of a coding sheet that a person is deciding: each decision is saved at once, and can be taken back."""

import os
from collections.abc import Callable
from typing import NamedTuple

from ctmeasures.cli.output import CannotRun, say_waiting
from ctmeasures.cli.schema_line import schema_of_letters
from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.write import Unwritable, put, rewrite
from ctmeasures.edit.draft import CannotEdit, Draft
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.review import Change, Moved
from ctmeasures.intake.sheet import quoted_marks
from ctmeasures.intake.sheet_text import sheet_text
from ctmeasures.model.records import Letter, Registry
from ctmeasures.read.text import decode, encode


class Done(NamedTuple):
    """A decision that was saved: what it was, of which act or paragraph, the paragraph's number, and the bytes before and after it."""

    what: str
    about: str
    number: int
    before: bytes
    after: bytes


class SheetFile:
    """A sheet's file, as it was last read or written here, and the decisions of this run."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.data = b""
        self.done: list[Done] = []

    def make(self, registry: Registry, letter: Letter, paragraphs: tuple[Paragraph, ...]) -> None:
        """Make the sheet where there is none, and read it; raise CannotRun where that cannot be."""
        try:
            if not os.path.exists(self.path):
                text = sheet_text(letter, paragraphs, schema=schema_of_letters(registry, "sheet"))
                put(self.path, text.encode(), registry.path)
        except Unwritable as fault:
            raise CannotRun(str(fault)) from None
        self.read()

    def read(self) -> bytes:
        """Return the bytes as they are now; raise CannotRun where they cannot be read."""
        try:
            self.data = read_bytes(self.path)
        except Unreadable as fault:
            raise CannotRun(str(fault)) from None
        return self.data

    def change(self, change: Change, what: str, about: str, number: int) -> None:
        """Save a decision, also over what another program has written meanwhile, which stays; raise Moved where it has changed the same."""
        before = self.data

        def anew(now: bytes) -> bytes:
            nonlocal before
            before = now
            document, problems = decode(self.path, now)
            if problems:
                raise Moved
            try:
                draft = Draft(quoted_marks(document))
            except CannotEdit:
                raise Moved from None  # it cannot be read as it is now, which is told when it is read again
            change(draft)
            return encode(draft.text, now)

        self._rewrite(anew)
        if self.read() != before:
            self.done.append(Done(what, about, number, before, self.data))

    def _rewrite(self, anew: Callable[[bytes], bytes]) -> None:
        try:
            rewrite(self.path, anew, say_waiting)
        except CannotEdit as fault:
            raise CannotRun(f"{fault}; this decision was not saved") from None
        except (Unreadable, Unwritable) as fault:
            raise CannotRun(str(fault)) from None

    def undo(self) -> Done | None:
        """Take the last decision back and return it, None where there is none; raise Moved where another program has written since."""
        if not self.done:
            return None
        last = self.done[-1]

        def back(now: bytes) -> bytes:
            if now != last.after:
                raise Moved
            return last.before

        self._rewrite(back)
        self.read()
        return self.done.pop()
