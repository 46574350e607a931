"""Tables of pay as pages, CSV and JSON show them: the same rows and cells for all three.

Every table reads the current releases only and names them. A cell has a number or says why it has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from careers.facts.fact import ABSENT, SHAPES, Status, Unit
from careers.facts.tables import broadest, place_name
from careers.facts.values import Pair, caution_of, pair
from careers.memory import remembered
from careers.models import Area, DataSet, Industry, Jurisdiction, PriceParity, Projection, Release, Role, WageEstimate
from careers.models.labour import POINTS
from careers.pay import real_pay
from careers.releases import current_releases, history


@dataclass(frozen=True)
class Cell:
    """One figure of a table."""

    value: Decimal | None
    unit: Unit
    status: Status

    @property
    def text(self) -> str:
        """As shown, without the unit: the column's heading says it."""
        if self.value is None:
            return ABSENT[self.status].strip("()")
        return SHAPES[self.unit].template.format(self.value)

    @property
    def number(self) -> str:
        """The same for machines: no sign, no separator; empty when there is no figure."""
        return "" if self.value is None else self.text.strip("$%").replace(",", "")

    @property
    def exact(self) -> str:
        """With every digit, for sorting: two places that look the same may not be."""
        return "" if self.value is None else str(self.value)


def cell(found: Pair, unit: Unit) -> Cell:
    return Cell(found[0], unit, found[1])


def of_row(row: WageEstimate | None, name: str, unit: Unit) -> Cell:
    return cell(pair(row, name), unit)


@dataclass(frozen=True)
class Column:
    """A column of a table: its name in files and addresses, its heading, its unit."""

    key: str
    heading: str
    unit: Unit


@dataclass
class Table:
    """Rows of cells under columns, with the releases they come from."""

    columns: list[Column]
    rows: list[Any]
    releases: list[Release] = field(default_factory=list)

    @property
    def period(self) -> str:
        return self.releases[0].label if self.releases else ""


def role_called(key: str) -> Role | None:
    return Role.objects.filter(key=key).select_related("occupation").first()


def _estimates(release: Release | None, role: Role | None, areas: Q, industries: Q) -> list[WageEstimate]:
    if not release or not role or not role.occupation_id:
        return []
    rows = WageEstimate.objects.filter(areas, industries, release=release, occupation=role.occupation_id)
    return list(rows.select_related("area__jurisdiction", "industry"))


def _one_each(rows: Iterable[WageEstimate], by: Callable[[WageEstimate], Any]) -> dict[Any, WageEstimate]:
    """The row of each place or industry that covers most owners."""
    grouped: dict[Any, list[WageEstimate]] = {}
    for row in rows:
        grouped.setdefault(by(row), []).append(row)
    return {key: chosen for key, found in grouped.items() if (chosen := broadest(found))}


ALL_INDUSTRIES = Q(industry__code=Industry.ALL)
NATION = Q(area__kind=Area.Kind.NATION)


# The range of pay ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """One point of a range of pay."""

    key: str
    name: str
    hourly: Cell
    annual: Cell


@dataclass
class Distribution:
    """Five points of pay in one place, by the hour and by the year."""

    role: Role | None
    place: str  # as after "in"
    row: WageEstimate | None
    release: Release | None
    caution: str

    @property
    def place_title(self) -> str:
        """The place alone, as a heading."""
        return (self.place[:1].upper() + self.place[1:]).removeprefix("The ")

    def points(self) -> list[Point]:
        """The lowest first."""
        names = {"median": "Median (50th percentile)"}
        return [
            Point(
                point,
                names.get(point, f"{point.removeprefix('p')}th percentile"),
                of_row(self.row, f"hourly_{point}", Unit.HOURLY),
                of_row(self.row, f"annual_{point}", Unit.ANNUAL),
            )
            for point in POINTS
        ]


@remembered
def distribution(role_key: str, place: str = "us") -> Distribution:
    """The published range of a role's pay in a place, whether or not there is any."""
    release, role = current_releases().get(DataSet.WAGES), role_called(role_key)
    rows = _estimates(release, role, Q(area__key=place), ALL_INDUSTRIES)
    row = broadest(rows)
    area = row.area if row else Area.objects.filter(key=place).first()
    return Distribution(role, place_name(area) if area else place, row, release, caution_of(row))


# By setting ---------------------------------------------------------------------------------------------------------

SETTING_COLUMNS = [
    Column("share", "Share of jobs", Unit.PERCENT),
    Column("employment", "Jobs", Unit.JOBS),
    Column("hourly_median", "Median, an hour", Unit.HOURLY),
    Column("annual_median", "Median, a year", Unit.ANNUAL),
    Column("hourly_p10", "10th percentile, an hour", Unit.HOURLY),
    Column("hourly_p90", "90th percentile, an hour", Unit.HOURLY),
]


