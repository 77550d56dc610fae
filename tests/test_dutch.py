"""Dutch: the catalogue says all that the program says, its compiled form is fresh, and no answer in Dutch has a word of ours in English."""

import io
import re
import sys
from collections.abc import Callable
from datetime import date
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from catalogue import PO, said
from support import BEFORE, EXAMPLE, ROOT, Ran

from ctmeasures.model.dates import parse_date
from ctmeasures.model.links import reference_url
from ctmeasures.model.status import Status
from ctmeasures.model.wording import reading
from ctmeasures.read.registry import load
from ctmeasures.render.look import Look

Ct = Callable[..., Ran]


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file)


def forms(found: str | tuple[str, ...]) -> tuple[str, ...]:
    return found if isinstance(found, tuple) else (found,)


@pytest.mark.slow
def test_everything_is_said_in_dutch_too_and_nothing_for_nobody(catalogue: Catalog) -> None:
    known = {form for entry in catalogue if entry.id for form in forms(entry.id)}
    assert said() - known == set(), "this has no Dutch"
    assert known - said() == set(), "nobody says this"


def test_every_entry_is_translated_with_its_places(catalogue: Catalog) -> None:
    for entry in catalogue:
        if not entry.id:
            continue
        for english, dutch in zip(forms(entry.id), forms(entry.string), strict=True):
            assert dutch, english
            assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", dutch)), english
            assert [english.startswith(" "), english.endswith(".")] == [dutch.startswith(" "), dutch.endswith(".")]


def test_what_is_read_is_what_was_translated(catalogue: Catalog) -> None:
    made = io.BytesIO()
    write_mo(made, catalogue)
    made.seek(0)
    with PO.with_suffix(".mo").open("rb") as file:
        read, fresh = (vars(GNUTranslations(one))["_catalog"] | {"": ""} for one in (file, made))
    assert read == fresh, "compile it: pybabel compile --directory ctmeasures/locale --domain ctmeasures"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Look(), ("1 measure", "1,250 measures", "EUR 128.8 million", "EUR million", "40 posts", "2 years 1 month")),
        (
            Look(dutch=True),
            ("1 maatregel", "1.250 maatregelen", "€ 128,8 miljoen", "€ miljoen", "40 posts", "2 jaar 1 maand"),
        ),
    ],
)
def test_counts_money_and_time(one: Look, words: tuple[str, ...]) -> None:
    assert words == (
        one.count(1, "measure", "measures"),
        one.count(1250, "measure", "measures"),
        one.money(one.number("128.8"), "EUR million"),
        one.unit("EUR million"),
        one.money("40", "posts"),
        one.span(760, date(2020, 3, 15)),
    )


DRAWN = [
    *(("list", *more, "--format", form) for more in ((), ("--overdue",)) for form in ("table", "plain", "md")),
    ("list", "--known-by", "2017-06-20", "--format", "table"),
    *(("due", *more, "--format", form) for more in ((), ("--as-of", "2017-08-01")) for form in ("table", "plain", "md")),
    *(("show", key, "--format", form) for key in ("iru-nl", "pnr", "dsi-versterking") for form in ("plain", "md")),
    *(("thread", key, "--format", form) for key in ("pnr", "dsi-versterking") for form in ("table", "plain", "md")),
    *(("brief", "--since", "2017-06-01", "--as-of", day, "--format", form) for day in ("2017-11-30", "2017-09-30") for form in ("md", "html")),
    *(("report", "--format", form, *more) for form in ("md", "html") for more in ((), ("--owner", "politie", "--as-of", "2017-06-30"))),
    *(("timeline", *more, "--format", form) for more in ((), ("--by", "letter"), ("--chart",)) for form in ("table", "plain", "md")),
    *(("letters", "--format", form) for form in ("table", "plain", "md")),
    *(("letters", "2017-06-23", "--format", form) for form in ("plain", "md")),
    *(("budget", *more, "--format", form) for more in ((), ("--chart",), ("--by", "owner"), ("--add-years",)) for form in ("table", "plain", "md")),
    *(("stats", "--format", form) for form in ("table", "plain", "md")),
    *(("find", word, "--format", form) for word in ("grenscontrole", "xyzzy") for form in ("plain", "md")),
    ("export", "md"),
    ("export", "ics"),
]  # fmt: skip


