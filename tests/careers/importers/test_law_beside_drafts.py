"""Law from files beside somebody's draft: nothing is published, asked or approved that nobody looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import GroupApprovalTask, ModelLogEntry, Workflow, WorkflowState, WorkflowTask

from careers.law import rule_rows
from careers.models import OpenQuestion, Task
from tests.careers.importers.test_import_state_law import NOTE, desk, editions, ends_with, law, rule_of, run, saved
from tests.careers.law_files import published, yaml_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def rows(tmp_path: Path, text: str) -> Path:
    """A table with California's rule on ECGs in other words."""
    path = tmp_path / "rules.csv"
    path.write_text(rule_rows.written({"ca": [replace(rule_of("ca", "ecg"), text=text)]}), "utf-8", newline="")
    return path


def in_workflow(code: str) -> None:
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    task = GroupApprovalTask.objects.create(name="Second pair")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    workflow.start(law(code), UserFactory())


def test_rows_do_not_publish_a_statement_that_lies_in_the_draft(tmp_path: Path) -> None:
    """The draft holds the row already, and an unfinished statement besides: the row is no reason to publish both."""
    before, count, path = published("ca"), editions(), rows(tmp_path, "Now it says this.")
    run(path)
    saved("ca")
    draft = desk("ca")
    said = ends_with(4, path, *NOTE)
    assert "Left alone: it has unpublished changes, last saved by paula." in said
    assert "changed: delegation" in said, "all that readers would see is shown"
    assert (published("ca"), editions()) == (before, count)
    run(path, *NOTE, "--even-if", "draft")
    assert published("ca") == draft


def test_rows_that_are_all_that_the_draft_changes_are_published(tmp_path: Path) -> None:
    path = rows(tmp_path, "Now it says this.")
    run(path)
    run(path, *NOTE)
    assert rule_of("ca", "ecg").text == "Now it says this."


def test_whoever_publishes_over_a_draft_sees_what_readers_would_see(tmp_path: Path) -> None:
    saved("ca", "An unfinished thought.")
    changed = replace(published("ca"), delegation_basis="Finished.", own_term="helper")
    path = yaml_of(changed, tmp_path / "ca.yaml")
    before = published("ca").delegation_basis
    said = run(path, *NOTE, "--even-if", "draft", "--dry-run")
    assert "    delegation_basis: An unfinished thought. → Finished." in said
    _, _, seen = said.partition("  what readers would see change:\n")
    assert "own_term: " in seen
    assert f"delegation_basis: {before[:59] or '(empty)'}" in seen
    assert "what readers would see" not in run(path, "--even-if", "draft", "--dry-run")


def test_a_draft_over_a_workflow_cancels_it(tmp_path: Path) -> None:
    saved("ca")
    in_workflow("ca")
    run(rows(tmp_path, "Now it says this."), "--even-if", "draft", "--even-if", "workflow")
    assert not law("ca").workflow_in_progress
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED


def test_who_may_not_publish_does_not_pass_by_a_workflow(tmp_path: Path) -> None:
    saved("ca")
    in_workflow("ca")
    dora, draft = UserFactory(username="dora"), desk("ca")
    dora.user_permissions.add(Permission.objects.get(content_type__app_label="careers", codename="change_statelaw"))
    path = rows(tmp_path, "Now it says this.")
    arguments = (path, "--by", "dora", "--even-if", "draft")
    assert "dora may not publish laws." in ends_with(2, *arguments, "--even-if", "workflow")
    assert "dora may not unlock laws." in ends_with(2, *arguments, "--even-if", "locked")
    ends_with(4, *arguments)
    assert (desk("ca"), law("ca").workflow_in_progress) == (draft, True)


def test_a_draft_asks_readers_nothing_and_publishing_leaves_a_trace(tmp_path: Path) -> None:
    path = yaml_of(replace(published("ut"), own_term="helper"), tmp_path / "ut.yaml", "Who else?")
    said = run(path)
    assert "asked:" not in said
    assert "note: its new open questions are left out" in said
    assert not OpenQuestion.objects.filter(text="Who else?").exists()
    user = UserFactory(username="petra", group="State-guide managers")
    assert "asked: Who else?" in run(path, *NOTE, "--by", "petra")
    question = OpenQuestion.objects.get(text="Who else?")
    [entry] = ModelLogEntry.objects.for_instance(question)
    assert (entry.action, entry.user) == ("wagtail.create", user)


def test_what_the_desk_says_of_a_retired_task_is_no_hindrance(tmp_path: Path) -> None:
    """Nobody can mend a rule of a task that is not asked about any more; rows about others go their way."""
    Task.objects.filter(key="vaccines").update(retired_on=date(2020, 1, 1))
    path = rows(tmp_path, "Now it says this.")
    assert "removed" not in run(path, *NOTE)
    assert rule_of("ca", "ecg").text == "Now it says this."
    assert not [rule for rule in published("ca").rules if rule.task == "vaccines"]
    ends_with(3, path, *NOTE)
