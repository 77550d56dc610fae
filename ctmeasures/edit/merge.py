"""A three-way merge of registries by record, field and event, which keeps both sides' text.

Each version is cut into blocks of whole lines; what stands under the last one is merged by itself. A block that one side has changed
is taken as that side wrote it; where both have, their blocks are merged in turn. What cannot both hold stands between git's conflict
markers, in the record where it belongs.
The outcome is read again and must say what three-way agreement of the data says, and hold all comments; else there is no merge.
"""

from collections import Counter
from typing import NamedTuple

from ctmeasures.edit.agreement import ABSENT, Absent, Contradiction, Prefer, matched_keys, merged_order, merged_value
from ctmeasures.edit.blocks import Block, Tree, cut, nested
from ctmeasures.edit.changes import set_value
from ctmeasures.edit.conflicts import Conflict, Labels, marked, resolved
from ctmeasures.edit.draft import CannotEdit, Draft
from ctmeasures.edit.positions import comments, comments_in, is_flow
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import Mapping, Sequence, Value, parse, plain_value
from ctmeasures.read.text import only_returns


class CannotMerge(Exception):
    """Versions that cannot be merged by record; the message says why."""


class Merged(NamedTuple):
    """A merged text, and the conflicts that stand in it between markers."""

    text: str
    conflicts: tuple[Conflict, ...]


