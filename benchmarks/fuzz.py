"""Damaged registries and letters through all that commands do with them: no exception, no crash, nothing over two seconds.

    python benchmarks/fuzz.py [INPUTS] [SEED] [--workers N]   how many, from which seed, in how many processes
    python benchmarks/fuzz.py --again NUMBER [SEED]           one of them once more, here
    python benchmarks/fuzz.py --guided SECONDS                inputs that are led by what they reach in the code (needs atheris)

Input and attempt follow from the seed and the number alone. Workers are processes of their own, so that a crash of the YAML library or an
endless loop ends only them; what failed is kept in a folder that is named. Some of the inputs also go through the real program. Ends with 1
if anything failed.
"""

import argparse
import contextlib
import mmap
import os
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

if "--guided" in sys.argv:  # which needs to know what is reached in the program
    import atheris

    watching = atheris.instrument_imports(include=["ctmeasures"])
else:
    watching = contextlib.nullcontext()

with watching:
    import attempts
    import mutated
    from mutated import Files

    from ctmeasures.read.nodes import LOADERS

LIMIT = 2.0  # seconds of the processor for one input
MEMORY = 4 << 30
REAL = 200  # inputs that also go through the real program
PROGRAM = Path(sys.executable).parent / "ctmeasures"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check",),
    ("check", "--format", "github"),
    ("list",),
    ("show", "a"),
    ("report", "--format", "html"),
    ("letters", "--format", "json"),
    ("export", "ics"),
    ("update", "dijken", "--status", "announced", "--letter", "2020-06-30-progress"),
    ("set", "dijken", "title=x"),
    (),
)  # fmt: skip  the last one is a TAB
EVERY = 20  # inputs between two lines of a worker's report


def attempt(number: int, seed: int, pool: list[Files]) -> tuple[str, Any, Any]:
    """Return which kind of attempt a number is, its input, and the call that tries it."""
    rng = Random(f"{seed}:{number}")
    share = rng.random()
    if share < 0.8:
        files = mutated.damaged(rng, pool)
        loader = LOADERS[share < 0.08]
        return (
            ("reading" if loader is LOADERS[0] else "reading, pure Python"),
            files,
            lambda: attempts.reading(rng, files, loader),
        )
    text = rng.choice(pool).registry.decode("utf-8", "replace")
    other = rng.choice(pool).registry.decode("utf-8", "replace")
    if share < 0.86:
        typed = rng.choice((rng.choice(mutated.VALUES), rng.choice(mutated.DATES)))
        typed = mutated.text(rng, typed, rng.choice(mutated.DATES)) if rng.random() < 0.9 else typed
        return "dates", typed, lambda: attempts.dates(rng, typed)
    if share < 0.9:
        letter = mutated.text(rng, text, other)
        return "quotes", letter, lambda: attempts.quotes(rng, letter)
    if share < 0.95:
        sides = [text if rng.random() < 0.2 else mutated.touched(rng, text, other) for _ in range(3)]
        return "merging", sides, lambda: attempts.merging(*sides)
    said = mutated.touched(rng, text, other)
    return "editing", said, lambda: attempts.editing(rng, said)


class Watch:
    """What a worker is at, where its parent can see it: the number and when it began."""

    def __init__(self) -> None:
        self.shared = mmap.mmap(-1, 16)

    def begin(self, number: int) -> None:
        """Note that an input begins, and let it end the process where it takes too long."""
        self.shared[:16] = struct.pack("qd", number, time.monotonic())
        signal.setitimer(signal.ITIMER_PROF, LIMIT)

    @property
    def now(self) -> tuple[int, float]:
        """Return the number and for how many seconds it has been tried."""
        number, began = struct.unpack("qd", self.shared[:16])
        return number, time.monotonic() - began


