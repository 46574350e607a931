"""Roles side by side: every question for every pair, the same rows whichever comes first, nothing borrowed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers import stated
from careers.comparison import Alike, Cell
from careers.models import Role, Source
from careers.models.subjects import RELATIVE, Licensing
from careers.role_comparison import FIGURES, NOT_FOUND, compare_roles, row_choices
from careers.stated import Certainty, KnownRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remembering")]

KEYS = [key for key, _ in row_choices()]


def known() -> dict[str, KnownRole]:
    return stated.roles()


def test_all_twenty_roles_ship_with_facts() -> None:
    assert len(known()) == 20
    for role in known().values():
        assert {"licence", "training", "settings", "tasks"} <= role.facts.keys(), role.key
        for fact in role.facts.values():
            assert fact.sources, (role.key, fact.subject)
            assert fact.points, (role.key, fact.subject)


def test_every_pair_has_every_row_and_both_orders_say_the_same() -> None:
    """All 190 pairs."""
    for first, second in combinations(known().values(), 2):
        there, back = compare_roles([first, second]), compare_roles([second, first])
        assert sorted(row.key for row in there.rows) == sorted(KEYS)
        assert [row.key for row in there.rows] == [row.key for row in back.rows]
        for row, mirrored in zip(there.rows, back.rows, strict=True):
            assert row.cells == mirrored.cells[::-1]
            assert row.label == mirrored.label
            assert row.alike == mirrored.alike
        order = [row.alike for row in there.rows]
        assert order == sorted(order, key=list(Alike).index), "differences stand first"


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_three_and_four_in_any_order_say_the_same(data: st.DataObject) -> None:
    roles = data.draw(st.lists(st.sampled_from(list(known().values())), min_size=3, max_size=4, unique_by=id))
    order = data.draw(st.permutations(range(len(roles))))
    straight, mixed = compare_roles(roles), compare_roles([roles[place] for place in order])
    for row, other in zip(straight.rows, mixed.rows, strict=True):
        assert row.key == other.key
        assert other.cells == tuple(row.cells[place] for place in order)


def cells() -> list[tuple[KnownRole, str, Cell]]:
    roles = list(known().values())
    return [
        (role, row.key, cell)
        for four in (roles[start : start + 4] for start in range(0, 20, 4))
        for row in compare_roles(four).rows
        for role, cell in zip(four, row.cells, strict=True)
    ]


def test_every_cell_traces_to_a_fact_or_a_release_or_says_that_it_is_missing() -> None:
    statistics = {source.pk for source in Source.objects.exclude(data_set=None)}
    assert len(cells()) == 20 * len(KEYS)
    for role, key, cell in cells():
        where = (role.key, key)
        if key in FIGURES:
            assert cell.missing or {source.pk for source in cell.sources} <= statistics, where
            assert bool(cell.sources) is not cell.missing, where
        elif fact := role.facts.get(key):
            assert cell.sources == fact.sources, where
            assert set(fact.points) <= {cell.text, *cell.points}, where
            assert fact.doubts in cell.doubt, where
            if fact.certainty is Certainty.REPORTED:
                assert cell.doubt, where
        else:
            assert cell.missing, where
            assert cell.text in {NOT_FOUND, Licensing.NOT_CHECKED.label}, where
        assert cell.words, where


def test_a_role_that_is_not_counted_borrows_no_figure() -> None:
    roles = known()
    assert {key for key, role in roles.items() if role.fit == Role.Fit.NONE} == {
        "patient-care-technician",
        "medical-scribe",
    }
    for role, key, cell in cells():
        if key in FIGURES and role.fit == Role.Fit.NONE:
            assert cell.missing
            assert not any(character.isdigit() for character in cell.words)
            assert cell.points == (role.fit_note,)
        elif key in FIGURES and role.fit == Role.Fit.BROADER and not cell.missing:
            assert cell.points == (role.fit_note,), "it says whose figure it is"


def test_what_only_means_something_beside_a_medical_assistant_is_no_row() -> None:
    assert not set(KEYS) & set(RELATIVE)


def test_licences_are_compared_by_what_the_law_does_and_not_by_the_words() -> None:
    nurse, assistant = known()["registered-nurse"], known()["lpn"]
    rows = {row.key: row for row in compare_roles([nurse, assistant]).rows}
    assert rows["licence"].cells[0].points != rows["licence"].cells[1].points
    assert rows["licence"].alike is Alike.SAME


def test_a_role_without_facts_says_so_and_differs_in_nothing() -> None:
    empty = replace(known()["cna"], facts={}, licensing=Licensing.NOT_CHECKED, fit=Role.Fit.NONE)
    for row in compare_roles([empty, known()["lpn"]]).rows:
        assert row.cells[0].missing
        assert row.alike is Alike.UNKNOWN


def test_one_role_has_nothing_beside_it() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        compare_roles([known()["cna"]])
