"""The supervisor sheet on paper: what the browser's own PDF of it measures, and what of it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import yaml
from django.conf import settings
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Site

PAGE = re.compile(rb"/Type\s*/Page\b")


def slugs() -> list[str]:
    places = yaml.safe_load((settings.BASE_DIR / "careers" / "data" / "places.yaml").read_text("utf-8"))
    return [place["slug"] for place in places["jurisdictions"]]


def test_a_sheet_is_one_page_of_paper(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    pages: dict[str, dict[str, int]] = {"Letter": {}, "A4": {}}
    for slug in slugs():
        page.goto(f"/states/{slug}/sheet/")
        for paper, counted in pages.items():
            counted[slug] = len(PAGE.findall(page.pdf(format=paper)))
    for paper, counted in pages.items():
        assert len(counted) == 51
        assert Counter(counted.values())[1] >= 40, (paper, counted)
        assert max(counted.values()) <= 2, (paper, counted)


def test_only_the_sheet_is_printed(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context().new_page()
    page.goto("/states/utah/sheet/")
    for printed in (page.locator(".sheet h1"), page.locator(".sheet__note").last, page.locator(".sheet__status")):
        expect(printed).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".site-footer")).to_be_hidden()
    expect(page.locator(".sheet h1")).to_be_visible()
    expect(page.locator(".sheet__note").last).to_contain_text(f"{site.address}/states/utah/")
    assert page.locator(".sheet__table tbody tr").count() == 17


def test_the_sheet_is_read_on_a_phone(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 320, "height": 700}).new_page()
    for slug in ("utah", "washington"):
        page.goto(f"/states/{slug}/sheet/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        sizes = page.locator(".sheet__table td").evaluate_all(
            "all => all.map(td => parseFloat(getComputedStyle(td).fontSize))"
        )
        assert min(sizes) >= 14
