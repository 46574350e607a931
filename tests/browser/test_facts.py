"""An editor places a figure by words; readers see its value, what it is and its source; comparing names it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_editor import (
    oldest,
    publish,
    start_editing,
    wait_until_watched,
)

TEXAS = "Median hourly wage of medical assistants, Texas"


def edit_privacy(page: Page) -> str:
    """The edit screen of a page that has no figures; its address."""
    page.goto("/admin/pages/search/?q=privacy")
    page.get_by_role("link", name="Privacy", exact=True).first.click()
    page.wait_for_url("**/edit/")
    wait_until_watched(page)
    return page.url


def summary_of(page: Page) -> Locator:
    return page.locator("[data-contentpath=summary] [contenteditable=true]")


def wait_until_draft_says(page: Page, words: str) -> None:
    """Autosave keeps what was done a moment later. The editor stays in front: a tab behind others may wait with it."""
    for _ in range(120):
        draft = page.request.get(f"{page.url.split('/edit/')[0]}/view_draft/").text()
        if words in BeautifulSoup(draft, "html.parser").get_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"Autosave did not keep “{words}”.")


def search_figures(page: Page, words: str, label: str) -> Locator:
    """The row of a figure in the chooser that has just been opened."""
    page.locator(".modal input[name=q]").fill(words)
    row = page.locator(".modal tbody tr").filter(has=page.get_by_role("rowheader", name=label, exact=True))
    expect(row).to_be_visible()
    return row


def test_an_editor_places_a_figure(site: Site, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    start_editing(page, site)
    edit_address = edit_privacy(page)
    shipped = page.request.get("/privacy/").text()
    assert "data value" not in shipped

    # Type a sentence, and a figure into it: chosen by words, placed with its unit.
    summary = summary_of(page)
    summary.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Pay there is /figure")
    expect(page.get_by_role("option", name="Place a figure")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".modal tbody tr").first).to_be_visible()
    page.locator(".modal input[name=q]").fill("no such thing")
    expect(page.locator(".modal [role=alert]")).to_contain_text("Nothing found")
    row = search_figures(page, "texas hourly median", TEXAS)
    expect(row).to_contain_text("May 2025")
    row.get_by_role("link", name="$19.00 an hour", exact=True).click()
    expect(page.locator(".modal")).to_be_hidden()
    expect(summary.locator(".fact-entity")).to_have_text("$19.00 an hour")
    page.keyboard.type(" today.")
    expect(summary).to_contain_text("Pay there is $19.00 an hour today.")
    wait_until_draft_says(page, "Pay there is $19.00 an hour today.")

    # What was saved comes back as one piece that says what it is; it can be chosen anew in another form.
    page.goto(edit_address)
    wait_until_watched(page)
    entity = summary_of(page).locator(".fact-entity")
    expect(entity).to_have_text("$19.00 an hour")
    entity.click()
    expect(page.locator(".fact-label")).to_have_text(f"{TEXAS}, May 2025")
    page.get_by_role("button", name="Change", exact=True).click()
    rows = page.locator(".modal tbody tr")
    expect(rows).to_have_count(1)
    rows.get_by_role("link", name="$19.00 an hour, or $39,520 a year", exact=True).click()
    expect(summary_of(page)).to_contain_text("Pay there is $19.00 an hour, or $39,520 a year today.")
    wait_until_draft_says(page, "Pay there is $19.00 an hour, or $39,520 a year today.")

    # Publish. Readers follow the number to what it is, its period and its source, without a script.
    page.goto(edit_address)
    publish(page)
    reader = open_context(java_script_enabled=False).new_page()
    reader.goto("/privacy/")
    link = reader.locator(".summary a.fact")
    expect(link).to_have_text("$19.00 an hour, or $39,520 a year")
    link.focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/privacy/#figure-*")
    figure = reader.locator(f"[id='{reader.url.split('#')[1]}']")
    expect(figure).to_contain_text(TEXAS)
    expect(figure).to_contain_text("May 2025")
    expect(reader.locator("#sources")).to_contain_text("Occupational Employment and Wage Statistics")

    # Comparing names the fact, and says no value.
    page.goto(edit_address.replace("/edit/", "/history/"))
    comparison = oldest(page, r"/revisions/compare/\d+\.\.\.\d+/")
    # The second revision may be a draft kept in the middle of the sentence.
    page.goto(re.sub(r"\.\.\.\d+/$", "...latest/", comparison))
    expect(page.locator("main .addition").filter(has_text=TEXAS).first).to_contain_text(
        "wage.medical-assistant.tx.hourly.median"
    )
    expect(page.locator("main")).not_to_contain_text("$19.00")

    # The list of figures in use knows the page.
    page.goto("/admin/snippets/careers/factkey/?q=medical-assistant.tx.hourly.median")
    expect(page.locator("main tbody tr")).to_contain_text("$19.00")

    # As it was found.
    first = re.findall(r"compare/(\d+)", comparison)[0]
    page.goto(edit_address.replace("/edit/", f"/revisions/{first}/revert/"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("Publish")).last.click()
    page.wait_for_load_state()
    reader.goto("/privacy/")
    expect(reader.locator("a.fact")).to_have_count(0)
