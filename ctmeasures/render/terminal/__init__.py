"""Answers drawn with rich for a terminal. Data reaches rich only as `Text`, never as markup."""

from io import StringIO

from rich.console import Console
from rich.text import Text

from ctmeasures.model.status import Status
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean
from ctmeasures.render.terminal.pen import Pen
from ctmeasures.render.terminal.table import Drawable, Table

# The terminal's own palette, so that they fit its background; each also has a sign or a word.
COLORS = {
    Status.ANNOUNCED: "yellow",
    Status.IN_PREPARATION: "bright_blue",
    Status.IN_PROGRESS: "cyan",
    Status.IMPLEMENTED: "green",
    Status.SUPERSEDED: "magenta",
    Status.LAPSED: "magenta",
    Status.WITHDRAWN: "red",
}
LATE = "bold red"


def draw(look: Look, *parts: Drawable) -> str:
    """Draw the parts under one another in the reader's width and colours."""
    console = Console(
        file=StringIO(),
        width=look.width,
        force_terminal=True,
        color_system="standard" if look.color else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    pen = Pen(console, look.color)
    for part in parts:
        if isinstance(part, Table):
            part.write(console, pen)
        else:
            console.print(part)
    file = console.file
    assert isinstance(file, StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().split("\n"))


def plain(text: str, style: str = "") -> Text:
    """Return data as text: no markup, nothing harmful."""
    return Text(clean(text), style=style)


def linked(text: str, url: str | None, style: str = "") -> Text:
    """Return a text that opens an address where the terminal can do so."""
    return Text(clean(text), style=f"{style} link {clean(url)}".strip() if url else style)


def address(url: str, width: int, style: str = "") -> Text:
    """Return an address as it fits in one line of so many columns, whole, without its fragment, or its end; all of them open it whole.

    One that is cut in two can be neither copied nor clicked; `--format plain` has it whole at every width.
    """
    bare = url.partition("#")[0].rstrip("/")
    forms = (url, bare, bare.rpartition("//")[2], bare.rpartition("/")[2])
    return linked(next((form for form in forms if len(clean(form)) <= width), forms[-1]), url, style)
