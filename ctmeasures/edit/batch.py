"""Several changes of one file in one go: of its head, and of measures; the rest stays as it is, byte by byte.

As for a single change (`edit/changes.py`) there are two ways: a file that is read the quick way is drafted around each measure, and
what it then says is compared with what it should; any other is drafted as a whole, where each change is proved by itself.
"""

from collections.abc import Mapping, Sequence

from ctmeasures.edit.draft import Draft, Edit
from ctmeasures.edit.fragment import edit_fragment
from ctmeasures.model.place import Document
from ctmeasures.read.file import PlainFile, encoder, read_file
from ctmeasures.read.nodes import Value
from ctmeasures.read.places import Doubt
from ctmeasures.read.text import decode, encode

_NO_MEASURES = "measures: []\n"  # stands for the measures while the head is drafted


def edited_in_one_go(path: str, data: bytes, head: Sequence[Edit], measures: Mapping[str, Edit]) -> bytes:
    """Return a file's bytes with changes of its head and of measures, which are made in the order of their ids. Raises CannotEdit."""
    try:
        return _around(path, data, head, measures)
    except Doubt:
        draft = Draft(decode(path, data)[0])
        for edit in (*head, *(measures[key] for key in sorted(measures))):
            edit(draft)
        return encode(draft.text, data)


def _around(path: str, data: bytes, head: Sequence[Edit], measures: Mapping[str, Edit]) -> bytes:
    """Return it with no more drafted than the head and what is around the measures; raise Doubt."""
    plain = before = _plain(path, data)
    text = data.decode("utf-8-sig")
    said = before.head
    if head:
        draft = Draft(Document(path, text[: plain.end] + _NO_MEASURES))
        if "\r" in text:
            raise Doubt
        for edit in head:
            edit(draft)
        if not draft.text.endswith(_NO_MEASURES):
            raise Doubt
        said = draft.value(())
        text = draft.text.removesuffix(_NO_MEASURES) + text[plain.end :]
        plain = _plain(path, encode(text, data))
    wanted: dict[str, Value] = {}
    for key in sorted(measures):
        text, wanted[key] = edit_fragment(Document(path, text), plain, key, measures[key])
        plain = _plain(path, encode(text, data))
    _prove(before, plain, said, wanted)
    return encode(text, data)


def _plain(path: str, data: bytes) -> PlainFile:
    """Return what a file says that is read the quick way; raise Doubt for any other."""
    found = read_file(path, data, with_plain=True).plain
    if found is None or not found.ids:
        raise Doubt
    return found


def _prove(before: PlainFile, after: PlainFile, head: Value, wanted: Mapping[str, Value]) -> None:
    """Raise Doubt unless a file says what it should, and of all other measures what it said."""
    encode = encoder()
    said = dict(zip(before.ids, before.measures, strict=True)) | {key: encode(one) for key, one in wanted.items()}
    if (
        after.head != head
        or dict(zip(after.ids, after.measures, strict=True)) != said
        or list(after.ids) != sorted(said)
    ):
        raise Doubt