@dataclass
class SettingRow:
    industry: Industry
    estimate: WageEstimate | None
    cells: dict[str, Cell]

    @property
    def name(self) -> str:
        return str(self.industry)


@remembered
def by_setting(role_key: str) -> Table:
    """Pay in the work settings that the site shows, nation only, in their own order."""
    release, role = current_releases().get(DataSet.WAGES), role_called(role_key)
    settings = list(Industry.objects.exclude(setting_order=None).order_by("setting_order"))
    shown = Q(industry__in=settings) | ALL_INDUSTRIES
    rows = _one_each(_estimates(release, role, NATION, shown), lambda row: row.industry_id)
    whole = next((row.employment for row in rows.values() if row.industry.code == Industry.ALL), None)
    made = []
    for industry in settings:
        row = rows.get(industry.pk)
        jobs, status = pair(row, "employment")
        share = jobs * 100 / whole if jobs is not None and whole else None
        cells = {"share": Cell(share, Unit.PERCENT, status if share is not None or jobs is None else Status.MISSING)}
        cells |= {column.key: of_row(row, column.key, column.unit) for column in SETTING_COLUMNS[1:]}
        made.append(SettingRow(industry, row, cells))
    return Table(SETTING_COLUMNS, made, [release] if release else [])


# Over time ----------------------------------------------------------------------------------------------------------

YEAR_COLUMNS = [
    Column("employment", "Jobs", Unit.JOBS),
    Column("hourly_median", "Median, an hour", Unit.HOURLY),
    Column("annual_median", "Median, a year", Unit.ANNUAL),
]


@dataclass
class YearRow:
    release: Release
    cells: dict[str, Cell]

    @property
    def name(self) -> str:
        return self.release.label

    @property
    def year(self) -> int:
        return int(self.release.period[:4])


@remembered
def over_time(role_key: str) -> Table:
    """One row a release, oldest first: every period up to the current release."""
    releases, role = history(DataSet.WAGES), role_called(role_key)
    rows: dict[int, WageEstimate] = {}
    if role and role.occupation_id:
        found = WageEstimate.objects.filter(NATION, ALL_INDUSTRIES, release__in=releases, occupation=role.occupation_id)
        rows = _one_each(found, lambda row: row.release_id)
    made = [
        YearRow(
            release,
            {column.key: of_row(rows.get(release.pk), column.key, column.unit) for column in YEAR_COLUMNS},
        )
        for release in releases
    ]
    return Table(YEAR_COLUMNS, made, list(reversed(releases)))


# By place -----------------------------------------------------------------------------------------------------------

PLACE_COLUMNS = [
    Column("hourly_median", "Median, an hour", Unit.HOURLY),
    Column("annual_median", "Median, a year", Unit.ANNUAL),
    Column("hourly_p10", "10th percentile, an hour", Unit.HOURLY),
    Column("hourly_p90", "90th percentile, an hour", Unit.HOURLY),
    Column("employment", "Jobs", Unit.JOBS),
    Column("jobs_per_1000", "Per 1,000 jobs", Unit.PER_1000),
    Column("location_quotient", "Location quotient", Unit.QUOTIENT),
]
STATE_COLUMNS = [
    *PLACE_COLUMNS,
    Column("price_level", "Price level", Unit.INDEX),
    Column("real_hourly_median", "Real median, an hour", Unit.HOURLY),
]
#: What a visitor may sort by: the place, or any column.
SORTS = ("place", *(column.key for column in STATE_COLUMNS))


@dataclass
class PlaceRow:
    area: Area
    estimate: WageEstimate | None
    cells: dict[str, Cell]

    @property
    def name(self) -> str:
        return self.area.title

    @property
    def jurisdiction(self) -> Jurisdiction | None:
        return self.area.jurisdiction

    @property
    def caution(self) -> str:
        return caution_of(self.estimate)


@dataclass
class StatesTable(Table):
    """The states and DC as asked for, the nation to compare with, and the territories, which are not ranked."""

    nation: PlaceRow | None = None
    territories: list[PlaceRow] = field(default_factory=list)
    sort: str = "place"
    region: str = ""


def by_state(role_key: str, sort: str = "place", region: str = "") -> StatesTable:
    """Pay in the 50 states and DC. Unknown `sort` and `region` count as not given; numbers sort from high to low, and
    places without the number stand last."""
    rows, releases = _state_rows(role_key)
    sort = sort if sort in SORTS else "place"
    region = region if region in Jurisdiction.Region.values else ""
    states = [row for row in rows if row.jurisdiction and region in {"", row.jurisdiction.region}]
    return StatesTable(
        STATE_COLUMNS,
        sorted_rows(states, sort),
        releases,
        nation=next((row for row in rows if row.area.kind == Area.Kind.NATION), None),
        territories=[row for row in rows if row.area.kind == Area.Kind.TERRITORY and row.estimate],
        sort=sort,
        region=region,
    )


