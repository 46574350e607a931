"""What differs between two laws: everything that differs, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from careers.law.content import Content, Rule, Statement, Voice
from careers.law.differences import FIELDS, STATE, FieldChange, differences
from careers.models.law.words import Subject

BLOOD = Rule("venipuncture", "allowed", "An assistant may draw blood.", sources=("code",))
VITALS = Rule("vital_signs", "law_silent", "The text does not mention it.", sources=("code",))
FIRST = Content(
    "ut",
    researched_on=date(2026, 9, 1),
    basis="law_texts",
    categories=("assistant-phlebotomist",),
    credential_requirement="none",
    credential=Statement("None is asked.", ("code",)),
    supervisors=("physician",),
    rules=(VITALS, BLOOD),
    others_say=(Voice("venipuncture", "An association says so too.", ("letter",)),),
)


def kinds(before: Content | None, after: Content | None) -> list[tuple[str, str, str]]:
    return [(found.kind, found.subject, found.task) for found in differences(before, after)]


def with_rules(*rules: Rule) -> Content:
    return replace(FIRST, rules=rules)


def test_the_same_law_has_no_difference() -> None:
    assert differences(FIRST, FIRST) == []
    assert differences(None, None) == []
    assert differences(FIRST, with_rules(BLOOD, VITALS)) == [], "the order of rules is not content"


OTHER: dict[str, Any] = {
    "delegators": ("physician",),
    "effective_from": date(2027, 1, 1),
    "effective_to": date(2027, 1, 1),
    "sources": ("code", "rule"),
}


@pytest.mark.parametrize("name", [each.name for each in fields(Rule) if each.name not in {"task", "applies_to"}])
def test_every_field_of_a_rule_is_told_with_old_and_new(name: str) -> None:
    new = OTHER.get(name, "something else")
    [found] = differences(FIRST, with_rules(VITALS, replace(BLOOD, **{name: new})))
    assert (found.kind, found.subject, found.task, found.applies_to) == ("changed", Subject.RULE, "venipuncture", "")
    assert found.fields == [FieldChange(name, getattr(BLOOD, name), new)]
    assert found.before == BLOOD


@pytest.mark.parametrize("name", [each.name for each in fields(Content)])
def test_every_field_of_a_law_makes_a_difference(name: str) -> None:
    """A field that is added to content and forgotten here would be a change that nobody is told of."""
    if name == "jurisdiction":  # two states are never compared with each other here
        return
    old = getattr(FIRST, name)
    new: Any = "something else"
    if isinstance(old, Statement):
        new = Statement("Something else.", ("another",))
    elif isinstance(old, tuple):
        new = ()
    assert differences(FIRST, replace(FIRST, **{name: new})), name


def test_a_list_that_is_empty_is_another_thing_than_none() -> None:
    [found] = differences(FIRST, with_rules(VITALS, replace(BLOOD, delegators=())))
    assert found.fields == [FieldChange("delegators", None, ())]


def test_the_lead_source_is_the_first_one() -> None:
    two, turned = replace(BLOOD, sources=("code", "rule")), replace(BLOOD, sources=("rule", "code"))
    [found] = differences(with_rules(two), with_rules(turned))
    assert found.names == {"sources"}


def test_rules_that_come_and_go() -> None:
    for_class = replace(BLOOD, applies_to="assistant-phlebotomist", answer="not_allowed")
    [added] = differences(FIRST, with_rules(VITALS, BLOOD, for_class))
    assert (added.kind, added.task, added.applies_to) == ("added", "venipuncture", "assistant-phlebotomist")
    assert (added.before, added.after) == (None, for_class)
    assert FieldChange("answer", "", "not_allowed") in added.fields
    assert "locator" not in added.names, "what it does not say is not told"
    [removed] = differences(with_rules(VITALS, BLOOD, for_class), FIRST)
    assert (removed.kind, removed.applies_to, removed.before) == ("removed", "assistant-phlebotomist", for_class)


def test_a_rule_to_come_ends_the_one_that_stands() -> None:
    ends = replace(BLOOD, effective_to=date(2027, 3, 31))
    begins = replace(BLOOD, answer="not_allowed", effective_from=date(2027, 4, 1))
    ended, coming = differences(with_rules(BLOOD), with_rules(ends, begins))
    assert (ended.kind, ended.fields) == ("changed", [FieldChange("effective_to", None, date(2027, 3, 31))])
    assert (coming.kind, coming.after) == ("added", begins)
    # The old one is taken out later on: the one that stands is untouched.
    [gone] = differences(with_rules(ends, begins), with_rules(begins))
    assert (gone.kind, gone.before) == ("removed", ends)
    # A day that was set wrong.
    [moved] = differences(with_rules(ends, begins), with_rules(ends, replace(begins, effective_from=date(2027, 5, 1))))
    assert moved.fields == [FieldChange("effective_from", date(2027, 4, 1), date(2027, 5, 1))]


def test_statements_and_what_stands_beside_them() -> None:
    after = replace(FIRST, credential_requirement="registration", credential=Statement("Register.", ("code", "rule")))
    [found] = differences(FIRST, after)
    assert (found.kind, found.subject) == ("changed", Subject.CREDENTIAL)
    assert found.fields == [
        FieldChange("credential_requirement", "none", "registration"),
        FieldChange("text", "None is asked.", "Register."),
        FieldChange("sources", ("code",), ("code", "rule")),
    ]
    training = replace(FIRST, training=Statement("Ten hours.", ("code",)))
    assert kinds(FIRST, training) == [("added", Subject.TRAINING, "")]
    assert kinds(training, FIRST) == [("removed", Subject.TRAINING, "")]
    [about] = differences(FIRST, replace(FIRST, own_term="clinical assistant", researched_on=date(2027, 1, 1)))
    assert (about.subject, about.names) == (STATE, {"own_term", "researched_on"})


def test_what_others_say() -> None:
    [voice] = FIRST.others_say
    said = replace(voice, text="It says something else.")
    assert kinds(FIRST, replace(FIRST, others_say=(said,))) == [("changed", Subject.OTHERS_SAY, "venipuncture")]
    second = Voice("venipuncture", "Somebody else says so.", ("page",))
    assert kinds(FIRST, replace(FIRST, others_say=(second, voice))) == [("added", Subject.OTHERS_SAY, "venipuncture")]
    assert kinds(FIRST, replace(FIRST, others_say=())) == [("removed", Subject.OTHERS_SAY, "venipuncture")]


def test_nothing_before_and_nothing_after() -> None:
    coming, going = kinds(None, FIRST), kinds(FIRST, None)
    assert {kind for kind, *_ in coming} == {"added"}
    assert {kind for kind, *_ in going} == {"removed"}
    assert [place[1:] for place in coming] == [place[1:] for place in going]
    assert [task for _, subject, task in coming if subject == Subject.RULE] == ["vital_signs", "venipuncture"]


def test_rules_stand_in_the_order_of_the_newer_law() -> None:
    gone = Rule("ecg", "law_silent", "Not mentioned.")
    old = with_rules(replace(VITALS, text="Old."), gone, replace(BLOOD, text="Old."))
    assert [found.task for found in differences(old, FIRST)] == ["vital_signs", "venipuncture", "ecg"]
    assert [found.task for found in differences(FIRST, old)] == ["vital_signs", "ecg", "venipuncture"]


def test_every_field_of_a_law_has_a_subject() -> None:
    named = {name for names in FIELDS.values() for name in names} | {"jurisdiction", "rules", "others_say"}
    assert named == {each.name for each in fields(Content)}
