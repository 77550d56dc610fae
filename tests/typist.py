"""A person at a terminal: types answers as they are asked for, and reads what is shown."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from support import ROOT, STUCK

LOOK = 0.02  # seconds between two looks whether somebody is being waited for
AGAIN = 100  # looks after which somebody presses Ctrl-C again
CTRL_C = "\x03"
KILL = "\x00"  # no key: the process is killed where it waits
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Typed(NamedTuple):
    """What a session at a terminal left behind."""

    code: int
    text: str


def asks(shown: bytes) -> bool:
    """Tell whether the last that is shown is a question."""
    return shown.removesuffix(b"\x1b[?2004h").endswith((b": ", b"] "))


def asleep(pid: int) -> bool:
    """Tell whether a process waits, as Linux says: one that is still at work would miss a Ctrl-C. Elsewhere, who is quiet waits."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].startswith("S")
    except FileNotFoundError:
        return True


def heeding() -> None:
    """Heed Ctrl-C, which a shell lets those ignore that it starts in the background: the tests may be among them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def typed(
    *words: str,
    answers: tuple[str | Callable[[], object], ...] = (),
    folder: Path,
    out: Path | None = None,
    **more: str,
) -> Typed:
    """Run `ctmeasures` at a terminal and type the answers, one whenever it waits; `out` takes its standard output.

    An answer that is called is what somebody else does meanwhile; then the next one is typed.
    """
    leader, follower = pty.openpty()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "CTMEASURES_REGISTRY", "GITHUB_ACTIONS", "VISUAL", "EDITOR")
    }
    env = (
        kept
        | {"TERM": "xterm", "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
        | more
    )
    left = list(answers)
    shown = b""
    with (
        open(out or os.devnull, "wb") as file,
        subprocess.Popen(
            [sys.executable, "-m", "ctmeasures", *words],
            stdin=follower,
            stderr=follower,
            stdout=file if out else follower,
            cwd=folder,
            env=env,
            preexec_fn=heeding,
        ) as process,
    ):
        os.close(follower)
        quiet = answered = 0
        interrupted = False
        while True:
            quiet += 1
            ready, _, _ = select.select([leader], [], [], LOOK)
            if ready:
                try:
                    chunk = os.read(leader, 65536)
                except OSError:  # the other end is closed
                    break
                if not chunk:
                    break
                shown += chunk
                quiet = 0
            elif left and len(shown) > answered and asks(shown) and asleep(process.pid):
                answer, answered = left.pop(0), len(shown)
                if callable(answer):
                    answer()
                    answered -= 1
                elif answer == KILL:
                    process.kill()
                elif answer == CTRL_C:
                    interrupted = True
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(leader, answer.encode())
            elif process.poll() is not None:
                break
            elif interrupted and quiet % AGAIN == 0:  # the first came just before it began to wait, and it waits on
                process.send_signal(signal.SIGINT)
            elif quiet > STUCK / LOOK:
                process.kill()
                break
    os.close(leader)
    assert left == [], f"nobody asked for {left}; shown was {shown.decode()}"
    return Typed(process.returncode, ESCAPES.sub("", shown.decode()).replace("\r\n", "\n").replace("\r", ""))
