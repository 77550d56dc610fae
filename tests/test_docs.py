"""What the documents say is what the program does."""

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from support import ROOT, Ran, commit, copied_registry

PICTURES = {
    "list": ("list", "--status", "open", "--due-before", "2020", "--as-of", "2017-12-31"),
    "chart": ("timeline", "--chart", "--owner", "dsi", "--owner", "politie", "--as-of", "2017-12-31"),
}


def commands(name: str) -> list[str]:
    """Return every command that a document shows in backticks."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"`(ctmeasures [^`]+)`", text)
    return [
        command
        for command in found
        if "COMMAND" not in command
        and " DIR" not in command
        and " ID" not in command
        and " FILE" not in command
        and not command.endswith((".json", "--install-completion"))
    ]


# Commands that ask a person for the rest, or need a merge that has stopped.
UNANSWERED = {
    "ctmeasures verify": "texts is no folder that exists",
    "ctmeasures verify --fetch 2017-06-19": "127.0.0.1:9 cannot be reached",
    "ctmeasures suggest --train": "texts holds the text of 0 coded letters",
    "ctmeasures links check": "127.0.0.1:9 cannot be reached",
    "ctmeasures update iru-nl": "--status and --letter are missing",
    "ctmeasures add": "--id, --title, --owner, --status and --letter are missing",
    "ctmeasures letters add": "--date and --title are missing",
    "ctmeasures merge": "is in no conflict that git knows of",
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of the project's registry, which the commands may change."""
    folder = copied_registry(tmp_path_factory.mktemp("copied"))
    commit(folder, "first")
    return folder


RUN = {*commands("README.md"), *commands("PACKAGE.md"), *commands("CONTRIBUTING.md")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", sorted(one for one in RUN if "--watch" not in one and "--serve" not in one)
)  # those go on until they are stopped: test_site_watch.py
def test_every_command_in_the_documents_runs(command: str, copied: Path, ct: Callable[..., Ran]) -> None:
    words = command.replace("CODE", "unknown-status").split()[1:]
    ran = ct(*words, folder=copied)
    if command in UNANSWERED:
        assert (ran.code, ran.out) == (2, "")
        assert UNANSWERED[command] in ran.err
        return
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_the_two_lines_of_the_readme_are_whole() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("python3 -m venv")]
    assert [line.rpartition("&& ")[2] for line in lines] == [
        ".venv/bin/ctmeasures list --status open",
        ".venv/bin/pytest",
    ]


def test_the_fields_in_the_guide_are_those_of_the_table(
    ct: Callable[..., Ran], golden: Callable[[str, Path], None]
) -> None:
    path = ROOT / "CONTRIBUTING.md"
    text = path.read_text(encoding="utf-8")
    fields = ct("schema", "--format", "md").out.split("\n", 2)[2].replace("\n## ", "\n### ").replace("## ", "### ", 1)
    start, end = "do not edit -->\n", "<!-- end of fields -->"
    before, _, rest = text.partition(start)
    golden(f"{before}{start}\n{fields.replace('####', '###').strip()}\n\n{end}{rest.partition(end)[2]}", path)


@pytest.mark.parametrize("name", PICTURES)
def test_the_pictures_in_the_readme_are_what_the_program_shows(
    name: str, ct: Callable[..., Ran], golden: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ctmeasures.cli import output
    from ctmeasures.render.look import Look

    monkeypatch.setattr(output, "look", lambda *_, **__: Look(width=100, color=True))
    words = PICTURES[name]
    drawn = picture(words, ct(*words, "--format", "table", folder=ROOT, columns=100).out)
    golden(drawn, ROOT / ".github" / f"{name}.svg")
    assert f"(.github/{name}.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")


def picture(words: tuple[str, ...], text: str) -> str:
    """Draw a command and what a terminal shows as SVG, with the reader's own fixed-width font: nothing is fetched from elsewhere."""
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.text import Text

    template = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace("Fira Code, ", "")
    template = re.sub(r"<!--.*?-->\n *", "", template)
    console = Console(record=True, file=StringIO(), width=100, force_terminal=True, legacy_windows=False)
    console.print(Text(f"$ ctmeasures {' '.join(words)}\n", style="bold"))
    console.print(Text.from_ansi(text))
    drawn = console.export_svg(title="ctmeasures", code_format=template, unique_id="ctmeasures")
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    return drawn
