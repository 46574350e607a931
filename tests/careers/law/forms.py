"""What a browser would send from the edit screen of a law, filled from the law itself."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from careers.models import StateLaw
from careers.models.law.words import Supervisor
from tests.guides.forms import as_form

STREAMS = (
    *("credential_sources", "delegation_sources", "unlisted_sources", "training_sources", "rules", "others_say"),
)
PLAIN = (
    *("jurisdiction_id", "researched_on", "basis", "regulator_name", "regulator_address", "named_in_law", "own_term"),
    *("categories", "credential_requirement", "credential_text", "supervision", "delegation_basis", "delegation_text"),
    *("unlisted_rule", "unlisted_text", "training_text", "change_note"),
)


def law(code: str) -> StateLaw:
    return StateLaw.objects.select_related("jurisdiction").get(jurisdiction__code=code)


def screen(view: str, law: StateLaw | None = None) -> str:
    return reverse(f"wagtailsnippets_careers_statelaw:{view}", args=[law.pk] if law else [])


def law_form(law: StateLaw, **changes: Any) -> dict[str, Any]:
    """Post data of the newest version; a change is a field of the form, or `rules-0-value-text` and the like."""
    draft = law.get_latest_revision_as_object()
    fields: dict[str, Any] = {name.removesuffix("_id"): getattr(draft, name) or "" for name in PLAIN}
    fields |= {name: as_form(getattr(draft, name).stream_block, getattr(draft, name)) for name in STREAMS}
    posted = {name: value for name, value in nested_form_data(fields).items() if not name.endswith("-delegators")}
    chosen = {f"rules-{n}-value-delegators": rule.value["delegators"] for n, rule in enumerate(draft.rules)}
    # A browser sends several values in the order of the list, and nothing where nothing is chosen.
    for name, values in {"supervisors": draft.supervisors, **chosen}.items():
        posted[name] = [value for value in Supervisor.values if value in values]
    if law.latest_revision_id:
        posted["loaded_revision_id"] = law.latest_revision_id
        posted["loaded_revision_created_at"] = law.latest_revision.created_at.isoformat()
    return {**posted, **changes}


def save(client: Client, law: StateLaw, action: str = "", **changes: Any) -> Any:
    """Saves a draft, or does `action` (publish, submit, …) as its button would."""
    law = StateLaw.objects.select_related("latest_revision").get(pk=law.pk)
    pressed = {f"action-{action}": "1"} if action else {}
    return client.post(screen("edit", law), {**law_form(law, **changes), **pressed})
