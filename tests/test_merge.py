"""Three-way merges: both sides' work is kept, and what cannot both hold stands between markers in its record."""

from random import Random
from typing import Any

import branches
import pytest
import spelled
from hypothesis import given
from hypothesis import strategies as st

from ctmeasures.edit.agreement import Contradiction, matched_keys, merged_order, merged_value
from ctmeasures.edit.conflicts import Labels, resolved
from ctmeasures.edit.merge import CannotMerge, Merged, merge
from ctmeasures.model.place import Document
from ctmeasures.read.nodes import parse, plain_value

rngs = st.integers(0, 2**32).map(Random)


def said(text: str) -> Any:
    root, problems = parse(Document("merged", text))
    assert problems == []
    assert root is not None
    return plain_value(root)


@pytest.mark.slow
@given(rngs)
def test_a_side_that_did_nothing_changes_nothing(rng: Random) -> None:
    base, _ = branches.base(rng, house=False)
    other = branches.branch(rng, base, "x").text
    assert merge(base, other, base) == Merged(other, ())
    assert merge(base, base, other) == Merged(other, ())
    assert merge(base, other, other) == Merged(other, ())


@pytest.mark.slow
@given(rngs, st.booleans())
def test_no_edit_of_either_side_is_lost_without_a_marker(rng: Random, house: bool) -> None:
    base, _ = branches.base(rng, house)
    ours, theirs = (branches.branch(rng, base, name) for name in ("ours", "theirs"))
    expected = branches.contradict(ours, theirs)
    try:
        merged = merge(base, ours.text, theirs.text)
    except CannotMerge:
        assert not house
        return
    if any(len(conflict.path) < 2 for conflict in merged.conflicts):
        assert not house  # a list in brackets, in which no line belongs to one record
        return
    touched = {conflict.path[1] for conflict in merged.conflicts}
    assert expected <= touched
    for side in (True, False):
        chosen = said(resolved(merged.text, Labels(), side))
        assert branches.lost(ours, theirs, chosen, touched) == []
        assert branches.lost(theirs, ours, chosen, touched) == []
        ids = [one["id"] for one in chosen["measures"] or ()]
        assert ids == sorted(ids)
    for branch in (ours, theirs):
        assert all(remark in merged.text for remark in branch.remarks if remark in branch.text)


@pytest.mark.slow
@given(rngs)
def test_it_does_not_matter_whose_side_is_called_ours(rng: Random) -> None:
    base, _ = branches.base(rng, house=True)
    ours, theirs = (branches.branch(rng, base, name).text for name in ("ours", "theirs"))
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {conflict.path for conflict in one.conflicts} == {conflict.path for conflict in other.conflicts}
    for side in (True, False):
        assert said(resolved(one.text, Labels(), side)) == said(resolved(other.text, Labels(), not side))


BASE = """\
version: 1

measures:
  - id: b
    title: B
    owner: x
    partners: [p]
    history:
      - date: 2017
        status: announced
        letter: 2017-01-01-x
        note: first

# --- footer
"""
EVENT = "      - date: 2018\n        status: {}\n        letter: 2018-0{}-01-y\n"
RECORD = "  - id: {0}\n    title: {0}\n    owner: x\n    history: [{{date: 2017, status: announced, letter: 2017-01-01-x}}]\n"


def test_two_new_measures_go_to_their_places() -> None:
    ours = BASE.replace("  - id: b\n", RECORD.format("a") + "\n  - id: b\n")
    theirs = BASE.replace("\n# --- footer", "\n  # mine\n" + RECORD.format("c") + "\n# --- footer")
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert merged.text == ours.replace("\n# --- footer", "\n  # mine\n" + RECORD.format("c") + "\n# --- footer")
    both = (BASE.replace("  - id: b\n", RECORD.format(name) + "\n  - id: b\n") for name in ("a2", "a1"))
    assert merge(BASE, *both).text == BASE.replace(
        "  - id: b\n", RECORD.format("a1") + "\n" + RECORD.format("a2") + "\n  - id: b\n"
    )


