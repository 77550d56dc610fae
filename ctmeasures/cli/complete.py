"""Shell completion: what a TAB offers. It must never disturb the shell, so nothing escapes from here."""

from collections.abc import Callable, Iterable

import typer

from ctmeasures.model.records import Registry
from ctmeasures.model.status import MEANING

Offers = list[tuple[str, str]]


def _offer(offers: Callable[[Registry], Iterable[tuple[str, str]]]) -> Callable[[typer.Context, str], Offers]:
    """Make a completion from what a registry offers; one that cannot be read offers nothing."""

    def complete(ctx: typer.Context, incomplete: str) -> Offers:
        from pathlib import Path

        from ctmeasures.render.words import clean
        from ctmeasures.store.load import find_registry, load

        try:
            registry = load(find_registry(ctx.params.get("registry"), Path.cwd())).registry
            return [(key, clean(about)) for key, about in offers(registry) if key.startswith(incomplete)]
        except Exception:  # noqa: BLE001  a traceback would be typed into the user's shell
            return []

    return complete


def statuses(incomplete: str) -> Offers:
    """Offer the statuses and their two groups."""
    groups = [("open", "announced, in preparation or in progress"), ("closed", "all others")]
    everything = [*groups, *((status.value, meaning) for status, meaning in MEANING.items())]
    return [(word, about) for word, about in everything if word.startswith(incomplete)]


measures = _offer(lambda registry: ((measure.id, measure.title) for measure in registry.measures))
owners = _offer(lambda registry: ((key, registry.name(key)) for key in {one.owner: 0 for one in registry.measures}))
areas = _offer(lambda registry: ((area.key, area.name) for area in registry.areas.values()))
letters = _offer(lambda registry: ((letter.id, letter.title) for letter in registry.letters.values()))
packages = _offer(lambda registry: ((package.key, package.title) for package in registry.packages.values()))


def codes(incomplete: str) -> Offers:
    """Offer the codes of problems."""
    from ctmeasures.cli.check import manuals

    return [(code, page.partition("\n")[0]) for code, page in manuals().items() if code.startswith(incomplete)]
