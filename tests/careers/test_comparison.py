"""Things side by side: every question once, differences first, the same rows whatever the order of the things."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.comparison import Alike, Cell, Question, compare

Thing = dict[str, Cell]
KEYS = ("pay", "training", "license")

cells = st.builds(
    Cell,
    text=st.sampled_from(["Yes", "No"]),
    note=st.sampled_from(["", "on site", "anywhere"]),
    mark=st.sampled_from(["", "allowed", "not_allowed"]),
    missing=st.booleans(),
)
things = st.lists(st.fixed_dictionaries(dict.fromkeys(KEYS, cells)), min_size=2, max_size=4)


def ask(key: str) -> Question[Thing]:
    return Question(key, key.capitalize(), lambda thing: thing[key])


QUESTIONS = [ask(key) for key in KEYS]


def row(*cells: Cell) -> Alike:
    found = compare([{"pay": cell} for cell in cells], [ask("pay")])
    [only] = found.rows
    return only.alike


@given(things)
def test_the_order_of_things_changes_no_row(chosen: list[Thing]) -> None:
    wanted = [(found.key, found.alike) for found in compare(chosen, QUESTIONS).rows]
    for turned in permutations(chosen):
        found = compare(turned, QUESTIONS)
        assert [(one.key, one.alike) for one in found.rows] == wanted
        assert all(list(one.cells) == [thing[one.key] for thing in turned] for one in found.rows)


@given(things)
def test_every_question_is_one_row_and_differences_come_first(chosen: list[Thing]) -> None:
    found = compare(chosen, QUESTIONS)
    assert sorted(one.key for one in found.rows) == sorted(KEYS)
    groups = [one.alike for one in found.rows]
    assert groups == sorted(groups, key=list(Alike).index)
    for group, rows in found.groups.items():
        assert rows, "a group without rows has no heading"
        assert [one.key for one in rows] == [key for key in KEYS if key in {each.key for each in rows}]
        assert {one.alike for one in rows} == {group}


def test_what_is_missing_is_no_difference() -> None:
    yes, no, gap = Cell("Yes"), Cell("No"), Cell("Not checked", missing=True)
    assert row(yes, yes) == Alike.SAME
    assert row(yes, no) == Alike.DIFFERENT
    assert row(yes, gap) == Alike.UNKNOWN
    assert row(gap, gap) == Alike.UNKNOWN
    assert row(yes, gap, yes) == Alike.UNKNOWN
    assert row(yes, gap, no) == Alike.DIFFERENT


def test_the_same_answer_on_other_terms_is_a_difference() -> None:
    near, far, bare = (Cell("Allowed", note, "allowed") for note in ("On site", "Anywhere", ""))
    assert row(near, near) == Alike.SAME
    assert row(near, far) == Alike.DIFFERENT
    assert row(near, bare) == Alike.SAME, "terms that are not known differ from nothing"
    assert row(near, bare, far) == Alike.DIFFERENT
    assert row(near, Cell("Not allowed", "On site", "not_allowed")) == Alike.DIFFERENT


def test_one_answer_in_two_wordings_is_the_same() -> None:
    assert row(Cell("May", mark="allowed"), Cell("Allowed", mark="allowed")) == Alike.SAME


def test_there_must_be_something_to_compare() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        compare([{}], [])
    with pytest.raises(ValueError, match="same key"):
        compare([{}, {}], [ask("pay"), ask("pay")])
