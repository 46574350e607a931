"""Every way to write, walked: the site version moves when readers see something else, and only then.

Each step is taken as a person or a command takes it, with real transactions, in a database of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Site, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import rich_text

from careers import jobs, releases
from careers.models import (
    Area,
    FactKey,
    Industry,
    Jurisdiction,
    Occupation,
    Role,
    Source,
    Term,
)
from careers.models.site_version import site_version
from guides.content.loader import load
from guides.content.reader import read
from guides.models import DescribedDocument, DescribedImage, HubGuidePage, SiteIdentity, TopicGuidePage
from tests.careers.candidates import FETCHED, candidate, wage
from tests.copies import copied_database
from tests.factories import TopicGuidePageFactory, UserFactory
from tests.guides.forms import edit_form
from tests.signing_in import EVERYTHING, signed_in


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with copied_database(django_db_blocker, "paths"), warnings.catch_warnings():
        # Wagtail leaves the temporary files of renditions to the garbage collector.
        warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
        yield


@dataclass
class Walk:
    """Steps in order; each says by how much the version moved."""

    client: Client
    moved: dict[str, int] = field(default_factory=dict)

    def step(self, name: str, take: Callable[[], Any]) -> Any:
        before = site_version()
        made = take()
        assert name not in self.moved
        self.moved[name] = site_version() - before
        return made

    def post(self, name: str, address: str, data: dict[str, Any]) -> None:
        """A form sent by a superuser, which must be accepted."""

        def send() -> None:
            answer = self.client.post(address, data)
            assert answer.status_code == 302, f"{name}: {_errors(answer)}"

        self.step(name, send)


def _errors(answer: Any) -> Any:
    form = (answer.context or {}).get("form")
    return form.errors if form is not None else answer.content[:500]


def page_url(action: str, *numbers: int) -> str:
    return reverse(f"wagtailadmin_pages:{action}", args=numbers)


def snippet(model: str, action: str, *numbers: int) -> str:
    return reverse(f"wagtailsnippets_careers_{model}:{action}", args=numbers)


PUBLISH = {"action-publish": "yes"}


def newest(page: Page) -> Any:
    return TopicGuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def form_of(row: Any, *names: str, **changes: Any) -> dict[str, Any]:
    values = {**model_to_dict(row, fields=names), **changes}
    return {name: "" if value is None else value for name, value in values.items()}


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("cuff.png", get_test_image_file().file.getvalue(), content_type="image/png")


def write_pages(walk: Walk) -> None:
    hub = HubGuidePage.objects.get()
    new = TopicGuidePage(title="Walked", slug="walked")
    add = reverse("wagtailadmin_pages:add", args=["guides", "topicguidepage", hub.pk])
    walk.post("page made and published", add, edit_form(new, **PUBLISH))
    page = TopicGuidePage.objects.get(slug="walked")
    walk.post("page changed and published", page_url("edit", page.pk), edit_form(newest(page), title="W 2", **PUBLISH))
    walk.post("page unpublished", page_url("unpublish", page.pk), {})
    walk.post("page published again", page_url("edit", page.pk), edit_form(newest(page), **PUBLISH))
    changed = edit_form(newest(page), slug="walked-on", **PUBLISH)
    walk.post("slug changed, with a redirect from the old address", page_url("edit", page.pk), changed)
    other = TopicGuidePageFactory(parent=hub, slug="branch", title="Branch")
    walk.post("page moved, with a redirect", page_url("move_confirm", page.pk, other.pk), {})
    walk.step(
        "order changed",
        lambda: walk.client.post(f"{page_url('set_page_position', other.pk)}?position=0", {}),
    )
    copied = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": hub.pk, "publish_copies": "on"}
    walk.post("page copied and published", page_url("copy", page.pk), copied)
    first = page.revisions.order_by("pk").first()
    assert first
    reverted = edit_form(first.as_object(), slug="walked-on", revision=first.pk, **PUBLISH)
    walk.post("older revision published", page_url("edit", page.pk), reverted)
    walk.post("page deleted", page_url("delete", page.pk), {})


def write_times(walk: Walk) -> None:
    """What happens at an hour that an editor chose."""
    hub = HubGuidePage.objects.get()
    page = TopicGuidePageFactory(parent=hub, slug="timed", title="Timed", live=False)
    now = timezone.now()
    page.go_live_at, page.expire_at = now + timedelta(hours=1), now + timedelta(hours=3)
    walk.step("publication planned", lambda: page.save_revision().publish())
    with time_machine.travel(now + timedelta(hours=2)):
        walk.step("planned publication", lambda: call_command("publish_scheduled"))
        assert Page.objects.get(pk=page.pk).live
    with time_machine.travel(now + timedelta(hours=4)):
        walk.step("planned end", lambda: call_command("publish_scheduled"))
        assert not Page.objects.get(pk=page.pk).live
    walk.step("nothing planned", lambda: call_command("publish_scheduled"))


def write_library(walk: Walk) -> None:
    add = {"title": "Cuff", "file": picture(), "collection": 1, "tags": "", "description": "A cuff.", "credit": ""}
    walk.post("picture uploaded", reverse("wagtailimages:add"), add)
    image = DescribedImage.objects.get()
    walk.step("picture scaled", lambda: image.get_rendition("width-20"))
    changed = {**add, "description": "A cuff on an arm."}
    del changed["file"]
    walk.post("picture described anew", reverse("wagtailimages:edit", args=[image.pk]), changed)
    walk.post("picture deleted", reverse("wagtailimages:delete", args=[image.pk]), {})
    document = walk.step(
        "document kept", lambda: DescribedDocument.objects.create(title="List", file=ContentFile(b"1", "list.txt"))
    )
    named = {"title": "A list", "collection": 1, "tags": "", "description": ""}
    walk.post("document renamed", reverse("wagtaildocs:edit", args=[document.pk]), named)
    walk.post("document deleted", reverse("wagtaildocs:delete", args=[document.pk]), {})


def write_settings(walk: Walk) -> None:
    site = Site.objects.get()
    add = {"old_path": "/old-address", "site": site.pk, "is_permanent": "on", "redirect_link": "https://example.org/"}
    walk.post("redirect made", reverse("wagtailredirects:add"), add)
    redirect = Redirect.objects.get(old_path="/old-address")
    changed = {**add, "redirect_link": "https://example.com/"}
    walk.post("redirect changed", reverse("wagtailredirects:edit", args=[redirect.pk]), changed)
    walk.post("redirect deleted", reverse("wagtailredirects:delete", args=[redirect.pk]), {})
    identity = SiteIdentity.objects.get_or_create()[0]
    filled = {"publisher": "A press", "contact_email": "", "postal_address": "", "funding": "", "content_licence": ""}
    filled |= {"content_licence_address": "", "legal_notice": rich_text("<p>No advice.</p>")}
    address = reverse("wagtailsettings:edit", args=["guides", "siteidentity", identity.pk])
    walk.post("site settings changed", address, filled)
    kept = form_of(site, "hostname", "port", "site_name", "root_page", "is_default_site", site_name="Renamed")
    walk.post("site renamed", reverse("wagtailsites:edit", args=[site.pk]), kept)


SOURCE_FIELDS = (
    *("citation", "title", "publisher", "kind", "key", "address", "copy_address", "text_as_of", "read_on", "extent"),
    *("quoted_passage", "terms", "retired_on"),
)


def write_facts(walk: Walk) -> None:
    new = form_of(Source(key="walked", kind="statute", citation="Walked § 1"), *SOURCE_FIELDS)
    walk.post("source made", snippet("source", "add"), new)
    source = Source.objects.get(key="walked")
    walk.post("source changed", snippet("source", "edit", source.pk), {**new, "publisher": "A state"})
    walk.post("source retired", snippet("source", "edit", source.pk), {**new, "retired_on": "2026-01-01"})
    term = {
        "term": "Walking",
        "also_called": "",
        "definition": rich_text("<p>On foot.</p>"),
        "key": "walking",
        "retired_on": "",
    }
    walk.post("term made", snippet("term", "add"), term)
    row = Term.objects.get(key="walking")
    walk.post("term changed", snippet("term", "edit", row.pk), {**term, "also_called": "Strolling"})
    key = walk.step("figure chosen for the first time", lambda: FactKey.objects.create(key="price-parity.vt.goods"))
    walk.post("figure retired", snippet("factkey", "edit", key.pk), {"retired_on": "2026-01-01"})
    for model, change in {
        Role: {"plural": "clinic assistants"},
        Occupation: {"title": "Renamed"},
        Industry: {"name": "Renamed"},
        Area: {"title": "Renamed"},
        Jurisdiction: {"name": "Renamed"},
    }.items():
        row = model._default_manager.all()[0]
        walk.step(f"{model.__name__.lower()} changed", lambda row=row, change=change: _save(row, **change))


def _save(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def write_releases(walk: Walk) -> None:
    newer = candidate(wage(hourly_median="30.00"))
    release = walk.step("newer release loaded", lambda: releases.load(newer, FETCHED))
    walk.step("the same files again", lambda: releases.load(newer, FETCHED))
    said = {"note": "Compared", "release": release.pk}
    walk.post("release made current", reverse("releases:make_current", args=[release.pk]), said)
    before = releases.previous_release("oews")
    assert before
    back = {"note": "Too early", "release": before.pk}
    walk.post("release undone", reverse("releases:undo", args=["oews"]), back)
    assert releases.current_release("oews") != release
    walk.step("release undone by command", lambda: call_command("make_current", "oews", undo=True, note="No, it was"))
    assert releases.current_release("oews") == release
    older = candidate(wage(hourly_median="9.00"), period="2001-05", label="May 2001")
    walk.step("older release loaded as history", lambda: releases.load(older, FETCHED))
    again = candidate(wage(hourly_median="9.10"), period="2001-05", label="May 2001")
    walk.step("older release loaded anew", lambda: releases.load(again, FETCHED))
    other = candidate(wage(hourly_median="30.50"))
    walk.step("another edition of the current period loaded", lambda: releases.load(other, FETCHED))


def write_work(walk: Walk, person: Any) -> None:
    """What only editors see."""
    hub = HubGuidePage.objects.get()
    walk.post("draft of a change", page_url("edit", hub.pk), edit_form(hub, title="Half a thought"))
    saved = edit_form(hub, title="Half a thou")
    headers = {"Accept": "application/json"}
    walk.step("draft kept by autosave", lambda: walk.client.post(page_url("edit", hub.pk), saved, headers=headers))
    walk.post("page locked", page_url("lock", hub.pk), {})
    walk.post("page unlocked", page_url("unlock", hub.pk), {})
    walk.step("page previewed", lambda: walk.client.post(page_url("preview_on_edit", hub.pk), edit_form(hub)))
    walk.step("job asked for", lambda: jobs.ask("no-such-kind", {}, person))
    walk.step("job done", lambda: jobs.run_one())
    walk.step("signed in", lambda: Client().post(reverse("wagtailadmin_login"), _login(person)))
    walk.step(
        "wrong password", lambda: Client().post(reverse("wagtailadmin_login"), {**_login(person), "password": "x"})
    )
    walk.step("person renamed", lambda: get_user_model().objects.filter(pk=person.pk).update(last_name="Walker"))
    walk.step("search index written anew", lambda: call_command("update_index", verbosity=0))
    walk.step("references written anew", lambda: call_command("rebuild_references_index", verbosity=0))
    walk.step("first edition loaded over changed places", lambda: load(read()))
    walk.step("first edition loaded again", lambda: load(read()))
    walk.step("pages read", lambda: [Client().get(address) for address in ("/", "/salary/", "/search/?q=pay")])
    walk.step("releases looked at", lambda: walk.client.get(reverse("releases:index")))


def _login(person: Any) -> dict[str, str]:
    return {"username": person.username, "password": "correct horse battery"}


def write_workflow(walk: Walk) -> None:
    hub = HubGuidePage.objects.get()
    page = TopicGuidePageFactory(parent=hub, slug="reviewed", title="Reviewed", live=False)
    page.save_revision()
    task = GroupApprovalTask.objects.create(name="A second pair of eyes")
    workflow = Workflow.objects.create(name="Two people")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    walk.post("page sent for approval", page_url("edit", page.pk), edit_form(page, **{"action-submit": "yes"}))
    state = page.current_workflow_state
    assert state
    asked = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    walk.step("page approved", lambda: walk.client.post(asked, {"comment": ""}))
    assert Page.objects.get(pk=page.pk).live


#: Steps that take two transactions, each of which changes something that is seen.
TWICE = {
    "page made and published",  # made, then published
    "page copied and published",
    "slug changed, with a redirect from the old address",  # Wagtail makes redirects once the change is committed
    "page moved, with a redirect",
}
ONCE = {
    *("page changed and published", "page unpublished", "order changed", "older revision published", "page deleted"),
    *("page published again", "planned publication", "planned end", "page approved"),
    *("picture uploaded", "picture described anew", "picture deleted"),
    *("document kept", "document renamed", "document deleted"),
    *("redirect made", "redirect changed", "redirect deleted", "site settings changed", "site renamed"),
    *("source made", "source changed", "source retired", "term made", "term changed"),
    *("role changed", "occupation changed", "industry changed", "area changed", "jurisdiction changed"),
    *("release made current", "release undone", "release undone by command"),
    *("older release loaded as history", "older release loaded anew", "first edition loaded over changed places"),
}
NEVER = {
    *("nothing planned", "publication planned", "page sent for approval"),
    *("picture scaled", "newer release loaded", "the same files again"),
    "another edition of the current period loaded",
    *("draft of a change", "draft kept by autosave", "page locked", "page unlocked", "page previewed"),
    *("figure chosen for the first time", "figure retired"),
    *("job asked for", "job done", "signed in", "wrong password", "person renamed"),
    *("search index written anew", "references written anew", "first edition loaded again"),
    *("pages read", "releases looked at"),
}


@pytest.mark.usefixtures("committed")
def test_every_way_to_write() -> None:
    person = UserFactory(group="Editors")
    walk = Walk(signed_in(EVERYTHING))
    for write in (write_pages, write_times, write_workflow, write_library, write_settings, write_facts, write_releases):
        write(walk)
    write_work(walk, person)
    assert walk.moved == dict.fromkeys(TWICE, 2) | dict.fromkeys(ONCE, 1) | dict.fromkeys(NEVER, 0)
    assert len(walk.moved) == 64


# What the triggers do not know yet ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("committed")
def test_a_draft_of_a_page_that_nobody_has_seen_changes_nothing() -> None:
    hub, walk = HubGuidePage.objects.get(), Walk(signed_in(EVERYTHING))
    add = reverse("wagtailadmin_pages:add", args=["guides", "topicguidepage", hub.pk])
    walk.post("made as a draft", add, edit_form(TopicGuidePage(title="Unseen", slug="unseen")))
    page = TopicGuidePage.objects.get(slug="unseen")
    walk.post("changed as a draft", page_url("edit", page.pk), edit_form(newest(page), title="Unseen 2"))
    assert set(walk.moved.values()) == {0}


@pytest.mark.usefixtures("committed")
def test_a_page_made_private_changes_what_readers_see() -> None:
    walk = Walk(signed_in(EVERYTHING))
    page = Page.objects.get(slug="jobs")
    walk.step("private", lambda: PageViewRestriction.objects.create(page=page, restriction_type="login"))
    walk.step("public again", lambda: PageViewRestriction.objects.get().delete())
    assert set(walk.moved.values()) == {1}


@pytest.mark.usefixtures("committed")
def test_a_reviewer_with_another_public_name_changes_what_readers_see() -> None:
    person, walk = UserFactory(public_name="A. Nurse"), Walk(signed_in(EVERYTHING))
    walk.step("public name", lambda: _save(person, public_name="B. Nurse"))
    assert walk.moved == {"public name": 1}


@pytest.mark.django_db
def test_asking_for_the_version_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert site_version() > 0
