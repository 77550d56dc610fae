"""What can be wrong with the file of papers that were passed over, besides what can be wrong with any file.

One function makes each problem: its name is the code, its docstring the manual page.
"""

from collections.abc import Callable

from ctmeasures.model.place import Place, Problem, warning


def passed_letter(place: Place, publication: str, letter: str) -> Problem:
    """A publication was passed over, and is a letter of the registry meanwhile: one of the two is no longer right.

    Remedy: take its lines out of `passed.yaml`.
    """
    message = f"{publication} was passed over, and is the letter {letter} of the registry"
    return warning("passed-letter", place, message, "only papers that are no letter of the registry")


def passed_twice(place: Place, publication: str, before: str) -> Problem:
    """A publication was passed over twice; the last reason counts.

    Remedy: keep the lines with the reason that is right, and take the others out.
    """
    message = f"{publication} was passed over before, in {before}"
    return warning("passed-twice", place, message, "each publication once")


CODES: tuple[Callable[..., Problem], ...] = (passed_letter, passed_twice)
