"""The pages and feeds as the checkers of others see them: the Nu HTML checker, Lighthouse and a strict reader of Atom."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support import ROOT, STUCK, Ran

pytestmark = pytest.mark.slow
VNU, LIGHTHOUSE, ATOMA = "vnu-jar@26.9.27", "lighthouse@12.8.2", "atoma==0.0.17"
DAY = ("--as-of", "2018-01-01")
URL = "https://example.org/measures/"


@pytest.fixture(params=[None, URL])
def address(request: pytest.FixtureRequest) -> str | None:
    """Return where the site is published, if anywhere."""
    found: str | None = request.param
    return found


@pytest.fixture
def written(address: str | None, ct: Callable[..., Ran], tmp_path: Path) -> Path:
    """Write the site of our registry, and a report and a brief beside it; return its folder."""
    url = ("--url", address) if address else ()
    assert ct("site", "--out", str(tmp_path / "site"), *url, *DAY, folder=ROOT).code == 0
    for words in (("report",), ("brief", "--since", "2017-06-01")):
        assert ct(*words, *DAY, "--out", str(tmp_path / f"{words[0]}.html"), folder=ROOT).code == 0
    return tmp_path / "site"


def test_no_page_breaks_the_rules_of_html(written: Path, npm: Callable[[str], Path]) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip(f"there is no java to run {VNU}")
    program = npm(VNU).with_name("vnu-jar") / "build" / "dist" / "vnu.jar"
    options = ("--errors-only", "--no-langdetect", "--skip-non-html", "--format", "gnu")
    words = [java, "-Xss4m", "-jar", program, *options, written, *written.parent.glob("*.html")]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, timeout=STUCK)
    assert (ran.returncode, ran.stderr) == (0, "")


READ = """
import atoma, json, sys
for path in sys.argv[1:]:
    feed = atoma.parse_atom_file(path)
    links = [link.href for one in (feed, *feed.entries) for link in one.links]
    print(json.dumps([len(feed.entries), len({one.id_ for one in feed.entries}), links]))
"""


def test_a_strict_reader_of_atom_reads_the_feeds(
    written: Path, address: str | None, pypi: Callable[[str], Path]
) -> None:
    program = pypi(ATOMA) / "python"
    words = [program, "-c", READ, written / "feed.atom", written / "nl" / "feed.atom"]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", check=True, timeout=STUCK)
    for entries, ids, links in map(json.loads, ran.stdout.splitlines()):
        assert entries == ids == 200
        assert not address or all(link.startswith("https://") for link in links)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """Serve the site from this machine; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


MARKS = ("accessibility", "best-practices", "seo")  # that of speed depends on what else the machine does


@pytest.mark.parametrize("path", ["index.html", "measures.html", "measures/iru-nl.html"])
def test_lighthouse_finds_nothing_to_mend(path: str, served: str, npm: Callable[[str], Path]) -> None:
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("there is no browser for Lighthouse")
    options = (
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(MARKS)}",
        "--chrome-flags=--headless --no-sandbox",
    )
    words = [npm(LIGHTHOUSE) / "lighthouse", served + path, *options]
    env = {**os.environ, "CHROME_PATH": browser}
    ran = subprocess.run(words, env=env, capture_output=True, encoding="utf-8", check=True, timeout=STUCK)
    found = json.loads(ran.stdout)
    wrong = [
        f"{one['id']}: {one['title']}"
        for one in found["audits"].values()
        if one["score"] is not None and one["score"] < 1
    ]
    assert {name: found["categories"][name]["score"] for name in MARKS} == dict.fromkeys(MARKS, 1), wrong
