"""What an editor shows of a registry and of a letter: no false mark, every wrong one, and words that help."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from language_server import Server, serving
from support import ROOT, Ran

Ct = Callable[..., Ran]

pytestmark = pytest.mark.slow
YAML_SERVER = "yaml-language-server@1.19.2"  # what the YAML extensions of VS Code, Neovim, Emacs and others run


@pytest.fixture
def served(npm: Callable[[str], Path], ct: Ct, tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """Start the server in the folder of a new registry."""
    commands = npm(YAML_SERVER)
    assert ct("init", str(tmp_path / "new")).code == 0
    with serving([str(commands / "yaml-language-server"), "--stdio"], tmp_path / "new") as server:
        yield server, tmp_path / "new"


def template(folder: Path) -> str:
    """Return the new registry without its comments but the first line, which names the schema."""
    first, *rest = (folder / "measures.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    return first + "".join(re.sub("  # .*", "", line) for line in rest if not line.startswith("#"))


def front_matter(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n")[1]


def test_nothing_is_marked_in_sound_files(served: tuple[Server, Path]) -> None:
    server, folder = served
    (folder / "ctmeasures").mkdir()
    shutil.copytree(ROOT / "ctmeasures" / "schema", folder / "ctmeasures" / "schema")
    assert server.problems((ROOT / "measures.yaml").read_text(encoding="utf-8"), "ours.yaml") == []
    assert server.problems((folder / "measures.yaml").read_text(encoding="utf-8"), "measures.yaml") == []
    for path in (
        *(folder / "letters").iterdir(),
        *sorted(path for path in (ROOT / "letters").glob("2*.md") if ".nl." not in path.name),
    ):
        assert server.problems(front_matter(path), f"letters/{path.stem}.yaml") == [], path


def test_with_the_registrys_own_keys_too_nothing_sound_is_marked(served: tuple[Server, Path], ct: Ct) -> None:
    server, folder = served
    (folder / "ours.schema.json").write_text(ct("schema", "--keys", folder=ROOT).out, encoding="utf-8")
    text = (ROOT / "measures.yaml").read_text(encoding="utf-8")
    text = text.replace("ctmeasures/schema/registry.schema.json", "ours.schema.json", 1)
    assert server.problems(text, "ours.yaml") == []


WRONG = {
    "a key": ("    title_nl:", "    titel_nl:", "Property titel_nl is not allowed"),
    "a status": ("status: announced", "status: anounced", "Value is not accepted"),
    "a date": ("date: 2026-01-15", "date: 15-01-2026", "Expected a date"),
    "an owner": ("owner: library", "owner: libary", 'Value is not accepted. Valid values: "library", "town".'),
    "a letter": ("letter: 2026-01-15-example", "letter: 2026-01-16-example", 'Valid values: "2026-01-15-example"'),
    "a year": ("amounts: {2026: 40}", "amounts: {20266: 40}", "Property 20266 is not allowed"),
    "an id": ("id: sunday-opening", "id: Sunday opening", "Expected a lower-case id like iru-nl"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_marked_in_words(what: str, served: tuple[Server, Path], ct: Ct) -> None:
    server, folder = served
    (folder / "registry.schema.json").write_text(ct("schema", "--keys", folder=folder).out, encoding="utf-8")
    right, wrong, said = WRONG[what]
    text = template(folder)
    assert right in text
    text = text.replace(right, wrong, 1)
    line = text[: text.index(wrong)].count("\n") + 1
    found = server.problems(text, "wrong.yaml")
    assert {number for number, _ in found} == {line}, found
    assert said in found[0][1]


def test_choices_are_completed_and_explained(served: tuple[Server, Path], ct: Ct) -> None:
    server, folder = served
    (folder / "registry.schema.json").write_text(ct("schema", "--keys", folder=folder).out, encoding="utf-8")
    text = template(folder)
    number = next(number for number, line in enumerate(text.splitlines(), 1) if "status: announced" in line)
    column = text.splitlines()[number - 1].index("announced") + 1
    server.problems(text.replace("status: announced", "status: ", 1), "half.yaml")
    assert server.completions("half.yaml", number, column)["lapsed"] == "its term ended"
    server.problems(text.replace("owner: library", "owner: ", 1), "nobody.yaml")
    number = next(number for number, line in enumerate(text.splitlines(), 1) if "owner: library" in line)
    found = server.completions("nobody.yaml", number, text.splitlines()[number - 1].index("library") + 1)
    assert found == {"library": "Public Library of Exampletown", "town": "Town of Exampletown"}


def test_a_field_and_a_status_say_what_they_mean(served: tuple[Server, Path]) -> None:
    server, folder = served
    text = template(folder)
    server.problems(text, "measures.yaml")
    lines = text.splitlines()
    number = next(number for number, line in enumerate(lines, 1) if "status: announced" in line)
    said = server.hover("measures.yaml", number, lines[number - 1].index("announced") + 3)
    assert "promised; the letter reports no work yet" in said
    assert "Organisation that is responsible for it" in server.hover(
        "measures.yaml",
        *next((number, line.index("owner") + 2) for number, line in enumerate(lines, 1) if "owner:" in line),
    )
