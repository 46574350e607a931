"""The list of all state guides."""

from __future__ import annotations

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
