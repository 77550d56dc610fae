"""Answers of many lines are written as they are made."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from support import EXAMPLE, STUCK, environment

from ctmeasures.model.clock import Clock
from ctmeasures.read.registry import load
from ctmeasures.render.formats import renderer
from ctmeasures.render.look import Look
from ctmeasures.reports.query import Query, listing


@pytest.mark.parametrize(
    ("view", "form", "heads"),
    [
        ("measures", "jsonl", 0), ("measures", "csv", 1), ("measures", "ids", 0),
        ("export", "jsonl", 0), ("export", "csv", 2),
    ],
)  # fmt: skip
def test_a_line_is_made_when_it_is_asked_for(view: str, form: str, heads: int) -> None:
    found = listing(load(str(EXAMPLE / "measures.yaml")).registry, Clock(today=date(2021, 1, 1)), Query(), "id")
    lines = iter(renderer(view, form)(found._replace(states=(found.states[0], None)), Look()))
    for _ in range(heads):
        next(lines)
    assert "alarm" in next(lines)
    with pytest.raises(AttributeError):  # the second one cannot be made
        next(lines)


@pytest.mark.slow
def test_a_reader_who_closes_the_pipe_is_not_waited_for(tmp_path: Path) -> None:
    record = "  - {id: m%05d, title: %s, owner: o, history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water}]}\n"
    shutil.copytree(EXAMPLE, tmp_path / "big")
    text = "version: 1\norganisations: {o: {name: O}, ministerie: {name: M}, waterbord: {name: W}}\nmeasures:\n"
    text += "".join(record % (number, "x" * 500) for number in range(400))
    (tmp_path / "big" / "measures.yaml").write_text(text)
    for form in ("plain", "csv", "jsonl"):
        command = [sys.executable, "-m", "ctmeasures", "list", "--format", form]
        env = environment()
        with subprocess.Popen(command, cwd=tmp_path / "big", env=env, stdout=-1, stderr=-1, text=True) as ran:
            assert ran.stdout
            assert ran.stderr
            assert ran.stdout.readline()
            ran.stdout.close()
            assert (ran.stderr.read(), ran.wait(STUCK)) == ("", 0)


ODD = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").replace("Raising twelve", "Ëën – “dike” at € 5 … ≠ 漢")
NARROW = ["cp1252", "cp437", "ascii", "utf-16"]
PINNED = [("export", form) for form in ("csv", "json", "jsonl", "ics")] + [
    ("list", "--format", "csv"),
    ("report", "--format", "html"),
]


def written(
    folder: Path, encoding: str, *words: str, flags: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[bytes]":
    """Run the program with output in an encoding."""
    env = environment(PYTHONIOENCODING=encoding, COLUMNS="100")
    command = [sys.executable, *flags, "-m", "ctmeasures", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False, timeout=STUCK)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    folder = tmp_path / "odd"
    shutil.copytree(EXAMPLE, folder)
    (folder / "measures.yaml").write_text(ODD, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("words", PINNED, ids=" ".join)
def test_a_file_is_the_same_bytes_whatever_the_code_page(words: tuple[str, ...], odd: Path) -> None:
    words = (*words, "--as-of", "2021-01-01")
    wanted = written(odd, "utf-8", *words)
    assert wanted.returncode == 0
    for encoding in NARROW:
        assert written(odd, encoding, *words).stdout == wanted.stdout, encoding


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_what_an_encoding_lacks_stays_readable(encoding: str, odd: Path) -> None:
    for words in (
        ("list",),
        ("timeline", "--chart"),
        ("show", "dijken", "--format", "table"),
        ("stats", "--format", "table"),
    ):
        out = written(odd, encoding, *words).stdout.decode(encoding)
        assert "\\u" not in out.replace("\\u6f22", ""), words  # 漢 alone has nothing alike
    assert 'Een - "dike" at EUR 5 ~ ! \\u6f22' in written(odd, "ascii", "list", "--format", "plain").stdout.decode()


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("flags", [(), ("-u",)])
@pytest.mark.parametrize(
    "words", [("list", "--help"), ("--help",), ("list",), ("--version",), ("schema",)], ids=" ".join
)
def test_a_full_disk_behind_the_output_is_told(words: tuple[str, ...], flags: tuple[str, ...]) -> None:
    env = environment()
    with open("/dev/full", "wb") as full:
        command = [sys.executable, *flags, "-m", "ctmeasures", *words]
        ran = subprocess.run(
            command, cwd=EXAMPLE, env=env, stdout=full, stderr=subprocess.PIPE, check=False, timeout=STUCK
        )
    assert (ran.returncode, ran.stderr) == (2, b"ctmeasures: the answer cannot be written: No space left on device\n")
