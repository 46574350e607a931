"""Rows that are in the database, in the form that importers use: for differences, exports and later loadings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careers.importers.rows import (
    AnyRow,
    OnetRatingRow,
    OnetTaskRow,
    OnetTitleRow,
    PriceParityRow,
    ProjectionRow,
    WageRow,
)
from careers.models import DataSet, PriceParity, Projection, Release, WageEstimate


def _figures(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if values[name] is not None}


def _wages(release: Release) -> Iterator[WageRow]:
    named = {
        "area_code": "area__code",
        "area_kind": "area__kind",
        "area_title": "area__title",
        "area_codes": "area__postal_codes",
        "primary_state": "area__jurisdiction__code",
        "industry_code": "industry__code",
        "industry_level": "industry__level",
        "industry_title": "industry__title",
        "occupation_code": "occupation__code",
        "occupation_title": "occupation__title",
    }
    for values in release.wages.values(*named.values(), *WageEstimate.FIGURES, *WAGE_TEXTS).iterator(2000):
        # Territories and the areas inside them have no jurisdiction.
        territory = next(iter(values["area__postal_codes"]), "")
        names = {name: values[path] for name, path in named.items() if name not in {"area_codes", "primary_state"}}
        yield WageRow(
            **names,
            primary_state=values["area__jurisdiction__code"] or territory,
            figures=_figures(values, WageEstimate.FIGURES),
            **{name: values[name] for name in WAGE_TEXTS},
        )


WAGE_TEXTS = ("ownership", "marks", "annual_only", "hourly_only")
PROJECTION_TEXTS = ("base_year", "projected_year", "marks", "entry_education", "work_experience", "training")


def _projections(release: Release) -> Iterator[ProjectionRow]:
    columns = ("occupation__code", "occupation__title", *Projection.FIGURES, *PROJECTION_TEXTS)
    for values in release.projections.values(*columns):
        yield ProjectionRow(
            occupation_code=values["occupation__code"],
            occupation_title=values["occupation__title"],
            figures=_figures(values, Projection.FIGURES),
            **{name: values[name] for name in PROJECTION_TEXTS},
        )


def _price_parities(release: Release) -> Iterator[PriceParityRow]:
    for values in release.price_parities.values("area__code", "year", *PriceParity.FIGURES):
        figures = _figures(values, PriceParity.FIGURES)
        yield PriceParityRow(area_code=values["area__code"], year=values["year"], figures=figures)


def _onet(release: Release) -> Iterator[AnyRow]:
    for kind, related in (
        (OnetTitleRow, release.onet_titles),
        (OnetTaskRow, release.onet_tasks),
        (OnetRatingRow, release.onet_ratings),
    ):
        names = [name for name in kind.__dataclass_fields__ if name != "at"]
        for values in related.values(*names).iterator(2000):
            yield kind(**values)


READERS: dict[str, Any] = {
    DataSet.WAGES: _wages,
    DataSet.PROJECTIONS: _projections,
    DataSet.PRICE_PARITIES: _price_parities,
    DataSet.ONET: _onet,
}


def stored_rows(release: Release) -> list[AnyRow]:
    """Every row of a release, in the order of their keys."""
    return sorted(READERS[release.data_set](release), key=in_order)


def in_order(row: AnyRow) -> tuple[str, ...]:
    """Sorts rows the same way everywhere: by kind, then by key as text."""
    return (type(row).__name__, *("" if part is None else str(part) for part in row.key))
