"""A manager of state guides changes a rule in a real browser, and everything that readers see follows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site

WORDS = "A heart tracing may be recorded when a physician has ordered it."
NOTE = "We read the section on heart tracings."
PASSWORD = "correct horse battery staple"
MAKE_PEOPLE = f"""
from django.contrib.auth.models import Group
from guides.models import *
from django.contrib.auth import get_user_model
for name, group in [("manager", "State-guide managers"), ("writer", "Writers")]:
    person = get_user_model().objects.filter(username=name).first()
    person = person or get_user_model().objects.create_user(name, f"{{name}}@example.org", "{PASSWORD}")
    person.groups.set([Group.objects.get(name=group)])
"""
Open = Callable[..., BrowserContext]


@pytest.fixture
def people(site: Site) -> None:
    """A manager of state guides and a writer."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE_PEOPLE]
    subprocess.run(command, cwd=settings.BASE_DIR, env=site.environment, check=True)


def sign_in_as(page: Page, name: str) -> None:
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


def edit_address(page: Page) -> str:
    page.goto("/admin/snippets/careers/statelaw/")
    page.get_by_role("link", name="Law of Utah").first.click()
    page.wait_for_url("**/edit/**")
    return page.url


def change_rule(page: Page, answer: str, words: str, note: str) -> None:
    """Opens the rule on heart tracings, changes it, says why and publishes."""
    title = page.locator("[data-panel-heading-text]", has_text="Heart tracings (ECG or EKG)").first
    panel = page.locator("section[data-panel]", has=title).last
    toggle = panel.locator("button[data-panel-toggle]").first
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.click()
    panel.get_by_label("Answer").select_option(label=answer)
    panel.locator("textarea[name$='-value-text']").fill(words)
    page.get_by_role("tab", name="Change").click()
    page.get_by_role("textbox", name="Note for readers").fill(note)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()
    expect(page.locator(".messages")).to_contain_text("published")


def rule(reader: Page, query: str = "") -> str:
    reader.goto(f"/states/utah/{query}")
    return reader.locator("#rule-ecg").inner_text()


def test_a_published_rule_is_everywhere_and_the_moment_before_still_shows_the_old(
    site: Site, people: None, open_context: Open
) -> None:
    reader = open_context(viewport={"width": 1280, "height": 900}).new_page()
    before = rule(reader)
    assert "Law is silent" in before
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # Where an older version is reviewed, Wagtail's autosave is refused with 400: it would write over the newer one.
    page = open_context(viewport={"width": 1280, "height": 900}, expected_status=400).new_page()
    page.add_init_script("addEventListener('w-unsaved:watch-edits', () => { window.editsAreWatched = true; })")
    sign_in_as(page, "manager")
    address = edit_address(page)
    page.wait_for_function("window.editsAreWatched")
    page.wait_for_timeout(2_500)
    change_rule(page, "Allowed", WORDS, NOTE)

    # The state's page, the matrix, the task, the checker, the sheet.
    assert "Allowed" in rule(reader)
    assert WORDS in rule(reader)
    reader.goto("/states/tasks/")
    expect(reader.locator("a[href='/states/utah/#rule-ecg']")).to_contain_text("Allowed")
    reader.goto("/states/tasks/ecg/")
    expect(reader.locator("tr", has_text="Utah").first).to_contain_text("Allowed")
    reader.goto("/states/check/?state=ut&task=ecg")
    expect(reader.locator("main")).to_contain_text("In Utah, a medical assistant may record a heart tracing")
    reader.goto("/states/utah/sheet/")
    expect(reader.locator("tr", has_text="Heart tracings")).to_contain_text("Allowed")

    # What changed, the feeds, the files.
    reader.goto("/states/changes/?state=ut")
    expect(reader.locator("main")).to_contain_text(NOTE)
    for feed in ("/feeds/changes.xml", "/feeds/states/utah.xml"):
        assert NOTE in reader.request.get(feed).text(), feed
    lines = reader.request.get("/states/tasks.csv").text().splitlines()
    assert [line for line in lines if line.startswith("ut,Utah,ecg,,allowed,") and WORDS in line]
    rows = json.loads(reader.request.get("/states/tasks.json").text())
    assert WORDS in json.dumps(rows)

    # The moment before.
    past = rule(reader, f"?as_of={moment}")
    assert "Law is silent" in past
    assert WORDS not in reader.locator("main").inner_text()
    assert reader.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow"
    reader.goto(f"/states/check/?state=ut&task=ecg&as_of={moment}")
    expect(reader.locator("main")).to_contain_text("Utah law does not mention recording a heart tracing")

    # A writer has no such screen.
    other = open_context(expected_status=403).new_page()
    sign_in_as(other, "writer")
    assert not other.get_by_role("link", name="State law").count()
    answer = other.goto(address)
    assert answer
    assert "/edit/" not in other.url or answer.status == 403
    other.goto("/admin/")
    assert not other.get_by_text("Law of Utah").count()

    # As it was: the first version of the law is published again.
    page.goto(address.split("?")[0].replace("/edit/", "/history/"))
    shipped = re.findall(r"compare/(\d+)\.\.\.\d+/", page.request.get(page.url).text())[-1]
    page.goto(f"{page.url.split('?')[0]}revisions/{shipped}/revert/")
    page.wait_for_load_state()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("Publish")).last.click()
    page.wait_for_load_state()
    assert rule(reader) == before
