"""Pay in plain sums: what a visitor typed, an hour against a year, and what pay buys at the prices of a place.

Pure functions on exact numbers (`Decimal`); nothing here touches the database. `per` is "hour" or "year" throughout.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Per = Literal["hour", "year"]

#: The publisher's full-time year: 52 weeks of 40 hours. A yearly wage in the releases is the hourly one times this.
HOURS_A_YEAR = 2080
WORKWEEKS, MONTHS = 52, 12

#: How fine an amount is told: cents for an hour, ten dollars for a year, as in the releases.
UNIT: dict[Per, Decimal] = {"hour": Decimal("0.01"), "year": Decimal(10)}
#: What pay can be. Outside of it an amount is a slip of the pen, or pay for a week or a month.
LEAST: dict[Per, Decimal] = {"hour": Decimal(2), "year": Decimal(4_000)}
MOST: dict[Per, Decimal] = {"hour": Decimal(500), "year": Decimal(1_000_000)}
OTHER: dict[Per, Per] = {"hour": "year", "year": "hour"}

LONGEST = 40
_NUMBER = r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_AMOUNT = re.compile(rf"{_NUMBER}\s*(?P<thousand>k?)", re.IGNORECASE)
_COMMA_FOR_POINT = re.compile(r"(?P<whole>[0-9]{1,3}),(?P<cents>[0-9]{1,2})")
_UNIT_WORDS = re.compile(
    r"(?:/|\b(?:an?|per)\s+)\s*(?P<unit>hour|hr|h|year|yr|y|annum)\.?$|(?P<yearly>\bannually)$", re.IGNORECASE
)
_CURRENCY = re.compile(r"^(?:US)?\$|\b(?:USD|dollars?)\b", re.IGNORECASE)
_RANGE = re.compile(r"[0-9k]\s*(?:-|–|—|to|and)\s*\$?\s*[0-9]", re.IGNORECASE)


def dollars(amount: Decimal | int, per: Per) -> str:
    """ "$21.97" for an hour, "$45,690" for a year (cents only if there are any)."""
    exact = Decimal(amount)
    return f"${exact:,.2f}" if per == "hour" or exact != exact.to_integral_value() else f"${exact:,.0f}"


def rounded(amount: Decimal | int, unit: Decimal) -> Decimal:
    """To the nearest unit; a half goes up, as a reader would do it by hand."""
    return (Decimal(amount) / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def parse_amount(text: str, per: Per) -> Decimal:
    """The amount a visitor typed, to the cent: "$21.50", "21,50", "45,690", "45k", "$21 an hour".

    ValueError with a sentence for the visitor when it is no amount, or none that can be pay for an hour or a year.
    """
    amount = _number_in(text.strip(), per)
    name, other = _period(per), OTHER[per]
    if LEAST[per] <= amount <= MOST[per]:
        return amount
    written = dollars(amount, per)
    if LEAST[other] <= amount <= MOST[other]:
        raise ValueError(
            f"{written} looks like pay for {_period(other)}. Choose “{_period(other)}”, or write the pay for {name}."
        )
    if amount > MOST[per]:
        hint = "Write the pay for one hour, in dollars." if per == "hour" else "Write the pay for one year, in dollars."
        raise ValueError(
            f"{written} is too much to be pay for {name}: the most we take is {dollars(MOST[per], per)}. {hint}"
        )
    hint = (
        "Write the pay for one hour, in dollars."
        if per == "hour"
        else f"If it is pay for a month, multiply it by {MONTHS}; if for a week, by {WORKWEEKS}."
    )
    raise ValueError(
        f"{written} is too little to be pay for {name}: the least we take is {dollars(LEAST[per], per)}. {hint}"
    )


def _period(per: Per) -> str:
    return "an hour" if per == "hour" else "a year"


def _number_in(text: str, per: Per) -> Decimal:
    if not text:
        raise ValueError("Write an amount, for example 21.50 for an hour or 45,690 for a year.")
    if len(text) > LONGEST:
        raise ValueError("That is too long for an amount. Write a number, for example 21.50 or 45,690.")
    unit = _UNIT_WORDS.search(text)
    if unit:
        meant: Per = "hour" if (unit["unit"] or "").lower().startswith("h") else "year"
        if meant != per:
            raise ValueError(f"The amount says {_period(meant)}, but “{_period(per)}” is chosen. Change one of them.")
        text = text[: unit.start()].rstrip()
    text = _CURRENCY.sub("", text).strip()
    comma = _COMMA_FOR_POINT.fullmatch(text)
    if comma:  # "21,50" can mean nothing else: a comma between thousands has three digits after it.
        text = f"{comma['whole']}.{comma['cents']}"
    found = _AMOUNT.fullmatch(text)
    if not found:
        if _RANGE.search(text):
            raise ValueError("Write one amount, not a range. You can look up each end by itself.")
        raise ValueError("We cannot read this as an amount. Write a number in dollars, for example 21.50 or 45,690.")
    number = Decimal(found["number"].replace(",", ""))
    return rounded(number * 1000 if found["thousand"] else number, Decimal("0.01"))


def hourly_to_annual(hourly: Decimal) -> Decimal:
    """Full-time pay for a year, to ten dollars. The published yearly figure can differ by a little: it is made from
    an hourly one that was not yet rounded ($21.97 gives $45,700 here, $45,690 is published)."""
    return rounded(hourly * HOURS_A_YEAR, UNIT["year"])


def annual_to_hourly(annual: Decimal | int) -> Decimal:
    """Pay for an hour of a full-time year, to the cent."""
    return rounded(Decimal(annual) / HOURS_A_YEAR, UNIT["hour"])


def real_pay(amount: Decimal | int | None, parity: Decimal | None, per: Per) -> Decimal | None:
    """What the pay buys at the nation's prices: amount ÷ (parity ÷ 100), to the cent or to ten dollars, half up.

    `parity` is the place's price level against the nation's 100, with every decimal that is published. None when the
    wage or the parity is not published (territories have none): a missing price level is never taken for 100.
    """
    if amount is None or parity is None:
        return None
    if parity <= 0:
        raise ValueError(f"A price level is above zero, this is {parity}.")
    return rounded(Decimal(amount) * 100 / parity, UNIT[per])


def real_pay_formula(amount: Decimal | int, parity: Decimal, per: Per) -> str:
    """The sum as a reader would write it: "$23.88 ÷ (112.581 ÷ 100) = $21.21"."""
    result = real_pay(amount, parity, per)
    assert result is not None  # noqa: S101 both operands are there
    return f"{dollars(amount, per)} ÷ ({parity} ÷ 100) = {dollars(result, per)}"
