"""Random edits and merges of random registries in random spellings: how many are wrong, refused, right.

    python benchmarks/edits.py [EDITS] [MERGES] [SEED]

What an edit should have done is worked out on the plain data and compared with what the edited text says when it
is read anew; what a merge must hold is what each side did. Ends with 1 if anything is wrong.
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
import spelled

from ctmeasures.model.fields import MEASURE
from ctmeasures.model.place import Document
from ctmeasures.store import spell
from ctmeasures.store.edit import CannotEdit, Draft
from ctmeasures.store.merge import CannotMerge, Labels, merge, resolved
from ctmeasures.store.strict import parse

FIELDS = [field.name for field in MEASURE.fields]


def read(text: str) -> Any:
    root, problems = parse(Document("registry", text))
    return None if problems or root is None else spell.value(root)


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


def main() -> int:
    numbers = [int(word) for word in sys.argv[1:]]
    how_many, how_many_merges, seed = [*numbers, *(10_000, 1_000, 1)[len(numbers) :]]
    failed = False
    for name, run, count in (("edits", edits, how_many), ("merges", merges, how_many_merges)):
        start = time.perf_counter()
        found = run(count, Random(seed))
        told = ", ".join(f"{number:,} {word}" for word, number in sorted(found.items()))
        print(f"{count:,} {name}: {told}; {time.perf_counter() - start:.0f} s")
        failed = failed or bool(found["wrong"])
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
