"""A range of pay as a strip: a line from the 10th to the 90th percentile, a band for the middle half, a median tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from careers.models.labour import POINTS
from careers.pay import Per, dollars
from careers.standing import TOP_CODED, Points

from .labels import TIER, Label, Scale, place_labels, tiers, wages

SHORT = {"p10": "10th", "p25": "25th", "median": "median", "p75": "75th", "p90": "90th"}
#: Of the points below the strip, those of the band are named first and so stand nearest.
_ORDER = ("p25", "p75", "p10", "p90")
#: An offer farther out than this part of the strip is not drawn to scale: it would squeeze the strip to a dot.
_FARTHEST = Decimal("0.75")
#: Half the height of the room in which line, band and tick are drawn, in rem.
_HALF = 0.7


@dataclass(frozen=True, slots=True)
class Range:
    """One row: its name, and its points as wages or marks."""

    name: str
    points: Points


@dataclass(frozen=True, slots=True)
class StripRow:
    """Across in percent, down in rem. Absent parts are None and said in `notes`."""

    name: str
    alt: str
    height: float = 0.0
    middle: float = 0.0  # where the strip lies
    line: tuple[float, float] | None = None
    band: tuple[float, float] | None = None  # left edge and width
    median: float | None = None
    caps: list[float] = field(default_factory=list)  # at the 10th and 90th percentile, if known, or at a lone point
    open_end: bool = False  # goes on beyond the top code
    offer: float | None = None
    labels: list[tuple[Label, float]] = field(default_factory=list)  # with the foot of the words
    notes: list[str] = field(default_factory=list)

    @property
    def is_drawn(self) -> bool:
        return bool(self.labels)

    @property
    def top(self) -> float:
        """Where the room for line, band and tick begins; it is 1.4 rem high."""
        return round(self.middle - _HALF, 2)

    @property
    def leaders(self) -> list[tuple[float, float, float]]:
        """Hairlines (x, from, to) between the strip and words that do not stand right beside it."""
        half = 0.5 if self.band else 0.2
        return [
            (label.x, self.middle - half, foot + 0.1)
            if foot < self.middle
            else (label.x, self.middle + half, foot - 0.65)
            for label, foot in self.labels
            if label.tier and not label.is_adrift
        ]


@dataclass(frozen=True, slots=True)
class Strip:
    rows: list[StripRow]


def percentile_strip(
    ranges: Sequence[Range], per: Per, offer: Decimal | None = None, top_code: Decimal | None = None
) -> Strip:
    """All ranges on one scale, so that they can be compared; the words of the offer stand in the first row only."""
    known = [value for each in ranges for value in wages(each.points).values()]
    if top_code is not None and any(TOP_CODED in each.points.values() for each in ranges):
        known.append(top_code)
    if not known:
        return Strip([StripRow(each.name, _alt(each, per, None, top_code), notes=[_NOTHING]) for each in ranges])
    span = max(known) - min(known)
    near = offer is not None and min(known) - span * _FARTHEST <= offer <= max(known) + span * _FARTHEST
    scale = Scale.around([*known, offer] if near and offer is not None else known)
    return Strip([_row(each, per, scale, offer, top_code, index == 0) for index, each in enumerate(ranges)])


_NOTHING = "The range is not published."


def _row(each: Range, per: Per, scale: Scale, offer: Decimal | None, top_code: Decimal | None, first: bool) -> StripRow:
    at = {point: 100.0 if isinstance(value, str) else scale.at(value) for point, value in _drawn(each.points).items()}
    alt = _alt(each, per, offer, top_code)
    if not wages(each.points):
        only = f"Only this is published: {_names([*at])} {_above(per, top_code)}."
        return StripRow(each.name, alt, notes=[only if at else _NOTHING])
    above: list[tuple[float, str, str, str]] = []
    below: list[tuple[float, str, str, str]] = []
    for points in _together(each.points):
        names, text = _names(points), _text(each.points[points[0]], per, top_code)
        wanted = above if "median" in points else below
        wanted.append((at[points[0]], names, text, "median" if "median" in points else points[0]))
    below.sort(key=lambda label: _ORDER.index(label[3]))
    offer_at = None if offer is None else _offer_at(offer, scale)
    if offer is not None and offer_at is not None and first:
        above.insert(0, (offer_at, "offer", _offer_text(offer, per, scale), "offer"))
    over, under = place_labels(above), place_labels(below)
    middle = round(tiers(over) * TIER + _HALF, 2)
    positions = sorted(at.values())
    return StripRow(
        name=each.name,
        alt=alt,
        height=round(middle + _HALF + tiers(under) * TIER + 0.15, 2),
        middle=middle,
        line=(positions[0], positions[-1]) if len(at) > 1 else None,
        band=(at["p25"], round(at["p75"] - at["p25"], 2)) if {"p25", "p75"} <= at.keys() else None,
        median=at.get("median"),
        caps=_caps(each.points, at),
        open_end=TOP_CODED in each.points.values(),
        offer=offer_at,
        labels=[
            *((label, round(middle - _HALF - 0.15 - label.tier * TIER, 2)) for label in over),
            *((label, round(middle + _HALF + 0.75 + label.tier * TIER, 2)) for label in under),
        ],
        notes=_notes(each.points),
    )


def _caps(points: Points, at: dict[str, float]) -> list[float]:
    ends = [at[point] for point in ("p10", "p90") if point in wages(points)]
    # A lone point that is not the median has no other sign.
    return [*at.values()] if len(at) == 1 and "median" not in at else ends


def _drawn(points: Points) -> dict[str, Decimal | int | str]:
    """Points with a place on the strip: those with a wage, and those at the top code."""
    return {
        point: points[point]
        for point in POINTS
        if point in points and (not isinstance(points[point], str) or points[point] == TOP_CODED)
    }


def _together(points: Points) -> list[list[str]]:
    """Points with the same wage, which get one label."""
    groups: list[list[str]] = []
    for point, value in _drawn(points).items():
        if groups and points[groups[-1][0]] == value:
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def _names(points: list[str]) -> str:
    if len(points) > 2:
        return f"{SHORT[points[0]]} to {SHORT[points[-1]]}"
    return ", ".join(SHORT[point] for point in points)


def _above(per: Per, top_code: Decimal | None) -> str:
    return f"{dollars(top_code, per)} or more" if top_code is not None else "above the top code"


def _text(value: Decimal | int | str, per: Per, top_code: Decimal | None) -> str:
    return _above(per, top_code) if isinstance(value, str) else dollars(value, per)


def _offer_at(offer: Decimal, scale: Scale) -> float:
    if float(offer) < scale.low:
        return 0.0
    return 100.0 if float(offer) > scale.high else scale.at(offer)


def _offer_text(offer: Decimal, per: Per, scale: Scale) -> str:
    if float(offer) < scale.low:
        return f"{dollars(offer, per)}, far below"
    return f"{dollars(offer, per)}, far above" if float(offer) > scale.high else dollars(offer, per)


def _notes(points: Points) -> list[str]:
    missing = [point for point in POINTS if point not in _drawn(points)]
    if not missing:
        return []
    names = [f"the {SHORT[point]}" if point == "median" else f"the {SHORT[point]} percentile" for point in missing]
    text = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return [f"{text[0].upper()}{text[1:]} {'is' if len(names) == 1 else 'are'} not published."]


def _alt(each: Range, per: Per, offer: Decimal | None, top_code: Decimal | None) -> str:
    """What the picture shows, for those who do not see it."""
    said = [
        f"{SHORT[point]}{'' if point == 'median' else ' percentile'} "
        + ("not published" if point not in _drawn(each.points) else _text(each.points[point], per, top_code))
        for point in POINTS
    ]
    marked = f" An offer of {dollars(offer, per)} is marked." if offer is not None else ""
    return f"{each.name}: {', '.join(said)}.{marked}"
