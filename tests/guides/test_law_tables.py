"""All states, all tasks, one task: every cell is the answer of the law file, counts agree everywhere, gaps are said."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from careers.answers import Answer
from careers.law.content import Rule
from careers.law.counts import STANDINGS
from careers.models import Jurisdiction, LawEdition, Task
from careers.models.law.words import Unlisted
from guides.models import StateGuidePage, StatesPage, TaskMatrixPage, TaskPage
from guides.models.law_tables import SHORT
from tests.careers.law import shipped
from tests.careers.law.made import LEAD, content, desk, publish

pytestmark = pytest.mark.django_db
STATES, MATRIX, CSV, JSON = "/states/", "/states/tasks/", "/states/tasks.csv", "/states/tasks.json"
SLUGS = {
    *("vital-signs", "patient-intake", "specimen-collection", "capillary-puncture", "venipuncture", "injections"),
    *("vaccines", "oral-and-topical-medication", "iv", "waived-lab-tests", "ecg", "x-ray", "suture-removal"),
    *("wound-care", "refill-relay", "independent-triage", "diagnosis-or-prescribing"),
}


def soup(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def text_of(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def lines(address: str = CSV) -> list[dict[str, str]]:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def slugs() -> dict[str, str]:
    return dict(Task.objects.values_list("key", "slug"))


def matrix(page: BeautifulSoup) -> dict[tuple[str, str], Tag]:
    """Cells by code of the state and key of the task."""
    table = page.select_one(".matrix table")
    assert table
    heads = [text_of(head) for head in table.select("thead th")]
    keys = {task.short_name: task.key for task in Task.objects.all()}
    found = {}
    for row in table.select("tbody tr"):
        cells = row.select("td")
        assert len(cells) == len(heads) - 1
        for head, cell in zip(heads[1:], cells, strict=True):
            found[str(row["id"]).removeprefix("row-"), keys[head]] = cell
    return found


def word(cell: Tag) -> str:
    return text_of(cell).removesuffix("+").strip()


def rows(page: BeautifulSoup) -> dict[str, Tag]:
    """Rows of the table of states, by code."""
    return {str(row["id"]).removeprefix("row-"): row for row in page.select(".law-table tbody tr")}


def answer_in(row: Tag) -> str:
    """The first answer in a row, without those for classes."""
    return text_of(row.select_one("td .verdict"))


def counts(page: BeautifulSoup) -> dict[str, tuple[int, int]]:
    table = page.select_one("table.law-counts")
    assert table
    found = {}
    for row in table.select("tbody tr"):
        first, *numbers = [text_of(cell) for cell in row.select("th, td")]
        if any(numbers):
            found[first] = (int(numbers[0]), int(numbers[1]))
    return found


def just_before() -> str:
    """A moment for `?as_of=`, after all that was published so far."""
    return timezone.localtime().replace(tzinfo=None).isoformat()


# The same everywhere ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembering")
def test_counts_on_the_page_by_the_command_in_the_file_and_in_the_law_files_are_one() -> None:
    on_page = counts(soup(MATRIX))
    out = io.StringIO()
    call_command("law_counts", stdout=out)
    printed = {
        name: (int(general), int(classes))
        for name, general, classes in re.findall(r"^  (\S.*?) +(\d+) +(\d+)$", out.getvalue(), re.MULTILINE)
    }
    assert on_page == printed
    in_files = shipped.counted()
    assert {key: on_page[key.label] for key in Answer} == {
        key: (in_files.general[key], in_files.classes[key]) for key in Answer
    }
    assert {key: on_page[key.label] for key in Unlisted} == {
        key: (in_files.silent[key], in_files.silent_classes[key]) for key in Unlisted
    }
    taken = lines()
    general = [line for line in taken if not line["applies_to"]]
    classes = [line for line in taken if line["applies_to"]]
    assert on_page["All rules"] == (len(general), len(classes))
    assert len(general) == 51 * 17
    for key in Answer:
        assert on_page[key.label] == tuple(
            sum(line["answer"] == key for line in some) for some in (general, classes)
        ), key
    for level, name in STANDINGS.items():
        assert on_page[name] == tuple(
            sum(line["verification"] == level for line in some) for some in (general, classes)
        ), level
    assert all((line["verification"] == "none") == (not line["sources"]) for line in taken)
    assert on_page["No source yet"][0] > 0
    for governed in Unlisted:
        assert on_page[governed.label] == tuple(
            sum(line["governed_by"] == governed for line in some) for some in (general, classes)
        ), governed


@pytest.mark.usefixtures("remembering")
def test_every_cell_of_the_matrix_is_the_answer_of_the_law_file_and_leads_to_its_rule() -> None:
    cells, expected, paths = matrix(soup(MATRIX)), shipped.answers(), slugs()
    assert len(expected) == 867
    assert {at: word(cell) for at, cell in cells.items()} == {at: SHORT[Answer(key)] for at, key in expected.items()}
    places = dict(Jurisdiction.objects.values_list("code", "slug"))
    for (code, task), cell in cells.items():
        link = cell.select_one("a")
        assert link
        assert link["href"] == f"/states/{places[code]}/#rule-{paths[task]}", (code, task)


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("state", ["alabama", "california", "north-dakota", "washington"])
def test_the_rules_that_tables_lead_to_stand_on_the_page_of_the_state(state: str) -> None:
    there = {tag["id"] for tag in soup(f"/states/{state}/").select("[id]")}
    wanted = set()
    for address in (MATRIX, f"{MATRIX}vaccines/", f"{STATES}?task=injections"):
        for link in soup(address).select(f'main a[href^="/states/{state}/#"]'):
            wanted.add(str(link["href"]).partition("#")[2])
    assert len(wanted) >= 17
    assert wanted <= there


@pytest.mark.usefixtures("remembering")
def test_a_mark_says_where_classes_have_another_answer() -> None:
    expected = shipped.answers()
    other = {
        (code, rule["task"])
        for code, rule in shipped.rules()
        if rule.get("applies_to") and rule["answer"] != expected[code, rule["task"]]
    }
    assert len(other) > 15
    assert {at for at, cell in matrix(soup(MATRIX)).items() if text_of(cell).endswith("+")} == other


def test_each_mark_of_the_matrix_is_drawn_and_explained() -> None:
    page = soup(MATRIX)
    drawn = {str(symbol["id"]) for symbol in page.select("main svg symbol")}
    used: dict[str, set[str]] = {answer: set() for answer in SHORT.values()}
    for cell in matrix(page).values():
        (use,) = cell.select("use")
        used[word(cell)].add(str(use["href"]).removeprefix("#"))
    assert [len(found) for found in used.values()] == [1] * len(Answer), "one mark for each answer"
    assert set().union(*used.values()) == drawn
    legend = text_of(page.select_one(".legend"))
    assert all(answer.label in legend for answer in Answer)


def test_heads_of_the_matrix_lead_to_tasks_and_states() -> None:
    table = soup(MATRIX).select_one(".matrix table")
    assert table
    assert {link["href"] for link in table.select("thead a")} == {f"{MATRIX}{slug}/" for slug in SLUGS}
    assert len({link["href"] for link in table.select("tbody th a")}) == 51


# One task -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_a_task_in_every_state(slug: str) -> None:
    """51 rows in at most 100 KB of HTML: each with conditions or words of the rule, a citation, links, and the map."""
    html = Client().get(f"{MATRIX}{slug}/").content
    assert len(html) <= 100 * 1024
    page, key = BeautifulSoup(html, "html.parser"), {slug: key for key, slug in slugs().items()}[slug]
    found, expected = rows(page), shipped.answers()
    assert len(found) == 51
    taken = [line for line in lines(f"/states/tasks/{slug}.csv") if not line["applies_to"]]
    leads = {line["state"]: line["sources"].split(" | ")[0] for line in taken}
    for code, row in found.items():
        answer = Answer(expected[code, key])
        assert answer_in(row) == answer.label, code
        assert leads[code] in text_of(row) if leads[code] else "None listed" in text_of(row), code
        cells = [text_of(cell) for cell in row.select("td")]
        assert all(cells), code
        if answer in {Answer.LAW_SILENT, Answer.NOT_CHECKED}:
            assert not {"no", "not allowed"} & {cell.lower().strip(".") for cell in cells}, code
    tiles = page.select(".tile-map__tiles a")
    assert {str(tile["href"]) for tile in tiles} == {f"#row-{code}" for code in found}
    marks = {text_of(tile.b).lower(): str(tile.select("use")[0]["href"]).partition("#")[2] for tile in tiles}
    assert marks == {code: expected[code, key] for code in found}
    counts_are_said(text_of(page.select_one(".counts")), key)


def counts_are_said(said: str, key: str) -> None:
    found = shipped.counted(key)
    yes_or_no = sum(found.general[answer] for answer in ("allowed", "allowed_with_conditions", "not_allowed"))
    assert said.startswith(f"In {yes_or_no} of 51 we found an answer in the law")
    silent, unchecked = found.general["law_silent"], found.general["not_checked"]
    assert (f"In {silent} the law we read is silent" in said) == bool(silent)
    assert (f"{unchecked} are not checked" in said or f"{unchecked} is not checked" in said) == bool(unchecked)
    governed = {
        "general_delegation": "a general rule on delegation governs the task",
        "closed_list": "the list is closed, so treat the task as not delegable",
        "not_stated": "the text we read does not say what governs it",
    }
    for rule, words in governed.items():
        assert (f"in {found.silent[rule]} {words}" in said) == bool(found.silent[rule]), rule


@pytest.mark.usefixtures("remembering")
def test_a_task_says_what_it_is_and_leads_on() -> None:
    page, task = soup(f"{MATRIX}ecg/"), Task.objects.get(key="ecg")
    assert text_of(page.select_one(".guide__header")).count(" ".join(task.definition.split())) == 1
    assert page.select_one('main a[href="/states/check/?task=ecg"]')
    ways = {str(link["href"]): text_of(link) for link in page.select("nav.pages a")}
    assert list(ways) == [f"{MATRIX}waived-lab-tests/", f"{MATRIX}x-ray/"]
    assert [text.partition(":")[0] for text in ways.values()] == ["Previous task", "Next task"]
    first, last = soup(f"{MATRIX}vital-signs/"), soup(f"{MATRIX}diagnosis-or-prescribing/")
    assert [len(end.select("nav.pages a")) for end in (first, last)] == [1, 1]


def test_a_summary_of_its_own_does_not_hide_what_the_task_is() -> None:
    page = TaskPage.objects.get(task__key="ecg")
    page.summary = "<p>Words of an editor.</p>"
    page.save_revision().publish()
    shown = text_of(soup(f"{MATRIX}ecg/").select_one(".guide__header"))
    assert "Words of an editor." in shown
    assert " ".join(page.task.definition.split()) in shown


def test_a_class_with_another_answer_is_named_in_the_row_of_its_state() -> None:
    row = rows(soup(f"{MATRIX}injections/"))["nj"]
    assert "uncertified medical assistant: Not allowed" in text_of(row)
    links = [str(link["href"]) for link in row.select("td a") if "#rule-injections-" in str(link["href"])]
    assert "/states/new-jersey/#rule-injections-uncertified-medical-assistant" in links


def test_a_task_that_was_retired_says_so() -> None:
    task = Task.objects.get(key="ecg")
    task.retired_on = timezone.localdate()
    task.save()
    page = soup(f"{MATRIX}ecg/")
    assert "We no longer follow this task" in text_of(page.main)
    assert not rows(page)
    assert len(soup(MATRIX).select(".matrix thead th")) == 17
    assert Client().get("/states/tasks/ecg.csv").status_code == 404
    assert all(line["task"] != "ecg" for line in lines())


# All states, filtered -----------------------------------------------------------------------------------------------


def test_all_states_without_a_filter() -> None:
    page = soup(STATES)
    found = rows(page)
    assert len(found) == 51
    names = [text_of(row.th) for row in found.values()]
    assert names == sorted(names)
    required = Counter(file["credential"]["requirement"] for file in shipped.files().values())
    said = text_of(page.select_one(".counts"))
    assert said.startswith(f"In {51 - required['not_checked']} of 51 we found")
    assert f"asks for no credential in {required['none']}" in said
    assert f"{required['not_checked']} are not checked" in said
    assert len(page.select(".tile-map__tiles a")) == 51
    for code, row in found.items():
        given = Counter(answer for (state, _), answer in shipped.answers().items() if state == code)
        cell = row.select_one('td[data-label="Answers"]')
        assert sum(int(number) for number in re.findall(r"\d+", text_of(cell))) == 17
        assert (f"{given['law_silent']} silent" in text_of(cell)) == bool(given["law_silent"]), code
    assert "Not yet researched" in text_of(found["al"])


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        *(("venipuncture", answer) for answer in ("", *Answer.values)),
        *(("iv", "not_allowed"), ("iv_access_or_medication", ""), ("ECG", "law-silent"), ("x-ray", "sources_conflict")),
    ],
)
def test_a_filter_shows_the_states_with_that_answer(task: str, answer: str) -> None:
    page = soup(f"{STATES}?task={task}&answer={answer}")
    key = {slug: key for key, slug in slugs().items()}.get(task.lower(), task.lower())
    wanted = answer.replace("-", "_")
    expected = {
        code: given
        for (code, about), given in shipped.answers().items()
        if about == key and (not wanted or given == wanted)
    }
    found = rows(page)
    assert set(found) == set(expected)
    assert {code: answer_in(row) for code, row in found.items()} == {
        code: Answer(given).label for code, given in expected.items()
    }
    assert {text_of(tile.b).lower() for tile in page.select(".tile-map__tiles a.marked")} == set(expected)
    # The others keep their place on the map, without an answer.
    others = page.select(".tile-map__tiles a:not(.marked)")
    assert len(others) == (51 - len(expected) if expected else 0)
    assert {text_of(tile.select_one(".tile-map__value")) for tile in others} <= {""}
    if wanted:
        assert f"Shown here: {len(expected)}" in text_of(page.select_one(".counts"))
    assert [option["value"] for option in page.select("#task option[selected]")] == [slugs()[key]]
    assert [option["value"] for option in page.select("#answer option[selected]")] == ([wanted] if wanted else [])
    if not expected:
        assert "None of the states has this answer" in text_of(page.main)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("task=surgery", "We follow no task called “surgery”"),
        ("task=surgery&answer=allowed", "We follow no task called “surgery”"),
        ("task=ecg&answer=maybe", "“maybe” is not one of our answers"),
        ("answer=allowed", "Choose a task as well"),
        ("answer=perhaps", "“perhaps” is not one of our answers"),
        ("task=%3Cscript%3E", "We follow no task called “<script>”"),
        ("task=%00&answer=" + "x" * 5000, "is not one of our answers"),
    ],
)
def test_a_filter_that_we_do_not_understand_is_answered_with_what_there_is(query: str, said: str) -> None:
    page = soup(f"{STATES}?{query}")
    assert said in text_of(page.main)
    assert len(rows(page)) == 51
    assert not page.select("main script")
    if "task called" in said:
        assert "Vital signs" in text_of(page.select_one(".callout--warning"))


# What is missing ----------------------------------------------------------------------------------------------------


def test_a_law_that_was_withdrawn_is_said_to_be_withdrawn() -> None:
    desk("ut").unpublish()
    cells = matrix(soup(MATRIX))
    gone = [cell for (code, _), cell in cells.items() if code == "ut"]
    assert {word(cell) for cell in gone} == {"Withdrawn"}
    assert not [cell for cell in gone if cell.select("a, svg")]
    assert "; withdrawn: Utah. Rules" in text_of(soup(MATRIX).select_one("table.law-counts caption"))
    page = soup(f"{MATRIX}ecg/")
    assert "1 is withdrawn." in text_of(page.select_one(".counts"))
    assert "Withdrawn" in text_of(rows(page)["ut"])
    assert "of 51" in text_of(page.select_one(".counts"))
    everywhere = soup(STATES)
    assert "1 is withdrawn." in text_of(everywhere.select_one(".counts"))
    assert "Withdrawn" in text_of(rows(everywhere)["ut"])
    assert "ut" not in rows(soup(f"{STATES}?task=ecg&answer=law_silent"))
    assert "ut" not in {line["state"] for line in lines()}
    assert json.loads(Client().get(JSON).content)["not_published"] == ["ut"]


def test_a_state_without_page_is_named_but_not_linked() -> None:
    StateGuidePage.objects.get(jurisdiction__code="ut").unpublish()
    for address in (STATES, f"{STATES}?task=ecg", MATRIX, f"{MATRIX}ecg/"):
        page = soup(address)
        assert "Utah" in text_of(page.main)
        assert not page.select('main a[href^="/states/utah/"]'), address
    assert word(matrix(soup(MATRIX))["ut", "ecg"]) == SHORT[Answer(shipped.answers()["ut", "ecg"])]


def test_a_task_without_page_is_named_but_not_linked() -> None:
    TaskPage.objects.get(task__key="ecg").unpublish()
    Page.objects.get(url_path__endswith="/states/check/").unpublish()
    heads = soup(MATRIX).select(".matrix thead th")
    assert len(heads) == 18
    assert len([head for head in heads if head.a]) == 16
    ways = [str(link["href"]) for link in soup(f"{MATRIX}waived-lab-tests/").select("nav.pages a")]
    assert ways[1:] == [f"{MATRIX}x-ray/"]
    assert not soup(f"{MATRIX}vaccines/").select('main a[href*="/states/check/"]')


def test_without_any_law_the_pages_still_stand() -> None:
    for code in Jurisdiction.objects.values_list("code", flat=True):
        desk(code).unpublish()
    assert {word(cell) for cell in matrix(soup(MATRIX)).values()} == {"Withdrawn"}
    assert {word(cell) for cell in matrix(soup(f"{MATRIX}?as_of=2001-01-01")).values()} == {"Not yet published"}
    assert "In 0 of 51 we found" in text_of(soup(f"{MATRIX}ecg/").select_one(".counts"))
    assert "51 are withdrawn" in text_of(soup(STATES).select_one(".counts"))
    assert "51 are not yet published" in text_of(soup(f"{STATES}?as_of=2001-01-01").select_one(".counts"))
    assert lines() == []
    assert Client().get(CSV).content.decode().startswith("state,state_name,task,applies_to,answer,")


# At another moment --------------------------------------------------------------------------------------------------


def changed() -> str:
    """Electrocardiograms become allowed in Alaska; the moment before."""
    publish(content("ak", Rule("ecg", "not_allowed", "It may not be done.", sources=(LEAD,))))
    before = just_before()
    publish(content("ak", Rule("ecg", "allowed", "It may be done.", sources=(LEAD,))))
    return before


def test_pages_and_files_show_a_change_at_once_and_the_moment_before_as_it_was() -> None:
    before = changed()
    past = f"?as_of={before}"
    assert word(matrix(soup(MATRIX))["ak", "ecg"]) == "Allowed"
    assert word(matrix(soup(MATRIX + past))["ak", "ecg"]) == "Not allowed"
    assert answer_in(rows(soup(f"{MATRIX}ecg/"))["ak"]) == "Allowed"
    assert answer_in(rows(soup(f"{MATRIX}ecg/{past}"))["ak"]) == "Not allowed"
    assert "ak" in rows(soup(f"{STATES}?task=ecg&answer=allowed"))
    assert "ak" in rows(soup(f"{STATES}?task=ecg&answer=not_allowed&as_of={before}"))
    for address in (CSV, "/states/tasks/ecg.csv"):
        answers = []
        for query in ("", past):
            (line,) = [line for line in lines(address + query) if (line["state"], line["task"]) == ("ak", "ecg")]
            answers.append(line["answer"])
        assert answers == ["allowed", "not_allowed"]
    then = json.loads(Client().get(JSON + past).content)
    assert [rule["answer"] for rule in then["rules"] if (rule["state"], rule["task"]) == ("ak", "ecg")] == [
        "not_allowed"
    ]
    assert datetime.fromisoformat(then["as_of"]) <= timezone.now()


@pytest.mark.parametrize("address", [STATES, f"{STATES}?task=ecg", MATRIX, f"{MATRIX}ecg/"])
def test_a_past_state_says_so_on_top_and_is_not_indexed(address: str) -> None:
    moment = just_before()
    page = soup(f"{address}{'&' if '?' in address else '?'}as_of={moment}")
    notice = page.select_one(".guide__header .callout")
    assert "A past state" in text_of(notice)
    assert page.select_one('meta[name="robots"][content^="noindex"]')
    assert not page.select('link[rel="canonical"]')
    # Links to other law pages stay at that moment.
    onward = [str(link["href"]) for link in page.select('.guide__wide table a[href^="/states/"]')]
    assert len(onward) >= 51
    assert all(f"as_of={moment}" in href for href in onward)
    assert all(f"as_of={moment}" in str(link["href"]) for link in page.select(".downloads a[download]"))
    now = soup(address)
    assert not now.select('meta[name="robots"][content^="noindex"]')
    assert not now.select(".guide__header .callout")


@pytest.mark.parametrize("address", [STATES, MATRIX, f"{MATRIX}ecg/"])
def test_before_our_first_edition_nothing_was_published(address: str) -> None:
    page = soup(f"{address}?as_of=2020-01-01")
    assert "We had not published the law of any state then." in text_of(page.select_one(".guide__header .callout"))
    assert "Not yet published" in text_of(page.main)
    assert not page.select(".verdict.answer--not_allowed a")


@pytest.mark.parametrize("given", ["yesterday", "2027-13-01", "0000-00-00", "%00", "9999-12-31", "2026-11-31T25:00"])
def test_a_moment_that_we_cannot_read_shows_today_and_says_so_in_a_page_but_makes_no_file(given: str) -> None:
    for address in (STATES, MATRIX, f"{MATRIX}ecg/"):
        page = soup(f"{address}?as_of={given}")
        assert page.select_one(".guide__header .callout")
        assert page.select_one('meta[name="robots"][content^="noindex"]')
        assert "Not yet published" not in text_of(page.main)
    for address in (CSV, JSON, "/states/tasks/ecg.csv"):
        answer = Client().get(f"{address}?as_of={given}")
        assert answer.status_code == 400
        assert answer["Content-Type"].startswith("text/plain")
        assert len(answer.content) > 30


# Files --------------------------------------------------------------------------------------------------------------


def test_files_hold_every_rule_as_the_law_files_do() -> None:
    body = json.loads(Client().get(JSON).content)
    in_files = {(code, rule["task"], rule.get("applies_to", "")): rule for code, rule in shipped.rules()}
    found: dict[tuple[str, str, str], dict[str, Any]] = {
        (rule["state"], rule["task"], rule["applies_to"]): rule for rule in body["rules"]
    }
    assert set(found) == set(in_files)
    assert len(body["rules"]) == len(found)
    for at, rule in in_files.items():
        said = found[at]
        for name in ("answer", "text", "supervision", "qualification", "locator", "quoted_passage", "doubts"):
            assert said[name] == " ".join(str(rule.get(name, "")).split()) or said[name] == rule.get(name, ""), at
        assert said["delegators"] == rule.get("delegators", []), at
        assert said["delegators_said"] == ("delegators" in rule), at
        assert [source["key"] for source in said["sources"]] == rule.get("sources", []), at
        assert said["effective_from"] == str(rule.get("effective_from", "")), at
        if rule["answer"] == "law_silent":
            assert said["governed_by"] == shipped.governs(at[0], rule), at
    assert body["not_published"] == []
    assert len(body["tasks"]) == 17
    numbers = dict(LawEdition.objects.values_list("jurisdiction__code", "number"))
    assert {(rule["state"], rule["edition"]) for rule in body["rules"]} == set(numbers.items())


@pytest.mark.usefixtures("remembering")
def test_csv_and_json_hold_the_same_rows_in_the_same_order() -> None:
    rules = json.loads(Client().get(JSON).content)["rules"]
    taken = lines()
    same = ("state", "task", "applies_to", "answer", "verification", "published_at", "governed_by")
    assert [[line[name] for name in same] for line in taken] == [[rule[name] for name in same] for rule in rules]
    assert [line["delegators"] for line in taken] == [" | ".join(rule["delegators"]) for rule in rules]
    for line, rule in zip(taken, rules, strict=True):
        citations = [source["citation"] for source in rule["sources"]]
        assert line["sources"].removeprefix("'") == " | ".join(citations)
        assert len(line["source_addresses"].split(" | ")) == max(len(citations), 1)
    by_task = lines("/states/tasks/ecg.csv")
    assert by_task == [line for line in taken if line["task"] == "ecg"]


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    rule = Rule("ecg", "allowed", '=HYPERLINK("x")', locator="@1", qualification="+1", sources=(LEAD,))
    publish(content("ak", rule))
    (line,) = [line for line in lines() if (line["state"], line["task"]) == ("ak", "ecg")]
    assert [line[name] for name in ("text", "locator", "qualification")] == ['\'=HYPERLINK("x")', "'@1", "'+1"]
    assert all(not value.startswith(("=", "+", "-", "@")) for line in lines() for value in line.values())


def test_files_are_named_typed_and_refuse_to_be_written() -> None:
    client = Client()
    now, then = client.get(CSV), client.get(f"{CSV}?as_of={just_before()}")
    assert now["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="medical-assistant-tasks-by-state.csv"' in now["Content-Disposition"]
    assert f"by-state-{timezone.localdate().isoformat()}.csv" in then["Content-Disposition"]
    assert then["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in now
    for address in (CSV, JSON, "/states/tasks/ecg.csv"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 200
    assert client.get("/states/tasks/surgery.csv").status_code == 404
    for address, files in {STATES: [CSV, JSON], MATRIX: [CSV, JSON], f"{MATRIX}ecg/": [f"{MATRIX}ecg.csv"]}.items():
        offered = [str(link["href"]) for link in soup(address).select(".downloads a[download]")]
        assert offered == files
        assert all(client.get(name).status_code == 200 for name in offered)


# Editors ------------------------------------------------------------------------------------------------------------


def test_a_page_of_a_task_that_is_not_chosen_yet_can_be_shown() -> None:
    """As the preview of a new page does, before its form is filled in."""
    page = TaskPage(title="Unsaved", slug="unsaved")
    page.set_url_path(TaskMatrixPage.objects.get())
    answer = page.make_preview_request()
    assert answer.status_code == 200
    assert b"Unsaved" in answer.content
    assert b"law-table" not in answer.content


@pytest.mark.parametrize(
    ("kind", "anchor"), [(StatesPage, "task"), (StatesPage, "states"), (TaskMatrixPage, "matrix"), (TaskPage, "row-ca")]
)
def test_no_section_takes_an_anchor_that_the_tables_use(kind: type[Any], anchor: str) -> None:
    assert kind.objects.first()._is_reserved(anchor)


@pytest.mark.parametrize("address", [STATES, f"{STATES}?task=ecg&answer=allowed", MATRIX, f"{MATRIX}vaccines/"])
def test_no_address_within_a_table_page_is_used_twice(address: str) -> None:
    ids = [str(tag["id"]) for tag in soup(address).select("[id]")]
    assert sorted(ids) == sorted(set(ids))


# Budgets ------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("address", [STATES, f"{STATES}?task=ecg", MATRIX, f"{MATRIX}ecg/"])
def test_the_tables_cost_few_queries(address: str) -> None:
    """At most 20, with no page cache: 1 site, up to 7 to route and load, 1 for view restrictions, 1 site version, 1
    ancestors, 1 for pages that the text links to, the tasks. Laws, places and addresses are remembered."""
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= 20, "\n".join(query["sql"][:200] for query in captured)


@pytest.mark.usefixtures("remembering")
def test_a_past_state_costs_the_same_whatever_it_shows() -> None:
    """At most 25: nothing past is remembered, so that all laws cost 10 queries at once, however many there are."""
    client, address = Client(), f"{MATRIX}?as_of={just_before()}"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) <= 25, "\n".join(query["sql"][:200] for query in captured)


@pytest.mark.parametrize(
    ("address", "kilobytes"),
    [
        # 51 rows of seven cells and a map of 51 tiles; with a task, the answer and its mark in each row and tile.
        (STATES, 100),
        (f"{STATES}?task=injections", 100),
        # 867 links to rules, each with a mark by one short name and its word: about 10 KB on the wire.
        (MATRIX, 140),
    ],
)
def test_the_tables_are_light(address: str, kilobytes: int) -> None:
    """HTML before compression."""
    assert len(Client().get(address).content) <= kilobytes * 1024
