"""Small faults put into the program one at a time: the tests that run the changed line must notice.

    python benchmarks/mutants.py [COUNT] [SEED] [ROOM ...]

Takes COUNT places at random from the rooms (model, checks, edit), changes each as one who mistypes does (a comparison at its boundary, `and`
for `or`, a number one off, a condition the other way round, a result left out, a line left out), and runs the tests that run that line, in a
copy of the project. Needs coverage (pip install coverage), which finds out once which tests those are. Ends with 1 if under 0.92 were noticed.
"""

import ast
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ROOMS = ("model", "checks", "edit")
WANTED = 0.92
PATIENCE = 600  # seconds after which a changed program hangs, which is noticed
OPERATORS: dict[type[ast.AST], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==", ast.Is: "is not", ast.IsNot: "is",
    ast.In: "not in", ast.NotIn: "in", ast.And: "or", ast.Or: "and", ast.Add: "-", ast.Sub: "+", ast.Mult: "+",
}  # fmt: skip


class Mutant(NamedTuple):
    """A place in a module, and what is put there."""

    path: str
    line: int
    start: int
    end: int
    text: str


def mutants(path: Path) -> Iterator[Mutant]:
    """Find what can be changed in a module; what is only said or declared is left alone."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: ast.expr | ast.stmt) -> tuple[int, int]:
        return starts[node.lineno - 1] + node.col_offset, starts[(node.end_lineno or 0) - 1] + (
            node.end_col_offset or 0
        )

    def at(node: ast.expr | ast.stmt, start: int, end: int, text: str) -> Mutant:
        return Mutant(str(path.relative_to(ROOT)), node.lineno, start, end, text)

    def between(left: ast.expr, operator: ast.AST, right: ast.expr) -> Iterator[Mutant]:
        """Change the operator that stands between two expressions."""
        start, end = span(left)[1], span(right)[0]
        gap, new = source[start:end].decode(), OPERATORS.get(type(operator))
        words = [
            word
            for word in ("is not", "not in", "is", "in", "and", "or", "<=", ">=", "==", "!=", "<", ">", "+", "-", "*")
            if word in gap
        ]
        if new and words and "#" not in gap:
            yield at(left, start, end, gap.replace(words[0], new, 1))

    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare():
                for left, operator, right in zip(
                    [node.left, *node.comparators], node.ops, node.comparators, strict=False
                ):
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
            case ast.Return(value=ast.expr()) if not (
                isinstance(node.value, ast.Constant) and node.value.value is None
            ):
                yield at(node, *span(node), "return None")
            case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
                yield at(node, *span(node), "pass")
            case ast.Continue() | ast.Break() | ast.AugAssign():
                yield at(node, *span(node), "pass")


def tests_by_line(place: Path) -> dict[tuple[str, int], set[str]]:
    """Run the tests once; return the tests that run each line, for lines that any runs."""
    settings = place / "coverage.ini"
    data = place / "coverage.data"
    settings.write_text(
        f"[run]\ndata_file = {data}\ndynamic_context = test_function\nsource = {ROOT / 'ctmeasures'}\n",
        encoding="utf-8",
    )
    words = [
        "-m",
        "coverage",
        "run",
        f"--rcfile={settings}",
        "-m",
        "pytest",
        "-q",
        "-n0",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
    ]
    subprocess.run([sys.executable, *words], cwd=ROOT, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    from coverage.numbits import numbits_to_nums

    found: dict[tuple[str, int], set[str]] = {}
    rows = sqlite3.connect(data).execute(
        "select path, context, numbits from line_bits join file on file.id = file_id join context on context.id = context_id"
    )
    for path, test, numbits in rows:
        if test:
            for line in numbits_to_nums(numbits):
                found.setdefault((str(Path(path).relative_to(ROOT)), line), set()).add(test)
    return found


def noticed(mutant: Mutant, tests: set[str], tree: Path) -> bool:
    """Tell whether a test fails in a copy of the project with the change."""
    path = tree / mutant.path
    source = path.read_bytes()
    path.write_bytes(source[: mutant.start] + mutant.text.encode() + source[mutant.end :])
    near = path.stem.strip("_")
    chosen = [f"{file.replace('.', '/')}.py::{name}" for file, _, name in (test.rpartition(".") for test in tests)]
    chosen.sort(key=lambda test: (near not in test, test))
    words = [
        sys.executable,
        "-P",
        "-B",
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        "--hypothesis-seed=0",
        "-m",
        "not slow",
    ]
    try:
        env = {**os.environ, "PYTHONPATH": str(tree)}
        return bool(
            subprocess.run(
                [*words, *chosen], cwd=tree, capture_output=True, check=False, timeout=PATIENCE, env=env
            ).returncode
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_bytes(source)


def main() -> int:
    """Sample, try, print the survivors and the share that was noticed."""
    numbers = [int(word) for word in sys.argv[1:3]]
    count, seed = [*numbers, *(200, 1)[len(numbers) :]]
    place = Path(tempfile.mkdtemp(prefix="mutants-"))
    known = tests_by_line(place)
    modules = [path for room in sys.argv[3:] or ROOMS for path in sorted((ROOT / "ctmeasures" / room).rglob("*.py"))]
    every = [one for path in modules for one in mutants(path)]
    print(
        f"{len(every):,} places, of which the tests run {sum((one.path, one.line) in known for one in every):,}",
        flush=True,
    )
    chosen = Random(seed).sample(every, min(count, len(every)))
    trees = [place / f"tree{number}" for number in range(os.cpu_count() or 1)]
    for tree in trees:
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))

    def work(number: int) -> list[Mutant]:
        survivors = []
        for one in chosen[number :: len(trees)]:
            tests = known.get((one.path, one.line))
            if not tests or not noticed(one, tests, trees[number]):
                source = (ROOT / one.path).read_bytes()
                print(
                    f"{one.path}:{one.line}: {source[one.start : one.end].decode()!r} -> {one.text!r}{'' if tests else '  (no test runs it)'}",
                    flush=True,
                )
                survivors.append(one)
        return survivors

    with ThreadPoolExecutor(len(trees)) as pool:
        survivors = [one for found in pool.map(work, range(len(trees))) for one in found]
    share = 1 - len(survivors) / len(chosen)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} noticed: {share:.2f}")
    shutil.rmtree(place)
    return int(share < WANTED)


if __name__ == "__main__":
    sys.exit(main())
