"""What CONTRIBUTING says of where things are added holds: the files are there, they hold the names, and no way is longer than it says."""

import ast
import re
from pathlib import Path

import pytest
from support import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = {
    "a field": 4,
    "a check": 3,
    "a format": 3,
    "a command": 3,
    "a form of letters": 3,
    "a status": 5,
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


def test_every_recipe_is_there_in_as_many_steps_as_it_takes() -> None:
    assert {what: len(re.findall(r"(?:^| · )[0-9]\. ", way)) for what, way in RECIPES.items()} == STEPS


@pytest.mark.parametrize("what", [*RECIPES, *SOURCES])
def test_what_a_row_names_is_there(what: str) -> None:
    places = PLACE.findall((RECIPES | SOURCES)[what])
    assert places
    for said, path in places:
        assert (ROOT / path).exists(), path
        for name in re.findall(r"`(\w+)`", said):
            assert name in names(ROOT / path), f"{path} has no {name}"
