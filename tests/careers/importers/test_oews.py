"""OEWS files become wage rows: every layout, every symbol, and every way in which a file can be wrong."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.importers import oews
from careers.importers.oews_layout import FIGURES, Layout, period_of
from careers.importers.oews_rows import MARKS, OPTIONAL, SYMBOLS, Known, read_row
from careers.importers.problems import ENOUGH, ImportProblems
from careers.importers.rows import Candidate, WageRow
from careers.models import Area, WageEstimate
from tests.careers.importers.make_oews import (
    COLUMNS,
    COLUMNS_2015,
    COLUMNS_2019,
    COLUMNS_2020,
    STATES,
    Row,
    annual,
    industry,
    many,
    metro,
    national,
    nonmetro,
    state,
    wages,
    write_csv,
    write_workbook,
)

SITE = Known(
    frozenset({"00-0000", "29-2010", "31-9092"}),
    {fips: postal.lower() for fips, (_, postal) in STATES.items()},
)
NAME = "national_M2025_dl.csv"
POINTS = ("PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")


def read(*paths: Path, **options: Any) -> Candidate:
    return oews.read(paths, site=SITE, **options)


def rows_of(folder: Path, *rows: Row, name: str = NAME) -> list[WageRow]:
    return [row for row in read(write_csv(folder / name, rows)).rows if isinstance(row, WageRow)]


def problems(*paths: Path, **options: Any) -> list[str]:
    with pytest.raises(ImportProblems) as found:
        read(*paths, **options)
    return [str(problem) for problem in found.value.problems]


def wrong(folder: Path, *rows: Row, **options: Any) -> list[str]:
    return problems(write_csv(folder / NAME, rows), **options)


# What is read -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["workbook", "csv", "csv without commas", "zip"])
def test_the_official_layout(tmp_path: Path, form: str) -> None:
    rows = [national(), national("11-1011", "Chief Executives", TOT_EMP=1), national("00-0000", "All Occupations")]
    if form == "workbook":
        path = write_workbook(tmp_path / "national_M2025_dl.xlsx", rows, sheet="national_M2025_dl")
    elif form == "zip":
        path = tmp_path / "oesm25nat.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(write_workbook(tmp_path / "i.xlsx", rows), "oesm25nat/national_M2025_dl.xlsx")
            archive.writestr("oesm25nat/field_descriptions.xlsx", "not looked at")
            archive.writestr("oesm25nat/readme.txt", "not looked at")
    else:
        path = write_csv(tmp_path / NAME, rows, commas=form == "csv")
    told: list[int] = []
    expected: list[int] = []
    candidate = read(path, progress=told.append, expect=expected.append)
    assert (candidate.data_set, candidate.period, candidate.label) == ("oews", "2025-05", "May 2025")
    assert (candidate.rows_read, told[-1], expected) == (3, 3, [0 if form in {"workbook", "zip"} else 4])
    assert [file.name for file in candidate.files] == [path.name]
    first, total = candidate.rows
    assert isinstance(first, WageRow)
    assert (first.key, first.scope) == (("99", "000000", "1235", "31-9092"), "nation")
    assert (first.area_kind, first.area_title, first.primary_state) == ("nation", "U.S.", "")
    assert (first.industry_level, first.industry_title) == ("cross-industry", "Cross-industry")
    assert first.figures == {
        **{"employment": 817870, "employment_rse": Decimal("0.5"), "mean_rse": Decimal("0.2")},
        **{"hourly_mean": Decimal("22.17"), "hourly_p10": Decimal("17.31"), "hourly_p25": Decimal("18.34")},
        **{"hourly_median": Decimal("21.97"), "hourly_p75": Decimal("23.57"), "hourly_p90": Decimal("28.37")},
        **{"annual_mean": 46110, "annual_p10": 36000, "annual_p25": 38150},
        **{"annual_median": 45700, "annual_p75": 49030, "annual_p90": 59010},
    }
    assert (first.marks, first.annual_only, first.hourly_only) == ({}, False, False)
    # As many places as the column has, in every form, so that the same figures have the same digest.
    assert str(first.figures["employment_rse"]) == "0.5"
    assert {str(first.figures[name]) for name in ("hourly_p90", "mean_rse")} == {"28.37", "0.2"}
    assert total.key[-1] == "00-0000"
    place = {"workbook": "national_M2025_dl.xlsx, sheet national_M2025_dl, row 2", "csv": f"{NAME}, row 2"}
    assert first.at == place.get(form, first.at)


def test_places_of_every_kind(tmp_path: Path) -> None:
    territory = {"AREA": "72", "AREA_TITLE": "Puerto Rico", "AREA_TYPE": "3", "PRIM_STATE": "PR"}
    rows = rows_of(tmp_path, national(), state("01"), state("06"), state("06", **territory), metro(), nonmetro())
    assert [(row.area_code, row.area_kind, row.primary_state, row.scope) for row in rows] == [
        ("99", Area.Kind.NATION, "", "nation"),
        ("01", Area.Kind.STATE, "al", "states"),
        ("06", Area.Kind.STATE, "ca", "states"),
        ("72", Area.Kind.TERRITORY, "pr", "states"),
        ("28140", Area.Kind.METRO, "mo", "areas"),
        ("0100001", Area.Kind.NONMETRO, "al", "areas"),
    ]
    assert rows[4].area_title == "Kansas City, MO-KS"
    assert rows[2].figures["jobs_per_1000"] == Decimal("5.712")
    assert rows[2].figures["location_quotient"] == Decimal("1.08")


def test_codes_that_a_workbook_holds_as_numbers(tmp_path: Path) -> None:
    rows = [state("01", AREA=1, AREA_TYPE=2, OWN_CODE=1235, NAICS=0), nonmetro(AREA=100001)]
    candidate = read(write_workbook(tmp_path / "all_data_M_2025.xlsx", rows))
    assert [row.key[:3] for row in candidate.rows] == [("01", "000000", "1235"), ("0100001", "000000", "1235")]


def test_industries_and_owners(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        industry(),
        industry(NAICS="31-33", NAICS_TITLE="Manufacturing", I_GROUP="sector", PCT_RPT="~"),
        industry(NAICS="622000", NAICS_TITLE="Hospitals", I_GROUP="3-digit", OWN_CODE=None),
        national(OWN_CODE="5", I_GROUP="cross-industry, ownership"),
        industry(NAICS="000001", NAICS_TITLE="Private", I_GROUP="cross-industry, ownership"),
        national(OWN_CODE=None),
    )
    assert [(row.industry_code, row.industry_level, row.ownership, row.scope) for row in rows] == [
        ("621100", "4-digit", "5", "4-digit industries"),
        ("31-33", "sector", "5", "sector industries"),
        ("622000", "3-digit", "", "3-digit industries"),
        ("000000", "cross-industry", "5", "nation"),
        ("000001", "ownership", "5", "ownership industries"),
        ("000000", "cross-industry", "1235", "nation"),
    ]
    assert (rows[0].figures["share_of_industry"], rows[0].figures["share_reporting"]) == (Decimal("14.83"), 71)
    assert rows[1].marks == {"share_reporting": "~"}


def test_wages_of_only_one_rate(tmp_path: Path) -> None:
    hourly, yearly = ([name for name in COLUMNS if name[:2] == letter] for letter in ("H_", "A_"))
    only_annual = national(**dict.fromkeys(hourly, "*"), ANNUAL="TRUE")
    only_hourly = national("00-0000", **dict.fromkeys(yearly, "*"), HOURLY="True")
    one, other = rows_of(tmp_path, only_annual, only_hourly)
    assert (one.annual_only, one.hourly_only, one.figures["annual_median"]) == (True, False, 45700)
    assert (other.annual_only, other.hourly_only, other.figures["hourly_median"]) == (False, True, Decimal("21.97"))
    assert one.marks == {FIGURES[name]: "*" for name in hourly}
    assert other.marks == {FIGURES[name]: "*" for name in yearly}


def test_half_a_row_is_a_row(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, industry(TOT_EMP="**", EMP_PRSE="**", PCT_TOTAL="**", PCT_RPT="**"))
    assert row.marks == dict.fromkeys(("employment", "employment_rse", "share_of_industry", "share_reporting"), "**")
    assert row.figures["annual_median"] == 45700
    assert not {"employment", "employment_rse"} & set(row.figures)


def test_the_top_code_is_no_number(tmp_path: Path) -> None:
    top = {"H_PCT75": "#", "H_PCT90": "#", "A_PCT75": "#", "A_PCT90": "#"}
    (row,) = rows_of(tmp_path, national(**top))
    assert row.marks == dict.fromkeys(("hourly_p75", "hourly_p90", "annual_p75", "annual_p90"), "#")


@pytest.mark.parametrize("columns", [COLUMNS_2020, COLUMNS_2019, COLUMNS_2015], ids=["2020", "2019", "2015"])
def test_older_layouts(tmp_path: Path, columns: tuple[str, ...]) -> None:
    year = {COLUMNS_2020: 2020, COLUMNS_2019: 2019, COLUMNS_2015: 2015}[columns]
    path = write_csv(tmp_path / f"national_M{year}_dl.csv", [national()], columns)
    candidate = read(path)
    assert (candidate.period, candidate.label) == (f"{year}-05", f"May {year}")
    (row,) = candidate.rows
    assert isinstance(row, WageRow)
    assert row.key == ("99", "000000", "1235", "31-9092")
    assert (row.area_title, row.primary_state, row.industry_title) == ("U.S.", "", "Cross-industry")
    assert (row.figures["annual_median"], row.marks) == (45700, {})


def test_the_layout_of_2019_tells_the_primary_state_by_code_or_title(tmp_path: Path) -> None:
    rows = [state("48"), metro(), nonmetro()]
    candidate = read(write_csv(tmp_path / "all_data_M_2019.csv", rows, COLUMNS_2019))
    assert [row.primary_state for row in candidate.rows if isinstance(row, WageRow)] == ["tx", "mo", "al"]


def test_columns_in_any_order_and_case(tmp_path: Path) -> None:
    columns = [name.title() if name != "LOC_QUOTIENT" else "loc quotient" for name in reversed(COLUMNS)]
    (row,) = read(write_csv(tmp_path / NAME, [state("06")], columns)).rows
    (same,) = read(write_csv(tmp_path / NAME, [state("06")])).rows
    assert (row.key, row.figures) == (same.key, same.figures)  # type: ignore[union-attr]


def test_a_column_of_a_later_layout_is_named_and_not_read(tmp_path: Path) -> None:
    candidate = read(write_csv(tmp_path / NAME, [national()], [*COLUMNS, "H_PCT95"]))
    assert candidate.notes[0] == f"{NAME}: column H_PCT95 is not read"


def test_broad_and_detailed_twins_are_one_row(tmp_path: Path) -> None:
    broad = national("29-2010", "Clinical Laboratory Technologists", O_GROUP="broad")
    detailed = {**broad, "OCC_TITLE": "Clinical Laboratory Technologists and Technicians", "O_GROUP": "detailed"}
    for order in ([broad, detailed], [detailed, broad]):
        candidate = read(write_csv(tmp_path / NAME, order))
        (row,) = candidate.rows
        assert isinstance(row, WageRow)
        assert row.occupation_title == detailed["OCC_TITLE"]
        assert candidate.notes[0] == "rows that stand twice with the same numbers (broad and detailed), kept once: 1"


def test_an_industry_published_at_two_levels_is_one_row(tmp_path: Path) -> None:
    three = industry(NAICS="327000", NAICS_TITLE="Minerals", I_GROUP="3-digit")
    (row,) = rows_of(tmp_path, three, {**three, "I_GROUP": "4-digit"})
    assert row.industry_level == "3-digit"


def test_several_files_of_one_release(tmp_path: Path) -> None:
    nation = write_csv(tmp_path / "national_M2025_dl.csv", [national()])
    states = write_workbook(tmp_path / "state_M2025_dl.xlsx", [state("06"), state("53")], sheet="state_M2025_dl")
    everything = write_workbook(tmp_path / "all_data_M_2025.xlsx", [national(), state("06"), metro()])
    candidate = read(nation, states, everything)
    assert [row.key[0] for row in candidate.rows] == ["99", "06", "53", "28140"]
    assert (candidate.rows_read, len(candidate.files)) == (6, 3)
    assert candidate.scopes == {"nation", "states", "areas"}
    occupations, places = candidate.notes[-2:]
    assert occupations == "no row of 00-0000, 29-2010"
    lacking = places.removeprefix("no row of ").split(", ")
    assert (len(lacking), lacking[:3], {"CA", "WA"} & set(lacking)) == (49, ["AL", "AK", "AZ"], set())


def test_a_generated_release_reads_without_a_problem(tmp_path: Path) -> None:
    rows = list(many(6_000, sorted(SITE.occupations)))
    candidate = read(write_workbook(tmp_path / "all_data_M_2025.xlsx", rows))
    wanted = [row for row in rows if row["OCC_CODE"] in SITE.occupations]
    twins = [row for row in wanted if row["O_GROUP"] == "broad"]
    assert (candidate.rows_read, len(candidate.rows)) == (6_000, len(wanted) - len(twins))
    assert len(twins) > 3
    marks = {mark for row in candidate.rows if isinstance(row, WageRow) for mark in row.marks.values()}
    assert marks <= SYMBOLS


# Which release ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "sheet"),
    [
        *(("national_M2025_dl.xlsx", "x"), ("STATE_m2025_DL.csv", ""), ("MSA_M2025_dl.xlsx", "")),
        *(("nat4d_M2025_dl.xlsx", ""), ("nat5d_6d_M2025_dl.xlsx", ""), ("all_data_M_2025.xlsx", "")),
        *(("oesm25st.zip/data.xlsx", "Sheet1"), ("national_May2025_dl.csv", ""), ("wages.xlsx", "All May 2025 data")),
        ("oesm25nat.zip/oesm25nat/national_M2025_dl.xlsx", "national_M2025_dl"),
    ],
)
def test_the_release_is_told_by_names(file: str, sheet: str) -> None:
    assert period_of({file: {sheet}}) == ("2025-05", "May 2025")


def test_a_period_can_be_given_where_no_name_tells_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "national_2025.csv", [national()])
    assert "national_2025.csv: Neither the name nor the sheet says which release" in problems(path)[0]
    assert read(path, period="2025-05").label == "May 2025"
    assert "2025 is not a period of OEWS" in problems(path, period="2025")[0]
    named = write_csv(tmp_path / "national_M2024_dl.csv", [national()])
    assert "two releases: May 2024" in problems(named, period="2025-05")[0]


def test_two_releases_in_one_call(tmp_path: Path) -> None:
    paths = [write_csv(tmp_path / f"national_M{year}_dl.csv", [national()]) for year in (2024, 2025)]
    (problem,) = problems(*paths)
    assert problem == (
        "national_M2025_dl.csv: These are two releases: May 2024 (national_M2024_dl.csv) and May 2025 "
        "(national_M2025_dl.csv). Load them one after the other."
    )
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in paths:
            archive.write(one, one.name)
    assert "both.zip/national_M2025_dl.csv: These are two releases" in problems(path)[0]
    sheet = write_workbook(tmp_path / "state_M2024_dl.xlsx", [state()], sheet="All May 2025 data")
    assert "two releases: May 2024" in problems(sheet)[0]


def test_two_files_in_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / NAME, [national()])
    path.write_bytes(path.read_bytes() * 2)
    assert problems(path) == [f"{NAME}, row 3: A second header stands here: the file is two files in one."]


# Wrong headers ------------------------------------------------------------------------------------------------------


def header_problem(folder: Path, columns: list[str], name: str = NAME, **options: Any) -> str:
    (problem,) = problems(write_csv(folder / name, [national()], columns), **options)
    return problem


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    for lost in COLUMNS:
        problem = header_problem(tmp_path, [name for name in COLUMNS if name != lost])
        assert problem.startswith(f"{NAME}, row 1, column {lost}: "), problem


def test_a_renamed_column_is_named(tmp_path: Path) -> None:
    for year, name in ((2025, "H_MEDIAN"), (2025, "PCT_RPT"), (2019, "PCT_RPT"), (2018, "AREA")):
        columns = ["RENAMED" if column == name else column for column in COLUMNS]
        problem = header_problem(tmp_path, columns, f"national_M{year}_dl.csv")
        assert f"row 1, column {name}: Missing in the layout of May {year}: {name}" in problem
        assert "Not known: RENAMED. Was a column renamed?" in problem


def test_a_doubled_column_is_named(tmp_path: Path) -> None:
    assert f"{NAME}, row 1, column A_MEAN: The header names this column twice" in header_problem(
        tmp_path, [*COLUMNS, "a_mean"]
    )


def test_a_header_that_is_not_in_the_first_row(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "state_M2025_dl.xlsx", [state()], above=[["Wages"], [], ["by state"]])
    (problem,) = problems(path)
    assert "sheet All May 2025 data, row 4, column OCC_CODE: The header stands here" in problem


def test_the_header_of_another_file(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text("GeoFIPS,GeoName,2023\n01000,Alabama,90\n")
    assert problems(path) == [f"{NAME}, row 1: This is not an OEWS table: its first row has GeoFIPS, GeoName, 2023."]


def test_an_old_layout_of_states_is_not_taken_for_the_nation(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "state_M2016_dl.csv", [national()], COLUMNS_2015)
    assert "Files on states and areas before 2019" in problems(path)[0]


@pytest.mark.parametrize("by", [1, -1])
def test_a_header_shifted_against_its_columns(tmp_path: Path, by: int) -> None:
    """Every value stands under its neighbor's name; the kinds of the values give it away."""
    shifted = [*COLUMNS[by:], *COLUMNS[:by]]
    (tmp_path / NAME).write_text(
        ",".join(shifted) + "\n" + "".join(",".join(str(row[c] or "") for c in COLUMNS) + "\n" for row in [state("06")])
    )
    found = problems(tmp_path / NAME)
    assert any("column OCC_CODE" in problem for problem in found)
    assert len(found) > 3


