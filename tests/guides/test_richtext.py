"""Citations inside running text: no edit loses, moves or changes one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText, expand_db_html

from careers.models import Source, Term
from guides.evidence import texts_of
from guides.models import GuidePage, HubGuidePage
from tests.factories import SourceFactory, TermFactory, TopicGuidePageFactory, citation, section
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
FEATURES = [pytest.param(settings.RICH_TEXT_INLINE, id="inline"), pytest.param(settings.RICH_TEXT_FULL, id="full")]


def blocks_of(stored: str, features: list[str] = settings.RICH_TEXT_FULL) -> dict[str, Any]:
    """What the editor gets."""
    return json.loads(ContentstateConverter(features).from_database_format(stored))


def saved_again(stored: str, features: list[str] = settings.RICH_TEXT_FULL) -> str:
    """The text after an editor has opened and saved it without a change."""
    converter = ContentstateConverter(features)
    return converter.to_database_format(converter.from_database_format(stored))


def same(stored: str) -> str:
    """Stored text without what means nothing: keys of paragraphs and the way that empty tags are written."""
    soup = BeautifulSoup(stored, "html.parser")
    for tag in soup.select("[data-block-key]"):
        del tag["data-block-key"]
    return str(soup)


CASES = {
    "start": "<p>{0}Words follow.</p>",
    "middle": "<p>Words{0} follow.</p>",
    "end": "<p>Words.{0}</p>",
    "alone": "<p>{0}</p>",
    "before a space": "<p>One.{0} Two.</p>",
    "after a space": "<p>One {0}two.</p>",
    "between spaces": "<p>One {0} two.</p>",
    "two in a row": "<p>One.{0}{1} Two.</p>",
    "two with a space": "<p>One.{0} {1} Two.</p>",
    "after bold": "<p><b>One.</b>{0} Two.</p>",
    "before bold": "<p>One.{0}<b> Two.</b></p>",
    "between bold and italic": "<p><b>One</b>{0}<i>two</i>.</p>",
    "beside a link": '<p><a href="https://example.gov/">One</a>{0}<a href="https://example.gov/">two</a></p>',
    "several paragraphs": "<p>One.{0}</p><p>{1}Two.</p><p>Three.</p>",
    "special characters": "<p>A &amp; B &lt; C{0} “D” – é</p>",
}


@pytest.mark.parametrize("features", FEATURES)
@pytest.mark.parametrize("case", CASES)
def test_saving_without_a_change_changes_nothing(case: str, features: list[str]) -> None:
    stored = CASES[case].format(citation(SourceFactory(), "section 3"), citation(SourceFactory()))
    assert same(saved_again(stored, features)) == same(stored)


@pytest.mark.parametrize(
    "stored", ["<ul><li>One.{0}</li><li>{0}Two</li></ul>", "<h3>Why{0}</h3><ol><li>So{0}</li></ol>"]
)
def test_lists_and_headings_keep_their_citations(stored: str) -> None:
    stored = stored.format(citation(SourceFactory()))
    assert same(saved_again(stored)) == same(stored)


def test_a_citation_inside_bold_words_stays_at_its_place() -> None:
    mark = citation(SourceFactory())
    again = BeautifulSoup(saved_again(f"<p>One <b>two{mark} three</b> four.</p>"), "html.parser")
    assert again.get_text() == "One two three four."
    assert [str(word) for word in again.embed.find_all_previous(string=True)][::-1] == ["One ", "two"]


@pytest.mark.parametrize("locator", ["§ 3(b)(1), p. 12", 'the "second" list', "a & b", "a < b > c", "it’s § 4'"])
def test_locators_come_back_as_they_were(locator: str) -> None:
    source, escaped = SourceFactory(), locator.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    stored = f"<p>One.{citation(source, escaped.replace(chr(34), '&quot;'))} Two.</p>"
    assert same(saved_again(saved_again(stored))) == same(stored)
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), summary=saved_again(stored))
    shown = BeautifulSoup(Client().get(page.url).content, "html.parser")
    assert f"See {locator}." in shown.select_one("#sources").get_text()
    assert shown.select_one(".summary").get_text().split() == ["One.Source", "1", "Two."]


def test_the_editor_sees_which_source_is_cited_as_one_piece() -> None:
    source = SourceFactory(citation="Code § 7")
    state = blocks_of(f"<p>One{citation(source, 'part 2')} two.</p>")
    (block,) = state["blocks"]
    (reach,) = block["entityRanges"]
    assert block["text"][reach["offset"] : reach["offset"] + reach["length"]] == "[Code § 7]"
    entity = state["entityMap"][str(reach["key"])]
    assert (entity["type"], entity["mutability"]) == ("CITATION", "IMMUTABLE")
    assert entity["data"]["source"] == str(source.pk)
    assert entity["data"]["locator"] == "part 2"


@pytest.mark.parametrize("broken", ["999999", "", "twelve", "²"])
def test_the_editor_opens_a_text_whose_source_is_missing(broken: str) -> None:
    state = blocks_of(f'<p>One<embed embedtype="citation" source="{broken}"/> two.</p>')
    assert state["blocks"][0]["text"] == "One[missing source] two."


def test_words_in_square_brackets_are_only_words() -> None:
    stored = "<p>See [Code § 7] and [missing source].</p>"
    assert same(saved_again(stored)) == stored


# What an editor would strip -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("features", FEATURES)
def test_the_check_for_stripped_markup_accepts_citations(features: list[str]) -> None:
    stored = f"<p>One.{citation(SourceFactory(), 'part &quot;2&quot;')} Two.{citation(SourceFactory())}</p>"
    cleaned, removals = DbHTMLConverter(features).clean(stored)
    assert list(removals) == []
    assert same(cleaned) == same(stored)


def test_the_check_names_a_citation_where_none_may_stand() -> None:
    _, removals = DbHTMLConverter(["bold"]).clean(f"<p>One.{citation(SourceFactory())}</p>")
    assert [removal.tag for removal in removals] == ["embed"]


def test_no_stored_text_of_the_first_edition_would_lose_anything() -> None:
    """Rich text keeps what the editor's own list of features keeps, and nothing else."""
    texts = [text for page in Page.objects.live().specific() if isinstance(page, GuidePage) for text in page.texts()]
    converter, count = DbHTMLConverter(settings.RICH_TEXT_FULL), 0
    for text in filter(None, texts):
        if text.startswith("<embed "):  # a block's own mark, which no editor stores
            continue
        assert converter.clean(text)[1] == [], text
        assert same(saved_again(text)) == same(text)
        count += 1
    assert count > 500
    inline = DbHTMLConverter(settings.RICH_TEXT_INLINE)
    definitions = [term.definition for term in Term.objects.all()] + [page.summary for page in _guides()]
    assert [text for text in definitions if inline.clean(text)[1]] == []


