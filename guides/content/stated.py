"""Starter facts of roles, credentials and ways into the work: written unless a person has worked on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from careers.importers.stated_files import Entry, StatedFiles
from careers.models import Credential, EntryRoute, Role, Source
from guides.content import bulk
from guides.content.blocks import stable_id
from guides.content.problems import ContentProblems, Problem
from guides.content.starter import Ledger, Outcome, digest, why_touched

Model = type[Role] | type[Credential] | type[EntryRoute]
STREAMS = {"facts": "fact", "fees": "fee", "routes": "route"}


def load(files: StatedFiles, ledger: Ledger, outcome: Outcome, note: Callable[[Iterable[models.Model]], None]) -> None:
    """The rows of roles are there already, made with the official statistics; the others are made here."""
    sources = dict(Source.objects.values_list("key", "pk"))
    for model, entries in (
        (Role, files.roles),
        (Credential, files.credentials),
        (EntryRoute, files.entry_routes),
    ):
        _write(model, entries, sources, ledger, outcome, note)


def _write(
    model: Model,
    entries: Iterable[Entry],
    sources: dict[str, int],
    ledger: Ledger,
    outcome: Outcome,
    note: Callable[[Iterable[models.Model]], None],
) -> None:
    changed = []
    for entry in entries:
        record = ledger.get(_name(model, entry))
        if record is None or record.digest != digest(entry.values):
            changed.append(entry)
    if not changed:
        return
    held = {row.key: row for row in model._default_manager.filter(key__in=[entry.key for entry in changed])}
    fresh: list[tuple[Entry, Any]] = []
    for entry in changed:
        name, row = _name(model, entry), held.get(entry.key)
        record = ledger.get(name)
        reason = why_touched(record, row) if record else _why_not_ours(model, row)
        if reason:
            outcome.leave(name, reason)
            continue
        row = row or model(key=entry.key)
        for field, value in entry.values.items():
            setattr(row, field, _stored(f"{name}/{field}", field, value, sources))
        fresh.append((entry, row))
    new = [(entry, row) for entry, row in fresh if row.pk is None]
    if complaints := bulk.problems([row for _, row in new]):
        raise ContentProblems([_problem(new[position][0], said) for position, said in complaints.items()])
    bulk.create([row for _, row in new])
    note([row for _, row in new])
    made = {row.key for _, row in new}
    for entry, row in fresh:
        if row.key not in made:
            try:
                row.full_clean(validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                raise ContentProblems([_problem(entry, error.messages[0])]) from None
            row.save()
            row.save_revision(clean=False)
        ledger.write(_name(model, entry), row, digest(entry.values))
        outcome.counts["facts written"] += 1


def _why_not_ours(model: Model, row: Any) -> str:
    """Why a row that no starter content was written to is left alone; empty for one that may be written."""
    if row is None or (model is Role and not row.latest_revision_id):
        return ""
    return "made by a person"


def _stored(seed: str, field: str, value: Any, sources: dict[str, int]) -> Any:
    """Streams in the form in which they are stored; all else as it is."""
    if field not in STREAMS:
        return value
    return json.dumps(
        [
            {
                "type": STREAMS[field],
                "id": stable_id(f"{seed}/{number}"),
                "value": {
                    **item,
                    "sources": [
                        {"type": "item", "id": stable_id(f"{seed}/{number}/{key}"), "value": sources[key]}
                        for key in item["sources"]
                    ],
                },
            }
            for number, item in enumerate(value)
        ]
    )


def _name(model: Model, entry: Entry) -> str:
    return f"{model._meta.model_name}:{entry.key}"


def _problem(entry: Entry, message: str) -> Problem:
    return Problem(entry.file, 1, f"{entry.key}: {message}")
