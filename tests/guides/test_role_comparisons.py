"""Role comparisons as pages: the written ones, their index, and the tool for any two to four roles."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from careers import stated
from careers.models import Role, Source
from careers.role_comparison import FIGURES, row_choices
from guides.models import HubGuidePage, RoleComparisonPage, RoleComparisonsPage, RoleComparisonToolPage
from guides.models.role_comparisons import RoleGroup
from guides.models.role_table import FIRST, HEADINGS
from guides.wording import with_plain_dates
from tests.factories import citation
from tests.guides.forms import edit_form
from tests.guides.test_state_guides import words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

INDEX, TOOL = "/compare/", "/compare/roles/"
CNA = "/compare/medical-assistant-vs-cna/"
TWELVE = [
    *("cna", "phlebotomist", "lpn", "registered-nurse", "physician-assistant", "nurse-practitioner", "emt"),
    *("medical-secretary", "patient-care-technician", "dental-assistant", "pharmacy-technician"),
    "surgical-technologist",
]
KEYS = [key for key, _ in row_choices()]


def soup(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def heads(page: BeautifulSoup) -> list[str]:
    return [words(head) for head in page.select("table.comparison thead th")][1:]


def row_keys(page: BeautifulSoup) -> list[str]:
    return [str(row["id"]).removeprefix("row-") for row in page.select("table.comparison tr[id]")]


def written() -> RoleComparisonPage:
    return RoleComparisonPage.objects.get(slug="medical-assistant-vs-cna")


def arranged(*rows: tuple[str, dict[str, Any]]) -> BeautifulSoup:
    """The page as an editor arranged it."""
    page = written()
    page.rows = list(rows)
    page.save_revision().publish()
    return soup(page.url)


def row(key: str, *, hidden: bool = False, note: str = "") -> tuple[str, dict[str, Any]]:
    return "row", {"row": key, "is_hidden": hidden, "note": note}


# Written comparisons ------------------------------------------------------------------------------------------------


def test_twelve_comparisons_are_published() -> None:
    pages = RoleComparisonPage.objects.live().order_by("path")
    assert [(page.first_role.key, page.second_role.key) for page in pages] == [
        ("medical-assistant", key) for key in TWELVE
    ]


@pytest.mark.parametrize("key", TWELVE)
def test_a_written_comparison_is_complete_and_in_order(key: str) -> None:
    page = soup(f"/compare/medical-assistant-vs-{key}/")
    assert sorted(row_keys(page)) == sorted(KEYS)
    assert len(heads(page)) == 2
    shown = [words(head) for head in page.select("tr.comparison__group")]
    assert shown == [heading for heading in HEADINGS.values() if heading in shown], "differences first"
    inside = [str(tag["id"]) for tag in page.select("main [id]")]
    parts = ["comparison", *RoleComparisonPage.SECTIONS, "picker", "peers", "sources"]
    assert [anchor for anchor in inside if anchor in parts] == parts
    body = " ".join(
        words(section) for section in page.select(".guide__body > section.section") if section["id"] in parts
    )
    assert 600 <= len(body.split()) <= 1700
    assert "not yet verified" in words(page.select_one("#comparison"))


def test_every_cell_of_every_written_comparison_traces_to_something() -> None:
    """A fact of the role with its sources, an official figure with its data set, or words that say what is missing."""
    known, statistics = stated.roles(), {_shown(source.citation) for source in Source.objects.exclude(data_set=None)}
    seen = 0
    for key in TWELVE:
        page = soup(f"/compare/medical-assistant-vs-{key}/")
        listed = {str(item["id"]): words(item.cite) for item in page.select(".sources li[id]")}
        for line in page.select("table.comparison tr[id]"):
            subject = str(line["id"]).removeprefix("row-")
            for role, cell in zip((known["medical-assistant"], known[key]), line.select("td"), strict=True):
                cited = {listed[str(mark["href"]).lstrip("#")] for mark in cell.select("sup a")}
                missing = bool(cell.select(".comparison__missing"))
                assert cited or missing, (key, subject, words(cell))
                if subject in FIGURES and not missing:
                    assert cited <= statistics, (key, subject)
                elif fact := role.facts.get(subject):
                    assert {_shown(source.citation) for source in fact.sources} == cited, (key, subject)
                    assert all(point in words(cell) for point in fact.points), (key, subject)
                seen += 1
    assert seen == 12 * 2 * len(KEYS)


def _shown(citation: str) -> str:
    """With its dates in the house style."""
    return words(BeautifulSoup(with_plain_dates(citation), "html.parser"))


def test_sources_of_cells_are_numbered_in_reading_order() -> None:
    page = soup(CNA)
    numbers = [int(words(mark).split()[-1]) for mark in page.select(".guide__header sup a, #comparison sup a")]
    first = list(dict.fromkeys(numbers))
    assert first == sorted(first)
    assert first[0] == 1


def test_figures_say_their_period() -> None:
    page = soup(CNA)
    for key in FIGURES:
        label = words(page.select_one(f"#row-{key} th"))
        assert any(character.isdigit() for character in label), label


def test_a_role_without_figures_of_its_own_borrows_none() -> None:
    page = soup("/compare/medical-assistant-vs-patient-care-technician/")
    note = stated.roles()["patient-care-technician"].fit_note
    for key in FIGURES:
        own, other = page.select(f"#row-{key} td")
        assert any(character.isdigit() for character in words(own))
        assert note in words(other)
        assert "$" not in words(other)
        assert not other.select("sup")


def test_titles_and_descriptions_hold_no_digits() -> None:
    for page in RoleComparisonPage.objects.live():
        assert not any(character.isdigit() for character in f"{page.title}{page.short_title}{page.description}")


def test_every_comparison_is_reached_from_hub_index_and_peers() -> None:
    addresses = {f"/compare/medical-assistant-vs-{key}/" for key in TWELVE}
    assert addresses <= {str(link["href"]) for link in soup("/").select("#nearby-roles a")}
    assert addresses <= {str(link["href"]) for link in soup(INDEX).select("#comparisons a")}
    for address in addresses:
        peers = {str(link["href"]) for link in soup(address).select("#peers a")}
        assert peers == {*(addresses - {address}), "/"}


def test_a_retired_role_is_said_to_be_no_longer_kept_up() -> None:
    Role.objects.filter(key="cna").update(retired_on=date(2026, 1, 1))
    notice = words(soup(CNA).select_one("#comparison .callout--warning"))
    assert "nursing assistants" in notice
    assert not soup("/compare/medical-assistant-vs-lpn/").select("#comparison .callout--warning")


def test_the_picker_of_a_comparison_begins_with_its_two_roles() -> None:
    chosen = [option["value"] for option in soup(CNA).select("#picker option[selected]")]
    assert chosen == ["medical-assistant", "cna"]


# What an editor may do with the rows --------------------------------------------------------------------------------


def test_named_rows_come_first_in_the_editors_order() -> None:
    page = arranged(row("jobs"), row("training"), row("growth"))
    assert row_keys(page)[:3] == ["jobs", "training", "growth"]
    assert words(page.select_one("tr.comparison__group")) == FIRST
    assert sorted(row_keys(page)) == sorted(KEYS), "nothing is lost, nothing stands twice"


def test_a_hidden_row_is_gone() -> None:
    page = arranged(row("confusion", hidden=True))
    assert sorted(row_keys(page)) == sorted(set(KEYS) - {"confusion"})
    assert words(page.select_one("tr.comparison__group")) != FIRST


def test_notes_are_cited_and_numbered() -> None:
    source = Source.objects.create(key="a-note", kind="statute", citation="A source of the note")
    mark = citation(source)
    page = arranged(
        ("note", {"label": "Uniforms", "first": f"<p>Scrubs.{mark}</p>", "second": f"<p>Often white.{mark}</p>"}),
        row("jobs", note=f"<p>Jobs, not people.{mark}</p>"),
    )
    own, jobs = page.select("table.comparison tr[id]")[:2]
    assert words(own.th) == "Uniforms"
    assert ["Scrubs" in words(cell) or "Often white" in words(cell) for cell in own.select("td")] == [True, True]
    assert "Jobs, not people." in words(jobs.th)
    listed = {words(item.cite): str(item["id"]) for item in page.select(".sources li[id]")}
    anchor = f"#{listed['A source of the note']}"
    assert [mark["href"] for mark in (*own.select("sup a"), *jobs.th.select("sup a"))] == [anchor] * 3


def test_a_row_named_twice_stands_once() -> None:
    page = arranged(row("jobs"), row("jobs", hidden=True))
    assert row_keys(page).count("jobs") == 1


def test_an_editor_cannot_type_a_fact() -> None:
    """The rows that make themselves take a key, a place and a note: no cell."""
    block = RoleComparisonPage._meta.get_field("rows").stream_block.child_blocks["row"]
    assert set(block.child_blocks) == {"row", "is_hidden", "note"}


# Publishing ---------------------------------------------------------------------------------------------------------


def _sections(*anchors: str) -> dict[str, Any]:
    return streamfield(
        [("section", {"heading": anchor, "anchor": anchor, "content": streamfield([])}) for anchor in anchors]
    )


@pytest.mark.parametrize(
    "anchors",
    [
        ("overlap", "mix-ups", "moving", "pay"),
        ("mix-ups", "overlap", "moving", "pay", "suits"),
        (),
    ],
)
def test_the_five_sections_are_required_in_order_to_publish(anchors: tuple[str, ...]) -> None:
    page, client = written(), signed_in("Editors")
    address, before = reverse("wagtailadmin_pages:edit", args=[page.pk]), page.latest_revision_id
    form = edit_form(page, title="Changed", body=_sections(*anchors))
    answer = client.post(address, {**form, "action-publish": "yes"})
    assert answer.status_code == 200
    assert "five sections in this order" in str(answer.context["form"].errors["body"])
    page.refresh_from_db()
    assert (page.title == "Changed", page.latest_revision_id) == (False, before)
    assert client.post(address, form).status_code == 302, "a draft may still lack them"


def test_a_new_comparison_begins_with_its_sections() -> None:
    anchors = [block.value["anchor"] for block in RoleComparisonPage().body]
    assert anchors == list(RoleComparisonPage.SECTIONS)


def test_one_role_cannot_be_compared_with_itself() -> None:
    page, client = written(), signed_in("Editors")
    form = edit_form(page, second_role=page.first_role_id)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form, "action-publish": "yes"})
    assert "this is the first one again" in str(answer.context["form"].errors)


def test_writers_write_and_editors_publish() -> None:
    page = written()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for group, allowed in (("Writers", False), ("Fact stewards", False), ("Editors", True)):
        client = signed_in(group)
        client.post(address, {**edit_form(page, title=f"By {group}"), "action-publish": "yes"})
        page.refresh_from_db()
        assert (page.title == f"By {group}") is allowed, group


# The index ----------------------------------------------------------------------------------------------------------


def test_the_index_shows_groups_in_order_with_a_sentence_each() -> None:
    page = soup(INDEX)
    assert [words(head) for head in page.select("#comparisons h3")] == [group.label for group in RoleGroup]
    assert len(page.select("#comparisons li")) == 12
    for item in page.select("#comparisons li"):
        assert len(words(item.p).split()) >= 8
    form = page.select_one("#picker form")
    assert (form["action"], form["method"]) == (TOOL, "get")
    assert "being prepared" not in words(page.main)


def test_an_unpublished_comparison_leaves_index_peers_and_tool() -> None:
    written().unpublish()
    for address in (INDEX, "/compare/medical-assistant-vs-lpn/", f"{TOOL}?roles=medical-assistant,cna"):
        assert CNA not in {str(link["href"]) for link in soup(address).select("main a")}


# The tool -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "?roles=emt,lpn,cna",
        "?roles=emt&roles=lpn&roles=cna",
        "?roles=EMT,LPN,CNA",
        "?roles=emergency medical technician,LPN,nursing assistants",
        "?roles=emt,,lpn&roles=&roles=cna",
        "?roles=emt,lpn,emt,cna",
    ],
)
def test_roles_are_understood_however_they_are_named(query: str) -> None:
    page = soup(f"{TOOL}{query}")
    assert [key for head in heads(page) for key in ("EMT", "LPN", "CNA") if key in head] == ["EMT", "LPN", "CNA"]
    assert not page.select(".callout--warning")
    chosen = [select.select_one("option[selected]") for select in page.select('select[name="roles"]')]
    assert [option["value"] if option else "" for option in chosen] == ["emt", "lpn", "cna", ""]
    assert "licensed practical or vocational nurse" in words(page.select_one("#comparison-heading"))
    assert "licensed practical" in words(page.title)


@pytest.mark.parametrize("order", ["medical-assistant,cna", "cna,medical-assistant", "cna&roles=MA"])
def test_two_roles_with_a_written_comparison_lead_there(order: str) -> None:
    answer = Client().get(f"{TOOL}?roles={order}")
    assert (answer.status_code, answer["Location"]) == (302, CNA)


@pytest.mark.parametrize(
    ("query", "message", "columns"),
    [
        ("", "Choose at least two roles", 0),
        ("?roles=", "Choose at least two roles", 0),
        ("?roles=cna", "Choose one more role to compare with nursing assistant", 0),
        ("?roles=cna&roles=cna", "The same role was named twice", 0),
        ("?roles=cna,CNA", "The same role was named twice", 0),
        ("?roles=wizard", "We know no role called “wizard”", 0),
        ("?roles=cna,wizard", "We know no role called “wizard”", 0),
        ("?roles=cna,wizard,lpn", "We know no role called “wizard”", 2),
        ("?roles=cna,lpn,emt,paramedic,phlebotomist", "These are the first 4", 4),
        ("?roles=%00,%3Cscript%3E", "We know no role called “<script>”", 0),
        (f"?roles={'x' * 5000}", "We know no role called", 0),
    ],
)
def test_bad_input_gets_a_message_and_what_can_be_shown(query: str, message: str, columns: int) -> None:
    page = soup(f"{TOOL}{query}")
    assert message in words(page.main)
    assert len(heads(page)) == columns
    assert len(page.select('select[name="roles"]')) == 4, "the form is there to go on with"
    if query.startswith("?roles=cna"):
        assert page.select_one('option[selected][value="cna"]')


def test_a_retired_role_is_not_compared_and_not_offered() -> None:
    Role.objects.filter(key="emt").update(retired_on=date(2026, 1, 1))
    page = soup(f"{TOOL}?roles=emt,lpn,cna")
    assert "no longer keep facts of emergency medical technicians" in words(page.select_one(".callout--warning"))
    assert len(heads(page)) == 2
    assert not page.select('option[value="emt"]')


def test_fit_of_official_figures_is_said() -> None:
    page = soup(f"{TOOL}?roles=home-health-aide,medical-scribe")
    broader, none = page.select("#row-median_pay td")
    assert "$" in words(broader)
    assert stated.roles()["home-health-aide"].fit_note in words(broader)
    assert stated.roles()["medical-scribe"].fit_note in words(none)


def test_every_pair_without_a_written_comparison_has_a_whole_table_in_either_order() -> None:
    known = [key for key in stated.roles() if key not in {"medical-assistant"}]
    for first, second in list(combinations(known, 2))[::9]:
        there, back = soup(f"{TOOL}?roles={first},{second}"), soup(f"{TOOL}?roles={second},{first}")
        assert row_keys(there) == row_keys(back)
        assert sorted(row_keys(there)) == sorted(KEYS)
        for key in KEYS:
            one, two = ([plain(cell) for cell in page.select(f"#row-{key} td")] for page in (there, back))
            assert one == two[::-1], (first, second, key)


def plain(cell: Any) -> str:
    for mark in cell.select("sup"):
        mark.extract()
    return words(cell)


def test_only_the_plain_tool_is_indexed() -> None:
    assert not soup(TOOL).select('meta[name="robots"]')
    for query in ("?roles=cna", "?roles=cna,lpn", "?roles="):
        assert soup(f"{TOOL}{query}").select('meta[name="robots"][content^="noindex"]')


def test_the_tool_leads_to_what_is_written_about_its_roles() -> None:
    peers = {str(link["href"]) for link in soup(f"{TOOL}?roles=cna,lpn").select("#peers a")}
    assert peers == {CNA, "/compare/medical-assistant-vs-lpn/"}


def test_the_tool_can_be_previewed_and_drafted() -> None:
    tool = RoleComparisonToolPage.objects.get()
    client = signed_in("Editors")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[tool.pk])
    assert client.post(address, edit_form(tool)).json()["is_valid"]
    assert client.get(address).status_code == 200


def test_pages_without_a_tool_have_no_picker() -> None:
    RoleComparisonToolPage.objects.get().unpublish()
    for address in (INDEX, CNA):
        assert not soup(address).select("#picker")


def test_there_is_one_index_and_one_tool() -> None:
    assert not RoleComparisonsPage.can_create_at(HubGuidePage.objects.get())
    assert not RoleComparisonToolPage.can_create_at(Page.objects.get(pk=RoleComparisonsPage.objects.get().pk).specific)


# Cost and weight ----------------------------------------------------------------------------------------------------


def cost(address: str) -> tuple[int, int, str]:
    """Queries and bytes of a request by a server that has answered another page of the site before."""
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured), len(answer.content), "\n".join(query["sql"][:150] for query in captured)


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("key", TWELVE)
def test_a_written_comparison_is_light(key: str) -> None:
    """At most 15 queries: 7 to find the site, route and load the page, 1 for view restrictions, 1 site version, 4 for
    evidence and pages in blocks, 1 ancestors; roles, figures, peers and the tool are remembered.
    At most 70 KB: two columns with 15 rows, five sections, the picker, and every source behind them."""
    queries, weight, said = cost(f"/compare/medical-assistant-vs-{key}/")
    assert queries <= 15, said
    assert weight <= 70 * 1024


@pytest.mark.usefixtures("remembering")
def test_the_index_and_four_roles_are_light() -> None:
    """As above; four columns of facts and all their sources are the most that one address can ask for."""
    for address in (
        INDEX,
        f"{TOOL}?roles=registered-nurse,physician-assistant,medical-assistant,surgical-technologist",
    ):
        queries, weight, said = cost(address)
        assert queries <= 15, said
        assert weight <= 70 * 1024, address
