"""Tables of pay: which rows stand in them, in which order, and what a cell says when there is no figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from careers import pay_tables
from careers.facts.fact import ABSENT, Status, Unit
from careers.models import Industry, Jurisdiction, Projection, Release, Role
from careers.pay_tables import (
    SORTS,
    STATE_COLUMNS,
    Cell,
    by_setting,
    by_state,
    distribution,
    metro_areas,
    outlook,
    over_time,
)
from tests.factories import PriceParityFactory, ReleaseFactory, WageEstimateFactory

MA = "medical-assistant"


# Cells --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "text", "number", "exact"),
    [
        (Decimal("21.97"), Unit.HOURLY, "$21.97", "21.97", "21.97"),
        (Decimal(45_690), Unit.ANNUAL, "$45,690", "45690", "45690"),
        (Decimal(817_870), Unit.JOBS, "817,870", "817870", "817870"),
        (Decimal("55.3123"), Unit.PERCENT, "55.3%", "55.3", "55.3123"),
        (Decimal("5.493"), Unit.PER_1000, "5.5", "5.5", "5.493"),
        (Decimal(0), Unit.JOBS, "0", "0", "0"),
        (Decimal("-1.5"), Unit.PERCENT, "-1.5%", "-1.5", "-1.5"),
    ],
)
def test_a_cell_for_people_for_machines_and_for_sorting(
    value: Decimal, unit: Unit, text: str, number: str, exact: str
) -> None:
    found = Cell(value, unit, Status.PUBLISHED)
    assert (found.text, found.number, found.exact) == (text, number, exact)


@pytest.mark.parametrize("status", ABSENT)
def test_a_cell_without_figure_says_why_and_is_no_number(status: Status) -> None:
    found = Cell(None, Unit.HOURLY, status)
    assert found.text == ABSENT[status].strip("()")
    assert (found.number, found.exact) == ("", "")


# Range of pay -------------------------------------------------------------------------------------------------------


@pytest.fixture
def release(db: None) -> Release:
    return ReleaseFactory(current=True)


@pytest.mark.django_db
def test_the_range_of_the_shipped_release() -> None:
    found = distribution(MA)
    points = [(point.name, point.hourly.text, point.annual.text) for point in found.points()]
    assert points == [
        ("10th percentile", "$17.33", "$36,050"),
        ("25th percentile", "$18.50", "$38,470"),
        ("Median (50th percentile)", "$21.97", "$45,690"),
        ("75th percentile", "$23.65", "$49,180"),
        ("90th percentile", "$28.52", "$59,310"),
    ]
    assert (found.place, found.place_title, found.caution) == ("the United States", "United States", "")
    assert distribution(MA, "pr").caution.startswith("Very imprecise")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "place"), [("no-such-role", "us"), (MA, "zz"), (MA, ""), ("", ""), ("", "us")])
def test_a_range_that_does_not_exist_is_empty(role: str, place: str) -> None:
    found = distribution(role, place)
    assert found.row is None
    assert {point.hourly.status for point in found.points()} == {Status.MISSING}


def test_a_role_that_is_not_measured_has_no_range(release: Release) -> None:
    role = Role.objects.create(key="new", name="new", plural="new ones", fit="none", fit_note="Not counted apart.")
    WageEstimateFactory(release=release)
    found = distribution("new")
    assert (found.role, found.row) == (role, None)


def test_all_owners_stand_for_the_place(release: Release) -> None:
    for ownership, median in (("5", 30), ("1235", 20), ("3", 25)):
        WageEstimateFactory(release=release, ownership=ownership, hourly_median=median)
    assert distribution(MA).points()[2].hourly.text == "$20.00"


# By setting ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_settings_in_their_own_order_with_their_share() -> None:
    table = by_setting(MA)
    assert [row.industry for row in table.rows] == list(
        Industry.objects.exclude(setting_order=None).order_by("setting_order")
    )
    shares = {row.industry.code: row.cells["share"].text for row in table.rows}
    assert shares["621100"] == "55.3%"
    assert len(shares) >= 5


def test_a_share_needs_both_numbers(release: Release) -> None:
    WageEstimateFactory(release=release, work="hospitals", employment=250)
    share = {row.industry.key: row.cells["share"] for row in by_setting(MA).rows}["hospitals"]
    assert (share.value, share.status) == (None, Status.MISSING), "of how many is not known"
    WageEstimateFactory(release=release, employment=1_000)
    shares = {row.industry.key: row.cells["share"] for row in by_setting(MA).rows}
    assert shares["hospitals"].text == "25.0%"
    assert {share.status for key, share in shares.items() if key != "hospitals"} == {Status.MISSING}


def test_a_suppressed_setting_has_no_share(release: Release) -> None:
    WageEstimateFactory(release=release, employment=1_000)
    WageEstimateFactory(release=release, work="hospitals", marks={"employment": "**"})
    share = {row.industry.key: row.cells["share"] for row in by_setting(MA).rows}["hospitals"]
    assert (share.value, share.status) == (None, Status.NOT_AVAILABLE)


# Over time ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_period_once_oldest_first() -> None:
    rows = over_time(MA).rows
    assert [row.year for row in rows] == list(range(2015, 2026))
    assert [rows[0].cells["hourly_median"].text, rows[-1].cells["hourly_median"].text] == ["$14.71", "$21.97"]


def test_a_period_without_the_role_stays_as_a_gap(release: Release) -> None:
    rows = over_time(MA).rows
    assert (rows[-1].name, rows[-1].cells["hourly_median"].text) == ("May 2031", "no figure")
    assert rows[-2].cells["hourly_median"].text == "$21.97"


# By place -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_states_nation_and_territories_apart() -> None:
    table = by_state(MA)
    assert len(table.rows) == 51
    assert table.nation is not None
    assert table.nation.cells["hourly_median"].text == "$21.97"
    assert "pr" in {row.area.key for row in table.territories}
    assert not {row.area.key for row in table.territories} & {row.area.key for row in table.rows}
    assert [release.label for release in table.releases] == ["May 2025", "2023"]
    assert table.period == "May 2025"


@pytest.mark.django_db
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("region", ["", *Jurisdiction.Region.values])
def test_orders_and_regions(sort: str, region: str) -> None:
    table = by_state(MA, sort, region)
    assert (table.sort, table.region) == (sort, region)
    assert {row.jurisdiction.region for row in table.rows if row.jurisdiction} <= {region} if region else True
    if sort == "place":
        assert [row.name for row in table.rows] == sorted(row.name for row in table.rows)
    else:
        values = [row.cells[sort].value for row in table.rows]
        known = [value for value in values if value is not None]
        assert values == [*sorted(known, reverse=True), *[None] * (len(values) - len(known))]


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["", "name", "hourly", "hourly_median ", "HOURLY_MEDIAN", "__class__", "\x00", "é"])
def test_unknown_orders_and_regions_count_as_not_given(odd: str) -> None:
    table = by_state(MA, odd, odd)
    assert (table.sort, table.region, len(table.rows)) == ("place", "", 51)


def test_equal_places_stand_in_the_order_of_their_names(release: Release) -> None:
    for place, median in (("wa", 20), ("ca", 20), ("me", 30), ("tx", 20)):
        WageEstimateFactory(release=release, place=place, hourly_median=median)
    WageEstimateFactory(release=release, place="ak", marks={"hourly_median": "*"})
    names = [row.name for row in by_state(MA, "hourly_median").rows]
    assert names[:4] == ["Maine", "California", "Texas", "Washington"]
    assert names[4:] == sorted(names[4:]), "those without a number last"
    assert len(names) == 51


def test_real_pay_by_hand(release: Release) -> None:
    """$23.88 at a level of 112.581: 23.88 × 100 ÷ 112.581 = 21.2114…"""
    prices = ReleaseFactory(data_set="price-parities", period="2031", label="2031", current=True)
    PriceParityFactory(release=prices, place="ca", all_items=Decimal("112.581"))
    PriceParityFactory(release=prices, place="tx", all_items=Decimal("97.000"))
    WageEstimateFactory(release=release, place="ca", hourly_median=Decimal("23.88"))
    WageEstimateFactory(release=release, place="tx", marks={"hourly_median": "*"})
    WageEstimateFactory(release=release, place="me", hourly_median=20)
    rows = {row.area.key: row.cells["real_hourly_median"] for row in by_state(MA).rows}
    assert rows["ca"].text == "$21.21"
    assert (rows["tx"].value, rows["tx"].status) == (None, Status.NOT_AVAILABLE)
    assert (rows["me"].value, rows["me"].status) == (None, Status.MISSING)


@pytest.mark.django_db
def test_nothing_at_all_is_a_table_of_words() -> None:
    for data_set in ("oews", "price-parities", "projections"):
        ReleaseFactory(data_set=data_set, current=True)
    table = by_state(MA)
    cells = {cell.text for row in table.rows for cell in row.cells.values()}
    assert (cells, table.territories, len(table.rows)) == ({"no figure"}, [], 51)
    assert by_state("no-such-role").rows
    assert outlook(MA).row is None
    assert outlook(MA).leaving.text == outlook(MA).leaving_share.text == "not published"


@pytest.mark.django_db
def test_metropolitan_areas_of_every_state_they_reach_into() -> None:
    def areas(code: str) -> list[str]:
        return [row.area.key for row in metro_areas(MA, Jurisdiction.objects.get(code=code)).rows]

    assert "28140" in areas("mo")
    assert "28140" in areas("ks"), "Kansas City lies in two states"
    assert "28140" not in areas("wa")
    table = metro_areas(MA, Jurisdiction.objects.get(code="ca"))
    medians = [row.cells["hourly_median"].value for row in table.rows]
    known = [value for value in medians if value is not None]
    assert len(known) > 20
    assert medians[: len(known)] == sorted(known, reverse=True)
    assert set(medians[len(known) :]) <= {None}


@pytest.mark.django_db
def test_columns_and_cells_agree() -> None:
    for row in by_state(MA).rows:
        assert list(row.cells) == [column.key for column in STATE_COLUMNS]
        assert [cell.unit for cell in row.cells.values()] == [column.unit for column in STATE_COLUMNS]


# Outlook ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_most_openings_are_people_leaving() -> None:
    found = outlook(MA)
    assert (found.growth.text, found.jobs("openings").text) == ("12.5%", "112,300")
    parts = [found.jobs(name).value for name in ("exits", "transfers")]
    assert found.leaving.value == sum(part for part in parts if part is not None)
    assert found.leaving_share.text == "91%"


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["exits", "transfers", "openings"])
def test_leaving_needs_all_its_parts(missing: str) -> None:
    figures: dict[str, Any] = {"exits": Decimal("40.0"), "transfers": Decimal("50.0"), "openings": Decimal("100.0")}
    del figures[missing]
    release = ReleaseFactory(data_set="projections", period="2040-50", label="2040 to 2050", current=True)
    occupation = Role.objects.get(key=MA).occupation
    years = {"base_year": 2040, "projected_year": 2050, "marks": {missing: "—"}}
    Projection.objects.create(release=release, occupation=occupation, **years, **figures)
    found = outlook(MA)
    assert found.leaving_share.value is None
    assert found.leaving.text == ("90,000" if missing == "openings" else "not published")
    assert found.jobs(missing).text == "not published"


# What is remembered -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("remembering")
def test_a_table_is_found_once_for_all_its_orders(django_assert_num_queries: Any) -> None:
    by_state(MA)
    with django_assert_num_queries(1):  # the site version
        by_state(MA, "hourly_median")
    with django_assert_num_queries(1):
        assert by_state(MA, "employment", "west").rows
    assert [row.name for row in by_state(MA).rows] == sorted(row.name for row in by_state(MA).rows), "not disturbed"
    assert pay_tables.role_called("no-such-role") is None
