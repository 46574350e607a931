"""What the task checker answers: one rule, said in words, with everything that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from careers.answers import Answer
from careers.law.reading import Claim, Reading, RuleClaim
from careers.models import Source, Task
from careers.models.law.words import AUTHORITIES, Subject, Supervision
from guides import sentences

#: Answers after which only the board can help.
OPEN = (Answer.LAW_SILENT, Answer.NOT_CHECKED, Answer.SOURCES_CONFLICT)


@dataclass(frozen=True)
class TaskAnswer:
    """The rule that answers, for whom and for whose delegation it was asked."""

    claim: RuleClaim
    category: str = ""  # as the law names it; empty: any medical assistant
    who: str = ""  # a key of Supervisor; empty: not asked

    @property
    def reading(self) -> Reading:
        return self.claim.reading

    @property
    def heading(self) -> str:
        whom = f", {self.category}" if self.category else ""
        return f"{self.reading.jurisdiction.name}{whom}: {self.claim.task.name}"

    @property
    def sentence(self) -> str:
        return sentences.rule(self.claim)

    @cached_property
    def supervisor(self) -> sentences.SupervisorAnswer:
        return sentences.supervisor(self.claim, self.who)

    @property
    def main_rule_answers(self) -> bool:
        """A class was asked about that has no rule of its own for this task."""
        return bool(self.category) and not self.claim.applies_to

    @property
    def about_the_class(self) -> str:
        if not self.main_rule_answers:
            return ""
        return (
            f"{self.reading.jurisdiction.name} law, as we hold it, has no separate rule for "
            f"{sentences.whom(self.category)} on this task. The main rule answers; see below whom it is for."
        )

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """What is recorded beside the words of the rule: name and value."""
        found = []
        if self.claim.answer in (Answer.ALLOWED, Answer.ALLOWED_WITH_CONDITIONS, Answer.LAW_SILENT):
            found += [self._delegators, self._supervision]
        if self.claim.rule.qualification:
            found.append(("Qualification of the assistant", self.claim.rule.qualification))
        if self.claim.rule.locator:
            found.append(("Where in the text", self.claim.rule.locator))
        return [(name, text) for name, text in found if text]

    @property
    def _delegators(self) -> tuple[str, str]:
        """Where nothing is recorded for the task, the state's list stands."""
        listed = sentences.delegators_of(self.claim)
        if listed:
            return "Who may delegate, as the text lists them", sentences.delegators(listed)
        name = self.reading.jurisdiction.name
        if listed is not None:
            return "Who may delegate", "the text on this task lists nobody"
        return f"Who may delegate in {name} in general", sentences.delegators(self.reading.content.supervisors)

    @property
    def _supervision(self) -> tuple[str, str]:
        if level := sentences.supervision_of(self.claim):
            return "Supervision", sentences.supervision(level)
        level, name = self.reading.content.supervision, self.reading.jurisdiction.name
        words = sentences.supervision(level) if level != Supervision.NOT_CHECKED else ""
        return f"Supervision in {name} in general", words

    @property
    def sources(self) -> list[Source]:
        return self.claim.sources

    @property
    def lead(self) -> Source | None:
        """The first that is law or a regulator's text: only such a source carries an answer."""
        return next((source for source in self.sources if source.kind in AUTHORITIES), None)

    @property
    def doubts(self) -> list[str]:
        return sentences.doubts(self.claim)

    @property
    def differs(self) -> str:
        return sentences.classes(self.claim)

    @property
    def classes(self) -> list[RuleClaim]:
        """Beside a main rule: those for classes of assistant."""
        if self.claim.applies_to:
            return []
        return [rule for rule in self.reading.rules_for(self.claim.task.key) if rule.applies_to]

    @property
    def upcoming(self) -> list[tuple[str, str]]:
        """What takes effect later for the task: for whom, where the answer is for somebody else, and a sentence.

        For a class that was asked about: its own rules, and those of the main rule where that one answers. Else all.
        """
        whom = {self.category, self.claim.applies_to} if self.category else None
        return [
            (rule.applies_to if rule.applies_to != self.claim.applies_to else "", sentences.rule(rule))
            for rule in self.reading.upcoming
            if rule.task.key == self.claim.task.key and (whom is None or rule.applies_to in whom)
        ]

    @property
    def others_say(self) -> list[tuple[str, list[Source]]]:
        voices = self.reading.voices_about(self.claim.task.key)
        return [(voice.text, self.reading.sources_of(voice)) for voice in voices]

    @property
    def is_open(self) -> bool:
        return self.claim.answer in OPEN

    @property
    def governing(self) -> Claim | None:
        """What the state's law says of tasks that it does not name, for what it does not mention or we do not know."""
        if self.claim.answer not in (Answer.LAW_SILENT, Answer.NOT_CHECKED):
            return None
        return self.reading.statement(Subject.UNLISTED_TASKS)

    @property
    def governs(self) -> str:
        """The general rule in one sentence; not for what was not checked, which the law may well name."""
        return sentences.governs(self.claim) if self.claim.answer == Answer.LAW_SILENT else ""

    @property
    def question(self) -> str:
        return sentences.board_question(self.claim, self.who, self.category)


def answer(reading: Reading, task: Task, who: str = "", category: str = "") -> TaskAnswer:
    """The rule for the class if it has one, else the main rule. `category`: one that the law names, or empty."""
    claim = (category and reading.rule(task.key, category)) or reading.general_rules[task.key]
    return TaskAnswer(claim, category, who)
