"""A change of several files is one: a writer that is killed, or whose disk is full, leaves for every reader what was before, or all of it."""

import contextlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, ROOT, Ran
from uncoded import copy_of, loaded, said, take_out

sys.path.insert(0, str(ROOT / "benchmarks"))

from killed import die, room, run

Ct = Callable[..., Ran]
PROGRESS = "2020-06-30-progress"
ACCEPT = ("accept", PROGRESS, "--no-cache")
LETTER = ("letters", "add", "--date", "2021-02-01", "--title", "New", "--dutch", "--no-cache")
UPDATE = ("update", "bouwwet", "--status", "in-progress", "--letter", "2020-01-15-water", "--note", "Went on.", "--date", "2020-01-15", "--no-cache")  # fmt: skip
COMMANDS = {"accept": ACCEPT, "letters add": LETTER}


def uncoded(tmp_path: Path, several: bool = False) -> Path:
    """Return a registry without what a letter says, which its sheet does, with Dutch digests; in one file or several."""
    folder = copy_of(EXAMPLE, tmp_path / "start")
    take_out(folder, PROGRESS)
    if several:
        head, _, rest = (folder / "measures.yaml").read_text(encoding="utf-8").partition("measures:\n")
        first, *others = rest.split("\n  - id: ")
        (folder / "measures").mkdir()
        (folder / "measures" / "a.yaml").write_text(f"{head}measures:\n{first}\n", encoding="utf-8")
        last = "\n  - id: ".join(others)
        (folder / "measures" / "b.yaml").write_text(f"version: 1\nmeasures:\n  - id: {last}", encoding="utf-8")
        (folder / "measures.yaml").unlink()
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files in a folder by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def at_change(number: int, fault: Callable[[], None]) -> Callable[[], None]:
    """Return what makes a fault happen right before a process's change of this number of a disk: what it makes, fills, brings there, moves, removes."""

    def watch() -> None:
        seen, real = 0, os.fsync

        def count() -> None:
            nonlocal seen
            seen += 1
            if seen == number:
                fault()

        def called(event: str, args: tuple[object, ...]) -> None:
            made = event == "open" and isinstance(args[2], int) and args[2] & (os.O_CREAT | os.O_RDWR)
            if made or event in ("os.rename", "os.link", "os.remove", "os.mkdir", "os.utime"):
                count()

        def bring(descriptor: int) -> None:
            count()
            real(descriptor)

        sys.addaudithook(called)
        os.fsync = bring

    return watch