class Worker:
    """A process that tries the inputs from a first number on, in steps; it reports in lines of its pipe."""

    def __init__(self, first: int, count: int, step: int, seed: int, pool: list[Files]) -> None:
        self.last = count
        self.step = step
        self.seed = seed
        self.pool = pool
        self.found: Counter[str] = Counter()
        self.failed: list[int] = []
        self.slowest = (0.0, -1)
        self.start(first)

    def start(self, first: int) -> None:
        """Start the process, anew after one that has ended."""
        self.watch = Watch()
        self.watch.begin(first)
        signal.setitimer(signal.ITIMER_PROF, 0)
        self.read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.read)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            self._work(first, write)
            os._exit(0)
        os.close(write)

    def _work(self, first: int, write: int) -> None:
        counts: Counter[str] = Counter()
        slowest = (0.0, -1)
        for number in range(first, self.last, self.step):
            self.watch.begin(number)
            before = time.process_time()
            try:
                kind, _, call = attempt(number, self.seed, self.pool)
                counts[f"{kind}: {call()}"] += 1
            except BaseException:  # noqa: BLE001  whatever it is, it is a fault
                os.write(write, f"failed {number}\n".encode())
                counts["failed"] += 1
            slowest = max(slowest, (time.process_time() - before, number))
            if sum(counts.values()) >= EVERY or number + self.step >= self.last:
                said = "\t".join(f"{word}\t{count}" for word, count in counts.items())
                os.write(write, f"slowest {slowest[0]} {slowest[1]}\ncounts\t{said}\n".encode())
                counts.clear()

    def wait(self) -> None:
        """Gather what the process reports until it ends; start another one behind an input that ended it."""
        while True:
            with open(self.read, encoding="utf-8") as lines:
                for line in lines:
                    self._take(line.rstrip("\n"))
            _, status = os.waitpid(self.pid, 0)
            if status == 0:
                return
            number = self.watch.now[0]
            code = (
                signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"
            )
            self.found[f"ended by {code}" if code != "SIGPROF" else f"over {LIMIT:g} s"] += 1
            self.failed.append(number)
            if number + self.step >= self.last:
                return
            self.start(number + self.step)

    def _take(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "failed":
            self.failed.append(int(rest))
        elif word == "slowest":
            seconds, number = rest.split()
            self.slowest = max(self.slowest, (float(seconds), int(number)))
        else:
            words = line.split("\t")[1:]
            for kind, count in zip(words[::2], words[1::2], strict=True):
                self.found[kind] += int(count)


def keep(number: int, seed: int, pool: list[Files], folder: Path) -> str:
    """Save an input's files, and why it failed, in a folder of its own; return the last line of the reason."""
    kind, said, _ = attempt(number, seed, pool)
    place = folder / str(number)
    place.mkdir(parents=True)
    if isinstance(said, Files):
        lay(said, place)
    else:
        (place / "input.txt").write_text(repr(said), encoding="utf-8")
    words = [sys.executable, __file__, "--again", str(number), str(seed)]
    try:
        ran = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False, timeout=60)
        why = ran.stderr or f"exit code {ran.returncode}"
    except subprocess.TimeoutExpired:
        why = "over a minute"
    (place / "why.txt").write_text(f"{kind}\n{why}\n", encoding="utf-8")
    return why.strip().splitlines()[-1][:300]


def lay(files: Files, folder: Path) -> bool:
    """Write a registry's files into a folder; tell whether all of them have names that a file can have."""
    (folder / "measures.yaml").write_bytes(files.registry)
    if files.letters is not None:
        (folder / "letters").mkdir()
        for path, data in files.letters.items():
            name = path.removeprefix("letters/")
            if "/" in name or "\0" in name or len(name.encode("utf-8", "replace")) > 250:
                return False
            with contextlib.suppress(UnicodeEncodeError):
                (folder / "letters" / name).write_bytes(data)
    return True


