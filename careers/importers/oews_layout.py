"""The columns of OEWS files through the years, and which release a file says it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .archives import refusal
from .tables import Table

AREA_COLUMNS = ("AREA", "AREA_TITLE", "AREA_TYPE")
INDUSTRY_COLUMNS = ("NAICS", "NAICS_TITLE", "I_GROUP")
OCCUPATION_COLUMNS = ("OCC_CODE", "OCC_TITLE", "O_GROUP")
#: Column → figure of WageEstimate.
FIGURES = {
    "TOT_EMP": "employment",
    "EMP_PRSE": "employment_rse",
    "JOBS_1000": "jobs_per_1000",
    "LOC_QUOTIENT": "location_quotient",
    "PCT_TOTAL": "share_of_industry",
    "PCT_RPT": "share_reporting",
    "H_MEAN": "hourly_mean",
    "A_MEAN": "annual_mean",
    "MEAN_PRSE": "mean_rse",
    **{
        f"{letter}_{column}": f"{rate}_{point}"
        for letter, rate in (("H", "hourly"), ("A", "annual"))
        for column, point in (
            *(("PCT10", "p10"), ("PCT25", "p25"), ("MEDIAN", "median")),
            *(("PCT75", "p75"), ("PCT90", "p90")),
        )
    },
}
COLUMNS = (
    *AREA_COLUMNS,
    "PRIM_STATE",
    *INDUSTRY_COLUMNS,
    "OWN_CODE",
    *OCCUPATION_COLUMNS,
    *FIGURES,
    *("ANNUAL", "HOURLY"),
)
OTHER_NAMES = {"OCC_GROUP": "O_GROUP", "LOC QUOTIENT": "LOC_QUOTIENT"}
#: What the layout of a year may lack: year up to which → columns. Later files have all 32.
NOT_YET = (
    (2020, {"PCT_RPT"}),
    (2019, {"PRIM_STATE"}),
    (2018, {*AREA_COLUMNS, *INDUSTRY_COLUMNS, "OWN_CODE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL"}),
)

YEAR = re.compile(r"_m_?(20\d\d)(?!\d)|oesm(\d\d)(?!\d)|may[ _-]?(20\d\d)(?!\d)", re.IGNORECASE)
PERIOD = re.compile(r"20\d\d-05")
#: Older area files have a layout of their own; only the nation's can be told without area columns.
AREA_FILE = re.compile(r"(^|[/_])(state|msa|bos|all)[_.]", re.IGNORECASE)


def years_in(name: str) -> set[int]:
    """national_M2025_dl, oesm25st, All May 2025 data → {2025}."""
    return {int(match[1] or match[3] or f"20{match[2]}") for match in YEAR.finditer(name)}


@dataclass(frozen=True)
class Layout:
    """Where each column of one table stands."""

    table: Table
    places: dict[str, int]
    unread: list[str]  # headers that no layout knows

    @property
    def has_areas(self) -> bool:
        return "AREA" in self.places

    @property
    def code_place(self) -> int:
        return self.places["OCC_CODE"]


def layout_of(table: Table, year: int) -> Layout:
    """Raises ImportProblems naming each column that is missing, doubled or renamed."""
    names = [_plain(name) for name in table.header]
    if "OCC_CODE" not in names:
        _refuse_header(table)
    places: dict[str, int] = {}
    unread = []
    for place, name in enumerate(names):
        if name not in COLUMNS:
            unread.append(table.header[place] or f"number {place + 1}")
        elif name in places:
            raise table.refusal("The header names this column twice.", table.header_row, name)
        else:
            places[name] = place
    absent = {name for until, columns in NOT_YET if year <= until for name in columns}
    missing = [name for name in COLUMNS if name not in places and (name not in absent or unread)]
    # Area columns come together or not at all; one that is lacking was renamed or lost.
    for group in (AREA_COLUMNS, INDUSTRY_COLUMNS):
        if any(name in places for name in group):
            missing += [name for name in group if name not in places and name not in missing]
    if missing:
        hint = f" Not known: {', '.join(unread[:5])}. Was a column renamed?" if unread else ""
        raise table.refusal(
            f"Missing in the layout of May {year}: {', '.join(missing)}.{hint}", table.header_row, missing[0]
        )
    if "AREA" not in places and AREA_FILE.search(table.file):
        raise table.refusal("Files on states and areas before 2019 have another layout and are not read.")
    return Layout(table, places, unread)


def _plain(name: str) -> str:
    plain = " ".join(name.upper().split())
    return OTHER_NAMES.get(plain, plain)


def _refuse_header(table: Table) -> None:
    for number, cells in table.rows(ragged=True):
        if number > table.header_row + 30:
            break
        if "OCC_CODE" in {_plain(cell or "") for cell in cells}:
            raise table.refusal(
                "The header stands here and not in the first row; remove the rows above it.", number, "OCC_CODE"
            )
    known = [name for name in table.header if _plain(name) in COLUMNS]
    if known:
        raise table.refusal(
            f"The column is missing; the header has {', '.join(table.header)[:200]}.", table.header_row, "OCC_CODE"
        )
    raise table.refusal(
        f"This is not an OEWS table: its first row has {', '.join(table.header)[:200]}.", table.header_row
    )


def period_of(files: dict[str, set[str]], given: str = "") -> tuple[str, str]:
    """Period and label of the one release that all files belong to: ("2025-05", "May 2025").

    `files` maps each file's name to the names of its sheets. A given period stands in for names that tell none; a file
    name that tells another is an error. Raises ImportProblems.
    """
    first = next(iter(files))
    if given and not PERIOD.fullmatch(given):
        raise refusal(first, f"{given} is not a period of OEWS; write it as 2025-05.")
    told: dict[int, str] = {int(given[:4]): "the period that was given"} if given else {}
    for file, sheets in files.items():
        years = years_in(file)
        if not given:
            for sheet in sheets:
                years |= years_in(sheet)
        for year in sorted(years):
            told.setdefault(year, file)
            if len(told) > 1:
                others = " and ".join(f"May {one} ({name})" for one, name in sorted(told.items()))
                raise refusal(file, f"These are two releases: {others}. Load them one after the other.")
        if not years and not given:
            raise refusal(
                file, "Neither the name nor the sheet says which release this is; give the period, such as 2025-05."
            )
    year = next(iter(told))
    return f"{year}-05", f"May {year}"
