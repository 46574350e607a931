"""The product's own file form, cell by cell: which columns each CSV has, and how a value is written and read.

An absent figure is written as the publisher's symbol, one that is not used for this kind of estimate is empty. Decimals
have as many places as their field, truths are `yes` or empty: the same rows always make the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

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
    DataSet,
    Industry,
    Occupation,
    OnetRating,
    OnetTask,
    OnetTitle,
    PriceParity,
    Projection,
    WageEstimate,
)
from careers.models.labour import POINTS, RATES

SYMBOLS = {"*", "**", "#", "~", "—"}
#: Columns named after another model's field: area_code is Area.code.
NATURAL: dict[str, type[models.Model]] = {"area": Area, "industry": Industry, "occupation": Occupation}
#: Empty is a value here, although the field is not blank in the database.
MAY_BE_EMPTY = {"primary_state"}
FORMS = {
    "occupation_code": re.compile(r"\d\d-\d{4}"),
    "onet_code": re.compile(r"\d\d-\d{4}\.\d\d"),
    "area_code": re.compile(r"\d{2}|\d{5}|\d{7}"),
    "primary_state": re.compile(r"[a-z]{2}|"),
    "surveyed": re.compile(r"\d\d/\d{4}|"),
}
CODE_LENGTHS = {"nation": 2, "state": 2, "territory": 2, "metro": 5, "nonmetro": 7}


@dataclass(frozen=True)
class Table:
    """One CSV of a release."""

    name: str
    row: type[AnyRow]
    model: type[models.Model]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def figures(self) -> tuple[str, ...]:
        return getattr(self.model, "FIGURES", ())

    @property
    def columns(self) -> tuple[str, ...]:
        return _columns(self)


TABLES: dict[DataSet, tuple[Table, ...]] = {
    DataSet.WAGES: (Table("wages", WageRow, WageEstimate),),
    DataSet.PROJECTIONS: (Table("projections", ProjectionRow, Projection),),
    DataSet.PRICE_PARITIES: (Table("price_parities", PriceParityRow, PriceParity),),
    DataSet.ONET: (
        Table("onet_titles", OnetTitleRow, OnetTitle),
        Table("onet_tasks", OnetTaskRow, OnetTask),
        Table("onet_ratings", OnetRatingRow, OnetRating),
    ),
}


class Unreadable(ValueError):
    """One cell, or one row, in words for the person who mends the file."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


@cache
def _columns(table: Table) -> tuple[str, ...]:
    names: list[str] = []
    for item in fields(table.row):
        if item.name == "figures":
            names += table.figures
        elif item.name not in {"marks", "at"}:
            names.append(item.name)
    return tuple(names)


@cache
def _field(table: Table, column: str) -> models.Field[Any, Any] | None:
    """The database field that a column ends up in: its limits and choices are the file's too."""
    start, _, rest = column.partition("_")
    model, name = (NATURAL[start], rest) if start in NATURAL and rest else (table.model, column)
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


@cache
def _types(table: Table) -> dict[str, str]:
    """The types of a row class, as they are written there."""
    return {item.name: str(item.type) for item in fields(table.row)}


def write_cell(value: object, field: models.Field[Any, Any] | None) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    return str(value)


def write_row(table: Table, row: AnyRow) -> list[str]:
    figures, marks = getattr(row, "figures", {}), getattr(row, "marks", {})
    return [
        write_cell(figures.get(column, marks.get(column)), None if column in marks else _field(table, column))
        if column in table.figures
        else write_cell(getattr(row, column), _field(table, column))
        for column in table.columns
    ]


def read_row(table: Table, cells: dict[str, str], at: str) -> AnyRow:
    """The typed row; Unreadable names the column."""
    values: dict[str, Any] = {"at": at}
    if table.figures:
        values["figures"] = {}
    for column, text in cells.items():
        if column not in table.figures:
            values[column] = _plain(table, column, text)
        elif text in SYMBOLS and "marks" in _types(table):
            values.setdefault("marks", {})[column] = text
        elif text:
            values["figures"][column] = _number(text, column, _field(table, column))
    row = table.row(**values)
    for complaint, column in _complaints(row):
        raise Unreadable(complaint, column)
    return row


def _plain(table: Table, column: str, text: str) -> Any:
    kind, field = _types(table)[column], _field(table, column)
    if kind == "bool":
        if text not in {"", "yes"}:
            raise Unreadable(f"'{text}' must be yes or empty", column)
        return text == "yes"
    if "int" in kind or "Decimal" in kind:
        if text:
            return _number(text, column, field)
        if "None" in kind:
            return None
        raise Unreadable("a number is missing", column)
    if column in FORMS and not FORMS[column].fullmatch(text):
        raise Unreadable(f"'{text}' does not have the form of this column", column)
    if not text and field and not field.blank and column not in MAY_BE_EMPTY:
        raise Unreadable("a value is missing", column)
    if text and field:
        _clean(field, text, column)
    return text


def _number(text: str, column: str, field: models.Field[Any, Any] | None) -> Decimal | int:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise Unreadable(f"'{text}' is not a number", column)
    try:
        number = Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern leaves nothing that Decimal refuses
        raise Unreadable(f"'{text}' is not a number", column) from None
    if isinstance(field, models.DecimalField):
        _clean(field, number, column)
        return number
    if "." in text:
        raise Unreadable(f"'{text}' must be a whole number", column)
    if field:
        _clean(field, int(text), column)
    return int(text)


def _clean(field: models.Field[Any, Any], value: object, column: str) -> None:
    try:
        field.clean(value, None)
    except ValidationError as error:
        raise Unreadable(f"'{value}': {error.messages[0]}", column) from None


def _complaints(row: AnyRow) -> Iterator[tuple[str, str]]:
    """What no single cell shows."""
    if isinstance(row, WageRow):
        if len(row.area_code) != CODE_LENGTHS[row.area_kind]:
            yield f"'{row.area_code}' is not the code of a {row.area_kind}", "area_code"
        if row.annual_only and row.hourly_only:
            yield "an estimate cannot be only annual and only hourly", "annual_only"
        for rate in RATES:
            known = [f"{rate}_{point}" for point in POINTS if f"{rate}_{point}" in row.figures]
            for low, high in pairwise(known):
                if row.figures[low] > row.figures[high]:
                    yield f"{row.figures[high]} is below {low}, {row.figures[low]}", high
        for name, figure in row.figures.items():
            if figure < 0:
                yield f"{figure} is negative", name
    if isinstance(row, ProjectionRow) and row.base_year >= row.projected_year:
        yield f"{row.projected_year} is not after {row.base_year}", "projected_year"
    if isinstance(row, PriceParityRow) and row.figures.get("all_items", 0) <= 0:
        yield "the price level of all items is missing", "all_items"


def read_day(value: object) -> date | None:
    """A day as YAML gives it: a date, or text such as 2027-03-31."""
    if value is None or value == "":
        return None
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Unreadable(f"'{value}' is not a day such as 2027-03-31") from None
