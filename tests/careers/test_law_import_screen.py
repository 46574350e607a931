"""Importing law in the admin: who may, what is refused, and that what was looked at is what is written."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from careers import jobs
from careers.importers.state_law_plan import Obstacle
from careers.jobs import run_one
from careers.law import files, rule_rows
from careers.law.content import Content
from careers.law.desk import content_of
from careers.law.publishing import newest
from careers.law_import import work
from careers.models import Job, LawEdition, OpenQuestion, StateLaw
from tests.careers.law_files import published
from tests.factories import UserFactory
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
GROUPS = ["Writers", "Editors", "State-guide managers", "Fact stewards", "Administrators"]
MAY = {"State-guide managers", "Administrators"}
MANAGERS = "State-guide managers"
every_group = pytest.mark.parametrize("group", [*GROUPS, None])


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where uploads go."""
    settings.RELEASE_UPLOADS = tmp_path / "uploads"
    return tmp_path / "uploads"


def law(code: str) -> StateLaw:
    return StateLaw.objects.get(jurisdiction__code=code)


def desk(code: str) -> Content:
    return content_of(law(code).get_latest_revision_as_object())


def changed(code: str, text: str = "Now it says this.") -> SimpleUploadedFile:
    """The file of the published law with another rule on ECGs."""
    content = published(code)
    rules = tuple(replace(rule, text=text) if rule.key == ("ecg", "") else rule for rule in content.rules)
    return SimpleUploadedFile(f"{code}.yaml", files.written(replace(content, rules=rules)).encode())


def drafted(code: str, text: str) -> None:
    held = law(code).get_latest_revision_as_object()
    held.delegation_basis = text
    held.save_revision(user=UserFactory())


def upload(client: Client, *uploaded: SimpleUploadedFile) -> Job:
    answer = client.post(reverse("law_import:index"), {"law_files": list(uploaded)})
    assert answer.status_code == 302, answer.context["form"].errors
    return Job.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def over(job: Job, status: str = Job.Status.DONE) -> Job:
    while run_one():
        pass
    job.refresh_from_db()
    assert job.status == status, job.error
    return job


def approve(client: Client, job: Job, action: str = "publish", **values: Any) -> Job:
    """Sends the form of a check; the job that writes, over."""
    said = {"action": action, "note": "The board changed its rule.", **values}
    answer = client.post(reverse("law_import:write", args=[job.pk]), said)
    assert answer.status_code == 302, answer.context["form"].errors
    return over(Job.objects.get(kind=work.WRITE, arguments__after=job.pk))


def page(client: Client, job: Job) -> str:
    answer = client.get(reverse("law_import:job", args=[job.pk]))
    return " ".join(answer.content.decode().split()).partition('<main class="')[2]


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# Who may do what ----------------------------------------------------------------------------------------------------


def refused(answer: Any) -> bool:
    """Wagtail sends those who may not back to the start of the admin, or to its login."""
    there = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    return answer.status_code == 302 and answer["Location"].partition("?")[0] in there


@every_group
def test_who_may(group: str | None, folder: Path) -> None:
    job = over(upload(signed_in(EVERYTHING), changed("ca")))
    client, count = signed_in(group), Job.objects.count()
    for name, arguments in {"index": [], "rules": [], "job": [job.pk], "job_status": [job.pk]}.items():
        answer = client.get(reverse(f"law_import:{name}", args=arguments))
        assert refused(answer) is (group not in MAY), name
        assert (answer.status_code == 200) is (group in MAY), name
    answer = client.post(reverse("law_import:index"), {"law_files": [changed("tx")]})
    assert refused(answer) is (group not in MAY)
    assert Job.objects.count() == count + (group in MAY)
    before = published("ca")
    answer = client.post(reverse("law_import:write", args=[job.pk]), {"action": "publish", "note": "So."})
    assert refused(answer) is (group not in MAY)
    answer = client.post(reverse("law_import:discard", args=[job.pk]))
    assert refused(answer) is (group not in MAY)
    while run_one():
        pass
    assert (published("ca") != before) is (group in MAY)


@every_group
def test_the_menu_offers_it_to_those_who_may(group: str | None) -> None:
    if group is None:
        return  # does not get in at all
    start = signed_in(group).get(reverse("wagtailadmin_home")).content.decode()
    assert (f'"{reverse("law_import:index")}"' in start) is (group in MAY)


