"""The example's registry, made a folder of files."""

from pathlib import Path

NAMES = ("names.yaml", "rules.yaml", "works.yaml")
_EMPTY = "measures: []\n"


def split(folder: Path) -> None:
    """Put the parts of a folder's `measures.yaml`, the example's, into files of a folder `measures`."""
    text = (folder / "measures.yaml").read_text(encoding="utf-8")
    (folder / "measures.yaml").unlink()
    head, measures = text.split("measures:\n")
    names, packages = head.split("packages:\n")
    alarm, bouwwet, dijken = measures.split("\n\n")
    (folder / "measures").mkdir()
    for name, said in zip(
        NAMES,
        (
            f"{names}{_EMPTY}",
            f"version: 1\nmeasures:\n{bouwwet}\n",
            f"version: 1\npackages:\n{packages}measures:\n{alarm}\n\n{dijken}",
        ),
        strict=True,
    ):
        (folder / "measures" / name).write_text(said, encoding="utf-8")