def _guides() -> list[GuidePage]:
    return [page for page in Page.objects.live().specific() if isinstance(page, GuidePage)]


def test_the_html_editor_form_of_a_citation_comes_back() -> None:
    stored = f"<p>One.{citation(SourceFactory(citation='<b>Code</b>'), 'a &amp; b')} Two.</p>"
    converter = EditorHTMLConverter(settings.RICH_TEXT_FULL)
    shown = converter.from_database_format(stored)
    assert "<b>" not in shown
    assert same(converter.to_database_format(shown)) == same(stored)


# Outside a page -----------------------------------------------------------------------------------------------------


def test_outside_a_page_a_citation_names_its_source() -> None:
    source = SourceFactory(citation="Code & <b>more</b>")
    shown = BeautifulSoup(expand_db_html(f"<p>One.{citation(source)} Two.</p>"), "html.parser")
    assert shown.get_text() == "One. [Code & <b>more</b>] Two."
    assert shown.b is None


def test_outside_a_page_many_citations_of_one_text_cost_one_query() -> None:
    sources = [SourceFactory() for _ in range(10)]
    text = "".join(f"<p>One{citation(source)}</p>" for source in sources)
    with CaptureQueriesContext(connection) as queries:
        shown = str(RichText(text))
    assert len(queries) == 1
    assert all(source.citation in shown for source in sources)


@pytest.mark.parametrize("broken", ["999999", "", "twelve", "²", "99999999999999999999999"])
def test_outside_a_page_a_broken_citation_is_nothing(broken: str) -> None:
    assert expand_db_html(f'<p>One<embed embedtype="citation" source="{broken}"/>.</p>') == "<p>One.</p>"


def test_outside_a_page_links_to_pages_still_work() -> None:
    hub = HubGuidePage.objects.get()
    assert expand_db_html(f'<a linktype="page" id="{hub.pk}">x</a>') == '<a href="/">x</a>'


# Where is it used? --------------------------------------------------------------------------------------------------


def test_the_reference_index_finds_all_that_cites_a_source() -> None:
    source, other = SourceFactory(), SourceFactory()
    hub = HubGuidePage.objects.get()
    summary = TopicGuidePageFactory(parent=hub, summary=f"<p>One.{citation(source)}</p>")
    body = TopicGuidePageFactory(
        parent=hub, body=[section(("callout", {"kind": "note", "heading": "H", "text": f"<p>{citation(source)}</p>"}))]
    )
    term = TermFactory(definition=f"<p>Two.{citation(source)}</p>")
    TopicGuidePageFactory(parent=hub, summary=f"<p>Three.{citation(other)}</p>")
    users = [row for row, _ in ReferenceIndex.get_grouped_references_to(source)]
    assert {row.pk for row in users if isinstance(row, Page)} == {summary.pk, body.pk}
    assert [row for row in users if not isinstance(row, Page)] == [term]


def test_the_reference_index_forgets_a_citation_that_was_taken_out() -> None:
    source = SourceFactory()
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), summary=f"<p>One.{citation(source)}</p>")
    page.summary = "<p>One.</p>"
    page.save()
    assert ReferenceIndex.get_grouped_references_to(source).count() == 0


def test_the_first_edition_is_in_the_reference_index() -> None:
    """Every source that a page cites says so on its usage screen."""
    cited = {number for page in _guides() for text in texts_of(list(page.texts())) for number in _cited(text)}
    assert len(cited) > 100
    unknown = [pk for pk in cited if not ReferenceIndex.get_references_to(Source.objects.get(pk=pk)).exists()]
    assert unknown == []


def _cited(text: str) -> set[int]:
    return {
        int(tag["source"]) for tag in BeautifulSoup(text, "html.parser").select("embed[embedtype=citation][source]")
    }


def test_the_usage_screen_of_a_source_names_its_pages() -> None:
    source = SourceFactory()
    TopicGuidePageFactory(
        parent=HubGuidePage.objects.get(), title="The citing guide", summary=f"<p>One.{citation(source)}</p>"
    )
    answer = signed_in("Administrators").get(reverse("wagtailsnippets_careers_source:usage", args=[source.pk]))
    assert "The citing guide" in answer.content.decode()
