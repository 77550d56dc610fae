"""What CONTRIBUTING says of where things are added: the files that a row names are there and hold the names, in as many steps as are counted here.

Of a command, a check and a status it is proved besides that no table of them is left out, and of a status no file that speaks of one.
What else a step may leave out shows only when somebody follows it.
"""

import ast
import re
from pathlib import Path

import pytest
from support import ROOT
from test_checks import CODES

from ctmeasures.cli.commands import COMMANDS
from ctmeasures.model.status import Status

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = {
    "a field": 5,
    "a check": 4,
    "a format": 4,
    "a command": 3,
    "a form of letters": 3,
    "a status": 6,
    "a text of an answer": 3,
}
PLACE = re.compile(r"(?:((?:`\w+`(?:, | and )?)+) in )?`((?:ctmeasures|tests|letters)/[\w./]+)`")


def rows(heading: str) -> dict[str, str]:
    """Return the rows of the table under a heading: what stands in its first cell, and in its second."""
    section = GUIDE.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    found = re.findall(r"^\| (.+?) \| (.+) \|$", section, re.MULTILINE)
    return dict(found[2:])  # behind the head and the line of dashes


RECIPES = rows("Where do I add…")
SOURCES = rows("Another kind of source")


def names(path: Path) -> set[str]:
    """Return what a module, or the modules of a folder, define, in their classes too, and the texts that stand in them."""
    if path.is_dir():
        return set().union(*(names(module) for module in path.glob("*.py")))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def listed(node: ast.expr) -> set[str]:
    """Return what the lists, sets and keys in an expression name: texts, and members of `Status`."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Dict | ast.List | ast.Set | ast.Tuple):
            for each in one.keys if isinstance(one, ast.Dict) else one.elts:
                if isinstance(each, ast.Constant):
                    found.add(str(each.value))
                elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "Status":
                    found.add(str(Status[each.attr]))
    return found


def tables(known: set[str], share: float, room: str) -> set[tuple[str, str]]:
    """Return the tables of the modules in a folder, each with its file, that list a share or more of what there is of a kind."""
    found = set()
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if len(listed(node.value) & known) >= share * len(known) and isinstance(target, ast.Name):
                    found.add((target.id, path.relative_to(ROOT).as_posix()))
    return found


def named(what: str) -> set[str]:
    """Return the files that a row names."""
    return {path for _, path in PLACE.findall(RECIPES[what])}


def test_every_recipe_is_there_in_as_many_steps_as_are_counted() -> None:
    assert {what: len(re.findall(r"(?:^| · )[0-9]\. ", way)) for what, way in RECIPES.items()} == STEPS


@pytest.mark.parametrize("what", [*RECIPES, *SOURCES])
def test_what_a_row_names_is_there(what: str) -> None:
    places = PLACE.findall((RECIPES | SOURCES)[what])
    assert places
    for said, path in places:
        assert (ROOT / path).exists(), path
        for name in re.findall(r"`(\w+)`", said):
            assert name in names(ROOT / path), f"{path} has no {name}"


@pytest.mark.parametrize(
    ("what", "known", "share", "room"),
    [
        ("a command", {*COMMANDS}, 1, "ctmeasures"),
        ("a command", {*COMMANDS}, 1, "tests"),
        ("a check", {*CODES}, 1 / 4, "tests"),
        ("a status", {*map(str, Status)}, 1 / 3, "ctmeasures"),
    ],
)
def test_no_table_is_left_out(what: str, known: set[str], share: float, room: str) -> None:
    found = tables(known, share, room)
    assert found
    assert {one for one in found if one[1] not in named(what)} == set(), f"the row for {what} does not name this"


def test_no_file_that_speaks_of_a_status_is_left_out() -> None:
    endings = (".py", ".css", ".html", ".js", ".yaml", ".md")
    files = [path for path in (ROOT / "ctmeasures").rglob("*") if path.suffix in endings]
    said = {
        path.relative_to(ROOT).as_posix() for path in files if re.search(r"(?i)\blapsed\b", path.read_text("utf-8"))
    }
    assert said - {"ctmeasures/checks/measures.py"} <= named("a status")  # which names it as a remedy of another one
