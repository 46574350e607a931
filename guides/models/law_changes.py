"""What changed in the law that we hold."""

from __future__ import annotations

from guides.models.base import GuidePage


class LawChangesPage(GuidePage):
    """What was published and what took effect."""

    page_description = "What changed in the state guides. It fills itself from published editions. There is one."
    template = "pages/law_changes_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26
