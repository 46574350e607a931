"""The list of figures that somebody has placed: what each says today, and where it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import IndexView

from careers.facts import Fact, resolve
from careers.models import FactKey


def _of_fact(name: str, label: str, say: Callable[[Fact], str]) -> Column:
    """A column about the resolved fact; empty where the key is none any more."""
    return Column(name, label=label, accessor=lambda row: say(row.fact) if row.fact else "")


def usage_address(row: FactKey) -> str:
    return reverse("wagtailsnippets_careers_factkey:usage", args=[row.pk])


COLUMNS = [
    "key",
    _of_fact("label", "What it is", lambda fact: fact.label),
    _of_fact("today", "Today", lambda fact: fact.text()),
    _of_fact("period", "Period", lambda fact: fact.period),
    TitleColumn("usage_count", label="Pages", get_url=usage_address, sort_key="usage_count"),
    Column("retired_on", label="Retired on", sort_key="retired_on"),
]


class FiguresInUseView(IndexView):
    def get_base_queryset(self) -> QuerySet[FactKey]:
        count = ReferenceIndex.usage_count_subquery(FactKey)
        found: QuerySet[FactKey] = super().get_base_queryset().annotate(usage_count=count)
        return found

    def get_table(self, object_list: Iterable[FactKey]) -> Any:
        rows: list[Any] = list(object_list)
        facts = resolve(row.key for row in rows)  # all at once
        for row in rows:
            row.fact = facts.get(row.key)
        return super().get_table(object_list)
