"""Registries of any size, in the house style.

    python benchmarks/synthetic.py COUNT FOLDER

The texts are put together from a few hundred words, always in the same way: one count always gives the same bytes. A measure has two
events, each with its letter, paragraph, quote and note, and takes about 850 bytes; a letter has 40 paragraphs and is there for 100 events.
There are no `references`: of `[dossier:34359]`, the parser in C that check-jsonschema uses wants quotation marks, and without them it takes
a slower one.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

Record = dict[str, Any]

PASSAGES = 40  # of every letter; those that nothing cites are context, the first one always
OPEN = ("announced", "in-preparation", "in-progress")
CLOSED = ("implemented", "implemented", "implemented", "lapsed", "withdrawn")

OWNERS = {
    "aivd": ("General Intelligence and Security Service", "Algemene Inlichtingen- en Veiligheidsdienst"),
    "bz": ("Ministry of Foreign Affairs", "Ministerie van Buitenlandse Zaken"),
    "defensie": ("Ministry of Defence", "Ministerie van Defensie"),
    "gemeenten": ("Municipalities", "Gemeenten"),
    "jenv": ("Ministry of Justice and Security", "Ministerie van Justitie en Veiligheid"),
    "kmar": ("Royal Marechaussee", "Koninklijke Marechaussee"),
    "nctv": (
        "National Coordinator for Counterterrorism and Security",
        "Nationaal Coördinator Terrorismebestrijding en Veiligheid",
    ),
    "om": ("Public Prosecution Service", "Openbaar Ministerie"),
    "politie": ("National Police", "Nationale Politie"),
    "szw": ("Ministry of Social Affairs and Employment", "Ministerie van Sociale Zaken en Werkgelegenheid"),
}
AREAS = {
    "detect": ("Detect and interpret", "Verwerven en duiden"),
    "prepare": ("Be prepared", "Voorbereid zijn"),
    "prevent": ("Prevent and disrupt", "Voorkomen en verstoren"),
    "prosecute": ("Prosecute", "Vervolgen"),
    "protect": ("Protect", "Beschermen"),
}
ACTS = {
    "afspraken": ("Agreements on {}", "Afspraken over {}"),
    "capaciteit": ("More capacity for {}", "Uitbreiding van de capaciteit voor {}"),
    "evaluatie": ("Evaluation of {}", "Evaluatie van {}"),
    "handreiking": ("Guidance on {}", "Handreiking {}"),
    "loket": ("A single point of contact for {}", "Eén loket voor {}"),
    "oefening": ("Exercises in {}", "Oefeningen met {}"),
    "onderzoek": ("Research into {}", "Onderzoek naar {}"),
    "pilot": ("Pilot project: {}", "Pilot: {}"),
    "richtlijn": ("Transposing the directive on {}", "Implementatie van de richtlijn inzake {}"),
    "samenwerking": ("International cooperation on {}", "Internationale samenwerking bij {}"),
    "training": ("Training of front-line staff in {}", "Training van eerstelijnsmedewerkers in {}"),
    "wet": ("A legal basis for {}", "Wettelijke grondslag voor {}"),
}
SUBJECTS = {
    "beveiliging": ("guarding vital locations", "het bewaken van vitale locaties"),
    "cameratoezicht": ("camera surveillance", "cameratoezicht"),
    "cyber": ("resilience against digital attacks", "weerbaarheid tegen digitale aanvallen"),
    "deradicalisering": ("leaving extremist groups", "het verlaten van extremistische groepen"),
    "explosieven": ("precursors of explosives", "grondstoffen voor explosieven"),
    "familie": ("support of families", "ondersteuning van families"),
    "financiering": ("the financing of terrorism", "financiering van terrorisme"),
    "grenzen": ("checks at the outer borders", "controles aan de buitengrenzen"),
    "internet": ("terrorist content on the internet", "terroristische inhoud op internet"),
    "onderwijs": ("radicalisation at schools", "radicalisering op scholen"),
    "paspoorten": ("revoking travel documents", "het vervallen verklaren van reisdocumenten"),
    "reisgegevens": ("the use of travel data", "het gebruik van reisgegevens"),
    "terugkeerders": ("people who return from a conflict zone", "terugkeerders uit strijdgebied"),
    "toezicht": ("supervision after detention", "toezicht na detentie"),
    "veiligheidshuizen": ("case meetings at the safety houses", "casusoverleg in de veiligheidshuizen"),
    "wapens": ("illegal firearms", "illegale vuurwapens"),
}
PLACES = (
    *("almere", "amersfoort", "amsterdam", "arnhem", "breda", "brussel", "delft", "den-haag", "deventer", "eindhoven"),
    *("enschede", "gouda", "groningen", "haarlem", "heerlen", "leeuwarden", "leiden", "lelystad", "maastricht"),
    *("middelburg", "nijmegen", "rotterdam", "schiphol", "tilburg", "utrecht", "venlo", "zaanstad", "zwolle"),
)
NOTES = (
    "The letter names {owner}; first results are expected within a year.",
    "A team of {number} people starts in {place}, after the experience of {year}.",
    'The cabinet calls it "a necessary step": {place} was left to itself.',
    "An evaluation after {number} months decides on {subject} (motion of {year}).",
    "The number of cases rose to {number} in {year}; the letter names no amount.",
    "In force since {year} and continued; {owner} reports twice a year.",
)
DIGESTS = (
    "The approach to {subject} is continued; {owner} and the municipality of {place} work out what each of them does, and parliament is told of it before the summer.",
    "In {year}, {number} reports were made of {subject}. Most of them came from {place}, where the number of people who work on it is raised.",
    "An answer to the motion on {subject}: the cabinet sees no need for a law of its own, and names what {owner} already does.",
    "The second progress report on {subject} is attached. Of the {number} recommendations of the evaluation of {year}, most have been carried out.",
)
QUOTES = ("wordt {} verder versterkt", "inzet op {} blijft nodig", "{} in {} uitgebreid", "de aanpak van {} voortgezet")
CAPITALS = {"den-haag": "The Hague", "brussel": "Brussels"}
_PLAIN = re.compile(r"[A-Za-z0-9É](?:[\w ,.;()/%€-]*[\w.)%])?")  # what YAML reads as it is


class Letter(NamedTuple):
    """A letter of a synthetic registry."""

    id: str
    day: date


def letters(count: int) -> list[Letter]:
    """Return the letters of a registry of so many measures, oldest first: one for 50 measures, at least five."""
    number = max(5, count // 50)
    days = (date(2004, 1, 15) + timedelta(n * 7300 // number) for n in range(number))
    words = ("voortgang", "aanpak-terrorisme", "dreigingsbeeld", "antwoord-motie", "evaluatie")
    return [Letter(f"{day}-{words[n % len(words)]}-{n + 1}", day) for n, day in enumerate(days)]


def measures(count: int, seed: int = 1) -> Iterator[Record]:
    """Yield so many measures, sorted by id, with plain values, in the order of the fields of a record."""
    rng = Random(seed)
    known = letters(count)
    rounds = count // (len(ACTS) * len(SUBJECTS) * len(PLACES)) + 1
    names = [*product(ACTS, SUBJECTS, PLACES, range(1, rounds + 1))]
    rng.shuffle(names)
    made = sorted(("-".join(map(str, name)), name) for name in islice(names, count))
    for number, (key, (act, subject, place, _)) in enumerate(made):
        yield _measure(rng, known, number, key, (act, subject, place), made[number // 50 * 50][0])


def _measure(
    rng: Random, known: list[Letter], number: int, key: str, words: tuple[str, str, str], whole: str
) -> Record:
    act, subject, place = words
    owner = rng.choice(list(OWNERS))
    first = number % (len(known) - 1)
    second = rng.randrange(first + 1, min(first + 12, len(known)))
    said: Record = {
        "id": key,
        "title": f"{ACTS[act][0].format(SUBJECTS[subject][0])} in {_city(place)}",
        "title_nl": f"{ACTS[act][1].format(SUBJECTS[subject][1])} in {place.title()}",
        "area": rng.choice(list(AREAS)),
        "owner": owner,
    }
    if rng.random() < 0.3:
        said["owner_inferred"] = True
    if rng.random() < 0.4:
        said["partners"] = sorted(rng.sample([one for one in OWNERS if one != owner], rng.randint(1, 3)))
    if whole != key and rng.random() < 0.3:
        said["part_of"] = [whole]
    if rng.random() < 0.05:
        said["budget"] = [_allocation(rng, known[first])]
    texts = {"owner": OWNERS[owner][0], "place": _city(place), "subject": SUBJECTS[subject][0]}
    quoted = (SUBJECTS[subject][1], place.title())
    status = rng.choice(OPEN) if rng.random() < 0.55 else rng.choice(CLOSED)
    said["history"] = [
        _event(rng, known[first], rng.choice(OPEN), texts, quoted),
        _event(rng, known[second], status, texts, quoted),
    ]
    return said


def _event(rng: Random, letter: Letter, status: str, texts: dict[str, str], quoted: tuple[str, str]) -> Record:
    precise = rng.random() < 0.7
    event: Record = {
        "date": str(letter.day) if precise else f"{letter.day:%Y-%m}",
        "status": status,
        "letter": letter.id,
        "passage": rng.randrange(2, PASSAGES + 1),
        "quote": " ".join(rng.choice(QUOTES).format(*quoted).split()[:8]),
    }
    if status in OPEN and rng.random() < 0.5:
        year, month = letter.day.year + rng.randint(1, 3), rng.randint(1, 12)
        quarter = (month - 1) // 3 * 3 + 1
        forms = (f"{year}", f"{year}-{month:02}", f"{year}-22", f"{year}-{quarter:02}/{year}-{quarter + 2:02}")
        event["due"] = rng.choice(forms)
    event["note"] = rng.choice(NOTES).format(**texts, number=rng.randrange(3, 400), year=letter.day.year - 1)
    return event


def _allocation(rng: Random, letter: Letter) -> Record:
    amounts = [f"{rng.randrange(5, 400) / 10:.1f}" for _ in range(3)]
    return {
        "letter": letter.id,
        "passage": rng.randrange(2, PASSAGES + 1),
        "quote": " ".join(amounts).replace(".", ","),
        "amounts": {letter.day.year + n: float(amount) for n, amount in enumerate(amounts)},
        "structural_from": letter.day.year + 2,
    }


def _city(place: str) -> str:
    return CAPITALS.get(place, place.title())


def item(measure: Record) -> str:
    """Return a measure's lines in a registry: block style, plain texts wherever YAML allows."""
    return "\n".join(_item(measure, 2)) + "\n"


