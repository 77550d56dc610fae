"""`ctmeasures verify`: what it says of quotes that are not found once, whole and short."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from servers import Said, Server, serving
from support import EXAMPLE, HERE, ROOT, Ran

from ctmeasures.render.data.answers import schema

Ct = Callable[..., Ran]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a copy of the example in which each kind of fault occurs."""
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLE, folder)
    path = folder / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("Twelve dikes will be raised", "twelve dikes will be raised"),  # not copied exactly
        ("Four of the twelve dikes", "a law on building near dikes"),  # of another letter
        ("Telephones 2 1.5", "dikes"),  # more than once
        (
            "in force since 1 June 2020\n        note",
            "has been in force since 1 June 2020; it takes\n        note",
        ),  # too long
        ("        quote: about 15 million a year\n", ""),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_kind_of_fault_is_told(form: str, broken: Path, ct: Ct, golden: Callable[[str, Path], None]) -> None:
    ran = ct("verify", "--texts", "texts", "--format", form, folder=broken)
    assert (ran.code, ran.err) == (1, "")
    golden(f"{ran.out}exit {ran.code}\n", HERE / "golden" / f"verify-faults-{form}.txt")


def test_a_letter_without_its_text_fails(broken: Path, ct: Ct) -> None:
    (broken / "texts" / "2020-06-30-progress.txt").unlink()
    ran = ct("verify", "--texts", "texts", folder=broken)
    assert ran.code == 1
    assert ran.out.count("[no-text]") == 1
    found = json.loads(ct("verify", "--texts", "texts", "--format", "json", folder=broken).out)
    assert (found["no_text"], len([one for one in found["quotes"] if one["result"] == "no text"])) == (5, 5)


def test_a_registry_with_other_errors_is_refused(broken: Path, ct: Ct) -> None:
    path = broken / "measures.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("owner: waterbord", "owner: nobody"), encoding="utf-8")
    ran = ct("verify", "--texts", "texts", folder=broken)
    assert (ran.code, ran.out) == (1, "")
    assert "[unknown-organisation]" in ran.err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"caf\xe9", "is not UTF-8 text: byte 4 is 0xe9; save it as UTF-8"),
        (None, "is no file; the letter's text is plain text"),
    ],
)
def test_a_text_that_cannot_be_read_is_named(data: bytes | None, said: str, broken: Path, ct: Ct) -> None:
    path = broken / "texts" / "2020-01-15-water.txt"
    path.unlink()
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    ran = ct("verify", "--texts", "texts", folder=broken)
    assert (ran.code, ran.err) == (1, "")
    what, _, remedy = said.partition("; ")
    assert what in ran.out
    assert f"expected: {remedy}" in ran.out
    assert ran.out.count("[unreadable-text]") == 1
    assert "[quote-not-found]" in ran.out  # of the letters whose texts can be read


@pytest.mark.slow
def test_one_letter_is_verified_while_the_texts_of_others_are_not_at_hand(broken: Path, ct: Ct) -> None:
    for path in (broken / "texts").iterdir():
        if path.stem != "2020-06-30-progress":
            path.unlink()
    (broken / "texts" / "2020-01-15-water.txt").write_bytes(b"\xff")
    words = ("verify", "--texts", "texts", "--letter", "2020-06")
    ran = ct(*words, folder=broken)
    assert "[no-text]" not in ran.out + ran.err
    assert "[unreadable-text]" not in ran.out + ran.err
    found = json.loads(ct(*words, "--format", "json", folder=broken).out)
    assert {one["letter"] for one in found["quotes"]} == {"2020-06-30-progress"}
    assert found["found"] == found["count"] - found["not_found"] - found["too_long"] > 0
    both = json.loads(ct(*words, "--letter", "2020-01", "--format", "json", folder=broken).out)
    assert both["count"] > found["count"]
    ran = ct("verify", "--texts", "texts", "--letter", "2020-06-31", folder=broken)
    assert (ran.code, "did you mean 2020-06-30-progress" in ran.err) == (2, True)


def test_a_byte_order_mark_does_no_harm(broken: Path, ct: Ct) -> None:
    shutil.rmtree(broken)
    shutil.copytree(EXAMPLE, broken)
    path = broken / "texts" / "2020-01-15-water.txt"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert ct("verify", "--texts", "texts", folder=broken).code == 0


def test_on_a_terminal_the_letters_stand_in_a_table(ct: Ct) -> None:
    ran = ct("verify", "--texts", "texts", "--format", "table", columns=60)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 60
    assert "2020-06-30-progress       6      6" in ran.out
    assert ran.out.endswith("measures.yaml: 13 quotes of 2 letters: all found, each once.\n")


