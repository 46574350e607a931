"""Role comparisons as files: CSV and Markdown say cell by cell what the page says, and leave out what it leaves out."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from careers.models import Source
from guides.models import RoleComparisonPage
from guides.reading.pay_files import guarded
from tests.factories import citation
from tests.guides.test_state_guides import words

pytestmark = pytest.mark.django_db
ANY_FOUR = "cna,lpn,medical-scribe,ophthalmic-assistant"


def text_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def lines(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(address))))


def plain(cell: Any) -> str:
    """What a cell says, with the signs of its layout and the numbers of sources left out."""
    for mark in cell.select("sup"):
        mark.extract()
    return squeezed(words(cell))


def squeezed(text: str) -> str:
    """Without spaces and the signs that stand between the parts of a cell."""
    return re.sub(r"[\s.;()]", "", text)


def page_rows(address: str) -> dict[str, list[str]]:
    """Label, then cells, by the key of the row, in the order shown."""
    page = BeautifulSoup(text_of(address), "html.parser")
    return {
        str(row["id"]).removeprefix("row-"): [plain(cell) for cell in row.select("th, td")]
        for row in page.select("table.comparison tr[id]")
    }


def markdown_rows(text: str) -> list[list[str]]:
    """Label, then cells, without sources; headings of the columns and rules are left out."""
    found = []
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith(("| Question", "| ---")):
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            bare = [re.sub(r" \[\d+\]", "", cell) for cell in cells]
            found.append([squeezed(re.sub(r"\\(.)", r"\1", cell)) for cell in bare])
    return found


def same(page: str, csv_address: str, markdown_address: str, roles: list[str]) -> None:
    shown, found, marked = page_rows(page), lines(csv_address), markdown_rows(text_of(markdown_address))
    assert [line["row"] for line in found] == list(shown)
    assert len(marked) == len(shown)
    for line, [label, *cells], in_markdown in zip(found, shown.values(), marked, strict=True):
        assert squeezed(f"{line['name']}{line['note']}").replace(":", "") == label.replace(":", "")
        assert in_markdown[0].replace(":", "") == label.replace(":", "")
        assert in_markdown[1:] == cells, line["row"]
        for role, cell in zip(roles, cells, strict=True):
            in_file = squeezed(f"{line[role]} {line[f'{role}_doubts']}")
            assert cell == in_file.removeprefix("'"), line["row"]


def written() -> RoleComparisonPage:
    return RoleComparisonPage.objects.get(slug="medical-assistant-vs-cna")


def test_files_of_every_written_comparison_equal_its_page() -> None:
    pages = RoleComparisonPage.objects.live()
    assert pages.count() >= 12
    for page in pages:
        address = page.url.rstrip("/")
        same(page.url, f"{address}.csv", f"{address}.md", [page.first_role.key, page.second_role.key])


def test_files_of_the_tool_equal_its_page() -> None:
    query = f"?roles={ANY_FOUR}"
    same(f"/compare/roles/{query}", f"/compare/roles.csv{query}", f"/compare/roles.md{query}", ANY_FOUR.split(","))


def arranged() -> tuple[RoleComparisonPage, Source]:
    """A written comparison with a row moved up and annotated, a row of the editor's own, and a row left out."""
    page, source = written(), Source.objects.get(key="onet")
    cited = f"=Formula | and *stars*{citation(source)}"
    page.rows = [
        ("note", {"label": "Uniforms", "first": f"<p>{cited}</p>", "second": "<p>One.</p><p>Two.</p>"}),
        ("row", {"row": "jobs", "is_hidden": False, "note": f"<p>Counted by jobs.{citation(source)}</p>"}),
        ("row", {"row": "confusion", "is_hidden": True, "note": ""}),
    ]
    page.save_revision().publish()
    return page, source


def test_an_editors_arrangement_is_in_all_forms_of_the_table() -> None:
    page, source = arranged()
    assert [*page_rows(page.url)][:2] == ["note-0", "jobs"]
    same(
        page.url,
        "/compare/medical-assistant-vs-cna.csv",
        "/compare/medical-assistant-vs-cna.md",
        ["medical-assistant", "cna"],
    )
    own, jobs, *others = lines("/compare/medical-assistant-vs-cna.csv")
    assert own["medical-assistant"] == guarded("=Formula | and *stars*")
    assert own["cna"] == "One. Two."
    assert own["medical-assistant_sources"] == source.citation
    assert (jobs["note"], jobs["note_sources"]) == ("Counted by jobs.", source.citation)
    assert "confusion" not in {line["row"] for line in others}
    assert "What people mix up" not in text_of("/compare/medical-assistant-vs-cna.md")


def test_what_is_left_out_cannot_be_had_through_the_tool() -> None:
    arranged()
    for order in ("medical-assistant,cna", "cna,medical-assistant"):
        for kind in ("csv", "md"):
            answer = Client().get(f"/compare/roles.{kind}?roles={order}")
            assert answer.status_code == 302
            assert answer["Location"] == f"/compare/medical-assistant-vs-cna.{kind}"


def test_markdown_numbers_and_lists_its_sources() -> None:
    text = text_of("/compare/medical-assistant-vs-cna.md")
    table, _, listed = text.partition("## Sources")
    used = {int(number) for number in re.findall(r" \[(\d+)\]", table)}
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", listed, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert used == set(numbers)
    assert written().canonical in text


@pytest.mark.parametrize("query", ["", "?roles=cna", "?roles=cna,cna", "?roles=cna,wizard", "?roles=a,b,c,d,e"])
@pytest.mark.parametrize("kind", ["csv", "md"])
def test_a_file_that_cannot_be_made_says_why(kind: str, query: str) -> None:
    answer = Client().get(f"/compare/roles.{kind}{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().strip()


def test_a_page_that_readers_cannot_open_has_no_file() -> None:
    written().unpublish()
    for kind in ("csv", "md"):
        assert Client().get(f"/compare/medical-assistant-vs-cna.{kind}").status_code == 404
        assert Client().get(f"/compare/no-such-page.{kind}").status_code == 404


def test_files_of_the_tool_are_not_indexed() -> None:
    for kind in ("csv", "md"):
        assert Client().get(f"/compare/roles.{kind}?roles={ANY_FOUR}")["X-Robots-Tag"] == "noindex"
