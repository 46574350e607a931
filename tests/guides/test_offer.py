"""Where does this offer stand: the form on the salary guide, asked well, asked badly and asked with malice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from careers.models import Area, Release
from guides.models.offers import OfferForm, answer
from tests.factories import ReleaseFactory, WageEstimateFactory

pytestmark = pytest.mark.django_db


def ask(**asked: Any) -> BeautifulSoup:
    response = Client().get("/salary/", asked)
    assert response.status_code == 200
    assert not response.cookies
    return BeautifulSoup(response.content, "html.parser")


def said(page: BeautifulSoup) -> str:
    """The answer in words; empty when there is none."""
    found = page.select_one(".tool__answer > p")
    return " ".join(found.get_text().split()) if found else ""


def errors(page: BeautifulSoup) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in page.select("#offer .field__error, #offer .errorlist li")]


def filled(page: BeautifulSoup) -> dict[str, str]:
    """What stands in the fields."""
    amount = page.select_one("[name=amount]")
    assert amount
    chosen = {name: page.select_one(f"[name={name}] option[selected]") for name in ("per", "place")}
    return {
        "amount": str(amount.get("value", "")),
        **{name: str(option["value"]) if option else "" for name, option in chosen.items()},
    }


# Asked well ---------------------------------------------------------------------------------------------------------


def test_the_form_stands_ready_and_answers_nothing_yet() -> None:
    page = ask()
    assert filled(page) == {"amount": "", "per": "hour", "place": "us"}
    assert (said(page), errors(page)) == ("", [])
    form = page.select_one("#offer form")
    assert form
    assert (form["method"], form["action"]) == ("get", "#offer"), "the address says it all and can be shared"
    places = [option["value"] for option in form.select("[name=place] option")]
    assert places[0] == "us"
    assert len(places) == len(set(places)) >= 54


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        # Published for the nation: 17.33, 18.50, 21.97, 23.65, 28.52.
        ({"amount": "20"}, "Between the 25th percentile ($18.50) and the median ($21.97)"),
        ({"amount": "21.97"}, "The same as the median ($21.97)"),
        ({"amount": "10"}, "Below the 10th percentile ($17.33)"),
        ({"amount": "40"}, "Above the 90th percentile ($28.52)"),
        ({"amount": "$45,690", "per": "year"}, "The same as the median ($45,690)"),
        ({"amount": "50k", "per": "year"}, "Between the 75th percentile ($49,180) and the 90th percentile ($59,310)"),
        # For Washington: 22.38, 23.71, 28.50, 30.57, 35.67.
        ({"amount": "22.00", "place": "wa"}, "Below the 10th percentile ($22.38)"),
        ({"amount": " 29 ", "place": "wa"}, "Between the median ($28.50) and the 75th percentile ($30.57)"),
    ],
)
def test_where_an_offer_stands(asked: dict[str, str], words: str) -> None:
    page = ask(**({"per": "hour", "place": "us"} | asked))
    assert words in said(page)
    assert errors(page) == []
    assert filled(page)["amount"].strip() == asked["amount"].strip()
    tables = page.select(".tool__answer table")
    assert len(tables) == (1 if asked.get("place", "us") == "us" else 2), "beside the nation"
    assert page.select_one(".tool__answer svg, .tool__answer figure")


def test_nothing_is_said_beyond_the_published_points() -> None:
    below, above = said(ask(amount="3", per="hour")), said(ask(amount="450", per="hour"))
    assert "at most one in ten" in below
    assert "How far above is not published" in above
    assert "%" not in f"{below}{above}"


def test_no_place_means_the_nation() -> None:
    for asked in ({}, {"place": ""}):
        page = ask(amount="20", per="hour", **asked)
        assert "$20.00 an hour in the United States." in said(page)


def test_a_metropolitan_area_is_asked_for_by_its_digits() -> None:
    area = Area.objects.get(key="42660")
    page = ask(amount="20", per="hour", place="42660")
    assert area.title in said(page)
    assert filled(page)["place"] == "42660", "stays chosen"
    assert len(page.select(".tool__answer table")) == 2


def test_puerto_rico_comes_with_its_caution() -> None:
    page = ask(amount="12", per="hour", place="pr")
    assert "Puerto Rico" in said(page)
    caution = page.select_one(".tool__answer .panel__caution")
    assert caution
    assert "31.8%" in caution.text


def test_the_answer_is_that_of_the_form() -> None:
    found = answer("medical-assistant", Decimal("20.00"), "hour", "wa")
    assert found.sentence in said(ask(amount="20", per="hour", place="wa"))
    assert found.nation is not None
    assert answer("medical-assistant", Decimal("20.00"), "hour", "us").nation is None


# What is not published ----------------------------------------------------------------------------------------------


@pytest.fixture
def sparse(db: None) -> Release:
    release = ReleaseFactory(current=True)
    points = ("hourly_p10", "hourly_p25", "hourly_median", "hourly_p75", "hourly_p90")
    WageEstimateFactory(release=release, **dict(zip(points, (15, 18, 20, 25, 30), strict=True)))
    WageEstimateFactory(release=release, place="wa", employment=10, marks=dict.fromkeys(points, "*"))
    WageEstimateFactory(release=release, place="ca", hourly_p10=16, hourly_median=22, marks={"hourly_p25": "*"})
    WageEstimateFactory(release=release, place="me", hourly_p10=50, marks=dict.fromkeys(points[1:], "#"))
    return release


def test_a_suppressed_place_says_so_and_shows_the_nation(sparse: Release) -> None:
    page = ask(amount="20", per="hour", place="wa")
    assert "The range of pay of medical assistants in Washington is not published" in said(page)
    cells = [cell.text for cell in page.select(".tool__answer table")[0].select("td") if cell.text]
    assert set(cells) <= {"not published", "no figure"}
    assert "$0" not in page.select_one(".tool__answer").text  # type: ignore[union-attr]
    assert "$20.00" in page.select(".tool__answer table")[1].text


def test_a_place_without_a_row_says_so(sparse: Release) -> None:
    page = ask(amount="20", per="hour", place="tx")
    assert "in Texas is not published" in said(page)
    assert len(page.select(".tool__answer table")) == 1


def test_a_gap_and_a_top_code_are_told(sparse: Release) -> None:
    assert "The 25th percentile is not published here." in said(ask(amount="18", per="hour", place="ca"))
    assert "on which side this is cannot be told" in said(ask(amount="120", per="hour", place="me"))


def test_yearly_pay_where_only_hourly_is_published(sparse: Release) -> None:
    assert "is not published" in said(ask(amount="40000", per="year"))


def test_nothing_loaded_is_no_error() -> None:
    ReleaseFactory(current=True)
    assert "is not published" in said(ask(amount="20", per="hour"))


# Asked badly: every error is a sentence, and what was typed stays ---------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"amount": ""}, "Write an amount in dollars"),
        ({"amount": "   "}, "Write an amount in dollars"),
        ({"amount": "twenty"}, "cannot read this as an amount"),
        ({"amount": "20-25"}, "one amount, not a range"),
        ({"amount": "45690"}, "looks like pay for a year"),
        ({"amount": "21.97", "per": "year"}, "looks like pay for an hour"),
        ({"amount": "3000", "per": "year"}, "too little"),
        ({"amount": "2000000", "per": "year"}, "too much"),
        ({"amount": "-20"}, "cannot read this as an amount"),
        ({"amount": "20", "per": "month"}, "Choose an hour or a year"),
        ({"amount": "20", "per": ""}, "Choose an hour or a year"),
        ({"amount": "20", "place": "atlantis"}, "no pay figures under that place"),
        ({"amount": "20", "place": "99999"}, "no pay figures under that place"),
        ({"amount": "20", "place": "WA"}, "no pay figures under that place"),
    ],
)
def test_errors_are_sentences_and_what_was_typed_stays(asked: dict[str, str], words: str) -> None:
    whole = {"per": "hour", "place": "wa"} | asked
    page = ask(**whole)
    assert len(errors(page)) == 1
    assert words in errors(page)[0]
    assert said(page) == ""
    kept = filled(page)
    assert kept["amount"].strip() == whole["amount"].strip()
    for name in ("per", "place"):
        offered = {str(option["value"]) for option in page.select(f"[name={name}] option")}
        if whole[name] in offered:
            assert kept[name] == whole[name]
    field = page.select_one("[aria-invalid=true]")
    assert field
    described = str(field["aria-describedby"]).split()
    assert words in " ".join(page.find(id=name).text for name in described)  # type: ignore[union-attr]


def test_several_errors_at_once() -> None:
    page = ask(amount="", per="week", place="atlantis")
    assert len(errors(page)) == 3


# Asked with malice --------------------------------------------------------------------------------------------------

NASTY = [
    "9" * 5_000,
    "1e9",
    "1E400",
    "NaN",
    "Infinity",
    "٢٠",
    "２０",
    "²0",
    "20\x00",
    "\x00",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "{{ 7*7 }}",
    "{% debug %}",
    "' OR 1=1 --",
    "0x14",
    "\u202e02",
    "20\n25",
    "😀",
    ("a" * 39) + "1",
    "1," * 15 + "1",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize("field", ["amount", "per", "place"])
def test_hostile_input_is_answered_calmly(field: str, text: str) -> None:
    page = ask(**({"amount": "20", "per": "hour", "place": "us"} | {field: text}))
    assert len(errors(page)) == 1
    assert said(page) == ""
    assert not page.select("#offer script, #offer svg[onload]")
    assert "49" not in "".join(errors(page))
    if field == "amount" and text.isprintable():
        assert filled(page)["amount"] == text, "what was typed stays, as text"


def test_of_several_values_the_last_counts() -> None:
    response = Client().get("/salary/?amount=1&amount=20&place=zz&place=us")
    page = BeautifulSoup(response.content, "html.parser")
    assert filled(page)["amount"] == "20"
    assert len(errors(page)) == 1, "only the rate is missing"
    response = Client().get("/salary/?amount=1&amount=20&per=year&per=hour&place=zz&place=wa")
    page = BeautifulSoup(response.content, "html.parser")
    assert "$20.00 an hour in Washington." in said(page)


@pytest.mark.parametrize(
    "query", ["amount", "amount=%FF%FE", "amount[]=20&per=hour", "%00=1&amount=20", "per=hour&place=wa"]
)
def test_odd_queries_are_answered(query: str) -> None:
    response = Client().get(f"/salary/?{query}")
    assert response.status_code == 200
    assert said(BeautifulSoup(response.content, "html.parser")) == ""


def test_only_digits_are_looked_up_among_areas(django_assert_num_queries: Any) -> None:
    """Metropolitan areas are not in the list; asking for one costs one query, asking for nonsense none."""
    OfferForm({"place": "us"})  # places are known
    for place in ("٤٢٦٦٠", "42660x", "", "4266 0"):
        form = OfferForm({"amount": "20", "per": "hour", "place": place})
        assert "42660" not in dict(form.fields["place"].choices)  # type: ignore[attr-defined]
    form = OfferForm({"amount": "20", "per": "hour", "place": "42660" + "0" * 1000})
    assert not form.is_valid()
