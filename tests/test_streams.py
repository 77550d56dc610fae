"""Answers of many lines are written as they are made."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT, STUCK

from ctmeasures.model.history import Clock
from ctmeasures.read.registry import load
from ctmeasures.render.formats import renderer
from ctmeasures.render.words import Look
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


def test_a_reader_who_closes_the_pipe_is_not_waited_for(tmp_path: Path) -> None:
    record = "  - {id: m%05d, title: %s, owner: o, history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water}]}\n"
    shutil.copytree(EXAMPLE, tmp_path / "big")
    text = "version: 1\norganisations: {o: {name: O}, ministerie: {name: M}, waterbord: {name: W}}\nmeasures:\n"
    text += "".join(record % (number, "x" * 500) for number in range(400))
    (tmp_path / "big" / "measures.yaml").write_text(text)
    for form in ("plain", "csv", "jsonl"):
        command = [sys.executable, "-m", "ctmeasures", "list", "--format", form]
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=tmp_path / "big", env=env, stdout=-1, stderr=-1, text=True) as ran:
            assert ran.stdout
            assert ran.stderr
            assert ran.stdout.readline()
            ran.stdout.close()
            assert (ran.stderr.read(), ran.wait(STUCK)) == ("", 0)
