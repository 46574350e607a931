"""What an import of state law would change, as lines for a terminal: in the words of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from careers.importers.state_law_plan import Planned
from careers.law.differences import Difference
from careers.law.values import shown
from careers.models.law.words import Subject


def lines(one: Planned, *, publish: bool) -> Iterator[str]:
    yield from _differences(one.differences())
    if one.replaces_a_draft:
        yield "note: this is against the draft on the desk, which is not what readers see"
    if publish and (seen := one.for_readers()):
        yield "what readers would see change:"
        for line in _differences(seen):
            yield f"  {line}"
    if one.asks(publish=publish):
        for question in one.questions:
            yield f"asked: {shown(question)}"
    elif one.questions:
        yield "note: its new open questions are left out; readers would see them before the law is published"
    for note in one.notes:
        yield f"note: {note}"


def _differences(found: Iterable[Difference]) -> Iterator[str]:
    for difference in found:
        yield f"{difference.kind}: {subject(difference)}"
        for change in difference.fields:
            yield f"  {change.name}: {_value(change.before)} → {_value(change.after)}"


def summary(ready: int, held: int, same: int, *, publish: bool) -> str:
    """One sentence; a dry run says the same."""
    to_be = "to publish" if publish else "to write as drafts"
    return f"Laws {to_be}: {ready}. Left alone: {held}. The same already: {same}."


def subject(difference: Difference) -> str:
    """What a difference is about, in the keys of the files."""
    parts = [difference.task or difference.subject or "the state as a whole"]
    if difference.subject == Subject.OTHERS_SAY:
        parts.insert(0, "others_say")
    if difference.applies_to:
        parts.append(f"for {difference.applies_to}")
    return " ".join(map(str, parts))


def _value(value: Any) -> str:
    if value is None or value == "":
        return "(empty)"
    if isinstance(value, tuple | list):
        return f"[{shown(', '.join(map(str, value)))}]"
    return str(value) if isinstance(value, date) else shown(value)
