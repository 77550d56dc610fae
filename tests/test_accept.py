"""`accept`: a letter's coding sheet becomes the registry's events, all of it or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, HERE, ROOT, Ran
from uncoded import ROOT_LETTERS, copy_of, loaded, said, sheet_of, take_out

from ctmeasures.cli import several as writing

Ct = Callable[..., Ran]
PROGRESS = "2020-06-30-progress"
NOTHING = "nothing to change: all of it is in the registry already\n"


# 1. the proof: a letter taken out of a registry comes back with its sheet


@pytest.mark.slow
@pytest.mark.parametrize("letter", ROOT_LETTERS)
def test_a_letter_that_was_taken_out_comes_back_with_its_own_sheet(letter: str, tmp_path: Path, ct: Ct) -> None:
    folder = copy_of(ROOT, tmp_path / "registry")
    before = said(loaded(folder))
    take_out(folder, letter)
    assert said(loaded(folder)) != before
    ran = ct("accept", letter, folder=folder)
    assert ran.code == 0, ran.err
    assert said(loaded(folder)) == before
    again = ct("accept", letter, folder=folder)
    assert again.out == NOTHING


@pytest.mark.slow
def test_what_a_letter_says_comes_back_at_the_same_bytes_around_it(tmp_path: Path, ct: Ct) -> None:
    folder = copy_of(EXAMPLE, tmp_path / "registry")
    before, text = said(loaded(folder)), (folder / "measures.yaml").read_text(encoding="utf-8")
    take_out(folder, PROGRESS)
    bare = (folder / "measures.yaml").read_text(encoding="utf-8")
    dry = ct("accept", "2020-06", "--dry-run", folder=folder)
    assert dry.code == 0
    assert "--- a/letters/2020-06-30-progress.md\n" in dry.out
    assert "+++ b/measures.yaml\n" in dry.out
    assert (folder / "measures.yaml").read_text(encoding="utf-8") == bare
    ran = ct("accept", "2020-06", folder=folder)
    assert ran.code == 0, ran.err
    assert said(loaded(folder)) == before
    assert sorted((folder / "measures.yaml").read_text(encoding="utf-8").split("\n")) == sorted(text.split("\n"))
    assert ct("accept", "2020-06", folder=folder).out == NOTHING
    assert ct("check", folder=folder).code == 0


@pytest.mark.slow
def test_a_registry_of_several_files_gets_each_thing_where_it_belongs(tmp_path: Path, ct: Ct) -> None:
    folder = copy_of(EXAMPLE, tmp_path / "registry")
    before = said(loaded(folder))
    take_out(folder, PROGRESS)
    in_two_files(folder)
    ran = ct("accept", PROGRESS, folder=folder)
    assert ran.code == 0, ran.err
    assert "measures/names.yaml and measures/works.yaml" in ran.out
    assert said(loaded(folder)) == before


def in_two_files(folder: Path) -> None:
    """Make a registry in one file a folder of two: what it declares, and the measures."""
    path = folder / "measures.yaml"
    head, measures = path.read_text(encoding="utf-8").split("measures:\n")
    path.unlink()
    (folder / "measures").mkdir()
    (folder / "measures" / "names.yaml").write_text(f"{head}measures: []\n", encoding="utf-8")
    (folder / "measures" / "works.yaml").write_text(f"version: 1\nmeasures:\n{measures}", encoding="utf-8")


# 2. what is new


NEW = """\
version: 1
letter: 2020-06-30-progress
organisations: {kiwa: {name: Kiwa, name_nl: Kiwa}}
areas: {try: {name: Try out}}
packages:
  alarmen: {title: Alarms, unit: EUR million, letter: 2020-06-30-progress, passage: 3, total: {2021: 1}}
paragraphs:
  - {number: 1, context: true, digest: Nothing new., digest_nl: Niets nieuws.}
  - {number: 2, digest: A law.}
  - {number: 3, digest: An alarm.}
items:
  - passage: 3
    quote: An alarm by telephone will be tried
    decision: accept
    measure: new
    id: sirenes
    title: Sirens
    owner: kiwa
    area: try
    part_of: bouwwet
    status: announced
    budget: [{package: alarmen, amounts: {2021: 1}}]
  - passage: 2
    quote: in force since 1 June 2020
    decision: accept
    measure: bouwwet
    status: implemented
    partners: [kiwa]
  - {passage: 1, decision: drop, status: in-progress?}
  - {passage: 3, decision: accept, measure: sirenes, status: in-preparation, date: 2020-06, note: Soon.}
