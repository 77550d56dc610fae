"""The repository's own registry: sound, complete in its sums, and right where a reader would look first."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from support import ROOT, Ran

from ctmeasures.model.records import Registry
from ctmeasures.read.registry import load

Ct = Callable[..., Ran]
PARAGRAPHS = {
    "2015-02-27-versterking-veiligheidsketen": 31,
    "2015-11-17-aanslagen-parijs": 28,
    "2017-06-19-aanslagen-verenigd-koninkrijk": 14,
    "2017-06-23-beleidsbrief-dtn-45": 12,
    "2017-11-24-integrale-aanpak-terrorisme": 6,
}
# As the letter of 27 February 2015 announces them, in EUR million.
TOTALS = {2015: "24.9", 2016: "105.4", 2017: "116.7", 2018: "120.9", 2019: "122.4", 2020: "128.8"}


@pytest.fixture(scope="module")
def real() -> Registry:
    loaded = load(str(ROOT / "measures.yaml"))
    assert not loaded.problems
    return loaded.registry


def test_it_is_sound(ct: Ct) -> None:
    ran = ct("check", "--strict", folder=ROOT)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("no problems.\n")


def test_editors_find_the_schema_by_the_first_line() -> None:
    first = (ROOT / "measures.yaml").read_text(encoding="utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    assert json.loads((ROOT / first.removeprefix(prefix)).read_text(encoding="utf-8"))["title"] == "ctmeasures registry"


@pytest.mark.slow
def test_every_letter_is_there_with_every_paragraph_accounted_for(ct: Ct) -> None:
    found = json.loads(ct("letters", "--format", "json", folder=ROOT).out)["letters"]
    assert {letter["id"]: letter["paragraphs"] for letter in found} == PARAGRAPHS
    assert [letter["uncovered"] for letter in found] == [0] * len(found)
    for letter in found:
        whole = json.loads(ct("letters", letter["id"], "--format", "json", folder=ROOT).out)["letter"]
        for passage in whole["passages"]:
            assert passage["digest"]
            assert passage["context"] != bool(passage["measures"] or passage["packages"])


def test_every_event_and_allocation_has_its_place_and_its_words(real: Registry) -> None:
    for _, record, _ in real.citations:
        assert record.passage is not None
        assert record.quote


def test_the_budget_adds_up_to_what_was_announced_with_nothing_left_over(ct: Ct) -> None:
    found = json.loads(ct("budget", "--format", "json", folder=ROOT).out, parse_float=Decimal, parse_int=Decimal)
    (package,) = found["packages"]
    assert {int(year): str(total) for year, total in package["announced"].items()} == TOTALS
    assert package["sum"] == package["announced"]
    assert package["structural_from"] == 2020
    for track in package["groups"]:
        assert {year: track["sum"].get(year, 0) for year in track["announced"]} == track["announced"]
    assert [
        (one["cause"], one["track"], one["year"], one["announced"], one["found"]) for one in package["differences"]
    ] == [("restated", "3", 2015, Decimal("24.9"), 25)]
    assert sum(
        sum(line["amounts"].get("2020", 0) for line in track["lines"]) for track in package["groups"]
    ) == Decimal("128.8")


def test_money_outside_the_package_is_told_and_not_added(ct: Ct) -> None:
    found = json.loads(ct("budget", "--format", "json", folder=ROOT).out)
    assert {one["measure"]: (one["amount"], one["amounts"], one["within"]) for one in found["other"]} == {
        "extra-middelen-2017": (13, {}, None),
        "investering-politie-om-eerder": (None, {"2015": 3.5, "2017": 7.7}, None),
    }
    lines = [line for track in found["packages"][0]["groups"] for line in track["lines"]]
    on_top = {line["measure"] for line in lines if line["on_top_of"] == "investering-politie-om-eerder"}
    assert on_top == {"observatieteams-politie", "terrorisme-officieren"}
    assert [(line["measure"], line["amount"]) for line in lines if line["part"] == "within"] == [
        ("aivd-radicalisering", 5.8)
    ]


@pytest.mark.parametrize(
    ("measure", "status", "due"),
    [("iru-nl", "in-progress", "2017-09"), ("cter-training", "in-progress", "2018"), ("pnr", "in-preparation", None),
     ("tijdelijke-wet-bestuurlijke-maatregelen", "implemented", None), ("kmar-pelotons", "announced", None)],
)  # fmt: skip
def test_what_a_reader_would_look_for_first(measure: str, status: str, due: str | None, ct: Ct) -> None:
    found = json.loads(ct("show", measure, "--as-of", "2018-01-01", "--format", "json", folder=ROOT).out)["measure"]
    assert (found["status"], found["due"]) == (status, due)


def test_the_act_in_force_since_march_was_reported_in_june(ct: Ct) -> None:
    act = "tijdelijke-wet-bestuurlijke-maatregelen"
    true_then = json.loads(ct("show", act, "--as-of", "2017-03-15", "--format", "json", folder=ROOT).out)["measure"]
    assert [event["date"] for event in true_then["history"]] == ["2017-03-01"]
    assert true_then["status"] == "implemented"
    assert act in ct("list", "--as-of", "2017-03-15", "--format", "ids", folder=ROOT).out.split()
    assert act not in ct("list", "--known-by", "2017-03-15", "--format", "ids", folder=ROOT).out.split()


def test_the_border_checks_hold_since_7_april(ct: Ct) -> None:
    found = json.loads(ct("show", "buitengrenscontroles", "--format", "json", folder=ROOT).out)["measure"]
    assert [(event["date"], event["status"]) for event in found["history"]] == [("2017-04-07", "implemented")]


def test_the_trained_police_are_counted(ct: Ct) -> None:
    found = json.loads(ct("show", "cter-training", "--format", "json", folder=ROOT).out)["measure"]
    assert "31,500" in found["history"][-1]["note"]


def test_the_codebook_counts_the_measures_that_there_are(real: Registry) -> None:
    text = " ".join((ROOT / "letters" / "README.md").read_text(encoding="utf-8").split())
    assert f"the registry now has {len(real.measures)} measures" in text


def test_a_link_opens_the_publication_at_the_quoted_words(ct: Ct) -> None:
    ran = ct("show", "iru-nl", folder=ROOT)
    address = "https://zoek.officielebekendmakingen.nl/kst-29754-421.html#:~:text=Internet%20Referral%20Unit%20%28IRU%20NL%29%20opgericht"
    assert address in ran.out


def test_inferred_owners_are_said_to_be_so(real: Registry) -> None:
    assert any(measure.owner_inferred for measure in real.measures)
    assert not real.by_id["iru-nl"].owner_inferred
