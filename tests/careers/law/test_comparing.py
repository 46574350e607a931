"""Two revisions of a law, compared rule by rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from careers.law_desk.comparing import label, said
from careers.models import StateLaw, Task
from tests.careers.law.forms import law, save
from tests.factories import SourceFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def compared(client: Any, law: StateLaw, a: Any = "live", b: Any = "latest") -> Any:
    return client.get(reverse("wagtailsnippets_careers_statelaw:revisions_compare", args=[law.pk, a, b]))


def test_only_what_changed_is_shown_with_the_words_of_the_form() -> None:
    client, source = signed_in("State-guide managers"), SourceFactory(citation="New Code § 1")
    changes = {"rules-0-value-text": "Said anew.", "rules-0-value-sources-0-value": source.pk, "own_term": "helper"}
    save(client, law("ca"), **changes)
    answer = compared(client, law("ca"))
    [state, rule] = answer.context["comparison"]
    assert (state.kind, state.heading) == ("Changed", "The state")
    assert [line.label for line in state.lines] == ["The law's own term"]
    assert rule.heading == Task.objects.get(key=law("ca").rules[0].value["task"]).name
    assert [line.label for line in rule.lines] == ["Text", "Sources"]
    words = answer.content.decode()
    assert "Said" in words
    assert "New Code § 1" in words


def test_a_rule_that_went_and_one_that_came() -> None:
    client = signed_in("State-guide managers")
    save(client, law("ca"), **{"rules-0-deleted": "1"})
    [gone] = compared(client, law("ca")).context["comparison"]
    assert gone.kind == "Removed"
    newest = law("ca").latest_revision_id
    save(client, law("ca"), **{"own_term": "helper"})
    found = compared(client, law("ca"), newest).context["comparison"]
    assert [changed.heading for changed in found] == ["The state"]


def test_two_versions_that_say_the_same() -> None:
    assert "These two versions say the same." in compared(signed_in("Administrators"), law("ca")).content.decode()


def test_a_revision_of_another_law_is_not_found() -> None:
    answer = compared(signed_in("Administrators"), law("ca"), law("tx").latest_revision_id)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("answer", "law_silent", "Law is silent"),
        ("delegators", ("physician", "dentist"), "Physician, Dentist"),
        ("delegators", (), "Nobody"),
        ("delegators", None, "(empty)"),
        ("sources", ("a", "gone"), "Code § 1; gone"),
        ("sources", (), "(empty)"),
        ("effective_from", date(2027, 7, 1), "July 1, 2027"),
        ("unlisted_rule", "closed_list", "A closed list"),
        ("text", "", "(empty)"),
        ("categories", ("MA-1", "MA-2"), "MA-1, MA-2"),
    ],
)
def test_values_are_said_in_words(name: str, value: Any, words: str) -> None:
    assert said(name, value, {"a": "Code § 1"}) == words


def test_labels_are_those_of_the_form() -> None:
    names = ["unlisted", "own_term", "researched_on", "delegators_said", "unknown_field"]
    assert [label(name) for name in names] == [
        *("What governs it", "The law's own term", "Researched on", "The text says who may delegate this task"),
        "Unknown field",
    ]
