"""Did you mean: the valid values nearest to a mistyped one."""

from collections.abc import Iterable

_LONGEST = 100  # characters; comparing takes the product of both lengths
_MOST = 30  # different words that a `Guesses` looks up


class Guesses:
    """The nearest of the same choices for many words: each is looked up once, and only so many are."""

    def __init__(self, choices: Iterable[str]) -> None:
        self.choices = sorted(choices)
        self.known: dict[str, str | None] = {}

    def __call__(self, word: str) -> str | None:
        """Return the choice nearest to the word, or None."""
        if word not in self.known:
            if len(self.known) >= _MOST:
                return None
            self.known[word] = best(word, self.choices)
        return self.known[word]


def best(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that looks most like `word`, or None."""
    return next(iter(nearest(word, choices)), None)


def nearest(word: str, choices: Iterable[str], most: int = 1) -> list[str]:
    """Return up to `most` of the choices that look like `word`, best first; one that is much nearer stands alone."""
    from difflib import SequenceMatcher

    wanted = word.casefold().strip()
    if not 0 < len(wanted) <= _LONGEST:
        return []
    scored = []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for choice in dict.fromkeys(choices):
        candidate = choice.casefold()
        matcher.set_seq1(candidate)
        score = matcher.ratio() if matcher.real_quick_ratio() > 0.3 else 0.0
        if min(len(wanted), len(candidate)) > 2 and (wanted in candidate or candidate in wanted):
            score = max(score, 0.6) + 0.2  # a part of a long id is closer than its length suggests
        if score >= 0.6:
            scored.append((-score, choice))
    scored.sort()
    return [choice for score, choice in scored[:most] if score <= scored[0][0] + 0.15]
