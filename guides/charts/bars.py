"""Settings side by side: a thin bar from zero to the median, and a whisker from the 10th to the 90th percentile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from careers.pay import Per, dollars
from careers.standing import TOP_CODED, Points

from .labels import Value, wages


@dataclass(frozen=True, slots=True)
class Setting:
    """One row to draw: an industry, a place, a role. `href` leads to more about it."""

    name: str
    points: Points
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Across in percent of the room for bars. `value` and `spread` are the same figures in words."""

    name: str
    href: str
    value: str
    spread: str
    length: float | None
    whisker: tuple[float, float] | None
    open_end: bool

    @property
    def caps(self) -> list[float]:
        return [x for x in self.whisker or () if x < 100 or not self.open_end]


@dataclass(frozen=True, slots=True)
class Bars:
    rows: list[Bar]


def bars(settings: Sequence[Setting], per: Per, top_code: Decimal | None = None) -> Bars:
    """In the order given. The scale begins at zero: the length of a bar is its wage."""
    values = [float(value) for setting in settings for value in wages(setting.points).values()]
    if top_code is not None:
        values += [float(top_code) for setting in settings if TOP_CODED in setting.points.values()]
    highest = max(values, default=1.0)
    return Bars([_bar(setting, per, highest, top_code) for setting in settings])


def _bar(setting: Setting, per: Per, highest: float, top_code: Decimal | None) -> Bar:
    above = f"{dollars(top_code, per)} or more" if top_code is not None else "above the top code"

    def at(value: Value | str | None) -> float | None:
        if value == TOP_CODED:
            return 100.0
        # 99 leaves the last bit of room to the cap of the whisker.
        return None if value is None or isinstance(value, str) else round(float(value) / highest * 99, 2)

    def said(value: Value | str | None) -> str:
        if value == TOP_CODED:
            return above
        return "not published" if value is None or isinstance(value, str) else dollars(value, per)

    low, high, median = (setting.points.get(point) for point in ("p10", "p90", "median"))
    left, right, length = at(low), at(high), at(median)
    whisker = (left, right) if left is not None and right is not None else None
    return Bar(
        name=setting.name,
        href=setting.href,
        value=said(median),
        spread=f"{said(low)} to {said(high)}" if whisker else "range not published" if length is not None else "",
        length=length,
        whisker=whisker,
        open_end=TOP_CODED in {high, median},
    )
