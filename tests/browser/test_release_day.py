"""Release day in a real browser: an official workbook becomes what readers see, and is undone."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site, sign_in
from tests.careers.importers.make_oews import national, wages, write_workbook

OLD, NEW = "$21.97", "$23.45"
Open = Callable[..., BrowserContext]


def occupations() -> dict[str, str]:
    """The occupations that pages speak of, so that no figure is missing while the new release is current."""
    found = yaml.safe_load((settings.BASE_DIR / "careers/data/roles.yaml").read_text())["occupations"]
    return {occupation["code"]: occupation["title"] for occupation in found}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The national file of May 2025, loaded again with another median for medical assistants."""
    changed, others = wages(23.66, (18.01, 19.20, 23.45, 25.10, 29.90)), wages(31, (20.5, 25.5, 30.5, 35.5, 40.5))
    rows = [
        national(
            code,
            title,
            **(changed if code == "31-9092" else others),
            O_GROUP="major" if code.endswith("0000") else "detailed",
        )
        for code, title in occupations().items()
    ]
    return write_workbook(tmp_path / "national_M2025_dl.xlsx", rows, sheet="national_M2025_dl")


@pytest.fixture
def page(site: Site, open_context: Open) -> Page:
    found = open_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(found, site)
    return found


def salary(reader: Page) -> str:
    reader.goto("/salary/")
    return reader.locator("main").inner_text()


def note_and_confirm(page: Page, words: str) -> None:
    page.get_by_label("Why").fill(words)
    page.locator("form[data-edit-form] button[type=submit]").first.click()
    page.wait_for_url("**/admin/releases/")


def test_from_the_agencys_workbook_to_readers_and_back(
    site: Site, page: Page, workbook: Path, open_context: Open
) -> None:
    reader = open_context().new_page()
    assert OLD in salary(reader)

    page.goto("/admin/releases/")
    expect(page.locator("main")).to_contain_text("Occupational Employment and Wage Statistics")
    page.get_by_role("link", name="Load a release").first.click()
    page.get_by_label("Data set").select_option(label="Occupational Employment and Wage Statistics")
    page.get_by_label("Files").set_input_files(workbook)
    page.get_by_label("Obtained from").fill("Made for a test")
    page.locator("form[data-edit-form] button[type=submit]").first.click()

    # The page follows the job by itself, then shows the report and what would change.
    page.wait_for_url("**/admin/releases/jobs/*/")
    load = page.get_by_role("button", name="Load this release")
    expect(load).to_be_visible(timeout=60_000)
    main = page.locator("main")
    expect(main).to_contain_text("national_M2025_dl.xlsx")
    expect(main).to_contain_text("Against the current release")
    median = page.locator("tr", has_text="Medical Assistants").filter(has_text="hourly").filter(has_text="median").first
    expect(median).to_contain_text("21.97")
    expect(median).to_contain_text("23.45")
    assert OLD in salary(reader)

    # Loaded, it stands beside the others; readers see nothing of it.
    load.click()
    expect(main).to_contain_text("Loaded as", timeout=60_000)
    assert NEW not in salary(reader)

    # Made current with a note, it is there at the next request.
    page.get_by_role("link", name="Make current").first.click()
    page.wait_for_url("**/make-current/")
    note_and_confirm(page, "Looked at the median")
    expect(main).to_contain_text("Looked at the median")
    shown = salary(reader)
    assert NEW in shown
    assert OLD not in shown

    # Undone with a note, the old figure is back.
    page.get_by_role("link", name="Undo").first.click()
    note_and_confirm(page, "It was only a test")
    shown = salary(reader)
    assert OLD in shown
    assert NEW not in shown
    expect(main).to_contain_text("It was only a test")


def test_a_wrong_file_says_where_it_is_wrong(page: Page, tmp_path: Path) -> None:
    wrong = write_workbook(tmp_path / "national_M2025_dl.xlsx", [national(H_MEDIAN="a lot")], sheet="national_M2025_dl")
    page.goto("/admin/releases/load/")
    page.get_by_label("Data set").select_option(value="oews")
    page.get_by_label("Files").set_input_files(wrong)
    page.locator("form[data-edit-form] button[type=submit]").first.click()
    problems = page.locator("[data-problems]")
    expect(problems).to_contain_text("national_M2025_dl.xlsx", timeout=60_000)
    expect(problems).to_contain_text("row 2")
    expect(problems).to_contain_text("H_MEDIAN")
    expect(page.locator("main")).to_contain_text("Nothing was written.")


def test_too_large_a_choice_is_told_before_it_is_sent(page: Page, workbook: Path) -> None:
    page.goto("/admin/releases/load/")
    files = page.get_by_label("Files")
    files.evaluate("input => { input.dataset.limit = '100' }")
    files.set_input_files(workbook)
    assert "at most 0 MB can be sent" in files.evaluate("input => input.validationMessage")
    files.set_input_files([])
    files.evaluate("input => { input.dataset.limit = '200000000' }")
    files.set_input_files(workbook)
    assert files.evaluate("input => input.validationMessage") == ""


def test_the_server_refuses_too_much_before_it_is_sent(site: Site, page: Page) -> None:
    """Only the head of the request is sent: an answer shows that nobody waits for the body."""
    cookies: list[Any] = page.context.cookies()
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.putrequest("POST", "/admin/releases/load/")
    connection.putheader("Cookie", "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies))
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", "200000001")
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert "so they were not read" in " ".join(answer.read().decode().split())
    connection.close()
