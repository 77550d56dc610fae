"""Every command's output, whole: golden files on the example registry, with a fixed day."""

import csv
import io
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from support import EXAMPLE, HERE, Ran

from ctmeasures.cli.commands import COMMANDS

Ct = Callable[..., Ran]

DAY = ("--as-of", "2021-01-01")
KNOWN = ("--known-by", "2021-01-01")
RUNS = {
    **{f"list-{form}": ("list", *DAY, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "ids", "table")},
    "list-piped": ("list", *DAY),
    "list-open": ("list", *DAY, "--status", "open"),
    "list-dutch": ("list", *DAY, "--lang", "nl", "--format", "table"),
    "list-none": ("list", *DAY, "no such words", "--format", "table"),
    "list-none-piped": ("list", *DAY, "no such words"),
    **{f"find-{form}": ("find", "dikes", *DAY, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "ids", "table")},
    "find-piped": ("find", "dike", "building", *DAY, "--most", "2"),
    "find-inside": ("find", "phone", *DAY),
    "find-none": ("find", "telefone", *DAY, "--format", "table"),
    "find-dutch": ("find", "waterschap", *DAY, "--lang", "nl", "--format", "table"),
    **{f"show-{form}": ("show", "dijken", *DAY, "--format", form) for form in ("plain", "json", "md", "table")},
    **{f"thread-{form}": ("thread", "alarm", *DAY, "--format", form) for form in ("plain", "json", "md", "table")},
    "thread-dutch": ("thread", "alarm", *DAY, "--lang", "nl", "--format", "table"),
    "thread-alone": ("thread", "bouwwet", *DAY, "--format", "table"),
    "thread-known-by": ("thread", "dijken", "--known-by", "2020-02-01"),
    "show-dutch": ("show", "dijken", *DAY, "--lang", "nl"),
    "show-overdue": ("show", "alarm", *DAY, "--format", "table"),
    "show-implemented": ("show", "bouwwet", *DAY),
    "show-known-by": ("show", "dijken", "--known-by", "2020-02-01"),
    **{f"timeline-{form}": ("timeline", *DAY, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "table")},
    **{f"timeline-chart-{form}": ("timeline", *DAY, "--chart", "--format", form) for form in ("plain", "md", "table")},
    "timeline-chart-by-letter": ("timeline", "--chart", "--by", "letter", "--as-of", "2030", "--lang", "nl", "--format", "table"),
    "timeline-chart-none": ("timeline", *DAY, "--chart", "no such words"),
    "timeline-by-letter": ("timeline", *DAY, "--by", "letter", "--format", "table"),
    "timeline-behind": ("timeline", "--as-of", "2023-01-01", "--format", "table"),
    **{f"due-{form}": ("due", *DAY, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "ids", "table")},
    "show-dutch-table": ("show", "dijken", *DAY, "--lang", "nl", "--format", "table"),
    "due-dutch": ("due", *DAY, "--lang", "nl", "--format", "table"),
    "due-dutch-md": ("due", *DAY, "--lang", "nl", "--format", "md"),
    "brief-dutch": ("brief", "--since", "2020-06", *DAY, "--lang", "nl", "--format", "html"),
    "report-dutch": ("report", *DAY, "--lang", "nl", "--format", "md"),
    "budget-dutch": ("budget", *DAY, "--lang", "nl", "--format", "table"),
    "timeline-dutch": ("timeline", *DAY, "--lang", "nl", "--format", "table"),
    "due-only": ("due", *DAY, "--only", "passed", "--lang", "nl", "--format", "table"),
    "due-unmoved": ("due", *DAY, "--owner", "ministerie"),
    "due-none": ("due", "--as-of", "2019", "--format", "table"),
    "due-before": ("due", "--known-by", "2020-02-01", "--format", "md"),
    **{f"letters-{form}": ("letters", *KNOWN, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "ids", "table")},
    **{f"letter-{form}": ("letters", "2020-01", *KNOWN, "--format", form) for form in ("plain", "json", "md", "table")},
    "letter-dutch": ("letters", "2020-06", *KNOWN, "--lang", "nl"),
    **{f"passages-{form}": ("letters", "passages", "2020-01", "--format", form) for form in ("plain", "json", "md", "ids", "table")},
    **{f"budget-{form}": ("budget", *DAY, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "ids", "table")},
    **{f"budget-chart-{form}": ("budget", *DAY, "--chart", "--format", form) for form in ("plain", "md", "table")},
    "budget-by-owner": ("budget", *DAY, "--by", "owner"),
    "budget-by-owner-table": ("budget", *DAY, "--by", "owner", "--format", "table"),
    "budget-of-owner": ("budget", *DAY, "--owner", "waterbord", "--format", "table"),
    "budget-outside": ("budget", *DAY, "--package", "none"),
    "budget-added": ("budget", *DAY, "--add-years", "--format", "table"),
    "budget-added-json": ("budget", *DAY, "--add-years", "--format", "json"),
    "budget-added-csv": ("budget", *DAY, "--add-years", "--format", "csv"),
    "budget-before": ("budget", "--as-of", "2020-02-01"),
    "budget-none": ("budget", "--as-of", "2019", "--format", "table"),
    **{f"stats-{form}": ("stats", *DAY, "--format", form) for form in ("plain", "json", "jsonl", "csv", "md", "table")},
    "stats-dutch": ("stats", *DAY, "--lang", "nl", "--by", "area", "--by", "letter", "--format", "table"),
    "stats-open": ("stats", *DAY, "--status", "open", "--by", "owner"),
    "stats-none": ("stats", *DAY, "no such words", "--format", "table"),
    **{f"report-{form}": ("report", *DAY, "--format", form) for form in ("md", "html", "table")},
    "report-of-owner": ("report", *DAY, "--owner", "waterbord", "--lang", "nl"),
    "report-none": ("report", "--as-of", "2019"),
    **{f"brief-{form}": ("brief", "--since", "2020-02", *DAY, "--format", form) for form in ("md", "html", "table")},
    **{f"brief-last-{form}": ("brief", *DAY, "--lang", "nl", "--format", form) for form in ("md", "table")},
    "brief-of-owner": ("brief", "--since", "1 July 2020", *DAY, "--owner", "ministerie", "--lang", "nl"),
    **{f"export-{form}": ("export", form, *DAY) for form in ("csv", "json", "jsonl", "md", "ics")},
    "export-csv-dutch": ("export", "csv", *DAY, "--lang", "nl"),
    "export-dutch": ("export", "ics", "--owner", "waterbord", *DAY, "--lang", "nl"),
    "verify-text": ("verify", "--texts", "texts"),
    "verify-json": ("verify", "--texts", "texts", "--format", "json"),
    "verify-github": ("verify", "--texts", "texts", "--format", "github"),
    **{f"diff-{form}": ("diff", "../example-before", ".", "--format", form) for form in ("plain", "json", "md", "table")},
    "diff-dutch": ("diff", ".", "../example-before", "--lang", "nl"),
    "diff-nothing": ("diff", ".", "measures.yaml", "--exit-code"),
    "diff-nothing-table": ("diff", ".", ".", "--format", "table"),
    **{f"log-{form}": ("log", "dijken", "--format", form) for form in ("plain", "json", "md", "table")},
    "check-github": ("check", "--format", "github"),
    "check-text": ("check",),
    "check-json": ("check", "--format", "json"),
    "check-md": ("check", "--format", "md"),
    "explain": ("check", "--explain", "unknown-status"),
    "schema-md": ("schema", "--format", "md"),
}  # fmt: skip
WIDE = {
    "list-table", "show-table", "thread-table", "timeline-table", "timeline-chart-table", "letters-table", "letter-table", "budget-table", "budget-chart-table", "stats-table",
    "find-table", "diff-table", "log-table", "due-table", "report-table", "brief-table",
}  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_output(name: str, ct: Ct, golden: Callable[[str, Path], None], request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue("kept") if RUNS[name][0] == "log" else EXAMPLE
    for columns in (80, 160) if name in WIDE else (80,):
        ran = ct(*RUNS[name], folder=folder, columns=columns)
        assert (ran.code, ran.err) == (0, "")
        width = f"-{columns}" if name in WIDE else ""
        golden(ran.out, HERE / "golden" / f"{name}{width}.txt")
        if "table" in RUNS[name]:
            assert max(len(line) for line in ran.out.splitlines()) <= columns


def test_every_format_of_every_view_has_a_golden_file() -> None:
    from ctmeasures.render.formats import FORMATS

    command = {"measures": "list", "measure": "show"}
    wanted = {f"{command.get(view, view)}-{form}" for view, forms in FORMATS.items() for form in forms}
    elsewhere = {one for one in wanted if one.startswith("papers-")}  # they come from a server: test_sources_find.py
    elsewhere |= {one for one in wanted if one.endswith(("-docx", "-picture-svg"))}  # files: test_pictures.py
    assert wanted - elsewhere <= set(RUNS)


def test_the_command_line_offers_exactly_the_formats_that_exist() -> None:
    from typing import get_args

    from ctmeasures.render.formats import FORMATS

    def offered(alias: object) -> set[str]:
        literal, _ = get_args(get_args(alias)[0])
        return set(get_args(literal))

    views = {"measures": "list", "measure": "show"} | {
        one: one for one in ("find", "timeline", "due", "letters", "budget", "stats", "diff", "log")
    }
    for view, name in views.items():
        assert offered(import_module(f"ctmeasures.cli.commands.{name}").Format) == set(FORMATS[view])
    assert offered(import_module("ctmeasures.cli.commands.letters_find").Format) == set(FORMATS["papers"])
    for view in ("report", "brief"):
        assert offered(import_module("ctmeasures.cli.options").DocumentFormat) == set(FORMATS[view])
    exported = get_args(get_args(import_module("ctmeasures.cli.commands.export").Format)[0])
    assert set(exported) == {*FORMATS["export"], *import_module("ctmeasures.cli.commands.export")._BYTES}


def test_the_sorts_offered_are_those_that_exist() -> None:
    from typing import get_args

    from ctmeasures.reports.query import SORTS

    assert set(get_args(get_args(import_module("ctmeasures.cli.commands.list").Sort)[0])) == set(SORTS)


def test_json_has_the_envelope_and_all_fields(ct: Ct) -> None:
    found = json.loads(ct("list", *DAY, "--status", "open", "--format", "json").out)
    assert list(found) == ["schema", "kind", "reference_day", "newest_letter", "count", "total", "measures"]
    assert (found["schema"], found["kind"], found["reference_day"]) == (1, "measures", "2021-01-01")
    assert (found["newest_letter"], found["count"], found["total"]) == ("2020-06-30-progress", 2, 3)
    alarm, dijken = found["measures"]
    assert (alarm["id"], alarm["area"], alarm["owner_inferred"], alarm["due"]) == (
        "alarm",
        None,
        True,
        "2020-07/2020-09",
    )
    assert (alarm["overdue"], alarm["open"], alarm["slipped_days"], alarm["silent_days"]) == (True, True, 0, 185)
    assert dijken["budget"][0]["amounts"] == {"2020": 10, "2021": 12.5}
    assert [event["status"] for event in dijken["history"]] == ["announced", "in-progress"]
    assert (dijken["announced"], dijken["updated"], dijken["letter"]) == (
        "2020-01-15",
        "2020-06-30",
        "2020-01-15-water",
    )
    assert (dijken["slipped_days"], dijken["overdue"]) == (365, False)


def test_show_has_its_envelope(ct: Ct) -> None:
    found = json.loads(ct("show", "dijken", *DAY, "--format", "json").out)
    assert (found["schema"], found["kind"]) == (1, "measure")
    assert found["measure"]["relations"] == {"followed_by": ["alarm"]}
    assert found["measure"]["place"]["line"] == _line("  - id: dijken")


def _line(start: str) -> int:
    lines = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if line.startswith(start))


