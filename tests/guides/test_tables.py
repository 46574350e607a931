"""Tables: figures keep their columns on phones, words are stacked there, answers carry their signs."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from wagtail import blocks

from careers.answers import Answer
from guides.blocks import ComparisonTableBlock, IfThenTableBlock


def drawn(block: blocks.Block, value: Any) -> BeautifulSoup:
    return BeautifulSoup(block.render(block.normalize(block.to_python(value)), context={}), "html.parser")


def if_then(variant: str) -> BeautifulSoup:
    return drawn(IfThenTableBlock(), IfThenTableBlock.variants[variant])


def table_of(*columns: list[str]) -> BeautifulSoup:
    """A comparison table with these columns, each a heading and its cells."""
    rows = zip(*(column[1:] for column in columns), strict=True)
    value = {
        "columns": [{"type": "text", "heading": column[0]} for column in columns],
        "rows": [{"values": [f"<p>{cell}</p>" for cell in row]} for row in rows],
        "caption": "What",
    }
    return drawn(ComparisonTableBlock(), value)


def test_an_if_then_table_is_headed_as_its_editor_says() -> None:
    def headings(case: str) -> list[str]:
        return [cell.get_text() for cell in if_then(case).select("thead th")]

    assert headings("filled") == ["If", "Then"]
    assert headings("answers") == ["Answer", "Meaning"]


def test_each_answer_has_a_sign_of_its_own_beside_its_word() -> None:
    signs = {
        cell.get_text(strip=True): cell.svg.use["href"].partition("#")[2]
        for cell in if_then("answers").select("tbody th")
    }
    assert signs == {answer.label: answer.value for answer in Answer}
    drawings = BeautifulSoup((settings.BASE_DIR / "static/img/marks.svg").read_text(), "html.parser")
    assert set(signs.values()) | {"must-not"} == {symbol["id"] for symbol in drawings.select("symbol")}
    assert len({symbol.decode_contents() for symbol in drawings.select("symbol")}) == len(signs) + 1


@pytest.mark.parametrize(
    "cell", ["12", "$17.33", "817,870", "12.5%", "12.5 %", "−0.3%", "$15.57 to $18.44", "3–5", "—", "not published"]
)
def test_a_table_of_figures_keeps_its_columns_and_sets_them_to_the_right(cell: str) -> None:
    page = table_of(["Place", "Ohio", "Iowa"], ["Median", "$20.58", cell], ["Note", "high", "low"])
    assert page.select_one("table.numbers")
    assert [tag.get("class") for tag in page.select("tbody tr:nth-of-type(2) > *")] == [None, None, ["words"]]
    assert not page.select("[data-label]")


@pytest.mark.parametrize("cell", ["about 12", "12 months", "2 of 3", "CPT1", "$125 for students"])
def test_a_table_of_words_is_stacked_on_phones_with_its_headings_and_roles(cell: str) -> None:
    page = table_of(["Role", "MA", "RN"], ["Training", "3", cell], ["License", "none", "state"])
    assert page.select_one(".table-box--stacked table[role=table]")
    assert not page.select(".numbers, .figure")
    assert [tag["data-label"] for tag in page.select("tbody tr:nth-of-type(1) td")] == ["Training", "License"]
    roles = [tag["role"] for tag in page.select("table *") if tag.name in {"thead", "tbody", "tr", "th", "td"}]
    assert roles[:5] == ["rowgroup", "row", "columnheader", "columnheader", "columnheader"]
    assert roles[5:9] == ["rowgroup", "row", "rowheader", "cell"]


def test_a_table_without_any_figure_is_no_table_of_figures() -> None:
    page = table_of(["Place", "Ohio"], ["Median", "not published"])
    assert not page.select(".numbers")
