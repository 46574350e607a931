"""How the site version moves: once for a transaction, at its end, whichever way the change was written.

Which changes move it is walked in tests/site/test_site_version.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import connection, models, transaction
from django.db.models import F

from careers import memory
from careers.memory import remembered
from careers.models import Area, Industry, Source, Term
from careers.models.site_version import SiteVersion, site_version
from tests.copies import copied_database
from tests.factories import SourceFactory, TermFactory


@pytest.fixture(scope="module")
def _copy(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with copied_database(django_db_blocker, "site_version"):
        yield


@pytest.fixture
def committed(_copy: None) -> None:
    """Changes are committed, in a database of this module's own."""


@pytest.fixture
def other(committed: None) -> Iterator[psycopg.Connection[Any]]:
    """Somebody else at the same time; nobody waits longer than two seconds."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as connected:
        connected.execute("SET lock_timeout = '2s'")
        yield connected


def seen_by(other: psycopg.Connection[Any]) -> int:
    row = other.execute("SELECT number FROM careers_siteversion").fetchone()
    assert row
    return int(row[0])


@pytest.mark.usefixtures("committed")
def test_many_changes_in_one_transaction_raise_it_once() -> None:
    before = site_version()
    with transaction.atomic():
        SourceFactory()
        TermFactory()
        assert Area.objects.update(title=F("title")) > 100
        with transaction.atomic():  # a savepoint is no transaction
            SourceFactory()
    assert site_version() == before + 1
    SourceFactory()
    SourceFactory()
    assert site_version() == before + 3, "each is a transaction of its own"


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    "write",
    [
        lambda: Source.objects.bulk_create([Source(key="bulk", kind="statute", citation="Bulk § 1")]),
        lambda: Source.objects.filter(key="bls-oews").update(publisher="Another"),
        lambda: _sql("UPDATE careers_source SET publisher = 'By hand' WHERE key = 'bls-oews'"),
        lambda: _sql("INSERT INTO careers_term (key, term, also_called, definition) VALUES ('k', 'K', '', '')"),
        lambda: _sql("DELETE FROM careers_industry WHERE code = '999999'"),
    ],
    ids=["bulk", "update", "sql update", "sql insert", "sql delete"],
)
def test_it_does_not_matter_how_a_change_is_written(write: Callable[[], object]) -> None:
    Industry.objects.get_or_create(code="999999", defaults={"key": "gone", "title": "Gone", "level": "sector"})
    before = site_version()
    write()
    assert site_version() == before + 1


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("committed")
def test_what_is_rolled_back_leaves_it_as_it_was() -> None:
    before = SiteVersion.objects.get()
    with transaction.atomic():
        TermFactory()
        transaction.set_rollback(True)
    assert SiteVersion.objects.get().number == before.number
    assert SiteVersion.objects.get().changed_at == before.changed_at
    with transaction.atomic():
        with transaction.atomic():  # a part is rolled back, the rest is kept
            TermFactory()
            transaction.set_rollback(True)
        SourceFactory()
    assert SiteVersion.objects.get().number == before.number + 1
    assert SiteVersion.objects.get().changed_at > before.changed_at


def test_it_rises_last_and_keeps_nobody_waiting(other: psycopg.Connection[Any]) -> None:
    before = site_version()
    with transaction.atomic():
        SourceFactory()
        Term.objects.update(also_called=F("also_called"))
        assert site_version() == before, "not before the end"
        # Another writer ends meanwhile; the row of the version is not locked.
        other.execute("UPDATE careers_industry SET name = name WHERE code = '000000'")
        assert seen_by(other) == before + 1
    assert seen_by(other) == before + 2, "none is lost"


def test_a_reader_never_sees_the_new_version_before_the_change(other: psycopg.Connection[Any]) -> None:
    """Both become visible at once, with the commit."""
    before, source = site_version(), Source.objects.get(key="bls-oews")
    question = "SELECT number, publisher FROM careers_siteversion, careers_source WHERE key = 'bls-oews'"
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(publisher="New words")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the last statement
        assert site_version() == before + 1
        assert other.execute(question).fetchone() == (before, source.publisher)
    assert other.execute(question).fetchone() == (before + 1, "New words")


# What a process remembers -------------------------------------------------------------------------------------------


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[[str], str], list[str]]:
    """A function that remembers, and what it was asked while it did not."""
    monkeypatch.setattr(memory, "_newest", memory.Memory(memory.NONE))
    asked: list[str] = []

    @remembered
    def publisher(key: str) -> str:
        asked.append(key)
        return Source.objects.get(key=key).publisher

    return publisher, asked


@pytest.mark.usefixtures("committed")
def test_what_was_found_is_remembered_until_the_version_moves(calls: Any) -> None:
    publisher, asked = calls
    first = publisher("bls-oews")
    assert (publisher("bls-oews"), asked) == (first, ["bls-oews"])
    Source.objects.filter(key="bls-oews").update(publisher="Somebody else")
    assert publisher("bls-oews") == "Somebody else"
    assert len(asked) == 2
    publisher("bea-rpp")
    assert asked[2:] == ["bea-rpp"], "each question by itself"


@pytest.mark.usefixtures("committed")
def test_inside_a_transaction_nothing_is_remembered(calls: Any) -> None:
    publisher, asked = calls
    before = publisher("bls-oews")
    with transaction.atomic():
        Source.objects.filter(key="bls-oews").update(publisher="Never said")
        assert publisher("bls-oews") == "Never said"
        transaction.set_rollback(True)
    assert publisher("bls-oews") == before
    assert len(asked) == 2


@pytest.mark.usefixtures("committed")
def test_one_request_stays_with_one_version(calls: Any) -> None:
    publisher, _ = calls
    receivers = {memory._begin, memory._end}
    assert {reference() for _, reference, *_ in request_started.receivers} & receivers
    assert {reference() for _, reference, *_ in request_finished.receivers} & receivers
    before = publisher("bls-oews")
    memory._begin()
    assert publisher("bls-oews") == before
    Source.objects.filter(key="bls-oews").update(publisher="Said later")
    assert publisher("bls-oews") == before, "what stands on one page is of one version"
    memory._end()
    memory._begin()
    assert publisher("bls-oews") == "Said later"
    memory._end()


# Nothing is forgotten -----------------------------------------------------------------------------------------------

#: Tables of ours whose changes readers do not see by themselves, and why.
UNSEEN = {
    "careers_siteversion": "it is the version",
    "careers_job": "only editors see work in progress",
    **dict.fromkeys(
        [
            *("careers_wageestimate", "careers_projection", "careers_priceparity"),
            *("careers_onettitle", "careers_onettask", "careers_onetrating"),
        ],
        "written once, with a release",
    ),
    **dict.fromkeys(
        [
            *("careers_taskrule", "careers_rulesource", "careers_othervoice", "careers_editionsource"),
            "careers_editionauthor",
        ],
        "written once, with a law edition",
    ),
    "careers_statelaw": "the desk: readers see law editions",
    "careers_lawcare": "who looks after a law is for editors",
    "careers_factkey": "a figure is seen once a text that holds it is published",
    "guides_rendition": "made while a page is drawn, from a picture that is seen",
    "guides_starterobject": "what the loader remembers of its files",
}


@pytest.mark.django_db
def test_every_table_of_ours_raises_the_version_or_says_why_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgdeferrable"
            " AND tginitdeferred AND tgfoid::regproc::text ~ '^(careers|guides)_raise_'"
        )
        raising = {table for (table,) in cursor.fetchall()}
    ours = {model._meta.db_table for model in _models("careers", "guides")}
    assert ours - raising == set(UNSEEN)
    assert {"wagtailcore_page", "wagtailcore_site", "wagtailredirects_redirect"} <= raising


def _models(*labels: str) -> list[type[models.Model]]:
    return [model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)]
