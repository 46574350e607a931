"""Old addresses: after a page is renamed or moved they lead to where it is now."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from guides.models import HubGuidePage, TopicGuidePage
from tests.factories import TopicGuidePageFactory
from tests.guides.forms import edit_form
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def guide(slug: str, parent: Page | None = None, **fields: Any) -> TopicGuidePage:
    """Made as an editor makes it: with a revision."""
    page = TopicGuidePageFactory(parent=parent or HubGuidePage.objects.get(), slug=slug, title=slug, **fields)
    page.save_revision()
    return TopicGuidePage.objects.get(pk=page.pk)


def save(page: TopicGuidePage, *, publish: bool, **changes: Any) -> None:
    """As an editor does it, in the admin."""
    page = page.get_latest_revision_as_object()
    data = edit_form(page, **changes) | ({"action-publish": "yes"} if publish else {})
    answer = signed_in("Editors").post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors


def move(page: Page, target: Page) -> None:
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    assert signed_in("Editors").post(address).status_code == 302


def leads_to(address: str) -> list[str]:
    """The way from an address to the page that answers; the last stop must answer."""
    answer = Client().get(address, follow=True)
    assert answer.status_code == 200, address
    assert all(status == 301 for _, status in answer.redirect_chain)
    return [stop for stop, _ in answer.redirect_chain]


def test_a_new_slug_leaves_a_redirect(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("old")
    with django_capture_on_commit_callbacks(execute=True):
        save(page, publish=True, slug="new")
    assert leads_to("/old/") == ["/new/"]
    assert leads_to("/new/") == []


def test_pages_below_are_led_along(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("old")
    guide("below", page)
    with django_capture_on_commit_callbacks(execute=True):
        save(page, publish=True, slug="new")
    assert leads_to("/old/below/") == ["/new/below/"]


def test_a_move_leaves_a_redirect(django_capture_on_commit_callbacks: Any) -> None:
    page, target = guide("leaf"), guide("branch")
    guide("below", page)
    with django_capture_on_commit_callbacks(execute=True):
        move(page, target)
    assert leads_to("/leaf/") == ["/branch/leaf/"]
    assert leads_to("/leaf/below/") == ["/branch/leaf/below/"]


def test_all_old_addresses_lead_straight_to_the_newest(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("first")
    for slug in ("second", "third"):
        with django_capture_on_commit_callbacks(execute=True):
            save(TopicGuidePage.objects.get(pk=page.pk), publish=True, slug=slug)
    assert leads_to("/first/") == ["/third/"]
    assert leads_to("/second/") == ["/third/"]


def test_a_slug_that_comes_back_makes_no_circle(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("here")
    for slug in ("there", "here"):
        with django_capture_on_commit_callbacks(execute=True):
            save(TopicGuidePage.objects.get(pk=page.pk), publish=True, slug=slug)
    assert leads_to("/here/") == []
    assert leads_to("/there/") == ["/here/"]


def test_a_page_at_the_old_address_wins(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("old")
    with django_capture_on_commit_callbacks(execute=True):
        save(page, publish=True, slug="new")
    guide("old")
    assert leads_to("/old/") == []


def test_a_draft_of_a_new_slug_changes_no_address(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("old")
    with django_capture_on_commit_callbacks(execute=True):
        save(page, publish=False, slug="new")
    assert not Redirect.objects.exists()
    assert leads_to("/old/") == []
    assert Client().get("/new/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        save(TopicGuidePage.objects.get(pk=page.pk), publish=True)
    assert leads_to("/old/") == ["/new/"]


def test_the_slug_of_a_page_that_was_never_published_leaves_nothing_to_readers(
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Stock Wagtail writes a row for it; readers must still get a plain "not found" at the end."""
    page = guide("never", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        save(page, publish=False, slug="not-yet")
    for address in ("/never/", "/not-yet/"):
        assert Client().get(address, follow=True).status_code == 404


def test_an_unpublished_page_leads_nowhere(django_capture_on_commit_callbacks: Any) -> None:
    page = guide("old")
    with django_capture_on_commit_callbacks(execute=True):
        save(page, publish=True, slug="new")
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert Client().get("/old/", follow=True).status_code == 404


def test_editors_can_add_a_redirect_of_their_own() -> None:
    hub, client = HubGuidePage.objects.get(), signed_in("Editors")
    data = {"old_path": "/from-a-leaflet/", "is_permanent": "on", "redirect_page": hub.pk, "redirect_link": ""}
    assert client.post(reverse("wagtailredirects:add"), data).status_code == 302
    assert leads_to("/from-a-leaflet/") == ["/"]
