"""What lies beside a registry: the letters' own texts, one file `<letter id>.txt` each, and the papers that were passed over."""

import os
from collections.abc import Iterable
from typing import NamedTuple

from ctmeasures.disk.files import LETTERS, Unreadable, read_bytes, read_whole

FOLDER = "texts"
SHEET_ENDING = ".sheet.yaml"
PASSED = "passed.yaml"


def texts_folder(registry: str, asked: str | None) -> str:
    """Return the folder of the letters' texts: the one that was asked for, else that beside the registry, which git does not keep."""
    return asked or os.path.join(os.path.dirname(registry), FOLDER)


def asked_folder(registry: str, folder: str) -> str | None:
    """Return a folder of texts where it has to be asked for; None for the one beside the registry."""
    return None if folder == texts_folder(registry, None) else folder


def sheets_in(folder: str) -> list[str]:
    """Return the names of the coding sheets in a folder of texts; none where there is no folder, or it cannot be read."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(SHEET_ENDING))
    except OSError:
        return []


def passed_file(registry: str) -> str:
    """Return the path of the file of papers that were passed over, beside a registry; it need not be there."""
    return os.path.join(os.path.dirname(registry), PASSED)


def codebook_beside(registry: str) -> str:
    """Return the rules by which letters are coded, `letters/README.md` beside a registry; nothing where there are none. Raises Unreadable."""
    path = os.path.join(os.path.dirname(registry), LETTERS, "README.md")
    return read_bytes(path).decode("utf-8", "replace") if os.path.isfile(path) else ""


class Texts(NamedTuple):
    """The texts of letters, by their ids; and why those that are there cannot be read."""

    texts: dict[str, str]
    unreadable: dict[str, str]


def read_texts(folder: str, letters: Iterable[str]) -> Texts:
    """Return the texts of those letters that have a file in the folder; raise Unreadable where there is no such folder."""
    if not os.path.isdir(folder):
        what = "is a file, not a folder" if os.path.exists(folder) else "is no folder that exists"
        raise Unreadable(f"{folder} {what}; name the folder that holds <letter id>.txt for each letter")
    found = Texts({}, {})
    for letter in letters:
        path = os.path.join(folder, f"{letter}.txt")
        try:
            if os.path.exists(path):
                found.texts[letter] = _text(path)
        except Unreadable as fault:
            found.unreadable[letter] = str(fault)
    return found


def _text(path: str) -> str:
    """Return the text in a file; raise Unreadable where it cannot be read, is too large, or is not UTF-8."""
    if not os.path.isfile(path):
        raise Unreadable(f"{path} is no file; the letter's text is plain text in a file of that name")
    data = read_whole(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = f"byte {error.start + 1:,} is 0x{data[error.start]:02x}"
        raise Unreadable(f"{path} is not UTF-8 text: {said}; save it as UTF-8") from None
