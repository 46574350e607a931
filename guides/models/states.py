"""State guides: the list of all, and one for each jurisdiction."""

from __future__ import annotations

from django.db import models

from careers.models import Jurisdiction
from guides.models.base import GuidePage

TOOLS = [
    "guides.StateGuidePage",
    "guides.TaskMatrixPage",
    "guides.TaskCheckerPage",
    "guides.StateComparisonPage",
    "guides.LawChangesPage",
]


class StatesPage(GuidePage):
    """All jurisdictions: map, table, filter, counts."""

    page_description = "The list of all state guides, with map and filter. There is one."
    template = "pages/states_page.html"
    max_count = 1
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types = TOOLS
    review_weeks = 26


class StateGuidePage(GuidePage):
    """The law of one jurisdiction, as its newest edition says it, with an editor's introduction and body."""

    page_description = "The guide to one state's law. The law itself is edited under State law."
    template = "pages/state_guide_page.html"
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    jurisdiction = models.OneToOneField(Jurisdiction, on_delete=models.PROTECT, related_name="+")

    content_panels = ["title", "short_title", "jurisdiction", "summary", "body"]
