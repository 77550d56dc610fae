"""Writers that are killed, robbed of their files, or out of room: each file is the old or the new one, whole, and holds all that was reported.

    python benchmarks/killed.py [TIMES] [SEED]

TIMES writers are killed at random moments (most are forked from a process that has the program loaded already, some are the real program),
three at a time on one registry. Then every writing command is killed at each of its calls to the operating system and in the middle of what it
writes, is refused its calls one at a time as by a failing disk, and meets full disks, read-only files and folders, and files and folders that go while it works. Ends with 1 if anything was wrong.
"""

import contextlib
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support import EXAMPLE, commit, git

from ctmeasures.checks import check
from ctmeasures.cli import main as cli
from ctmeasures.read.registry import load

REAL = 0.1  # the share of killed writers that are the real program
NOBODY = 65534  # a user without rights
STEPS = 24  # calls of one command at which a fault is tried, at most
FILE_CALLS = (
    "openat",
    "write",
    "fsync",
    "rename",
    "link",
    "unlink",
    "mkdir",
    "rmdir",
    "chmod",
    "fchmod",
    "chown",
    "utimensat",
    "flock",
)
ERRORS = ("EIO", "ENOSPC", "EBUSY", "EINTR", "EROFS")
DAY = ("--as-of", "2021-01-01")
UPDATE = ("update", "dijken", "--status", "in-progress", "--letter", "2020-06-30-progress", "--passage", "1", "--quote", "x", "--note")  # fmt: skip
# every command that writes, as it is called
WRITES: dict[str, tuple[str, ...]] = {
    "update": (*UPDATE, "one", "--yes"),
    "set": ("set", "dijken", "title=Raising all dikes"),
    "add": ("add", "--id", "zand", "--title", "Sand", "--owner", "waterbord", "--status", "announced", "--letter", "2020-06-30-progress"),
    "letters add": ("letters", "add", "--date", "2021-01-01", "--title", "New", "--sender", "ministerie"),
    "accept": ("accept", "2020-06-30-progress"),
    "merge": ("merge", "base.yaml", "ours.yaml", "theirs.yaml", "--output", "merged.yaml"),
    "export csv": ("export", "csv", *DAY, "--out", "new.csv"),
    "export sqlite": ("export", "sqlite", *DAY, "--out", "there.sqlite"),
    "report": ("report", *DAY, "--out", "there.html"),
    "site": ("site", *DAY, "--out", "site"),
}  # fmt: skip
# what `accept` takes: an event and a digest, which are in two files
SHEET = """\
version: 1
letter: 2020-06-30-progress
paragraphs:
  - number: 1
    digest: Told anew.
  - number: 2
  - number: 3
items:
  - passage: 1
    quote: twelve dikes have now been raised
    decision: accept
    measure: dijken
    status: in-progress
    note: Of a sheet.
end: true
"""
READS: dict[str, tuple[str, ...]] = {"list": ("list", *DAY, "--format", "json"), "check": ("check",)}

Tree = dict[str, bytes]


class Ran(NamedTuple):
    """How a run ended: its exit code, or less than zero where a signal ended it; and what it said."""

    code: int
    out: str
    err: str


class Process:
    """The program in a process that is forked from this one."""

    def __init__(self, words: tuple[str, ...], folder: Path, first: Callable[[], None] = lambda: None) -> None:
        sys.stdout.flush()
        pipes = [os.pipe() for _ in ("out", "err")]
        self.pid = os.fork()
        if self.pid == 0:
            self._work(words, folder, first, [write for _, write in pipes])
        for _, write in pipes:
            os.close(write)
        self.files = [read for read, _ in pipes]

    def _work(self, words: tuple[str, ...], folder: Path, first: Callable[[], None], files: list[int]) -> None:
        code = 99
        sys.settrace(None)  # with coverage's, a process that is to be killed in an audit hook waits for ever instead
        try:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for number, file in enumerate(files, 1):
                os.dup2(file, number)
            sys.stdout, sys.stderr = (open(one, "w", encoding="utf-8", closefd=False) for one in (1, 2))  # noqa: SIM115
            os.chdir(folder)
            sys.argv = ["ctmeasures", *words]
            first()
            cli.run()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        except BaseException:  # noqa: BLE001  told to the parent
            traceback.print_exc()
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def kill(self) -> None:
        """Kill it, if it still runs."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Ran:
        """Wait until it has ended."""
        said = []
        for file in self.files:
            with open(file, encoding="utf-8") as text:
                said.append(text.read())
        _, status = os.waitpid(self.pid, 0)
        return Ran(os.waitstatus_to_exitcode(status), *said)


def run(words: tuple[str, ...], folder: Path, first: Callable[[], None] = lambda: None) -> Ran:
    """Run the program to its end."""
    return Process(words, folder, first).wait()


def at_call(number: int, fault: Callable[[], None]) -> Callable[[], None]:
    """Return what makes a fault happen right before a process's call of this number that concerns files."""

    def watch() -> None:
        seen = 0

        def called(event: str, _: object) -> None:
            nonlocal seen
            if event.startswith(("open", "os.", "fcntl.")):
                seen += 1
                if seen == number:
                    fault()

        sys.addaudithook(called)

    return watch


