"""States side by side: differences first, the same rows whatever the order, on page and in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel

from careers.law.reading import law_of
from careers.models import Jurisdiction, Task
from guides.models import StateGuidePage
from guides.models.state_comparison import HEADINGS
from guides.reading.pay_files import guarded
from tests.careers.law.made import content, desk, publish
from tests.guides.laws import changed

pytestmark = pytest.mark.django_db

PAGE = "/states/compare/"
FIRST_ROWS = ["credential", "named_in_law", "delegators", "supervision", "unlisted_tasks", "training"]


def soup(query: str = "") -> BeautifulSoup:
    answer = Client().get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Any) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def cell_words(cell: Any) -> str:
    """Without the numbers of sources."""
    for mark in cell.select("sup"):
        mark.extract()
    return words(cell)


def rows(query: str) -> dict[str, list[str]]:
    """Cells by the key of the row, in the order shown."""
    found = soup(query).select("table.comparison tr[id]")
    return {str(row["id"]).removeprefix("row-"): [cell_words(cell) for cell in row.select("td")] for row in found}


def heads(page: BeautifulSoup) -> list[str]:
    return [words(head) for head in page.select("table.comparison thead th")][1:]


def lines(query: str) -> list[dict[str, str]]:
    answer = Client().get(f"/states/compare.csv{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.fixture
def later() -> Iterator[None]:
    with travel(timezone.now() + timedelta(days=30), tick=False):
        yield


def test_two_states_with_every_question_once() -> None:
    page = soup("?states=ca,tx")
    assert heads(page) == ["California", "Texas"]
    found = rows("?states=ca,tx")
    tasks = list(Task.objects.in_use().values_list("key", flat=True))
    assert sorted(found) == sorted([*FIRST_ROWS, *tasks, "median_pay", "real_pay"])
    assert all(len(cells) == 2 and all(cells) for cells in found.values())
    for column, code in enumerate(("ca", "tx")):
        reading = law_of(Jurisdiction.objects.get(code=code))
        assert reading
        for key, claim in reading.general_rules.items():
            assert found[key][column].startswith(claim.answer.label), key
    assert found["median_pay"][0].startswith("$")
    assert "an hour" in found["real_pay"][1]
    [counts] = page.select("p.counts")
    shown = {
        group: sum(line["compared"] == group for line in lines("?states=ca,tx")) for group in ("different", "same")
    }
    assert f"In {shown['different']} rows the states differ, in {shown['same']} the answer is the same" in words(counts)


def test_differences_come_first_and_gaps_last() -> None:
    for query in ("?states=ca,tx", "?states=wa,ut,al,ny"):
        page = soup(query)
        shown = [words(head) for head in page.select("tr.comparison__group")]
        assert shown == [heading for heading in HEADINGS.values() if heading in shown]
        compared = [line["compared"] for line in lines(query)]
        assert compared == sorted(compared, key=["different", "same", "unknown"].index)
        for line in lines(query):
            codes = query.removeprefix("?states=").split(",")
            known = {line[code] for code in codes if not line[f"{code}_missing"]}
            assert line["compared"] == "different" or len(known) <= 1, line["row"]
            if len(known) > 1:
                assert line["compared"] == "different", line["row"]


def test_what_was_not_checked_is_never_a_difference(later: None) -> None:
    for task in ("ecg",):
        changed("ca", task, answer="not_checked", sources=())
        changed("tx", task, answer="allowed", text="Yes.")
        [line] = [line for line in lines("?states=ca,tx") if line["row"] == task]
        assert (line["ca"], line["tx"], line["compared"]) == ("Not checked", "Allowed", "unknown")


def test_the_order_of_states_changes_only_the_columns() -> None:
    straight, turned = rows("?states=ca,tx,wa"), rows("?states=wa,ca,tx")
    assert list(straight) == list(turned)
    for key, (california, texas, washington) in straight.items():
        assert turned[key] == [washington, california, texas]


@pytest.mark.parametrize(
    "query",
    [
        "?states=ca&states=tx",
        "?states=california,texas",
        "?states=CA,Texas",
        "?states=ca,,tx&states=",
        "?states=ca,tx,ca&states=tx",
        "?states= ca , tx ",
    ],
)
def test_states_are_understood_however_they_are_named(query: str) -> None:
    page = soup(query)
    assert heads(page) == ["California", "Texas"]
    assert not page.select(".callout--warning")
    chosen = [select.select_one("option[selected]") for select in page.select('select[name="states"]')]
    assert [option["value"] if option else "" for option in chosen] == ["ca", "tx", "", ""]


@pytest.mark.parametrize(
    ("query", "message", "columns"),
    [
        ("", "Choose at least two states", []),
        ("?states=", "Choose at least two states", []),
        ("?states=ca", "Choose one more state to compare with California", []),
        ("?states=ca&states=ca", "Choose one more state", []),
        ("?states=ca,atlantis", "We know no state called “atlantis”", []),
        ("?states=ca,atlantis,tx", "We know no state called “atlantis”", ["California", "Texas"]),
        ("?states=ca,tx,wa,ut,ny", "These are the first 4", ["California", "Texas", "Washington", "Utah"]),
        ("?states=%00,%3Cb%3E", "We know no state called “<b>”", []),
        ("?states=ca,tx&as_of=soon", "is not a day or time that we can read", ["California", "Texas"]),
    ],
)
def test_bad_input_gets_a_message_and_what_can_be_shown(query: str, message: str, columns: list[str]) -> None:
    page = soup(query)
    assert message in words(page.main)
    assert heads(page) == columns
    if "ca" in query:
        [first, *_] = page.select('select[name="states"]')
        assert first.select_one('option[selected][value="ca"]')


def test_the_file_has_the_rows_of_the_page() -> None:
    shown, found = rows("?states=wa,ut,al"), lines("?states=wa,ut,al")
    assert [line["row"] for line in found] == list(shown)
    for line in found:
        for code, cell in zip(("wa", "ut", "al"), shown[line["row"]], strict=True):
            in_file = " ".join(f"{line[code]} {line[f'{code}_terms']}".split())
            assert guarded(cell) == in_file or cell == in_file, line["row"]
            rule = line["row"] not in {*FIRST_ROWS, "median_pay", "real_pay"}
            if rule and line[code] != "Not checked":
                assert line[f"{code}_sources"], line["row"]


@pytest.mark.parametrize("query", ["", "?states=ca", "?states=ca,atlantis,tx", "?states=ca,tx,wa,ut,ny"])
def test_a_file_that_cannot_be_made_says_why(query: str) -> None:
    answer = Client().get(f"/states/compare.csv{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode().strip()


def test_each_answer_leads_to_its_rule_and_names_its_sources() -> None:
    page = soup("?states=ca,tx")
    ids = {
        f"/states/{slug}/": {str(tag["id"]) for tag in BeautifulSoup(body, "html.parser").select("[id]")}
        for slug in ("california", "texas")
        if (body := Client().get(f"/states/{slug}/").content)
    }
    links = [str(link["href"]) for link in page.select("table.comparison td > a")]
    assert len(links) >= 40
    for link in links:
        address, _, anchor = link.partition("#")
        assert anchor in ids[address], link
    listed = {str(tag["id"]) for tag in page.select(".sources li[id]")}
    marks = {str(mark["href"]).lstrip("#") for mark in page.select("table.comparison sup a")}
    assert marks
    assert marks <= listed


def test_a_past_state_is_marked_and_leads_back_to_the_same_states(later: None) -> None:
    before = rows("?states=ca,ut")["venipuncture"]
    changed("ut", "venipuncture", answer="not_allowed", text="A new text.")
    assert rows("?states=ca,ut")["venipuncture"][1].startswith("Not allowed")
    yesterday = timezone.localdate() - timedelta(days=1)
    page = soup(f"?states=ca,ut&as_of={yesterday}")
    assert rows(f"?states=ca,ut&as_of={yesterday}")["venipuncture"] == before
    assert page.select_one('aside a[href="?states=ca,ut"]')
    assert "figures of pay are those of today" in words(page.main)
    assert page.select_one(f'a[href="/states/compare.csv?states=ca,ut&as_of={yesterday}"]')
    [line] = [line for line in lines(f"?states=ca,ut&as_of={yesterday}") if line["row"] == "venipuncture"]
    assert not line["ut"].startswith("Not allowed")
    long_ago = soup("?states=ca,ut&as_of=2020-01-01")
    assert "Not yet published" in words(long_ago.select_one("#row-credential"))


def test_a_state_without_law_or_guide_is_safe(later: None) -> None:
    desk("ut").unpublish()
    StateGuidePage.objects.get(jurisdiction__code="tx").unpublish()
    page = soup("?states=ut,tx")
    assert words(page.select_one("#row-credential td")) == "Withdrawn"
    assert not page.select('table.comparison a[href^="/states/texas"]')
    found = rows("?states=ut,tx")
    assert found["venipuncture"][0] == "Withdrawn"
    assert found["median_pay"][0].startswith("$"), "pay does not wait for the law"


def test_same_people_in_another_order_are_the_same_answer(later: None) -> None:
    one = content("al", supervisors=("physician", "dentist"))
    publish(one)
    publish(replace(one, jurisdiction="ak", supervisors=("dentist", "physician")))
    [line] = [line for line in lines("?states=al,ak") if line["row"] == "delegators"]
    assert (line["al"], line["compared"]) == ("Physician or dentist", "same")


def test_only_the_plain_page_is_indexed() -> None:
    assert not soup().select('meta[name="robots"]')
    assert soup().select('link[rel="canonical"]')
    for query in ("?states=ca,tx", "?states=ca", "?as_of=2020-01-01"):
        assert soup(query).select('meta[name="robots"][content^="noindex"]')
    assert Client().get("/states/compare.csv?states=ca,tx")["X-Robots-Tag"] == "noindex"


def test_the_form_works_without_a_script() -> None:
    page = soup()
    form = page.select_one("#comparison form")
    assert form
    assert form["method"] == "get"
    assert len(form.select('select[name="states"]')) == 4
    assert len(form.select("option")) == 4 * 52
    for select in form.select("select"):
        assert form.select_one(f'label[for="{select["id"]}"]')


@pytest.mark.usefixtures("remembering")
def test_cost_and_weight() -> None:
    """At most 13 queries when warm: 6 to find the site, route and load the page, 2 for view restrictions, 1 site
    version, 3 for evidence and pages in blocks, 1 ancestors; law, pay and lists of choices are remembered.
    100 KB: four states with 25 rows, their terms, and every source behind them."""
    address = f"{PAGE}?states=ca,tx,wa,ny"
    captured, answer = warm(address)
    assert len(captured) <= 13, "\n".join(query["sql"][:150] for query in captured)
    assert len(answer.content) <= 100 * 1024


@pytest.mark.usefixtures("remembering")
def test_a_past_comparison_reads_the_law_of_then() -> None:
    """At most 23: the 13 of today and 10 for the law, which is remembered for no moment but now: editions, what they
    hold (6), tasks, checks, open questions."""
    captured, answer = warm(f"{PAGE}?states=ca,tx,wa,ny&as_of={timezone.localdate()}")
    assert "Allowed" in answer.content.decode()
    assert len(captured) <= 23, "\n".join(query["sql"][:150] for query in captured)


def warm(address: str) -> tuple[CaptureQueriesContext, Any]:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    return captured, answer
