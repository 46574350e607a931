"""The header of a table of Employment Projections: its columns by meaning, its years out of the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from careers.importers.cells import Cells, Findings, Place, text

#: The header stands below a title; no release so far had it lower than the second row.
HEADER_ROWS = 5
SPAN = re.compile(r"([0-9]{4})-([0-9]{4}|[0-9]{2})(?![0-9])")
#: How a header says what a column holds. YEAR and SPAN (2024-34) stand for themselves; footnotes are taken off before.
WORDING = {
    "title": "YEAR national employment matrix title",
    "code": "YEAR national employment matrix code",
    "employment": "employment, YEAR",
    "change": "employment change, numeric, SPAN",
    "growth": "employment change, percent, SPAN",
    "self_employed": "percent self employed, YEAR",
    "openings": "occupational openings, SPAN annual average",
    "entry_education": "typical education needed for entry",
    "work_experience": "work experience in a related occupation",
    "training": "typical on-the-job training needed to attain competency in the occupation",
    "exit_rate": "labor force exit rate, SPAN annual average",
    "transfer_rate": "occupational transfer rate, SPAN annual average",
    "separation_rate": "total occupational separations rate, SPAN annual average",
    "exits": "labor force exits, SPAN annual average",
    "transfers": "occupational transfers, SPAN annual average",
    "separations": "total occupational separations, SPAN annual average",
}
NAMES = {wording: name for name, wording in WORDING.items()}


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    columns: dict[str, int]  # our name of a column → its place
    shown: dict[str, str]  # our name → the words of the file, for messages
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """One cell of a header: which column it is, and the years it names (one, or first and last)."""

    name: str
    years: tuple[int, ...]
    index: int
    words: str


def plain(cell: str | None) -> str:
    """A header's words without footnote marks, with one kind of dash."""
    return re.sub(r"\[[0-9]+\]", "", re.sub("[–—−]", "-", text(cell))).strip().casefold()


def spans(words: str) -> list[tuple[int, ...]]:
    """The pairs of years in some words: 2024-34 and 2024-2034 both are (2024, 2034)."""
    return [(int(first), int(first[: 4 - len(last)] + last)) for first, last in SPAN.findall(words)]


def understood(cells: Cells) -> list[Said]:
    """The cells of a header whose meaning is known, in their order."""
    found = []
    for index, cell in enumerate(cells):
        words = plain(cell)
        years = spans(words)
        general = SPAN.sub("SPAN", words)
        if not years:
            years = [tuple(int(year) for year in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", words))]
            general = re.sub(r"(?<![0-9])[0-9]{4}(?![0-9])", "YEAR", words)
        name = NAMES.get(general.replace("self-employed", "self employed"))
        if name:
            found.append(Said(name, years[0], index, text(cell)))
    return found


def read_header(
    rows: Iterable[tuple[int, Cells]], needed: Iterable[str], place: Place, findings: Findings
) -> Header | None:
    """The header among the first rows. None when it cannot be used; the findings then say why."""
    above: list[tuple[int, ...]] = []
    for row, cells in rows:
        said = understood(cells)
        if any(cell.name == "code" for cell in said):
            return _checked(row, said, list(needed), above, place, findings)
        if row >= HEADER_ROWS:
            break
        above += [years for cell in cells for years in spans(plain(cell))]
    findings.add(
        f"there is no header with the column “{example('code')}” in the first {HEADER_ROWS} rows. "
        "Use the workbook occupation.xlsx as the Bureau of Labor Statistics publishes it.",
        place,
    )
    return None


def _checked(
    row: int, said: list[Said], needed: list[str], above: list[tuple[int, ...]], place: Place, findings: Findings
) -> Header | None:
    before = len(findings.problems)
    for name in needed:
        times = sum(cell.name == name for cell in said)
        if times != (wanted := 2 if name == "employment" else 1):
            how = "is missing or has another name" if times < wanted else "is there too often"
            findings.add(f"a column like “{example(name)}” {how}", place, row)
    if len(findings.problems) > before:
        return None
    years = next(cell.years for cell in said if cell.name == "change")
    for cell in said:
        fits = set(cell.years) <= set(years) if cell.name == "employment" else cell.years in {(), years, years[:1]}
        if not fits:
            findings.add(two_releases(cell.years, years), place, row, cell.words)
    if {cell.years for cell in said if cell.name == "employment"} != {years[:1], years[1:]}:
        findings.add(f"the two columns of employment are not of {years[0]} and {years[1]}", place, row)
    for title in above:
        if title != years:
            findings.add(two_releases(title, years), place, 1)
    if years[0] >= years[1]:
        findings.add(f"the years {_dashed(years)} do not look ahead", place, row)
    if len(findings.problems) > before:
        return None
    columns = {
        cell.name
        if cell.name != "employment"
        else f"employment_{'base' if cell.years == years[:1] else 'projected'}": cell
        for cell in said
    }
    return Header(
        row,
        {name: cell.index for name, cell in columns.items()},
        {name: cell.words for name, cell in columns.items()},
        (years[0], years[1]),
    )


def _dashed(years: tuple[int, ...]) -> str:
    return "–".join(str(year) for year in years)


def two_releases(some: tuple[int, ...], others: tuple[int, ...], where: str = "the other columns") -> str:
    return f"this speaks of {_dashed(some)}, {where} of {_dashed(others)}: two releases in one file"


def example(name: str) -> str:
    """A column by the words a person would look for."""
    return WORDING[name].replace("YEAR", "2024").replace("SPAN", "2024–34")