def _item(record: Record, column: int) -> Iterator[str]:
    lead = " " * column + "- "
    for name, value in record.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            yield f"{lead}{name}:"
            for one in value:
                yield from _item(one, column + 4)
        else:
            yield f"{lead}{name}: {_value(value)}"
        lead = " " * (column + 2)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_value(one)}' for key, one in value.items())}}}"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def head() -> str:
    """Return what stands before the measures."""
    lines = ["version: 1", "title: Announced measures", "title_nl: Aangekondigde maatregelen"]
    for section, names in (("organisations", OWNERS), ("areas", AREAS)):
        lines += ["", f"{section}:"]
        for key, (english, dutch) in names.items():
            lines += [f"  {key}:", f"    name: {english}", f"    name_nl: {dutch}"]
    return "\n".join([*lines, "", ""])


def letter_file(letter: Letter, cited: set[int]) -> str:
    """Return a letter's file: front matter, in which the paragraphs that are not `cited` are context, and a digest for every paragraph."""
    rng = Random(letter.id)
    title = f"Letter {letter.id[11:]}"
    lines = ["---", f"date: {letter.day}", f"title: {title}", f"title_nl: Brief {letter.id[11:]}", "sender: nctv"]
    context = ", ".join(str(number) for number in range(1, PASSAGES + 1) if number not in cited)
    lines += [f"context: [{context}]", "---", "", f"# {title}"]
    for number in range(1, PASSAGES + 1):
        texts = {"owner": rng.choice(list(OWNERS.values()))[0], "place": _city(rng.choice(PLACES))}
        subject = rng.choice(list(SUBJECTS.values()))[0]
        digest = rng.choice(DIGESTS).format(
            **texts, subject=subject, number=rng.randrange(3, 90), year=letter.day.year - 1
        )
        lines += ["", f"## {number}", "", digest]
    return "\n".join([*lines, ""])


