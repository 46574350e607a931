"""BEA Regional Price Parities by state: the CSV of table SARPP, one column a year. The newest year is the release.

Each row is one place and one line of the table. Lines are known by their description, as their numbers have changed
between releases. The nation's price level is 100.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from careers.importers.cells import Cells, Findings, Place, check_period, named_columns, number, shortened, text
from careers.importers.problems import ImportProblem, ImportProblems
from careers.importers.rows import AnyRow, Candidate, Number, PriceParityRow
from careers.importers.tables import file_record, open_tables
from careers.importers.wanted import states
from careers.models import Area, DataSet, PriceParity

TABLE = "SARPP"
COLUMNS = ("GeoFIPS", "GeoName", "TableName", "Description", "Unit")
#: Descriptions as the newest layout has them, without the footnote marks that follow some.
LINES = {
    "rpps: all items": "all_items",
    "rpps: goods": "goods",
    "rpps: services: housing": "housing",
    "rpps: services: utilities": "utilities",
    "rpps: services: other": "other_services",
}
NATION = "00"
#: Beside states the publisher's files can hold its eight regions (91 to 98) and territories; the site shows neither.
NOT_SHOWN = re.compile(r"9[1-8]|60|66|69|72|78")
NOT_AVAILABLE = {"(NA)", "(D)", "(NM)"}
#: Price levels outside these are mistakes: the widest gap so far, housing, runs from 55 to 169.
LOWEST, HIGHEST = 20, 500


def read(paths: Sequence[Path], progress: Callable[[int], None] = lambda rows: None, period: str = "") -> Candidate:
    """The newest year of one table. With `period` (2023) it has to be that one. Raises ImportProblems."""
    findings, fips = Findings(), states()
    found: tuple[list[AnyRow], int, int] | None = None
    tables = 0
    for path in paths:
        for table in open_tables(path, members=is_table):
            tables += 1
            if tables > 1:
                findings.add("this is a second table: give the one file of the newest release", table)
                continue
            found = read_rows(table, table.header, table.rows(ragged=True), fips, findings)
            if found is not None:
                check_period(str(found[1]), period, table)
    findings.end()
    if found is None:
        raise ImportProblems([ImportProblem("There is no table to read.", ", ".join(path.name for path in paths))])
    rows, year, rows_read = found
    progress(rows_read)
    return Candidate(
        data_set=DataSet.PRICE_PARITIES,
        period=str(year),
        label=str(year),
        rows=rows,
        files=[file_record(path) for path in paths],
        rows_read=rows_read,
    )


def is_table(name: str) -> bool:
    """Whether a file in the publisher's zip is the table of states, not its notes."""
    return name.lower().endswith(".csv") and name.upper().startswith(TABLE)


@dataclass(frozen=True, slots=True)
class Columns:
    index: Mapping[str, int]
    year: int
    year_index: int

    def cell(self, cells: Cells, name: str) -> str:
        index = self.index[name]
        return unquoted(cells[index]) if index < len(cells) else ""


def unquoted(cell: str | None) -> str:
    """Codes stand in quotation marks behind a space, which a CSV reader leaves as they are."""
    return text(text(cell).strip('"'))


def read_header(header: Cells, place: Place, findings: Findings) -> Columns | None:
    """Columns and the newest year. None when the table cannot be read; the findings then say why."""
    index = named_columns([unquoted(cell) for cell in header], COLUMNS, place, findings)
    if index is None:
        return None
    years = [
        (int(cell), place_of) for place_of, cell in enumerate(map(unquoted, header)) if re.fullmatch(r"[0-9]{4}", cell)
    ]
    if not years:
        findings.add("there is no column for a year", place, 1)
        return None
    if [year for year, _ in years] != list(range(years[0][0], years[0][0] + len(years))):
        findings.add("the columns of years are not one year after another", place, 1)
        return None
    return Columns(index, *years[-1])