def test_two_columns_that_changed_places(tmp_path: Path) -> None:
    other = {"H_MEDIAN": "A_MEDIAN", "A_MEDIAN": "H_MEDIAN"}
    columns = [other.get(name, name) for name in COLUMNS]
    path = tmp_path / NAME
    row = national()
    path.write_text(f"{','.join(columns)}\n{','.join(str(row[name] or '') for name in COLUMNS)}\n")
    assert [problem.split(": ")[0] for problem in problems(path)] == [
        f"{NAME}, row 2, column H_MEDIAN",
        f"{NAME}, row 2, column A_MEDIAN",
    ]


# Wrong cells --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (national(H_MEDIAN="abc"), "H_MEDIAN", "“abc” is not a number"),
        (national(H_MEDIAN="21.97 "), "", ""),
        (national(TOT_EMP="1.234.567"), "TOT_EMP", "is not a number"),
        (national(TOT_EMP="81,78,70"), "TOT_EMP", "is not a number"),
        (national(TOT_EMP="817870.5"), "TOT_EMP", "more decimal places"),
        (national(H_MEAN="22.175"), "H_MEAN", "more decimal places"),
        (national(TOT_EMP="-10"), "TOT_EMP", "-10 is negative"),
        (national(H_MEAN="-22.17"), "H_MEAN", "-22.17 is negative"),
        (national(H_PCT10="1.99"), "H_PCT10", "1.99 cannot be an hourly wage"),
        (national(H_PCT90="500.01"), "H_PCT90", "500.01 cannot be an hourly wage"),
        (national(A_PCT10="4159"), "A_PCT10", "4,159 cannot be an annual wage"),
        (national(A_PCT90="1040001"), "A_PCT90", "1,040,001 cannot be an annual wage"),
        (national(TOT_EMP="400000001"), "TOT_EMP", "more than there are people"),
        (national(EMP_PRSE="100.1"), "EMP_PRSE", "100.1 percent cannot be"),
        (national(MEAN_PRSE="101"), "MEAN_PRSE", "percent cannot be"),
        (industry(PCT_TOTAL="100.01"), "PCT_TOTAL", "percent cannot be"),
        (industry(PCT_RPT="101"), "PCT_RPT", "percent cannot be"),
        (state(JOBS_1000="1000.001"), "JOBS_1000", "of 1,000 jobs cannot be"),
        (state(LOC_QUOTIENT="100000.01"), "LOC_QUOTIENT", "cannot be"),
        (national(H_MEDIAN=None), "H_MEDIAN", "The cell is empty"),
        (national(TOT_EMP=None), "TOT_EMP", "The cell is empty"),
        (national(H_MEDIAN="#N/A"), "H_MEDIAN", "is not a number"),
        (national(H_MEDIAN="***"), "H_MEDIAN", "is not a number"),
        (national(H_MEDIAN="1E400"), "H_MEDIAN", "too large"),
        (national(A_MEDIAN=45650), "A_MEDIAN", "45,650 is not 21.97 × 2,080 hours"),
        (national(**wages(22.17, (17.31, 18.34, 18.33, 23.57, 28.37))), "H_MEDIAN", "below the percentile before it"),
        (national(**wages(22.17, (17.31, 23.58, 21.97, 23.57, 28.37))), "H_MEDIAN", "below the percentile before it"),
        (national(H_PCT75="#", A_PCT75="#"), "H_PCT90", "above a percentile that is top-coded"),
        (national(ANNUAL="TRUE", HOURLY="TRUE"), "HOURLY", "only annual and only hourly"),
        (national(ANNUAL="maybe"), "ANNUAL", "“maybe” is neither TRUE nor empty"),
        (national(O_GROUP="tiny"), "O_GROUP", "“tiny” is none of broad, detailed"),
        (national(OCC_TITLE=None), "OCC_TITLE", "A title of up to 120 letters"),
        (national(code="319092"), "OCC_CODE", "“319092” is not an occupation code"),
        (national(code=""), "OCC_CODE", "An empty cell is not an occupation code"),
        (national(AREA_TYPE="5"), "AREA_TYPE", "“5” is none of 1, 2, 3, 4, 6"),
        (national(AREA="98"), "AREA", "area that is not known"),
        (state("06", AREA="03"), "AREA", "“03” is an area that is not known"),
        (state("06", AREA="72"), "AREA", "“72” is an area that is not known"),
        (state("06", AREA="006"), "AREA", "“006” is not the code of a state"),
        (state("06", AREA_TYPE="3"), "AREA", "no territory has it"),
        (metro(AREA="C2814"), "AREA", "“C2814” is not the code of a metropolitan area"),
        (metro(AREA="281400"), "AREA", "is not the code of a metropolitan area"),
        (metro(AREA="2814"), "AREA", "area that is not known"),
        (metro(PRIM_STATE="ZZ"), "PRIM_STATE", "“ZZ” is not the postal code"),
        (metro(PRIM_STATE="TX"), "PRIM_STATE", "TX does not fit AREA 28140, Kansas City, MO-KS"),
        (state("06", PRIM_STATE="TX"), "PRIM_STATE", "TX does not fit AREA 06"),
        (national(PRIM_STATE=None), "PRIM_STATE", "An empty cell is not the postal code"),
        (nonmetro(AREA="0300001"), "AREA", "area that is not known"),
        (metro(AREA_TITLE=None), "AREA_TITLE", "A title of up to 120 letters"),
        (industry(NAICS="6211"), "NAICS", "“6211” is not an industry code"),
        (industry(I_GROUP="7-digit"), "I_GROUP", "“7-digit” is none of"),
        (industry(NAICS="000000"), "I_GROUP", "“4-digit” does not fit NAICS 000000"),
        (industry(NAICS_TITLE=None), "NAICS_TITLE", "A title of up to 200 letters"),
        (industry(OWN_CODE="private"), "OWN_CODE", "“private” is not an ownership code"),
        (state(NAICS="621100", I_GROUP="4-digit"), "NAICS", "for the nation only"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(tmp_path: Path, row: Row, column: str, message: str) -> None:
    if not message:
        assert len(rows_of(tmp_path, row)) == 1
        return
    found = wrong(tmp_path, national("00-0000", "All Occupations"), row)
    named = [problem for problem in found if problem.startswith(f"{NAME}, row 3, column {column}: ")]
    assert any(message in problem for problem in named), found
    assert all(problem.startswith(f"{NAME}, row 3, column ") for problem in found)


def test_a_place_in_a_workbook_names_the_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "all_data_M_2025.xlsx", [national(), state(TOT_EMP="many")])
    assert problems(path) == [
        "all_data_M_2025.xlsx, sheet All May 2025 data, row 3, column TOT_EMP: “many” is not a number."
    ]


