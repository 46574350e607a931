"""Where an offer stands: nothing said that the published points do not bear out."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.models.labour import POINTS, RATES
from careers.standing import TOP_CODES, Place, Points, Standing, place_offer, points_of

WAGES = st.decimals(min_value=2, max_value=200, places=2)
SHARE = dict(zip(POINTS, map(Decimal, ("0.10", "0.25", "0.50", "0.75", "0.90")), strict=True))
TOP = Decimal("115.00")


def points(*values: str) -> dict[str, Decimal | int | str]:
    return {
        point: value if value in {"*", "#"} else Decimal(value)
        for point, value in zip(POINTS, values, strict=True)
        if value
    }


#: Medical assistants, May 2025: the nation and California.
NATION = points("17.33", "18.50", "21.97", "23.65", "28.52")
CALIFORNIA = points("18.89", "22.23", "23.88", "29.75", "37.16")


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, Decimal | int | str]:
    """Ranges as they are published: the highest points may be top-coded, any other may be missing."""
    values: list[Decimal | str] = [*sorted(draw(st.lists(WAGES, min_size=5, max_size=5)))]
    values = ["#" if isinstance(value, Decimal) and value >= TOP else value for value in values]
    return {
        point: draw(st.sampled_from([value, value, value, "*"]))
        for point, value in zip(POINTS, values, strict=True)
        if draw(st.integers(0, 9))
    }


def known(published: Points) -> dict[str, Decimal]:
    return {point: value for point, value in published.items() if isinstance(value, Decimal)}


@pytest.mark.parametrize(
    ("amount", "published", "sentence"),
    [
        (
            "20.00",
            NATION,
            "Between the 25th percentile ($18.50) and the median ($21.97): at least a quarter of medical assistants "
            "earn less, and at least half earn more.",
        ),
        (
            "25.00",
            NATION,
            "Between the 75th percentile ($23.65) and the 90th percentile ($28.52): at least three quarters of medical "
            "assistants earn less, and at least one in ten earn more.",
        ),
        (
            "16.50",
            NATION,
            "Below the 10th percentile ($17.33): at least nine in ten medical assistants earn more, and at most "
            "one in ten earn less.",
        ),
        (
            "40",
            CALIFORNIA,
            "Above the 90th percentile ($37.16): at least nine in ten medical assistants earn less, and at most "
            "one in ten earn more. How far above is not published.",
        ),
        (
            "23.88",
            CALIFORNIA,
            "The same as the median ($23.88): at most half of medical assistants earn less, and at most half earn "
            "more.",
        ),
        (  # Wholesalers of equipment, May 2025: three points are one.
            "21.09",
            points("19.37", "21.09", "21.09", "21.09", "21.48"),
            "The same as the 25th percentile, the median and the 75th percentile ($21.09): at most a quarter of "
            "medical assistants earn less, and at most a quarter earn more.",
        ),
        (
            "20.00",
            points("*", "*", "*", "*", "*"),
            "The range of pay of medical assistants is not published, so we cannot say where this amount stands.",
        ),
        (
            "20.00",
            points("17.33", "18.50", "*", "23.65", "28.52"),
            "Between the 25th percentile ($18.50) and the 75th percentile ($23.65): at least a quarter of medical "
            "assistants earn less, and at least a quarter earn more. The median is not published here.",
        ),
        (
            "110",
            points("40.00", "60.00", "90.00", "#", "#"),
            "Between the median ($90.00) and the 75th percentile ($115.00 or more): at least half of medical "
            "assistants earn less, and at least a quarter earn more.",
        ),
        (
            "120",
            points("40.00", "60.00", "90.00", "100.00", "#"),
            "Above the 75th percentile ($100.00): at least three quarters of medical assistants earn less, and at "
            "most a quarter earn more. The 90th percentile is $115.00 or more; on which side this is cannot be told.",
        ),
        (
            "115",
            points("#", "#", "#", "#", "#"),
            "All that is published of the range of pay of medical assistants is that it lies at or above $115.00, so "
            "we cannot say where this amount stands.",
        ),
    ],
)
def test_sentences(amount: str, published: Points, sentence: str) -> None:
    assert place_offer(Decimal(amount), published, top_code=TOP).sentence("medical assistants") == sentence


def test_a_year_is_told_in_whole_dollars() -> None:
    standing = place_offer(Decimal(40_000), points("36050", "38470", "45690", "49180", "59310"), "year")
    assert standing.sentence().startswith("Between the 25th percentile ($38,470) and the median ($45,690)")


def test_an_unknown_top_code_settles_nothing() -> None:
    """Without the top code "#" may be any wage from the point before it on."""
    standing = place_offer(Decimal(95), points("40.00", "60.00", "90.00", "*", "#"))
    assert (standing.place, standing.above, standing.below) == (Place.ABOVE, "median", "")
    assert standing.unsure == ("p75", "p90")
    assert "the highest wage that is published or more" in standing.sentence()
    assert place_offer(Decimal(95), {"p90": "#"}, top_code=TOP).place == Place.BELOW


def test_a_missing_point_between_equal_ones_is_settled() -> None:
    standing = place_offer(Decimal("21.09"), points("19.37", "21.09", "*", "21.09", ""))
    assert (standing.at, standing.unsure) == (("p25", "p75"), ("p90",))


@pytest.mark.parametrize(
    "published",
    [
        {"p10": Decimal(20), "median": Decimal(19)},
        {"p10": Decimal(0)},
        {"p50": Decimal(20)},
        {"median": "21.97"},
        {"median": "#", "p75": Decimal(120)},
    ],
)
def test_points_that_cannot_be_are_refused(published: Points) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        place_offer(Decimal(20), published)


def test_points_of_an_estimate() -> None:
    figures = {f"{rate}_{point}": None for rate in RATES for point in POINTS}
    row = SimpleNamespace(**figures | {"annual_p10": 30_000, "marks": {"annual_p90": "#", "hourly_p10": "*"}})
    assert points_of(row, "year") == {"p10": 30_000, "p90": "#"}
    assert points_of(row, "hour") == {"p10": "*"}
    assert place_offer(Decimal(31_000), points_of(row, "year"), "year", TOP_CODES["2025-05"]["year"]).below == "p90"


def span(standing: Standing) -> tuple[int, int]:
    """How high the offer stands at the least and at the most, as a position among the points."""
    lowest = POINTS.index(standing.at[-1] if standing.at else standing.above) if standing.at or standing.above else -1
    highest = POINTS.index(standing.at[0] if standing.at else standing.below) if standing.at or standing.below else 5
    return lowest, highest


@given(ranges(), WAGES, WAGES)
def test_more_pay_never_stands_lower(published: Points, one: Decimal, other: Decimal) -> None:
    low, high = sorted([one, other])
    lower, higher = (span(place_offer(amount, published, top_code=TOP)) for amount in (low, high))
    assert lower[0] <= higher[0]
    assert lower[1] <= higher[1]


@given(ranges(), WAGES)
def test_never_closer_than_the_published_points(published: Points, amount: Decimal) -> None:
    standing = place_offer(amount, published, top_code=TOP)
    wages = known(published)
    assert not standing.above or wages[standing.above] < amount
    assert not standing.below or wages.get(standing.below, TOP) > amount
    assert all(wages[point] == amount for point in standing.at)
    # No known point lies nearer than the two that are named.
    assert not any(wages[standing.above] < wage < amount for wage in wages.values() if standing.above)
    assert (standing.place == Place.AT) == (amount in wages.values())
    if not wages and "#" not in published.values():
        assert standing.place == Place.NOT_PUBLISHED
    if standing.place in {Place.NOT_PUBLISHED, Place.NOT_TOLD}:
        assert "$0" not in standing.sentence()
        assert "%" not in standing.sentence()


@given(ranges(), WAGES)
def test_a_point_without_a_wage_is_never_taken_for_one(published: Points, amount: Decimal) -> None:
    """Leaving out what is marked changes no known side: a mark is neither zero nor endless."""
    without = place_offer(amount, known(published), top_code=TOP)
    standing = place_offer(amount, published, top_code=TOP)
    assert (without.above, without.at) == (standing.above, standing.at)
    assert without.below in {"", standing.below}
    assert not {standing.above, *standing.at} - {""} - set(known(published))


@given(ranges())
def test_at_each_point_and_a_cent_to_each_side(published: Points) -> None:
    cent = Decimal("0.01")
    for point, wage in known(published).items():
        assert point in place_offer(wage, published, top_code=TOP).at
        under, over = (place_offer(wage + step, published, top_code=TOP) for step in (-cent, cent))
        assert point not in {under.above, *under.at}
        assert point not in {over.below, *over.at}


@given(st.lists(WAGES, min_size=1, max_size=60), WAGES)
def test_shares_hold_among_real_people(people: list[Decimal], amount: Decimal) -> None:
    """For any group of people, whatever its ties, the shares in the sentences are true."""
    people.sort()
    count = len(people)
    # The first person up to whom at least that share is counted.
    published = {point: people[ceil(count * share) - 1] for point, share in SHARE.items()}
    standing = place_offer(amount, published)
    less, more = (sum(wage < amount for wage in people), sum(wage > amount for wage in people))
    if standing.above:
        assert less >= count * SHARE[standing.above]
        assert more <= count * (1 - SHARE[standing.above])
    if standing.below:
        assert more >= count * (1 - SHARE[standing.below])
        assert less <= count * SHARE[standing.below]
    if standing.at:
        assert less <= count * SHARE[standing.at[0]]
        assert more <= count * (1 - SHARE[standing.at[-1]])
