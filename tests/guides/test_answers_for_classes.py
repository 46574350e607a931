"""The task checker about classes of assistant: rules to come, people who may delegate, the question to the board."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from careers.law.content import Rule
from tests.careers.law.made import LEAD, content, publish

pytestmark = pytest.mark.django_db
CLASSES = ("certified assistant", "scribe")


def section(**asked: str) -> BeautifulSoup:
    found = BeautifulSoup(Client().get("/states/check/", {"state": "ak"} | asked).content, "html.parser")
    answer = found.select_one("#answer")
    assert answer
    return answer


def told(answer: BeautifulSoup) -> list[str]:
    said = [" ".join(tag.get_text(" ").split()) for tag in answer.select("p")]
    return [words for words in said if words.startswith("To come")]


def rule(answer: str, **fields: Any) -> Rule:
    return Rule("ecg", answer, "As the text says.", sources=(LEAD,), **fields)


def test_a_rule_to_come_for_a_class_without_one_today_is_told() -> None:
    day = timezone.localdate() + timedelta(days=40)
    publish(
        content(
            "ak",
            rule("allowed"),
            rule("allowed", applies_to="scribe"),
            rule("not_allowed", applies_to="certified assistant", effective_from=day),
            categories=CLASSES,
        )
    )
    for asked, whom in [({"category": "certified assistant"}, True), ({}, True), ({"category": "scribe"}, False)]:
        found = told(section(task="ecg", **asked))
        assert len(found) == (1 if whom else 0), asked
        assert all("To come, certified assistant:" in words for words in found), found
        assert all("a certified assistant must not record a heart tracing" in words for words in found), found


def test_a_rule_to_come_for_everybody_is_told_to_a_class_that_it_answers() -> None:
    day = timezone.localdate() + timedelta(days=40)
    before = rule("allowed", effective_to=day - timedelta(days=1))
    publish(content("ak", before, rule("not_allowed", effective_from=day), categories=CLASSES))
    [words] = told(section(task="ecg", category="scribe"))
    assert "a medical assistant must not record a heart tracing" in words


def test_a_class_for_which_the_text_lists_nobody_is_shown_so() -> None:
    main = rule("allowed", delegators=("physician",))
    publish(content("ak", main, rule("allowed", applies_to="scribe", delegators=()), categories=CLASSES))
    shown = " ".join(section(task="ecg", category="scribe").get_text(" ").split())
    assert "The text on this task lists nobody" in shown
    assert "as the text lists them" not in shown


def test_the_question_asks_about_whom_the_reader_asked() -> None:
    publish(content("ak", rule("law_silent"), categories=CLASSES))

    def question(**asked: str) -> str:
        area = section(task="ecg", **asked).select_one("textarea")
        assert area
        return area.text

    assert "may a medical assistant record a heart tracing" in question()
    assert "speaks of “certified assistant” and “scribe”" in question()
    assert "may a medical assistant in the class scribe record a heart tracing" in question(category="scribe")
