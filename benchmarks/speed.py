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
from contextlib import ExitStack
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from runs import Case, floor, measure

HERE = Path(__file__).parent
ROOT = HERE.parent
PROGRAM = Path(sys.executable).parent / "ctmeasures"
SIZES = (70, 1_000, 10_000, 100_000)
RIVALS = ("doorstop", "check-jsonschema", "ruamel.yaml")  # those of the Python package index
DEBIAN = {"recsel": "recutils", "jq": "jq", "mlr": "miller", "task": "taskwarrior", "git": "git"}

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
ROUND_TRIP = """
import sys
from ruamel.yaml import YAML
yaml = YAML()
yaml.width = 1000
with open(sys.argv[1], encoding="utf-8") as file:
    registry = yaml.load(file)
measures = registry["measures"]
measures[len(measures) // 2]["history"].append({"date": "2024-01-01", "status": "in-progress"})
with open(sys.argv[2], "w", encoding="utf-8") as file:
    yaml.dump(registry, file)
"""
TASKRC = """
data.location={}
uda.measure.type=string
uda.measure.label=Measure
confirmation=off
verbose=nothing
hooks=off
recurrence=off
"""

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
LOAD, LOAD_ALONE = "PyYAML's C loader", "PyYAML's C loader, without Python's start"
RECSEL, RECSEL_ALL = "recsel: ids", "recsel: whole records"
JQ, JQ_ALL, JQ_LINES = "jq: ids", "jq: whole records", "jq: whole records, JSON Lines"
MILLER, MILLER_CSV = "Miller: ids, JSON Lines", "Miller: ids, CSV"
TASK, TASK_ALL, TASK_IN = "taskwarrior: ids", "taskwarrior: whole records", "taskwarrior: import"
DOORSTOP, SCHEMA, RUAMEL = "Doorstop: check", "check-jsonschema", "ruamel.yaml: round trip"

# What another program is compared with: the command of ours that answers the same.
SAME = {
    **dict.fromkeys((RECSEL, JQ, MILLER, MILLER_CSV, TASK), IDS),
    **dict.fromkeys((RECSEL_ALL, JQ_ALL, JQ_LINES, TASK_ALL), LINES),
    **dict.fromkeys((LOAD, LOAD_ALONE, TASK_IN), FIRST),
    **dict.fromkeys((DOORSTOP, SCHEMA), CHECK),
    RUAMEL: UPDATE,
}
SELECTING = (IDS, RECSEL, JQ, MILLER, MILLER_CSV, TASK)  # all of these must find the same

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
    Goal(10_000, IDS, RECSEL, 0.6),
    Goal(10_000, IDS, LOAD, 0.1),
    Goal(10_000, LINES, JQ_ALL, 1.0),
    Goal(10_000, FIRST, LOAD, 0.6),
    Goal(10_000, PIPED, FIRST, 1.3),
    Goal(10_000, TABLE, LINES, 1.3),
    Goal(100_000, IDS, RECSEL, 0.5),
    Goal(10_000, CHECK, SCHEMA, 0.2),
    Goal(10_000, FIRST_CHECK, SCHEMA, 0.2),
    Goal(10_000, UPDATE, RUAMEL, 0.05),
    Goal(10_000, FIRST_UPDATE, RUAMEL, 0.05),
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
    tab = env | {"_CTMEASURES_COMPLETE": "complete_bash", "COMP_WORDS": "ctmeasures show i", "COMP_CWORD": "2"}
    cases = [
        Case(PYTHON, [sys.executable, "-c", ""], env),
        Case(TYPER, [sys.executable, bare, "hello"], env),
        Case(PIPED, [PROGRAM, "list"], env),
        Case(IDS, [PROGRAM, *IDS.split()], env),
        Case(JSON, [PROGRAM, *JSON.split()], env),
        Case(TERMINAL, [PROGRAM, "list"], env, terminal=True),
        Case(SHOW, [PROGRAM, "show", "iru-nl"], env),
        Case(CHECK, [PROGRAM, "check"], env),
        Case(TAB, [PROGRAM], tab),
    ]
    for case in cases:
        case.folder = ROOT
    return {case.name: case for case in cases}


