"""What would change for readers if a candidate became current. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from careers.importers.rows import AnyRow, Candidate, PriceParityRow, ProjectionRow, WageRow
from careers.importers.stored import stored_rows
from careers.importers.writing import content
from careers.models import Area, Release
from careers.releases import complete, current_release

#: The figures that readers look at first, for the list of changes.
MAIN = ("employment", "hourly_median", "annual_median", "growth", "openings", "all_items", "value")
#: A year moves a median by a few percent and a price level by one or two. More than this deserves a look: it may be
#: true, and it may be a shifted column.
UNUSUAL = {"hourly_median": 12, "annual_median": 12, "employment": 50, "growth": 100, "openings": 30, "all_items": 4}
#: How many lines a report shows of each kind; the counts are always whole.
SHOWN = 100


@dataclass(frozen=True)
class CellChange:
    """One figure of one row. `None` is: not in that release; a symbol stands for itself."""

    row: str
    figure: str
    before: str | None
    after: str | None
    percent: Decimal | None = None  # of the old value; None where it cannot be told

    def __str__(self) -> str:
        moved = f" ({self.percent:+}%)" if self.percent is not None else ""
        return f"{self.row}: {self.figure.replace('_', ' ')} {self.before or 'none'} → {self.after or 'none'}{moved}"


@dataclass
class Difference:
    against: Release | None
    added: int = 0
    removed: int = 0
    changed: int = 0
    same: int = 0
    cells: list[CellChange] = field(default_factory=list)  # of the main figures, the largest first
    outliers: list[CellChange] = field(default_factory=list)
    added_rows: list[str] = field(default_factory=list)
    removed_rows: list[str] = field(default_factory=list)
    missing_scopes: list[str] = field(default_factory=list)  # held by the current release, not by this one
    new_areas: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)

    def lines(self) -> list[str]:
        """For a terminal."""
        against = f"Against {self.against}" if self.against else "No release of this data set is current yet"
        lines = [
            f"{against}: {self.added} added, {self.changed} changed, {self.removed} removed, {self.same} the same.",
            *(f"The current release also holds {scope}; this one does not." for scope in self.missing_scopes),
        ]
        for title, found in (
            ("New areas", self.new_areas),
            ("Unusual changes, look at each", self.outliers),
            ("Removed", self.removed_rows),
            ("Largest changes", self.cells),
        ):
            if found:
                lines += [f"{title} ({len(found)}):", *(f"  {item}" for item in found[:SHOWN])]
        return lines

    def as_json(self) -> dict[str, Any]:
        """For a job's report."""
        return {
            "against": str(self.against) if self.against else None,
            **{name: getattr(self, name) for name in ("added", "removed", "changed", "same")},
            **{name: getattr(self, name)[:SHOWN] for name in ("added_rows", "removed_rows", "new_areas")},
            "missing_scopes": self.missing_scopes,
            "outlier_count": len(self.outliers),
            **{
                name: [
                    [cell.row, cell.figure, cell.before, cell.after, str(cell.percent) if cell.percent else None]
                    for cell in getattr(self, name)[:SHOWN]
                ]
                for name in ("cells", "outliers")
            },
        }


def difference(candidate: Candidate) -> Difference:
    """The candidate, with what is carried over from its own period, against the current release."""
    current = current_release(candidate.data_set)
    before = {(type(row), row.key): row for row in (stored_rows(current) if current else [])}
    after = {(type(row), row.key): row for row in complete(candidate).rows}
    found = Difference(against=current)
    places = dict(Area.objects.values_list("code", "title"))
    found.missing_scopes = sorted({row.scope for row in before.values()} - {row.scope for row in after.values()})
    for key, row in after.items():
        old = before.get(key)
        if old is None:
            found.added += 1
            found.added_rows.append(name_of(row, places))
        elif content(old)[1:] == content(row)[1:]:
            found.same += 1
        else:
            found.changed += 1
            found.cells += _cells(old, row, name_of(row, places))
    gone = [row for key, row in before.items() if key not in after and row.scope not in found.missing_scopes]
    found.removed = len(gone)
    found.removed_rows = [name_of(row, places) for row in gone]
    found.cells.sort(key=lambda cell: abs(cell.percent or Decimal(0)), reverse=True)
    found.outliers = [cell for cell in found.cells if _is_unusual(cell)]
    found.new_areas = _new_areas(candidate)
    return found


def name_of(row: AnyRow, places: Mapping[str, str]) -> str:
    """What a row is about, in words; `places` are titles by code, for rows that have none of their own."""
    if isinstance(row, WageRow):
        industry = "" if row.industry_code == "000000" else f", {row.industry_title}"
        return f"{row.occupation_title}, {row.area_title}{industry}"
    if isinstance(row, ProjectionRow):
        return row.occupation_title
    if isinstance(row, PriceParityRow):
        return places.get(row.area_code, row.area_code)
    return ", ".join(str(part) for part in row.key if part is not None)


def _cells(old: AnyRow, new: AnyRow, name_of_row: str) -> Iterator[CellChange]:
    figures = isinstance(new, WageRow | ProjectionRow | PriceParityRow)
    for name in MAIN:
        before, after = (_shown(row, name, figures) for row in (old, new))
        if before != after:
            yield CellChange(name_of_row, name, _text(before), _text(after), _percent(before, after))


def _shown(row: Any, name: str, figures: bool) -> Any:
    if not figures:
        return getattr(row, name, None)
    return row.figures.get(name, getattr(row, "marks", {}).get(name))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _percent(before: Any, after: Any) -> Decimal | None:
    numbers = isinstance(before, Decimal | int) and isinstance(after, Decimal | int)
    return round(Decimal(after - before) * 100 / Decimal(before), 1) if numbers and before else None


def _is_unusual(cell: CellChange) -> bool:
    if cell.percent is None:  # a figure that came or went
        return True
    return abs(cell.percent) > UNUSUAL.get(cell.figure, 100)


def _new_areas(candidate: Candidate) -> list[str]:
    wages = {row.area_code: row.area_title for row in candidate.rows if isinstance(row, WageRow)}
    known = set(Area.objects.filter(code__in=wages).values_list("code", flat=True))
    return sorted(title for code, title in wages.items() if code not in known)
