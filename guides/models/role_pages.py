"""Where role comparisons stand: the written ones, with the roles they are about, and the tool."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from wagtail.models import Page

from careers.memory import remembered
from careers.models import Role
from guides.models.tools import ROLE


@dataclass(frozen=True)
class Written:
    """A published comparison of two roles."""

    pk: int
    slug: str
    title: str
    short_title: str
    description: str
    address: str
    group: str
    roles: frozenset[str]  # keys


@remembered
def all_written() -> list[Written]:
    """In the order of the page tree, without those that need a password."""
    pages = Page.objects.live().public().filter(rolecomparisonpage__isnull=False).order_by("path")
    found = pages.annotate(
        short=Coalesce(NullIf("rolecomparisonpage__short_title", Value("")), "title"),
        group=F("rolecomparisonpage__group"),
        first=F("rolecomparisonpage__first_role__key"),
        second=F("rolecomparisonpage__second_role__key"),
    )
    return [
        Written(
            page.pk,
            page.slug,
            page.title,
            page.short,
            page.search_description,
            page.url or "",
            page.group,
            frozenset((page.first, page.second)),
        )
        for page in found
    ]


def written(roles: Iterable[str]) -> Written | None:
    """The published comparison of these two roles, whichever comes first."""
    wanted = frozenset(roles)
    return next((page for page in all_written() if page.roles == wanted), None)


def written_about(roles: Iterable[str]) -> list[Written]:
    """Those of one of these roles with another of them, or with the role the site is about."""
    wanted = frozenset(roles)
    return [page for page in all_written() if page.roles & wanted and page.roles <= wanted | {ROLE}]


@remembered
def tool_address() -> str:
    """Empty where there is no tool."""
    page = Page.objects.live().filter(rolecomparisontoolpage__isnull=False).first()
    return (page and page.url) or ""


@remembered
def role_keys() -> dict[int, str]:
    """By number of row."""
    return dict(Role.objects.values_list("pk", "key"))
