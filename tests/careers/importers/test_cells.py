"""Numbers out of cells: exact, whatever a spreadsheet or a person did to their look; anything else is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.importers.cells import Findings, named_columns, number, whole
from careers.importers.problems import ENOUGH, ImportProblems


@dataclass
class Here:
    file: str = "file.csv"
    sheet: str = ""


published = st.decimals(-1_000_000, 1_000_000, places=3)


@given(published)
def test_every_way_to_write_a_number_is_that_number(value: Decimal) -> None:
    for written in (f"{value}", f"{value:,}", f" {value} ", f"{float(value):.17g}", f"{value}".replace("-", "−")):
        assert number(written, 3) == value
    assert str(number(str(value), 3)) == str(value + 0)  # one form, whatever the way of writing


@given(st.text(max_size=12))
def test_what_is_not_a_number_is_never_one(words: str) -> None:
    try:
        value = number(words, 3)
    except ValueError:
        return
    assert Decimal(" ".join(words.split()).replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    "words", ["—", "-", "*", "**", "#", "~", "n/a", "(NA)", "1.2.3", "1,23", ",5", ".", "1e999", "٣"]
)
def test_symbols_and_scraps_are_no_numbers(words: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number|is too large"):
        number(words, 3)


@pytest.mark.parametrize(
    ("words", "places", "said"),
    [
        (None, 1, "the cell is empty"),
        ("  ", 1, "the cell is empty"),
        ("8.25", 1, "“8.25” has more decimal places than the 1 of this column"),
        ("1" * 13, 1, "is too large"),
        ("1" * 41, 1, "is not a number"),
    ],
)
def test_what_else_is_refused(words: str | None, places: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        number(words, places)


def test_a_whole_number_is_not_negative() -> None:
    assert whole("1,204") == 1204
    for words in ("-1", "1.5"):
        with pytest.raises(ValueError, match=f"“{words}”"):
            whole(words)


def test_spreadsheet_noise_goes_and_zero_has_no_sign() -> None:
    assert str(number("8.1999999999999993", 1)) == "8.2"
    assert str(number("-0.0", 1)) == "0.0"
    assert str(number(".5", 1)) == "0.5"


def test_columns_by_name_without_regard_to_case() -> None:
    findings = Findings()
    assert named_columns(["Code", None, "data  VALUE"], ["code", "Data Value"], Here(), findings) == {
        "code": 0,
        "Data Value": 2,
    }
    findings.end()


def test_enough_problems_end_the_reading() -> None:
    findings = Findings()
    for row in range(1, ENOUGH):
        findings.add("wrong", Here(), row)
    with pytest.raises(ImportProblems) as raised:
        findings.add("wrong", Here(), ENOUGH)
    assert [problem.row for problem in raised.value.problems] == list(range(1, ENOUGH + 1))
