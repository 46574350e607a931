"""The list of all state guides."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from careers.answers import Answer
from guides.models import moments
from guides.models.base import GuidePage
from guides.models.law_tables import context as context_of
from guides.models.law_tables import law_files_of
from guides.models.states_table import HEADINGS, states_table

TOOLS = [
    "guides.StateGuidePage",
    "guides.TaskMatrixPage",
    "guides.TaskCheckerPage",
    "guides.StateComparisonPage",
    "guides.LawChangesPage",
    "guides.TopicGuidePage",
]


class StatesPage(GuidePage):
    """All jurisdictions: map, table, filter, counts."""

    page_description = "The list of all state guides, with map and filter. There is one."
    template = "pages/states_page.html"
    max_count = 1
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types = TOOLS
    review_weeks = 26
    own_anchors = frozenset({"task", "answer"})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = moments.asked(request)
        table = states_table(found, request.GET)
        context = super().get_context(request, *args, **kwargs) | context_of(found, table.everywhere)
        return context | {"table": table, "headings": HEADINGS, "answers": Answer.choices, "files": law_files_of(found)}