@pytest.mark.parametrize("column", FIGURES)
@pytest.mark.parametrize("symbol", sorted(SYMBOLS))
def test_a_symbol_stands_only_where_it_has_a_meaning(tmp_path: Path, column: str, symbol: str) -> None:
    row = industry(**{"JOBS_1000": 1, "LOC_QUOTIENT": 1, column: symbol})
    if symbol == "#" and column[2:] in POINTS:
        row |= {f"{column[:2]}{point}": "#" for point in POINTS[POINTS.index(column[2:]) :]}
    if symbol in MARKS[column]:
        (found,) = rows_of(tmp_path, row)
        assert found.marks[FIGURES[column]] == symbol
        assert FIGURES[column] not in found.figures
    else:
        assert wrong(tmp_path, row) == [f"{NAME}, row 2, column {column}: The symbol {symbol} has no meaning here."]


def test_conflicting_duplicates_name_both_rows(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, national(), national(O_GROUP="broad", TOT_EMP=817880))
    assert problem == (
        f"{NAME}, row 3, column OCC_CODE: The same estimate stands in {NAME}, row 2 with another value (employment)."
    )
    (problem,) = wrong(tmp_path, national(), national(H_PCT90="#", A_PCT90="#"))
    assert "with another value (hourly_p90)" in problem


