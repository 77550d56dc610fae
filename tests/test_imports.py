"""No command imports what it does not use: start-up time is won or lost there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT

HEAVY = {
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
    "yaml",
    "decimal",
    "dataclasses",
}
NEVER = {"pydantic", "jsonschema", "markdown_it", "pygments"}

RECORDS = {"yaml", "decimal", "dataclasses"}
USED = {
    ("list",): RECORDS,
    ("list", "--format", "ids"): RECORDS,
    ("list", "--format", "json"): RECORDS | {"json"},
    ("list", "--format", "csv"): RECORDS | {"json", "csv"},
    ("list", "--format", "table"): RECORDS | {"rich"},
    ("list", "--as-of", "2021-01-01"): RECORDS,
    ("list", "--as-of", "1 March 2021"): RECORDS | {"dateutil"},
    ("list", "--silent-for", "6 months"): RECORDS | {"dateutil"},
    ("show", "dijken"): RECORDS,
    ("timeline",): RECORDS,
    ("due",): RECORDS,
    ("due", "--format", "table"): RECORDS | {"rich"},
    ("timeline", "--chart"): RECORDS,
    ("timeline", "--chart", "--format", "table"): RECORDS | {"rich"},
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
    ("report",): RECORDS,
    ("report", "--format", "html"): RECORDS | {"jinja2", "markdown_it", "json"},
    ("report", "--format", "table"): RECORDS | {"rich", "markdown_it", "pygments", "json"},
    ("brief", "--since", "2020-02-01"): RECORDS,
    ("export", "csv"): RECORDS | {"json", "csv"},
    ("export", "ics"): RECORDS | {"icalendar", "dateutil", "json"},
    ("export", "sqlite", "--out", "x.sqlite"): RECORDS | {"sqlite3", "json"},
    ("diff", "measures.yaml"): RECORDS,
    ("diff", "HEAD", "--format", "json"): RECORDS | {"json"},
    ("log", "dijken"): RECORDS,
    ("log", "dijken", "--format", "table"): RECORDS | {"rich"},
    ("update", "dijken", "--status", "lapsed", "--letter", "2020-06", "--dry-run"): RECORDS | {"json"},
    ("set", "dijken", "title=x", "--dry-run"): RECORDS | {"json"},
    ("letters", "add", "--date", "2020-07-01", "--title", "x", "--dry-run"): RECORDS | {"json"},
    ("merge", "measures.yaml", "measures.yaml", "measures.yaml"): RECORDS | {"json"},
    ("schema",): {"json", "decimal", "dataclasses"},
    ("--version",): set(),
}


@pytest.mark.parametrize("words", USED, ids=" ".join)
def test_a_command_imports_only_what_it_uses(words: tuple[str, ...], tmp_path: Path) -> None:
    typed = [str(tmp_path / word) if word == "x.sqlite" else word for word in words]
    program = (
        "import sys; sys.argv[0] = 'ctmeasures'\n"
        "from ctmeasures.__main__ import main\n"
        "try: main()\n"
        "finally: print(*sorted(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *typed], capture_output=True, text=True, cwd=EXAMPLE, check=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    loaded = {name.split(".")[0] for name in ran.stderr.split()} & HEAVY
    assert loaded <= USED[words] | ({"json"} if "rich" in USED[words] else set()) | (
        loaded & {"dataclasses"} if "rich" in USED[words] else set()
    )
