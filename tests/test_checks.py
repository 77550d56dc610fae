"""Every code has a folder in `checks/`: a registry with the fault, the same one mended, and what a user then reads."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from inspect import cleandoc
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from support import EXAMPLE, HERE

from ctmeasures.checks import CHECKS, DAILY, check, check_on
from ctmeasures.disk.files import registry_files
from ctmeasures.disk.limit import max_bytes
from ctmeasures.model.place import Place, Problem
from ctmeasures.model.status import Status
from ctmeasures.read.faults import FAULTS
from ctmeasures.read.nodes import LOADERS
from ctmeasures.read.registry import load
from ctmeasures.read.text import MAX_FAULTS
from ctmeasures.render import markdown

TODAY = date(2026, 1, 1)
CASES = Path(__file__).parent / "checks"
MANUAL = {one.__name__.replace("_", "-"): one.__doc__ or "" for one in (*FAULTS, *CHECKS, *DAILY)}
CODES = sorted(MANUAL)
WARNINGS = {
    "ambiguous-amount",
    "distant-date",
    "future-letter",
    "amount-not-quoted",
    "cited-context", "coded-in-part", "empty-digest", "due-before-event", "hash-in-text", "invisible-character", "missing-passage", "money-before-event", "missing-quote", "missing-translation", "surplus-translation", "no-successor", "not-contained",
    "contradicting-events", "moved-due-without-note", "reopened-without-note", "repeated-event", "repeated-line", "typographic-quotes", "uncited-letter", "unused-area", "unused-organisation", "unused-package",
}  # fmt: skip


def beyond_the_limit(path: Path) -> None:
    """Make a file that is one byte too large; all but that byte is a hole that takes no room on the disk."""
    with path.open("r+b") as file:
        file.seek(max_bytes())
        file.write(b"\n")


def full_of_faults(path: Path) -> None:
    """Make a file that has one fault more than are reported."""
    path.write_text("version: 1\nmeasures:\n" + "  - &dijk 1\n" * (MAX_FAULTS + 1))


# What would be too large to keep is made when it is needed; its folder has no bad.yaml.
MADE: dict[str, Callable[[Path], None]] = {
    "too-large": beyond_the_limit,
    "too-many-problems": full_of_faults,
}
STORED = [code for code in CODES if code not in MADE]
IN_A_FOLDER = {"declared-twice"}  # faults that only a registry of several files can have

HEAD = re.compile(
    r"^(?P<path>.+):(?P<line>[0-9]+):(?P<column>[0-9]+): (?P<level>error|warning): (?P<message>.*) \[(?P<code>[a-z0-9-]+)\]$",
    re.MULTILINE,
)


def texts(code: str, which: str) -> str:
    """Return all that the bad or the good registry of a code says."""
    files = sorted((CASES / code / which).glob("*")) if code in IN_A_FOLDER else [CASES / code / f"{which}.yaml"]
    return "".join(file.read_text(encoding="utf-8") for file in files)


def named(code: str) -> str:
    """Return what the registry of a code is called."""
    return "measures" if code in IN_A_FOLDER else "measures.yaml"


def places(said: object, around: str = "") -> Iterable[tuple[str, str]]:
    """Yield the letters and paragraphs that a registry cites; a track's letter is its package's."""
    if isinstance(said, dict):
        letter = said.get("letter", around)
        yield letter, said.get("passage", "")
        for one in said.values():
            yield from places(one, letter)
    elif isinstance(said, list):
        for one in said:
            yield from places(one, around)


def example_letters(text: str) -> dict[str, str]:
    """Return the example's letters; what the registry does not cite of them is context, so that nothing else is amiss."""
    found = {}
    read = [yaml.load(one, yaml.BaseLoader) for one in re.split("^(?=version: )", text, flags=re.MULTILINE)]
    for file in (EXAMPLE / "letters").glob("*.md"):
        letter = file.read_text(encoding="utf-8")
        own = {passage for one in read for key, passage in places(one) if key == file.stem}
        left = [one for one in re.findall("^## ([0-9]+)$", letter, re.MULTILINE) if one not in own]
        found[file.name] = re.sub(r"context: .*", f"context: [{', '.join(left)}]", letter)
    return found


