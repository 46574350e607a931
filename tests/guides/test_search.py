"""Search: it finds what is published, says what to do when it finds nothing, and takes any input."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from guides.models import HubGuidePage, SearchPage
from tests.factories import TopicGuidePageFactory, section

pytestmark = pytest.mark.django_db


def search(query: str | bytes, **more: Any) -> BeautifulSoup:
    answer = Client().get("/search/", {"q": query, **more})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def found(soup: BeautifulSoup) -> list[str]:
    return [link["href"] for link in soup.select(".results li a") if not link.find_parent(class_="ways-on")]


def guide(title: str, **fields: Any) -> Page:
    return TopicGuidePageFactory(parent=HubGuidePage.objects.get(), title=title, **fields)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("salary", "/salary/"),
        ("Supervision", "/supervision/"),
        ("certification", "/certification/"),
        ("privacy", "/privacy/"),
    ],
)
def test_a_plain_word_finds_its_guide(query: str, address: str) -> None:
    assert address in found(search(query))


def test_words_of_title_summary_and_body_are_found() -> None:
    pages = {
        guide("Zyzzyva one").url,
        guide("Two", summary="<p>About the zyzzyva.</p>").url,
        guide("Three", body=[section(("callout", {"kind": "note", "heading": "Zyzzyva", "text": ""}))]).url,
    }
    soup = search("zyzzyva")
    assert set(found(soup)) == pages
    assert soup.select_one("#results-heading").get_text() == "3 results for “zyzzyva”"


def test_one_result_is_one_result() -> None:
    guide("Zyzzyva")
    assert search("zyzzyva").select_one("#results-heading").get_text() == "1 result for “zyzzyva”"


def test_no_result_offers_ways_on() -> None:
    soup = search("qqqqzzzz")
    assert found(soup) == []
    assert "Nothing was found." in soup.select_one(".results").get_text()
    ways = [link["href"] for link in soup.select(".results .ways-on a")]
    assert len(ways) > 4
    assert [address for address in ways if Client().get(address).status_code != 200] == []
    assert soup.select_one(".results").find_previous("input", {"name": "q"})["value"] == "qqqqzzzz"


def test_an_empty_search_shows_the_form_alone() -> None:
    for query in ("", "   ", "\t\n", "\x00\x07"):
        soup = search(query)
        assert soup.select(".results") == []
        assert soup.select_one("main form input[name=q]")["value"] == ""


def test_nothing_unpublished_or_private_is_found() -> None:
    guide("Zyzzyva draft", live=False)
    guide("Zyzzyva gone").specific.unpublish()
    private = guide("Zyzzyva private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft = guide("Published")
    draft.title = "Zyzzyva only in the draft"
    draft.save_revision()
    assert found(search("zyzzyva")) == []


def test_the_search_page_does_not_find_itself() -> None:
    assert SearchPage.objects.get().url not in found(search("search"))


def test_a_very_long_query_is_cut() -> None:
    soup = search("salary " * 1500)  # 10 KB
    shown = soup.select_one("main input[name=q]")["value"]
    assert len(shown) <= SearchPage.LONGEST_QUERY
    assert shown.startswith("salary salary")
    assert len(search("x" * 10_240).select_one("main input[name=q]")["value"]) == SearchPage.LONGEST_QUERY


@pytest.mark.parametrize("gap", ["\x00", "\x07", "\t", "\r\n", "\u2028", "\u202e", "\ufeff"])
def test_control_characters_only_part_words(gap: str) -> None:
    guide("Zyzzyva and quokka")
    soup = search(f"zyzzyva{gap}quokka")
    assert len(found(soup)) == 1
    assert soup.select_one("main input[name=q]")["value"] == "zyzzyva quokka"


@pytest.mark.parametrize(
    "query",
    ["'", '"', "a & b", "a | !b", "((", "a:*", "\\", "%", "_", "<->", "' OR 1=1 --", "🙂", "e\u0301", "ﬁ", "-", "*"],
)
def test_signs_that_mean_something_to_a_database_are_only_signs(query: str) -> None:
    assert search(query).select_one("main input[name=q]")["value"] == query


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert Client().get("/search/?q=%ff%fe%ed%a0%80salary").status_code == 200


def test_what_somebody_searches_for_is_shown_as_text() -> None:
    answer = Client().get("/search/", {"q": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in answer.content
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one("main input[name=q]")["value"] == '"><script>alert(1)</script>'
    assert soup.title.get_text().startswith('"><script>alert(1)</script>: search')


def test_results_come_in_pages() -> None:
    for number in range(SearchPage.PER_PAGE * 2 + 1):
        guide(f"Zyzzyva {number}")
    first, last = search("zyzzyva"), search("zyzzyva", page=3)
    assert len(found(first)) == SearchPage.PER_PAGE
    assert len(found(last)) == 1
    assert first.select_one("a[rel=prev]") is None
    assert last.select_one("a[rel=next]") is None
    assert last.select_one(".results ol")["start"] == "21"
    onward = Client().get(f"/search/{first.select_one('a[rel=next]')['href']}")
    assert "Page 2 of 3" in onward.content.decode()


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("999999", "Page 2 of 2"),
        ("-1", "Page 2 of 2"),
        ("0", "Page 2 of 2"),
        ("abc", "Page 1 of 2"),
        ("", "Page 1 of 2"),
    ],
)
def test_a_page_of_results_that_does_not_exist_shows_one_that_does(page: str, shown: str) -> None:
    for number in range(SearchPage.PER_PAGE + 1):
        guide(f"Zyzzyva {number}")
    assert shown in search("zyzzyva", page=page).get_text()


def test_every_result_is_listed_once_on_some_page() -> None:
    """Pages of equally good results must not repeat or lose one."""
    pages = {guide(f"Zyzzyva {number}").url for number in range(SearchPage.PER_PAGE * 2 + 5)}
    listed = [address for number in (1, 2, 3) for address in found(search("zyzzyva", page=number))]
    assert sorted(listed) == sorted(pages)


def test_results_are_not_for_search_engines() -> None:
    assert search("salary").select_one("meta[name=robots]")["content"] == "noindex"
