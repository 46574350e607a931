"""Figures inside running text: chosen by words, kept by every save, shown as of today, named when compared."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.admin.utils import quote
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.admin.rich_text.converters.editor_html import EditorHTMLConverter
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText, expand_db_html

from careers.fact_chooser import fact_title, useful_forms
from careers.facts import fact
from careers.models import FactKey
from guides.blocks import FactChooserBlock
from guides.models import HubGuidePage, TopicGuidePage
from guides.richtext.comparison import embedded_words
from tests.factories import (
    FactKeyFactory,
    ReleaseFactory,
    SourceFactory,
    TopicGuidePageFactory,
    WageEstimateFactory,
    citation,
    placed,
    section,
)
from tests.guides.test_richtext import blocks_of, same, saved_again
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
FEATURES = [pytest.param(settings.RICH_TEXT_INLINE, id="inline"), pytest.param(settings.RICH_TEXT_FULL, id="full")]
MEDIAN = "wage.medical-assistant.us.hourly.median"
TEXAS = "wage.medical-assistant.tx.hourly.median"
UNKNOWN = "wage.no-such-role.us.hourly.median"  # follows the grammar and names nothing
BROKEN = ["999999", "", "twelve", "²", "99999999999999999999999"]

CASES = {
    "start": "<p>{0} is the median.</p>",
    "middle": "<p>It was {0} in May.</p>",
    "end": "<p>It was {0}</p>",
    "alone": "<p>{0}</p>",
    "close to words": "<p>(about{0}).</p>",
    "two in a row": "<p>From {0}{1} on.</p>",
    "two with a space": "<p>From {0} {1} on.</p>",
    "two alone": "<p>{0}{1}</p>",
    "the same twice": "<p>{0} and {0}</p>",
    "with a citation": "<p>It was {0}.{2} More.</p>",
    "citation first": "<p>{2}{0} More.</p>",
    "bold": "<p>It was <b>{0}</b> then.</p>",
    "bold and italic": "<p>It was <b><i>{0}</i></b> then.</p>",
    "after bold": "<p><b>Pay:</b> {0}</p>",
    "several paragraphs": "<p>One {0}</p><p>{1} two.</p><p>Three.</p>",
}


def case_of(name: str) -> str:
    return CASES[name].format(placed(MEDIAN), placed(TEXAS, "unit"), citation(SourceFactory(), "table 1"))


# The editor ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("features", FEATURES)
@pytest.mark.parametrize("case", CASES)
def test_saving_without_a_change_changes_nothing(case: str, features: list[str]) -> None:
    stored = case_of(case)
    assert same(saved_again(stored, features)) == same(stored)


@pytest.mark.parametrize("stored", ["<ul><li>{0}</li><li>Up to {0} an hour</li></ul>", "<h3>{0}?</h3><p>Yes.</p>"])
def test_lists_and_headings_keep_their_figures(stored: str) -> None:
    stored = stored.format(placed(MEDIAN, "both"))
    assert same(saved_again(stored)) == same(stored)


def test_a_figure_among_bold_words_stays_bold() -> None:
    mark = placed(MEDIAN)
    again = saved_again(f"<p>It <b>was {mark} then</b>.</p>")
    assert same(again) == same(f"<p>It <b>was </b><b>{mark}</b><b> then</b>.</p>")
    # Wagtail takes the space out of the bold, and then all stays as it is.
    later = saved_again(again)
    assert same(later) == same(f"<p>It <b>was</b> <b>{mark}</b><b> then</b>.</p>")
    assert same(saved_again(later)) == same(later)


def test_the_editor_sees_the_value_of_today_as_one_piece() -> None:
    state = blocks_of(f"<p>It was {placed(TEXAS, 'unit')} then.</p>")
    (block,) = state["blocks"]
    (reach,) = block["entityRanges"]
    assert block["text"] == "It was $19.00 an hour then."
    assert block["text"][reach["offset"] : reach["offset"] + reach["length"]] == "$19.00 an hour"
    entity = state["entityMap"][str(reach["key"])]
    assert (entity["type"], entity["mutability"]) == ("FACT", "IMMUTABLE")
    assert entity["data"] == {
        "fact": str(FactKey.objects.get(key=TEXAS).pk),
        "format": "unit",
        "label": "Median hourly wage of medical assistants, Texas, May 2025",
    }


def test_a_new_release_changes_what_the_editor_sees_and_nothing_that_is_stored() -> None:
    stored = f"<p>It was {placed(MEDIAN)}.</p>"
    WageEstimateFactory(release=ReleaseFactory(current=True), hourly_median=33)
    assert blocks_of(stored)["blocks"][0]["text"] == "It was $33.00."
    assert same(saved_again(stored)) == same(stored)


@pytest.mark.parametrize("broken", BROKEN)
def test_the_editor_opens_a_text_whose_fact_is_missing(broken: str) -> None:
    state = blocks_of(f'<p>It was <embed embedtype="fact" fact="{broken}"/> then.</p>')
    assert state["blocks"][0]["text"] == "It was (no figure) then."
    assert state["entityMap"]["0"]["data"]["label"] == "missing fact"


@pytest.mark.parametrize("features", FEATURES)
@pytest.mark.parametrize("case", CASES)
def test_the_check_for_stripped_markup_accepts_figures(case: str, features: list[str]) -> None:
    stored = case_of(case)
    cleaned, removals = DbHTMLConverter(features).clean(stored)
    assert list(removals) == []
    assert same(cleaned) == same(stored)


def test_the_check_names_a_figure_where_none_may_stand() -> None:
    _, removals = DbHTMLConverter(["bold"]).clean(f"<p>{placed(MEDIAN)}</p>")
    assert [removal.tag for removal in removals] == ["embed"]


def test_the_html_editor_form_of_a_figure_comes_back() -> None:
    stored = f"<p>It was {placed(TEXAS, 'both')} then.</p>"
    converter = EditorHTMLConverter(settings.RICH_TEXT_FULL)
    shown = converter.from_database_format(stored)
    assert "embed" not in shown.replace("data-embedtype", "")
    assert same(converter.to_database_format(shown)) == same(stored)


# The chooser --------------------------------------------------------------------------------------------------------

CHOOSER, RESULTS = "choose_fact:choose", "choose_fact:choose_results"


def results(client: Client, words: str, **more: str) -> BeautifulSoup:
    answer = client.get(reverse(RESULTS), {"q": words, **more})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def choose(client: Client, address: str) -> dict[str, Any]:
    """What the chooser hands to the page when somebody clicks."""
    answer = client.get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 200
    said = json.loads(answer.content)
    assert said["step"] == "chosen"
    return said["result"]


@pytest.mark.parametrize("group", ["Writers", "Editors", "State-guide managers", "Fact stewards", EVERYTHING])
def test_whoever_writes_pages_may_choose_a_figure(group: str) -> None:
    client = signed_in(group)
    link = results(client, "median hourly vermont").select_one("a[data-chooser-modal-choice]")
    chosen = choose(client, link["href"])
    assert FactKey.objects.get(pk=chosen["id"]).key == "wage.medical-assistant.vt.hourly.median"


def test_each_form_shows_exactly_the_words_that_it_puts_in_the_text() -> None:
    client = signed_in("Editors")
    row = results(client, "median hourly texas").select_one("tbody tr")
    assert row.th.get_text(strip=True) == "Median hourly wage of medical assistants, Texas"
    assert row.td.get_text(strip=True) == "May 2025"
    links = row.select("a[data-chooser-modal-choice]")
    assert [link.get_text() for link in links] == [
        "$19.00",
        "$19.00 an hour",
        "$19.00 an hour, or $39,520 a year",
        "May 2025",
        "Texas",
    ]
    for link in links:
        chosen = choose(client, link["href"])
        assert chosen["text"] == link.get_text()
        stored = f'<p><embed embedtype="fact" fact="{chosen["id"]}" format="{chosen["format"]}"/></p>'
        state = blocks_of(stored)
        assert state["blocks"][0]["text"] == chosen["text"], "what is placed is what comes back into the editor"
        data = state["entityMap"]["0"]["data"]
        assert (data["fact"], data["format"], data["label"]) == (chosen["id"], chosen["format"], chosen["label"])


def test_forms_that_say_the_same_are_offered_once() -> None:
    assert useful_forms(fact("period.oews")) == [("plain", "May 2025")]
    assert [form for form, _ in useful_forms(fact("projection.medical-assistant.us.growth"))] == ["plain", "period"]


def test_choosing_again_gives_the_same_key() -> None:
    client = signed_in("Writers")
    address = reverse("choose_fact:chosen", args=[quote(TEXAS)])
    assert choose(client, address)["id"] == choose(client, f"{address}?format=unit")["id"]
    assert FactKey.objects.filter(key=TEXAS).count() == 1


def test_the_modal_opens_with_usual_figures_and_a_search_box() -> None:
    answer = json.loads(signed_in("Editors").get(reverse(CHOOSER)).content)
    modal = BeautifulSoup(answer["html"], "html.parser")
    assert answer["step"] == "choose"
    assert modal.select_one("input[name=q]")
    assert "$21.97" in modal.get_text()
    assert not modal.select("#tab-create")


def test_changing_a_figure_begins_with_the_one_that_stands_there() -> None:
    key = FactKeyFactory(key=TEXAS)
    answer = json.loads(signed_in("Editors").get(reverse(CHOOSER), {"fact": key.pk}).content)
    rows = BeautifulSoup(answer["html"], "html.parser").select("tbody tr")
    assert [row.th.get_text(strip=True) for row in rows] == ["Median hourly wage of medical assistants, Texas"]
    for broken in ["", "x", "²", "9" * 5000]:
        assert signed_in("Editors").get(reverse(CHOOSER), {"fact": broken}).status_code == 200


def test_nothing_found_says_how_to_search_and_escapes_what_was_typed() -> None:
    shown = results(signed_in("Editors"), "<b>dragons</b>")
    assert "Nothing found for “<b>dragons</b>”" in shown.get_text()
    assert "median hourly texas" in shown.get_text()
    assert shown.b is None
    assert results(signed_in("Editors"), "x" * 5000).select("[role=alert]")


def test_a_figure_without_value_says_why_and_cannot_be_chosen() -> None:
    release = ReleaseFactory(current=True)
    WageEstimateFactory(release=release, place="tx", marks={"hourly_median": "*"})
    client = signed_in("Editors")
    row = results(client, "median hourly texas").select_one("tbody tr")
    assert "Cannot be chosen: not published." in " ".join(row.get_text().split())
    assert not row.select("a")
    address = reverse("choose_fact:chosen", args=[quote(TEXAS)])
    assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 404
    assert not FactKey.objects.filter(key=TEXAS).exists()


def test_a_retired_figure_cannot_be_chosen() -> None:
    FactKeyFactory(key=TEXAS, retired_on="2026-01-01")
    client = signed_in("Editors")
    row = results(client, "median hourly texas").select_one("tbody tr")
    assert "Cannot be chosen: retired." in " ".join(row.get_text().split())
    address = reverse("choose_fact:chosen", args=[quote(TEXAS)])
    assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 404


@pytest.mark.parametrize("key", ["nonsense", "wage.cna", UNKNOWN, "wage.medical-assistant.zz.hourly.median", "a" * 500])
def test_what_is_no_figure_cannot_be_chosen(key: str) -> None:
    address = reverse("choose_fact:chosen", args=[quote(key)])
    answer = signed_in("Editors").get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 404
    assert not FactKey.objects.filter(key=key).exists()


def test_a_link_on_another_site_makes_no_key() -> None:
    FactKey.objects.filter(key=MEDIAN)
    before = FactKey.objects.count()
    answer = signed_in("Editors").get(reverse("choose_fact:chosen", args=[quote("price-parity.wy.goods")]))
    assert answer.status_code in {302, 403}
    assert FactKey.objects.count() == before


def test_only_those_who_work_here_see_the_chooser() -> None:
    for client in (Client(), signed_in()):
        for address in (reverse(CHOOSER), reverse(RESULTS), reverse("choose_fact:chosen", args=[quote(MEDIAN)])):
            answer = client.get(address, headers={"x-requested-with": "XMLHttpRequest"})
            assert answer.status_code in {302, 403}


def test_the_chooser_of_a_block_offers_the_figure_alone_and_shows_what_was_chosen() -> None:
    client = signed_in("Editors")
    block = FactChooserBlock()
    address = block.widget.get_chooser_modal_url()
    modal = BeautifulSoup(json.loads(client.get(address).content)["html"], "html.parser")
    form = modal.select_one("form[data-chooser-modal-search]")
    answer = client.get(f"{form['action']}&q=median+hourly+texas")
    links = BeautifulSoup(answer.content, "html.parser").select_one("tbody tr").select("a")
    assert [link.get_text() for link in links] == ["$19.00"]
    chosen = choose(client, links[0]["href"])
    assert chosen["title"] == "Median hourly wage of medical assistants, Texas: $19.00"
    state = block.get_form_state(FactKey.objects.get(pk=chosen["id"]))
    assert (state["title"], str(state["id"])) == (chosen["title"], chosen["id"])
    assert block.get_prep_value(block.to_python(int(chosen["id"]))) == int(chosen["id"])


def test_the_title_of_a_key_that_means_nothing_is_the_key() -> None:
    assert fact_title(FactKeyFactory(key="no-such.family")) == "no-such.family"


# Readers ------------------------------------------------------------------------------------------------------------


def guide(summary: str = "", *content: tuple[str, object], **fields: Any) -> TopicGuidePage:
    body = [section(*content)] if content else []
    return TopicGuidePageFactory(parent=HubGuidePage.objects.get(), summary=summary, body=body, **fields)


def read(page: Page) -> BeautifulSoup:
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_readers_get_the_value_with_a_way_to_what_it_is() -> None:
    page = guide(
        f"<p>It was {placed(TEXAS, 'both')} then.</p>", ("text", f"<p>And {placed(TEXAS)} {placed(MEDIAN)}</p>")
    )
    shown = read(page)
    assert shown.select_one(".summary p").get_text() == "It was $19.00 an hour, or $39,520 a year then."
    links = shown.select("main a.fact")
    assert [link.get_text() for link in links] == ["$19.00 an hour, or $39,520 a year", "$19.00", "$21.97"]
    assert links[0]["href"] == links[1]["href"] != links[2]["href"]
    assert links[0].data["value"] == "19.00"
    line = shown.select_one(links[0]["href"]).get_text()
    assert "Median hourly wage of medical assistants, Texas" in line
    assert "May 2025" in line
    source = shown.select_one(links[0]["href"]).select_one("a[href^='#source-']")
    assert "Occupational Employment and Wage Statistics" in shown.select_one(source["href"]).get_text()


def test_readers_see_safe_words_and_editors_a_gap_where_a_figure_is_missing() -> None:
    FactKeyFactory(key=UNKNOWN)
    page = guide(f'<p>Pay: {placed(UNKNOWN)}. And <embed embedtype="fact" fact="999999"/>.</p>')
    assert read(page).select_one(".summary p").get_text() == "Pay: (no figure). And (no figure)."
    answer = signed_in("Editors").get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    gaps = BeautifulSoup(answer.content, "html.parser").select(".summary mark.gap")
    assert len(gaps) == 2
    assert "no-such-role" in gaps[0].get_text()


@pytest.mark.parametrize("broken", BROKEN)
def test_outside_a_page_a_broken_figure_is_safe_words(broken: str) -> None:
    shown = expand_db_html(f'<p>It was <embed embedtype="fact" fact="{broken}"/>.</p>')
    assert shown == "<p>It was (no figure).</p>"


def test_outside_a_page_many_figures_of_one_text_are_looked_up_together() -> None:
    places = ["ca", "tx", "me", "wa", "ny", "oh", "vt", "ga"]
    one = placed("wage.medical-assistant.ca.annual.median")
    text = "".join(f"<p>{placed(f'wage.medical-assistant.{place}.hourly.median')}</p>" for place in places)
    with CaptureQueriesContext(connection) as for_one:
        str(RichText(one))
    with CaptureQueriesContext(connection) as for_many:
        assert str(RichText(text)).count("$") == len(places)
    assert len(for_many) == len(for_one)


def test_a_fact_knows_where_it_is_used() -> None:
    key = FactKeyFactory(key=TEXAS)
    summary = guide(f"<p>{placed(TEXAS)}</p>")
    block = guide("", ("key_figure", {"fact": key, "form": "unit", "label": "Texas", "text": ""}))
    users = {row.pk for row, _ in ReferenceIndex.get_grouped_references_to(key)}
    assert {summary.pk, block.pk} <= users


# Comparing revisions ------------------------------------------------------------------------------------------------


def compared(before: dict[str, Any], after: dict[str, Any]) -> BeautifulSoup:
    """What Wagtail's screen shows of two revisions of a guide."""
    page = guide(**before)
    first = page.save_revision()
    for name, value in after.items():
        setattr(page, name, value)
    second = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    answer = signed_in("Editors").get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("main")


