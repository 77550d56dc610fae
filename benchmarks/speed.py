"""How fast ctmeasures is, beside what people would use instead, in one run on the same measures.

    python benchmarks/speed.py [--sizes 70,1000,10000,100000] [--rounds 15] [--with-rivals] [--folder DIR] [--write]

Prints Markdown: a table for the repository's own registry and for each size, and the goals. `--write` puts it into README.md
here. Every command runs in a process of its own; the ratios are those of medians.
"""

import argparse
import filecmp
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import rivals
from runs import LIMIT, Case, floor, measure

HERE = Path(__file__).parent
ROOT = HERE.parent
SCHEMA_FILE = ROOT / "ctmeasures" / "schema" / "registry.schema.json"
PROGRAM = Path(sys.executable).parent / "ctmeasures"
SIZES = (70, 1_000, 10_000, 100_000)

BARE = """
import sys

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print("hello", name)


@app.command()
def bye(name: str = "world") -> None:
    print("bye", name)


def main() -> None:
    app()


if __name__ == "__main__":
    sys.exit(main())
"""
LOADER = """
import gc, sys, time
gc.disable()
import yaml
start = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:
    yaml.load(file, Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""

COMPLETING = {"_CTMEASURES_COMPLETE": "complete_bash", "COMP_WORDS": "ctmeasures show w", "COMP_CWORD": "2"}

# The names of the cases.
PYTHON, TYPER = "bare Python", "bare Typer, two commands"
IDS = "list --status open --format ids"
LINES = "list --status open --format jsonl"
TABLE = "list --status open, piped"
PIPED, TERMINAL = "list, piped", "list, terminal"
JSON = "list --format json"
SHOW, CHECK, TAB = "show, piped", "check", "a TAB"
TIMELINE, STATS, UPDATE = "timeline, piped", "stats", "update"
FIRST, FIRST_CHECK, FIRST_UPDATE = f"{IDS}, first reading", "check, first reading", "update, first reading"
FILES, CHANGED, FIRST_FILES = (f"{IDS}, files{state}" for state in ("", ", one changed", ", first reading"))
LOAD, LOAD_ALONE = "PyYAML's C loader", "PyYAML's C loader, without Python's start"

# What another program is compared with: the command of ours that answers the same.
SAME = {
    **dict.fromkeys((rivals.RECSEL, rivals.JQ, rivals.MILLER, rivals.MILLER_CSV, rivals.TASK), IDS),
    **dict.fromkeys((rivals.RECSEL_ALL, rivals.JQ_ALL, rivals.JQ_LINES, rivals.TASK_ALL), LINES),
    **dict.fromkeys((LOAD, LOAD_ALONE, rivals.TASK_IN), FIRST),
    **dict.fromkeys((rivals.DOORSTOP, rivals.SCHEMA), CHECK),
    rivals.RUAMEL: UPDATE,
}
# All of these must find the same.
SELECTING = (IDS, rivals.RECSEL, rivals.JQ, rivals.MILLER, rivals.MILLER_CSV, rivals.TASK)

Cases = dict[str, Case]


class Goal(NamedTuple):
    """How many times what `against` takes, `ours` may take at most, in a registry of a size; size 0 is the repository's own."""

    size: int
    ours: str
    against: str
    most: float


GOALS = (
    Goal(0, PIPED, TYPER, 1.3),
    Goal(0, TERMINAL, TYPER, 2.0),
    Goal(0, SHOW, TYPER, 1.3),
    Goal(0, CHECK, TYPER, 1.6),
    Goal(0, TAB, TYPER, 1.2),
    Goal(10_000, IDS, rivals.RECSEL, 0.6),
    Goal(10_000, IDS, LOAD, 0.1),
    Goal(10_000, LINES, rivals.JQ_ALL, 1.0),
    Goal(10_000, FIRST, LOAD, 0.6),
    Goal(10_000, PIPED, FIRST, 1.3),
    Goal(10_000, TABLE, LINES, 1.3),
    Goal(100_000, IDS, rivals.RECSEL, 0.5),
    Goal(10_000, CHECK, rivals.SCHEMA, 0.2),
    Goal(10_000, FIRST_CHECK, rivals.SCHEMA, 0.2),
    Goal(10_000, UPDATE, rivals.RUAMEL, 0.05),
    Goal(10_000, FIRST_UPDATE, rivals.RUAMEL, 0.05),
)
MEMORY = {10_000: 150, 100_000: 1024}  # MiB, at most, of each command that reads
GROWTH = 11.0  # times the cost at 10,000 above start-up, at 100,000


