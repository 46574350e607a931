"""The rules of one jurisdiction as the rows of its page and lines of its sheet, with the marks of their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import cached_property

from careers.answers import Answer
from careers.law.content import Voice
from careers.law.reading import Claim, Reading, RuleClaim
from careers.models import Source, Task
from careers.models.law.words import Requirement, Subject, Supervision, Unlisted
from guides import evidence, sentences
from guides.evidence import Citation
from guides.wording import day

UNSPECIFIED = Supervision.NOT_SPECIFIED
#: Of a law that was researched, where nothing at all is recorded.
SILENT = {
    "credential": "We have not checked this.",
    "delegation": "The text we read does not say.",
    "unlisted": "The text we read does not say what governs tasks it does not name.",
    "training": "In the text we read we found nothing on training or documentation.",
}


@dataclass(frozen=True)
class RuleRow:
    """One rule, ready for a template."""

    claim: RuleClaim

    @property
    def anchor(self) -> str:
        return self.claim.anchor

    @cached_property
    def sentence(self) -> str:
        """The whole answer. A class that the law names stands below its task: there the word and the text say it."""
        answered = (Answer.ALLOWED, Answer.ALLOWED_WITH_CONDITIONS, Answer.NOT_ALLOWED)
        if self.claim.applies_to and self.claim.answer in answered and not self.is_to_come:
            return ""
        return sentences.rule(self.claim)

    @property
    def is_to_come(self) -> bool:
        return self.claim.rule.begins_after(self.claim.reading.when.day)

    @property
    def marks(self) -> list[Citation]:
        return evidence.marks_of_sources(self.claim.sources)

    @property
    def facts(self) -> list[str]:
        """What is recorded for the rule and its sentence does not say; each a sentence or a name with its value."""
        rule = self.claim.rule
        found = []
        if rule.delegators is not None:
            listed = sentences.delegators(rule.delegators)
            if not listed:
                found.append("The text lists nobody who may delegate this task.")
            elif listed not in self.sentence:
                found.append(f"Who may delegate: {listed}.")
        if rule.supervision and sentences.supervision_clause(rule.supervision) not in self.sentence:
            said = sentences.supervision(rule.supervision)
            found.append(
                f"{said[:1].upper()}{said[1:]}." if rule.supervision == UNSPECIFIED else f"Supervision: {said}."
            )
        if rule.qualification and rule.qualification.rstrip(".") not in self.sentence:
            found.append(f"Qualification: {rule.qualification.rstrip('.')}.")
        if rule.effective_from and day(rule.effective_from) not in self.sentence:
            found.append(f"In force since {day(rule.effective_from)}.")
        if rule.effective_to and day(rule.effective_to) not in self.sentence:
            found.append(f"In force until {day(rule.effective_to)}.")
        return found

    @property
    def doubts(self) -> list[str]:
        """The rule's own, then which sources, by their numbers on the page, were not read whole."""
        found = [self.claim.rule.doubts] if self.claim.rule.doubts else []
        numbers = [str(citation.number) for citation in evidence.marks_of_sources(self.claim.partly_read)]
        if numbers:
            found.append(f"Not read whole: source{'s' if len(numbers) > 1 else ''} {sentences.joined(numbers, 'and')}.")
        return found


@dataclass(frozen=True)
class VoiceRow:
    """What others than the law report, with the marks of its sources."""

    voice: Voice
    sources: list[Source]

    @property
    def marks(self) -> list[Citation]:
        return evidence.marks_of_sources(self.sources)


@dataclass(frozen=True)
class TaskRows:
    """A task with the rule for any medical assistant, those for classes, and what others say."""

    task: Task
    rows: list[RuleRow]
    voices: list[VoiceRow]
    address: str = ""  # of the task's own page; empty where there is none


def task_rows(reading: Reading, addresses: Mapping[int, str] | None = None) -> list[TaskRows]:
    """`addresses`: of the tasks' own pages, by the primary key of the task."""
    return [
        TaskRows(
            task,
            [RuleRow(claim) for claim in reading.rules_for(key)],
            [VoiceRow(voice, reading.sources_of(voice)) for voice in reading.voices_about(key)],
            (addresses or {}).get(task.pk, ""),
        )
        for key, task in reading.tasks.items()
    ]


def unnamed(reading: Reading) -> list[RuleClaim]:
    """The tasks that the law does not mention."""
    return [claim for claim in reading.general_rules.values() if claim.answer == Answer.LAW_SILENT]


def unchecked(reading: Reading) -> list[RuleClaim]:
    return [claim for claim in reading.general_rules.values() if claim.answer == Answer.NOT_CHECKED]


def statements(reading: Reading) -> dict[str, Claim]:
    """The claims about the jurisdiction as a whole, by the name that templates use."""
    return {
        "credential": reading.statement(Subject.CREDENTIAL),
        "delegation": reading.statement(Subject.DELEGATION),
        "unlisted": reading.statement(Subject.UNLISTED_TASKS),
        "training": reading.statement(Subject.TRAINING),
    }


def otherwise(reading: Reading) -> dict[str, str]:
    """What stands where a claim about the jurisdiction has no text of its own, by the names of `statements`: what is
    recorded in a word, else that it was not researched, else that we found nothing."""
    content, researched = reading.content, reading.is_researched
    recorded = {
        "credential": ""
        if content.credential_requirement == Requirement.NOT_CHECKED
        else f"Recorded: {sentences.credential_words(content.credential_requirement)}.",
        "delegation": f"Recorded: {sentences.delegators(content.supervisors)}." if content.supervisors else "",
        "unlisted": ""
        if content.unlisted_rule == Unlisted.NOT_STATED
        else f"Recorded: {sentences.unlisted_words(content.unlisted_rule)}.",
        "training": "",
    }
    return {
        name: words or (SILENT[name] if researched else "This is not yet researched.")
        for name, words in recorded.items()
    }


def statement_texts(reading: Reading, *names: str) -> Iterator[str]:
    """Marks of the sources of some statements, in reading order."""
    claims = statements(reading)
    for name in names:
        yield from map(evidence.source_mark, claims[name].sources)


def rule_texts(reading: Reading) -> Iterator[str]:
    """Marks of the sources of rules, with the places in them, and of what others say."""
    for task in task_rows(reading):
        for row in task.rows:
            for position, source in enumerate(row.claim.sources):
                yield evidence.source_mark(source, row.claim.rule.locator if position == 0 else "")
        for voice in task.voices:
            yield from map(evidence.source_mark, voice.sources)
    yield from statement_texts(reading, "training")
    for claim in reading.upcoming:
        yield from map(evidence.source_mark, claim.sources)
