"""The edit screen of a law: what it costs, what it accepts, what it refuses, and two people at once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import travel
from wagtail.log_actions import registry as logs
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowContentType, WorkflowTask

from careers.law.desk import content_of
from careers.law_desk.form import EDIT_HANDLER
from careers.law_desk.refusals import sentences
from careers.models import Jurisdiction, LawEdition, StateLaw, Task
from tests.careers.law.forms import law, law_form, save, screen
from tests.factories import SourceFactory
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
#: How the editor saves a draft by itself.
BY_ITSELF = {"accept": "application/json"}
MANAGERS = "State-guide managers"


def newest(code: str) -> LawEdition:
    return LawEdition.objects.filter(jurisdiction__code=code).latest("number")


def task_without_rules() -> Task:
    """From now on no law is complete."""
    return Task.objects.create(
        key="new_task", slug="new-task", name="A new task", short_name="New", action="do it", activity="doing it",
        definition="It.", group="clinical", position=99,
    )  # fmt: skip


def whole(error: Any) -> list[str]:
    """What is said about a stream or block as a whole."""
    return [str(found.message) for found in error.non_block_errors.as_data()]


def said(answer: Any) -> str:
    """The words of a screen, or of the one it leads to."""
    words: str = answer.content.decode()
    return words.replace("&#x27;", "'").replace("&quot;", '"')


# What it costs ------------------------------------------------------------------------------------------------------


def test_no_edit_screen_is_heavier_than_250_kilobytes() -> None:
    """The five longest laws: what a law adds to its screen is its text."""
    client = signed_in(MANAGERS)
    laws = StateLaw.objects.select_related("latest_revision")
    sizes = {}
    for each in sorted(laws, key=lambda law: -len(json.dumps(law.latest_revision.content)))[:5]:
        answer = client.get(screen("edit", each))
        assert answer.status_code == 200
        sizes[str(each)] = len(answer.content)
    assert max(sizes.values()) <= 250_000, sizes


def test_the_edit_screen_asks_few_questions() -> None:
    """Six streams ask for their sources once each; the rest is Wagtail's: session, workflow, lock, usage, revisions."""
    client = signed_in(MANAGERS)
    client.get(screen("edit", law("wa")))
    with CaptureQueriesContext(connection) as queries:
        client.get(screen("edit", law("wa")))
    assert len(queries) <= 50


def test_publishing_from_the_screen_asks_no_more_for_a_longer_law() -> None:
    """The form names each source many times; it is looked up once. Half of the rest is Wagtail's saving of a draft."""
    client, asked = signed_in(MANAGERS), []
    for code in ("ut", "wa"):
        posted = {**law_form(law(code), **{"rules-0-value-text": "New words."}), "action-publish": "1"}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(screen("edit", law(code)), posted).status_code == 302
        asked.append(len(queries))
    assert max(asked) <= 90, asked
    assert asked[1] - asked[0] <= 10, asked