def test_who_may_only_draft(folder: Path) -> None:
    client = signed_in("Writers", username="dora")
    person = get_user_model().objects.get(username="dora")
    person.user_permissions.add(Permission.objects.get(content_type__app_label="careers", codename="change_statelaw"))
    job, before = over(upload(client, changed("ca"))), published("ca")
    shown = page(client, job)
    assert "Save as drafts" in shown
    assert 'value="publish"' not in shown
    client.post(reverse("law_import:write", args=[job.pk]), {"action": "publish", "note": "So."})
    assert not Job.objects.filter(kind=work.WRITE).exists()
    approve(client, job, "draft")
    assert (published("ca"), law("ca").latest_revision.user) == (before, person)
    assert desk("ca") != before

    # The lock of another person is for those who may unlock.
    held = law("ca")
    held.locked, held.locked_by, held.locked_at = True, UserFactory(), timezone.now()
    held.save()
    job = over(upload(client, changed("ca", "Again.")))
    answer = client.post(reverse("law_import:write", args=[job.pk]), {"action": "draft", "even_if": ["ca:locked"]})
    assert "even_if" in answer.context["form"].errors


# The way from files to what readers see -----------------------------------------------------------------------------


def test_upload_check_publish(folder: Path) -> None:
    client, count = signed_in(MANAGERS, username="mara"), LawEdition.objects.count()
    same = SimpleUploadedFile("ut.yaml", files.written(published("ut")).encode())
    checking = upload(client, changed("ca"), same)
    waiting = page(client, checking)
    assert reverse("law_import:job_status", args=[checking.pk]) in waiting
    status = client.get(reverse("law_import:job_status", args=[checking.pk]))
    assert status.json() == {"over": False, "progress": "Waiting"}
    over(checking)
    assert client.get(reverse("law_import:job_status", args=[checking.pk])).json()["over"] is True
    shown = page(client, checking)
    assert "Laws that would change: <strong>1</strong>. The same already: 1." in shown
    assert "California (ca.yaml)" in shown
    assert "Now it says this." in shown
    assert "Utah" not in shown
    assert LawEdition.objects.count() == count

    # Publishing needs words for readers.
    answer = client.post(reverse("law_import:write", args=[checking.pk]), {"action": "publish", "note": " "})
    assert answer.context["form"].errors == {"note": ["Say what changed: readers see this note."]}
    assert "Now it says this." in answer.content.decode()
    written = approve(client, checking, is_correction="on")
    assert "Published; readers see it from now on: California." in page(client, written)
    assert next(rule.text for rule in published("ca").rules if rule.key == ("ecg", "")) == "Now it says this."
    edition = newest(law("ca").jurisdiction_id)
    assert edition
    assert (edition.note, edition.is_correction) == ("The board changed its rule.", True)
    assert edition.published_by.get_username() == "mara"
    assert (LawEdition.objects.count(), stored(folder)) == (count + 1, [])
    history = client.get(reverse("wagtailsnippets_careers_statelaw:history", args=[law("ca").pk]))
    assert "Imported from ca.yaml" in history.content.decode()

    # A second click, and the page of the check, lead to what was done.
    answer = client.post(reverse("law_import:write", args=[checking.pk]), {"action": "publish", "note": "So."})
    assert answer["Location"] == reverse("law_import:job", args=[written.pk])
    assert "See what came of it" in page(client, checking)
    assert "Publishing" in client.get(reverse("law_import:index")).content.decode()


def test_saved_as_drafts_then_published() -> None:
    client, before = signed_in(MANAGERS), published("ca")
    written = approve(client, over(upload(client, changed("ca"))), "draft", note="")
    assert "Saved as drafts; readers see nothing of them yet: California." in page(client, written)
    assert published("ca") == before
    again = over(upload(client, SimpleUploadedFile("ca.yaml", files.written(desk("ca")).encode())))
    assert "The draft says this already. Publishing would change for readers:" in page(client, again)
    approve(client, again)
    assert published("ca") == desk("ca") != before


