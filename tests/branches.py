"""Random branches of a registry: what each side did, so that a merge can be held against both."""

import copy
import re
from random import Random
from typing import Any, NamedTuple

import spelled

from ctmeasures.edit.draft import CannotEdit, Draft
from ctmeasures.model.fields import MEASURE
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import parse, plain_value

FIELDS = [field.name for field in MEASURE.fields]


class Branch(NamedTuple):
    """One side's text, and what it did: for every place that it touched, what stands there now (None: removed)."""

    text: str
    did: dict[tuple[Any, ...], Any]
    remarks: list[str]


def base(rng: Random, house: bool) -> tuple[str, Any]:
    """Return a registry whose events can be told apart by their passages, in the house style or any other."""
    while True:
        said = spelled.registry(rng)
        number = 0
        for measure in said["measures"]:
            for event in measure["history"]:
                number += 1
                event["passage"] = str(number)
        speller = spelled.Speller(rng)
        if house:
            speller.odd = 0.0
        text = speller.document(said)
        root, problems = parse(Document("x", text))
        if root is not None and not problems and plain_value(root) == said and said["measures"]:
            return text, said


def branch(rng: Random, text: str, name: str) -> Branch:
    """Change a registry one to five times, as a contributor would."""
    draft = Draft(Document("x", text))
    did: dict[tuple[Any, ...], Any] = {}
    remarks: list[str] = []
    for number in range(rng.randint(1, 5)):
        what = rng.choice(
            ("event", "event", "measure", "field", "field", "correct", "remove", "organisation", "partners", "remark")
        )
        try:
            _change(rng, draft, did, what, f"{name}{number}")
        except CannotEdit:
            continue
        if what == "remark" and draft.text.endswith("\n"):
            lines = draft.text.splitlines(keepends=True)
            above = [place for place, line in enumerate(lines) if line.lstrip().startswith("- id:")]
            behind = [place for place, line in enumerate(lines) if re.fullmatch(r" +owner: [a-z]+\r?\n", line)]
            if above or behind:
                place = rng.choice(above + behind)
                remark = f"# {name} {number}{draft.eol}"
                if place in behind:
                    lines[place] = f"{lines[place].rstrip()}  {remark}"
                else:
                    lines.insert(place, lines[place][: len(lines[place]) - len(lines[place].lstrip())] + remark)
                draft = Draft(Document("x", "".join(lines)))
                remarks.append(f"# {name} {number}")
    return Branch(draft.text, did, remarks)


def _change(rng: Random, draft: Draft, did: dict[tuple[Any, ...], Any], what: str, name: str) -> None:
    said: Any = copy.deepcopy(draft.value(()))
    measures = said["measures"]
    if what == "organisation":
        if "organisations" in said:
            draft.put(("organisations", f"o-{name}"), {"name": name})
            did["organisations", f"o-{name}"] = {"name": name}
        return
    if what == "measure":
        measure = spelled.measure(rng, spelled.key(rng) + name)
        place = sum(1 for one in measures if one["id"] < measure["id"])
        for number, event in enumerate(measure["history"]):
            event["passage"] = f"{name}-{number}"
        draft.insert(("measures",), place, measure)
        did["measure", measure["id"]] = measure
        return
    if not measures:
        return
    place = rng.randrange(len(measures))
    measure = measures[place]
    key = measure["id"]
    if what == "event":
        event = {
            "date": "2018",
            "status": "in-progress",
            "letter": rng.choice(("2017-01-01-x", "2018-01-01-y")),
            "passage": name,
        }
        draft.insert(("measures", place, "history"), len(measure["history"]), event)
        did["event", key, name] = event
    elif what == "field":
        field = rng.choice(("title", "owner", "area"))
        value = rng.choice(("same", name))
        draft.put(("measures", place, field), value, FIELDS)
        did["field", key, field] = value
    elif what == "correct":
        number = rng.randrange(len(measure["history"]))
        event = measure["history"][number]
        field = rng.choice(("due", "note", "note_nl"))
        value = rng.choice(("2019", name))
        draft.put(
            ("measures", place, "history", number, field),
            value,
            ["date", "status", "letter", "passage", "quote", "due", "note", "note_nl"],
        )
        did["correct", key, event["passage"], field] = value
    elif what == "remove" and len(measures) > 1:
        draft.remove(("measures", place))
        did["measure", key] = None
    elif what == "partners":
        if isinstance(measure.get("partners"), list):
            draft.insert(("measures", place, "partners"), len(measure["partners"]), f"p-{name}")
        else:
            draft.put(("measures", place, "partners"), [f"p-{name}"], FIELDS)
        did["partner", key, f"p-{name}"] = True


def removed(side: Branch) -> set[str]:
    """Return the ids of the measures that a side has removed."""
    return {path[1] for path, value in side.did.items() if path[0] == "measure" and value is None}


def contradict(ours: Branch, theirs: Branch) -> set[str]:
    """Return the ids of the measures of which the two sides say what cannot both hold."""
    found = set()
    for one, other in ((ours, theirs), (theirs, ours)):
        gone = removed(one)
        for path, value in other.did.items():
            if (
                path[0] in ("field", "correct", "event", "partner")
                and path[1] in gone
                and path[1] not in removed(other)
            ):
                found.add(path[1])
            if path[1] in removed(ours) & removed(theirs):
                continue
            if path[0] in ("field", "correct") and path in one.did and one.did[path] != value:
                found.add(path[1])
    return found


def lost(side: Branch, other: Branch, said: Any, but: set[str]) -> list[tuple[Any, ...]]:
    """Return what a side did that is not in a merged registry, the measures with conflicts left out."""
    measures = {one["id"]: one for one in said["measures"] or ()}
    missing = []
    gone = removed(side) | removed(other)
    for path, value in side.did.items():
        kind, key = path[0], path[1]
        if kind == "organisations":
            held = (said.get("organisations") or {}).get(key) == value
        elif key in but:
            continue
        elif kind == "measure":
            held = (key not in measures) if value is None else key in measures or key in gone
        elif key in gone:
            held = True
        elif key not in measures:
            held = False
        elif kind == "field":
            held = measures[key].get(path[2]) == value
        elif kind == "partner":
            held = path[2] in measures[key].get("partners", [])
        else:
            event = next((one for one in measures[key]["history"] if one.get("passage") == path[2]), None)
            held = event is not None and (
                event.get(path[3]) == value
                if kind == "correct"
                else all(event.get(name) == one for name, one in value.items())
                or any(one[0] == "correct" and one[2] == path[2] for one in side.did)
            )
        if not held:
            missing.append(path)
    return missing
