"""The credential chooser and the comparison of credentials: every way through, and what happens when asked badly."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from careers import stated
from careers.credential_fit import Fit, Verdict
from careers.models import Credential, Source, StateLaw
from guides.blocks import credential_tables
from guides.models import CredentialChooserPage
from guides.models.credential_questions import QUESTIONS, ROUTES, WORK
from guides.models.credential_result import Result
from guides.models.credential_visit import read
from tests.careers.credentials import cited
from tests.guides.test_state_guides import words

pytestmark = pytest.mark.django_db

ADDRESS = "/certification/choose/"
ALL = {"route": "program", "state": "tx", "work": "clinical", "budget": "200"}
#: A state whose law asks for a credential, one that names several bodies, one that asks for nothing, and no state.
STATES = ["wa", "nj", "tx", "skip"]
BUDGETS = ["0", "100", "200", "1000", "no-limit", "skip"]


def get(query: str = "", **answers: str) -> Any:
    response = Client().get(f"{ADDRESS}?{query}" if query else ADDRESS, answers or None)
    assert response.status_code == 200
    assert not response.cookies
    return response


def page_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found, selector
    return found


def number(response: Any) -> int:
    """Of the question that is asked."""
    found = re.fullmatch(r"Question (\d) of 4", words(one(page_of(response), "#chooser-heading")))
    assert found
    return int(found[1])


def hidden(response: Any) -> dict[str, str]:
    return {
        str(field["name"]): str(field["value"]) for field in page_of(response).select("#chooser input[type=hidden]")
    }


def error(response: Any) -> str:
    return words(page_of(response).select_one("#chooser-error") or Tag(name="p"))


# One question after the other ---------------------------------------------------------------------------------------


def test_questions_are_asked_one_a_page_without_script() -> None:
    """A reader who answers as a browser does comes through four pages to the result."""
    answers = {"route": "accredited-program", "state": "tx", "work": "both", "budget": "500"}
    query: dict[str, str] = {}
    for place, question in enumerate(QUESTIONS, start=1):
        response = get(**query)
        form = one(page_of(response), "#chooser form")
        assert (form["method"], number(response)) == ("get", place)
        assert {str(field["name"]) for field in form.select("[name]")} == {question.name, *query}
        assert hidden(response) == query
        assert not form.select("[onclick], script")
        query = {**hidden(response), question.name: answers[question.name]}
    response = get(**query)
    assert not page_of(response).select("#chooser form")
    assert page_of(response).select("#answer .fit")


def test_radio_buttons_stand_in_a_group_that_is_named() -> None:
    for query, choices in (({}, ROUTES), ({"route": "program", "state": "skip"}, WORK)):
        form = one(page_of(get(**query)), "#chooser form")
        assert words(one(form, "fieldset > legend")).endswith("?")
        labels = form.select("fieldset label")
        assert [words(label) for label in labels] == [text for _, text in choices]
        assert [str(one(label, "input[type=radio]")["value"]) for label in labels] == [value for value, _ in choices]


def test_fields_are_labeled_and_hinted() -> None:
    for query in ({"route": "program"}, {"route": "program", "state": "skip", "work": "both"}):
        form = one(page_of(get(**query)), "#chooser form")
        field = one(form, "#chooser-field")
        assert words(one(form, "label[for=chooser-field]")).endswith("?")
        for name in str(field["aria-describedby"]).split():
            assert form.find(id=name), name


def test_each_answer_can_be_changed_and_keeps_the_others() -> None:
    page = page_of(get(**ALL))
    links = [str(link["href"]) for link in page.select("#chooser dl a")]
    assert len(links) == 4
    for place, (link, question) in enumerate(zip(links, QUESTIONS, strict=True), start=1):
        response = Client().get(link)
        assert number(response) == place
        assert hidden(response) == {name: value for name, value in ALL.items() if name != question.name}
        form = one(page_of(response), "#chooser form")
        chosen = form.select_one("input[checked], option[selected], input:not([type])")
        assert chosen
        assert chosen["value"] == ALL[question.name]
        assert not error(response)


def test_a_way_back_from_every_question() -> None:
    query: dict[str, str] = {}
    for place, question in enumerate(QUESTIONS, start=1):
        back = [link for link in page_of(get(**query)).select(".chooser__ways a") if words(link) == "Back"]
        assert len(back) == (place > 1)
        if back:
            assert number(Client().get(str(back[0]["href"]))) == place - 1
        query[question.name] = ALL[question.name]


def test_state_and_budget_can_be_skipped() -> None:
    for query, skips in (
        ({}, []),
        ({"route": "program"}, ["Skip this question"]),
        ({"route": "program", "state": "skip"}, []),
        ({"route": "program", "state": "skip", "work": "both"}, ["There is no limit", "Skip this question"]),
    ):
        links = [link for link in page_of(get(**query)).select(".chooser__ways a") if words(link) != "Back"]
        assert [words(link) for link in links] == skips
        for link in links:
            after = Client().get(str(link["href"]))
            assert "Skipped" in words(one(page_of(after), "#chooser dl")) or "No limit" in words(
                one(page_of(after), "#chooser dl")
            )


def test_results_are_not_for_search_engines_and_the_start_is() -> None:
    assert not page_of(get()).select("meta[name=robots]")
    for query in ({"route": "program"}, ALL, {"budget": "x"}):
        assert "noindex" in str(one(page_of(get(**query)), "meta[name=robots]")["content"])


# Every way through ---------------------------------------------------------------------------------------------------


def result_of(asked: dict[str, str]) -> Result:
    visit = read(QueryDict(urlencode(asked)))
    assert not visit.problems
    assert visit.wishes
    return Result(visit, visit.wishes)


def fitting(result: Result) -> list[Fit]:
    return result.fits[Verdict.FITS] + result.fits[Verdict.MAY_FIT]


WAYS = [[value for value, _ in choices] for choices in (ROUTES, WORK)]


@pytest.mark.usefixtures("remembering")
def test_every_way_through_ends_in_something_cited_or_says_why_not() -> None:
    ways = list(itertools.product(WAYS[0], STATES, WAYS[1], BUDGETS))
    assert len(ways) == 9 * 4 * 3 * 6
    every = set(stated.credentials())
    outcomes = set()
    for values in ways:
        result = result_of(dict(zip(ALL, values, strict=True)))
        listed = [line.fit for _, _, lines in result.groups for line in lines]
        assert {fit.credential.key for fit in listed} == every, values
        assert all(part.points for fit in listed for part in fit.parts), values
        assert all(fit.checks for fit in listed), values
        for fit in fitting(result):
            assert any(point.sources for part in fit.parts for point in part.points), (values, fit.credential.key)
        said = bool(re.fullmatch(r"None of these fits, because .{10,}\.", result.summary))
        assert said is not bool(fitting(result)), values
        outcomes.add((bool(fitting(result)), bool(result.law_asks)))
    assert outcomes == set(itertools.product((True, False), repeat=2)), "all kinds of ends were come to"


@pytest.mark.usefixtures("remembering")
def test_every_training_and_work_has_its_page() -> None:
    """Each with another state and budget; what the page shows is what was judged."""
    turns = zip(itertools.product(*WAYS), itertools.cycle(itertools.product(STATES, BUDGETS)))
    for (route, work), (state, budget) in turns:
        response = get(route=route, state=state, work=work, budget=budget)
        page, result = page_of(response), response.context["result"]
        assert [words(head) for head in page.select("#answer .fit h4")] == [
            line.fit.credential.initials for _, _, lines in result.groups for line in lines
        ]
        if fitting(result):
            assert page.select("#answer .fit sup a")
        else:
            assert "None of these fits, because" in words(one(page, "#answer"))
            assert page.select_one('#answer a[href="/how-to-become-a-medical-assistant/"]')


def test_why_none_fits_is_said() -> None:
    said = words(one(page_of(get(route="none", state="skip", work="both", budget="skip")), "#answer"))
    assert "because each asks for training or work first" in said
    assert "Registered apprenticeship" in said, "the ways in that exist"
    said = words(one(page_of(get(route="apprenticeship", state="tx", work="clinical", budget="0")), "#answer"))
    assert re.search(r"None of these fits, because .*name no way in for apprentices \(\d+ of 12\)", said)
    assert re.search(r"the exam costs more than \$0 \(\d+ of 12\)", said)
    assert "Change one answer above" in said


def test_groups_stand_in_their_order_and_it_is_no_ranking() -> None:
    page = page_of(get(route="student", state="nj", work="both", budget="no-limit"))
    heads = [words(head) for head in page.select("#answer > h3")]
    assert heads == ["Fits your answers", "May fit", "Does not fit, as far as we could read"]
    assert "It is not a ranking." in words(one(page, "#answer"))


def test_of_what_does_not_fit_only_the_reasons_stand() -> None:
    page = page_of(get(route="program", state="skip", work="clinical", budget="1000"))
    [line] = [line for line in page.select("#answer .fit") if words(one(line, "h4")) == "CMAA (NHA)"]
    assert [words(head) for head in line.select("dt")] == ["Work: does not fit", "What to check"]


def test_sources_are_numbered_in_the_order_of_the_page() -> None:
    page = page_of(get(route="accredited-program", state="nj", work="both", budget="300"))
    marks = [int(words(mark).removeprefix("Source ")) for mark in page.select("article sup.cite a")]
    first_seen = list(dict.fromkeys(marks))
    assert first_seen == list(range(1, len(first_seen) + 1))
    assert len(page.select(".sources li[id]")) == len(first_seen)


def test_no_address_carries_anything_about_who_sent_the_reader() -> None:
    page = page_of(get(**ALL))
    for link in page.select("a[href^=http]"):
        assert not re.search(r"[?&](?:ref|aff|affiliate|utm_\w+|partner|tag)=", str(link["href"])), link["href"]


# The law of the reader's state --------------------------------------------------------------------------------------


def test_a_law_that_asks_for_a_credential_is_said_first() -> None:
    page = page_of(get(**{**ALL, "state": "wa"}))
    sections = [str(section["aria-labelledby"]) for section in page.select(".guide__body > section")]
    assert sections[:2] == ["chooser-law-heading", "answer-heading"]
    law = one(page, "section[aria-labelledby=chooser-law-heading]")
    assert "Credential required by Washington law: registration" in words(law)
    assert "National certification alone is not enough." in words(law)
    assert law.select("sup a")
    assert law.select_one('a[href="/states/washington/#credential"]')
    assert "may not be what the law asks for" in words(law)


def test_a_law_that_asks_for_none_is_said_too() -> None:
    law = words(one(page_of(get(**ALL)), "section[aria-labelledby=chooser-law-heading]"))
    assert "Credential required by Texas law" in law
    assert "may not be what the law asks for" not in law


def test_a_law_that_mentions_a_body_is_quoted_and_never_said_to_accept_it() -> None:
    page = page_of(get(route="program", state="nd", work="both", budget="skip"))
    lines = {words(one(line, "h4")): line for line in page.select("#answer .fit")}
    said = words(lines["RMA (AMT)"])
    assert "The law we read in North Dakota mentions AMT. Read how: “Medication Assistant III also needs" in said
    assert lines["RMA (AMT)"].select_one('a[href="/states/north-dakota/#training"]')
    assert "The law we read" not in words(lines["CMAC (AMCA)"])
    assert "North Dakota accepts" not in words(page)
    assert "mentions" not in words(
        page_of(get(route="program", state="skip", work="both", budget="skip")).select_one("#answer")
    )


def test_a_law_that_was_withdrawn_is_no_error() -> None:
    StateLaw.objects.get(jurisdiction__code="tx").unpublish()
    law = words(one(page_of(get(**ALL)), "section[aria-labelledby=chooser-law-heading]"))
    assert "The law of Texas is not published here" in law


# Asked badly ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("route", "luck", "We cannot read “luck” as an answer"),
        ("route", "tx", "“tx” answers another question: “In which state"),
        ("route", "clinical", "“clinical” answers another question: “Which work"),
        ("route", "skip", "We cannot read “skip”"),
        ("route", "", "Choose one of the answers below."),
        ("state", "Atlantis", "We cannot read “Atlantis”"),
        ("state", "program", "“program” answers another question: “How did you train"),
        ("state", "", "Choose one of the 50 states"),
        ("state", "no-limit", "We cannot read “no-limit”"),
        ("work", "both of them", "We cannot read “both of them”"),
        ("work", "200", "“200” answers another question: “How much"),
        ("work", "other", "We cannot read “other”"),
        ("work", "skip", "We cannot read “skip”"),
        ("budget", "cheap", "We cannot read “cheap”"),
        ("budget", "", "Write dollars as a number"),
        ("budget", "-5", "We cannot read “-5”"),
        ("budget", "1e3", "We cannot read “1e3”"),
        ("budget", "nan", "We cannot read “nan”"),
        ("budget", "100001", "at most 100,000"),
        ("budget", "1.234", "We cannot read “1.234”"),
        ("budget", "٢٠٠", "We cannot read “٢٠٠”"),
        ("budget", "military", "“military” answers another question: “How did you train"),
    ],
)
def test_what_cannot_be_read_is_asked_again_and_the_rest_is_kept(name: str, value: str, message: str) -> None:
    response = get(**{**ALL, name: value})
    assert number(response) == [question.name for question in QUESTIONS].index(name) + 1
    assert message in error(response)
    assert hidden(response) == {key: kept for key, kept in ALL.items() if key != name}
    page = page_of(response)
    assert words(one(page, "title")).startswith("Error: ")
    described = one(page, "#chooser fieldset, #chooser-field")
    assert "chooser-error" in str(described["aria-describedby"])
    assert not page.select("#answer")


@pytest.mark.parametrize("name", list(ALL))
def test_an_answer_given_twice_is_asked_again(name: str) -> None:
    query = "&".join(f"{key}={value}" for key, value in ALL.items()) + f"&{name}={ALL[name]}"
    response = get(query)
    assert number(response) == list(ALL).index(name) + 1
    assert "2 times" in error(response)
    assert hidden(response) == {key: kept for key, kept in ALL.items() if key != name}


@pytest.mark.parametrize("names", [["budget"], ["work"], ["state", "budget"], ["route", "work"], ["route", "budget"]])
def test_a_step_out_of_order_asks_what_is_missing_and_keeps_the_rest(names: list[str]) -> None:
    given = {name: ALL[name] for name in names}
    response = get(**given)
    missing = next(place for place, name in enumerate(ALL, start=1) if name not in given)
    assert number(response) == missing
    assert hidden(response) == given
    assert not error(response)
    assert "Answers to later questions are kept." in words(one(page_of(response), "#chooser [role=status]"))


def test_two_answers_that_cannot_be_read() -> None:
    """The first is asked, the other one is said to be lost."""
    response = get(**{**ALL, "state": "Atlantis", "budget": "cheap"})
    assert number(response) == 2
    assert "Atlantis" in error(response)
    assert "“cheap”" in words(one(page_of(response), "#chooser [role=status]"))
    assert hidden(response) == {"route": "program", "work": "clinical"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"route": "Military", "state": "Texas", "work": "BOTH", "budget": "$1,000"}, "Up to $1,000"),
        ({"route": "work_experience", "state": "texas", "work": "both", "budget": " 99.50 "}, "Up to $99.50"),
        ({"route": "none", "state": "TX", "work": "both", "budget": "No limit"}, "No limit"),
    ],
)
def test_what_people_type_is_understood(typed: dict[str, str], said: str) -> None:
    assert said in words(one(page_of(get(**typed)), "#chooser dl"))


def test_changing_what_was_not_answered_changes_nothing() -> None:
    for change in ("budget", "luck", ""):
        assert number(get(route="program", change=change)) == 2


NASTY = [
    "\x00", "tx\x00", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "{{ 7*7 }}", "' OR 1=1 --", "x" * 5_000,
    "9" * 5_000, "\u202etx", "😀", "t\nx", "%00", "null",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("field", [*ALL, "change"])
def test_hostile_input_is_answered_calmly(field: str, text: str) -> None:
    """Wherever it stands, a question is asked: of a nasty way to change, the one that is still open."""
    given = {**ALL, field: text} if field != "change" else {"route": "program", "change": text}
    page = page_of(get(**given))
    assert not page.select("#chooser script, #chooser svg[onload], .guide__header script")
    assert "x" * 200 not in page.get_text()
    assert "9" * 200 not in page.get_text()
    assert not page.select("#answer")


@pytest.mark.parametrize("query", ["route", "route=%FF%FE", "route[]=program", "%00=1", "route=&state=&work=&budget="])
def test_odd_queries_are_answered(query: str) -> None:
    assert number(get(query)) == 1


# Facts that change ---------------------------------------------------------------------------------------------------


def test_a_credential_without_a_known_fee_may_fit_and_says_so() -> None:
    page = page_of(get(route="program", state="skip", work="both", budget="500"))
    lines = {words(one(line, "h4")): words(line) for line in page.select("#answer .fit")}
    assert "Price: may fit We found no price of the exam" in lines["NCMA (NCCT)"]


def test_a_retired_credential_is_no_longer_offered() -> None:
    Credential.objects.filter(key="rma-amt").update(retired_on=date(2026, 1, 1))
    assert "RMA (AMT)" not in words(one(page_of(get(**ALL)), "#answer"))
    Credential.objects.update(retired_on=date(2026, 1, 1))
    said = words(one(page_of(get(**ALL)), "#answer"))
    assert "No credential is described here at the moment." in said


def test_a_price_that_changes_changes_the_answer() -> None:
    credential = Credential.objects.get(key="cmac-amca")
    known = stated.credentials()["cmac-amca"].fees[0]
    assert known.amount == Decimal(139)
    fees = list(credential.fees.raw_data)
    fees[0] = {**fees[0], "value": {**fees[0]["value"], "amount": "600.00"}}
    Credential.objects.filter(pk=credential.pk).update(fees=json.dumps(fees))
    page = page_of(get(route="program", state="skip", work="both", budget="200"))
    [line] = [line for line in page.select("#answer .fit") if words(one(line, "h4")) == "CMAC (AMCA)"]
    assert "Price: does not fit $600 is more than your $200." in words(line)


def test_the_page_can_be_previewed() -> None:
    page = CredentialChooserPage.objects.get()
    answer = page.make_preview_request(RequestFactory().get("/admin/"))
    assert answer.status_code == 200
    assert "Question 1 of 4" in answer.content.decode()


# The comparison on the certification guide --------------------------------------------------------------------------


def guide() -> BeautifulSoup:
    return page_of(Client().get("/certification/"))


def test_every_cell_of_the_guide_has_a_source_or_says_that_nothing_was_found() -> None:
    page = guide()
    cells, shown = page.select("#compare td"), {words(head) for head in page.select("#compare tbody th")}
    assert len(cells) == len(shown) * 14
    assert len(shown) >= 6
    absent = {"Could not be confirmed", credential_tables.NO_WAY, credential_tables.NO_PRICE, credential_tables.NO_LAW}
    for cell in cells:
        assert cell.select("sup a") or words(cell) in absent, words(cell)


def test_what_could_not_be_confirmed_is_said() -> None:
    page = guide()
    row = next(row for row in page.select("#compare tr") if words(one(row, "th")) == "NCMA (NCCT)")
    assert row
    cells = {
        str(cell["data-label"]): words(cell)
        for row in page.select("#compare tbody tr")
        if words(one(row, "th")) == "NCMA (NCCT)"
        for cell in row.select("td")
    }
    assert cells["Price"] == credential_tables.NO_PRICE
    assert cells["Accreditation of the credential"] == "Could not be confirmed"
    assert "Reported by other pages only." in cells["Exam"]
    assert "New Jersey" in cells["States whose law mentions it"]


def test_states_whose_law_mentions_a_credential_lead_to_where_it_stands() -> None:
    links = {str(link["href"]) for link in guide().select('#compare td[data-label^="States"] a[href^="/states/"]')}
    assert links == {"/states/arizona/#training", "/states/new-jersey/#credential", "/states/north-dakota/#training"}
    for link in links:
        address, anchor = link.split("#")
        assert page_of(Client().get(address)).find(id=anchor), link


def test_sources_of_the_guide_are_numbered_in_the_order_of_the_page() -> None:
    marks = [int(words(mark).removeprefix("Source ")) for mark in guide().select("article sup.cite a")]
    first_seen = list(dict.fromkeys(marks))
    assert first_seen == list(range(1, len(first_seen) + 1))


def test_the_file_has_the_cells_of_the_page() -> None:
    page = guide()
    link = str(one(page, "#compare .downloads a")["href"])
    response = Client().get(link)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = {line["name"]: line for line in csv.DictReader(io.StringIO(response.content.decode()))}
    labels = {column.label: column.key for _, _, columns in credential_tables.groups() for column in columns}
    rows = page.select("#compare tbody tr")
    assert {words(one(row, "th")) for row in rows} == set(lines)
    for row in rows:
        line = lines[words(one(row, "th"))]
        for cell in row.select("td"):
            key = labels[str(cell["data-label"])]
            for mark in cell.select("sup, .said__note"):
                mark.extract()
            parts = [words(part) for part in cell.select("p, li")]
            in_file = re.sub(r" \| |; ", " ", line[key]).removeprefix("'")
            assert in_file == re.sub(r"; ", " ", " ".join(parts)), key
            assert bool(line[f"{key}_sources"]) is not (line[f"{key}_missing"] == "yes"), key


def test_the_file_of_all_and_of_some() -> None:
    def names(query: str) -> list[str]:
        response = Client().get(f"/certification/credentials.csv{query}")
        assert response.status_code == 200
        return [line["credential"] for line in csv.DictReader(io.StringIO(response.content.decode()))]

    assert names("") == list(stated.credentials())
    assert names("?credentials=rma-amt,cma-aama") == ["cma-aama", "rma-amt"]
    refused = Client().get("/certification/credentials.csv?credentials=rma-amt,luck")
    assert refused.status_code == 400
    assert "We know no credential luck." in refused.content.decode()
    Credential.objects.update(retired_on=date(2026, 1, 1))
    assert names("") == []
    assert names("?credentials=rma-amt") == ["rma-amt"]


def test_a_formula_in_a_fact_is_text_in_the_file() -> None:
    credential = Credential.objects.get(key="rma-amt")
    fact = {"subject": "exam", "text": "=1+1", "sources": cited([Source.objects.earliest("pk").pk]), "doubts": ""}
    Credential.objects.filter(pk=credential.pk).update(facts=json.dumps([{"type": "fact", "id": "f1", "value": fact}]))
    response = Client().get("/certification/credentials.csv?credentials=rma-amt")
    [line] = csv.DictReader(io.StringIO(response.content.decode()))
    assert line["exam"] == "'=1+1"


def test_a_draft_is_previewed_as_its_tables() -> None:
    credential = Credential.objects.get(key="rma-amt")
    credential.body = "A body that only lies on the desk"
    answer = credential.make_preview_request(RequestFactory().get("/admin/"))
    page = page_of(answer)
    assert answer.status_code == 200
    assert "A body that only lies on the desk" in words(one(page, "#credential"))
    assert len(page.select("#credential table")) == 6
    marks = {str(mark["href"]).lstrip("#") for mark in page.select("#credential sup a")}
    assert marks == {str(item["id"]) for item in page.select(".sources li[id]")}
    assert "A body that only" not in words(guide())


# What it costs -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembering")
def test_questions_and_results_cost_few_queries() -> None:
    """At most 15 without a page cache. Credentials, their sources and laws are remembered under the site version."""
    for query in ({}, {"route": "program"}, ALL, {**ALL, "state": "wa", "route": "none"}):
        get(**query)
        with CaptureQueriesContext(connection) as captured:
            get(**query)
        assert len(captured) <= 15, "\n".join(one["sql"][:150] for one in captured)


def test_pages_are_light() -> None:
    """A question is a small page; a result lists every credential with its reasons; the guide holds all facts."""
    kilobyte = 1024
    assert len(get(route="program").content) <= 20 * kilobyte
    assert len(get(route="work-experience", state="nj", work="both", budget="200").content) <= 60 * kilobyte
    assert len(Client().get("/certification/").content) <= 140 * kilobyte


def test_state_guides_lead_here_where_the_law_asks_for_a_credential() -> None:
    for state, asks in (("washington", True), ("texas", False)):
        page = page_of(Client().get(f"/states/{state}/"))
        links = [str(link["href"]) for link in page.select(f'#credential a[href^="{ADDRESS}"]')]
        assert links == ([f"{ADDRESS}?state=wa"] if asks else [])
    assert number(Client().get(f"{ADDRESS}?state=wa")) == 1


@pytest.mark.parametrize("address", ["/certification/", "/how-to-become-a-medical-assistant/"])
def test_guides_lead_here(address: str) -> None:
    assert page_of(Client().get(address)).select(f'main a[href="{ADDRESS}"]')
