"""The problems that a check or a look-up found, told to a person, or in the forms that other programs read."""

import os
from collections.abc import Sequence
from typing import Literal

from ctmeasures.cli.output import emit
from ctmeasures.model.place import Problem

Foreign = Literal["github", "sarif", "junit"]


def tell(form: Foreign, problems: Sequence[Problem], name: str, said: str, strict: bool) -> None:
    """Print problems in a form that forges and build servers read, with files named from the top of their repository, as those know them.

    What is `said` to a person in the end comes after annotations only, which stand in a log.
    """
    from ctmeasures.checks import manuals
    from ctmeasures.render import findings

    found = _from_the_top(problems)
    if form == "github":
        emit(findings.github(found), commands=True)
        emit(said)
    elif form == "sarif":
        emit(findings.sarif(found, manuals()), form=form)
    else:
        emit(findings.junit(found, manuals(), name, strict), form=form)


def _from_the_top(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems whose files are named from the top of the repository in which they lie; without one, as they are."""
    from ctmeasures.disk.files import repository_above

    named: dict[str, str] = {}
    for path in {problem.place.path for problem in problems}:
        folder, name = os.path.split(path)
        top = repository_above(folder or os.curdir)
        named[path] = (
            os.path.relpath(os.path.join(os.path.realpath(folder), name), top).replace(os.sep, "/") if top else path
        )
    return [one._replace(place=one.place._replace(path=named[one.place.path])) for one in problems]