@remembered
def _state_rows(role_key: str) -> tuple[list[PlaceRow], list[Release]]:
    """Nation, states and territories with their figures, and the releases these come from."""
    releases, role = current_releases(), role_called(role_key)
    wages, prices = releases.get(DataSet.WAGES), releases.get(DataSet.PRICE_PARITIES)
    kinds = [Area.Kind.NATION, Area.Kind.STATE, Area.Kind.TERRITORY]
    areas = list(Area.objects.filter(kind__in=kinds).select_related("jurisdiction"))
    found = _estimates(wages, role, Q(area__kind__in=kinds), ALL_INDUSTRIES)
    estimates = _one_each(found, lambda row: row.area_id)
    levels = {row.area_id: row for row in PriceParity.objects.filter(release=prices)} if prices else {}
    rows = [_state_row(area, estimates.get(area.pk), levels.get(area.pk)) for area in areas]
    return rows, [release for release in (wages, prices) if release]


def sorted_rows(rows: list[PlaceRow], sort: str) -> list[PlaceRow]:
    rows = sorted(rows, key=lambda row: row.name)
    if sort == "place":
        return rows
    values = {id(row): row.cells[sort].value for row in rows}
    return sorted(rows, key=lambda row: (values[id(row)] is None, -(values[id(row)] or 0)))


def _place_cells(row: WageEstimate | None) -> dict[str, Cell]:
    return {column.key: of_row(row, column.key, column.unit) for column in PLACE_COLUMNS}


def _state_row(area: Area, row: WageEstimate | None, level: PriceParity | None) -> PlaceRow:
    cells = _place_cells(row)
    median, status = pair(row, "hourly_median")
    real = real_pay(median, level.all_items, "hour") if level else None
    known = Status.PUBLISHED if level else Status.MISSING
    cells["price_level"] = Cell(level.all_items if level else None, Unit.INDEX, known)
    cells["real_hourly_median"] = Cell(real, Unit.HOURLY, status if level else Status.MISSING)
    return PlaceRow(area, row, cells)


@remembered
def metro_areas(role_key: str, jurisdiction: Jurisdiction) -> Table:
    """Metropolitan and nonmetropolitan areas that reach into a state, the highest median first."""
    release, role = current_releases().get(DataSet.WAGES), role_called(role_key)
    inside = Q(area__postal_codes__contains=[jurisdiction.code], area__kind__in=["metro", "nonmetro"])
    rows = _one_each(_estimates(release, role, inside, ALL_INDUSTRIES), lambda row: row.area_id)
    places = [PlaceRow(row.area, row, _place_cells(row)) for row in rows.values()]
    return Table(PLACE_COLUMNS, sorted_rows(places, "hourly_median"), [release] if release else [])


# Outlook ------------------------------------------------------------------------------------------------------------


@dataclass
class Outlook:
    """Projected growth and openings of a role; counts in jobs."""

    role: Role | None
    row: Projection | None
    release: Release | None

    def jobs(self, name: str) -> Cell:
        value, status = pair(self.row, name)
        return Cell(value * 1000 if value is not None else None, Unit.JOBS, status)

    @property
    def growth(self) -> Cell:
        return of_row(self.row, "growth", Unit.PERCENT)  # type: ignore[arg-type]

    @property
    def leaving(self) -> Cell:
        """Openings a year because people leave: out of work altogether, or to another occupation."""
        parts = [self.jobs("exits").value, self.jobs("transfers").value]
        whole = sum(parts) if all(part is not None for part in parts) else None  # type: ignore[arg-type]
        return Cell(whole, Unit.JOBS, Status.PUBLISHED if whole is not None else Status.NOT_AVAILABLE)  # type: ignore[arg-type]

    @property
    def leaving_share(self) -> Cell:
        leaving, openings = self.leaving.value, self.jobs("openings").value
        share = leaving * 100 / openings if leaving is not None and openings else None
        return Cell(share, Unit.WHOLE_PERCENT, Status.PUBLISHED if share is not None else Status.NOT_AVAILABLE)


@remembered
def outlook(role_key: str) -> Outlook:
    release, role = current_releases().get(DataSet.PROJECTIONS), role_called(role_key)
    row = None
    if release and role and role.occupation_id:
        row = Projection.objects.filter(release=release, occupation=role.occupation_id).first()
    return Outlook(role, row, release)
