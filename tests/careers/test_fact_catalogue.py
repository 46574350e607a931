"""Finding facts by words: in any order, with everyday synonyms, and nothing for words that mean nothing."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from careers.fact_catalogue import HOW_TO_SEARCH, entries_of, search
from careers.fact_catalogue.reading import readings
from careers.fact_catalogue.words import Lexicon, Slot, begins, tokens
from careers.facts import parse
from careers.models import Role
from tests.factories import ReleaseFactory, WageEstimateFactory

MA = "medical-assistant"
# The first facts that are found, in their order.
QUESTIONS = {
    "median hourly texas": [f"wage.{MA}.tx.hourly.median"],
    "annual median us": [f"wage.{MA}.us.annual.median"],
    "per year": [f"wage.{MA}.us.annual.median"],
    "rn salary": ["wage.registered-nurse.us.hourly.median", "wage.registered-nurse.us.annual.median"],
    "registered nurses pay an hour": ["wage.registered-nurse.us.hourly.median"],
    "how much do medical assistants earn in Maine?": [f"wage.{MA}.me.hourly.median", f"wage.{MA}.me.annual.median"],
    "mean wage per hour in dc": [f"wage.{MA}.dc.hourly.mean"],
    "90th percentile offices of physicians": [f"wage.{MA}.us.offices-of-physicians.hourly.p90"],
    "10th and 90th percentile hourly": [f"wage.{MA}.us.hourly.p10", f"wage.{MA}.us.hourly.p90"],
    "jobs california": [f"employment.{MA}.ca"],
    "number of jobs": [f"employment.{MA}.us"],
    "jobs IN": [f"employment.{MA}.in"],
    "jobs in": [f"employment.{MA}.us"],
    "ma jobs": [f"employment.{MA}.us", f"employment.{MA}.ma"],
    "kansas city mean hourly": [f"wage.{MA}.28140.hourly.mean"],
    "dallas tx hourly median": [f"wage.{MA}.19100.hourly.median"],
    "growth": [f"projection.{MA}.us.growth"],
    "phlebotomist growth in percent": ["projection.phlebotomist.us.growth"],
    "cna openings": ["projection.cna.us.openings"],
    "price level maine": ["price-parity.me"],
    "cost of living hawaii": ["price-parity.hi"],
    "housing prices in hawaii": ["price-parity.hi.housing"],
    "real pay ohio": [f"real-wage.{MA}.oh.hourly.median", f"real-wage.{MA}.oh.annual.median"],
    "share hospitals": [f"employment-share.{MA}.us.hospitals"],
    "percent of jobs in hospitals": [f"employment-share.{MA}.us.hospitals"],
    "highest annual wage": [f"rank.wage.{MA}.annual.median.1.{shows}" for shows in ("place", "value")],
    "which state has the lowest price level": [f"rank.price-parity.all-items.last.{s}" for s in ("place", "value")],
    "second highest real pay per hour": [f"rank.real-wage.{MA}.hourly.median.2.place"],
    "states above the nation": [f"count.above-nation.{MA}.hourly.median"],
    "jobs per 1,000 vermont": [f"jobs-per-1000.{MA}.vt"],
    "location quotient vermont": [f"location-quotient.{MA}.vt"],
    "wage error puerto rico": [f"wage-error.{MA}.pr"],
    "lowest wage error": [f"range.wage-error.{MA}.lowest"],
    "2015 median hourly": [f"series.{MA}.us.2015.hourly.median"],
    "jobs 2016": [f"series.{MA}.us.2016.employment"],
    "release": ["period.oews"],
    "task specimens": [f"onet.{MA}.task.2028.relevance"],
    "skill service": [f"onet.{MA}.skill.service-orientation.importance"],
    "specimens daily": [f"onet.{MA}.task.2028.daily"],
}


def found(words: str, limit: int = 30) -> list[str]:
    return [entry.key for entry in search(words, limit)]


@pytest.mark.django_db
@pytest.mark.parametrize("words", QUESTIONS)
def test_the_first_facts_that_are_found(words: str) -> None:
    assert found(words)[: len(QUESTIONS[words])] == QUESTIONS[words]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["median hourly texas", "real pay ohio", "rn annual median", "2015 median hourly"])
def test_the_order_of_words_does_not_matter(words: str) -> None:
    phrases = words.replace("real pay", "real-pay").split()
    answers = {tuple(found(" ".join(order).replace("-", " "), 5)) for order in permutations(phrases)}
    assert len(answers) == 1
    assert answers.pop()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        *("xyzzy", "march winds", "median xyzzy", "salary 1850 dragons", "growth texas", "hospitals growth", "...?"),
        *("highest jobs", "openings ohio", "salary blood", "2015 texas", "1999999"),
    ],
)
def test_words_without_meaning_and_questions_without_answer_find_nothing(words: str) -> None:
    assert search(words) == []


@pytest.mark.django_db
def test_before_anything_is_typed_the_usual_figures_are_shown() -> None:
    assert found("")[:3] == [f"wage.{MA}.us.hourly.median", f"wage.{MA}.us.annual.median", f"employment.{MA}.us"]


@pytest.mark.django_db
def test_half_a_word_finds_what_begins_with_it() -> None:
    assert found("calif", 1) == [f"wage.{MA}.ca.hourly.median"]
    assert found("phlebo open") == ["projection.phlebotomist.us.openings"]
    nurses = {parse(key).role for key in found("nurse hourly median")}
    assert nurses == {"lpn", "registered-nurse", "nurse-practitioner"}


@pytest.mark.django_db
def test_several_places_stand_side_by_side() -> None:
    assert found("median hourly texas california")[:2] == [
        f"wage.{MA}.tx.hourly.median",
        f"wage.{MA}.ca.hourly.median",
    ]


@pytest.mark.django_db
def test_the_examples_that_are_told_work() -> None:
    examples = HOW_TO_SEARCH.split("“")[1:]
    assert len(examples) > 8
    for example in examples:
        entries = search(example.split("”")[0])
        assert entries, example
        assert entries[0].fact.is_published, example


@pytest.mark.django_db
def test_every_fact_that_is_found_follows_the_grammar_and_none_comes_twice() -> None:
    for words in [*QUESTIONS, "outlook", "o*net", "medi", "setting", "range", "prices", "real", "error"]:
        keys = found(words, 500)
        assert keys, words
        assert len(keys) == len(set(keys))
        for key in keys:
            parse(key)


@pytest.mark.django_db
def test_published_figures_come_first_and_no_more_than_asked_for() -> None:
    entries = search("price level maine", 12)
    published = [entry.fact.is_published for entry in entries]
    assert published == sorted(published, reverse=True)
    assert {True, False} == set(published), "figures that nobody publishes are shown, after the others"
    assert len(search("texas", 3)) == 3


@pytest.mark.django_db
def test_the_value_is_that_of_the_current_release() -> None:
    WageEstimateFactory(release=ReleaseFactory(current=True), place="tx", hourly_median=77)
    (entry, *_) = search("median hourly texas")
    assert (entry.fact.text(), entry.fact.period) == ("$77.00", "May 2031")


@pytest.mark.django_db
def test_retired_roles_are_not_found() -> None:
    assert found("phlebotomist growth")
    Role.objects.filter(key="phlebotomist").update(retired_on="2026-01-01")
    assert found("phlebotomist growth") == []


@pytest.mark.django_db
def test_a_task_says_what_it_is() -> None:
    (entry,) = entries_of([f"onet.{MA}.task.2028.daily"])
    assert "task 2028" in entry.label
    assert "specimens" in entry.label


@pytest.mark.django_db
def test_entries_of_keys_leave_out_what_is_no_fact() -> None:
    assert [entry.key for entry in entries_of(["nonsense", "price-parity.me"])] == ["price-parity.me"]


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "median hourly texas", "outlook", "prices", "texas", "o*net", "nurse"])
def test_a_search_costs_a_handful_of_queries(words: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        search(words)
    assert len(queries) <= 16, [query["sql"] for query in queries]


# Words --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,000 jobs in IN", ("1000", "jobs", "in")),
        ("JOBS IN TEXAS", ("jobs", "texas")),
        ("What's the pay of physicians' assistants?", ("what", "pay", "physicians", "assistants")[1:]),
        ("Kansas City, MO-KS", ("kansas", "city", "mo", "ks")),
        ("  ", ()),
    ],
)
def test_words_that_say_something(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


def test_a_name_is_meant_by_its_beginning_and_by_its_plural() -> None:
    assert begins("calif", "california")
    assert begins("hospitals", "hospital")
    assert not begins("fornia", "california")
    assert not begins("hospitality", "hospital")


@pytest.fixture(scope="module")
def lexicon(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Lexicon:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return Lexicon()


@given(text=st.text(max_size=80) | st.lists(st.sampled_from([*QUESTIONS, "real", "in", "OR", "2015"])).map(" ".join))
def test_reading_any_text_ends(lexicon: Lexicon, text: str) -> None:
    for reading in readings(text, lexicon):
        assert all(reading[slot] for slot in reading.values)
        assert not set(reading.values) - set(Slot)
