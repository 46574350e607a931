"""One database for each worker, with the first edition loaded: most tests are about the site as it is shipped.

The first worker that needs it makes it, and the others copy it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from careers import memory
from tests.copies import Offered


def pytest_configure(config: pytest.Config) -> None:
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()


#: The files that take longest, longest first. What is begun last must be short: the other worker waits for its end.
LONGEST = (
    *("browser/test_pages", "site/test_serve", "browser/test_editor", "site/test_serve_jobs", "browser/test_pay"),
    *("browser/test_sheet", "browser/test_facts", "browser/test_state_law", "browser/test_release_day"),
    *("guides/test_pages", "guides/test_loader", "guides/test_pay_pages", "guides/test_law_tables"),
    *("guides/test_groups", "guides/test_state_guides", "guides/test_offer", "careers/test_export"),
    *("guides/test_law_board", "careers/law/test_desk_screen", "site/test_database", "guides/test_task_checker"),
    *("guides/test_sentences", "site/test_settings", "careers/test_jobs", "site/test_crawl"),
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, otherwise in any order."""
    places = {Path(__file__).parent / f"{name}.py": place for place, name in enumerate(LONGEST)}
    assert all(path.exists() for path in places), "LONGEST names a file that is gone"
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All modules are loaded and stay: the garbage collector need not walk through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


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

    verbosity = request.config.option.verbose
    offered = Offered(os.environ.get("PYTEST_XDIST_TESTRUNUID", ""))

    def make(*, keep: bool) -> Any:
        # To write all rows down takes long, and no test asks for `serialized_rollback`.
        return setup_databases(
            verbosity=verbosity, interactive=False, keepdb=keep, aliases={"default"}, serialized_aliases=set()
        )

    with django_db_blocker.unblock():
        if django_db_keepdb and not django_db_createdb:
            made = make(keep=True)
            load(read())
        else:
            with offered.alone() as server:
                copied = offered.copy_to(connection.creation._get_test_db_name(), server)
                made = make(keep=copied)
                if not copied:
                    load(read())
                    offered.offer(connection.settings_dict["NAME"], server)
        # The copy for browser tests needs this database to itself.
        connection.close()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=verbosity)
            offered.drop()


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
