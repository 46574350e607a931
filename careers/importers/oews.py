"""Wages and employment: the workbooks and CSV files of OEWS, as BLS publishes them, become one candidate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from careers.models import Area, DataSet, Jurisdiction

from .cells import Findings
from .oews_layout import Layout, layout_of, period_of
from .oews_rows import OCCUPATION_CODE, Known, ReadRow, read_row
from .problems import ImportProblem, ImportProblems
from .rows import Candidate, WageRow
from .tables import Table, file_record, open_tables
from .wanted import occupation_codes

PROGRESS_STEP = 2_000  # rows


def known() -> Known:
    """What the site's database says that files are read for."""
    states = Jurisdiction.objects.values_list("fips", "code")
    return Known(frozenset(occupation_codes()), dict(states))


def read(
    paths: Sequence[Path],
    progress: Callable[[int], None] = lambda rows: None,
    *,
    period: str = "",
    expect: Callable[[int], None] = lambda rows: None,
    site: Known | None = None,
) -> Candidate:
    """Files of one release. `progress` is called with the number of rows read so far.

    `period` ("2025-05") is for names that do not say it; `expect` is told about how many rows there are. Raises
    ImportProblems.
    """
    # Names first: two releases are told before minutes are spent on reading one.
    sheets: dict[str, set[str]] = {}
    expected = 0
    for path in paths:
        for table in _tables(path):
            sheets.setdefault(table.file, set()).add(table.sheet)
            expected += table.expected
    period, label = period_of(sheets, period)
    expect(expected)
    reading = Reading(site or known(), int(period[:4]), progress)
    for path in paths:
        for table in _tables(path):
            reading.read(table)
    reading.findings.end()
    if not reading.rows:
        raise ImportProblems(
            [ImportProblem("There is no row of the site's occupations. Is it the right file?", paths[0].name)]
        )
    files = [file_record(path) for path in paths]
    rows = [read.row for read in reading.rows.values()]
    return Candidate(DataSet.WAGES, period, label, list(rows), files, reading.rows_read, list(reading.notes()))


def _tables(path: Path) -> Iterator[Table]:
    return open_tables(path, members=lambda name: "description" not in name.lower() and not name.endswith(".txt"))


class Reading:
    """What has been read so far, table by table."""

    def __init__(self, site: Known, year: int, progress: Callable[[int], None]) -> None:
        self.site = site
        self.year = year
        self.progress = progress
        self.findings = Findings()
        self.rows: dict[tuple[object, ...], ReadRow] = {}
        self.areas: dict[str, WageRow] = {}
        self.rows_read = 0
        self.twins = 0
        self.unread: list[str] = []
        self._codes: dict[str | None, bool] = {}

    def read(self, table: Table) -> None:
        layout = layout_of(table, self.year)
        self.unread += [f"{table.file}: column {name} is not read" for name in layout.unread]
        headers = 0
        header = table.header[layout.code_place]

        def wanted(cell: str | None) -> bool:
            nonlocal headers
            if cell is not None and cell.strip() == header:
                headers += 1
                return headers > 1
            self.rows_read += 1
            if self.rows_read % PROGRESS_STEP == 0:
                self.progress(self.rows_read)
            return self._is_wanted(cell)

        for number, cells in table.rows(layout.code_place, wanted):
            if headers > 1:
                raise table.refusal("A second header stands here: the file is two files in one.", number)
            self._add(table, layout, number, cells)
        self.progress(self.rows_read)

    def _is_wanted(self, code: str | None) -> bool:
        """The site's occupations; and what is no code at all, so that it is told."""
        if code not in self._codes:
            plain = (code or "").strip()
            self._codes[code] = plain in self.site.occupations or not OCCUPATION_CODE.fullmatch(plain)
        return self._codes[code]

    def _add(self, table: Table, layout: Layout, number: int, cells: list[str | None]) -> None:
        sheet = f", sheet {table.sheet}" if table.sheet else ""
        at = f"{table.file}{sheet}, row {number}"
        new, wrong = read_row(cells, layout, at, self.site)
        for column, message in wrong:
            self.findings.add(f"{message}.", table, number, column)
        if not new:
            return
        area = self.areas.setdefault(new.row.area_code, new.row)
        if (area.area_kind, area.area_title, area.primary_state) != (
            new.row.area_kind,
            new.row.area_title,
            new.row.primary_state,
        ):
            message = f"The area is {new.row.area_title} here and {area.area_title} in {area.at}."
            self.findings.add(message, table, number, "AREA_TITLE")
        old = self.rows.setdefault(new.row.key, new)
        if old is new:
            return
        column = _difference(old.row, new.row)
        if column:
            message = f"The same estimate stands in {old.row.at} with another value ({column})."
            self.findings.add(message, table, number, "OCC_CODE")
        elif new.detailed and not old.detailed:
            # An occupation published at the broad level only stands there twice.
            self.rows[new.row.key] = new
        self.twins += not column

    def notes(self) -> Iterator[str]:
        """What the reader of the report should know."""
        yield from self.unread
        if self.twins:
            yield f"rows that stand twice with the same numbers (broad and detailed), kept once: {self.twins}"
        kept = {read.row.occupation_code for read in self.rows.values()}
        if absent := sorted(self.site.occupations - kept):
            yield f"no row of {', '.join(absent)}"
        states = {area.area_code for area in self.areas.values() if area.area_kind == Area.Kind.STATE}
        lacking = [code.upper() for fips, code in sorted(self.site.states.items()) if fips not in states]
        if states and lacking:
            yield f"no row of {', '.join(lacking)}"


def _difference(one: WageRow, other: WageRow) -> str:
    """The first figure or mark in which two rows differ; empty when they are twins."""
    for part in ("annual_only", "hourly_only"):
        if getattr(one, part) != getattr(other, part):
            return part
    names = [*one.figures, *one.marks, *other.figures, *other.marks]
    return next(
        (
            name
            for name in names
            if one.figures.get(name) != other.figures.get(name) or one.marks.get(name) != other.marks.get(name)
        ),
        "",
    )
