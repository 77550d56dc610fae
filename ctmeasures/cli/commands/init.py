"""`ctmeasures init`: a registry of another field of policy."""

from typing import Annotated

import typer

Folder = Annotated[
    str, typer.Argument(metavar="[DIR]", help="The folder; it is made where it is missing.", show_default="this folder")
]


_NEXT = """\
Next, in its folder:
  edit measures.yaml and letters/: your own measures and letters in place of the example
  ctmeasures check: what does not hold, each fault with its remedy
  git init && git add --all && ctmeasures git install: git then merges measure by measure
  pre-commit install: checks before each commit (https://pre-commit.com)
  PROGRAM in .github/workflows/: the repository and the commit from which GitHub takes the program
"""


def init(folder: Folder = "") -> None:
    """Start a registry of your own: an invented example that passes every check.

    With it come the schema for editors and what git, pre-commit and GitHub need.
    Nothing is overwritten: where one of the files exists, none is written; a
    .gitignore of yours stays.

    \b
    Examples:
      ctmeasures init
      ctmeasures init ../libraries
    """
    from ctmeasures.cli.output import CannotRun, report
    from ctmeasures.disk.templates import NotStarted, start
    from ctmeasures.render.safe import clean

    try:
        paths = start(folder)
    except NotStarted as fault:
        raise CannotRun(str(fault)) from None
    report(
        "".join(f"wrote {clean(path)}\n" for path in paths) + _NEXT,
        f"the registry in {clean(folder) or '.'} was written",
    )