def test_autosave_asks_little() -> None:
    """It runs after every pause in typing."""
    client, loaded = signed_in(MANAGERS), law_form(law("wa"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(screen("edit", law("wa")), {**loaded, "own_term": "helper"}, headers=BY_ITSELF)
    assert answer.status_code == 200
    assert len(queries) <= 80


@pytest.mark.parametrize("number", ["999999", "-1", "x", "1" * 30, "²"])
def test_a_source_that_does_not_exist_is_refused(number: str) -> None:
    answer = save(signed_in(MANAGERS), law("ca"), "publish", **{"rules-0-value-sources-0-value": number})
    assert answer.status_code == 200
    assert "rules" in answer.context["form"].errors


# What it saves ------------------------------------------------------------------------------------------------------


def test_saving_any_law_as_it_is_changes_nothing() -> None:
    form_class = EDIT_HANDLER.bind_to_model(StateLaw).get_form_class()
    for each in StateLaw.objects.select_related("jurisdiction", "latest_revision"):
        before = content_of(each.get_latest_revision_as_object())
        posted = QueryDict(mutable=True)
        for name, value in law_form(each).items():
            posted.setlist(name, value if isinstance(value, list) else [str(value)])
        form = form_class(posted, instance=each.get_latest_revision_as_object())
        assert form.is_valid(), (each, form.errors.as_data())
        assert content_of(form.instance) == before, each


def test_a_manager_changes_and_publishes_a_rule() -> None:
    before = newest("ca")
    answer = save(
        signed_in(MANAGERS), law("ca"), "publish", **{"rules-0-value-text": "New words.", "change_note": "Said anew."}
    )
    assert answer.status_code == 302
    after = newest("ca")
    assert (after.number, after.note) == (before.number + 1, "Said anew.")
    assert after.rules.get(position=0).text == "New words."


def test_publishing_what_readers_have_already_makes_no_edition() -> None:
    before = newest("ca")
    assert save(signed_in(MANAGERS), law("ca"), "publish").status_code == 302
    assert newest("ca") == before


def test_supervisors_are_ticked() -> None:
    answer = save(signed_in(MANAGERS), law("ca"), supervisors=["physician", "dentist"])
    assert answer.status_code == 302
    assert law("ca").get_latest_revision_as_object().supervisors == ["physician", "dentist"]
    shown = said(signed_in(MANAGERS).get(screen("edit", law("ca"))))
    assert 'type="checkbox" name="supervisors" value="dentist"' in shown


def test_an_unknown_supervisor_is_refused() -> None:
    answer = save(signed_in(MANAGERS), law("ca"), supervisors=["wizard"])
    assert answer.status_code == 200
    assert "wizard is not one of the available choices" in said(answer)


def test_the_law_of_one_state_does_not_become_that_of_another() -> None:
    other = Jurisdiction.objects.get(code="tx")
    save(signed_in(MANAGERS), law("ca"), jurisdiction=other.pk)
    assert law("ca").get_latest_revision_as_object().jurisdiction.code == "ca"


# Half done, and not fit to be published -----------------------------------------------------------------------------

HALF_DONE = {"rules-0-value-answer": "allowed", "rules-0-value-sources-count": "0", "rules-0-value-text": "Kept words."}


def test_a_draft_may_be_half_done() -> None:
    before = newest("ca")
    assert save(signed_in(MANAGERS), law("ca"), **HALF_DONE).status_code == 302
    draft = law("ca").get_latest_revision_as_object()
    assert draft.rules[0].value["text"] == "Kept words."
    assert newest("ca") == before


@pytest.mark.parametrize("go_live_at", ["", "2031-01-01 10:00"], ids=["now", "later"])
def test_unfit_content_is_refused_at_its_field_and_nothing_is_lost(go_live_at: str) -> None:
    before, revisions = newest("ca"), Revision.objects.count()
    answer = save(signed_in(MANAGERS), law("ca"), "publish", go_live_at=go_live_at, **HALF_DONE)
    assert answer.status_code == 200
    error = answer.context["form"].errors.as_data()["rules"][0]
    [message] = error.block_errors[0].block_errors["sources"].messages
    assert message == "An answer needs a source."
    assert '"blockErrors": {"0": {"blockErrors": {"sources": {"messages": ["An answer needs a source."]}}}}' in said(
        answer
    )
    assert "Kept words." in said(answer)
    assert (newest("ca"), Revision.objects.count()) == (before, revisions)


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        (
            {"rules-0-value-applies_to": "MA-Wizard"},
            ("rules", 0, "applies_to"),
            "“MA-Wizard” is not one of the categories.",
        ),
        ({"rules-1-value-task": "vital_signs"}, ("rules", 1, ""), "has two rules on the same day."),
        (
            {"rules-0-value-effective_from": "2027-02-01", "rules-0-value-effective_to": "2027-01-01"},
            ("rules", 0, "effective_to"),
            "The rule ends before it begins.",
        ),
        ({"rules-0-deleted": "1"}, ("rules", None, ""), "Missing: "),
    ],
    ids=["class", "twice", "days", "missing"],
)
def test_each_refusal_stands_where_it_belongs(
    changes: dict[str, str], place: tuple[str, int | None, str], words: str
) -> None:
    answer = save(signed_in(MANAGERS), law("ca"), "publish", **changes)
    assert answer.status_code == 200
    name, number, field = place
    error = answer.context["form"].errors.as_data()[name][0]
    inside = error if number is None else error.block_errors[number]
    messages = (
        inside.block_errors[field].messages
        if field
        else [str(said.message) for said in inside.non_block_errors.as_data()]
    )
    assert any(words in message for message in messages), messages


