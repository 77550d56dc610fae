"""`diff` and `log` in real git repositories."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import EXAMPLE, Ran, commit, git

from ctmeasures.read.registry import assemble
from ctmeasures.read.versions import record_lines

Ct = Callable[..., Ran]
ALL = "~ dijken, Raising all dikes: title: “Raising twelve dikes” → “Raising all dikes”\n"
NOTHING = "# No change in what the registry says.\n"


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "measures.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_without_arguments_it_is_head_against_the_files_now(kept: Path, ct: Ct) -> None:
    ran = ct("diff", folder=kept)
    assert (ran.code, ran.err) == (0, "")
    head = git(kept, "rev-parse", "--short", "HEAD")
    assert ran.out == (f"# Corrections\n{ALL}\n# 1 corrected field.\n# HEAD ({head}, 1 July 2020) → the files now\n")
    assert ct("diff", "HEAD", folder=kept).out == ran.out
    assert ct("diff", head, folder=kept).out == ran.out.replace(f"HEAD ({head}, ", f"{head} (")


@pytest.mark.slow
def test_a_text_laid_out_anew_is_no_change_and_stays_so_when_others_are_edited(kept: Path, ct: Ct) -> None:
    git(kept, "checkout", "--", "measures.yaml")
    edit(kept, "title: Raising twelve dikes", "title: >\n      Raising twelve\n      dikes\n")
    edit(kept, "owner: ministerie\n    owner_inferred", "owner: >\n      ministerie\n    owner_inferred")
    assert ct("check", folder=kept).code == 0
    assert ct("diff", folder=kept).out.startswith(NOTHING.removesuffix("\n"))
    before = (kept / "measures.yaml").read_text(encoding="utf-8")
    assert ct("set", "dijken", "title=Raising all dikes", "--dry-run", folder=kept).out.count("\n-") == 3
    assert ct("set", "dijken", "title_nl=Dijken", folder=kept).code == 0
    assert (kept / "measures.yaml").read_text(encoding="utf-8") == before.replace("Twaalf dijken verhogen", "Dijken")


@pytest.mark.slow
def test_two_revisions_are_named_apart_or_with_dots(kept: Path, ct: Ct) -> None:
    apart = ct("diff", "HEAD~1", "HEAD", folder=kept)
    assert (apart.code, apart.err) == (0, "")
    assert "+ bouwwet, Act on building near dikes: in preparation → implemented" in apart.out
    assert ct("diff", "HEAD~1..HEAD", folder=kept).out == apart.out
    assert ct("diff", "HEAD~1..", folder=kept).out == apart.out
    first = git(kept, "rev-parse", "--short", "HEAD~1")
    assert f"# HEAD~1 ({first}, 1 February 2020) → HEAD (" in apart.out
    back = json.loads(ct("diff", "..HEAD~1", "--format", "json", folder=kept).out)
    assert back["old"]["commit"]["subject"] == "Progress of June"
    assert back["new"]["commit"]["author"] == "A. Jansen"


@pytest.mark.slow
def test_three_dots_tell_what_a_branch_changed_since_it_left(kept: Path, ct: Ct) -> None:
    git(kept, "stash", "--quiet")
    git(kept, "checkout", "--quiet", "-b", "side")
    edit(kept, "Raising twelve", "Raising all")
    commit(kept, "Side")
    git(kept, "checkout", "--quiet", "main")
    edit(kept, "name: Water Board", "name: Board")
    commit(kept, "Main")
    assert f"# Corrections\n{ALL}\n# 1 corrected field.\n" in ct("diff", "main...side", folder=kept).out
    assert "Board" in ct("diff", "main..side", folder=kept).out
    git(kept, "checkout", "--quiet", "--orphan", "alone")
    commit(kept, "Alone")
    ran = ct("diff", "main...alone", folder=kept)
    assert (ran.code, ran.out) == (2, "")
    assert "main and alone have no commit in common" in ran.err


@pytest.mark.slow
def test_the_exit_code_tells_of_differences_in_the_data_only(kept: Path, ct: Ct) -> None:
    assert ct("diff", "--exit-code", folder=kept).code == 1
    assert ct("diff", "HEAD~1", "HEAD", folder=kept).code == 0
    edit(kept, "Raising all", "Raising twelve")
    assert ct("diff", "--exit-code", folder=kept).out.startswith(NOTHING)
    edit(kept, "title: Raising twelve dikes", "title: 'Raising twelve dikes'  # quoted")
    ran = ct("diff", "--exit-code", folder=kept)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# No change in what the registry says. Only comments, order or layout differ.\n")


def test_files_and_folders_are_compared_too(kept: Path, ct: Ct) -> None:
    assert f"{ALL}\n# 1 corrected field.\n# {EXAMPLE} → the files now\n" in ct("diff", str(EXAMPLE), folder=kept).out
    there = ct("diff", "HEAD", str(EXAMPLE / "measures.yaml"), folder=kept)
    assert there.out.startswith(NOTHING)
    ran = ct("diff", "../nowhere/measures.yaml", folder=kept)
    assert ran.code == 2
    assert "../nowhere/measures.yaml is no file and no revision in the git repository of measures.yaml" in ran.err


@pytest.mark.slow
def test_a_revision_without_the_registry_is_an_empty_one(tmp_path: Path, ct: Ct) -> None:
    (tmp_path / "README").write_text("x", encoding="utf-8")
    commit(tmp_path, "Nothing yet")
    shutil.copytree(EXAMPLE, tmp_path / "data")
    ran = ct("diff", folder=tmp_path / "data")
    assert (ran.code, ran.err) == (0, "")
    assert "# 2 new letters, 3 new measures, 1 new package, 2 new organisations, 2 new areas.\n" in ran.out
    commit(tmp_path, "All")
    assert ct("diff", "HEAD", "HEAD~1", "--registry", "data", folder=tmp_path).code == 0
    shutil.rmtree(tmp_path / "data" / "letters")
    assert "2 removed letters" in ct("diff", "HEAD", "--registry", "data", folder=tmp_path).out


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a b", "dossiër", "x'\"; $(touch y)", "*", "--all", ":(top)x"])
def test_any_folder_s_name_will_do(name: str, tmp_path: Path, ct: Ct) -> None:
    (tmp_path / "whole").mkdir()
    folder = tmp_path / "whole" / name
    shutil.copytree(EXAMPLE, folder)
    commit(tmp_path / "whole", "All")
    (folder / "letters" / "README.md").write_text("no letter", encoding="utf-8")
    assert ct("diff", "--exit-code", folder=folder).out.startswith(NOTHING)
    edit(folder, "Raising twelve", "Raising all")
    assert ALL in ct("diff", folder=folder / "letters").out
    assert ALL.removeprefix("~ dijken, Raising all dikes: ") in ct("log", "dijken", folder=folder).out
    (tmp_path / "link").symlink_to(folder)
    assert ALL in ct("diff", "--registry", "link/measures.yaml", folder=tmp_path).out
    assert not (tmp_path / "whole" / "y").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a b.yaml", "*.yaml", ":x.yaml", ":(top)x.yaml", "-x.yaml", "é.yaml"])
def test_any_file_s_name_will_do(name: str, kept: Path, ct: Ct) -> None:
    (kept / "measures.yaml").rename(kept / name)
    (kept / "letters" / "old.md").mkdir()
    (kept / "letters" / "old.md" / "x").write_text("no letter", encoding="utf-8")
    commit(kept, "Renamed")
    here = ("--registry", str(kept / name))
    assert ct("diff", *here, folder=kept).out.startswith(NOTHING)
    assert ct("log", "dijken", *here, folder=kept).out.endswith("# dijken: changed in 1 commit.\n")


@pytest.mark.slow
def test_what_can_be_read_of_a_faulty_registry_is_compared_and_its_errors_are_counted(kept: Path, ct: Ct) -> None:
    edit(kept, "status: in-progress", "status: begun")
    edit(
        kept,
        "letter: 2020-06-30-progress\n        passage: 2\n        quote: in force",
        "letter: 2020-07-01-lost\n        passage: 2\n        quote: in force",
    )
    ran = ct("diff", folder=kept)
    assert ran.code == 0
    assert ran.err == "ctmeasures: the files now: 2 errors; what can be read is compared\n"
    assert (
        "! bouwwet, Act on building near dikes: event of 1 June 2020 (letter of 30 June 2020, paragraph 2): letter: 2020-06-30-progress → 2020-07-01-lost\n"
        in ran.out
    )
    assert "! dijken, Raising all dikes: event removed: in progress, 30 June 2020" in ran.out
    commit(kept, "Faulty")
    ran = ct("diff", "HEAD", str(EXAMPLE), folder=kept)
    short = git(kept, "rev-parse", "--short", "HEAD")
    assert ran.err == f"ctmeasures: HEAD ({short}, 1 February 2020): 2 errors; what can be read is compared\n"


def test_a_registry_that_cannot_be_read_at_all_is_compared_with_nothing(kept: Path, ct: Ct) -> None:
    edit(kept, "measures:\n", "measures: [\n")
    ran = ct("diff", folder=kept)
    assert (ran.code, ran.out) == (2, "")
    assert "no registry that can be compared is in the files now (measures.yaml:" in ran.err


@pytest.mark.parametrize(
    "revision", ["nope", "--all", "--output=stolen", "-1", "^HEAD", "HEAD^@", "", "main:measures.yaml", "HEAD HEAD"]
)
def test_what_is_no_revision_is_refused_and_does_nothing(revision: str, kept: Path, ct: Ct) -> None:
    before = sorted(kept.rglob("*"))
    ran = ct("diff", "--", revision, folder=kept)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"ctmeasures: {revision} is no file and no revision in the git repository of measures.yaml; "
        "`git log --oneline` shows revisions\n"
    )
    assert sorted(kept.rglob("*")) == before


def test_without_git_or_a_repository_it_says_so(
    kept: Path, tmp_path: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(EXAMPLE, alone)
    for words in (("diff",), ("log", "dijken")):
        ran = ct(*words, folder=alone)
        assert (ran.code, ran.out) == (2, "")
        assert "git cannot help with measures.yaml: not a git repository" in ran.err
    monkeypatch.setenv("PATH", "")
    for words in (("diff",), ("log", "dijken")):
        ran = ct(*words, folder=kept)
        assert (ran.code, ran.out) == (2, "")
        assert "there is no git program" in ran.err


@pytest.mark.slow
def test_a_hook_s_own_repository_is_not_asked(
    kept: Path, tmp_path: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    commit(other, "Other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert ALL in ct("diff", folder=kept).out


@pytest.mark.slow
def test_a_file_of_a_revision_s_name_is_taken_for_it_only_where_it_is_named_alone(kept: Path, ct: Ct) -> None:
    plain = ct("diff", folder=kept).out, ct("diff", "HEAD~1..HEAD", folder=kept).out
    (kept / "HEAD").write_text("version: 1\nmeasures: []\n", encoding="utf-8")
    assert (ct("diff", folder=kept).out, ct("diff", "HEAD~1..HEAD", folder=kept).out) == plain
    assert "3 new measures" in ct("diff", "HEAD", folder=kept).out


@pytest.mark.slow
def test_a_registry_may_be_a_link_to_a_file_elsewhere(kept: Path, ct: Ct) -> None:
    commit(kept, "Title")
    (kept / "data").mkdir()
    (kept / "measures.yaml").rename(kept / "data" / "all.yaml")
    (kept / "measures.yaml").symlink_to("data/all.yaml")
    commit(kept, "Moved")
    assert ct("diff", folder=kept).out.startswith(NOTHING)
    (kept / "data" / "all.yaml").write_bytes((EXAMPLE / "measures.yaml").read_bytes())
    assert "title: “Raising all dikes” → “Raising twelve dikes”" in ct("diff", folder=kept).out
    assert subjects(ct, kept, "dijken") == [None, "Moved"]


@pytest.mark.slow
def test_whatever_a_commit_says_of_itself_can_be_shown(kept: Path, ct: Ct) -> None:
    tree = git(kept, "rev-parse", "HEAD^{tree}")
    for author in (
        "author  <> 253402300800 +0000",
        "author x <x> -5 +0000",
        "author \x1b[31m <x> 99999999999999999999 +0000",
    ):
        raw = kept / "raw"
        raw.write_text(f"tree {tree}\n{author}\ncommitter x <x> 1 +0000\n\n", encoding="utf-8")
        made = git(kept, "hash-object", "-t", "commit", "-w", "--literally", "raw")
        git(kept, "reset", "--quiet", "--soft", made)
        for words in (("diff", made), ("log", "dijken")):
            for form in ("plain", "json", "md", "table"):
                ran = ct(*words, "--format", form, folder=kept)
                assert (ran.code, ran.err) == (0, "")
                assert "\x1b" not in ran.out


def test_a_repository_without_a_commit(tmp_path: Path, ct: Ct) -> None:
    folder = tmp_path / "new"
    shutil.copytree(EXAMPLE, folder)
    git(folder, "init", "--quiet")
    assert "nothing is committed yet in the git repository of measures.yaml" in ct("diff", folder=folder).err
    ran = ct("log", "dijken", folder=folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "not committed yet\n  + new: Raising twelve dikes (owner: Water Board (waterbord); area: Build (build))\n"
    )
    assert ran.out.endswith("# dijken: changed in 0 commits.\n")


# log


def subjects(ct: Ct, folder: Path, key: str) -> list[str | None]:
    found = json.loads(ct("log", key, "--format", "json", folder=folder).out)
    return [entry["commit"] and entry["commit"]["subject"] for entry in found["entries"]]


@pytest.mark.slow
def test_log_tells_newest_first_who_changed_a_measure_and_what(kept: Path, ct: Ct) -> None:
    ran = ct("log", "dij", folder=kept)
    assert (ran.code, ran.err) == (0, "")
    first, second = (git(kept, "rev-parse", "--short", one) for one in ("HEAD~1", "HEAD"))
    heads = [line for line in ran.out.splitlines() if not line.startswith((" ", "#")) and line]
    assert heads == [
        "not committed yet",
        f"{second}  1 July 2020  B. de Vries  Progress of June",
        f"{first}  1 February 2020  A. Jansen  Registry of the plan",
    ]
    assert (
        "  + announced → in progress, 30 June 2020, due 2021 → 2022, 1 year later (letter of 30 June 2020, paragraph 1)\n"
        in ran.out
    )
    assert subjects(ct, kept, "alarm") == ["Progress of June"]


@pytest.mark.slow
def test_log_knows_measures_that_are_gone(kept: Path, ct: Ct) -> None:
    assert subjects(ct, kept, "sluis") == ["Progress of June", "Registry of the plan"]
    assert "! measure removed: Keeping the old sluice" in ct("log", "slu", folder=kept).out
    ran = ct("log", "sluus", folder=kept)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no measure `sluus`; did you mean sluis?" in ran.err


@pytest.mark.slow
def test_an_id_that_is_gone_is_not_taken_for_the_start_of_another(kept: Path, ct: Ct) -> None:
    edit(kept, "- id: dijken", "- id: dijken-2")
    edit(kept, "follows: [dijken]", "follows: [dijken-2]")
    commit(kept, "Renamed")
    assert subjects(ct, kept, "dijken") == ["Renamed", "Progress of June", "Registry of the plan"]
    assert subjects(ct, kept, "dijken-2") == ["Renamed"]
    assert subjects(ct, kept, "dij") == ["Renamed"]


@pytest.mark.slow
def test_a_commit_that_changes_only_layout_or_other_measures_is_not_told(kept: Path, ct: Ct) -> None:
    commit(kept, "Title")
    edit(kept, "title: Raising all dikes", "title: 'Raising all dikes'  # quoted")
    commit(kept, "Layout")
    edit(kept, "Alarm by telephone", "Alarm")
    commit(kept, "Another")
    assert subjects(ct, kept, "dijken") == ["Title", "Progress of June", "Registry of the plan"]


@pytest.mark.slow
def test_a_merge_is_told_only_where_it_is_unlike_every_parent(kept: Path, ct: Ct) -> None:
    commit(kept, "Title")
    git(kept, "checkout", "--quiet", "-b", "side", "HEAD")
    edit(kept, "due: 2022", "due: 2023")
    commit(kept, "Due", day="2020-08-01")
    git(kept, "checkout", "--quiet", "main")
    edit(kept, "Alarm by telephone", "Alarm")
    commit(kept, "Another", day="2020-08-02")
    git(kept, "merge", "--quiet", "--no-edit", "side", day="2020-08-03")
    edit(kept, "title: Raising all dikes", "title: 'Raising all dikes'")
    git(kept, "commit", "--quiet", "--all", "--amend", "--no-edit", day="2020-08-03")
    assert subjects(ct, kept, "dijken")[:2] == ["Due", "Title"]
    git(kept, "checkout", "--quiet", "-b", "again")
    edit(kept, "'Raising all dikes'", "Raising most dikes")
    commit(kept, "Most", day="2020-08-04")
    git(kept, "checkout", "--quiet", "main")
    edit(kept, "due: 2023", "due: 2024")
    commit(kept, "Later", day="2020-08-05")
    git(kept, "merge", "--quiet", "-m", "Both", "again", day="2020-08-06")
    assert subjects(ct, kept, "dijken")[:4] == ["Both", "Later", "Most", "Due"]
    found = json.loads(ct("log", "dijken", "--format", "json", folder=kept).out)["entries"][0]
    assert [one["changes"] for one in found["measures"]] == [
        [{"field": "title", "old": "Raising all dikes", "new": "Raising most dikes"}]
    ]


@pytest.mark.slow
def test_a_revision_that_cannot_be_read_is_passed_over(kept: Path, ct: Ct) -> None:
    edit(kept, "title: Raising all dikes", "title: [Raising most dikes")
    commit(kept, "Broken")
    edit(kept, "title: [Raising most dikes", "title: Raising most dikes")
    commit(kept, "Mended")
    assert subjects(ct, kept, "dijken") == ["Mended", "Progress of June", "Registry of the plan"]
    assert "title: “Raising twelve dikes” → “Raising most dikes”" in ct("log", "dijken", folder=kept).out
    edit(kept, "    title: Raising most dikes", "    title: Raising few dikes")
    edit(kept, "measures:\n", "measures: [\n")
    commit(kept, "Broken elsewhere")
    edit(kept, "measures: [\n", "measures:\n")
    commit(kept, "Mended elsewhere")
    assert subjects(ct, kept, "dijken")[:2] == ["Mended elsewhere", "Mended"]


@pytest.mark.slow
def test_nobody_s_settings_of_git_change_what_is_told(kept: Path, ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ct("log", "dijken", folder=kept).out, ct("diff", "HEAD~1", folder=kept).out
    for name, value in (
        ("log.follow", "true"), ("log.showSignature", "true"), ("color.ui", "always"), ("core.quotePath", "true"),
        ("i18n.logOutputEncoding", "UTF-16"), ("log.decorate", "full"), ("diff.external", "false"),
    ):  # fmt: skip
        git(kept, "config", name, value)
    monkeypatch.setenv("GIT_PAGER", "false")
    assert (ct("log", "dijken", folder=kept).out, ct("diff", "HEAD~1", folder=kept).out) == plain


# which texts need no parsing

TEXT = (EXAMPLE / "measures.yaml").read_bytes()
LINES = TEXT.splitlines(keepends=True)


def test_the_lines_of_a_measure() -> None:
    found = record_lines(TEXT, "bouwwet")
    assert found is not None
    assert found.startswith(b"  - id: bouwwet\n")
    assert found.endswith(b"note: In force since 1 June 2020.\n\n")
    assert record_lines(TEXT, "bouw") == b""
    assert record_lines(TEXT, "dijken") == TEXT[TEXT.index(b"  - id: dijken") :]
    for odd in (
        b"  - {id: bouwwet, title: x}\n",
        b"  - title: x\n    id: bouwwet\n",
        b"  - id: 'bouwwet'\n",
        b"  - id: bouwwet # x\n",
    ):
        assert record_lines(TEXT.replace(b"  - id: bouwwet\n", odd), "bouwwet") is None
        assert record_lines(TEXT + odd, "bouwwet") is None


@pytest.mark.slow
@given(
    st.sampled_from(["alarm", "bouwwet", "dijken"]),
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from([None, b"\n", b"# x\n", b"  - id: new\n", b"    title: y\n", b"  - id: dijken\n", b"\tx\n", b"    note: 'a\n", b"b'\n"]),
        ),
        max_size=4,
    ),
)  # fmt: skip
def test_a_measure_with_the_same_lines_is_the_same_measure(key: str, edits: list[tuple[int, bytes | None]]) -> None:
    lines = list(LINES)
    for place, line in sorted(edits, reverse=True, key=lambda one: one[0]):
        lines[place : place + 1] = [] if line is None else [line]
    text = b"".join(lines)
    old, new = (assemble("measures.yaml", {"measures.yaml": one}, None).registry for one in (TEXT, text))
    if new.measures and record_lines(text, key) == record_lines(TEXT, key):
        assert new.by_id.get(key) == old.by_id[key]


# A shallow clone, which has only the end of the history

UNSHALLOW = "`git fetch --unshallow` fetches the rest, and `fetch-depth: 0` does in a workflow"


def shallow(kept: Path, depth: int) -> Path:
    """Return a clone of the last commits of a repository."""
    folder = kept.parent / f"shallow-{depth}"
    git(kept.parent, "clone", "--quiet", "--depth", str(depth), kept.as_uri(), str(folder))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("form", ["plain", "table", "md"])
def test_where_the_history_is_cut_off_log_calls_nothing_new_and_says_how_to_fetch_it(
    form: str, kept: Path, ct: Ct
) -> None:
    folder = shallow(kept, 1)
    ran = ct("log", "dijken", "--format", form, folder=folder, columns=400)
    said = " ".join(ran.out.replace("\\", "").split())
    head = git(folder, "rev-parse", "--short", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert "new:" not in said
    assert "dijken: changed in 0 commits. The history of this clone is cut off at" in said
    assert f"cut off at {head} (1 July 2020)" in said
    assert UNSHALLOW in said


@pytest.mark.slow
def test_what_was_committed_since_is_told_as_it_is_where_all_of_the_history_is_there(kept: Path, ct: Ct) -> None:
    edit(kept, "Raising all", "Raising some")
    commit(kept, "One more", day="2020-08-01")
    edit(kept, "Raising some", "Raising few")
    commit(kept, "And one", day="2020-09-01")
    whole = json.loads(ct("log", "dijken", "--format", "json", folder=kept).out)
    assert whole["cut_off"] == []
    for depth in (1, 2, 3, 4):
        found = json.loads(ct("log", "dijken", "--format", "json", folder=shallow(kept, depth)).out)
        there = depth if depth == 4 else depth - 1
        assert found["entries"] == whole["entries"][:there]
        assert len(found["cut_off"]) == (depth < 4)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [("HEAD~1", "HEAD"), ("HEAD~1",), ("HEAD~1..HEAD",), ("HEAD~1...HEAD",)], ids=" ".join
)
def test_a_revision_that_a_shallow_clone_lacks_is_named_so(words: tuple[str, ...], kept: Path, ct: Ct) -> None:
    ran = ct("diff", *words, folder=shallow(kept, 1))
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == f"ctmeasures: HEAD~1 is no file, and no revision of the history that this clone has; {UNSHALLOW}\n"
    )
    assert ct("diff", *words, folder=shallow(kept, 2)).code == 0


@pytest.mark.slow
def test_branches_that_left_each_other_before_the_history_begins_have_nothing_in_common_here(
    kept: Path, ct: Ct
) -> None:
    git(kept, "stash", "--quiet")
    for branch in ("one", "two"):
        git(kept, "checkout", "--quiet", "-b", branch, "main")
        commit(kept, f"On {branch}")
    folder = kept.parent / "shallow"
    git(kept.parent, "clone", "--quiet", "--depth", "1", "--no-single-branch", kept.as_uri(), str(folder))
    ran = ct("diff", "origin/one...origin/two", folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "origin/one and origin/two have no commit in common in the history that this clone has" in ran.err
    assert UNSHALLOW in ran.err
