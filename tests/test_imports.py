"""No command imports what it does not use: start-up time is won or lost there."""

import subprocess
import sys
from pathlib import Path

import papers
import pytest
from support import EXAMPLE, ROOT, environment
from uncoded import copy_of, loaded, sheet_of

pytestmark = pytest.mark.slow  # a Python of its own for each command

HEAVY = {
    "httpx",
    "ctmeasures.sources",
    "rich",
    "dateutil",
    "pydantic",
    "jsonschema",
    "markdown_it",
    "jinja2",
    "pygments",
    "csv",
    "json",
    "icalendar",
    "sqlite3",
    "xlsxwriter",
    "pyarrow",
    "yaml",
    "slugify",
    "decimal",
    "lxml",
    "pypdfium2",
    "snowballstemmer",
    "ctmeasures.intake.suggestions",
    "dataclasses",
    "ctmeasures.intake",
}
NEVER = {"pydantic", "jsonschema", "markdown_it", "pygments"}

RECORDS = {"yaml", "decimal", "dataclasses"}
SPANS = RECORDS | {"dateutil"}  # which count months of the calendar
USED = {
    ("list",): RECORDS,
    ("list", "--format", "ids"): RECORDS,
    ("list", "--format", "json"): RECORDS | {"json"},
    ("list", "--format", "csv"): RECORDS | {"json", "csv"},
    ("list", "--format", "table"): RECORDS | {"rich"},
    ("list", "--as-of", "2021-01-01"): RECORDS,
    ("list", "--as-of", "1 March 2021"): RECORDS,
    ("list", "--silent-for", "6 months"): SPANS,
    ("list", "dikes"): RECORDS,
    ("find", "dikes"): RECORDS | {"sqlite3"},
    ("find", "dikes", "--format", "table"): RECORDS | {"sqlite3", "rich"},
    ("show", "dijken"): SPANS,
    ("thread", "dijken"): RECORDS,
    ("timeline",): RECORDS,
    ("due",): SPANS,
    ("due", "--format", "table"): SPANS | {"rich"},
    ("timeline", "--chart"): SPANS,
    ("timeline", "--chart", "--format", "table"): SPANS | {"rich"},
    ("letters",): RECORDS,
    ("check",): RECORDS,
    ("check", "--format", "github"): RECORDS,
    ("check", "--format", "md"): RECORDS,
    ("verify", "--texts", "texts"): RECORDS,
    ("budget",): RECORDS,
    ("budget", "--chart"): RECORDS,
    ("budget", "--format", "csv"): RECORDS | {"json", "csv"},
    ("stats",): RECORDS,
    ("stats", "--format", "table"): RECORDS | {"rich"},
    ("report",): SPANS,
    ("report", "--format", "html"): SPANS | {"jinja2", "markdown_it", "json"},
    ("report", "--format", "table"): SPANS | {"rich", "markdown_it", "pygments", "json"},
    ("brief", "--since", "2020-02-01"): SPANS,
    ("export", "csv"): RECORDS | {"json", "csv"},
    ("export", "csv", "--of", "events"): RECORDS | {"json", "csv"},
    ("export", "xlsx", "--out", "x.xlsx"): RECORDS | {"xlsxwriter", "json", "csv"},
    ("export", "parquet", "--out", "data"): RECORDS | {"pyarrow", "json", "csv"},
    ("export", "ics"): RECORDS | {"icalendar", "dateutil", "json"},
    ("export", "sqlite", "--out", "x.sqlite"): RECORDS | {"sqlite3", "json"},
    ("diff", "measures.yaml"): RECORDS,
    ("diff", "HEAD", "--format", "json"): RECORDS | {"json"},
    ("log", "dijken"): RECORDS,
    ("log", "dijken", "--format", "table"): RECORDS | {"rich"},
    ("update", "dijken", "--status", "lapsed", "--letter", "2020-06", "--dry-run"): RECORDS | {"json"},
    ("set", "dijken", "title=x", "--dry-run"): RECORDS | {"json"},
    ("letters", "add", "--date", "2020-07-01", "--title", "x", "--dry-run"): RECORDS
    | {"json", "slugify", "ctmeasures.intake"},
    ("letters", "add", "letter.txt", "--title", "x", "--dry-run"): RECORDS | {"json", "slugify", "ctmeasures.intake"},
    ("letters", "add", "letter.xml", "--title", "x", "--dry-run"): RECORDS
    | {"json", "slugify", "lxml", "ctmeasures.intake"},
    ("letters", "passages", "2020-06"): RECORDS | {"json", "ctmeasures.intake"},
    ("letters", "passages", "2020-06", "--format", "table"): RECORDS | {"json", "rich", "ctmeasures.intake"},
    ("suggest", "--evaluate", "--texts", "texts"): RECORDS
    | {"json", "snowballstemmer", "ctmeasures.intake", "ctmeasures.intake.suggestions"},
    ("merge", "measures.yaml", "measures.yaml", "measures.yaml"): RECORDS | {"json"},
    ("schema",): {"json", "decimal", "dataclasses"},
    ("--version",): set(),
}

