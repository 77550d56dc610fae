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
Png = Annotated[bool, typer.Option("--png", help="The charts as PNG files too, beside the SVG ones.")]
Watch = Annotated[bool, typer.Option("--watch", help="Stay, and build again whenever the registry's files change.")]
Serve = Annotated[
    int | None,
    typer.Option(
        "--serve",
        metavar="PORT",
        help="Watch, and show it to this machine's own browsers at http://127.0.0.1:PORT/; 0: any free port.",
        show_default=False,
    ),
]


def site(
    out: Out,
    url: Url = None,
    png: Png = False,
    watch: Watch = False,
    serve: Serve = None,
    as_of: options.AsOf = None,
    known_by: options.KnownBy = None,
    registry: options.Registry = None,
) -> None:
    """Build a website of the registry: static pages in English and Dutch, for any web server, or to open from the folder.

    It asks nothing of the reader's browser but to show pages: no server, no tracking, nothing from elsewhere. Building again
    writes only what has changed. With `--watch` or `--serve` it goes on until Ctrl-C.

    \b
    Examples:
      ctmeasures site --out site
      ctmeasures site --out site --url https://example.org/measures/
      ctmeasures site --out site --serve 8000
    """
    from ctmeasures.cli.building import Build, build
    from ctmeasures.cli.output import CannotRun
    from ctmeasures.cli.registry import clock

    if not out:
        raise CannotRun("--out is empty; name a folder")
    if serve is not None and not 0 <= serve <= 65535:
        raise CannotRun(f"--serve: {serve} is no port; write one from 1 to 65535, such as 8000, or 0 for any free one")
    wanted = Build(out, _address(url), png, registry, lambda: clock(as_of, known_by))
    if watch or serve is not None:
        from ctmeasures.cli.watching import watched

        watched(wanted, serve)
    else:
        build(wanted)


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
