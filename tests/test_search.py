"""Search that a person trusts: what a word matches, what an answer says of it, and that nothing that is written is out of reach."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support import EXAMPLE, ROOT, Ran

from ctmeasures.model.clock import Clock
from ctmeasures.model.records import Registry
from ctmeasures.read.registry import load
from ctmeasures.reports.find import documents, find
from ctmeasures.reports.query import Query, listing
from ctmeasures.reports.texts import texts
from ctmeasures.reports.words import END, Level, fits, match, pieces, sought

Ct = Callable[..., Ran]
DAY = ("--as-of", "2018-01-01")
MOMENT = Clock(date(2018, 1, 1))


@pytest.fixture(scope="module")
def measures() -> Registry:
    return load(str(ROOT / "measures.yaml")).registry


def ids(ct: Ct, *words: str) -> list[str]:
    return ct(*words, *DAY, "--format", "ids", folder=ROOT).out.split()


def foot(ct: Ct, *words: str) -> str:
    return ct(*words, *DAY, folder=ROOT).out.splitlines()[-1]


# a word that some write as one, and others with a hyphen


SPELLED = {
    "joined": "De contraterrorismestrategie is klaar; contraterrorisme kost geld.",
    "hyphen": "Het contra-terrorisme en de counter‑narratives",
    "apart": "Wat contra is: terrorisme.",
    "none": "Niets meteen, 15-20 tegelijk.",
    "other": "Met een 1520.",
}


@pytest.mark.parametrize(
    ("typed", "found", "marked"),
    [
        ("contraterrorisme", ["joined", "hyphen"], {"contraterrorisme", "contra", "terrorisme"}),
        ("contra-terrorisme", ["joined", "hyphen"], {"contraterrorisme", "contra", "terrorisme"}),
        ("Contra‐Terrorisme kost", ["joined"], {"contraterrorisme", "kost"}),
        ("het contraterrorisme en", ["hyphen"], {"Het", "contra", "terrorisme", "en"}),
        ("counternarrative", ["hyphen"], {"counter", "narratives"}),
        ("not:contra-terrorisme", ["apart", "none", "other"], set()),
        ("not:contraterrorisme", ["apart", "none", "other"], set()),
        ("contraterrorismestrategie", ["joined"], {"contraterrorismestrategie"}),
        ("meteen", ["none"], {"meteen"}),
        ("met-een", ["none", "other"], {"meteen", "Met", "een"}),
        ("15-20", ["none"], {"15", "20"}),
        ("1520", ["other"], {"1520"}),
    ],
)
def test_a_word_is_found_as_one_and_with_a_hyphen(typed: str, found: list[str], marked: set[str]) -> None:
    from ctmeasures.reports.find import shown

    matched = match({key: pieces([text]) for key, text in SPELLED.items()}, [sought(typed)])
    assert list(matched.keys) == found
    asked = [one for one in matched.told if not one.sought.excluded]
    parts = [part for key in found for part in shown(SPELLED[key], asked)]
    assert {part.text for part in parts if part.found} == marked


def test_both_spellings_are_one_answer(ct: Ct) -> None:
    for one, two in (("contraterrorisme", "contra-terrorisme"), ("counternarratives", "counter-narratives")):
        assert sorted(ids(ct, "find", one)) == sorted(ids(ct, "find", two)) != []
        assert sorted(ids(ct, "list", one)) == sorted(ids(ct, "list", two)) != []


# what was asked and answered wrongly


@pytest.mark.slow
def test_police_is_not_politics(ct: Ct, measures: Registry) -> None:
    found = ids(ct, "list", "politie")
    assert "eu-inzet-syrie" not in found  # its Dutch title has `politieke`
    assert {"observatieteams-politie", "iru-nl"} <= set(found)
    assert re.search(
        r"Other words begin with `politie` \(politieke, .*, …\); `politie\*` finds them too\.",
        foot(ct, "list", "politie"),
    )
    assert set(found) < set(ids(ct, "list", "politie*"))
    assert "eu-inzet-syrie" in ids(ct, "list", "politie*")


@pytest.mark.slow
def test_a_short_word_is_not_found_inside_others(ct: Ct, measures: Registry) -> None:
    for key in ids(ct, "list", "om"):
        said = texts(next(one for one in listing(measures, MOMENT, Query()).states if one.measure.id == key), measures)
        assert "om" in pieces(one.text for one in said)
    assert "`om` is also an organisation: --owner om, --partner om." in foot(ct, "list", "om")


@pytest.mark.slow
def test_what_the_letters_paragraphs_say_is_found(ct: Ct) -> None:
    assert ids(ct, "list", "Jewish institutions") == ids(ct, "list", "jewish") == ["bewaking-objecten"]
    assert "bewaking-objecten" in ids(ct, "list", "bottleneck")  # only in the digest of the paragraph that gave it
    found = json.loads(ct("find", "Jewish institutions", *DAY, "--format", "json", folder=ROOT).out)["answers"]
    assert [(one["what"], one["letter"], one["passage"], one["measures"]) for one in found] == [
        ("measure", None, None, ["bewaking-objecten"]),
        ("paragraph", "2015-02-27-versterking-veiligheidsketen", 9, ["bewaking-objecten"]),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("word", ["joods", "joodse", "Joodse instellingen", "Jewish institutions"])
def test_what_a_letter_speaks_of_is_found_in_both_languages(word: str, ct: Ct) -> None:
    for command in ("list", "find"):
        assert "bewaking-objecten" in ids(ct, command, word)


@pytest.mark.slow
def test_what_no_text_has_is_said_with_the_nearest_words(ct: Ct) -> None:
    for command in ("list", "find"):
        assert "No text has `grondwater`" in foot(ct, command, "grondwater")
    assert "the nearest words are" in foot(ct, "list", "radicalisaton")
    assert "radicalisation" in foot(ct, "list", "radicalisaton")


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["Syrië", "SYRIE", "syrië", "Syrie\u0308"])
def test_accents_and_case_make_no_difference(typed: str, ct: Ct) -> None:
    found = ids(ct, "find", typed)
    assert {"eu-ct-syrie-irak", "eu-hulp-syrie", "eu-inzet-syrie", "eu-steun-oppositie-syrie"} == set(found[:4])
    assert "raadsconclusies-februari-2015" in found  # whose paragraph speaks of it


@pytest.mark.slow
def test_paragraphs_that_gave_no_measure_are_found_too(ct: Ct) -> None:
    found = json.loads(ct("find", "concert", *DAY, "--format", "json", folder=ROOT).out)["answers"]
    assert [(one["letter"], one["passage"], one["measures"]) for one in found] == [
        ("2017-06-19-aanslagen-verenigd-koninkrijk", 1, [])
    ]
    assert ids(ct, "list", "concert") == []


@pytest.mark.slow
def test_inside_a_compound_only_where_nothing_is_nearer_and_said(ct: Ct) -> None:
    assert ids(ct, "find", "grenscontrole") == ids(ct, "find", "*grenscontrole*") != []
    assert "`grenscontrole` inside longer words: binnengrenscontroles, buitengrenscontroles." in foot(ct, "find", "grenscontrole")  # fmt: skip
    assert len(ids(ct, "list", "bestrijding")) < len(ids(ct, "list", "*bestrijding"))
    assert "Longer words hold `bestrijding` (terrorismebestrijding); `*bestrijding` finds them too." in foot(ct, "list", "bestrijding")  # fmt: skip


@pytest.mark.slow
def test_the_other_answers_say_it_too(ct: Ct) -> None:
    for command in ("timeline", "due", "stats"):
        assert "`grenscontrole` inside longer words" in foot(ct, command, "grenscontrole")
    remarks = json.loads(ct("list", "grenscontrole", *DAY, "--format", "json", folder=ROOT).out)["remarks"]
    assert [one["kind"] for one in remarks] == ["inside"]


@pytest.mark.slow
def test_words_that_are_all_found_but_nowhere_together(ct: Ct) -> None:
    assert "No text has all of jewish, concert, though each is found." in foot(ct, "find", "jewish", "concert")


@pytest.mark.slow
def test_what_is_shown_is_in_the_language_that_was_asked_for(ct: Ct, tmp_path: Path) -> None:
    water = tmp_path / "water"
    shutil.copytree(EXAMPLE, water)
    dutch = "## 1\n\nDe rivieren zwellen.\n"
    (water / "letters/2020-01-15-water.nl.md").write_text(dutch, encoding="utf-8")
    note = "Vier van twaalf zijn klaar."
    assert ct("set", "dijken", f"history.2.note_nl={note}", "--yes", folder=water).code == 0

    def first(word: str, lang: str) -> tuple[str, list[str], str | None, str | None]:
        ran = ct("find", word, "--lang", lang, "--format", "json", folder=water)
        one = json.loads(ran.out)["answers"][0]
        return one["text"], one["words"], one["found_in"], one["letter"]

    progress, plan = "2020-06-30-progress", "2020-01-15-water"
    assert first("klaar", "nl") == (note, ["klaar"], None, progress)
    assert first("klaar", "en") == ("Four of twelve are done.", [], "nl", progress)
    assert first("rising", "nl") == ("De rivieren zwellen.", [], "en", plan)
    assert first("zwellen", "en") == ("The rivers are rising, and people worry.", [], "nl", plan)
    assert first("waterschap", "en") == ("Water Board", [], "nl", None)
    assert first("Raising", "nl") == ("Twaalf dijken verhogen", [], "en", None)
    assert first("inspections", "nl")[1:] == (["inspections"], None, progress)  # there is no Dutch digest
    for form in ("plain", "md", "table"):
        assert "titel, in het Engels" in " ".join(
            ct("find", "Raising", "--lang", "nl", "--format", form, folder=water).out.split()
        )
        said = ct("find", "zwellen", "--format", form, folder=water).out
        assert ("gave context (in Dutch)" if form == "table" else "paragraph, in Dutch") in " ".join(said.split())
        assert "in Dutch" not in ct("find", "rivers", "--format", form, folder=water).out


# laws


@pytest.mark.slow
@settings(max_examples=50)
@given(drawn=st.data())
def test_every_word_of_every_text_finds_its_measure(drawn: st.DataObject, measures: Registry) -> None:
    state = drawn.draw(st.sampled_from(listing(measures, MOMENT, Query()).states))
    said = drawn.draw(st.sampled_from([*texts(state, measures)]))
    word = drawn.draw(st.sampled_from([one for one in pieces([said.text]) if one != END]))
    typed = drawn.draw(st.sampled_from([word, word.upper(), word.capitalize()]))
    found = listing(measures, MOMENT, Query(words=(typed,))).states
    assert state.measure.id in [one.measure.id for one in found]


@pytest.mark.slow
def test_every_whole_text_finds_what_says_it_and_find_ranks_all_that_match(measures: Registry) -> None:
    every = documents(measures, MOMENT)
    for one in every[::30]:
        for text in (one.texts[0], one.texts[-1]):
            hits = find(measures, MOMENT, [text.text]).hits
            assert one.measures == () or one.measures[0] in [each for hit in hits for each in hit.document.measures]
            assert any(hit.document.texts == one.texts for hit in hits)


WORD = st.text("abcdé", min_size=1, max_size=6)


@pytest.mark.slow
@given(st.lists(st.lists(WORD, min_size=1, max_size=5), min_size=1, max_size=6), WORD)
def test_a_word_matches_at_the_best_level_that_any_text_has(bodies: list[list[str]], word: str) -> None:
    corpus = {str(number): pieces([" ".join(body)]) for number, body in enumerate(bodies)}
    (wanted,) = pieces([word])
    found = match(corpus, [sought(word)]).keys
    assume(len(wanted) < 7)  # no longer word is spelled as two
    for level in Level:
        if level is Level.INSIDE and len(wanted) < 3:
            break
        having = [key for key, body in corpus.items() if any(fits(wanted, one, level) for one in body)]
        if having:
            assert list(found) == having
            return
    assert found == ()


@pytest.mark.slow
@given(st.lists(WORD, min_size=1, max_size=6), st.lists(WORD, min_size=1, max_size=3))
def test_what_is_excluded_is_all_the_rest(body: list[str], words: list[str]) -> None:
    corpus = {"one": pieces([" ".join(body)]), "two": pieces(["zzz"])}
    phrase = " ".join(words)
    with_it = match(corpus, [sought(phrase)])
    if not any(one.apart for one in with_it.told) and all(one.level for one in with_it.told):
        assert {*with_it.keys, *match(corpus, [sought(f"not:{phrase}")]).keys} == {"one", "two"}


@given(st.text())
def test_what_is_shown_is_the_text_with_nothing_changed(text: str) -> None:
    from ctmeasures.reports.find import shown

    parts = [*shown(text, match({"one": pieces([text])}, [sought("a*")]).told)]
    whole = "".join(one.text for one in parts)
    if "…" not in whole:
        import unicodedata

        assert whole == unicodedata.normalize("NFC", " ".join(text.split()))


# options


@pytest.mark.slow
def test_announced_then_and_never_heard_of_again_is_one_command(ct: Ct, measures: Registry) -> None:
    found = ids(ct, "list", "--announced", "2015", "--heard-once")
    assert found
    for state in listing(measures, MOMENT, Query()).states:
        once = state.announced.text.startswith("2015") and len(state.letters) == 1
        assert (state.measure.id in found) == once
    assert ids(ct, "list", "--announced", "February 2015", "--announced", "2015-11") == ids(
        ct, "list", "--announced", "2015"
    )
    everything = {*ids(ct, "list")}
    assert {*ids(ct, "list", "--announced", "not:2015")} == everything - {*ids(ct, "list", "--announced", "2015")}
    assert ids(ct, "list", "--announced", "2015-03/2016") == ids(ct, "list", "--announced", "autumn 2015")


@pytest.mark.slow
def test_a_partner_is_a_filter_and_an_owner_says_how_many_more(ct: Ct, measures: Registry) -> None:
    states = listing(measures, MOMENT, Query()).states
    shared = [one.measure.id for one in states if "politie" in one.measure.partners]
    assert sorted(ids(ct, "list", "--partner", "politie")) == sorted(shared)
    assert f"`politie` is a partner in {len(shared)} measures more: --partner politie." in foot(ct, "list", "--owner", "politie")  # fmt: skip
    assert (
        "--partner: unknown value `police`; did you mean politie" in ct("list", "--partner", "police", folder=ROOT).err
    )


@pytest.mark.slow
def test_sections_that_are_asked_for_add_up(ct: Ct) -> None:
    day = ("--as-of", "2017-07-01", "--format", "ids")
    each = [ct("due", "--only", name, *day, folder=ROOT).out for name in ("passed", "next")]
    assert all(each)
    assert ct("due", "--only", "next", "--only", "passed", *day, folder=ROOT).out == "".join(each)
    assert "--only: unknown value `passd`; did you mean passed?" in ct("due", "--only", "passd", folder=ROOT).err


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--as-of", "2017", "--as-of", "2016"),
        ("list", "--format", "csv", "--format", "md"),
        ("timeline", "--by", "year", "--by", "letter"),
        ("budget", "--by", "track", "--by", "owner"),
        ("brief", "--since", "2017", "--since", "2016"),
        ("update", "iru-nl", "--status", "lapsed", "--status", "withdrawn", "--letter", "2017-11", "--dry-run"),
    ],
)
def test_what_takes_one_value_is_not_given_two(words: tuple[str, ...], ct: Ct) -> None:
    ran = ct(*words, folder=ROOT)
    twice = max(set(words), key=words.count)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"ctmeasures: {twice} is given more than once, and takes one value; leave out the others\n"


@pytest.mark.slow
def test_a_measure_is_shown_by_its_title(ct: Ct) -> None:
    for words in ("Internet Referral Unit", "internet referral unit (iru nl)", "INTERNET REFERRAL"):
        assert ct("show", words, *DAY, folder=ROOT).out == ct("show", "iru-nl", *DAY, folder=ROOT).out
    several = ct("show", "police", folder=ROOT)
    assert (several.code, several.out) == (2, "")
    assert "`police` can be basisteams-signalering, " in several.err


# what cannot be looked for


@pytest.mark.parametrize("word", ["—", "...", "not:", "*", "&"])
def test_a_text_without_a_word_is_refused(word: str, ct: Ct) -> None:
    for command in ("list", "find"):
        ran = ct(command, word, folder=ROOT)
        assert (ran.code, ran.out) == (2, "")
        assert "has no letter or figure to look for" in ran.err


def test_only_excluded_words_find_nothing_to_rank(ct: Ct) -> None:
    ran = ct("find", "not:police", folder=ROOT)
    assert (ran.code, ran.err) == (2, "ctmeasures: there is no word to look for; write one, such as training\n")


def test_a_python_without_the_ranking_is_told_so(ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only SQLite itself can lack it, so that its refusal is put in its place."""

    class Bare(sqlite3.Connection):
        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            return super().execute(sql.replace("fts5(", "fts_no_such("), *values)

    without = vars(sqlite3) | {"connect": partial(sqlite3.connect, factory=Bare)}
    monkeypatch.setattr("ctmeasures.reports.find.sqlite3", SimpleNamespace(**without))
    ran = ct("find", "police", folder=ROOT)
    assert (ran.code, ran.out) == (2, "")
    assert "has no FTS5, which ranks; `ctmeasures list WORDS` does without" in ran.err


@pytest.mark.slow
def test_the_words_are_marked_at_every_width(ct: Ct) -> None:
    for columns in (40, 80, 120, 160):
        ran = ct("find", "Syria", "Iraq", *DAY, "--format", "table", folder=ROOT, columns=columns)
        assert max(map(len, ran.out.splitlines())) <= columns
        assert "[Syria]" in ran.out
        assert "\x1b" not in ran.out
