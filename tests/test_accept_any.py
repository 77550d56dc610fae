"""The law of `accept`: of any registry, a letter that is taken out comes back with the sheet that says what it said."""

import json
import re
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import EXAMPLE
from test_accept import NOTHING
from uncoded import copy_of, loaded, said, take_out

from ctmeasures.cli import main as cli
from ctmeasures.edit.spelling import entry

CONTEXT = {"2020-01-15-water": [1, 2, 3, 4], "2020-06-30-progress": [1, 2, 3]}
LETTERS = ("2020-01-15-water", "2020-06-30-progress")
WORDS = (
    st.text("ab é:#'\"?-[]{}&*!|>%@,", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and text[-1] != "?")
)
PASSAGE = st.integers(1, 3).map(str)
STATUS = st.sampled_from(("announced", "in-preparation", "in-progress", "implemented"))
YEARS = st.dictionaries(st.sampled_from(("2020", "2021")), st.sampled_from(("1", "2.5", "0")), min_size=1)


def optional(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional=fields)  # type: ignore[arg-type]


@st.composite
def cited(draw: st.DrawFn, letter: str) -> dict[str, object]:
    return {"letter": letter, "passage": draw(PASSAGE), "quote": draw(WORDS)}


@st.composite
def event(draw: st.DrawFn, letter: str) -> dict[str, object]:
    more = draw(optional(due=st.just("2022"), note=WORDS, note_nl=WORDS))
    date = draw(st.sampled_from((letter[:10], "2019", "2019-22")))
    return {"date": date, "status": draw(STATUS), **draw(cited(letter)), **more}


@st.composite
def line(draw: st.DrawFn, letter: str) -> dict[str, object]:
    return {**draw(cited(letter)), "amounts": draw(YEARS), **draw(optional(note=WORDS, unit=WORDS))}


@st.composite
def measure(draw: st.DrawFn, number: int) -> dict[str, object]:
    history = [draw(event(letter)) for letter in LETTERS for _ in range(draw(st.integers(0, 2)))]
    budget = [draw(line(letter)) for letter in LETTERS for _ in range(draw(st.integers(0, 2)))]
    more = draw(
        optional(
            title_nl=WORDS, area=st.just("build"), owner_inferred=st.just("true"), partners=st.just(["ministerie"])
        )
    )
    return {
        "id": f"m{number}", "title": draw(WORDS), "owner": "waterbord", **more,
        **({"budget": budget} if budget else {}), "history": history or [draw(event(LETTERS[0]))],
    }  # fmt: skip


@st.composite
def package(draw: st.DrawFn) -> dict[str, object]:
    restated = [{**draw(cited(letter)), "total": draw(YEARS)} for letter in LETTERS if draw(st.booleans())]
    track = {"title": draw(WORDS), "total": draw(YEARS)} | ({"restated": restated} if restated else {})
    letter = draw(st.sampled_from(LETTERS))
    return {
        "title": "P",
        "unit": "EUR",
        **draw(cited(letter)),
        "total": draw(YEARS),
        "restated": restated,
        "tracks": {"1": track},
    }


@pytest.mark.slow
@settings(max_examples=8)
@given(st.data(), st.sampled_from(LETTERS))
def test_any_letter_comes_back(data: st.DataObject, letter: str) -> None:
    measures = [data.draw(measure(number)) for number in range(data.draw(st.integers(2, 4)))]
    whole = data.draw(package())
    if not whole["restated"]:
        del whole["restated"]
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").split("packages:\n")[0]
    lines = [*entry("packages", {"p": whole}, 0), *entry("measures", measures, 0)]  # type: ignore[dict-item, arg-type]
    with tempfile.TemporaryDirectory() as name:
        folder = copy_of(EXAMPLE, Path(name) / "any")
        (folder / "measures.yaml").write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
        for other in LETTERS:
            file = folder / "letters" / f"{other}.md"
            all_of_it = re.sub(r"context: .*", f"context: {CONTEXT[other]}", file.read_text("utf-8"))
            file.write_text(all_of_it, encoding="utf-8")
        before = said(loaded(folder))
        take_out(folder, letter)
        sheet = folder / "texts" / f"{letter}.sheet.yaml"
        assert accepted(folder, letter) == 0, sheet.read_text(encoding="utf-8")
        assert said(loaded(folder)) == before


def accepted(folder: Path, letter: str) -> int:
    """Accept a letter's sheet in this process; return the exit code."""
    was, sys.argv = sys.argv, ["ctmeasures", "accept", letter, "--registry", str(folder), "--no-cache"]
    try:
        cli.run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    finally:
        sys.argv = was
    return 0


TOLD = st.text("ab 2#<>\u00a0\u2003\n\t-:?\"'{}[]\\*&!|%@`~=.é_", min_size=1, max_size=10)
ANY = st.one_of(
    TOLD, st.builds(str.__add__, st.sampled_from(("## ", "##", "###", "# ", "---", "<<<<<<< ", "? ")), TOLD)
)
SHEET = """\
version: 1
letter: 2020-06-30-progress
organisations: {kiwa: {name: ANY, name_nl: ANY}}
areas: {try: {name: ANY}}
packages:
  alarmen: {title: ANY, unit: ANY, letter: 2020-06-30-progress, passage: 3, total: {2021: 1}, tracks: {1: {title: ANY}}}
paragraphs:
  - {number: 1, context: true, digest: ANY, digest_nl: ANY}
  - number: 2
    digest: ANY
  - {number: 3, digest: Three.}
items:
  - {passage: 3, quote: ANY, decision: accept, measure: new, id: sirenes, title: ANY, owner: kiwa, status: announced, note: ANY, budget: [{package: alarmen, line: ANY, amounts: {2021: 1}}]}
  - {passage: 2, quote: ANY, decision: accept, measure: bouwwet, title_nl: ANY, status: implemented, note_nl: ANY}
end: true
"""


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_texts_of_a_sheet_are_written_or_refused_at_their_place(
    data: st.DataObject, capfd: pytest.CaptureFixture[str]
) -> None:
    letter = LETTERS[1]
    once = data.draw(st.booleans())  # all of them, or one of them alone
    places = SHEET.count("ANY")
    odd = {data.draw(st.integers(0, places - 1))} if once else {*range(places)}
    parts = SHEET.split("ANY")
    texts = [json.dumps(data.draw(ANY) if place in odd else "Word", ensure_ascii=False) for place in range(places)]
    with tempfile.TemporaryDirectory() as name:
        folder = copy_of(EXAMPLE, Path(name) / "any")
        take_out(folder, letter)
        path = folder / "texts" / f"{letter}.sheet.yaml"
        path.write_text("".join(map(str.__add__, parts, [*texts, ""])), encoding="utf-8")
        code = accepted(folder, letter)
        said = capfd.readouterr().err
        if code:
            assert (code, "Traceback" in said) == (1, False)
            assert f"{path}:" in said, said
        else:
            assert accepted(folder, letter) == 0
            assert capfd.readouterr().out.endswith(NOTHING)