COPY = "the dikes, TWELVE dikes will be raised in the years up to the end of 2021"


@pytest.mark.slow
def test_words_copied_from_the_letter_are_a_warning(tmp_path: Path, ct: Ct) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLE, folder)
    letter, path = folder / "letters" / "2020-01-15-water.md", folder / "measures.yaml"
    letter.write_text(letter.read_text(encoding="utf-8").replace("The rivers are rising", COPY), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    quote = "quote: Twelve dikes will be raised\n"
    path.write_text(text.replace(quote, f"{quote}        note: {COPY}\n"), encoding="utf-8")
    words = ("verify", "--texts", "texts")
    ran = ct(*words, folder=folder)
    assert (ran.code, ran.err) == (0, "")
    said = "repeats 13 words in a row of the letter: TWELVE dikes will be raised in the years up … [copied-words]"
    assert [line.split(": ", 1)[1] for line in ran.out.splitlines() if "copied-words" in line] == [
        f"warning: the digest {said}",
        f"warning: the note {said}",
    ]
    assert "all found, each once" in ran.out
    assert ct(*words, "--strict", folder=folder).code == 1
    assert ct(*words, "--letter", "2020-06", "--strict", folder=folder).code == 0
    assert ct(*words, "--format", "github", folder=folder).out.count("title=copied-words::") == 2


WATER, PROGRESS = "2020-01-15-water", "2020-06-30-progress"


@pytest.fixture
def told(tmp_path: Path, ct: Ct) -> Callable[..., list[str]]:
    """Return a function that changes texts of the example, and returns what `verify` says of figures then."""

    def run(changes: dict[str, tuple[str, str]], *words: str) -> list[str]:
        folder = tmp_path / "registry"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(EXAMPLE, folder)
        for name, (old, new) in changes.items():
            path = folder / name
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            assert text.count(old) == 1 or not old, old
            path.write_text(text.replace(old, new) if old else new, encoding="utf-8")
        ran = ct("verify", "--texts", "texts", *words, folder=folder)
        assert (ran.code, ran.err) == (0, "")
        return [line.split(": ", 2)[2] for line in ran.out.splitlines() if "[figure-not-found]" in line]

    return run


DIKES = "quote: Twelve dikes will be raised\n"
RAISED = "Twelve dikes will be raised before the end of 2021"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 dikes until 2021", None),
        ("twelve dikes, as the letter of 15 January 2020 says", None),
        ("thirteen dikes until 2023", "thirteen, 2023: not in the letter"),
        ("costs 14.5 million", "14.5 million: in the letter, but not in paragraph 2"),
        ("costs 14.5 million (paragraph 3)", None),
        ("costs 14.5 million, 0.5 of them in June 2020", None),  # of the other letter, which it names
        ("costs 14.5 million, 0.7 of them in June 2020", "0.7: not in the letter"),
    ],
)
def test_a_figure_that_its_paragraph_does_not_hold_is_a_warning(
    text: str, said: str | None, told: Callable[..., list[str]]
) -> None:
    if "June" in text:
        text += " (paragraph 3)"
    expected = [f"the note has {said} [figure-not-found]"] if said else []
    assert told({"measures.yaml": (DIKES, f"{DIKES}        note: {text}\n")}) == expected
    expected = [line.replace("note", "digest") for line in expected]
    assert told({f"letters/{WATER}.md": (RAISED, text)}) == expected


def test_a_missing_figure_says_where_it_has_to_stand(tmp_path: Path, ct: Ct) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLE, folder)
    for name, old, new in (("measures.yaml", DIKES, f"{DIKES}        note: 77 dikes\n"), (f"letters/{WATER}.md", "title: Plan", "title: 88 plans")):  # fmt: skip
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = json.loads(ct("verify", "--texts", "texts", "--format", "json", folder=folder).out)["problems"]
    assert {one["expected"] for one in found if one["code"] == "figure-not-found"} == {
        f"only figures of paragraph 2 of {WATER}", f"only figures of {WATER}",
    }  # fmt: skip


def test_a_figure_is_looked_for_in_dutch_too_and_shown_in_its_own_file(told: Callable[..., list[str]], ct: Ct) -> None:
    dutch = {f"letters/{WATER}.nl.md": ("", "## 2\n\nTwaalf dijken, dertien sluizen.\n")}
    assert told(dutch) == ["the digest has dertien: not in the letter [figure-not-found]"]
    assert told({"measures.yaml": ("title_nl: Twaalf dijken verhogen", "title_nl: Veertien dijken")}) == [
        "the title has Veertien: not in its letters [figure-not-found]"
    ]


