"""Tasks across all jurisdictions: the matrix, and a page for each task."""

from __future__ import annotations

from django.db import models

from careers.models import Task
from guides.models.base import GuidePage


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