def test_a_secondary_source_cannot_lead_an_answer() -> None:
    blog = SourceFactory(kind="secondary", citation="A blog")
    draft = law("ca").get_latest_revision_as_object()
    number = next(n for n, rule in enumerate(draft.rules) if rule.value["answer"] != "not_checked")
    answer = save(signed_in(MANAGERS), law("ca"), "publish", **{f"rules-{number}-value-sources-0-value": blog.pk})
    assert answer.status_code == 200
    error = answer.context["form"].errors.as_data()["rules"][0]
    [message] = error.block_errors[number].block_errors["sources"].messages
    assert message.startswith("The lead source “A blog” is neither statute")


def test_a_source_named_twice_is_refused_beside_the_statement() -> None:
    source = SourceFactory()
    twice = {"training_sources-count": "2"}
    for number in ("0", "1"):
        child = {"type": "source", "value": str(source.pk), "order": number, "deleted": "", "id": ""}
        twice |= {f"training_sources-{number}-{name}": value for name, value in child.items()}
    answer = save(signed_in(MANAGERS), law("ca"), "publish", **twice)
    assert answer.status_code == 200
    error = answer.context["form"].errors.as_data()["training_sources"][0]
    assert [str(said.message) for said in error.non_block_errors.as_data()] == [
        f"The source “{source}” is named twice."
    ]


# Refused where no form is shown -------------------------------------------------------------------------------------


def test_a_law_that_is_unfit_on_its_day_stays_as_it_is_and_the_others_are_published() -> None:
    before, client = newest("ca"), signed_in(MANAGERS)
    tomorrow = timezone.now() + timedelta(days=1)
    when = timezone.localtime(tomorrow).strftime("%Y-%m-%d %H:%M")
    assert save(client, law("ca"), "publish", go_live_at=when, **{"rules-0-value-text": "Later."}).status_code == 302
    assert newest("ca") == before
    missing = task_without_rules()
    with travel(tomorrow + timedelta(hours=1), tick=True):
        call_command("publish_scheduled")
    assert newest("ca") == before
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    entry = logs.get_logs_for_instance(law("ca")).filter(action="careers.law.not_published").get()
    assert missing.key in entry.message
    assert law("ca").live


