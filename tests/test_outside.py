"""Links that a stranger has laid in a folder: nothing outside is written through them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, Ran, commit

Ct = Callable[..., Ran]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    found = tmp_path / "outside"
    found.write_text("mine\n", encoding="utf-8")
    return found


@pytest.mark.parametrize("name", [".ctmeasures", "index.html"])
def test_a_site_is_not_written_through_a_link(name: str, ct: Ct, tmp_path: Path, target: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / ".ctmeasures").write_text("index.html\n", encoding="utf-8")
    (out / name).unlink(missing_ok=True)
    (out / name).symlink_to(target)
    ran = ct("site", "--out", str(out), "--registry", str(EXAMPLE))
    assert ran.code == 2
    assert f"{out / name} leads out of the folder" in ran.err
    assert target.read_text(encoding="utf-8") == "mine\n"
    assert (out / name).is_symlink()


@pytest.mark.parametrize("name", [".ctmeasures.new", "index.html.new"])
def test_a_link_in_the_place_of_a_half_written_file_is_no_way_out(
    name: str, ct: Ct, tmp_path: Path, target: Path
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / ".ctmeasures").write_text("index.html\n", encoding="utf-8")
    (out / name).symlink_to(target)
    ct("site", "--out", str(out), "--registry", str(EXAMPLE))
    assert target.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.slow
def test_what_a_killed_writer_left_in_a_site_goes(ct: Ct, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert ct("site", "--out", str(out), "--registry", str(EXAMPLE)).code == 0
    left = out / "measures" / ".ctmeasures.0123456789abcdef.new"
    left.write_text("half", encoding="utf-8")
    assert ct("site", "--out", str(out), "--registry", str(EXAMPLE)).code == 0
    assert not left.exists()


@pytest.mark.slow
@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        ("export", "csv", "--out", "away"),
        ("report", "--out", "away"),
        ("brief", "--since", "2020-01-01", "--out", "away"),
        ("report", "--format", "docx", "--out", "away"),
        ("export", "sqlite", "--out", "docs/out.sqlite"),
        ("export", "xlsx", "--out", "docs/out.xlsx"),
        ("export", "parquet", "--out", "docs"),
        ("export", "parquet", "--out", "docs/data"),
        ("stats", "--by", "owner", "--out", "docs/out.svg"),
        ("stats", "--by", "owner", "--out", "docs/out.png"),
        ("merge", "measures.yaml", "measures.yaml", "measures.yaml", "--output", "away"),
        ("site", "--out", "docs"),
        ("site", "--out", "docs/site"),
        ("init", "docs/new"),
        ("init", "new"),
    ],
)
def test_no_answer_is_written_through_a_link_that_a_stranger_laid(
    words: tuple[str, ...], kept: bool, ct: Ct, tmp_path: Path
) -> None:
    home, clone = tmp_path / "home", tmp_path / "clone"
    home.mkdir()
    (home / "bashrc").write_text("mine\n", encoding="utf-8")
    shutil.copytree(EXAMPLE, clone)
    (clone / "away").symlink_to(home / "bashrc")
    (clone / "docs").symlink_to(home)
    (clone / "new").mkdir()
    (clone / "new" / ".github").symlink_to(home)
    if kept:
        commit(clone, "theirs")
    elif words == ("init", "docs/new"):
        pytest.skip("without a repository it is not known whose link it is; init replaces nothing")
    ran = ct(*words, folder=clone)
    assert ran.code == 2, ran
    assert "is a link that leads elsewhere" in ran.err
    assert [path.name for path in home.iterdir()] == ["bashrc"]
    assert (home / "bashrc").read_text(encoding="utf-8") == "mine\n"


def test_a_link_of_ones_own_is_followed(ct: Ct, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "real")
    assert ct("export", "csv", "--out", str(tmp_path / "mine" / "all.csv"), "--registry", str(EXAMPLE)).code == 0
    assert (tmp_path / "real" / "all.csv").is_file()


@pytest.mark.parametrize("name", [".ctmeasures.new", "2021-01-01-new.md"])
def test_a_letter_is_not_written_through_a_link(name: str, ct: Ct, tmp_path: Path, target: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(EXAMPLE, clone)
    (clone / "letters" / name).symlink_to(target)
    words = ("--id", "2021-01-01-new", "--date", "2021-01-01", "--title", "New", "--title-nl", "Nieuw")
    ct("letters", "add", *words, folder=clone)
    assert target.read_text(encoding="utf-8") == "mine\n"
