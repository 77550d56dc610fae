"""A measure's stages, the addresses of its events, and what reference managers are told of its letters."""

import html
import json
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sound import sound
from support import EXAMPLE, ROOT

from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import parse_date
from ctmeasures.model.history import State, state
from ctmeasures.model.records import Event, Letter, Measure, Organisation, Registry
from ctmeasures.model.status import Status
from ctmeasures.read.registry import load
from ctmeasures.render.bibliography import bibtex, csl
from ctmeasures.reports.stages import numbered, stages

DAYS = ("2020-01-01", "2020-02-01", "2020-03-01")


def letter(day: str, title: str = "A letter", **more: str) -> Letter:
    when = parse_date(day)
    assert when
    return Letter(day, when, title, **more)


def told(*words: tuple[str, str]) -> State:
    """Return the state of a measure of which letters tell: (day, status)."""
    letters = {day: letter(day) for day in DAYS}
    history = tuple(Event(letters[day].date, Status(status), day) for day, status in words)
    measure = Measure("m", "M", "board", history)
    found = state(measure, Registry("measures.yaml", (measure,), letters=letters), Clock(today=date(2021, 1, 1)))
    assert found
    return found


def drawn(found: State) -> list[str]:
    """Return a line for each stage: its status, the letters that say so, and a star at the present one."""
    return [f"{one.status.value} {len(one.events)}{' *' if one.present else ''}" for one in stages(found)]


def test_a_stage_of_which_no_letter_spoke_is_told_by_none() -> None:
    assert drawn(told((DAYS[0], "in-progress"), (DAYS[1], "in-progress"))) == [
        "announced 0",
        "in-preparation 0",
        "in-progress 2 *",
        "implemented 0",
    ]


@pytest.mark.parametrize("status", Status)
def test_whatever_the_status_one_stage_is_the_present_one(status: Status) -> None:
    found = stages(told((DAYS[0], "announced"), (DAYS[1], status)))
    assert [one.status for one in found if one.present] == [status]


def test_the_last_stage_is_how_it_closed() -> None:
    assert drawn(told((DAYS[0], "announced"), (DAYS[1], "withdrawn")))[-1] == "withdrawn 1 *"
    reopened = told((DAYS[0], "lapsed"), (DAYS[1], "in-progress"), (DAYS[2], "implemented"))
    assert drawn(reopened)[2:] == ["in-progress 1", "lapsed 1", "implemented 1 *"]


def test_an_event_is_addressed_by_its_letter_and_its_place_among_what_that_says() -> None:
    found = told((DAYS[0], "announced"), (DAYS[0], "in-progress"), (DAYS[1], "in-progress"))
    assert [one.anchor for one in numbered(found)] == ["e-2020-01-01-1", "e-2020-01-01-2", "e-2020-02-01-1"]


def test_bibtex_and_csl_say_what_the_letter_says() -> None:
    registry = load(str(EXAMPLE / "measures.yaml")).registry
    letters = [registry.letters["2020-01-15-water"]]
    assert bibtex(letters, registry) == (
        "@report{2020-01-15-water,\n  author = {{Waterschap}},\n  title = {{Plan voor veilig water}},\n  date = {2020-01-15},\n"
        "  type = {brief},\n  number = {Kamerstukken II 2019/20, 10000, nr. 1},\n"
        "  url = {https://zoek.officielebekendmakingen.nl/kst-10000-1.html},\n  langid = {dutch},\n}\n"
    )
    assert json.loads(csl(letters, registry)) == [
        {
            "id": "2020-01-15-water",
            "type": "report",
            "genre": "brief",
            "title": "Plan voor veilig water",
            "author": [{"literal": "Waterschap"}],
            "issued": {"date-parts": [[2020, 1, 15]]},
            "number": "Kamerstukken II 2019/20, 10000, nr. 1",
            "URL": "https://zoek.officielebekendmakingen.nl/kst-10000-1.html",
            "language": "nl-NL",
        }
    ]


# What the schema of CSL's input (csl-data.json of citation-style-language/schema) says of the variables that letters can have.
SAID = {"type": "string"}
NAME = {"type": "object", "properties": {"literal": SAID}, "additionalProperties": False}
PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
DATED = {"date-parts": {"type": "array", "items": PARTS, "minItems": 1, "maxItems": 2}}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["bill", "document", "legislation", "personal_communication", "regulation", "report"]},
            "author": {"type": "array", "items": NAME},
            "issued": {"type": "object", "properties": DATED, "additionalProperties": False},
            "number": {"type": ["string", "number"]},
            **dict.fromkeys(("genre", "language", "note", "title", "URL"), SAID),
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


@pytest.mark.parametrize("folder", [ROOT, EXAMPLE], ids=["real", "example"])
def test_the_items_have_the_shape_that_csl_wants(folder: Path) -> None:
    registry = load(str(folder / "measures.yaml")).registry
    found = json.loads(csl(registry.letters.values(), registry))
    Draft202012Validator(CSL).validate(found)
    assert [one["id"] for one in found] == [*registry.letters]


def test_a_measure_has_them_on_its_page(small_site: Path) -> None:
    page = (small_site / "measures" / "dijken.html").read_text(encoding="utf-8")
    shown = re.search(r'id="csl-json"[^>]*>(.*?)</', page, re.DOTALL)
    assert shown
    found = json.loads(html.unescape(shown[1]))
    Draft202012Validator(CSL).validate(found)
    assert [one["id"] for one in found] == ["2020-01-15-water", "2020-06-30-progress"]


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random))
def test_so_have_those_of_any_registry(rng: Random) -> None:
    registry = sound(rng)
    Draft202012Validator(CSL).validate(json.loads(csl(registry.letters.values(), registry)))


def test_no_text_is_a_command_of_latex() -> None:
    sender = Organisation("s", r"A & B \input{x} $1_000^2~#5 100%")
    one = letter(DAYS[0], "}} @misc{x", sender="s")
    text = bibtex([one], Registry("measures.yaml", organisations={"s": sender}))
    assert (
        r"A \& B \textbackslash{}input\textbraceleft{}x\textbraceright{} \$1\_000\textasciicircum{}2\textasciitilde{}\#5 100\%"
        in text
    )
    assert text.count("{") == text.count("}")


def test_every_letter_of_the_registry_has_an_entry_of_its_own() -> None:
    registry = load(str(ROOT / "measures.yaml")).registry
    assert re.findall(r"^@report{(.*),$", bibtex(registry.letters.values(), registry), re.MULTILINE) == [
        *registry.letters
    ]
