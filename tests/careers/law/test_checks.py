"""Checks are events: who may record one, and when it stops to count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from careers.law.checks import CheckRefused, Subjected, authors_of, record_check
from careers.law.content import Content, Rule
from careers.law.reading import law_of
from careers.models import LawCheck, Source
from careers.models.law.words import Verification
from tests.careers.law.made import LEAD, content, desk, newest, place, publish
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
RULE = Subjected("rule", "vital_signs")
READ, VERIFY = LawCheck.Kind.SECOND_READING, LawCheck.Kind.VERIFICATION
TEXT = "Made Code § 1 as of 2026"


def law(text: str = "It may be done.", **changes: Any) -> Content:
    return content("ak", Rule("vital_signs", "allowed", text, sources=(LEAD,)), **changes)


def level(about: Subjected = RULE) -> Verification:
    reading = law_of(place("ak"))
    assert reading
    claim = reading.statement(about.subject) if about.subject != "rule" else reading.rule(about.task, about.applies_to)
    assert claim
    return claim.level


def check(kind: str = READ, user: Any = None, about: Subjected = RULE, **options: Any) -> LawCheck:
    return record_check(newest("ak"), about, kind, user or UserFactory(), options.pop("against", TEXT), **options)


def test_all_that_ships_is_compiled() -> None:
    assert not LawCheck.objects.exists()
    reading = law_of(place("ca"))
    assert reading
    assert {claim.level for claim in reading.rules} == {Verification.COMPILED}


def test_a_second_reading_then_a_verification() -> None:
    publish(law())
    assert level() == Verification.COMPILED
    reader = UserFactory()
    check(READ, reader)
    assert level() == Verification.SECOND_READ
    with pytest.raises(CheckRefused, match="You did the second reading"):
        check(VERIFY, reader)
    check(VERIFY)
    assert level() == Verification.VERIFIED
    # Other claims are as they were.
    assert level(Subjected("rule", "ecg")) == Verification.COMPILED


def test_a_verification_needs_a_second_reading() -> None:
    publish(law())
    with pytest.raises(CheckRefused, match="A second reading comes first"):
        check(VERIFY)


def test_nobody_checks_their_own_work() -> None:
    author, other = UserFactory.create_batch(2, is_superuser=True)
    publish(law(), user=author)
    for kind in (READ, VERIFY):
        with pytest.raises(CheckRefused, match="You worked on this text yourself"):
            check(kind, author)
    # Not even after somebody else published another rule on top of it.
    changed = law()
    rules = tuple(replace(r, text="New.") if r.task == "ecg" else r for r in changed.rules)
    publish(replace(changed, rules=rules), user=other)
    with pytest.raises(CheckRefused, match="You worked on this text yourself"):
        check(READ, author)
    with pytest.raises(CheckRefused, match="You worked on this text yourself"):
        check(READ, other, Subjected("rule", "ecg"))
    check(READ, other)
    # Nor what they wrote first and somebody else then changed.
    with pytest.raises(CheckRefused, match="You worked on this text yourself"):
        check(READ, author, Subjected("rule", "ecg"))


def test_a_comma_by_somebody_else_frees_no_author() -> None:
    ann, bob = UserFactory.create_batch(2, is_superuser=True)
    publish(law(), user=ann)
    publish(law("It may be done, always."), user=bob)
    assert authors_of(newest("ak"), RULE) == {ann.pk, bob.pk}


def test_a_withdrawal_makes_nobody_an_author_and_frees_none() -> None:
    ann, bob = UserFactory.create_batch(2, is_superuser=True)
    publish(law(), user=ann)
    desk("ak").unpublish(user=bob)
    desk("ak").latest_revision.publish(user=bob)
    assert not newest("ak").is_withdrawal
    assert authors_of(newest("ak"), RULE) == {ann.pk}


def test_words_that_come_back_have_all_their_authors() -> None:
    ann, bob, cid = UserFactory.create_batch(3, is_superuser=True)
    publish(law(), user=ann)
    publish(law("It may be done at any time."), user=bob)
    publish(law(), user=cid)
    assert authors_of(newest("ak"), RULE) == {ann.pk, bob.pk, cid.pk}


def test_who_moves_a_rule_to_another_day_did_not_write_it() -> None:
    ann, bob = UserFactory.create_batch(2, is_superuser=True)
    for user, day in ((ann, date(2090, 1, 1)), (bob, date(2091, 1, 1))):
        rule = Rule("vital_signs", "allowed", "It may be done.", sources=(LEAD,), effective_from=day)
        publish(content("ak", rule), user=user)
    assert authors_of(newest("ak"), replace(RULE, effective_from=date(2091, 1, 1))) == {ann.pk, bob.pk}


def test_who_saved_a_cited_source_does_not_check_what_cites_it() -> None:
    publish(law())
    steward = UserFactory()
    Source.objects.get(key=LEAD).save_revision(user=steward)
    with pytest.raises(CheckRefused, match="You worked on this text yourself"):
        check(READ, steward)


def test_a_superuser_cannot_check_their_own_work_either() -> None:
    root = UserFactory(is_superuser=True)
    publish(law(), user=root)
    with pytest.raises(CheckRefused):
        check(READ, root)


def test_a_changed_rule_is_compiled_again_and_the_old_words_bring_the_check_back() -> None:
    publish(law())
    check()
    publish(law("It may be done at any time."))
    assert level() == Verification.COMPILED
    publish(law())
    assert level() == Verification.SECOND_READ


@pytest.mark.parametrize("change", [{"text_as_of": "2027"}, {"extent": "part"}, {"quoted_passage": "may"}])
def test_a_changed_source_lowers_what_rests_on_it(change: dict[str, str]) -> None:
    publish(law())
    check()
    Source.objects.filter(key=LEAD).update(**change)
    assert level() == Verification.COMPILED


def test_an_address_that_was_found_lowers_nothing() -> None:
    publish(law())
    check()
    Source.objects.filter(key=LEAD).update(address="https://example.org/law")
    assert level() == Verification.SECOND_READ


def test_a_silent_rule_says_what_governs_and_is_lowered_with_it() -> None:
    publish(law())
    about = Subjected("rule", "ecg")
    check(about=about)
    assert level(about) == Verification.SECOND_READ
    publish(law(unlisted_rule="closed_list"))
    assert level(about) == Verification.COMPILED


@pytest.mark.parametrize("change", [{"supervisors": ("dentist",)}, {"supervision": "direct"}])
def test_a_rule_is_lowered_with_what_it_takes_from_the_state(change: dict[str, Any]) -> None:
    publish(law())
    check()
    publish(law(**change))
    assert level() == Verification.COMPILED


def aide(**changes: Any) -> Content:
    own = replace(Rule("vital_signs", "allowed", "They may.", applies_to="aide", sources=(LEAD,)), **changes)
    return law(rules=(*law().rules, own), categories=("aide",))


@pytest.mark.parametrize("change", [{"delegators": ("dentist",)}, {"supervision": "direct"}])
def test_a_rule_for_a_class_is_lowered_with_what_it_takes_from_the_main_rule(change: dict[str, Any]) -> None:
    about = Subjected("rule", "vital_signs", "aide")
    publish(aide())
    check(about=about)
    assert level(about) == Verification.SECOND_READ
    made = aide()
    main = replace(made.rules[0], **change)
    publish(replace(made, rules=(main, *made.rules[1:])))
    assert level(about) == Verification.COMPILED


def test_a_rule_that_has_all_of_its_own_takes_nothing() -> None:
    about = Subjected("rule", "vital_signs", "aide")
    publish(aide(delegators=("physician",), supervision="direct"))
    check(about=about)
    publish(replace(aide(delegators=("physician",), supervision="direct"), supervisors=("dentist",)))
    assert level(about) == Verification.SECOND_READ


def test_a_main_rule_is_lowered_when_a_class_gets_another_answer() -> None:
    publish(aide())
    check()
    publish(aide(text="They may do it."))
    assert level() == Verification.SECOND_READ
    publish(aide(answer="not_allowed"))
    assert level() == Verification.COMPILED


def test_a_statement_is_checked_with_what_belongs_to_it() -> None:
    publish(law())
    about = Subjected("delegation")
    check(about=about)
    assert level(about) == Verification.SECOND_READ
    publish(law(supervisors=("physician", "dentist")))
    assert level(about) == Verification.COMPILED


def test_the_text_that_was_read_must_be_named() -> None:
    publish(law())
    with pytest.raises(CheckRefused, match="which text"):
        check(against="  ")


def test_an_older_edition_and_a_claim_that_is_not_there_are_refused() -> None:
    old = publish(law())
    publish(law("It may be done at any time."))
    with pytest.raises(CheckRefused, match="A newer edition"):
        record_check(old, RULE, READ, UserFactory(), TEXT)
    with pytest.raises(CheckRefused, match="does not hold the claim"):
        check(about=Subjected("rule", "vital_signs", "aide"))
