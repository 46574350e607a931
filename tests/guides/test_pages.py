"""Pages: where each kind may stand, what an editor may save, and that nothing a reader opens ever breaks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import streamfield

from careers.models import Jurisdiction, Role, Task
from guides import models as guide_models
from guides.blocks import ContentBlock
from guides.blocks.variants import all_variants
from guides.models import (
    CredentialChooserPage,
    GlossaryPage,
    GuidePage,
    HubGuidePage,
    LawChangesPage,
    RoleComparisonPage,
    RoleComparisonsPage,
    RoleComparisonToolPage,
    SalaryPage,
    SearchPage,
    SimplePage,
    SiteIdentity,
    StateComparisonPage,
    StateGuidePage,
    StatePayPage,
    StatesPage,
    TaskCheckerPage,
    TaskMatrixPage,
    TaskPage,
    TopicGuidePage,
)
from tests.factories import ImageFactory, SimplePageFactory, TermFactory, TopicGuidePageFactory, UserFactory, section
from tests.guides.forms import as_form, edit_form
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
KINDS: list[type[GuidePage]] = [
    *(HubGuidePage, TopicGuidePage, GlossaryPage, SearchPage, SimplePage, SalaryPage, StatePayPage),
    *(StatesPage, StateGuidePage, TaskMatrixPage, TaskPage, TaskCheckerPage, StateComparisonPage, LawChangesPage),
    *(RoleComparisonsPage, RoleComparisonPage, RoleComparisonToolPage, CredentialChooserPage),
]
BELOW_HUB = {TopicGuidePage, GlossaryPage, SearchPage, SimplePage, SalaryPage, StatesPage, RoleComparisonsPage}
BELOW_STATES = {StateGuidePage, TaskMatrixPage, TaskCheckerPage, StateComparisonPage, LawChangesPage}
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
ADDRESSES = [
    *("/", "/duties-and-skills/", "/what-medical-assistants-can-do/", "/what-medical-assistants-cannot-do/"),
    *("/scope-of-practice/", "/supervision/", "/certification/", "/how-to-become-a-medical-assistant/", "/jobs/"),
    *("/salary/", "/salary/by-state/", "/outlook/", "/states/", "/compare/", "/glossary/", "/search/", "/data/"),
    *("/about/", "/methods/", "/corrections/", "/accessibility/", "/privacy/", "/legal/", "/contact/"),
]


def hub() -> HubGuidePage:
    return HubGuidePage.objects.get()


def read(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def bare(kind: type[GuidePage], **fields: Any) -> GuidePage:
    """A published page of this kind with nothing but a title."""
    if kind is HubGuidePage:
        page: GuidePage = hub()
        page.summary, page.body, page.short_title, page.search_description = "", [], "", ""
        for name, value in fields.items():
            setattr(page, name, value)
        page.save()
    else:
        # What a guide is about has one guide only: this one takes its place.
        for name, about in {"jurisdiction": Jurisdiction, "task": Task}.items():
            if name in {field.name for field in kind._meta.fields}:
                fields[name] = about.objects.earliest("pk")
                kind.objects.get(**{name: fields[name]}).delete()
        if kind is RoleComparisonPage:
            keys = ("ophthalmic-assistant", "medical-scribe")  # nobody has written about these two
            first, second = (Role.objects.get(key=key) for key in keys)
            fields |= {"first_role": first, "second_role": second, "group": "clinical"}
        page = kind(title="Bare", slug="bare", **fields)
        hub().add_child(instance=page)
    return page


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def json_ld(soup: BeautifulSoup) -> dict[str, Any]:
    (script,) = soup.select('script[type="application/ld+json"]')
    return json.loads(script.string)


def errors_of(answer: Any) -> str:
    """What the edit screen says is wrong."""
    assert answer.status_code == 200
    return str({**answer.context["form"].errors})


# Where pages may stand ----------------------------------------------------------------------------------------------


def test_all_kinds_of_guides_are_in_these_tests() -> None:
    assert set(KINDS) == {
        kind for kind in vars(guide_models).values() if isinstance(kind, type) and issubclass(kind, GuidePage)
    } - {GuidePage}


@pytest.mark.parametrize(
    ("kind", "parents", "children"),
    [
        (HubGuidePage, {Page}, BELOW_HUB),
        (
            TopicGuidePage,
            {HubGuidePage, TopicGuidePage, SalaryPage, StatesPage},
            {TopicGuidePage, CredentialChooserPage},
        ),
        (SalaryPage, {HubGuidePage}, {StatePayPage, TopicGuidePage}),
        (StatePayPage, {SalaryPage}, set()),
        (RoleComparisonsPage, {HubGuidePage}, {RoleComparisonPage, RoleComparisonToolPage}),
        (RoleComparisonPage, {RoleComparisonsPage}, set()),
        (RoleComparisonToolPage, {RoleComparisonsPage}, set()),
        (CredentialChooserPage, {TopicGuidePage}, set()),
        (GlossaryPage, {HubGuidePage}, set()),
        (SearchPage, {HubGuidePage}, set()),
        (SimplePage, {HubGuidePage}, set()),
        (StatesPage, {HubGuidePage}, {*BELOW_STATES, TopicGuidePage}),
        (TaskMatrixPage, {StatesPage}, {TaskPage}),
        (TaskPage, {TaskMatrixPage}, set()),
        *((kind, {StatesPage}, set()) for kind in sorted(BELOW_STATES - {TaskMatrixPage}, key=lambda k: k.__name__)),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_parents_and_children(kind: type[GuidePage], parents: set[type], children: set[type]) -> None:
    # Both sides must agree: the parent that it may stand below, the child that it may hold.
    assert {above for above in kind.allowed_parent_page_models() if kind in above.allowed_subpage_models()} == parents
    assert set(kind.allowed_subpage_models()) == children


@pytest.mark.parametrize("kind", [HubGuidePage, GlossaryPage, SearchPage], ids=lambda kind: kind.__name__)
def test_there_is_one_hub_glossary_and_search(kind: type[GuidePage]) -> None:
    above = Page.get_first_root_node() if kind is HubGuidePage else hub()
    assert kind.objects.count() == 1
    assert not kind.can_create_at(above)
    if kind is not HubGuidePage:
        kind.objects.get().delete()
        assert kind.can_create_at(above)


def test_a_root_page_of_another_kind_cannot_be_made() -> None:
    choices = signed_in(EVERYTHING).get(reverse("wagtailadmin_pages:add_subpage", args=[hub().pk])).content.decode()
    assert "guides/topicguidepage" in choices
    assert "wagtailcore/page" not in choices
    assert "guides/searchpage" not in choices


@every_kind
def test_editors_are_told_what_a_kind_is_for(kind: type[GuidePage]) -> None:
    assert len(kind.get_page_description()) > 20


# Editing ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_opening_and_publishing_a_page_of_the_first_edition_changes_no_word(address: str) -> None:
    """The whole edit form goes through the browser and back."""
    page = Page.objects.get(url_path=f"{hub().url_path}{address[1:]}").specific
    before, client = page.to_json(), signed_in("Administrators")
    assert client.get(edit(page)).status_code == 200
    answer = client.post(edit(page), {**edit_form(page), "action-publish": "yes"})
    assert answer.status_code == 302, errors_of(answer)
    after = type(page).objects.get(pk=page.pk)
    assert _words(after.to_json()) == _words(before)


def _words(stored: str) -> dict[str, Any]:
    """A page without its dates and the keys of paragraphs, which mean nothing to readers."""
    data = json.loads(stored)
    for name in list(data):
        if name.endswith("_at") or "revision" in name or name == "draft_title":
            del data[name]

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, str) and "<" in value:
            soup = BeautifulSoup(value, "html.parser")
            for tag in soup.select("[data-block-key]"):
                del tag["data-block-key"]
            return str(soup)
        return value

    data["body"] = json.loads(data["body"])
    return plain(data)


@every_kind
def test_a_page_of_each_kind_can_be_previewed(kind: type[GuidePage]) -> None:
    page, client = kind.objects.first(), signed_in("Editors")
    assert page is not None
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = client.post(address, edit_form(page, title="Only in the preview"))
    assert answer.json() == {"is_valid": True, "is_available": True}
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Only in the preview" in BeautifulSoup(shown.content, "html.parser").h1.get_text()
    assert "Only in the preview" not in Client().get(page.url).content.decode()


@pytest.mark.parametrize("kind", [TopicGuidePage, SimplePage], ids=lambda kind: kind.__name__)
def test_a_new_page_can_be_previewed_before_it_is_saved(kind: type[GuidePage]) -> None:
    client = signed_in("Editors")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["guides", kind._meta.model_name, hub().pk])
    form = edit_form(kind(title="Unsaved", slug="unsaved"))
    assert client.post(address, form).json() == {"is_valid": True, "is_available": True}
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Unsaved" in shown.content.decode()
    assert not Page.objects.filter(title="Unsaved").exists()


def _empty_body() -> dict[str, Any]:
    """A section without heading that holds one empty block of every kind, as an editor leaves it for tomorrow."""
    empty = [(name, as_form(block, value)) for name, case, block, value in all_variants() if case == "empty"]
    content = [item for item in empty if item[0] != "section"]
    assert len(content) == len(empty) - 1 > 8
    return streamfield([("section", {"heading": "", "anchor": "", "content": streamfield(content)})])


@every_kind
def test_a_draft_with_empty_fields_can_be_saved_and_previewed(kind: type[GuidePage]) -> None:
    page, client = bare(kind), signed_in("Editors")
    form = edit_form(page, body=_empty_body())
    answer = client.post(edit(page), form)
    assert answer.status_code == 302, errors_of(answer)
    page.refresh_from_db()
    latest = page.get_latest_revision().as_object()
    assert len(latest.body[0].value["content"]) > 8
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(preview, form).json() == {"is_valid": True, "is_available": True}
    assert client.get(preview).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
    assert client.get(edit(page)).status_code == 200


def test_a_table_without_words_is_only_refused_when_it_is_published() -> None:
    page, client = bare(TopicGuidePage), signed_in("Editors")
    table = {
        "caption": "",
        "column-count": 1,
        "row-count": 1,
        "column": {"0": {"type": "text", "order": 0, "deleted": "", "heading": ""}},
        "row": {"0": {"order": 0, "deleted": ""}},
        "cell": {"0": {"0": "null"}},
    }
    content = streamfield([("comparison_table", table)])
    form = edit_form(page, body=streamfield([("section", {"heading": "Why?", "anchor": "why", "content": content})]))
    answer = client.post(edit(page), {**form, "action-publish": "yes"})
    assert "body" in answer.context["form"].errors
    answer = client.post(edit(page), form)
    assert answer.status_code == 302, errors_of(answer)


def test_a_section_without_heading_cannot_be_published() -> None:
    page, client = bare(TopicGuidePage), signed_in("Editors")
    form = edit_form(page, body=streamfield([("section", {"heading": "", "anchor": "", "content": streamfield([])})]))
    answer = client.post(edit(page), {**form, "action-publish": "yes"})
    assert "body" in answer.context["form"].errors


def test_autosave_keeps_a_draft_without_touching_what_readers_see() -> None:
    page, client = bare(TopicGuidePage, summary="<p>Published.</p>"), signed_in("Editors")
    form = edit_form(page, summary=edit_form(TopicGuidePage(summary="<p>Half a sent</p>"))["summary"])
    answer = client.post(edit(page), form, headers={"Accept": "application/json"})
    assert answer.status_code in {200, 302}
    page.refresh_from_db()
    assert "Half a sent" in page.get_latest_revision().as_object().summary
    assert "Published." in Client().get(page.url).content.decode()


# Anchors ------------------------------------------------------------------------------------------------------------


def _sections(*anchors: str) -> dict[str, Any]:
    return streamfield(
        [("section", {"heading": f"H {n}", "anchor": a, "content": streamfield([])}) for n, a in enumerate(anchors)]
    )


def test_two_sections_with_the_same_anchor_are_refused() -> None:
    page, client = bare(TopicGuidePage), signed_in("Editors")
    for action in ({}, {"action-publish": "yes"}):
        answer = client.post(edit(page), {**edit_form(page, body=_sections("who", "why", "who")), **action})
        assert "Two sections have the same anchor: who." in errors_of(answer)
    answer = client.post(edit(page), edit_form(page, body=_sections("who", "why", "", "")))
    assert answer.status_code == 302, errors_of(answer)


@pytest.mark.parametrize(
    "anchor", ["main", "sources", "source-1", "review", "contents", "identity", "cite-1-1", "term-x"]
)
def test_an_anchor_that_the_page_itself_uses_is_refused(anchor: str) -> None:
    page, client = bare(TopicGuidePage), signed_in("Editors")
    answer = client.post(edit(page), edit_form(page, body=_sections(anchor)))
    assert f"The page itself uses the anchor {anchor}" in errors_of(answer)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_within_a_page_is_used_twice(address: str) -> None:
    ids = [tag["id"] for tag in read(address).select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_the_contents_list_leads_to_every_section_with_a_heading() -> None:
    body = [section(heading=f"Question {n}?", anchor=f"q{n}") for n in range(3)] + [section(heading="", anchor="x")]
    soup = read(TopicGuidePageFactory(parent=hub(), body=body).url)
    entries = {link["href"]: link.get_text() for link in soup.select("nav.contents a")}
    assert entries == {f"#q{n}": f"Question {n}?" for n in range(3)}
    assert [soup.select_one(f"{anchor} > h2").get_text() for anchor in entries] == list(entries.values())


# Reviews ------------------------------------------------------------------------------------------------------------


def test_a_review_needs_a_reviewer_and_a_day_that_has_come() -> None:
    page, client, person = bare(TopicGuidePage), signed_in("Editors"), UserFactory()
    today = timezone.localdate()
    for action in ({}, {"action-publish": "yes"}):
        answer = client.post(edit(page), {**edit_form(page, reviewed_on=today), **action})
        assert "Say who reviewed the page." in errors_of(answer)
        tomorrow = today + timedelta(days=1)
        answer = client.post(edit(page), {**edit_form(page, reviewed_on=tomorrow, reviewed_by=person.pk), **action})
        assert "A review cannot have happened in the future." in errors_of(answer)
    answer = client.post(
        edit(page), {**edit_form(page, reviewed_on=today, reviewed_by=person.pk), "action-publish": "yes"}
    )
    assert answer.status_code == 302, errors_of(answer)
    page.refresh_from_db()
    assert (page.reviewed_on, page.reviewed_by) == (today, person)


@every_kind
def test_the_database_refuses_a_review_without_reviewer(kind: type[GuidePage]) -> None:
    page = bare(kind)
    with pytest.raises(IntegrityError, match="review_has_reviewer"), transaction.atomic():
        kind.objects.filter(pk=page.pk).update(reviewed_on=timezone.localdate())
    kind.objects.filter(pk=page.pk).update(reviewed_on=timezone.localdate(), reviewed_by=UserFactory())
    assert kind.objects.get(pk=page.pk).reviewed_on


def test_who_reviewed_a_page_cannot_be_deleted() -> None:
    person = UserFactory()
    bare(TopicGuidePage, reviewed_on=timezone.localdate(), reviewed_by=person)
    with pytest.raises(models.ProtectedError):
        person.delete()


def test_readers_see_who_reviewed_when_and_what_comes_next() -> None:
    person = UserFactory(public_name="Ada Reviewer", first_name="Secret")
    page = bare(TopicGuidePage, reviewed_on=date(2026, 3, 2), reviewed_by=person, next_review_on=date(2027, 1, 31))
    words = read(page.url).select_one(".review").get_text(" ", strip=True)
    assert "Reviewed as a whole by Ada Reviewer." in words
    assert "Last reviewed March 2, 2026" in words
    assert "Next review due January 31, 2027" in words
    assert "Secret" not in words


def test_a_reviewer_without_public_name_stays_unnamed() -> None:
    page = bare(TopicGuidePage, reviewed_on=date(2026, 3, 2), reviewed_by=UserFactory(username="private-login"))
    words = read(page.url).get_text()
    assert "Reviewed as a whole by an editor." in words
    assert "private-login" not in words


def test_an_unreviewed_page_says_that_nobody_verified_it() -> None:
    words = read("/salary/").select_one(".review").get_text(" ", strip=True)
    assert "not yet verified by a named reviewer" in words
    assert "Last reviewed Not yet" in words


def test_a_page_without_sources_does_not_speak_of_any() -> None:
    words = read("/privacy/").select_one(".review").get_text(" ", strip=True)
    assert "Not yet reviewed by a named person." in words
    assert "sources" not in words


def test_the_contact_address_stands_before_the_text_and_in_the_contents() -> None:
    page = read("/contact/")
    assert page.select_one(".guide__body > section h2").get_text() == "Who is responsible"
    assert page.select_one(".contents li a")["href"] == "#identity-heading"
    assert page.select("main #identity-heading")
    last = read("/about/").select(".contents li a")[-1]
    assert last["href"] == "#identity-heading"


def test_the_next_review_counts_from_the_last_review_or_the_first_publication() -> None:
    published = timezone.make_aware(timezone.datetime(2026, 1, 5, 23, 30))
    page = TopicGuidePage(first_published_at=published)
    half_a_year = timedelta(weeks=26)
    assert page.next_review_due == date(2026, 1, 5) + half_a_year
    page.reviewed_on = date(2026, 6, 1)
    assert page.next_review_due == date(2026, 6, 1) + half_a_year
    page.next_review_on = date(2026, 7, 1)
    assert page.next_review_due == date(2026, 7, 1)
    assert TopicGuidePage().next_review_due is None
    assert SimplePage(first_published_at=published).next_review_due == date(2026, 1, 5) + timedelta(weeks=52)


def test_a_day_is_a_day_in_the_time_zone_of_the_site() -> None:
    """Late in the evening in New York, while the next day has begun in UTC."""
    page = TopicGuidePage(title="Late", slug="late", reviewed_on=date(2026, 5, 11), reviewed_by=UserFactory())
    with time_machine.travel("2026-05-11 02:00:00+00:00", tick=False), pytest.raises(ValidationError, match="future"):
        page.clean()
    with time_machine.travel("2026-05-11 05:00:00+00:00", tick=False):
        page.clean()


# What readers and machines get --------------------------------------------------------------------------------------


@every_kind
def test_a_published_page_with_nothing_in_it_does_not_break(kind: type[GuidePage]) -> None:
    soup = read(bare(kind).url)
    assert len(soup.select("h1")) == 1
    assert soup.select_one("meta[name=description]") is not None
    assert json_ld(soup)["@type"] == "WebPage"


def test_a_published_page_survives_empty_blocks() -> None:
    """A draft's empty blocks can reach readers when the model is saved by other means than the form."""
    stream = ContentBlock()
    empty = [(name, value) for name, case, _, value in all_variants() if case == "empty" and name != "section"]
    # Where nothing is chosen, these show all there is.
    content = [(name, value) for name, value in empty if name not in {"credential_comparison", "entry_routes"}]
    assert len(content) == len(empty) - 2
    page = bare(TopicGuidePage)
    page.body = [("section", {"heading": "", "anchor": "", "content": stream.normalize(content)})]
    page.save_revision().publish()
    soup = read(page.url)
    assert soup.select_one(".guide__body .section").get_text(strip=True) == ""


