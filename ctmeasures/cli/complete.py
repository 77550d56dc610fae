"""Shell completion: what a TAB offers. Some shells evaluate it and typer reads markup in it, so only plain words leave here."""

import re
from collections.abc import Callable

import typer

_ABOUT = 60  # typer wraps what is longer than a line, and fish and zsh take the rest for one more offer
_KEY = "[a-z0-9][a-z0-9-]*"

Offers = list[tuple[str, str]]


def _offer(section: str) -> Callable[[typer.Context, str], Offers]:
    """Make a completion from a section of the registry; one that cannot be read offers nothing."""

    def complete(ctx: typer.Context, incomplete: str) -> Offers:
        try:
            from ctmeasures.read.names import names

            found = names(ctx.params.get("registry"), section)
            return [
                (key, _harmless(about))
                for key, about in found
                if key.startswith(incomplete) and re.fullmatch(_KEY, key)
            ]
        except Exception:  # noqa: BLE001  a traceback would be typed into the user's shell
            return []

    return complete


def _harmless(about: str) -> str:
    """Return a title with nothing in it that a shell could run or that typer would take for markup, short enough not to be wrapped."""
    plain = " ".join(re.sub(r"[^\w .,()-]", " ", about).split())
    return plain if len(plain) <= _ABOUT else f"{plain[: _ABOUT - 3].rstrip()}..."


def statuses(incomplete: str) -> Offers:
    """Offer the statuses and their two groups."""
    from ctmeasures.model.status import MEANING

    groups = [("open", "announced, in preparation or in progress"), ("closed", "all others")]
    everything = [*groups, *((status.value, meaning) for status, meaning in MEANING.items())]
    return [(word, about) for word, about in everything if word.startswith(incomplete)]


def new_statuses(incomplete: str) -> Offers:
    """Offer the statuses."""
    from ctmeasures.model.status import MEANING

    return [(status.value, meaning) for status, meaning in MEANING.items() if status.value.startswith(incomplete)]


measures = _offer("measures")
organisations = _offer("organisations")
owners = _offer("owners")
areas = _offer("areas")
letters = _offer("letters")
packages = _offer("packages")


def letters_and_commands(ctx: typer.Context, incomplete: str) -> Offers:
    """Offer the letters, and the words that make another command of `letters`."""
    from ctmeasures.cli.commands import COMMANDS, function
    from ctmeasures.model.manual import page

    words = [name.removeprefix("letters ") for name in COMMANDS if name.startswith(f"letters {incomplete}")]
    about = [page(function(f"letters {word}")).partition(":")[0] for word in words]
    return [*zip(words, map(_harmless, about), strict=True), *letters(ctx, incomplete)]


def codes(incomplete: str) -> Offers:
    """Offer the codes of problems."""
    from ctmeasures.checks import manuals

    return [
        (code, _harmless(page.partition("\n")[0])) for code, page in manuals().items() if code.startswith(incomplete)
    ]


def dimensions(incomplete: str) -> Offers:
    """Offer what measures can be counted by."""
    from ctmeasures.reports.stats import DIMENSIONS

    return [(name, _harmless(one.definition)) for name, one in DIMENSIONS.items() if name.startswith(incomplete)]


def sections(incomplete: str) -> Offers:
    """Offer the sections of the deadlines."""
    from ctmeasures.render.deadlines import HEADINGS

    return [(name, _harmless(about)) for name, (_, about) in HEADINGS.items() if name.startswith(incomplete)]


def fields(incomplete: str) -> Offers:
    """Offer the fields of a measure, up to the sign behind which a value is typed."""
    from ctmeasures.model.fields import MEASURE

    return [(f"{field.name}=", _harmless(field.about)) for field in MEASURE.fields if field.name.startswith(incomplete)]
