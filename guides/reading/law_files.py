"""The law as files: every rule that the tables show, in CSV and JSON. Equal to the pages at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from careers.law.counts import standing
from careers.law.reading import Reading, RuleClaim, laws
from careers.models import Jurisdiction, Source, Task
from guides.models import moments
from guides.reading.pay_files import csv_file

COLUMNS = [
    *(
        "state",
        "state_name",
        "task",
        "applies_to",
        "answer",
        "answer_in_words",
        "text",
        "delegators_said",
        "delegators",
    ),
    *("supervision", "qualification", "effective_from", "effective_to"),
    *("unlisted", "governed_by", "locator"),
    *("quoted_passage", "doubts", "sources", "source_addresses", "verification", "edition", "published_at"),
]
NAME = "medical-assistant-tasks-by-state"


def _view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Reads `as_of`. A file has no room for a notice: a moment that cannot be read is refused, not left out."""

    @require_safe
    @wraps(view)
    def asking(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = moments.asked(request)
        if asked.problem:
            return HttpResponse(f"{asked.problem}\n", status=400, content_type="text/plain; charset=utf-8")
        response = view(asked, **kwargs)
        if asked.noindex:
            response["X-Robots-Tag"] = "noindex"
        return response

    return asking


def _claims(asked: moments.Asked, task: Task | None = None) -> Iterator[RuleClaim]:
    """Rules in force, in the order of names and tasks; a rule for a class follows the one for any assistant."""
    for reading in laws(asked.when).values():
        yield from reading.rules_for(task.key) if task else reading.rules


def _rule(claim: RuleClaim) -> dict[str, Any]:
    rule, reading = claim.rule, claim.reading
    edition = reading.edition
    return {
        "state": reading.jurisdiction.code,
        "state_name": reading.jurisdiction.name,
        "task": claim.task.key,
        "applies_to": rule.applies_to,
        "answer": claim.answer.value,
        "answer_in_words": claim.answer.label,
        "text": rule.text,
        "delegators_said": rule.delegators is not None,
        "delegators": list(rule.delegators or ()),
        "supervision": rule.supervision,
        "qualification": rule.qualification,
        "effective_from": rule.effective_from.isoformat() if rule.effective_from else "",
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else "",
        "unlisted": rule.unlisted,
        "governed_by": claim.governs.value if claim.answer == "law_silent" else "",
        "locator": rule.locator,
        "quoted_passage": rule.quoted_passage,
        "doubts": rule.doubts,
        "sources": [_source(source) for source in claim.sources],
        "verification": standing(claim),
        "edition": edition.number if edition else None,
        "published_at": edition.published_at.isoformat() if edition else "",
    }


def _source(source: Source) -> dict[str, str]:
    return {
        "key": source.key,
        "kind": source.kind,
        "citation": source.citation,
        "address": source.address,
        "copy_address": source.copy_address,
        "text_as_of": source.text_as_of,
        "extent": source.extent,
    }


def _line(claim: RuleClaim) -> dict[str, str]:
    """One row of a CSV: lists in one cell, parted by a bar; sources as citation and address, the lead first."""
    rule = _rule(claim)
    sources = rule.pop("sources")
    rule["sources"] = " | ".join(source["citation"] for source in sources)
    rule["source_addresses"] = " | ".join(
        source["address"] or source["copy_address"] or "not known" for source in sources
    )
    rule["delegators"] = " | ".join(rule["delegators"])
    rule["delegators_said"] = "yes" if rule["delegators_said"] else ""
    return {key: "" if value is None else str(value) for key, value in rule.items()}


def _file_name(asked: moments.Asked, name: str) -> str:
    return f"{name}-{asked.when.day.isoformat()}.csv" if asked.is_past else f"{name}.csv"


@_view
def tasks_csv(asked: moments.Asked) -> HttpResponse:
    return csv_file(_file_name(asked, NAME), map(_line, _claims(asked)), COLUMNS)


@_view
def tasks_json(asked: moments.Asked) -> HttpResponse:
    readings = laws(asked.when)
    moment = asked.when.moment
    body = {
        "title": "What the law of each state lets a medical assistant do",
        "as_of": moment.isoformat() if moment else None,
        "in_force_on": asked.when.day.isoformat(),
        "not_published": [code for code in Jurisdiction.objects.values_list("code", flat=True) if code not in readings],
        "states": [_state(reading) for reading in readings.values()],
        "tasks": list(Task.objects.in_use().values("key", "slug", "name", "definition")),
        "rules": [_rule(claim) for claim in _claims(asked)],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _state(reading: Reading) -> dict[str, Any]:
    """What stands where a rule has no words of its own."""
    content = reading.content
    return {
        "state": reading.jurisdiction.code,
        "basis": content.basis,
        "credential_requirement": content.credential_requirement,
        "supervisors": list(content.supervisors),
        "supervision": content.supervision,
        "unlisted_rule": content.unlisted_rule,
        "last_checked_on": reading.last_checked_on.isoformat() if reading.last_checked_on else None,
    }


@_view
def task_csv(asked: moments.Asked, slug: str) -> HttpResponse:
    task = Task.objects.in_use().filter(slug=slug).first()
    if not task:
        raise Http404(f"There is no task {slug}.")
    return csv_file(_file_name(asked, f"{NAME}-{task.slug}"), map(_line, _claims(asked, task)), COLUMNS)
