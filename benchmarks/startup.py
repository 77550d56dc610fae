"""How long a command takes from the first to the last moment, against a bare Typer application in the same environment.

    .venv/bin/python benchmarks/startup.py [RUNS]

Every round runs each command once, in an order of its own, so that a slow moment of the machine hits all of them alike; the figures
are medians over the rounds, and their ratios to the bare application. The registry is the repository's own.
"""

import fcntl
import os
import platform
import pty
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BARE = """
import sys

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print("hello", name)


def main() -> None:
    app()


if __name__ == "__main__":
    sys.exit(main())
"""
GOALS = {"list (piped)": 1.7, "list --format ids": 1.7, "list --format json": 1.7, "list (terminal)": 2.5, "a TAB": 1.5}


def main() -> None:
    """Measure and print a Markdown table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    program = str(Path(sys.executable).parent / "ctmeasures")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "COLUMNS")
    }
    env = kept | {"TERM": "xterm-256color"}
    tab = env | {"_CTMEASURES_COMPLETE": "complete_bash", "COMP_WORDS": "ctmeasures show i", "COMP_CWORD": "2"}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        cases = {
            "bare Python": ([sys.executable, "-c", ""], env, False),
            "bare Typer": ([sys.executable, str(bare)], env, False),
            "list (piped)": ([program, "list"], env, False),
            "list --format ids": ([program, "list", "--format", "ids"], env, False),
            "list --format json": ([program, "list", "--format", "json"], env, False),
            "list (terminal)": ([program, "list"], env, True),
            "list --status open (terminal)": ([program, "list", "--status", "open"], env, True),
            "show (piped)": ([program, "show", "iru-nl"], env, False),
            "check": ([program, "check"], env, False),
            "a TAB": ([program], tab, False),
        }
        taken: dict[str, list[float]] = {name: [] for name in cases}
        for number in range(rounds + 1):
            for name in random.Random(number).sample(list(cases), len(cases)):  # who runs after whom matters too
                command, environment, terminal = cases[name]
                seconds = run(command, environment, terminal)
                if number:  # the first round only warms the disk's cache
                    taken[name].append(seconds)
    floor = statistics.median(taken["bare Typer"])
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {rounds} rounds\n")
    print("| command | median ms | ratio | goal |\n| --- | ---: | ---: | ---: |")
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"| {name} | {median * 1000:.0f} | {median / floor:.2f} | {GOALS.get(name, '')} |")


def run(command: list[str], env: dict[str, str], terminal: bool) -> float:
    """Run a command to its end, on a pseudo-terminal of 80 columns or with its output thrown away; return the seconds."""
    if not terminal:
        start = time.perf_counter()
        subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    start = time.perf_counter()
    with subprocess.Popen(command, env=env, cwd=ROOT, stdout=follower, stderr=follower, stdin=follower):
        os.close(follower)
        try:
            while os.read(leader, 65536):
                pass
        except OSError:  # the command has closed its end
            pass
    seconds = time.perf_counter() - start
    os.close(leader)
    return seconds


if __name__ == "__main__":
    main()