def words_of(tags: Any) -> str:
    return " ".join(tag.get_text() for tag in tags)


def test_comparing_names_the_figures_of_a_summary_and_never_their_value() -> None:
    shown = compared(
        {"summary": f"<p>Typical pay was {placed(MEDIAN)} according to employers.</p>"},
        {"summary": f"<p>Typical pay was {placed(TEXAS, 'unit')} according to employers.</p>"},
    )
    assert words_of(shown.select(".deletion")) == (
        f"[Median hourly wage of medical assistants, United States ({MEDIAN})]"
    )
    assert words_of(shown.select(".addition")) == (
        f"[Median hourly wage of medical assistants, Texas ({TEXAS}), with its unit]"
    )
    assert "Typical pay was " in shown.get_text()
    assert "$" not in shown.get_text()


def test_comparing_shows_a_change_of_form_alone() -> None:
    shown = compared({"summary": f"<p>{placed(TEXAS)}</p>"}, {"summary": f"<p>{placed(TEXAS, 'period')}</p>"})
    assert "its period" in words_of(shown.select(".addition"))


def test_comparing_names_a_source_that_was_added() -> None:
    source = SourceFactory(citation="Code & <b>more</b>")
    shown = compared(
        {"summary": "<p>Before. Afterwards.</p>"},
        {"summary": f"<p>Before.{citation(source, 'part 2')} Afterwards.</p>"},
    )
    assert words_of(shown.select(".addition")) == "[source: Code & <b>more</b>, part 2]"
    assert not shown.select(".deletion")
    assert not shown.select(".addition b")


