"""Five groups of people: what each may do, and what it may not, through the screens that they really use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from careers.models import Credential, EntryRoute
from guides.models import DescribedImage, HubGuidePage, SiteIdentity, StatesPage, TopicGuidePage
from guides.people.models import User
from tests.factories import ImageFactory, SourceFactory, TermFactory, TopicGuidePageFactory
from tests.guides.forms import edit_form
from tests.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renditions")]
WRITERS, EDITORS, MANAGERS = "Writers", "Editors", "State-guide managers"
STEWARDS, ADMINISTRATORS = "Fact stewards", "Administrators"
GROUPS = [WRITERS, EDITORS, MANAGERS, STEWARDS, ADMINISTRATORS]
every_group = pytest.mark.parametrize("group", GROUPS)


def may(answer: Any) -> bool:
    """Wagtail sends those who may not back to the start, or says 403; a server error is neither."""
    assert answer.status_code in {200, 302, 403}
    return answer.status_code == 200


def guide(under_states: bool = False, **fields: Any) -> TopicGuidePage:
    above: Page = StatesPage.objects.get() if under_states else HubGuidePage.objects.get()
    return TopicGuidePageFactory(parent=above, **fields)


def test_there_are_five_groups_and_no_others() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)


@every_group
def test_everybody_gets_in(group: str) -> None:
    answer = signed_in(group).get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200


def test_nobody_gets_in_without_a_group() -> None:
    for client in (Client(), signed_in()):
        assert client.get(reverse("wagtailadmin_home")).status_code == 302
        assert not may(client.get(reverse("wagtailadmin_pages:edit", args=[HubGuidePage.objects.get().pk])))


# Pages --------------------------------------------------------------------------------------------------------------

WRITE_PAGES = {WRITERS, EDITORS, ADMINISTRATORS}
PUBLISH_PAGES = {EDITORS, ADMINISTRATORS}


@every_group
@pytest.mark.parametrize("under_states", [False, True])
def test_writing_and_publishing(group: str, under_states: bool) -> None:
    page, client = guide(under_states, summary="<p>Before.</p>"), signed_in(group)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    write = group in WRITE_PAGES or (under_states and group == MANAGERS)
    publish = group in PUBLISH_PAGES or (under_states and group == MANAGERS)
    assert may(client.get(address)) is write

    client.post(address, edit_form(page, title="In a draft"))
    page.refresh_from_db()
    assert (page.draft_title == "In a draft") is write
    client.post(address, {**edit_form(page, title="Published"), "action-publish": "yes"})
    page.refresh_from_db()
    assert (page.title == "Published") is publish


@every_group
@pytest.mark.parametrize("under_states", [False, True])
def test_adding_a_page(group: str, under_states: bool) -> None:
    above = StatesPage.objects.get() if under_states else HubGuidePage.objects.get()
    client = signed_in(group)
    client.post(
        reverse("wagtailadmin_pages:add", args=["guides", "topicguidepage", above.pk]),
        {**edit_form(TopicGuidePage(title="Added", slug="added")), "action-publish": "yes"},
    )
    added = TopicGuidePage.objects.filter(slug="added").first()
    write = group in WRITE_PAGES or (under_states and group == MANAGERS)
    publish = group in PUBLISH_PAGES or (under_states and group == MANAGERS)
    assert (added is not None) is write
    assert bool(added and added.live) is publish


@every_group
def test_nobody_adds_a_page_beside_the_hub(group: str) -> None:
    address = reverse("wagtailadmin_pages:add_subpage", args=[Page.get_first_root_node().pk])
    assert not may(signed_in(group).get(address))


@every_group
def test_taking_a_page_off_the_site(group: str) -> None:
    page, client = guide(), signed_in(group)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert (not page.live) is (group in PUBLISH_PAGES)


@every_group
def test_deleting_a_published_page(group: str) -> None:
    page, client = guide(), signed_in(group)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert (not Page.objects.filter(pk=page.pk).exists()) is (group in PUBLISH_PAGES)


@every_group
def test_deleting_a_page_with_all_below_it(group: str) -> None:
    page, client = guide(), signed_in(group)
    TopicGuidePageFactory(parent=page)
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert (not Page.objects.filter(pk=page.pk).exists()) is (group == ADMINISTRATORS)


@every_group
def test_moving_a_page(group: str) -> None:
    page, target = guide(), guide()
    signed_in(group).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    moved = Page.objects.get(pk=page.pk).get_parent().pk == target.pk
    assert moved is (group in PUBLISH_PAGES)


@every_group
def test_everyone_who_writes_can_cite_a_source(group: str) -> None:
    source = SourceFactory(citation="000 Code")
    answer = signed_in(group).get(reverse("wagtailsnippetchoosers_careers_source:choose"))
    assert answer.status_code == 200
    assert source.citation in answer.json()["html"]


# Facts --------------------------------------------------------------------------------------------------------------

KEEP_FACTS = {MANAGERS, STEWARDS, ADMINISTRATORS}
#: What is known of roles, credentials and ways into the work; managers of state guides need none of it.
KEEP_KNOWN = {STEWARDS, ADMINISTRATORS}


@every_group
@pytest.mark.parametrize("name", ["source", "term", "credential", "entryroute"])
def test_keeping_facts(group: str, name: str) -> None:
    rows: dict[str, Callable[[], Any]] = {
        "source": SourceFactory,
        "term": TermFactory,
        "credential": lambda: Credential.objects.get(key="rma-amt"),
        "entryroute": lambda: EntryRoute.objects.earliest("pk"),
    }
    row, client = rows[name](), signed_in(group)
    expected = group in (KEEP_FACTS if name in {"source", "term"} else KEEP_KNOWN)
    for action, arguments in {
        "list": [],
        "add": [],
        "edit": [row.pk],
        "inspect": [row.pk],
        "history": [row.pk],
    }.items():
        address = reverse(f"wagtailsnippets_careers_{name}:{action}", args=arguments)
        assert may(client.get(address)) is expected, action


@every_group
def test_changing_a_fact(group: str) -> None:
    source = SourceFactory(citation="Before")
    data = {"key": source.key, "kind": source.kind, "citation": "After", "extent": source.extent}
    signed_in(group).post(reverse("wagtailsnippets_careers_source:edit", args=[source.pk]), data)
    source.refresh_from_db()
    assert (source.citation == "After") is (group in KEEP_FACTS)


@every_group
def test_changing_a_credential(group: str) -> None:
    credential = Credential.objects.get(key="rma-amt")
    data = {
        **{"key": credential.key, "initials": credential.initials, "name": "After", "body": credential.body},
        **{"covers": credential.covers, "law_names": "AMT", "order": 20, "retired_on": ""},
        **{f"{name}-count": "0" for name in ("routes", "fees", "facts")},
    }
    signed_in(group).post(reverse("wagtailsnippets_careers_credential:edit", args=[credential.pk]), data)
    credential.refresh_from_db()
    assert (credential.name == "After") is (group in KEEP_KNOWN)


# Pictures and documents ---------------------------------------------------------------------------------------------


@every_group
def test_adding_a_picture(group: str) -> None:
    file = SimpleUploadedFile("cuff.png", get_test_image_file().file.getvalue(), content_type="image/png")
    data = {"title": "Cuff", "description": "A cuff.", "file": file, "collection": 1, "tags": ""}
    signed_in(group).post(reverse("wagtailimages:add"), data)
    assert DescribedImage.objects.exists() is (group != STEWARDS)


@every_group
def test_changing_the_picture_of_somebody_else(group: str) -> None:
    image, client = ImageFactory(), signed_in(group)
    expected = group in {EDITORS, ADMINISTRATORS}
    assert may(client.get(reverse("wagtailimages:edit", args=[image.pk]))) is expected
    client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert (not DescribedImage.objects.filter(pk=image.pk).exists()) is expected


@every_group
def test_adding_a_document(group: str) -> None:
    answer = signed_in(group).get(reverse("wagtaildocs:add"))
    assert may(answer) is (group != STEWARDS)


# The site -----------------------------------------------------------------------------------------------------------


@every_group
def test_settings_are_for_administrators(group: str) -> None:
    setting, client = SiteIdentity.objects.get(), signed_in(group)
    address = reverse("wagtailsettings:edit", args=["guides", "siteidentity", setting.pk])
    assert may(client.get(address)) is (group == ADMINISTRATORS)
    client.post(address, {"publisher": "Example Press", "legal_notice": rich_text("<p>Information.</p>")})
    setting.refresh_from_db()
    assert (setting.publisher == "Example Press") is (group == ADMINISTRATORS)


@every_group
@pytest.mark.parametrize(
    ("screen", "groups"),
    [
        ("wagtailredirects:index", {EDITORS, ADMINISTRATORS}),
        ("wagtailredirects:add", {EDITORS, ADMINISTRATORS}),
        ("wagtailusers_users:index", {ADMINISTRATORS}),
        ("wagtailusers_users:add", {ADMINISTRATORS}),
        ("wagtailusers_groups:index", {ADMINISTRATORS}),
        ("wagtailadmin_collections:index", {ADMINISTRATORS}),
        ("wagtailsites:index", set()),
        ("wagtailadmin_workflows:add", set()),
    ],
)
def test_screens_about_the_site(group: str, screen: str, groups: set[str]) -> None:
    assert may(signed_in(group).get(reverse(screen))) is (group in groups)


def test_an_administrator_gives_a_person_a_public_name() -> None:
    client = signed_in(ADMINISTRATORS)
    password = "long enough to be accepted"
    data = {
        "username": "newcomer",
        "email": "new@example.org",
        "first_name": "New",
        "last_name": "Comer",
        "public_name": "N. Comer",
        "password1": password,
        "password2": password,
    }
    assert client.post(reverse("wagtailusers_users:add"), data).status_code == 302
    person = User.objects.get(username="newcomer")
    assert person.public_name == "N. Comer"
    assert not person.is_superuser
    edit = reverse("wagtailusers_users:edit", args=[person.pk])
    assert 'value="N. Comer"' in client.get(edit).content.decode()
