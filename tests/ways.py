"""Random changes of random registries made in both ways, by a draft of the lines around a measure and by one of the whole file."""

from random import Random
from typing import Any

import spelled

from ctmeasures.edit import changes as made
from ctmeasures.edit.draft import CannotEdit, Draft, Edit
from ctmeasures.edit.fragment import edit_fragment, prove, remembered
from ctmeasures.model.fields import EVENT, MEASURE
from ctmeasures.model.place import Document
from ctmeasures.read.file import PlainFile, read_file
from ctmeasures.read.places import Doubt

FIELDS = [field.name for field in MEASURE.fields]
EVENTS = [field.name for field in EVENT.fields]


def text(rng: Random) -> str:
    """Return a registry of some measures as somebody may spell it; few of its words are such that nobody reads it quickly."""
    said = spelled.sound(rng)
    measures = [
        *said["measures"],
        *(one for _ in range(rng.choice((0, 1, 3, 5))) for one in spelled.sound(rng)["measures"]),
    ]
    said["measures"] = sorted({one["id"]: one for one in measures}.values(), key=lambda one: str(one["id"]))
    speller = spelled.Speller(rng)
    speller.odd *= rng.choice((0, 0.1, 0.3))
    return speller.document(spelled.calm(said) if rng.random() < 0.95 else said)


def change(rng: Random, told: PlainFile) -> tuple[str, Edit]:
    """Return a change that a command could make, and the id of the measure."""
    what = rng.choice(("event", "event", "measure", "measure", "field", "field", "list", "event field", "by hand"))
    if what == "measure" or not told.ids:
        measure = spelled.measure(rng, rng.choice((spelled.key(rng), "a", "zzzzzzz")) + "-x")
        measure["history"] = [_event(rng)]
        measure.pop("budget", None)
        return measure["id"], lambda draft: made.add_measure(draft, measure)
    key = rng.choice((rng.choice(told.ids), told.ids[0], told.ids[-1]))
    if what == "event":
        event = _event(rng)
        return key, lambda draft: made.add_event(draft, key, event)
    if what == "by hand":
        remark, at_end = rng.choice(("# by hand", "# it's", "#")), rng.random() < 0.3
        return key, lambda draft: _by_hand(draft, key, remark, at_end)
    path, order, field, said = (
        (),
        FIELDS,
        rng.choice(("title", "title_nl", "area", "references")),
        rng.choice((spelled.text(rng), "")),
    )
    if what == "list":
        field, said = "partners", [spelled.key(rng) for _ in range(rng.randrange(4))]
    elif what == "event field":
        path, order, field = ("history", 0), EVENTS, rng.choice(("quote", "note", "due"))
        said = rng.choice(("2018-09", ""))

    def set_it(draft: Draft) -> Any:
        record = made.measure_path(draft, key)
        made.set_field(draft, (*record, *path, field), said, order)
        return record

    return key, set_it


def _by_hand(draft: Draft, key: str, remark: str, at_end: bool) -> Any:
    was = made.record_text(draft, key)
    assert was is not None
    indent = was[: len(was) - len(was.lstrip(" "))]
    new = f"{was.rstrip()}  {remark}\n" if at_end else f"{indent}{remark}\n{was}"
    return made.put_text(draft, key, was, new)


def _event(rng: Random) -> Any:
    event = spelled.event(rng) | {"letter": rng.choice(("2014-01-01-a", "2017-06-19-b", "2099-01-01-c"))}
    return {name: said for name, said in event.items() if name not in ("passage", "due")}


def both(rng: Random, said: str) -> str:
    """Make a change in both ways; fail where they do not make the same of it. Return a word for what came of it."""
    data = said.encode()
    told = read_file("measures.yaml", data, with_plain=True).plain
    if told is None:
        return "not read quickly"
    key, what = change(rng, told)
    draft = Draft(Document("measures.yaml", said))
    try:
        what(draft)
    except CannotEdit:
        draft.text = ""
    try:
        new, outcome = edit_fragment(Document("measures.yaml", said), told, key, what)
        prove(remembered(told, key), read_file("measures.yaml", new.encode(), with_plain=True).plain, key, outcome)
    except Doubt:
        return "left to the careful way" if draft.text else "refused"
    assert new == draft.text
    return "the same"