def ours(folder: Path, count: int) -> list[Case]:
    """Return our commands on a synthetic registry, with a cache that knows it and with an empty one."""
    registry, copy = folder / "measures.yaml", folder / "copy" / "measures.yaml"
    cache, empty = folder / "cache", folder / "empty"
    known, first = environment(cache), environment(empty)
    with (folder / "rivals" / "measures.jsonl").open(encoding="utf-8") as file:
        found = (one for one in map(json.loads, islice(file, count // 2, None)) if one["state"] == "open")
        key = next(found)["id"]
    letter = max(path.stem for path in (folder / "letters").iterdir())
    change = ["update", key, "--status", "in-progress", "--letter", letter, "--note", "Continued.", "--yes"]
    if not copy.parent.exists():
        shutil.copytree(folder / "letters", copy.parent / "letters")

    def forget() -> None:
        shutil.rmtree(empty, ignore_errors=True)

    def restore() -> None:
        shutil.copyfile(registry, copy)

    def restore_and_forget() -> None:
        forget()
        restore()

    def case(
 name: str, *words: str, path: Path = registry, env: dict[str, str] = known, terminal: bool = False, before: Callable[[], object] | None = None) -> Case:  # fmt: skip
        return Case(name, [PROGRAM, *words, "--registry", path], env, terminal=terminal, before=before)

    return [
        case(IDS, *IDS.split()),
        case(LINES, *LINES.split()),
        case(TABLE, "list", "--status", "open"),
        case(PIPED, "list"),
        case(TERMINAL, "list", terminal=True),
        case(SHOW, "show", key),
        case(CHECK, "check"),
        case(TIMELINE, "timeline"),
        case(STATS, "stats"),
        case(UPDATE, *change, path=copy, before=restore),
        case(FIRST, *IDS.split(), env=first, before=forget),
        case(FIRST_CHECK, "check", env=first, before=forget),
        case(FIRST_UPDATE, *change, path=copy, env=first, before=restore_and_forget),
    ]


def floors(folder: Path) -> list[Case]:
    """Return PyYAML's C loader on the same file: the whole process, and the loading alone."""
    env = environment(folder / "cache")
    command: list[str | Path] = [sys.executable, "-c", LOADER, folder / "measures.yaml"]
    return [Case(LOAD, command, env), Case(LOAD_ALONE, command, env, says_seconds=True)]


def rivals(folder: Path, python: Path) -> list[Case]:
    """Return what a user would pick instead, on the same measures; `python` is where the Python packages are installed."""
    data = folder / "rivals"
    env = environment(folder / "cache")
    array, lines, records, table = (data / f"measures.{end}" for end in ("json", "jsonl", "rec", "csv"))
    taskrc, tasks, scratch = data / "taskrc", data / "tasks", data / "scratch"
    taskrc.write_text(TASKRC.format(tasks), encoding="utf-8")
    task_env = env | {"TASKRC": str(taskrc)}
    expression, chosen = "state = 'open'", 'select(.state == "open")'
    mlr = ["filter", '$state == "open"', "then", "cut", "-f", "id"]

    def forget() -> None:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()

    importing: list[str | Path] = ["task", f"rc.data.location={scratch}", "import", data / "tasks.json"]
    if shutil.which("task") and not tasks.exists():
        subprocess.run(["task", "import", data / "tasks.json"], env=task_env, capture_output=True, check=True)
    if (data / "doorstop").exists() and not (data / "doorstop" / ".git").exists() and shutil.which("git"):
        subprocess.run(["git", "init", "--quiet", data / "doorstop"], check=True)
    written = data / "round-trip.yaml"
    schema = ROOT / "ctmeasures" / "schema" / "registry.schema.json"
    registry = folder / "measures.yaml"
    items = Case(DOORSTOP, [python / "doorstop", "--no-reformat", "--quiet"], env, folder=data / "doorstop")
    if not (data / "doorstop").exists():
        items.failed = "not tried"
    return [
        Case(RECSEL, ["recsel", "-e", expression, "-C", "-P", "id", records], env),
        Case(RECSEL_ALL, ["recsel", "-e", expression, records], env),
        Case(JQ, ["jq", "-r", f".[] | {chosen} | .id", array], env),
        Case(JQ_ALL, ["jq", "-c", f".[] | {chosen}", array], env),
        Case(JQ_LINES, ["jq", "-c", chosen, lines], env),
        Case(MILLER, ["mlr", "--ijsonl", "--onidx", *mlr, lines], env),
        Case(MILLER_CSV, ["mlr", "--icsv", "--onidx", *mlr, table], env),
        Case(TASK, ["task", "status:pending", "_unique", "measure"], task_env),
        Case(TASK_ALL, ["task", "status:pending", "export"], task_env),
        Case(TASK_IN, importing, task_env, before=forget),
        items,
        Case(SCHEMA, [python / "check-jsonschema", "--schemafile", schema, registry], env),
        Case(RUAMEL, [python / "python", "-c", ROUND_TRIP, registry, written], env),
    ]


def agree(cases: Cases, work: Path) -> list[str]:
    """Return the names of the commands that select other measures than ours."""
    wrong = []
    for name in SELECTING:
        case = cases[name]
        if case.failed:
            continue
        found = work / ("ours" if name == IDS else "theirs")
        with found.open("wb") as file:
            subprocess.run(case.command, env=case.env, cwd=case.folder, stdout=file, check=True)
        subprocess.run(["sort", "-o", found, found], env={"LC_ALL": "C"}, check=True)
        if not filecmp.cmp(work / "ours", found, shallow=False):
            wrong.append(name)
    return wrong


# -- what it looks like -------------------------------------------------------


def table(cases: Cases, memory: float, base: str = "") -> str:
    """Return a table of commands; a ratio is to `base`, or to the command of ours that answers the same."""
    lines = [
        f"| command | median ms | {'ratio' if base else '× ours'} | peak MiB | runs |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, case in cases.items():
        if case.median is None:
            lines.append(f"| {name} | {case.failed} | | | |")
            continue
        against = cases[base or SAME.get(name, name)].median
        shown = f"{case.median / against:.2f}" if against and (base or name in SAME) else ""
        peak = f"{case.peak:.0f}" if case.peak > memory + 1 else f"≤ {memory:.0f}"
        lines.append(f"| {name} | {case.median * 1000:,.0f} | {shown} | {peak} | {len(case.seconds)} |")
    return "\n".join(lines)


def goals(found: dict[int, Cases]) -> str:
    """Return the goals beside what was measured."""
    lines = ["| measures | command | at most | of | measured | |", "| ---: | --- | ---: | --- | ---: | --- |"]
    for size, one, other, most in GOALS:
        reached = _ratio(found.get(size), one, other)
        lines.append(_goal(size, one, f"{most:g} ×", other, reached, most, "{:.2f} ×"))
    for size, most in MEMORY.items():
        for name in (IDS, LINES, PIPED, FIRST, CHECK, UPDATE):
            peak = found[size][name].peak if size in found and not found[size][name].failed else None
            lines.append(_goal(size, name, f"{most:,} MiB", "memory", peak, most, "{:,.0f} MiB"))
    lines.append(_goal(100_000, IDS, f"{GROWTH:g} ×", "10,000 above start-up", _growth(found), GROWTH, "{:.1f} ×"))
    return "\n".join(lines)


def _goal(size: int, name: str, most: str, other: str, reached: float | None, limit: float, form: str) -> str:
    told = "not measured | " if reached is None else f"{form.format(reached)} | {'✓' if reached <= limit else '✗'}"
    return f"| {f'{size:,}' if size else 'our own'} | {name} | {most} | {other} | {told} |"


def _ratio(cases: Cases | None, one: str, other: str) -> float | None:
    if cases is None:
        return None
    ours, theirs = cases[one].median, cases[other].median
    return ours / theirs if ours is not None and theirs else None


def _growth(found: dict[int, Cases]) -> float | None:
    """Return how many times the cost at 10,000 that at 100,000 is; the command on 70 measures is the start-up."""
    if not {70, 10_000, 100_000} <= found.keys():
        return None
    start, less, more = (found[size][IDS].median for size in (70, 10_000, 100_000))
    return (more - start) / (less - start) if start and less and more else None


def machine(rounds: int) -> str:
    """Say on what machine, when and how often."""
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next(
        (line.split(": ", 1)[1] for line in facts.splitlines() if line.startswith("model name")), platform.machine()
    )
    system = (
        platform.freedesktop_os_release()["PRETTY_NAME"]
        + " "
        + Path("/etc/debian_version").read_text(encoding="utf-8").strip()
    )
    python = f"{platform.python_implementation()} {platform.python_version()}"
    today = date.today()  # noqa: DTZ011
    return f"{today.day} {today:%B %Y}, {model}, {os.cpu_count()} cores, {system}, {python}, {rounds} rounds"


# -- the run ------------------------------------------------------------------


def install(folder: Path) -> Path:
    """Install the rivals that are Python packages into an environment of their own; return where its programs are."""
    if not folder.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *RIVALS], check=True)
    return folder / "bin"


def main() -> int:
    """Measure, and print or write Markdown; end with 1 where the programs do not select the same measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many measures the registries have")
    parser.add_argument("--rounds", type=int, default=15, help="how often a command is run; slow ones less often")
    parser.add_argument("--with-rivals", action="store_true", help=f"install {', '.join(RIVALS)} into the folder")
    parser.add_argument("--folder", type=Path, help="keep the registries and the rivals here, for the next run")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",") if size]
    with ExitStack() as stack:
        work = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        work.mkdir(parents=True, exist_ok=True)
        work = work.resolve()
        python = install(work / "rivals") if asked.with_rivals else work / "rivals" / "bin"
        tell = partial(print, file=sys.stderr, flush=True)
        found = {0: own(work)}
        measure(found[0].values(), asked.rounds, tell)
        for size in sizes:
            folder = work / str(size)
            if not folder.exists():
                tell(f"making {size:,} measures")
                subprocess.run([sys.executable, HERE / "synthetic.py", str(size), folder], check=True)
            found[size] = {case.name: case for case in [*ours(folder, size), *floors(folder), *rivals(folder, python)]}
            tell(f"{size:,} measures")
            measure(found[size].values(), asked.rounds, tell)
            wrong = agree(found[size], work)
            if wrong:
                tell(f"other measures than ours are selected of {size:,} by: {', '.join(wrong)}")
                return 1
    parts = [
        machine(asked.rounds),
        "### The goals",
        goals(found),
        "### The repository's own registry",
        table(found[0], floor(), TYPER),
    ]
    for size in sizes:
        parts += [f"### {size:,} measures", table(found[size], floor())]
    text = "\n\n".join(parts)
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
    readme.write_text(f"{before}{start}\n{text}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