def test_comparing_names_figures_in_blocks_and_tables() -> None:
    key, other = FactKeyFactory(key=MEDIAN), FactKeyFactory(key=TEXAS)
    page = guide(
        "",
        ("text", f"<p>Pay {placed(MEDIAN)}</p>"),
        ("key_figure", {"fact": key, "form": "unit", "label": "Pay", "text": f"<p>{placed(MEDIAN)}</p>"}),
        (
            "comparison_table",
            {
                "columns": [{"type": "text", "heading": "Role"}, {"type": "text", "heading": "Pay"}],
                "rows": [{"values": ["<p>MA</p>", f"<p>{placed(MEDIAN)}</p>"]}],
                "caption": "Pay of roles",
            },
        ),
    )
    first = page.save_revision()
    stored = json.dumps(page.body.get_prep_value())
    changed = stored.replace(f'fact=\\"{key.pk}\\"', f'fact=\\"{other.pk}\\"').replace(
        f'"fact": {key.pk}', f'"fact": {other.pk}'
    )
    page.body = page.body.stream_block.to_python(json.loads(changed))
    second = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    shown = BeautifulSoup(signed_in("Editors").get(address).content, "html.parser").select_one("main")
    gone = f"[Median hourly wage of medical assistants, United States ({MEDIAN})]"
    new = f"[Median hourly wage of medical assistants, Texas ({TEXAS})]"
    assert [tag.get_text() for tag in shown.select(".deletion")] == [gone] * 4
    assert [tag.get_text() for tag in shown.select(".addition")] == [new] * 4
    assert "Pay of roles" in shown.get_text()
    assert "$" not in shown.get_text()


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"embedtype": "fact", "fact": "999999"}, "[missing figure]"),
        ({"embedtype": "fact", "fact": "x", "format": "no-such"}, "[missing figure, no-such]"),
        ({"embedtype": "citation", "source": ""}, "[source: missing source]"),
        ({"embedtype": "image"}, "[image]"),
        ({}, "[embedded]"),
    ],
)
def test_comparing_survives_what_is_gone(attributes: dict[str, str], words: str) -> None:
    assert embedded_words(attributes) == words


