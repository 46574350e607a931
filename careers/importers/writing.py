"""Writes the rows of a release with COPY, under the keys of places, industries and occupations."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models
from django.utils.text import slugify

from careers.importers.rows import (
    AnyRow,
    OnetRatingRow,
    OnetTaskRow,
    OnetTitleRow,
    PriceParityRow,
    ProjectionRow,
    WageRow,
)
from careers.models import (
    Area,
    Industry,
    Jurisdiction,
    Occupation,
    OnetRating,
    OnetTask,
    OnetTitle,
    PriceParity,
    Projection,
    Release,
    WageEstimate,
)

MODELS: dict[type, Any] = {
    WageRow: WageEstimate,
    ProjectionRow: Projection,
    PriceParityRow: PriceParity,
    OnetTitleRow: OnetTitle,
    OnetTaskRow: OnetTask,
    OnetRatingRow: OnetRating,
}


@cache
def _places(model: type[models.Model], name: str) -> int | None:
    """Decimal places of a column; None for whole numbers."""
    return getattr(model._meta.get_field(name), "decimal_places", None)


def exact(model: type[models.Model], name: str, value: Decimal | int | None) -> Decimal | int | None:
    """The value as the column holds it. Digits that would be lost are an error, never rounded away."""
    if value is None:
        return None
    places = _places(model, name)
    held = int(value) if places is None else Decimal(value).quantize(Decimal(1).scaleb(-places))
    if held != value:
        raise ValueError(f"{model._meta.verbose_name}: {name} cannot hold {value} exactly")
    return held


def _exact_figures(row: Any, model: Any) -> dict[str, Any]:
    return {name: exact(model, name, row.figures.get(name)) for name in model.FIGURES}


def content(row: AnyRow) -> tuple[Any, ...]:
    """What the row says, apart from titles of places, industries and occupations: for the fingerprint."""
    model = MODELS[type(row)]
    said: list[Any] = [type(row).__name__, row.key]
    if isinstance(row, WageRow | ProjectionRow | PriceParityRow):
        said.append(tuple(str(value) for value in _exact_figures(row, model).values()))
        said.append(tuple(sorted(getattr(row, "marks", {}).items())))
    skipped = {"figures", "marks", "at", "area_title", "industry_title", "industry_level", "occupation_title"}
    for name in row.__dataclass_fields__:
        if name not in skipped:
            value = getattr(row, name)
            said.append(str(exact(model, name, value)) if isinstance(value, Decimal) else value)
    return tuple(said)


class Keys:
    """Database keys of the publishers' codes; places, industries and occupations that are new are made."""

    def __init__(self, rows: Iterable[AnyRow]) -> None:
        wages = [row for row in rows if isinstance(row, WageRow)]
        self.occupations = self._occupations(
            {row.occupation_code: row.occupation_title for row in rows if isinstance(row, WageRow | ProjectionRow)}
        )
        self.industries = self._industries({row.industry_code: row for row in wages})
        self.areas = self._areas({row.area_code: row for row in wages})

    @staticmethod
    def _occupations(titles: dict[str, str]) -> dict[str, int]:
        known = set(Occupation.objects.values_list("code", flat=True))
        Occupation.objects.bulk_create(
            Occupation(code=code, title=title) for code, title in titles.items() if code not in known
        )
        return dict(Occupation.objects.values_list("code", "pk"))

    @staticmethod
    def _industries(rows: dict[str, WageRow]) -> dict[str, int]:
        known = set(Industry.objects.values_list("code", flat=True))
        keys = set(Industry.objects.values_list("key", flat=True))
        made = []
        for code, row in rows.items():
            if code in known:
                continue
            key = slugify(row.industry_title)[:100] or code
            key = f"{key}-{code}" if key in keys else key
            keys.add(key)
            made.append(Industry(code=code, key=key, title=row.industry_title, level=row.industry_level))
        Industry.objects.bulk_create(made)
        return dict(Industry.objects.values_list("code", "pk"))

    @staticmethod
    def _areas(rows: dict[str, WageRow]) -> dict[str, int]:
        known = set(Area.objects.values_list("code", flat=True))
        states = dict(Jurisdiction.objects.values_list("code", "pk"))
        Area.objects.bulk_create(
            Area(
                code=code,
                key=code,
                kind=row.area_kind,
                title=row.area_title,
                jurisdiction_id=states.get(row.primary_state),
                postal_codes=postal_codes(row.area_title, row.primary_state),
            )
            for code, row in rows.items()
            # A nation, state or territory that is not there is an unknown place, which readers of files refuse.
            if code not in known and row.area_kind in {Area.Kind.METRO, Area.Kind.NONMETRO}
        )
        return dict(Area.objects.values_list("code", "pk"))


def postal_codes(title: str, primary_state: str) -> list[str]:
    """Every state in a title such as "Kansas City, MO-KS", else the primary one."""
    match = re.search(r", ([A-Z]{2}(?:-[A-Z]{2})*)(?: |$)", title)
    return match[1].lower().split("-") if match else [primary_state] if primary_state else []


def _wage(row: WageRow, keys: Keys) -> dict[str, Any]:
    return {
        "area_id": keys.areas[row.area_code],
        "industry_id": keys.industries[row.industry_code],
        "ownership": row.ownership,
        "occupation_id": keys.occupations[row.occupation_code],
        **_exact_figures(row, WageEstimate),
        "annual_only": row.annual_only,
        "hourly_only": row.hourly_only,
        "marks": json.dumps(row.marks),
    }


def _projection(row: ProjectionRow, keys: Keys) -> dict[str, Any]:
    return {
        "occupation_id": keys.occupations[row.occupation_code],
        "base_year": row.base_year,
        "projected_year": row.projected_year,
        **_exact_figures(row, Projection),
        "entry_education": row.entry_education,
        "work_experience": row.work_experience,
        "training": row.training,
        "marks": json.dumps(row.marks),
    }


def _price_parity(row: PriceParityRow, keys: Keys) -> dict[str, Any]:
    return {"area_id": keys.areas[row.area_code], "year": row.year, **_exact_figures(row, PriceParity)}


def _plain(row: AnyRow, keys: Keys) -> dict[str, Any]:
    """Rows whose fields are columns."""
    model = MODELS[type(row)]
    values = {name: getattr(row, name) for name in row.__dataclass_fields__ if name != "at"}
    return {name: exact(model, name, value) if isinstance(value, Decimal) else value for name, value in values.items()}


BUILDERS: dict[type, Callable[[Any, Keys], dict[str, Any]]] = {
    WageRow: _wage,
    ProjectionRow: _projection,
    PriceParityRow: _price_parity,
    OnetTitleRow: _plain,
    OnetTaskRow: _plain,
    OnetRatingRow: _plain,
}


def copy(release: Release, rows: list[AnyRow]) -> None:
    """All rows of a release, one COPY for each kind. Inside the caller's transaction."""
    keys = Keys(rows)
    for kind, build in BUILDERS.items():
        values = (build(row, keys) for row in rows if type(row) is kind)
        _copy(MODELS[kind], release, values)


def _copy(model: type[models.Model], release: Release, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    columns = ", ".join(f'"{name}"' for name in ("release_id", *first))
    statement = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    # COPY is none of the calls whose errors Django turns into its own.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as target:
        target.write_row((release.pk, *first.values()))
        for row in rows:
            target.write_row((release.pk, *row.values()))
