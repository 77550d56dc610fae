"""What every page states below: its reference day, and which letters count."""

from collections.abc import Iterator

from ctmeasures.model.records import Letter
from ctmeasures.render.site.language import Language
from ctmeasures.reports.website import Website


def reference(site: Website, lang: Language) -> str:
    """Say what every page states: the reference day and the newest letter."""
    clock, newest = site.view.clock, site.view.newest_letter
    parts = [lang.say("Reference day {day}", day=lang.day(clock.reference_day))]
    if clock.as_of:
        parts.append(lang.say("what was true then"))
    if clock.known_by:
        parts.append(lang.say("what letters up to {day} say", day=lang.day(clock.known_by)))
    if newest and site.view.overtaken:
        parts.append(lang.say("newest letter by then {day}", day=lang.date(newest.date)))
    elif newest:
        parts.append(lang.say("newest letter {day}", day=lang.date(newest.date)))
    else:
        parts.append(lang.say("no letter by then") if site.view.overtaken else lang.say("no letter yet"))
    return "; ".join([*parts, *_letters_apart(site, lang)]) + "."


def _letters_apart(site: Website, lang: Language) -> Iterator[str]:
    """Yield what is to be known of letters that are not yet coded, or later than the moment of the question."""
    view = site.view
    if view.uncoded:
        yield lang.say("not coded yet: {letters}", letters=_letters_of(view.uncoded, lang))
    if view.later:
        yield lang.say(
            "later, and counted for what they tell of that time: {letters}", letters=_letters_of(view.later, lang)
        )
    if view.left_out:
        yield lang.say("later, and left out: {letters}", letters=_letters_of(view.left_out, lang))


def _letters_of(letters: list[Letter], lang: Language) -> str:
    """Say how many letters there are, and of when: `1 letter (1 March 2018)`, `2 letters (the newest 1 March 2018)`."""
    newest = lang.date(letters[-1].date)
    if len(letters) > 1:
        newest = lang.say("the newest {day}", day=newest)
    return f"{lang.count(len(letters), 'letter', 'letters')} ({newest})"
