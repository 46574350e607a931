"""Files in the official OEWS layout, made for tests and for measuring: workbooks as Excel writes them, and CSV.

    python -m tests.careers.importers.make_oews all_data_M_2025.xlsx 400000

The figures are invented and keep the agency's rules: annual is hourly × 2,080 rounded to 10, percentiles rise, symbols
stand where the agency puts them.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = (
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP", "OWN_CODE"),
    *("OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT"),
    *("H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90"),
    *("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "ANNUAL", "HOURLY"),
)
#: 2020 lacks one column, 2019 another; the files of 2015 to 2018 begin at the occupation.
COLUMNS_2020 = tuple(name for name in COLUMNS if name != "PCT_RPT")
COLUMNS_2019 = tuple(name.lower() for name in COLUMNS_2020 if name != "PRIM_STATE")
COLUMNS_2015 = (
    *("OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP", "EMP_PRSE"),
    *(name for name in COLUMNS[COLUMNS.index("H_MEAN") :]),
)
OTHER_SHEETS = ("Field Descriptions", "UpdateTime", "Filler")
_STATES = (
    "01 AL Alabama, 02 AK Alaska, 04 AZ Arizona, 05 AR Arkansas, 06 CA California, 08 CO Colorado, "
    "09 CT Connecticut, 10 DE Delaware, 11 DC District of Columbia, 12 FL Florida, 13 GA Georgia, "
    "15 HI Hawaii, 16 ID Idaho, 17 IL Illinois, 18 IN Indiana, 19 IA Iowa, 20 KS Kansas, 21 KY Kentucky, "
    "22 LA Louisiana, 23 ME Maine, 24 MD Maryland, 25 MA Massachusetts, 26 MI Michigan, 27 MN Minnesota, "
    "28 MS Mississippi, 29 MO Missouri, 30 MT Montana, 31 NE Nebraska, 32 NV Nevada, 33 NH New Hampshire, "
    "34 NJ New Jersey, 35 NM New Mexico, 36 NY New York, 37 NC North Carolina, 38 ND North Dakota, 39 OH Ohio, "
    "40 OK Oklahoma, 41 OR Oregon, 42 PA Pennsylvania, 44 RI Rhode Island, 45 SC South Carolina, "
    "46 SD South Dakota, 47 TN Tennessee, 48 TX Texas, 49 UT Utah, 50 VT Vermont, 51 VA Virginia, "
    "53 WA Washington, 54 WV West Virginia, 55 WI Wisconsin, 56 WY Wyoming"
)
#: Two digits → name and postal code.
STATES = {part[:2]: (part[6:], part[3:5]) for part in _STATES.split(", ")}
Value = str | int | float | None
Row = dict[str, Value]


# Single rows ---------------------------------------------------------------------------------------------------------


def national(code: str = "31-9092", title: str = "Medical Assistants", **changes: Value) -> Row:
    """One row of the national file, with the median of 2025 unless told otherwise."""
    row: Row = {
        **{"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"},
        **{"NAICS": "000000", "NAICS_TITLE": "Cross-industry", "I_GROUP": "cross-industry", "OWN_CODE": "1235"},
        **{"OCC_CODE": code, "OCC_TITLE": title, "O_GROUP": "detailed"},
        **{"TOT_EMP": 817870, "EMP_PRSE": 0.5, "JOBS_1000": None, "LOC_QUOTIENT": None},
        **{"PCT_TOTAL": None, "PCT_RPT": None, "MEAN_PRSE": 0.2, "ANNUAL": None, "HOURLY": None},
        **wages(22.17, (17.31, 18.34, 21.97, 23.57, 28.37)),
    }
    return {**row, **changes}


def state(fips: str = "06", **changes: Value) -> Row:
    name, postal = STATES[fips]
    place = {"AREA": fips, "AREA_TITLE": name, "AREA_TYPE": "2", "PRIM_STATE": postal}
    return national(**{**place, "TOT_EMP": 104660, "JOBS_1000": 5.712, "LOC_QUOTIENT": 1.08, **changes})


def metro(**changes: Value) -> Row:
    place = {"AREA": "28140", "AREA_TITLE": "Kansas City, MO-KS", "AREA_TYPE": "4", "PRIM_STATE": "MO"}
    return national(**{**place, "TOT_EMP": 5230, "JOBS_1000": 4.799, "LOC_QUOTIENT": 0.91, **changes})


def nonmetro(**changes: Value) -> Row:
    title = "Northwest Alabama nonmetropolitan area"
    place = {"AREA": "0100001", "AREA_TITLE": title, "AREA_TYPE": "6", "PRIM_STATE": "AL"}
    return national(**{**place, "TOT_EMP": 210, "JOBS_1000": 2.1, "LOC_QUOTIENT": 0.4, **changes})


def industry(**changes: Value) -> Row:
    kind = {"NAICS": "621100", "NAICS_TITLE": "Offices of Physicians", "I_GROUP": "4-digit", "OWN_CODE": "5"}
    return national(**{**kind, "TOT_EMP": 452400, "PCT_TOTAL": 14.83, "PCT_RPT": 71, **changes})


def wages(mean: float, percentiles: Sequence[float]) -> Row:
    """Hourly wages and the annual ones that follow from them."""
    names = ("MEAN", "PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
    found: Row = {}
    for name, hourly in zip(names, (mean, *percentiles), strict=True):
        found[f"H_{name}"] = hourly
        found[f"A_{name}"] = annual(hourly)
    return found


def annual(hourly: float) -> int:
    return round(hourly * 208) * 10


# A whole release -----------------------------------------------------------------------------------------------------


def many(
    count: int,
    occupations: Sequence[str] = ("31-9092", "29-1141", "29-2010", "00-0000"),
    kinds: Sequence[str] = ("1", "2", "3", "4", "6"),
) -> Iterator[Row]:
    """That many rows of an all-areas file: the given occupations among 830, in some 580 places and some industries.

    `kinds` are the AREA_TYPEs to have: 2 and 3 for the file of the states.
    """
    chance = random.Random(2025)
    codes = [
        *occupations,
        *(f"{11 + number // 40 * 2}-{8000 + number % 40}" for number in range(830 - len(occupations))),
    ]
    made = 0
    for place in _places():
        if place.get("AREA_TYPE", "1") not in kinds:
            continue
        for code in codes:
            row = _invented(code, place, chance)
            for twin in _twins(row):
                yield twin
                made += 1
                if made == count:
                    return


def _places() -> Iterator[Row]:
    """Nation, states, territories, metropolitan and nonmetropolitan areas; then industries without end."""
    yield {}
    for fips, (name, postal) in STATES.items():
        yield {"AREA": fips, "AREA_TITLE": name, "AREA_TYPE": "2", "PRIM_STATE": postal}
    for fips, name, postal in (("66", "Guam", "GU"), ("72", "Puerto Rico", "PR"), ("78", "Virgin Islands", "VI")):
        yield {"AREA": fips, "AREA_TITLE": name, "AREA_TYPE": "3", "PRIM_STATE": postal}
    fips_codes, postals = list(STATES), [postal for _, postal in STATES.values()]
    for number in range(393):
        postal = postals[number % len(postals)]
        title = f"Town {number}-Other Town, {postal}"
        yield {"AREA": str(10180 + number * 20), "AREA_TITLE": title, "AREA_TYPE": "4", "PRIM_STATE": postal}
    for number in range(134):
        fips = fips_codes[number % len(STATES)]
        place = {"AREA": f"{fips}{number + 1:05}", "AREA_TITLE": f"Region {number} nonmetropolitan area"}
        yield {**place, "AREA_TYPE": "6", "PRIM_STATE": STATES[fips][1]}
    for number in range(10_000):
        kind = {"NAICS": f"{110_000 + number * 10:06}", "NAICS_TITLE": f"Industry {number}", "I_GROUP": "4-digit"}
        yield {**kind, "OWN_CODE": "5", "PCT_TOTAL": 0.35, "PCT_RPT": "~" if number % 2 else 7}


def _invented(code: str, place: Row, chance: random.Random) -> Row:
    low = chance.uniform(9, 45)
    percentiles = [round(low * step, 2) for step in (1, 1.12, 1.3, 1.62, 2.05)]
    row = national(code, f"Occupation {code}", **place)
    row |= wages(round(low * 1.4, 2), percentiles)
    row |= {"TOT_EMP": chance.randrange(30, 90_000) // 10 * 10, "EMP_PRSE": round(chance.uniform(0, 40), 1)}
    if row["AREA_TYPE"] != "1":
        row |= {"JOBS_1000": round(chance.uniform(0.1, 9), 3), "LOC_QUOTIENT": round(chance.uniform(0.1, 4), 2)}
    kind = chance.random()
    if kind < 0.05:
        row |= {name: "**" for name in ("TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT") if row[name] is not None}
    elif kind < 0.08:
        row |= {name: "*" for name in row if name[:2] in {"H_", "A_"}} | {"MEAN_PRSE": "*"}
    elif kind < 0.12:
        row |= {"H_PCT90": "#", "A_PCT90": "#"}
    elif kind < 0.13:
        row |= {name: "*" for name in row if name[:2] == "H_"} | {"ANNUAL": "TRUE"}
    elif kind < 0.14:
        row |= {name: "*" for name in row if name[:2] == "A_"} | {"HOURLY": "TRUE"}
    return row


def _twins(row: Row) -> Iterator[Row]:
    """Some occupations are published at the broad level only, and stand there as broad and as detailed."""
    if str(row["OCC_CODE"]).endswith("0") and row["OCC_CODE"] not in {"00-0000", "31-0000"}:
        yield {**row, "O_GROUP": "broad"}
    yield row


# Writing -------------------------------------------------------------------------------------------------------------


def write_csv(
    path: Path, rows: Iterable[Row], columns: Sequence[str] = COLUMNS, *, encoding: str = "utf-8", commas: bool = True
) -> Path:
    """As spreadsheets export it: thousands with commas, so in quotation marks."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = _cells(row, columns)
        writer.writerow([f"{cell:,}" if commas and isinstance(cell, int) else cell for cell in cells])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_workbook(
    path: Path,
    rows: Iterable[Row],
    columns: Sequence[str] = COLUMNS,
    *,
    sheet: str = "All May 2025 data",
    above: Sequence[Sequence[Value]] = (),
) -> Path:
    """As Excel writes it: texts shared, numbers with 17 digits, empty cells styled and without a value.

    `above` are rows over the header.
    """
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            lines = [*above, columns]
            for number, cells in enumerate(_chain(lines, (_cells(row, columns) for row in rows)), 1):
                part.write(_row(number, cells, strings).encode())
            part.write(b"</sheetData></worksheet>")
        for place in range(2, len(OTHER_SHEETS) + 2):
            text = strings.setdefault("Field", len(strings))
            archive.writestr(
                f"xl/worksheets/sheet{place}.xml",
                f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>{text}</v></c></row>'
                "</sheetData></worksheet>",
            )
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        archive.writestr("xl/sharedStrings.xml", f'{HEAD}<sst xmlns="{MAIN}">{shared}</sst>')
        _write_frame(archive, [sheet, *OTHER_SHEETS])
    return path


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _write_frame(archive: zipfile.ZipFile, sheets: Sequence[str]) -> None:
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{place}" r:id="rId{place}"/>' for place, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(sheets) + 1)
    )
    strings = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    book = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">'
    for name, text in {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f"{relations}{book}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{relations}{related}{strings}</Relationships>",
    }.items():
        archive.writestr(name, HEAD + text)


def _chain(first: Iterable[Sequence[Value]], then: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield from first
    yield from then


def _cells(row: Row, columns: Sequence[str]) -> list[Value]:
    other = {"OCC_GROUP": "O_GROUP", "LOC QUOTIENT": "LOC_QUOTIENT"}
    return [row.get(other.get(name.upper(), name.upper())) for name in columns]


LETTERS = [*(chr(65 + place) for place in range(26)), *(f"A{chr(65 + place)}" for place in range(26))]


def _row(number: int, cells: Sequence[Value], strings: dict[str, int]) -> str:
    parts = [f'<row r="{number}" spans="1:{len(cells)}">']
    for letter, cell in zip(LETTERS, cells, strict=False):
        if cell is None:
            parts.append(f'<c r="{letter}{number}" s="4"/>')
        elif isinstance(cell, str):
            parts.append(f'<c r="{letter}{number}" t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>')
        else:
            parts.append(f'<c r="{letter}{number}" s="2"><v>{cell:.17g}</v></c>')
    return "".join([*parts, "</row>"])


if __name__ == "__main__":
    write_workbook(Path(sys.argv[1]), many(int(sys.argv[2])))
