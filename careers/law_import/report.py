"""What an import would do, as plain values that a job keeps and a screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from careers.importers.state_law import OVERRIDABLE, Planned
from careers.law.differences import Difference
from careers.law_desk.comparing import KINDS, heading, label, said
from careers.models import Source, Task


def report(planned: list[Planned]) -> dict[str, Any]:
    """`laws`: those that differ from what the site holds; `same`: how many do not."""
    names = dict(Task.objects.values_list("key", "name"))
    cited = {source.key: str(source) for source in Source.objects.filter(key__in=_keys(planned))}
    laws = [_law(one, names, cited) for one in planned if one.changes(publish=True)]
    return {"laws": laws, "same": len(planned) - len(laws)}


def obstacles(report: Mapping[str, Any]) -> dict[str, str]:
    """What holds laws back and may be overridden, by key, with the laws that it holds back."""
    found: dict[str, list[str]] = {}
    for law in report["laws"]:
        for key, _ in law["obstacles"]:
            found.setdefault(key, []).append(law["name"])
    return {
        choice.value: f"{', '.join(found[choice.value])}: {choice.label}"
        for choice in OVERRIDABLE
        if choice.value in found
    }


def _law(one: Planned, names: Mapping[str, str], cited: Mapping[str, str]) -> dict[str, Any]:
    held = set(one.held_back(publish=True))
    return {
        "code": one.code,
        "name": one.jurisdiction.name,
        "files": list(one.names),
        "stamp": one.stamp,
        "differs_from_desk": one.changes(publish=False),
        "is_new": one.desk is None,
        "against_draft": one.replaces_a_draft,
        "obstacles": [[obstacle.value, words] for obstacle, words in one.obstacles if words in held],
        "questions": list(one.questions),
        "notes": list(one.notes),
        "differences": [_difference(difference, names, cited) for difference in one.differences()],
    }


def _difference(difference: Difference, names: Mapping[str, str], cited: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": KINDS[difference.kind],
        "heading": heading(difference, names),
        "lines": [
            [label(field.name), said(field.name, field.before, cited), said(field.name, field.after, cited)]
            for field in difference.fields
        ],
    }


def _keys(planned: list[Planned]) -> set[str]:
    contents = [held for one in planned for held in (one.content, one.desk, one.readers) if held]
    return {key for content in contents for key in content.source_keys}
