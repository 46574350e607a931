"""Words explained in place: a button opens the meaning, by keyboard, without script, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_editor import oldest, publish, start_editing, wait_until_watched
from tests.browser.test_facts import edit_privacy, summary_of, wait_until_draft_says

GUIDE = "/scope-of-practice/"
TERM = "Scope of practice"


def first_button(page: Page) -> Locator:
    return page.locator("main button.explain").first


def meaning_of(page: Page, button: Locator) -> Locator:
    return page.locator(f"[id='{button.get_attribute('popovertarget')}']")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_and_closes_a_meaning(
    key: str, script: bool, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(java_script_enabled=script).new_page()
    page.goto(GUIDE)
    button = first_button(page)
    meaning = meaning_of(page, button)
    expect(meaning).to_be_hidden()
    button.focus()
    page.keyboard.press(key)
    expect(meaning).to_be_visible()
    expect(button).to_be_focused()

    # What follows in the order of the keyboard is inside the meaning.
    page.keyboard.press("Tab")
    expect(meaning.get_by_role("link", name="Sources, in the glossary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(button).to_be_focused()


def test_the_same_button_closes_it(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto(GUIDE)
    button = first_button(page)
    button.click()
    expect(meaning_of(page, button)).to_be_visible()
    button.click()
    expect(meaning_of(page, button)).to_be_hidden()


def test_one_meaning_is_open_at_a_time(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto(GUIDE)
    buttons = page.locator("main button.explain")
    first, second = buttons.nth(0), buttons.nth(1)
    for button in (first, second):
        button.focus()
        page.keyboard.press("Enter")
    expect(meaning_of(page, second)).to_be_visible()
    expect(meaning_of(page, first)).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_meaning_is_on_the_screen(width: int, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(GUIDE)
    buttons = page.locator("main button.explain")
    assert buttons.count() > 2
    for button in buttons.all():
        button.focus()
        page.keyboard.press("Enter")
        # The page may still be scrolling to the button.
        expect(meaning_of(page, button)).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_meaning_leads_to_its_sources(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(GUIDE)
    button = first_button(page)
    button.click()
    meaning_of(page, button).get_by_role("link").click()
    page.wait_for_url("**/glossary/#term-*")
    expect(page.locator(f"[id='{page.url.split('#')[1]}']")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_every_meaning_is_printed(script: bool, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=script).new_page()
    page.goto(GUIDE)
    meanings = page.locator("main .meaning")
    assert meanings.count() > 2
    for meaning in meanings.all():
        expect(meaning).to_be_hidden()
    page.emulate_media(media="print")
    for meaning in meanings.all():
        expect(meaning).to_be_visible()
    for button in page.locator("main button.explain").all():
        expect(button).to_be_hidden()


def test_an_editor_explains_a_word(site: Site, open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    start_editing(page, site)
    edit_address = edit_privacy(page)
    assert "button" not in page.request.get("/privacy/").text().split("<main")[1].split("</header>")[0]

    # Type a word, and choose its term: found by words, placed behind the word.
    summary = summary_of(page)
    summary.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It has a scope /explain")
    expect(page.get_by_role("option", name="Explain a word")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".modal tbody tr").first).to_be_visible()
    page.locator(".modal input[name=q]").fill("scope of practice")
    page.locator(".modal").get_by_role("link", name=TERM, exact=True).click()
    expect(page.locator(".modal")).to_be_hidden()
    expect(summary.locator(".term-entity")).to_have_text(f"[{TERM}?]")
    # Autosave kept the words before it while the chooser was open, and takes the next seconds as unedited.
    wait_until_draft_says(page, "It has a scope")
    page.wait_for_timeout(2_500)
    page.keyboard.type(" of its own.")
    expect(summary).to_contain_text("of its own.")
    wait_until_draft_says(page, "of its own.")

    # What was saved comes back as one piece that names the term.
    page.goto(edit_address)
    wait_until_watched(page)
    entity = summary_of(page).locator(".term-entity")
    expect(entity).to_have_text(f"[{TERM}?]")
    entity.click()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()

    # Publish. Readers open the meaning behind the word.
    page.goto(edit_address)
    publish(page)
    reader = open_context(java_script_enabled=False).new_page()
    reader.goto("/privacy/")
    button = reader.locator(".summary button.explain")
    expect(button).to_have_accessible_name(re.compile(f"What does “{TERM}” mean"))
    button.focus()
    reader.keyboard.press("Enter")
    expect(meaning_of(reader, button)).to_contain_text(f"{TERM}:")

    # The glossary knows where the term is used.
    page.goto(f"/admin/snippets/careers/term/?q={TERM}")
    page.locator("main tbody").get_by_role("link", name=TERM, exact=True).click()
    page.wait_for_url("**/edit/**")
    used = page.request.get(page.url.replace("/edit/", "/usage/")).text()
    assert "Privacy" in used

    # As it was found.
    page.goto(edit_address.replace("/edit/", "/history/"))
    first = re.findall(r"compare/(\d+)", oldest(page, r"/revisions/compare/\d+\.\.\.\d+/"))[0]
    page.goto(edit_address.replace("/edit/", f"/revisions/{first}/revert/"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("Publish")).last.click()
    page.wait_for_load_state()
    reader.goto("/privacy/")
    expect(reader.locator("button.explain")).to_have_count(0)