def test_lines_and_csv_hold_the_same_measures_as_json(ct: Ct) -> None:
    whole = json.loads(ct("list", *DAY, "--format", "json").out)["measures"]
    lines = [json.loads(line) for line in ct("list", *DAY, "--format", "jsonl").out.splitlines()]
    table = list(csv.DictReader(io.StringIO(ct("list", *DAY, "--format", "csv").out)))
    moment = {"reference_day": "2021-01-01", "newest_letter": "2020-06-30-progress"}
    assert lines == [one | moment for one in whole]
    assert [row["id"] for row in table] == ct("list", *DAY, "--format", "ids").out.split()
    assert [row["due"] or None for row in table] == [one["due"] for one in whole]
    assert {(row["reference_day"], row["newest_letter"]) for row in table} == {tuple(moment.values())}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "dijkn"), "ctmeasures: there is no measure `dijkn`; did you mean dijken?\n"),
        (("thread", "dijkn"), "ctmeasures: there is no measure `dijkn`; did you mean dijken?\n"),
        (("show", "zzz"), "ctmeasures: there is no measure `zzz`; `ctmeasures list` shows them all\n"),
        (("letters", "2020"), "`2020` can be 2020-01-15-water, 2020-06-30-progress; write more of it"),
        (("letters", "2020-01", "--format", "csv"), "one letter has no --format csv; it can be table, plain, json, md"),
        (("list", "--status", "opne"), "--status: unknown value `opne`; did you mean open?"),
        (("list", "--owner", "waterboard"), "--owner: unknown value `waterboard`; did you mean waterbord?"),
        (("list", "--owner", "water board"), "--owner: unknown value `water board`; did you mean waterbord?"),
        (
            ("list", "--owner", "waterbord,ministerie"),
            "--owner: one value each; write --owner waterbord --owner ministerie",
        ),
        (("list", "--area", "roof"), "--area: unknown value `roof`; it can be build, rules"),
        (("list", "--as-of", "soon"), "--as-of: `soon` is no date; write 2017-03-15"),
        (("list", "--silent-for", "ages"), "--silent-for: `ages` is no span of time; write 90d, 6 months or 2y"),
        (("show", "dijken", "--known-by", "2019"), "no event of dijken is known for 2019-12-31"),
        (("thread", "dijken", "--known-by", "2019"), "no event of dijken is known for 2019-12-31"),
        (("check", "--explain", "unknwn-status"), "did you mean unknown-status?"),
        (("list", "--as-of", ""), "--as-of: `` is no date"),
        (
            ("list", "--due-before", "03/15/2020"),
            "--due-before: `03/15/2020` is no exact date; did you mean 2020-03-15?",
        ),
        (("letters", "2020-06", "--known-by", "2020-02-01"), "was not written yet on 2020-02-01"),
        (("show", "x" * 3000), f"there is no measure `{'x' * 59}…`"),
        (("list", "--format", "xml"), "'xml' is not one of 'table', 'plain'"),
        (("git",), "there is no command `git`; did you mean `git install`?"),
        (("git", "instal"), "there is no command `git instal`; did you mean `git install`?"),
        (("lisst",), "Did you mean 'list'?"),
        (("budget", "--chart", "--format", "csv"), "--chart draws no csv; it can be table, plain, md"),
        (("timeline", "--chart", "--format", "json"), "--chart draws no json; it can be table, plain, md"),
        (("timeline", "--by", "area"), "--by area groups the bars of --chart; add --chart, or take year or letter"),
        (("budget", "--chart", "--add-years"), "--chart draws a bar for each year; leave out --add-years, or --chart"),
        (("budget", "--package", "veilig"), "--package: unknown value `veilig`; did you mean veilig-water?"),
        (
            ("stats", "--by", "statu", "--by", "month"),
            "--by: unknown value `statu`; did you mean status?\nctmeasures: --by: unknown value `month`; it can be status, area",
        ),
        (
            ("verify", "--texts", "nowhere"),
            "nowhere is no folder that exists; name the folder that holds <letter id>.txt",
        ),
        (("verify", "--texts", "measures.yaml"), "measures.yaml is a file, not a folder"),
        (
            ("brief", "--as-of", "2019"),
            "--since: no letter of the registry is coded by then, from which to begin; name a day",
        ),
        (("brief", "--since", "soon"), "--since: `soon` is no date; write 2017-03-15"),
        (
            ("brief", "--since", "2021-01-02", "--as-of", "2021-01-01"),
            "--since: 2021-01-02 lies after the reference day, 2021-01-01; name an earlier day",
        ),
        (("report", "--out", "letters"), "letters is a folder; name a file in it"),
        (("report", "--out", "nowhere/report.md"), "make it first, or name a file in one that exists"),
        (("brief", "--since", "2020", "--out", "measures.yaml"), "measures.yaml is a file of the registry itself"),
        (("report", "--format", "pdf"), "'pdf' is not one of 'table', 'md', 'html',"),
    ],
)
def test_what_cannot_run_says_so_in_one_sentence_and_exits_2(words: tuple[str, ...], said: str, ct: Ct) -> None:
    ran = ct(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_all_unknown_values_are_named_at_once(ct: Ct) -> None:
    ran = ct("list", "--status", "opne", "--owner", "waterboard", "--letter", "2021")
    assert ran.code == 2
    assert [line.split(":")[1].strip() for line in ran.err.splitlines()] == ["--status", "--owner", "--letter"]


def test_a_registry_can_be_named_by_option_or_environment_or_found_above(
    ct: Ct, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(EXAMPLE / "measures.yaml")
    whole = ct("list", "--format", "ids").out
    assert ct("list", "--format", "ids", "--registry", path, folder=tmp_path).out == whole
    assert ct("list", "--format", "ids", folder=EXAMPLE / "letters").out == whole
    monkeypatch.setenv("CTMEASURES_REGISTRY", path)
    assert ct("list", "--format", "ids", folder=tmp_path).out == whole


@pytest.mark.slow
def test_without_a_command_the_help_teaches(ct: Ct) -> None:
    ran = ct()
    assert ran.code == 2
    for command in COMMANDS:
        assert command in ran.out + ran.err
        said = ct(command, "--help")
        assert said.code == 0
        assert f"ctmeasures {command}" in said.out
        assert "Examples:" in said.out


def test_version(ct: Ct) -> None:
    from ctmeasures import __version__

    assert ct("--version").out == f"ctmeasures {__version__}\n"


def test_our_own_bug_exits_3_and_asks_for_a_report(ct: Ct, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str) -> bytes:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("ctmeasures.disk.state.read_bytes", broken)
    ran = ct("list")
    assert (ran.code, ran.out) == (3, "")
    assert "a fault of ours" in ran.err
    assert "Please report it" in ran.err


def test_the_start_of_an_id_will_do_where_only_one_starts_so(ct: Ct) -> None:
    assert ct("show", "dijk").out == ct("show", "dijken").out


def test_keys_are_understood_in_any_case(ct: Ct) -> None:
    assert ct("show", "DIJKEN").out == ct("show", "dijken").out
    assert ct("list", "--owner", "not:Waterbord").out == ct("list", "--owner", "not:waterbord").out


@pytest.mark.slow
def test_a_partial_date_means_its_last_day(ct: Ct) -> None:
    for option in ("--as-of", "--known-by"):
        for partial, last in (("2020-06", "2020-06-30"), ("2020", "2020-12-31"), ("2020-22", "2020-08-31")):
            assert ct("list", option, partial).out == ct("list", option, last).out
    assert json.loads(ct("list", "--as-of", "2020-06", "--format", "json").out)["reference_day"] == "2020-06-30"


def test_what_was_not_known_yet_is_not_told(ct: Ct, registry: Callable[..., Path]) -> None:
    early = ("--known-by", "2020-02-01")
    assert "followed_by" not in json.loads(ct("show", "dijken", *early, "--format", "json").out)["measure"]["relations"]
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    money = "      - letter: 2020-06-30-progress\n        passage: 3\n        quote: An alarm\n        package: veilig-water\n        amount: 7\n        note: fresh money\n"
    folder = registry(
        text.replace("partners: [ministerie]\n    budget:\n", f"partners: [ministerie]\n    budget:\n{money}")
    )
    late = json.loads(ct("show", "dijken", "--format", "json", folder=folder).out)["measure"]
    then = json.loads(ct("show", "dijken", *early, "--format", "json", folder=folder).out)["measure"]
    assert (len(late["budget"]), len(then["budget"])) == (2, 1)
    assert ct("list", "fresh money", "--format", "ids", folder=folder).out == "dijken\n"
    assert ct("list", "fresh money", *early, "--format", "ids", folder=folder).out == ""
    assert [one["id"] for one in json.loads(ct("letters", *early, "--format", "json").out)["letters"]] == [
        "2020-01-15-water"
    ]


def test_a_deadline_on_the_reference_day_is_still_ahead(ct: Ct) -> None:
    line = next(
        line
        for line in ct("timeline", "raising", "--as-of", "2022-12-31", "--format", "table").out.splitlines()
        if "due" in line
    )
    assert "◆" in line
    assert ct("list", "--overdue", "raising", "--as-of", "2022-12-31", "--format", "ids").out == ""
    assert ct("list", "--overdue", "raising", "--as-of", "2023-01-01", "--format", "ids").out == "dijken\n"


def test_silence_counts_the_days_that_json_shows(ct: Ct) -> None:
    days = {one["id"]: one["silent_days"] for one in json.loads(ct("list", *DAY, "--format", "json").out)["measures"]}
    assert days["dijken"] == 185
    assert "dijken" in ct("list", *DAY, "--silent-for", "185d", "--format", "ids").out
    assert "dijken" not in ct("list", *DAY, "--silent-for", "186d", "--format", "ids").out


@pytest.mark.parametrize("columns", [40, 50, 60, 66, 80, 100, 119, 120, 126, 134, 160, 240])
def test_no_deadline_is_cut_at_any_width(columns: int, ct: Ct) -> None:
    from support import ROOT

    out = ct("list", "--overdue", "--as-of", "2019-01-01", "--format", "table", columns=columns, folder=ROOT).out
    assert max(len(line) for line in out.splitlines()) <= columns
    for due in ("spring 2015", "20 Nov 2015", "Sep–Dec 2015", "summer 2017"):
        assert f"! {due}" in out or f"! due {due}" in out  # in a column, or in a card


@pytest.mark.slow
def test_every_row_that_leaves_its_envelope_says_when_and_what_it_could_know(ct: Ct) -> None:
    for command in (
        ("list", *DAY),
        ("timeline", *DAY),
        ("due", *DAY),
        ("letters", *KNOWN),
        ("budget", *DAY),
        ("stats", *DAY),
    ):
        lines = [json.loads(line) for line in ct(*command, "--format", "jsonl").out.splitlines()]
        table = list(csv.DictReader(io.StringIO(ct(*command, "--format", "csv").out)))
        assert len(lines) == len(table) > 0
        for row in (*lines, *table):
            assert (row["reference_day"], row["newest_letter"]) == ("2021-01-01", "2020-06-30-progress")


@pytest.mark.parametrize("day", ["0001-01-01", "0001-06-01", "9999-12-31"])
@pytest.mark.parametrize("clock", ["--as-of", "--known-by"])
@pytest.mark.parametrize(
    "words",
    [
        ("list",), ("list", "--silent-for", "0d"), ("due",), ("timeline",), ("timeline", "--chart"), ("stats",), ("report",),
        ("brief", "--since", "0001"), ("export", "ics"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_day_at_an_end_of_the_calendar_is_a_day(words: tuple[str, ...], clock: str, day: str, ct: Ct) -> None:
    ran = ct(*words, clock, day)
    assert (ran.code, ran.err) == (0, "")


def test_silence_counts_to_the_last_day_of_the_calendar(ct: Ct) -> None:
    for span, ids in (("0d", "alarm\ndijken\n"), ("2914453d", "alarm\ndijken\n"), ("2914454d", "")):
        assert ct("list", "--silent-for", span, "--as-of", "9999-12-31", "--sort", "id", "--format", "ids").out == ids
