"""What an import would do, as plain values that a job keeps and a screen shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from careers.importers.state_law_plan import NEEDED, OVERRIDABLE, Obstacle, Planned
from careers.law.differences import Difference
from careers.law_desk.comparing import KINDS, heading, label, said
from careers.models import Source, Task


def report(planned: list[Planned]) -> dict[str, Any]:
    """`laws`: those that differ from what the site holds; `same`: how many do not."""
    names = dict(Task.objects.values_list("key", "name"))
    cited = {source.key: str(source) for source in Source.objects.filter(key__in=_keys(planned))}
    laws = [_law(one, names, cited) for one in planned if one.changes(publish=True)]
    return {"laws": laws, "same": len(planned) - len(laws)}


def obstacles(report: Mapping[str, Any], may: Mapping[str, bool]) -> dict[str, str]:
    """What holds a law back and may be overridden by somebody who `may` do this or that, in words.

    By `code:obstacle`: whoever passes by one draft has not looked at the others.
    """
    return {
        f"{law['code']}:{key}": f"{law['name']}: {words}"
        for law in report["laws"]
        for key, words in law["obstacles"]
        if key in OVERRIDABLE and may.get(NEEDED.get(Obstacle(key), ""), True)
    }


def overridden(even_if: Collection[str], code: str) -> list[str]:
    """Those of one law, of what was ticked."""
    return [key for of, _, key in (ticked.partition(":") for ticked in even_if) if of == code]


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
        "carries_a_draft": one.carries_a_draft and one.desk != one.readers,
        "asks_as_draft": one.asks(publish=False),
        "obstacles": [[obstacle.value, words] for obstacle, words in one.obstacles if words in held],
        "questions": list(one.questions),
        "notes": list(one.notes),
        "differences": [_difference(difference, names, cited) for difference in one.differences()],
        "for_readers": [_difference(difference, names, cited) for difference in one.for_readers()],
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
