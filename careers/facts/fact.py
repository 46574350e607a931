"""One fact, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class UnknownFact(KeyError):
    """The key does not follow the grammar. `str()` says what is wrong with it."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class Status(StrEnum):
    """Why there is a value, or why there is none. None of these is zero."""

    PUBLISHED = "published"
    NOT_AVAILABLE = "not_available"  # the publisher says that it holds no estimate it can release
    TOP_CODED = "top_coded"  # at or above the highest wage that is published
    TOO_SMALL = "too_small"  # below the lowest share that is published
    MISSING = "missing"  # the release has no such row, or no release is loaded

    @classmethod
    def of_mark(cls, mark: str | None) -> Status:
        marks = {"*": cls.NOT_AVAILABLE, "**": cls.NOT_AVAILABLE, "—": cls.NOT_AVAILABLE}
        return {**marks, "#": cls.TOP_CODED, "~": cls.TOO_SMALL}.get(mark or "", cls.MISSING)


class Unit(StrEnum):
    HOURLY = "dollars an hour"
    ANNUAL = "dollars a year"
    JOBS = "jobs"
    PLACES = "places"
    PERCENT = "percent"
    WHOLE_PERCENT = "percent of workers"
    INDEX = "index, United States = 100"
    PER_1000 = "of 1,000 jobs"
    QUOTIENT = "location quotient"
    RATING = "rating from 1 to 5"
    TEXT = "words"


class Format(StrEnum):
    """The named ways to say a fact."""

    PLAIN = "plain"  # $21.97
    UNIT = "unit"  # $21.97 an hour
    BOTH = "both"  # $21.97 an hour, or $45,690 a year
    PERIOD = "period"  # May 2025
    PLACE = "place"  # Washington


#: What readers see in place of a value. Safe to stand in a sentence.
ABSENT = {
    Status.NOT_AVAILABLE: "(not published)",
    Status.TOP_CODED: "(above the highest wage that is published)",
    Status.TOO_SMALL: "(too small to be published)",
    Status.MISSING: "(no figure)",
}


class Shape(NamedTuple):
    template: str
    suffix: str = ""


SHAPES = {
    Unit.HOURLY: Shape("${:,.2f}", " an hour"),
    Unit.ANNUAL: Shape("${:,.0f}", " a year"),
    Unit.JOBS: Shape("{:,.0f}", " jobs"),
    Unit.PLACES: Shape("{:,.0f}"),
    Unit.PERCENT: Shape("{:.1f}%"),
    Unit.WHOLE_PERCENT: Shape("{:.0f}%", " of workers"),
    Unit.INDEX: Shape("{:.1f}"),
    Unit.PER_1000: Shape("{:.1f}", " of 1,000 jobs"),
    Unit.QUOTIENT: Shape("{:.2f}"),
    Unit.RATING: Shape("{:.2f}", " of 5"),
    Unit.TEXT: Shape("{}"),
}


@dataclass(frozen=True)
class Fact:
    """One value with what a reader needs to judge it."""

    key: str
    label: str  # what it is, with place: Median hourly wage of medical assistants, United States
    unit: Unit
    value: Decimal | str | None
    status: Status
    period: str  # May 2025
    place: str
    data_sets: tuple[str, ...]  # whose current releases it comes from
    caution: str = ""
    partner: Fact | None = None  # the same pay by the other rate

    @property
    def is_published(self) -> bool:
        return self.status is Status.PUBLISHED

    @property
    def is_period(self) -> bool:
        """Only names a release: part of a sentence, not a figure to explain."""
        return self.key.startswith("period.")

    @property
    def machine(self) -> str:
        """The value for machines; empty when there is none."""
        return "" if self.value is None else str(self.value)

    def text(self, form: str = Format.PLAIN) -> str:
        """The fact in words; what cannot be said in a form is said plainly."""
        if form == Format.PERIOD:
            return self.period or ABSENT[Status.MISSING]
        if form == Format.PLACE:
            return self.place or ABSENT[Status.MISSING]
        if self.value is None:
            return ABSENT[self.status]
        shape = SHAPES[self.unit]
        said = shape.template.format(self.value)
        if form == Format.BOTH and self.partner:
            first, second = (self, self.partner) if self.unit is Unit.HOURLY else (self.partner, self)
            return f"{first.text(Format.UNIT)}, or {second.text(Format.UNIT)}"
        return f"{said}{shape.suffix}" if form in {Format.UNIT, Format.BOTH} else said
