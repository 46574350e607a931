"""Ways into the work: page, file and preview show the same cells, each with its sources, doubts and gaps."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Permission
from django.test import Client, RequestFactory
from django.urls import reverse

from careers import entry_routes, stated
from careers.law.desk import content_of
from careers.models import EntryRoute, Source
from careers.models.subjects import EntryKind, RouteSubject
from careers.role_comparison import NOT_FOUND, REPORTED
from careers.stated import Certainty
from guides.content.blocks import build
from guides.content.inline import Resolver, Unresolved
from guides.models import HubGuidePage, TopicGuidePage
from guides.models.state_ways import WAY_IN
from tests.factories import SourceFactory, TopicGuidePageFactory, section
from tests.guides.laws import on_the_desk, rewritten
from tests.guides.test_state_guides import words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
GUIDE = "/how-to-become-a-medical-assistant/"
FILE = f"{GUIDE}routes.csv"
KEYS = ["certificate", "degree", "on-the-job", "apprenticeship", "military", "student"]
WEIGHED = ["Time", "Cost"]


def soup_of(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def lines(query: str = "") -> list[dict[str, str]]:
    answer = Client().get(f"{FILE}{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def said(tag: Tag) -> str:
    """What a cell says, without marks and doubts, as the file says it."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for mark in copy.select("sup, p.panel__note"):
        if mark.name == "sup" or mark.get_text().startswith("Uncertain: "):
            mark.decompose()
    points = copy.select("li")
    return "; ".join(map(words, points)) if points else words(copy)


def cells(page: BeautifulSoup) -> dict[str, dict[str, Tag]]:
    """By the key of the way, then by label: those of the table, then those of each way."""
    found: dict[str, dict[str, Tag]] = {}
    for row in page.select("table.ways tbody tr"):
        key = str(row.select_one("th a")["href"]).removeprefix("#route-")
        found[key] = {str(cell["data-label"]): cell for cell in row.select("td")}
    for way in page.select(".way"):
        pairs = zip(way.select("dt"), way.select("dd"), strict=True)
        found[str(way["id"]).removeprefix("route-")] |= {words(label): cell for label, cell in pairs}
    return found


def with_fact(route: EntryRoute, subject: str, text: str, source: Source, doubts: str = "") -> EntryRoute:
    """A way with one fact changed, not saved."""
    fact = {"subject": subject, "text": text, "doubts": doubts}
    fact["sources"] = [{"type": "item", "id": "s1", "value": source.pk}]  # type: ignore[assignment]
    others = [child for child in route.facts.raw_data if child["value"]["subject"] != subject]
    route.facts = json.dumps([*others, {"type": "fact", "id": "f1", "value": fact}])
    return route


def guide_with(*keys: str) -> BeautifulSoup:
    body = [section(("entry_routes", {"routes": list(keys)}), anchor="ways")]
    return soup_of(TopicGuidePageFactory(parent=HubGuidePage.objects.get(), body=body).url)


# The guide ----------------------------------------------------------------------------------------------------------


def test_every_way_answers_every_question_in_one_order() -> None:
    shown = cells(soup_of(GUIDE))
    assert list(shown) == KEYS
    told = [subject.label for subject in RouteSubject if subject.label not in WEIGHED]
    for found in shown.values():
        assert list(found) == [*WEIGHED, *told]


def test_a_link_leads_from_the_table_to_each_way() -> None:
    page = soup_of(GUIDE)
    for link in page.select("table.ways th a"):
        way = page.find(id=str(link["href"]).removeprefix("#"))
        assert way
        assert words(way.h3) == words(link)


def test_every_cell_says_what_is_stated_or_that_nothing_was_found() -> None:
    shown, missing = cells(soup_of(GUIDE)), 0
    for key, route in stated.entry_routes().items():
        for subject in RouteSubject:
            cell, fact = shown[key][subject.label], route.facts.get(subject)
            assert said(cell) == (fact.text if fact else NOT_FOUND), (key, subject)
            assert bool(cell.select("sup a")) is bool(fact)
            missing += not fact
    assert missing, "the shipped ways have gaps"


def test_marks_lead_to_the_sources_of_the_fact() -> None:
    page = soup_of(GUIDE)
    for key, found in cells(page).items():
        for subject in RouteSubject:
            fact = stated.entry_routes()[key].facts.get(subject)
            cited = [words(page.find(id=str(mark["href"])[1:])) for mark in found[subject.label].select("sup a")]
            expected = [source.citation for source in fact.sources] if fact else []
            assert len(cited) == len(expected)
            assert all(citation in listed for citation, listed in zip(expected, cited, strict=True))


