"""Small faults put into the program one at a time: the tests that run the changed line must notice.

    python benchmarks/mutants.py [COUNT] [SEED] [ROOM ...] [--quick] [--map FOLDER] [--again FILE]

Takes COUNT places at random from the rooms (model, checks, edit), changes each as one who mistypes does (a comparison at its boundary, `and`
for `or`, a number one off, a condition the other way round, a result left out, a line left out), and runs the tests that run that line, in a
copy of the project; slow tests only where no quick one runs it, and with --quick none: such places are left out, which saves most of the
time. Needs coverage (pip install coverage), which finds out once which tests those are, also of programs that they start with the
environment that they have; a FOLDER keeps that for the next time. A FILE of lines that were printed before has just those places tried
again. Ends with 1 if under 0.92 were noticed.
"""

import ast
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ROOMS = ("model", "checks", "edit")
WANTED = 0.92
MARKS = {"quick": "not slow", "slow": "slow"}
PATIENCE = 600  # seconds after which a test hangs, which is noticed
PYTEST = ("-q", "--hypothesis-seed=0", "-o", f"faulthandler_timeout={PATIENCE}", "-o", "faulthandler_exit_on_timeout=true",
          "-W", "ignore::pytest.PytestAssertRewriteWarning", "--ignore=tests/browser", "--ignore=tests/clients")  # fmt: skip
LOADED = ["pytest", "_hypothesis_pytestplugin", "xdist.plugin", "hypothesis.strategies", "hypothesis.internal.conjecture.engine", "yaml", "typer", "rich.console", "markdown_it"]  # fmt: skip
COVERAGE = """[run]
parallel = true
data_file = {data}
source = {rooms}
dynamic_context = test_function
context = ${{PYTEST_CURRENT_TEST-}}
"""
OPERATORS: dict[type[ast.AST], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.Is: "is not", ast.IsNot: "is",
    ast.In: "not in", ast.NotIn: "in", ast.And: "or", ast.Or: "and", ast.Add: "-", ast.Sub: "+", ast.Mult: "+",
}  # fmt: skip
PRINTED = re.compile(r"(?P<path>\S+\.py):(?P<line>[0-9]+): (?P<change>.*?)(?:  \(no test runs it\))?")
WORDS = ("is not", "not in", "is", "in", "and", "or", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*")
Tests = dict[tuple[str, str], set[str]]  # by module and text of the line, which edits of other lines do not change


class Mutant(NamedTuple):
    """A place in a module, and what is put there."""

    path: str
    line: int
    start: int
    end: int
    old: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.change}"

    @property
    def change(self) -> str:
        """Say what is put in the place of what."""
        return f"{self.old!r} -> {self.text!r}"

    @property
    def key(self) -> tuple[str, str]:
        """Return the module and the text of the line, by which its tests are known."""
        return self.path, lines(ROOT / self.path)[self.line - 1]


@lru_cache
def lines(path: Path) -> list[str]:
    """Read the lines of a module, without their indentation."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]


def mutants(path: Path) -> Iterator[Mutant]:
    """Find what can be changed in a module; what is only said or declared is left alone."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: ast.expr | ast.stmt) -> tuple[int, int]:
        first, last = starts[node.lineno - 1], starts[(node.end_lineno or 0) - 1]
        return first + node.col_offset, last + (node.end_col_offset or 0)

    def at(node: ast.expr | ast.stmt, start: int, end: int, text: str) -> Mutant:
        return Mutant(str(path.relative_to(ROOT)), node.lineno, start, end, source[start:end].decode(), text)

    def between(left: ast.expr, operator: ast.AST, right: ast.expr) -> Iterator[Mutant]:
        """Change the operator that stands between two expressions."""
        start, end = span(left)[1], span(right)[0]
        gap, new = source[start:end].decode(), OPERATORS.get(type(operator))
        words = [word for word in WORDS if word in gap]
        if new and words and "#" not in gap:
            yield at(left, start, end, gap.replace(words[0], new, 1))

    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare():
                for left, right, operator in zip([node.left, *node.comparators], node.comparators, node.ops, strict=False):  # fmt: skip
                    yield from between(left, operator, right)
            case ast.BoolOp():
                yield from between(node.values[0], node.op, node.values[1])
            case ast.BinOp():
                yield from between(node.left, node.op, node.right)
            case ast.UnaryOp(op=ast.Not()):
                yield at(node, *span(node), source[slice(*span(node.operand))].decode())
            case ast.If() | ast.IfExp() | ast.While():
                text = source[slice(*span(node.test))].decode()
                yield at(node.test, *span(node.test), f"(not ({text}))")
            case ast.comprehension():
                for test in node.ifs:
                    yield at(test, *span(test), "True")
            case ast.Constant(value=bool() as value):
                yield at(node, *span(node), str(not value))
            case ast.Constant(value=int() as value):
                yield at(node, *span(node), str(value + 1))
            case ast.Return(value=ast.expr() as found) if ast.unparse(found) != "None":
                yield at(node, *span(node), "return None")
            case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
                yield at(node, *span(node), "pass")
            case ast.Continue() | ast.Break() | ast.AugAssign():
                yield at(node, *span(node), "pass")