end: true
"""


@pytest.mark.slow
def test_what_a_sheet_declares_and_sets_is_written(tmp_path: Path, ct: Ct) -> None:
    folder = bare(tmp_path, NEW)
    ran = ct("accept", PROGRESS, folder=folder)
    assert ran.code == 0, ran.err
    found = loaded(folder)
    assert found.organisations["kiwa"].name_nl == "Kiwa"
    assert list(found.areas) == ["build", "rules", "try"]
    assert found.packages["alarmen"].total == {2021: 1}
    sirens = found.by_id["sirenes"]
    assert (sirens.owner, sirens.area, sirens.part_of) == ("kiwa", "try", ("bouwwet",))
    assert [(event.status, event.date.text) for event in sirens.history] == [
        ("announced", "2020-06-30"),
        ("in-preparation", "2020-06"),
    ]
    assert (sirens.budget[0].quote, sirens.budget[0].passage) == ("An alarm by telephone will be tried", 3)
    assert found.by_id["bouwwet"].partners == ("kiwa",)
    letter = found.letters[PROGRESS]
    assert letter.context == (1,)
    assert [(one.digest, one.digest_nl) for one in letter.passages] == [
        ("Nothing new.", "Niets nieuws."),
        ("A law.", None),
        ("An alarm.", None),
    ]
    assert ct("accept", PROGRESS, folder=folder).out == NOTHING


def test_what_replaces_a_field_of_a_known_measure_is_told(tmp_path: Path, ct: Ct) -> None:
    more = "    partners: [kiwa]\n"
    assert more in NEW
    folder = bare(tmp_path, NEW.replace(more, f"{more}    title: Left over\n    owner: waterbord\n"))
    before = loaded(folder).by_id["bouwwet"]
    ran = ct("accept", PROGRESS, folder=folder)
    assert ran.code == 0
    assert f"`title` replaces what the measure `bouwwet` has, `{before.title}` [replaced-field]" in ran.err
    assert ran.err.count("[replaced-field]") == 1 + (before.owner != "waterbord")
    assert "replaced-field" not in ct("accept", PROGRESS, folder=folder).err


def test_an_item_that_is_not_decided_is_one_error_and_the_next_step_is_named(tmp_path: Path, ct: Ct) -> None:
    item = "  - {passage: 3, decision: '?', measure: '?', owner: kiwa?, title: A?, status: announced?, due: '?'}\n"
    folder = bare(tmp_path, NEW.replace("end: true\n", f"{item * 3}end: true\n"))
    ran = ct("accept", PROGRESS, folder=folder)
    assert ran.code == 1
    assert ran.err.count("error: ") == ran.err.count("`decision` is not decided [still-guessed]") == 3
    assert ran.err.endswith(f"nothing was written; `ctmeasures review {PROGRESS}` goes on with it\n")
    (folder / "texts").rename(folder / "my texts")
    assert f"review {PROGRESS} --texts 'my texts'`" in ct("accept", PROGRESS, "--texts", "my texts", folder=folder).err


def test_it_is_said_in_dutch(tmp_path: Path, ct: Ct) -> None:
    folder = bare(tmp_path, NEW)
    ran = ct("accept", PROGRESS, "--lang", "nl", folder=folder)
    assert ran.code == 0
    assert f"geschreven: letters/{PROGRESS}.md, letters/{PROGRESS}.nl.md en measures.yaml\n" in ran.out
    assert "context, samenvattingen, Nederlandse samenvattingen\n" in ran.out
    ran = ct("accept", PROGRESS, "--lang", "nl", folder=folder)
    assert ran.out == "niets te wijzigen: alles staat al in het register\n"


def bare(tmp_path: Path, sheet: str) -> Path:
    """Lay out the example without what its second letter says, and a sheet of that."""
    folder = copy_of(EXAMPLE, tmp_path / "registry")
    take_out(folder, PROGRESS)
    (folder / "texts" / f"{PROGRESS}.sheet.yaml").write_text(sheet, encoding="utf-8")
    return folder


# 3. what is wrong, all at once, with its place

PASSAGES = """{"version": 1, "passages": [
{"n": 1, "kind": "text", "heading": "", "text": "Four of the twelve dikes have now been raised. So be it.", "notes": []},
{"n": 2, "kind": "text", "heading": "", "text": "It is in force since 1 June 2020. So be it.", "notes": [{"n": "1", "text": "A note."}]},
{"n": 3, "kind": "text", "heading": "", "text": "An alarm by telephone will be tried.", "notes": []}]}
"""
FAULTY = """\
version: 1
letter: 2020-06-30-progress
organisations: {waterbord: {name: Another}}
paragraphs:
  - number: 1
  - {number: 2, digest: A law.}
  - {number: 2, digest: A law.}
  - {number: 7, digest: None.}
items:
  - passage: 1
    quote: Four of the twelve dikes
    decision: ?
    measure: dijken?
    status: announced?
    candidates: [bouwwet?]
  - passage: 1
    quote: in force since 1 June 2020
    decision: accept
    measure: dijkn
    status: announced
    due: 2019-01
  - passage: 8
    decision: acept
    titel: x
    status: in-progess
    date: ?
  - passage: 2
    quote: a b c d e f g h i
    decision: accept
    measure: new
    id: bouwwet
    title: Act?
    owner: waterbrd
    status: in-progress
  - {passage: 2, quote: So be it., decision: accept, measure: bouwwet, id: wet, note: x}
  - {passage: 2, decision: accept, measure: new, budget: [{amount: '1,5'}]}
  - {passage: 2, decision: accept, restates: {package: veilig, total: {2021: 1}}}
  - {passage: 2, decision: drop, status: announced?}
  - {passage: 9, decision: context}
  - {decision: accept}
  - {passage: 1}
