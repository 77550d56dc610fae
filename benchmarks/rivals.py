"""What people would use instead: the measures of a synthetic registry as other programs keep them, and the commands that ask them.

    python benchmarks/rivals.py COUNT FOLDER

Each gets more than it could ask for: what we work out from a history (the status, whether it is open, the due date that
stands) is written down for it.
"""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from runs import Case
from synthetic import OPEN, Record, measures

# Those of the Python package index; the others are Debian's. With libyaml, check-jsonschema is three times as fast as without.
PACKAGES = ("doorstop", "check-jsonschema", "ruamel.yaml[oldlibyaml]")
PYTHON = Path("rivals", "bin")  # in the folder of the run
ITEMS = 10_000  # Doorstop keeps a file for each measure; with more of them it is not tried

# The names of the commands.
RECSEL, RECSEL_ALL = "recsel: ids", "recsel: whole records"
JQ, JQ_ALL, JQ_LINES = "jq: ids", "jq: whole records", "jq: whole records, JSON Lines"
MILLER, MILLER_CSV = "Miller: ids, JSON Lines", "Miller: ids, CSV"
TASK, TASK_ALL, TASK_IN = "taskwarrior: ids", "taskwarrior: whole records", "taskwarrior: import"
DOORSTOP, SCHEMA, RUAMEL = "Doorstop: check", "check-jsonschema", "ruamel.yaml: round trip"

_ROUND_TRIP = """
import sys
from ruamel.yaml import YAML
yaml = YAML()
yaml.width = 1000
yaml.indent(mapping=2, sequence=4, offset=2)
with open(sys.argv[1], encoding="utf-8") as file:
    registry = yaml.load(file)
measures = registry["measures"]
measures[len(measures) // 2]["history"].append({"date": "2024-01-01", "status": "in-progress"})
with open(sys.argv[2], "w", encoding="utf-8") as file:
    yaml.dump(registry, file)
"""
_TASKRC = """
data.location={}
uda.measure.type=string
uda.measure.label=Measure
confirmation=off
verbose=nothing
hooks=off
recurrence=off
"""
_ITEM = """active: true
area: {area}
derived: false
header: |
  {title}
level: 1.1.{number}
links: []
measure: {id}
normative: true
owner: {owner}
ref: ''
reviewed: null
state: {state}
status: {status}
text: |
{text}
"""


# -- the data -----------------------------------------------------------------


def flat(measure: Record) -> Record:
    """Return a measure with its status, the due date that stands and its newest letter worked out beforehand."""
    last = measure["history"][-1]
    opened = last["status"] in OPEN
    due = next((event["due"] for event in reversed(measure["history"]) if "due" in event), None)
    return {
        **measure,
        "status": last["status"],
        "state": "open" if opened else "closed",
        **({"due": due} if due and opened else {}),
        "updated": last["letter"][:10],
    }


def rec(measure: Record) -> str:
    """Return a measure as a record of GNU recutils."""
    said = flat(measure)
    history = said.pop("history")
    budget = said.pop("budget", [])
    lines = [
        f"{name}: {one}"
        for name, value in said.items()
        for one in (value if isinstance(value, list) else [str(value).lower() if value is True else value])
    ]
    for event in (*budget, *history):
        words = ", ".join(f"{name} {value}" for name, value in event.items())
        lines.append(f"{'event' if 'status' in event else 'budget'}: {words}")
    return "\n".join(lines) + "\n\n"


def task(measure: Record) -> Record:
    """Return a measure as taskwarrior imports it: its events are annotations."""
    said = flat(measure)
    first = said["history"][0]["letter"][:10].replace("-", "")
    words = [f"{event['status']} {event['letter']} {event['quote']}: {event['note']}" for event in said["history"]]
    found: Record = {
        "description": said["title"],
        "measure": said["id"],
        "project": said["owner"],
        "tags": [said["area"], said["status"]],
        "entry": f"{first}T120000Z",
        "status": "pending" if said["state"] == "open" else "completed",
        "annotations": [
            {"entry": f"{event['letter'][:10].replace('-', '')}T12000{number}Z", "description": text}
            for number, (event, text) in enumerate(zip(said["history"], words, strict=True))
        ],
    }
    if said["state"] == "closed":
        found["end"] = f"{said['updated'].replace('-', '')}T120000Z"
    if "due" in said:
        found["due"] = f"{said['due'][:4]}1231T120000Z"
    return found


def row(measure: Record) -> Record:
    """Return a measure as one row of a table."""
    said = flat(measure)
    budget = said.pop("budget", [])
    for number, event in enumerate(said.pop("history"), 1):
        said |= {f"history.{number}.{name}": value for name, value in event.items()}
    return {
        name: ";".join(value) if isinstance(value, list) else str(value).lower() if value is True else value
        for name, value in said.items()
    } | {"budget": json.dumps(budget) if budget else ""}


def doorstop(measure: Record, number: int) -> str:
    """Return a measure as an item of Doorstop, with the fields of its own beside those that Doorstop writes."""
    said = flat(measure)
    texts = [f"  {event['date']} {event['status']} {event['letter']}: {event['note']}" for event in said["history"]]
    return _ITEM.format(**said, number=number, text="\n".join(texts))


_EVENT = ("date", "status", "letter", "passage", "quote", "due", "note")
_OWN = ("id", "title", "title_nl", "area", "owner", "owner_inferred", "partners", "part_of")
COLUMNS = (
    *_OWN,
    *("status", "state", "due", "updated", "budget"),
    *(f"history.{number}.{name}" for number in (1, 2) for name in _EVENT),
)