@pytest.mark.usefixtures("renditions")
def test_a_page_survives_its_deleted_picture() -> None:
    image = ImageFactory()
    stored = {"image": {"image": image.pk, "alt_text": "A cuff", "decorative": False}, "caption": "<p>The cuff.</p>"}
    page = bare(TopicGuidePage)
    page.body = json.dumps(
        [
            {
                "type": "section",
                "value": {
                    "heading": "Why?",
                    "anchor": "why",
                    "content": [{"type": "image", "value": stored}, {"type": "text", "value": "<p>Still here.</p>"}],
                },
            }
        ]
    )
    page.save_revision().publish()
    assert read(page.url).select_one("figure img")["alt"] == "A cuff"
    image.delete()
    soup = read(page.url)
    assert soup.select("figure") == []
    assert "Still here." in soup.get_text()
    assert signed_in("Editors").get(edit(page)).status_code == 200


def test_the_trail_leads_up_to_the_hub() -> None:
    soup = read("/salary/by-state/")
    trail = soup.select("nav.breadcrumbs li")
    assert [(item.a["href"] if item.a else None) for item in trail] == ["/", "/salary/", None]
    assert trail[-1]["aria-current"] == "page"
    names = [item["item"] for item in json_ld(soup)["breadcrumb"]["itemListElement"]]
    assert names == [f"{settings.SITE_ADDRESS}{address}" for address in ("/", "/salary/", "/salary/by-state/")]
    assert read("/").select("nav.breadcrumbs") == []


