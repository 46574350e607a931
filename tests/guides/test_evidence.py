"""The evidence of a page: marks numbered as they are read, one list of sources, and links that never lead nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from careers.models import Source
from guides.evidence import Evidence, active, current
from guides.models import GlossaryPage, HubGuidePage, TopicGuidePage
from tests.factories import SourceFactory, TermFactory, TopicGuidePageFactory, citation, section

pytestmark = pytest.mark.django_db


def guide(summary: str = "", *content: tuple[str, object], **fields: Any) -> TopicGuidePage:
    body = [section(*content)] if content else []
    return TopicGuidePageFactory(parent=HubGuidePage.objects.get(), summary=summary, body=body, **fields)


def read(page: Page) -> BeautifulSoup:
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def marks(soup: BeautifulSoup) -> list[str]:
    return [mark.get_text().removeprefix("Source ") for mark in soup.select("main sup.cite")]


def listed(soup: BeautifulSoup) -> list[str]:
    return [cite.get_text() for cite in soup.select("#sources cite")]


def link(pk: object, words: str = "the guide") -> str:
    return f'<a linktype="page" id="{pk}">{words}</a>'


# Numbers ------------------------------------------------------------------------------------------------------------


def test_sources_are_numbered_as_they_are_read() -> None:
    # Made in another order than they are cited.
    third, first, second, fourth, fifth = (SourceFactory(citation=f"Code {name}") for name in "CABDE")
    table = {
        "columns": [{"type": "text", "heading": "Role"}, {"type": "text", "heading": "Licensed?"}],
        "rows": [{"values": [f"<p>MA{citation(second)}</p>", f"<p>No{citation(third)}</p>"]}],
        "caption": "Who",
    }
    page = guide(
        f"<p>Answer.{citation(first)}</p>",
        ("comparison_table", table),
        ("do_list", {"heading": "They may", "items": [f"<p>listen{citation(fourth)}</p>"]}),
        ("question_answer", {"question": "Why?", "answer": f"<p>So.{citation(fifth)} Again.{citation(first)}</p>"}),
    )
    soup = read(page)
    assert marks(soup) == ["1", "2", "3", "4", "5", "1"]
    assert listed(soup) == ["Code A", "Code B", "Code C", "Code D", "Code E"]


def test_a_source_cited_often_is_listed_once_and_each_mark_has_an_address() -> None:
    source = SourceFactory(citation="Code A")
    soup = read(guide(f"<p>One{citation(source)}, two{citation(source)}, three{citation(source)}.</p>"))
    assert listed(soup) == ["Code A"]
    assert len({mark["id"] for mark in soup.select("sup.cite")}) == 3
    for mark in soup.select("sup.cite a"):
        assert soup.select_one(mark["href"]).select_one("cite").get_text() == "Code A"


def test_every_mark_of_the_first_edition_leads_to_its_source() -> None:
    soup = read(HubGuidePage.objects.get())
    targets = [mark["href"] for mark in soup.select("sup.cite a")]
    assert len(targets) > 30
    assert [target for target in targets if not soup.select_one(target)] == []
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_places_within_a_source_are_said_once_each_in_reading_order() -> None:
    source = SourceFactory(citation="Code A")
    cited = [
        citation(source, place) for place in ("§ 2", "§ 1", "", "§ 2", 'p. &lt;3&gt; &amp; "4"'.replace('"', "&quot;"))
    ]
    soup = read(guide(f"<p>{' word'.join(cited)}</p>"))
    entry = soup.select_one("#sources li").get_text(" ", strip=True)
    assert 'See § 2; § 1; p. <3> & "4".' in entry


def test_terms_of_the_glossary_share_one_list_of_sources() -> None:
    source = SourceFactory(citation="000 Code of words")
    TermFactory(term="Aaa", definition=f"<p>First.{citation(source)}</p>")
    TermFactory(term="Zzz", definition=f"<p>Last.{citation(source)}</p>")
    soup = read(GlossaryPage.objects.get())
    assert listed(soup).count("000 Code of words") == 1
    number = soup.select_one("#term-" + TermFactory._meta.model.objects.get(term="Aaa").key + " sup.cite")
    assert number.get_text() == soup.find("dt", string="Zzz").parent.select_one("sup.cite").get_text()


def test_a_page_without_citations_has_no_list_of_sources() -> None:
    assert read(guide("<p>Nothing to cite.</p>")).select_one("#sources") is None


# Sources that went --------------------------------------------------------------------------------------------------


def test_a_retired_source_keeps_its_number_and_says_that_it_is_retired() -> None:
    old = SourceFactory(citation="Old Code", retired_on=timezone.localdate() - timedelta(days=1))
    new = SourceFactory(citation="New Code")
    soup = read(guide(f"<p>Was{citation(old)}, is{citation(new)}.</p>"))
    assert listed(soup) == ["Old Code", "New Code"]
    entries = [entry.get_text(" ", strip=True) for entry in soup.select("#sources li")]
    assert "No longer in use here." in entries[0]
    assert "No longer in use here." not in entries[1]


def test_a_citation_that_an_editor_takes_out_leaves_the_list() -> None:
    first, second = SourceFactory(citation="Code A"), SourceFactory(citation="Code B")
    page = guide(f"<p>One{citation(first)}, two{citation(second)}.</p>")
    page.summary = f"<p>One, two{citation(second)}.</p>"
    page.save_revision().publish()
    soup = read(page)
    assert marks(soup) == ["1"]
    assert listed(soup) == ["Code B"]


@pytest.mark.parametrize(
    "embed",
    [
        '<embed embedtype="citation" source="999999"/>',
        '<embed embedtype="citation" source="99999999999999999999999"/>',
        '<embed embedtype="citation" source=""/>',
        '<embed embedtype="citation"/>',
        '<embed embedtype="citation" source="twelve"/>',
        '<embed embedtype="citation" source="-1"/>',
        '<embed embedtype="citation" source="²"/>',
        '<embed embedtype="citation" source="1 OR 1=1"/>',
        '<embed source="1"/>',
        '<embed embedtype="made-up" source="1"/>',
    ],
)
def test_a_broken_citation_is_no_mark_and_breaks_nothing(embed: str) -> None:
    source = SourceFactory(citation="Code A")
    soup = read(guide(f"<p>Before{embed} after{citation(source)}.</p>", ("text", f"<p>And {embed}here.</p>")))
    assert "Before after" in soup.select_one(".summary").get_text()
    assert marks(soup) == ["1"]
    assert listed(soup) == ["Code A"]


def test_what_a_locator_holds_is_text() -> None:
    source = SourceFactory(citation="<b>Code</b>", publisher="<i>Office</i>")
    soup = read(guide(f"<p>One{citation(source, '&lt;script&gt;alert(1)&lt;/script&gt;')}</p>"))
    assert soup.select("#sources b, #sources i, #sources script") == []
    assert "<b>Code</b>" in soup.select_one("#sources").get_text()


# Links to pages -----------------------------------------------------------------------------------------------------


def test_a_link_follows_its_page_when_it_moves() -> None:
    hub = HubGuidePage.objects.get()
    target, parent = TopicGuidePageFactory(parent=hub, slug="leaf"), TopicGuidePageFactory(parent=hub, slug="branch")
    page = guide(f"<p>See {link(target.pk)}.</p>")
    assert read(page).select_one(".summary a")["href"] == "/leaf/"
    Page.objects.get(pk=target.pk).move(parent, pos="last-child")
    assert read(page).select_one(".summary a")["href"] == "/branch/leaf/"


@pytest.mark.parametrize("fate", ["unpublished", "deleted", "drafted"])
def test_a_link_to_a_page_that_is_not_there_becomes_words(fate: str) -> None:
    target = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), live=fate != "drafted")
    page = guide(f"<p>See {link(target.pk, 'the other guide')}.</p>")
    if fate == "unpublished":
        target.unpublish()
    elif fate == "deleted":
        target.delete()
    summary = read(page).select_one(".summary")
    assert summary.get_text().strip() == "See the other guide."
    assert summary.select("a[href]") == []


@pytest.mark.parametrize("pk", ["", "nine", "²", "-3", "99999999999999999999999", "0"])
def test_a_broken_link_becomes_words(pk: str) -> None:
    summary = read(guide(f"<p>See {link(pk)}.</p>")).select_one(".summary")
    assert summary.get_text().strip() == "See the guide."
    assert summary.select("a[href]") == []


def test_a_link_without_number_becomes_words() -> None:
    summary = read(guide('<p>See <a linktype="page">the guide</a>.</p>')).select_one(".summary")
    assert summary.get_text().strip() == "See the guide."


def test_links_to_other_sites_stay() -> None:
    summary = read(guide('<p>See <a href="https://example.gov/?a=1&amp;b=2">it</a>.</p>')).select_one(".summary")
    assert summary.a["href"] == "https://example.gov/?a=1&b=2"


# Cost and life ------------------------------------------------------------------------------------------------------


def test_the_walk_costs_two_queries_however_many_texts_there_are() -> None:
    """One for all sources, one for all linked pages; each text on its own would ask again."""
    sources = [SourceFactory() for _ in range(20)]
    pages = list(TopicGuidePage.objects.live()[:5])
    texts = [f"<p>{citation(source)}{link(page.pk)}</p>" for source in sources for page in pages]
    with CaptureQueriesContext(connection) as queries:
        evidence = Evidence(texts)
        assert len(evidence.citations) == 20
        assert all(evidence.page(page.pk) for page in pages)
    assert len(queries) == 2, [query["sql"] for query in queries]


def test_more_citations_and_links_cost_no_more_queries() -> None:
    sources = [SourceFactory() for _ in range(30)]
    pages = list(TopicGuidePage.objects.live()[:5])

    def cost(page: Page) -> int:
        read(page)  # warm
        with CaptureQueriesContext(connection) as queries:
            read(page)
        return len(queries)

    few = guide(f"<p>A.{citation(sources[0])}{link(pages[0].pk)}</p>", ("text", "<p>B.</p>"))
    texts = [("text", f"<p>B.{citation(source)} {link(pages[n % 5].pk)}</p>") for n, source in enumerate(sources)]
    many = guide(f"<p>A.{citation(sources[0])}{link(pages[0].pk)}</p>", *texts)
    assert cost(many) == cost(few)


def test_a_page_without_evidence_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert Evidence(["<p>Words.</p>", ""]).citations == []
    assert len(queries) == 0


def test_evidence_is_current_only_while_its_page_is_drawn() -> None:
    outer, inner = Evidence([]), Evidence([])
    with active(outer):
        with active(inner):
            assert current() is inner
        assert current() is outer
    assert current() is None


def test_evidence_is_let_go_when_drawing_fails() -> None:
    with pytest.raises(ZeroDivisionError), active(Evidence([])):
        raise ZeroDivisionError
    assert current() is None


def test_the_sources_of_one_page_do_not_show_on_the_next() -> None:
    first, second = SourceFactory(citation="Code A"), SourceFactory(citation="Code B")
    one, two = guide(f"<p>One{citation(first)}.</p>"), guide(f"<p>Two{citation(second)}.</p>")
    assert listed(read(one)) == ["Code A"]
    assert listed(read(two)) == ["Code B"]
    assert marks(read(two)) == ["1"]


def test_all_sources_of_the_first_edition_can_be_cited() -> None:
    evidence = Evidence([citation(source) for source in Source.objects.all()])
    assert len(evidence.citations) == Source.objects.count() > 100
