"""Sources and terms: new ones all together, changed ones one by one, those that a person touched not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from careers.models import Source, Term
from guides.content import bulk
from guides.content.problems import ContentProblems, Problem
from guides.content.starter import Ledger, Outcome, digest, why_touched


class Entry(NamedTuple):
    """One source or term as its file has it: values by field, and the line where it begins."""

    key: str
    values: dict[str, Any]
    line: int


class Facts:
    """`note` is told of the rows that were made in bulk."""

    def __init__(self, ledger: Ledger, outcome: Outcome, note: Callable[[Iterable[models.Model]], None]) -> None:
        self.ledger = ledger
        self.outcome = outcome
        self.note = note

    def write(self, model: type[Source] | type[Term], file: str, entries: Iterable[Entry]) -> None:
        """Bring the table to the file; ContentProblems names the entries that the model refuses."""
        new = []
        for entry in entries:
            record = self.ledger.get(_name(model, entry))
            if not record:
                new.append(entry)
            elif record.digest != digest(entry.values):
                self._update(model, file, entry)
        self._create(model, file, new)

    def _create(self, model: type[Source] | type[Term], file: str, entries: list[Entry]) -> None:
        keys = [entry.key for entry in entries]
        held = set(model._default_manager.filter(key__in=keys).values_list("key", flat=True))
        for entry in entries:
            if entry.key in held:
                self.outcome.leave(_name(model, entry), "made by a person")
        new = [entry for entry in entries if entry.key not in held]
        rows = [model(key=entry.key, **entry.values) for entry in new]
        if complaints := bulk.problems(rows):
            raise ContentProblems([_problem(file, new[position], said) for position, said in complaints.items()])
        bulk.create(rows)
        self.note(rows)
        for entry, row in zip(new, rows, strict=True):
            self._written(entry, row)

    def _update(self, model: type[Source] | type[Term], file: str, entry: Entry) -> None:
        name = _name(model, entry)
        found = model._default_manager.filter(key=entry.key).first()
        reason = why_touched(self.ledger.records[name], found)
        if found is None or reason:
            return self.outcome.leave(name, reason)
        for field, value in entry.values.items():
            setattr(found, field, value)
        try:
            found.full_clean()
        except ValidationError as error:
            raise ContentProblems([_problem(file, entry, error.messages[0])]) from None
        found.save()
        found.save_revision(clean=False)
        return self._written(entry, found)

    def _written(self, entry: Entry, row: Source | Term) -> None:
        self.ledger.write(_name(type(row), entry), row, digest(entry.values))
        self.outcome.counts["facts written"] += 1


def _name(model: type[Source] | type[Term], entry: Entry) -> str:
    return f"{model._meta.model_name}:{entry.key}"


def _problem(file: str, entry: Entry, message: str) -> Problem:
    return Problem(file, entry.line, f"{entry.key}: {message}")
