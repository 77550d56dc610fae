"""`ctmeasures site`: a website of the registry."""

from typing import Annotated

import typer

from ctmeasures.cli import options

Out = Annotated[
    str, typer.Option("--out", metavar="DIR", help="The folder: a new one, an empty one, or an earlier site.")
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url", metavar="ADDRESS", help="Where it will be published, for what must name its address in full."
    ),
]


def site(
    out: Out,
    url: Url = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    registry: options.Registry = None,
) -> None:
    """Build a website of the registry: static pages in English and Dutch, for any web server, or to open from the folder.

    It asks nothing of the reader's browser but to show pages: no server, no tracking, nothing from elsewhere. Building again
    writes only what has changed.

    \b
    Examples:
      ctmeasures site --out site
      ctmeasures site --out site --url https://example.org/measures/
    """
    import gc
    import os

    from ctmeasures.cli.output import CannotRun, progress, report
    from ctmeasures.cli.registry import clock, open_registry
    from ctmeasures.disk.folder import fill
    from ctmeasures.disk.write import Unwritable, standing
    from ctmeasures.render.safe import clean
    from ctmeasures.render.site.pages import files, number
    from ctmeasures.render.words import count_words
    from ctmeasures.reports.website import website

    if not out:
        raise CannotRun("--out is empty; name a folder")
    opened = open_registry(registry)
    found = website(opened, clock(as_of, known_by))
    base = _address(url)
    gc.freeze()  # the registry stays to the end, so there is no use in looking through it again and again
    drawn = files(found, base, lambda path: standing(os.path.join(out, path), opened.path))
    pages = progress(drawn, number(found, base), "Building the site")
    try:
        filled = fill(out, pages, os.path.dirname(opened.path))
    except Unwritable as fault:
        raise CannotRun(str(fault)) from None
    said = f"{count_words(filled.written, 'file')} written, {filled.same:,} unchanged, {filled.removed:,} removed"
    report(f"{clean(out)}: {said}; open {clean(out)}/index.html\n", f"{clean(out)} was written")


def _address(url: str | None) -> str | None:
    """Return the address of the site with its last slash; raise CannotRun where it is none."""
    import re

    from ctmeasures.cli.output import CannotRun, shortened

    if url is None:
        return None
    if re.fullmatch(r"https?://[\w.~:/@%+-]+", url, re.ASCII) is None:
        raise CannotRun(
            f"--url: `{shortened(url)}` is no address of a folder; write something like https://example.org/measures/"
        )
    return url.rstrip("/") + "/"
