"""An editor's day in a real browser: change, preview, publish, compare, revert; and the change outlives a restart."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site, sign_in

SECTION = "Medical assistants at a glance"
ADDED = "Changed by an editor."


def wait_until_watched(page: Page) -> None:
    """Wagtail takes what it finds in the first seconds as unedited, twice; a test types faster than a person."""
    page.wait_for_function("window.editsAreWatched")
    page.wait_for_timeout(2_500)


def start_editing(page: Page, site: Site) -> None:
    page.add_init_script("addEventListener('w-unsaved:watch-edits', () => { window.editsAreWatched = true; })")
    sign_in(page, site)


def edit_hub(page: Page) -> None:
    page.goto("/admin/pages/")
    page.locator("a[href$='/edit/']", has_text="What is a medical assistant?").first.click()
    page.wait_for_url("**/edit/")
    wait_until_watched(page)


def open_section(page: Page, heading: str) -> Locator:
    """The panel of one section, opened."""
    title = page.locator("[data-panel-heading-text]", has_text=heading).first
    panel = page.locator("section[data-panel]", has=title).last
    toggle = panel.locator("button[data-panel-toggle]").first
    # Sections are closed once the editor has set itself up; typing before that would be lost.
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    return panel


def autosaved(page: Page) -> AbstractContextManager[object]:
    """What is typed inside is kept without a click. A tab in the background might wait with it, so wait here."""
    return page.expect_response(lambda response: response.request.method == "POST" and response.url == page.url)


def preview_when_saved(page: Page, words: str) -> Page:
    """The preview of the newest draft in a tab of its own, once autosave has kept these words."""
    tab = page.context.new_page()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        tab.goto(f"{page.url.split('/edit/')[0]}/view_draft/")
        if words in (tab.locator("main").text_content() or ""):
            return tab
        time.sleep(0.5)
    raise AssertionError(f"Autosave did not keep “{words}”.")


def oldest(page: Page, ending: str) -> str:
    """The address in the last row of the history. Its menus leave the page until opened, so ask the server."""
    html = page.request.get(page.url).text()
    return re.findall(rf'href="(/admin/pages/\d+{ending})"', html)[-1]


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()


def test_editor_changes_the_at_a_glance_list(site: Site, open_context: Callable[..., BrowserContext]) -> None:
    context = open_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    start_editing(page, site)
    edit_hub(page)
    edit_address = page.url

    # Change one row; autosave keeps the draft, the preview shows it, readers see nothing of it.
    row = open_section(page, SECTION).locator("[data-draftail-editor] [contenteditable=true]").first
    row.click()
    page.keyboard.press("Control+End")
    with autosaved(page):
        page.keyboard.type(f" {ADDED}")
        expect(row).to_contain_text(ADDED)
    preview_when_saved(page, ADDED)
    reader = open_context().new_page()
    reader.goto("/")
    assert ADDED not in reader.locator("main").inner_text()

    # Publish; readers see it.
    page.goto(edit_address)
    publish(page)
    reader.goto("/")
    assert ADDED in reader.locator(".glance").inner_text()

    # History compares the first change with the version as shipped, and names the difference.
    page.goto(edit_address.replace("/edit/", "/history/"))
    comparison = oldest(page, r"/revisions/compare/\d+\.\.\.\d+/")
    page.goto(comparison)
    expect(page.locator("main")).to_contain_text(ADDED)

    # A restart loads starter content again and leaves the page alone.
    site.stop()
    site.start()
    reader.goto("/")
    assert ADDED in reader.locator(".glance").inner_text()

    # Go back to the version as shipped.
    shipped = re.findall(r"compare/(\d+)", comparison)[0]
    page.goto(edit_address.replace("/edit/", f"/revisions/{shipped}/revert/"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("Publish")).last.click()
    page.wait_for_load_state()
    reader.goto("/")
    assert ADDED not in reader.locator("main").inner_text()
    assert SECTION in reader.locator("main").inner_text()


def test_editor_cites_a_source(site: Site, open_context: Callable[..., BrowserContext]) -> None:
    """Select words, choose a source, say where in it; the page shows a mark and lists the source."""
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    page.on("dialog", lambda dialog: dialog.accept("table 1"))
    start_editing(page, site)
    page.goto("/admin/pages/search/?q=privacy")
    page.get_by_role("link", name="Privacy", exact=True).first.click()
    page.wait_for_url("**/edit/")
    edit_address = page.url
    wait_until_watched(page)
    summary = page.locator("[data-contentpath=summary] [contenteditable=true]")
    summary.click()
    page.keyboard.press("Control+a")
    page.locator("button[name=CITATION]").first.click()
    page.locator(".modal").get_by_role("searchbox").or_(page.locator(".modal input[name=q]")).first.fill(
        "Employment Projections"
    )
    with autosaved(page):
        page.locator(".modal").get_by_role("link", name=re.compile("^Employment Projections")).first.click()
    expect(summary).to_contain_text("[Employment Projections")
    draft = preview_when_saved(page, "See table 1")
    assert draft.locator(".summary .cite").inner_text().strip().endswith("1")
    assert "Employment Projections" in draft.locator("#sources").inner_text()
    # What was saved comes back into the editor as it was.
    page.goto(edit_address)
    expect(page.locator("[data-contentpath=summary] [contenteditable=true]")).to_contain_text("[Employment Projections")