@pytest.fixture
def case(registry: Callable[..., Path]) -> Callable[[str, str], Path]:
    """Lay out the bad or the good registry of a code, with letters of its own or the example's; return its folder."""

    def lay(code: str, which: str) -> Path:
        own = CASES / code / f"{which}-letters"
        letters = own if own.is_dir() else example_letters(texts(code, "good"))
        if code in IN_A_FOLDER:
            folder = registry("", letters)
            (folder / "measures.yaml").unlink()
            shutil.copytree(CASES / code / which, folder / "measures")
            return folder
        if which == "bad" and code in MADE:
            folder = registry("", letters)
            MADE[code](folder / "measures.yaml")
            return folder
        if (which, code) == ("bad", "no-letters"):
            folder = registry((CASES / code / "bad.yaml").read_bytes(), {})
            (folder / "letters").rmdir()
            return folder
        return registry((CASES / code / f"{which}.yaml").read_bytes(), letters)

    return lay


# 1. the folders


def test_every_code_has_its_folder(pytestconfig: pytest.Config) -> None:
    made = () if pytestconfig.getoption("--snapshot-update") else ("expected.txt",)  # which that makes
    wanted = {f"{code}/{name}" for code in CODES for name in ("bad.yaml", "good.yaml", *made)}
    wanted -= {f"{code}/bad.yaml" for code in MADE}
    wanted = {path.removesuffix(".yaml") if path.split("/")[0] in IN_A_FOLDER else path for path in wanted}
    assert wanted - {file.relative_to(CASES).as_posix() for file in CASES.rglob("*")} == set()


def test_every_folder_has_its_code() -> None:
    assert {path.name for path in CASES.iterdir()} - set(CODES) == set()
    allowed = {"bad.yaml", "good.yaml", "expected.txt", "bad-letters", "good-letters"}
    assert {path.name for path in CASES.glob("*/*") if path.parent.name not in IN_A_FOLDER} - allowed == set()


def test_a_code_is_used_once() -> None:
    assert len(MANUAL) == len(FAULTS) + len(CHECKS) + len(DAILY)


# 2. the bad ones


@pytest.mark.parametrize("code", CODES)
def test_bad(
    code: str, ct: Callable[..., Any], case: Callable[[str, str], Path], golden: Callable[[str, Path], None]
) -> None:
    folder = case(code, "bad")
    ran = ct("check", "--registry", named(code), folder=folder)
    out = ran.out
    if code == "too-many-problems":  # only the end of a long list is kept
        assert out.count("\n\n") == MAX_FAULTS + 1
        out = out[next(found.start() for found in HEAD.finditer(out) if found["code"] == code) :]
    assert {found["code"] for found in HEAD.finditer(out)} == {code}
    assert (ran.code, ran.err) == (0 if code in WARNINGS else 1, "")
    golden(f"{out}exit {ran.code}\n", CASES / code / "expected.txt")


@pytest.mark.parametrize("code", CODES)
def test_bad_with_strict(code: str, ct: Callable[..., Any], case: Callable[[str, str], Path]) -> None:
    folder = case(code, "bad")
    assert ct("check", "--strict", "--registry", named(code), folder=folder).code == 1


# 3. the good ones


@pytest.mark.parametrize("code", CODES)
def test_good(code: str, ct: Callable[..., Any], case: Callable[[str, str], Path]) -> None:
    ran = ct("check", "--strict", "--registry", named(code), folder=case(code, "good"))
    assert re.fullmatch(r"measures(?:\.yaml)?: [0-9]+ measures?, [0-9]+ letters?: no problems\.\n", ran.out)
    assert (ran.code, ran.err) == (0, "")


# 4. the manual


@pytest.mark.parametrize("code", CODES)
def test_explain(code: str, ct: Callable[..., Any]) -> None:
    open_, closed = (", ".join(one for one in Status if one.open is is_open) for is_open in (True, False))
    statuses = f"Open: {open_}. Closed: {closed}."
    text = cleandoc(MANUAL[code]).replace("{statuses}", statuses)
    assert ct("check", "--explain", code) == (0, f"{code}\n\n{text}\n", "")


@pytest.mark.parametrize("code", CODES)
def test_a_manual_page_starts_with_a_summary_on_a_line_of_its_own(code: str) -> None:
    summary, *rest = cleandoc(MANUAL[code]).splitlines()
    assert summary.endswith(".")
    assert rest[:1] in ([], [""])


