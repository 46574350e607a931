"""Releases: written once and whole, beside each other; what is current is a pointer that moves with a note."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from careers.importers.difference import difference
from careers.importers.rows import Candidate, WageRow
from careers.importers.stored import stored_rows
from careers.models import Area, DataSet, Industry, Occupation, Release, ReleaseMove, WageEstimate
from careers.releases import (
    ReleaseProblem,
    current_release,
    current_releases,
    digest,
    held_as,
    history,
    load,
    make_current,
    previous_release,
    undo,
)
from tests.careers.candidates import FETCHED, candidate, changed, wage
from tests.copies import copied_database
from tests.factories import UserFactory

WAGES = DataSet.WAGES


def loaded(*rows: WageRow, **period: str) -> Release:
    release = load(candidate(*rows, **period), FETCHED)
    assert release is not None
    return release


def figures(release: Release) -> dict[tuple[str, str], dict[str, Any]]:
    """What a release holds, by place and industry."""
    rows = [row for row in stored_rows(release) if isinstance(row, WageRow)]
    return {(row.area_code, row.industry_code): row.figures for row in rows}


def counts() -> list[int]:
    models: list[type[Model]] = [Release, ReleaseMove, WageEstimate, Area, Industry, Occupation]
    return [model._default_manager.count() for model in models]


# Loading ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_release_holds_exactly_what_the_files_say() -> None:
    user = UserFactory()
    rows = [
        wage(hourly_median="21.50", annual_median=44_720, employment=800_000, mean_rse="0.3"),
        wage("ca", marks={"hourly_median": "*", "annual_p90": "#", "employment": "**"}, hourly_p10="16.00"),
        wage("us", "hospitals", marks={"share_reporting": "~"}, hourly_median="23.00"),
        replace(wage("wa", annual_median=50_000), annual_only=True, ownership=""),
    ]
    release = load(candidate(*rows), FETCHED, user)
    assert release is not None
    release.refresh_from_db()
    assert stored_rows(release) == sorted(rows, key=lambda row: [str(part) for part in row.key])
    assert (release.data_set, release.period, release.label, release.edition) == ("oews", "2031-05", "May 2031", 1)
    assert (release.rows, release.loaded_by, release.digest) == (4, user, digest(list(rows)))
    assert (release.retrieved_on, release.published_on) == (FETCHED.retrieved_on, None)
    assert (release.obtained_from, release.cautions) == ("Made for a test", "One.\nTwo.")
    assert release.files == [{"name": "made.xlsx", "bytes": 10, "sha256": "f" * 64}]


@pytest.mark.django_db
def test_loading_makes_nothing_current() -> None:
    before = current_releases()
    release = loaded(wage(hourly_median="99.00"))
    assert current_releases() == before
    assert release not in history(WAGES)


@pytest.mark.django_db
def test_new_areas_industries_and_occupations_are_made() -> None:
    row = replace(wage("99990", "new"), occupation_code="11-1111", occupation_title="Testers")
    loaded(row, wage())
    area = Area.objects.get(code="99990")
    assert (area.key, area.kind, area.title) == ("99990", "metro", "Twin Rivers, WA-OR")
    assert (area.jurisdiction and area.jurisdiction.code, area.postal_codes) == ("wa", ["wa", "or"])
    industry = Industry.objects.get(code="987654")
    assert (industry.key, industry.level, industry.setting_order) == ("offices-of-everyone", "6-digit", None)
    assert Occupation.objects.get(code="11-1111").title == "Testers"


@pytest.mark.django_db
def test_the_same_rows_again_change_nothing() -> None:
    rows = [wage(hourly_median="21.50"), wage("ca", hourly_median="22.00"), wage("us", "hospitals", employment=10)]
    loaded(*rows)
    before = counts()
    titles = [replace(row, area_title="Another name", at="elsewhere.xlsx, row 7") for row in rows]
    finer = [replace(row, figures={name: Decimal(value) for name, value in row.figures.items()}) for row in rows]
    for again in (rows, reversed(rows), titles, finer, rows[:1], [wage(hourly_median="21.5")]):
        assert load(candidate(*again), FETCHED) is None
    assert counts() == before


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_is_no_part_of_the_fingerprint(shuffle: random.Random) -> None:
    rows = [wage(place, industry, employment=10) for place in ("us", "ca", "wa") for industry in ("", "hospitals")]
    mixed = rows[:]
    shuffle.shuffle(mixed)
    assert digest(list(mixed)) == digest(list(rows))


@pytest.mark.parametrize(
    "other",
    [
        wage(hourly_median="21.51"),
        wage(hourly_median="21.50", marks={"annual_median": "#"}),
        wage("ca", hourly_median="21.50"),
        wage("us", "hospitals", hourly_median="21.50"),
        replace(wage(hourly_median="21.50"), ownership="5"),
        replace(wage(hourly_median="21.50"), hourly_only=True),
        replace(wage(hourly_median="21.50"), occupation_code="31-1131"),
        wage(hourly_p25="21.50"),
        wage(hourly_median="21.50", employment=0),
    ],
)
def test_whatever_a_row_says_is_part_of_the_fingerprint(other: WageRow) -> None:
    assert digest([other]) != digest([wage(hourly_median="21.50")])


@pytest.mark.django_db
def test_other_rows_of_the_same_period_are_another_edition() -> None:
    first = loaded(wage(hourly_median="21.50"))
    second = loaded(wage(hourly_median="21.60"))
    assert [first.edition, second.edition] == [1, 2]
    assert str(second).endswith("May 2031, loading 2")
    assert figures(first)["99", "000000"] == {"hourly_median": Decimal("21.50")}
    assert figures(second)["99", "000000"] == {"hourly_median": Decimal("21.60")}


@pytest.mark.django_db
def test_a_wrong_loading_can_be_put_right_by_loading_the_right_files_again() -> None:
    """Otherwise a wrong edition of an older period, which nobody approves, would stay in the figures over time."""
    loaded(wage(hourly_median="9.00"), period="2001-05", label="May 2001")
    loaded(wage(hourly_median="90.00"), period="2001-05", label="May 2001")
    right = loaded(wage(hourly_median="9.00"), period="2001-05", label="May 2001")
    assert right.edition == 3
    assert history(WAGES)[0] == right


@pytest.mark.django_db
def test_files_of_what_readers_see_are_not_loaded_again_because_of_an_edition_that_nobody_approved() -> None:
    shown = loaded(wage(hourly_median="21.50"))
    make_current(shown, "Right")
    loaded(wage(hourly_median="99.00"))
    again = candidate(wage(hourly_median="21.50"))
    assert held_as(again) == shown
    assert load(again, FETCHED) is None
    assert held_as(candidate(wage(hourly_median="21.70"))) is None


@pytest.mark.django_db
def test_what_the_database_refuses_is_an_error_of_the_database() -> None:
    before = counts()
    falling = wage("ca", hourly_p10="20.00", hourly_p25="19.00")
    with pytest.raises(IntegrityError, match="wage_hourly_p10_is_not_above_p25"):
        loaded(wage(hourly_median="20.00"), falling)
    with pytest.raises(IntegrityError, match="wage_row_is_unique"):
        loaded(wage(hourly_median="20.00"), wage(hourly_median="20.00"))
    assert counts() == before


# Rows carried over --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_files_of_one_period_add_up() -> None:
    loaded(wage(hourly_median="21.50"), wage("us", "hospitals", hourly_median="22.50"))
    both = loaded(wage("ca", hourly_median="25.00"), wage("99990", hourly_median="26.00"))
    assert both.rows == 4
    assert set(figures(both)) == {("99", "000000"), ("99", "622000"), ("06", "000000"), ("99990", "000000")}
    # The files of the nation again: what they hold is as it was, and the states are still there.
    assert load(candidate(wage(hourly_median="21.50")), FETCHED) is None


@pytest.mark.django_db
def test_a_file_replaces_all_that_it_speaks_of() -> None:
    loaded(wage(hourly_median="21.50"), wage("ca", hourly_median="25.00"), wage("wa", hourly_median="28.00"))
    second = loaded(wage("ca", hourly_median="25.50"))
    assert figures(second) == {
        ("99", "000000"): {"hourly_median": Decimal("21.50")},
        ("06", "000000"): {"hourly_median": Decimal("25.50")},
    }, "Washington is not in the new file of states"


@pytest.mark.django_db
def test_nothing_is_carried_over_from_another_period() -> None:
    loaded(wage(hourly_median="21.50"))
    assert loaded(wage("ca", hourly_median="25.00"), period="2032-05").rows == 1


# What cannot be loaded ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hourly_median", Decimal("21.975")),
        ("location_quotient", Decimal("0.001")),
        ("annual_median", Decimal("45690.5")),
        ("employment", Decimal("0.1")),
        ("hourly_mean", Decimal("NaN")),
        ("hourly_mean", Decimal("10000000")),  # more digits than the column has
        ("annual_mean", 2**31),
    ],
)
def test_digits_that_would_be_lost_are_refused(name: str, value: Decimal) -> None:
    before = counts()
    with pytest.raises((ValueError, DataError)):
        loaded(wage("ca", hourly_median="20.00"), wage("99990", "new", **{name: value}))
    assert counts() == before, "not even the new area and industry"


@pytest.mark.django_db
def test_zeros_at_the_end_are_no_digits() -> None:
    release = loaded(wage(hourly_median="21.5000", annual_median="45690.00"))
    assert figures(release)["99", "000000"] == {"hourly_median": Decimal("21.50"), "annual_median": 45_690}


@pytest.mark.django_db
def test_a_state_that_is_not_known_is_never_made() -> None:
    before = counts()
    unknown = replace(wage("ca"), area_code="98", area_title="Atlantis")
    with pytest.raises(KeyError, match="98"):
        loaded(wage(hourly_median="20.00"), unknown)
    assert counts() == before


# Two at once --------------------------------------------------------------------------------------------------------


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with copied_database(django_db_blocker, "releases"):
        yield


class Loading(threading.Thread):
    """Loads in a thread with a connection of its own; `release` is what came of it."""

    def __init__(self, files: Candidate) -> None:
        super().__init__(daemon=True)
        self.files = files
        self.release: Release | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.release = load(self.files, FETCHED)
        except BaseException as error:  # told by the test
            self.error = error
        finally:
            connection.close()


def waits_for_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def while_the_first_loads(first: Candidate, second: Candidate) -> tuple[Release, Loading]:
    """The second begins while the first has written and not ended; it must wait for it."""
    with transaction.atomic():
        release = load(first, FETCHED)
        other = Loading(second)
        other.start()
        deadline = time.monotonic() + 20
        while not waits_for_lock():
            assert other.is_alive(), other.error
            assert time.monotonic() < deadline
            time.sleep(0.02)
    other.join(timeout=20)
    assert not other.is_alive()
    assert other.error is None
    assert release is not None
    return release, other


@pytest.mark.usefixtures("committed")
def test_a_second_loading_waits_for_the_first_and_builds_on_it() -> None:
    nation = candidate(wage(hourly_median="21.50"))
    first, same = while_the_first_loads(nation, nation)
    assert same.release is None, "the same files at once are loaded once"
    states = candidate(wage("ca", hourly_median="25.00"))
    industries = candidate(wage("us", "hospitals", hourly_median="22.00"))
    second, third = while_the_first_loads(states, industries)
    assert third.release is not None
    assert [first.edition, second.edition, third.release.edition] == [1, 2, 3]
    assert set(figures(third.release)) == {("99", "000000"), ("06", "000000"), ("99", "622000")}, "nothing is lost"


# Which one is current -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_making_current_moves_the_pointer_and_keeps_who_and_why() -> None:
    user, release = UserFactory(), loaded(wage())
    others = {name: found for name, found in current_releases().items() if name != WAGES}
    move = make_current(release, "  Compared by hand  ", user)
    assert (move.release, move.note, move.moved_by, move.data_set) == (release, "Compared by hand", user, WAGES)
    assert current_release(WAGES) == release
    assert current_releases() == {**others, WAGES: release}


@pytest.mark.django_db
@pytest.mark.parametrize("note", ["", " ", "\n\t"])
def test_a_note_is_required(note: str) -> None:
    before, release = ReleaseMove.objects.count(), loaded(wage())
    with pytest.raises(ReleaseProblem, match="note is required"):
        make_current(release, note)
    with pytest.raises(ReleaseProblem):
        undo(WAGES, note)
    assert ReleaseMove.objects.count() == before


@pytest.mark.django_db
def test_what_is_current_is_not_made_current_again() -> None:
    release = loaded(wage())
    make_current(release, "Once")
    with pytest.raises(ReleaseProblem, match="is the current release already"):
        make_current(release, "Twice")
    assert release.moves.count() == 1


@pytest.mark.django_db
def test_undoing_goes_back_and_undoing_twice_returns() -> None:
    user, first, second = UserFactory(), loaded(wage()), loaded(wage(employment=10))
    make_current(first, "First")
    make_current(second, "Second")
    assert previous_release(WAGES) == first
    move = undo(WAGES, "A mistake", user)
    assert (move.release, move.note, move.moved_by) == (first, "A mistake", user)
    assert current_release(WAGES) == first
    undo(WAGES, "No mistake after all")
    assert current_release(WAGES) == second
    notes = ["No mistake after all", "A mistake", "Second", "First"]
    assert list(ReleaseMove.objects.filter(data_set=WAGES).values_list("note", flat=True)[:4]) == notes


@pytest.mark.django_db
def test_there_is_nothing_to_undo_before_a_second_release() -> None:
    with pytest.raises(ReleaseProblem, match="nothing to go back to"):
        undo(DataSet.PRICE_PARITIES, "The one that ships is the only one")


@pytest.mark.django_db
def test_current_releases_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert set(current_releases()) == set(DataSet)


# Figures over time --------------------------------------------------------------------------------------------------


def periods() -> list[str]:
    return [release.period for release in history(WAGES)]


@pytest.mark.django_db
def test_an_older_release_joins_the_series_by_being_loaded() -> None:
    before = periods()
    older = loaded(wage(), period="2001-05", label="May 2001")
    assert periods() == ["2001-05", *before]
    again = loaded(wage(employment=10), period="2001-05", label="May 2001")
    assert history(WAGES)[0] == again != older


@pytest.mark.django_db
def test_a_newer_release_joins_by_approval_alone() -> None:
    before = periods()
    newer = loaded(wage())
    assert periods() == before
    make_current(newer, "Approved")
    assert periods() == [*before, "2031-05"]
    undo(WAGES, "Too early")
    assert periods() == before


@pytest.mark.django_db
def test_another_edition_of_the_current_period_waits_for_approval() -> None:
    current = current_release(WAGES)
    assert current is not None
    other = loaded(wage(), period=current.period, label=current.label)
    assert history(WAGES)[-1] == current
    make_current(other, "Corrected by the agency")
    assert history(WAGES)[-1] == other
    assert len(set(periods())) == len(periods())


@pytest.mark.django_db
def test_an_older_release_made_current_ends_the_series() -> None:
    make_current(loaded(wage(), period="2001-05", label="May 2001"), "A look back")
    assert periods() == ["2001-05"]


@pytest.mark.django_db
def test_a_data_set_without_current_release_has_no_history() -> None:
    assert history("no-such-data-set") == []


# What would change --------------------------------------------------------------------------------------------------


@pytest.fixture
def base(db: None) -> Release:
    """The current release of these tests: nation, two states, one industry."""
    release = loaded(
        wage(hourly_median="20.00", annual_median=41_600, employment=1_000),
        wage("ca", hourly_median="25.00", employment=100),
        wage("wa", hourly_median="28.00", employment=100),
        wage("us", "hospitals", hourly_median="22.00"),
    )
    make_current(release, "Base")
    return release


NEXT = {"period": "2032-05", "label": "May 2032"}


def cell(found: Any) -> list[tuple[str, str, str | None, str | None, str]]:
    return [(cell.row, cell.figure, cell.before, cell.after, str(cell.percent)) for cell in found]


def test_difference_counts_each_row_once(base: Release) -> None:
    found = difference(
        candidate(
            wage(hourly_median="20.50", annual_median=42_640, employment=1_000),  # changed
            wage("ca", hourly_median="25.00", employment=100),  # the same
            wage("pr", hourly_median="12.00"),  # added; Washington is gone
            wage("us", "hospitals", hourly_median="22.00"),  # the same
            **NEXT,
        )
    )
    assert (found.added, found.removed, found.changed, found.same) == (1, 1, 1, 2)
    assert found.against == base
    assert found.added_rows == ["Medical Assistants, Puerto Rico"]
    assert found.removed_rows == ["Medical Assistants, Washington"]
    nation = "Medical Assistants, United States"
    assert cell(found.cells) == [
        (nation, "hourly_median", "20.00", "20.50", "2.5"),
        (nation, "annual_median", "41600", "42640", "2.5"),
    ]
    assert found.outliers == []
    assert not found.is_empty
    assert found.lines()[0].endswith("1 added, 1 changed, 1 removed, 2 the same.")


def test_difference_names_what_is_unusual(base: Release) -> None:
    found = difference(
        candidate(
            wage(hourly_median="22.40", annual_median=46_592, employment=1_500),  # + 12 % and + 50 %: not yet
            wage("ca", hourly_median="28.01", employment=151),  # + 12.04 % and + 51 %
            wage("wa", marks={"hourly_median": "*"}, employment=100),  # came or went
            wage("us", "hospitals", hourly_median="22.00"),
            **NEXT,
        )
    )
    assert {(item.row.split(", ")[1], item.figure, item.after) for item in found.outliers} == {
        ("California", "employment", "151"),
        ("Washington", "hourly_median", "*"),
    }
    assert "Washington: hourly median 28.00 → *" in "\n".join(found.lines())


def test_an_increase_just_above_the_limit_is_unusual(base: Release) -> None:
    found = difference(candidate(wage("ca", hourly_median="28.03", employment=100), **NEXT))  # 12.12 %, told as 12.1
    assert cell(found.outliers) == [("Medical Assistants, California", "hourly_median", "25.00", "28.03", "12.1")]


def test_difference_says_which_files_are_missing(base: Release) -> None:
    found = difference(candidate(wage("ca", hourly_median="25.00", employment=100), **NEXT))
    assert found.missing_scopes == ["3-digit industries", "nation"]
    assert (found.removed, found.removed_rows) == (1, ["Medical Assistants, Washington"]), "of the same file alone"
    assert "The current release also holds nation; this one does not." in found.lines()


def test_difference_counts_what_is_carried_over_as_the_same(base: Release) -> None:
    found = difference(candidate(wage("us", "hospitals", hourly_median="22.00")))
    assert (found.added, found.removed, found.changed, found.same) == (0, 0, 0, 4)
    assert found.missing_scopes == []
    assert found.is_empty


def test_difference_names_new_areas(base: Release) -> None:
    found = difference(candidate(wage("99990", hourly_median="30.00"), wage("ca"), **NEXT))
    assert found.new_areas == ["Twin Rivers, WA-OR"]
    assert not Area.objects.filter(code="99990").exists(), "it only reads"


def test_difference_in_other_figures_and_names(base: Release) -> None:
    """Any figure makes a row changed; titles do not."""
    rows = [row for row in stored_rows(base) if isinstance(row, WageRow)]
    renamed = [replace(row, area_title="Renamed", occupation_title="Renamed") for row in rows]
    assert difference(candidate(*renamed, **NEXT)).is_empty
    finer = [replace(row, figures={**row.figures, "mean_rse": Decimal("0.4")}) for row in rows]
    found = difference(candidate(*finer, **NEXT))
    assert (found.changed, found.cells) == (4, []), "the list shows the main figures"


@pytest.mark.django_db
def test_difference_without_a_current_release() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE careers_releasemove")
    found = difference(candidate(wage(employment=1)))
    assert (found.against, found.added, found.removed) == (None, 1, 0)
    assert found.lines()[0].startswith("No release of this data set is current yet")
    assert found.as_json()["against"] is None


def test_difference_as_json_can_be_kept(base: Release) -> None:
    found = difference(candidate(wage(hourly_median="40.00"), **NEXT))
    kept = json.loads(json.dumps(found.as_json()))
    assert kept["against"] == str(base)
    assert kept["outlier_count"] == len(kept["outliers"]) == len(found.outliers) > 0
    assert ["Medical Assistants, United States", "hourly_median", "20.00", "40.00", "100.0"] in kept["outliers"]


@pytest.mark.django_db
def test_the_shipped_release_against_itself_is_the_same() -> None:
    current = current_release(WAGES)
    assert current is not None
    found = difference(changed(current, lambda row: [row], **NEXT))
    assert (found.same, found.is_empty, found.missing_scopes) == (current.rows, True, [])


@pytest.mark.django_db
def test_nothing_is_carried_over_from_a_loading_that_was_taken_back() -> None:
    make_current(loaded(wage(employment=800_000)), "Nation first")
    make_current(loaded(wage("ca", employment=1)), "States too")
    undo(WAGES, "The states were wrong")
    again = loaded(wage("us", "hospitals", employment=100_000))
    assert set(figures(again)) == {("99", "000000"), ("99", "622000")}


@pytest.mark.django_db
def test_what_was_taken_back_is_no_history_until_it_is_current_again() -> None:
    right = loaded(wage(employment=800_000), period="2030-05", label="May 2030")
    wrong = loaded(wage(employment=1), period="2030-05", label="May 2030")
    make_current(right, "First")
    make_current(wrong, "Second")
    undo(WAGES, "Wrong")
    make_current(loaded(wage(employment=810_000)), "A new year")
    assert right in history(WAGES)
    assert wrong not in history(WAGES)
