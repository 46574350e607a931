"""The guide to one jurisdiction, and its supervisor sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.url_routing import RouteResult

from careers.memory import remembered
from careers.models import DataSet, Jurisdiction
from guides import evidence, sentences
from guides.models import law_rows, law_sheet, state_parts
from guides.models.base import GuidePage
from guides.models.law_shown import Shown, shown, shown_now
from guides.models.state_ways import ways
from guides.models.withdrawals import latest_editions


class StateGuidePage(GuidePage):
    """The law of one jurisdiction, as its newest edition says it, with an editor's introduction and body."""

    page_description = "The guide to one state's law. The law itself is edited under State law."
    template = "pages/state_guide_page.html"
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    jurisdiction = models.OneToOneField(Jurisdiction, on_delete=models.PROTECT, related_name="+")

    content_panels = ["title", "short_title", "jurisdiction", "summary", "body"]

    own_anchors = state_parts.ANCHORS
    #: Below the page's own address.
    SHEET = "sheet"
    sheet_template = "pages/state_sheet.html"
    #: The law that this request shows; set before the page is rendered.
    shown: Shown | None = None

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components != [self.SHEET]:
            return super().route(request, path_components)
        if not self.live:
            raise Http404
        return RouteResult(self, kwargs={"sheet": True})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.shown is None:
            self.shown = shown(request, self.jurisdiction)
        return super().serve(request, *args, **kwargs)

    def get_template(self, request: HttpRequest, *args: Any, sheet: bool = False, **kwargs: Any) -> str:
        return self.sheet_template if sheet else str(super().get_template(request, *args, **kwargs))

    preview_modes = [("", "State guide"), (SHEET, "Supervisor sheet")]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.get_template(request, sheet=mode_name == self.SHEET)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return self.get_context(request, sheet=mode_name == self.SHEET)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The guide and its sheet. What a new edition says is new on both."""
        found: list[dict[str, Any]] = super().get_sitemap_urls(request)
        edition = latest_editions().get(self.jurisdiction_id)
        for entry in list(found):
            page = entry["lastmod"]
            entry["lastmod"] = max(page, edition) if page and edition else page or edition
            found.append({"location": f"{entry['location']}{self.SHEET}/", "lastmod": edition or page})
        return found

    @property
    def law(self) -> Shown:
        if self.shown is None:
            self.shown = shown_now(self.jurisdiction)
        return self.shown

    def texts(self) -> Iterator[str]:
        """Law and figures stand among the running text: sources are numbered in the order of the page."""
        reading = self.law.reading
        if reading:
            yield from law_rows.statement_texts(reading, "credential", "delegation", "unlisted")
        yield evidence.data_set_mark(DataSet.WAGES)
        if reading:
            yield from law_rows.rule_texts(reading)
        yield evidence.data_set_mark(DataSet.PRICE_PARITIES)
        yield from super().texts()

    @property
    def contents(self) -> list[Any]:
        first, last = (state_parts.parts(self.law, last=last) for last in (False, True))
        return [*first, *super().contents, *last]

    def structured_data(self) -> dict[str, Any]:
        kind = "AdministrativeArea" if self.jurisdiction.code == "dc" else "State"
        return {**super().structured_data(), "spatialCoverage": {"@type": kind, "name": self.jurisdiction.name}}

    def get_context(self, request: HttpRequest, *args: Any, sheet: bool = False, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        law = self.law
        context |= {"law": law, "reading": law.reading, "state": self.jurisdiction, "page_noindex": law.noindex}
        context |= {
            "in_state": sentences.place(self.jurisdiction),
            "sheet_address": f"{self.canonical_path}{self.SHEET}/",
        }
        if sheet:
            return {**context, **(law_sheet.sheet(law.reading) if law.reading else {})}
        leads = ways(law)
        context |= {
            "ways": leads,
            "glance": state_parts.glance(law),
            "neighbors": state_parts.neighbors(published_guides(), self.jurisdiction),
            **state_parts.pay(self.jurisdiction),
        }
        if law.reading:
            context |= {
                "short_answer": sentences.short_answer(law.reading),
                "statements": law_rows.statements(law.reading),
                "tasks": law_rows.task_rows(law.reading, leads.tasks),
                "otherwise": law_rows.otherwise(law.reading),
                "has_classes": any(claim.applies_to for claim in law.reading.rules),
                "unnamed": law_rows.unnamed(law.reading),
                "unchecked": law_rows.unchecked(law.reading),
                "upcoming": [law_rows.RuleRow(claim) for claim in law.reading.upcoming],
            }
        return context

    @property
    def canonical_path(self) -> str:
        """The address without the host."""
        return self.canonical.removeprefix(settings.SITE_ADDRESS)


@remembered
def published_guides() -> list[state_parts.PublishedGuide]:
    """Every state guide that is live, in the order of names."""
    pages = StateGuidePage.objects.live().select_related("jurisdiction").order_by("jurisdiction__name")
    found = [(page.jurisdiction, page.url) for page in pages]
    return [state_parts.PublishedGuide(place.code, place.name, address) for place, address in found if address]
