"""From the desk to the record: what makes an edition, what makes none, and what stays of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel
from wagtail.models import Revision

from careers.law import record
from careers.law.content import Content, Rule, Voice, in_order
from careers.law.desk import content_of, lay_out, sources_of
from careers.law.fitness import LawProblems
from careers.law_desk.copying import copy_rules
from careers.law_desk.form import EDIT_HANDLER
from careers.models import LawEdition, Source, StateLaw, Task
from tests.careers.law.made import LEAD, content, desk, newest, publish, silent
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def changed(code: str, text: str = "It may be done.") -> Content:
    return content(code, Rule("vital_signs", "allowed", text, sources=(LEAD,)))


def draft(made: Content, user: object = None) -> Revision:
    law = desk(made.jurisdiction).get_latest_revision_as_object()
    lay_out(law, made, {source.key: source for source in Source.objects.filter(key__in=made.source_keys)})
    return law.save_revision(user=user)


def test_an_edition_says_what_the_desk_says() -> None:
    voice = Voice("ecg", "An association reports it.", (SourceFactory(kind="profession").key,))
    made = content(
        "al",
        Rule("vital_signs", "allowed", "Yes.", delegators=(), sources=(LEAD, SourceFactory(kind="secondary").key)),
        Rule("vital_signs", "not_allowed", "Not they.", applies_to="aide", delegators=("dentist",), sources=(LEAD,)),
        categories=("aide", "helper"),
        others_say=(voice,),
    )
    edition = publish(made)
    found, sources = record.contents_of([edition])[edition.pk]
    assert found == in_order(made, list(Task.objects.values_list("key", flat=True)))
    assert set(sources) == made.source_keys
    assert content_of(desk("al")).digest == edition.digest == found.digest


def test_each_law_that_ships_is_the_same_on_the_desk_and_in_its_edition() -> None:
    laws = StateLaw.objects.select_related("jurisdiction")
    editions = LawEdition.objects.select_related("jurisdiction")
    found = {edition.jurisdiction.code: record.contents_of([edition])[edition.pk][0] for edition in editions}
    assert {law.jurisdiction.code: content_of(law) for law in laws} == found
    assert len(found) == 51


def test_editions_are_counted_and_the_first_has_no_note_of_a_change() -> None:
    first = newest("ak")
    second = publish(changed("ak"), note="We read the statute.", is_correction=True)
    third = publish(changed("ak", "It may be done at any time."))
    assert [edition.number for edition in (first, second, third)] == [1, 2, 3]
    assert [edition.note for edition in (first, second, third)] == ["", "We read the statute.", ""]
    assert [edition.is_correction for edition in (first, second, third)] == [False, True, False]
    assert first.published_at < second.published_at < third.published_at


def test_the_same_content_makes_no_edition() -> None:
    publish(changed("ak"))
    count = LawEdition.objects.count()
    law = desk("ak")
    law.save_revision().publish()
    law.change_note = "Nothing happened."
    law.save_revision().publish()
    assert LawEdition.objects.count() == count


def test_a_note_that_was_left_standing_is_not_said_again() -> None:
    publish(changed("ak"), note="We read the statute.")
    draft(changed("ak", "It may be done at any time.")).publish()
    assert newest("ak").number == 3
    assert newest("ak").note == ""


def test_a_note_that_was_left_standing_is_not_said_again_later_either() -> None:
    publish(changed("ak"), note="We read the statute.", is_correction=True)
    for text in ("It may be done at any time.", "It may always be done."):
        revision = draft(changed("ak", text))
        assert revision.as_object().is_correction
        revision.publish()
    assert newest("ak").number == 4
    assert [(e.note, e.is_correction) for e in LawEdition.objects.filter(jurisdiction__code="ak")[:2]] == [
        ("", False),
        ("", False),
    ]


def test_the_form_begins_without_what_was_said_of_the_last_change() -> None:
    publish(changed("ak"), note="We read the statute.", is_correction=True)
    form_class = EDIT_HANDLER.bind_to_model(StateLaw).get_form_class()
    form = form_class(instance=desk("ak").get_latest_revision_as_object())
    assert [form[name].value() for name in ("change_note", "is_correction")] == ["", False]
    draft(changed("ak", "It may be done at any time."))
    form = form_class(instance=desk("ak").get_latest_revision_as_object())
    # A draft keeps what was said of it.
    assert [form[name].value() for name in ("change_note", "is_correction")] == ["We read the statute.", True]


def test_copied_rules_begin_without_what_was_said_of_the_last_change() -> None:
    publish(changed("ak"), note="We read the statute.", is_correction=True)
    copied = copy_rules(desk("ak"), [], "Texas", UserFactory()).as_object()
    assert (copied.change_note, copied.is_correction) == ("", False)


def test_a_draft_makes_no_edition() -> None:
    count = LawEdition.objects.count()
    draft(changed("ak"))
    assert LawEdition.objects.count() == count
    assert desk("ak").has_unpublished_changes


def test_a_revision_with_a_day_to_come_makes_its_edition_on_that_day() -> None:
    revision = draft(changed("ak"))
    law = revision.as_object()
    law.go_live_at = timezone.now() + timedelta(days=3)
    revision = law.save_revision()
    revision.publish()
    assert newest("ak").number == 1
    with travel(timezone.now() + timedelta(days=4), tick=True):
        Revision.objects.get(pk=revision.pk).publish()
        assert newest("ak").number == 2


def test_unfit_content_is_refused_and_nothing_changes() -> None:
    made = changed("ak")
    revision = draft(replace(made, rules=made.rules[1:]))
    with pytest.raises(LawProblems) as refused:
        revision.publish()
    assert [str(problem) for problem in refused.value.problems] == ["rules: no rule for vital_signs"]
    assert newest("ak").number == 1
    assert desk("ak").live_revision_id != revision.pk


def test_a_withdrawn_law_has_an_edition_that_says_so() -> None:
    desk("ak").unpublish()
    assert newest("ak").is_withdrawal
    assert newest("ak").number == 2
    assert not newest("ak").rules.exists()
    desk("ak").unpublish()
    assert newest("ak").number == 2
    # What was withdrawn may be published again as it was.
    desk("ak").latest_revision.publish()
    assert newest("ak").number == 3
    assert not newest("ak").is_withdrawal
    assert newest("ak").digest == LawEdition.objects.get(jurisdiction__code="ak", number=1).digest


def test_authors_are_all_who_saved_since_the_last_edition_and_who_published() -> None:
    first, second, publisher = UserFactory.create_batch(3, is_superuser=True)
    draft(changed("ak", "One."), first)
    draft(changed("ak", "Two."), second).publish(user=publisher)
    assert set(newest("ak").authors.all()) == {first, second, publisher}
    assert newest("ak").published_by == publisher
    draft(changed("ak", "Three."), first).publish(user=first)
    assert set(newest("ak").authors.all()) == {first}


def test_an_older_draft_that_is_published_keeps_its_author() -> None:
    ann, bob, publisher = UserFactory.create_batch(3, is_superuser=True)
    old = draft(changed("ak", "One."), ann)
    draft(changed("ak", "Two."), bob).publish(user=bob)
    assert set(newest("ak").authors.all()) == {ann, bob}
    Revision.objects.get(pk=old.pk).publish(user=publisher)
    assert set(newest("ak").authors.all()) == {ann, publisher}


def test_who_saves_after_the_revision_that_is_published_is_no_author() -> None:
    ann, bob = UserFactory.create_batch(2, is_superuser=True)
    first = draft(changed("ak", "One."), ann)
    draft(changed("ak", "Two."), bob)
    Revision.objects.get(pk=first.pk).publish(user=ann)
    assert set(newest("ak").authors.all()) == {ann}
    # What lay there before is still Bob's when it is published in the end.
    desk("ak").latest_revision.publish(user=ann)
    assert set(newest("ak").authors.all()) == {ann, bob}


def test_who_writes_over_a_published_revision_is_an_author_of_what_follows() -> None:
    ann, bob = UserFactory.create_batch(2, is_superuser=True)
    shown = draft(changed("ak", "One."), ann)
    shown.publish(user=bob)
    law = desk("ak").get_latest_revision_as_object()
    made = changed("ak", "Ann’s.")
    lay_out(law, made, {source.key: source for source in Source.objects.filter(key__in=made.source_keys)})
    law.save_revision(user=ann, overwrite_revision=law.latest_revision)
    draft(made, bob).publish(user=bob)
    assert set(newest("ak").authors.all()) == {ann, bob}


def test_a_clock_that_was_set_back_does_not_mix_up_editions() -> None:
    first = newest("ak")
    with travel(first.published_at - timedelta(days=1), tick=True):
        second = publish(changed("ak"))
    assert second.published_at > first.published_at


def test_blocks_keep_their_ids_when_a_file_changes_a_rule() -> None:
    publish(changed("ak"))
    before = {block.value["task"]: block.id for block in desk("ak").rules}
    publish(changed("ak", "It may be done at any time."))
    assert {block.value["task"]: block.id for block in desk("ak").rules} == before


def test_publishing_costs_few_queries() -> None:
    """At most 40, for the largest law: about 20 of Wagtail's own publishing and its index of uses, 5 for sources, 10 to
    lock, compare and write an edition with all its rows; it does not grow with the number of rules."""
    law = desk("wa").get_latest_revision_as_object()
    law.rules[0].value["text"] = "Another text."
    assert len(law.rules) > 30
    revision = Revision.objects.get(pk=law.save_revision(user=UserFactory()).pk)
    publisher = UserFactory(is_superuser=True)
    with CaptureQueriesContext(connection) as captured:
        revision.publish(user=publisher)
    assert newest("wa").number == 2
    asked = [query for query in captured if "SAVEPOINT" not in query["sql"]]  # the test's own transaction
    assert len(asked) <= 40, "\n".join(query["sql"][:150] for query in captured)


def test_sources_of_the_desk_are_those_of_its_content() -> None:
    law = desk("wa")
    assert set(sources_of(law)) == content_of(law).source_keys


def test_a_task_that_was_retired_stays_in_old_editions() -> None:
    publish(content("ak", silent("ecg", text="A text of its own.")))
    Task.objects.filter(key="ecg").update(retired_on=timezone.localdate())
    edition = newest("ak")
    assert "ecg" in {rule.task for rule in record.contents_of([edition])[edition.pk][0].rules}


def retire(key: str, days: int = 0) -> None:
    Task.objects.filter(key=key).update(retired_on=timezone.localdate() + timedelta(days=days))


def test_a_retired_task_is_left_out_and_keeps_no_law_from_being_published() -> None:
    made = content("ak", Rule("vital_signs", "allowed", "Yes.", sources=(LEAD,)), others_say=(Voice("ecg", "So."),))
    retire("ecg")
    assert publish(made).number == 2
    held = {row.task.key for row in newest("ak").rules.select_related("task")}
    assert "ecg" not in held
    assert len(held) == Task.objects.in_use().count()
    assert not newest("ak").voices.exists()


def test_a_task_is_in_use_until_its_day() -> None:
    retire("ecg", days=1)
    assert Task.objects.in_use().filter(key="ecg").exists()
    assert not Task.objects.get(key="ecg").is_retired
    made = changed("ak")
    publish(made)
    assert newest("ak").rules.filter(task__key="ecg").exists()
    with travel(timezone.now() + timedelta(days=1), tick=True):
        assert not Task.objects.in_use().filter(key="ecg").exists()
        assert str(Task.objects.get(key="ecg")).endswith(" (retired)")


def test_an_unknown_task_is_refused() -> None:
    made = changed("ak")
    with pytest.raises(LawProblems, match="'juggling' is not a task"):
        publish(replace(made, rules=(*made.rules, silent("juggling"))))