def test_rules_as_a_table(folder: Path) -> None:
    client = signed_in(MANAGERS)
    table = client.get(reverse("law_import:rules"))
    assert table["Content-Disposition"] == 'attachment; filename="rules.csv"'
    assert table.content.startswith(codecs.BOM_UTF8), "spreadsheets read it as UTF-8"
    text = table.content.decode("utf-8-sig")
    codes = list(StateLaw.objects.values_list("jurisdiction__code", flat=True))
    assert len(rule_rows.parse(text, "rules.csv", codes)) == sum(len(published(code).rules) for code in codes)
    job = over(upload(client, SimpleUploadedFile("rules.csv", table.content)))
    assert "The site holds exactly this already. There is nothing to write." in page(client, job)
    assert stored(folder) == []
    answer = client.post(reverse("law_import:write", args=[job.pk]), {"action": "publish", "note": "So."})
    assert answer.status_code == 404


def test_files_that_are_wrong(folder: Path) -> None:
    client = signed_in(MANAGERS)
    bad = SimpleUploadedFile("tx.yaml", b"jurisdiction: tx\nrules: []\ncolour: red\n")
    job = over(upload(client, changed("ca"), bad), Job.Status.FAILED)
    shown = page(client, job)
    assert "Nothing was written." in shown
    assert "<li>tx.yaml, colour: is not a key of this form</li>" in shown
    assert "<li>tx.yaml, rules: is missing</li>" in shown
    assert stored(folder) == []
    answer = client.post(reverse("law_import:index"), {"law_files": [SimpleUploadedFile("law.docx", b"x")]})
    assert "Choose files that end in .yaml, .yml or .csv." in str(answer.context["form"].errors)
    answer = client.post(reverse("law_import:index"), {})
    assert answer.status_code == 200


def test_too_much_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from careers.law_import import views

    monkeypatch.setattr(views, "LIMIT", 1_000)
    answer = signed_in(MANAGERS).post(reverse("law_import:index"), {"law_files": [changed("ca")]})
    assert answer.status_code == 413
    assert "so they were not read" in answer.content.decode()
    assert not Job.objects.exists()


def test_what_changed_meanwhile_is_shown_anew(folder: Path) -> None:
    """Nothing is written that nobody looked at: of two laws, one was published again by somebody else."""
    client = signed_in(MANAGERS)
    first = over(upload(client, changed("ca"), changed("tx")))
    other = over(upload(signed_in(MANAGERS), changed("ca", "Somebody else's words.")))
    approve(client, other)
    count = LawEdition.objects.count()
    refused = approve(client, first)
    shown = page(client, refused)
    assert "Nothing was written. Since you looked, somebody changed the law of California." in shown
    assert "<td>Somebody else&#x27;s words.</td> <td>Now it says this.</td>" in shown
    assert (LawEdition.objects.count(), len(stored(folder))) == (count, 2)
    second = approve(client, refused)
    assert "readers see it from now on: California, Texas." in page(client, second)
    assert (LawEdition.objects.count(), stored(folder)) == (count + 2, [])


def test_a_draft_that_was_begun_meanwhile_is_left_alone() -> None:
    client = signed_in(MANAGERS)
    job = over(upload(client, changed("ca"), changed("tx")))
    drafted("ca", "Begun meanwhile.")
    written = approve(client, job)
    shown = page(client, written)
    assert "readers see it from now on: Texas." in shown
    assert "<li>California has unpublished changes, last saved by" in shown
    assert desk("ca").delegation_basis == "Begun meanwhile."


def test_what_holds_a_law_back_can_be_told_otherwise() -> None:
    client = signed_in(MANAGERS)
    drafted("ca", "Unfinished.")
    held = law("tx")
    held.locked, held.locked_by, held.locked_at = True, UserFactory(username="lou"), timezone.now()
    held.save()
    job = over(upload(client, changed("ca"), changed("tx")))
    shown = page(client, job)
    assert "this law is locked by lou" in shown
    assert f"California: {Obstacle.DRAFT.label}, last saved by" in shown
    assert "This is against the draft on the desk, which is not what readers see." in shown
    written = approve(client, job, even_if=["ca:draft"])
    assert written.report["written"] == ["California"]
    assert "<li>Texas is locked by lou</li>" in page(client, written)
    written = approve(client, over(upload(client, changed("tx"))), even_if=["tx:locked"])
    assert written.report["written"] == ["Texas"]


