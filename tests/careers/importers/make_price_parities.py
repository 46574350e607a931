"""Files in the layout of BEA's SARPP table, with price levels that were made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

#: Places by their two digits, the nation first, as in the publisher's file.
PLACES = {"00": "United States", "01": "Alabama", "11": "District of Columbia", "53": "Washington"}
DESCRIPTIONS = [
    (" Real personal income (millions of constant (2017) dollars) 1/", "Millions of constant 2017 dollars"),
    ("RPPs: All items ", "Index"),
    (" RPPs: Goods ", "Index"),
    (" RPPs: Services: Housing ", "Index"),
    (" RPPs: Services: Utilities ", "Index"),
    (" RPPs: Services: Other ", "Index"),
    ("Implicit regional price deflator ", "Index"),
]
LEVELS = {"00": 100.0, "01": 89.97, "11": 110.841, "53": 108.2}
NOTES = [
    "Note: See the included footnote file.",
    "SARPP: Real personal income, real PCE, and regional price parities by state ",
    "Last updated: February 20, 2025-- revised statistics for 2010-2019.",
    "U.S. Bureau of Economic Analysis",
]


def level(code: str, line: int, year: int, newest: int) -> float:
    """All items are the place's own level in the newest year; other years and lines are a little off."""
    return round(LEVELS.get(code, 95.0) + (line - 1) * 1.111 - (newest - year) * 0.25, 3)


def lines(years: range, places: Mapping[str, str]) -> list[str]:
    header = "GeoFIPS,GeoName,Region,TableName,LineCode,IndustryClassification,Description,Unit"
    found = [",".join([header, *map(str, years)])]
    for line, (description, unit) in enumerate(DESCRIPTIONS):
        for code, name in places.items():
            region = " " if code == "00" else "5"
            values = [f"{level(code, line, year, years[-1]):.3f}" for year in years]
            start = f' "{code}000","{name}",{region},SARPP,{line + 4},"...","{description}","{unit}"'
            found.append(",".join([start, *values]))
    return [*found, *(f'"{note}"' for note in NOTES)]


def write(
    path: Path,
    change: Callable[[list[str]], object] = lambda found: None,
    *,
    years: range = range(2008, 2024),
    places: Mapping[str, str] = PLACES,
) -> Path:
    """The file; `change` may alter its lines (the header is the first) before they are written."""
    found = lines(years, places)
    change(found)
    path.write_text("\n".join(found) + "\n", encoding="utf-8")
    return path