"""


def test_every_fault_of_a_sheet_is_told_at_once_with_its_place(
    tmp_path: Path, ct: Ct, golden: Callable[[str, Path], None]
) -> None:
    folder = bare(tmp_path, FAULTY)
    (folder / "texts" / f"{PROGRESS}.passages.json").write_text(PASSAGES, encoding="utf-8")
    files = [folder / "measures.yaml", *(folder / "letters").iterdir()]
    before = [file.read_bytes() for file in files]
    ran = ct("accept", PROGRESS, folder=folder)
    assert (ran.code, ran.out) == (1, "")
    golden(ran.err, HERE / "golden" / "sheet-faults.txt")
    assert [file.read_bytes() for file in files] == before


@pytest.mark.slow
@pytest.mark.parametrize("made", ["by hand", "by the program"])
def test_a_sheet_that_was_cut_off_is_never_accepted_as_less(made: str, tmp_path: Path, ct: Ct) -> None:
    folder = bare(tmp_path, NEW)
    sheet = folder / "texts" / f"{PROGRESS}.sheet.yaml"
    if made == "by the program":
        sheet.write_text(sheet_of(loaded(EXAMPLE), PROGRESS), encoding="utf-8")
    lines = sheet.read_text(encoding="utf-8").splitlines(keepends=True)
    for length in range(len(lines)):
        sheet.write_text("".join(lines[:length]), encoding="utf-8")
        ran = ct("accept", PROGRESS, "--dry-run", folder=folder)
        assert (ran.code, ran.out) == (1, "")
    assert "[cut-off-sheet]" in ran.err
    sheet.write_text("".join(lines), encoding="utf-8")
    assert ct("accept", PROGRESS, folder=folder).code == 0


def test_a_paragraph_without_an_entry_is_named(tmp_path: Path, ct: Ct) -> None:
    folder = bare(tmp_path, NEW.replace("  - {number: 2, digest: A law.}\n", ""))
    ran = ct("accept", PROGRESS, folder=folder)
    assert (ran.code, ran.out) == (1, "")
    assert "paragraph 2 has no entry [absent-paragraph]" in ran.err
    assert "`- number: 2` in `paragraphs`" in ran.err


@pytest.mark.parametrize("name", ["digest", "digest_nl"])
@pytest.mark.parametrize("text", ["## 3", "##", "<<<<<<< ours"])
def test_a_digest_that_would_be_read_as_a_heading_is_told_at_its_place(
    text: str, name: str, tmp_path: Path, ct: Ct
) -> None:
    digests = {"digest": "A law.", name: text}
    said = ", ".join(f"{key}: '{one}'" for key, one in digests.items())
    folder = bare(tmp_path, NEW.replace("digest: A law.", said))
    ran = ct("accept", PROGRESS, folder=folder)
    assert (ran.code, ran.out) == (1, "")
    column = {"digest": 25, "digest_nl": 46}[name]
    assert f"texts/{PROGRESS}.sheet.yaml:9:{column}: error: in a letter's file, `{name}` would be read as" in ran.err
    assert "expected: a text that begins with neither `##` nor `<<<<<<<`" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize("text", ["### of it", "Two  laws.", "2\u00a0laws."])
def test_a_digest_is_taken_as_the_letter_s_file_gives_it(text: str, tmp_path: Path, ct: Ct) -> None:
    folder = bare(tmp_path, NEW.replace("digest: A law.", f"digest: '{text}'"))
    ran = ct("accept", PROGRESS, folder=folder)
    assert ran.code == 0, ran.err
    assert loaded(folder).letters[PROGRESS].passages[1].digest == " ".join(text.split())
    assert ct("accept", PROGRESS, folder=folder).out == NOTHING


# 4. writers that come between (those that are killed: tests/test_together.py)


def test_what_another_writer_has_added_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ct: Ct) -> None:
    folder = bare(tmp_path, NEW)
    path = folder / "measures.yaml"
    real = writing.rewrite_all

    def late(*asked: object) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Raising twelve dikes", "Raising all dikes"), encoding="utf-8")
        real(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "rewrite_all", late)
    assert ct("accept", PROGRESS, folder=folder).code == 0
    found = loaded(folder)
    assert found.by_id["dijken"].title == "Raising all dikes"
    assert "sirenes" in found.by_id


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (None, "there is no coding sheet"),
        (NEW.replace("letter: 2020-06-30-progress", "letter: 2020-01-15-water", 1), "is the sheet of 2020-01-15-water"),
    ],
)
def test_a_sheet_that_is_not_there_or_of_another_letter(sheet: str | None, said: str, tmp_path: Path, ct: Ct) -> None:
    folder = bare(tmp_path, sheet or "")
    if sheet is None:
        (folder / "texts" / f"{PROGRESS}.sheet.yaml").unlink()
    ran = ct("accept", PROGRESS, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
