"""Did you mean: the same nearest value wherever a mistyped one is met, in a file or on the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, Ran

from ctmeasures.model.nearest import nearest
from ctmeasures.model.records import Registry, names_of
from ctmeasures.read.registry import load

Ct = Callable[..., Ran]

NAMES = {"inspectie-venj": "Inspectie Veiligheid en Justitie", "jenv": "Ministerie van Justitie en Veiligheid"}


@pytest.fixture(scope="module")
def real() -> Registry:
    return load(str(ROOT / "measures.yaml")).registry


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Inspectie JenV", "inspectie-venj"),
        ("inspectie", "inspectie-venj"),
        ("JenV", "jenv"),
        ("Nationale Politie", "politie"),
        ("politei", "politie"),
        ("Koninklijke Marechaussee", "kmar"),
        ("Openbaar Ministerie", "om"),
        ("Public Prosecution Service", "om"),
        ("Ministerie van Buitenlandse Zaken", "bz"),
        ("Buitenlandse zaken", "bz"),
    ],
)
def test_an_organisation_is_found_by_its_key_and_its_names(written: str, meant: str, real: Registry) -> None:
    assert nearest(written, real.organisations, names=names_of(real.organisations)) == [meant]


@pytest.mark.slow
def test_every_organisation_and_area_is_found_by_each_of_its_names(real: Registry) -> None:
    for records in (real.organisations, real.areas):
        names = names_of(records)
        for key, each in names.items():
            for name in each:
                (found,) = nearest(name, records, names=names)
                assert name in names[found], (key, name)


def test_the_file_and_the_command_line_say_the_same(registry: Callable[..., Path], ct: Ct) -> None:
    head = "version: 1\norganisations:\n" + "".join(
        f"  {key}: {{name_nl: {name}, name: X}}\n" for key, name in NAMES.items()
    )
    event = "{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 1, quote: One}"
    letter = "---\ndate: 2020-01-15\ntitle: Plan\nsender: jenv\n---\n\n## 1\n\nOne.\n"
    text = f"{head}measures:\n  - {{id: a, title: A, owner: Inspectie JenV, history: [{event}]}}\n"
    folder = registry(text, {"2020-01-15-water.md": letter})
    assert "nearest: inspectie-venj\n" in ct("check", folder=folder).out
    assert "did you mean inspectie-venj?" in ct("set", "a", "owner=Inspectie JenV", folder=folder).err


@pytest.mark.slow
@given(st.text(max_size=30), st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=5))
def test_whatever_is_asked_the_answer_is_a_choice(word: str, named: dict[str, str]) -> None:
    found = nearest(word, named, most=3, names={key: (name,) for key, name in named.items()})
    assert len(found) <= 3
    assert {*found} <= named.keys()
