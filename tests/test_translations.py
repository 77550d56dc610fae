"""What is written in Dutch beside the English: it is read, searched, shown where Dutch is asked for, and what is missing is counted."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EXAMPLE, Ran

from ctmeasures.checks.translations import translations
from ctmeasures.disk import digests
from ctmeasures.model.records import Registry
from ctmeasures.read.letters import read_dutch, read_letter, with_dutch
from ctmeasures.read.registry import load

Run = Callable[..., Ran]
REGISTRY = """\
version: 1
title: Water
organisations:
  board: {name: Water Board, name_nl: Waterschap}
  town: {name: Town}
packages:
  plan:
    title: Plan
    unit: EUR million
    letter: 2020-01-15-plan
    total: {2020: 5}
    restated:
      - {letter: 2020-01-15-plan, total: {2020: 6}, note: Rounded up., note_nl: Naar boven afgerond.}
measures:
  - id: dikes
    title: Dikes
    title_nl: Dijken
    owner: board
    partners: [town]
    budget:
      - {letter: 2020-01-15-plan, passage: 2, package: plan, amounts: {2020: 5}, note: For sand only., note_nl: Alleen voor zand.}
    history:
      - {date: 2020-01-15, status: announced, letter: 2020-01-15-plan, passage: 1, note: Twelve dikes., note_nl: Twaalf dijken.}
      - {date: 2020-01-15, status: in-progress, letter: 2020-01-15-plan, passage: 2, note: Work goes on.}
