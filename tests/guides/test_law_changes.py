"""What changed in the law: published, in effect, and between two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from time_machine import Traveller, travel

from careers.answers import Answer
from careers.law import changes, two_days
from careers.law.changes import Happened
from careers.law.content import Content, Rule, Statement, Voice
from careers.law.desk import content_of
from careers.law.reading import When, law_of
from careers.models import LawEdition, StateLaw
from careers.models.law.words import Requirement, Supervision, Supervisor
from guides.models import LawChangesPage
from guides.models.law_changes import AT_ONCE
from guides.models.law_told import EMPTY, FIELDS, in_words
from tests.careers.law.made import LEAD, content, desk, place, publish
from tests.guides.laws import changed, with_rule

pytestmark = pytest.mark.django_db

PAGE = "/states/changes/"
NEW_YORK = ZoneInfo("America/New_York")
#: After the starter law was loaded.
START = date.today() + timedelta(days=30)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=NEW_YORK)


def later(days: int) -> date:
    return START + timedelta(days=days)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with travel(noon(START), tick=False) as traveller:
        yield traveller


def soup(query: str = "") -> BeautifulSoup:
    answer = Client().get(f"{PAGE}{query}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Any) -> str:
    assert tag is not None
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(tag.get_text(" ").split()))


def told(query: str = "") -> dict[str, str]:
    """Every event on the page by its key, the newest first."""
    return {str(article["id"]): words(article) for article in soup(query).select("article.change")}


# What was published -------------------------------------------------------------------------------------------------


def test_the_first_edition_is_no_change() -> None:
    assert LawEdition.objects.count() == 51
    assert told() == {}
    page = soup()
    assert "The first edition is where the record starts; it is not a change." in words(page.main)
    assert page.select_one('link[rel="alternate"][href="/feeds/changes.xml"]')


def test_a_revision_tells_note_and_rules_in_sentences(clock: Traveller) -> None:
    changed("ut", "venipuncture", answer="not_allowed", about={"change_note": "The board wrote to us."})
    [(key, text)] = told().items()
    assert key == "ut-2"
    assert text.startswith("Utah: revision")
    assert "We published edition 2 of the law of Utah. The board wrote to us." in text
    assert "In Utah, a medical assistant must not draw blood from a vein." in text
    assert re.search(r"Before: Utah law\b.* does not mention drawing blood from a vein", text)
    assert "Changed: answer" in text
    [link] = soup().select("ul.changes a")
    assert link["href"] == "/states/utah/#rule-venipuncture"
    assert Client().get(str(link["href"])).status_code == 200


def test_a_correction_is_called_one(clock: Traveller) -> None:
    changed("ut", "venipuncture", answer="not_allowed", about={"is_correction": True})
    [text] = told().values()
    assert text.startswith("Utah: correction")
    assert "What we had published about the law of Utah was wrong. Edition 2 corrects it." in text
    assert "evision" not in text


def test_what_is_withdrawn_and_published_again(clock: Traveller) -> None:
    desk("ut").unpublish()
    clock.move_to(noon(later(1)))
    law = desk("ut")
    law.get_latest_revision().publish()
    clock.move_to(noon(later(2)))
    changed("ut", "venipuncture", text="Another text.")
    found = told()
    assert list(found) == ["ut-4", "ut-3", "ut-2"]
    assert "We withdrew what we had published about the law of Utah." in found["ut-2"]
    assert (
        "published the law of Utah again, as edition 3. It says the same as before it was withdrawn." in found["ut-3"]
    )
    assert "Changed: text" in found["ut-4"]


def test_a_draft_is_no_change(clock: Traveller) -> None:
    changed("ut", "venipuncture", answer="not_allowed", publish=False)
    assert told() == {}


def test_what_else_changed_is_told_too(clock: Traveller) -> None:
    said = (Voice("ecg", "They say so.", (LEAD,)),)
    nothing = Statement("It asks for nothing.", (LEAD,))
    law = content("al", credential_requirement="none", credential=nothing, others_say=said)
    publish(law)
    clock.move_to(noon(later(1)))
    more = Statement("Register with the board.", (LEAD,))
    publish(replace(law, credential_requirement="registration", credential=more, others_say=(), own_term="aide"))
    newest = next(iter(told().values()))
    assert "Credential" in newest
    assert "What is required None required by law Registration with the state" in newest
    assert "Text It asks for nothing. Register with the board." in newest
    assert "What others say about: " in newest
    assert "What it said Text They say so. Sources Made Code § 1" in newest
    assert "The law’s own term nothing recorded aide" in newest


# What took effect ---------------------------------------------------------------------------------------------------


def announced(day: date) -> None:
    """From that day on, drawing blood is not allowed in Utah; until then nothing changes."""
    law = content_of(StateLaw.objects.get(jurisdiction__code="ut").get_latest_revision_as_object())
    [now] = [rule for rule in law.rules if rule.key == ("venipuncture", "")]
    changed("ut", "venipuncture", effective_to=day - timedelta(days=1))
    with_rule("ut", replace(now, answer="not_allowed", effective_from=day, effective_to=None))


def test_a_rule_takes_effect_on_its_day_without_anyone(clock: Traveller) -> None:
    announced(later(10))
    assert list(told()) == ["ut-3", "ut-2"]
    clock.move_to(datetime.combine(later(9), datetime.max.time(), NEW_YORK))
    assert list(told()) == ["ut-3", "ut-2"]
    clock.move_to(datetime.combine(later(10), datetime.min.time(), NEW_YORK))
    found = told()
    key = f"ut-3-{later(10).isoformat()}"
    assert list(found) == [key, "ut-3", "ut-2"]
    assert "rules that we had already published, in edition 3, began or ended on this day" in found[key]
    assert "a medical assistant must not draw blood from a vein." in found[key]
    assert "Before: Utah law, in the text in force until" in found[key]
    assert "did not mention" not in found[key], "on the day before, it still held"
    assert LawEdition.objects.filter(jurisdiction__code="ut").count() == 3


def test_a_rule_that_ends_without_another_is_told_on_the_day_after(clock: Traveller) -> None:
    extra = Rule("ecg", "allowed", "For a while.", applies_to="aide", sources=(LEAD,))
    law = content("al", categories=("aide",))
    publish(law)
    clock.move_to(noon(later(1)))
    publish(replace(law, rules=(*law.rules, replace(extra, effective_to=later(5)))))
    clock.move_to(noon(later(5)))
    assert not any(key.startswith("al-3-") for key in told("?state=al"))
    clock.move_to(noon(later(6)))
    text = told("?state=al")[f"al-3-{later(6).isoformat()}"]
    assert "aide: removed." in text


def test_a_day_that_had_come_when_it_was_published_is_no_event_of_its_own(clock: Traveller) -> None:
    changed("ut", "venipuncture", effective_from=START, text="In force from today.")
    clock.move_to(noon(later(3)))
    assert list(told()) == ["ut-2"]


def test_a_rule_that_was_taken_back_before_its_day_never_takes_effect(clock: Traveller) -> None:
    announced(later(10))
    clock.move_to(noon(later(5)))
    law = content_of(StateLaw.objects.get(jurisdiction__code="ut").get_latest_revision_as_object())
    [now] = [rule for rule in law.rules if rule.key == ("venipuncture", "") and not rule.effective_from]
    rules = tuple(rule for rule in law.rules if rule.key != ("venipuncture", ""))
    publish(replace(law, rules=(replace(now, effective_to=None), *rules)))
    clock.move_to(noon(later(20)))
    assert list(told()) == ["ut-4", "ut-3", "ut-2"]


def test_withdrawn_law_takes_no_effect(clock: Traveller) -> None:
    announced(later(10))
    clock.move_to(noon(later(5)))
    desk("ut").unpublish()
    clock.move_to(noon(later(20)))
    assert list(told()) == ["ut-4", "ut-3", "ut-2"]


# Two days -----------------------------------------------------------------------------------------------------------


def lines(query: str) -> list[str]:
    found = soup(query).select_one("#compared")
    return [words(line) for line in found.select("ul.changes > li")] if found else []


def test_two_days_of_one_state(clock: Traveller) -> None:
    announced(later(10))
    clock.move_to(noon(later(20)))
    changed("ut", "ecg", locator="Somewhere else.")
    clock.move_to(noon(later(30)))
    whole = lines(f"?state=ut&from={later(-1)}&to={later(30)}")
    assert [text.split(":")[0] for text in whole] == ["Blood draws from a vein", "Electrocardiograms"] or len(
        whole
    ) == 2
    [blood] = lines(f"?state=ut&from={later(9)}&to={later(10)}")
    assert "must not draw blood" in blood
    assert "Before: Utah law, in the text in force until" in blood
    [ecg] = lines(f"?state=Utah&from={later(10)}&to=")
    assert "Changed: place in the source" in ecg
    assert lines(f"?state=ut&from={later(10)}&to={later(19)}") == []
    assert "Nothing differs between the two days." in words(soup(f"?state=ut&from={later(10)}&to={later(19)}").main)
    coming = soup(f"?state=ut&from={later(-1)}&to={later(5)}").select_one("#compared")
    assert "Rules for days to come" in words(coming)
    assert f"from {later(10):%B} {later(10).day}, {later(10).year}" in words(coming)


def test_the_two_days_are_what_the_state_page_shows_then(clock: Traveller) -> None:
    """Field by field: what is listed is all that differs between the two readings, and nothing else."""
    announced(later(10))
    clock.move_to(noon(later(12)))
    changed("ut", "ecg", text="Another text.", qualification="Ten hours")
    clock.move_to(noon(later(40)))
    utah = place("ut")
    for first in (-1, 0, 9, 10, 11):
        for last in (9, 10, 11, 12, 30):
            if last < first:
                continue
            found = two_days.compared(utah, later(first), later(last)).in_force
            before, after = (law_of(utah, When.at(two_days.end_of(later(days)))) for days in (first, last))
            assert before
            assert after
            old = {(claim.task.key, claim.applies_to): claim.rule for claim in before.rules}
            new = {(claim.task.key, claim.applies_to): claim.rule for claim in after.rules}
            differing = {key for key in old | new if old.get(key) != new.get(key)}
            assert {(difference.task, difference.applies_to) for difference in found} == differing
            if not changes.events(utah, after=later(first), until=later(last)):
                assert not found
                assert not two_days.compared(utah, later(first), later(last)).to_come


def test_an_announcement_that_was_taken_back_is_told_between_two_days(clock: Traveller) -> None:
    announced(later(10))
    before = two_days.compared(place("ut"), later(-1), later(0))
    assert [difference.kind for difference in before.to_come] == ["added"]
    clock.move_to(noon(later(2)))
    law = content_of(StateLaw.objects.get(jurisdiction__code="ut").get_latest_revision_as_object())
    publish(
        replace(law, rules=tuple(rule for rule in law.rules if not rule.effective_from or rule.effective_from < START))
    )
    clock.move_to(noon(later(20)))
    after = two_days.compared(place("ut"), later(0), later(5))
    assert [difference.kind for difference in after.to_come] == ["removed"]
    begun = two_days.compared(place("ut"), later(0), later(15))
    assert [difference.kind for difference in begun.to_come] == ["removed"], "it never began"


def test_before_the_first_edition_the_page_says_so(clock: Traveller) -> None:
    changed("ut", "ecg", text="Another text.")
    page = words(soup(f"?state=ut&from=2020-01-01&to={START}").main)
    assert "At the end of January 1, 2020 we had not yet published anything about the law of Utah." in page
    assert "it is where the record starts, not a change" in page
    assert len(lines(f"?state=ut&from=2020-01-01&to={START}")) == 1
    assert lines("?state=ut&from=2020-01-01&to=2020-02-01") == []


def test_a_change_on_the_day_of_the_first_edition_is_not_lost() -> None:
    changed("ut", "ecg", text="Another text.")
    [line] = lines("?state=ut&from=2020-01-01")
    assert "Changed: text" in line
    began = timezone.localdate(LawEdition.objects.get(jurisdiction__code="ut", number=1).published_at)
    assert lines(f"?state=ut&from={began}") == [], "at the end of that day it stood already"


def test_withdrawn_on_one_of_the_days(clock: Traveller) -> None:
    desk("ut").unpublish()
    clock.move_to(noon(later(3)))
    for days in ((-1, 1), (1, 2)):
        query = f"?state=ut&from={later(days[0])}&to={later(days[1])}"
        assert f"At the end of {later(days[1]):%B} {later(days[1]).day}" in words(soup(query).main)
        assert "we had withdrawn what we had published about the law of Utah" in words(soup(query).main)
        assert lines(query) == []


def test_days_without_a_state_limit_the_list(clock: Traveller) -> None:
    changed("ut", "ecg", text="One.")
    clock.move_to(noon(later(5)))
    changed("wa", "ecg", text="Two.")
    assert list(told(f"?from={later(0)}")) == ["wa-2"]
    assert list(told(f"?to={later(4)}")) == ["ut-2"]
    assert list(told("?state=washington")) == ["wa-2"]
    assert list(told("?state=WA")) == ["wa-2"]
    assert told(f"?from={later(1)}&to={later(2)}") == {}
    assert "Nothing was published in this time" in words(soup(f"?from={later(1)}&to={later(2)}").main)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?state=atlantis", "We know no state called “atlantis”"),
        ("?state=ut&from=soon", "“soon” is not a day that we can read"),
        ("?from=2026-02-30", "“2026-02-30” is not a day that we can read"),
        ("?to=0001-01-01", "“0001-01-01” is not a day that we can read"),
        ("?to=9999-12-31", "is not a day that we can read"),
        ("?from=9998-12-31", "has not come yet"),
        ("?to=9998-12-31", "has not come yet"),
        ("?from=2026-03-01&to=2026-02-01", "Put the earlier day first"),
        ("?state=%00&from=%00", ""),
        ("?state=%3Cscript%3E", "We know no state called “<script>”"),
        ("?page=999", ""),
        ("?page=nonsense&state=", ""),
    ],
)
def test_bad_input_gets_a_message_and_nothing_is_lost(query: str, message: str, clock: Traveller) -> None:
    changed("ut", "ecg", text="One.")
    page = soup(query)
    assert message in words(page.main)
    for name in ("from", "to"):
        asked = re.search(rf"{name}=([\w-]+)", query)
        if asked:
            assert page.select_one(f'input[name="{name}"]')["value"] == asked[1]  # type: ignore[index]
    assert page.select_one('meta[name="robots"][content^="noindex"]')


def test_the_plain_page_is_indexed() -> None:
    assert not soup().select('meta[name="robots"]')


# Paging, cost, words ------------------------------------------------------------------------------------------------


def test_the_newest_first_in_pages_at_a_bounded_cost(clock: Traveller) -> None:
    for number in range(AT_ONCE + 3):
        clock.move_to(noon(later(number)))
        changed("ut" if number % 2 else "wa", "ecg", text=f"Text {number}.")
    # Twelve for what changed: editions, days on which rules begin and end, the editions shown with their content
    # (five), tasks, addresses of guides; the others are those of every page in a process that remembers nothing yet.
    with CaptureQueriesContext(
        connection,
    ) as queries:
        first = told()
    assert len(queries) <= 27, "\n".join(query["sql"][:120] for query in queries)
    second = told("?page=2")
    assert len(first) == AT_ONCE
    assert next(iter(first)) == "wa-13"
    assert not set(first) & set(second)
    assert len(first | second) == AT_ONCE + 3
    link = soup("?state=&page=1").select_one('nav.pages a[rel="next"]')
    assert link
    assert link["href"] == "?page=2"


def test_every_field_has_words_for_readers() -> None:
    """A field that content gains must be told in words here as well."""
    named = {"text", "sources", *Rule.__dataclass_fields__, *Content.__dataclass_fields__} - {
        *("task", "applies_to", "jurisdiction", "rules", "others_say"),
        *("credential", "delegation", "unlisted", "training"),
    }
    assert named | {"unlisted"} == set(FIELDS)
    for name in FIELDS:
        assert in_words(name, "" if name != "delegators" else None, {}), name
    assert in_words("delegators", (), {}) == "the text lists nobody"
    assert set(EMPTY) <= set(FIELDS)
    for key in Answer:
        assert in_words("answer", key.value, {})
    for level in Supervision:
        assert in_words("supervision", level.value, {})
    for credential in Requirement:
        assert in_words("credential_requirement", credential.value, {})
    assert in_words("supervisors", tuple(Supervisor.values), {})


def test_the_order_of_rules_alone_is_said_to_be_that(clock: Traveller) -> None:
    one = Rule("ecg", "allowed", "Yes.", applies_to="aide", sources=(LEAD,))
    two = replace(one, applies_to="helper")
    publish(content("al", one, two, categories=("aide", "helper")))
    clock.move_to(noon(later(1)))
    law = content_of(desk("al"))
    publish(replace(law, others_say=(Voice("ecg", "A.", (LEAD,)), Voice("ecg", "B.", (LEAD,)))))
    clock.move_to(noon(later(2)))
    publish(replace(law, others_say=(Voice("ecg", "B.", (LEAD,)), Voice("ecg", "A.", (LEAD,)))))
    assert "Only the order of what it says changed." in next(iter(told("?state=al").values()))


def test_kinds_of_events_have_a_title() -> None:
    from guides.models.law_told import TITLES

    assert set(TITLES) == set(Happened)
    assert LawChangesPage.objects.live().count() == 1