def test_an_unchanged_text_with_figures_is_no_difference() -> None:
    shown = compared({"summary": f"<p>{placed(TEXAS)}</p>", "title": "Before"}, {"title": "After"})
    assert "Texas" not in shown.get_text()
    assert "After" in shown.get_text()


# The list of figures in use -----------------------------------------------------------------------------------------


def screen(action: str, *arguments: Any) -> str:
    return reverse(f"wagtailsnippets_careers_factkey:{action}", args=arguments)


def test_the_list_says_what_a_figure_is_today_and_how_many_pages_use_it() -> None:
    for number in range(2):
        guide(f"<p>{placed('wage.medical-assistant.vt.annual.p90')}</p>", title=f"User {number}")
    answer = signed_in(EVERYTHING).get(screen("list"), {"q": "wage.medical-assistant.vt.annual.p90"})
    (row,) = BeautifulSoup(answer.content, "html.parser").select("main table tbody tr")
    cells = [" ".join(cell.get_text().split()) for cell in row.select("td")]
    assert "90th percentile of the yearly wage of medical assistants, Vermont" in cells
    assert "$58,420" in cells
    assert "May 2025" in cells
    assert "2" in cells
    key = FactKey.objects.get(key="wage.medical-assistant.vt.annual.p90")
    usage = signed_in(EVERYTHING).get(screen("usage", key.pk)).content.decode()
    assert "User 0" in usage
    assert "User 1" in usage