def real(count: int, seed: int, pool: list[Files]) -> Counter[str]:
    """Put some inputs through the real program; count the exit codes, and what must never be."""
    found: Counter[str] = Counter()
    number = 0
    while sum(found.values()) < count:
        number += 1
        rng = Random(f"{seed}:real:{number}")
        files = mutated.damaged(rng, pool)
        with tempfile.TemporaryDirectory() as folder:
            if not lay(files, Path(folder)):
                continue
            words = COMMANDS[0] if rng.random() < 0.5 else rng.choice(COMMANDS)
            tab = {"_CTMEASURES_COMPLETE": "complete_bash", "COMP_WORDS": "ctmeasures show ", "COMP_CWORD": "2"}
            ran = subprocess.run([PROGRAM, *words], cwd=folder, env=os.environ | ({} if words else tab), capture_output=True, check=False, timeout=60)  # fmt: skip
            fine = ran.returncode in (0, 1, 2) and b"Traceback" not in ran.stderr
            found[f"the real program: exit {ran.returncode}" if fine else "failed"] += 1
            if not fine:
                print(f"the real program, {' '.join(words)}, {number}:\n{ran.stderr.decode(errors='replace')[-2000:]}")
    return found


def again(number: int, seed: int, pool: list[Files]) -> int:
    """Try one input once more, and let it fail aloud."""
    kind, said, call = attempt(number, seed, pool)
    signal.setitimer(signal.ITIMER_PROF, LIMIT * 3)
    print(repr(said)[:4000])
    before = time.process_time()
    print(f"{kind}: {call()}; {time.process_time() - before:.3f} s")
    return 0


def guided(seconds: int, pool: list[Files]) -> None:
    """Let atheris find inputs by what they reach in the code; a registry and a letter, with a line between them."""
    line = b"\n=====\n"
    folder = Path(tempfile.mkdtemp(prefix="fuzz-guided-"))
    for number, files in enumerate(pool):
        for path, letter in (files.letters or {"letters/2020-01-15-water.md": b""}).items():
            (folder / f"{number}-{Path(path).name}").write_bytes(files.registry + line + letter)
            break

    def one(data: bytes) -> None:
        registry, _, letter = data.partition(line)
        attempts.reading(Random(0), Files(registry, {"letters/2020-01-15-water.md": letter}))

    atheris.Setup(
        [sys.argv[0], str(folder), f"-max_total_time={seconds}", f"-timeout={int(LIMIT)}", f"-artifact_prefix={folder}/found-", "-max_len=8192", "-print_final_stats=1"],
        one,
    )  # fmt: skip
    atheris.Fuzz()


def main() -> int:
    """Try them, report, and return the exit code."""
    asked = argparse.ArgumentParser()
    asked.add_argument("inputs", type=int, nargs="?", default=20_000)
    asked.add_argument("seed", type=int, nargs="?", default=1)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--again", action="store_true")
    asked.add_argument("--guided", type=int, metavar="SECONDS")
    given = asked.parse_args()
    pool = mutated.pool(Random(0))
    if given.again:
        return again(given.inputs, given.seed, pool)
    if given.guided:
        guided(given.guided, pool)
        return 0
    start = time.perf_counter()
    workers = [Worker(first, given.inputs, given.workers, given.seed, pool) for first in range(given.workers)]
    for worker in workers:
        worker.wait()
    seconds = time.perf_counter() - start
    found = sum((worker.found for worker in workers), Counter()) + real(min(REAL, given.inputs), given.seed, pool)
    for kind, count in sorted(found.items()):
        print(f"{count:>10,}  {kind}")
    slow, number = max(worker.slowest for worker in workers)
    print(f"{given.inputs:,} inputs in {seconds:.0f} s; the slowest, {number}, took {slow:.2f} s; seed {given.seed}")
    failed = sorted(number for worker in workers for number in worker.failed)
    if failed:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        print(f"{len(failed):,} failed: {folder}")
        why = Counter(keep(number, given.seed, pool, folder) for number in failed[:100])
        for reason, count in why.most_common():
            print(f"{count:>6,}  {reason}")
    return int(bool(failed or found["failed"]))


if __name__ == "__main__":
    sys.exit(main())