@pytest.fixture(scope="module")
def data() -> str:
    """Return an expression that finds every text of the registry, as it is and as Markdown escapes it."""
    texts: set[str] = set()

    def collect(found: object) -> None:
        if isinstance(found, str):
            texts.update((found, *found.split("\n")))
        elif isinstance(found, dict):
            collect([*found, *found.values()])
        elif isinstance(found, tuple | list | frozenset):
            for one in found:
                collect(one)
        elif hasattr(found, "__dataclass_fields__"):
            collect([getattr(found, name) for name in found.__dataclass_fields__])

    registry = load(str(ROOT / "measures.yaml")).registry
    collect(
        [
            registry.organisations,
            registry.areas,
            registry.packages,
            registry.letters,
            registry.measures,
            registry.title,
            registry.title_nl,
        ]
    )
    every = sorted((" ".join(text.split()).rstrip(".") for text in texts if len(text) > 2), key=len, reverse=True)
    return "|".join(map(re.escape, every))


@pytest.fixture(scope="module")
def ours(catalogue: Catalog) -> list[str]:
    """Return the texts of ours that no answer in Dutch should say: all English ones, but for words that are Dutch too."""
    dutch = " \n ".join(form for entry in catalogue if entry.id for form in forms(entry.string)).casefold()
    found = {form.strip(" .") for entry in catalogue if entry.id for form in forms(entry.id) if "{" not in form}
    found |= {
        part for entry in catalogue if entry.id for form in forms(entry.id) if "{" in form for part in pieces(form)
    }
    return [one for one in sorted(found) if not whole(one, dutch)]


def english(output: str, ours: list[str]) -> list[str]:
    """Return each of such texts that an answer says."""
    said = output.casefold()
    return [one for one in ours if one.casefold() in said and whole(one, said)]


def pieces(form: str) -> list[str]:
    """Return what stands between the places of a text, as far as it has two words."""
    return [part.strip(" .,:;`“”()*→") for part in re.split(r"{\w+}", form) if " " in part.strip(" .,:;`“”()*→")]


def whole(text: str, among: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(text.casefold())}(?![\w-])", among))


@pytest.mark.slow
@pytest.mark.parametrize("words", DRAWN, ids=" ".join)
def test_no_answer_in_dutch_has_our_english(words: tuple[str, ...], ct: Ct, data: str, ours: list[str]) -> None:
    ran = ct(*words, "--lang", "nl", folder=ROOT, columns=400)
    assert (ran.code, ran.err) == (0, "")
    out = re.sub(r"\r?\n ", "", ran.out).replace("\\n", "\n") if "ics" in words else ran.out
    out = re.sub(r"\\(?=\W)|\*\*|[\[\]]", "", out)  # what Markdown and a calendar escape, and around found words
    out = re.sub(f"^(?:{'|'.join(Status)}|VERSION|```text)", "", out, flags=re.MULTILINE)  # keys
    out = re.sub(
        r"<style>.*?</style>|`ctmeasures[^`]*`|https?://\S+|<code>.*?</code>|<[^>]*>", " ", out, flags=re.DOTALL
    )
    out = " ".join(out.split())
    assert english(re.sub(data, " ", out), ours) == []


@pytest.mark.slow
@pytest.mark.parametrize("form", ["plain", "md", "table"])
def test_no_change_in_dutch_is_said_in_our_english(form: str, ct: Ct, kept: Path, ours: list[str]) -> None:
    for words in (("diff", "HEAD~1"), ("diff",), ("diff", "HEAD", "HEAD"), ("log", "dijken"), ("diff", str(BEFORE))):
        ran = ct(*words, "--format", form, "--lang", "nl", folder=kept, columns=400)
        assert (ran.code, ran.err) == (0, "")
        out = re.sub(r"“[^”]*”|^ {2,}[^ ].*|Registry of the plan|Progress of June", " ", ran.out, flags=re.MULTILINE)
        assert english(out, ours) == [], ran.out


