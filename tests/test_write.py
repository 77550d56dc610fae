"""Writing: several writers, a killed one, a full disk. The file is the old or the new one, whole, and no event is lost."""

import errno
import os
import random
import resource
import shutil
import stat
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT, STUCK, Ran, commit, environment

from ctmeasures.disk.write import Unwritable, create, lock, put, refuse_detour, replace, rewrite
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
    env = environment(PYTHONDONTWRITEBYTECODE="1")
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
    writers = [writer(water, f"w{number}", 10) for number in range(8)]
    for one in writers:
        _, err = one.communicate(timeout=STUCK)
        assert one.returncode == 0, err
    wanted = {f"w{number} {count}" for number in range(8) for count in range(10)}
    found = notes(water)
    assert len(found) == 2 + 80
    assert wanted <= set(found)
    assert sorted(one.name for one in water.iterdir()) == ["letters", "measures.yaml", "texts"]


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_whole_file_and_all_that_it_reported(water: Path) -> None:
    rng = random.Random(4)
    reported: set[str] = set()
    for number in range(20):
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
    assert len(reported) >= 40


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


@pytest.mark.slow
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
    ways = (
        replace,
        create,
        lambda path, data: put(path, data, "measures.yaml"),
        lambda path, _: refuse_detour(path, "."),
    )
    for write in ways:
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


def test_what_an_editor_saves_meanwhile_is_not_lost(water: Path) -> None:
    path = water / "measures.yaml"
    before = path.read_bytes()

    def change(data: bytes) -> bytes:
        if data == before:  # the editor writes between our reading and our rename
            path.write_bytes(data + b"# by hand\n")
        return data + b"# ours\n"

    rewrite(str(path), change)
    assert path.read_bytes() == before + b"# by hand\n# ours\n"


def test_a_new_letter_and_its_digests_in_dutch_are_both_written_or_neither(
    water: Path, ct: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    digests, bring = water / "letters" / "2021-02-01-new.nl.md", os.fsync

    def meanwhile(descriptor: int) -> None:
        digests.write_text("## 1\n\nIets.\n", encoding="utf-8")
        bring(descriptor)

    monkeypatch.setattr(os, "fsync", meanwhile)
    words = ("letters", "add", "--date", "2021-02-01", "--title", "New", "--dutch")
    ran = ct(*words, folder=water)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "ctmeasures: letters/2021-02-01-new.nl.md exists already; nothing was changed\n"
    assert not (water / "letters" / "2021-02-01-new.md").exists()
    assert digests.read_text(encoding="utf-8") == "## 1\n\nIets.\n"


def test_a_file_that_is_written_again_and_again_stays_the_other_programs(water: Path) -> None:
    path = water / "measures.yaml"

    def change(data: bytes) -> bytes:
        path.write_bytes(data + b"#\n")
        return b"ours"

    with pytest.raises(Unwritable, match="written by another program again and again; nothing was changed"):
        rewrite(str(path), change)
    assert set(path.read_bytes().splitlines()[-3:]) == {b"#"}


@pytest.mark.slow
def test_a_checkout_meanwhile_is_not_undone_by_update(water: Path) -> None:
    commit(water, "before")
    path = water / "measures.yaml"
    other = path.read_text(encoding="utf-8").replace("Raising twelve", "Raising thirteen")
    waits = """
import os, sys
fsync = os.fsync
def late(descriptor):
    print("half", file=sys.stderr, flush=True)
    sys.stdin.readline()
    fsync(descriptor)
os.fsync = late
from ctmeasures.cli.main import run
run()
"""
    words = ["update", "dijken", "--status", "in-progress", "--letter", "2020-06-30-progress", "--passage", "1"]
    words += ["--quote", "x", "--note", "written meanwhile"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    started = subprocess.Popen(
        [sys.executable, "-c", waits, *words], cwd=water, env=env, stdin=pipe, stderr=pipe, stdout=pipe, text=True
    )
    assert started.stdin
    assert started.stderr
    assert "half" in started.stderr.readline()
    path.write_text(other, encoding="utf-8")
    out, err = started.communicate("\n" * 20, timeout=STUCK)
    assert started.returncode == 0, (out, err)
    found = path.read_text(encoding="utf-8")
    assert "Raising thirteen" in found
    assert "written meanwhile" in found


def test_attributes_and_access_list_stay(water: Path) -> None:
    path = water / "measures.yaml"
    path.chmod(0o640)
    entries = [(1, 6, -1), (2, 4, 65534), (4, 4, -1), (16, 4, -1), (32, 0, -1)]  # user, user 65534, group, mask, others
    access = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    kept = {"user.source": b"by hand", "system.posix_acl_access": access}
    try:
        for name, value in kept.items():
            os.setxattr(path, name, value)
    except (OSError, AttributeError):
        pytest.skip("this file system keeps no attributes")
    rewrite(str(path), lambda data: data + b"# more\n")
    assert {name: os.getxattr(path, name) for name in kept} == kept
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("number", "said"), [(errno.EIO, True), (errno.EINVAL, False)])
def test_a_folder_that_cannot_be_brought_to_the_disk(
    number: int, said: bool, water: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    path = str(water / "measures.yaml")
    if said:
        with pytest.raises(Unwritable, match="was written, but its folder cannot be brought to the disk"):
            rewrite(path, lambda data: data + b"# more\n")
    else:
        rewrite(path, lambda data: data + b"# more\n")
    assert Path(path).read_bytes().endswith(b"# more\n")
