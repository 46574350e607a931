"""What changed in the law, in words: the same for the page of changes and for feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from careers.answers import Answer
from careers.law.changes import Change, Event, Happened
from careers.law.content import Rule
from careers.law.differences import ADDED, REMOVED, STATE, Difference, FieldChange
from careers.law.reading import Reading, RuleClaim
from careers.models import Source
from careers.models.law.words import Basis, NamedInLaw, Subject, Supervisor, Unlisted
from guides import sentences
from guides.sentences.words import capitalized
from guides.wording import day

#: What happened, in a word or two; a correction is never called a revision.
TITLES = {
    Happened.REVISION: "Revision",
    Happened.CORRECTION: "Correction",
    Happened.WITHDRAWAL: "Withdrawn",
    Happened.AGAIN: "Published again",
    Happened.EFFECT: "In effect",
}
SUBJECTS = {
    STATE: "The state as a whole",
    Subject.CREDENTIAL: "Credential",
    Subject.DELEGATION: "Who may delegate and supervise",
    Subject.UNLISTED_TASKS: "Tasks the law does not name",
    Subject.TRAINING: "Training and documentation",
}
#: Where a subject stands on the page of its state.
ANCHORS = {
    STATE: "at-a-glance",
    Subject.CREDENTIAL: "credential",
    Subject.DELEGATION: "delegation",
    Subject.UNLISTED_TASKS: "silence",
    Subject.TRAINING: "training",
}
FIELDS = {
    "answer": "answer",
    "text": "text",
    "delegators": "who may delegate",
    "supervision": "supervision",
    "qualification": "qualification",
    "effective_from": "first day",
    "effective_to": "last day",
    "locator": "place in the source",
    "quoted_passage": "passage quoted",
    "unlisted": "what governs it",
    "sources": "sources",
    "doubts": "what is uncertain",
    "named_in_law": "whether the law names medical assistants",
    "own_term": "the law’s own term",
    "categories": "classes that the law names",
    "regulator_name": "regulator",
    "regulator_address": "address of the regulator",
    "basis": "what our reading rests on",
    "researched_on": "day of research",
    "credential_requirement": "what is required",
    "supervisors": "who may delegate or supervise",
    "delegation_basis": "which law",
    "unlisted_rule": "what governs them",
}
EMPTY = {
    "delegators": "not recorded for this task",
    "unlisted": "as for the state",
    "effective_from": "no day is recorded",
    "effective_to": "no end is set",
}
#: Words for the keys of a field.
WORDS: dict[str, Any] = {
    "answer": lambda key: Answer(key).label,
    "supervision": sentences.supervision,
    "unlisted": lambda key: Unlisted(key).label,
    "unlisted_rule": lambda key: Unlisted(key).label,
    "named_in_law": lambda key: NamedInLaw(key).label,
    "basis": lambda key: Basis(key).label,
    "credential_requirement": sentences.credential_words,
}


@dataclass(frozen=True)
class FieldWords:
    """One field, old and new."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One rule, statement or voice that changed. `now` and `before` are sentences, empty where there is none."""

    heading: str
    kind: str  # "New", "Removed" or "Changed"
    now: str = ""
    before: str = ""
    fields: list[FieldWords] = field(default_factory=list)
    anchor: str = ""  # on the page of the state; empty for what does not stand there

    @property
    def names(self) -> str:
        """answer, sources and text."""
        return sentences.joined([each.name for each in self.fields], "and")

    @property
    def told(self) -> str:
        """The line in one go, for where there is no room for old and new values."""
        if self.kind == "Removed":
            return "removed."
        said = [self.now, f"Before: {self.before}" if self.before else ""]
        said.append(f"Changed: {self.names}." if self.kind == "Changed" else "" if self.now else "new.")
        return " ".join(part for part in said if part)


