"""A three-way merge of registries by record, field and event, which keeps both sides' text.

Each version is cut into parts of whole lines, one for each entry or item, with the comments and blank lines
above it; what stands under the last one is merged by itself. A part that one side has changed is taken as that side wrote it; where both have, their parts are
merged in turn. What cannot both hold stands between git's conflict markers, in the record where it belongs.
The outcome is read again and must say what three-way agreement of the data says, and hold all comments; else there is no merge.
"""

from collections import Counter
from typing import NamedTuple

from ctmeasures.edit.agreement import GONE, Contradiction, Gone, Key, Prefer, Said, agreed, named, order
from ctmeasures.edit.changes import set_value
from ctmeasures.edit.draft import CannotEdit, Draft
from ctmeasures.edit.positions import after, column_of, comments, content_end, dash, is_flow, line_after, line_of
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import Mapping, Node, Scalar, Sequence, Value, parse, plain_value


class CannotMerge(Exception):
    """Versions that cannot be merged by record; the message says why."""


class Conflict(NamedTuple):
    """A place where both sides say different things: the keys that lead there."""

    path: tuple[str, ...]


class Merged(NamedTuple):
    """A merged text, and the conflicts that stand in it between markers."""

    text: str
    conflicts: tuple[Conflict, ...]


class Labels(NamedTuple):
    """What stands behind the conflict markers, and how long these are."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


class Version(NamedTuple):
    """One of the three versions: its text with plain line ends, and its root."""

    text: str
    root: Node


class Part(NamedTuple):
    """Some lines of a version that hold one entry or item; `lead` is what stands above them, `offset` where they start."""

    version: Version
    key: Key
    lead: str
    offset: int
    end: int
    node: Node

    @property
    def body(self) -> str:
        """Return the part's own lines."""
        return self.version.text[self.offset : self.end]

    @property
    def said(self) -> Value:
        """Return what it says."""
        return plain_value(self.node)


def merge(base: str, ours: str, theirs: str, labels: Labels = Labels()) -> Merged:  # noqa: B008  a constant
    """Merge two versions of a registry that have the third one in common; line ends are those of ours.

    Raises CannotMerge where a version cannot be read, and where the merge cannot be proved right.
    """
    versions = [
        _version(text, name) for text, name in zip((base, ours, theirs), ("the base", "ours", "theirs"), strict=True)
    ]
    if ours == theirs or theirs == base:
        return Merged(ours, ())
    if ours == base:
        return Merged(theirs, ())
    for tidy in (True, False):
        merger = _Merger(labels, tidy)
        try:
            text = merger.whole(*versions)
        except Contradiction:
            raise CannotMerge("both sides have put the sections in another order") from None
        if _proved(text, merger.conflicts, labels, *versions):
            found = text if versions[1].text == _plain_ends(ours) or not text.endswith("\n") else text[:-1]
            return Merged(found.replace("\n", "\r\n") if _mostly_crlf(ours) else found, tuple(merger.conflicts))
    raise CannotMerge("the merge by record could not be proved right")


def resolved(text: str, labels: Labels, ours: bool) -> str:
    """Return a merged text with one side of every conflict taken."""
    kept: list[str] = []
    side: bool | None = None
    marks = {
        f"{'<' * labels.size} {labels.ours}": True,
        "=" * labels.size: False,
        f"{'>' * labels.size} {labels.theirs}": None,
    }
    for line in text.splitlines(keepends=True):
        if line.rstrip("\r\n") in marks:
            side = marks[line.rstrip("\r\n")]
        elif side is None or side is ours:
            kept.append(line)
    return "".join(kept)


