"""`letters add FILE` and `letters passages`: what they write and show, and what they refuse."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import FIRST, FORMS, ITEMS, LAST, LEAD, docx, kst, plain
from support import EXAMPLE, STUCK, Ran, commit, environment, git
from test_forms import BAD
from typist import typed

Ct = Callable[..., Ran]
ID = "2021-03-01-voortgang-dijken"
MADE = [f"letters/{ID}.md", f"texts/{ID}.passages.json", f"texts/{ID}.txt"]
QUOTED = "De twaalf dijken zijn in het najaar alle verhoogd en het alarm van de telefoon is in de zomer beproefd."


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a repository of the example without its texts, and beside it a letter in each form."""
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(EXAMPLE, folder / "water", ignore=shutil.ignore_patterns("texts"))
    commit(folder / "water", "first")
    for form, make in FORMS.items():
        (folder / f"letter.{form}").write_bytes(make())
    return folder


@pytest.fixture
def water(first: Path, tmp_path: Path) -> Path:
    """Return a repository of the example, beside it letters, that a test may change."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path / "water"


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }


def new(folder: Path, before: set[str]) -> list[str]:
    return sorted(files(folder) - before)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_letter_s_file_gives_its_fields_its_headings_and_its_text(form: str, water: Path, ct: Ct) -> None:
    before = files(water)
    ran = ct(
        "letters",
        "add",
        f"../letter.{form}",
        "--title",
        "Progress on dikes",
        "--subject",
        "voortgang-dijken",
        folder=water,
    )
    assert (ran.code, ran.err) == (0, "")
    assert new(water, before) == sorted([*MADE, "texts/.gitignore"])
    text = (water / "letters" / f"{ID}.md").read_text(encoding="utf-8")
    assert "date: 2021-03-01\ntitle: Progress on dikes\n" in text
    assert "signatories: ['A.B. de Vries, Minister van Waterstaat']\n" in text
    assert ("publication: kst-12345-7\n" in text) is (form in ("kst", "publication"))
    assert text.endswith("\n# Progress on dikes, 1 March 2021\n\n## 1\n\n## 2\n\n## 3\n\n## 4\n\n## 5\n")
    assert git(water, "status", "--porcelain") == f"?? letters/{ID}.md"
    kept = json.loads((water / "texts" / f"{ID}.passages.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in kept["passages"]] == ["text", "text", "list", "table", "text"]
    assert FIRST in (water / "texts" / f"{ID}.txt").read_text(encoding="utf-8")
    assert ct("check", folder=water).code == 0


def test_the_paragraphs_are_shown_as_they_were_cut(water: Path, ct: Ct) -> None:
    ran = ct("letters", "add", "../letter.text", "--title", "x", "--dry-run", folder=water, columns=60)
    assert ran.out.split("\n\n")[0].splitlines() == [
        "-- before: Aan de Voorzitter van de Tweede … dijken",
        " 1 text  Met deze brief informeer ik uw … het hele land.",
        "   # Voortgang",
        " 2 text  Het waterschap heeft de twaalf … verhoogd¹. [1]",
        " 3 list  Het kabinet zal de komende jaren … aan de kust.",
        " 4 table In mln euro 2021 2022 Dijken 3,5 4 Totaal 3,5 4",
        "   # Tot slot",
        " 5 text  Over de uitkomsten van het … zomer berichten.",
        "-- behind: De Minister van Waterstaat, / A.B. de Vries",
        "5 paragraphs, 1 footnote [in brackets].",
    ]
    assert new(water, files(water)) == []


@pytest.mark.slow
@pytest.mark.parametrize("columns", range(40, 241, 10))
def test_a_line_for_each_paragraph_fits_every_width(columns: int, water: Path, ct: Ct) -> None:
    words = (
        "letters",
        "add",
        "../letter.text",
        "--title",
        "x",
        "--join",
        "2",
        "--split",
        "3",
        "het vergroten",
        "--dry-run",
    )
    lines = ct(*words, folder=water, columns=columns).out.split("\n\n")[0].splitlines()
    assert max(map(len, lines)) <= columns
    assert sum(line[1:2].isdigit() for line in lines) == 5


def test_paragraphs_are_joined_and_split(water: Path, ct: Ct) -> None:
    words = ("letters", "add", "../letter.text", "--title", "x", "--join", "5", "--split", "3", "het vergroten")
    ran = ct(*words, folder=water)
    assert ran.code == 0
    assert "(In round brackets: its number as read, which --join and --split take.)" in ran.out
    kept = json.loads((water / "texts" / f"{ID}.passages.json").read_text(encoding="utf-8"))
    assert [one["text"] for one in kept["passages"]][2:4] == [f"{LEAD} - {ITEMS[0]} -", ITEMS[1]]


def test_options_overrule_what_the_file_states(water: Path, ct: Ct) -> None:
    words = (
        "--date",
        "2021-02-01",
        "--title",
        "x",
        "--title-nl",
        "Water",
        "--signatory",
        "C",
        "--sender",
        "ministerie",
        "--reference",
        "9",
    )
    ran = ct("letters", "add", "../letter.text", *words, "--dry-run", folder=water)
    assert (
        "date: 2021-02-01\ntitle: x\ntitle_nl: Water\nsender: ministerie\nsignatories: [C]\nreference: 9\n" in ran.out
    )


@pytest.mark.slow
def test_a_letter_comes_by_standard_input(water: Path) -> None:
    run = [sys.executable, "-m", "ctmeasures", "letters", "add", "-", "--title", "x"]
    env = environment()
    ran = subprocess.run(run, cwd=water, input=plain(), capture_output=True, check=False, env=env)
    assert ran.returncode == 0, ran.stderr
    assert (water / MADE[0]).exists()


def refused(ct: Ct, folder: Path, *words: str) -> str:
    """Return what is said of what cannot be; nothing is written."""
    before = {path: (folder / path).read_bytes() for path in files(folder)}
    ran = ct("letters", "add", *words, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert {path: (folder / path).read_bytes() for path in files(folder)} == before
    assert ran.err.startswith("ctmeasures: ")
    return ran.err


@pytest.mark.slow
@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_is_written(what: str, water: Path, ct: Ct) -> None:
    data, said = BAD[what]
    (water.parent / "bad").write_bytes(data)
    told = refused(ct, water, "../bad", "--title", "x", "--date", "2021-03-01")
    assert "../bad: " in told
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("../none.txt",), "there is no file ../none.txt; give the letter's file, a publication such as kst-29754-421, or - for standard input"),
        (("..",), ".. is a folder; give the letter's file in it"),
        (("https://example.org/kst-1-2.html",), "is no address of an official publication"),
        (("/dev/null",), "cannot be read"),
        (("--join", "2"), "are for a letter's FILE"),
        (("../letter.text", "--paragraphs", "3"), "--paragraphs is for a letter without its FILE"),
        (("../letter.text", "--join", "9"), "it can be 2 to 5"),
        (("../letter.text", "--split", "2", "Deze leden"), "--split 2: `Deze leden` does not stand in that paragraph"),
        (("../letter.text", "--split", "Deze leden"), "expected such as --split 12"),
        (("../letter.text", "--pages", "1-8"), "--pages is for PDF"),
        (("../letter.text", "--pages", "8-1"), "the first is 1, and the last comes behind it"),
        (("../letter.text", "--pages", "all"), "expected a page such as 3, or pages such as 1-8"),
        (("../letter.text", "--pages", "9" * 5000), "expected a page such as 3, or pages such as 1-8"),
        (("../letter.text", "--split", f"{'9' * 5000} Deze"), "is no number with words"),
        (("../letter.text",), "--title is missing"),
        (("../letter.text", "--as", "2019"), "there is no letter `2019`"),
        (("../letter.text", "--as", "2020-01"), "is not the letter 2020-01-15-water: 0 of its"),
        (("../letter.text", "--title", "x", "--texts", "measures.yaml"), "cannot be made"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(words: tuple[str, ...], said: str, water: Path, ct: Ct) -> None:
    assert said in refused(ct, water, *words)


def test_too_many_paragraphs_are_refused(water: Path, ct: Ct) -> None:
    (water.parent / "long").write_text("\n\n".join([FIRST] * 401), encoding="utf-8")
    assert "it has 401 paragraphs, at most 400 are taken" in refused(ct, water, "../long", "--title", "x")


def test_a_letter_that_is_there_is_refused_by_its_id(water: Path, ct: Ct) -> None:
    assert ct("letters", "add", "../letter.text", "--title", "x", folder=water).code == 0
    assert f"there is a letter {ID} already" in refused(ct, water, "../letter.docx", "--title", "x")


def test_a_letter_that_is_there_is_refused_by_its_publication(water: Path, ct: Ct) -> None:
    assert ct("letters", "add", "../letter.kst", "--title", "x", folder=water).code == 0
    told = refused(ct, water, "../letter.publication", "--title", "x", "--date", "2021-04-01")
    assert "is the letter 2021-03-01-x, which the registry has: both are kst-12345-7" in told


QUOTES = ("twaalf dijken langs de rivier", "verleggen van de dijken bij de grote", "vergroten van de voorraad zand", "voor de zomer berichten")  # fmt: skip
PASSAGES = (2, 3, 3, 5)


@pytest.fixture
def coded(water: Path) -> Path:
    """Make the letter known: its file, and four events that quote it."""
    text = (water / "letters" / "2020-06-30-progress.md").read_text(encoding="utf-8")
    digests = "".join(f"\n## {number}\n\nWords.\n" for number in range(1, 6))
    (water / "letters" / f"{ID}.md").write_text(
        "---\ndate: 2021-03-01\ntitle: x\ncontext: [1, 4]\n---\n" + digests, encoding="utf-8"
    )
    registry = (water / "measures.yaml").read_text(encoding="utf-8")
    events = "".join(f"      - date: 2021-03-01\n        status: in-progress\n        letter: {ID}\n        passage: {number}\n        quote: {quote}\n" for quote, number in zip(QUOTES, PASSAGES, strict=True))  # fmt: skip
    assert text
    assert registry.endswith("\n")
    measure = f"  - id: zand\n    title: Sand\n    owner: waterbord\n    history:\n{events}"
    (water / "measures.yaml").write_text(registry + measure, encoding="utf-8")
    commit(water, "coded")
    return water


@pytest.mark.parametrize("form", FORMS)
def test_a_known_letter_is_told_by_its_quotes_in_every_form(form: str, coded: Path, ct: Ct) -> None:
    told = refused(ct, coded, f"../letter.{form}", "--title", "x", "--subject", "other")
    assert f"is the letter {ID}, which the registry has: 4 of its 4 quotes are in it (100 %)" in told
    assert f"add --as {ID}" in told


def test_another_form_is_laid_beside_the_known_letter(coded: Path, ct: Ct) -> None:
    ran = ct("letters", "add", "../letter.docx", "--as", "2021-03", folder=coded)
    assert (ran.code, ran.err) == (0, "")
    assert f"4 of the 4 quotes of {ID} found; 5 paragraphs as coded, 5 in this form." in " ".join(ran.out.split())
    assert "The paragraphs are numbered alike." in ran.out
    assert git(coded, "status", "--porcelain") == ""
    assert ct("verify", "--letter", "2021-03", folder=coded).code == 0  # the folder of texts is found
    assert ct("letters", "passages", "2021-03", folder=coded).err == ""


def test_a_form_that_is_numbered_otherwise_leaves_the_coded_numbers(coded: Path, ct: Ct) -> None:
    (coded.parent / "other").write_bytes(plain().replace(f"{FIRST}\n".encode(), f"{FIRST}\n\n{LAST[:-1]} niet.\n".encode()).replace(b"vergroten van de voorraad", b"verkleinen van de voorraad"))  # fmt: skip
    ran = ct("letters", "add", "../other", "--as", "2021-03", folder=coded)
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert f"3 of the 4 quotes of {ID} found; 5 paragraphs as coded, 6 in this form." in said
    assert "paragraph 2: here 3 paragraph 3: here 4 paragraph 5: here 2, 6" in said
    assert "paragraph 3: missing: vergroten van de voorraad zand" in said
    assert "The numbers of the coded form stay" in said
    assert sorted(path.name for path in (coded / "texts").iterdir()) == [".gitignore", f"{ID}.txt"]
    assert (
        "5 paragraphs as coded, this text 6, and 3 quotes stand in other paragraphs"
        in ct("letters", "passages", ID, folder=coded).err
    )


def test_a_text_that_somebody_has_saved_stays(coded: Path, ct: Ct) -> None:
    (coded / "texts").mkdir()
    (coded / "texts" / f"{ID}.txt").write_bytes(plain())
    ran = ct("letters", "add", "../letter.kst", "--as", ID, folder=coded)
    assert ran.code == 0
    assert (coded / "texts" / f"{ID}.txt").read_bytes() == plain()


LONGER = (
    plain().replace(b"1 maart 2021", b"5 mei 2021").replace(f"{FIRST}\n".encode(), f"{FIRST}\n\n{QUOTED}\n".encode())
)


def test_a_later_letter_that_cites_all_of_a_known_one_is_taken_as_another(coded: Path, ct: Ct) -> None:
    (coded.parent / "later").write_bytes(LONGER)
    told = refused(ct, coded, "../later", "--title", "x")
    assert f"may be the letter {ID}, which the registry has: 4 of its 4 quotes are in it (100 %), but it is of 5 May 2021, not of 1 March 2021" in told  # fmt: skip
    assert "if it is another one, which cites that, add --another" in told
    told = refused(ct, coded, "../later", "--as", ID)
    assert f"is of 5 May 2021, and the letter {ID} of 1 March 2021; if it is another one, leave out --as" in told
    assert "--another that it is none" in refused(ct, coded, "../later", "--as", ID, "--another")
    ran = ct("letters", "add", "../later", "--title", "x", "--another", folder=coded)
    assert ran.code == 0, ran.err
    assert (coded / "letters" / "2021-05-05-voortgang-dijken.md").exists()


@pytest.mark.slow
def test_a_kept_text_is_not_replaced_by_another_unasked(coded: Path, ct: Ct) -> None:
    assert ct("letters", "add", "../letter.text", "--as", ID, folder=coded).code == 0
    kept = (coded / "texts" / f"{ID}.txt").read_bytes()
    (coded.parent / "later").write_bytes(LONGER)
    words = ("../later", "--as", ID, "--date", "1 March 2021")
    told = refused(ct, coded, *words)
    assert f"texts/{ID}.txt holds another text, and is in no git; add --yes to replace it; nothing was written" in told
    ran = typed("letters", "add", *words, answers=("n\n",), folder=coded)
    assert ran.code == 2
    assert "Replace it?" in ran.text
    assert (coded / "texts" / f"{ID}.txt").read_bytes() == kept
    assert (
        ct("letters", "add", "../letter.text", "--as", ID, "--join", "2", folder=coded).code == 0
    )  # only cut otherwise
    assert ct("letters", "add", *words, "--yes", folder=coded).code == 0
    assert (coded / "texts" / f"{ID}.txt").read_bytes() != kept


@pytest.mark.slow
def test_a_letter_on_which_nobody_has_worked_is_started_anew(water: Path, ct: Ct) -> None:
    assert ct("letters", "add", "../letter.text", "--title", "x", folder=water).code == 0
    letter = water / "letters" / f"{ID}.md"
    words = ("../letter.text", "--title", "x", "--join", "2")
    told = refused(ct, water, *words)
    assert f"there is a letter {ID} already, which nothing cites; add --yes to start it anew" in told
    ran = ct("letters", "add", *words, "--yes", folder=water)
    assert ran.code == 0, ran.err
    assert letter.read_text("utf-8").count("## ") == 4
    assert json.loads((water / "texts" / f"{ID}.passages.json").read_text("utf-8"))["passages"][-1]["n"] == 4
    ran = typed("letters", "add", "../letter.text", "--title", "x", answers=("y\n",), folder=water)
    assert ran.code == 0, ran.text
    assert "which nothing cites; it is started anew" in ran.text
    assert letter.read_text("utf-8").count("## ") == 5
    told = refused(ct, water, "../letter.text", "--title", "x", "--date", "2021-03-02")
    assert f"is the letter {ID}, which the registry has: it has the same text; to give it another id, delete" in told
    assert f"texts/{ID}.txt, " in told
    letter.write_text(letter.read_text("utf-8").replace("## 1\n", "## 1\n\nDikes.\n"), encoding="utf-8")
    told = refused(ct, water, *words, "--yes")
    assert f"there is a letter {ID} already, and work of somebody is in it; to start it anew, delete" in told
    assert f"letters/{ID}.md, " in told


def test_passages_are_shown_in_every_format(coded: Path, ct: Ct) -> None:
    (coded / "texts").mkdir()
    (coded / "texts" / f"{ID}.txt").write_bytes(plain())
    assert ct("letters", "passages", "2021-03", "--format", "ids", folder=coded).out == "1\n2\n3\n4\n5\n"
    assert "2. [text] — Voortgang\n   Het waterschap" in ct("letters", "passages", "2021-03", folder=coded).out
    assert "2. [tekst] — Voortgang" in ct("letters", "passages", "2021-03", "--lang", "nl", folder=coded).out
    marked = ct("letters", "passages", "2021-03", "--format", "md", folder=coded).out
    assert "## Voortgang\n\n**2** Het waterschap" in marked
    assert "| Dijken | 3,5 | 4 |" in marked
    told = json.loads(ct("letters", "passages", "2021-03", "--format", "json", folder=coded).out)
    assert list(told) == ["version", "letter", "passages", "organisations", "measures", "statuses", "rules"]
    assert told["letter"] == {"id": ID, "date": "2021-03-01", "title": "x", "sender": None}
    assert told["passages"][1]["notes"] == [{"n": "1", "text": "Kamerstuk 12 345, nr. 6."}]
    assert told["passages"][3]["rows"][1] == ["Dijken", "3,5", "4"]
    assert {"key": "waterbord", "name": "Water Board", "name_nl": None}.items() <= told["organisations"][
        1
    ].items() or told["organisations"]
    (sand,) = [one for one in told["measures"] if one["id"] == "zand"]
    assert sand == {
        "id": "zand",
        "title": "Sand",
        "title_nl": None,
        "owner": "waterbord",
        "status": "in-progress",
        "quotes": list(QUOTES),
    }
    assert told["statuses"][0]["status"] == "announced"


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 160, 240])
def test_the_table_of_passages_fits_every_width(columns: int, coded: Path, ct: Ct) -> None:
    (coded / "texts").mkdir()
    (coded / "texts" / f"{ID}.txt").write_bytes(plain())
    out = ct("letters", "passages", "2021-03", "--format", "table", folder=coded, columns=columns).out
    assert max(map(len, out.splitlines())) <= columns
    assert " ".join(LAST.split()) in " ".join(out.replace("Tot slot", "").split())


def test_a_letter_without_its_text_has_no_passages(water: Path, ct: Ct) -> None:
    ran = ct("letters", "passages", "2020-01", folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert (
        "the text of 2020-01-15-water is not in texts; add it with `ctmeasures letters add FILE --as 2020-01-15-water`"
        in ran.err
    )


@pytest.mark.slow
def test_on_a_terminal_only_what_is_missing_is_asked_and_one_can_go_back(water: Path) -> None:
    (water.parent / "undated").write_bytes(plain().replace(b"Datum 1 maart 2021\n", b""))
    answers = ("1 May 2021\n", "<\n", "2 May 2021\n", "Dikes\n", "y\n")
    ran = typed("letters", "add", "../undated", "--subject", "dijken", answers=answers, folder=water)
    assert ran.code == 0, ran.text
    assert "Sender" not in ran.text
    text = (water / "letters" / "2021-05-02-dijken.md").read_text(encoding="utf-8")
    assert text.startswith("---\ndate: 2021-05-02\ntitle: Dikes\ntitle_nl: Voortgang dijken\n")


@pytest.mark.slow
def test_who_says_no_has_nothing_written(water: Path) -> None:
    before = files(water)
    ran = typed("letters", "add", "../letter.text", answers=("Dikes\n", "n\n"), folder=water)
    assert ran.code == 2
    assert files(water) == before


@pytest.mark.slow
def test_killed_at_any_time_nothing_or_all_of_the_letter_is_there(water: Path, ct: Ct) -> None:
    """Kill the writer after ever more time; what is left of the letter is nothing or whole, and the next run writes it."""
    env = environment()
    run = [sys.executable, "-m", "ctmeasures", "letters", "add", "../letter.docx", "--title", "x"]
    target = water / "letters" / f"{ID}.md"
    whole = None
    for step in range(40):
        with subprocess.Popen(run, cwd=water, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as writer:
            time.sleep(step * 0.02)
            writer.send_signal(signal.SIGKILL)
            writer.wait(STUCK)
        if target.exists():
            found = (target.read_bytes(), *(path.read_bytes() for path in sorted((water / "texts").glob(f"{ID}.*"))))
            assert len(found) == 3  # the text was there first
            assert whole in (None, found)
            whole = found
            target.unlink()
        assert [
            path.name for path in (water / "letters").iterdir() if path.name.startswith("2021") and path.suffix == ".md"
        ] == []
    assert ct("letters", "add", "../letter.docx", "--title", "x", folder=water).code == 0
    assert ct("check", folder=water).code == 0


def test_dutch_digests_that_a_killed_run_left_are_taken_up(water: Path, ct: Ct) -> None:
    assert ct("letters", "add", "../letter.text", "--title", "x", "--dutch", folder=water).code == 0
    left = water / "letters" / f"{ID}.nl.md"
    (water / "letters" / f"{ID}.md").unlink()
    assert ct("letters", "add", "../letter.text", "--title", "x", "--dutch", folder=water).code == 0
    assert left.exists()
    (water / "letters" / f"{ID}.md").unlink()
    left.write_text("# Mine\n", encoding="utf-8")
    assert "leave out --dutch" in refused(ct, water, "../letter.text", "--title", "x", "--dutch")


def test_a_folder_of_letters_that_cannot_be_written_leaves_no_text(
    water: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(water / "letters")
    (water / "letters").write_text("", encoding="utf-8")
    before = files(water)
    assert ct("letters", "add", "../letter.text", "--title", "x", folder=water).code != 0
    assert files(water) - {"texts/.gitignore"} == before


def test_the_forms_of_one_letter_make_the_same_file(water: Path, ct: Ct) -> None:
    shown = {ct("letters", "add", f"../letter.{form}", "--title", "x", "--title-nl", "y", "--publication", "kst-1-2", "--reference", "3", "--dry-run", folder=water).out.partition("# letters/")[2] for form in FORMS}  # fmt: skip
    assert len(shown) == 1
    assert docx() == docx()
    assert kst() == kst()


TEXTS = ("kind", "heading", "text")
WRONG = ("Infinity", "-Infinity", "1e999", "NaN", "1.5", "true", "null", "[1]", "{}")
REFUSED = [(field, value) for field in (*TEXTS, "n", "page", "notes", "rows", "passages") for value in WRONG]
REFUSED += [(field, '"1"') for field in ("n", "page", "notes", "rows", "passages")]


@pytest.mark.slow
@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_passages_that_letters_add_does_not_write_are_refused(field: str, value: str, water: Path, ct: Ct) -> None:
    kept = {"n": 1, "kind": "text", "heading": "", "text": "One.", "notes": [], "rows": [], "page": 0}
    whole = json.dumps({"passages": [{**kept, field: "HERE"}] if field != "passages" else "HERE"})
    (water / "texts").mkdir()
    file = water / "texts" / "2020-01-15-water.passages.json"
    file.write_text(whole.replace('"HERE"', value), encoding="utf-8")
    ran = ct("letters", "passages", "2020-01", folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert "is not what `ctmeasures letters add` writes; add the letter again" in ran.err