def test_two_new_events_stand_in_the_order_of_their_letters() -> None:
    later, earlier = (
        BASE.replace("note: first\n", "note: first\n" + EVENT.format(*one))
        for one in (("implemented", 2), ("lapsed", 1))
    )
    whole = BASE.replace("note: first\n", "note: first\n" + EVENT.format("lapsed", 1) + EVENT.format("implemented", 2))
    assert merge(BASE, later, earlier) == merge(BASE, earlier, later) == Merged(whole, ())
    assert merge(BASE, later, later.replace("title: B", "title: C")).text == later.replace("title: B", "title: C")


def test_two_changes_of_one_field_are_a_conflict_on_its_line() -> None:
    merged = merge(
        BASE, BASE.replace("owner: x", "owner: y"), BASE.replace("owner: x", "owner: z").replace("first", "second")
    )
    assert [conflict.path for conflict in merged.conflicts] == [("measures", "b", "owner")]
    assert merged.text == BASE.replace(
        "    owner: x\n", "<<<<<<< ours\n    owner: y\n=======\n    owner: z\n>>>>>>> theirs\n"
    ).replace("first", "second")


def test_a_conflict_in_the_line_of_the_dash_takes_the_whole_record() -> None:
    merged = merge(
        BASE,
        BASE.replace("date: 2017", "date: 2016"),
        BASE.replace("date: 2017", "date: 2015"),
        Labels("HEAD", "branch", 9),
    )
    assert [conflict.path for conflict in merged.conflicts] == [
        ("measures", "b", "history", "2016 2017-01-01-x announced")
    ]
    assert "<<<<<<<<< HEAD\n      - date: 2016\n" in merged.text
    assert "=========\n      - date: 2015\n" in merged.text
    assert ">>>>>>>>> branch\n\n# --- footer\n" in merged.text


def test_a_record_that_one_side_has_removed_and_the_other_one_changed_is_a_conflict() -> None:
    both = BASE.replace("\n# --- footer", "\n" + RECORD.format("c") + "\n# --- footer")
    gone = both[: both.index("\n  - id: c")] + "\n# --- footer\n"
    assert merge(both, gone, both.replace("title: B", "title: D")).text == gone.replace("title: B", "title: D")
    merged = merge(both, gone, both.replace("title: c", "title: d"))
    assert [conflict.path for conflict in merged.conflicts] == [("measures", "c")]
    assert "<<<<<<< ours\n=======\n  - id: c\n    title: d\n" in merged.text


def test_lists_of_keys_take_what_both_sides_have_added() -> None:
    merged = merge(BASE, BASE.replace("[p]", "[p, q]  # why"), BASE.replace("[p]", "[o, p, r]"))
    assert (merged.text, merged.conflicts) == (BASE.replace("[p]", "[o, p, q, r]  # why"), ())


def test_comments_of_both_sides_stay() -> None:
    ours = BASE.replace("  - id: b", "  # ours\n  - id: b").replace("title: B", "title: B  # sic")
    theirs = BASE.replace("  - id: b", "  # theirs\n  - id: b").replace("owner: x", "owner: y")
    assert merge(BASE, ours, theirs).text == ours.replace("  # ours\n", "  # ours\n  # theirs\n").replace(
        "owner: x", "owner: y"
    )


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "whole"),
    [
        ("owner: x  # note", "owner: x  # better note", "owner: y  # note", "owner: y  # better note"),
        ("owner: x", "owner: y", "owner: x  # please check", "owner: y  # please check"),
        ("title: A#1", "title: B#1", "title: A#1  # please check", "title: B#1  # please check"),
        ("partners: [p]", "partners: [p, q]", "partners: [p, r]  # r since May", "partners: [p, q, r]  # r since May"),
        ("partners: [p]", "partners: [p, q]  # q since June", "partners: [p, r]  # r since May", None),
        ("owner: x", "owner: x  # O", "owner: x  # T", None),
        ("owner: x  # note", "owner: x", "owner: y  # note", "owner: y"),
        ("note: first", "note: first  # O", "note: |\n          second  # no comment", "note: second  # no comment"),
    ],
)
def test_a_comment_that_either_side_wrote_is_there_or_in_a_conflict(
    base: str, ours: str, theirs: str, whole: str | None
) -> None:
    start = BASE.replace("    title: B\n", f"    {base}\n") if base.startswith("title") else BASE
    field = base.partition(":")[0]
    start = "".join(
        f"{line[: len(line) - len(line.lstrip())]}{base}\n" if line.strip().startswith(f"{field}:") else line
        for line in start.splitlines(keepends=True)
    )
    merged, swapped = (
        merge(start, *(start.replace(base, side) for side in sides)) for sides in ((ours, theirs), (theirs, ours))
    )
    assert bool(merged.conflicts) == bool(swapped.conflicts)
    for text in (merged.text, swapped.text):
        for side in (ours, theirs):
            remark = side.partition("  #")[2]
            assert remark in text
    if whole is None:
        assert merged.conflicts
        assert f"{ours}\n=======" in merged.text
    elif "|" not in theirs:
        assert (merged.text, merged.conflicts) == (start.replace(base, whole), ())