def _mostly_crlf(text: str) -> bool:
    return 2 * text.count("\r\n") > text.count("\n")


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def _version(text: str, name: str) -> Version:
    """Read a version; a line end at its end is added where that changes nothing of what it says."""
    plain = _plain_ends(text)
    root, problems = parse(Document(name, plain))
    if root is None or problems:
        place = f"line {problems[0].place.line}: {problems[0].message}" if problems else "it says nothing"
        raise CannotMerge(f"{name} cannot be read ({place})")
    if not isinstance(root, Mapping) or is_flow(plain, root):
        raise CannotMerge(f"{name} is not written as `key: value`, line by line")
    if plain.endswith("\n"):
        return Version(plain, root)
    longer, problems = parse(Document(name, plain + "\n"))
    if longer is None or plain_value(longer) != plain_value(root):
        raise CannotMerge(f"{name} ends in the middle of a block text; end its last line")
    return Version(plain + "\n", longer)


def _proved(
    text: str, conflicts: list[Conflict], labels: Labels, base: Version, ours: Version, theirs: Version
) -> bool:
    """Tell whether a merged text says what it should (all of it, or with either side taken all but the conflicts) and lost no comment."""
    said = [plain_value(version.root) for version in (base, ours, theirs)]
    sides: tuple[Prefer, ...] = ("ours", "theirs")
    held: Counter[str] = Counter()
    for taken in sides if conflicts else sides[:1]:
        chosen = resolved(text, labels, taken == "ours") if conflicts else text
        root, problems = parse(Document("merged", chosen))
        if root is None or problems:
            return False
        held |= Counter(comments(chosen, root))
        wanted = agreed(*said, prefer=taken)
        if _outside(plain_value(root), conflicts) != _outside(wanted, conflicts):
            return False
    return held >= _kept_comments(base, ours, theirs)


def _kept_comments(base: Version, ours: Version, theirs: Version) -> Counter[str]:
    """Return how often each comment must at least be there: once for each in the base, more or fewer as the sides changed it."""
    before, *sides = (Counter(comments(version.text, version.root)) for version in (base, ours, theirs))
    found: Counter[str] = Counter()
    for remark in {*before, *sides[0], *sides[1]}:
        was, mine, other = (count[remark] for count in (before, *sides))
        found[remark] = max(mine, other) if min(mine, other) > was else mine + other - was
    return +found


def _outside(said: Said, conflicts: list[Conflict]) -> Said:
    """Return what is said outside the records with conflicts."""
    if not isinstance(said, dict):
        return said
    touched = {conflict.path[:2] for conflict in conflicts}
    found: dict[str, Value] = {}
    for section, one in said.items():
        if (section,) in touched:
            continue
        if isinstance(one, list):
            one = [item for item in one if not isinstance(item, dict) or (section, str(item.get("id"))) not in touched]  # noqa: PLW2901
        elif isinstance(one, dict):
            one = {key: item for key, item in one.items() if (section, key) not in touched}  # noqa: PLW2901
        found[section] = one or None  # a list without items
    return found


