"""Pictures into files: SVG, or PNG where the library for it is there; the name's ending says which."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ctmeasures.cli.output import CannotRun, save

if TYPE_CHECKING:
    from ctmeasures.model.records import Registry
    from ctmeasures.render.look import Look
    from ctmeasures.reports.budget import Budget

INSTALL = "pip install 'ctmeasures[png]'"


def picture_form(out: str, form: str | None) -> str:
    """Return what `--out` asks for, svg or png; raise CannotRun for another ending, and where `--format` asks for something else."""
    if form is not None:
        raise CannotRun(f"--out draws a picture and --format {form} prints an answer; leave out one of them")
    ending = os.path.splitext(out)[1].casefold().removeprefix(".")
    if ending not in ("svg", "png"):
        said = f"ends in .{ending}" if ending else "has no ending"
        raise CannotRun(f"--out: {out} {said}; a picture is FILE.svg or FILE.png, and --format prints the other forms")
    return ending


def chart_form(out: str | None, form: str | None, chart: bool) -> None:
    """Raise CannotRun where `--out` asks for what is no picture, or for that of an answer without `--chart`."""
    if out is None:
        return
    picture_form(out, form)
    if not chart:
        raise CannotRun("--out draws the bars or columns of --chart; add --chart, or leave out --out")


def draw_budget(out: str, found: Registry, reader: Look, answer: Budget) -> None:
    """Draw the money of the one package of an answer; raise CannotRun where it has more or none."""
    if len(answer.packages) != 1:
        keys = ", ".join(one.package.key for one in answer.packages) or "there is none here"
        raise CannotRun(f"--out draws the money of one package; choose it with --package: {keys}")
    draw("budget", out, found, reader, answer)


def draw(view: str, out: str, found: Registry, reader: Look, *values: object) -> None:
    """Draw an answer and put it into a file, whole or not at all; raise CannotRun where the library for PNG is missing."""
    from ctmeasures.render.formats import renderer

    ending = picture_form(out, None)
    drawn = str(renderer(f"{view}-picture", "svg")(*values, reader))
    data = drawn.encode()
    if ending == "png":
        from ctmeasures.render.png import png

        try:
            data = png(drawn)
        except ImportError:
            raise CannotRun(f"a PNG needs one library more: {INSTALL}; or name a file that ends in .svg") from None
    save(out, data, found, f"{view}, {ending}")