def test_a_list_that_one_side_has_put_in_brackets_is_merged_all_the_same() -> None:
    lines = BASE[BASE.index("    history:") : BASE.index("\n# --- footer")]
    event = "{{date: 2017, status: announced, letter: 2017-01-01-x, note: {}}}"
    flow = BASE.replace(lines, f"    history: [{event.format('second')}]\n")
    more = BASE.replace("note: first\n", "note: first\n" + EVENT.format("lapsed", 1))
    both = flow.replace("}]", "}, {date: 2018, status: lapsed, letter: 2018-01-01-y}]")
    assert merge(BASE, flow, more) == Merged(both, ())
    assert merge(BASE, more, flow) == Merged(more.replace("first", "second"), ())
    merged = merge(BASE, flow, BASE.replace("first", "third"))
    assert [conflict.path for conflict in merged.conflicts] == [("measures", "b", "history")]
    for side, text in ((True, flow), (False, BASE.replace("first", "third"))):
        assert resolved(merged.text, Labels(), side) == text


def test_two_new_records_of_one_name_are_not_mixed() -> None:
    ours, theirs = (
        BASE.replace(
            "\n# --- footer", "\n" + RECORD.format("c").replace("title: c", f"title: {name}") + "\n# --- footer"
        )
        for name in "de"
    )
    merged = merge(BASE, ours, theirs)
    assert [conflict.path for conflict in merged.conflicts] == [("measures", "c")]
    assert merged.text.count("  - id: c\n") == 2


def test_sections_in_another_order_on_both_sides_are_no_merge() -> None:
    sections = {"v": "version: 1\n", "o": "organisations: {x: {name: X}}\n", "m": "measures: []\n"}
    versions = ["".join(sections[key] for key in order) for order in ("vom", "ovm", "mov")]
    with pytest.raises(CannotMerge, match="sections in another order"):
        merge(*versions)


def test_a_version_whose_lines_end_with_carriage_returns_alone_is_refused() -> None:
    said = "version: 1\rtitle: x\r"
    with pytest.raises(CannotMerge, match="the base ends its lines with CR alone; expected LF or CR LF"):
        merge(said, said.replace("x", "y"), said)


def test_one_side_s_odd_line_end_does_not_change_the_whole_file() -> None:
    ours = BASE.replace("title: B\n", "title: B\r\n")
    assert "\r" not in merge(BASE, ours.replace("owner: x", "owner: y"), BASE.replace("[p]", "[q]")).text