def test_the_trail_leaves_out_a_page_that_is_not_published() -> None:
    Page.objects.get(slug="salary").specific.unpublish()
    soup = read("/salary/by-state/")
    assert [link["href"] for link in soup.select("nav.breadcrumbs a")] == ["/"]
    positions = [item["position"] for item in json_ld(soup)["breadcrumb"]["itemListElement"]]
    assert positions == [1, 2]


def test_the_trail_and_menus_prefer_the_short_title() -> None:
    page = bare(TopicGuidePage, short_title="Short")
    soup = read(page.url)
    assert soup.select("nav.breadcrumbs li")[-1].get_text(strip=True) == "Short"
    assert soup.h1.get_text() == "Bare"


@pytest.mark.parametrize("address", ADDRESSES)
def test_canonical_and_structured_data_name_the_same_address(address: str) -> None:
    soup = read(address)
    expected = f"{settings.SITE_ADDRESS}{address}"
    assert soup.select_one("link[rel=canonical]")["href"] == expected
    data = json_ld(soup)
    assert data["url"] == expected
    assert data["name"] == soup.h1.get_text()
    assert data["datePublished"] <= data["dateModified"]


def test_canonical_stays_right_when_the_server_holds_a_second_site() -> None:
    Site.objects.create(hostname="second.example.org", root_page=Page.objects.get(slug="salary"))
    assert Page.objects.get(slug="jobs").specific.canonical == f"{settings.SITE_ADDRESS}/jobs/"
    trail = Page.objects.get(slug="jobs").specific.structured_data()["breadcrumb"]["itemListElement"]
    assert [entry["item"] for entry in trail] == [f"{settings.SITE_ADDRESS}/", f"{settings.SITE_ADDRESS}/jobs/"]


