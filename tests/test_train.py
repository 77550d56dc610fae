"""`suggest --train`: weights of a registry's own, kept beside its letters' texts; what is there may be a stranger's, and is refused with a sentence."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HERE, Ran

from ctmeasures.intake.suggestions import model as models
from ctmeasures.intake.suggestions.model import FILE, VERSION, Model, packed, unpacked

Ct = Callable[..., Ran]
FIRST, SECOND = "2019-03-01-hoogwater", "2020-06-05-voortgang"
EVENTS = """\
      - date: 2020-06-05
        status: in-progress
        letter: 2020-06-05-voortgang
        passage: 2
        quote: zijn inmiddels door de waterschappen verzwaard
        due: 2021
      - date: 2020-06-05
        status: announced
        letter: 2020-06-05-voortgang
        passage: 4
        quote: Versterking van de pompen in het noorden
"""
GOOD = {
    "version": VERSION,
    "about": {"letters": [FIRST], "units": 1, "figures": {}},
    "possible": 0.3,
    "likely": 0.5,
    "form": {"": -1.5},
    "words": {"dijk": 1},
}


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """Return an invented registry of two letters, both coded."""
    folder = tmp_path / "water"
    shutil.copytree(HERE / "dutch-letters", folder)
    registry = folder / "measures.yaml"
    said = registry.read_text(encoding="utf-8")
    registry.write_text(said.replace("  - id: waterwet\n", f"{EVENTS}  - id: waterwet\n"), encoding="utf-8")
    letter = folder / "letters" / f"{SECOND}.md"
    said = letter.read_text(encoding="utf-8")
    letter.write_text(
        said.replace("sender: ministerie\n", "sender: ministerie\ncontext: [1, 3, 5]\n"), encoding="utf-8"
    )
    return folder


def weights(folder: Path) -> Path:
    return folder / "texts" / FILE


def laid(folder: Path, said: object) -> None:
    weights(folder).write_bytes(gzip.compress(json.dumps(said).encode()))


@pytest.mark.slow
def test_it_learns_says_what_that_is_worth_and_suggests_with_it(water: Path, ct: Ct) -> None:
    ran = ct("suggest", "--train", folder=water)
    assert ran.code == 0, ran.err
    assert ran.err.startswith("learning of 2 letters")
    assert "suggestions\n  events found " in ran.out
    assert ran.out.endswith("weights, learned of 2 letters\n")
    found = json.loads(gzip.decompress(weights(water).read_bytes()))
    assert found["version"] == VERSION
    assert found["about"]["letters"] == [FIRST, SECOND]
    figures = json.loads(ct("suggest", "--evaluate", "--format", "json", folder=water).out)["figures"]["suggestions"]
    assert found["about"]["figures"] == {one["name"]: one["share"] for one in figures}
    assert "dijk" in " ".join(found["words"])
    ran = ct("suggest", SECOND, folder=water)
    assert (ran.code, ran.err) == (0, f"the registry's own weights suggest, learned of 2 letters: texts/{FILE}\n")


@pytest.mark.slow
def test_the_same_letters_give_the_same_bytes(water: Path, ct: Ct) -> None:
    assert ct("suggest", "--train", folder=water).code == 0
    first = weights(water).read_bytes()
    weights(water).write_bytes(b"")  # what stands there is never learned from
    assert ct("suggest", "--train", folder=water).code == 0
    assert weights(water).read_bytes() == first


@pytest.mark.slow
def test_texts_and_weights_can_lie_elsewhere(water: Path, ct: Ct) -> None:
    (water / "texts").rename(water / "elsewhere")
    assert "wrote elsewhere/weights.json.gz" in ct("suggest", "--train", "--texts", "elsewhere", folder=water).out
    assert "elsewhere/weights.json.gz" in ct("suggest", SECOND, "--texts", "elsewhere", folder=water).err


def test_one_coded_letter_or_one_in_part_is_not_enough(water: Path, ct: Ct) -> None:
    letter = water / "letters" / f"{SECOND}.md"
    letter.write_text(letter.read_text(encoding="utf-8").replace("[1, 3, 5]", "[1, 3]"), encoding="utf-8")
    ran = ct("suggest", "--train", folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "ctmeasures: texts holds the text of 1 coded letter, and 1 letter coded in part; expected 2 coded ones at least, "
        "each with its text (`ctmeasures letters add FILE --as LETTER`)\n"
    )
    (water / "texts" / f"{FIRST}.txt").unlink()
    assert "0 coded letters, and 1 letter coded in part" in ct("suggest", "--train", folder=water).err
    assert not weights(water).exists()


@pytest.mark.parametrize(
    "more",
    [(SECOND,), ("--evaluate",), ("--import", "x"), ("--letters", SECOND), ("--format", "json")],
    ids=" ".join,
)
def test_it_is_asked_alone(more: tuple[str, ...], water: Path, ct: Ct) -> None:
    ran = ct("suggest", "--train", *more, folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == "ctmeasures: --train learns of all letters and writes their weights; give it alone, but for --texts\n"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"version": "0"}, "weights of other rules"),
        ({"version": []}, "weights of other rules"),
        ({"about": {"letters": ["2001-01-01-else"]}}, "learned of other letters, such as 2001-01-01-else"),
        ({"about": {"letters": []}}, "does not name the letters"),
        ({"about": {"letters": [3]}}, "does not name the letters"),
        ({"about": None}, "does not name the letters"),
        ({"words": {"dijk": "1"}}, "numbers from -1,000,000 to 1,000,000"),
        ({"words": {"dijk": True}}, "numbers from"),
        ({"words": {"dijk": float("nan")}}, "numbers from"),
        ({"form": {"": float("inf")}}, "numbers from"),
        ({"form": {"": 10**400}}, "numbers from"),
        ({"form": []}, "numbers from"),
        ({"possible": 0.6}, "numbers from 0 to 1"),
        ({"likely": None}, "numbers from 0 to 1"),
        ({"possible": float("nan")}, "numbers from 0 to 1"),
    ],
)
def test_weights_that_are_none_are_refused(change: dict[str, object], why: str, water: Path, ct: Ct) -> None:
    laid(water, GOOD)
    assert ct("suggest", SECOND, folder=water).code == 0
    laid(water, GOOD | change)
    refused(water, ct, why)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is cut off"),
        (b"no weights", "not compressed"),
        (packed(Model({}, {}, 0.1, 0.2, {"letters": [FIRST]}))[:-9], "it is cut off"),
        (gzip.compress(b"{", mtime=0), "it is no JSON"),
        (gzip.compress(b"\xff", mtime=0), "it is no JSON"),
        (gzip.compress(b"[" * 100_000, mtime=0), "it is no JSON"),
        (gzip.compress(b"9" * 5_000, mtime=0), "it is no JSON"),
        (gzip.compress(b"[]", mtime=0), "names no version"),
    ],
)
def test_bytes_that_are_no_weights_are_refused(data: bytes, why: str, water: Path, ct: Ct) -> None:
    weights(water).write_bytes(data)
    refused(water, ct, why)


def test_what_grows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_LARGEST", 1000)
    with pytest.raises(ValueError, match="more than 1,000 bytes when it is unpacked"):
        unpacked(gzip.compress(b" " * 1_000_000))


@pytest.mark.slow
def test_a_folder_in_their_place_is_refused(water: Path, ct: Ct) -> None:
    weights(water).mkdir()
    for words in (("suggest", SECOND), ("suggest", "--train")):
        ran = ct(*words, folder=water)
        assert ran.code == 2
        assert "Traceback" not in ran.err


def refused(folder: Path, ct: Ct, why: str) -> None:
    ran = ct("suggest", SECOND, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"ctmeasures: texts/{FILE} ")
    assert ran.err.count("\n") == 1
    assert why in ran.err
    assert "learn anew with `ctmeasures suggest --train`, or delete the file" in ran.err


@pytest.mark.slow
@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    for one in (data, gzip.compress(data, 1)):
        with pytest.raises(ValueError, match=r"^it (is|names) "):
            unpacked(one)