def copied(tree: Path) -> Path:
    """Copy the project into a new folder, which is returned."""
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
    return tree


def make_map(place: Path, kind: str) -> None:
    """Run the tests of a kind once in a copy of the project, with note of the lines that each runs."""
    tree = place / "tree"
    if not tree.exists():
        copied(tree)
    data, settings = place / kind / "data", place / f"{kind}.ini"
    data.parent.mkdir()
    rooms = "".join(f"\n    {tree / 'ctmeasures' / room}" for room in ROOMS)
    settings.write_text(COVERAGE.format(data=data, rooms=rooms), encoding="utf-8")
    words = [sys.executable, "-m", "pytest", *PYTEST, "-m", MARKS[kind], "-o", f"cache_dir={place / f'{kind}.cache'}"]
    env = {**os.environ, "PYTHONPATH": str(tree), "COVERAGE_PROCESS_START": str(settings)}
    subprocess.run(words, cwd=tree, check=False, env=env)
    words = [sys.executable, "-m", "coverage", "combine", "-q", f"--rcfile={settings}", str(data.parent)]
    subprocess.run(words, cwd=tree, check=True)


def functions(tree: Path) -> set[str]:
    """Name the tests of a copy of the project."""
    return {
        f"{path.relative_to(tree)}::{node.name}"
        for path in (tree / "tests").glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def named(context: str) -> str:
    """Return the test that a context is of, which is a function's name, or an id with arguments and a stage in a program that a test started."""
    if "::" in context:
        return context.partition("[")[0].partition(" ")[0]
    file, _, name = context.rpartition(".")
    return f"{file.replace('.', '/')}.py::{name}"


def tests_by_line(place: Path, kind: str) -> Tests:
    """Return the tests that run each line; one that is run outside any test, at import say, is run for all tests of its module."""
    from coverage.numbits import numbits_to_nums

    tree = place / "tree"
    failed = place / f"{kind}.cache" / "v" / "cache" / "lastfailed"
    failing = {named(test) for test in json.loads(failed.read_bytes())} if failed.exists() else set()
    sound = (functions(tree) - failing) & functions(ROOT)
    found: Tests = defaultdict(set)
    with closing(sqlite3.connect(place / kind / "data")) as data:
        query = "select path, context, numbits from line_bits join file on file.id = file_id join context on context.id = context_id"
        rows = [(str(Path(path).relative_to(tree)), context, numbers) for path, context, numbers in data.execute(query)]
    of_module: dict[str, set[str]] = defaultdict(set)
    for path, context, _ in rows:
        of_module[path] |= {named(context)} & sound
    for path, context, numbers in rows:
        texts = lines(tree / path)
        for line in numbits_to_nums(numbers):
            found[path, texts[line - 1]] |= {named(context)} & sound if context else of_module[path]
    return found


def prepared(tree: Path) -> Path:
    """Copy the project, compiled: what is changed then is compiled anew, by its bytes, and nothing else."""
    words = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode=checked-hash", "ctmeasures"]
    subprocess.run(words, cwd=copied(tree), check=True)
    words = [sys.executable, "-m", "pytest", "-q", "-n0", "--collect-only", "-p", "no:cacheprovider"]
    subprocess.run(words, cwd=tree, check=False, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(tree)})
    return tree


