"""`ctmeasures git install`: git merges the registry by record, in this clone."""

from typing import Annotated

import typer

from ctmeasures.cli import options

Uninstall = Annotated[bool, typer.Option("--uninstall", help="Undo it.")]


def git_install(uninstall: Uninstall = False, registry: options.Registry = None) -> None:
    """Teach git, in this clone, to merge the registry by record and to name the measure above each change.

    It sets merge.ctmeasures.* and diff.ctmeasures.* in the clone's settings,
    and the attributes where the repository does not have them. git's own
    merge is done first, so if ctmeasures fails there is an ordinary conflict.
    A hosting site does not use it: there, `ctmeasures merge` helps afterwards.

    \b
    Examples:
      ctmeasures git install
      ctmeasures git install --uninstall
    """
    from ctmeasures.cli.output import CannotRun, report
    from ctmeasures.cli.registry import located
    from ctmeasures.disk import merge_driver as driver
    from ctmeasures.disk.files import Unreadable
    from ctmeasures.disk.git import Repository
    from ctmeasures.disk.write import Unwritable
    from ctmeasures.render.safe import clean

    try:
        path = located(registry)
        repository = Repository(path)
        if uninstall:
            driver.uninstall(repository)
        else:
            driver.install(repository, _program())
    except (Unreadable, Unwritable) as fault:
        raise CannotRun(str(fault)) from None
    if uninstall:
        done = f"git merges {clean(path)} line by line again, in this clone"
    else:
        done = f"git merges {clean(path)} by record from now on, in this clone; `ctmeasures git install --uninstall` undoes it"
    report(f"{done}\n", done)


def _program() -> list[str]:
    """Return the words that start this very program, also where it lies in a zip file.

    -P: a file in the repository that is being merged is no module of the program.
    """
    import os
    import sys

    import ctmeasures

    place = os.path.dirname(os.path.dirname(os.path.abspath(ctmeasures.__file__)))
    if not os.path.isfile(place):
        return [sys.executable, "-P", "-m", "ctmeasures"]
    start = f"import sys; sys.path.insert(0, {place!r}); from ctmeasures.__main__ import main; main()"
    return [sys.executable, "-P", "-c", start]
