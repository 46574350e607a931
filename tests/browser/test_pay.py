"""Pay tools in a real browser: the offer form and the table of states, with script and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
#: Column of the median for an hour, after the place.
MEDIAN, JOBS = 1, 5


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def names(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("table.sortable tbody th").all_text_contents()]


def sort_by(page: Page, heading: str) -> None:
    """Follows the link of a heading. By its text: the sorted one has an arrow in its name."""
    page.locator("table.sortable thead a", has_text=re.compile(f"^{re.escape(heading)}$")).click()


def numbers(page: Page, column: int) -> list[float]:
    cells = page.locator(f"table.sortable tbody tr :nth-child({column + 1})").all_text_contents()
    return [float(text.strip("$").replace(",", "")) for text in cells]


@SCRIPT
def test_where_an_offer_stands(script: bool, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=script).new_page()
    page.goto("/salary/")
    tool = page.locator("#offer")
    expect(tool.locator(".tool__answer")).to_have_count(0)
    tool.get_by_label("Amount in dollars").fill("29")
    tool.get_by_label("Where").select_option("wa")
    tool.get_by_label("Amount in dollars").press("Enter")
    page.wait_for_url("**/salary/?amount=29&per=hour&place=wa#offer")
    answer = tool.locator(".tool__answer")
    expect(answer).to_contain_text("$29.00 an hour in Washington.")
    expect(answer).to_contain_text("Between the median ($28.50) and the 75th percentile ($30.57)")
    expect(answer.locator("table")).to_have_count(2)
    assert answer.locator("svg").first.is_visible()
    assert tool.get_by_label("Where").input_value() == "wa"
    assert page.locator("#offer-heading").evaluate("tag => tag.getBoundingClientRect().top") >= 0, "in view"


@SCRIPT
def test_an_error_stands_at_its_field_and_what_was_typed_stays(
    script: bool, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(java_script_enabled=script).new_page()
    page.goto("/salary/")
    tool = page.locator("#offer")
    amount = tool.get_by_label("Amount in dollars")
    amount.fill("45690")
    tool.get_by_role("button", name="Show").click()
    page.wait_for_url("**/salary/?amount=45690*")
    expect(amount).to_have_value("45690")
    expect(amount).to_have_accessible_description(re.compile("looks like pay for a year"))
    expect(amount).to_have_attribute("aria-invalid", "true")
    tool.get_by_label("For").select_option("year")
    tool.get_by_role("button", name="Show").click()
    expect(tool.locator(".tool__answer")).to_contain_text("The same as the median ($45,690)")


def test_script_sorts_in_place_and_keeps_the_address(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto("/salary/by-state/")
    page.evaluate("window.stillHere = true")
    before = names(page)
    assert before == sorted(before)
    table = page.locator("table.sortable")
    sort_by(page, "Median, an hour")
    page.wait_for_function("location.search === '?sort=hourly_median'")
    assert page.evaluate("window.stillHere"), "no new page was loaded"
    medians = numbers(page, MEDIAN)
    assert medians == sorted(medians, reverse=True)
    assert len(medians) == 51
    sorted_heading = table.locator("th[aria-sort]")
    expect(sorted_heading).to_have_count(1)
    expect(sorted_heading).to_have_text("Median, an hour")
    assert page.locator(".downloads a").first.evaluate("tag => tag.search") == "?sort=hourly_median"
    by_script = names(page)
    page.reload()
    assert names(page) == by_script, "the server gives the same order"
    sort_by(page, "Place")
    page.wait_for_function("location.search === ''")
    assert names(page) == before


def test_without_script_a_heading_asks_the_server(open_context: Callable[..., BrowserContext]) -> None:
    orders = []
    for script in (True, False):
        page = open_context(java_script_enabled=script).new_page()
        page.goto("/salary/by-state/")
        sort_by(page, "Jobs")
        page.wait_for_url("**/salary/by-state/?sort=employment*")
        jobs = numbers(page, JOBS)
        assert jobs == sorted(jobs, reverse=True)
        orders.append(names(page))
    assert orders[0] == orders[1]


@SCRIPT
def test_every_order_is_the_same_with_and_without_script(
    script: bool, open_context: Callable[..., BrowserContext]
) -> None:
    """Ties and missing figures too: each heading by script against the server's own order."""
    page = open_context(java_script_enabled=script).new_page()
    server = open_context(java_script_enabled=False).new_page()
    page.goto("/salary/by-state/")
    headings = page.locator("table.sortable thead a").all_text_contents()
    assert len(headings) == 10
    for heading in headings:
        sort_by(page, heading)
        page.wait_for_function(
            "text => document.querySelector('th[aria-sort]').textContent.trim() === text", arg=heading.strip()
        ) if script else page.wait_for_load_state()
        server.goto(f"/salary/by-state/{'?' + urlsplit(page.url).query if urlsplit(page.url).query else ''}")
        assert names(page) == names(server), heading


@SCRIPT
def test_a_region_is_kept_while_sorting(script: bool, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=script).new_page()
    page.goto("/salary/by-state/")
    page.get_by_label("Region").select_option("west")
    page.locator("#states").get_by_role("button", name="Show").click()
    page.wait_for_url("**/salary/by-state/?region=west#states")
    assert len(names(page)) == 13
    sort_by(page, "Median, an hour")
    page.wait_for_url("**sort=hourly_median*")
    assert query(page) == {"sort": ["hourly_median"], "region": ["west"]}
    assert names(page)[0] == "Washington"
    assert len(names(page)) == 13
    assert page.locator(".downloads a").first.evaluate("tag => tag.search") == "?sort=hourly_median&region=west"


def test_a_tile_leads_to_its_row(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto("/salary/by-state/")
    page.locator('a[href="#row-tx"]').click()
    assert page.url.endswith("#row-tx")
    row = page.locator("#row-tx")
    expect(row).to_be_in_viewport()
    expect(row.locator("th")).to_have_text("Texas")
