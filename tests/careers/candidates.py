"""Candidates of releases, made row by row or from a release that the site holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from careers import releases
from careers.importers.rows import AnyRow, Candidate, FileRecord, WageRow
from careers.importers.stored import stored_rows
from careers.models import DataSet, Release

FETCHED = releases.Provenance(retrieved_on=date(2031, 4, 2), obtained_from="Made for a test", cautions="One.\nTwo.")
#: Code, kind, title and primary state, by the key of the place.
PLACES = {
    "us": ("99", "nation", "United States", ""),
    "ca": ("06", "state", "California", "ca"),
    "wa": ("53", "state", "Washington", "wa"),
    "pr": ("72", "territory", "Puerto Rico", "pr"),
    "99990": ("99990", "metro", "Twin Rivers, WA-OR", "wa"),
}
INDUSTRIES = {
    "": ("000000", "cross-industry", "Cross-industry"),
    "hospitals": ("622000", "3-digit", "Hospitals"),
    "new": ("987654", "6-digit", "Offices of Everyone"),
}


def wage(place: str = "us", industry: str = "", marks: dict[str, str] | None = None, **figures: Any) -> WageRow:
    """One row of medical assistants; figures by name, numbers as text are exact."""
    area = PLACES[place]
    work = INDUSTRIES[industry]
    exact = {name: Decimal(value) if isinstance(value, str) else value for name, value in figures.items()}
    occupation = ("31-9092", "Medical Assistants")
    return WageRow(*area, *work, "1235", *occupation, figures=exact, marks=marks or {})


def candidate(*rows: AnyRow, period: str = "2031-05", label: str = "May 2031") -> Candidate:
    files = [FileRecord("made.xlsx", 10, "f" * 64)]
    return Candidate(DataSet.WAGES, period, label, list(rows), files, rows_read=len(rows))


def changed(release: Release, change: Callable[[AnyRow], Iterable[AnyRow]], period: str, label: str) -> Candidate:
    """A candidate of another period with the rows of a release, each as `change` hands it back."""
    rows = [new for row in stored_rows(release) for new in change(deepcopy(row))]
    files = [FileRecord("made.xlsx", 10, "f" * 64)]
    return Candidate(DataSet(release.data_set), period, label, rows, files, rows_read=len(rows))
