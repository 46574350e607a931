"""Amounts as people type them, hours against years, and pay at the nation's prices."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.pay import (
    LEAST,
    MOST,
    UNIT,
    Per,
    annual_to_hourly,
    dollars,
    hourly_to_annual,
    parse_amount,
    real_pay,
    real_pay_formula,
)

PER = st.sampled_from(["hour", "year"])
PARITIES = st.decimals(min_value=50, max_value=200, places=3)


@pytest.mark.parametrize(
    ("text", "per", "amount"),
    [
        ("21.50", "hour", "21.50"),
        ("$21.50", "hour", "21.50"),
        (" $ 21.5 ", "hour", "21.50"),
        ("21,50", "hour", "21.50"),
        ("21", "hour", "21.00"),
        ("21.", "hour", "21.00"),
        ("$21 an hour", "hour", "21.00"),
        ("21.50/hr", "hour", "21.50"),
        ("US$21.50 per hour", "hour", "21.50"),
        ("21.005", "hour", "21.01"),
        ("45,690", "year", "45690.00"),
        ("45690", "year", "45690.00"),
        ("45k", "year", "45000.00"),
        ("$45.5K a year", "year", "45500.00"),
        ("45,690.40 USD", "year", "45690.40"),
        ("45,690 dollars", "year", "45690.00"),
        ("45,690 annually", "year", "45690.00"),
        ("2", "hour", "2.00"),
        ("500", "hour", "500.00"),
        ("1,000,000", "year", "1000000.00"),
    ],
)
def test_amounts_as_people_type_them(text: str, per: Per, amount: str) -> None:
    assert parse_amount(text, per) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "per", "says"),
    [
        ("", "hour", "Write an amount"),
        ("   ", "hour", "Write an amount"),
        ("about twenty", "hour", "cannot read"),
        ("-21.50", "hour", "cannot read"),
        ("1e5", "year", "cannot read"),
        ("NaN", "hour", "cannot read"),
        ("٢١", "hour", "cannot read"),
        ("4,56,90", "year", "cannot read"),
        ("45,6900", "year", "cannot read"),
        ("20-22", "hour", "not a range"),
        ("$20 to $22", "hour", "not a range"),
        ("9" * 41, "year", "too long"),
        ("45,690", "hour", "looks like pay for a year"),
        ("45k", "hour", "looks like pay for a year"),
        ("21.50", "year", "looks like pay for an hour"),
        ("21.50 an hour", "year", "says an hour"),
        ("45,690 a year", "hour", "says a year"),
        ("1.99", "hour", "too little"),
        ("0", "hour", "too little"),
        ("500.01", "hour", "too much"),
        ("3,600", "year", "multiply it by 12"),
        ("1,000,000.01", "year", "too much"),
    ],
)
def test_amounts_that_are_refused_say_what_to_do(text: str, per: Per, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_amount(text, per)


@given(st.text(max_size=60), PER)
def test_any_text_gives_pay_that_is_possible_or_a_sentence(text: str, per: Per) -> None:
    try:
        amount = parse_amount(text, per)
    except ValueError as problem:
        said = str(problem)
        assert said.endswith(".")
        return
    assert LEAST[per] <= amount <= MOST[per]


@given(PER, st.data())
def test_what_we_write_we_read(per: Per, data: st.DataObject) -> None:
    amount = data.draw(st.decimals(min_value=LEAST[per], max_value=MOST[per], places=2))
    assert parse_amount(dollars(amount, per), per) == amount


def test_hours_and_years() -> None:
    # 21.97 * 2,080 = 45,697.60, to ten dollars 45,700. 45,690 ÷ 2,080 = 21.966…, to the cent 21.97.
    assert hourly_to_annual(Decimal("21.97")) == 45_700
    assert annual_to_hourly(45_690) == Decimal("21.97")
    # 17.00 * 2,080 = 35,360, as published for Mississippi.
    assert hourly_to_annual(Decimal("17.00")) == 35_360


@given(st.decimals(min_value=2, max_value=500, places=2))
def test_an_hour_becomes_a_year_and_comes_back(hourly: Decimal) -> None:
    """Ten dollars a year are half a cent an hour: at most one cent is lost."""
    assert abs(annual_to_hourly(hourly_to_annual(hourly)) - hourly) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("amount", "parity", "per", "real"),
    [
        # California, median of May 2025 at prices of 2023: 1.12581 * 21.21 = 23.8784; 1.12581 * 21.22 = 23.8897.
        ("23.88", "112.581", "hour", "21.21"),
        # Mississippi: 0.87292 * 19.47 = 16.9958; 0.87292 * 19.48 = 17.0045, which is 0.0045 off, the first 0.0042.
        ("17.00", "87.292", "hour", "19.47"),
        # Washington: 1.08562 * 26.25 = 28.4975; 1.08562 * 26.26 = 28.5084.
        ("28.50", "108.562", "hour", "26.25"),
        # District of Columbia, a year: 51,050 ÷ 1.10804 = 46,072.3.
        ("51050", "110.804", "year", "46070"),
        # Washington, a year: 59,290 ÷ 1.08562 = 54,613.95.
        ("59290", "108.562", "year", "54610"),
        # California, a year: 49,660 ÷ 1.12581 = 44,110.5. With the rounded 112.6 it would be 44,103, so 44,100.
        ("49660", "112.581", "year", "44110"),
        ("49660", "112.6", "year", "44100"),
        # Halves go up: 20.01 ÷ 2 = 10.005; 61,010 ÷ 2 = 30,505.
        ("20.01", "200", "hour", "10.01"),
        ("61010", "200", "year", "30510"),
        ("21.97", "100.000", "hour", "21.97"),
    ],
)
def test_real_pay_by_hand(amount: str, parity: str, per: Per, real: str) -> None:
    assert real_pay(Decimal(amount), Decimal(parity), per) == Decimal(real)


def test_formula_is_the_sum_that_was_done() -> None:
    assert real_pay_formula(Decimal("23.88"), Decimal("112.581"), "hour") == "$23.88 ÷ (112.581 ÷ 100) = $21.21"
    assert real_pay_formula(49_660, Decimal("112.581"), "year") == "$49,660 ÷ (112.581 ÷ 100) = $44,110"


def test_what_is_not_published_stays_so() -> None:
    assert real_pay(None, Decimal(100), "hour") is None
    assert real_pay(Decimal("22.17"), None, "hour") is None
    with pytest.raises(ValueError, match="above zero"):
        real_pay(Decimal("22.17"), Decimal(0), "hour")


@given(st.lists(st.decimals(min_value=2, max_value=500, places=2), min_size=2), PARITIES)
def test_real_pay_keeps_the_order_and_its_distance(amounts: list[Decimal], parity: Decimal) -> None:
    ordered = sorted(amounts)
    real = [real_pay(amount, parity, "hour") or Decimal(0) for amount in ordered]
    assert all(low <= high for low, high in pairwise(real))
    for amount, result in zip(ordered, real, strict=True):
        assert abs(result * parity / 100 - amount) <= UNIT["hour"] / 2 * parity / 100


@given(st.decimals(min_value=2, max_value=250, places=2), PARITIES)
def test_real_pay_scales(amount: Decimal, parity: Decimal) -> None:
    """Twice the pay buys twice as much, but for the rounding of each; dearer places never make pay worth more."""
    once, twice = real_pay(amount, parity, "hour"), real_pay(2 * amount, parity, "hour")
    assert once is not None
    assert twice is not None
    assert abs(twice - 2 * once) <= Decimal("0.015")
    assert (once >= amount) if parity <= 100 else (once <= amount)
