"""Starter objects: write again only what nobody has touched, and remember what was written."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from guides.models import StarterObject


@dataclass
class Outcome:
    """What one loading did. `left_alone` names each object with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    done: list[str] = field(default_factory=list)  # what the official figures had to be told
    left_alone: list[str] = field(default_factory=list)

    def leave(self, key: str, reason: str) -> None:
        self.counts["left alone"] += 1
        self.left_alone.append(f"{key} ({reason})")

    def __str__(self) -> str:
        parts = [f"{number} {what}" for what, number in self.counts.items()]
        return f"Starter content: {', '.join(parts) or 'nothing to do'}."


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


class Ledger:
    """All records at once, by key, with the objects they stand for; `save` writes the new ones, together."""

    def __init__(self) -> None:
        self.records = {record.key: record for record in StarterObject.objects.prefetch_related("content_object")}
        self.unsaved: dict[str, StarterObject] = {}

    def get(self, key: str) -> StarterObject | None:
        return self.records.get(key)

    def write(self, key: str, made: models.Model, digest: str, *, path: str = "") -> None:
        self.records[key] = self.unsaved[key] = StarterObject(
            key=key,
            digest=digest,
            content_type=ContentType.objects.get_for_model(made),
            object_id=made.pk,
            revision_id=getattr(made, "latest_revision_id", None),
            path=path,
        )

    def save(self) -> None:
        StarterObject.objects.bulk_create(
            self.unsaved.values(),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["digest", "content_type", "object_id", "revision_id", "path"],
        )
        self.unsaved.clear()


def why_touched(record: StarterObject, found: models.Model | None) -> str:
    """Why a person's hand is on the object; empty when nobody touched it."""
    if found is None:
        return "deleted by a person"
    if record.revision_id != getattr(found, "latest_revision_id", None):
        return "edited by a person"
    if record.path and record.path != getattr(found, "url_path", record.path):
        return "moved by a person"
    if getattr(found, "live", True) is False:
        return "unpublished by a person"
    return ""
