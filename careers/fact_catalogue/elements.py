"""The tasks and elements that O*NET rates, for finding them by their words and for saying what a task's number is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.utils.text import slugify

from careers.facts import Fact, parse, release_labels
from careers.facts.grammar import ONET_SUBJECTS
from careers.models import DataSet, OnetRating, OnetTask, Role

from .words import begins, tokens


class Element(NamedTuple):
    """As in a fact key: the subject, and the number of a task or the slug of a name."""

    subject: str
    slug: str
    words: frozenset[str]


class Elements:
    """Read once for a search, and only when it asks for them."""

    @cached_property
    def _codes(self) -> dict[str, str]:
        return dict(Role.objects.exclude(onet_code="").values_list("key", "onet_code"))

    @cached_property
    def _tasks(self) -> dict[tuple[str, int], str]:
        release = release_labels().get(DataSet.ONET)
        tasks = OnetTask.objects.filter(release=release).order_by("onet_code", "task_id") if release else []
        return {(task.onet_code, task.task_id): task.statement for task in tasks}

    @cached_property
    def _elements(self) -> dict[str, list[Element]]:
        """By O*NET code: tasks, then the others, the most important first."""
        found: dict[str, list[Element]] = {}
        for (code, number), statement in self._tasks.items():
            words = frozenset([str(number), *tokens(statement)])
            found.setdefault(code, []).append(Element("task", str(number), words))
        release = release_labels().get(DataSet.ONET)
        if release:
            rated = OnetRating.objects.filter(release=release, subject__in=ONET_SUBJECTS, scale="IM", category=None)
            for code, subject, name in rated.order_by("-value", "name").values_list("onet_code", "subject", "name"):
                found.setdefault(code, []).append(Element(subject, slugify(name), frozenset(tokens(name))))
        return found

    def matching(self, role: str, subjects: tuple[str, ...], about: tuple[str, ...]) -> Iterator[Element]:
        """Those of a role's occupation that have all the words in their name or statement."""
        for element in self._elements.get(self._codes.get(role, ""), []):
            if subjects and element.subject not in subjects:
                continue
            if all(any(begins(word, name) for name in element.words) for word in about):
                yield element

    def label(self, fact: Fact) -> str:
        """The fact's label; for a task with what the task is."""
        key = parse(fact.key)
        if key.family != "onet" or key.of != "task" or not key.measure.isdigit():
            return fact.label
        statement = self._tasks.get((self._codes.get(key.role, ""), int(key.measure)), "")
        return f"{fact.label}: {statement}" if statement else fact.label