def environment(cache: Path) -> dict[str, str]:
    """Return the environment that commands run in, with a cache folder of its own."""
    lost = ("NO_COLOR", "COLUMNS", "CTMEASURES_REGISTRY", "TASKDATA")
    kept = {name: value for name, value in os.environ.items() if name not in lost and not name.startswith("PYTHON")}
    return kept | {"TERM": "xterm-256color", "XDG_CACHE_HOME": str(cache)}


def own(work: Path) -> Cases:
    """Return the commands that are run on the repository's own registry, and the floors under them."""
    bare = work / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    env = environment(work / "cache")
    cases = [
        Case(PYTHON, [sys.executable, "-c", ""], env),
        Case(TYPER, [sys.executable, bare, "hello"], env),
        Case(PIPED, [PROGRAM, "list"], env),
        Case(IDS, [PROGRAM, *IDS.split()], env),
        Case(JSON, [PROGRAM, *JSON.split()], env),
        Case(TERMINAL, [PROGRAM, "list"], env, terminal=True),
        Case(SHOW, [PROGRAM, "show", "iru-nl"], env),
        Case(CHECK, [PROGRAM, "check"], env),
        Case(TAB, [PROGRAM], env | COMPLETING),
    ]
    for case in cases:
        case.folder = ROOT
    return {case.name: case for case in cases}


