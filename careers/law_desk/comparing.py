"""Two revisions of a law side by side: rule by rule, and in each rule field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from wagtail.admin.compare import diff_text
from wagtail.snippets.views.snippets import RevisionsCompareView

from careers.answers import Answer
from careers.law.desk import content_of, sources_of
from careers.law.differences import ADDED, CHANGED, REMOVED, STATE, Difference, differences
from careers.models import StateLaw, Task
from careers.models.law.blocks import RuleBlock
from careers.models.law.words import Basis, NamedInLaw, Requirement, Subject, Supervision, Supervisor, Unlisted

#: Fields whose values are one of a list, or several.
CHOICES: dict[str, Any] = {
    "answer": Answer,
    "supervision": Supervision,
    "delegators": Supervisor,
    "supervisors": Supervisor,
    "unlisted": Unlisted,
    "unlisted_rule": Unlisted,
    "basis": Basis,
    "named_in_law": NamedInLaw,
    "credential_requirement": Requirement,
}
EMPTY = "(empty)"
KINDS = {ADDED: "Added", REMOVED: "Removed", CHANGED: "Changed"}


@dataclass(frozen=True)
class Line:
    label: str
    change: Any  # HTML with what was taken out and what was put in


@dataclass(frozen=True)
class Changed:
    heading: str
    kind: str
    lines: list[Line]


class LawRevisionsCompareView(RevisionsCompareView):
    template_name = "careers/law_desk/compare.html"

    def _get_comparison(self, revision_a: StateLaw, revision_b: StateLaw) -> list[Changed]:
        names = dict(Task.objects.values_list("key", "name"))
        found = differences(content_of(revision_a), content_of(revision_b))
        cited = {key: str(source) for law in (revision_a, revision_b) for key, source in sources_of(law).items()}
        return [_changed(difference, names, cited) for difference in found]


def heading(difference: Difference, names: Mapping[str, str]) -> str:
    """What differs; `names` are those of the tasks, by key."""
    about = names.get(difference.task, difference.task)
    if not difference.task:
        about = "The state" if difference.subject == STATE else str(Subject(difference.subject).label)
    elif difference.subject == Subject.OTHERS_SAY:
        about = f"What others say: {about}"
    return f"{about} (for {difference.applies_to})" if difference.applies_to else about


def _changed(difference: Difference, names: Mapping[str, str], cited: Mapping[str, str]) -> Changed:
    lines = [
        Line(
            label(field.name),
            diff_text(said(field.name, field.before, cited), said(field.name, field.after, cited)).to_html(),
        )
        for field in difference.fields
    ]
    return Changed(heading(difference, names), KINDS[difference.kind], lines)


def label(name: str) -> str:
    """The words that the edit form uses for a field."""
    block = RuleBlock().child_blocks.get(name)
    if block:
        return str(block.label)
    field = next((field for field in StateLaw._meta.get_fields() if field.name == name), None)
    words = str(getattr(field, "verbose_name", "") or name.replace("_", " "))
    return words[:1].upper() + words[1:]


def said(name: str, value: Any, cited: Mapping[str, str]) -> str:
    """A value as an editor reads it."""
    if value is None or value == "" or value == ():
        return "Nobody" if name == "delegators" and value == () else EMPTY
    if isinstance(value, date):
        return str(date_format(value))
    values = list(value) if isinstance(value, tuple | list) else [value]
    if name == "sources":
        return "; ".join(cited.get(key, key) for key in values)
    if name in CHOICES:
        return ", ".join(str(CHOICES[name](key).label) for key in values)
    return ", ".join(map(str, values))
