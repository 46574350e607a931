"""The board and the work on the law: what counts as read, what was refused unseen, who changed what, what may open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from time_machine import travel
from wagtail.models import ModelLogEntry

from careers.answers import Answer
from careers.law.checks import fingerprint
from careers.law.reading import RuleClaim, laws
from careers.models import Jurisdiction, LawCare, LawCheck, Task
from guides.editing.law_board_log import CARED_FOR
from guides.editing.law_board_rows import REFUSED
from guides.models import StateGuidePage
from tests.careers.law.forms import law, save, screen
from tests.factories import UserFactory
from tests.guides.laws import changed
from tests.guides.test_law_board import MANAGERS, act, board, names, row
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def read(claims: Iterable[RuleClaim]) -> None:
    """Somebody read these rules a second time, today."""
    tasks = dict(Task.objects.values_list("key", "pk"))
    reader = UserFactory()
    LawCheck.objects.bulk_create(
        LawCheck(
            jurisdiction=claim.reading.jurisdiction,
            edition=claim.reading.edition,
            kind=LawCheck.Kind.SECOND_READING,
            subject=claim.about.subject,
            task_id=tasks[claim.about.task],
            applies_to=claim.about.applies_to,
            fingerprint=fingerprint(claim.reading.content, claim.about, claim.said, claim.reading.sources),
            checked_by=reader,
            checked_at=timezone.now(),
            against="The code.",
        )
        for claim in claims
    )


def answered(code: str) -> list[RuleClaim]:
    return [claim for claim in laws()[code].rules if claim.answer != Answer.NOT_CHECKED]


def test_a_law_was_read_when_every_rule_of_it_was() -> None:
    researched, today = row("ca").last_checked_on, timezone.localdate()
    assert researched
    assert researched < today
    first, *others = answered("ca")
    read([first])
    assert (row("ca").second_read, row("ca").last_checked_on) == (1, researched)
    read(others)
    assert (row("ca").last_checked_on, row("ca").next_check_on) == (today, today + timedelta(weeks=26))
    # A check of words that do not stand any more is a check of something else.
    changed("ca", first.task.key, text="Other words.")
    assert row("ca").last_checked_on == researched


def test_a_day_that_was_set_is_over_when_the_law_was_read_after_it() -> None:
    today = timezone.localdate()
    LawCare.objects.create(jurisdiction=law("ca").jurisdiction, next_check_on=today)
    first, *others = answered("ca")
    read([first])
    assert (row("ca").next_check_on, row("ca").is_due) == (today, True)
    read(others)
    assert (row("ca").next_check_on, row("ca").is_due) == (today + timedelta(weeks=26), False)
    LawCare.objects.update(next_check_on=today + timedelta(days=7))
    assert row("ca").next_check_on == today + timedelta(days=7), "set for later"


def test_a_law_that_was_refused_on_its_day_needs_attention_until_it_is_published() -> None:
    client, tomorrow = signed_in(MANAGERS), timezone.now() + timedelta(days=1)
    when = timezone.localtime(tomorrow).strftime("%Y-%m-%d %H:%M")
    save(client, law("ca"), "publish", go_live_at=when, **{"rules-0-value-text": "Later."})
    # A task that is new, which no law has a rule for.
    new = Task.objects.first()
    assert new
    new.pk, new.key, new.slug, new.position = None, "new_task", "new-task", 99
    new.save(force_insert=True)
    with travel(tomorrow + timedelta(hours=1), tick=True):
        call_command("publish_scheduled")
        assert row("ca").law_states == ("Published", "Unpublished changes", REFUSED)
        shown = board(signed_in("Editors"), attention="refused")
        assert names(shown) == ["California"]
        assert REFUSED in shown.content.decode()
        Task.objects.filter(pk=new.pk).update(retired_on=timezone.localdate())
        save(client, law("ca"), "publish", go_live_at="", **{"rules-0-value-text": "Now."})
        assert row("ca").law_states == ("Published",)
        assert names(board(client, attention="refused")) == []


def test_what_was_set_for_several_states_is_in_the_history_of_each() -> None:
    client = signed_in(MANAGERS, username="mara")
    keeper = UserFactory(username="kim", group=MANAGERS)
    nowhere = Jurisdiction.objects.create(
        code="zz", name="Zed", slug="zed", fips="99", region="west", map_row=90, map_column=90
    )
    act(client, "assign_keeper", ["ca", "zz"], keeper=keeper.pk)
    act(client, "assign_keeper", ["ca", "tx"], keeper=keeper.pk)
    act(client, "set_next_check", ["tx"], next_check_on="2031-05-01")
    act(client, "set_next_check", ["tx"], next_check_on="")
    found = ModelLogEntry.objects.filter(action=CARED_FOR)
    assert {entry.user.get_username() for entry in found} == {"mara"}
    assert [entry.message for entry in found.filter(object_id=str(law("ca").pk), label=str(law("ca")))] == [
        "Held by: nothing → kim"
    ], "setting again what stands there already is no change"
    assert found.filter(object_id=str(nowhere.pk), label="Zed").count() == 1
    history = client.get(screen("history", law("tx"))).content.decode()
    for words in ("Held by: nothing → kim", "Next check: nothing → 2031-05-01", "Next check: 2031-05-01 → nothing"):
        assert words in history


@pytest.mark.parametrize(("group", "may"), [("Editors", False), (MANAGERS, True)])
def test_links_lead_only_where_one_may_go(group: str, may: bool) -> None:
    client = signed_in(group)
    words = board(client).content.decode()
    assert f'href="{screen("checks", law("ca"))}"' in words
    for view in ("edit", "history"):
        assert (f'href="{screen(view, law("ca"))}"' in words) is may
    assert (reverse("wagtailsnippets_careers_openquestion:list") + "?jurisdiction=" in words) is may


def test_the_page_is_offered_to_those_who_may_edit_it() -> None:
    page = StateGuidePage.objects.get(jurisdiction__code="ca")
    edit = f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}"'
    assert edit in board(signed_in(MANAGERS)).content.decode()
    reader = signed_in(username="rita")
    may = Permission.objects.filter(codename__in=["check_statelaw", "access_admin"])
    get_user_model().objects.get(username="rita").user_permissions.set(may)
    words = board(reader).content.decode()
    assert edit not in words
    assert f'href="{page.url}"' in words
