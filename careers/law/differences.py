"""What differs between two contents: rule by rule and field by field, the same for imports, revisions and readers.

The order of rules and of voices is not content: law is compared by what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from careers.law.content import Content, Rule, Voice
from careers.models.law.words import Subject

#: Subject of what is recorded about the jurisdiction as a whole and belongs to no statement.
STATE = "state"
#: Fields of content beside rules and voices, by subject. A statement counts as its words and its sources.
FIELDS: dict[str, tuple[str, ...]] = {
    STATE: (
        *("named_in_law", "own_term", "categories", "regulator_name", "regulator_address", "basis", "researched_on"),
    ),
    Subject.CREDENTIAL: ("credential_requirement", "credential"),
    Subject.DELEGATION: ("supervisors", "supervision", "delegation_basis", "delegation"),
    Subject.UNLISTED_TASKS: ("unlisted_rule", "unlisted"),
    Subject.TRAINING: ("training",),
}
STATEMENTS = {"credential", "delegation", "unlisted", "training"}
ADDED, REMOVED, CHANGED = "added", "removed", "changed"

Item = TypeVar("Item", Rule, Voice)


@dataclass(frozen=True)
class FieldChange:
    """Values as content holds them: text, key, day, tuple of keys, None. `name` of a statement's words is `text`."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """One rule, voice or subject that differs. Of something added or removed, `fields` holds what it says."""

    kind: str  # ADDED, REMOVED or CHANGED
    subject: str  # a Subject, or STATE
    task: str = ""
    applies_to: str = ""
    fields: list[FieldChange] = field(default_factory=list)
    before: Rule | Voice | None = None  # of a rule or voice: the whole of it
    after: Rule | Voice | None = None

    @property
    def names(self) -> set[str]:
        return {change.name for change in self.fields}


def differences(before: Content | None, after: Content | None) -> list[Difference]:
    """Everything that differs: the jurisdiction, its statements, the rules in their order, what others say.

    None stands for no content at all.
    """
    empty = Content(jurisdiction="")
    old, new = before or empty, after or empty
    found = [difference for subject in FIELDS if (difference := _of_subject(subject, old, new, empty))]
    ways: list[Callable[[Rule], Any]] = [_days, lambda rule: rule.effective_from, lambda rule: rule.effective_to]
    found += _sorted(
        _of_items(Subject.RULE, old.rules, new.rules, lambda rule: rule.key, [*ways, lambda rule: None]), old, new
    )
    same: list[Callable[[Voice], Any]] = [lambda voice: voice, lambda voice: voice.text, lambda voice: None]
    found += _of_items(Subject.OTHERS_SAY, old.others_say, new.others_say, lambda voice: voice.task, same)
    return found


def _of_subject(subject: str, old: Content, new: Content, empty: Content) -> Difference | None:
    changes = []
    for name in FIELDS[subject]:
        before, after = getattr(old, name), getattr(new, name)
        if name in STATEMENTS:
            changes += [FieldChange(part, getattr(before, part), getattr(after, part)) for part in ("text", "sources")]
        else:
            changes.append(FieldChange(name, before, after))
    differing = [change for change in changes if change.before != change.after]
    if not differing:
        return None

    def says(content: Content) -> bool:
        return any(getattr(content, name) != getattr(empty, name) for name in FIELDS[subject])

    kind = CHANGED if says(old) and says(new) else ADDED if says(new) else REMOVED
    return Difference(kind, subject, fields=differing)


def _of_items(
    subject: str,
    old: Iterable[Item],
    new: Iterable[Item],
    key: Callable[[Item], Any],
    ways: Sequence[Callable[[Item], Any]],
) -> list[Difference]:
    """Pairs those with the same key, by the first way that fits: the same in that way, the earlier ones first."""
    left, right = list(old), list(new)
    pairs: list[tuple[Item | None, Item | None]] = []
    for way in ways:
        for item in list(left):
            fitting = next((other for other in right if (key(other), way(other)) == (key(item), way(item))), None)
            if fitting is not None:
                left.remove(item)
                right.remove(fitting)
                pairs.append((item, fitting))
    pairs += [(item, None) for item in left]
    pairs += [(None, item) for item in right]
    return [_of_pair(subject, *pair) for pair in pairs if pair[0] != pair[1]]


def _of_pair(subject: str, before: Rule | Voice | None, after: Rule | Voice | None) -> Difference:
    said: Any = after or before
    blank = type(said)(**{name: "" for name in ("task", "answer", "text") if hasattr(said, name)})
    old, new = before or blank, after or blank
    names = [each.name for each in fields(said) if each.name not in {"task", "applies_to"}]
    changes = [FieldChange(name, getattr(old, name), getattr(new, name)) for name in names]
    return Difference(
        CHANGED if before and after else ADDED if after else REMOVED,
        subject,
        said.task,
        getattr(said, "applies_to", ""),
        [change for change in changes if change.before != change.after],
        before,
        after,
    )


def _days(rule: Rule) -> tuple[date | None, date | None]:
    return rule.effective_from, rule.effective_to


def _sorted(found: list[Difference], old: Content, new: Content) -> list[Difference]:
    """In the order of the newer content; what only the older one holds stands with its task."""
    tasks = _places(rule.task for content in (new, old) for rule in content.rules)
    classes = _places(name for content in (new, old) for name in content.categories)

    def place(difference: Difference) -> tuple[Any, ...]:
        rule = difference.after or difference.before
        assert isinstance(rule, Rule)  # noqa: S101 only rules are sorted here
        whom = classes.get(rule.applies_to, len(classes)) if rule.applies_to else -1
        begins, ends = rule.effective_from or date.min, rule.effective_to or date.max
        return tasks[rule.task], whom, rule.applies_to, begins, ends, difference.kind

    return sorted(found, key=place)


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
