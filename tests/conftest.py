"""One database for each worker, with the first edition loaded: most tests are about the site as it is shipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from careers import memory


def pytest_configure(config: pytest.Config) -> None:
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: a browser test that one worker begins last keeps the other waiting. Otherwise in any order."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, "test_serve" not in item.nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """A test may skip on a person's machine and say why; where changes are accepted, nothing skips."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"Skipped although nothing may skip here: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Made for tests without a database mark too, which pytest-django would not do: browser tests work on a copy."""
    from guides.content.loader import load
    from guides.content.reader import read

    with django_db_blocker.unblock():
        keep = django_db_keepdb and not django_db_createdb
        verbosity = request.config.option.verbose
        made = setup_databases(verbosity=verbosity, interactive=False, keepdb=keep, aliases={"default"})
        load(read())
        # The copy for browser tests needs this database to itself.
        connection.close()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=verbosity)


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server. A test runs inside a transaction, where nothing is remembered under the site version."""
    monkeypatch.setattr(memory, "is_settled", lambda: True)
    monkeypatch.setattr(memory, "_newest", memory.Memory(memory.NONE))


@pytest.fixture(autouse=True)
def _forget_caches() -> Iterator[None]:
    """Wagtail keeps addresses of sites in the cache, which a rolled-back test must not leave behind."""
    yield
    cache.clear()
