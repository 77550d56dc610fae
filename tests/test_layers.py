"""The house: a room imports only from rooms below it, and only the command line prints, exits or asks the date."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ctmeasures

HOUSE = Path(ctmeasures.__file__).parent
ROOMS = (
    "cli",
    "render",
    "intake",
    "reports",
    "checks",
    "edit",
    "read",
    "sources",
    "disk",
    "model",
)  # from the top floor down

# What a room must not know besides the rooms above it .
FOREIGN = {
    "render": {"typer", "yaml", "subprocess", "pathlib", "os"},
    "intake": {"typer", "rich"},
    "reports": {"typer", "rich", "yaml", "os", "pathlib", "subprocess"},
    "checks": {"typer", "rich", "yaml", "os", "pathlib", "subprocess"},
    "edit": {"typer", "rich", "subprocess"},
    "read": {"typer", "rich", "subprocess"},
    "sources": {"typer", "rich", "yaml", "subprocess"},
    "disk": {"typer", "rich", "yaml"},
    "model": {"typer", "rich", "yaml", "os", "pathlib", "subprocess"},
}


def modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def room(path: Path) -> str | None:
    first = path.relative_to(HOUSE).parts[0]
    return first if first in ROOMS else None


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements in a node, also the nested ones, without the many expressions in them."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from statements(child)


@cache
def imported(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    for node in statements(parsed(path)):
        if isinstance(node, ast.Import):
            found += (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found += [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
    return tuple(found)


def test_imports_go_downwards_only() -> None:
    wrong = []
    for path in modules():
        own = room(path)
        for name in imported(path):
            parts = name.split(".")
            above = ROOMS[: ROOMS.index(own)] if own else ()
            if parts[0] in FOREIGN.get(own or "", set()) or (
                parts[0] == "ctmeasures" and parts[1:2] and parts[1] in above
            ):
                wrong.append(f"{path} imports {name}")
    assert wrong == []


def test_only_the_command_line_knows_the_network() -> None:
    wrong = []
    for path in modules():
        names = {".".join(name.split(".")[:length]) for name in imported(path) for length in (1, 2)}
        if room(path) not in ("cli", "sources"):
            wrong += [
                f"{path} imports {name}" for name in names & {"ctmeasures.sources", "socket", "http", "urllib.request"}
            ]
        if room(path) != "sources":
            wrong += [f"{path} imports {name}" for name in names & {"httpx", "asyncio"}]
    assert wrong == []


def test_no_modules_import_each_other_in_any_number_of_steps() -> None:
    names = {".".join(path.relative_to(HOUSE.parent).with_suffix("").parts): path for path in modules()}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    reached = {name: {*imported(path)} & {*names} - {name} for name, path in names.items()}
    for through in names:
        for name in names:
            if through in reached[name]:
                reached[name] |= reached[through]
    assert [name for name in names if name in reached[name]] == []


def test_nobody_below_the_command_line_prints_exits_or_asks_the_date() -> None:
    reserved = {"print", "exit", "quit", "sys.exit", "date.today", "datetime.now", "input"}
    calls = [
        f"{path}:{node.lineno}: {ast.unparse(node.func)}"
        for path in modules()
        if room(path) in ROOMS[1:]
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    ]
    assert [call for call in calls if call.split(": ")[1] in reserved] == []


def test_every_module_and_public_function_says_what_it_does() -> None:
    silent = []
    for path in modules():
        tree = parsed(path)
        if path.name != "__init__.py" and not ast.get_docstring(tree):
            silent.append(str(path))
        nested = {
            each for outer in statements(tree) if isinstance(outer, ast.FunctionDef) for each in statements(outer)
        }
        for node in statements(tree):
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node) and node not in nested:
                silent.append(f"{path.name}: {node.name}")
    assert silent == []


# Tables of data, which are read row by row and gain nothing from being cut.
TABLES = {"model/fields.py", "read/faults.py", "render/data/answers.py", "render/data/tables.py"}


def test_modules_and_functions_are_short() -> None:
    long = []
    for path in modules():
        text, name = path.read_text(encoding="utf-8"), path.relative_to(HOUSE).as_posix()
        if text.count("\n") > 300 and name not in TABLES:
            long.append(name)
        functions = [node for node in statements(parsed(path)) if isinstance(node, ast.FunctionDef)]
        long += [f"{name}: {each.name}" for each in functions if (each.end_lineno or 0) - each.lineno >= 50]
    assert long == []
