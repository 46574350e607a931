"""How the states answer about chosen tasks, counted from the law that readers see today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from wagtail import blocks

from careers.law.counts import count, general_rules
from careers.law.reading import When, laws, tasks_in_use
from careers.memory import remembered
from careers.models import Jurisdiction, Task
from guides import sentences
from guides.addresses import addresses

from .known import GROUP


@remembered
def task_choices() -> list[tuple[str, str]]:
    """Asked once for every block whose value is read, so it must not cost a query each time."""
    return [(task.key, task.name) for task in tasks_in_use().values()]


@dataclass(frozen=True)
class CountedTask:
    task: Task
    address: str  # of the task's page; empty where that is not published
    words: str


@remembered
def _counted(day: date) -> tuple[int, list[CountedTask]]:
    """How many jurisdictions there are, and every task that is followed, in order, by the rules in force that day."""
    published, pages, whole = laws(When(day)).values(), addresses("taskpage", "task"), Jurisdiction.objects.count()
    tasks = tasks_in_use().values()
    words = [sentences.count_words(count(general_rules(published, task.key)), whole) for task in tasks]
    return whole, [CountedTask(task, pages.get(task.pk, ""), said) for task, said in zip(tasks, words, strict=True)]


class TaskCountsBlock(blocks.StructBlock):
    tasks = blocks.MultipleChoiceBlock(
        choices=task_choices, help_text="One task gives a line of text, several give a list."
    )

    variants = {"filled": {"tasks": ["injections_im_sc_id", "vaccines"]}, "empty": {"tasks": []}}

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `counted`, the chosen tasks that are still followed, in the order of tasks, and `whole`."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        chosen = set(value.get("tasks") or ())
        whole, known = _counted(timezone.localdate()) if chosen else (0, [])
        return {**context, "counted": [each for each in known if each.task.key in chosen], "whole": whole}

    class Meta:
        label = "Answers of the states, counted"
        icon = "list-ul"
        group = GROUP
        description = (
            "In how many states the law allows, bars or does not mention each chosen task. The counts make themselves."
        )
        template = "blocks/task_counts_block.html"
        preview_value: Any = {"tasks": ["injections_im_sc_id", "vaccines"]}
