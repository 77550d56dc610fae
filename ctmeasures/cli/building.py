"""Building the website: once, or again and again."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ctmeasures.cli.output import CannotRun, progress, report
from ctmeasures.cli.registry import open_registry

if TYPE_CHECKING:
    from ctmeasures.model.clock import Clock


class Build(NamedTuple):
    """What was asked for: the folder, the address of the site or None, pictures as PNG too, the registry, the moment when it is built."""

    out: str
    base: str | None
    png: bool
    registry: str | None
    moment: Callable[[], Clock]


def build(wanted: Build, again: bool = False) -> None:
    """Build the site and say what was written; raise CannotRun where it cannot be.

    Unless it is built `again` in this process, the registry stays to its end, so that nothing need look through it for what can go.
    """
    import gc

    from ctmeasures.disk.folder import fill
    from ctmeasures.disk.write import Unwritable, standing
    from ctmeasures.render.safe import clean
    from ctmeasures.render.site.pages import files, number
    from ctmeasures.render.site.pictures import PNG, SVG
    from ctmeasures.render.words import count_words
    from ctmeasures.reports.website import website

    forms = PNG if wanted.png else SVG
    if wanted.png:
        _refuse_missing()
    opened = open_registry(wanted.registry)
    found = website(opened, wanted.moment())
    if not again:
        gc.freeze()
    drawn = files(found, wanted.base, forms, lambda path: standing(os.path.join(wanted.out, path), opened.path))
    pages = progress(drawn, number(found, wanted.base, forms), "Building the site")
    try:
        filled = fill(wanted.out, pages, os.path.dirname(opened.path))
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    out = clean(wanted.out)
    said = f"{count_words(filled.written, 'file')} written, {filled.same:,} unchanged, {filled.removed:,} removed"
    report(f"{out}: {said}; open {out}/index.html\n", f"{out} was written")


def _refuse_missing() -> None:
    from importlib.util import find_spec

    from ctmeasures.cli.pictures import INSTALL

    if not (find_spec("resvg_py") and find_spec("font_roboto")):
        raise CannotRun(f"--png needs one library more: {INSTALL}; or leave --png out")
