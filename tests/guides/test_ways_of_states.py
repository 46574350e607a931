"""From a state's page to other law pages: at the same moment, and only to pages that are published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from careers.models import LawEdition
from guides.models import StateGuidePage, TaskPage
from tests.guides.laws import changed

pytestmark = pytest.mark.django_db
UTAH = "/states/utah/"
NEW = "A text that nobody has published before."
MATRIX, COMPARE = "/states/tasks/", "/states/compare/"


def read(address: str, **asked: str) -> BeautifulSoup:
    answer = Client().get(address, asked)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def links(soup: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in soup.select("main a[href]")]


@pytest.mark.parametrize("asked", ["as_of", "edition"])
def test_links_out_of_a_past_state_keep_its_moment(asked: str) -> None:
    moment = timezone.now()
    changed("ut", "ecg", answer="allowed", text=NEW)
    past = read(UTAH, **({"as_of": moment.isoformat()} if asked == "as_of" else {"edition": "1"}))
    away = [
        link
        for link in links(past)
        if link.startswith("/states/") and not link.startswith((UTAH, "/states/changes/"))
        if "#" not in link and link != "/states/"  # the trail
    ]
    assert len(away) > 20
    assert [link for link in away if "as_of=" not in link] == []
    assert any(link.startswith("/states/?as_of=") for link in away)
    # They answer as the law stood then.
    [check] = [link for link in away if link.startswith("/states/check/") and link.endswith("&task=ecg")]
    answer = read(check)
    assert answer.select_one("aside.callout")
    assert NEW not in words(answer.main)
    form = past.select_one(f'form[action="{COMPARE}"]')
    assert form
    kept = form.select_one("input[name=as_of]")
    assert kept
    compared = read(COMPARE, states="ut,tx", as_of=str(kept["value"]))
    assert compared.select_one("aside.callout")
    assert "Law is silent" in words(compared.select_one("#row-ecg"))
    now = read(UTAH)
    assert not [link for link in links(now) if "as_of" in link]
    assert not now.select("input[type=hidden][name=as_of]")


def test_a_past_state_says_what_is_of_today() -> None:
    changed("ut", "ecg", text=NEW)
    for soup in (read(UTAH, edition="1"), read(MATRIX, as_of=str(timezone.now().isoformat()))):
        said = words(soup.select_one(".callout--warning"))
        assert "whether a check still counts" in said
        assert "as of today" in said


def test_what_stands_now_keeps_what_else_was_asked() -> None:
    soup = read("/states/", task="ecg", answer="law_silent", as_of=timezone.now().isoformat())
    back = soup.select_one("aside.callout a")
    assert back
    assert back["href"] == "?task=ecg&answer=law_silent"


def test_without_their_pages_tasks_and_tools_are_named_but_not_linked() -> None:
    TaskPage.objects.get(task__key="ecg").unpublish()
    tools = ("/states/check/", MATRIX, COMPARE, "/states/changes/", "/salary/by-state/")
    assert {link.split("?")[0] for link in links(read(UTAH))} >= {*tools} - {COMPARE}
    for address in tools:
        Page.objects.get(url_path__endswith=address).unpublish()
    soup = read(UTAH)
    row = soup.find(id="rule-ecg")
    assert row
    assert not row.th.a
    assert "Heart tracings" in words(row.th)
    own = [link for link in links(soup) if link.split("?")[0] in tools]
    assert own == []
    assert not soup.select(f'main form[action="{COMPARE}"]')
    assert "ready to copy" not in words(soup.main)
    assert "Heart tracings" in words(soup.find(id="silence"))


def test_what_was_not_researched_is_not_said_to_be_missing_from_the_text() -> None:
    alabama = read("/states/alabama/")
    assert words(alabama.select_one("#training p")) == "This is not yet researched."
    assert "we found nothing" not in words(alabama.main)
    glance = {words(row.dt): words(row.dd) for row in alabama.select("#at-a-glance dl > div")}
    assert glance["Tasks the law does not name"] == "Not yet researched"
    table = read("/states/").select_one("#row-al")
    assert table
    assert "Not stated" not in words(table)


def test_machines_are_told_the_days_of_the_sites_own_time_zone() -> None:
    page = StateGuidePage.objects.get(jurisdiction__code="ut")
    evening = datetime(2027, 3, 1, 20, 30, tzinfo=timezone.get_current_timezone())
    page.first_published_at = page.last_published_at = evening.astimezone(UTC)
    assert evening.astimezone(UTC).day == 2
    said = page.structured_data()
    assert (said["datePublished"], said["dateModified"]) == ("2027-03-01", "2027-03-01")


def test_the_sitemap_dates_guide_and_sheet_by_the_newest_edition() -> None:
    changed("ut", "ecg", text=NEW)
    guide = StateGuidePage.objects.get(jurisdiction__code="ut")
    edition = LawEdition.objects.filter(jurisdiction__code="ut").latest("number")
    own, sheet = guide.get_sitemap_urls()
    assert sheet["location"] == f"{settings.SITE_ADDRESS}{UTAH}sheet/"
    assert own["lastmod"] == sheet["lastmod"] == edition.published_at