@pytest.mark.slow
def test_a_title_is_about_all_that_its_measure_cites(told: Callable[..., list[str]]) -> None:
    title = "title: Alarm by telephone"
    assert told({"measures.yaml": (title, "title: 2 alarms of 0.4 million")}) == []
    assert told({"measures.yaml": (title, "title: Alarm of 0.5 million")}) == [
        "the title has 0.5 million: in its letters, but not in the paragraphs that it cites [figure-not-found]"
    ]
    assert told({f"letters/{WATER}.md": ("title: Plan for safe water", "title: Plan 2025")}) == [
        "the title has 2025: not in the letter [figure-not-found]"
    ]
    assert told({"measures.yaml": (title, "title: 7 alarms")}, "--letter", "2020-06") == []  # a text is not at hand


@pytest.mark.parametrize(
    ("letter", "note", "right"),
    [
        ("last Monday", "on Monday 13 January", True),
        ("last Monday", "on Monday 11 January", False),
        ("afgelopen vrijdag", "on 10 January 2020", True),
        ("gisteren", "on 14 January 2020", True),
        ("eergisteren", "on 13 January 2020", True),
        ("overmorgen", "on 17 January 2020", True),
        ("overmorgen", "on 18 January 2020", False),
        ("vorig jaar augustus", "in August 2019", True),
        ("vorig jaar augustus", "in August 2018", False),
        ("volgend voorjaar", "in the spring of 2021", True),
        ("this summer", "in the summer of 2020", True),
        ("volgende maatregelen", "in 2022", False),
    ],
)
def test_a_day_or_a_year_can_follow_from_the_date_of_the_letter(
    letter: str, note: str, right: bool, told: Callable[..., list[str]]
) -> None:
    changes = {
        f"texts/{WATER}.txt": ("by the Water Board.", f"by the Water Board, {letter}."),
        "measures.yaml": (DIKES, f"{DIKES}        note: {note}\n"),
    }
    assert bool(told(changes)) is not right


def test_where_quotes_are_out_of_order_a_paragraph_is_the_whole_letter(told: Callable[..., list[str]]) -> None:
    text = "2020 and 2021: Total 12 14.5. It becomes a law on building near dikes. Twelve dikes will be raised. Dikes 10 12.5. Alarms 2 2. Telephones 2 1.5."
    changes = {"measures.yaml": (DIKES, f"{DIKES}        note: 14.5 million\n"), f"texts/{WATER}.txt": ("", text)}
    assert told(changes) == []


def test_nothing_to_look_for(registry: Callable[..., Path], ct: Ct) -> None:
    folder = registry("version: 1\nmeasures: []\n", letters={})
    ran = ct("verify", "--texts", ".", folder=folder)
    assert (ran.code, ran.out) == (0, "measures.yaml: 0 quotes of 0 letters: nothing to look for.\n")


@pytest.mark.parametrize(
    "code",
    [
        "no-text",
        "unreadable-text",
        "quote-not-found",
        "quote-repeated",
        "long-quote",
        "copied-words",
        "figure-not-found",
    ],
)
def test_every_code_is_explained(code: str, ct: Ct) -> None:
    assert ct("check", "--explain", code).out.startswith(f"{code}\n\n")


def test_annotations_cannot_be_broken_out_of(broken: Path, ct: Ct) -> None:
    path = broken / "measures.yaml"
    text = path.read_text(encoding="utf-8").replace("owner: waterbord", r'owner: "x\r\n::error::100%,\u001b[31m"')
    path.write_text(text, encoding="utf-8")
    strange = broken / "a,b:c%.yaml"
    path.rename(strange)
    ran = ct("check", "--registry", strange.name, "--format", "github", folder=broken)
    assert ran.code == 1
    lines = ran.out.splitlines()
    annotations = [line for line in lines if line.startswith("::")]
    assert lines == [*annotations, lines[-1]]
    assert all(
        re.match("::(error|warning) file=a%2Cb%3Ac%25.yaml,line=[0-9]+,col=[0-9]+,title=", line) for line in annotations
    )
    assert any("100%25" in line for line in annotations)
    assert "\x1b" not in ran.out


@pytest.mark.slow
def test_the_letters_of_the_registry_where_they_are_at_hand(ct: Ct) -> None:
    texts = ROOT.parent / "shared" / "letters"
    if not texts.is_dir():
        pytest.skip("the texts of the letters are not beside the project")
    ran = ct("verify", "--texts", str(texts), "--strict", folder=ROOT)
    assert ran.code == 0
    assert "all found, each once" in ran.out


# As published, fetched from a server of the tests' own


XML = "/kst-10000-1.xml"
PUBLISHED = (EXAMPLE / "texts" / f"{WATER}.txt").read_text(encoding="utf-8").replace("*", "").replace("-\n", "")


