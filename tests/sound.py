"""Random registries in which nothing is missing, as records: what the exports are tried on."""

import json
from datetime import date
from random import Random

import spelled

from ctmeasures.model.clock import Clock
from ctmeasures.model.place import Level
from ctmeasures.model.records import Registry
from ctmeasures.read.registry import assemble
from ctmeasures.reports.query import Listing, Query, listing

_LETTER = """---
date: {day}
title: "{title}"
links: ["https://example.org/{day}"]
---

## 1

A digest, “quoted”; with a comma.

## 2

Überwachung.

## 3

More.
"""


def sound(rng: Random) -> Registry:
    """Return a random registry that was written down and read."""
    text = json.dumps(spelled.sound(rng), ensure_ascii=False)  # which is YAML
    loaded = assemble("measures.yaml", {"measures.yaml": text.encode()}, letters())
    assert not [problem for problem in loaded.problems if problem.level is Level.ERROR], text
    return loaded.registry


def letters() -> dict[str, bytes]:
    """Return the files of the letters to which random registries refer, by their paths."""
    days = (("2017-01-01", "x"), ("2018-01-01", "y"))
    return {f"letters/{day}-{name}.md": _LETTER.format(day=day, title=name).encode() for day, name in days}


def everything(registry: Registry, *, day: date = date(2019, 1, 1), known_by: date | None = None) -> Listing:
    """Return all measures of a registry on a day."""
    return listing(registry, Clock(day, known_by=known_by), Query(), "id")
