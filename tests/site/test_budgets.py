"""What a page may weigh and cost. Each ceiling says why it is where it is."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from guides.models import StateGuidePage, TaskPage

pytestmark = pytest.mark.django_db

KILOBYTE = 1024


def queries(client: Client, address: str) -> CaptureQueriesContext:
    """The queries of a warm request: addresses of the site and content types are already known."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return captured


@pytest.mark.usefixtures("remembering")
def test_hub_costs_few_queries(client: Client) -> None:
    """At most 12, with no page cache: 1 site, 2 to route to the hub and load it, 1 for view restrictions, 1 site
    version, 2 for the evidence (sources, linked pages), 3 for pages and facts chosen in blocks, 1 ancestors; 1 in hand.
    Facts, menu and site settings are remembered under the site version."""
    captured = queries(client, "/")
    assert len(captured) <= 12, "\n".join(query["sql"][:200] for query in captured)


@pytest.mark.usefixtures("remembering")
def test_cost_does_not_grow_with_the_words_of_a_page(client: Client) -> None:
    """At most 16 on any page: the hub's, one step more for each level of the tree, and the terms of the glossary.

    State guides and pages of tasks have ceilings of their own; they are alike, so one of each is asked here."""
    pages = Page.objects.live().filter(depth__gt=1)
    alike = StateGuidePage.objects.exclude(slug="california").values_list("pk", flat=True)
    alike = [*alike, *TaskPage.objects.exclude(slug="injections").values_list("pk", flat=True)]
    addresses = [page.url for page in pages.exclude(pk__in=alike)]
    assert len(addresses) == 44
    assert pages.count() == 44 + 50 + 16
    for address in addresses:
        captured = queries(client, address)
        assert len(captured) <= 16, address + "\n" + "\n".join(query["sql"][:200] for query in captured)


def test_hub_is_light(client: Client) -> None:
    """60 KB of HTML before compression is about 15 KB on the wire: one round of packets on a slow phone."""
    assert len(client.get("/").content) <= 60 * KILOBYTE


def test_styles_and_scripts_are_light() -> None:
    static = Path(settings.BASE_DIR) / "static"
    # Only law pages, and only the credential chooser, load these.
    own = {"law": 10 * KILOBYTE, "choose": 2 * KILOBYTE}
    pages = sum(path.stat().st_size for path in static.glob("css/*.css") if path.stem not in own)
    assert pages <= 30 * KILOBYTE
    for name, most in own.items():
        assert (static / "css" / f"{name}.css").stat().st_size <= most
    assert sum(path.stat().st_size for path in static.glob("js/*.js")) <= 30 * KILOBYTE


@pytest.mark.usefixtures("remembering")
def test_public_pages_set_no_cookie(client: Client) -> None:
    for page in Page.objects.live().filter(depth__gt=1):
        response = client.get(page.url)
        assert not response.cookies, page.url
        assert b"csrfmiddlewaretoken" not in response.content, page.url
