"""Open questions and tasks in the admin, and a source that is made while a law is edited."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as logs

from careers.law.reading import law_of
from careers.models import Jurisdiction, OpenQuestion, Source, Task
from careers.retire_only import free_key
from tests.factories import SourceFactory, UserFactory
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
MANAGERS = "State-guide managers"
GROUPS = ["Writers", "Fact stewards", "Editors", MANAGERS, "Administrators", EVERYTHING]


def screen(name: str, view: str, row: models.Model | None = None) -> str:
    return reverse(f"wagtailsnippets_careers_{name}:{view}", args=[row.pk] if row else [])


# Open questions -----------------------------------------------------------------------------------------------------


def question(**values: Any) -> OpenQuestion:
    state = Jurisdiction.objects.get(code="ca")
    return OpenQuestion.objects.create(jurisdiction=state, text="What now?", opened_at=timezone.now(), **values)


def form(asked: OpenQuestion, **changes: Any) -> dict[str, Any]:
    held = {"jurisdiction": asked.jurisdiction_id, "text": asked.text, "assigned_to": asked.assigned_to_id or ""}
    return {**held, "closing_note": asked.closing_note, **changes}


def test_a_question_is_asked_given_to_somebody_and_closed_with_a_note() -> None:
    keeper = UserFactory(username="keeper", group=MANAGERS)
    client = signed_in(MANAGERS, username="closer")
    new = {
        "jurisdiction": Jurisdiction.objects.get(code="ca").pk,
        "text": "Is it so?",
        "assigned_to": "",
        "closing_note": "",
    }
    assert client.post(screen("openquestion", "add"), new).status_code == 302
    asked = OpenQuestion.objects.get(text="Is it so?")
    assert (timezone.now() - asked.opened_at).total_seconds() < 60
    assert client.post(screen("openquestion", "edit", asked), form(asked, assigned_to=keeper.pk)).status_code == 302
    asked.refresh_from_db()
    assert asked.assigned_to == keeper
    client.post(screen("openquestion", "edit", asked), form(asked, closing_note=" It is. "))
    asked.refresh_from_db()
    assert (asked.closing_note, asked.closed_by.username) == ("It is.", "closer")
    assert asked.closed_at
    reading = law_of(asked.jurisdiction)
    assert reading
    assert asked not in reading.open_questions


def test_a_question_is_opened_again_and_keeps_who_closed_it_first() -> None:
    asked, closer = question(), UserFactory()
    OpenQuestion.objects.filter(pk=asked.pk).update(closed_at=timezone.now(), closed_by=closer, closing_note="Done.")
    asked.refresh_from_db()
    client = signed_in(MANAGERS)
    client.post(screen("openquestion", "edit", asked), form(asked, text="What then?"))
    asked.refresh_from_db()
    assert (asked.text, asked.closed_by) == ("What then?", closer)
    client.post(screen("openquestion", "edit", asked), form(asked, closing_note=""))
    asked.refresh_from_db()
    assert (asked.closed_at, asked.closed_by) == (None, None)


def test_a_question_stays_with_its_state_and_needs_words() -> None:
    asked, other = question(), Jurisdiction.objects.get(code="tx")
    client = signed_in(MANAGERS)
    client.post(screen("openquestion", "edit", asked), form(asked, jurisdiction=other.pk))
    answer = client.post(screen("openquestion", "edit", asked), form(asked, text="  "))
    assert answer.context["form"].errors["text"]
    asked.refresh_from_db()
    assert (asked.jurisdiction.code, asked.text) == ("ca", "What now?")


def test_questions_are_found_by_state_person_and_whether_they_are_open() -> None:
    keeper = UserFactory(group=MANAGERS)
    OpenQuestion.objects.all().update(closed_at=timezone.now(), closing_note="Settled.")
    mine, other = question(assigned_to=keeper), question()
    client = signed_in(MANAGERS)

    def listed(**asked: Any) -> set[int]:
        return {row.pk for row in client.get(screen("openquestion", "list"), asked).context["object_list"]}

    assert listed(state="open") == {mine.pk, other.pk}
    assert listed(state="open", assigned_to=keeper.pk) == {mine.pk}
    assert not listed(state="open", jurisdiction=Jurisdiction.objects.get(code="tx").pk)
    assert listed(state="open", q="what now") == {mine.pk, other.pk}
    assert mine.pk not in listed(state="closed")


@pytest.mark.parametrize("name", ["openquestion", "task"])
@pytest.mark.parametrize("role", [MANAGERS, "Fact stewards", "Administrators", EVERYTHING])
def test_nobody_deletes_one_or_many(name: str, role: str) -> None:
    row: models.Model = question() if name == "openquestion" else Task.objects.get(key="ecg")
    client, many = signed_in(role), reverse("wagtail_bulk_action", args=["careers", name, "delete"])
    for address in (screen(name, "delete", row), f"{many}?id={row.pk}"):
        client.get(address)
        assert client.post(address).status_code < 500
    assert type(row).objects.filter(pk=row.pk).exists()


# Tasks --------------------------------------------------------------------------------------------------------------


def task_form(task: Task, **changes: Any) -> dict[str, Any]:
    names = ("key", "slug", "name", "short_name", "action", "activity", "definition", "group", "position", "retired_on")
    return {name: getattr(task, name) or "" for name in names} | changes


def test_a_task_is_renamed_and_retired_and_its_key_stays() -> None:
    task, client = Task.objects.get(key="ecg"), signed_in("Fact stewards")
    posted = task_form(task, name="Recording the heart", key="other", slug="other", retired_on="2026-01-01")
    assert client.post(screen("task", "edit", task), posted).status_code == 302
    task.refresh_from_db()
    assert (task.name, task.key, task.slug, task.retired_on.year) == ("Recording the heart", "ecg", "ecg", 2026)


def test_a_task_is_added() -> None:
    answer = signed_in("Fact stewards").post(
        screen("task", "add"),
        task_form(Task(name="New", short_name="New", action="do", activity="doing", definition="It.", position=99),
                  key="new_task", slug="new-task", group="clinical"),
    )  # fmt: skip
    assert answer.status_code == 302
    assert Task.objects.get(key="new_task").slug == "new-task"


@pytest.mark.parametrize("group", GROUPS)
def test_who_sees_and_changes_what(group: str) -> None:
    client, asked, task = signed_in(group), question(), Task.objects.get(key="ecg")
    able = {
        ("openquestion", "list"): GROUPS[3:],
        ("openquestion", "edit"): GROUPS[3:],
        ("task", "list"): ["Fact stewards", *GROUPS[3:]],
        ("task", "edit"): ["Fact stewards", "Administrators", EVERYTHING],
    }
    for (name, view), groups in able.items():
        row = None if view == "list" else asked if name == "openquestion" else task
        assert client.get(screen(name, view, row)).status_code == (200 if group in groups else 302), (name, view)


# A source made on the spot ------------------------------------------------------------------------------------------

CHOOSE, CREATE = (reverse(f"wagtailsnippetchoosers_careers_source:{view}") for view in ("choose", "create"))
NEW = {"citation": "Cal. Bus. & Prof. Code § 2069", "kind": "statute", "extent": "part", "text_as_of": "June 2026"}


def test_the_chooser_finds_a_source_and_offers_to_make_one() -> None:
    SourceFactory(citation="Zephyr Code § 12")
    html = signed_in(MANAGERS).get(CHOOSE, {"q": "Zephyr"}).json()["html"]
    assert "Zephyr Code § 12" in html
    assert "Make this source" in html
    assert 'name="quoted_passage"' in html
    assert 'name="key"' not in html


def test_a_source_is_made_with_a_key_a_revision_and_an_entry_in_the_log() -> None:
    answer = signed_in(MANAGERS, username="maker").post(CREATE, NEW).json()
    assert answer["step"] == "chosen"
    source = Source.objects.get(pk=answer["result"]["id"])
    assert (source.citation, source.key) == (NEW["citation"], "cal-bus-prof-code-2069")
    assert source.latest_revision.user.username == "maker"
    assert [entry.action for entry in logs.get_logs_for_instance(source)] == ["wagtail.create"]


def test_each_source_gets_its_own_key() -> None:
    client = signed_in(MANAGERS)
    keys = [Source.objects.get(pk=client.post(CREATE, NEW).json()["result"]["id"]).key for _ in range(3)]
    assert keys == ["cal-bus-prof-code-2069", "cal-bus-prof-code-2069-2", "cal-bus-prof-code-2069-3"]
    assert free_key("§§") == "source"
    assert len(free_key("word " * 60)) <= 80


def test_what_is_missing_is_told_and_kept() -> None:
    answer = signed_in(MANAGERS).post(CREATE, {**NEW, "kind": "", "address": "not an address"}).json()
    assert answer["step"] == "reshow_creation_form"
    assert "This field is required." in answer["htmlFragment"]
    assert "Enter a valid URL." in answer["htmlFragment"]
    assert "June 2026" in answer["htmlFragment"]
    assert not Source.objects.filter(citation=NEW["citation"]).exists()


@pytest.mark.parametrize(("group", "may"), [("Editors", False), ("Fact stewards", True), (MANAGERS, True)])
def test_who_makes_a_source(group: str, may: bool) -> None:
    client = signed_in(group)
    assert ("Make this source" in client.get(CHOOSE).json()["html"]) == may
    client.post(CREATE, NEW)
    assert Source.objects.filter(citation=NEW["citation"]).exists() == may
