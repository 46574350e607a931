"""One claim of a law's content: what belongs to it, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from careers.law.content import Content, Rule, Statement
from careers.models import Source
from careers.models.law.words import Subject

#: What of a source was relied on. An address that is found later does not undo a reading.
RELIED_ON = ("key", "kind", "citation", "text_as_of", "extent", "quoted_passage")
#: What of the content as a whole belongs to a statement beside its words.
ABOUT = {
    Subject.CREDENTIAL: ("credential_requirement", "categories"),
    Subject.DELEGATION: ("supervisors", "supervision", "delegation_basis"),
    Subject.UNLISTED_TASKS: ("unlisted_rule",),
    Subject.TRAINING: (),
}


@dataclass(frozen=True)
class Subjected:
    """What a check is about: a rule (its task, its class and, where it has one, its first day) or a statement."""

    subject: str
    task: str = ""
    applies_to: str = ""
    effective_from: date | None = None

    @property
    def on_any_day(self) -> Subjected:
        return replace(self, effective_from=None)


def claim(content: Content, about: Subjected) -> Rule | Statement | None:
    """The rule or statement. Of several rules for other days: the one with this first day; the first that has not ended
    when no day is named."""
    if about.subject != Subject.RULE:
        return content.statement(about.subject)
    fitting = rules_of(content, about)
    if about.effective_from:
        return next((rule for rule in fitting if rule.effective_from == about.effective_from), None)
    today = timezone.localdate()
    return next((rule for rule in fitting if not rule.ended_before(today)), fitting[-1] if fitting else None)


def rules_of(content: Content, about: Subjected) -> list[Rule]:
    return [rule for rule in content.rules if rule.key == (about.task, about.applies_to)]


def fingerprint(content: Content, about: Subjected, said: Rule | Statement, sources: Mapping[str, Source]) -> str:
    """64 hexadecimal digits that change when the claim or a source it rests on changes."""
    relied = [[getattr(sources[key], name) for name in RELIED_ON] for key in said.sources]
    text = json.dumps([about.subject, told(content, about, said), relied], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def told(content: Content, about: Subjected, said: Rule | Statement) -> dict[str, Any]:
    """What a reader is told by a claim, from wherever in the content it comes."""
    if isinstance(said, Rule):
        return asdict(said) | _told_with(content, said)
    return asdict(said) | {name: getattr(content, name) for name in ABOUT[Subject(about.subject)]}


def _told_with(content: Content, rule: Rule) -> dict[str, Any]:
    """What a rule takes from other rules for its task, and from the state as a whole."""
    beside = [
        other
        for other in content.rules
        if other.task == rule.task and other.applies_to != rule.applies_to and other.overlaps(rule)
    ]
    main = [other for other in beside if rule.applies_to and not other.applies_to]
    found: dict[str, Any] = {}
    if rule.answer == "law_silent" and not rule.unlisted:
        # What a silent rule tells a reader is the state's general rule.
        found["governed by"] = content.unlisted_rule
    if not rule.delegators:
        found["delegated by"] = [[*_days(other), other.delegators or content.supervisors] for other in main]
        found["delegated by"] = found["delegated by"] or content.supervisors
    if not rule.supervision:
        found["supervised"] = [[*_days(other), other.supervision or content.supervision] for other in main]
        found["supervised"] = found["supervised"] or content.supervision
    if beside and not rule.applies_to:
        # The main rule says whether classes differ, and whether every class has a rule.
        found["classes"] = [[other.applies_to, other.answer, *_days(other)] for other in beside]
        found["of"] = content.categories
    return found


def _days(rule: Rule) -> tuple[date | None, date | None]:
    return rule.effective_from, rule.effective_to