@pytest.mark.parametrize(("odd", "ends"), [(1, "\n"), (2, "\r\n")])  # one in three, two in three
def test_line_ends_are_those_of_most_lines(odd: int, ends: str) -> None:
    lines = [*BASE.splitlines(), "# x", "# y", "# z"]
    lines = lines[: len(lines) // 3 * 3]
    ours = "".join(line + ("\r\n" if place % 3 < odd else "\n") for place, line in enumerate(lines))
    found = merge(BASE, ours, BASE.replace("[p]", "[q]")).text
    assert found.count(ends) == found.count("\n") > 0
    assert found.count("\r") == (found.count("\n") if odd == 2 else 0)


def test_a_new_record_stands_apart_where_the_others_do() -> None:
    base = "measures:\n  - id: b\n    title: B\n\n  - id: c\n    title: C\n"
    ours, theirs = base.replace("title: B", "title: D"), f"{base}  - id: d\n    title: D\n"
    assert merge(base, ours, theirs).text == f"{ours}\n  - id: d\n    title: D\n"


def test_line_ends_are_those_of_ours() -> None:
    theirs = BASE.replace("owner: x", "owner: y")
    ours = BASE.replace("title: B", "title: C")
    whole = ours.replace("owner: x", "owner: y")
    assert merge(BASE, ours.replace("\n", "\r\n"), theirs).text == whole.replace("\n", "\r\n")
    assert merge(BASE, ours, theirs.replace("\n", "\r\n")).text == whole
    assert merge(BASE, ours.removesuffix("\n"), theirs).text == whole.removesuffix("\n")


def test_a_version_that_ends_in_a_block_text_without_a_line_end_is_merged() -> None:
    theirs = BASE.rstrip("\n") + "\ntitle: |\n  x"
    assert merge(BASE, BASE.replace("title: B", "title: C"), theirs).text.endswith("\ntitle: |\n  x\n")


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ("measures: [", "theirs cannot be read (line 1: not valid YAML"),
        ("{version: 1}\n", "theirs is not written as `key: value`"),
        ("- a\n", "theirs is not written as `key: value`"),
        ("", "theirs cannot be read (line 1: nothing to read"),
    ],
)
def test_a_version_that_cannot_be_read_is_no_merge(theirs: str, said: str) -> None:
    with pytest.raises(CannotMerge) as refused:
        merge(BASE, BASE.replace("title: B", "title: C"), theirs)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("side", "same"),
    [
        ({"a": "1", "b": "2", "c": "3", "d": "4"}, True),
        ({"a": "1", "b": "2", "c": "y", "d": "y"}, True),  # half of it is
        ({"a": "1", "b": "x", "c": "x", "d": "x"}, False),
        ({"a": "x", "b": "x", "c": "x", "d": "x"}, False),
        ({"a": "1", "b": "2"}, True),
        ({"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6", "g": "7", "h": "8"}, True),
        ({"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6", "g": "7", "h": "8", "i": "9"}, False),
        ({"e": "1", "f": "2"}, False),
        ("a", False),
    ],
)
def test_a_record_is_the_one_of_which_it_has_half_the_fields(side: Any, same: bool) -> None:
    known, ours, theirs = matched_keys([{"a": "1", "b": "2", "c": "3", "d": "4"}], [side], ["other"])
    assert ((known[0] == ours[0]), known[0] == theirs[0]) == (same, False)


def test_where_both_cannot_hold_the_preferred_side_is_taken_and_all_else_agrees() -> None:
    base, ours, theirs = {"a": "1", "b": "1"}, {"a": "2", "b": "1", "c": "4"}, {"a": "3", "b": "5"}
    assert merged_value(base, ours, theirs, prefer="ours") == {"a": "2", "b": "5", "c": "4"}
    assert merged_value(base, ours, theirs, prefer="theirs") == {"a": "3", "b": "5", "c": "4"}
    with pytest.raises(Contradiction):
        merged_value(base, ours, theirs)


