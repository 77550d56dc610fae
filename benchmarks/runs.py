"""Running commands one after the other and measuring them: seconds from the first to the last moment, processor time, peak memory."""

import fcntl
import os
import pty
import random
import resource
import shutil
import statistics
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LIMIT = 120.0  # seconds after which a command is stopped
SLOW = (
    (30, 0),
    (5, 3),
    (1, 7),
    (0, sys.maxsize),
)  # a command of more seconds than these runs in at most so many rounds


@dataclass
class Case:
    """A command to measure, and what was measured."""

    name: str
    command: Sequence[str | Path]
    env: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None
    terminal: bool = False
    says_seconds: bool = False  # its output is the figure: the part of its time that counts
    before: Callable[[], object] | None = None  # makes everything ready, and is not measured
    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)  # seconds of all processors
    peak: float = 0  # MiB, the most of all runs
    failed: str = ""  # why there are no figures
    late: bool = False  # it was stopped at the limit

    @property
    def median(self) -> float | None:
        """Return the median of the seconds; None where there is none."""
        return statistics.median(self.seconds) if self.seconds and not self.failed else None

    @property
    def processor(self) -> float:
        """Return the median of the seconds of all processors."""
        return statistics.median(self.busy)


def floor() -> float:
    """Return the MiB of the measuring process: what a child has as its peak at least, as Linux counts."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(cases: Iterable[Case], rounds: int, tell: Callable[[str], object]) -> None:
    """Run all commands in rounds, each round in an order of its own, so that a slow moment of the machine hits all alike.

    A first round warms the disk's cache and tells how long each takes: the slow ones run in fewer rounds, evenly spread, the
    slowest in this one only.
    """
    cases = [case for case in cases if not case.failed]
    often = {}
    for case in cases:
        if shutil.which(case.command[0]) is None:
            case.failed = "not installed"
            continue
        seconds = _once(case)
        often[case.name] = min(rounds, next(times for slower, times in SLOW if seconds > slower))
        if often[case.name]:
            case.seconds.clear()
            case.busy.clear()
        tell(f"{case.name}: {case.failed or f'{seconds:.2f} s'}")
    for number in range(rounds):
        for case in random.Random(number).sample(cases, len(cases)):  # who runs after whom matters too
            if not case.failed and number * often[case.name] % rounds < often[case.name]:
                _once(case)
        tell(f"round {number + 1} of {rounds}")


def _once(case: Case) -> float:
    """Run a command to its end, note its figures, and return the seconds."""
    if case.before:
        case.before()
    try:
        seconds, used, code, output = _run(case)
    except _TooLong:
        case.failed = f"> {LIMIT:.0f} s"
        case.late = True
        return LIMIT
    if code:
        case.failed = f"fails ({code})"
    case.seconds.append(float(output) if case.says_seconds and not code else seconds)
    case.busy.append(used.ru_utime + used.ru_stime)
    case.peak = max(case.peak, used.ru_maxrss / 1024)
    return seconds


class _TooLong(Exception):
    """A command did not end within the limit."""


def _run(case: Case) -> tuple[float, resource.struct_rusage, int, bytes]:
    """Return the seconds, what it used, the exit code and the last words of a command.

    Its output is thrown away, or goes to a pseudo-terminal of 80 columns.
    """
    leader, follower = pty.openpty() if case.terminal else os.pipe()
    if case.terminal:
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    out = follower if case.terminal or case.says_seconds else subprocess.DEVNULL
    error = follower if case.terminal else subprocess.DEVNULL
    said = b""
    start = time.perf_counter()
    process = subprocess.Popen(case.command, env=case.env, cwd=case.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=error)  # fmt: skip
    os.close(follower)
    timer = threading.Timer(LIMIT, process.kill)
    timer.start()
    try:
        while read := os.read(leader, 65536):
            said = (said + read)[-200:]
    except OSError:  # a terminal that the command has closed
        pass
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    timer.cancel()
    os.close(leader)
    process.returncode = os.waitstatus_to_exitcode(status)
    if seconds >= LIMIT:
        raise _TooLong
    return seconds, used, process.returncode, said