def calls(words: tuple[str, ...], folder: Path) -> int:
    """Return how many such calls a command makes when nothing disturbs it."""
    counter = os.memfd_create("count")

    def watch() -> None:
        def called(event: str, _: object) -> None:
            if event.startswith(("open", "os.", "fcntl.")):
                os.write(counter, b".")

        sys.addaudithook(called)

    run(words, folder, watch)
    found = os.fstat(counter).st_size
    os.close(counter)
    return found


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def room(limit: int, deadly: bool) -> Callable[[], None]:
    """Return what lets a process write no file that is longer; the attempt fails, or is `deadly` in the middle of it."""

    def first() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if deadly else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return first


def lay(folder: Path) -> Path:
    """Lay out a registry, files to merge, and answers from earlier; return the folder."""
    shutil.copytree(EXAMPLE, folder)
    text = (folder / "measures.yaml").read_text(encoding="utf-8")
    (folder / "base.yaml").write_text(text, encoding="utf-8")
    (folder / "ours.yaml").write_text(text.replace("Raising twelve", "Raising all"), encoding="utf-8")
    (folder / "theirs.yaml").write_text(text.replace("Alarm by telephone", "Alarm by radio"), encoding="utf-8")
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "2020-06-30-progress.sheet.yaml").write_text(SHEET, encoding="utf-8")
    for name in ("there.sqlite", "there.html"):
        (folder / name).write_bytes(b"from earlier")
    if SITE:
        shutil.copytree(SITE[0], folder / "site")
    return folder


SITE: list[Path] = []  # a site that was built earlier, of another registry


def tree(folder: Path) -> Tree:
    """Return the bytes of all files in a folder by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Told:
    """What was tried, how often, and what was wrong."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, int, int]] = []
        self.wrong: list[str] = []

    @contextlib.contextmanager
    def of(self, what: str) -> Iterator[Counter[str]]:
        """Count the attempts of one kind, under `tried`."""
        counts: Counter[str] = Counter()
        before = len(self.wrong)
        start = time.perf_counter()
        yield counts
        self.rows.append((what, counts["tried"], len(self.wrong) - before))
        print(
            f"{what}: {counts['tried']:,}, wrong {self.rows[-1][2]:,}; {time.perf_counter() - start:.0f} s", flush=True
        )

    def expect(self, holds: bool, what: str) -> None:
        """Note what is wrong, where something does not hold."""
        if not holds:
            self.wrong.append(what)
            print(f"WRONG: {what}", flush=True)


def sentence(ran: Ran) -> bool:
    """Tell whether a run ended as it may: done, findings, or one sentence that says why it cannot run."""
    if "Traceback" in ran.err:
        return False
    return ran.code in (0, 1) or (ran.code == 2 and ran.err.startswith("ctmeasures: ") and ran.err.count("\n") == 1)


def whole(told: Told, what: str, before: Tree, after: Tree, folder: Path, done: bool) -> None:
    """Expect that each file is the old or the new one, and the new one where the writer said so."""
    now = tree(folder)
    for path in before.keys() | after.keys():
        allowed = {tree.get(path) for tree in (before, after)}
        told.expect(now.get(path) in allowed, f"{what}: {path} is neither the old nor the new one")
    if done:
        lost = [path for path in before.keys() | after.keys() if now.get(path) != after.get(path)]
        told.expect(not lost, f"{what}: reported as written, but {lost} is not")


