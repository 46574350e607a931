"""Scales, and words that stand beside marks without touching each other or the edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Value = Decimal | int

#: The narrowest that a chart gets, in rem: a phone of 320 px less the margins of the page. What does not touch there
#: does not touch on any wider screen, for words keep their size while the distance of the marks grows.
NARROWEST = 15.0
#: Room for one character in the size of chart words, and between two words side by side, in rem.
CHARACTER, APART = 0.45, 0.5
#: From one line of words to the next, in rem.
TIER = 1.15

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to percent of the width, with a margin at both ends for marks that have a width of their own."""

    low: float
    high: float
    margin: float = 2.0

    @classmethod
    def around(cls, values: Iterable[Value]) -> Scale:
        numbers = [float(value) for value in values]
        low, high = min(numbers), max(numbers)
        # A single value stands in the middle.
        return cls(low, high) if low < high else cls(low - max(abs(low), 1) / 10, high + max(abs(high), 1) / 10)

    def at(self, value: Value) -> float:
        """Percent; values beyond the scale stand at its end."""
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.margin + min(max(share, 0.0), 1.0) * (100 - 2 * self.margin), 2)


@dataclass(frozen=True, slots=True)
class Label:
    """Words at `x` percent, in line `tier` counted from the mark outward (0 is the nearest)."""

    x: float
    text: str
    anchor: Anchor
    tier: int = 0
    quiet: str = ""  # said before the text in the quiet ink: "25th"
    kind: str = ""
    is_adrift: bool = False  # too long to stand at its mark

    @property
    def extent(self) -> tuple[float, float]:
        """Left and right edge on the narrowest screen, in rem."""
        width = (len(self.text) + (len(self.quiet) + 1 if self.quiet else 0)) * CHARACTER
        start = self.x / 100 * NARROWEST - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return start, start + width


def _fits(label: Label) -> bool:
    left, right = label.extent
    return left >= 0 and right <= NARROWEST


def _apart(one: Label, other: Label) -> bool:
    return (
        one.tier != other.tier or one.extent[1] + APART <= other.extent[0] or other.extent[1] + APART <= one.extent[0]
    )


def place_labels(wanted: Iterable[tuple[float, str, str, str]]) -> list[Label]:
    """Gives each of `wanted` (x, quiet, text, kind) the nearest line that is free, the first ones first."""
    placed: list[Label] = []
    for x, quiet, text, kind in wanted:
        anchors: tuple[Anchor, ...] = ("middle", "start", "end") if x <= 50 else ("middle", "end", "start")
        tier = 0
        while True:
            ways = [Label(x, text, anchor, tier, quiet, kind) for anchor in anchors]
            # Words too long for every side of their mark begin at the edge.
            ways = [way for way in ways if _fits(way)] or [Label(0, text, "start", tier, quiet, kind, True)]
            free = next((way for way in ways if all(_apart(way, other) for other in placed)), None)
            if free:
                placed.append(free)
                break
            tier += 1
    return placed


def tiers(labels: Iterable[Label]) -> int:
    return max((label.tier + 1 for label in labels), default=0)


def wages(points: Mapping[str, Value | str]) -> dict[str, Value]:
    """The points that have a value, without those that have a mark."""
    return {point: value for point, value in points.items() if not isinstance(value, str)}
