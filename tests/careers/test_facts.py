"""Facts: one grammar, the right value for every family, and an honest word where there is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from careers.facts import FAMILIES, Format, Status, Unit, UnknownFact, fact, facts_by_id, parse, resolve
from careers.facts.fact import ABSENT, SHAPES, Fact
from careers.facts.grammar import Key
from careers.facts.values import FACTS
from careers.models import FactKey, Release
from tests.factories import FactKeyFactory, PriceParityFactory, ReleaseFactory, WageEstimateFactory

MA = "medical-assistant"
# As printed in the official tables of the releases that ship: one key or more of every family.
PUBLISHED = {
    "wage.medical-assistant.us.hourly.median": ("$21.97", "$21.97 an hour"),
    "wage.medical-assistant.us.annual.median": ("$45,690", "$45,690 a year"),
    "wage.medical-assistant.us.annual.p90": ("$59,310", "$59,310 a year"),
    "wage.medical-assistant.wa.hourly.median": ("$28.50", "$28.50 an hour"),
    "wage.medical-assistant.ms.hourly.median": ("$17.00", "$17.00 an hour"),
    "wage.registered-nurse.us.annual.median": ("$97,550", "$97,550 a year"),
    "wage.medical-assistant.28140.hourly.median": ("$21.78", "$21.78 an hour"),
    "employment.medical-assistant.us": ("817,870", "817,870 jobs"),
    "employment.medical-assistant.ca": ("117,060", "117,060 jobs"),
    "employment-share.medical-assistant.us.offices-of-physicians": ("55.3%", "55.3%"),
    "jobs-per-1000.medical-assistant.vt": ("3.8", "3.8 of 1,000 jobs"),
    "location-quotient.medical-assistant.vt": ("0.72", "0.72"),
    "series.medical-assistant.us.2015.hourly.median": ("$14.71", "$14.71 an hour"),
    "series.medical-assistant.us.2025.hourly.median": ("$21.97", "$21.97 an hour"),
    "projection.medical-assistant.us.growth": ("12.5%", "12.5%"),
    "projection.medical-assistant.us.openings": ("112,300", "112,300 jobs"),
    "projection.medical-assistant.us.employment-base": ("811,000", "811,000 jobs"),
    "price-parity.ca": ("112.6", "112.6"),
    "price-parity.me": ("97.1", "97.1"),
    # $22.88 / 0.971, rounded to the cent by hand: 23.5633… and, to ten dollars, $47,580 / 0.971 = 49,001.03.
    "real-wage.medical-assistant.me.hourly.median": ("$23.56", "$23.56 an hour"),
    "real-wage.medical-assistant.me.annual.median": ("$49,000", "$49,000 a year"),
    "rank.wage.medical-assistant.hourly.median.1.place": ("Washington", "Washington"),
    "rank.wage.medical-assistant.hourly.median.1.value": ("$28.50", "$28.50 an hour"),
    "rank.wage.medical-assistant.hourly.median.last.value": ("$17.00", "$17.00 an hour"),
    "period.oews": ("May 2025", "May 2025"),
    "period.projections": ("2024 to 2034", "2024 to 2034"),
    "period.price-parities": ("2023", "2023"),
    "period.onet": ("29.3", "29.3"),
    "onet.medical-assistant.task.2028.relevance": ("70%", "70% of workers"),
    "onet.medical-assistant.skill.service-orientation.importance": ("3.50", "3.50 of 5"),
}
OTHERS = [
    *("wage-error.medical-assistant.us", "employment-error.medical-assistant.us", "count.above-nation.cna.annual.mean"),
    *("range.wage-error.medical-assistant.highest", "rank.price-parity.all-items.last-2.place"),
    *("wage.medical-assistant.us.hospitals.hourly.p10", "employment.medical-assistant.us.hospitals"),
]


# The grammar --------------------------------------------------------------------------------------------------------


def test_the_examples_name_every_family() -> None:
    assert {parse(key).family for key in [*PUBLISHED, *OTHERS]} == set(FAMILIES) == set(FACTS)


@pytest.mark.parametrize("key", [*PUBLISHED, *OTHERS])
def test_a_key_comes_back_with_its_parts(key: str) -> None:
    parsed = parse(key)
    assert parsed.text == key
    assert key.startswith(parsed.family)


def test_the_parts_of_a_key() -> None:
    assert parse("wage.cna.31080.hourly.p10") == Key(
        "wage.cna.31080.hourly.p10", "wage", role="cna", place="31080", rate="hourly", point="p10"
    )
    assert parse("wage.cna.us.hospitals.annual.mean").industry == "hospitals"
    assert parse("series.cna.us.2016.employment").year == 2016
    assert parse("price-parity.ca").measure == "all-items"
    assert parse("rank.real-wage.cna.annual.median.last-3.place").rank == "last-3"


@pytest.mark.parametrize(
    "wrong",
    [
        *("", ".", "wage", "wage.", "wages.cna.us.hourly.median", "wage.cna.us.hourly", "wage.cna.us.hourly.p50"),
        *("wage.cna.usa.hourly.median", "wage.cna.6.hourly.median", "Wage.cna.us.hourly.median", "wage..us.hourly.p10"),
        *("wage.cna.us.hourly.median.extra", "employment.cna.us.hospitals.extra", "employment-share.cna.ca.hospitals"),
        *("series.cna.ca.2016.employment", "series.cna.us.1799.employment", "series.cna.us.2016.jobs"),
        *("projection.cna.us.decline", "price-parity.ca.food", "rank.wage.cna.hourly.median.0.place"),
        *("rank.wage.cna.hourly.median.last-1.place", "rank.employment.cna.1.place", "range.wage-error.cna.middle"),
        *("period.census", "onet.cna.task.12.importance.more", "onet.cna.skill.speaking.relevance"),
        *("count.below-nation.cna.hourly.median", "wage.cna.us.hourly.median ", "wage.cna.us.hourly.median\n"),
    ],
)
def test_other_keys_are_refused_in_words(wrong: str) -> None:
    with pytest.raises(UnknownFact) as refused:
        parse(wrong)
    assert "is not a fact" in str(refused.value)
    assert "is wanted where" in str(refused.value)


WORDS = [part for key in [*PUBLISHED, *OTHERS] for part in key.split(".")]


@given(st.lists(st.sampled_from(sorted(set(WORDS))) | st.text(max_size=6), max_size=8).map(".".join))
@example("rank.price-parity.housing.1.place")
@example("series.cna.us.20٣٤.employment")
@example("wage.cna.٣٤٣٤٣.hourly.p10")
def test_a_key_is_understood_or_unknown_and_nothing_else(text: str) -> None:
    try:
        parsed = parse(text)
    except UnknownFact:
        return
    assert parsed.text == text
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text), "the database keeps no other keys"


# Values of the releases that ship -----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("key", PUBLISHED)
def test_what_the_official_tables_print(key: str) -> None:
    found = fact(key)
    assert (found.text(), found.text(Format.UNIT)) == PUBLISHED[key]
    assert found.status is Status.PUBLISHED
    assert found.label
    assert found.period
    assert found.data_sets


@pytest.mark.django_db
@pytest.mark.parametrize("key", OTHERS)
def test_other_families_have_values_too(key: str) -> None:
    found = fact(key)
    assert found.is_published, found
    assert found.label.strip()
    assert found.machine


@pytest.mark.django_db
def test_both_says_hour_and_year_in_this_order() -> None:
    words = "$21.97 an hour, or $45,690 a year"
    assert fact("wage.medical-assistant.us.hourly.median").text(Format.BOTH) == words
    assert fact("wage.medical-assistant.us.annual.median").text(Format.BOTH) == words
    assert fact("employment.medical-assistant.us").text(Format.BOTH) == "817,870 jobs"


@pytest.mark.django_db
def test_period_and_place_are_forms_of_any_fact() -> None:
    assert fact("wage.medical-assistant.wa.hourly.median").text(Format.PERIOD) == "May 2025"
    assert fact("wage.medical-assistant.wa.hourly.median").text(Format.PLACE) == "Washington"
    assert fact("rank.wage.medical-assistant.hourly.median.1.value").text(Format.PLACE) == "Washington"
    assert fact("real-wage.medical-assistant.me.hourly.median").period == "May 2025 wages at 2023 prices"
    assert set(fact("real-wage.medical-assistant.me.hourly.median").data_sets) == {"oews", "price-parities"}


@pytest.mark.django_db
def test_keys_that_are_none_are_left_out_and_order_is_kept() -> None:
    keys = ["price-parity.me", "nonsense", "price-parity.ca", "price-parity.me"]
    assert list(resolve(keys)) == ["price-parity.me", "price-parity.ca"]
    with pytest.raises(UnknownFact):
        fact("nonsense")


@pytest.mark.django_db
def test_a_hundred_facts_cost_a_handful_of_queries() -> None:
    keys = [
        f"wage.{MA}.{place}.{rate}.{point}"
        for place in ("us", "ca", "tx", "me", "wa")
        for rate in ("hourly", "annual")
        for point in ("mean", "p10", "p25", "median", "p75", "p90")
    ]
    with CaptureQueriesContext(connection) as queries:
        assert len(resolve([*keys, *PUBLISHED, *OTHERS])) >= 90
    assert len(queries) <= 12, "one for each kind of row, and those that say what the words of the keys mean"


@pytest.mark.django_db
def test_facts_by_id() -> None:
    row = FactKeyFactory(key="price-parity.me")
    broken = FactKey.objects.create(key="no-such.family")
    found = facts_by_id([row.pk, broken.pk, 999_999])
    assert {pk: found[pk].key for pk in found} == {row.pk: "price-parity.me"}


# What has no value --------------------------------------------------------------------------------------------------


@pytest.fixture
def release() -> Release:
    return ReleaseFactory(current=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mark", "status"), [("*", Status.NOT_AVAILABLE), ("**", Status.NOT_AVAILABLE), ("#", Status.TOP_CODED)]
)
def test_a_mark_says_why_there_is_no_value(release: Release, mark: str, status: Status) -> None:
    column = "employment" if mark == "**" else "hourly_median"
    WageEstimateFactory(release=release, marks={column: mark})
    found = fact(f"employment.{MA}.us" if mark == "**" else f"wage.{MA}.us.hourly.median")
    assert (found.status, found.value, found.machine) == (status, None, "")
    for form in (Format.PLAIN, Format.UNIT, Format.BOTH):
        assert found.text(form) == ABSENT[status]
    assert found.text(Format.PERIOD) == "May 2031"


@pytest.mark.django_db
def test_a_missing_row_is_missing_and_never_zero(release: Release) -> None:
    WageEstimateFactory(release=release, place="us", hourly_median=20, annual_median=41_600, employment=10)
    for key in (f"wage.{MA}.tx.hourly.median", f"employment.{MA}.tx", f"employment-share.{MA}.us.hospitals"):
        found = fact(key)
        assert (found.status, found.value) == (Status.MISSING, None)
        assert found.text() == "(no figure)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key",
    [
        "wage.no-such-role.us.hourly.median",
        f"wage.{MA}.zz.hourly.median",
        f"wage.{MA}.99999.hourly.median",
        f"employment.{MA}.us.no-such-industry",
        f"series.{MA}.us.1998.employment",
        f"onet.{MA}.task.1.relevance",
        f"onet.{MA}.skill.no-such.importance",
        "price-parity.pr",
        f"real-wage.{MA}.pr.hourly.median",
        "projection.no-such-role.us.growth",
        "rank.wage.no-such-role.hourly.median.1.place",
    ],
)
def test_a_key_with_good_form_that_names_nothing_is_missing(key: str) -> None:
    found = fact(key)
    assert (found.status, found.value) == (Status.MISSING, None)
    assert found.text() == found.text(Format.BOTH) == "(no figure)"
    assert found.label


@pytest.mark.django_db
def test_only_one_rate_is_said_where_only_one_is_published(release: Release) -> None:
    WageEstimateFactory(release=release, annual_median=99_000, annual_only=True)
    assert fact(f"wage.{MA}.us.annual.median").text(Format.BOTH) == "$99,000 a year"
    assert fact(f"wage.{MA}.us.hourly.median").status is Status.MISSING


@pytest.mark.django_db
def test_every_family_says_something_when_nothing_is_loaded() -> None:
    """A release of each data set that holds no row at all."""
    for data_set in ("oews", "projections", "price-parities", "onet"):
        ReleaseFactory(data_set=data_set, period="2031", label="2031", current=True)
    for key, found in resolve([*PUBLISHED, *OTHERS]).items():
        if key.startswith("period."):
            assert found.text() == "2031"
        elif key.startswith("series."):
            assert found.is_published, "older years are history, whatever is current"
        else:
            assert found.status is Status.MISSING, key
        assert found.text()


# Derived ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_ranks_name_all_places_that_share_them(release: Release) -> None:
    for place, wage in (("ca", 30), ("tx", 25), ("me", 25), ("wa", 20), ("us", 26), ("pr", 40)):
        WageEstimateFactory(release=release, place=place, hourly_median=wage)
    WageEstimateFactory(release=release, place="ny", marks={"hourly_median": "*"})
    ranked = {rank: fact(f"rank.wage.{MA}.hourly.median.{rank}.place").text() for rank in ("1", "2", "3", "last", "5")}
    assert ranked == {
        "1": "California",
        "2": "Maine and Texas",
        "3": "Maine and Texas",
        "last": "Washington",
        "5": "(no figure)",
    }
    assert fact(f"rank.wage.{MA}.hourly.median.last-2.value").value == Decimal(25)
    assert fact(f"count.above-nation.{MA}.hourly.median").text() == "1", "territories and ties are not counted"


@pytest.mark.django_db
def test_the_share_is_computed_from_the_counts_of_jobs(release: Release) -> None:
    WageEstimateFactory(release=release, employment=3_000)
    WageEstimateFactory(release=release, work="hospitals", employment=1_000)
    assert fact(f"employment-share.{MA}.us.hospitals").text() == "33.3%"


@pytest.mark.django_db
def test_real_pay_needs_wage_and_price_level(release: Release) -> None:
    WageEstimateFactory(release=release, place="ca", hourly_median=30)
    WageEstimateFactory(release=release, place="tx", hourly_median=30)
    prices = ReleaseFactory(data_set="price-parities", period="2031", label="2031", current=True)
    PriceParityFactory(release=prices, place="ca", all_items=Decimal("112.6"))
    real = fact(f"real-wage.{MA}.ca.hourly.median")
    assert (real.text(Format.UNIT), real.period) == ("$26.64 an hour", "May 2031 wages at 2031 prices")
    assert fact(f"real-wage.{MA}.tx.hourly.median").status is Status.MISSING


@pytest.mark.django_db
def test_a_very_imprecise_estimate_says_so(release: Release) -> None:
    WageEstimateFactory(release=release, place="pr", hourly_median=9, mean_rse=Decimal("12.5"), employment=10)
    WageEstimateFactory(release=release, place="ca", hourly_median=9, mean_rse=Decimal("1.5"), employment=10)
    assert "12.5%" in fact(f"wage.{MA}.pr.hourly.median").caution
    assert fact(f"wage.{MA}.ca.hourly.median").caution == ""


@pytest.mark.django_db
def test_of_several_owners_all_of_them_are_meant(release: Release) -> None:
    WageEstimateFactory(release=release, work="hospitals", ownership="5", employment=10)
    WageEstimateFactory(release=release, work="hospitals", ownership="1235", employment=30)
    WageEstimateFactory(release=release, work="hospitals", ownership="3", employment=20)
    assert fact(f"employment.{MA}.us.hospitals").value == 30


@pytest.mark.django_db
def test_a_new_release_moves_every_fact_but_those_of_a_year(release: Release) -> None:
    WageEstimateFactory(release=release, hourly_median=50, annual_median=104_000)
    assert fact(f"wage.{MA}.us.hourly.median").text(Format.BOTH) == "$50.00 an hour, or $104,000 a year"
    assert fact("period.oews").text() == "May 2031"
    assert fact(f"series.{MA}.us.2025.hourly.median").text() == "$21.97"
    assert fact(f"series.{MA}.us.2031.hourly.median").text() == "$50.00"


# Words --------------------------------------------------------------------------------------------------------------


def test_every_unit_and_status_has_words() -> None:
    assert set(SHAPES) == set(Unit)
    assert set(ABSENT) == set(Status) - {Status.PUBLISHED}


def made(**changes: Any) -> Fact:
    values: dict[str, Any] = {
        "key": "wage.cna.us.hourly.mean",
        "label": "A wage",
        "unit": Unit.HOURLY,
        "value": Decimal("1234.5"),
        "status": Status.PUBLISHED,
        "period": "May 2025",
        "place": "Maine",
        "data_sets": ("oews",),
    }
    return Fact(**{**values, **changes})


@pytest.mark.parametrize(
    ("unit", "value", "plain", "with_unit"),
    [
        (Unit.HOURLY, Decimal("1234.5"), "$1,234.50", "$1,234.50 an hour"),
        (Unit.ANNUAL, Decimal(1_234_567), "$1,234,567", "$1,234,567 a year"),
        (Unit.JOBS, Decimal(0), "0", "0 jobs"),
        (Unit.PERCENT, Decimal("-2.34"), "-2.3%", "-2.3%"),
        (Unit.WHOLE_PERCENT, Decimal("69.6"), "70%", "70% of workers"),
        (Unit.QUOTIENT, Decimal("0.7"), "0.70", "0.70"),
        (Unit.TEXT, "Washington", "Washington", "Washington"),
    ],
)
def test_numbers_in_words(unit: Unit, value: Any, plain: str, with_unit: str) -> None:
    found = made(unit=unit, value=value)
    assert (found.text(), found.text("unit"), found.text("no-such-form")) == (plain, with_unit, plain)


def test_a_fact_without_period_or_place_says_so() -> None:
    found = made(period="", place="")
    assert (found.text(Format.PERIOD), found.text(Format.PLACE)) == ("(no figure)", "(no figure)")
