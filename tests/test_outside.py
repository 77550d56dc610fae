"""Links that a stranger has laid in a folder: nothing outside is written through them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import EXAMPLE, Ran

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


def test_what_a_killed_writer_left_in_a_site_goes(ct: Ct, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert ct("site", "--out", str(out), "--registry", str(EXAMPLE)).code == 0
    left = out / "measures" / ".ctmeasures.0123456789abcdef.new"
    left.write_text("half", encoding="utf-8")
    assert ct("site", "--out", str(out), "--registry", str(EXAMPLE)).code == 0
    assert not left.exists()
