"""Whose an act is: the organisation that the sentence shows at work, else the owner of the known measures that it is likest."""

import re
from collections import Counter, defaultdict
from heapq import nsmallest
from typing import NamedTuple

from ctmeasures.intake.suggestions.dutch import BODIES, BY, COMMON, GOES_ON, MINISTRY, WIDE
from ctmeasures.intake.suggestions.likeness import Likeness
from ctmeasures.intake.suggestions.units import Unit
from ctmeasures.model.records import Letter, Registry

_SHORT = 5  # letters of a key that a letter writes as an abbreviation
_NEAREST = 7  # known measures whose owners count where nobody is named


class Owner(NamedTuple):
    """An organisation's key, and whether no words of the sentence name it."""

    key: str
    inferred: bool


class Owners:
    """The organisations of a registry by the words that name them, for one letter."""

    def __init__(self, registry: Registry, letter: Letter, known: Likeness) -> None:
        self.registry, self.letter, self.known = registry, letter, known
        self._forms = {key: self._forms_of(key) for key in registry.organisations}
        self._named: dict[str, list[str]] = {}
        measures = [registry.by_id[key] for key in known.ids]
        self._of = [one.owner for one in measures]
        habits = Counter(one.owner for one in measures if one.owner_inferred)
        self._total = sum(habits.values()) or 1
        self._habits = habits

    def _forms_of(self, key: str) -> dict[str, str]:
        """Return the patterns of what names an organisation, each by what stands in every text that it fits, in lower case."""
        one = self.registry.organisations[key]
        names = {name for name in (one.name, one.name_nl) if name}
        names |= {MINISTRY.sub("", name) for name in names}
        names |= {
            short for short, long in self.known.aliases.long.items() if long.lower() in {n.lower() for n in names}
        }
        forms = {name.lower(): rf"(?i:\b{re.escape(name)}\b)" for name in sorted(names) if name.lower() not in COMMON}
        if len(key) <= _SHORT and key.isalpha():
            also = rf"\b(?:{key.upper()}{'' if key in COMMON else '|' + key.capitalize()})\b(?!-)"
            forms[key] = f"{forms[key]}|{also}" if key in forms else also
        elif key not in COMMON and "-" not in key:
            forms[key] = rf"(?i:\b{key}\b)"
        if key in BODIES:
            forms[""] = BODIES[key].pattern
        return forms

    def named(self, text: str) -> list[str]:
        """Return the organisations that a text names, in its order, those that stand in many sentences behind the others."""
        if text not in self._named:
            low = text.lower()
            found = [
                (hit.start(), key)
                for key, forms in self._forms.items()
                for words, form in forms.items()
                if words in low and (hit := re.search(form, text))
            ]
            keys = dict.fromkeys(key for _, key in sorted(found))
            self._named[text] = sorted(keys, key=WIDE.__contains__)
        return self._named[text]

    def owner(self, unit: Unit, clause: str) -> Owner | None:
        """Return whose an act is; None where nothing tells."""
        by = BY.search(clause)
        if by and (named := self.named(by["who"])):
            return Owner(named[0], False)
        for text in (clause, unit.text):
            if named := self.named(text):
                return Owner(named[0], False)
        if GOES_ON.match(unit.text) and (named := [key for key in self.named(unit.before) if key not in WIDE]):
            return Owner(named[0], True)
        return self._inferred(f"{clause} {unit.text}")

    def _inferred(self, text: str) -> Owner | None:
        """Return the owner of the known measures that a text is likest, those counting besides whose owner is inferred often."""
        near = self.known.by_stems(text).items()
        nearest = nsmallest(_NEAREST, near, key=lambda one: (-round(one[1], 9), one[0]))
        votes: dict[str, float] = defaultdict(float)
        for place, value in nearest:
            votes[self._of[place]] += value
        for key, count in self._habits.items():
            votes[key] += count / self._total
        best = min(votes, key=lambda key: (-round(votes[key], 9), key), default=None)
        best = best or next((key for key in BODIES if key in self.registry.organisations), self.letter.sender)
        return Owner(best, True) if best else None
