"""Problems in the forms that forges and build servers read: annotations, SARIF and JUnit. Files are named as the problems name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ctmeasures.model.place import Level, Problem
from ctmeasures.render.problems import short
from ctmeasures.render.safe import clean

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"  # where its schema is


def github(problems: Sequence[Problem]) -> str:
    """Draw all problems as GitHub's workflow commands, which put them beside the lines of a pull request.

    The form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(_annotation(problem) for problem in problems)


def sarif(problems: Sequence[Problem], pages: Mapping[str, str]) -> str:
    """Draw all problems as one SARIF 2.1.0 log, with the manual `pages` of the codes as its rules.

    The form: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    import json

    from ctmeasures import __version__

    used = sorted({problem.code for problem in problems})
    rules = [
        {"id": code, "shortDescription": {"text": _first(pages[code])}, "help": {"text": pages[code]}} for code in used
    ]
    driver = {"name": "ctmeasures", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(one) for one in problems]}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def junit(problems: Sequence[Problem], pages: Mapping[str, str], name: str, strict: bool) -> str:
    """Draw all problems as JUnit's XML: a test case for each code, failed by its errors, or where it is `strict` by its warnings too.

    The form, as build servers read it: https://github.com/testmoapp/junitxml
    """
    from xml.etree import ElementTree as ET

    by_code: dict[str, list[Problem]] = {code: [] for code in pages}
    for problem in problems:
        by_code[problem.code].append(problem)
    failed = {code for code, some in by_code.items() if any(strict or one.level is Level.ERROR for one in some)}
    counts = {"tests": str(len(by_code)), "failures": str(len(failed)), "errors": "0"}
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": name, **counts})
    for code, some in by_code.items():
        case = ET.SubElement(suite, "testcase", {"classname": name, "name": code})
        told = "\n".join(f"{clean(str(one.place))}: {_words(one)}" for one in some)
        if code in failed:
            ET.SubElement(case, "failure", {"type": code, "message": _first(pages[code])}).text = told
        elif some:
            ET.SubElement(case, "system-out").text = told
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _annotation(problem: Problem) -> str:
    place = problem.place
    said = "%0A".join(line.replace("%", "%25") for line in _lines(problem))
    where = f"file={_property(place.path)},line={place.line},col={place.column},title={_property(problem.code)}"
    return f"::{problem.level.value} {where}::{said}\n"


def _property(text: str) -> str:
    """Return a text that cannot end the property of a workflow command."""
    return clean(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def _result(problem: Problem) -> dict[str, object]:
    place = problem.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.width,
    }
    where = {"artifactLocation": {"uri": _uri(place.path)}, "region": region}
    return {
        "ruleId": problem.code,
        "level": problem.level.value,
        "message": {"text": _words(problem)},
        "locations": [{"physicalLocation": where}],
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _words(problem: Problem) -> str:
    return "; ".join(_lines(problem))


def _lines(problem: Problem) -> list[str]:
    nearest = [] if problem.nearest is None else [f"nearest: {problem.nearest}"]
    return [short(line) for line in (problem.message, f"expected: {problem.expected}", *nearest)]


def _first(page: str) -> str:
    return page.partition("\n")[0]
