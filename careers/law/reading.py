"""What pages, tables, the checker and downloads ask: the law of a jurisdiction at a moment, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from careers.answers import Answer
from careers.law import record
from careers.law.checks import level, valid_check
from careers.law.claims import Subjected, fingerprint
from careers.law.content import Content, Rule, Statement, Voice, class_anchor
from careers.memory import remembered
from careers.models import Jurisdiction, LawCheck, LawEdition, OpenQuestion, Source, Task
from careers.models.law.words import Subject, Unlisted, Verification

NOT_RESEARCHED = "We have not looked at this task here yet."


@dataclass(frozen=True)
class When:
    """`moment`: what we had published then; None: what stands now. `day`: which rules are in force."""

    day: date
    moment: datetime | None = None

    @classmethod
    def now(cls) -> When:
        return cls(timezone.localdate())

    @classmethod
    def at(cls, moment: datetime) -> When:
        return cls(timezone.localdate(moment), moment)


class Claim:
    """A rule or statement with its sources and what checks make of it."""

    def __init__(self, reading: Reading, about: Subjected, said: Rule | Statement) -> None:
        self.reading = reading
        self.about = about
        self.said = said

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def sources(self) -> list[Source]:
        return [self.reading.sources[key] for key in self.said.sources]

    @property
    def lead(self) -> Source | None:
        return self.sources[0] if self.said.sources else None

    @property
    def partly_read(self) -> list[Source]:
        """Sources that were not read whole: a doubt that readers are shown."""
        return [source for source in self.sources if source.extent != Source.Extent.WHOLE]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.reading.content, self.about, self.said, self.reading.sources)

    @cached_property
    def check(self) -> LawCheck | None:
        """The check that counts today."""
        checks = self.reading.checks.get(self.about.on_any_day, [])
        return valid_check(checks, self.fingerprint) if checks else None

    @property
    def level(self) -> Verification:
        return level(self.check)


class RuleClaim(Claim):
    """A rule in force (or one that was, or will be), with its task and what governs where the law is silent."""

    said: Rule

    def __init__(self, reading: Reading, task: Task, rule: Rule, *, researched: bool = True) -> None:
        super().__init__(reading, Subjected(Subject.RULE, *rule.key, rule.effective_from), rule)
        self.task = task
        #: False for a task that the law, as we hold it, has no rule for today.
        self.researched = researched

    @property
    def rule(self) -> Rule:
        return self.said

    @property
    def answer(self) -> Answer:
        return Answer(self.said.answer)

    @property
    def applies_to(self) -> str:
        return self.said.applies_to

    @property
    def anchor(self) -> str:
        """The id of the rule on its state's page."""
        whom = f"-{class_anchor(self.applies_to)}" if self.applies_to else ""
        return f"rule-{self.task.slug}{whom}"

    @property
    def governs(self) -> Unlisted:
        """What governs this task where the law does not name it."""
        return Unlisted(self.said.unlisted or self.reading.content.unlisted_rule)

    @property
    def delegators(self) -> tuple[str, ...] | None:
        """Whom the text for this task lists; None when it has no list of its own, or an empty one."""
        return self.said.delegators or None

    @property
    def voices(self) -> list[Voice]:
        return self.reading.voices_about(self.task.key) if not self.applies_to else []


class Reading:
    """The law of one jurisdiction as readers see it, from an edition or, in a preview, from a draft."""

    def __init__(
        self,
        jurisdiction: Jurisdiction,
        content: Content,
        sources: Mapping[str, Source],
        tasks: Mapping[str, Task],
        when: When,
        *,
        edition: LawEdition | None = None,
        checks: Iterable[LawCheck] = (),
        open_questions: Iterable[OpenQuestion] = (),
    ) -> None:
        self.jurisdiction = jurisdiction
        self.content = content
        self.sources = sources
        self.tasks = tasks  # those in use, in order, by key
        self.when = when
        self.edition = edition  # None: a draft
        self.open_questions = list(open_questions)
        self.checks: dict[Subjected, list[LawCheck]] = defaultdict(list)
        keys = {task.pk: task.key for task in tasks.values()}
        for check in checks:
            about = Subjected(check.subject, keys.get(check.task_id or 0, ""), check.applies_to)
            self.checks[about].append(check)

    @property
    def is_researched(self) -> bool:
        """False: nothing but open questions; the page says "not yet researched"."""
        return self.content.basis != "none"

    @cached_property
    def rules(self) -> list[RuleClaim]:
        """Every rule in force on the day, in the order of tasks; a task without one is said to be not checked."""
        found = []
        for key, task in self.tasks.items():
            own = [rule for rule in self.content.rules if rule.task == key and rule.holds_on(self.when.day)]
            if not any(not rule.applies_to for rule in own):
                missing = Rule(task=key, answer=Answer.NOT_CHECKED, text=NOT_RESEARCHED)
                found.append(RuleClaim(self, task, missing, researched=False))
            found += [RuleClaim(self, task, rule) for rule in own]
        return found

    @cached_property
    def general_rules(self) -> dict[str, RuleClaim]:
        """One for each task: the rule for any medical assistant."""
        return {claim.task.key: claim for claim in self.rules if not claim.applies_to}

    @cached_property
    def upcoming(self) -> list[RuleClaim]:
        """Rules that are published and take effect on a day to come, the nearest first."""
        coming = [rule for rule in self.content.rules if rule.begins_after(self.when.day) and rule.task in self.tasks]
        coming.sort(key=lambda rule: rule.effective_from or date.max)
        return [RuleClaim(self, self.tasks[rule.task], rule) for rule in coming]

    def rule(self, task: str, applies_to: str = "") -> RuleClaim | None:
        """The rule in force for a task (by key) and a class; None when the class has none of its own."""
        return next((claim for claim in self.rules if claim.said.key == (task, applies_to)), None)

    def rules_for(self, task: str) -> list[RuleClaim]:
        """The general rule, then those for classes."""
        return [claim for claim in self.rules if claim.task.key == task]

    def statement(self, subject: str) -> Claim:
        return Claim(self, Subjected(subject), self.content.statement(subject))

    def voices_about(self, task: str) -> list[Voice]:
        return [voice for voice in self.content.others_say if voice.task == task]

    def sources_of(self, said: Voice | Rule | Statement) -> list[Source]:
        return [self.sources[key] for key in said.sources]

    @cached_property
    def last_checked_on(self) -> date | None:
        """The newest day on which somebody read something: a check that was recorded, else the research itself."""
        days = [timezone.localdate(check.checked_at) for checks in self.checks.values() for check in checks]
        return max([*days, *([self.content.researched_on] if self.content.researched_on else [])], default=None)


