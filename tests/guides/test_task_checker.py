"""The task checker: cases written from the law before it existed, and what it does when asked badly."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "task_checker_cases.yaml"


@cache
def cases() -> list[dict[str, Any]]:
    return list(yaml.safe_load(CASES.read_text())["cases"])


def plain(text: str) -> str:
    """Small letters, straight quotation marks, single spaces."""
    for curly, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(curly, straight)
    return " ".join(text.split()).casefold()


def ask(**asked: str) -> Any:
    response = Client().get("/states/check/", asked)
    assert response.status_code == 200
    assert not response.cookies
    return response


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_cases(case: dict[str, Any]) -> None:
    response = ask(
        **{name: case[name] for name in ("state", "task", "supervisor", "category") if case[name]},
    )
    result, expected = response.context["result"], case["expect"]
    assert result.claim.answer == expected["answer"]
    governs = result.claim.governs if result.claim.answer == "law_silent" else ""
    assert governs == expected["governs"]
    assert result.supervisor.status == expected["supervisor_status"]
    assert result.claim.applies_to == expected["rule_applies_to"]
    section = page_of(response).select_one("#answer")
    assert section
    shown = plain(section.get_text(" "))
    for words in expected["must_say"]:
        assert any(plain(either) in shown for either in words.split("|")), words
    said = section.select_one(".task-answer__sentence")
    assert said
    for words in expected["must_not_say"]:
        pattern = rf"(?<!\w){re.escape(plain(words))}(?!\w)"
        # A physician assistant is somebody else than a physician.
        heard = plain(said.get_text(" ")).replace("physician assistant", "physician_assistant")
        assert not re.search(pattern, heard), f"{words}: {said.get_text()}"
    assert plain(result.lead.citation if result.lead else "") == plain(expected["must_cite"])
