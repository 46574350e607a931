"""BLS Employment Projections: the workbook occupation.xlsx, its tables 1.2 (employment) and 1.10 (separations).

Counts are in thousands, rates in percent, each with one decimal place. A dash stands for what is not available.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from careers.importers.cells import Cells, Findings, Place, check_period, number, shortened, text
from careers.importers.projection_checks import unlikely
from careers.importers.projection_header import Header, read_header, two_releases
from careers.importers.rows import AnyRow, Candidate, ProjectionRow
from careers.importers.tables import Table, file_record, open_tables
from careers.importers.wanted import occupation_codes
from careers.models import DataSet, Projection

CODE = re.compile(r"[0-9]{2}-[0-9]{4}")
NOT_AVAILABLE = "—"
#: Figures that are never unavailable: without them the row says nothing.
NEEDED = ("employment_base", "employment_projected", "change", "growth")
LONGEST_WORDS = 80
WORDS = ("entry_education", "work_experience", "training")
SHARED = ("employment", "change", "growth", "openings")
TABLES = {
    "Table 1.2": ("title", "code", *SHARED, "self_employed", *WORDS),
    "Table 1.10": (
        *("title", "code", *SHARED),
        *("exit_rate", "transfer_rate", "separation_rate", "exits", "transfers", "separations"),
    ),
}


def read(paths: Sequence[Path], progress: Callable[[int], None] = lambda rows: None, period: str = "") -> Candidate:
    """One release out of its workbook. With `period` (2024-34) it has to be that one. Raises ImportProblems."""
    findings, wanted = Findings(), occupation_codes()
    contents: dict[str, Content] = {}
    seen: set[str] = set()
    rows_read = 0
    for path in paths:
        for table in open_tables(path, sheets=list(TABLES), members=lambda name: name.lower().endswith(".xlsx")):
            name = table.sheet.strip().capitalize()
            if name not in TABLES:
                raise table.refusal("Projections are read from the workbook occupation.xlsx; give that file.")
            if name in seen:
                findings.add("this table was read before, from another file: give one workbook", table)
                continue
            seen.add(name)
            content = read_table(table, _lines(table), TABLES[name], wanted, findings)
            if content is not None:
                contents[name] = content
                rows_read += content.rows_read
                progress(rows_read)
    findings.end()
    employment, separations = (contents[sheet] for sheet in TABLES)
    if not employment.lines:
        findings.add("none of the occupations of this site stands in the table", employment.place)
    rows = joined(employment, separations, findings)
    findings.end()
    base, projected = employment.header.years
    check_period(f"{base}-{projected % 100:02}", period, employment.place)
    missing = sorted(wanted - employment.lines.keys())
    return Candidate(
        data_set=DataSet.PROJECTIONS,
        period=f"{base}-{projected % 100:02}",
        label=f"{base} to {projected}",
        rows=rows,
        files=[file_record(path) for path in paths],
        rows_read=rows_read,
        notes=[f"No row of their own: {', '.join(missing)}."] if missing else [],
    )


def _lines(table: Table) -> Iterator[tuple[int, Cells]]:
    """Every row from the first on: a title stands above the header, notes below the table."""
    yield table.header_row, table.header
    yield from table.rows(ragged=True)


@dataclass(slots=True)
class Line:
    """One occupation as one table has it."""

    row: int
    title: str
    figures: dict[str, Decimal] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def says_the_same(self, other: Line) -> bool:
        mine = (self.title, self.figures, self.marks, self.words)
        return mine == (other.title, other.figures, other.marks, other.words)


@dataclass(slots=True)
class Content:
    """One table, read: the wanted lines by occupation code."""

    place: Place
    header: Header
    lines: dict[str, Line] = field(default_factory=dict)
    rows_read: int = 0

    def at(self, line: Line) -> str:
        return f"{self.place.file}, sheet {self.place.sheet}, row {line.row}"


def read_table(
    place: Place, rows: Iterator[tuple[int, Cells]], needed: Sequence[str], wanted: set[str], findings: Findings
) -> Content | None:
    """The wanted lines of one table, each validated whole. None without a header that can be used."""
    header = read_header(rows, needed, place, findings)
    if header is None:
        return None
    content = Content(place, header)
    for row, cells in rows:
        code = _cell(cells, header, "code")
        if not code:
            if len([cell for cell in cells if text(cell)]) > 1:
                findings.add("the row has no code", place, row, header.shown["code"])
            continue  # a footnote
        content.rows_read += 1
        if not CODE.fullmatch(code):
            findings.add(f"“{shortened(code)}” is not an occupation code", place, row, header.shown["code"])
        elif code in wanted:
            line = read_line(row, cells, header, place, findings)
            first = content.lines.setdefault(code, line)
            if not first.says_the_same(line):
                findings.add(f"{code} already stands in row {first.row}, with other figures", place, row)
    return content


def read_line(row: int, cells: Cells, header: Header, place: Place, findings: Findings) -> Line:
    line = Line(row, _cell(cells, header, "title"))
    if not line.title:
        findings.add("the occupation has no title", place, row, header.shown["title"])
    for name, shown in header.shown.items():
        cell = _cell(cells, header, name)
        if name in {"title", "code"}:
            continue
        if name in WORDS:
            line.words[name] = "" if cell == NOT_AVAILABLE else cell
            if len(cell) > LONGEST_WORDS or not any(letter.isalpha() or letter == NOT_AVAILABLE for letter in cell):
                findings.add(f"“{shortened(cell)}” cannot be right: words or — are needed", place, row, shown)
        elif cell == NOT_AVAILABLE and name not in NEEDED:
            line.marks[name] = NOT_AVAILABLE
        else:
            try:
                line.figures[name] = number(cell, 1)
            except ValueError as problem:
                findings.add(str(problem), place, row, shown)
    for name, message in unlikely(line.figures, header.years):
        findings.add(message, place, row, header.shown[name])
    return line


def _cell(cells: Cells, header: Header, name: str) -> str:
    index = header.columns[name]
    return text(cells[index]) if index < len(cells) else ""


def joined(employment: Content, separations: Content, findings: Findings) -> list[AnyRow]:
    """Rows out of both tables, which have to agree on what both of them say."""
    years = employment.header.years
    if separations.header.years != years:
        message = two_releases(separations.header.years, years, employment.place.sheet.casefold())
        findings.add(message, separations.place, separations.header.row)
        return []
    for one, other in ((employment, separations), (separations, employment)):
        for code in one.lines.keys() - other.lines.keys():
            findings.add(f"there is no row for {code}, which stands in {one.at(one.lines[code])}", other.place)
    rows: list[AnyRow] = []
    for code in sorted(employment.lines.keys() & separations.lines.keys()):
        first, second = employment.lines[code], separations.lines[code]
        for name in sorted((first.figures.keys() | first.marks) & (second.figures.keys() | second.marks)):
            figure, again = (line.figures.get(name, NOT_AVAILABLE) for line in (first, second))
            if figure != again:
                message = f"{again} differs from {figure} in {employment.at(first)}"
                findings.add(message, separations.place, second.row, separations.header.shown[name])
        figures = {**second.figures, **first.figures}
        marks = {**second.marks, **first.marks}
        rows.append(
            ProjectionRow(
                occupation_code=code,
                occupation_title=first.title,
                base_year=years[0],
                projected_year=years[1],
                figures={name: figures[name] for name in Projection.FIGURES if name in figures},
                marks={name: marks[name] for name in Projection.FIGURES if name in marks},
                **first.words,
                at=employment.at(first),
            )
        )
    return rows