def test_explain_an_unknown_code(ct: Callable[..., Any]) -> None:
    ran = ct("check", "--explain", "unknown-statsu")
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"ctmeasures: --explain: unknown value `unknown-statsu`; did you mean unknown-status\b", ran.err)
    assert ran.err.count("\n") == 1


# 5. several faults at once

SEVERAL = """\
version: 1
organisations:
  ministerie: {name: Ministry of Water}
  waterbord: {name: Water Board, colour: blue}
measures:
  - id: dijken
    title: Raising twelve dikes
    owner: waterbrod
    title: Raising all dikes
    history:
      - date: 2020-02-30
        status: announced
        letter: 2020-01-15-water
      - date: 2020-01-15
        status: anounced
        letter: 2020-01-15-water
      - date: 2020-01-15
        status: announced
        letter: 2020-01-15-water
        passage: 9
  - id: alarm
    title: Alarm by telephone
    owner: ministerie
    history: []
"""
SEVERAL_LETTERS = {
    "2020-01-15-water.md": "---\ndate: 2020-01-15\ntitle: Plan for safe water\nsender: hofstad\n---\n\n## 2\n",
}
SEVERAL_FOUND = [
    ("letters/2020-01-15-water.md", 4, 9, "error", "unknown-organisation", None),
    ("letters/2020-01-15-water.md", 7, 1, "warning", "empty-digest", None),
    ("letters/2020-01-15-water.md", 7, 1, "error", "paragraph-number", "## 1"),
    ("measures.yaml", 4, 34, "error", "unknown-key", None),
    ("measures.yaml", 8, 12, "error", "unknown-organisation", "waterbord"),
    ("measures.yaml", 9, 5, "error", "duplicate-key", None),
    ("measures.yaml", 11, 15, "error", "bad-date", "2020-02-29"),
    ("measures.yaml", 15, 17, "error", "unknown-status", "announced"),
    ("measures.yaml", 17, 9, "warning", "missing-quote", None),
    ("measures.yaml", 20, 18, "error", "unknown-passage", "1"),
    ("measures.yaml", 21, 9, "error", "unsorted-id", None),
    ("measures.yaml", 24, 14, "error", "empty-value", None),
]


def drawn(text: str) -> list[dict[str, object]]:
    """Read back what `check` drew for people."""
    found = []
    for paragraph in text.split("\n\n")[:-1]:
        head, *lines = paragraph.split("\n")
        match = HEAD.fullmatch(head)
        assert match is not None, head
        said = dict(line.strip().split(": ", 1) for line in lines if re.match(r" +(expected|nearest): ", line))
        found.append(
            {
                **match.groupdict(),
                "line": int(match["line"]),
                "column": int(match["column"]),
                "expected": said["expected"],
                "nearest": said.get("nearest"),
            }
        )
    return found


def test_several_faults_are_all_reported_in_the_order_of_the_lines(
    ct: Callable[..., Any], registry: Callable[..., Path]
) -> None:
    ran = ct("check", folder=registry(SEVERAL, SEVERAL_LETTERS))
    keys = ("path", "line", "column", "level", "code", "nearest")
    assert [tuple(one[key] for key in keys) for one in drawn(ran.out)] == SEVERAL_FOUND
    assert ran.out.endswith("\n\nmeasures.yaml: 2 measures, 1 letter: 10 errors, 2 warnings.\n")
    assert (ran.code, ran.err) == (1, "")


def test_json_gives_the_same_problems(ct: Callable[..., Any], registry: Callable[..., Path]) -> None:
    folder = registry(SEVERAL, SEVERAL_LETTERS)
    ran = ct("check", "--format", "json", folder=folder)
    answer = json.loads(ran.out)
    ends = [(one["line"], one.pop("endLine"), one["column"] < one.pop("endColumn")) for one in answer["problems"]]
    assert all(line == end and after for line, end, after in ends)
    assert answer["problems"] == drawn(ct("check", folder=folder).out)
    assert (answer["kind"], answer["registry"], answer["count"]) == ("problems", "measures.yaml", len(SEVERAL_FOUND))
    assert (ran.code, ran.err) == (1, "")


