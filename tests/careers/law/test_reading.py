"""What readers are given: the law of a place, at a moment, on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import travel

from careers.answers import Answer
from careers.law.content import Rule, Voice
from careers.law.reading import When, draft_of, law_of, laws
from careers.models import LawEdition, OpenQuestion, Task
from careers.models.law.words import Unlisted
from tests.careers.law.made import LEAD, content, desk, place, publish, silent

pytestmark = pytest.mark.django_db


def allowed(**changes: object) -> Rule:
    return silent("vital_signs", answer="allowed", text="It may be done.", **changes)


def answer(when: When | None = None, applies_to: str = "") -> Answer | None:
    reading = law_of(place("ak"), when)
    rule = reading.rule("vital_signs", applies_to) if reading else None
    return rule.answer if rule else None


def test_every_law_has_one_general_rule_for_each_task() -> None:
    found = laws()
    assert len(found) == 51
    assert list(found) == sorted(found, key=lambda code: found[code].jurisdiction.name)
    tasks = list(Task.objects.in_use().values_list("key", flat=True))
    for reading in found.values():
        assert list(reading.general_rules) == tasks


def test_reading_all_laws_costs_the_same_as_reading_one() -> None:
    """Editions, their rows (5 queries), tasks twice, checks, questions."""
    counts = []
    for read in (lambda: law_of(place("wy")), laws):
        with CaptureQueriesContext(connection) as captured:
            read()
        counts.append(len(captured))
    assert max(counts) <= 12, counts


def test_a_task_without_a_rule_is_not_checked() -> None:
    Task.objects.create(
        key="new_task", slug="new-task", name="New", short_name="New", action="do it", activity="doing it",
        definition="It.", group="clinical", position=99,
    )  # fmt: skip
    reading = law_of(place("ca"))
    assert reading
    rule = reading.general_rules["new_task"]
    assert (rule.answer, rule.researched, rule.sources) == (Answer.NOT_CHECKED, False, [])


def test_a_rule_takes_effect_and_ends_on_its_day_without_anyone_publishing() -> None:
    today = timezone.localdate()
    change = today + timedelta(days=30)
    publish(
        content(
            "ak",
            allowed(effective_to=change - timedelta(days=1)),
            silent("vital_signs", answer="not_allowed", text="It must not be done.", effective_from=change),
        )
    )
    assert answer() == Answer.ALLOWED
    reading = law_of(place("ak"))
    assert reading
    assert [claim.rule.effective_from for claim in reading.upcoming] == [change]
    with travel(datetime.combine(change, datetime.min.time(), tzinfo=timezone.get_current_timezone()), tick=False):
        assert answer() == Answer.NOT_ALLOWED
    with travel(
        datetime.combine(change, datetime.min.time(), tzinfo=timezone.get_current_timezone()) - timedelta(seconds=1),
        tick=False,
    ):
        assert answer() == Answer.ALLOWED
    assert answer(When(change)) == Answer.NOT_ALLOWED


def test_what_was_published_at_a_moment() -> None:
    before_first = LawEdition.objects.get(jurisdiction__code="ak").published_at - timedelta(microseconds=1)
    old = publish(content("ak", allowed()))
    new = publish(content("ak", silent("vital_signs", answer="not_allowed", text="It must not be done.")))
    assert answer() == Answer.NOT_ALLOWED
    assert answer(When.at(new.published_at)) == Answer.NOT_ALLOWED
    assert answer(When.at(new.published_at - timedelta(microseconds=1))) == Answer.ALLOWED
    assert answer(When.at(old.published_at)) == Answer.ALLOWED
    assert law_of(place("ak"), When.at(before_first)) is None
    assert "ak" not in laws(When.at(before_first))
    assert laws(When.at(old.published_at))["ak"].rule("vital_signs").answer == Answer.ALLOWED  # type: ignore[union-attr]


def test_one_edition_by_its_number() -> None:
    publish(content("ak", allowed()))
    reading = law_of(place("ak"), number=2)
    assert reading
    assert reading.edition
    assert reading.edition.number == 2
    assert law_of(place("ak"), number=9) is None


def test_a_withdrawn_law_is_not_read_and_was_read_before() -> None:
    moment = publish(content("ak", allowed())).published_at
    desk("ak").unpublish()
    assert law_of(place("ak")) is None
    assert "ak" not in laws()
    assert answer(When.at(moment)) == Answer.ALLOWED


def test_a_rule_for_a_class_stands_beside_the_general_one() -> None:
    aide = allowed(applies_to="aide (grade 1)", delegators=("dentist",))
    publish(content("ak", aide, silent("vital_signs", delegators=()), categories=("aide (grade 1)",)))
    reading = law_of(place("ak"))
    assert reading
    general, own = reading.rules_for("vital_signs")
    assert (general.answer, own.answer) == (Answer.LAW_SILENT, Answer.ALLOWED)
    assert (general.anchor, own.anchor) == ("rule-vital-signs", "rule-vital-signs-aide-grade-1")
    assert (general.delegators, own.delegators) == (None, ("dentist",))
    assert answer(applies_to="helper") is None


def test_what_governs_a_silent_task_is_the_states_rule_unless_its_own_differs() -> None:
    publish(content("ak", silent("ecg", unlisted="not_stated"), unlisted_rule="closed_list"))
    reading = law_of(place("ak"))
    assert reading
    assert reading.general_rules["ecg"].governs == Unlisted.NOT_STATED
    assert reading.general_rules["vaccines"].governs == Unlisted.CLOSED_LIST


def test_what_others_say_stands_beside_the_general_rule() -> None:
    publish(content("ak", others_say=(Voice("ecg", "They do it.", (LEAD,)),)))
    reading = law_of(place("ak"))
    assert reading
    assert [voice.text for voice in reading.general_rules["ecg"].voices] == ["They do it."]
    assert reading.general_rules["vaccines"].voices == []


def test_questions_are_open_until_they_are_closed() -> None:
    opened = timezone.now()
    with travel(opened, tick=False):
        question = OpenQuestion.objects.create(jurisdiction=place("ak"), text="Is it so?", opened_at=opened)

    def asked(when: When | None = None) -> bool:
        reading = law_of(place("ak"), when)
        return bool(reading and question in reading.open_questions)

    assert asked()
    closed = opened + timedelta(minutes=5)
    OpenQuestion.objects.filter(pk=question.pk).update(closed_at=closed, closing_note="It is.")
    assert not asked()
    assert asked(When.at(opened))
    assert not asked(When.at(closed))
    assert not asked(When.at(opened - timedelta(seconds=1)))


def test_sources_that_were_read_in_part_are_a_doubt() -> None:
    reading = law_of(place("ca"))
    assert reading
    partly = [claim for claim in reading.rules if claim.partly_read]
    assert partly
    assert all(source.extent != "whole" for claim in partly for source in claim.partly_read)


def test_the_last_day_of_reading_is_that_of_the_research_until_somebody_checks() -> None:
    reading = law_of(place("ca"))
    assert reading
    assert reading.last_checked_on == reading.content.researched_on == date(2026, 11, 23)


def test_a_draft_is_read_as_readers_would_see_it() -> None:
    made = content("ak", allowed(effective_from=date(2099, 1, 1)))
    assert draft_of(place("ak"), made).rule("vital_signs").answer == Answer.NOT_CHECKED  # type: ignore[union-attr]
    assert draft_of(place("ak"), made, date(2099, 1, 1)).rule("vital_signs").answer == Answer.ALLOWED  # type: ignore[union-attr]
    assert law_of(place("ak")).edition.number == 1  # type: ignore[union-attr]


@pytest.mark.usefixtures("remembering")
def test_what_was_read_is_kept_until_something_changes() -> None:
    laws()
    with CaptureQueriesContext(connection) as captured:
        laws()
    assert len(captured) == 1, "the site version alone"
