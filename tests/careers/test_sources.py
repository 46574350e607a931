"""Sources and terms: what the database refuses, and that what was published once stays findable."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from careers.models import Source, Term
from guides.models import HubGuidePage
from tests.factories import SourceFactory, TermFactory, TopicGuidePageFactory, citation
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
FACTORIES = {"source": SourceFactory, "term": TermFactory}
ROLES = ["Fact stewards", "State-guide managers", "Administrators", EVERYTHING]


def made(name: str) -> models.Model:
    return FACTORIES[name]()


def screen(name: str, action: str, row: models.Model | None = None) -> str:
    return reverse(f"wagtailsnippets_careers_{name}:{action}", args=[row.pk] if row else [])


def bulk(name: str, action: str, rows: list[models.Model]) -> str:
    address = reverse("wagtail_bulk_action", args=["careers", name, action])
    return f"{address}?{'&'.join(f'id={row.pk}' for row in rows)}"


# What the database refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "constraint", "values"),
    [
        ("source", "source_has_citation", {"citation": ""}),
        ("source", "source_has_key", {"key": ""}),
        ("source", "careers_source_key_key", {"key": "taken"}),
        ("source", "careers_source_data_set_key", {"key": "other", "data_set": "oews"}),
        ("term", "term_is_not_empty", {"term": ""}),
        ("term", "careers_term_key_key", {"key": "taken"}),
        ("term", "careers_term_term_key", {"term": "Taken"}),
    ],
)
def test_a_broken_row_is_refused_by_the_database(name: str, constraint: str, values: dict[str, str]) -> None:
    FACTORIES[name](key="taken", **({"term": "Taken"} if name == "term" else {}))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        FACTORIES[name](**values)


def test_every_constraint_of_the_facts_is_named_in_the_test_above() -> None:
    """A new constraint needs a test; this one counts them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid IN ('careers_source'::regclass, 'careers_term'::regclass)"
            " AND contype IN ('c', 'u')"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert names == {
        *("source_has_citation", "source_has_key", "careers_source_key_key", "careers_source_data_set_key"),
        *("term_is_not_empty", "careers_term_key_key", "careers_term_term_key"),
    }


@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize(
    "delete",
    [
        pytest.param(lambda row: row.delete(), id="one"),
        pytest.param(lambda row: type(row).objects.filter(pk=row.pk).delete(), id="many"),
        pytest.param(lambda row: _delete_by_sql(row), id="sql"),
    ],
)
def test_the_database_refuses_to_delete(name: str, delete: Any) -> None:
    row = made(name)
    with pytest.raises(IntegrityError, match="retired, never deleted"), transaction.atomic():
        delete(row)
    assert type(row).objects.filter(pk=row.pk).exists()


def _delete_by_sql(row: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608


# What the admin refuses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_deletes_one_row(name: str, role: str) -> None:
    row, client = made(name), signed_in(role)
    for answer in (client.get(screen(name, "delete", row)), client.post(screen(name, "delete", row))):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_deletes_rows_in_bulk(name: str, role: str) -> None:
    rows, client = [made(name), made(name)], signed_in(role)
    shown = client.get(bulk(name, "delete", rows))
    assert shown.status_code == 200
    assert "don't have permission to delete" in shown.content.decode().replace("&#x27;", "'")
    assert client.post(bulk(name, "delete", rows)).status_code < 500
    model = type(rows[0])
    assert model.objects.filter(pk__in=[row.pk for row in rows]).count() == 2


@pytest.mark.parametrize("name", FACTORIES)
def test_no_screen_offers_to_delete(name: str) -> None:
    row, client = made(name), signed_in(EVERYTHING)
    for address in (screen(name, "list"), screen(name, "edit", row), screen(name, "inspect", row)):
        answer = client.get(address)
        assert answer.status_code == 200
        assert screen(name, "delete", row) not in answer.content.decode()


# Retired ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize("view", ["choose", "choose_results"])
@pytest.mark.parametrize("query", ["", "Searchable"])
def test_a_retired_row_is_not_offered_in_the_chooser(name: str, view: str, query: str) -> None:
    field = {"source": "citation", "term": "term"}[name]
    today = timezone.localdate()
    # "000" sorts them to the first page of the list.
    FACTORIES[name](**{field: "000 Searchable kept"})
    FACTORIES[name](**{field: "000 Searchable gone", "retired_on": today})
    address = reverse(f"wagtailsnippetchoosers_careers_{name}:{view}")
    answer = signed_in("Editors" if name == "source" else "Fact stewards").get(address, {"q": query} if query else {})
    words = answer.json()["html"] if answer["Content-Type"] == "application/json" else answer.content.decode()
    assert "Searchable kept" in words
    assert "Searchable gone" not in words


def test_pages_keep_a_retired_source_and_say_so(client: Any) -> None:
    source = SourceFactory(citation="Old Code § 9", retired_on=timezone.localdate() - timedelta(days=1))
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), summary=f"<p>A claim.{citation(source)}</p>")
    words = client.get(page.url).content.decode()
    assert "Old Code § 9" in words
    assert "No longer in use here." in words


def test_a_source_to_be_retired_later_is_still_in_use(client: Any) -> None:
    source = SourceFactory(retired_on=timezone.localdate() + timedelta(days=30))
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), summary=f"<p>A claim.{citation(source)}</p>")
    assert "No longer in use here." not in client.get(page.url).content.decode()


def test_a_retired_source_says_so_where_editors_read_its_name() -> None:
    assert str(SourceFactory(citation="Code § 1", retired_on=timezone.localdate())) == "Code § 1 (retired)"
    assert str(SourceFactory(citation="Code § 2")) == "Code § 2"


# Reading and taking out ---------------------------------------------------------------------------------------------


def test_readers_are_sent_to_the_official_address_first() -> None:
    official, copy = "https://law.example.gov/1", "https://copy.example.org/1"
    assert SourceFactory(address=official, copy_address=copy).link == official
    assert SourceFactory(copy_address=copy).link == copy
    assert SourceFactory().link == ""


def test_all_sources_can_be_exported_as_csv() -> None:
    SourceFactory(key="old-one", citation="Old, and “quoted”", retired_on=timezone.localdate())
    answer = signed_in("Fact stewards").get(screen("source", "list"), {"export": "csv"})
    assert "sources.csv" in answer["Content-Disposition"]
    rows = list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))
    assert len(rows) == Source.objects.count() + 1
    old = next(row for row in rows if row[0] == "old-one")
    assert old[2] == "Old, and “quoted”"
    assert old[-1] == timezone.localdate().isoformat()


def test_all_terms_can_be_exported_as_a_spreadsheet(tmp_path: Any) -> None:
    answer = signed_in("Fact stewards").get(screen("term", "list"), {"export": "xlsx"})
    file = tmp_path / "glossary.xlsx"
    file.write_bytes(b"".join(answer.streaming_content))
    sheet = load_workbook(file).active
    assert sheet.max_row == Term.objects.count() + 1


def test_a_steward_can_change_a_source_and_the_old_words_stay_in_its_history() -> None:
    source, client = SourceFactory(citation="First words"), signed_in("Fact stewards")
    data = {"key": source.key, "kind": source.kind, "citation": "Second words", "extent": source.extent}
    assert client.post(screen("source", "edit", source), data).status_code == 302
    source.refresh_from_db()
    assert source.citation == "Second words"
    assert client.get(screen("source", "history", source)).status_code == 200
    assert source.latest_revision.as_object().citation == "Second words"
