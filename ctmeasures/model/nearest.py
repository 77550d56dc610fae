"""Did you mean: the valid values nearest to a mistyped one."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ctmeasures.model.lookalikes import plain

_LONGEST = 100  # characters; comparing takes the product of both lengths
_MOST = 30  # different words that a `Guesses` looks up

Names = Mapping[str, tuple[str, ...]]
"""What the things are called that keys stand for, by key."""

NO_NAMES: Names = MappingProxyType({})


class Guesses:
    """The nearest of the same choices for many words: each is looked up once, and only so many are."""

    def __init__(self, choices: Iterable[str], names: Names = NO_NAMES) -> None:
        self.choices = sorted(choices)
        self.names = names
        self.known: dict[str, str | None] = {}

    def __call__(self, word: str) -> str | None:
        """Return the choice nearest to the word, or None."""
        if word not in self.known:
            if len(self.known) >= _MOST:
                return None
            self.known[word] = best(word, self.choices, self.names)
        return self.known[word]


def best(word: str, choices: Iterable[str], names: Names = NO_NAMES) -> str | None:
    """Return the choice that looks most like `word`, or None."""
    return next(iter(nearest(word, choices, names=names)), None)


def nearest(word: str, choices: Iterable[str], most: int = 1, names: Names = NO_NAMES) -> list[str]:
    """Return up to `most` of the choices that look like `word`, best first; one that is much nearer stands alone.

    A choice is as near as its key or one of its `names` is: letter by letter, or, where they share a word, word by word.
    """
    from difflib import SequenceMatcher

    wanted = plain(word.casefold())
    if not 0 < len(wanted) <= _LONGEST:
        return []
    scored = []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    words = _words(wanted)
    for choice in dict.fromkeys(choices):
        score = 0.0
        for text in (choice, *names.get(choice, ())):
            candidate = text.casefold()
            matcher.set_seq1(candidate)
            alike = matcher.ratio() if matcher.real_quick_ratio() > 0.3 else 0.0
            if min(len(wanted), len(candidate)) > 2 and _within(wanted, candidate, words):
                alike = max(alike, 0.6) + 0.2  # a part of a long id is closer than its length suggests
            if len(words) > 1 and not words.isdisjoint(others := _words(candidate)):
                alike = max(alike, _word_by_word(words, others))
            score = max(score, alike)
        if score >= 0.6:
            scored.append((-score, choice))
    scored.sort()
    return [choice for score, choice in scored[:most] if score <= scored[0][0] + 0.15]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _within(wanted: str, candidate: str, words: set[str]) -> bool:
    """Tell whether one of two texts is a part of the other; a key that is only one of several words says too little of them."""
    return wanted in candidate or (candidate in wanted and not (len(words) > 1 and candidate in words))


def _word_by_word(words: set[str], others: set[str]) -> float:
    """Return from 0 to 1 how alike the words of two texts are, in whatever order; a long word counts for more."""
    from difflib import SequenceMatcher

    alike = {(one, other): SequenceMatcher(None, one, other, False).ratio() for one in words for other in others}
    total = sum(len(one) * max(alike[one, other] for other in others) for one in words)
    total += sum(len(other) * max(alike[one, other] for one in words) for other in others)
    return total / sum(map(len, (*words, *others)))