def run_tests(words: list[str], tree: Path) -> None:
    """Be a process that runs tests in a copy of the project, and exits as pytest does."""
    os.setpgrp()
    os.chdir(tree)
    os.environ |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = True
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    import pytest

    sys.exit(int(pytest.main(words)))


def noticed(mutant: Mutant, tests: Iterable[str], marks: str, tree: Path) -> bool:
    """Tell whether a test fails in a copy of the project with the change."""
    path = tree / mutant.path
    source = path.read_bytes()
    near = path.stem.strip("_")
    chosen = sorted(tests, key=lambda test: (near not in test, test))
    if not chosen:
        return False
    path.write_bytes(source[: mutant.start] + mutant.text.encode() + source[mutant.end :])
    ran = get_context("forkserver").Process(target=run_tests, args=([*PYTEST, "-x", "-n0", "-p", "no:cacheprovider", "-m", marks, *chosen], tree))  # fmt: skip
    ran.start()
    try:
        ran.join()
        return ran.exitcode not in (0, 5)  # 5: none of them was there
    finally:
        with suppress(ProcessLookupError):
            os.killpg(ran.pid or 0, signal.SIGKILL)  # what they started and hangs
        path.write_bytes(source)


def main() -> int:
    """Sample, try, print the survivors and the share that was noticed."""
    asked = ArgumentParser()
    asked.add_argument("count", type=int, nargs="?", default=200)
    asked.add_argument("seed", type=int, nargs="?", default=1)
    asked.add_argument("rooms", nargs="*", default=ROOMS)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--map", type=Path)
    asked.add_argument("--again", type=Path)
    given = asked.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests send it, and it is ignored in the background
    place = Path(tempfile.mkdtemp(prefix="mutants-"))
    kept = given.map or place / "map"
    kinds = ["quick"] if given.quick else [*MARKS]
    for kind in kinds:
        if not (kept / kind / "data").exists():
            make_map(kept, kind)
    known = dict.fromkeys(MARKS, Tests()) | {kind: tests_by_line(kept, kind) for kind in kinds}
    new = functions(ROOT) - functions(kept / "tree")
    modules = [path for room in given.rooms for path in sorted((ROOT / "ctmeasures" / room).rglob("*.py"))]
    every = [one for path in modules for one in mutants(path)]
    quick, slow = (sum(bool(known[kind].get(one.key)) for one in every) for kind in MARKS)
    print(f"{len(every):,} places, of which quick tests run {quick:,} and slow tests {slow:,}", flush=True)
    if given.quick:
        every = [one for one in every if known["quick"].get(one.key)]
    chosen = Random(given.seed).sample(every, min(given.count, len(every)))
    if given.again:
        chosen = list(dict.fromkeys(again(given.again.read_text(encoding="utf-8").splitlines(), every)))
    get_context("forkserver").set_forkserver_preload(LOADED)
    trees = [prepared(place / f"tree{number}") for number in range(os.cpu_count() or 1)]

    def work(number: int) -> list[Mutant]:
        survivors = []
        for one in chosen[number :: len(trees)]:
            quick, slow = (known[kind].get(one.key, set()) for kind in MARKS)
            tests = quick or slow
            if not noticed(one, tests | new, MARKS["quick"] if quick else "", trees[number]):
                print(f"{one}{'' if tests else '  (no test runs it)'}", flush=True)
                survivors.append(one)
        return survivors

    with ThreadPoolExecutor(len(trees)) as pool:
        survivors = [one for found in pool.map(work, range(len(trees))) for one in found]
    share = 1 - len(survivors) / max(len(chosen), 1)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} noticed: {share:.2f}")
    shutil.rmtree(place)
    return int(share < WANTED)


def again(printed: Iterable[str], every: Iterable[Mutant]) -> Iterator[Mutant]:
    """Find the places of lines that were printed; where lines have moved since, the nearest with the same text."""
    for found in filter(None, map(PRINTED.fullmatch, printed)):
        same = [one for one in every if (one.path, one.change) == (found["path"], found["change"])]
        if same:
            yield min(same, key=lambda one: abs(one.line - int(found["line"])))
        else:
            print(f"{found[0]}  (no longer there)")


if __name__ == "__main__":
    sys.exit(main())