def test_sources_are_numbered_as_they_are_read() -> None:
    marks = [int(str(mark["href"]).removeprefix("#source-")) for mark in guide_with().select("#ways sup a")]
    first_seen = list(dict.fromkeys(marks))
    assert len(first_seen) > 10
    assert first_seen == sorted(first_seen)


def test_doubts_and_certainty_are_said_in_words() -> None:
    shown, doubted, reported = cells(soup_of(GUIDE)), 0, 0
    for key, route in stated.entry_routes().items():
        for subject, fact in route.facts.items():
            cell = words(shown[key][RouteSubject(subject).label])
            assert fact.doubts in cell
            assert (REPORTED in cell) is (fact.certainty is Certainty.REPORTED), (key, subject)
            doubted += bool(fact.doubts)
            reported += fact.certainty is Certainty.REPORTED
    assert doubted
    assert reported


def test_all_five_kinds_of_way_are_there() -> None:
    assert {route.kind for route in stated.entry_routes().values()} == set(EntryKind)


def test_the_guide_repeats_no_fact_of_the_ways_in_its_prose() -> None:
    page = soup_of(GUIDE)
    for shown in page.select("table.ways, .way"):
        shown.decompose()
    prose = words(page.select_one(".guide__body"))
    for route in stated.entry_routes().values():
        for fact in route.facts.values():
            assert not [point for point in fact.points if point in prose]


# What an editor chooses ---------------------------------------------------------------------------------------------


def test_an_editor_chooses_ways() -> None:
    page = guide_with("military", "degree")
    assert list(cells(page)) == ["degree", "military"]
    link = page.select_one("#ways .downloads a")
    assert [line["route"] for line in lines(str(link["href"]).removeprefix(FILE))] == ["degree", "military"]


def test_a_retired_way_is_left_out_everywhere() -> None:
    EntryRoute.objects.filter(key="military").update(retired_on="2026-01-01")
    assert list(cells(soup_of(GUIDE))) == [key for key in KEYS if key != "military"]
    assert list(cells(guide_with("military", "degree"))) == ["degree"]
    assert not guide_with("military").select("#ways table, #ways .way, #ways .downloads")
    assert "military" not in [line["route"] for line in lines()]
    assert [line["route"] for line in lines("?routes=military,degree")] == ["degree"]
    assert lines("?routes=military") == []


def test_a_changed_fact_changes_the_guide_and_its_sources() -> None:
    source = SourceFactory(citation="A page on high school courses")
    with_fact(EntryRoute.objects.get(key="student"), "time", "Two school years.", source, "One school says so.").save()
    page = soup_of(GUIDE)
    cell = cells(page)["student"]["Time"]
    assert said(cell) == "Two school years."
    assert "Uncertain: One school says so." in words(cell)
    assert source.citation in words(page.select_one("#sources"))


def test_words_of_an_editor_are_no_markup() -> None:
    with_fact(EntryRoute.objects.get(key="student"), "time", "<b>bold</b>", SourceFactory()).save()
    cell = cells(soup_of(GUIDE))["student"]["Time"]
    assert not cell.select("b")
    assert said(cell) == "<b>bold</b>"


def test_the_form_of_the_files() -> None:
    nothing = Resolver(source={}.__getitem__, page={}.__getitem__, fact={}.__getitem__, term={}.__getitem__)
    assert build("entry_routes", {"routes": ["degree"]}, nothing, "s") == {"routes": ["degree"]}
    assert build("entry_routes", {"routes": []}, nothing, "s") == {"routes": []}
    for bad in ({"routes": "degree"}, {"routes": [1]}, {"routes": [], "ways": []}):
        with pytest.raises(Unresolved):
            build("entry_routes", bad, nothing, "s")


# The file -----------------------------------------------------------------------------------------------------------


def test_the_file_says_what_the_page_says() -> None:
    shown, found = cells(soup_of(GUIDE)), lines()
    assert [line["route"] for line in found] == KEYS
    for line in found:
        for subject in RouteSubject:
            cell = shown[line["route"]][subject.label]
            fact = stated.entry_routes()[line["route"]].facts.get(subject)
            assert line[subject.value] == said(cell)
            assert (line[f"{subject.value}_missing"] == "yes") is (said(cell) == NOT_FOUND)
            doubts = line[f"{subject.value}_doubts"]
            assert (f"Uncertain: {doubts}" if doubts else "") in words(cell)
            assert bool(doubts) is ("Uncertain:" in words(cell))
            cited = line[f"{subject.value}_sources"].split(" | ") if fact else []
            assert cited == ([source.citation for source in fact.sources] if fact else [])


