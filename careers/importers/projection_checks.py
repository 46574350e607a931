"""Whether the figures of one occupation in Employment Projections fit each other. All are rounded to one decimal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

#: Half of the last published digit: how far a rounded figure may be from the true one.
HALF = Decimal("0.05")
#: Three rounded figures in one sum.
ROUNDING = 3 * HALF
MOST_EMPLOYMENT = 1_000_000  # thousands: no occupation and no country has a billion jobs
SHARES = ("self_employed", "exit_rate", "transfer_rate", "separation_rate")
CAN_FALL = ("change", "growth")


def unlikely(figures: Mapping[str, Decimal], years: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(figure, what is wrong with it) for all that cannot be right. Figures that are absent are not looked at."""
    for name, value in figures.items():
        if name not in CAN_FALL and value < 0:
            yield name, f"{value} is negative"
        elif name in SHARES and value > 100:
            yield name, f"{value} percent is more than all"
        elif name not in SHARES and name != "growth" and abs(value) > MOST_EMPLOYMENT:
            yield name, f"{value} thousand is more than can be"
    yield from _sums(figures, years[1] - years[0])
    yield from _growth(figures)


def _sums(figures: Mapping[str, Decimal], length: int) -> Iterator[tuple[str, str]]:
    def off(total: str, expected: Callable[..., Decimal], *parts: str) -> bool:
        """Whether a total is not what its parts make; False when one of them is absent."""
        if any(name not in figures for name in (total, *parts)):
            return False
        return abs(expected(*(figures[name] for name in parts)) - figures[total]) > ROUNDING

    if off("change", lambda later, base: later - base, "employment_projected", "employment_base"):
        yield "change", "{change} is not {employment_projected} − {employment_base}".format(**figures)
    if off("separations", lambda exits, transfers: exits + transfers, "exits", "transfers"):
        yield "separations", "{separations} is not {exits} + {transfers}".format(**figures)
    if off("separation_rate", lambda exits, transfers: exits + transfers, "exit_rate", "transfer_rate"):
        yield "separation_rate", "{separation_rate} is not {exit_rate} + {transfer_rate}".format(**figures)
    # A year's openings are those who leave and a year's part of the change.
    if off("openings", lambda leaving, change: leaving + change / length, "separations", "change"):
        yield "openings", "{openings} is not {separations} + {change} ÷ {length}".format(**figures, length=length)


def _growth(figures: Mapping[str, Decimal]) -> Iterator[tuple[str, str]]:
    """The percentage was computed before rounding: it lies between the extremes that rounding leaves open."""
    base, later, growth = (figures.get(name) for name in ("employment_base", "employment_projected", "growth"))
    if base is None or later is None or growth is None or base <= HALF:
        return
    lowest = ((later - HALF) / (base + HALF) - 1) * 100 - HALF
    highest = ((later + HALF) / (base - HALF) - 1) * 100 + HALF
    if not lowest <= growth <= highest:
        yield "growth", f"{growth} percent is not the change from {base} to {later}"
