"""What the form of a law looks up again and again: its sources, and the tasks. Within one request, once.

Wagtail's blocks ask for each chosen source twice whenever the form is read, and a law's form names about a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from wagtail.snippets.blocks import SnippetChooserBlock

from careers.models.evidence import Source
from careers.models.tasks import Task


@dataclass
class LookedUp:
    sources: dict[int, Source]
    tasks: list[tuple[str, str]] = field(default_factory=list)


_looked_up: ContextVar[LookedUp | None] = ContextVar("looked_up", default=None)


@contextmanager
def looked_up_once(numbers: Iterable[int]) -> Iterator[None]:
    """Inside, blocks ask no more for these sources (by number of row) and ask once for the tasks."""
    token = _looked_up.set(LookedUp(Source.objects.in_bulk(set(numbers))))
    try:
        yield
    finally:
        _looked_up.reset(token)


def task_choices() -> list[tuple[str, str]]:
    """Keys and names. Asked anew for each form, so that a new task can be chosen at once."""
    known = _looked_up.get()
    if known and known.tasks:
        return known.tasks
    found = list(Task.objects.values_list("key", "name"))
    if known:
        known.tasks = found
    return found


class SourceChooserBlock(SnippetChooserBlock):
    """Wagtail's chooser of a snippet, for sources, with what was looked up already."""

    #: Migrations know Wagtail's own block: what is stored is the same.
    canonical_module_path = "wagtail.snippets.blocks.SnippetChooserBlock"

    def __init__(self, target_model: Any = Source, **options: Any) -> None:
        super().__init__(target_model, **options)

    def value_from_form(self, value: Any) -> Any:
        if isinstance(value, str) and not (value.isascii() and value.isdigit()):
            return None  # nonsense that no chooser sends
        return self._known(value) or super().value_from_form(value)

    def clean(self, value: Any) -> Any:
        if isinstance(value, Source) and self._known(value.pk) is value:
            return value
        return super().clean(value)

    def bulk_to_python(self, values: Any) -> list[Any]:
        known = _looked_up.get()
        if known and all(value is None or value in known.sources for value in values):
            # Each place gets its own copy, as from Wagtail.
            return [None if value is None else copy(known.sources[value]) for value in values]
        found: list[Any] = super().bulk_to_python(values)
        return found

    @staticmethod
    def _known(value: Any) -> Source | None:
        known = _looked_up.get()
        number = str(value)
        return known.sources.get(int(number)) if known and number.isascii() and number.isdigit() else None