def test_dutch_can_be_the_language_of_all_commands(ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ct("list", "--lang", "nl").out  # the first run of `ct` removes the variable, so that it is set behind it
    monkeypatch.setenv("CTMEASURES_LANG", "nl")
    assert ct("list").out == asked
    assert ct("list", "--lang", "en").out != asked
    monkeypatch.setenv("CTMEASURES_LANG", "de")
    ran = ct("list")
    assert ran.code == 2
    assert "'de' is not one of 'en'" in " ".join(ran.err.replace("│", " ").split())


def test_english_reads_no_catalogue(ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
    ct("list", folder=EXAMPLE)
    assert not [path for path in opened if path.endswith(".mo")]


def test_money_of_any_scale_is_said_in_dutch() -> None:
    look = Look(dutch=True)
    assert [look.money("40", f"EUR {scale}") for scale in ("thousand", "million", "billion")] == [
        "€ 40 duizend",
        "€ 40 miljoen",
        "€ 40 miljard",
    ]
    assert look.unit("posts") == "posts"


def test_each_relation_is_said_as_dutch_has_it(ct: Callable[..., Ran], registry: Callable[..., Path]) -> None:
    one = "{id: %s, title: T%s, owner: om, %s history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: q}]}"
    more = ("part_of: [b], follows: [c], supersedes: [d],", "", "part_of: [b],", "part_of: [b],")
    rows = "\n".join(f"  - {one % (key, key, said)}" for key, said in zip("abcd", more, strict=True))
    folder = registry(
        f"version: 1\norganisations: {{om: {{name: OM}}, waterbord: {{name: W}}, ministerie: {{name: M}}}}\nmeasures:\n{rows}\n"
    )
    ran = ct("thread", "a", "--lang", "nl", "--format", "plain", folder=folder)
    assert ran.err == ""
    out = ran.out
    assert "(onderdeel daarvan; vervangt ook d; volgt ook op c)" in out


def test_titles_are_sorted_as_they_are_shown(ct: Callable[..., Ran], registry: Callable[..., Path]) -> None:
    one = "{id: %s, title: %s, title_nl: %s, owner: om, history: [{date: 2020-01-15, status: announced, letter: 2020-01-15-water, passage: 2, quote: q}]}"
    rows = (("a", "Éclair", "Zaal"), ("b", "Zebra", "Éen"), ("c", "Dam", "Dam"))
    folder = registry(
        "version: 1\norganisations: {om: {name: OM}, waterbord: {name: W}, ministerie: {name: M}}\nmeasures:\n"
        + "\n".join(f"  - {one % row}" for row in rows)
    )
    assert ct("list", folder=folder).err == ""
    for lang, ids in (("en", "c a b"), ("nl", "c b a")):
        assert (
            ct("list", "--sort", "title", "--lang", lang, "--format", "ids", folder=folder).out.split() == ids.split()
        )


def test_a_european_act_is_opened_in_the_language_of_the_answer() -> None:
    assert "/EN/TXT/" in reference_url("celex:32016L0681")
    assert "/NL/TXT/" in reference_url("celex:32016L0681", dutch=True)
    assert reference_url("dossier:34359", dutch=True) == reference_url("dossier:34359")


def test_the_seasons_are_said_as_dutch_prose_says_them_and_all_are_read() -> None:
    look = Look(dutch=True)
    assert [look.date(parse_date(f"2019-{number}")) for number in range(21, 25)] == [
        "voorjaar 2019",
        "zomer 2019",
        "najaar 2019",
        "winter 2019/2020",
    ]
    for season, text in (("lente", "2019-21"), ("voorjaar", "2019-21"), ("herfst", "2019-23"), ("najaar", "2019-23")):
        assert str(reading(f"{season} 2019").date) == text