def tasks_in_use() -> dict[str, Task]:
    return {task.key: task for task in Task.objects.in_use()}


def law_of(jurisdiction: Jurisdiction, when: When | None = None, *, number: int | None = None) -> Reading | None:
    """The law of one jurisdiction; None when nothing was published (yet), or it was withdrawn.

    `number` asks for one edition instead of the one that stood at the moment.
    """
    when = when or When.now()
    if when.moment is None and number is None:
        return _law_now(jurisdiction.pk, when.day)
    return _read([jurisdiction.pk], when, number).get(jurisdiction.code)


def laws(when: When | None = None) -> dict[str, Reading]:
    """The law of every jurisdiction that has one published, by code, in the order of names."""
    when = when or When.now()
    return _laws_now(when.day) if when.moment is None else _read(None, when, None)


@remembered
def _law_now(jurisdiction: int, day: date) -> Reading | None:
    return next(iter(_read([jurisdiction], When(day), None).values()), None)


@remembered
def _laws_now(day: date) -> dict[str, Reading]:
    return _read(None, When(day), None)


def _read(jurisdictions: list[int] | None, when: When, number: int | None) -> dict[str, Reading]:
    chosen = Q() if jurisdictions is None else Q(jurisdiction__in=jurisdictions)
    editions = LawEdition.objects.filter(chosen).select_related("jurisdiction")
    if number is not None:
        editions = editions.filter(number=number)
    if when.moment is not None:
        editions = editions.filter(published_at__lte=when.moment)
    newest = editions.order_by("jurisdiction__name", "jurisdiction_id", "-number").distinct(
        "jurisdiction__name", "jurisdiction_id"
    )
    standing = [edition for edition in newest if not edition.is_withdrawal]
    if not standing:
        return {}
    contents = record.contents_of(standing)
    tasks = tasks_in_use()
    checks: dict[int, list[LawCheck]] = defaultdict(list)
    made = LawCheck.objects.filter(chosen).select_related("checked_by")
    questions = OpenQuestion.objects.filter(chosen).order_by("pk")
    if when.moment is None:
        questions = questions.filter(closed_at=None)
    else:
        made = made.filter(checked_at__lte=when.moment)
        still_open = Q(closed_at=None) | Q(closed_at__gt=when.moment)
        questions = questions.filter(still_open, opened_at__lte=when.moment)
    for check in made:
        checks[check.jurisdiction_id].append(check)
    still: dict[int, list[OpenQuestion]] = defaultdict(list)
    for question in questions:
        still[question.jurisdiction_id].append(question)
    return {
        edition.jurisdiction.code: Reading(
            edition.jurisdiction,
            *contents[edition.pk],
            tasks,
            when,
            edition=edition,
            checks=checks[edition.jurisdiction_id],
            open_questions=still[edition.jurisdiction_id],
        )
        for edition in standing
    }


def draft_of(jurisdiction: Jurisdiction, content: Content, day: date | None = None) -> Reading:
    """A draft as readers would see it on a day, for previews. Checks that still match count."""
    when = When(day or timezone.localdate())
    sources = {source.key: source for source in Source.objects.filter(key__in=content.source_keys)}
    return Reading(
        jurisdiction,
        content,
        sources,
        tasks_in_use(),
        when,
        checks=LawCheck.objects.filter(jurisdiction=jurisdiction).select_related("checked_by"),
        open_questions=OpenQuestion.objects.filter(jurisdiction=jurisdiction, closed_at=None),
    )