def test_each_record_is_the_one_of_which_it_has_most() -> None:
    base = [{"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {"a": "9"}]
    side = [{"a": "1", "b": "2", "c": "4"}, {"a": "1", "b": "3", "c": "5"}, {"a": "1", "b": "2"}]
    known, ours, _ = matched_keys(base, side, [])
    assert ours[1:] == [known[1], known[0]]
    assert ours[0] not in known
    twice = [{"a": "1"}, {"a": "1"}]
    known, ours, theirs = matched_keys(twice[:1], twice, [*twice, *twice])
    assert ours[0] == theirs[0] == known[0]
    assert len(set(ours)) == 2
    assert len(set(theirs)) == 4
    assert ours == theirs[:2]


@pytest.mark.slow
@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_an_order_holds_all_keys_and_respects_both_sides(ours: list[str], theirs: list[str]) -> None:
    base = [key for key in ours if key in theirs]
    try:
        found = merged_order(list(base), list(ours), list(theirs))
    except Contradiction:
        return
    assert sorted(map(str, found)) == sorted({*ours, *theirs})
    assert found == merged_order(list(base), list(theirs), list(ours))
    if [key for key in theirs if key in ours] == base:  # nobody has moved anything
        assert [key for key in found if key in ours] == ours
        assert [key for key in found if key in theirs] == theirs


@pytest.mark.slow
@given(rngs)
def test_whatever_the_spelling_a_merge_is_right_or_refused(rng: Random) -> None:
    texts = [spelled.Speller(rng).document(spelled.registry(rng)) for _ in range(3)]
    try:
        merged = merge(*texts)
    except CannotMerge:
        return
    for side in (True, False):
        root, problems = parse(Document("merged", resolved(merged.text, Labels(), side)))
        assert problems == []
        assert root is not None


@pytest.mark.parametrize("column", [0, 2, 4, 6, 8])
def test_a_comment_at_the_end_of_a_list_stays(column: int) -> None:
    two = BASE.replace("\n# --- footer", "\n" + RECORD.format("c") + "\n# --- footer")
    remark = f"{' ' * column}# still to code\n"
    start = two.replace("note: first\n", f"note: first\n{remark}").replace("\n# --- footer", f"{remark}\n# --- footer")
    ours = start.replace("title: B", "title: X").replace("note: first", "note: second")
    theirs = start.replace("title: c", "title: Y").replace("owner: x", "owner: y", 1)
    whole = ours.replace("title: c", "title: Y").replace("owner: x", "owner: y", 1)
    assert merge(start, ours, theirs) == Merged(whole, ())
    new = two.replace("note: first\n", f"note: first\n{remark}").replace("owner: x", "owner: y", 1)
    merged = merge(two, two.replace("title: B", "title: X"), new)
    assert (merged.text, merged.conflicts) == (new.replace("title: B", "title: X"), ())


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "whole"),
    [
        ("'A # 1'", "'B # 1'", "'A # 1'  # please check", "'B # 1'  # please check"),
        ('"A # 1"  # old', '"B # 1"  # old', '"A # 1"  # new', '"B # 1"  # new'),
    ],
)
def test_a_comment_behind_a_value_that_looks_like_one(base: str, ours: str, theirs: str, whole: str) -> None:
    texts = [BASE.replace("title: B", f"title: {title}") for title in (base, ours, theirs, whole)]
    assert merge(*texts[:3]) == Merged(texts[3], ())


def test_what_cannot_be_proved_is_no_merge() -> None:
    """The proof is asked with texts that a faulty merge would have made."""
    from ctmeasures.edit.merge import _proved, _tree

    ours, theirs = BASE.replace("owner: x", "owner: y"), BASE.replace("title: B", "title: B  # todo: later")
    versions = [_tree(text, "x") for text in (BASE, ours, theirs)]
    whole = merge(BASE, ours, theirs).text
    assert _proved(whole, [], Labels(), *versions)
    for wrong in (
        whole.replace("owner: y", "owner: x"),  # an edit is lost
        whole.replace("  # todo: later", ""),  # a comment
        whole.replace("# --- footer", "# footer"),  # a comment that was always there
        whole.replace("title: B", "title: [B"),  # it cannot be read
    ):
        assert not _proved(wrong, [], Labels(), *versions)


def test_the_tracks_of_a_package_stand_in_the_order_of_their_numbers() -> None:
    base = "version: 1\npackages:\n  p:\n    tracks:\n      1: {title: A}\nmeasures: []\n"
    ours, theirs = (base.replace("{title: A}\n", f"{{title: A}}\n      {number}: {{title: B}}\n") for number in (3, 10))
    assert list(said(merge(base, theirs, ours).text)["packages"]["p"]["tracks"]) == ["1", "3", "10"]
