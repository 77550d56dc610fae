"""Words as people look for them: case and accents aside; of a word's three kinds of match only the best counts.

A word is found as itself (also with an ending of the plural or of inflection), else at the beginning of longer words, else inside them: `list
politie` is not about politics, and `bestrijding` finds `terrorismebestrijding` where nothing is nearer. A word that is spelled with a hyphen here and as
one there is found in both spellings: `contraterrorisme`, `contra-terrorisme`. The script of the website does the same;
tests/browser proves that they agree.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

NOT = "not:"
END = "\n"  # a piece that is no word: between two texts
ENDINGS = frozenset({"e", "en", "es", "n", "s"})  # of the plural and of inflection, in Dutch and English
_INFLECTED = 4  # letters from which a word has endings: `wet` is not `weten`
_INSIDE = 3  # letters from which a word is looked for inside others
_SECOND = 4  # letters that the second half of a word has: `meteen` is not `met een`
_PIECES = re.compile(r"[^\W_]+|\n")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")  # between letters: 15-20 is not 1520
Forms = tuple[frozenset[str], ...]  # for each of some words, the words of the texts that match


class Level(IntEnum):
    """How a typed word stands in a text, the best first."""

    ITSELF = 1
    BEGINNING = 2
    INSIDE = 3


class Sought(NamedTuple):
    """What was typed as one: its words without case and accents, the level from which they count, whether it is excluded.

    `word*` counts also as a beginning, `*word` also inside. Where it has a hyphen between letters, `joined` are its words without.
    """

    typed: str
    words: tuple[str, ...]
    floor: Level = Level.ITSELF
    excluded: bool = False
    joined: tuple[str, ...] = ()


class Told(NamedTuple):
    """What became of it: for each of its words the words of the texts that match, and how; no level where one of them stands nowhere.

    `wider` are words that would match at the `next` level that has any, which do not count; words typed as one that never stand side by side
    are found `apart`. The `others` are spellings with more or fewer words, which stand side by side somewhere.
    """

    sought: Sought
    level: Level | None
    forms: Forms
    wider: frozenset[str] = frozenset()
    next: Level | None = None
    apart: bool = False
    others: tuple[Forms, ...] = ()


class Match(NamedTuple):
    """The keys of the texts in which all is found that was typed, what became of each, and of all their words."""

    keys: tuple[str, ...]
    told: tuple[Told, ...]
    vocabulary: Collection[str]


def sought(typed: str) -> Sought:
    """Read what was typed as one; it has no words where it is empty or holds no letter or figure."""
    text = typed.removeprefix(NOT)
    floor = Level.INSIDE if text.startswith("*") else Level.BEGINNING if text.endswith("*") else Level.ITSELF
    joined = tuple(pieces([_HYPHEN.sub("", text)])) if _HYPHEN.search(text) else ()
    return Sought(text.strip('*"'), tuple(pieces([text])), floor, typed.startswith(NOT), joined)


def pieces(texts: Iterable[str | None]) -> list[str]:
    """Return the words of texts, without case and accents, with END between two texts."""
    whole = END.join(" ".join(text.splitlines()) if "\n" in text else text for text in texts if text)
    return list(map(bare, _PIECES.findall(whole if whole.isascii() else unicodedata.normalize("NFC", whole))))


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return a word without case and accents, and without what is no letter or figure."""
    if word.isascii():
        return word.lower()
    return "".join(character for character in folded(word) if character.isalnum())


