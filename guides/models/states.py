"""State guides, and the tools that are built from the same law."""

from __future__ import annotations

from django.db import models

from careers.models import Jurisdiction, Task
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


class TaskMatrixPage(GuidePage):
    """Every task in every jurisdiction."""

    page_description = "The table of all tasks in all states. There is one; each task has a page below it."
    template = "pages/task_matrix_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types = ["guides.TaskPage"]
    review_weeks = 26


class TaskPage(GuidePage):
    """One task in every jurisdiction."""

    page_description = "One task in all states: map, table and counts make themselves from the law."
    template = "pages/task_page.html"
    parent_page_types = ["guides.TaskMatrixPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="+")

    content_panels = ["title", "short_title", "task", "summary", "body"]


class TaskCheckerPage(GuidePage):
    """May a medical assistant do this task here: one sentence, the rule, the citation."""

    page_description = "The task checker: asks for state and task and answers from the law. There is one."
    template = "pages/task_checker_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26


class StateComparisonPage(GuidePage):
    """Two to four jurisdictions side by side, differences first."""

    page_description = "The comparison of two to four states. There is one."
    template = "pages/state_comparison_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26


class LawChangesPage(GuidePage):
    """What was published and what took effect."""

    page_description = "What changed in the state guides. It fills itself from published editions. There is one."
    template = "pages/law_changes_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26