def merge(base: str, ours: str, theirs: str, labels: Labels = Labels()) -> Merged:  # noqa: B008  a constant
    """Merge two versions of a registry that have the third one in common; line ends are those of ours.

    Raises CannotMerge where a version cannot be read, and where the merge cannot be proved right.
    """
    versions = [
        _tree(text, name) for text, name in zip((base, ours, theirs), ("the base", "ours", "theirs"), strict=True)
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


def _mostly_crlf(text: str) -> bool:
    return 2 * text.count("\r\n") > text.count("\n")


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n")


def _tree(text: str, name: str) -> Tree:
    """Read a version; a line end at its end is added, which changes nothing of what it says."""
    plain = _plain_ends(text)
    if only_returns(plain):
        raise CannotMerge(f"{name} ends its lines with CR alone; expected LF or CR LF")
    root, problems = parse(Document(name, plain))
    if root is None or problems:
        place = f"line {problems[0].place.line}: {problems[0].message}" if problems else "it says nothing"
        raise CannotMerge(f"{name} cannot be read ({place})")
    if not isinstance(root, Mapping) or is_flow(plain, root):
        raise CannotMerge(f"{name} is not written as `key: value`, line by line")
    if plain.endswith("\n"):
        return Tree(plain, root)
    longer, _ = parse(Document(name, plain + "\n"))
    assert isinstance(longer, Mapping)
    return Tree(plain + "\n", longer)


def _proved(text: str, conflicts: list[Conflict], labels: Labels, base: Tree, ours: Tree, theirs: Tree) -> bool:
    """Tell whether a merged text says what it should (all of it, or with either side taken all but the conflicts) and lost no comment."""
    values = [plain_value(version.root) for version in (base, ours, theirs)]
    sides: tuple[Prefer, ...] = ("ours", "theirs")
    held: Counter[str] = Counter()
    for taken in sides if conflicts else sides[:1]:
        chosen = resolved(text, labels, taken == "ours") if conflicts else text
        root, problems = parse(Document("merged", chosen))
        if root is None or problems:
            return False
        held |= Counter(comments(chosen, root))
        wanted = merged_value(*values, prefer=taken)
        if _outside(plain_value(root), conflicts) != _outside(wanted, conflicts):
            return False
    return held >= _kept_comments(base, ours, theirs)


def _kept_comments(base: Tree, ours: Tree, theirs: Tree) -> Counter[str]:
    """Return how often each comment must at least be there: once for each in the base, more or fewer as the sides changed it."""
    before, *sides = (Counter(comments(version.text, version.root)) for version in (base, ours, theirs))
    found: Counter[str] = Counter()
    for remark in {*before, *sides[0], *sides[1]}:
        was, mine, other = (count[remark] for count in (before, *sides))
        found[remark] = max(mine, other) if min(mine, other) > was else mine + other - was
    return +found


def _outside(value: Value | Absent, conflicts: list[Conflict]) -> Value | Absent:
    """Return what stands outside the records with conflicts."""
    if not isinstance(value, dict):
        return value
    touched = {conflict.path[:2] for conflict in conflicts}
    found: dict[str, Value] = {}
    for section, one in value.items():
        if (section,) in touched:
            continue
        if isinstance(one, list):
            one = [item for item in one if not isinstance(item, dict) or (section, str(item.get("id"))) not in touched]  # noqa: PLW2901
        elif isinstance(one, dict):
            one = {key: item for key, item in one.items() if (section, key) not in touched}  # noqa: PLW2901
        found[section] = one or None  # a list without items
    return found


class _Merger:
    """Merges versions block by block and gathers the conflicts."""

    def __init__(self, labels: Labels, tidy: bool) -> None:
        self.labels = labels
        self.tidy = tidy
        self.conflicts: list[Conflict] = []

    def whole(self, base: Tree, ours: Tree, theirs: Tree) -> str:
        """Merge whole files."""
        cuts = [cut(version.text, version.root, 0, len(version.text)) for version in (base, ours, theirs)]
        return self._blocks(cuts, ()) + _tails(cuts, [len(version.text) for version in (base, ours, theirs)])

    def _blocks(self, cuts: list[list[Block]], path: tuple[str, ...]) -> str:
        """Merge the blocks of a mapping or list."""
        base, ours, theirs = ({block.key: block for block in blocks} for blocks in cuts)
        wide = self.tidy and any("\n" in block.lead[:1] for blocks in cuts[1:] for block in blocks[1:])
        firsts = {blocks[0].lead[:1] for blocks in cuts if blocks}
        found: list[str] = []
        after_new = False
        for key in merged_order(list(base), list(ours), list(theirs)):
            block = self._block(base.get(key), ours.get(key), theirs.get(key), path)
            if block is None:
                continue
            lead, body = block
            new = key not in base
            if wide and found and (new or after_new) and not lead.startswith("\n"):
                lead = "\n" + lead
            elif wide and not found and "\n" not in firsts:
                lead = lead.lstrip("\n")
            found.append(lead + body)
            after_new = new
        return "".join(found)

    def _block(
        self, base: Block | None, ours: Block | None, theirs: Block | None, path: tuple[str, ...]
    ) -> tuple[str, str] | None:
        """Merge one entry or item; None where it is gone."""
        if ours is None or theirs is None:
            left = ours or theirs
            if left is None or (base and left.body == base.body and _bare_lines(left.lead) <= _bare_lines(base.lead)):
                return None
            if base is None:
                return left.lead, left.body
            return left.lead, self._conflict(base, ours, theirs, (*path, left.name))
        lead = _merged_comments(base.lead if base else "", ours.lead, theirs.lead)
        return lead, self._body(base, ours, theirs, (*path, ours.name))

    def _body(self, base: Block | None, ours: Block, theirs: Block, path: tuple[str, ...]) -> str:
        if ours.body == theirs.body or (base and theirs.body == base.body):
            return ours.body
        if base and ours.body == base.body:
            return theirs.body
        before = len(self.conflicts)
        inner = self._inside(base, ours, theirs, path)
        if inner is not None and base is None and len(self.conflicts) > before:
            del self.conflicts[before:]  # two new records of one name are not to be mixed
            return self._conflict(base, ours, theirs, path)
        if inner is not None:
            return inner
        try:
            value = merged_value(base.value if base else ABSENT, ours.value, theirs.value)
            assert not isinstance(value, Absent)
            return _with_value(base, ours, theirs, value)
        except (Contradiction, CannotEdit):
            return self._conflict(base, ours, theirs, path)

    def _inside(self, base: Block | None, ours: Block, theirs: Block, path: tuple[str, ...]) -> str | None:
        """Merge the blocks inside a block; None where it has none, or where they contradict before their first line end."""
        before, mine, other = (nested(block) for block in (base, ours, theirs))
        if mine is None or other is None or type(mine.node) is not type(other.node):
            return None
        alike = before is not None and type(before.node) is type(mine.node)
        cuts = [before.blocks if before and alike else [], mine.blocks, other.blocks]
        if isinstance(mine.node, Sequence):
            keys = matched_keys(*([block.value for block in blocks] for blocks in cuts))
            cuts = [
                [block._replace(key=key) for block, key in zip(blocks, names, strict=True)]
                for blocks, names in zip(cuts, keys, strict=True)
            ]
        heads = {mine.head, other.head} - {before.head if before else ""}
        if len(heads) > 1:
            return None
        known = len(self.conflicts)
        try:
            text = self._blocks(cuts, path)
        except Contradiction:
            return None
        head = next(iter(heads), mine.head)
        if not text or (not head.endswith("\n") and text.startswith("<" * self.labels.size + " ")):
            del self.conflicts[known:]
            return None
        return head + text + _tails(cuts, [block.end if block else 0 for block in (base, ours, theirs)])

    def _conflict(self, base: Block | None, ours: Block | None, theirs: Block | None, path: tuple[str, ...]) -> str:
        self.conflicts.append(Conflict(path))
        mine, before, other = (block.body if block else "" for block in (ours, base, theirs))
        return marked(mine, before, other, self.labels)


def _tails(cuts: list[list[Block]], ends: list[int]) -> str:
    """Merge what stands under the last block of each version, up to its end."""
    return _merged_comments(
        *(blocks[-1].text[blocks[-1].end : end] if blocks else "" for blocks, end in zip(cuts, ends, strict=True))
    )


def _merged_comments(base: str, ours: str, theirs: str) -> str:
    """Merge comments and blank lines: what one side has changed, else both sides' comments."""
    if ours == base:
        return theirs
    known = {*ours.splitlines(), *base.splitlines()}
    more = [line for line in theirs.splitlines(keepends=True) if line.strip() and line.rstrip("\n") not in known]
    return ours + "".join(more)


def _bare_lines(lead: str) -> set[str]:
    """Return the comments of a lead."""
    return {line.strip() for line in lead.splitlines()} - {""}


def _with_value(base: Block | None, ours: Block, theirs: Block, value: Value) -> str:
    """Return the text of the side that changed the comments, or of ours, with what both say together in it.

    Raises CannotEdit where both sides have changed the comments, or where one would be lost.
    """
    before, *sides = (comments_in(block.body) if block else [] for block in (base, ours, theirs))
    changed = [block for block, found in zip((ours, theirs), sides, strict=True) if found != before]
    if len(changed) == 2 and sides[0] != sides[1]:
        raise CannotEdit("both sides have changed the comments")
    carrier = changed[0] if changed else ours
    draft = Draft(Document("the merge", carrier.body))
    set_value(draft, (next(iter(draft.root.entries)),) if isinstance(draft.root, Mapping) else (0,), value)
    if comments(draft.text, draft.root) != comments_in(carrier.body):
        raise CannotEdit("a comment would be lost")
    return draft.text
