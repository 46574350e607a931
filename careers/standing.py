"""Where an offer stands in a published range of pay: between which percentiles, and never more exactly than that.

A release publishes five points of each range: the 10th and 25th percentiles, the median, the 75th and 90th. Between
two of them nothing is known, so nothing is said. All sentences hold for ties too: at least a quarter of workers earn
no more than the 25th percentile, whatever lies around it. Pure functions; nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from careers.models.labour import POINTS
from careers.pay import Per, dollars

#: The publisher's mark for a wage at or above its top code; every other mark means that no wage is given.
TOP_CODED: Final = "#"

#: From which wage on the publisher prints "#", by period, where a source that we read says so.
TOP_CODES: Final[dict[str, dict[Per, Decimal]]] = {
    "2020-05": {"hour": Decimal(100), "year": Decimal(208_000)},
    "2024-05": {"hour": Decimal(115), "year": Decimal(239_200)},
    "2025-05": {"hour": Decimal(115), "year": Decimal(239_200)},
}

#: A point's wage, or its mark in place of one.
Points = Mapping[str, Decimal | int | str]
MARKS: Final = {TOP_CODED, "*"}

NAMES: Final = {
    "p10": "the 10th percentile",
    "p25": "the 25th percentile",
    "median": "the median",
    "p75": "the 75th percentile",
    "p90": "the 90th percentile",
}
#: The share of workers on each side of a point, in words.
_EARN_LESS: Final = {
    "p10": "one in ten",
    "p25": "a quarter",
    "median": "half",
    "p75": "three quarters",
    "p90": "nine in ten",
}
_EARN_MORE: Final = dict(zip(POINTS, reversed(_EARN_LESS.values()), strict=True))


class Place(StrEnum):
    BELOW = "below"  # every point that is known
    AT = "at"  # one point, or several that are the same
    BETWEEN = "between"
    ABOVE = "above"  # every point that is known
    NOT_PUBLISHED = "not_published"  # no point has a wage
    NOT_TOLD = "not_told"  # every point is at or above the top code, and so may the offer be


@dataclass(frozen=True, slots=True)
class Standing:
    """What can be said of one amount. `above` is the highest point known to lie below it, `below` the lowest known
    to lie over it, `at` those equal to it; `unsure` are the points whose side is not known because they have no wage.
    """

    amount: Decimal
    per: Per
    place: Place
    points: Points
    above: str = ""
    below: str = ""
    at: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    top_code: Decimal | None = None

    def sentence(self, workers: str = "workers in this group") -> str:
        """For readers. `workers` are those counted: "medical assistants in California"."""
        first = _SENTENCES[self.place](self, workers)
        return " ".join([first, *self._gaps()])

    def _named(self, point: str) -> str:
        value = self.points[point]
        if not isinstance(value, str):
            return f"{NAMES[point]} ({dollars(value, self.per)})"
        at_least = f"{dollars(self.top_code, self.per)} or more" if self.top_code else "above what is published"
        return f"{NAMES[point]} ({at_least})"

    def _gaps(self) -> list[str]:
        if self.place in {Place.NOT_PUBLISHED, Place.NOT_TOLD}:
            return []
        top = [point for point in self.unsure if self.points.get(point) == TOP_CODED]
        missing = [point for point in self.unsure if point not in top]
        said = []
        if missing:
            said.append(f"{_list(missing)} {'is' if len(missing) == 1 else 'are'} not published here.")
        if top:
            limit = dollars(self.top_code, self.per) if self.top_code else "the highest wage that is published"
            verb = "is" if len(top) == 1 else "are"
            said.append(f"{_list(top)} {verb} {limit} or more; on which side this is cannot be told.")
        return said

    def _between(self, workers: str) -> str:
        return (
            f"Between {self._named(self.above)} and {self._named(self.below)}: "
            f"at least {_of(_EARN_LESS[self.above], workers)} earn less, "
            f"and at least {_EARN_MORE[self.below]} earn more."
        )

    def _below_all(self, workers: str) -> str:
        return (
            f"Below {self._named(self.below)}: at least {_of(_EARN_MORE[self.below], workers)} earn more, and "
            f"at most {_EARN_LESS[self.below]} earn less."
        )

    def _above_all(self, workers: str) -> str:
        end = " How far above is not published." if self.above == POINTS[-1] else ""
        return (
            f"Above {self._named(self.above)}: at least {_of(_EARN_LESS[self.above], workers)} earn less, and "
            f"at most {_EARN_MORE[self.above]} earn more.{end}"
        )

    def _at(self, workers: str) -> str:
        names = _list([*self.at], capital=False)
        return (
            f"The same as {names} ({dollars(self.amount, self.per)}): at most {_of(_EARN_LESS[self.at[0]], workers)} "
            f"earn less, and at most {_EARN_MORE[self.at[-1]]} earn more."
        )

    def _not_published(self, workers: str) -> str:
        return f"The range of pay of {workers} is not published, so we cannot say where this amount stands."

    def _not_told(self, workers: str) -> str:
        limit = dollars(self.top_code, self.per) if self.top_code else "the highest wage that is published"
        return (
            f"All that is published of the range of pay of {workers} is that it lies at or above {limit}, so we "
            "cannot say where this amount stands."
        )


_SENTENCES: Final = {
    Place.BELOW: Standing._below_all,
    Place.AT: Standing._at,
    Place.BETWEEN: Standing._between,
    Place.ABOVE: Standing._above_all,
    Place.NOT_PUBLISHED: Standing._not_published,
    Place.NOT_TOLD: Standing._not_told,
}


def _of(share: str, workers: str) -> str:
    return f"{share} {workers}" if share.endswith("ten") else f"{share} of {workers}"


def _list(points: list[str], capital: bool = True) -> str:
    names = [NAMES[point] for point in points]
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return text[0].upper() + text[1:] if capital else text


def points_of(row: Any, per: Per) -> dict[str, Decimal | int | str]:
    """The points of a wage estimate (or of anything with its fields and its `marks`): wages, and marks where none is
    given. A point with neither is not used for this kind of estimate and is left out."""
    prefix = "hourly" if per == "hour" else "annual"
    found: dict[str, Decimal | int | str] = {}
    for point in POINTS:
        name = f"{prefix}_{point}"
        value = getattr(row, name)
        if value is not None:
            found[point] = value
        elif row.marks.get(name):
            found[point] = row.marks[name]
    return found


def place_offer(amount: Decimal, points: Points, per: Per = "hour", top_code: Decimal | None = None) -> Standing:
    """Where `amount` stands among `points`, both for an hour or both for a year, in dollars.

    `top_code` is the wage from which on the publisher prints "#" (`TOP_CODES`); without it nothing follows from "#".
    ValueError for points that are unknown, decrease or are not above zero, and for unknown marks.
    """
    _check(points)
    wages = {point: value for point in POINTS if not isinstance(value := points.get(point, ""), str)}
    top_coded = [point for point in POINTS if points.get(point) == TOP_CODED]
    lower = [point for point, value in wages.items() if value < amount]
    upper = [point for point, value in wages.items() if value > amount]
    equal = tuple(point for point, value in wages.items() if value == amount)
    if top_code is not None and amount < top_code:
        upper += top_coded
    above, below = lower[-1] if lower else "", upper[0] if upper else ""
    order = POINTS.index
    # A point without a wage lies between its neighbors: its side is known when one of them settles it.
    unsure = tuple(
        point
        for point in POINTS
        if point not in {*wages, *upper}
        and not (above and order(point) < order(above))
        and not (below and order(point) > order(below))
        and not (len(equal) > 1 and order(equal[0]) < order(point) < order(equal[-1]))
    )
    if equal:
        place = Place.AT
    elif above and below:
        place = Place.BETWEEN
    elif above:
        place = Place.ABOVE
    elif below:
        place = Place.BELOW
    else:
        place = Place.NOT_TOLD if top_coded else Place.NOT_PUBLISHED
    return Standing(amount, per, place, points, above, below, equal, unsure, top_code)


def _check(points: Points) -> None:
    if strange := points.keys() - set(POINTS):
        raise ValueError(f"Unknown points: {', '.join(sorted(strange))}.")
    in_order = [points[point] for point in POINTS if point in points]
    marks = {value for value in in_order if isinstance(value, str)}
    if marks - MARKS:
        raise ValueError(f"Unknown marks: {', '.join(sorted(marks - MARKS))}.")
    wages = [value for value in in_order if not isinstance(value, str)]
    if wages != sorted(wages) or any(value <= 0 for value in wages):
        raise ValueError("Points of a range are above zero and never decrease.")
    if TOP_CODED in marks and any(not isinstance(value, str) for value in in_order[in_order.index(TOP_CODED) :]):
        raise ValueError("A wage cannot follow one at or above the top code.")
