"""Reads what a batch of keys needs from the typed tables: a handful of queries however many keys there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from careers.models import (
    Area,
    DataSet,
    Industry,
    OnetRating,
    PriceParity,
    Projection,
    Release,
    Role,
    WageEstimate,
)
from careers.releases import current_releases, history

from .grammar import ALL_INDUSTRIES, Key

#: Where a file gives an industry for several kinds of owners, the first of these is meant: all, or not said.
ALL_OWNERS = ("1235", "")


def broadest(rows: Iterable[WageEstimate]) -> WageEstimate | None:
    """Of the rows that differ by ownership alone, the one that covers most owners."""
    return min(rows, key=lambda row: (row.ownership not in ALL_OWNERS, -len(row.ownership)), default=None)


@dataclass
class Needs:
    """What the keys of a batch ask for."""

    keys: list[Key]
    roles: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    industries: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    all_states: bool = False

    def __post_init__(self) -> None:
        for key in self.keys:
            self.families.add(key.of if key.family in {"rank", "range", "count"} else key.family)
            self.roles |= {key.role} - {""}
            self.places |= {key.place} - {""}
            self.industries.add(key.industry or ALL_INDUSTRIES)
            self.years |= {key.year} - {0}
            self.all_states |= key.family in {"rank", "range", "count"}
        if self.all_states:  # counted against the nation
            self.places.add("us")
        if "employment-share" in self.families:  # a share of all
            self.industries.add(ALL_INDUSTRIES)


class Tables:
    """The rows behind a batch of keys, by the words of the keys."""

    def __init__(self, keys: list[Key]) -> None:
        self.needs = Needs(keys)
        self.releases: dict[str, Release] = current_releases()

    @cached_property
    def roles(self) -> dict[str, Role]:
        wanted = Role.objects.filter(key__in=self.needs.roles).select_related("occupation")
        return {role.key: role for role in wanted}

    @cached_property
    def places(self) -> dict[str, str]:
        """Names by key; those of the states too where they are ranked."""
        wanted = Q(key__in=self.needs.places) | (Q(kind=Area.Kind.STATE) if self.needs.all_states else Q())
        return {area.key: place_name(area) for area in Area.objects.filter(wanted)}

    @cached_property
    def industries(self) -> dict[str, Industry]:
        return {industry.key: industry for industry in Industry.objects.filter(key__in=self.needs.industries)}

    @cached_property
    def _wage_rows(self) -> dict[tuple[int, int, str, str], list[WageEstimate]]:
        """By release, occupation, place and industry; they differ by ownership."""
        releases = [release.pk for release in (self.releases.get(DataSet.WAGES), *self.history.values()) if release]
        occupations = {role.occupation_id for role in self.roles.values()} - {None}
        if not releases or not occupations:
            return {}
        places = Q(area__key__in=self.needs.places)
        if self.needs.all_states:
            places |= Q(area__kind=Area.Kind.STATE)
        rows = (
            WageEstimate.objects.filter(places, release__in=releases, occupation__in=occupations)
            .filter(industry__key__in=self.needs.industries)
            .select_related("area", "industry")
        )
        found: dict[tuple[int, int, str, str], list[WageEstimate]] = {}
        for row in rows:
            found.setdefault((row.release_id, row.occupation_id, row.area.key, row.industry.key), []).append(row)
        return found

    def wage(self, role: str, place: str, industry: str = "", release: Release | None = None) -> WageEstimate | None:
        """The row of a role in a place; of the current release unless told otherwise."""
        release = release or self.releases.get(DataSet.WAGES)
        who = self.roles.get(role)
        if not release or not who or not who.occupation_id:
            return None
        return broadest(self._wage_rows.get((release.pk, who.occupation_id, place, industry or ALL_INDUSTRIES), []))

    @cached_property
    def states(self) -> dict[str, str]:
        """Names of the 50 states and DC, by key."""
        keys = Area.objects.filter(kind=Area.Kind.STATE).values_list("key", flat=True)
        return {key: self.places[key] for key in keys}

    @cached_property
    def history(self) -> dict[int, Release]:
        """Releases by year, where any key names one."""
        if not self.needs.years:
            return {}
        return {int(release.period[:4]): release for release in history(DataSet.WAGES)}

    @cached_property
    def _projections(self) -> dict[int, Projection]:
        release = self.releases.get(DataSet.PROJECTIONS)
        occupations = [role.occupation_id for role in self.roles.values()]
        rows = Projection.objects.filter(release=release, occupation__in=occupations)
        return {row.occupation_id: row for row in rows} if release else {}

    def projection(self, role: str) -> Projection | None:
        who = self.roles.get(role)
        return self._projections.get(who.occupation_id or 0) if who else None

    @cached_property
    def price_parities(self) -> dict[str, PriceParity]:
        """By place. All of them: there are 52."""
        release = self.releases.get(DataSet.PRICE_PARITIES)
        rows = PriceParity.objects.filter(release=release).select_related("area")
        return {row.area.key: row for row in rows} if release else {}

    @cached_property
    def _ratings(self) -> dict[tuple[str, str, str, str, int | None], OnetRating]:
        """By O*NET code, subject, element (a task's number, else the name as a slug), scale and category."""
        release = self.releases.get(DataSet.ONET)
        codes = [role.onet_code for role in self.roles.values() if role.onet_code]
        subjects = {key.of for key in self.needs.keys if key.family == "onet"}
        rows = OnetRating.objects.filter(release=release, onet_code__in=codes, subject__in=subjects)
        return (
            {
                (row.onet_code, row.subject, slugify(row.name) or row.element, row.scale, row.category): row
                for row in rows
            }
            if release
            else {}
        )

    def rating(self, key: Key, scale: str, category: int | None = None) -> OnetRating | None:
        who = self.roles.get(key.role)
        return self._ratings.get((who.onet_code, key.of, key.measure, scale, category)) if who else None


def place_name(area: Area) -> str:
    """As it stands in a sentence after "in"."""
    names = {"us": "the United States", "dc": "the District of Columbia", "vi": "the U.S. Virgin Islands"}
    return names.get(area.key, area.title)


def measured(row: Any, column: str) -> tuple[Decimal | None, str | None]:
    """A figure of a row as number, or its mark; neither where the row has none."""
    value = getattr(row, column, None) if row else None
    mark = getattr(row, "marks", {}).get(column) if row else None
    return (None if value is None else Decimal(value)), mark