def write(folder: Path, count: int) -> None:
    """Write the measures for the other programs: JSON, JSON Lines, CSV, recutils, taskwarrior and Doorstop."""
    folder.mkdir(parents=True)
    documents = folder / "doorstop" / "mea"
    if count <= ITEMS:
        documents.mkdir(parents=True)
        settings = "settings:\n  digits: 6\n  itemformat: yaml\n  prefix: MEA\n  sep: ''\n"
        (documents / ".doorstop.yml").write_text(settings, encoding="utf-8")
    with ExitStack() as stack:
        array, lines, records, tasks, table = (
            stack.enter_context((folder / name).open("w", encoding="utf-8", newline=""))
            for name in ("measures.json", "measures.jsonl", "measures.rec", "tasks.json", "measures.csv")
        )
        records.write("%rec: Measure\n%key: id\n\n")
        writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for number, measure in enumerate(measures(count), 1):
            said = json.dumps(flat(measure), ensure_ascii=False)
            array.write(f"{'[' if number == 1 else ','}\n{said}")
            lines.write(f"{said}\n")
            records.write(rec(measure))
            tasks.write(f"{'[' if number == 1 else ','}\n{json.dumps(task(measure), ensure_ascii=False)}")
            writer.writerow(row(measure))
            if count <= ITEMS:
                (documents / f"MEA{number:06}.yml").write_text(doorstop(measure, number), encoding="utf-8")
        array.write("\n]\n")
        tasks.write("\n]\n")


# -- the commands -------------------------------------------------------------


def install(folder: Path) -> None:
    """Install those that are Python packages into an environment of their own, unless it is there."""
    python = folder / PYTHON
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parent], check=True)
        subprocess.run([python / "pip", "install", "--quiet", *PACKAGES], check=True)


def versions(python: Path) -> Iterator[str]:
    """Yield the name and version of each program that is installed; `python` is where the Python packages are."""
    asking: dict[str, list[str | Path]] = {
        "recutils": ["recsel", "--version"],
        "jq": ["jq", "--version"],
        "Miller": ["mlr", "--version"],
        "taskwarrior": ["task", "--version"],
        "Doorstop": [python / "doorstop", "--version"],
        "check-jsonschema": [python / "check-jsonschema", "--version"],
        "ruamel.yaml": [python / "python", "-c", "import ruamel.yaml; print(ruamel.yaml.__version__)"],
    }
    for name, command in asking.items():
        if shutil.which(command[0]):
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            found = re.search(r"\d+(\.\d+)+", told)
            yield f"{name} {found[0] if found else '?'}"
        else:
            yield f"{name} (not installed)"


def prepare(data: Path, env: dict[str, str]) -> None:
    """Do what taskwarrior and Doorstop need once: the tasks imported, a git repository around the items."""
    (data / "taskrc").write_text(_TASKRC.format(data / "tasks"), encoding="utf-8")
    if shutil.which("task") and not (data / "tasks").exists():
        command = ["task", f"rc:{data / 'taskrc'}", "import", str(data / "tasks.json")]
        quiet = subprocess.DEVNULL  # it names every task; kept here, that would hide what small programs need
        subprocess.run(command, env=env, stdout=quiet, stderr=quiet, check=True)
    if (data / "doorstop").exists() and not (data / "doorstop" / ".git").exists():
        subprocess.run(["git", "init", "--quiet", data / "doorstop"], check=True)


def cases(folder: Path, python: Path, schema: Path, env: dict[str, str]) -> list[Case]:
    """Return the commands on the data beside a registry; `python` is where the Python packages are installed."""
    data, registry = folder / "rivals", folder / "measures.yaml"
    prepare(data, env)
    array, lines, records, table = (data / f"measures.{end}" for end in ("json", "jsonl", "rec", "csv"))
    taskrc, scratch = f"rc:{data / 'taskrc'}", data / "scratch"
    expression, chosen = "state = 'open'", 'select(.state == "open")'
    miller = ["filter", '$state == "open"', "then", "cut", "-f", "id"]

    def forget() -> None:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()

    importing = [f"rc.data.location={scratch}", "import", str(data / "tasks.json")]
    items = Case(DOORSTOP, [python / "doorstop", "--no-reformat", "--quiet"], env, folder=data / "doorstop")
    if not (data / "doorstop").exists():
        items.failed = "not tried"
    return [
        Case(RECSEL, ["recsel", "-e", expression, "-C", "-P", "id", records], env),
        Case(RECSEL_ALL, ["recsel", "-e", expression, records], env),
        Case(JQ, ["jq", "-r", f".[] | {chosen} | .id", array], env),
        Case(JQ_ALL, ["jq", "-c", f".[] | {chosen}", array], env),
        Case(JQ_LINES, ["jq", "-c", chosen, lines], env),
        Case(MILLER, ["mlr", "--ijsonl", "--onidx", *miller, lines], env),
        Case(MILLER_CSV, ["mlr", "--icsv", "--onidx", *miller, table], env),
        Case(TASK, ["task", taskrc, "status:pending", "_unique", "measure"], env),
        Case(TASK_ALL, ["task", taskrc, "status:pending", "export"], env),
        Case(TASK_IN, ["task", taskrc, *importing], env, before=forget),
        items,
        Case(SCHEMA, [python / "check-jsonschema", "--schemafile", schema, registry], env),
        Case(RUAMEL, [python / "python", "-c", _ROUND_TRIP, registry, data / "round-trip.yaml"], env),
    ]


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
