"""Tasks across all jurisdictions: the matrix, and a page for each task."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags

from careers.answers import Answer
from careers.law.counts import count, overview
from careers.law.reading import tasks_in_use
from careers.models import Task
from guides.models import law_maps, law_tables, moments
from guides.models.base import GuidePage


class TaskMatrixPage(GuidePage):
    """Every task in every jurisdiction."""

    page_description = "The table of all tasks in all states. There is one; each task has a page below it."
    template = "pages/task_matrix_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types = ["guides.TaskPage"]
    review_weeks = 26
    own_anchors = frozenset({"matrix"})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = moments.asked(request)
        tasks, places = tasks_in_use(), law_tables.places(found)
        addresses = law_tables.task_addresses(found)
        context = super().get_context(request, *args, **kwargs) | law_tables.context(found, places)
        return context | {
            "tasks": [(task, addresses.get(task.pk, "")) for task in tasks.values()],
            "rows": [(place, law_tables.cells(place, tasks)) for place in places],
            "overview": overview(place.reading for place in places if place.reading),
            "absent": [
                (name, [place.jurisdiction for place in places if not place.reading and place.absent == name])
                for name in (law_tables.UNPUBLISHED, law_tables.WITHDRAWN)
            ],
            "answers": [(answer, law_tables.SHORT[answer]) for answer in Answer],
            "sprite": law_maps.sprite(),
            "files": law_tables.law_files_of(found),
        }


class TaskPage(GuidePage):
    """One task in every jurisdiction."""

    page_description = "One task in all states: map, table and counts make themselves from the law."
    template = "pages/task_page.html"
    parent_page_types = ["guides.TaskMatrixPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="+")

    content_panels = ["title", "short_title", "task", "summary", "body"]

    @property
    def definition(self) -> str:
        """What the task is, where the summary does not say just that."""
        words = " ".join(strip_tags(self.summary).split())
        return "" if words == " ".join(self.task.definition.split()) else self.task.definition

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = moments.asked(request)
        places = law_tables.places(found)
        context |= law_tables.context(found, places)
        if not self.task_id or self.task.retired_on:  # a preview before the task was chosen; a task we follow no more
            return context | {"retired": bool(self.task_id)}
        cells = [law_tables.cell(place, self.task) for place in places]
        claims = [cell.claim for cell in cells if cell.claim]
        return context | {
            "task": self.task,
            "rows": cells,
            "counted": law_tables.counted(count(claims), [cell.place for cell in cells if not cell.claim]),
            "chart": law_maps.answer_map(f"{self.task.name}: answers by state", cells, to_rows=True),
            "checker": law_tables.checker_address(found, self.task),
            "ways": self._neighbors(found),
            "files": law_tables.law_files_of(found, self.task),
        }

    def _neighbors(self, found: moments.Asked) -> list[tuple[str, Task, str]]:
        """The tasks before and after this one that have a page: what to call the way there, task, address."""
        addresses = law_tables.task_addresses(found)
        tasks = [task for task in tasks_in_use().values() if task.pk in addresses or task.pk == self.task_id]
        at = next((number for number, task in enumerate(tasks) if task.pk == self.task_id), None)
        if at is None:  # retired
            return []
        ways = [("Previous task", task) for task in tasks[:at][-1:]] + [
            ("Next task", task) for task in tasks[at + 1 :][:1]
        ]
        return [(name, task, addresses[task.pk]) for name, task in ways]