def test_a_tick_is_for_one_law_and_shows_what_readers_would_see() -> None:
    client = signed_in(MANAGERS)
    drafted("ca", "Unfinished.")
    drafted("tx", "Unfinished as well.")
    job = over(upload(client, changed("ca"), changed("tx")))
    assert "What readers would see change, if you publish" in page(client, job)
    written = approve(client, job, even_if=["ca:draft"])
    assert (written.report["written"], desk("tx").delegation_basis) == (["California"], "Unfinished as well.")
    assert any(words.startswith("Texas has unpublished changes") for words in written.report["left_alone"])


def test_a_workflow_is_passed_by_those_who_may_publish() -> None:
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    task = GroupApprovalTask.objects.create(name="Second pair")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    drafted("ca", "Unfinished.")
    workflow.start(law("ca"), UserFactory())
    dora = signed_in("Writers", username="dora")
    person = get_user_model().objects.get(username="dora")
    person.user_permissions.add(Permission.objects.get(content_type__app_label="careers", codename="change_statelaw"))
    job = over(upload(dora, changed("ca")))
    ticks = {"even_if": ["ca:draft", "ca:workflow"]}
    answer = dora.post(reverse("law_import:write", args=[job.pk]), {"action": "draft", **ticks})
    assert "even_if" in answer.context["form"].errors
    assert approve(signed_in(MANAGERS), job, "draft", **ticks).report["written"] == ["California"]
    assert not law("ca").workflow_in_progress


def test_questions_of_a_draft_wait_for_publishing() -> None:
    client, content = signed_in(MANAGERS), replace(published("ut"), own_term="helper")
    asking = SimpleUploadedFile("ut.yaml", files.written(content, ["Who else?"]).encode())
    job = over(upload(client, asking))
    assert "They are asked only if you publish: readers see an open question at once." in page(client, job)
    assert approve(client, job, "draft").report["written"] == ["Utah"]
    assert not OpenQuestion.objects.filter(text="Who else?").exists()


def test_a_job_keeps_short_problems() -> None:
    content = published("ca")
    content = replace(content, rules=tuple(replace(rule, sources=("x" * 900,)) for rule in content.rules))
    uploaded = SimpleUploadedFile("ca.yaml", files.written(content).encode())
    lines = over(upload(signed_in(MANAGERS), uploaded), Job.Status.FAILED).error.splitlines()
    assert lines[0].startswith("ca.yaml, rules[0].sources: there is no source 'xxx")
    assert {len(line) for line in lines} == {work.LONGEST_LINE}


def test_one_may_write_what_one_has_locked_oneself() -> None:
    client = signed_in(MANAGERS, username="olga")
    held = law("tx")
    held.locked, held.locked_by = True, get_user_model().objects.get(username="olga")
    held.locked_at = timezone.now()
    held.save()
    assert approve(client, over(upload(client, changed("tx")))).report["written"] == ["Texas"]


def test_files_that_are_not_to_be_written(folder: Path) -> None:
    client, before = signed_in(MANAGERS), desk("ca")
    job = over(upload(client, changed("ca")))
    client.post(reverse("law_import:discard", args=[job.pk]))
    assert stored(folder) == []
    assert "The files are no longer here. Upload them again to write them." in page(client, job)
    answer = client.post(reverse("law_import:write", args=[job.pk]), {"action": "draft"})
    assert answer["Location"] == reverse("law_import:index")
    assert desk("ca") == before


def test_a_job_done_twice_does_no_harm() -> None:
    """A worker that died after writing and before saying so."""
    client = signed_in(MANAGERS)
    written = approve(client, over(upload(client, changed("ca"))))
    count, arguments = LawEdition.objects.count(), written.arguments
    waiting = upload(client, changed("ca"))
    again = jobs.ask(work.WRITE, {**arguments, "folder": waiting.arguments["folder"]}, written.asked_by)
    waiting.delete()
    over(again)
    assert (again.report["moved"], again.report["written"], LawEdition.objects.count()) == ([], [], count)


def test_other_jobs_have_no_page_here() -> None:
    job = jobs.ask("something-else", {})
    client = signed_in(EVERYTHING)
    for name in ("job", "job_status"):
        assert client.get(reverse(f"law_import:{name}", args=[job.pk])).status_code == 404


def test_a_page_asks_the_database_little(django_assert_max_num_queries: Callable[..., Any]) -> None:
    """Everything is in the job's report: the number does not grow with the laws."""
    client = signed_in(MANAGERS)
    job = over(upload(client, *(changed(code) for code in ("ca", "tx", "ut", "wa"))))
    with django_assert_max_num_queries(30):
        page(client, job)