@pytest.mark.parametrize("query", ["?routes=flying", "?routes=degree,flying", "?routes=%00", "?routes=" + "x" * 5000])
def test_a_way_that_nobody_knows_is_refused(query: str) -> None:
    answer = Client().get(f"{FILE}{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/plain")
    assert "Known: certificate, degree" in answer.content.decode()
    assert len(answer.content) < 1000


def test_part_of_the_ways_is_not_indexed() -> None:
    assert Client().get(f"{FILE}?routes=degree")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in Client().get(FILE)


# Preview and permissions --------------------------------------------------------------------------------------------


def previewed(route: EntryRoute) -> BeautifulSoup:
    answer = route.make_preview_request(RequestFactory().get("/admin/"))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_draft_is_shown_as_readers_would_see_it() -> None:
    source = SourceFactory(citation="A page that only lies on the desk")
    route = with_fact(EntryRoute.objects.get(key="degree"), "time", "Words on the desk.", source)
    page = previewed(route)
    assert said(cells(page)["degree"]["Time"]) == "Words on the desk."
    assert source.citation in words(page.select_one("#sources"))
    marks = {str(mark["href"]).lstrip("#") for mark in page.select("#routes sup a")}
    assert marks == {str(item["id"]) for item in page.select(".sources li[id]")}
    assert page.select_one('meta[name="robots"][content^="noindex"]')
    assert "Words on the desk." not in stated.entry_routes()["degree"].facts["time"].text


def test_a_new_way_is_shown_with_its_gaps() -> None:
    page = previewed(EntryRoute(key="new-way", name="New way", kind=EntryKind.EDUCATION))
    assert {said(cell) for cell in cells(page)["new-way"].values()} == {NOT_FOUND}
    assert not page.select(".callout--warning")


def test_the_preview_of_a_retired_way_says_so() -> None:
    route = EntryRoute.objects.get(key="degree")
    route.retired_on = "2026-01-01"
    route.full_clean()
    assert "retired" in words(previewed(route).select_one(".callout--warning"))


@pytest.mark.parametrize(
    ("group", "may"), [("Fact stewards", True), ("Administrators", True), ("Editors", False), ("Writers", False)]
)
def test_who_may_change_the_ways(group: str, may: bool) -> None:
    route = EntryRoute.objects.get(key="degree")
    viewset = route.snippet_viewset
    client = signed_in(group)
    for address in (
        reverse(f"{viewset.url_namespace}:edit", args=[route.pk]),
        reverse(f"{viewset.url_namespace}:add"),
    ):
        assert (client.get(address).status_code == 200) is may


def test_no_visitor_sees_a_preview() -> None:
    route = EntryRoute.objects.get(key="degree")
    address = reverse(f"{route.snippet_viewset.url_namespace}:preview_on_edit", args=[route.pk])
    assert Client().get(address).status_code == 302


def test_nobody_deletes_a_way() -> None:
    assert not Permission.objects.filter(codename="delete_entryroute", group__isnull=False).exists()


# Ways to the guide --------------------------------------------------------------------------------------------------


def ways_in(requirement: str) -> list[Tag]:
    """Links to this guide beside what Utah's law asks for, after the law came to ask for something else."""
    content = content_of(on_the_desk("ut"))
    if content.credential_requirement != requirement:
        rewritten("ut", replace(content, credential_requirement=requirement))
    return soup_of("/states/utah/").select(f'#credential a[href="{GUIDE}"]')


def test_a_state_that_asks_for_a_credential_leads_to_the_ways() -> None:
    assert ways_in("none") == []
    for requirement in ("certification", "registration", "licensure", "task_specific"):
        assert len(ways_in(requirement)) == 1
    assert ways_in("not_checked") == []


def test_without_the_guide_there_is_no_link() -> None:
    TopicGuidePage.objects.get(slug=WAY_IN).unpublish()
    assert ways_in("certification") == []


def test_time_and_cost_stand_first() -> None:
    keys = [question.key for question in entry_routes.QUESTIONS]
    assert keys == ["time", "cost", "what", "who", "accreditation", "leads_to", "warning"]
    assert sorted(keys) == sorted(RouteSubject.values)
