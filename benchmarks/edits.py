"""Random edits and merges of random registries in random spellings, and the changes that commands make of real ones: how many are wrong, refused, right.

    python benchmarks/edits.py [EDITS] [MERGES] [CHANGES] [WAYS] [SEED]

What an edit should have done is worked out on the plain data and compared with what the edited text says when it
is read anew; what a merge must hold is what each side did. A change of a registry in the house style must besides be one stretch
of new, changed or removed text, all else byte for byte as before. A change that is made both ways, by a draft of the lines around a measure and
by one of the whole file, must come out the same. Ends with 1 if anything is wrong.
"""

import copy
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import branches
import mutated
import spelled
import ways

from ctmeasures.edit import changes as made
from ctmeasures.edit.conflicts import Labels, resolved
from ctmeasures.edit.draft import CannotEdit, Draft
from ctmeasures.edit.merge import CannotMerge, merge
from ctmeasures.model.fields import EVENT, MEASURE
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import parse, plain_value

FIELDS = [field.name for field in MEASURE.fields]
EVENTS = [field.name for field in EVENT.fields]


def read(text: str) -> Any:
    root, problems = parse(Document("registry", text))
    return None if problems or root is None else plain_value(root)


def edit(rng: Random, text: str, said: Any) -> tuple[str, Any]:
    """Make one random edit; return the new text and what it should say."""
    wanted = copy.deepcopy(said)
    measures = wanted["measures"]
    draft = Draft(Document("registry", text))
    what = rng.choice(
        ("set", "new field", "event", "event", "measure", "remove", "remove event", "remove field", "partner")
    )
    if what == "measure" or not measures:
        measure = spelled.measure(rng, spelled.key(rng) + "x")
        place = sum(1 for one in measures if one["id"] < measure["id"])
        measures.insert(place, measure)
        draft.insert(("measures",), place, measure)
        return draft.text, wanted
    place = rng.randrange(len(measures))
    measure = measures[place]
    path = ("measures", place)
    if what in ("set", "new field"):
        field = rng.choice(("title", "owner", "area", "title_nl"))
        measure[field] = spelled.text(rng)
        draft.put((*path, field), measure[field], FIELDS)
    elif what == "event":
        number = rng.choice((len(measure["history"]), rng.randrange(len(measure["history"]) + 1)))
        measure["history"].insert(number, spelled.event(rng))
        draft.insert((*path, "history"), number, measure["history"][number])
    elif what == "remove":
        del measures[place]
        draft.remove(path)
    elif what == "remove event":
        number = rng.randrange(len(measure["history"]))
        del measure["history"][number]
        draft.remove((*path, "history", number))
    elif what == "remove field":
        field = rng.choice([name for name in measure if name != "id"])
        del measure[field]
        draft.remove((*path, field))
    elif isinstance(measure.get("partners"), list):
        measure["partners"].append("p")
        draft.insert((*path, "partners"), len(measure["partners"]) - 1, "p")
    else:
        measure["partners"] = ["p"]
        draft.put((*path, "partners"), ["p"], FIELDS)
    return draft.text, wanted


def edits(count: int, rng: Random) -> Counter[str]:
    found: Counter[str] = Counter()
    while sum(found.values()) < count:
        text = spelled.Speller(rng).document(spelled.registry(rng))
        said = read(text)
        for _ in range(5 if said else 0):
            try:
                new, wanted = edit(rng, text, said)
            except CannotEdit:
                found["refused"] += 1
            else:
                found["right" if read(new) == wanted else "wrong"] += 1
    return found


def change(rng: Random, text: str, said: Any) -> tuple[str, Any]:
    """Make one change as a command makes it; return the new text and what it should say."""
    wanted = copy.deepcopy(said)
    measures = wanted["measures"] or []
    draft = Draft(Document("registry", text))
    what = rng.choice(("event", "event", "measure", "field", "field", "list", "event field", "by hand"))
    if what == "measure" or not measures:
        measure = spelled.measure(rng, spelled.key(rng) + "-x")
        measures.insert(sum(1 for one in measures if one["id"] < measure["id"]), _in_table_order(measure))
        wanted["measures"] = measures
        made.add_measure(draft, dict(sorted(measure.items())))
        return draft.text, wanted
    place = rng.randrange(len(measures))
    measure = measures[place]
    path = ("measures", place)
    if what == "event":
        event = spelled.event(rng) | {"letter": rng.choice(("2014-01-01-a", "2017-06-19-b", "2099-01-01-c"))}
        newer = [one["letter"][:10] > event["letter"][:10] for one in measure["history"]]
        behind = max((number for number, later in enumerate(newer, 1) if not later), default=0)
        measure["history"].insert(behind, event)
        made.add_event(draft, measure["id"], event)
    elif what == "by hand":
        was = made.record_text(draft, measure["id"])
        assert was is not None
        indent = was[: len(was) - len(was.lstrip(" "))]
        made.put_text(draft, measure["id"], was, f"{indent}# by hand\n{was}")
        assert "# by hand" in draft.text
    else:
        field, new = rng.choice(("title", "title_nl", "area", "owner")), rng.choice((spelled.text(rng), ""))
        if what == "list":
            names = [*(measure.get("partners") or []), *(spelled.key(rng) for _ in range(rng.randrange(3)))]
            field, new = "partners", rng.sample(names, rng.randint(0, len(names)))
        elif what == "event field":
            number = rng.randrange(len(measure["history"]))
            measure, path = measure["history"][number], (*path, "history", number)
            field = rng.choice(("date", "quote", "note", "due", "passage"))
        if new:
            measure[field] = new
        else:
            measure.pop(field, None)
        made.set_field(draft, (*path, field), new, EVENTS if "history" in path else FIELDS)
    return draft.text, wanted


