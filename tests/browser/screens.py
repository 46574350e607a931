"""Named pictures of the site and its editor in `.data/screens`, to be looked at by a person: `make screens`."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext

from tests.browser.conftest import Site, sign_in

PAGES = {"hub": "/", "topic-guide": "/what-medical-assistants-cannot-do/", "salary-by-state": "/salary/by-state/"}
FOLDER = settings.BASE_DIR / ".data" / "screens"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_pictures(width: int, scheme: str, site: Site, open_context: Callable[..., BrowserContext]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = open_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    for name, address in PAGES.items():
        page.goto(address)
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}-whole.png", full_page=True)
    sign_in(page, site)
    page.goto("/admin/pages/")
    page.locator("a[href$='/edit/']", has_text="What is a medical assistant?").first.click()
    page.wait_for_url("**/edit/")
    page.wait_for_timeout(3_000)
    page.screenshot(path=FOLDER / f"editor-{width}-{scheme}.png")
