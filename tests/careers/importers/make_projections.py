"""Workbooks in the layout of the Employment Projections' occupation.xlsx, with figures that were made up but fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

DASH = "—"
#: Title with its indentation, code, type; base, projected, self-employed; exits, transfers; three words.
Occupation = tuple[str, str, str, float, float, float | str, float, float, Sequence[str]]
OCCUPATIONS: list[Occupation] = [
    ("Total, all occupations", "00-0000", "Summary", 1000.0, 1050.0, 5.8, 50.0, 60.0, (DASH, DASH, DASH)),
    ("  Healthcare support occupations", "31-0000", "Summary", 80.0, 92.4, 2.7, 5.6, 6.4, (DASH, DASH, DASH)),
    ("      Medical assistants", "31-9092", "Line item", 8.2, 9.1, DASH, 0.4, 0.6, ("Award", "None", "None")),
    ("      Phlebotomists", "31-9097", "Line item", 46.5, 40.4, 0.9, 2.0, 3.0, ("Award", "None", "Short-term")),
    ("      Bakers", "51-3011", "Line item", 20.0, 20.0, 7.1, 1.0, 1.0, ("None", "None", "Long-term")),
]


def rounded(value: float) -> float:
    return round(value, 1)


def headers(base: int, end: int) -> dict[str, list[str]]:
    span = f"{base}–{end % 100:02}"
    shared = [
        f"{base} National Employment Matrix title",
        f"{base} National Employment Matrix code",
        "Occupation type",
        f"Employment, {base}",
        f"Employment, {end}",
    ]
    change = [f"Employment change, numeric, {span}", f"Employment change, percent, {span}"]
    return {
        "Table 1.2": [
            *shared,
            f"Employment distribution, percent, {base}",
            f"Employment distribution, percent, {end}",
            *change,
            f"Percent self employed, {base}",
            f"Occupational openings, {span} annual average",
            f"Median annual wage, dollars, {base}[1]",
            "Typical education needed for entry",
            "Work experience in a related occupation",
            "Typical on-the-job training needed to attain competency in the occupation",
            "Related Occupational Outlook Handbook (OOH) content xlsx",
        ],
        "Table 1.10": [
            *shared,
            *change,
            f"Labor force exit rate, {span} annual average",
            f"Occupational transfer rate, {span} annual average",
            f"Total occupational separations rate, {span} annual average",
            f"Labor force exits, {span} annual average",
            f"Occupational transfers, {span} annual average",
            f"Total occupational separations, {span} annual average",
            f"Occupational openings, {span} annual average",
        ],
    }


def lines(occupation: Occupation, years: int) -> dict[str, list[object]]:
    """The row of one occupation in each table."""
    title, code, kind, base, later, self_employed, exits, transfers, words = occupation
    change = rounded(later - base)
    growth = rounded((later / base - 1) * 100)
    separations = rounded(exits + transfers)
    openings = rounded(separations + change / years)
    middle = (base + later) / 2
    exit_rate, transfer_rate = rounded(exits / middle * 100), rounded(transfers / middle * 100)
    start = [title, code, kind, base, later]
    return {
        "Table 1.2": [*start, 0.1, 0.1, change, growth, self_employed, openings, 44200, *words, "OOH Content"],
        "Table 1.10": [
            *(*start, change, growth, exit_rate, transfer_rate, rounded(exit_rate + transfer_rate)),
            *(exits, transfers, separations, openings),
        ],
    }


def write(
    path: Path,
    *,
    years: tuple[int, int] = (2024, 2034),
    occupations: Sequence[Occupation] = OCCUPATIONS,
    without: str = "",
    cells: Mapping[tuple[str, str], object] | None = None,
) -> Path:
    """A workbook; `cells` overwrites single ones ({("Table 1.2", "D5"): "x"}), `without` leaves out a sheet."""
    book = Workbook()
    book.active.title = "Index"
    base, end = years
    titles = {
        "Table 1.2": f"Table 1.2 Occupational projections, {base}–{end}, and worker characteristics, {base}",
        "Table 1.10": f"Table 1.10 Occupational separations and openings, projected {base}–{end % 100:02}",
    }
    notes = [["Footnotes:"], ["[1] Wages are of another survey."], ["Source: Employment Projections program"]]
    for name, title in titles.items():
        sheet = book.create_sheet(name)
        sheet.append([f"{title} (Employment in thousands)"])
        sheet.append(headers(base, end)[name])
        for occupation in occupations:
            sheet.append(lines(occupation, end - base)[name])
        for note in notes:
            sheet.append(note)
    for (name, place), value in (cells or {}).items():
        book[name][place] = value
    if without:
        del book[without]
    book.save(path)
    return path