def test_query_strings_are_no_part_of_the_canonical_address() -> None:
    assert read("/search/?q=salary&page=2").select_one("link[rel=canonical]")["href"].endswith("/search/")


EVIL = '</script><script>alert("1")</script> & \' " \u2028 <!--'


def test_structured_data_is_safe_whatever_an_editor_types() -> None:
    page = bare(TopicGuidePage)
    page.title = EVIL
    page.search_description = EVIL
    page.save()
    answer = Client().get(page.url)
    soup = BeautifulSoup(answer.content, "html.parser")
    assert json_ld(soup)["name"] == EVIL
    assert json_ld(soup)["description"] == EVIL
    assert "alert(" not in "".join(script.get_text() for script in soup.select("script:not([type])"))
    assert b"<script>alert" not in answer.content


def test_structured_data_tells_of_a_review_only_when_there_was_one() -> None:
    page = bare(TopicGuidePage)
    assert "lastReviewed" not in json_ld(read(page.url))
    TopicGuidePage.objects.filter(pk=page.pk).update(reviewed_on=date(2026, 3, 2), reviewed_by=UserFactory())
    assert json_ld(read(page.url))["lastReviewed"] == "2026-03-02"


# Kinds with something of their own ----------------------------------------------------------------------------------


def test_the_legal_notice_stands_where_law_is_answered() -> None:
    SiteIdentity.objects.update(legal_notice="<p>Information, not advice: our words.</p>")
    for address, expected in {"/": True, "/scope-of-practice/": True, "/states/": True, "/about/": False}.items():
        assert ("our words." in read(address).select_one("main").get_text()) is expected, address


