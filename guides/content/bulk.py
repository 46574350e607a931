"""Many new rows in a few statements, with all that saving them one by one would leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.models import Revision


def problems(rows: Sequence[models.Model]) -> dict[int, str]:
    """What `full_clean()` has against new rows of one model: position to the first complaint, in order.

    Unique values are asked for all rows together. Other constraints are left to the database: each would be a question
    for each row, and the fields' own checks come before them.
    """
    found: dict[int, str] = {}
    for position, row in enumerate(rows):
        try:
            row.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            found[position] = error.messages[0]
    for field in rows[0]._meta.concrete_fields if rows else []:
        if field.unique and not field.primary_key:
            for position in _taken(rows, field):
                complaint = rows[position].unique_error_message(type(rows[position]), (field.name,))
                found.setdefault(position, complaint.messages[0])
    return dict(sorted(found.items()))


def _taken(rows: Sequence[models.Model], field: models.Field[Any, Any]) -> list[int]:
    """Positions of the rows whose value in `field` another row has, in the database or before them."""
    values = [getattr(row, field.attname) for row in rows]
    asked = {value for value in values if value is not None}
    if not asked:
        return []
    name = field.attname
    known = set(type(rows[0])._default_manager.filter(**{f"{name}__in": asked}).values_list(name, flat=True))
    taken = []
    for position, value in enumerate(values):
        if value in known:
            taken.append(position)
        elif value is not None:
            known.add(value)
    return taken


def create(rows: Sequence[Any]) -> None:
    """Save new rows of one model that has revisions, each with its first one, as `save_revision()` would write it."""
    if not rows:
        return
    manager = type(rows[0])._default_manager
    manager.bulk_create(rows)
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_object=row,
            base_content_type=row.get_base_content_type(),
            created_at=now,
            content=row.serializable_data(),
            object_str=str(row),
        )
        for row in rows
    )
    for row, revision in zip(rows, revisions, strict=True):
        row.latest_revision = revision
    manager.bulk_update(rows, ["latest_revision"])