class _Merger:
    """Merges versions part by part and gathers the conflicts."""

    def __init__(self, labels: Labels, tidy: bool) -> None:
        self.labels = labels
        self.tidy = tidy
        self.conflicts: list[Conflict] = []

    def whole(self, base: Version, ours: Version, theirs: Version) -> str:
        """Merge whole files."""
        cuts = [_entries(version, version.root, 0, len(version.text)) for version in (base, ours, theirs)]
        return self._parts(cuts, ()) + _tails(cuts, [len(version.text) for version in (base, ours, theirs)])

    def _parts(self, cuts: list[list[Part]], path: tuple[str, ...]) -> str:
        """Merge the parts of a mapping or list."""
        base, ours, theirs = ({part.key: part for part in cut} for cut in cuts)
        wide = self.tidy and any("\n" in part.lead[:1] for cut in cuts[1:] for part in cut[1:])
        firsts = {cut[0].lead[:1] for cut in cuts if cut}
        found: list[str] = []
        after_new = False
        for key in order(list(base), list(ours), list(theirs)):
            part = self._part(base.get(key), ours.get(key), theirs.get(key), path)
            if part is None:
                continue
            lead, body = part
            new = key not in base
            if wide and found and (new or after_new) and not lead.startswith("\n"):
                lead = "\n" + lead
            elif wide and not found and "\n" not in firsts:
                lead = lead.lstrip("\n")
            found.append(lead + body)
            after_new = new
        return "".join(found)

    def _part(
        self, base: Part | None, ours: Part | None, theirs: Part | None, path: tuple[str, ...]
    ) -> tuple[str, str] | None:
        """Merge one entry or item; None where it is gone."""
        if ours is None or theirs is None:
            left = ours or theirs
            if left is None or (base and left.body == base.body and _lines(left.lead) <= _lines(base.lead)):
                return None
            if base is None:
                return left.lead, left.body
            return left.lead, self._conflict(ours, theirs, (*path, _name(left)))
        lead = _remarks(base.lead if base else "", ours.lead, theirs.lead)
        return lead, self._body(base, ours, theirs, (*path, _name(ours)))

    def _body(self, base: Part | None, ours: Part, theirs: Part, path: tuple[str, ...]) -> str:
        if ours.body == theirs.body or (base and theirs.body == base.body):
            return ours.body
        if base and ours.body == base.body:
            return theirs.body
        before = len(self.conflicts)
        inner = self._inside(base, ours, theirs, path)
        if inner is not None and base is None and len(self.conflicts) > before:
            del self.conflicts[before:]  # two new records of one name are not to be mixed
            return self._conflict(ours, theirs, path)
        if inner is not None:
            return inner
        try:
            said = agreed(base.said if base else GONE, ours.said, theirs.said)
            assert not isinstance(said, Gone)
            return _spelled(base, ours, theirs, said)
        except (Contradiction, CannotEdit):
            return self._conflict(ours, theirs, path)

    def _inside(self, base: Part | None, ours: Part, theirs: Part, path: tuple[str, ...]) -> str | None:
        """Merge the parts inside a part; None where it has none, or where they contradict before their first line end."""
        insides = [_inside(part) if part else None for part in (base, ours, theirs)]
        _, mine, other = insides
        if mine is None or other is None or type(mine.node) is not type(other.node):
            return None
        cuts = [
            inside.cut(part) if inside and part and type(inside.node) is type(mine.node) else []
            for inside, part in zip(insides, (base, ours, theirs), strict=True)
        ]
        if isinstance(mine.node, Sequence):
            keys = named(*([part.said for part in cut] for cut in cuts))
            cuts = [
                [part._replace(key=key) for part, key in zip(cut, names, strict=True)]
                for cut, names in zip(cuts, keys, strict=True)
            ]
        heads = {inside.head for inside in (mine, other)} - {insides[0].head if insides[0] else ""}
        if len(heads) > 1:
            return None
        before = len(self.conflicts)
        try:
            text = self._parts(cuts, path)
        except Contradiction:
            return None
        head = next(iter(heads), mine.head)
        if not text or (not head.endswith("\n") and text.startswith("<" * self.labels.size + " ")):
            del self.conflicts[before:]
            return None
        return head + text + _tails(cuts, [part.end if part else 0 for part in (base, ours, theirs)])

    def _conflict(self, ours: Part | None, theirs: Part | None, path: tuple[str, ...]) -> str:
        self.conflicts.append(Conflict(path))
        mark, labels = self.labels.size, self.labels
        return (
            f"{'<' * mark} {labels.ours}\n{ours.body if ours else ''}{'=' * mark}\n"
            f"{theirs.body if theirs else ''}{'>' * mark} {labels.theirs}\n"
        )


class _Inside(NamedTuple):
    """A part that has parts: what stands before them, where they start, and the mapping or list that they make."""

    head: str
    start: int
    node: Mapping | Sequence

    def cut(self, part: Part) -> list[Part]:
        """Cut it into its parts."""
        if isinstance(self.node, Mapping):
            return _entries(part.version, self.node, self.start, part.end)
        return _items(part.version, self.node, self.start, part.end)


