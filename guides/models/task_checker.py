"""The task checker."""

from __future__ import annotations

from guides.models.base import GuidePage


class TaskCheckerPage(GuidePage):
    """May a medical assistant do this task here: one sentence, the rule, the citation."""

    page_description = "The task checker: asks for state and task and answers from the law. There is one."
    template = "pages/task_checker_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26
