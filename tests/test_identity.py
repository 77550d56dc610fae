"""The ids in calendars and feeds are the registry's own, and stay: whatever its title becomes, and in no other registry the same."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sound import everything, sound
from support import EXAMPLE, ROOT, Ran, commit

from ctmeasures.model.records import Registry
from ctmeasures.read.registry import load
from ctmeasures.render.calendar import calendar
from ctmeasures.render.identity import calendar_domain, feed_names
from ctmeasures.render.look import Look

Ct = Callable[..., Ran]


def uids(registry: Registry) -> set[str]:
    return {one.strip() for one in re.findall(r"^UID:(.*)$", calendar(everything(registry), Look()), re.MULTILINE)}


@pytest.mark.slow
def test_those_of_the_real_registry_are_what_they_always_were() -> None:
    """They stand in the calendars and readers of people: whoever changes one of these makes all of them new there."""
    registry = load(str(ROOT / "measures.yaml")).registry
    for renamed in (registry, replace(registry, title="Another title", title_nl=None), replace(registry, title=None)):
        assert feed_names(renamed, "").urn == "urn:uuid:f85abd71-9f62-5741-a24e-32e36f21083b"
        assert feed_names(renamed, "nl/").urn == "urn:uuid:b573c497-4b51-5062-b26b-bd02e8ce0a95"
        assert "iru-nl.due@ctmeasures" in uids(renamed)
        assert all(re.fullmatch(r"[a-z0-9-]+\.due@ctmeasures", one) for one in uids(renamed))


@pytest.mark.slow
@given(st.integers(0, 2**32).map(Random), st.text(), st.sampled_from(["a", "b-1"]), st.sampled_from([None, "Name"]))
def test_a_new_title_changes_none_and_another_registry_has_none_of_them(
    rng: Random, title: str, own: str, feed: str | None
) -> None:
    registry = replace(sound(rng), id=own, feed_id=feed)
    renamed, other = replace(registry, title=title), replace(registry, id="c", feed_id=None)
    assert uids(renamed) == uids(registry)
    assert uids(other).isdisjoint(uids(registry))
    for folder in ("", "nl/"):
        assert feed_names(renamed, folder) == feed_names(registry, folder)
        assert feed_names(other, folder) != feed_names(registry, folder)
    assert feed_names(registry, "") != feed_names(registry, "nl/")


def test_without_an_id_registries_of_other_titles_have_other_ids(registry: Callable[..., Path]) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    names = []
    for title in ("", "title: Dikes\n", "title: Roads\n"):
        folder = registry(text.replace("version: 1\n", f"version: 1\n{title}"))
        found = load(str(folder / "measures.yaml")).registry
        names.append((calendar_domain(found), feed_names(found, "")))
    assert len({domain for domain, _ in names}) == len({feed for _, feed in names}) == 3


def test_each_registry_that_init_starts_has_an_id_of_its_own(ct: Ct, tmp_path: Path) -> None:
    found = set()
    for name in ("one", "two"):
        assert ct("init", name, folder=tmp_path).code == 0
        assert ct("check", "--strict", folder=tmp_path / name).code == 0
        found.add(load(str(tmp_path / name / "measures.yaml")).registry.id)
    assert len(found) == 2
    assert all(one and re.fullmatch(r"exampletown-[0-9a-f]{12}", one) for one in found)


@pytest.mark.parametrize("said", ["My registry", "a@b", "Ærø", "1"])
def test_an_id_that_is_none_is_refused_at_its_place(said: str, ct: Ct, registry: Callable[..., Path]) -> None:
    text = (EXAMPLE / "measures.yaml").read_text(encoding="utf-8")
    ran = ct("check", folder=registry(text.replace("version: 1\n", f"version: 1\nid: {said}\n")))
    assert ran.code == 1
    assert re.search(r"measures\.yaml:[0-9]+:5: error: .*\[bad-id\]", ran.out)


@pytest.mark.slow
def test_changes_merges_and_comparisons_keep_it_and_tell_of_it(ct: Ct, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(EXAMPLE, folder)
    path = folder / "measures.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("version: 1\n", "version: 1\nid: dikes\n"), encoding="utf-8"
    )
    base = tmp_path / "base.yaml"
    shutil.copy(path, base)
    commit(folder, "Dikes")
    assert ct("set", "alarm", "title=Alarm by text", "--yes", folder=folder).code == 0
    assert "\nid: dikes\n" in path.read_text(encoding="utf-8")
    theirs = tmp_path / "theirs.yaml"
    theirs.write_text(base.read_text(encoding="utf-8").replace("Raising twelve", "Raising all"), encoding="utf-8")
    merged = ct("merge", str(base), str(path), str(theirs), folder=folder).out
    assert all(one in merged for one in ("\nid: dikes\n", "Alarm by text", "Raising all"))
    path.write_text(merged.replace("id: dikes", "id: roads"), encoding="utf-8")
    assert "id: dikes → roads" in ct("diff", folder=folder).out