def test_publishing_that_is_refused_after_the_form_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody retired a task between the form and the edition."""
    from careers.law_desk import form

    monkeypatch.setattr(form, "refusals", lambda law: {})
    before = newest("ca")
    client = signed_in(MANAGERS)
    answer = save(client, law("ca"), "publish", **HALF_DONE)
    assert answer.status_code == 302
    assert newest("ca") == before
    shown = said(client.get(answer["Location"]))
    assert "cannot be published yet" in shown
    assert "An answer needs a source." in shown
    assert "Kept words." in shown


def workflow() -> GroupApprovalTask:
    """Laws wait for the approval of state-guide managers."""
    from django.contrib.auth.models import Group

    flow = Workflow.objects.create(name="Approval of law")
    task = GroupApprovalTask.objects.create(name="Managers approve")
    task.groups.add(Group.objects.get(name=MANAGERS))
    WorkflowTask.objects.create(workflow=flow, task=task)
    WorkflowContentType.objects.create(workflow=flow, content_type=ContentType.objects.get_for_model(StateLaw))
    return task


def test_unfit_content_is_not_submitted() -> None:
    workflow()
    answer = save(signed_in(MANAGERS), law("ca"), "submit", **HALF_DONE)
    assert answer.status_code == 200
    assert "rules" in answer.context["form"].errors
    assert law("ca").current_workflow_state is None


@pytest.mark.parametrize("how", ["screen", "dialog"])
def test_approving_unfit_content_is_a_message_and_it_keeps_waiting(how: str) -> None:
    workflow()
    client = signed_in(MANAGERS)
    assert save(client, law("ca"), "submit", **{"rules-0-value-text": "Submitted."}).status_code == 302
    waiting, before = law("ca").current_workflow_task_state, newest("ca")
    task_without_rules()
    if how == "screen":
        answer = save(client, law("ca"), "workflow-action", **{"workflow-action-name": "approve"})
        assert "Missing: A new task." in said(answer)
    else:
        address = reverse(
            "wagtailsnippets_careers_statelaw:workflow_action", args=[law("ca").pk, "approve", waiting.pk]
        )
        answer = client.post(address, {"comment": ""})
        assert answer.status_code == 302
        assert "Missing: A new task." in said(client.get(answer["Location"]))
    assert law("ca").current_workflow_task_state == waiting
    assert newest("ca") == before


def test_an_approval_publishes() -> None:
    workflow()
    before = newest("ca")
    save(signed_in(MANAGERS), law("ca"), "submit", **{"rules-0-value-text": "Submitted."})
    answer = save(signed_in(MANAGERS), law("ca"), "workflow-action", **{"workflow-action-name": "approve"})
    assert answer.status_code == 302
    assert newest("ca").number == before.number + 1


def test_unfit_content_can_be_sent_back() -> None:
    workflow()
    client = signed_in(MANAGERS)
    save(client, law("ca"), "submit", **{"rules-0-value-text": "Submitted."})
    task_without_rules()
    answer = save(client, law("ca"), "workflow-action", **{"workflow-action-name": "reject"})
    assert answer.status_code == 302
    assert law("ca").current_workflow_state.status == "needs_changes"


def test_every_problem_has_words_without_keys() -> None:
    from careers.law.fitness import LawProblem

    assert sentences(
        [
            LawProblem("rules[2].sources", "an answer needs a source", 2),
            LawProblem("others_say[0].text", "is empty"),
            LawProblem("sources of training", "there is no source 'x'"),
            LawProblem("rules", "no rule for ecg"),
        ]
    ) == [
        "Rule 3, sources: An answer needs a source.",
        "What others say 1, text: Is empty.",
        "Sources of training: There is no source “x”.",
        f"Every task needs a rule for any medical assistant, if only one that says “Not checked”. Missing: "
        f"{Task.objects.get(key='ecg').name}.",
    ]


# Two people at once -------------------------------------------------------------------------------------------------


def test_a_save_on_top_of_a_newer_version_is_told_first_and_loses_nothing() -> None:
    mine, hers = signed_in(MANAGERS), signed_in(MANAGERS, first_name="Ada", last_name="Other")
    loaded = law_form(law("ca"))
    assert save(hers, law("ca"), **{"rules-0-value-text": "Her words."}).status_code == 302
    revisions = law("ca").revisions.count()
    answer = mine.post(screen("edit", law("ca")), {**loaded, "rules-0-value-text": "My words."})
    assert answer.status_code == 200
    shown = said(answer)
    assert "Ada Other saved a newer version" in shown
    assert "My words." in shown
    assert law("ca").revisions.count() == revisions
    # Nothing saves itself over her version, and the link shows what she changed.
    assert answer.context["autosave_enabled"] is False
    view = "wagtailsnippets_careers_statelaw:revisions_compare"
    compare = reverse(view, args=[law("ca").pk, loaded["loaded_revision_id"], "latest"])
    assert compare in shown
    assert "Her" in said(mine.get(compare))
    # Told once, the second click is meant.
    again = {name: answer.context[name] for name in ["loaded_revision_created_at"]}
    again["loaded_revision_id"] = answer.context["object"].latest_revision_id
    meant = mine.post(screen("edit", law("ca")), {**loaded, **again, "rules-0-value-text": "My words."})
    assert meant.status_code == 302
    words = [revision.as_object().rules[0].value["text"] for revision in law("ca").revisions.order_by("pk")]
    assert words[-2:] == ["Her words.", "My words."]


@pytest.mark.parametrize("action", ["publish", "submit"])
def test_nothing_older_is_published_on_top_of_a_newer_version(action: str) -> None:
    workflow()
    before, loaded = newest("ca"), law_form(law("ca"))
    save(signed_in(MANAGERS), law("ca"), **{"rules-0-value-text": "Her words."})
    answer = signed_in(MANAGERS).post(screen("edit", law("ca")), {**loaded, f"action-{action}": "1"})
    assert answer.status_code == 200
    assert "saved a newer version" in said(answer)
    assert newest("ca") == before
    assert law("ca").current_workflow_state is None


def test_autosave_never_overwrites_a_newer_version() -> None:
    mine, loaded = signed_in(MANAGERS), law_form(law("ca"))
    first = mine.post(screen("edit", law("ca")), {**loaded, "rules-0-value-text": "Mine 1."}, headers=BY_ITSELF)
    assert first.status_code == 200, first.content
    own = first.json()["revision_id"]
    again = {**loaded, "overwrite_revision_id": own, "rules-0-value-text": "Mine 2."}
    second = mine.post(screen("edit", law("ca")), again, headers=BY_ITSELF)
    assert second.json()["revision_id"] == own, "the same draft is written on"
    save(signed_in(MANAGERS), law("ca"), **{"rules-0-value-text": "Her words."})
    third = mine.post(screen("edit", law("ca")), again, headers=BY_ITSELF)
    assert (third.status_code, third.json()["error_code"]) == (400, "invalid_revision")
    told = mine.post(screen("edit", law("ca")), again)
    assert told.status_code == 200
    assert "saved a newer version" in said(told)
    assert law("ca").get_latest_revision_as_object().rules[0].value["text"] == "Her words."


def test_what_autosave_kept_is_published_by_the_same_person() -> None:
    """The form says which version it was loaded with, not which one its autosave wrote."""
    mine, before, loaded = signed_in(MANAGERS), newest("ca"), law_form(law("ca"))
    typed = {**loaded, "rules-0-value-text": "Mine."}
    assert mine.post(screen("edit", law("ca")), typed, headers=BY_ITSELF).status_code == 200
    assert mine.post(screen("edit", law("ca")), {**typed, "action-publish": "1"}).status_code == 302
    assert newest("ca").number == before.number + 1


@pytest.mark.parametrize("moment", ["", "nonsense", "2026-99-99T00:00:00"])
def test_a_form_that_does_not_say_when_it_was_loaded_is_saved(moment: str) -> None:
    answer = save(signed_in(MANAGERS), law("ca"), loaded_revision_created_at=moment, own_term="helper")
    assert answer.status_code == 302


def test_both_are_told_that_the_other_is_there() -> None:
    mine, hers = signed_in(MANAGERS), signed_in(MANAGERS, first_name="Ada", last_name="Other")
    hers.get(screen("edit", law("ca")))
    shown = mine.get(screen("edit", law("ca")))
    answer = mine.post(shown.context["editing_sessions"].ping_url)
    assert [session["user"] for session in answer.json()["other_sessions"]] == ["Ada Other"]


def test_a_locked_law_is_not_saved() -> None:
    hers = signed_in(MANAGERS)
    hers.post(screen("lock", law("ca")))
    answer = save(signed_in(MANAGERS), law("ca"), **{"rules-0-value-text": "Mine."})
    assert answer.status_code == 200
    assert "locked" in said(answer)
    assert law("ca").get_latest_revision_as_object().rules[0].value["text"] != "Mine."


# Made once, never deleted -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [MANAGERS, "Administrators", EVERYTHING])
def test_nobody_deletes_a_law(role: str) -> None:
    client, address = signed_in(role), screen("delete", law("ca"))
    for answer in (client.get(address), client.post(address)):
        assert answer["Location"] == reverse("wagtailadmin_home")
    assert law("ca")
    for view in ("list", "edit"):
        assert address not in said(client.get(screen(view, law("ca") if view == "edit" else None)))


def test_a_law_is_added_only_where_there_is_none() -> None:
    client = signed_in(MANAGERS)
    taken = Jurisdiction.objects.get(code="ca")
    place = Jurisdiction.objects.create(
        code="zz", name="Zed", slug="zed", fips="99", region="west", map_row=90, map_column=90
    )
    shown = client.get(screen("add"))
    assert [choice.pk for choice in shown.context["form"].fields["jurisdiction"].queryset] == [place.pk]
    empty = law_form(StateLaw(jurisdiction=place, live=False))
    refused = client.post(screen("add"), {**empty, "jurisdiction": taken.pk})
    assert "jurisdiction" in refused.context["form"].errors
    assert client.post(screen("add"), empty).status_code == 302
    made = law("zz")
    assert (made.live, LawEdition.objects.filter(jurisdiction=place).exists()) == (False, False)
    # It has no rules yet, so it is not published, and says which are missing.
    answer = save(client, made, "publish")
    assert "Missing: " in said(answer)
    assert not LawEdition.objects.filter(jurisdiction=place).exists()
