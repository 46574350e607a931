"""Roles while an editor works on their facts: the draft as readers would see it, and nobody else sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail import hooks

from careers import stated
from careers.models import Occupation, Role, Source
from tests.guides.test_state_guides import words
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
NEW = "Words that only lie on the desk."


def drafted(key: str, **about: Any) -> Role:
    """A role with one fact changed, not saved: `subject`, `text`, `doubts`."""
    role = Role.objects.get(key=key)
    fact = {"text": NEW, "doubts": "", "sources": [], **about}
    fact["sources"] = [{"type": "item", "id": "s1", "value": Source.objects.earliest("pk").pk}]
    others = [child for child in role.facts.raw_data if child["value"]["subject"] != about["subject"]]
    role.facts = json.dumps([*others, {"type": "fact", "id": "f1", "value": fact}])
    return role


def previewed(role: Role) -> BeautifulSoup:
    """As the preview panel gets it: through the whole chain of a request."""
    answer = role.make_preview_request(RequestFactory().get("/admin/"))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def heads(page: BeautifulSoup) -> list[str]:
    return [words(head) for head in page.select("table.comparison thead th")][1:]


def test_one_answers_the_hook() -> None:
    assert len(hooks.get_hooks("preview_stated")) == 1


def test_a_role_stands_beside_a_medical_assistant() -> None:
    page = previewed(drafted("cna", subject="training", doubts="One page says so."))
    assert heads(page) == ["Medical assistant (MA)", "Nursing assistant (CNA)"]
    _, cell = page.select("#row-training td")
    assert NEW in words(cell)
    assert "One page says so." in words(cell)
    assert page.select_one('meta[name="robots"][content^="noindex"]')
    assert NEW not in stated.roles()["cna"].facts["training"].text, "nothing was saved"


def test_a_medical_assistant_stands_beside_another_role() -> None:
    page = previewed(drafted("medical-assistant", subject="training"))
    assert len(heads(page)) == 2
    assert NEW in words(page.select_one("#row-training td:last-child"))


def test_what_is_said_beside_a_medical_assistant_alone_is_shown() -> None:
    page = previewed(drafted("cna", subject="path_from_ma"))
    assert NEW in words(page.select_one("#relative"))
    assert NEW not in words(page.select_one("#comparison"))
    listed = {str(item["id"]) for item in page.select(".sources li[id]")}
    marks = {str(mark["href"]).lstrip("#") for mark in page.select("#comparison sup a, #relative sup a")}
    assert marks == listed


def test_a_role_without_facts_is_shown_with_its_gaps() -> None:
    role = Role(
        key="new-role",
        name="new role",
        plural="new roles",
        fit="broader",
        fit_note="Counted with others.",
        occupation=Occupation.objects.get(code="31-1131"),
    )
    page = previewed(role)
    assert "We found no source for this" in words(page.select_one("#row-training td:last-child"))
    assert not page.select("#relative")


def test_nobody_else_sees_the_draft() -> None:
    role = Role.objects.get(key="cna")
    address = reverse(f"{role.snippet_viewset.url_namespace}:preview_on_edit", args=[role.pk])
    assert Client().get(address).status_code == 302
    assert signed_in("Writers").get(address).status_code == 302
