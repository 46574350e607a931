"""Words explained in place: a mark behind a word opens its meaning, which stands at the end of the section."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from careers.models import Term
from guides.content.inline import Resolver, Unresolved, inline_html
from guides.models import HubGuidePage, TopicGuidePage
from tests.factories import SourceFactory, TermFactory, TopicGuidePageFactory, section

pytestmark = pytest.mark.django_db


def mark(term: Term) -> str:
    return f'<embed embedtype="term" term="{term.pk}"/>'


def part(text: str, anchor: str = "part") -> tuple[str, dict[str, object]]:
    return section(("text", text), anchor=anchor)


def page_with(*texts: str, summary: str = "") -> BeautifulSoup:
    body = [part(text, f"part-{n}") for n, text in enumerate(texts)]
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), body=body, summary=summary)
    return BeautifulSoup(Client().get(page.url).content, "html.parser")


def test_a_button_opens_the_meaning_at_the_end_of_its_section() -> None:
    source = SourceFactory()
    term = TermFactory(
        term="Standing instruction",
        definition=f'<p>An order <b>written</b> ahead.<embed embedtype="citation" source="{source.pk}"/></p>',
    )
    soup = page_with(f"<p>A standing instruction{mark(term)} helps.</p>")
    (button,) = soup.select("button.explain")
    assert button["type"] == "button"
    assert button.get_text() == "What does “Standing instruction” mean?"
    meaning = soup.find(id=button["popovertarget"])
    assert meaning.has_attr("popover")
    assert meaning.find_parent("section")["id"] == "part-0"
    assert meaning.p.get_text() == "Standing instruction: An order written ahead."
    assert meaning.a["href"] == f"/glossary/#term-{term.key}"
    assert not meaning.select("sup"), "its sources stand in the glossary"
    assert not soup.select("p div"), "a popover cannot stand in a paragraph"


def test_a_term_is_explained_once_a_section_and_again_in_the_next() -> None:
    term, other = TermFactory(), TermFactory()
    soup = page_with(
        f"<p>One{mark(term)} and two{mark(other)} and one{mark(term)}.</p>",
        f"<p>One{mark(term)}.</p>",
        summary=f"<p>One{mark(term)}.</p>",
    )
    assert [len(part.select("button.explain")) for part in soup.select("section.section")] == [2, 1]
    assert len(soup.select("header button.explain")) == 1
    buttons, meanings = soup.select("button.explain"), soup.select("[popover]")
    assert [button["popovertarget"] for button in buttons] == [meaning["id"] for meaning in meanings]
    assert len({meaning["id"] for meaning in meanings}) == 4


def test_a_term_that_is_retired_or_gone_leaves_the_words_alone() -> None:
    term = TermFactory()
    Term.objects.filter(pk=term.pk).update(retired_on="2026-01-01")
    soup = page_with(
        f'<p>Plain{mark(term)} words<embed embedtype="term" term="0"/><embed embedtype="term" term="x"/>.</p>'
    )
    assert not soup.select("button.explain, [popover]")
    assert "Plain words." in soup.select_one("#part-0").get_text()


def test_a_changed_definition_changes_every_page() -> None:
    term = TermFactory(definition="<p>Before.</p>")
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), body=[part(f"<p>W{mark(term)}.</p>")])
    assert "Before." in Client().get(page.url).content.decode()
    Term.objects.filter(pk=term.pk).update(definition="<p>Afterwards.</p>")
    assert "Afterwards." in Client().get(page.url).content.decode()


def test_outside_a_page_nothing_is_drawn() -> None:
    assert expand_db_html(f"<p>Words{mark(TermFactory())}.</p>") == "<p>Words.</p>"


def test_a_figure_in_a_definition_is_said_in_words() -> None:
    """The shipped glossary has such definitions."""
    term = Term.objects.filter(definition__contains='embedtype="fact"').first()
    assert term
    soup = page_with(f"<p>Word{mark(term)}.</p>")
    words = soup.select_one("[popover] p").get_text()
    assert "embed" not in words
    assert any(character.isdigit() for character in words)


def test_where_a_term_is_used_is_known() -> None:
    term = TermFactory()
    page = TopicGuidePageFactory(parent=HubGuidePage.objects.get(), body=[part(f"<p>W{mark(term)}.</p>")])
    assert [int(used.object_id) for used in ReferenceIndex.get_references_to(term)] == [page.pk]


def test_the_form_of_the_files() -> None:
    keys = {"median": 7}
    resolver = Resolver(source={}.__getitem__, page={}.__getitem__, fact={}.__getitem__, term=keys.__getitem__)
    assert inline_html("A median [?median] is", resolver) == '<p>A median<embed embedtype="term" term="7"/> is</p>'
    with pytest.raises(Unresolved, match="the glossary has no term 'mode'"):
        inline_html("A mode [?mode].", resolver)


def test_the_first_edition_explains_words_in_place() -> None:
    pages = [page for page in TopicGuidePage.objects.live() if page.slug in {"scope-of-practice", "supervision"}]
    assert len(pages) == 2
    for page in pages:
        soup = BeautifulSoup(Client().get(page.url).content, "html.parser")
        assert soup.select("button.explain"), page.url
        for button in soup.select("button.explain"):
            assert soup.find(id=button["popovertarget"]).has_attr("popover")
