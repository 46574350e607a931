"""The five groups of people who work on the site, made once; an administrator may change them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Task, Workflow

from guides.models import HubGuidePage, StatesPage

if TYPE_CHECKING:
    from guides.content.starter import Ledger

WRITERS, EDITORS, STATE_MANAGERS = "Writers", "Editors", "State-guide managers"
STEWARDS, ADMINISTRATORS = "Fact stewards", "Administrators"

ACCESS = ["wagtailadmin.access_admin"]
KNOWN = ["careers.change_role", "careers.view_role"]
KNOWN += [f"careers.{action}_{model}" for model in ("credential", "entryroute") for action in ("add", "change", "view")]
FACTS = [f"careers.{action}_{model}" for model in ("source", "term") for action in ("add", "change", "view")]
# Editors see which figures are in use; choosing one needs no permission of its own.
SEE_FIGURES, KEEP_FIGURES = ["careers.view_factkey"], ["careers.view_factkey", "careers.change_factkey"]
# Drafting a law, putting it before readers and checking it are three permissions; nobody checks their own work.
DRAFT_LAW = [f"careers.{action}_{model}" for action in ("change", "view") for model in ("statelaw", "openquestion")]
DRAFT_LAW += ["careers.add_openquestion"]
KEEP_LAW = [*DRAFT_LAW, *(f"careers.{action}_statelaw" for action in ("add", "publish", "lock", "unlock", "check"))]
KEEP_LAW += ["careers.view_task", "careers.change_lawcare"]
TASKS = [f"careers.{action}_task" for action in ("add", "change", "view")]
RELEASES = [f"careers.{action}_release" for action in ("add", "view", "approve")]
SETTINGS = ["guides.change_siteidentity"]
REDIRECTS = [f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete", "view")]
PEOPLE = [f"people.{action}_user" for action in ("add", "change", "delete", "view")] + [
    f"auth.{action}_group" for action in ("add", "change", "delete", "view")
]

MODEL_PERMISSIONS = {
    WRITERS: ACCESS,
    EDITORS: ACCESS + SEE_FIGURES + REDIRECTS + ["careers.view_statelaw", "careers.check_statelaw"],
    STATE_MANAGERS: ACCESS + FACTS + SEE_FIGURES + KEEP_LAW,
    STEWARDS: ACCESS + FACTS + KNOWN + KEEP_FIGURES + RELEASES + TASKS,
    ADMINISTRATORS: ACCESS + FACTS + KNOWN + KEEP_FIGURES + RELEASES + KEEP_LAW + TASKS + SETTINGS + REDIRECTS + PEOPLE,
}
WRITE, PUBLISH = ["add_page", "change_page"], ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
PAGE_PERMISSIONS = {WRITERS: WRITE, EDITORS: PUBLISH, ADMINISTRATORS: [*PUBLISH, "bulk_delete_page"]}
# Wagtail asks for the permissions of its own image and document models, whatever model holds the files.
USE_MEDIA = ["add_image", "choose_image", "add_document", "choose_document"]
KEEP_MEDIA = [*USE_MEDIA, "change_image", "change_document"]
MEDIA_PERMISSIONS = {
    WRITERS: USE_MEDIA,
    EDITORS: KEEP_MEDIA,
    STATE_MANAGERS: USE_MEDIA,
    # Folders of media are managed from a folder down, so their permissions are given at the root one too.
    ADMINISTRATORS: [*KEEP_MEDIA, "add_collection", "change_collection", "delete_collection"],
}


def ensure_groups(ledger: Ledger, *, first: bool) -> None:
    """Make each group that starter content has not made before."""
    if first:
        # Wagtail's own two groups make room for the five, as long as nobody uses them.
        Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
        # Their approval workflow would ask a group that is gone.
        Workflow.objects.filter(name="Moderators approval").delete()
        Task.objects.filter(name="Moderators approval").delete()
    hub = HubGuidePage.objects.first()
    states = StatesPage.objects.first()
    for name, permissions in MODEL_PERMISSIONS.items():
        if ledger.get(f"group:{name}"):
            continue
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.set(_permissions(permissions))
            if hub:
                _pages(group, hub, PAGE_PERMISSIONS.get(name, []))
            if states and name == STATE_MANAGERS:
                _pages(group, states, PUBLISH)
            for codename in MEDIA_PERMISSIONS.get(name, []):
                permission = Permission.objects.get(
                    codename=codename, content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailcore"]
                )
                GroupCollectionPermission.objects.create(
                    group=group, collection=Collection.get_first_root_node(), permission=permission
                )
        ledger.write(f"group:{name}", group, "")


def _permissions(names: list[str]) -> list[Permission]:
    pairs = [name.split(".", 1) for name in names]
    return [Permission.objects.get(content_type__app_label=app, codename=codename) for app, codename in pairs]


def _pages(group: Group, page: Page, codenames: list[str]) -> None:
    for codename in codenames:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
