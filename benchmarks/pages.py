"""What pages of a large registry cost, ours and those that static site generators build of the same measures.

    python benchmarks/pages.py [--sizes 1000,10000] [--folder DIR] [--write]

Prints Markdown: for each size the seconds of processor time, MiB of memory at its peak and MiB on the disk of `site`, `report` and `brief`, and of
Hugo, MkDocs and Eleventy, which are given a page of Markdown for each measure in each language, with its facts and its history, and a layout
with the same menu. What is not on the PATH is named. `--write` puts the tables into README.md here. Each command runs once, in a process of its own.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from synthetic import AREAS, OWNERS, measures, write_registry

PROGRAM = Path(sys.executable).parent / "ctmeasures"
README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- pages -->\n", "<!-- end of pages -->\n"
MENU = ("index", "measures", "search", "timeline", "dossiers", "letters", "owners", "money", "about")


class Row(NamedTuple):
    """A command and what it took: seconds of processor time, MiB of memory at its peak, files and MiB on the disk."""

    name: str
    cpu: float
    peak: float
    files: int
    disk: float


def run(name: str, command: Sequence[str | Path], folder: Path, out: str) -> Row:
    """Run a command in a folder in which it makes the file or folder `out`; raise CalledProcessError where it fails."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [str(one) for one in command])
    made = folder / out
    files = [one for one in made.rglob("*") if one.is_file()] if made.is_dir() else [made]
    blocks = sum(one.stat().st_blocks for one in files)
    return Row(name, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, len(files), blocks / 2048)


def ours(folder: Path) -> Iterator[Row]:
    """Measure our commands, of a registry that is in the cache, but for the change."""
    subprocess.run([PROGRAM, "list", "--format", "ids"], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    site = [PROGRAM, "site", "--out", "site"]
    yield run("site", site, folder, "site")
    registry = folder / "measures.yaml"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("title: ", "title: Again, ", 1), encoding="utf-8")
    yield run("site, again after one change", site, folder, "site")
    yield run("report --out report.html", [PROGRAM, "report", "--out", "report.html"], folder, "report.html")
    yield run("brief --out brief.html", [PROGRAM, "brief", "--out", "brief.html"], folder, "brief.html")


def hugo(folder: Path, count: int) -> list[str]:
    """Write what Hugo reads; return its command."""
    write_pages(folder / "content", count)
    single = layout("{{ .Site.Language.Lang }}", "{{ .Title }}", "{{ .Content }}")
    write(folder / "layouts/_default/single.html", single)
    write(folder / "layouts/_default/list.html", single)
    write(folder / "hugo.toml", 'title = "Measures"\ndisableKinds = ["taxonomy", "term", "RSS"]\n')
    return ["hugo", "--quiet", "--destination", "out"]


def mkdocs(folder: Path, count: int) -> list[str]:
    """Write what MkDocs reads; without `nav` it puts links to all pages into each of them, which takes hours."""
    write_pages(folder / "docs", count)
    write(folder / "docs/index.md", "# Measures\n")
    write(folder / "mkdocs.yml", "site_name: Measures\nsite_dir: out\nnav: [index.md]\nplugins: []\n")
    return ["mkdocs", "build", "--quiet"]


def eleventy(folder: Path, count: int) -> list[str]:
    """Write what Eleventy reads; return its command."""
    write_pages(folder / "pages", count, "layout: measure.njk\n")
    write(folder / "pages/_includes/measure.njk", layout("en", "{{ title }}", "{{ content | safe }}"))
    return ["eleventy", "--input=pages", "--output=out", "--quiet"]


OTHERS = {"Hugo": hugo, "MkDocs": mkdocs, "Eleventy": eleventy}


def layout(language: str, title: str, content: str) -> str:
    """Return a page with the menu, in the words of a generator."""
    links = "".join(f'<li><a href="../{name}.html">{name}</a></li>' for name in MENU)
    head = f'<meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="../site.css">'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body><nav><ul>{links}</ul></nav><main>{content}</main></body></html>\n'


def write_pages(folder: Path, count: int, more: str = "") -> None:
    """Write a page for each measure in each language."""
    for measure in measures(count):
        for place, language in enumerate(("en", "nl")):
            title = str(measure[("title", "title_nl")[place]])
            events = "\n\n".join(
                f"- **{one['date']}** {one['status']}: {one['note']}\n\n  > {one.get('quote', '')}\n\n  {one['letter']}, {one['passage']}"
                for one in measure["history"]
            )
            facts = f"- {OWNERS[measure['owner']][place]}\n- {AREAS[measure['area']][place]}\n- {measure['id']}"
            text = (
                f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n{more}---\n\n# {title}\n\n{facts}\n\n{events}\n"
            )
            write(folder / language / f"{measure['id']}.md", text)


def write(path: Path, text: str) -> None:
    """Write a file, also in a new folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def table(count: int, place: Path) -> Iterator[str]:
    """Yield the lines of a size's table."""
    yield f"| {count:,} measures | processor s | peak MiB | files | MiB on the disk |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    write_registry(place / "ours", count)
    os.environ["XDG_CACHE_HOME"] = str(place / "cache")
    yield from map(line, ours(place / "ours"))
    for name, prepare in OTHERS.items():
        folder = place / name
        folder.mkdir()
        command = prepare(folder, count)
        if shutil.which(command[0]):
            yield line(run(name, command, folder, "out"))
        else:
            yield f"| {name} | not installed | | | |"


def line(row: Row) -> str:
    """Return a command's line."""
    return f"| {row.name} | {row.cpu:.1f} | {row.peak:,.0f} | {row.files:,} | {row.disk:,.1f} |"


def main() -> None:
    """Print the tables, or put them into the README."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--sizes", default="1000,10000")
    asked.add_argument("--folder", type=Path, help="an empty folder for what is made; else one that goes afterwards")
    asked.add_argument("--write", action="store_true")
    said = asked.parse_args()
    lines = [f"{datetime.now(UTC):%-d %B %Y}, Python {sys.version.split()[0]}."]
    print(lines[0], flush=True)
    with tempfile.TemporaryDirectory() as made:
        for count in map(int, said.sizes.split(",")):
            lines.append("")
            for one in table(count, (said.folder or Path(made)) / str(count)):
                print(one, flush=True)
                lines.append(one)
    if said.write:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
