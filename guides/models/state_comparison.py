"""States side by side."""

from __future__ import annotations

from guides.models.base import GuidePage


class StateComparisonPage(GuidePage):
    """Two to four jurisdictions side by side, differences first."""

    page_description = "The comparison of two to four states. There is one."
    template = "pages/state_comparison_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26