class Tried:
    """A command on a registry: what is before it and after it, and attempts at it that are disturbed."""

    def __init__(self, start: Path, words: tuple[str, ...]) -> None:
        self.start, self.words, self.folder = start, words, start.parent / "x"
        self.before, self.read_before = tree(start), said(loaded(start))
        self.again()
        assert run(words, self.folder).code == 0
        self.after, self.read_after = tree(self.folder), said(loaded(self.folder))
        assert len([path for path in self.after if self.after[path] != self.before.get(path)]) > 1

    def again(self) -> None:
        """Lay the registry out anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.start, self.folder)

    def disturbed(self, first: Callable[[], None]) -> str:
        """Run the command disturbed; return what a reader sees of it, and prove what the next writer makes of that."""
        self.again()
        ran = run(self.words, self.folder, first)
        read = said(loaded(self.folder))
        seen = "before" if read == self.read_before else "after" if read == self.read_after else "between"
        assert ran.code != 0 or seen == "after", ran
        assert "Traceback" not in ran.err
        if ran.code == 2 and "nothing was changed" in ran.err:
            assert seen == "before"
        checked = run(("check", "--no-cache"), self.folder)
        journal = [path for path in self.folder.iterdir() if path.name.endswith(".journal")]
        assert checked.code == (1 if journal else 0), checked
        assert ("under way or was cut off" in checked.err) == bool(journal)
        wrote = run(UPDATE, self.folder)
        assert wrote.code == 0, wrote
        now = tree(self.folder)
        assert not [path for path in now if path.endswith((".journal", ".new"))] or seen == "after"
        touched = {path for path in now if b"Went on." in now[path]}
        left = {path: data for path, data in now.items() if path not in touched and not path.endswith(".new")}
        known = self.before if seen == "before" else self.after
        assert left == {path: data for path, data in known.items() if path not in touched}
        return seen


def each_change(tried: Tried, fault: Callable[[], None]) -> list[str]:
    """Disturb a command at its first change of the disk, its second, and so on, until there is none any more; return what readers see."""
    seen = []
    while True:
        met: list[int] = [os.memfd_create("met")]

        def noted(file: int = met[0]) -> None:
            os.write(file, b".")
            fault()

        seen.append(tried.disturbed(at_change(len(seen) + 1, noted)))
        happened = os.fstat(met[0]).st_size
        os.close(met[0])
        if not happened:
            assert seen.pop() == "after"
            return seen


@pytest.mark.slow
@pytest.mark.parametrize(("command", "files"), [("accept", "one"), ("accept", "several"), ("letters add", "one")])
def test_killed_at_any_change_it_is_all_there_or_nothing(command: str, files: str, tmp_path: Path) -> None:
    tried = Tried(uncoded(tmp_path, files == "several"), COMMANDS[command])
    seen = each_change(tried, die)
    assert len(seen) > 12
    assert set(seen) == {"before", "after"}
    assert seen == sorted(seen, reverse=True)  # from one moment on all is there


@pytest.mark.slow
@pytest.mark.parametrize("command", [*COMMANDS])
def test_where_a_change_is_refused_it_is_all_there_or_nothing(command: str, tmp_path: Path) -> None:
    def refuse() -> None:
        raise OSError(28, os.strerror(28), "x")

    seen = each_change(Tried(uncoded(tmp_path), COMMANDS[command]), refuse)
    assert set(seen) == {"before", "after"}


@pytest.mark.slow
@pytest.mark.parametrize("command", [*COMMANDS])
@pytest.mark.parametrize("deadly", [False, True])
def test_with_a_full_disk_it_is_all_there_or_nothing(command: str, deadly: bool, tmp_path: Path) -> None:
    tried = Tried(uncoded(tmp_path), COMMANDS[command])
    longest = max(map(len, tried.after.values())) * 3
    seen = [tried.disturbed(room(limit, deadly)) for limit in range(0, longest, longest // 6)]
    assert set(seen) == {"before", "after"}


@pytest.fixture
def cut_off(tmp_path: Path) -> Path:
    """Return a registry in which `accept` was killed between two files."""
    folder = uncoded(tmp_path)
    before = tree(folder)

    def watch() -> None:
        renamed = 0

        def called(event: str, _: object) -> None:
            nonlocal renamed
            renamed += event == "os.rename"
            if renamed == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(called)

    run(ACCEPT, folder, watch)
    now = tree(folder)
    assert (folder / ".measures.yaml.ctmeasures.journal").exists()
    assert now[f"letters/{PROGRESS}.md"] != before[f"letters/{PROGRESS}.md"]
    assert now["measures.yaml"] == before["measures.yaml"]
    return folder


def journal(folder: Path) -> Path:
    return folder / ".measures.yaml.ctmeasures.journal"


@pytest.mark.slow
def test_readers_see_what_was_before(cut_off: Path, ct: Ct) -> None:
    ran = ct("check", folder=cut_off)
    assert ran.code == 1
    assert ran.err == (
        f"ctmeasures: a change of letters/{PROGRESS}.md and measures.yaml is under way or was cut off; "
        "all reads as before it, and the next command that writes takes it back\n"
    )
    assert journal(cut_off).exists()  # nobody but a writer touches it
    assert ct("accept", PROGRESS, folder=cut_off).code == 0
    assert not journal(cut_off).exists()
    assert ct("check", folder=cut_off).code == 0


def refused(cut_off: Path, ct: Ct, why: str) -> None:
    for left in cut_off.glob(".*.new"):
        left.unlink()
    before = tree(cut_off)
    for words in (ACCEPT, UPDATE, LETTER):
        ran = ct(*words, folder=cut_off)
        assert (ran.code, ran.out) == (2, "")
        assert why in ran.err
        assert "then delete it" in ran.err
    assert tree(cut_off) == before


@pytest.mark.slow
def test_what_somebody_has_changed_since_is_not_overwritten(cut_off: Path, ct: Ct) -> None:
    with (cut_off / "letters" / f"{PROGRESS}.md").open("a", encoding="utf-8") as file:
        file.write("Mine.\n")
    refused(cut_off, ct, f"letters/{PROGRESS}.md was changed since")
    assert "was changed since" in ct("check", folder=cut_off).err
    journal(cut_off).unlink()
    assert ct("check", folder=cut_off).code == 0


@pytest.mark.slow
def test_a_journal_that_came_with_a_strangers_folder_is_never_acted_upon(cut_off: Path, ct: Ct) -> None:
    data = journal(cut_off).read_bytes()
    copy = journal(cut_off).with_name("copy")
    shutil.copy2(journal(cut_off), copy)
    copy.replace(journal(cut_off))
    assert journal(cut_off).read_bytes() == data
    refused(cut_off, ct, "it was not written here")
    journal(cut_off).unlink()
    journal(cut_off).symlink_to(cut_off / "elsewhere")
    (cut_off / "elsewhere").write_bytes(data)
    refused(cut_off, ct, "it is not a file of yours")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["../outside.md", "README.md", "letters/../../outside.md", "/etc/hostname", "letters/README.md", ".git/config"])  # fmt: skip
def test_a_journal_names_no_file_but_the_registrys_own(name: str, cut_off: Path, ct: Ct) -> None:
    outside = cut_off.parent / "outside.md"
    outside.write_text("new", encoding="utf-8")
    found = json.loads(journal(cut_off).read_bytes())
    found["files"][0] = {"file": name, "old": "b2xk", "new": found["files"][0]["new"]}
    about = journal(cut_off).stat()
    journal(cut_off).write_text(json.dumps(found), encoding="utf-8")  # the same file, and of the same second
    os.utime(journal(cut_off), (about.st_atime, about.st_mtime))
    refused(cut_off, ct, "it cannot be read")
    assert outside.read_text(encoding="utf-8") == "new"


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"{", b"\xff", b'{"version": 1, "self": [], "files": 3}'])
def test_a_journal_that_is_none_is_never_acted_upon(data: bytes, cut_off: Path, ct: Ct) -> None:
    with contextlib.suppress(OSError):
        journal(cut_off).write_bytes(data)
    refused(cut_off, ct, ".ctmeasures.journal tells of a change")
