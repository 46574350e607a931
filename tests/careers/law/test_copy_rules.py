"""Copying rules from another state: words and sources come along, the decision does not."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.log_actions import registry as logs

from careers.law.reading import law_of
from careers.models import Jurisdiction, LawEdition
from tests.careers.law.forms import law, save, screen
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
MANAGERS = "State-guide managers"


def copy(client: Any, numbers: list[int], state: str = "ca") -> Any:
    return client.post(f"{screen('copy_rules', law('tx'))}?state={state}", {"rules": numbers})


def test_copies_wait_in_a_new_draft_for_a_decision() -> None:
    client, before = signed_in(MANAGERS), law("tx").get_latest_revision_as_object()
    edition = LawEdition.objects.filter(jurisdiction__code="tx").latest("number")
    reading = law_of(Jurisdiction.objects.get(code="ca"))
    assert reading
    numbers = [number for number, rule in enumerate(reading.content.rules) if rule.answer == "allowed_with_conditions"][
        :2
    ]
    answer = copy(client, numbers)
    assert answer.status_code == 302
    after = law("tx").get_latest_revision_as_object()
    assert len(after.rules) == len(before.rules) + 2
    own = {rule.id for rule in before.rules}
    copies = [rule.value for rule in after.rules if rule.id not in own]
    for value, original in zip(copies, [reading.content.rules[number] for number in numbers], strict=True):
        assert value["answer"] == "not_checked"
        assert value["text"] == original.text
        assert tuple(source.key for source in value["sources"]) == original.sources
        assert value["doubts"].startswith("Copied from California, where the answer is “allowed with conditions”. ")
        assert value["doubts"].endswith("Not checked against this state’s law.")
    assert [rule.id for rule in after.rules if rule.id in own] == [rule.id for rule in before.rules]
    # Each copy stands behind the law's own rule for the task, and readers see none of it.
    tasks = [rule.value["task"] for rule in after.rules]
    assert all(tasks[tasks.index(value["task"]) + 1] == value["task"] for value in copies)
    assert LawEdition.objects.filter(jurisdiction__code="tx").latest("number") == edition
    entry = logs.get_logs_for_instance(law("tx")).filter(action="careers.law.copy_rules").get()
    assert entry.message.startswith("Copied from California: ")
    assert "2 rules were copied from California" in client.get(answer["Location"]).content.decode()


def test_two_rules_for_one_task_must_be_settled_before_publishing() -> None:
    client = signed_in(MANAGERS)
    copy(client, [0])
    answer = save(client, law("tx"), "publish")
    assert answer.status_code == 200
    assert "has two rules on the same day." in answer.content.decode()


def test_the_screen_asks_for_a_state_and_shows_its_rules() -> None:
    client = signed_in(MANAGERS)
    first = client.get(screen("copy_rules", law("tx")))
    assert first.context["rows"] == []
    assert Jurisdiction.objects.get(code="tx") not in first.context["others"]
    shown = client.get(f"{screen('copy_rules', law('tx'))}?state=ca")
    assert len(shown.context["rows"]) >= 17
    assert f'href="{screen("copy_rules", law("tx"))}"' in client.get(screen("edit", law("tx"))).content.decode()


@pytest.mark.parametrize(
    ("state", "numbers", "words"),
    [("ca", [], "Choose at least one rule."), ("ca", [999], "999 is not one of the available choices")],
)
def test_bad_choices_are_told(state: str, numbers: list[int], words: str) -> None:
    revisions = law("tx").revisions.count()
    answer = copy(signed_in(MANAGERS), numbers, state)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert law("tx").revisions.count() == revisions


@pytest.mark.parametrize("state", ["zz", "tx", ""])
def test_a_state_that_cannot_be_copied_from_offers_nothing(state: str) -> None:
    answer = copy(signed_in(MANAGERS), [0], state)
    assert answer.status_code == 200
    assert answer.context["rows"] == []


def test_a_law_that_was_withdrawn_is_not_offered() -> None:
    law("ca").unpublish()
    answer = signed_in(MANAGERS).get(f"{screen('copy_rules', law('tx'))}?state=ca")
    assert "The law of California is not published." in answer.content.decode()


def test_a_locked_law_gets_no_copies() -> None:
    signed_in(MANAGERS).post(screen("lock", law("tx")))
    revisions = law("tx").revisions.count()
    answer = copy(signed_in(MANAGERS), [0])
    assert "Nothing was copied: this law is locked" in answer.content.decode()
    assert law("tx").revisions.count() == revisions