def test_an_area_under_two_names(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, metro(), metro(OCC_CODE="00-0000", AREA_TITLE="Kansas City, KS-MO"))
    assert problem == (
        f"{NAME}, row 3, column AREA_TITLE: The area is Kansas City, KS-MO here and Kansas City, MO-KS in "
        f"{NAME}, row 2."
    )


def test_occupations_that_the_site_does_not_have_are_not_even_looked_at(tmp_path: Path) -> None:
    assert len(rows_of(tmp_path, national(), national("11-1011", TOT_EMP="nonsense", AREA="?"))) == 1


def test_a_file_without_the_sites_occupations(tmp_path: Path) -> None:
    assert wrong(tmp_path, national("11-1011")) == [
        f"{NAME}: There is no row of the site's occupations. Is it the right file?"
    ]


def test_reading_stops_at_enough_problems(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, *[national(TOT_EMP="x", H_MEAN="y")] * ENOUGH)) == ENOUGH


# Symbols are never numbers -------------------------------------------------------------------------------------------

whole = st.integers(0, 400_000_000)
symbols = st.sampled_from(sorted(SYMBOLS))


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "TOT_EMP": whole | symbols,
            "EMP_PRSE": st.decimals(0, 100, places=1) | symbols,
            "JOBS_1000": st.decimals(0, 1000, places=3) | symbols | st.none(),
            "LOC_QUOTIENT": st.decimals(0, 999, places=2) | symbols | st.none(),
            "PCT_TOTAL": st.decimals(0, 100, places=2) | symbols | st.none(),
            "PCT_RPT": st.integers(0, 100) | symbols | st.none(),
            "MEAN_PRSE": st.decimals(0, 100, places=1) | symbols,
            "H_MEAN": st.decimals(2, 500, places=2) | symbols,
        }
    ),
    st.integers(0, 5),
    symbols,
    st.booleans(),
)
def test_no_mix_of_symbols_and_numbers_becomes_a_zero(
    cells: dict[str, Any], first_top_coded: int, mean: str, spaces: bool
) -> None:
    """Each cell is an exact number, the mark that stood there, or a problem; nothing is made up."""
    row: dict[str, Any] = {**industry(), **cells, "A_MEAN": mean}
    if isinstance(cells["H_MEAN"], Decimal):
        row["A_MEAN"] = annual(float(cells["H_MEAN"]))
    for point in POINTS[first_top_coded:]:
        row |= {f"H_{point}": "#", f"A_{point}": "#"}
    written = [None if row[name] is None else f" {row[name]} " if spaces else str(row[name]) for name in COLUMNS]
    layout = Layout(None, {name: place for place, name in enumerate(COLUMNS)}, [])  # type: ignore[arg-type]
    read, found = read_row(written, layout, "here", SITE)
    misplaced = {name for name in FIGURES if row[name] in SYMBOLS and row[name] not in MARKS[name]}
    assert {column for column, _ in found} == misplaced
    assert (read is None) == bool(misplaced)
    if read is None:
        return
    for name, figure in FIGURES.items():
        if row[name] is None:
            assert name in OPTIONAL
            assert figure not in read.row.figures
            assert figure not in read.row.marks
        elif row[name] in SYMBOLS:
            assert read.row.marks[figure] == row[name]
            assert figure not in read.row.figures
        else:
            assert read.row.figures[figure] == Decimal(str(row[name]))
            assert figure not in read.row.marks
    assert set(FIGURES.values()) == set(WageEstimate.FIGURES)
