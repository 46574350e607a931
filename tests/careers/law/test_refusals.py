"""What keeps a law from being published is said at the field of its form where it can be mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from careers.law.desk import content_of, sources_of
from careers.law.fitness import problems
from careers.law_desk.refusals import refusals, sentences
from careers.models import LawEdition, StateLaw, Task
from tests.careers.law.forms import law, save
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def desk(**changes: Any) -> StateLaw:
    found = law("ca").get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(found, name, value)
    return found


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"credential_text": ""}, "credential_text", "Say in a sentence what the law asks."),
        ({"delegation_text": " "}, "delegation_text", "Say in a sentence who may delegate."),
        ({"unlisted_text": ""}, "unlisted_text", "Say in a sentence what governs them."),
        (
            {"categories": "Aide\naide"},
            "categories",
            "“aide” and “Aide” are too much alike for an address; word one otherwise.",
        ),
    ],
)
def test_where_the_form_says_it(changes: dict[str, str], field: str, said: str) -> None:
    found = refusals(desk(**changes))
    assert found[field].messages == [said]


def test_the_form_shows_it_and_nothing_is_published() -> None:
    client, before = signed_in("State-guide managers"), LawEdition.objects.count()
    answer = save(client, law("ca"), "publish", credential_text="")
    assert answer.context["form"].errors["credential_text"] == ["Say in a sentence what the law asks."]
    assert LawEdition.objects.count() == before
    # A draft may be half done.
    assert save(client, law("ca"), credential_text="").status_code == 302


def test_a_message_names_the_part() -> None:
    half = desk(credential_text="")
    kinds = {key: source.kind for key, source in sources_of(half).items()}
    found = problems(content_of(half), kinds=kinds, tasks=list(Task.objects.values_list("key", flat=True)))
    assert sentences(found) == ["Words of credential: Say in a sentence what the law asks."]


def test_a_retired_task_on_the_desk_refuses_nothing() -> None:
    Task.objects.filter(key="ecg").update(retired_on=timezone.localdate())
    assert refusals(desk()) == {}
    client = signed_in("State-guide managers")
    assert save(client, law("ca"), "publish", own_term="helper").status_code == 302
    newest = LawEdition.objects.filter(jurisdiction__code="ca").latest("number")
    assert (newest.own_term, newest.rules.filter(task__key="ecg").exists()) == ("helper", False)