def test_json_of_a_good_registry_is_an_empty_list(ct: Callable[..., Any]) -> None:
    ran = ct("check", "--format", "json")
    assert (ran.code, json.loads(ran.out)["problems"], ran.err) == (0, [], "")


def test_markdown_is_a_table_of_the_same_problems(
    ct: Callable[..., Any], registry: Callable[..., Path], golden: Callable[[str, Path], None]
) -> None:
    ran = ct("check", "--format", "md", folder=registry(SEVERAL, SEVERAL_LETTERS))
    assert (ran.code, ran.err) == (1, "")
    golden(ran.out, HERE / "golden" / "check-faults-md.txt")


def test_markdown_shows_what_the_file_says_as_text(ct: Callable[..., Any], registry: Callable[..., Path]) -> None:
    owner = r"'<b>@hofstad</b> | `x` [y](http://water.example) ::error::z'"
    html = (
        MarkdownIt("commonmark")
        .enable("table")
        .render(
            ct("check", "--format", "md", folder=registry(SEVERAL.replace("waterbrod", owner), SEVERAL_LETTERS)).out
        )
    )
    assert "@\u200bhofstad&lt;/b&gt; | `x` [y](http://water.example) ::error::z" in html
    assert not [tag for tag in ("<b>", "<code>", "<a ") if tag in html]


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "a0, the only one declared"), (2, "one of a0, a1"), (8, "one of a0, a1, a2, a3, a4, a5, a6, a7"), (9, "one of the 9 declared ones")]
)  # fmt: skip
def test_what_could_be_meant_is_listed_where_it_is_short(
    count: int, expected: str, ct: Callable[..., Any], registry: Callable[..., Path]
) -> None:
    areas = ", ".join(f"a{number}: {{name: A}}" for number in range(count))
    text = SEVERAL.replace("measures:", f"areas: {{{areas}}}\nmeasures:").replace(
        "    owner: m", "    area: build\n    owner: m"
    )
    ran = ct("check", "--format", "json", folder=registry(text, SEVERAL_LETTERS))
    assert [one["expected"] for one in json.loads(ran.out)["problems"] if one["code"] == "unknown-area"] == [expected]


@pytest.mark.parametrize(("count", "more"), [(1, ""), (2, ", cited 2 times"), (3, ", cited 3 times")])
def test_a_letter_that_is_missing_is_told_once(
    count: int, more: str, ct: Callable[..., Any], registry: Callable[..., Path]
) -> None:
    event = "      - {date: 2020-01-15, status: announced, letter: 2019-12-31-gone, passage: 1, quote: One}\n"
    text = SEVERAL[: SEVERAL.index("  - id: dijken")] + SEVERAL[SEVERAL.index("  - id: alarm") :]
    ran = ct("check", "--format", "json", folder=registry(text.replace(" []\n", "\n" + event * count), SEVERAL_LETTERS))
    told = [one["message"] for one in json.loads(ran.out)["problems"] if one["code"] == "unknown-letter"]
    assert told == [f"unknown letter `2019-12-31-gone`{more}"]


@pytest.mark.slow
def test_markdown_is_cut_after_a_whole_row_before_it_is_too_long_for_a_summary() -> None:
    faulty = Problem("bad-date", Place("measures.yaml", 1, 1), "é|" * 300, "a date")
    for count in (10, 2000):
        text = markdown.problems([faulty] * count, "Many.")
        head, table, *more = text.removesuffix("\n").split("\n\n")
        rows = table.split("\n")[2:]
        assert head == "Many."
        assert set(rows) == {rows[0]}
        assert rows[0].endswith(" a date |  |")
        if count == 10:
            assert (len(rows), more) == (10, [])
        else:
            assert more == [f"And {count - len(rows):,} more; `ctmeasures check` shows them all."]
            assert 899_000 < len(table.encode()) <= 900_000


# 6. both parsers


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml, so there is one parser only")
@pytest.mark.parametrize("code", STORED)
def test_both_parsers_find_the_same(code: str, case: Callable[[str, str], Path]) -> None:
    path = str(case(code, "bad") / named(code))
    fast, pure = (found(path, loader) for loader in LOADERS)
    assert code in {one.code for one in fast}
    assert fast == pure


