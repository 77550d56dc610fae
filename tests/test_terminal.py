"""On a real terminal and in real pipes: width, colour, and readers who stop early."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import BEFORE, EXAMPLE, ROOT

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "ctmeasures"]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
COMMANDS = [
    ("list", "--status", "open"),
    ("show", "iru-nl"),
    ("show", "kmar-pelotons"),
    ("timeline",),
    ("timeline", "--by", "letter"),
    ("due",),
    ("letters",),
    ("letters", "2017-06-19"),
    ("check",),
    ("report",),
    ("brief", "--since", "2017-06-01"),
    ("diff", str(BEFORE), str(EXAMPLE)),
    ("log", "iru-nl"),
]


def surroundings(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "FORCE_COLOR")}
    return kept | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | more


def on_terminal(words: tuple[str, ...], columns: int, folder: Path = ROOT, **more: str) -> str:
    """Run a command on a pseudo-terminal of so many columns; return what it wrote."""
    import fcntl
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with subprocess.Popen(
        [*COMMAND, *words], stdout=follower, stderr=follower, stdin=follower, cwd=folder, env=surroundings(**more)
    ) as process:
        os.close(follower)
        written = b""
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            written += chunk
        os.close(leader)
    assert process.returncode == 0
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_it_fits_the_terminal_and_nothing_is_cut(words: tuple[str, ...], columns: int) -> None:
    text = ESCAPES.sub("", on_terminal(words, columns))
    assert max(len(line) for line in text.split("\n")) <= columns
    assert "…" not in text


def test_colours_on_a_terminal_and_none_where_they_are_not_wanted() -> None:
    words = ("list", "--status", "open")
    coloured = on_terminal(words, 80)
    assert "\x1b[" in coloured
    for plain in (
        on_terminal(words, 80, NO_COLOR="1"),
        on_terminal((*words, "--no-color"), 80),
        on_terminal(words, 80, TERM="dumb"),
    ):
        assert "\x1b" not in plain
        assert lines(plain) == lines(coloured)


def test_a_document_is_drawn_on_a_terminal_and_is_markdown_elsewhere(tmp_path: Path) -> None:
    words = ("brief", "--since", "2017-06-01", "--as-of", "2017-11-30")
    drawn = on_terminal(words, 80)
    assert "\x1b]8;" in drawn  # an address opens where the terminal can do so, and is not spelled out
    plain = on_terminal(words, 80, NO_COLOR="1")
    assert "\x1b" not in plain
    assert lines(plain) == lines(drawn)
    assert not [mark for mark in ("https:", "**", "## ", "](") if mark in plain]
    piped = subprocess.run([*COMMAND, *words], capture_output=True, text=True, cwd=ROOT, env=surroundings(), check=True)
    assert on_terminal((*words, "--format", "md"), 80) == piped.stdout
    for form, start in (("md", "# "), ("table", " ")):
        path = tmp_path / form
        on_terminal((*words, "--out", str(path), "--format", form), 80)
        text = path.read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "\x1b" not in text


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in ESCAPES.sub("", text).split("\n")]


def test_a_pipe_gets_whole_lines_without_colours() -> None:
    ran = subprocess.run([*COMMAND, "list"], capture_output=True, text=True, cwd=ROOT, env=surroundings(), check=True)
    assert "\x1b" not in ran.stdout
    titles = subprocess.run(
        [*COMMAND, "list", "--format", "json"], capture_output=True, text=True, cwd=ROOT, env=surroundings(), check=True
    )
    import json

    for measure in json.loads(titles.stdout)["measures"]:
        assert any(
            line.startswith(measure["id"] + " ") and line.endswith(measure["title"]) for line in ran.stdout.splitlines()
        )


def test_a_reader_who_stops_early_is_no_error() -> None:
    command = f"{sys.executable} -m ctmeasures list --format json | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, env=surroundings(), check=True
    )
    first, code = ran.stdout.splitlines()
    assert first.startswith('{"schema": 1, "kind": "measures"')
    assert code == "0"
    assert ran.stderr == ""


def test_what_stops_the_output_is_said_and_changes_no_verdict(tmp_path: Path) -> None:
    def bash(command: str, folder: Path = ROOT) -> tuple[str, str]:
        program = f"{sys.executable} -m ctmeasures"
        ran = subprocess.run(
            ["bash", "-c", command.replace("CT", program)],
            capture_output=True,
            text=True,
            cwd=folder,
            env=surroundings(),
        )
        return ran.stdout.strip(), ran.stderr

    (tmp_path / "measures.yaml").write_text("version: 2\n", encoding="utf-8")
    assert bash("CT check | true; echo ${PIPESTATUS[0]}", tmp_path) == ("1", "")
    assert bash("CT list --help | true; echo ${PIPESTATUS[0]}") == ("0", "")
    assert bash("CT list > /dev/full; echo $?") == (
        "2",
        "ctmeasures: the answer cannot be written: No space left on device\n",
    )
    assert bash("CT list --help > /dev/full; echo $?")[0] == "2"
    assert bash("CT list >&-; echo $?")[1] == "ctmeasures: there is no standard output to write to\n"
    assert bash("CT list --status opne 2>&-; echo $?") == ("2", "")
    gone = tmp_path / "gone"
    for command in ("list", "diff", "merge", "git install"):
        gone.mkdir(exist_ok=True)
        assert bash(f"rmdir ../gone; CT {command}; echo $?", gone) == (
            "2",
            "ctmeasures: the working folder is gone; go to one that exists\n",
        )


def test_a_terminal_that_knows_no_unicode_still_gets_an_answer() -> None:
    ran = subprocess.run(
        [*COMMAND, "list", "--format", "table"],
        capture_output=True,
        cwd=EXAMPLE,
        env=surroundings(PYTHONIOENCODING="ascii"),
        check=True,
    )
    assert b"o in progress" in ran.stdout
    assert ran.stderr == b""


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ctmeasures show iru", ["iru-nl"]),
        ("ctmeasures list --owner pol", ["politie"]),
        ("ctmeasures list --status im", ["implemented"]),
        (
            "ctmeasures list --letter 2017-06",
            ["2017-06-19-aanslagen-verenigd-koninkrijk", "2017-06-23-beleidsbrief-dtn-45"],
        ),
        ("ctmeasures letters 2015-11", ["2015-11-17-aanslagen-parijs"]),
        ("ctmeasures list --area pros", ["prosecute"]),
        ("ctmeasures list --package v", ["versterking-veiligheidsketen"]),
        ("ctmeasures check --explain unknown-st", ["unknown-status"]),
        ("ctmeasures list --form", ["--format"]),
        ("ctmeasures time", ["timeline"]),
    ],
)
def test_completion_offers_what_the_registry_has(typed: str, offered: list[str]) -> None:
    assert complete(typed, ROOT) == offered


def test_completion_follows_the_registry_that_is_named(tmp_path: Path) -> None:
    assert complete(f"ctmeasures show --registry {EXAMPLE / 'measures.yaml'} d", tmp_path) == ["dijken"]


def test_commands_of_two_words_are_completed() -> None:
    assert complete("ctmeasures letters ad", EXAMPLE) == ["add"]
    assert complete("ctmeasures letters add --titl", EXAMPLE) == ["--title", "--title-nl"]
    assert complete("ctmeasures letters add --sender wat", EXAMPLE) == ["waterbord"]
    assert complete("ctmeasures git install --un", EXAMPLE) == ["--uninstall"]
    assert complete("ctmeasures update dijken --status implemented --letter 2020-06", EXAMPLE) == [
        "2020-06-30-progress"
    ]
    assert complete("ctmeasures set dijken title_", EXAMPLE) == ["title_nl="]


def test_completion_never_disturbs_the_shell(tmp_path: Path) -> None:
    (tmp_path / "measures.yaml").write_bytes(b"\xff\xfe{{{")
    assert complete("ctmeasures show x", tmp_path) == []
    assert complete("ctmeasures show x", tmp_path.parent) == []


def complete(typed: str, folder: Path) -> list[str]:
    """Ask for completion as bash does."""
    program = "import sys; sys.argv[0] = 'ctmeasures'; from ctmeasures.__main__ import main; main()"
    more = {"_CTMEASURES_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=folder, env=surroundings(**more)
    )
    assert ran.stderr == ""
    return ran.stdout.split()


def test_no_offer_is_so_long_that_a_shell_would_take_its_rest_for_another() -> None:
    from ctmeasures.cli import complete

    for offers in (complete.codes(""), complete.dimensions(""), complete.statuses("")):
        assert offers
        assert all(len(about) <= 60 and "\n" not in about for _, about in offers)
