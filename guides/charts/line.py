"""One figure over the years: dots on stems from zero, joined where two years follow each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .labels import APART, CHARACTER, NARROWEST, Label, Scale, Value

#: The room for the line and, below it, for the years; in rem. Above it is room for the words at both ends.
TOP, PLOT, FOOT = 1.6, 7.0, 1.3
#: At both sides, in percent: half a year's number on the narrowest screen.
SIDE = 6.5


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Across in percent, down in rem. No segment crosses a year without a figure or a break in the method."""

    alt: str
    height: float
    base: float  # where zero is
    dots: list[Dot]
    segments: list[tuple[Dot, Dot]]
    ends: list[tuple[Label, float]]  # words at the first and the last dot, with their foot
    years: list[Label]
    foot: float
    breaks: list[float]
    notes: list[str]


def line_over_time(
    name: str, values: Mapping[int, Value | None], write: Callable[[Value], str], breaks: Collection[int] = ()
) -> Line:
    """`values` by year; a year that is None or left out between two others is a gap. `breaks` are years from which on
    figures were made in another way. ValueError without any figure or with a negative one: the scale begins at zero.
    """
    known = {year: value for year, value in sorted(values.items()) if value is not None}
    if not known or min(known.values()) < 0:
        raise ValueError("A line over time needs figures, none of them below zero.")
    first, last = min(values), max(values)
    across = Scale(first, last, SIDE) if first < last else Scale(first - 1, last + 1, SIDE)
    highest = float(max(known.values())) or 1.0
    base = TOP + PLOT
    dots = [
        Dot(across.at(year), round(base - float(value) / highest * PLOT, 2), year, write(value))
        for year, value in known.items()
    ]
    gaps = [year for year in range(first, last + 1) if year not in known]
    return Line(
        alt=_alt(name, dots, gaps),
        height=round(base + FOOT, 2),
        base=base,
        dots=dots,
        segments=[
            (one, other) for one, other in pairwise(dots) if other.year == one.year + 1 and other.year not in breaks
        ],
        ends=_ends(dots),
        years=_years(range(first, last + 1), across),
        foot=round(base + FOOT - 0.3, 2),
        # Half a year before: between the last figure of the old kind and the first of the new.
        breaks=[
            round((across.at(year - 1) + across.at(year)) / 2, 2) for year in sorted(breaks) if first < year <= last
        ],
        notes=[f"No figure for {', '.join(map(str, gaps))}."] if gaps else [],
    )


def _alt(name: str, dots: list[Dot], gaps: list[int]) -> str:
    said = [f"{dots[0].text} in {dots[0].year}"]
    if len(dots) > 1:
        said.append(f"{dots[-1].text} in {dots[-1].year}")
    missing = f" No figure for {', '.join(map(str, gaps))}." if gaps else ""
    return f"{name}: {', '.join(said)}.{missing} Every year is in the table."


def _ends(dots: list[Dot]) -> list[tuple[Label, float]]:
    """Over the line as far as the words reach on the narrowest screen, so that it never runs through them."""
    first, last = dots[0], dots[-1]
    labels = [Label(first.x, first.text, "start", kind="first")]
    if len(dots) > 1:
        labels.append(Label(last.x, last.text, "end", kind="last"))
    placed: list[tuple[Label, float]] = []
    for label in labels:
        left, right = (edge / NARROWEST * 100 for edge in label.extent)
        # The neighbor on the far side counts too: the line to it begins under the words.
        near = [dot for dot in dots if left - 12 <= dot.x <= right + 12]
        placed.append((label, round(min(dot.y for dot in near) - 0.5, 2)))
    return placed


def _years(years: range, across: Scale) -> list[Label]:
    """The last year and as many before it, evenly spaced, as there is room for on the narrowest screen."""
    room = across.at(years[-1]) - across.at(years[0])
    widest = (4 * CHARACTER + APART) / NARROWEST * 100
    step = next(step for step in range(1, len(years) + 1) if step * room >= widest * (len(years) - 1))
    return [Label(across.at(year), str(year), "middle") for year in sorted(years[::-1][::step])]
