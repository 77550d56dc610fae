"""Problems as text: place, what is wrong, the line itself with a marker, what was expected, the nearest valid value."""

from ctmeasures.model.place import Level, Problem
from ctmeasures.render.safe import clean
from ctmeasures.render.words import Look, count_words

_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def text(problems: list[Problem], look: Look) -> str:
    """Draw all problems, in the order given."""
    return "\n".join(one(problem, look) for problem in problems) + ("\n" if problems else "")


def one(problem: Problem, look: Look) -> str:
    """Draw one problem as a paragraph of three to five lines."""

    def paint(words: str, *codes: str) -> str:
        return "".join(codes) + words + _PLAIN if look.color else words

    place, level = problem.place, problem.level.value
    shade = _RED if problem.level is Level.ERROR else _YELLOW
    head = f"{paint(clean(str(place)), _BOLD)}: {paint(level, shade, _BOLD)}: {clean(problem.message)} [{problem.code}]"
    lines = [head]
    if place.excerpt.strip():
        number = str(place.line)
        lines.append(f"{paint(f'{number:>6} |', _DIM)} {_visible(place.excerpt)}")
        width = len(_visible(place.excerpt[place.marker : place.marker + place.width])) or 1
        lines.append(
            f"{paint('       |', _DIM)} {' ' * len(_visible(place.excerpt[: place.marker]))}{paint('^' * width, shade)}"
        )
    lines.append(f"       expected: {clean(problem.expected)}")
    if problem.nearest is not None:
        lines.append(f"       nearest: {clean(problem.nearest)}")
    return "\n".join(lines) + "\n"


def _visible(excerpt: str) -> str:
    """Return a line of a file with its spaces kept and everything harmful escaped."""
    return "".join(" " if character in "\t " else clean(character) for character in excerpt)


def summary(problems: list[Problem], measures: int, letters: int, path: str) -> str:
    """Say in one line what was checked and how it went."""
    errors = sum(1 for problem in problems if problem.level is Level.ERROR)
    warnings = len(problems) - errors
    checked = f"{clean(path)}: {count_words(measures, 'measure')}, {count_words(letters, 'letter')}"
    if not problems:
        return f"{checked}: no problems.\n"
    return f"{checked}: {count_words(errors, 'error')}, {count_words(warnings, 'warning')}.\n"


def manual(code: str, docstring: str) -> str:
    """Draw the manual page of a code."""
    from inspect import cleandoc

    return f"{code}\n\n{cleandoc(docstring)}\n"
