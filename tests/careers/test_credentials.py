"""What follows from the facts about credentials: laws that mention them, prices, and which fit whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from careers import credentials, stated
from careers.credential_fit import PEOPLE, Fit, Part, Verdict, Wishes, fit, fits
from careers.credentials import mentions, mentions_in, price_of
from careers.law.content import Content, Rule, Statement, Voice
from careers.law.reading import Reading, When
from careers.models import Jurisdiction, Task
from careers.models.subjects import Covers, FeeKind, RouteKind
from tests.careers.credentials import OTHERS, OWN, fee, known, scope, way

DAY = When(date(2026, 11, 24))
#: Every sentence of the shipped law in which a credential or its body is named, read one by one: which body, where, and
#: what the sentence says. A new one is to be read before it is added here.
REVIEWED = {
    ("az", "Training"): "routes into training include an AAMA or AMT exam",
    ("nd", "Training"): "one class also needs certification by one of four bodies",
    ("nj", "Credential"): "certification by one of these bodies counts, besides a program",
}


# Laws that mention a credential ------------------------------------------------------------------------------------


def reading(**content: Any) -> Reading:
    task = Task(key="ecg", slug="ecg", name="Recording a heart tracing")
    place = Jurisdiction(code="zz", name="Zed", slug="zed")
    return Reading(place, Content(jurisdiction="zz", **content), {}, {"ecg": task}, DAY)


def found(text: str, *names: str) -> list[str]:
    return [mention.name for mention in mentions_in(reading(training=Statement(text)), names or ("AAMA",))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It accepts AAMA, AMT and others.", True),
        ("An AAMA or AMT exam counts.", True),
        ("It does not accept AAMA certification.", True),  # a mention all the same: readers are shown the sentence
        ("(AAMA) is named.", True),
        ("aama is a word here.", False),
        ("The AAMAX body is another.", False),
        ("AAMA's counsel does not list this state.", False),
        ("AAMA’s lawyer said the same.", False),
        ("The clause, as AAMA quotes it, sets no list.", False),
        ("The clause, as quoted by AAMA, sets no list.", False),
        ("AAMA lists a letter on duties.", False),
        ("The state association and the AAMA describe a policy.", False),
        ("Older AAMA and legislative papers say so.", False),
        ("AAMA says so. It accepts AAMA certification.", True),
        ("", False),
    ],
)
def test_a_name_in_a_sentence(text: str, named: bool) -> None:
    assert found(text) == (["AAMA"] if named else [])


def test_names_in_words_are_found_whatever_the_capitals() -> None:
    text = "A person certified by the american association of medical assistants qualifies."
    assert found(text, "American Association of Medical Assistants") == ["american association of medical assistants"]
    assert found(text, "Association of Medical") == ["association of medical"]
    assert found(text, "Associations of Medical") == []
    assert found(text, "", " ") == []


def test_every_part_of_a_law_is_looked_at_but_not_what_others_say() -> None:
    rule = Rule("ecg", "allowed", "The text.")
    parts: dict[str, dict[str, Any]] = {
        "Credential": {"credential": Statement("AAMA here.")},
        "Delegation and supervision": {"delegation_basis": "AAMA here."},
        "Tasks the law does not name": {"unlisted": Statement("AAMA here.")},
        "Training": {"training": Statement("AAMA here.")},
    }
    for about, content in parts.items():
        assert [mention.about for mention in mentions_in(reading(**content), ["AAMA"])] == [about]
    for name in ("text", "qualification", "quoted_passage", "locator"):
        changed = replace(rule, **{name: "AAMA here."})
        [mention] = mentions_in(reading(rules=(changed,)), ["AAMA"])
        assert mention.about == "Recording a heart tracing"
        assert mention.sentence == "AAMA here."
    others = Voice("ecg", "AAMA certification counts.")
    assert not list(mentions_in(reading(others_say=(others,)), ["AAMA"]))


def test_a_rule_that_does_not_hold_today_is_not_looked_at() -> None:
    rule = Rule("ecg", "allowed", "AAMA here.", effective_from=date(2027, 1, 1))
    assert not list(mentions_in(reading(rules=(rule,)), ["AAMA"]))
    ended = replace(rule, effective_from=None, effective_to=date(2026, 1, 1))
    assert not list(mentions_in(reading(rules=(ended,)), ["AAMA"]))


def test_a_sentence_counts_once() -> None:
    assert found("AAMA and AMT qualify. AMT qualifies too.", "AAMA", "AMT") == ["AAMA", "AMT"]


@pytest.mark.django_db
def test_mentions_in_the_shipped_law_were_read_by_somebody() -> None:
    every = [mention for each in mentions(DAY).values() for mention in each]
    assert {(mention.jurisdiction.code, mention.about) for mention in every} == set(REVIEWED)
    states = {key: [mention.jurisdiction.code for mention in each] for key, each in mentions(DAY).items()}
    assert states["cma-aama"] == ["az", "nj", "nd"]
    assert states["ncma-ncct"] == ["nj", "nd"]
    assert states["cpt-nha"] == [], "the body is named for medical assistants, not for phlebotomists"
    assert all(mention.claim.sources for mention in every)


# Prices ------------------------------------------------------------------------------------------------------------


def test_without_a_price_of_the_exam_there_is_none() -> None:
    assert price_of(known(fees=())) is None
    assert price_of(known(fees=(fee(None), fee(50, what=FeeKind.RENEWAL), fee(20, what=FeeKind.APPLICATION)))) is None


def test_an_application_that_is_paid_apart_is_added() -> None:
    price = price_of(known(fees=(fee(150), fee(25, what=FeeKind.APPLICATION), fee(9, what=FeeKind.MEMBERSHIP))))
    assert price
    assert price.amount == price.lowest == Decimal(175)
    assert price.lower is None


@pytest.mark.parametrize("others", ["", "Others", "Non-members", "Other applicants who are not members", "No member"])
def test_what_members_pay_counts_for_nobody_else(others: str) -> None:
    fees = (fee(90, "Members of the body"), fee(150, others), fee(25, what=FeeKind.APPLICATION))
    price = price_of(known(fees=fees))
    assert price
    assert price.amount == Decimal(175)
    assert price.lower == fees[0]
    assert price.lowest == Decimal(115)


def test_a_price_for_members_alone_is_better_than_none() -> None:
    price = price_of(known(fees=(fee(90, "Members"),)))
    assert price
    assert price.amount == Decimal(90)


def test_students_pay_what_students_pay() -> None:
    credential = known(fees=(fee(150), fee(80, "Students and recent graduates")))
    assert price_of(credential, RouteKind.STUDENT).amount == Decimal(80)  # type: ignore[union-attr]
    assert price_of(credential, RouteKind.PROGRAM).amount == Decimal(150)  # type: ignore[union-attr]


# Fit ---------------------------------------------------------------------------------------------------------------


def judged(credential: stated.KnownCredential | None = None, **wishes: Any) -> Fit:
    plain = {"route": RouteKind.ACCREDITED_PROGRAM, "work": Covers.CLINICAL}
    return fit(credential or known(), Wishes(**{**plain, **wishes}))


def part(found: Fit, question: str) -> Part:
    return next(each for each in found.parts if each.question == question)


def said(part: Part) -> str:
    return " ".join(point.text for point in part.points)


def test_everything_agrees() -> None:
    found = judged(known(facts=scope()), budget=Decimal(150))
    assert found.verdict == Verdict.FITS
    assert [each.question for each in found.parts] == ["route", "work", "budget"]
    assert all(each.points for each in found.parts)
    assert "150 is within your $150" in said(part(found, "budget"))
    assert found.checks


@pytest.mark.parametrize("kind", list(RouteKind))
def test_the_way_somebody_came(kind: RouteKind) -> None:
    takes, does_not = known(routes=(way(kind),)), known(routes=())
    assert judged(takes, route=kind).verdict == Verdict.FITS
    assert PEOPLE[kind] in said(part(judged(takes, route=kind), "route"))
    assert judged(does_not, route=kind).verdict == Verdict.DOES_NOT_FIT
    assert "name no way in" in said(part(judged(does_not, route=kind), "route"))


def test_a_graduate_of_an_accredited_program_is_a_graduate() -> None:
    plain = known(routes=(way(RouteKind.PROGRAM),))
    assert judged(plain).verdict == Verdict.FITS
    assert judged(route=RouteKind.PROGRAM).verdict == Verdict.DOES_NOT_FIT
    both = known(routes=(way(RouteKind.PROGRAM), way(RouteKind.ACCREDITED_PROGRAM)))
    assert len(part(judged(both), "route").points) == 1, "the one of the same name speaks"


@pytest.mark.parametrize(("sources", "doubts"), [(OTHERS, ""), (OWN, "The page is old."), (OTHERS, "Old.")])
def test_what_is_uncertain_may_fit(sources: Any, doubts: str) -> None:
    unsure = way(RouteKind.ACCREDITED_PROGRAM, sources, doubts)
    found = judged(known(routes=(unsure,)))
    assert found.verdict == Verdict.MAY_FIT
    assert part(found, "route").points[0].doubts
    assert judged(known(routes=(unsure, way(RouteKind.ACCREDITED_PROGRAM)))).verdict == Verdict.FITS
    priced = known(fees=(fee(150, sources=sources, doubts=doubts),))
    assert judged(priced, budget=Decimal(200)).verdict == Verdict.MAY_FIT
    assert judged(priced).verdict == Verdict.FITS, "without a budget no price was compared"


def test_nothing_fits_who_has_done_nothing_yet() -> None:
    found = judged(route=None)
    assert found.verdict == Verdict.DOES_NOT_FIT
    assert "named no training and no work yet" in said(part(found, "route"))
    assert part(found, "route").points[0].sources
    assert judged(known(routes=()), route=None).verdict == Verdict.DOES_NOT_FIT


@pytest.mark.parametrize(
    ("covers", "wanted", "verdict"),
    [
        (Covers.BOTH, Covers.CLINICAL, Verdict.FITS),
        (Covers.BOTH, Covers.ADMINISTRATIVE, Verdict.FITS),
        (Covers.BOTH, Covers.BOTH, Verdict.FITS),
        (Covers.CLINICAL, Covers.CLINICAL, Verdict.FITS),
        (Covers.CLINICAL, Covers.ADMINISTRATIVE, Verdict.DOES_NOT_FIT),
        (Covers.CLINICAL, Covers.BOTH, Verdict.MAY_FIT),
        (Covers.ADMINISTRATIVE, Covers.CLINICAL, Verdict.DOES_NOT_FIT),
        (Covers.ADMINISTRATIVE, Covers.ADMINISTRATIVE, Verdict.FITS),
        (Covers.ADMINISTRATIVE, Covers.BOTH, Verdict.MAY_FIT),
        (Covers.OTHER, Covers.CLINICAL, Verdict.DOES_NOT_FIT),
        (Covers.OTHER, Covers.ADMINISTRATIVE, Verdict.DOES_NOT_FIT),
        (Covers.OTHER, Covers.BOTH, Verdict.DOES_NOT_FIT),
    ],
)
def test_the_work_it_covers(covers: Covers, wanted: Covers, verdict: Verdict) -> None:
    assert judged(known(covers=covers), work=wanted).verdict == verdict


def test_a_fee_that_is_not_known() -> None:
    for credential in (known(fees=()), known(fees=(fee(None),))):
        assert judged(credential, budget=Decimal(500)).verdict == Verdict.MAY_FIT
        assert judged(credential).verdict == Verdict.FITS
        assert "found no price" in said(part(judged(credential), "budget"))


def test_more_than_somebody_can_pay() -> None:
    found = judged(budget=Decimal("149.99"))
    assert found.verdict == Verdict.DOES_NOT_FIT
    assert "$150 is more than your $149.99" in said(part(found, "budget"))
    members = known(fees=(fee(150), fee(90, "Members")))
    assert judged(members, budget=Decimal(100)).verdict == Verdict.MAY_FIT
    assert judged(members, budget=Decimal(89)).verdict == Verdict.DOES_NOT_FIT
    apart = known(fees=(fee(150), fee(90, "Members"), fee(25, what=FeeKind.APPLICATION)))
    assert judged(apart, budget=Decimal(100)).verdict == Verdict.DOES_NOT_FIT
    assert "Together $175" in said(part(judged(apart, budget=Decimal(100)), "budget"))


def test_order_is_that_of_lists_and_retired_ones_are_left_out() -> None:
    listed = [known(key=key) for key in ("b", "a", "c")] + [known(key="old", retired_on=date(2020, 1, 1))]
    found = fits(Wishes(RouteKind.ACCREDITED_PROGRAM, Covers.CLINICAL), listed)
    assert [each.credential.key for each in found[Verdict.FITS]] == ["b", "a", "c"]
    assert list(found) == list(Verdict)
    assert not found[Verdict.DOES_NOT_FIT]


@pytest.mark.django_db
def test_every_shipped_credential_has_one_verdict() -> None:
    found = fits(Wishes(RouteKind.PROGRAM, Covers.BOTH, Decimal(200)))
    assert sum(map(len, found.values())) == len(stated.credentials()) == 12
    assert set(credentials.mentions()) == set(stated.credentials())
