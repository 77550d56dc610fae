"""The cache: what comes out of it is what the files say; what is stale, damaged or foreign is never seen."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
import spelled
from support import EXAMPLE, ROOT, Ran

from ctmeasures.checks import check
from ctmeasures.disk import cache, digests
from ctmeasures.model.clock import Clock
from ctmeasures.model.dates import parse_date
from ctmeasures.model.history import State, states
from ctmeasures.model.place import Level, Located, Problem
from ctmeasures.model.records import Measure, Registry
from ctmeasures.read.cached import store_registry
from ctmeasures.read.file import PlainFile
from ctmeasures.read.kept_file import fetch_file, store_file
from ctmeasures.read.opening import Opening, read_registry, store

Run = Callable[..., Ran]
CLOCKS = (
    Clock(date(2019, 1, 1)),
    Clock(date(2017, 7, 1)),
    Clock(date(2019, 1, 1), as_of=date(2017, 7, 1)),
    Clock(date(2019, 1, 1), known_by=date(2017, 3, 1)),
)
COMMANDS = (
    "list", "list --format csv", "list --format jsonl", "list --format json --lang nl", "list --status open --format ids", "list --owner nctv",
    "list --letter 2017-06-19 --sort updated", "list --package not:none", "list --overdue", "list --silent-for 1y", "list police",
    "list --as-of 2016-06-01", "list --known-by 2016", "show iru-nl", "show iru-nl --format json", "timeline", "timeline --chart",
    "due --format json", "letters --format json", "letters 2015-02-27", "budget", "budget --format csv", "stats", "report", "brief --since 2017-01-01",
    "check", "check --format json", "verify --texts letters", "export json", "export md", "schema",
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(digests, "BIG", 1)
    return tmp_path / "caches" / "ctmeasures"


@pytest.fixture
def water(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "water")
    return tmp_path / "water"


def read(path: str | Path) -> Opening:
    """Open a registry; check and keep it as a command does."""
    found = read_registry(str(path))
    if not found.checked:
        problems = sorted([*found.problems, *check(found.registry)], key=lambda problem: problem.sort_key)
        store(found, problems)
        return found._replace(problems=tuple(problems))
    return found


def anew(path: str | Path) -> Opening:
    """Open a registry without the cache."""
    os.environ[cache.OFF] = "1"
    try:
        return read(path)
    finally:
        del os.environ[cache.OFF]


def places(registry: Registry) -> list[object]:
    found: list[object] = []
    sources: list[Located] = [letter.source for letter in registry.letters.values()]
    for letter in registry.letters.values():
        sources += [source for passage in letter.passages for source in (passage.source, passage.source_nl)]
    for section in (registry.organisations, registry.areas, registry.packages):
        sources += [one.source for one in section.values()]
    for measure in registry.measures:
        sources.append(measure.source)
        sources += [one.source for one in (*measure.history, *measure.budget)]
    for source in sources:
        found += [
            source.place(),
            source.place("date"),
            source.place("title"),
            source.place("partners", 0),
            source.has("due"),
        ]
    return found


def said(state: State) -> object:
    """Return everything that a state says."""
    return (
        state.measure.id, state.history, state.budget, state.status, state.since, state.announced, state.updated, state.due, state.spoken,
        state.promises, state.overdue, state.silent_days, state.heard_late, state.letters, state.promise, state.letter,
    )  # fmt: skip


def same(one: Opening, other: Opening) -> None:
    for clock in CLOCKS:  # first, as long as nothing was looked up
        assert [*map(said, states(one.registry, clock))] == [*map(said, states(other.registry, clock))]
    assert one.registry == other.registry
    assert one.registry.declared == other.registry.declared
    assert one.registry.unreadable == other.registry.unreadable
    assert one.registry.whole == other.registry.whole
    assert places(one.registry) == places(other.registry)
    assert one.problems == other.problems
    assert {*check(one.registry)} == {*check(other.registry)}


@pytest.mark.slow
@pytest.mark.parametrize("path", [ROOT / "measures.yaml", EXAMPLE / "measures.yaml"])
def test_what_comes_out_is_what_the_files_say(path: Path) -> None:
    first = read(path)
    again = read(path)
    assert not first.checked
    assert again.checked
    same(again, first)
    same(again, anew(path))


@pytest.mark.slow
def test_random_registries(tmp_path: Path, registry: Callable[..., Path]) -> None:
    kept = 0
    for seed in range(60):
        rng = Random(seed)
        speller = spelled.Speller(rng)
        speller.odd *= 0.2
        data = spelled.calm(spelled.sound(rng))
        for measure in data["measures"]:
            measure["follows"] = []
            for event in measure["history"]:
                event |= {"date": "2016", "quote": "a few words", "due": "2019-22"}
        text = speller.document(data)
        letters = {
            f"{day}-{name}.md": LETTER.format(day=day) for day, name in (("2017-01-01", "x"), ("2018-01-01", "y"))
        }
        path = registry(text, letters) / "measures.yaml"
        first = read(path)
        again = read(path)
        if again.checked:
            kept += 1
            same(again, first)
    assert kept > 10


LETTER = "---\ndate: {day}\ntitle: Letter\nlinks: [https://example.org/a]\n---\n\n## 1\n\nOne.\n\n## 2\n\nTwo.\n\n## 3\n\nThree, “quoted”.\n"


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_answer_the_same(ct: Run, command: str, folder: Path) -> None:
    words = command.split()
    without = ct(*words, *([] if words[0] == "schema" else ["--no-cache"]), folder=ROOT)
    assert not folder.exists()
    first = ct(*words, folder=ROOT)
    assert first == without
    assert ct(*words, folder=ROOT) == without


@pytest.mark.parametrize("name", ["measures.yaml", "letters/2*.md"])
def test_a_changed_file_is_read_anew(water: Path, name: str) -> None:
    read(water / "measures.yaml")
    path = min(water.glob(name))
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("title: ", "title: Now ", 1), encoding="utf-8")
    changed = read(water / "measures.yaml")
    assert not changed.checked
    same(changed, anew(water / "measures.yaml"))


def test_a_new_letter_is_seen(water: Path) -> None:
    read(water / "measures.yaml")
    (water / "letters" / "2021-01-01-new.md").write_text(LETTER.format(day="2021-01-01"), encoding="utf-8")
    assert "2021-01-01-new" in read(water / "measures.yaml").registry.letters
    assert "2021-01-01-new" in read(water / "measures.yaml").registry.letters


def test_a_letter_that_was_renamed_is_another_one(water: Path) -> None:
    read(water / "measures.yaml")
    path = min((water / "letters").glob("2*.md"))
    path.rename(path.with_name(f"{path.stem}-x.md"))
    assert not read(water / "measures.yaml").checked


def test_places_are_named_as_the_registry_was(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(water / "measures.yaml")
    monkeypatch.chdir(water / "letters")
    again = read("../measures.yaml")
    assert again.checked
    assert again.registry.path == "../measures.yaml"
    assert again.registry.measures[0].source.place().path == "../measures.yaml"
    assert {problem.place.path for problem in again.problems} <= {
        "../measures.yaml",
        *(f"../letters/{one}" for one in os.listdir()),
    }


def test_a_file_is_named_alike_wherever_the_registry_was_asked_from(
    water: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = water / "measures.yaml"
    said = path.read_text(encoding="utf-8")
    record = max(re.findall(r"^  - id: (?:.+\n)+", said, re.MULTILINE), key=lambda one: "        line: " in one)
    (water / "measures").mkdir()
    path.rename(water / "measures" / "a.yaml")
    again = "version: 1\nmeasures:\n" + record.replace("id: ", "id: x-")
    (water / "measures" / "b.yaml").write_text(again, encoding="utf-8")
    assert any(problem.expected.endswith(" of a.yaml has it") for problem in read(water / "measures").problems)
    monkeypatch.chdir(water / "letters")
    kept = read("../measures")
    assert kept.checked
    same(kept, anew("../measures"))


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.name)


def damages(data: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(data))
    return rng.choice(
        (
            b"",
            data[:place],
            data[:place] + bytes((data[place] ^ 1 << rng.randrange(8),)) + data[place + 1 :],
            data[:place] + data[place + 1 :],
            data + b"x",
            b"ctmeasures cache 1\n\xff",
            b"x" * len(data),
            b"ctmeasures cache 2\n" + data[19:],
        )
    )


@pytest.mark.slow
def test_damaged_entries_are_passed_over(water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    whole = anew(path)
    read(path)
    kept = {entry: entry.read_bytes() for entry in entries(folder)}
    assert len(kept) == 2
    for seed in range(300):
        rng = Random(seed)
        for entry, data in kept.items():
            entry.write_bytes(data if rng.random() < 0.3 else damages(data, rng))
        same(read(path), whole)


def test_an_entry_that_goes_while_it_is_used(water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    first = read(path)
    again = read(path)
    shutil.rmtree(folder)
    same(again, first)


def test_what_was_lost_is_kept_again(water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    read(path)
    names = {entry.name for entry in entries(folder)}
    for entry in entries(folder):
        entry.unlink()
        assert not read(path).checked
        assert {entry.name for entry in entries(folder)} == names


def test_an_entry_of_another_making_is_of_no_use(water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    read(path)
    for entry in entries(folder):
        entry.unlink()
        cache.store(entry.name, [b"[]", b"{}", b"7"])
    same(read(path), anew(path))


def test_only_a_registry_without_errors_is_kept(water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("owner: ", "owner: no-", 1), encoding="utf-8")
    found = read(path)
    assert any(problem.level is Level.ERROR for problem in found.problems)
    assert not folder.exists()
    assert not read(path).checked


def test_another_program_finds_nothing(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(water / "measures.yaml")
    monkeypatch.setattr("ctmeasures.__version__", "99")
    cache._program.cache_clear()
    assert not read(water / "measures.yaml").checked
    monkeypatch.undo()
    cache._program.cache_clear()


@pytest.mark.parametrize("where", ["/dev/null", "file", "relative"])
def test_a_folder_that_cannot_be_is_no_fault(
    ct: Run, water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / where) if where == "file" else where)
    for _ in range(2):
        ran = ct("list", folder=water)
        assert (ran.code, ran.err) == (0, "")
    assert ct("cache", "clear").code == 0


def test_it_is_bounded(water: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = water / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    read(path)
    size = sum(entry.stat().st_size for entry in entries(folder))
    monkeypatch.setattr(cache, "ROOM", 3 * size)
    for number in range(8):
        path.write_text(f"{text}# {number}\n", encoding="utf-8")
        read(path)
        assert sum(entry.stat().st_size for entry in entries(folder)) <= 3 * size
    assert read(path).checked
    monkeypatch.setattr(cache, "ROOM", 10)
    path.write_text(f"{text}# more\n", encoding="utf-8")
    read(path)
    assert not read(path).checked


def test_small_registries_are_not_kept(water: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "BIG", 10**6)
    read(water / "measures.yaml")
    assert not folder.exists()


def test_clear(ct: Run, water: Path, folder: Path) -> None:
    read(water / "measures.yaml")
    (folder / "mine.txt").write_text("not ours", encoding="utf-8")
    ran = ct("cache", "clear")
    assert ran.code == 0
    assert ran.out.startswith("removed 2 files, 0.0 MiB, from ")
    assert [entry.name for entry in entries(folder)] == ["mine.txt"]
    (folder / "mine.txt").unlink()
    assert ct("cache", "clear").out.startswith("removed 0 files")
    assert not folder.exists()


def test_only_the_changed_file_of_a_folder_is_read_anew(water: Path, folder: Path) -> None:
    (water / "measures").mkdir()
    (water / "measures.yaml").rename(water / "measures" / "a.yaml")
    more = "version: 1\nmeasures: []\n"
    (water / "measures" / "b.yaml").write_text(more, encoding="utf-8")
    first = read(water / "measures")
    before = {entry.name: entry.stat().st_mtime_ns for entry in entries(folder)}
    assert len(before) == 3
    same(read(water / "measures"), first)
    (water / "measures" / "b.yaml").write_text(f"# new\n{more}", encoding="utf-8")
    again = read_registry(str(water / "measures"))
    assert not again.checked
    assert again.fresh == {str(water / "measures" / "b.yaml")}
    same(read(water / "measures"), anew(water / "measures"))
    after = {entry.name: entry.stat().st_mtime_ns for entry in entries(folder)}
    assert len(after) == 5
    assert {name: after[name] for name in before} == before


def test_the_folder_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_cache_dir

    assert cache.folder() == user_cache_dir("ctmeasures", appauthor=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    assert cache.folder() == user_cache_dir("ctmeasures", appauthor=False)
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache.folder() == user_cache_dir("ctmeasures", appauthor=False)


def test_who_has_no_home_has_no_cache(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "nowhere")
    monkeypatch.chdir(water)
    read("measures.yaml")
    assert not read("measures.yaml").checked
    assert not os.path.exists("nowhere")


@pytest.mark.slow
def test_a_program_in_a_zip_file_does_without(tmp_path: Path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "program.zip", "w") as packed:
        for path in (ROOT / "ctmeasures").rglob("*.py"):
            packed.write(path, path.relative_to(ROOT))
    ran = subprocess.run(
        [sys.executable, "-m", "ctmeasures", "list"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "program.zip"), "CTMEASURES_REGISTRY": str(ROOT / "measures.yaml")},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not folder.exists()


def test_kept_problems_are_problems(water: Path) -> None:
    path = water / "measures.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.remove(next(line for line in lines if line.startswith("        quote: ")))
    path.write_text("".join(lines), encoding="utf-8")
    read(path)
    again = read(path)
    assert again.checked
    assert again.problems
    assert all(type(problem) is Problem for problem in again.problems)
    assert all(type(measure.title) is str for measure in again.registry.measures if isinstance(measure, Measure))


def test_a_folder_that_others_may_write_to_is_not_used(water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    read(path)
    kept = entries(folder)
    assert read(path).checked
    for place, mode in ((folder, 0o770), (folder, 0o1777), (folder.parent, 0o707)):
        place.chmod(mode)
        assert not read(path).checked
        place.chmod(0o700)
    folder.parent.chmod(0o1777)  # as /tmp
    assert read(path).checked
    folder.parent.chmod(0o700)
    assert entries(folder) == kept


def test_a_folder_of_somebody_else_is_not_used(water: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = water / "measures.yaml"
    read(path)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    if folder.stat().st_uid:
        assert not cache.is_on()
    assert cache.fetch(entries(folder)[0].name) is None


def test_a_link_or_a_pipe_or_a_device_is_no_entry(water: Path, folder: Path, tmp_path: Path) -> None:
    path = water / "measures.yaml"
    read(path)
    for entry in entries(folder):
        elsewhere = tmp_path / entry.name
        entry.rename(elsewhere)
        entry.symlink_to(elsewhere)
        assert cache.fetch(entry.name) is None
        entry.unlink()
        os.mkfifo(entry)
        assert cache.fetch(entry.name) is None
        entry.unlink()


def test_an_entry_of_gigabytes_is_not_read(water: Path, folder: Path) -> None:
    read(water / "measures.yaml")
    for entry in entries(folder):
        size = 200 * 1024 * 1024
        with entry.open("wb") as file:
            file.write(b"ctmeasures cache 1\n" + bytes((40,)) + (bytes(32) + size.to_bytes(8)) * 40)
            file.truncate(40 * size)
        assert cache.fetch(entry.name) is None


POISONS: dict[str, Callable[[PlainFile], PlainFile]] = {
    "title": lambda plain: plain._replace(
        measures=[one.replace('"title":"', '"title":"Not ') for one in plain.measures]
    ),
    "other starts": lambda plain: plain._replace(spans=[(start + 2, end) for start, end in plain.spans]),
    "one start": lambda plain: plain._replace(spans=[*plain.spans[:-1], (plain.spans[-1][0] - 40, plain.spans[-1][1])]),
    "end": lambda plain: plain._replace(end=plain.end - 20),
    "no spans": lambda plain: plain._replace(spans=[]),
    "fewer": lambda plain: plain._replace(ids=plain.ids[1:], measures=plain.measures[1:], spans=plain.spans[1:]),
    "head": lambda plain: plain._replace(head={**plain.head, "title": "Another"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("poison", POISONS)
def test_a_poisoned_entry_changes_nothing_that_is_written(poison: str, ct: Run, water: Path, folder: Path) -> None:
    path = water / "measures.yaml"
    words = ("update", "dijken", "--status", "implemented", "--letter", "2020-06", "--note", "x")
    before = path.read_bytes()
    whole = ct(*words, "--no-cache", folder=water)
    wanted = path.read_bytes()
    path.write_bytes(before)
    found = read(path)
    name = found.digests.file(str(path)) if found.digests else ""
    plain = fetch_file(name)
    assert whole.code == 0
    assert wanted != before
    assert plain
    store_file(name, POISONS[poison](plain))
    ct(*words, folder=water)
    assert path.read_bytes() == wanted


def test_a_poisoned_date_of_a_letter_is_not_written(ct: Run, water: Path) -> None:
    path = water / "measures.yaml"
    before = path.read_bytes()
    found = read(water / "measures.yaml")
    registry = anew(path).registry
    letters = {
        key: replace(letter, date=parse_date("2020-06-29")) if key.startswith("2020-06") else letter
        for key, letter in registry.letters.items()
    }
    assert found.digests
    plain = fetch_file(found.digests.file(str(path)))
    assert plain
    store_registry(found.digests, replace(registry, letters=letters), [plain], found.problems)
    ran = ct("update", "dijken", "--status", "implemented", "--letter", "2020-06", folder=water)
    assert (ran.code, path.read_bytes()) == (2, before)
    assert "try again with --no-cache" in ran.err