def found(path: str, loader: type[Any]) -> list[Problem]:
    loaded = load(path, loader=loader)
    return sorted(
        [*loaded.problems, *check(loaded.registry), *check_on(loaded.registry, TODAY)],
        key=lambda problem: problem.sort_key,
    )


# 7. line ends, byte order marks, other characters

NEEDLES = {"unknown-status": "anounced", "duplicate-key": "title: Raising all", "yaml-syntax": ": raising"}
CONVERTED: dict[str, Callable[[str], str]] = {
    "as stored": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "after é and an emoji": lambda text: "# Één dijk, twee dijken: 🌊🌊\n" + text,
    "a title of é and an emoji": lambda text: text.replace("Raising", "Één 🌊 Raising").replace("Dikes", "Één 🌊"),
    "all of these": lambda text: "\ufeff# één 🌊\r\n" + text.replace("\n", "\r\n").replace("Dikes", "Één 🌊"),
}


@pytest.mark.parametrize("how", CONVERTED)
@pytest.mark.parametrize("code", NEEDLES)
def test_the_place_is_right_in_any_file(
    code: str, how: str, ct: Callable[..., Any], registry: Callable[..., Path]
) -> None:
    text = CONVERTED[how]((CASES / code / "bad.yaml").read_text(encoding="utf-8"))
    seen = text.removeprefix("\ufeff")
    needle = NEEDLES[code] if NEEDLES[code] in seen else NEEDLES[code].replace("Raising", "Één 🌊 Raising")
    assert seen.count(needle) == 1
    at = seen.find(needle)
    line, column = seen.count("\n", 0, at) + 1, at - seen.rfind("\n", 0, at)
    ran = ct("check", "--format", "json", folder=registry(text))
    places = [(one["line"], one["column"]) for one in json.loads(ran.out)["problems"] if one["code"] == code]
    assert places == [(line, column)]


