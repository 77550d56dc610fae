"""Writing: several writers, a killed one, a full disk. The file is the old or the new one, whole, and no event is lost."""

import os
import random
import resource
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT, STUCK

from ctmeasures.disk.write import Unwritable, create, lock, put, replace, rewrite
from ctmeasures.read.registry import load

WRITER = """
import sys, time
name, count = sys.argv[1], int(sys.argv[2])
from ctmeasures.cli.main import run
for number in range(count):
    sys.argv = ["ctmeasures", "update", "dijken", "--status", "in-progress", "--letter", "2020-06-30-progress",
                "--passage", "1", "--quote", "x", "--note", f"{name} {number}"]
    try:
        run()
    except SystemExit as end:
        if end.code:
            sys.exit(end.code)
    print(f"wrote {name} {number}", flush=True)
"""


@pytest.fixture
def water(tmp_path: Path) -> Path:
    folder = tmp_path / "water"
    shutil.copytree(EXAMPLE, folder)
    return folder


def writer(folder: Path, name: str, count: int, **more: object) -> "subprocess.Popen[str]":
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, name, str(count)], cwd=folder, env=env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,  # type: ignore[call-overload]
    )  # fmt: skip


def notes(folder: Path) -> list[str]:
    loaded = load(str(folder / "measures.yaml"))
    assert loaded.problems == ()
    return [event.note or "" for event in loaded.registry.by_id["dijken"].history]


@pytest.mark.slow
def test_eight_writers_at_once_lose_no_event(water: Path) -> None:
    writers = [writer(water, f"w{number}", 25) for number in range(8)]
    for one in writers:
        _, err = one.communicate(timeout=STUCK)
        assert one.returncode == 0, err
    wanted = {f"w{number} {count}" for number in range(8) for count in range(25)}
    found = notes(water)
    assert len(found) == 2 + 200
    assert wanted <= set(found)
    assert sorted(one.name for one in water.iterdir()) == ["letters", "measures.yaml", "texts"]


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_whole_file_and_all_that_it_reported(water: Path) -> None:
    rng = random.Random(4)
    reported: set[str] = set()
    for number in range(30):
        process = writer(water, f"k{number}", 1000)
        assert process.stdout
        wrote = (line.removeprefix("wrote ").strip() for line in process.stdout if line.startswith("wrote "))
        reported.add(next(wrote))
        began = time.monotonic()
        reported.add(next(wrote))
        time.sleep(rng.random() * (time.monotonic() - began))  # as long as a write takes here: amid the next one
        process.kill()
        reported |= set(wrote)
        process.communicate()
        assert reported <= set(notes(water))
    assert len(reported) >= 60


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 1000, 3000])
def test_a_full_disk_leaves_the_old_file_and_says_so_in_one_sentence(limit: int, water: Path) -> None:
    before = (water / "measures.yaml").read_bytes()
    process = writer(water, "x", 1, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    out, err = process.communicate()
    assert process.returncode == 2
    assert out == ""
    assert err.startswith("ctmeasures: measures.yaml cannot be written: File too large; nothing was changed\n")
    assert (water / "measures.yaml").read_bytes() == before
    assert sorted(one.name for one in water.iterdir()) == ["letters", "measures.yaml", "texts"]


def test_what_a_killed_writer_left_is_written_over(water: Path) -> None:
    (water / ".ctmeasures.new").write_text("half a fi", encoding="utf-8")
    rewrite(str(water / "measures.yaml"), lambda data: data + b"# more\n")
    assert (water / "measures.yaml").read_bytes().endswith(b"# more\n")
    assert not (water / ".ctmeasures.new").exists()


def test_a_writer_waits_for_the_other_one_and_reads_what_it_wrote(water: Path) -> None:
    path = str(water / "measures.yaml")
    told: list[str] = []
    with lock(path):
        process = writer(water, "late", 1)
        assert process.stderr
        assert "waiting for another writer" in process.stderr.readline()
        assert process.poll() is None
        replace(path, Path(path).read_bytes() + b"# first\n")
    _, err = process.communicate(timeout=STUCK)
    assert process.returncode == 0, err
    text = Path(path).read_text(encoding="utf-8")
    assert text.endswith("# first\n")
    assert "late 0" in text
    with lock(path, lambda: told.append("waited")):
        assert told == []


def test_a_file_that_may_only_be_read_stays(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = water / "measures.yaml"
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as a user whom no mode stops
    with pytest.raises(Unwritable, match="it may only be read; nothing was changed"):
        replace(str(path), b"x")
    assert path.read_bytes() == before


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "new"
    create(str(path), b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_mask()
    with pytest.raises(Unwritable, match="exists already; nothing was changed"):
        create(str(path), b"two")
    assert path.read_bytes() == b"one"
    with pytest.raises(Unwritable, match="No such file or directory"):
        create(str(tmp_path / "nowhere" / "x"), b"")
    with pytest.raises(Unwritable, match="cannot be locked: No such file"), lock(str(tmp_path / "nowhere" / "x")):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("beside", ["../measures.yaml", "../gone.yaml"])
def test_an_answer_is_written_also_where_the_registry_is_gone_meanwhile(beside: str, water: Path) -> None:
    out = water / "answers" / "out.csv"
    out.parent.mkdir()
    for _ in range(2):  # a new file, and in the place of the old one
        put(str(out), b"x", str(out.parent / beside))
        assert out.read_bytes() == b"x"
    gone = water / "gone.yaml"
    with pytest.raises(Unwritable, match="a file of the registry itself"):
        put(str(gone), b"x", str(gone))
    assert not gone.exists()


def test_in_a_working_folder_that_is_gone_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for write in (replace, create, lambda path, data: put(path, data, "measures.yaml")):
        with pytest.raises(Unwritable, match="x cannot be written: No such file or directory; nothing was changed"):
            write("x", b"")
    with pytest.raises(Unwritable, match="nothing was changed"), lock("x"):
        pass


def test_what_a_killed_writer_left_beside_a_new_file_goes_with_the_next_one(water: Path) -> None:
    (water / "letters" / ".ctmeasures.new").write_text("half a fi", encoding="utf-8")
    path = str(water / "letters" / "2021-01-01-new.md")
    with lock(path):
        create(path, b"new")
    assert sorted(one.name for one in (water / "letters").iterdir() if one.name.startswith(".")) == []


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
