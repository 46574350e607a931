"""The task checker: cases written from the law before it existed, and what it does when asked badly."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.answers import Answer
from careers.law.desk import content_of
from careers.models import StateLaw
from careers.models.law.words import Supervisor, Unlisted
from guides.models.task_form import CheckForm
from guides.sentences import SupervisorStatus
from guides.wording import day
from tests.guides.laws import changed, on_the_desk, rewritten, with_rule

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


def test_the_cases_cover_what_can_be_asked_and_answered() -> None:
    assert len(cases()) >= 30
    assert len({case["state"] for case in cases()}) >= 12
    assert {case["expect"]["answer"] for case in cases()} == set(Answer.values)
    assert {case["expect"]["governs"] for case in cases()} == {"", *Unlisted.values}
    assert {case["expect"]["supervisor_status"] for case in cases()} == set(SupervisorStatus)
    kinds = {"", "physician", "physician_assistant", "nurse_practitioner", "registered_nurse", "other"}
    assert kinds <= {case["supervisor"] for case in cases()}


# The form -----------------------------------------------------------------------------------------------------------


def chosen(page: BeautifulSoup) -> dict[str, str]:
    """What stands in the fields."""
    found = {}
    for select in page.select("#check select"):
        option = select.select_one("option[selected]")
        found[str(select["name"])] = str(option["value"]) if option else ""
    return found


def errors(page: BeautifulSoup) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in page.select("#check .field__error")]


def offered(page: BeautifulSoup, name: str) -> list[str]:
    return [str(option["value"]) for option in page.select(f"#check [name={name}] option")]


def section(response: Any) -> str:
    found = page_of(response).select_one("#answer")
    assert found
    return " ".join(found.get_text(" ").split())


def sentence(response: Any) -> str:
    found = page_of(response).select_one(".task-answer__sentence")
    assert found
    return " ".join(found.get_text().split())


def test_the_form_stands_ready_and_answers_nothing_yet() -> None:
    page = page_of(ask())
    assert errors(page) == []
    assert not page.select("#answer")
    assert set(chosen(page).values()) == {""}
    form = page.select_one("#check form")
    assert form
    assert (form["method"], form["action"]) == ("get", "/states/check/#answer"), "the address says it all"
    assert len(offered(page, "state")) == 52
    assert len(offered(page, "task")) == 18
    assert set(Supervisor.values) | {""} == set(offered(page, "supervisor"))
    assert not page.select("#check [name=category]"), "classes are those of a state"
    ids = {str(tag["id"]) for tag in page.select("#check select")}
    assert ids == {str(label["for"]) for label in page.select("#check label")}


@pytest.mark.parametrize("state", ["ut", "UT", "utah", "Utah", " utah "])
@pytest.mark.parametrize("task", ["ecg", "Heart tracings (ECG or EKG)", "heart tracings (ecg)"])
def test_states_and_tasks_are_found_by_any_of_their_names(state: str, task: str) -> None:
    response = ask(state=state, task=task)
    assert response.context["result"].heading == "Utah: Heart tracings (ECG or EKG)"
    assert chosen(page_of(response)) == {"state": "ut", "task": "ecg", "supervisor": "", "category": ""}


def test_places_of_two_words_and_slugs() -> None:
    for state, task in [("new-york", "injections"), ("New York", "injections_im_sc_id"), ("NY", "Injections")]:
        response = ask(state=state, task=task)
        assert response.context["result"].heading.startswith("New York: Injections")
        assert chosen(page_of(response))["task"] == "injections_im_sc_id"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"state": "ut"}, ["Choose a task."]),
        ({"task": "ecg"}, ["Choose a state."]),
        ({"state": "", "task": ""}, ["Choose a state.", "Choose a task."]),
        ({"supervisor": "physician"}, ["Choose a state.", "Choose a task."]),
        (
            {"state": "Atlantis", "task": "ecg"},
            ["We do not know a state “Atlantis”. Choose one of the 50 states or the District of Columbia."],
        ),
        (
            {"state": "pr", "task": "flying"},
            [
                "We do not know a state “pr”. Choose one of the 50 states or the District of Columbia.",
                "We do not follow a task “flying”. Choose one from the list.",
            ],
        ),
        (
            {"state": "ut", "task": "ecg", "supervisor": "wizard"},
            ["We do not know “wizard”. Choose one from the list."],
        ),
        (
            {"state": "wa", "task": "ecg", "category": "MA-Wizard"},
            [
                "Washington law does not name a class “MA-Wizard”. It names: MA-Certified; MA-Registered; "
                "MA-Phlebotomist; MA-Hemodialysis; MA-EMT."
            ],
        ),
    ],
)
def test_what_is_missing_or_unknown_is_said_and_nothing_is_lost(asked: dict[str, str], said: list[str]) -> None:
    page = page_of(ask(**asked))
    assert errors(page) == said
    assert not page.select("#answer")
    stands = chosen(page)
    assert {name: stands[name] for name in asked} == asked
    for tag in page.select("#check [aria-invalid=true]"):
        described = page.find(id=str(tag["aria-describedby"]))
        assert described
        assert described.get_text(strip=True)
    assert len(page.select("#check [aria-invalid=true]")) == len(said)


def test_the_classes_offered_are_those_of_the_state() -> None:
    page = page_of(ask(state="wa"))
    assert offered(page, "category") == [
        "", "MA-Certified", "MA-Registered", "MA-Phlebotomist", "MA-Hemodialysis", "MA-EMT"
    ]  # fmt: skip
    assert chosen(page_of(ask(state="wa", task="ecg", category="ma-registered")))["category"] == "MA-Registered"


def test_other_pages_show_the_form_with_what_they_know() -> None:
    form = CheckForm(state="wa", task="ecg")
    html = BeautifulSoup(render_to_string("components/check_form.html", {"check_form": form}), "html.parser")
    assert [str(option["value"]) for option in html.select("option[selected]")] == ["wa", "ecg", "", ""]
    assert len(html.select("[name=category] option")) == 6
    assert not html.select(".field__error")
    sent = html.select_one("form")
    assert sent
    assert sent["action"] == "/states/check/#answer"


def test_a_class_where_the_law_names_none_is_said_and_answered() -> None:
    """As when somebody changes the state and leaves the class in the form."""
    response = ask(state="ca", task="ecg", category="MA-Certified")
    assert "names no classes" in page_of(response).select("#check .callout")[0].text
    assert response.context["result"].category == ""
    assert "In California, a medical assistant may record" in sentence(response)


def test_a_class_of_an_unknown_state_travels_along() -> None:
    page = page_of(ask(state="Atlantis", task="ecg", category="MA-EMT"))
    hidden = page.select_one("#check input[name=category]")
    assert hidden
    assert hidden["value"] == "MA-EMT"


NASTY = [
    "\x00", "ut\x00", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "{{ 7*7 }}", "' OR 1=1 --", "x" * 5_000,
    "\u202etu", "😀", "u\nt", "%00", "None",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("field", ["state", "task", "supervisor", "category", "as_of"])
def test_hostile_input_is_answered_calmly(field: str, text: str) -> None:
    response = ask(**({"state": "wa", "task": "ecg"} | {field: text}))
    page = page_of(response)
    assert not page.select("#check script, #check svg[onload], .guide__header script")
    assert "x" * 200 not in page.get_text()
    if field != "as_of":
        assert len(errors(page)) == 1
        assert not page.select("#answer")


@pytest.mark.parametrize(
    "query", ["state", "state=%FF%FE&task=ecg", "state[]=ut", "%00=1", "state=ut&state=wa&task=ecg"]
)
def test_odd_queries_are_answered(query: str) -> None:
    assert Client().get(f"/states/check/?{query}").status_code == 200


# The answer ---------------------------------------------------------------------------------------------------------


def test_an_answer_leads_to_its_rule_and_its_task() -> None:
    response = ask(state="wa", task="venipuncture", category="MA-Registered")
    page = page_of(response)
    links = [str(link["href"]) for link in page.select(".task-answer__ways a")]
    assert links == ["/states/washington/#rule-venipuncture-ma-registered", "/states/tasks/venipuncture/"]
    guide = page_of(Client().get("/states/washington/"))
    assert guide.find(id="rule-venipuncture-ma-registered")
    assert page.title
    assert page.title.text.startswith("Washington, MA-Registered: Drawing blood")


def test_sources_stand_with_their_link_and_age() -> None:
    page = page_of(ask(state="tx", task="venipuncture"))
    source = page.select_one("#answer cite a")
    assert source
    assert str(source["href"]).startswith("http")
    assert "Compiled from the sources listed, not yet verified." in section(ask(state="tx", task="venipuncture"))
    assert re.search(r"Read (?:whole|in part) on", section(ask(state="tx", task="venipuncture")))


def test_what_others_say_stands_apart_from_the_answer() -> None:
    response = ask(state="ct", task="injections")
    said = page_of(response).select_one("#answer .rule__others")
    assert said
    assert "What others say, not the law" in section(response)
    assert response.context["result"].claim.answer == "not_checked"


def test_silence_says_what_governs_and_drafts_a_question() -> None:
    response = ask(state="nd", task="ecg", supervisor="registered_nurse")
    page = page_of(response)
    question = page.select_one("#answer textarea[readonly]")
    assert question
    assert "may a medical assistant record a heart tracing" in question.text
    assert "speaks of “registered unlicensed assistive person” and “Medication Assistant III”" in question.text
    assert "when a registered nurse delegates the task" in question.text
    assert page.select_one("label[for=question]")
    assert "Its general rule on delegation governs the task" in section(response)
    address = page.select_one("#board-question + p a")
    assert address
    assert str(address["href"]).startswith("https://www.ndbon.org")


def test_a_regulator_without_an_address_is_to_be_found() -> None:
    assert "find it on the state’s official website" in section(ask(state="ut", task="ecg"))


def test_a_settled_answer_asks_nobody() -> None:
    page = page_of(ask(state="ny", task="injections"))
    assert not page.select("#answer textarea")


def test_a_class_without_a_rule_of_its_own_is_answered_by_the_main_rule() -> None:
    response = ask(state="wa", task="injections", category="MA-Phlebotomist")
    assert "has no separate rule for an MA-Phlebotomist on this task. The main rule answers" in section(response)
    assert sentence(response).startswith("In Washington, some medical assistants may")
    assert "has no separate rule" not in section(ask(state="wa", task="injections", category="MA-Certified"))


def test_a_supervisor_whom_nobody_lists() -> None:
    """Every researched law lists somebody: here is one without a list, made up."""
    changed("ut", "ecg", delegators=None)
    rewritten("ut", replace(content_of(on_the_desk("ut")), supervisors=()))
    response = ask(state="ut", task="ecg", supervisor="physician")
    assert response.context["result"].supervisor.status == "not_said"
    assert "The text we read does not say who may delegate" in sentence(response)
    assert "when a licensed practitioner delegates the task" in section(ask(state="ut", task="ecg"))


# Without a law, at another time -------------------------------------------------------------------------------------


def test_a_law_that_was_withdrawn_is_no_error() -> None:
    StateLaw.objects.get(jurisdiction__code="ut").unpublish()
    response = ask(state="ut", task="ecg", category="medical assistant", supervisor="physician")
    assert "result" not in response.context
    today = day(timezone.localdate())
    assert f"On {today} we withdrew what we had published about the law of Utah, so we cannot" in section(response)
    assert "not yet published" not in section(response)
    assert page_of(response).select_one('#answer a[href="/states/utah/"]')


def test_the_law_of_a_moment() -> None:
    before = timezone.now()
    changed("ut", "ecg", answer="allowed", text="A new sentence that nobody has published before.")
    now = ask(state="ut", task="ecg")
    assert "In Utah, a medical assistant may record" in sentence(now)
    assert not page_of(now).select("meta[name=robots]")
    then = ask(state="ut", task="ecg", as_of=before.isoformat())
    page = page_of(then)
    assert "Utah law does not mention" in sentence(then)
    assert "noindex" in str(page.select_one("meta[name=robots]"))
    kept = page.select_one("#check input[name=as_of]")
    assert kept
    assert kept["value"] == before.isoformat()[:40]
    back = page.select_one("aside.callout a")
    assert back
    assert back["href"] == "?state=ut&task=ecg"
    assert all("?as_of=" in str(link["href"]) for link in page.select(".task-answer__ways a"))


def test_before_the_first_edition() -> None:
    response = ask(state="ut", task="ecg", as_of="2001-01-01")
    assert "The law of Utah was not yet published here then, so we cannot answer." in section(response)


def test_a_moment_that_is_nonsense_is_said() -> None:
    response = ask(state="ut", task="ecg", as_of="yesterday")
    assert "is not a day or time that we can read" in page_of(response).get_text()
    assert "Utah law does not mention" in sentence(response)


def test_a_rule_to_come_is_announced() -> None:
    coming = timezone.localdate() + timedelta(days=30)
    new = next(each for each in content_of(on_the_desk("ut")).rules if each.key == ("ecg", ""))
    new = replace(new, answer="not_allowed", text="Not from then on.")
    changed("ut", "ecg", effective_to=coming - timedelta(days=1))
    with_rule("ut", replace(new, effective_from=coming))
    response = ask(state="ut", task="ecg")
    assert "Utah law" in sentence(response)
    assert "To come: In Utah, from" in section(response)
    assert "a medical assistant must not record a heart tracing" in section(response)


# What it costs ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembering")
def test_an_answer_costs_few_queries() -> None:
    """At most 20 with no page cache."""
    for asked in ({}, {"state": "wa", "task": "ecg"}, {"state": "ct", "task": "injections", "supervisor": "physician"}):
        ask(**asked)
        with CaptureQueriesContext(connection) as captured:
            ask(**asked)
        assert len(captured) <= 20, "\n".join(query["sql"][:150] for query in captured)
