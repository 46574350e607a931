"""Every kind of public page as a reader's browser shows it: widths, schemes, accessibility, no script."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

# One or more of each page type, and the guides with the widest tables.
PAGES = {
    "hub": "/",
    "topic guide": "/what-medical-assistants-cannot-do/",
    "topic guide with a wide table": "/certification/",
    "topic guide with ways into the work": "/how-to-become-a-medical-assistant/",
    "salary with an answer": "/salary/?amount=29&per=hour&place=wa",
    "salary with an error": "/salary/?amount=45690&per=hour&place=zz",
    "pay by state": "/salary/by-state/",
    "index": "/compare/",
    "role comparison": "/compare/medical-assistant-vs-patient-care-technician/",
    "role comparison tool with four roles": "/compare/roles/?roles=cna,home-health-aide,medical-scribe,emt",
    "role comparison tool asked badly": "/compare/roles/?roles=cna,wizard",
    "credential chooser": "/certification/choose/",
    "credential chooser asked badly": "/certification/choose/?route=program&state=nj&work=both&budget=cheap",
    "credential chooser with a result": "/certification/choose/?route=program&state=nj&work=both&budget=200",
    "glossary": "/glossary/",
    "search": "/search/",
    "search with results": "/search/?q=injections",
    "search without results": "/search/?q=xylophone",
    "simple page": "/methods/",
    "simple page with site settings": "/contact/",
    "page not found": "/no-such-page/",
}
# Pages of the law are long: each is looked at small and light, and wide and dark.
LAW = {
    "states": "/states/",
    "states by task and answer": "/states/?task=venipuncture&answer=allowed",
    "state guide": "/states/south-dakota/",
    "state guide that is not yet researched": "/states/alabama/",
    "supervisor sheet": "/states/california/sheet/",
    "task matrix": "/states/tasks/",
    "task": "/states/tasks/injections/",
    "task checker": "/states/check/",
    "task checker with an answer": "/states/check/?state=wa&task=injections&supervisor=other&category=MA-Phlebotomist",
    "task checker with a silent law": "/states/check/?state=ut&task=ecg",
    "task checker asked badly": "/states/check/?state=atlantis&task=flying",
    "state comparison": "/states/compare/",
    "state comparison with states": "/states/compare/?states=ca,tx,ny",
    "changes": "/states/changes/",
    "changes between two days": "/states/changes/?state=ca&from=2026-11-01&to=2026-11-24",
    "past state": "/states/utah/?as_of=2026-11-24T00:00",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is in order is not described: to name every node of it takes axe longer than to look for faults.
FAULTS_ONLY = {"resultTypes": ["violations"]}
RULES = {"runOnly": {"type": "tag", "values": TAGS}, **FAULTS_ONLY}
# The only rules of these tags that read a color; all others see the same in light and dark while BOXES are the same.
COLOR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **FAULTS_ONLY}
# Every element that is shown, by its place: what is hidden in one scheme, or larger, makes a difference here.
BOXES = """() => [...document.querySelectorAll("body *")].map(element => {
    const box = element.getBoundingClientRect()
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    return [element.tagName, shown, box.x, box.y + scrollY, box.width, box.height].join(" ")
})"""


def faults(page: Page, rules: dict[str, Any] = RULES) -> str:
    """What axe finds wrong, as a report; empty when nothing is."""
    results = Axe().run(page, options=rules)
    return str(results.generate_report()) if results.violations_count else ""


def assert_fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width}: the page scrolls sideways"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page_is_accessible_at_every_width_and_scheme(
    address: str, open_context: Callable[..., BrowserContext]
) -> None:
    """Every rule in light, the rules of colors in dark too, where all else is shown the same."""
    missing = 404 if address == PAGES["page not found"] else None
    for width in (320, 1280):
        context = open_context(viewport={"width": width, "height": 800}, color_scheme="light", expected_status=missing)
        page = context.new_page()
        page.goto(address)
        assert_fits(page, width)
        assert not (found := faults(page)), f"{width} light: {found}"
        light = page.evaluate(BOXES)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(BOXES) == light, f"{width}: dark differs by more than colors"
        assert not (found := faults(page, COLOR_RULES)), f"{width} dark: {found}"
        context.close()


@pytest.mark.parametrize("address", LAW.values(), ids=LAW.keys())
def test_page_of_the_law_is_accessible(address: str, open_context: Callable[..., BrowserContext]) -> None:
    for width, scheme in ((320, "light"), (1280, "dark")):
        context = open_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        assert_fits(page, width)
        assert not (found := faults(page)), f"{width} {scheme}: {found}"
        context.close()


@pytest.mark.parametrize(
    "address",
    [
        LAW["state guide"],
        LAW["task matrix"],
        LAW["task checker with an answer"],
        PAGES["hub"],
        PAGES["pay by state"],
        PAGES["salary with an answer"],
        PAGES["search with results"],
    ],
)
def test_page_without_script_has_the_same_text_and_links(
    address: str, open_context: Callable[..., BrowserContext]
) -> None:
    read = []
    for script in (True, False):
        page = open_context(java_script_enabled=script).new_page()
        page.goto(address)
        links = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        read.append((page.locator("main").text_content().split(), links))
    assert read[0] == read[1]
    assert len(read[0][1]) > 20


def test_search_form_works_without_script(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("supervision")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search/?q=supervision")
    page.locator("main").get_by_role("link", name="Supervision of medical assistants", exact=True).click()
    assert page.url.endswith("/supervision/")


def test_chosen_colors_stay_on_the_next_page(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(color_scheme="light").new_page()
    page.goto("/")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.goto("/salary/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != paper
    page.get_by_role("button", name="As my device").click()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == paper


def test_keyboard_reaches_the_text_first(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto("/salary/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_citation_leads_to_its_source(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto("/salary/")
    mark = page.locator("main .cite a").first
    mark.click()
    assert page.url.endswith("#source-1")
    assert page.locator(":target").is_visible()


def test_text_at_double_size_and_forced_colors_loses_nothing(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 640, "height": 800}, forced_colors="active").new_page()
    page.goto("/certification/")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert not (found := faults(page)), found


def test_print_keeps_sources_and_drops_navigation(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context().new_page()
    page.goto("/scope-of-practice/")
    page.emulate_media(media="print")
    assert page.locator("#sources").is_visible()
    assert page.locator(".review").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".contents").is_visible()
