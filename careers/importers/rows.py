"""What every importer hands on: typed rows under the publishers' own codes, and the candidate that holds them.

Numbers are exact (`Decimal`, or `int` for whole ones). A figure that is absent for a stated reason is missing in
`figures` and has the publisher's symbol in `marks`; one that is missing in both is not used for this kind of estimate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from careers.models import Area, DataSet

Number = Decimal | int


@dataclass(slots=True)
class Row:
    """Common to all rows. `at` says where the row stood, for messages."""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes the row the same row in another release of its data set."""
        raise NotImplementedError


@dataclass(slots=True)
class WageRow(Row):
    area_code: str
    area_kind: str
    area_title: str
    primary_state: str  # postal code in small letters; empty for the nation
    industry_code: str
    industry_level: str
    industry_title: str
    ownership: str
    occupation_code: str
    occupation_title: str
    figures: dict[str, Number]
    marks: dict[str, str] = field(default_factory=dict)
    annual_only: bool = False
    hourly_only: bool = False
    at: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.area_code, self.industry_code, self.ownership, self.occupation_code)

    @property
    def scope(self) -> str:
        """Which of the agency's files the row belongs to. A later file of the same period replaces whole scopes."""
        if self.area_kind == Area.Kind.NATION:
            return "nation" if self.industry_code == "000000" else f"{self.industry_level} industries"
        return "areas" if self.area_kind in {Area.Kind.METRO, Area.Kind.NONMETRO} else "states"


@dataclass(slots=True)
class ProjectionRow(Row):
    occupation_code: str
    occupation_title: str
    base_year: int
    projected_year: int
    figures: dict[str, Number]
    marks: dict[str, str] = field(default_factory=dict)
    entry_education: str = ""
    work_experience: str = ""
    training: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.occupation_code,)

    scope = "nation"


@dataclass(slots=True)
class PriceParityRow(Row):
    area_code: str  # 99 for the nation, two-digit FIPS for a state
    year: int
    figures: dict[str, Number]
    at: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.area_code,)

    scope = "states"


@dataclass(slots=True)
class OnetTitleRow(Row):
    onet_code: str
    kind: str
    title: str
    short_title: str = ""
    description: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.onet_code, self.kind, self.title)

    @property
    def scope(self) -> str:
        return f"{self.kind} titles"


@dataclass(slots=True)
class OnetTaskRow(Row):
    onet_code: str
    task_id: int
    statement: str
    kind: str = ""
    respondents: int | None = None
    surveyed: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.onet_code, self.task_id)

    scope = "tasks"


@dataclass(slots=True)
class OnetRatingRow(Row):
    onet_code: str
    subject: str
    element: str
    name: str
    scale: str
    category: int | None
    value: Decimal
    respondents: int | None = None
    standard_error: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    imprecise: bool = False
    surveyed: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        return (self.onet_code, self.subject, self.element, self.scale, self.category)

    @property
    def scope(self) -> str:
        return f"{self.subject} ratings"


AnyRow = WageRow | ProjectionRow | PriceParityRow | OnetTitleRow | OnetTaskRow | OnetRatingRow


@dataclass(slots=True)
class FileRecord:
    name: str
    bytes: int
    sha256: str


@dataclass(slots=True)
class Candidate:
    """Everything that one or more files of one release said, validated; nothing is written yet."""

    data_set: DataSet
    period: str  # sortable: 2025-05, 2024-34, 2023, 29.3
    label: str  # for readers: May 2025, 2024 to 2034, 2023, 29.3
    rows: list[AnyRow]
    files: list[FileRecord]
    rows_read: int = 0  # in the files, before the site's occupations were picked out
    notes: list[str] = field(default_factory=list)  # what the reader of the report should know, one line each

    @property
    def scopes(self) -> set[str]:
        return {row.scope for row in self.rows}

    def of(self, kind: type[AnyRow]) -> Iterator[AnyRow]:
        return (row for row in self.rows if isinstance(row, kind))