def folded(text: str) -> str:
    """Return a text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in decomposed if unicodedata.category(one)[0] != "M").casefold()


def fits(word: str, other: str, level: Level) -> bool:
    """Tell whether a word of a text matches a typed one at a level or a better one."""
    if level is Level.INSIDE:
        return word in other
    if not other.startswith(word):
        return False
    return level is Level.BEGINNING or other == word or (len(word) >= _INFLECTED and other[len(word) :] in ENDINGS)


def match(corpus: Mapping[str, Sequence[str]], wanted: Iterable[Sought]) -> Match:
    """Return the texts, given as pieces by key, in which all is found and nothing that is excluded.

    Where each word is found but no text has all of them, those that are wider count too.
    """
    bags = {key: frozenset(found) for key, found in corpus.items()}
    vocabulary = frozenset().union(*bags.values()) - {END}
    asked = [one for one in wanted if one.words]
    keys: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    for floor in Level:
        wider = tuple(_placed(_told(one, vocabulary, floor), vocabulary, corpus, bags) for one in asked)
        keys = tuple(key for key in corpus if all(_holds(one, corpus[key], bags[key]) for one in wider))
        if keys or not told:
            told = wider
        if keys or any(one.level is None for one in told):
            break
    return Match(keys, told, vocabulary)


def _told(one: Sought, vocabulary: Collection[str], floor: Level) -> Told:
    found = [
        _forms(word, vocabulary, floor if not one.excluded and floor > one.floor else one.floor) for word in one.words
    ]
    if any(level is None for level, _ in found):
        return Told(one, None, tuple(forms for _, forms in found))
    told = Told(one, max(level for level, _ in found if level), tuple(forms for _, forms in found))
    if len(found) == 1 and told.level is not Level.INSIDE and not one.excluded:
        for level in Level:
            wider = _forms(one.words[0], vocabulary, level, level)[1] - found[0][1]
            if wider:
                return told._replace(wider=wider, next=level)
    return told


def _forms(
    word: str, vocabulary: Collection[str], floor: Level, most: Level = Level.INSIDE
) -> tuple[Level | None, frozenset[str]]:
    """Return the words that match a typed one at the best level from `floor` on, up to `most`, at which any does."""
    for level in Level:
        if floor <= level <= most and (level is not Level.INSIDE or len(word) >= _INSIDE):
            forms = frozenset(other for other in vocabulary if fits(word, other, level))
            if forms:
                return level, forms
    return None, frozenset()


def _placed(
    told: Told, vocabulary: Collection[str], corpus: Mapping[str, Sequence[str]], bags: Mapping[str, frozenset[str]]
) -> Told:
    """Say where it stands: in which other spellings, and of words that were typed as one whether side by side anywhere; what is excluded must."""

    def somewhere(forms: Forms) -> bool:
        return any(_side_by_side(forms, corpus[key], bags[key]) for key in corpus)

    others = tuple(filter(somewhere, _respelled(told, vocabulary)))
    apart = len(told.forms) > 1 and not told.sought.excluded and told.level is not None and not somewhere(told.forms)
    return told._replace(others=others, apart=apart, level=told.level or (told.sought.floor if others else None))


def _respelled(told: Told, vocabulary: Collection[str]) -> Iterator[Forms]:
    """Yield the forms of other spellings: without the hyphens between letters, and with one word as two that the texts have."""
    one = told.sought

    def forms(word: str) -> frozenset[str]:
        return _forms(word, vocabulary, one.floor, one.floor)[1]

    if one.joined:
        yield tuple(map(forms, one.joined))
    for place, word in enumerate(one.words):
        for at in range(_INSIDE, len(word) - _SECOND + 1) if word.isalpha() else ():
            if word[:at] in vocabulary:
                yield (*told.forms[:place], forms(word[:at]), forms(word[at:]), *told.forms[place + 1 :])


def _holds(told: Told, found: Sequence[str], bag: frozenset[str]) -> bool:
    return _found(told, found, bag) != told.sought.excluded


def _found(told: Told, found: Sequence[str], bag: frozenset[str]) -> bool:
    """Tell whether the words stand in a text in any spelling, side by side unless they never do."""
    if told.apart and not any(bag.isdisjoint(forms) for forms in told.forms):
        return True
    return any(_side_by_side(forms, found, bag) for forms in (told.forms, *told.others))


def _side_by_side(forms: Forms, found: Sequence[str], bag: frozenset[str]) -> bool:
    if any(bag.isdisjoint(one) for one in forms):
        return False
    return len(forms) == 1 or any(True for _ in _runs(forms, found))


def runs(told: Told, found: Sequence[str]) -> Iterator[range]:
    """Yield where what was typed stands among the pieces of a text: each of its words alone where they are apart."""
    typed = ((frozenset().union(*told.forms),),) if told.apart else (told.forms,)
    return chain.from_iterable(_runs(forms, found) for forms in (*typed, *told.others))


def _runs(forms: Forms, found: Sequence[str]) -> Iterator[range]:
    size = len(forms)
    places = (place for place, piece in enumerate(found[: len(found) - size + 1]) if piece in forms[0])
    return (range(at, at + size) for at in places if all(found[at + n] in forms[n] for n in range(1, size)))