@dataclass(frozen=True)
class Told:
    """One event, ready for a template or a feed."""

    event: Event
    lines: list[Line]

    @property
    def title(self) -> str:
        return f"{self.event.jurisdiction.name}: {TITLES[self.event.happened].lower()}"

    @property
    def note(self) -> str:
        """What the editors said about the edition, when it was published."""
        return "" if self.event.happened == Happened.EFFECT else self.event.edition.note

    @property
    def sentence(self) -> str:
        edition, place = self.event.edition, sentences.place(self.event.jurisdiction)
        match self.event.happened:
            case Happened.REVISION:
                said = f"We published edition {edition.number} of the law of {place}."
            case Happened.CORRECTION:
                said = (
                    f"What we had published about the law of {place} was wrong. Edition {edition.number} corrects it."
                )
            case Happened.WITHDRAWAL:
                return f"We withdrew what we had published about the law of {place}."
            case Happened.AGAIN:
                said = f"We published the law of {place} again, as edition {edition.number}."
                if edition.is_correction:
                    said += " It corrects what we had published before."
                return said if self.lines else f"{said} It says the same as before it was withdrawn."
            case Happened.EFFECT:
                return (
                    f"In {place}, rules that we had already published, in edition {edition.number}, began or ended on "
                    "this day."
                )
        return said if self.lines else f"{said} Only the order of what it says changed."


def told(change: Change) -> Told:
    return Told(change.event, lines(change.differences, change.before, change.after))


def lines(found: Iterable[Difference], before: Reading | None, after: Reading | None) -> list[Line]:
    readings = [reading for reading in (before, after) if reading]
    sources = {key: source for reading in readings for key, source in reading.sources.items()}
    return [_line(difference, before, after, sources) for difference in found]


def _line(difference: Difference, before: Reading | None, after: Reading | None, sources: Mapping[str, Source]) -> Line:
    fields = [_field(change, difference, sources) for change in difference.fields]
    kind = {ADDED: "New", REMOVED: "Removed"}.get(difference.kind, "Changed")
    if difference.subject == Subject.RULE:
        old, new = _claim(difference.before, before), _claim(difference.after, after)
        claim = new or old
        assert claim is not None  # noqa: S101 a difference between rules has one of them
        whom = f", {difference.applies_to}" if difference.applies_to else ""
        was, now = (sentences.rule(each) if each else "" for each in (old, new))
        return Line(f"{claim.task.name}{whom}", kind, now, was if was != now else "", fields, new.anchor if new else "")
    if difference.subject == Subject.OTHERS_SAY:
        reading = after or before
        task = reading.tasks[difference.task].name if reading else difference.task
        return Line(f"What others say about: {task}", kind, fields=fields)
    return Line(SUBJECTS[difference.subject], kind, fields=fields, anchor=ANCHORS[difference.subject] if after else "")


def _claim(rule: Any, reading: Reading | None) -> RuleClaim | None:
    return RuleClaim(reading, reading.tasks[rule.task], rule) if reading and isinstance(rule, Rule) else None


def _field(change: FieldChange, difference: Difference, sources: Mapping[str, Source]) -> FieldWords:
    # Of something new or gone, one side is not there at all.
    before = "" if difference.kind == ADDED else in_words(change.name, change.before, sources)
    after = "" if difference.kind == REMOVED else in_words(change.name, change.after, sources)
    return FieldWords(FIELDS[change.name], before, after)


def in_words(name: str, value: Any, sources: Mapping[str, Source]) -> str:
    """A value as content holds it, for readers. What is empty is said, never left out."""
    if name == "delegators" and value == ():
        return "the text lists nobody"
    if not value:
        return EMPTY.get(name, "nothing recorded")
    if isinstance(value, date):
        return day(value)
    if name == "sources":
        return "; ".join(sources[key].citation for key in value)
    if name in {"delegators", "supervisors"}:
        return capitalized(sentences.joined([Supervisor(key).label.lower() for key in value], "or"))
    if isinstance(value, tuple):
        return "; ".join(value)
    return capitalized(WORDS[name](value)) if name in WORDS else str(value)
