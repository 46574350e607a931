"""Pay tables as files: exactly the rows and figures that the pages show, in CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from careers import pay_tables
from careers.facts.fact import Status
from careers.models import Release, Source
from guides.models.tools import ROLE

Line = dict[str, str]


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _cells(row: Any) -> Line:
    """The figures of a row, and in `notes` why any is absent."""
    cells: dict[str, pay_tables.Cell] = row.cells
    absent = [f"{key}: {cell.text}" for key, cell in cells.items() if cell.status is not Status.PUBLISHED]
    return {**{key: cell.number for key, cell in cells.items()}, "notes": "; ".join(absent)}


def csv_file(name: str, lines: Iterable[Line], columns: Sequence[str] = ()) -> HttpResponse:
    """`columns` stand at the head of a file without rows as well."""
    rows = list(lines)
    text = io.StringIO()
    if rows or columns:
        writer = csv.DictWriter(text, columns or rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: guarded(value) for key, value in row.items()} for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _state_lines(table: pay_tables.StatesTable) -> Iterator[Line]:
    wages, *prices = [release.label for release in table.releases] or [""]
    rows = [*table.rows, *([table.nation] if table.nation else []), *table.territories]
    for row in rows:
        yield {
            "place": row.name,
            "code": row.area.key,
            "kind": row.area.kind,
            **_cells(row),
            "caution": row.caution,
            "wages": wages,
            "price_levels": prices[0] if prices else "",
        }


def _states(request: HttpRequest) -> pay_tables.StatesTable:
    return pay_tables.by_state(ROLE, request.GET.get("sort", ""), request.GET.get("region", ""))


@require_safe
def by_state_csv(request: HttpRequest) -> HttpResponse:
    return csv_file("medical-assistant-pay-by-state.csv", _state_lines(_states(request)))


@require_safe
def by_state_json(request: HttpRequest) -> HttpResponse:
    table = _states(request)
    return JsonResponse(
        {
            "title": "Pay of medical assistants by state",
            "columns": {column.key: {"name": column.heading, "unit": column.unit} for column in table.columns},
            "formula": "real_hourly_median = hourly_median / (price_level / 100)",
            "sort": table.sort,
            "region": table.region or None,
            "releases": [_release(release) for release in table.releases],
            "rows": list(_state_lines(table)),
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _release(release: Release) -> dict[str, Any]:
    source: Source = release.source
    return {
        "data_set": release.data_set,
        "name": source.citation,
        "publisher": source.publisher,
        "period": release.label,
        "retrieved_on": release.retrieved_on.isoformat(),
        "terms": source.terms,
        "cautions": release.cautions.splitlines(),
    }


@require_safe
def distribution_csv(request: HttpRequest) -> HttpResponse:
    found = pay_tables.distribution(ROLE)
    period = found.release.label if found.release else ""
    lines = (
        {"point": point.name, "hourly": point.hourly.number, "annual": point.annual.number, "wages": period}
        for point in found.points()
    )
    return csv_file("medical-assistant-pay.csv", lines)


@require_safe
def by_setting_csv(request: HttpRequest) -> HttpResponse:
    table = pay_tables.by_setting(ROLE)
    lines = (
        {"setting": row.name, "industry": row.industry.code, **_cells(row), "wages": table.period} for row in table.rows
    )
    return csv_file("medical-assistant-pay-by-setting.csv", lines)


@require_safe
def over_time_csv(request: HttpRequest) -> HttpResponse:
    table = pay_tables.over_time(ROLE)
    lines = ({"release": row.name, "year": str(row.year), **_cells(row)} for row in table.rows)
    return csv_file("medical-assistant-pay-over-time.csv", lines)