# Those that ask a server, of which none is there: they say so with exit code 2. httpx brings what its own command line needs.
CLIENT = RECORDS | {"json", "httpx", "rich", "pygments", "ctmeasures.sources", "ctmeasures.intake", "lxml"}
ASKING = {
    ("letters", "find", "--dossier", "10000"): CLIENT,
    ("letters", "add", "kst-10000-9", "--title", "x"): CLIENT,
    ("links", "check"): CLIENT,
    ("verify", "--fetch", "2020-01"): CLIENT,
    ("letters", "find", "--pass", "kst-10000-9"): RECORDS | {"json", "ctmeasures.sources", "ctmeasures.intake"},
}

# The same in a folder with a letter's text, its coding sheet and files of what is given.
CODING = RECORDS | {"json", "ctmeasures.intake"}
WITH_TEXTS = {
    ("list",): RECORDS,
    ("letters",): RECORDS,
    ("letters", "2020-01"): RECORDS,
    ("letters", "2020-06"): CODING,
    ("check",): CODING,
    ("verify",): RECORDS,
    ("letters", "passages", "2020-06"): CODING,
    ("accept", "2020-06", "--dry-run"): CODING,
    ("suggest", "2020-06", "--import", "suggestions.json"): CODING,
    ("update", "--from", "given.yaml", "--dry-run"): CODING,
    ("add", "--from", "given.yaml", "--dry-run"): CODING,
}


# Out of the cache, a registry is read without YAML and without the checks.
READING = {
    "yaml",
    "ctmeasures.checks",
    "ctmeasures.read.nodes",
    "ctmeasures.read.careful",
    "ctmeasures.read.plain",
    "ctmeasures.read.file",
    "ctmeasures.read.letters",
    "ctmeasures.read.registry",
}
KEPT = {"decimal", "dataclasses", "json"}
WARM = {
    ("list",): KEPT,
    ("list", "--status", "open", "--format", "ids"): KEPT,
    ("list", "--format", "jsonl"): KEPT,
    ("list", "--format", "csv"): KEPT | {"csv"},
    ("list", "--format", "table"): KEPT | {"rich"},
    ("show", "iru-nl"): KEPT | {"dateutil"},
    ("timeline",): KEPT,
    ("due",): KEPT | {"dateutil"},
    ("letters",): KEPT,
    ("budget",): KEPT,
    ("stats",): KEPT,
    ("check",): KEPT,
    ("report",): KEPT | {"dateutil"},
}