def _in_table_order(measure: Any) -> Any:
    """Return a measure's fields, and those of its events, in the order of the table; an empty list is left out."""
    events = [{name: one[name] for name in EVENTS if name in one} for one in measure["history"]]
    return {name: (measure | {"history": events})[name] for name in FIELDS if measure.get(name)}


def changes(count: int, rng: Random) -> Counter[str]:
    found: Counter[str] = Counter()
    pool = [files.registry.decode() for files in mutated.pool(rng) if _is_whole(files.registry)]
    own = (Path(__file__).parent.parent / "measures.yaml").read_text(encoding="utf-8")
    while sum(found.values()) < count:
        text = own if rng.random() < 0.03 else rng.choice(pool)
        said = read(text)
        if not said or not isinstance(said.get("measures"), list):
            continue
        for _ in range(5):
            try:
                new, wanted = change(rng, text, said)
            except CannotEdit:
                found["refused"] += 1
                continue
            fine = read(new) == wanted and (text is not own or _in_one_place(text, new))
            found["right" if fine else "wrong"] += 1
    return found


def _is_whole(data: bytes) -> bool:
    """Tell whether commands would change this registry: it can be read, its measures have histories and ids of their own."""
    try:
        said = read(data.decode())
    except UnicodeDecodeError:
        return False
    measures = said.get("measures") if isinstance(said, dict) else None
    ids = [one.get("id") for one in measures or () if isinstance(one, dict)]
    return isinstance(measures, list) and len(ids) == len({*map(str, ids)}) and all(
        isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("history"), list)
        and all(isinstance(event, dict) and isinstance(event.get("letter"), str) for event in one["history"])
        for one in measures
    )  # fmt: skip


def _in_one_place(old: str, new: str) -> bool:
    """Tell whether two texts differ in one stretch of few lines."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return len(before) <= 12


def merges(count: int, rng: Random) -> Counter[str]:
    found: Counter[str] = Counter()
    for _ in range(count):
        base, _said = branches.base(rng, house=rng.random() < 0.5)
        ours, theirs = (branches.branch(rng, base, name) for name in ("ours", "theirs"))
        try:
            merged = merge(base, ours.text, theirs.text)
        except CannotMerge:
            found["refused"] += 1
            continue
        found["right" if holds(merged.text, ours, theirs, merged.conflicts) else "wrong"] += 1
        found["(with conflicts)"] += bool(merged.conflicts)
    return found


def holds(text: str, ours: branches.Branch, theirs: branches.Branch, conflicts: Any) -> bool:
    """Tell whether a merge lost nothing without a marker, whichever side of its conflicts is taken."""
    if any(len(conflict.path) < 2 for conflict in conflicts):
        return all(read(resolved(text, Labels(), side)) is not None for side in (True, False))
    touched = {conflict.path[1] for conflict in conflicts}
    for side in (True, False):
        said = read(resolved(text, Labels(), side))
        if said is None or branches.lost(ours, theirs, said, touched) or branches.lost(theirs, ours, said, touched):
            return False
    return branches.contradict(ours, theirs) <= touched


def both_ways(count: int, rng: Random) -> Counter[str]:
    found: Counter[str] = Counter()
    for _ in range(count):
        text = ways.text(rng)
        try:
            found[ways.both(rng, text)] += 1
        except AssertionError:
            found["wrong"] += 1
    return found


def main() -> int:
    numbers = [int(word) for word in sys.argv[1:]]
    *counts, seed = [*numbers, *(10_000, 1_000, 2_000, 2_000, 1)[len(numbers) :]]
    failed = False
    runs = {"edits": edits, "merges": merges, "changes": changes, "changes both ways": both_ways}
    for (name, run), count in zip(runs.items(), counts, strict=True):
        start = time.perf_counter()
        found = run(count, Random(seed))
        told = ", ".join(f"{number:,} {word}" for word, number in sorted(found.items()))
        print(f"{count:,} {name}: {told}; {time.perf_counter() - start:.0f} s")
        failed = failed or bool(found["wrong"])
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