@pytest.mark.parametrize("code", STORED)
def test_windows_line_ends_change_no_place(code: str, case: Callable[[str, str], Path]) -> None:
    folder = case(code, "bad")
    path = str(folder / named(code))
    before = found(path, yaml.SafeLoader)
    for file in (*map(Path, registry_files(path)), *(folder / "letters").glob("*.md")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert found(path, yaml.SafeLoader) == before


def test_the_marker_stands_under_the_value_after_accents(ct: Callable[..., Any], registry: Callable[..., Path]) -> None:
    text = (CASES / "unknown-status" / "good.yaml").read_text(encoding="utf-8")
    line = "      - {quote: één, date: 2020-01-15, status: gone, letter: 2020-01-15-water}\n"
    ran = ct("check", folder=registry(text[: text.index("      - date")] + line))
    assert ran.out.splitlines()[:3] == [
        "measures.yaml:10:48: error: unknown status `gone` [unknown-status]",
        "    10 |       - {quote: één, date: 2020-01-15, status: gone, letter: 2020-01-1…",
        "       |                                                ^^^^",
    ]


# 8. the other commands

COMMANDS = (("list",), ("show", "dijken"), ("timeline",), ("letters",))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_other_commands_refuse_a_registry_with_errors(
    words: Iterable[str], ct: Callable[..., Any], case: Callable[[str, str], Path]
) -> None:
    statuses = ", ".join(Status)
    assert ct(*words, folder=case("unknown-status", "bad")) == (
        1,
        "",
        f"""\
measures.yaml:11:17: error: unknown status `anounced` [unknown-status]
    11 |         status: anounced
       |                 ^^^^^^^^
       expected: one of {statuses}
       nearest: announced

ctmeasures: measures.yaml has errors; mend them first (`ctmeasures check` shows all)
""",
    )


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_other_commands_accept_a_registry_with_warnings(
    words: Iterable[str], ct: Callable[..., Any], case: Callable[[str, str], Path]
) -> None:
    ran = ct(*words, folder=case("missing-quote", "bad"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


# 9. what cannot be read at all


@pytest.mark.parametrize("words", [("check",), *COMMANDS], ids=" ".join)
def test_a_missing_file(words: Iterable[str], ct: Callable[..., Any], tmp_path: Path) -> None:
    assert ct(*words, "--registry", "water.yaml", folder=tmp_path) == (
        2,
        "",
        "ctmeasures: there is no file water.yaml; name one that exists with --registry PATH or CTMEASURES_REGISTRY\n",
    )


@pytest.mark.parametrize("words", [("check",), *COMMANDS], ids=" ".join)
def test_a_folder_stands_for_the_registry_in_it(
    words: Iterable[str], ct: Callable[..., Any], case: Callable[[str, str], Path]
) -> None:
    folder = case("unknown-status", "good")
    assert ct(*words, "--registry", folder.name, folder=folder.parent).code == 0
    assert ct(*words, "--registry", f"{folder.name}/letters", folder=folder.parent) == (
        2,
        "",
        "ctmeasures: registry/letters is a folder without a measures.yaml or other .yaml files; name the registry itself\n",
    )


@pytest.mark.parametrize("words", [("check",), *COMMANDS], ids=" ".join)
def test_an_empty_folder(words: Iterable[str], ct: Callable[..., Any], tmp_path: Path) -> None:
    assert ct(*words, folder=tmp_path) == (
        2,
        "",
        (
            "ctmeasures: no measures.yaml and no folder measures here or in any folder above; go to a registry's folder, "
            "or name the registry with --registry PATH or CTMEASURES_REGISTRY\n"
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "code"), [("1", 1), ("2", 0), ("", 0), ("999999", 0)])
def test_the_limit_of_a_file_can_be_set(
    limit: str, code: int, ct: Callable[..., Any], registry: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry("version: 1\nmeasures: []\n" + "#" * 2**20, {})
    monkeypatch.setenv("CTMEASURES_MAX_MIB", limit)
    ran = ct("check", folder=folder)
    assert (ran.code, ran.err) == (code, "")
    assert ("at most 1,048,576 bytes" in ran.out) == bool(code)


@pytest.mark.parametrize("limit", ["0", "-1", "much", "1.5", "1e3", " 2", "٣", "9" * 5000])
def test_a_limit_that_is_none(limit: str, ct: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTMEASURES_MAX_MIB", limit)
    said = "CTMEASURES_MAX_MIB is no number of mebibytes; set it to a whole number from 1 on, such as 256"
    assert ct("list") == (2, "", f"ctmeasures: {said}\n")


# 10. what a note has to explain

OPEN_AGAIN = """\
version: 1
organisations: {{waterbord: {{name: Water Board}}, ministerie: {{name: Ministry of Water}}}}
measures:
  - id: dijken
    title: Raising twelve dikes
    owner: waterbord
    history:
{events}
"""


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (["announced, due: 2021", "in-progress, due: 2022"], [("moved-due-without-note", 9)]),
        (["announced, due: 2021", "in-progress, due: 2020"], [("moved-due-without-note", 9)]),
        (["announced, due: 2021-06", "in-progress, due: 2021"], [("moved-due-without-note", 9)]),
        (["announced, due: 2021", "in-progress", "in-progress, due: 2022"], [("moved-due-without-note", 10)]),
        (["announced, due: 2021", "in-progress, due: 2021"], []),
        (["announced, due: 2021", "in-progress, due: 2021-12"], []),
        (["announced, due: 2021-09/2021-12", "in-progress, due: 2021-11-01"], []),
        (["announced, due: 2021", "in-progress, due: 2022, note: The clay is late."], []),
        (["announced, due: 2021", "implemented", "in-progress, due: 2022, note: A dike broke."], []),
        (["announced", "in-progress, due: 2022"], []),
        (["implemented", "in-progress"], [("reopened-without-note", 9)]),
        (["withdrawn", "lapsed", "announced"], [("reopened-without-note", 10)]),
        (["implemented", "in-progress, note: A dike broke.", "announced"], []),
        (["in-progress", "announced"], []),
        (["lapsed", "implemented"], []),
    ],
)
def test_what_goes_back_or_moves_needs_a_note(
    events: list[str], found: list[tuple[str, int]], ct: Callable[..., Any], registry: Callable[..., Path]
) -> None:
    lines = [
        f"      - {{date: 2020-01-0{number}, letter: 2020-01-15-water, passage: {number}, quote: the dikes, status: {event}}}"
        for number, event in enumerate(events, 2)
    ]
    text = OPEN_AGAIN.format(events="\n".join(lines))
    folder = registry(text, example_letters(text))
    problems = json.loads(ct("check", "--format", "json", folder=folder).out)["problems"]
    assert [(one["code"], one["line"]) for one in problems] == found