def ours(folder: Path, count: int) -> list[Case]:
    """Return our commands on a synthetic registry, with a cache that knows it and with an empty one."""
    registry, copy = folder / "measures.yaml", folder / "copy" / "measures.yaml"
    files, changing = folder / "files" / "measures", folder / "changing" / "measures"
    empty = folder / "empty"
    known, first = environment(folder / "cache"), environment(empty)
    with (folder / "rivals" / "measures.jsonl").open(encoding="utf-8") as file:
        found = (one for one in map(json.loads, islice(file, count // 2, None)) if one["state"] == "open")
        key = next(found)["id"]
    letter = max(path.stem for path in (folder / "letters").iterdir())
    change = f"update {key} --status in-progress --letter {letter} --note Continued. --yes"
    if not copy.parent.exists():
        shutil.copytree(folder / "letters", copy.parent / "letters")
        shutil.copytree(files.parent, changing.parent)

    def forget() -> None:
        shutil.rmtree(empty, ignore_errors=True)

    def restore() -> None:
        shutil.copyfile(registry, copy)

    def restore_and_forget() -> None:
        forget()
        restore()

    def change_one() -> None:
        with (changing / "000000.yaml").open("a", encoding="utf-8") as file:
            file.write("# one more line\n")

    def case(name: str, words: str, before: Callable[[], object] | None = None, path: Path = registry) -> Case:
        env = first if before in (forget, restore_and_forget) else known
        return Case(name, [PROGRAM, *words.split(), "--registry", path], env, before=before)

    terminal = case(TERMINAL, "list")
    terminal.terminal = True
    return [
        case(IDS, IDS),
        case(LINES, LINES),
        case(TABLE, "list --status open"),
        case(PIPED, "list"),
        terminal,
        case(SHOW, f"show {key}"),
        case(CHECK, "check"),
        case(TIMELINE, "timeline"),
        case(STATS, "stats"),
        Case(TAB, [PROGRAM], known | COMPLETING | {"CTMEASURES_REGISTRY": str(registry)}),
        case(UPDATE, change, restore, copy),
        case(FIRST, IDS, forget),
        case(FIRST_CHECK, "check", forget),
        case(FIRST_UPDATE, change, restore_and_forget, copy),
        case(FILES, IDS, None, files),
        case(CHANGED, IDS, change_one, changing),
        case(FIRST_FILES, IDS, forget, files),
    ]


def floors(folder: Path) -> list[Case]:
    """Return PyYAML's C loader on the same file: the whole process, and the loading alone."""
    env = environment(folder / "cache")
    command: list[str | Path] = [sys.executable, "-c", LOADER, folder / "measures.yaml"]
    return [Case(LOAD, command, env), Case(LOAD_ALONE, command, env, says_seconds=True)]


def agree(cases: Cases, work: Path) -> list[str]:
    """Return the names of the commands that select other measures than the first one; those that cannot answer are left out."""
    answers: dict[str, Path] = {}
    for number, name in enumerate(SELECTING):
        case, found = cases[name], work / f"selected-{number}"
        if shutil.which(case.command[0]) is None:
            continue
        try:
            with found.open("wb") as file:
                subprocess.run(
                    case.command, env=case.env, stdout=file, stderr=subprocess.DEVNULL, check=True, timeout=LIMIT
                )
        except subprocess.SubprocessError:
            continue
        subprocess.run(["sort", "-o", found, found], env={"LC_ALL": "C"}, check=True)
        answers[name] = found
    first = next(iter(answers.values()), None)
    return [name for name, found in answers.items() if first and not filecmp.cmp(first, found, shallow=False)]


# -- what it looks like -------------------------------------------------------


def table(cases: Cases, memory: float, base: str = "") -> str:
    """Return a table of commands; a ratio is to `base`, or to the command of ours that answers the same."""
    lines = [
        f"| command | median ms | {'ratio' if base else '× ours'} | CPU ms | peak MiB | runs |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, case in cases.items():
        if case.median is None:
            lines.append(f"| {name} | {case.failed} | | | | |")
            continue
        against = cases[base or SAME.get(name, name)].median
        shown = f"{case.median / against:.2f}" if against and (base or name in SAME) else ""
        peak = f"{case.peak:.0f}" if case.peak > memory + 1 else f"≤ {memory:.0f}"
        lines.append(
            f"| {name} | {case.median * 1000:,.0f} | {shown} | {case.processor * 1000:,.0f} | {peak} | {len(case.seconds)} |"
        )
    return "\n".join(lines)


def goals(found: dict[int, Cases]) -> str:
    """Return the goals beside what was measured; those of sizes that were not measured are left out."""
    lines = [
        "| measures | command | at most | of | measured | | CPU |",
        "| ---: | --- | ---: | --- | ---: | --- | ---: |",
    ]
    for size, one, other, most in GOALS:
        if size in found:
            verdict = _against(found[size][one], found[size][other], most)
            lines.append(f"| {_size(size)} | {one} | {most:g} × | {other} | {verdict} |")
    for size, most in MEMORY.items():
        for name in (IDS, LINES, PIPED, FIRST, CHECK, UPDATE):
            if size in found:
                case = found[size][name]
                verdict = case.failed or f"{case.peak:,.0f} MiB"
                lines.append(
                    f"| {_size(size)} | {name} | {most:,} MiB | memory | {verdict} | {_mark(not case.failed and case.peak <= most)} | |"
                )
    if {70, 10_000, 100_000} <= found.keys():
        lines.append(
            f"| {_size(100_000)} | {IDS} | {GROWTH:g} × | that at 10,000 above start-up | {_growth(found)} | |"
        )
    return "\n".join(lines)


def _size(size: int) -> str:
    return f"{size:,}" if size else "our own"


def _mark(reached: bool) -> str:
    return "✓" if reached else "✗"


def _against(one: Case, other: Case, most: float) -> str:
    """Return the ratio of two commands, whether it is small enough, and that of their processor time.

    Where the other was stopped, the ratio is less than what is said.
    """
    theirs = LIMIT if other.late else other.median
    if one.median is None or theirs is None:
        return f"{one.failed or other.failed} | {_mark(False) if one.failed else ''} |"
    ratio = one.median / theirs
    busy = "" if other.late else f" {one.processor / other.processor:.2f} ×"
    return f"{'< ' if other.late else ''}{ratio:.2f} × | {_mark(ratio <= most)} |{busy}"


def _growth(found: dict[int, Cases]) -> str:
    """Return how many times the cost at 10,000 that at 100,000 is; the same command on 70 measures is the start-up."""
    start, less, more = (found[size][IDS].median for size in (70, 10_000, 100_000))
    if start is None or less is None or more is None:
        return f"not measured | {_mark(False)}"
    ratio = (more - start) / (less - start)
    return f"{ratio:.1f} × | {_mark(ratio <= GROWTH)}"


def machine(rounds: int) -> str:
    """Say on what machine, when and how often."""
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next(
        (line.split(": ", 1)[1] for line in facts.splitlines() if line.startswith("model name")), platform.machine()
    )
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    today = date.today()  # noqa: DTZ011
    busy = f"load average {os.getloadavg()[2]:.1f}, of which 1 is the benchmark"
    return f"{today.day} {today:%B %Y}: {model}, {os.cpu_count()} cores, {system}, {python}; rounds: {rounds}; {busy}."


def page(found: dict[int, Cases], facts: list[str]) -> str:
    """Return everything that was found, with what is to be known of the run before it."""
    parts = [*facts, "### The goals", goals(found)]
    for size, cases in found.items():
        heading = f"{size:,} measures" if size else "The repository's own registry"
        parts += [f"### {heading}", table(cases, floor(), "" if size else TYPER)]
    return "\n\n".join(parts)


# -- the run ------------------------------------------------------------------


def make(folder: Path, count: int) -> None:
    """Write a registry and the same measures for the others, in processes of their own, so that this one stays small."""
    new = folder.with_suffix(".new")  # what was stopped half-way is not taken for a registry
    shutil.rmtree(new, ignore_errors=True)
    for script, target in (("synthetic.py", new), ("rivals.py", new / "rivals")):
        subprocess.run([sys.executable, HERE / script, str(count), target], check=True)
    new.rename(folder)


def measured(work: Path, sizes: list[int], rounds: int) -> dict[int, Cases]:
    """Measure everything in a folder; raise Different where the programs do not select the same measures."""
    tell = partial(print, file=sys.stderr, flush=True)
    found = {0: own(work)}
    measure(found[0].values(), rounds, tell)
    for size in sizes:
        folder = work / str(size)
        tell(f"{size:,} measures")
        if not folder.exists():
            make(folder, size)
        others = rivals.cases(folder, work / rivals.PYTHON, SCHEMA_FILE, environment(folder / "cache"))
        found[size] = {case.name: case for case in [*ours(folder, size), *floors(folder), *others]}
        wrong = agree(found[size], work)
        if wrong:
            raise Different(f"not all programs select the same of {size:,} measures: {', '.join(wrong)}")
        measure(found[size].values(), rounds, tell)
    return found


class Different(Exception):
    """Two programs select different measures, so that their times say nothing."""


def main() -> int:
    """Measure, and print or write Markdown; end with 1 where the programs do not select the same measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many measures the registries have")
    parser.add_argument("--rounds", type=int, default=15, help="how often a command is run; slow ones less often")
    parser.add_argument("--with-rivals", action="store_true", help=f"install {', '.join(rivals.PACKAGES)} for the run")
    parser.add_argument("--folder", type=Path, help="keep the registries and the rivals here, for the next run")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",") if size]
    with tempfile.TemporaryDirectory() as scratch:
        work = (asked.folder or Path(scratch)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        if asked.with_rivals:
            rivals.install(work)
        facts = [f"Beside it: {', '.join(rivals.versions(work / rivals.PYTHON))}."]
        try:
            found = measured(work, sizes, asked.rounds)
        except Different as fault:
            print(fault, file=sys.stderr)
            return 1
    text = page(found, [machine(asked.rounds), *facts])
    if asked.write:
        put(text)
    else:
        print(text)
    return 0


def put(text: str) -> None:
    """Put the tables between their marks in the README beside this file."""
    readme = HERE / "README.md"
    before, start, rest = readme.read_text(encoding="utf-8").partition("<!-- speed -->\n")
    _, end, after = rest.partition("<!-- end of speed -->\n")
    assert end, "README.md has lost the marks of the tables"
    readme.write_text(f"{before}{start}\n{text}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