def again(told: Told, what: str, name: str, after: Tree, folder: Path) -> None:
    """Expect that the next writer works, and that nothing is left behind by the one before."""
    if name in ("update", "set", "add", "letters add"):
        next_one = run((*UPDATE, "next"), folder)
        told.expect(next_one.code == 0, f"{what}: the next update: {next_one}")
    if name == "letters add":
        run((*WRITES[name][:-3], "Another", *WRITES[name][-2:]), folder)
        (folder / "letters" / "2021-01-01-another.md").unlink()
    if name != "update":  # a second event would be added
        ran = run(WRITES[name], folder)
        taken = name in ("add", "letters add") and ("already" in ran.err or "has" in ran.err)
        told.expect(ran.code == 0 or (ran.code == 2 and taken), f"{what}: once more: {ran}")
    strays = tree(folder).keys() - after.keys() - {"measures.yaml"}
    told.expect(not strays, f"{what}: {sorted(strays)} is left behind")


def writers(times: int, rng: Random, told: Told, place: Path) -> None:
    """Kill writers, three at a time on one registry, until enough are dead; look for every event that was reported."""
    program = Path(sys.executable).parent / "ctmeasures"
    with told.of(f"writers killed at random moments, {REAL:.0%} of them the real program") as counts:
        number = 0
        while counts["tried"] < times:
            folder = lay(place / f"w{number}")
            started = time.perf_counter()
            run((*UPDATE, "first"), folder)
            usual = time.perf_counter() - started
            reported = {"first"}
            for _ in range(60):
                notes = [f"n{number + one}" for one in range(3)]
                number += 3
                _kill_three(rng, folder, program, notes, usual, reported, counts, told)
                _expect_events(told, folder, reported)
                if counts["tried"] >= times:
                    break
            ran = run((*UPDATE, "last"), folder)
            told.expect(ran.code == 0, f"the last writer: {ran}")
            strays = {path.name for path in folder.iterdir() if path.name.startswith(".")}
            told.expect(not strays, f"{strays} is left behind")
            counts["reported"] += len(reported)
        print(
            f"  {counts['reported']:,} events were reported, {counts['alive']:,} writers were done before they were killed"
        )


