"""While the edition is loaded nobody searches: what was written is indexed once, at the end, many rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.models.signals import post_save
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update

# Rows that one statement brings into the search index.
_TOGETHER = 500


@contextmanager
def indexed_together() -> Iterator[Callable[[Iterable[models.Model]], None]]:
    """What is saved meanwhile enters the search index and the reference index ("used on") when the block ends.

    Rows made in bulk send no signal: hand them to the function that this gives. Delete nothing meanwhile, or its
    references stay. Search is deaf for the whole process until then, so none but the loader may write in it.
    """
    written: dict[Any, set[Any]] = {}  # primary keys by model

    def note(rows: Iterable[models.Model]) -> None:
        for row in rows:
            # Written last, indexed last: search weighs titles against those it knows already.
            keys = written.pop(type(row), set())
            keys.add(row.pk)
            written[type(row)] = keys

    def saved(instance: models.Model, **_: Any) -> None:
        note([instance])

    deaf = [model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)]
    post_save.connect(saved, weak=False)
    try:
        with disable_reference_index_auto_update():
            yield note
    finally:
        post_save.disconnect(saved)
        for model in deaf:
            post_save.connect(post_save_signal_handler, sender=model)
    for model, keys in written.items():
        if model in deaf:
            _search(model.get_indexed_objects().filter(pk__in=keys).order_by("pk"))
        if ReferenceIndex.is_indexed(model):
            for row in model._default_manager.filter(pk__in=keys).order_by("pk"):
                ReferenceIndex.create_or_update_for_object(row)


def _search(rows: models.QuerySet[Any]) -> None:
    found = list(rows)
    for backend in get_search_backends(with_auto_update=True):
        for start in range(0, len(found), _TOGETHER):
            backend.add_bulk(rows.model, found[start : start + _TOGETHER])
