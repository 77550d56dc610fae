"""Keeping a letter's text and paragraphs in the folder of texts, which git does not see."""

import contextlib
import os
from collections.abc import Iterator, Sequence

from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.write import Unwritable, create, lock, refuse_detour, replace
from ctmeasures.intake.blocks import Paragraph
from ctmeasures.intake.kept import letter_text, passages_path, passages_text, text_path

_IGNORED = "# letters' own texts are not published here\n*\n"


@contextlib.contextmanager
def keeping(
    folder: str, letter: str, paragraphs: Sequence[Paragraph], numbered: bool = True
) -> Iterator[tuple[str, ...]]:
    """Write a letter's text, and where they are `numbered` as the letter is coded its paragraphs; give the paths of what was written.

    A text that somebody has saved stays as it is. What was made anew is removed again where the block fails.
    Raises Unwritable, with nothing changed.
    """
    texts = _texts(folder, letter, paragraphs, numbered)
    made: list[str] = []
    try:
        _open(folder)
        for path, text in texts.items():
            with lock(path):
                new = not os.path.lexists(path)
                (create if new else replace)(path, text.encode())
                made += [path] if new else []
        yield tuple(texts)
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise


def _texts(folder: str, letter: str, paragraphs: Sequence[Paragraph], numbered: bool) -> dict[str, str]:
    texts = {text_path(folder, letter): letter_text(paragraphs)}
    if numbered:
        texts |= {passages_path(folder, letter): passages_text(paragraphs)}
    if os.path.exists(text_path(folder, letter)) and not os.path.exists(passages_path(folder, letter)):
        del texts[text_path(folder, letter)]  # it was not written here
    return texts


def lost(folder: str, letter: str, paragraphs: Sequence[Paragraph], numbered: bool = True) -> str | None:
    """Return the path of a letter's text that would be lost, None where there is none: one of the same words, cut otherwise, is not."""
    path = text_path(folder, letter)
    new = _texts(folder, letter, paragraphs, numbered).get(path)
    if new is None or not os.path.lexists(path):
        return None
    try:
        return None if same_words(read_bytes(path).decode("utf-8", "replace"), new) else path
    except Unreadable:
        return path


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts are of the same words: those of one letter that was cut in two ways, which moves notes and headings."""
    return sorted(one.split()) == sorted(other.split())


def _open(folder: str) -> None:
    """Make the folder of texts where it is missing, so that git does not see what is in it."""
    refuse_detour(folder, os.path.dirname(os.path.abspath(folder)))
    if os.path.isdir(folder):
        return
    try:
        os.makedirs(folder)
        ignored = os.path.join(folder, ".gitignore")
        with lock(ignored):
            create(ignored, _IGNORED.encode())
    except OSError as error:
        raise Unwritable(f"{folder} cannot be made: {error.strerror or error}; nothing was changed") from None