def imported(folder: Path, *words: str, code: int = 1, **more: str) -> set[str]:
    """Return the modules that a command imports, with those that they stand in, as Python itself tells; its exit code is at most `code`."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", PROGRAM, *words], capture_output=True, text=True, cwd=folder, check=False,
        env=environment(PYTHONIOENCODING="utf-8", **more),
    )  # fmt: skip
    assert ran.returncode <= code, ran.stderr
    names = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}
    return names | {name.partition(".")[0] for name in names}


PROGRAM = "import sys; sys.argv[0] = 'ctmeasures'; from ctmeasures.__main__ import main; main()"


@pytest.mark.parametrize("words", USED, ids=" ".join)
def test_a_command_imports_only_what_it_uses(words: tuple[str, ...], tmp_path: Path) -> None:
    made = {"x.sqlite": None, "x.xlsx": None, "data": None, "letter.txt": papers.plain, "letter.xml": papers.kst}
    for name, make in made.items():
        if make is not None:
            (tmp_path / name).write_bytes(make())
    typed = [str(tmp_path / word) if word in made else word for word in words]
    beside = {"json", "dataclasses"} if "rich" in USED[words] else set()
    assert imported(EXAMPLE, *typed, CTMEASURES_NO_CACHE="1") & HEAVY <= USED[words] | beside
    assert {path.name for path in EXAMPLE.iterdir()} == {"letters", "measures.yaml", "texts"}


@pytest.mark.parametrize("words", WITH_TEXTS, ids=" ".join)
def test_a_command_imports_only_what_it_uses_beside_texts_too(words: tuple[str, ...], tmp_path: Path) -> None:
    folder, letter = copy_of(EXAMPLE, tmp_path / "registry"), "2020-06-30-progress"
    (folder / "texts" / f"{letter}.sheet.yaml").write_text(sheet_of(loaded(folder), letter), encoding="utf-8")
    text = "Four of the twelve dikes are done.\n\nThe law is in force.\n\nAn alarm will be tried.\n"
    (folder / "texts" / f"{letter}.txt").write_text(text, encoding="utf-8")
    event = "status: in-progress, letter: 2020-06-30-progress, passage: 1"
    given = (
        f"- {{measure: dijken, {event}}}\n"
        if words[0] == "update"
        else f"- {{id: new, title: New, owner: waterbord, history: [{{{event}}}]}}\n"
    )
    (folder / "given.yaml").write_text(given, encoding="utf-8")
    (folder / "suggestions.json").write_text('{"version": 1, "tool": "x", "suggestions": []}', encoding="utf-8")
    assert imported(folder, *words, CTMEASURES_NO_CACHE="1") & HEAVY <= WITH_TEXTS[words]


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_a_command_that_asks_a_server_imports_only_what_it_uses(words: tuple[str, ...]) -> None:
    dead = {"CTMEASURES_NO_CACHE": "1", "CTMEASURES_SOURCES": "http://127.0.0.1:9"}
    found = imported(EXAMPLE, *words, code=2, **dead) & HEAVY
    assert found <= ASKING[words]
    assert ("httpx" in found) is ("httpx" in ASKING[words])


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a folder of caches in which the project's own registry is kept."""
    caches = str(tmp_path_factory.mktemp("caches"))
    imported(ROOT, "list", "--format", "jsonl", XDG_CACHE_HOME=caches)
    return caches


@pytest.mark.parametrize("words", WARM, ids=" ".join)
def test_a_registry_that_is_kept_takes_no_reading(words: tuple[str, ...], warm: str) -> None:
    found = imported(ROOT, *words, XDG_CACHE_HOME=warm)
    assert found & (HEAVY | READING) <= WARM[words]
    assert "ctmeasures.read.cached" in found


def test_a_tab_takes_no_reading(warm: str) -> None:
    typed = {"_CTMEASURES_COMPLETE": "complete_bash", "COMP_WORDS": "ctmeasures show iru", "COMP_CWORD": "2"}
    found = imported(ROOT, XDG_CACHE_HOME=warm, **typed)
    assert found & (HEAVY | READING) <= KEPT
    assert "ctmeasures.read.cached" in found
