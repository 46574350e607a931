"""Real browser, real server: `manage.py serve` with a data folder and a database of its own.

The database is a copy of the worker's, with the first edition loaded; that `serve` makes one from nothing is tested in
`tests/site/test_serve.py`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.find_chromium import installed
from tests.copies import copy_for_a_server

ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """A running site and how to reach it."""

    folder: Path
    port: int
    database: str  # as DATABASE_URL
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        return (self.folder / "admin-password").read_text().strip()

    @property
    def environment(self) -> dict[str, str]:
        """For `manage.py` in a process of its own."""
        return {name: value for name, value in os.environ.items() if name != "DEBUG"} | {
            "DJANGO_SETTINGS_MODULE": "maguide.settings.dev",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database,
            "SITE_ADDRESS": self.address,
        }

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(
            f"The site did not start: {(self.folder.parent / f'{self.folder.name}.log').read_text()[-2000:]}"
        )

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None


def make_site(name: str, database: str) -> Site:
    """A site with nothing in its folder."""
    folder = settings.BASE_DIR / ".data" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Site(folder, port, database)


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """One site for each worker; tests leave what they change as they found it."""
    with copy_for_a_server(django_db_blocker, "browser") as database:
        running = make_site(f"browser-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}", database)
        running.start()
        yield running
        running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each module: while it is open, Django takes the worker for an asynchronous program."""
    root = os.geteuid() == 0
    with sync_playwright() as playwright:
        arguments = [*ARGUMENTS, "--no-sandbox"] if root else ARGUMENTS
        chromium = playwright.chromium.launch(executable_path=installed(), args=arguments)
        yield chromium
        chromium.close()


@dataclass
class Watch:
    """What went wrong in a browser context while a test looked at something else."""

    own: str
    expected_status: set[int] = field(default_factory=set)
    messages: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self._console(message.type, message.text))
        context.on("weberror", lambda error: self.messages.append(str(error.error)))
        context.on("request", lambda request: self._request(request.url))

    def _console(self, kind: str, text: str) -> None:
        # A page that answers 404 on purpose is an error only for the browser.
        if any(f"status of {status}" in text for status in self.expected_status):
            return
        if kind in {"error", "warning"} or "Content Security Policy" in text:
            self.messages.append(text)

    def _request(self, address: str) -> None:
        if urlsplit(address).scheme not in {"data", "blob"} and not address.startswith(self.own):
            self.foreign.append(address)

    def check(self) -> None:
        assert not self.messages, self.messages
        assert not self.foreign, self.foreign


@pytest.fixture
def open_context(site: Site, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts that are watched: no console error, no policy report, no request to another host."""
    contexts: list[BrowserContext] = []
    watch = Watch(site.address)

    def make(*, expected_status: int | None = None, **options: Any) -> BrowserContext:
        if expected_status:
            watch.expected_status.add(expected_status)
        context = browser.new_context(base_url=site.address, **options)
        context.set_default_timeout(15_000)
        watch.follow(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    watch.check()


def sign_in(page: Page, site: Site) -> None:
    page.goto("/admin/login/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
