"""The law of one jurisdiction as plain values: the same for a file, the desk and an edition.

Sources are named by key. Whatever compares, checks, writes or shows law works on this form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from django.utils.text import slugify

from careers.models.law.words import Subject


@dataclass(frozen=True)
class Rule:
    """What the law says about one task. The key is the task, whom it applies to and the days on which it holds."""

    task: str
    answer: str
    text: str
    applies_to: str = ""  # empty: any medical assistant
    delegators: tuple[str, ...] | None = None  # None: not recorded for this task; empty: the text lists nobody
    supervision: str = ""  # empty: not recorded for this task
    qualification: str = ""
    effective_from: date | None = None
    effective_to: date | None = None  # the last day on which it holds
    locator: str = ""
    quoted_passage: str = ""
    unlisted: str = ""  # empty: as the state's
    sources: tuple[str, ...] = ()  # the first is the lead
    doubts: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.task, self.applies_to

    def holds_on(self, day: date) -> bool:
        return not self.begins_after(day) and not self.ended_before(day)

    def begins_after(self, day: date) -> bool:
        return self.effective_from is not None and self.effective_from > day

    def ended_before(self, day: date) -> bool:
        return self.effective_to is not None and self.effective_to < day

    def overlaps(self, other: Rule) -> bool:
        return (self.effective_from or date.min) <= (other.effective_to or date.max) and (
            other.effective_from or date.min
        ) <= (self.effective_to or date.max)


@dataclass(frozen=True)
class Voice:
    """What others than the law report about a task."""

    task: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A claim about the jurisdiction as a whole, in words."""

    text: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    jurisdiction: str  # its code
    researched_on: date | None = None
    basis: str = "none"
    regulator_name: str = ""
    regulator_address: str = ""
    named_in_law: str = "not_checked"
    own_term: str = ""
    categories: tuple[str, ...] = ()
    credential_requirement: str = "not_checked"
    credential: Statement = field(default_factory=Statement)
    supervisors: tuple[str, ...] = ()
    supervision: str = "not_checked"
    delegation_basis: str = ""
    delegation: Statement = field(default_factory=Statement)
    unlisted_rule: str = "not_stated"
    unlisted: Statement = field(default_factory=Statement)
    training: Statement = field(default_factory=Statement)
    rules: tuple[Rule, ...] = ()
    others_say: tuple[Voice, ...] = ()

    def statement(self, subject: str) -> Statement:
        return {
            Subject.CREDENTIAL: self.credential,
            Subject.DELEGATION: self.delegation,
            Subject.UNLISTED_TASKS: self.unlisted,
            Subject.TRAINING: self.training,
        }[Subject(subject)]

    @property
    def digest(self) -> str:
        """64 hexadecimal digits; the same for the same content."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()

    @property
    def source_keys(self) -> set[str]:
        statements = (self.credential, self.delegation, self.unlisted, self.training)
        claims: list[Rule | Voice | Statement] = [*self.rules, *self.others_say, *statements]
        return {key for claim in claims for key in claim.sources}


def class_anchor(category: str) -> str:
    """What stands for a class of assistants in an address on its state's page."""
    return slugify(category)[:60].strip("-")


def without_tasks(content: Content, tasks: Collection[str]) -> Content:
    """The same content without rules and voices about these tasks."""
    return replace(
        content,
        rules=tuple(rule for rule in content.rules if rule.task not in tasks),
        others_say=tuple(voice for voice in content.others_say if voice.task not in tasks),
    )


def in_order(content: Content, tasks: list[str]) -> Content:
    """The same content with rules in the order of the tasks; classes and later days follow the general rule."""
    place = {task: number for number, task in enumerate(tasks)}
    classes = {name: number for number, name in enumerate(content.categories, start=1)}
    rules = sorted(
        content.rules,
        key=lambda rule: (
            place.get(rule.task, len(place)),
            classes.get(rule.applies_to, 0),
            rule.effective_from or date.min,
        ),
    )
    return replace(content, rules=tuple(rules))