def write_registry(folder: Path, count: int) -> None:
    """Write a registry of so many measures and its letters."""
    _write_letters(folder, count)
    with (folder / "measures.yaml").open("w", encoding="utf-8", newline="") as file:
        file.write(f"{head()}measures:\n")
        for number, measure in enumerate(measures(count)):
            file.write(("\n" if number else "") + item(measure))


def write_files(folder: Path, count: int) -> None:
    """Write the same registry as a folder of files: one with the names, and one for every hundred measures."""
    _write_letters(folder, count)
    (folder / "measures").mkdir()
    (folder / "measures" / "names.yaml").write_text(f"{head()}measures: []\n", encoding="utf-8")
    items = map(item, measures(count))
    for number in range(0, count, 100):
        text = "version: 1\nmeasures:\n" + "\n".join(islice(items, 100))
        (folder / "measures" / f"{number:06}.yaml").write_text(text, encoding="utf-8")


def _write_letters(folder: Path, count: int) -> None:
    (folder / "letters").mkdir(parents=True)
    cited: dict[str, set[int]] = {letter.id: set() for letter in letters(count)}
    for measure in measures(count):
        for one in (*measure["history"], *measure.get("budget", ())):
            cited[one["letter"]].add(one["passage"])
    for letter in letters(count):
        (folder / "letters" / f"{letter.id}.md").write_text(letter_file(letter, cited[letter.id]), encoding="utf-8")


if __name__ == "__main__":
    write_registry(Path(sys.argv[2]), int(sys.argv[1]))
    write_files(Path(sys.argv[2]) / "files", int(sys.argv[1]))