def test_the_list_costs_the_same_for_many_figures() -> None:
    client, counts = signed_in(EVERYTHING), []
    for places in (("ca", "tx"), ("me", "wa", "ny", "oh", "vt", "ga")):
        for place in places:
            placed(f"wage.medical-assistant.{place}.hourly.p25")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(screen("list"), {"q": "hourly.p25"}).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1


def test_figures_are_retired_and_nobody_adds_or_deletes_one() -> None:
    key, client = FactKeyFactory(key=TEXAS), signed_in(EVERYTHING)
    assert client.get(screen("add")).status_code in {302, 403}
    assert client.post(screen("add"), {"key": "price-parity.wy"}).status_code in {302, 403}
    assert client.post(screen("delete", key.pk)).status_code in {302, 403}
    assert not FactKey.objects.filter(key="price-parity.wy").exists()
    answer = client.post(screen("edit", key.pk), {"retired_on": "2026-01-01", "key": "price-parity.wy"})
    assert answer.status_code == 302
    key.refresh_from_db()
    assert (str(key.retired_on), key.key) == ("2026-01-01", TEXAS), "the key itself never changes"


def test_a_retired_figure_stays_on_its_pages() -> None:
    page = guide(f"<p>{placed(TEXAS)}</p>")
    FactKey.objects.filter(key=TEXAS).update(retired_on="2026-01-01")
    assert read(page).select_one(".summary p").get_text() == "$19.00"
