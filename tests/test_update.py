"""`update`, `add`, `set` and `letters add`: what they write, and what they refuse."""

import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from support import EXAMPLE, Ran, commit, copied_registry, environment, git
from typist import typed
from uncoded import loaded

Ct = Callable[..., Ran]

LATER = """---
date: 2021-03-01
title: Later
title_nl: Later
sender: ministerie
context: [1]
---

## 1

Something.
"""


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of the example, with one letter more."""
    folder = tmp_path_factory.mktemp("first") / "water"
    shutil.copytree(EXAMPLE, folder)
    (folder / "letters" / "2021-03-01-later.md").write_text(LATER, encoding="utf-8")
    commit(folder, "first")
    return folder


@pytest.fixture
def water(first: Path, tmp_path: Path) -> Path:
    """Return the repository, which a test may change."""
    return shutil.copytree(first, tmp_path / "water")


def changed(folder: Path) -> list[str]:
    """Return the lines that the registry has lost and gained since the last commit, as git tells them."""
    lines = git(folder, "diff", "-U0", "--", "measures.yaml").splitlines()
    return [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]


@pytest.mark.slow
def test_an_event_adds_lines_and_takes_none(water: Path, ct: Ct) -> None:
    ran = ct("update", "dijken", "--status", "implemented", "--letter", "2021-03-01-later", folder=water)
    assert ran.code == 0
    assert (
        ran.out == "+ dijken, Raising twelve dikes: in progress → implemented, 1 March 2021 (letter of 1 March 2021)\n"
    )
    assert "missing-passage" in ran.err
    assert "missing-quote" in ran.err
    assert changed(water) == [
        "+      - date: 2021-03-01",
        "+        status: implemented",
        "+        letter: 2021-03-01-later",
    ]
    assert ct("check", folder=water).code == 0


def test_every_field_of_an_event_is_taken_as_people_type_it(water: Path, ct: Ct) -> None:
    ran = ct(
        "update", "dij", "--status", "In-Progress", "--letter", "2021-03", "--date", "March 2021", "--due", "Q3 2022",
        "--passage", "1", "--quote", "a: b # c", "--note", "It's\ntrue", folder=water,
    )  # fmt: skip
    assert ran.code == 0
    assert changed(water) == [
        "+      - date: 2021-03",
        "+        status: in-progress",
        "+        letter: 2021-03-01-later",
        "+        passage: 1",
        "+        quote: 'a: b # c'",
        "+        due: 2022-07/2022-09",
        "+        note: It's true",
    ]
    assert "due 2022 → July–September 2022, more precise" in ran.out


def test_an_event_of_an_older_letter_goes_before_those_of_newer_ones(water: Path, ct: Ct) -> None:
    words = ("--status", "in-preparation", "--letter", "2020-01-15-water", "--passage", "1", "--quote", "x")
    assert ct("update", "bouwwet", *words, folder=water).code == 0
    text = (water / "measures.yaml").read_text(encoding="utf-8")
    assert text.index("quote: x\n") < text.index("in force since 1 June 2020")
    assert all(line.startswith("+") for line in changed(water))


def test_a_dry_run_shows_a_patch_that_git_applies(water: Path, ct: Ct) -> None:
    words = ("update", "dijken", "--status", "implemented", "--letter", "2021-03-01-later")
    ran = ct(*words, "--dry-run", folder=water)
    assert (ran.code, ran.err) == (0, "")
    assert changed(water) == []
    (water / "patch").write_text(ran.out, encoding="utf-8")
    git(water, "apply", "patch")
    applied = (water / "measures.yaml").read_bytes()
    git(water, "checkout", "--", "measures.yaml")
    ct(*words, folder=water)
    assert (water / "measures.yaml").read_bytes() == applied


def test_a_new_measure_stands_in_order(water: Path, ct: Ct) -> None:
    words = (
        "add", "--id", "boten", "--title", "Boats: ten", "--title-nl", "Boten", "--owner", "Waterbord", "--owner-inferred", "--area", "build",
        "--partner", "ministerie", "--part-of", "dijken", "--status", "announced", "--letter", "2021-03-01",
    )  # fmt: skip
    ran = ct(*words, folder=water)
    assert ran.code == 0
    assert ran.out.startswith("+ boten: Boats: ten (owner: Water Board (waterbord), inferred; area: Build (build))\n")
    assert [line[1:] for line in changed(water) if line != "+"] == [
        "  - id: boten",
        "    title: 'Boats: ten'",
        "    title_nl: Boten",
        "    area: build",
        "    owner: waterbord",
        "    owner_inferred: true",
        "    partners: [ministerie]",
        "    part_of: [dijken]",
        "    history:",
        "      - date: 2021-03-01",
        "        status: announced",
        "        letter: 2021-03-01-later",
    ]
    assert ct("check", folder=water).code == 0
    again = ct(*words, folder=water)
    assert (again.code, again.out) == (2, "")
    assert "has a measure `boten` already" in again.err


def test_a_field_that_is_set_changes_one_line(water: Path, ct: Ct) -> None:
    ran = ct("set", "dijken", "title=Raising all dikes", folder=water)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "~ dijken, Raising all dikes: title: “Raising twelve dikes” → “Raising all dikes”\n"
    assert changed(water) == ["-    title: Raising twelve dikes", "+    title: Raising all dikes"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("partners+=waterbord",), ["-    partners: [ministerie]", "+    partners: [ministerie, waterbord]"]),
        (("partners-=ministerie",), ["-    partners: [ministerie]"]),
        (("partners=",), ["-    partners: [ministerie]"]),
        (("area=rules", "owner_inferred=yes"), ["-    area: build", "+    area: rules", "+    owner_inferred: true"]),
        (("references=dossier:34359,dossier:29754",), ["+    references: [dossier:34359, dossier:29754]"]),
        (("history.2.due=summer 2022",), ["-        due: 2022", "+        due: 2022-22"]),
        (("history.1.note=First.",), ["+        note: First."]),
        (("history.1.due=",), ["-        due: 2021"]),
        (
            ("budget.1.amounts.2021=13.5",),
            ["-        amounts: {2020: 10, 2021: 12.5}", "+        amounts: {2020: 10, 2021: 13.5}"],
        ),
        (
            ("budget.1.amounts.2022=1",),
            ["-        amounts: {2020: 10, 2021: 12.5}", "+        amounts: {2020: 10, 2021: 12.5, 2022: 1}"],
        ),
        (("budget.1.note=",), ["-        note: For dikes only."]),
        (
            ("budget.1.amounts.2020=", "budget.1.amounts.2021=", "budget.1.amount=3"),
            ["-        amounts: {2020: 10, 2021: 12.5}", "+        amount: 3"],
        ),
        (("partners=waterbord,waterbord",), ["-    partners: [ministerie]", "+    partners: [waterbord]"]),
        (("title=Raising twelve dikes",), []),
    ],
)
def test_what_can_be_set(words: tuple[str, ...], lines: list[str], water: Path, ct: Ct) -> None:
    ran = ct("set", "dijken", *words, folder=water)
    assert ran.code == 0
    assert changed(water) == lines
    if not lines:
        assert ran.out == "measures.yaml: nothing to change\n"


def test_a_whole_event_or_allocation_is_taken_back(water: Path, ct: Ct) -> None:
    ran = ct("set", "dijken", "history.1=", "budget.1=", "title=Dikes", folder=water)
    assert ran.code == 0, ran.err
    assert "announced, 15 January 2020" in ran.out
    dikes = loaded(water).by_id["dijken"]
    assert ([one.status for one in dikes.history], dikes.budget, dikes.title) == (["in-progress"], (), "Dikes")
    assert [line for line in changed(water) if line.startswith("+")] == ["+    title: Dikes"]


def test_money_is_taken_back_by_the_numbers_that_stand_there(water: Path, ct: Ct) -> None:
    before = loaded(water).by_id["alarm"].budget
    assert len(before) == 2
    assert ct("set", "alarm", "budget.1=", "budget.2=", folder=water).code == 0
    assert loaded(water).by_id["alarm"].budget == ()
    assert all(line.startswith("-") for line in changed(water))


@pytest.mark.slow
@pytest.mark.parametrize("command", ["update", "set", "add", "from"])
def test_a_quote_that_the_kept_text_does_not_hold_is_told(command: str, water: Path, ct: Ct) -> None:
    told = "warning: the quote is not in the letter [quote-not-found]"
    event = ("--status", "implemented", "--letter", "2020-06")
    words: dict[str, tuple[str, ...]] = {
        "update": ("update", "dijken", *event, "--quote"),
        "set": ("set", "dijken"),
        "add": ("add", "--id", "boten", "--title", "Boats", "--owner", "waterbord", *event, "--quote"),
        "from": ("update", "--from", "events.yaml"),
    }
    for quote, wrong in (("The act has ben in force", True), ("An alarm by telephone", False)):
        more = (quote,) if command in ("update", "add") else (f"history.2.quote={quote}",) if command == "set" else ()
        said = f"- {{measure: dijken, status: implemented, letter: 2020-06-30-progress, quote: {quote}}}\n"
        (water / "events.yaml").write_text(said, encoding="utf-8")
        ran = ct(*words[command], *more, folder=water)
        assert ran.code == 0, ran.err
        assert (told in ran.err) is wrong
        assert ("The act has been in force" in ran.err) is wrong
        git(water, "checkout", "measures.yaml")
    assert told not in ct("set", "dijken", "title=Dikes", folder=water).err


def test_the_first_amount_of_a_year(water: Path, ct: Ct) -> None:
    assert ct("set", "alarm", "budget.2.amounts.2020=0.4", "budget.2.amount=", folder=water).code == 0
    assert changed(water) == ["-        amount: 0.4", "+        amounts: {2020: 0.4}"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("update", "dijken"), "--status and --letter are missing"),
        (("update", "dijken", "--status", "announced"), "--letter is missing"),
        (("update", "dijk", "--status", "done", "--letter", "2021-03"), "`done` is not a status; expected one of announced"),
        (("update", "dijken", "--status", "implementd", "--letter", "x"), "did you mean implemented?\nctmeasures: --letter: unknown value `x`"),
        (("update", "dijken", "--status", "announced", "--letter", "2020"), "--letter: `2020` can be 2020-01-15-water, 2020-06-30-progress; write more of it"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--due", "soon"), "--due: `soon` is no date"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--passage", "one"), "--passage: `one` is not a number; expected a whole number"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--note", " "), "--note: is empty; leave it out"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--note", "a\x1b[31mb"), "--note: holds the invisible character U+001B"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--note", "a\udc80b"), "--note: this is not UTF-8 text"),
        (("update", "nothing"), "there is no measure `nothing`"),
        (("update", ""), "the measure's id is empty"),
        (("set", " ", "title=x"), "the measure's id is empty"),
        (("set", "dijken", "status=implemented"), "status: stands in an event; `ctmeasures update dijken` adds one, history.2.status= corrects the last"),
        (("set", "dijken", "history+=x"), "history: has parts of its own; name one"),
        (("letters", "add", "--date", "2021-04-01", "--title", "x", "--subject", "a" * 200), "--subject: too long for a file's name"),
        (("add",), "--id, --title, --owner, --status and --letter are missing"),
        (("add", "--id", "Bad Id", "--title", "x", "--owner", "water board"), "--id: `Bad Id` is not an id; did you mean bad-id?\nctmeasures: --owner: unknown value `water board`; did you mean waterbord?; a new one is declared under organisations in measures.yaml\nctmeasures: --status and --letter are missing"),
        (("add", "--partner", "nobody"), "--partner: unknown value `nobody`"),
        (("set", "dijken"), "FIELD=VALUE is missing"),
        (("set", "dijken", "title"), "`title` is no FIELD=VALUE, such as owner=politie"),
        (("set", "dijken", "titel=x", "area=roof"), "titel: no field `titel`; did you mean title?\nctmeasures: area: unknown value `roof`; it can be build, rules"),
        (("set", "dijken", "id=x"), "id: an id is stable"),
        (("set", "dijken", "title="), "title: cannot be removed; measures need it"),
        (("set", "dijken", "owner=waterbord", "owner=ministerie"), "owner: is given twice"),
        (("set", "dijken", "title+=x"), "title: is no list; write title=x"),
        (("set", "dijken", "partners+="), "partners: nothing stands after `+=`"),
        (("set", "dijken", "history.1=", "history.1.note=x"), "history.1.note: is set, and its record removed; leave out one of them"),
        (("set", "bouwwet", "budget.1.amounts.2020=3", "budget.1="), "budget.1.amounts.2020: is set, and its record removed"),
        (("set", "dijken", "partners=,"), "partners: `,` names nothing; expected such as a,b"),
        (("set", "dijken", "partners-= , "), "partners: ` , ` names nothing; expected such as a,b"),
        (("set", "dijken", "history=x"), "history: has parts of its own; name one, such as history.1.date"),
        (("set", "dijken", "history.3.due=2022"), "history.3.due: write history.NUMBER.FIELD; the numbers here: 1 to 2"),
        (("set", "dijken", "history.one.due=2022"), "the numbers here: 1 to 2"),
        (("set", "bouwwet", "budget.2.amount=1"), "the numbers here: 1"),
        (("set", "dijken", "history.1=x"), "history.1: name one of its fields, such as history.1.quote; history.1= removes it"),
        (("set", "dijken", "history.1-=x"), "history.1= removes it"),
        (("set", "dijken", "history.9="), "the numbers here: 1 to 2"),
        (("set", "dijken", "history-=2"), "history.NUMBER= removes one"),
        (("set", "dijken", "history.1=", "history.2="), "history.1: cannot be removed; measures need an event"),
        (("set", "dijken", "history.2=", "history.2="), "history.2: is given twice"),
        (("set", "dijken", "--edit"), "nobody is at a terminal to edit it, and EDITOR names no editor"),
        (("set", "dijken", "title.x=y"), "title.x: title has no parts"),
        (("set", "dijken", "budget.1.amounts=3"), "budget.1.amounts: has parts of its own; name one, such as budget.1.amounts.2017"),
        (("set", "dijken", "budget.1.amounts.20=3"), "`20` is not a year"),
        (("set", "dijken", "budget.1.amounts.2020=x"), "`x` is not an amount"),
        (("letters", "add"), "--date and --title are missing"),
        (("letters", "add", "--date", "2021-03-01", "--title", "Later"), "there is a letter 2021-03-01-later already"),
        (("letters", "add", "--date", "2021", "--title", "x"), "--date: `2021` is an interval, 1 January 2021 to 31 December 2021; expected a whole day"),
        (("letters", "add", "--date", "2021-04-01", "--title", "🌊"), "--subject: no id can be made of the title"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said_and_nothing_is_written(
    words: tuple[str, ...], said: str, water: Path, ct: Ct
) -> None:
    ran = ct(*words, folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert git(water, "status", "--porcelain") == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--passage", "9"), "unknown-passage"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--date", "2022"), "event-after-letter"),
        (("update", "dijken", "--status", "announced", "--letter", "2021-03", "--quote", "a b c d e f g h i"), "long-quote"),
        (("set", "dijken", "part_of=dijken"), "circular-relation"),
    ],
)  # fmt: skip
def test_a_change_after_which_the_registry_would_have_errors_is_shown_and_not_written(
    words: tuple[str, ...], code: str, water: Path, ct: Ct
) -> None:
    for more in ((), ("--dry-run",)):
        ran = ct(*words, *more, folder=water)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.count(f"[{code}]") == 1
        assert "would have these errors; nothing was written" in ran.err
        assert git(water, "status", "--porcelain") == ""


@pytest.mark.slow
def test_a_registry_with_errors_is_edited_where_it_can_be_read(water: Path, ct: Ct) -> None:
    path = water / "measures.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("owner: waterbord", "owner: nobody"), encoding="utf-8")
    before = path.read_bytes()
    for words in (
        ("update", "dijken", "--status", "announced", "--letter", "2021-03"),
        ("set", "dijken", "owner=waterbord"),
    ):
        assert ct(*words, "--dry-run", folder=water).code == 0
    assert path.read_bytes() == before
    assert "1 error left to mend" in ct("set", "dijken", "title=Dikes", folder=water).err
    assert ct("set", "dijken", "owner=waterbord", folder=water).err == ""


def test_bytes_that_are_not_touched_stay_and_so_do_mode_and_link(water: Path, ct: Ct) -> None:
    path = water / "measures.yaml"
    text = path.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    path.unlink()
    real = water / "data"
    real.mkdir()
    (real / "real.yaml").write_bytes(b"\xef\xbb\xbf" + text)
    (real / "real.yaml").chmod(0o640)
    path.symlink_to("data/real.yaml")
    assert ct("set", "dijken", "title=A", folder=water).code == 0
    assert path.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.replace(b"title: Raising twelve dikes", b"title: A")
    assert [one.name for one in real.iterdir()] == ["real.yaml"]


def test_a_new_letter_has_its_fields_and_a_heading_for_each_paragraph(water: Path, ct: Ct) -> None:
    words = (
        "letters", "add", "--date", "1 April 2021", "--title", "Water: progress", "--title-nl", "Voortgang van het water in de grote rivieren",
        "--sender", "ministerie", "--signatory", "A. Jansen, Minister of Water", "--signatory", "B", "--reference", "12 #3",
        "--link", "https://example.org/a,b", "--paragraphs", "2",
    )  # fmt: skip
    shown = ct(*words, "--dry-run", folder=water)
    path = "letters/2021-04-01-voortgang-van-het-water-in.md"
    assert shown.out.startswith(f"# {path}\n---\n")
    assert git(water, "status", "--porcelain") == ""
    ran = ct(*words, folder=water)
    assert (ran.code, ran.err) == (0, "--date: `1 April 2021` is 2021-04-01\n")
    assert ran.out.startswith(f"wrote {path}; now put a digest of each paragraph under its heading\n")
    assert "context: [1, 4]" in ran.out
    assert (water / path).read_text(encoding="utf-8") == (
        "---\ndate: 2021-04-01\ntitle: 'Water: progress'\ntitle_nl: Voortgang van het water in de grote rivieren\n"
        "sender: ministerie\nsignatories: ['A. Jansen, Minister of Water', B]\nreference: '12 #3'\n"
        "links: ['https://example.org/a,b']\n---\n\n# Water: progress, 1 April 2021\n\n## 1\n\n## 2\n"
    )
    assert ct("check", folder=water).code == 0
    assert "2 not yet looked at" in ct("letters", "2021-04", folder=water).out


@pytest.mark.slow
def test_the_repository_s_registry_gains_lines_only(tmp_path: Path, ct: Ct) -> None:
    folder = copied_registry(tmp_path / "r")
    commit(folder, "first")
    for key in ("actieprogramma-jihadisme", "iru-nl", "zorgen-turkije"):
        ran = ct(
            "update", key[:12], "--status", "in-progress", "--letter", "2017-11-24", "--passage", "1", folder=folder
        )
        assert ran.code == 0
    assert git(folder, "diff", "--numstat").split()[:2] == ["12", "0"]
    git(folder, "commit", "-qam", "x")
    assert ct("set", "iru-nl", "owner=nctv", folder=folder).code == 0
    assert git(folder, "diff", "--numstat").split()[:2] == ["1", "1"]


# At a terminal.


@pytest.mark.slow
def test_on_a_terminal_it_asks_for_what_is_missing_and_shows_the_change(water: Path) -> None:
    answers = (
        "\n",
        "implementd\n",
        "impl\t\n",
        "2030\n",
        "\n",
        "7\n",
        "1\n",
        "a b c d e f g h i\n",
        "a: b\n",
        "soon\n",
        "\n",
        "Done.\n",
        "Klaar.\n",
        "\n",
    )
    ran = typed("update", "dijken", answers=answers, folder=water)
    assert ran.code == 0
    for said in (
        "Letter [2021-03-01-later]: ",
        "Status: one of announced, in-preparation",
        "Paragraph, 1 to 1",
        "did you mean implemented?",
        "Raising twelve dikes: in progress since 30 June 2020, due 2022; last heard of in the letter of 30 June 2020",
        "@@ dijken",
        "  Something.",
        "True from [2021-03-01]: ",
        "date: after the letter's own, 2021-03-01",
        "the letter of 1 March 2021 has 1 paragraphs",
        "quote: 9 words; at most 8",
        "due: `soon` is no date",
        "+        note: Done.",
        "Note in Dutch",
        "+        note_nl: Klaar.",
        "Write this to measures.yaml? [Y/n]",
        "+ dijken, Raising twelve dikes: in progress → implemented, 1 March 2021 (letter of 1 March 2021, paragraph 1)",
    ):
        assert said in ran.text
    assert "+        quote: 'a: b'" in changed(water)


@pytest.mark.slow
def test_on_a_terminal_no_means_no_and_options_are_not_asked_for(water: Path, tmp_path: Path) -> None:
    words = ("update", "dijken", "--status", "implemented", "--letter", "2021-03")
    ran = typed(*words, answers=("n\n",), folder=water)
    assert ran.code == 2
    assert "nothing was written" in ran.text
    assert typed(*words, answers=("\x04",), folder=water).code == 2
    assert changed(water) == []
    assert typed(*words, "--yes", folder=water).code == 0
    assert len(changed(water)) == 3
    out = tmp_path / "out"
    ran = typed("set", "dijken", answers=("title\n", "A\n", "y\n"), folder=water, out=out)
    assert ran.code == 0
    assert out.read_text(encoding="utf-8") == "~ dijken, A: title: “Raising twelve dikes” → “A”\n"


@pytest.mark.slow
def test_on_a_terminal_a_measure_and_a_letter_are_asked_for(water: Path) -> None:
    answers = (
        "Boats\n",
        "\n",
        "Boten!\n",
        "dijken\n",
        "boten\n",
        "water\t\n",
        "yes\n",
        "build\n",
        "\n",
        "\n",
        "\n",
        "announced\n",
        *"\n\n\n\n\n\n",
        "y\n",
    )
    ran = typed("add", answers=answers, folder=water)
    assert ran.code == 0, ran.text
    assert "did you mean boten?" in ran.text
    assert "id: there is a measure dijken already" in ran.text
    assert "+ boten: Boats (owner: Water Board (waterbord), inferred; area: Build (build))" in ran.text
    answers = ("1 May 2021\n", "May\n", "\n", "\n", "\n", "\n", "two\n", "2\n", "y\n")
    ran = typed("letters", "add", answers=answers, folder=water)
    assert ran.code == 0
    assert "a number from 1 to 999" in ran.text
    text = (water / "letters" / "2021-05-01-may.md").read_text(encoding="utf-8")
    assert text == "---\ndate: 2021-05-01\ntitle: May\n---\n\n# May, 1 May 2021\n\n## 1\n\n## 2\n"


@pytest.mark.slow
def test_on_a_terminal_a_field_keeps_its_value_unless_another_is_typed(water: Path) -> None:
    fields = ("titel\n", "id\n", "budget\n", "budget.1.amounts.foo\n", "history.1.due\n")
    ran = typed("set", "dijken", answers=(*fields, "\n"), folder=water)
    assert ran.code == 0
    assert "did you mean title?" in ran.text
    assert "New value [2021]: " in ran.text
    for refused in ("an id is stable", "has parts of its own", "`foo` is not a year"):
        assert refused in ran.text
    assert "nothing to change" in ran.text
    assert changed(water) == []
    typed("set", "dijken", answers=("owner\n", "min\t\n", "y\n"), folder=water)
    assert changed(water) == ["-    owner: waterbord", "+    owner: ministerie"]


@pytest.mark.slow
def test_on_a_terminal_leaving_with_ctrl_c_writes_nothing(water: Path) -> None:
    ran = typed("update", "dijken", answers=("\n", "\x03"), folder=water)
    assert ran.code == 130
    assert "nothing was written" in ran.text
    assert changed(water) == []


def editor(folder: Path, script: str) -> str:
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.slow
def test_the_editor_opens_at_the_record_and_what_it_leaves_is_checked(
    water: Path, tmp_path: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "EDITOR", editor(tmp_path, f'cp "$1" {tmp_path}/seen; sed -i "s/owner: waterbord/owner: ministerie/" "$1"')
    )
    assert ct("set", "dijken", "--edit", folder=water).code == 0
    assert (
        (tmp_path / "seen").read_text(encoding="utf-8").startswith("  - id: dijken\n    title: Raising twelve dikes\n")
    )
    assert changed(water) == ["-    owner: waterbord", "+    owner: ministerie"]
    words = ("update", "dijken", "--status", "implemented", "--letter", "2021-03", "--edit")
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'echo "        note: By hand." >> "$1"'))
    assert ct(*words, folder=water).code == 0
    assert changed(water)[-1] == "+        note: By hand."
    before = (water / "measures.yaml").read_bytes()
    for script, code, said in (
        ('sed -i "s/owner: ministerie/owner: nobody/" "$1"', 1, "unknown organisation `nobody`"),
        ('sed -i "s/id: dijken/id: other/" "$1"', 2, "the id is no longer `dijken`"),
        ('echo "x: [" >> "$1"', 2, "text after the end of the document"),
            ('echo "y: z" >> "$1"', 2, "dijken.yaml:"),
        (': > "$1"', 2, "the text is empty; nothing was written"),
        ("exit 3", 2, "ended with 3; nothing was written"),
        (f'echo "# x" >> {water}/measures.yaml; sed -i "s/id: dijken/id: dijken # y/" "$1"', 0, ""),
        (f'sed -i "s/twelve/all/" {water}/measures.yaml; sed -i "s/id: dijken/id: dijken # z/" "$1"', 2, "somebody else has changed `dijken` meanwhile"),
    ):  # fmt: skip
        monkeypatch.setenv("EDITOR", editor(tmp_path, script))
        ran = ct("set", "dijken", "--edit", folder=water)
        assert ran.code == code, ran.err
        assert said in ran.err
        if "your text is in " in ran.err:
            kept = Path(ran.err.partition("your text is in ")[2].splitlines()[0])
            assert "title: Raising" in kept.read_text(encoding="utf-8")
            kept.unlink()
    text = (water / "measures.yaml").read_text(encoding="utf-8")
    assert text == before.decode().replace("id: dijken\n", "id: dijken # y\n").replace("twelve", "all") + "# x\n"
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    assert "cannot be started" in ct("set", "dijken", "--edit", folder=water).err


def test_a_new_measure_can_be_finished_in_the_editor(
    water: Path, tmp_path: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'sed -i "s/title: Boats/title: Boats  # ten/" "$1"'))
    words = (
        "add",
        "--id",
        "boten",
        "--title",
        "Boats",
        "--owner",
        "waterbord",
        "--status",
        "announced",
        "--letter",
        "2021-03",
    )
    assert ct(*words, "--edit", folder=water).code == 0
    assert "+    title: Boats  # ten" in changed(water)
    assert ct("check", folder=water).code == 0  # also that the ids are in order


@pytest.mark.slow
def test_errors_can_be_mended_in_the_editor(water: Path, tmp_path: Path) -> None:
    words = ("update", "dijken", "--status", "implemented", "--letter", "2021-03", "--passage", "9")
    ran = typed(
        *words, answers=("y\n", "y\n"), folder=water, EDITOR=editor(tmp_path, 'sed -i "s/passage: 9/passage: 1/" "$1"')
    )
    assert ran.code == 0
    assert "Mend it in your editor?" in ran.text
    assert "+        passage: 1" in changed(water)


def test_an_event_that_somebody_else_has_put_before_it_is_not_changed_in_its_place(water: Path) -> None:
    """While the person is asked, another writer adds an event before the one that is meant."""
    from ctmeasures.cli.assignments import assigned
    from ctmeasures.edit.draft import CannotEdit, Draft
    from ctmeasures.read.registry import load
    from ctmeasures.read.text import decode

    path = water / "measures.yaml"
    change = assigned(load(str(path)).registry, "dijken", ["history.2.passage=3"])
    change(Draft(decode("measures.yaml", path.read_bytes())[0]))
    text = path.read_text(encoding="utf-8")
    event = (
        "      - date: 2020-02\n        status: in-preparation\n        letter: 2020-01-15-water\n        passage: 1\n"
    )
    other = text.replace("        due: 2021\n", f"        due: 2021\n{event}")
    with pytest.raises(CannotEdit, match=r"somebody else has changed history.2.passage of `dijken` meanwhile"):
        change(Draft(decode("measures.yaml", other.encode())[0]))


def test_two_people_who_add_to_one_list_both_do(water: Path) -> None:
    from ctmeasures.cli.assignments import assigned
    from ctmeasures.edit.draft import Draft
    from ctmeasures.read.registry import load
    from ctmeasures.read.text import decode

    path = water / "measures.yaml"
    change = assigned(load(str(path)).registry, "bouwwet", ["references+=dossier:10001"])
    change(Draft(decode("measures.yaml", path.read_bytes())[0]))
    other = path.read_text(encoding="utf-8").replace("[dossier:10000, ", "[dossier:10000, dossier:10002, ")
    draft = Draft(decode("measures.yaml", other.encode())[0])
    change(draft)
    assert "[dossier:10000, dossier:10002, celex:32016L0681, dossier:10001]" in draft.text


@pytest.mark.slow
def test_a_patch_names_the_measure_that_it_changes(water: Path, ct: Ct) -> None:
    path = water / "measures.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\n\n  - id", "\n  - id"), encoding="utf-8")
    words = ("--status", "implemented", "--letter", "2021-03", "--dry-run")
    for key in ("alarm", "bouwwet", "dijken"):
        heads = [line for line in ct("update", key, *words, folder=water).out.splitlines() if line.startswith("@@")]
        assert [line.rpartition("@@ ")[2] for line in heads] == [key]
    ran = ct("add", "--id", "aa", "--title", "A", "--owner", "waterbord", *words, folder=water)
    assert "@@ aa\n" in ran.out


@pytest.mark.slow
def test_a_patch_is_one_that_git_applies(tmp_path: Path) -> None:
    from ctmeasures.render.look import Look
    from ctmeasures.render.patch import patch

    commit(tmp_path, "first")
    for seed in range(25):
        rng = Random(seed)
        old = [f"{rng.choice('abcd')}\n" for _ in range(rng.choice((0, 1, 5, 30)))]
        new = list(old)
        for _ in range(rng.randint(1, 3)):
            start = rng.randrange(len(new) + 1)
            new[start : start + rng.randrange(3)] = [f"{rng.choice('abcde')}\n" for _ in range(rng.randrange(4))]
        if rng.random() < 0.3 and new:
            new[-1] = new[-1].removesuffix("\n")
        before, after = "".join(old), "".join(new)
        (tmp_path / "x").write_text(before, encoding="utf-8")
        (tmp_path / "it.patch").write_text(patch("x", before, after, Look()), encoding="utf-8")
        if before and after and before != after:  # git calls an empty file one that is not there
            git(tmp_path, "apply", "it.patch")
            assert (tmp_path / "x").read_text(encoding="utf-8") == after


@pytest.mark.slow
def test_a_change_that_no_longer_holds_when_its_turn_comes_is_not_written(water: Path) -> None:
    path = water / "measures.yaml"
    slow = f"sed -i 's/^  ministerie:/  ministry:/; s/: ministerie/: ministry/; s/.ministerie./[ministry]/' {path} {water}/letters/*.md"
    script = f"{slow}; sed -i 's/owner: waterbord/owner: ministerie/' \"$1\""
    ran = typed(
        "set",
        "alarm",
        "--edit",
        folder=water,
        answers=("y\n", "n\n"),
        EDITOR=editor(water.parent, script.replace("owner: waterbord", "title: Alarm")),
    )
    assert ran.code == 2
    assert "nothing was written" in ran.text
    assert "ministry:" in path.read_text(encoding="utf-8")
    assert "title: ministerie" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_was_written_but_cannot_be_told_is_done(water: Path) -> None:
    for out in ("/dev/full", None):
        command = f"exec {sys.executable} -m ctmeasures update dijken --status implemented --letter 2021-03 " + (
            f"> {out}" if out else ">&-"
        )
        env = environment()
        ran = subprocess.run(["sh", "-c", command], cwd=water, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert "ctmeasures: measures.yaml was written; " in ran.stderr
    assert len(changed(water)) == 6


@pytest.mark.slow
def test_a_field_that_somebody_else_has_set_meanwhile_is_not_written_over(water: Path) -> None:
    path = water / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    slow = f"sed -i 's/twelve dikes/ten dikes/' {path}; sed -i 's/title_nl: Twaalf/title_nl: Tien/' \"$1\""
    ran = typed(
        "set", "dijken", "title=All dikes", "--edit", folder=water, answers=("y\n",), EDITOR=editor(water.parent, slow)
    )
    assert ran.code == 2
    assert "somebody else has changed `dijken` meanwhile" in " ".join(ran.text.split())
    assert path.read_text(encoding="utf-8") == text.replace("twelve dikes", "ten dikes")
