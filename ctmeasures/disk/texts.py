"""The letters' own texts, which lie outside a registry: one file `<letter id>.txt` each."""

import os
from collections.abc import Iterable

from ctmeasures.disk.files import Unreadable, read_bytes
from ctmeasures.disk.limit import max_bytes


def read_texts(folder: str, letters: Iterable[str]) -> dict[str, str]:
    """Return the texts of those letters that have a file in the folder.

    Raises Unreadable where there is no such folder, and where a file cannot be read, is too large, or is not UTF-8.
    """
    if not os.path.isdir(folder):
        what = "is a file, not a folder" if os.path.exists(folder) else "is no folder that exists"
        raise Unreadable(f"{folder} {what}; name the folder that holds <letter id>.txt for each letter")
    texts = {}
    for letter in letters:
        path = os.path.join(folder, f"{letter}.txt")
        if not os.path.exists(path):
            continue
        if not os.path.isfile(path):
            raise Unreadable(f"{path} is no file; the letter's text is plain text in a file of that name")
        data = read_bytes(path)
        if len(data) > (limit := max_bytes()):
            raise Unreadable(f"{path} is too large to read; a letter's text has at most {limit:,} bytes")
        try:
            texts[letter] = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"{path} is not UTF-8 text: byte {error.start + 1:,} is 0x{data[error.start]:02x}; save it as UTF-8"
            ) from None
    return texts