def official(text: str, publication: str = "kst-10000-1") -> bytes:
    """Return a text as an official web page."""
    body = "".join(f"<p>{escape(unescape(one), quote=False)}</p>" for one in re.sub("</?b>", "", text).split("\n\n"))
    head = f'<meta name="DC.identifier" content="{publication}"/><title>x</title>'
    return f'<html><head>{head}</head><body><div id="broodtekst">{body}</div></body></html>'.encode()


@pytest.fixture
def published(offline: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Run a server that stands for the official ones and has the page of the first letter."""
    with serving({"/kst-10000-1.html": official(PUBLISHED)}) as server:
        monkeypatch.setenv("CTMEASURES_SOURCES", server.address)
        yield server


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """Return a copy of the example without texts."""
    folder = tmp_path / "alone"
    shutil.copytree(EXAMPLE, folder)
    shutil.rmtree(folder / "texts")
    return folder


@pytest.mark.slow
def test_a_letter_that_is_not_at_hand_is_fetched_and_nothing_is_kept(published: Server, alone: Path, ct: Ct) -> None:
    before = sorted(alone.rglob("*"))
    ran = ct("verify", "--fetch", "2020-01", folder=alone)
    assert (ran.code, ran.err) == (0, "")
    where = "https://zoek.officielebekendmakingen.nl/kst-10000-1.html"
    assert f"{WATER} as it is published at {where}\n" in ran.out
    assert ran.out.endswith("measures.yaml: 7 quotes of 1 letter: all found, each once.\n")
    assert sorted(alone.rglob("*")) == before
    assert published.asked == ["/kst-10000-1/metadata.xml", XML, "/kst-10000-1.html"]  # the XML says more
    found = json.loads(ct("verify", "--fetch", "2020-01", "--format", "json", folder=alone).out)
    assert (found["fetched"], found["found"]) == ({WATER: where}, 7)
    Draft202012Validator(schema("verify")).validate(found)
    assert where in ct("verify", "--fetch", "2020-01", "--format", "table", folder=alone, columns=160).out


def test_what_differs_from_the_published_text_is_shown_at_its_quote(published: Server, alone: Path, ct: Ct) -> None:
    text = PUBLISHED.replace("Twelve dikes will be raised", "Twelve dikes (10 000, nr. 4) will be raised")
    published.pages["/kst-10000-1.html"] = official(text)
    ran = ct("verify", "--fetch", "2020-01", folder=alone)
    assert ran.code == 1
    assert ran.out.count("[quote-not-found]") == 1
    (nearest,) = re.findall("nearest: (.*)", ran.out)
    assert 0 < len(nearest.split()) <= 8


def test_the_texts_of_the_others_are_those_at_hand(published: Server, ct: Ct, tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(EXAMPLE, folder)
    (folder / "texts" / f"{WATER}.txt").unlink()
    ran = ct("verify", "--fetch", "2020-01", "--letter", "2020-06", folder=folder)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "measures.yaml: 13 quotes of 2 letters: all found, each once.")


@pytest.mark.parametrize(
    ("letter", "pages", "said"),
    [
        ("2020-06", {}, "--fetch: 2020-06-30-progress has no publication; write its id, which `ctmeasures letters find --id "),
        ("2020-02", {}, "`ctmeasures letters` shows them all"),
        ("2020-01", {"/kst-10000-1.html": (404, {}, b"")}, "has no kst-10000-1 as XML, page or PDF"),
        ("2020-01", {"/kst-10000-1.html": (302, {"Location": "/fout404.html"}, b""), "/fout404.html": b"<html>"}, "has no kst-10000-1 as XML, page or PDF"),
        ("2020-01", {"/kst-10000-1.html": official(PUBLISHED, "kst-10000-2")}, "kst-10000-1.html is kst-10000-2; write the id"),
        ("2020-01", {"/kst-10000-1.html": b"<html><body><p>x</p></body></html>"}, "has no text of a publication"),
        ("2020-01", {XML: (302, {"Location": "https://example.org/"}, b"")}, "which is not followed"),
        ("2020-01", {XML: b'<!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>', "/kst-10000-1.html": b"\0"}, "cannot be read: "),
    ],
)  # fmt: skip
def test_a_letter_that_does_not_come_is_one_sentence(
    letter: str, pages: dict[str, Said], said: str, published: Server, alone: Path, ct: Ct
) -> None:
    published.pages |= pages
    ran = ct("verify", "--fetch", letter, folder=alone)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_without_a_network_nothing_is_fetched(
    offline: None, alone: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = ct("verify", "--fetch", "2020-01", folder=alone)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "there is no network here" in ran.err
    monkeypatch.setenv("CTMEASURES_TIMEOUT", "long")
    ran = ct("verify", "--fetch", "2020-01", folder=alone)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
