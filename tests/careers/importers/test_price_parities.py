"""Price parities: the official CSV with its quirks, and what may be wrong with it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from careers.importers import price_parities
from careers.importers.problems import ImportProblems
from careers.importers.rows import Candidate, PriceParityRow
from tests.careers.importers import make_price_parities as official

Change = Callable[[list[str]], object]
NAME = "SARPP_STATE_2008_2023.csv"
#: Lines of the file for one place each, counted from 1 for the header: all items stand in 6 to 9.
NATION, ALABAMA, DC, WASHINGTON = 6, 7, 8, 9


@pytest.fixture(autouse=True)
def _states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        price_parities, "states", lambda: {code: name for code, name in official.PLACES.items() if code != "00"}
    )


def read(path: Path, change: Change = lambda lines: None, **options: object) -> Candidate:
    return price_parities.read([official.write(path / NAME, change, **options)])  # type: ignore[arg-type]


def problems(path: Path, change: Change, **options: object) -> list[str]:
    with pytest.raises(ImportProblems) as raised:
        read(path, change, **options)
    return [str(problem) for problem in raised.value.problems]


def replaced(row: int, old: str, new: str) -> Change:
    """A change that must hit."""

    def change(lines: list[str]) -> None:
        assert old in lines[row - 1]
        lines[row - 1] = lines[row - 1].replace(old, new)

    return change


def test_the_official_layout(tmp_path: Path) -> None:
    candidate = read(tmp_path)
    assert (candidate.data_set, candidate.period, candidate.label) == ("price-parities", "2023", "2023")
    assert candidate.rows_read == 7 * 4
    assert [file.name for file in candidate.files] == [NAME]
    rows = {row.area_code: row for row in candidate.of(PriceParityRow)}
    assert set(rows) == {"99", "01", "11", "53"}
    assert rows["99"].figures["all_items"] == Decimal(100)
    assert rows["01"] == PriceParityRow(
        area_code="01",
        year=2023,
        figures={
            "all_items": Decimal("89.970"),
            "goods": Decimal("91.081"),
            "housing": Decimal("92.192"),
            "utilities": Decimal("93.303"),
            "other_services": Decimal("94.414"),
        },
        at=f"{NAME}, row {ALABAMA}",
    )


def test_the_newest_year_is_the_release(tmp_path: Path) -> None:
    assert read(tmp_path, years=range(2008, 2023)).period == "2022"


def test_the_period_that_somebody_expects(tmp_path: Path) -> None:
    path = official.write(tmp_path / NAME)
    assert price_parities.read([path], period="2023").period == "2023"
    with pytest.raises(ImportProblems, match="this is the release 2023, not 2024"):
        price_parities.read([path], period="2024")


def test_the_zip_with_its_papers(tmp_path: Path) -> None:
    path = official.write(tmp_path / NAME)
    with zipfile.ZipFile(tmp_path / "SARPP.zip", "w") as archive:
        archive.write(path, NAME)
        archive.writestr("SARPP__definition.xml", "<definition/>")
        archive.writestr("Footnotes.txt", "Notes.")
    assert len(price_parities.read([tmp_path / "SARPP.zip"]).rows) == 4


def test_regions_and_territories_are_left_out(tmp_path: Path) -> None:
    def change(lines: list[str]) -> None:
        lines[1:1] = [lines[ALABAMA - 1].replace("01000", fips) for fips in ("91000", "72000")]

    assert {row.area_code for row in read(tmp_path, change).of(PriceParityRow)} == {"99", "01", "11", "53"}


def test_a_part_that_is_not_available_is_absent_and_no_zero(tmp_path: Path) -> None:
    goods_of_alabama = ALABAMA + 4
    candidate = read(tmp_path, replaced(goods_of_alabama, ",91.081", ",(NA)"))
    row = next(row for row in candidate.of(PriceParityRow) if row.area_code == "01")
    assert set(row.figures) == {"all_items", "housing", "utilities", "other_services"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replaced(ALABAMA, ",89.970", ",high"), f"{NAME}, row 7, column 2023: “high” is not a number"),
        (replaced(ALABAMA, ",89.970", ",(NA)"), "row 7, column 2023: “(NA)” is not a number"),
        (replaced(ALABAMA, ",89.970", ","), "row 7, column 2023: the cell is empty"),
        (replaced(ALABAMA, ",89.970", ""), "row 7, column 2023: the cell is empty"),
        (replaced(ALABAMA, ",89.970", ",-89.970"), "row 7, column 2023: -89.970 cannot be right for a price level"),
        (replaced(ALABAMA, ",89.970", ",0"), "row 7, column 2023: 0.000 cannot be right for a price level"),
        (replaced(ALABAMA, ",89.970", ",8997.0"), "row 7, column 2023: 8997.000 cannot be right for a price level"),
        (replaced(ALABAMA, ",89.970", ",89.9701"), "row 7, column 2023: “89.9701” has more decimal places"),
        (replaced(NATION, ",100.000", ",100.100"), "row 6, column 2023: all items for the nation are 100.100, not 100"),
        (replaced(ALABAMA, "01000", "03000"), "row 7, column GeoFIPS: “03000” is not a place of this table"),
        (replaced(ALABAMA, "01000", "1000"), "row 7, column GeoFIPS: “1000” is not a place of this table"),
        (replaced(ALABAMA, "01000", "01001"), "row 7, column GeoFIPS: “01001” is not a place of this table"),
        (replaced(ALABAMA, "SARPP", "MARPP"), "row 7, column TableName: this is a row of table MARPP; SARPP is needed"),
        (replaced(ALABAMA, '"Index"', '"Dollars"'), "row 7, column Unit: the unit is “Dollars”, not an index"),
        (replaced(ALABAMA, "RPPs: All", "RPPs: Most"), "row 7, column Description: “RPPs: Most items” is not known"),
        (replaced(DC, "11000", "01000"), "row 8: all_items of Alabama already stands in row 7, with another value"),
        (lambda lines: lines.pop(ALABAMA - 1), f"{NAME}: the line “RPPs: all items” is missing for Alabama"),
        (lambda lines: lines.__delitem__(slice(9, None)), "column Description: there is no line “RPPs: goods”"),
        (replaced(1, "GeoFIPS", "Place"), f"{NAME}, row 1, column GeoFIPS: the column is missing or has another name"),
        (replaced(1, "Region", "Unit"), "row 1, column Unit: the column stands there twice"),
        (lambda lines: lines.insert(0, "Price levels"), "row 1: this is not the header of the table"),
        (replaced(1, ",2022,", ",2021,"), "row 1: the columns of years are not one year after another"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(tmp_path: Path, change: Change, said: str) -> None:
    found = problems(tmp_path, change)
    assert any(said in problem for problem in found), found


def test_equal_twins_are_one_row(tmp_path: Path) -> None:
    assert len(read(tmp_path, lambda lines: lines.insert(3, lines[ALABAMA - 1])).rows) == 4


def test_a_file_without_years(tmp_path: Path) -> None:
    def change(lines: list[str]) -> None:
        lines[0] = lines[0].replace(",2023", ",newest")

    assert problems(tmp_path, change, years=range(2023, 2024)) == [f"{NAME}, row 1: there is no column for a year"]


def test_two_tables(tmp_path: Path) -> None:
    paths = [official.write(tmp_path / f"SARPP_STATE_2008_{year}.csv") for year in (2022, 2023)]
    with pytest.raises(ImportProblems, match=r"SARPP_STATE_2008_2023.csv: this is a second table"):
        price_parities.read(paths)