"""
LETTER = "---\ndate: 2020-01-15\ntitle: Plan\n---\n\n## 1\n\nRivers rise.\n\n## 2\n\nSand is bought.\n"
DUTCH = "# Plan\n\n## 1\n\nRivieren\nzwellen.\n\n## 2\n\nEr wordt zand gekocht.\n"
LETTERS = {"2020-01-15-plan.md": LETTER, "2020-01-15-plan.nl.md": DUTCH}


@pytest.fixture
def water(registry: Callable[..., Path]) -> Path:
    return registry(REGISTRY, LETTERS)


SHOWN = [
    (("show", "dikes"), ("Twelve dikes.", "For sand only."), ("Twaalf dijken.", "Alleen voor zand.")),
    (("show", "dikes", "--format", "md"), ("Twelve dikes.", "For sand only."), ("Twaalf dijken.", "Alleen voor zand.")),
    (("show", "dikes", "--format", "table"), ("Twelve dikes.",), ("Twaalf dijken.",)),
    (("letters", "2020"), ("Rivers rise.",), ("Rivieren zwellen.",)),
    (("letters", "2020", "--format", "md"), ("Rivers rise.",), ("Rivieren zwellen.",)),
    (("letters", "2020", "--format", "table"), ("Rivers rise.",), ("Rivieren zwellen.",)),
    (("budget",), ("Rounded up.", "For sand only."), ("Naar boven afgerond.", "Alleen voor zand.")),
    (("budget", "--format", "md"), ("Rounded up.", "For sand only."), ("Naar boven afgerond.", "Alleen voor zand.")),
    (("budget", "--format", "table"), ("Rounded up.",), ("Naar boven afgerond.",)),
    (("diff", "empty.yaml", "measures.yaml"), ("Twelve dikes.",), ("Twaalf dijken.",)),
]


@pytest.mark.parametrize(("command", "english", "dutch"), SHOWN)
def test_each_output_has_the_note_or_digest_of_its_language(
    command: tuple[str, ...], english: tuple[str, ...], dutch: tuple[str, ...], ct: Run, water: Path
) -> None:
    (water / "empty.yaml").write_text("version: 1\nmeasures: []\n", encoding="utf-8")
    for lang, there, gone in (("en", english, dutch), ("nl", dutch, english)):
        ran = ct(*command, "--lang", lang, folder=water, columns=200)
        assert (ran.code, ran.err) == (0, "")
        assert [text for text in there if text not in ran.out] == []
        assert [text for text in gone if text in ran.out] == []


def test_what_has_no_dutch_is_shown_in_english(ct: Run, water: Path) -> None:
    assert "Work goes on." in ct("show", "dikes", "--lang", "nl", folder=water).out


def test_what_is_in_dutch_only_is_shown_in_dutch(ct: Run, registry: Callable[..., Path]) -> None:
    folder = registry(REGISTRY.replace("note: Twelve dikes., ", ""), LETTERS)
    assert "Twaalf dijken." in ct("show", "dikes", folder=folder).out


@pytest.mark.slow
def test_the_dutch_pages_mark_what_is_english(ct: Run, water: Path, tmp_path: Path) -> None:
    assert ct("site", "--out", str(tmp_path / "site"), folder=water).code == 0

    def page(path: str) -> str:
        return (tmp_path / "site" / path).read_text(encoding="utf-8")

    dutch, english = page("nl/measures/dikes.html"), page("measures/dikes.html")
    assert "<p>Twaalf dijken.</p>" in dutch
    assert '<p lang="en">Work goes on.</p>' in dutch
    assert "Waar nog geen Nederlandse notitie is" in dutch
    assert "<p>Twelve dikes.</p>" in english
    assert "Twaalf" not in english
    assert "<p>Rivieren zwellen.</p>" in page("nl/letters/2020-01-15-plan.html")
    assert "<p>Rivers rise.</p>" in page("letters/2020-01-15-plan.html")
    assert "<span>Naar boven afgerond.</span>" in page("nl/money.html")
    assert "<span>Rounded up.</span>" in page("money.html")
    assert "Twaalf dijken." in page("nl/feed.atom")
    assert "Twelve dikes." in page("feed.atom")


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("word", ["Twaalf", "twelve", "alleen", "rivers", "Rivieren", "gekocht", "bought"])
def test_words_of_both_languages_are_found_whatever_the_output_is_in(
    word: str, lang: str, ct: Run, water: Path
) -> None:
    assert ct("list", word, "--lang", lang, "--format", "ids", folder=water).out == "dikes\n"
    found = ct("find", word, "--lang", lang, folder=water, columns=200).out
    elsewhere = {"en": ", in Dutch", "nl": ", in het Engels"}[lang]
    assert (f"[{word}]".casefold() in found.casefold()) != (
        elsewhere in found
    )  # the text of the other language shows no such word


def test_an_unknown_word_is_sent_to_the_english_only_where_there_is_more_of_it(
    ct: Run, registry: Callable[..., Path]
) -> None:
    hint = "Not all notes and digests are in Dutch: an English word may find more."
    assert hint in ct("list", "paardenbloem", folder=registry(REGISTRY, LETTERS)).out
    whole = REGISTRY.replace("note: Work goes on.", "note: Work goes on., note_nl: Er wordt gewerkt.")
    assert hint not in ct("list", "paardenbloem", folder=registry(whole, LETTERS)).out


def test_a_dutch_file_is_no_letter_of_its_own(ct: Run, water: Path) -> None:
    assert ct("letters", "--format", "ids", folder=water).out == "2020-01-15-plan\n"
    assert "letters/" not in ct("check", folder=water).out


@pytest.mark.slow
def test_data_have_both(ct: Run, water: Path) -> None:
    found = json.loads(ct("export", "json", folder=water).out)
    assert [event["note_nl"] for event in found["measures"][0]["history"]] == ["Twaalf dijken.", None]
    assert [one["digest_nl"] for one in found["letters"][0]["passages"]] == [
        "Rivieren zwellen.",
        "Er wordt zand gekocht.",
    ]
    assert json.loads(ct("letters", "2020", "--format", "json", folder=water).out)["letter"]["passages"][0]["digest_nl"]
    assert "Twaalf dijken." in ct("timeline", "--format", "csv", folder=water).out
    assert "Alleen voor zand." in ct("budget", "--format", "csv", folder=water).out
    ct("export", "sqlite", "--out", "out.sqlite", folder=water)
    with closing(sqlite3.connect(water / "out.sqlite")) as connection:
        rows = connection.execute(
            "SELECT what, letter, passage FROM search WHERE search MATCH 'zwellen OR zand' ORDER BY what"
        )
        assert rows.fetchall() == [
            ("digest_nl", "2020-01-15-plan", 1),
            ("digest_nl", "2020-01-15-plan", 2),
            ("note_nl", "2020-01-15-plan", 2),
        ]


# check

COUNTS = "In Dutch: 1 of 4 titles, 1 of 2 names, 3 of 4 notes, 2 of 2 digests.\n"


def test_check_counts_what_a_language_lacks_when_it_is_asked(ct: Run, water: Path) -> None:
    plain, ran = ct("check", folder=water), ct("check", "--translations", "nl", folder=water)
    assert "missing-translation" not in plain.out
    assert re.findall(r"(\S+): warning: (.*) \[missing-translation\]", ran.out) == [
        ("letters/2020-01-15-plan.md:3:8", "no Dutch title"),
        ("measures.yaml:1:1", "no Dutch title"),
        ("measures.yaml:5:16", "no Dutch name"),
        ("measures.yaml:8:12", "no Dutch title"),
        ("measures.yaml:24:92", "no Dutch note"),
    ]
    assert ran.out.endswith(f" warnings.\n{COUNTS}")
    assert (ran.code, ct("check", "--translations", "nl", "--strict", folder=water).code) == (0, 1)
    english = ct("check", "--translations", "en", folder=water).out
    assert english == plain.out + "In English: 1 of 1 titles, 1 of 1 names, 3 of 3 notes, 2 of 2 digests.\n"


def test_check_tells_other_programs_the_counts(ct: Run, water: Path) -> None:
    found = json.loads(ct("check", "--translations", "nl", "--format", "json", folder=water).out)
    assert sum(one["code"] == "missing-translation" for one in found["problems"]) == 5
    assert found["translations"]["notes"] == {"count": 4, "translated": 3}
    assert "translations" not in json.loads(ct("check", "--format", "json", folder=water).out)


@pytest.mark.parametrize("dutch", [None, "", "## 1\n\nRivieren zwellen.\n", "## 1\n\n## 2\n"])
def test_a_paragraph_without_dutch_is_told_once(dutch: str | None, ct: Run, registry: Callable[..., Path]) -> None:
    letters = {"2020-01-15-plan.md": LETTER} | ({"2020-01-15-plan.nl.md": dutch} if dutch is not None else {})
    folder = registry(REGISTRY, letters)
    plain = ct("check", folder=folder).out
    asked = ct("check", "--translations", "nl", folder=folder).out
    for number in (1, 2):
        missing = not dutch or f"## {number}\n\nR" not in dutch
        said = f"paragraph {number} has no Dutch digest"
        assert plain.count(said) == (missing and dutch is not None)
        assert asked.count(said) == missing


@pytest.mark.parametrize(
    ("dutch", "place", "code"),
    [
        ("---\ntitle_nl: Plan\n---\n\n## 1\n\nA.\n\n## 2\n\nB.\n", "1:1", "front-matter"),
        ("## 1\n\nA.\n\n## 2\n\nB.\n\n## 2\n\nC.\n", "9:1", "paragraph-number"),
        ("## 2\n\nB.\n\n## 1\n\nA.\n", "5:1", "paragraph-number"),
        ("## Eén\n\nA.\n\n## 2\n\nB.\n", "1:1", "paragraph-number"),
        ("## 1\n\nA.\n\n## 2\n\nB.\n\n## 3\n\nC.\n", "9:1", "surplus-translation"),
        ("## 1\n\nA.\x07\n\n## 2\n\nB.\n", "3:3", "control-character"),
    ],
)
def test_faults_of_a_dutch_file_have_their_places(
    dutch: str, place: str, code: str, ct: Run, registry: Callable[..., Path]
) -> None:
    folder = registry(REGISTRY, {"2020-01-15-plan.md": LETTER, "2020-01-15-plan.nl.md": dutch})
    lines = [line for line in ct("check", folder=folder).out.splitlines() if line.endswith(f"[{code}]")]
    assert [line.split(": ")[0] for line in lines] == [f"letters/2020-01-15-plan.nl.md:{place}"]


def test_a_readme_in_dutch_is_no_digests(ct: Run, registry: Callable[..., Path]) -> None:
    folder = registry(REGISTRY, LETTERS | {"README.md": "Codebook.\n", "README.nl.md": "Handleiding.\n"})
    assert "letters/" not in ct("check", folder=folder).out


@pytest.mark.slow
@given(st.lists(st.text(st.characters(categories=("L", "N", "Zs")), max_size=20), min_size=1, max_size=5), st.data())
def test_whatever_is_written_under_a_heading_is_that_paragraphs_digest(digests: list[str], data: st.DataObject) -> None:
    """Any of the digests may be left out, and the others keep their paragraphs."""
    english = "---\ndate: 2020-01-15\ntitle: A\n---\n" + "".join(
        f"\n## {number}\n\nE.\n" for number in range(1, len(digests) + 1)
    )
    kept = data.draw(st.sets(st.sampled_from(range(1, len(digests) + 1))))
    dutch = "".join(f"\n## {number}\n\n{digests[number - 1]}\n" for number in sorted(kept))
    letter, _ = read_letter("letters/2020-01-15-a.md", english.encode())
    assert letter is not None
    found, surplus = with_dutch(letter, read_dutch("letters/2020-01-15-a.nl.md", dutch.encode())[0])
    expected = [" ".join(one.split()) or None if number in kept else None for number, one in enumerate(digests, 1)]
    assert ([one.digest_nl for one in found.passages], surplus) == (expected, [])
    assert [one.digest for one in found.passages] == [one.digest for one in letter.passages]


def test_what_was_kept_says_the_same(ct: Run, water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "BIG", 1)
    commands = (("letters", "2020", "--lang", "nl"), ("check", "--translations", "nl"), ("list", "zwellen"))
    said = [ct(*command, folder=water) for command in commands]
    assert [ct(*command, folder=water) for command in commands] == said
    path = water / "letters/2020-01-15-plan.nl.md"
    path.write_text(DUTCH.replace("zwellen", "zakken"), encoding="utf-8")
    assert "Rivieren zakken." in ct("letters", "2020", "--lang", "nl", folder=water).out


# writing and comparing


@pytest.mark.slow
def test_set_update_and_add_take_it(ct: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "water")
    folder = tmp_path / "water"
    event = ("--status", "in-progress", "--letter", "2020-06", "--dry-run")
    assert "+        note_nl: Klaar.\n" in ct("update", "dijken", *event, "--note-nl", "Klaar.", folder=folder).out
    new = (
        "--id",
        "zand",
        "--title",
        "Sand",
        "--owner",
        "ministerie",
        *event,
        "--note",
        "Bought.",
        "--note-nl",
        "Gekocht.",
    )
    assert "+        note: Bought.\n+        note_nl: Gekocht.\n" in ct("add", *new, folder=folder).out
    assert (
        "+        note_nl: Eerste.\n"
        in ct("set", "dijken", "history.1.note_nl=Eerste.", "--dry-run", folder=folder).out
    )


def test_letters_add_starts_the_dutch_file_too(ct: Run, water: Path) -> None:
    words = (
        "letters",
        "add",
        "--date",
        "2020-02-01",
        "--title",
        "Sand",
        "--title-nl",
        "Zand",
        "--paragraphs",
        "2",
        "--dutch",
    )
    shown = ct(*words, "--dry-run", folder=water)
    assert shown.out.endswith("\n# letters/2020-02-01-zand.nl.md\n# Zand\n\n## 1\n\n## 2\n")
    ran = ct(*words, folder=water)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("wrote letters/2020-02-01-zand.md and letters/2020-02-01-zand.nl.md; now ")
    assert (water / "letters/2020-02-01-zand.nl.md").read_text(encoding="utf-8") == "# Zand\n\n## 1\n\n## 2\n"
    (water / "letters/2020-02-01-zand.md").unlink()
    (water / "letters/2020-02-01-zand.nl.md").write_text("# Zand\n\n## 1\n\nZand.\n\n## 2\n", encoding="utf-8")
    again = ct(*words, folder=water)
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("ctmeasures: there is a file letters/2020-02-01-zand.nl.md already")


def test_diff_tells_of_dutch_digests(ct: Run, water: Path, tmp_path: Path) -> None:
    shutil.copytree(water, tmp_path / "old")
    (tmp_path / "old/letters/2020-01-15-plan.nl.md").write_text("## 1\n\nOud.\n", encoding="utf-8")
    ran = ct("diff", str(tmp_path / "old/measures.yaml"), "measures.yaml", folder=water)
    assert "1 Dutch digest new: paragraph 2" in ran.out
    assert "1 Dutch digest corrected: paragraph 1" in ran.out
    found = json.loads(
        ct("diff", str(tmp_path / "old/measures.yaml"), "measures.yaml", "--format", "json", folder=water).out
    )
    assert '"passages_nl"' in json.dumps(found)
    assert '"passages"' not in json.dumps(found)


def test_the_language_of_a_registry_is_counted_by_the_table_of_fields(water: Path) -> None:
    registry: Registry = load(str(water / "measures.yaml")).registry
    counted = {one.kind: (one.number, one.there) for one in translations(registry, "nl").counts}
    assert counted == {"titles": (4, 1), "names": (2, 1), "notes": (4, 3), "digests": (2, 2)}