def read_rows(
    place: Place, header: Cells, rows: Iterator[tuple[int, Cells]], fips: Mapping[str, str], findings: Findings
) -> tuple[list[AnyRow], int, int] | None:
    """Rows for the nation and every state of `fips`, the year, and how many lines were read."""
    columns = read_header(header, place, findings)
    if columns is None:
        return None
    places = {NATION: "the nation", **fips}
    found: dict[tuple[str, str], tuple[int, Decimal | None]] = {}
    rows_read = 0
    for row, cells in rows:
        if len([cell for cell in cells if unquoted(cell)]) <= 1:
            continue  # a note below the table
        rows_read += 1
        code = _place_code(cells, columns, places, place, row, findings)
        figure = _figure(cells, columns, place, row, findings)
        if code is None or figure is None:
            continue
        value = _value(cells, columns, code, figure, place, row, findings)
        first = found.setdefault((code, figure), (row, value))
        if first[1] != value:
            findings.add(f"{figure} of {places[code]} already stands in row {first[0]}, with another value", place, row)
    for figure in PriceParity.FIGURES:
        missing = [name for code, name in places.items() if (code, figure) not in found]
        if len(missing) == len(places):
            findings.add(f"there is no line “{_description(figure)}”", place, column="Description")
        elif missing:
            findings.add(f"the line “{_description(figure)}” is missing for {_some(missing)}", place)
    return [_row(code, columns.year, found, place) for code in sorted(places)], columns.year, rows_read


def _place_code(
    cells: Cells, columns: Columns, places: Mapping[str, str], place: Place, row: int, findings: Findings
) -> str | None:
    fips = columns.cell(cells, "GeoFIPS")
    code = fips[:2]
    if re.fullmatch(r"[0-9]{2}000", fips) and code in places:
        return code
    if not (re.fullmatch(r"[0-9]{2}000", fips) and NOT_SHOWN.fullmatch(code)):
        findings.add(f"“{shortened(fips)}” is not a place of this table", place, row, "GeoFIPS")
    return None


def _figure(cells: Cells, columns: Columns, place: Place, row: int, findings: Findings) -> str | None:
    """Which figure the line holds, or None: personal income and the like stand in the same table."""
    table = columns.cell(cells, "TableName")
    if table != TABLE:
        findings.add(f"this is a row of table {table or '(none)'}; {TABLE} is needed", place, row, "TableName")
        return None
    description = columns.cell(cells, "Description")
    figure = LINES.get(re.sub(r"\s*[0-9]+/$", "", description).casefold())
    if figure is None and description.casefold().startswith("rpp"):
        findings.add(f"“{shortened(description)}” is not known as a line of price parities", place, row, "Description")
    if figure is not None and columns.cell(cells, "Unit").casefold() != "index":
        findings.add(f"the unit is “{columns.cell(cells, 'Unit')}”, not an index", place, row, "Unit")
    return figure


def _value(
    cells: Cells, columns: Columns, code: str, figure: str, place: Place, row: int, findings: Findings
) -> Decimal | None:
    cell = unquoted(cells[columns.year_index]) if columns.year_index < len(cells) else ""
    column = str(columns.year)
    if cell in NOT_AVAILABLE and figure != "all_items":
        return None
    try:
        value = number(cell, 3)
    except ValueError as problem:
        findings.add(str(problem), place, row, column)
        return None
    if not LOWEST <= value <= HIGHEST:
        findings.add(f"{value} cannot be right for a price level, where the nation is 100", place, row, column)
    elif code == NATION and figure == "all_items" and value != 100:
        findings.add(f"all items for the nation are {value}, not 100", place, row, column)
    return value


def _row(
    code: str, year: int, found: Mapping[tuple[str, str], tuple[int, Decimal | None]], place: Place
) -> PriceParityRow:
    figures: dict[str, Number] = {}
    for figure in PriceParity.FIGURES:
        _, value = found.get((code, figure), (0, None))
        if value is not None:
            figures[figure] = value
    row, _ = found.get((code, "all_items"), (0, None))
    return PriceParityRow(Area.NATION if code == NATION else code, year, figures, at=f"{place.file}, row {row}")


def _description(figure: str) -> str:
    return next(line for line, name in LINES.items() if name == figure).replace("rpps", "RPPs")


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
