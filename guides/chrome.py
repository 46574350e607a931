"""What stands round every page: navigation, footer, publisher. The same for all pages of one site version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property
from wagtail.models import Page, Site

from careers.memory import remembered
from guides.models import GlossaryPage, SearchPage, SimplePage, SiteIdentity


@remembered
def menu(root: int) -> list[Page]:
    """The pages below the hub that stand in menus, in the order of the tree."""
    # The short titles of all types in the same query, instead of one query for each type.
    kinds = [
        *("topicguidepage", "simplepage", "glossarypage", "searchpage", "salarypage", "statespage"),
        "rolecomparisonspage",
    ]
    labels = [NullIf(f"{kind}__short_title", Value("")) for kind in kinds]
    pages = Page.objects.get(pk=root).get_children().live().in_menu().select_related("content_type")
    return list(pages.annotate(label=Coalesce(*labels, "title")))


@remembered
def identity() -> SiteIdentity:
    return SiteIdentity.current()


class Chrome:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def _menu(self) -> list[Page]:
        site = Site.find_for_request(self.request)
        return menu(site.root_page_id) if site else []

    @property
    def main(self) -> list[Page]:
        """Guides and indexes, in the order of the page tree."""
        return [page for page in self._menu if not self._is_about_the_site(page)]

    @property
    def footer(self) -> list[Page]:
        return [page for page in self._menu if self._is_about_the_site(page)]

    @staticmethod
    def _is_about_the_site(page: Page) -> bool:
        return issubclass(page.content_type.model_class() or Page, (SimplePage, GlossaryPage, SearchPage))

    @cached_property
    def identity(self) -> SiteIdentity:
        return identity()

    @property
    def site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    @property
    def noindex(self) -> bool:
        return settings.SITE_NOINDEX


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": SimpleLazyObject(lambda: Chrome(request))}