def _kill_three(rng: Random, folder: Path, program: Path, notes: list[str], usual: float, reported: set[str], counts: Counter[str], told: Told) -> None:  # fmt: skip
    """Start three writers, kill each at a moment of its own, and note what those reported that lived."""
    if rng.random() < REAL:
        real = subprocess.Popen([program, *UPDATE, notes[0], "--yes"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
        time.sleep(rng.random() * 0.35)
        real.kill()
        out, err = real.communicate()
        _note(Ran(real.returncode, out, err), notes[0], reported, counts, told)
        return
    alive = {
        Process((*UPDATE, note, "--yes"), folder): (time.perf_counter() + rng.random() * 3 * usual, note)
        for note in notes
    }
    for process, (moment, _) in sorted(alive.items(), key=lambda item: item[1]):
        time.sleep(max(0.0, moment - time.perf_counter()))
        process.kill()
    for process, (_, note) in alive.items():
        _note(process.wait(), note, reported, counts, told)


def _note(ran: Ran, note: str, reported: set[str], counts: Counter[str], told: Told) -> None:
    counts["tried" if ran.code < 0 else "alive"] += 1
    told.expect(ran.code in (-signal.SIGKILL, 0), f"a writer ended oddly: {ran}")
    if "dijken" in ran.out and note in ran.out:  # it has said so, killed afterwards or not
        reported.add(note)
    else:
        told.expect(ran.code != 0, f"a writer said nothing: {ran}")


def _expect_events(told: Told, folder: Path, reported: set[str]) -> None:
    loaded = load(str(folder / "measures.yaml"))
    faults = [*loaded.problems, *check(loaded.registry)]
    told.expect(not [one for one in faults if one.level == "error"], f"the file has errors: {faults[:3]}")
    found = (
        Counter(event.note for event in loaded.registry.by_id["dijken"].history)
        if loaded.registry.measures
        else Counter()
    )
    told.expect(all(found[note] == 1 for note in reported), f"events lost: {[n for n in reported if found[n] != 1]}")
    told.expect(all(count == 1 for note, count in found.items() if note), "an event is there twice")


def disturbed(name: str, rng: Random, told: Told, place: Path, counts: Counter[str], faults: dict[str, Callable[[], None]]) -> None:  # fmt: skip
    """Kill a command at each of its calls, or let it meet other faults there."""
    words = WRITES[name]
    before, after = _undisturbed(name, told, place)
    steps = calls(words, lay(place / "count"))
    shutil.rmtree(place / "count")
    chosen = range(1, steps + 1) if steps <= STEPS else sorted(rng.sample(range(1, steps + 1), STEPS))
    for step in chosen:
        for kind, fault in faults.items():
            folder = lay(place / "x")
            ran = run(words, folder, at_call(step, fault))
            what = f"{name}, {kind} at call {step} of {steps}"
            counts["tried"] += 1
            if kind == "killed":
                told.expect(ran.code in (-signal.SIGKILL, 0), f"{what}: {ran}")
                whole(told, what, before, after, folder, ran.code == 0)
                again(told, what, name, after, folder)
            else:
                told.expect(sentence(ran), f"{what}: {ran}")
                _expect_no_half(told, what, before, after, place)
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(place / "elsewhere", ignore_errors=True)


def refused(told: Told, place: Path) -> None:
    """Let the system refuse a command's calls for files, one at a time, as a failing disk does: what is said is what stands on the disk."""
    with told.of("calls for files that the system refuses (strace)") as counts:
        if shutil.which("strace") is None:
            print("  skipped: there is no strace")
            return
        for name, words in WRITES.items():
            before, after = _undisturbed(name, told, place)
            log = place / "log"
            traced(words, lay(place / "x"), "-o", str(log), "-e", f"trace={','.join(FILE_CALLS)}")
            shutil.rmtree(place / "x")
            found = [line.partition("(") for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
            seen: Counter[str] = Counter()
            steps = list[tuple[str, int]]()
            for call, _, rest in found:
                seen[call] += call in FILE_CALLS
                if call in FILE_CALLS and not (call == "write" and rest.startswith("2,")):  # nobody can then be told
                    steps.append((call, seen[call]))
            for call, number in steps if len(steps) <= STEPS * 2 else steps[:STEPS] + steps[-STEPS:]:
                for error in ERRORS:
                    folder = lay(place / "x")
                    ran = traced(words, folder, "-e", f"inject={call}:error={error}:when={number}")
                    what = f"{name}, {call} number {number} ends with {error}"
                    counts["tried"] += 1
                    told.expect(sentence(ran), f"{what}: {ran}")
                    whole(told, what, before, after, folder, ran.code == 0)
                    now = {path: data for path, data in tree(folder).items() if not path.endswith(".new")}
                    half = any(path.endswith(".journal") for path in now)  # what the next writer takes back
                    if (
                        ran.code == 2 and name != "site" and not half
                    ):  # whose files are written one by one, and which says of none that it was not
                        written = "written" in ran.err.replace("nothing was written", "")
                        told.expect(now == (after if written else before), f"{what}: untrue: {ran.err}")
                    again(told, what, name, after, folder)
                    shutil.rmtree(folder)


def traced(words: tuple[str, ...], folder: Path, *options: str) -> Ran:
    """Run the program under strace from its first call for a file."""
    (waits, ready), (go, release) = os.pipe(), os.pipe()

    def first() -> None:
        os.write(ready, b"!")
        os.read(go, 1)

    process = Process(words, folder, first)
    os.read(waits, 1)
    strace = subprocess.Popen(["strace", "-qq", "-p", str(process.pid), "-o", os.devnull, *options])
    while f"TracerPid:\t{strace.pid}" not in Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8"):
        time.sleep(0.001)
    os.write(release, b"!")
    for end in (waits, ready, go, release):
        os.close(end)
    ran = process.wait()
    strace.wait()
    return ran


def _undisturbed(name: str, told: Told, place: Path) -> tuple[Tree, Tree]:
    """Return the files before and after a command that nothing disturbs."""
    folder = lay(place / "whole")
    before = tree(folder)
    ran = run(WRITES[name], folder)
    told.expect(ran.code == 0, f"{name}: {ran}")
    after = tree(folder)
    shutil.rmtree(folder)
    return before, after


def _expect_no_half(told: Told, what: str, before: Tree, after: Tree, place: Path) -> None:
    """Expect of a folder from which things went that what is left in it is the old or the new one, whole."""
    for folder in (place / "x", place / "elsewhere"):
        for path, data in tree(folder).items() if folder.is_dir() else ():
            if path.endswith(".new"):  # it moved away with its folder; the next writer there removes it
                continue
            known = {one.get(path) for one in (before, after)}
            told.expect(data in known, f"{what}: {path} is neither the old nor the new one")


def _gone(path: str) -> Callable[[], None]:
    def fault() -> None:
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)

    return fault


def _moved(folder: str) -> Callable[[], None]:
    def fault() -> None:
        with contextlib.suppress(OSError):
            os.rename(folder, os.path.join(os.path.dirname(folder), "elsewhere"))

    return fault


def half_written(name: str, told: Told, place: Path, counts: Counter[str]) -> None:
    """End a command in the middle of what it writes, or let it find no more room there."""
    before, after = _undisturbed(name, told, place)
    new = [data for path, data in after.items() if before.get(path) != data]
    longest = max(map(len, new))
    for limit in sorted({0, 1, longest // 3, longest - 1, min(map(len, new)) // 2}):
        for deadly in (True, False):
            folder = lay(place / "x")
            ran = run(WRITES[name], folder, room(limit, deadly))
            what = f"{name}, {'killed' if deadly else 'no room'} after {limit:,} bytes"
            counts["tried"] += 1
            told.expect(ran.code == -signal.SIGXFSZ if deadly else ran.code == 2 and sentence(ran), f"{what}: {ran}")
            whole(told, what, before, after, folder, done=False)
            if not deadly:
                left = tree(folder).keys() - before.keys() - after.keys()
                told.expect(not left, f"{what}: {sorted(left)} is left behind")
            again(told, what, name, after, folder)
            shutil.rmtree(folder)


def full_disk(told: Told, place: Path) -> None:
    """Let every command meet a disk of its own on which so much room is left."""
    with told.of("full disks (a small file system of its own)") as counts:
        if os.geteuid() != 0:
            print("  skipped: only root may mount one")
            return
        disk = place / "disk"
        disk.mkdir()
        for name, words in WRITES.items():
            before, after = _undisturbed(name, told, place)
            for left in (0, 4096, 16384):
                subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=True)
                try:
                    folder = lay(disk / "x")
                    _fill(disk / "filler", left)
                    ran = run(words, folder)
                    what = f"{name}, a disk with {left:,} bytes left"
                    counts["tried"] += 1
                    told.expect(sentence(ran), f"{what}: {ran}")
                    whole(told, what, before, after, folder, ran.code == 0)
                    strays = tree(folder).keys() - before.keys() - after.keys()
                    told.expect(not strays, f"{what}: {sorted(strays)} is left behind")
                    (disk / "filler").unlink()
                    again(told, what, name, after, folder)
                finally:
                    subprocess.run(["umount", str(disk)], check=True)


def _fill(path: Path, left: int) -> None:
    """Fill a disk but for so many bytes."""
    with open(path, "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while file.write(b"x" * 4096) == 4096:
                pass
        file.truncate(max(0, file.tell() - left))


def no_output(told: Told, place: Path) -> None:
    """Let answers meet a full disk: what was written is written, and nobody is told to do it again."""
    with told.of("answers that cannot be printed (/dev/full)") as counts:
        for name, words in {**WRITES, **READS}.items():
            folder = lay(place / "x")

            def first() -> None:
                os.dup2(os.open("/dev/full", os.O_WRONLY), 1)

            ran = run(words, folder, first)
            counts["tried"] += 1
            told.expect(sentence(ran) or (ran.code == 0 and "Traceback" not in ran.err), f"{name} > /dev/full: {ran}")
            if name in READS:
                told.expect(ran.code == 2, f"{name} > /dev/full: {ran}")
            shutil.rmtree(folder)


def forbidden(told: Told, place: Path) -> None:
    """Let a user without rights meet files and folders that may not be written, or not be read."""
    modes = {
        "read-only files": (0o755, 0o444),
        "read-only folders": (0o555, 0o644),
        "both": (0o555, 0o444),
        "no reading": (0o777, 0),
    }
    with told.of("files and folders that may not be written or read") as counts:
        for name, words in WRITES.items():
            before, _ = _undisturbed(name, told, place)
            for what, (folders, files) in modes.items():
                folder = lay(place / "x")
                for path in [*folder.rglob("*"), folder]:
                    if os.geteuid() == 0:
                        os.chown(path, NOBODY, NOBODY)
                    path.chmod(folders if path.is_dir() else files)
                ran = run(words, folder, _as_nobody)
                counts["tried"] += 1
                told.expect(sentence(ran), f"{name}, {what}: {ran}")
                for path in [folder, *folder.rglob("*")]:
                    path.chmod(0o777)
                told.expect(ran.code == 0 or tree(folder) == before, f"{name}, {what}: changed, though {ran}")
                shutil.rmtree(folder)


def _as_nobody() -> None:
    """Become a user without rights, since none of this stops root."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def driver(times: int, rng: Random, told: Told, place: Path) -> None:
    """Kill the merge driver while git merges: the outcome is the driver's or git's own, and nothing is left behind."""
    from ctmeasures.disk import merge_driver
    from ctmeasures.disk.git import Repository

    with told.of("merge drivers killed under git") as counts:
        program = str(Path(sys.executable).parent / "ctmeasures")
        folder = place / "git"
        shutil.copytree(EXAMPLE, folder)
        text = (folder / "measures.yaml").read_text(encoding="utf-8")
        commit(folder, "base")
        sides = {}
        for side, passage in (("ours", 1), ("theirs", 3)):
            git(folder, "checkout", "--quiet", "-b", side, "main")
            event = f"      - date: 2020-06-30\n        status: in-progress\n        letter: 2020-06-30-progress\n        passage: {passage}\n        quote: {side}\n"
            place_of = text.index("  - id: dijken")
            (folder / "measures.yaml").write_text(
                text[:place_of].rstrip("\n") + "\n" + event + "\n" + text[place_of:], encoding="utf-8"
            )
            sides[side] = commit(folder, side)
        outcomes = {}
        for seconds in (None, 0.0):
            outcomes[seconds] = _merged(folder, program, seconds, merge_driver, Repository)
        told.expect(outcomes[None] != outcomes[0.0], "the driver makes no difference here")
        for _ in range(times):
            seconds = 0.02 + rng.random() * 0.35
            found = _merged(folder, program, seconds, merge_driver, Repository)
            counts["tried"] += 1
            counts["driver"] += found == outcomes[None]
            told.expect(found in outcomes.values(), f"a driver killed after {seconds:.3f} s: {found}")
        print(f"  {counts['driver']:,} were done before they were killed")


def _merged(
    folder: Path, program: str, seconds: float | None, merge_driver: object, repository: object
) -> tuple[str, str]:
    """Merge with a driver that lives so long; return the file and what git says of the folder."""
    git(folder, "checkout", "--quiet", "--force", "--detach", "ours")
    git(folder, "clean", "--quiet", "--force", "-d")
    words = [program] if seconds is None else ["timeout", "-s", "KILL", f"{max(seconds, 0.001):.3f}", program]
    merge_driver.install(repository(str(folder / "measures.yaml")), words)  # type: ignore[attr-defined, operator]
    with contextlib.suppress(subprocess.CalledProcessError):
        git(folder, "merge", "--quiet", "-m", "merged", "theirs")
    left = [
        line for line in git(folder, "status", "--porcelain").splitlines() if not line.startswith("?? .ctmeasures.")
    ]  # the next writer removes it
    found = (folder / "measures.yaml").read_text(encoding="utf-8"), "\n".join(left)
    with contextlib.suppress(subprocess.CalledProcessError):
        git(folder, "merge", "--abort")
    git(folder, "reset", "--quiet", "--hard", "HEAD")
    return found


def reading(rng: Random, told: Told, place: Path) -> None:
    """Kill commands that read a big registry, and take away what they keep in the user's folder of caches: the next answer is the same."""
    with told.of("readers killed, and their folder of caches full, damaged, gone, or a file") as counts:
        folder, kept = lay(place / "big"), place / "caches"
        text = (folder / "measures.yaml").read_text(encoding="utf-8")
        head, record = text.split("measures:\n")
        record = (
            record[record.index("  - id: bouwwet") :]
            .replace("        on_top_of: dijken\n", "")
            .rstrip("\n")
            .partition("\n\n")[0]
            + "\n\n"
        )
        records = "".join(record.replace("id: bouwwet", f"id: m{number:05}") for number in range(600))
        (folder / "measures.yaml").write_text(f"{head}measures:\n{records}", encoding="utf-8")
        os.environ["XDG_CACHE_HOME"] = str(kept)
        for name, words in READS.items():
            wanted = run(words, folder)
            told.expect(wanted.code in (0, 1) and bool(wanted.out), f"{name}: {wanted.err[:500]}")
            for number in range(9):
                shutil.rmtree(kept, ignore_errors=True)
                kept.mkdir()
                fault = ("killed", "gone", "moved")[number % 3]
                what = {"killed": die, "gone": _gone(str(kept)), "moved": _moved(str(kept))}[fault]
                run(words, folder, at_call(rng.randrange(1, 60), what))
                for state, harm in (
                    ("left as it is", None),
                    ("damaged", _damage),
                    ("no room", _no_cache),
                    ("a file in its place", _file),
                ):
                    if harm:
                        harm(kept, rng)
                    found = run(words, folder, room(100, deadly=False) if state == "no room" else lambda: None)
                    counts["tried"] += 1
                    told.expect(found == wanted, f"{name}, {fault}, then {state}: {found.code} {found.err[:500]}")
                kept.unlink(missing_ok=True)
        del os.environ["XDG_CACHE_HOME"]


def _damage(kept: Path, rng: Random) -> None:
    """Change some bytes of all that is kept, or cut it off."""
    for path in kept.rglob("*") if kept.is_dir() else ():
        if path.is_file() and path.stat().st_size:
            data = bytearray(path.read_bytes())
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
            path.write_bytes(data[: rng.choice((len(data), len(data) // 2, 0))])


def _no_cache(kept: Path, _: Random) -> None:
    shutil.rmtree(kept, ignore_errors=True)


def _file(kept: Path, rng: Random) -> None:
    _no_cache(kept, rng)
    kept.write_bytes(b"x")


def warm(place: Path) -> None:
    """Load all that the commands need, so that what is forked from here has it."""
    folder = lay(place / "warm")
    before = os.getcwd()
    os.chdir(folder)
    for words in (*WRITES.values(), *READS.values()):
        sys.argv = ["ctmeasures", *words]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            cli.run()
    os.chdir(before)
    shutil.rmtree(folder)


def main() -> int:
    """Try it all, print a table, and return the exit code."""
    numbers = [int(word) for word in sys.argv[1:]]
    times, seed = [*numbers, *(500, 1)[len(numbers) :]]
    rng, told = Random(seed), Told()
    os.environ.pop("CTMEASURES_REGISTRY", None)
    place = Path(tempfile.mkdtemp(prefix="killed-"))
    quick = (
        Path(tempfile.mkdtemp(prefix="killed-", dir="/dev/shm")) if os.path.isdir("/dev/shm") else place
    )  # for what is no matter of the disk
    place.chmod(0o755)
    earlier = lay(place / "earlier")
    (earlier / "measures.yaml").write_text((earlier / "ours.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    told.expect(run(("site", "--as-of", "2020-07-01", "--out", "site"), earlier).code == 0, "no site")
    SITE.append(earlier / "site")
    warm(place)
    writers(times, rng, told, place)
    with told.of("commands killed at one of their calls") as counts:
        for name in WRITES:
            disturbed(name, rng, told, quick, counts, {"killed": die})
    with told.of("commands whose files or folders went while they worked") as counts:
        inside = str(quick / "x")
        faults = {
            "the registry gone": _gone(f"{inside}/measures.yaml"), "the letters gone": _gone(f"{inside}/letters"), "the folder gone": _gone(inside),
            "the folder moved": _moved(inside),
        }  # fmt: skip
        for name in WRITES:
            disturbed(name, rng, told, quick, counts, faults)
    with told.of("commands killed, or out of room, in the middle of a file") as counts:
        for name in WRITES:
            half_written(name, told, quick, counts)
    refused(told, quick)
    full_disk(told, quick)
    no_output(told, quick)
    forbidden(told, place)
    driver(max(times // 10, 5), rng, told, place)
    reading(rng, told, quick)
    print("\n| what | how many | wrong | seed |\n| --- | ---: | ---: | ---: |")
    for what, count, wrong in told.rows:
        print(f"| {what} | {count:,} | {wrong:,} | {seed} |")
    for one in {place, quick}:
        shutil.rmtree(one)
    return int(bool(told.wrong))


if __name__ == "__main__":
    sys.exit(main())
