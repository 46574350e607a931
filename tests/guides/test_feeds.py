"""Feeds of law changes: the same events as the page, with names and times that stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from time_machine import Traveller, travel

from careers.models import Jurisdiction, LawEdition
from guides.models import LawChangesPage
from guides.reading import feeds
from tests.guides.laws import changed

pytestmark = pytest.mark.django_db

ALL = "/feeds/changes.xml"
UTAH = "/feeds/states/utah.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
START = date.today() + timedelta(days=30)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with travel(at(0), tick=False) as traveller:
        yield traveller


def at(days: int) -> datetime:
    return datetime.combine(START + timedelta(days=days), datetime.min.time(), ZoneInfo("America/New_York"))


def feed(address: str) -> ElementTree.Element:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 ours


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def entries(address: str) -> list[ElementTree.Element]:
    return feed(address).findall(f"{ATOM}entry")


def test_without_changes_the_feed_is_empty_and_dated_when_the_record_began() -> None:
    for address in (ALL, UTAH):
        found = feed(address)
        assert not found.findall(f"{ATOM}entry")
        newest = LawEdition.objects.order_by("-published_at")
        began = (newest if address == ALL else newest.filter(jurisdiction__code="ut"))[0].published_at
        assert datetime.fromisoformat(text(found, "updated")) == began


def test_each_event_is_an_entry_with_absolute_addresses(clock: Traveller) -> None:
    changed("ut", "venipuncture", answer="not_allowed", about={"change_note": "The board wrote <to> us & more."})
    clock.move_to(at(1))
    changed("wa", "ecg", text="Another text.", about={"is_correction": True})
    found = entries(ALL)
    assert [text(entry, "title") for entry in found] == ["Washington: correction", "Utah: revision"]
    [utah] = entries(UTAH)
    assert ElementTree.tostring(utah) == ElementTree.tostring(found[1])
    assert text(utah, "id") == "tag:localhost,2026:law/ut-2"
    said = BeautifulSoup(text(utah, "summary"), "html.parser").get_text()
    assert "We published edition 2 of the law of Utah. The board wrote <to> us & more." in said
    assert "a medical assistant must not draw blood from a vein" in said
    link = utah.find(f"{ATOM}link")
    assert link is not None
    address = str(link.get("href")).removeprefix(settings.SITE_ADDRESS)
    assert address == f"/states/changes/?state=ut&from={START - timedelta(days=1)}&to={START}#ut-2"
    page = BeautifulSoup(Client().get(address).content, "html.parser")
    assert page.find(id="ut-2"), "the address leads to the event"
    assert datetime.fromisoformat(text(utah, "updated")) == at(0)
    assert datetime.fromisoformat(text(feed(ALL), "updated")) == at(1)


def test_the_feed_holds_what_the_page_holds(clock: Traveller) -> None:
    changed("ut", "venipuncture", effective_to=START + timedelta(days=4))
    clock.move_to(at(5))
    changed("wa", "ecg", text="Another text.")
    clock.move_to(at(6))
    page = BeautifulSoup(Client().get("/states/changes/").content, "html.parser")
    shown = [str(article["id"]) for article in page.select("article.change")]
    assert f"ut-2-{START + timedelta(days=5)}" in shown
    assert [text(entry, "id").rpartition("/")[2] for entry in entries(ALL)] == shown


def test_names_and_times_stay_when_time_goes_on(clock: Traveller) -> None:
    changed("ut", "venipuncture", answer="not_allowed")
    first = ElementTree.tostring(entries(UTAH)[0])
    clock.move_to(at(9))
    changed("ut", "ecg", text="Another text.")
    second, old = entries(UTAH)
    assert ElementTree.tostring(old) == first
    assert text(second, "id") != text(old, "id")


@override_settings(SITE_ADDRESS="https://guide.example.org")
def test_addresses_follow_the_public_address_of_the_site(clock: Traveller) -> None:
    changed("ut", "venipuncture", answer="not_allowed")
    body = Client().get(UTAH).content.decode()
    assert "localhost" not in body
    assert 'href="https://guide.example.org/feeds/states/utah.xml" rel="self"' in body.replace("'", '"')


def test_a_feed_has_an_end(clock: Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    for number in range(3):
        clock.move_to(at(number))
        changed("ut", "ecg", text=f"Text {number}.")
    assert [text(entry, "id")[-4:] for entry in entries(UTAH)] == ["ut-4", "ut-3"]


def test_every_state_has_a_feed_and_nothing_else_has() -> None:
    for slug in Jurisdiction.objects.values_list("slug", flat=True)[:5]:
        assert Client().get(f"/feeds/states/{slug}.xml").status_code == 200
    for wrong in ("/feeds/states/atlantis.xml", "/feeds/states/ut.xml", "/feeds/states/.xml", "/feeds/"):
        assert Client().get(wrong).status_code == 404
    assert Client().post(ALL).status_code == 405


def test_a_law_without_editions_and_a_site_without_the_page(clock: Traveller) -> None:
    changed("ut", "ecg", text="Another text.")
    LawChangesPage.objects.get().unpublish()
    [entry] = entries(UTAH)
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert str(link.get("href")).startswith(f"{settings.SITE_ADDRESS}/?state=ut")


def test_what_a_feed_asks_of_the_database(clock: Traveller) -> None:
    for number in range(4):
        clock.move_to(at(number))
        changed("ut", "ecg", text=f"Text {number}.")
    # The state, editions, days of rules (two), editions with content (seven), tasks, the page and its address (four).
    with CaptureQueriesContext(connection) as queries:
        assert len(entries(UTAH)) == 4
    assert len(queries) <= 20, "\n".join(query["sql"][:120] for query in queries)
