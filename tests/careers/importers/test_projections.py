"""Employment Projections: the official workbook, what may be wrong with it, and the arithmetic that shows it."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.importers import projections
from careers.importers.problems import ImportProblems
from careers.importers.projection_checks import unlikely
from careers.importers.rows import Candidate, ProjectionRow
from tests.careers.importers import make_projections as official

WANTED = {"00-0000", "31-0000", "31-9092", "31-9097"}
EMPLOYMENT, SEPARATIONS = "Table 1.2", "Table 1.10"


@pytest.fixture(autouse=True)
def _wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "occupation_codes", lambda: set(WANTED))


def read(path: Path, **options: object) -> Candidate:
    return projections.read([official.write(path / "occupation.xlsx", **options)])  # type: ignore[arg-type]


def problems(path: Path, **options: object) -> list[str]:
    with pytest.raises(ImportProblems) as raised:
        read(path, **options)
    return [str(problem) for problem in raised.value.problems]


def test_the_official_layout(tmp_path: Path) -> None:
    told: list[int] = []
    path = official.write(tmp_path / "occupation.xlsx")
    candidate = projections.read([path], told.append)
    assert (candidate.data_set, candidate.period, candidate.label) == ("projections", "2024-34", "2024 to 2034")
    assert {row.occupation_code for row in candidate.of(ProjectionRow)} == WANTED
    assert candidate.rows_read == 10
    assert told[-1] == 10
    assert candidate.notes == []
    assert (candidate.files[0].name, candidate.files[0].bytes) == ("occupation.xlsx", path.stat().st_size)
    row = next(row for row in candidate.of(ProjectionRow) if row.occupation_code == "31-9092")
    assert row == ProjectionRow(
        occupation_code="31-9092",
        occupation_title="Medical assistants",
        base_year=2024,
        projected_year=2034,
        figures={
            "employment_base": Decimal("8.2"),
            "employment_projected": Decimal("9.1"),
            "change": Decimal("0.9"),
            "growth": Decimal("11.0"),
            "openings": Decimal("1.1"),
            "exits": Decimal("0.4"),
            "transfers": Decimal("0.6"),
            "exit_rate": Decimal("4.6"),
            "transfer_rate": Decimal("6.9"),
        },
        marks={"self_employed": "—"},
        entry_education="Award",
        work_experience="None",
        training="None",
        at=f"occupation.xlsx, sheet {EMPLOYMENT}, row 5",
    )


def test_a_dash_in_words_is_no_word(tmp_path: Path) -> None:
    total = next(row for row in read(tmp_path).of(ProjectionRow) if row.occupation_code == "00-0000")
    assert (total.entry_education, total.work_experience, total.training) == ("", "", "")
    assert total.marks == {}


def test_another_release_has_other_years_in_its_header(tmp_path: Path) -> None:
    candidate = read(tmp_path, years=(2026, 2036))
    assert (candidate.period, candidate.label) == ("2026-36", "2026 to 2036")


def test_an_occupation_without_a_row_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "occupation_codes", lambda: {*WANTED, "29-2012", "29-2011"})
    assert read(tmp_path).notes == ["No row of their own: 29-2011, 29-2012."]


def test_the_zip_that_holds_it(tmp_path: Path) -> None:
    path = official.write(tmp_path / "occupation.xlsx")
    with zipfile.ZipFile(tmp_path / "ep.zip", "w") as archive:
        archive.write(path, "ep/occupation.xlsx")
        archive.writestr("ep/readme.txt", "Not a table.")
    candidate = projections.read([tmp_path / "ep.zip"])
    assert len(candidate.rows) == len(WANTED)
    assert candidate.files[0].name == "ep.zip"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({(EMPLOYMENT, "D5"): "eight"}, [f"sheet {EMPLOYMENT}, row 5, column Employment, 2024: “eight” is not"]),
        ({(EMPLOYMENT, "D5"): None}, ["row 5, column Employment, 2024: the cell is empty"]),
        ({(EMPLOYMENT, "D5"): "—"}, ["row 5, column Employment, 2024: “—” is not a number"]),
        ({(SEPARATIONS, "D5"): 8.25}, [f"sheet {SEPARATIONS}, row 5, column Employment, 2024: “8.25” has more"]),
        ({(EMPLOYMENT, "D5"): -8.2, (EMPLOYMENT, "H5"): 17.3}, ["row 5, column Employment, 2024: -8.2 is negative"]),
        ({(EMPLOYMENT, "J6"): 100.1}, ["column Percent self employed, 2024: 100.1 percent is more than all"]),
        ({(EMPLOYMENT, "E3"): 1_000_000.1}, ["column Employment, 2034: 1000000.1 thousand is more than can be"]),
        ({(EMPLOYMENT, "H5"): 1.1}, ["column Employment change, numeric, 2024–34: 1.1 is not 9.1 − 8.2"]),
        ({(EMPLOYMENT, "I5"): 13.0}, ["column Employment change, percent, 2024–34: 13.0 percent is not the change"]),
        ({(SEPARATIONS, "M5"): 1.3}, ["column Total occupational separations, 2024–34 annual average: 1.3 is not"]),
        ({(SEPARATIONS, "J5"): 1.0}, ["separations rate, 2024–34 annual average: 1.0 is not 4.6 + 6.9"]),
        ({(SEPARATIONS, "N5"): 9.9}, ["openings, 2024–34 annual average: 9.9 is not 1.0 + 0.9 ÷ 10"]),
        ({(EMPLOYMENT, "K5"): 1.2}, ["column Occupational openings, 2024–34 annual average: 1.1 differs from 1.2 in"]),
        ({(EMPLOYMENT, "M5"): 12}, ["column Typical education needed for entry: “12” cannot be right"]),
        ({(EMPLOYMENT, "B5"): "31-909"}, [f"sheet {EMPLOYMENT}, row 5, column", "“31-909” is not an occupation code"]),
        ({(EMPLOYMENT, "B5"): None}, ["row 5, column 2024 National Employment Matrix code: the row has no code"]),
        ({(EMPLOYMENT, "A5"): None}, ["row 5, column 2024 National Employment Matrix title: the occupation has no"]),
        ({(EMPLOYMENT, "B5"): "51-3012"}, [f"sheet {EMPLOYMENT}: there is no row for 31-9092", "Table 1.10, row 5"]),
        ({(EMPLOYMENT, "B6"): "31-9092"}, ["row 6: 31-9092 already stands in row 5, with other figures"]),
        ({(EMPLOYMENT, "D2"): "Jobs"}, [f"sheet {EMPLOYMENT}, row 2: a column like “employment, 2024” is missing"]),
        ({(EMPLOYMENT, "P2"): "Employment, 2030"}, ["row 2: a column like “employment, 2024” is there too often"]),
        ({(SEPARATIONS, "K2"): "Exits"}, ["a column like “labor force exits, 2024–34 annual average” is missing"]),
        (
            {(EMPLOYMENT, "K2"): "Occupational openings, 2023–33 annual average"},
            ["2023–33 annual average: this speaks of 2023–2033, the other", "2024–2034: two releases in one file"],
        ),
        (
            {(EMPLOYMENT, "E2"): "Employment, 2033"},
            ["column Employment, 2033: this speaks of 2033, the other"],
        ),
        ({(EMPLOYMENT, "E2"): "Employment, 2024"}, ["the two columns of employment are not of 2024 and 2034"]),
        (
            {(SEPARATIONS, "A1"): "Table 1.10, 2023–33"},
            ["row 1: this speaks of 2023–2033, the other columns"],
        ),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(
    tmp_path: Path, cells: dict[tuple[str, str], object], said: list[str]
) -> None:
    found = problems(tmp_path, cells=cells)
    assert any(all(words in problem for words in said) for problem in found), found
    assert all(problem.startswith("occupation.xlsx, sheet Table 1.") for problem in found)


def test_equal_twins_are_one_row(tmp_path: Path) -> None:
    twice = [*official.OCCUPATIONS, official.OCCUPATIONS[2]]
    assert len(read(tmp_path, occupations=twice).rows) == len(WANTED)


def test_tables_of_two_releases(tmp_path: Path) -> None:
    older = official.headers(2023, 2033)[SEPARATIONS]
    cells = {(SEPARATIONS, f"{chr(65 + index)}2"): words for index, words in enumerate(older)}
    found = problems(tmp_path, cells={**cells, (SEPARATIONS, "A1"): "Separations"})
    assert found == [
        "occupation.xlsx, sheet Table 1.10, row 2: this speaks of 2023–2033, table 1.2 of 2024–2034: "
        "two releases in one file"
    ]


def test_a_header_that_slid_away(tmp_path: Path) -> None:
    """One column to the right: every kept row has words where numbers belong."""
    shifted = [None, *official.headers(2024, 2034)[EMPLOYMENT]]
    cells = {(EMPLOYMENT, f"{chr(65 + index)}2"): words for index, words in enumerate(shifted)}
    code = "column 2024 National Employment Matrix code: “Summary” is not an occupation code"
    assert any(f"row 3, {code}" in problem for problem in problems(tmp_path, cells=cells))


def test_a_header_further_down_than_any_release_had_it(tmp_path: Path) -> None:
    cells = {(EMPLOYMENT, f"{chr(65 + index)}2"): None for index in range(16)}
    assert problems(tmp_path, cells=cells)[0].startswith(
        "occupation.xlsx, sheet Table 1.2: there is no header with the column “2024 national employment matrix code”"
    )


@pytest.mark.parametrize("sheet", [EMPLOYMENT, SEPARATIONS])
def test_a_workbook_without_a_table(tmp_path: Path, sheet: str) -> None:
    assert f"has no sheet {sheet}" in problems(tmp_path, without=sheet)[0]


def test_a_text_file_and_two_workbooks(tmp_path: Path) -> None:
    text = tmp_path / "projections.csv"
    text.write_text("2024 National Employment Matrix title,2024 National Employment Matrix code\n")
    with pytest.raises(ImportProblems, match="give that file"):
        projections.read([text])
    paths = [official.write(tmp_path / f"occupation{copy}.xlsx") for copy in (1, 2)]
    with pytest.raises(ImportProblems, match=r"occupation2.xlsx, sheet Table 1.2: this table was read before"):
        projections.read(paths)


def test_the_period_that_somebody_expects(tmp_path: Path) -> None:
    path = official.write(tmp_path / "occupation.xlsx")
    assert projections.read([path], period="2024-34").period == "2024-34"
    with pytest.raises(ImportProblems, match="this is the release 2024-34, not 2023-33"):
        projections.read([path], period="2023-33")


def test_none_of_the_occupations(tmp_path: Path) -> None:
    found = problems(tmp_path, occupations=official.OCCUPATIONS[-1:])
    assert found == ["occupation.xlsx, sheet Table 1.2: none of the occupations of this site stands in the table"]


# The arithmetic -------------------------------------------------------------------------------------------------------

thousands = st.decimals(0, 200_000, places=4)


def published(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))


@given(thousands, thousands, thousands, thousands, st.integers(1, 20))
def test_what_was_rounded_honestly_is_never_unlikely(
    base: Decimal, later: Decimal, exits: Decimal, transfers: Decimal, length: int
) -> None:
    figures = {
        "employment_base": base,
        "employment_projected": later,
        "change": later - base,
        "exits": exits,
        "transfers": transfers,
        "separations": exits + transfers,
        "openings": exits + transfers + (later - base) / length,
    }
    if figures["openings"] < 0:
        figures.pop("openings")
    if base:
        figures["growth"] = (later / base - 1) * 100
    assert not list(unlikely({name: published(value) for name, value in figures.items()}, (2024, 2024 + length)))


@given(thousands, thousands, st.sampled_from([Decimal("0.4"), Decimal("-0.4"), Decimal(7)]))
def test_a_change_that_is_not_the_difference_is_found(base: Decimal, later: Decimal, slip: Decimal) -> None:
    figures = {"employment_base": published(base), "employment_projected": published(later)}
    figures["change"] = published(later - base) + slip
    assert "change" in dict(unlikely(figures, (2024, 2034)))
