"""Problems as text: place, what is wrong, the line itself with a marker, what was expected, the nearest valid value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ctmeasures.model.place import Level, Place, Problem
from ctmeasures.render.look import Look
from ctmeasures.render.safe import clean, visible
from ctmeasures.render.words import count_words

if TYPE_CHECKING:
    from ctmeasures.checks.quotes import Verification
    from ctmeasures.checks.translations import Translations

_LONGEST = 600
_RED, _YELLOW, _BOLD, _DIM, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def text(problems: Sequence[Problem], look: Look) -> str:
    """Draw all problems, in the order given."""
    return "\n".join(one(problem, look) for problem in problems) + ("\n" if problems else "")


def one(problem: Problem, look: Look) -> str:
    """Draw one problem as a paragraph of three to five lines."""

    def paint(words: str, *codes: str) -> str:
        return "".join(codes) + words + _PLAIN if look.color else words

    place, level = problem.place, problem.level.value
    shade = _RED if problem.level is Level.ERROR else _YELLOW
    head = f"{paint(clean(str(place)), _BOLD)}: {paint(level, shade, _BOLD)}: {short(problem.message)} [{problem.code}]"
    lines = [head]
    if place.excerpt.strip():
        before, marked, after = _window(place, max(look.width - 9, 60))
        lines.append(f"{paint(f'{place.line:>6} |', _DIM)} {before}{marked}{after}".rstrip())
        lines.append(f"{paint('       |', _DIM)} {' ' * _cells(before)}{paint('^' * (_cells(marked) or 1), shade)}")
    lines.append(f"       expected: {short(problem.expected)}")
    if problem.nearest is not None:
        lines.append(f"       nearest: {short(problem.nearest)}")
    return "\n".join(lines) + "\n"


def short(text: str) -> str:
    """Return a text that may repeat what the file says, which can be megabytes."""
    return clean(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _window(place: Place, width: int) -> tuple[str, str, str]:
    """Return what stands before, at and after the fault, cut around it to so many characters."""
    excerpt, start, end = place.excerpt, place.marker, place.marker + place.width
    if len(excerpt) <= width:
        return _visible(excerpt[:start]), _visible(excerpt[start:end]), _visible(excerpt[end:])
    left = 0 if end < width else max(0, min(start - width // 3, len(excerpt) - width))
    right = left + width
    cut = right < len(excerpt)
    right -= cut
    before = ("…" if left else "") + _visible(excerpt[left + bool(left) : start])
    after = _visible(excerpt[end:right]) + ("…" if cut else "")
    return before, _visible(excerpt[start : min(end, right)]), after


def _visible(text: str) -> str:
    """Return a part of a line with its spaces kept, tabs shown as arrows and everything harmful escaped."""
    return visible(text.replace("\t", "→"))


def _cells(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def summary(problems: list[Problem], measures: int, letters: int, path: str, lacks: Translations | None = None) -> str:
    """Say in one line what was checked and how it went; in another, what of a language that was asked for is there."""
    also = ""
    if lacks:
        from ctmeasures.checks.translations import LANGUAGES

        also = f"In {LANGUAGES[lacks.language]}: {_counts(lacks)}.\n"
    errors = sum(1 for problem in problems if problem.level is Level.ERROR)
    warnings = len(problems) - errors
    checked = f"{clean(path)}: {count_words(measures, 'measure')}, {count_words(letters, 'letter')}"
    if not problems:
        return f"{checked}: no problems.\n{also}"
    from ctmeasures.read.faults import STOPS

    left_out = (
        "; where it could not be read there may be more" if any(problem.code in STOPS for problem in problems) else ""
    )
    return f"{checked}: {count_words(errors, 'error')}, {count_words(warnings, 'warning')}{left_out}.\n{also}"


def _counts(lacks: Translations) -> str:
    """Say how many texts of each kind are there in a language: `58 of 60 titles, 20 of 20 names`."""
    return ", ".join(f"{one.there:,} of {one.number:,} {one.kind}" for one in lacks.counts) or "nothing to translate"


def verified(found: Verification) -> str:
    """Say letter by letter what became of the quotes, and in one line how it went."""
    from ctmeasures.render.plain import aligned

    head, *rows = results(found)
    cells = [[heading.upper() for heading in head], *rows]
    table = "".join(f"{line}\n" for line in (aligned(cells, numbers=len(head) - 1) if rows else ()))
    return table + published(found) + outcome(found)


def results(found: Verification) -> list[list[str]]:
    """Return how many quotes of each letter have each result, the headings first."""
    from ctmeasures.checks.quotes import Result

    counts = found.counts
    kinds = (Result.FOUND, *(result for result in Result if result is not Result.FOUND))
    rows = [["letter", "quotes", *kinds]]
    for letter in found.registry.letters:
        row = [counts[letter, kind] for kind in kinds]
        if any(row):
            rows.append([letter, *map(str, (sum(row), *row))])
    return rows


def outcome(found: Verification) -> str:
    """Say in one line how many quotes were found, and what became of the others."""
    from ctmeasures.checks.quotes import Result

    letters = {letter for letter, _ in found.counts}
    totals = Counter(one.result for one in found.quotes)
    failed = ", ".join(
        f"{totals[result]} {result}" for result in Result if result is not Result.FOUND and totals[result]
    )
    went = f"{totals[Result.FOUND]} found once, {failed}" if failed else "all found, each once"
    said = f"{count_words(len(found.quotes), 'quote')} of {count_words(len(letters), 'letter')}"
    unquoted = f"; {found.unquoted} without a quote" if found.unquoted else ""
    return f"{clean(found.registry.path)}: {said}: {went if letters else 'nothing to look for'}{unquoted}.\n"


def published(found: Verification) -> str:
    """Say of each letter that was fetched where its text comes from; nothing where none was."""
    return "".join(f"{clean(key)} as it is published at {clean(address)}\n" for key, address in found.fetched.items())


def manual(code: str, docstring: str) -> str:
    """Draw the manual page of a code."""
    from inspect import cleandoc

    return f"{code}\n\n{cleandoc(docstring)}\n"