def test_what_nobody_has_set_is_said_to_be_not_set() -> None:
    SiteIdentity.objects.all().delete()
    for shows, count in {"publisher": 4, "contact": 3, "licence": 2}.items():
        page = SimplePageFactory(parent=hub(), also_shows=shows)
        words = read(page.url).select_one("section[aria-labelledby=identity-heading]").get_text()
        assert words.count("Not set yet") == count, shows
    assert not SiteIdentity.objects.exists(), "reading a page must not write settings"


def test_what_somebody_has_set_is_shown_as_text() -> None:
    SiteIdentity.objects.update_or_create(
        defaults={
            "publisher": "Example <b>Press</b>",
            "contact_email": "desk@example.org",
            "postal_address": "One Street\nTown",
            "funding": "Paid by nobody.",
            "content_licence": "CC BY 4.0",
            "content_licence_address": "https://creativecommons.org/licenses/by/4.0/",
        }
    )
    soup = read(SimplePageFactory(parent=hub(), also_shows="publisher").url)
    words = soup.select_one("section[aria-labelledby=identity-heading]").get_text(" ")
    assert "Not set yet" not in words
    assert "Example <b>Press</b>" in words
    assert soup.select_one('main a[href="mailto:desk@example.org"]')
    assert [br.name for br in soup.select("main dd br")] == ["br"]
    licence = read(SimplePageFactory(parent=hub(), also_shows="licence").url)
    assert licence.select_one("main a[rel=license]").get_text() == "CC BY 4.0"


def test_retired_terms_leave_the_glossary_and_letters_follow() -> None:
    TermFactory(term="Xylem", key="xylem", also_called="wood")
    TermFactory(term="Quux", key="quux", retired_on=timezone.localdate())
    TermFactory(term="2nd reading", key="second-reading")
    soup = read("/glossary/")
    assert soup.select_one("#letter-X #term-xylem dt").get_text(" ", strip=True) == "Xylem also wood"
    assert soup.select_one("#term-quux") is None
    assert soup.select_one("#letter-N #term-second-reading") is not None
    letters = [link["href"] for link in soup.select("nav.letters a")]
    assert letters == sorted(letters)
    assert all(soup.select_one(letter) for letter in letters)


def test_running_text_is_never_a_template() -> None:
    page = bare(TopicGuidePage, summary="<p>{{ settings.SECRET_KEY }} {% now 'Y' %}</p>")
    assert "{{ settings.SECRET_KEY }} {% now 'Y' %}" in read(page.url).select_one(".summary").get_text()