def _inside(part: Part) -> _Inside | None:
    node, text = part.node, part.version.text
    if isinstance(node, Scalar) or is_flow(text, node):
        return None
    line = line_of(text, node.start)
    start = line if line > part.offset else node.start
    if line > part.offset:  # the comments between a key and its first entry belong to that entry
        start = line_after(text, part.offset)
    return _Inside(text[part.offset : start], start, node)


def _entries(version: Version, node: Node, start: int, stop: int) -> list[Part]:
    """Cut a block mapping's lines into one part an entry."""
    assert isinstance(node, Mapping)
    starts = [key.start for key in node.keys.values()]
    return _cut(version, list(node.keys), starts, list(node.entries.values()), start, stop)


def _items(version: Version, node: Sequence, start: int, stop: int) -> list[Part]:
    """Cut a block list's lines into one part an item."""
    starts = [dash(version.text, node, place) for place in range(len(node.items))]
    return _cut(version, list(range(len(starts))), starts, node.items, start, stop)


def _cut(version: Version, keys: list[Key], starts: list[int], nodes: list[Node], start: int, stop: int) -> list[Part]:
    text = version.text
    column = column_of(text, starts[0])
    found: list[Part] = []
    end = start
    for place, (key, at, node) in enumerate(zip(keys, starts, nodes, strict=True)):
        offset = max(line_of(text, at), end)
        last = stop if content_end(text, node) >= stop else min(after(text, node, column), stop)
        following = line_of(text, starts[place + 1]) if place + 1 < len(starts) else stop
        found.append(Part(version, key, text[end:offset], offset, min(last, following), node))
        end = found[-1].end
    return found


def _name(part: Part) -> str:
    """Return what a part is called in a conflict's path."""
    said = part.said
    if isinstance(said, dict) and not isinstance(part.key, str):
        return " ".join(str(said[name]) for name in ("date", "letter", "status") if said.get(name)) or "item"
    return str(part.key)


def _tails(cuts: list[list[Part]], ends: list[int]) -> str:
    """Merge what stands under the last part of each version, up to its end."""
    return _remarks(
        *(cut[-1].version.text[cut[-1].end : end] if cut else "" for cut, end in zip(cuts, ends, strict=True))
    )


def _remarks(base: str, ours: str, theirs: str) -> str:
    """Merge comments and blank lines: what one side has changed, else both sides' comments."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    known = {*ours.splitlines(), *base.splitlines()}
    more = [line for line in theirs.splitlines(keepends=True) if line.strip() and line.rstrip("\n") not in known]
    return ours + "".join(more)


def _lines(lead: str) -> set[str]:
    """Return the comments of a lead."""
    return {line.strip() for line in lead.splitlines()} - {""}


def _spelled(base: Part | None, ours: Part, theirs: Part, said: Value) -> str:
    """Return the text of the side that changed the comments, or of ours, with what both say together in it.

    Raises CannotEdit where both sides have changed the comments, or where one would be lost.
    """
    remarks = [_comments(part.body) if part else [] for part in (base, ours, theirs)]
    changed = [number for number in (1, 2) if remarks[number] != remarks[0]]
    if len(changed) == 2 and remarks[1] != remarks[2]:
        raise CannotEdit("both sides have changed the comments")
    carrier = theirs if changed == [2] else ours
    draft = Draft(Document("the merge", carrier.body))
    set_value(draft, (next(iter(draft.root.entries)),) if isinstance(draft.root, Mapping) else (0,), said)
    if comments(draft.text, draft.root) != _comments(carrier.body):
        raise CannotEdit("a comment would be lost")
    return draft.text


def _comments(body: str) -> list[str]:
    root, _ = parse(Document("a part", body))
    return comments(body, root) if root else []
