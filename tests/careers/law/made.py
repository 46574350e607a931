"""Made-up law: a complete, silent law that a test changes where it needs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from careers.law import applying
from careers.law.content import Content, Rule, Statement
from careers.law.files import LawFile
from careers.models import Jurisdiction, LawEdition, Source, StateLaw, Task
from tests.factories import SourceFactory

LEAD = "made-statute"


def lead() -> Source:
    return Source.objects.filter(key=LEAD).first() or SourceFactory(
        key=LEAD, kind="statute", citation="Made Code § 1", extent="whole", text_as_of="2026"
    )


def silent(task: str, **changes: Any) -> Rule:
    plain = Rule(task=task, answer="law_silent", text="The text does not name it.", sources=(LEAD,))
    return replace(plain, **changes)


def content(code: str = "al", *rules: Rule, **changes: Any) -> Content:
    """All tasks silent; a rule given replaces the silent one of its task, or joins it when it is for a class."""
    lead()
    general = {rule.task for rule in rules if not rule.applies_to}
    every = [silent(key) for key in Task.objects.in_use().values_list("key", flat=True) if key not in general]
    plain = Content(
        jurisdiction=code,
        researched_on=date(2026, 11, 1),
        basis="law_texts",
        supervisors=("physician",),
        supervision="general",
        unlisted_rule="general_delegation",
        unlisted=Statement("A physician may delegate what the law does not name.", (LEAD,)),
        delegation=Statement("A physician delegates.", (LEAD,)),
    )
    return replace(plain, **{"rules": (*rules, *every), **changes})


def publish(made: Content, user: Any = None, **options: Any) -> LawEdition:
    """The newest edition after this content was laid on the desk and published."""
    applying.apply(LawFile(made, (), Path("made.yaml")), publish=True, user=user, **options)
    return newest(made.jurisdiction)


def newest(code: str) -> LawEdition:
    return LawEdition.objects.select_related("jurisdiction").filter(jurisdiction__code=code).latest("number")


def desk(code: str) -> StateLaw:
    return StateLaw.objects.select_related("jurisdiction").get(jurisdiction__code=code)


def place(code: str) -> Jurisdiction:
    return Jurisdiction.objects.get(code=code)
