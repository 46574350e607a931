"""The record: what we published about a jurisdiction's law at one moment. The database refuses to change it.

Children are written before their edition, whose number is drawn first: once the edition stands, the database refuses
further rows for it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from careers.answers import Answer
from careers.models.evidence import Source
from careers.models.law.words import Basis, NamedInLaw, Requirement, Subject, Supervision, Supervisor, Unlisted
from careers.models.places import Jurisdiction
from careers.models.tasks import Task


class LawEdition(models.Model):
    """One edition of one jurisdiction's law. The newest one is what readers see, unless it says *withdrawn*."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="law_editions")
    number = models.PositiveIntegerField(help_text="Counted for each jurisdiction, from 1.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, through="EditionAuthor", related_name="+")
    note = models.TextField(blank=True, help_text="What readers are told about the change.")
    is_correction = models.BooleanField(default=False)
    is_withdrawal = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, help_text="Of the whole content: the same content makes no edition.")

    researched_on = models.DateField(null=True)
    basis = models.CharField(max_length=12, choices=Basis)
    regulator_name = models.CharField(max_length=300, blank=True)
    regulator_address = models.URLField(max_length=600, blank=True)
    named_in_law = models.CharField(max_length=12, choices=NamedInLaw)
    own_term = models.CharField(max_length=120, blank=True)
    categories = ArrayField(models.CharField(max_length=200), default=list)
    credential_requirement = models.CharField(max_length=16, choices=Requirement)
    credential_text = models.TextField(blank=True)
    supervisors = ArrayField(models.CharField(max_length=40, choices=Supervisor), default=list)
    supervision = models.CharField(max_length=24, choices=Supervision)
    delegation_basis = models.TextField(blank=True)
    delegation_text = models.TextField(blank=True)
    unlisted_rule = models.CharField(max_length=20, choices=Unlisted)
    unlisted_text = models.TextField(blank=True)
    training_text = models.TextField(blank=True)

    class Meta:
        ordering = ["jurisdiction__name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="law_edition_number_is_unique"),
            models.UniqueConstraint(fields=["jurisdiction", "published_at"], name="law_edition_moment_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="law_edition_is_counted_from_1"),
            models.CheckConstraint(
                condition=~Q(number=1, is_correction=True) & ~Q(number=1, is_withdrawal=True),
                name="first_law_edition_is_no_change",
            ),
        ]

    def __str__(self) -> str:
        return f"Law of {self.jurisdiction}, edition {self.number}"


class EditionAuthor(models.Model):
    """Somebody whose hand is in an edition: they may not check it."""

    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="edition_author_is_named_once")]

    def __str__(self) -> str:
        return str(self.user)


class TaskRule(models.Model):
    """What one edition says about one task, for any medical assistant or for a class that the law names."""

    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="rules")
    position = models.PositiveSmallIntegerField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="rules")
    applies_to = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=24, choices=Answer)
    text = models.TextField()
    delegators = ArrayField(
        models.CharField(max_length=40, choices=Supervisor),
        null=True,
        help_text="NULL: not recorded for this task. Empty: the text lists nobody.",
    )
    supervision = models.CharField(max_length=24, choices=Supervision, blank=True)
    qualification = models.CharField(max_length=500, blank=True)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    locator = models.CharField(max_length=300, blank=True)
    quoted_passage = models.TextField(blank=True)
    unlisted = models.CharField(max_length=20, choices=Unlisted, blank=True)
    doubts = models.TextField(blank=True)
    lead_source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="rules_led")

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="rule_has_own_place"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="rule_answer_is_known"),
            models.CheckConstraint(
                condition=Q(answer="not_checked") | Q(lead_source__isnull=False), name="answer_has_lead_source"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="rule_has_text"),
            models.CheckConstraint(
                condition=Q(effective_from=None) | Q(effective_to=None) | Q(effective_from__lte=F("effective_to")),
                name="rule_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.answer})"


class RuleSource(models.Model):
    """A further source of a rule, after the lead."""

    rule = models.ForeignKey(TaskRule, on_delete=models.PROTECT, related_name="further_sources")
    position = models.PositiveSmallIntegerField(help_text="From 1; the lead source is the rule's own.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="rules_supported")

    class Meta:
        ordering = ["rule", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "position"], name="rule_source_has_own_place"),
            models.UniqueConstraint(fields=["rule", "source"], name="rule_source_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.source)


class OtherVoice(models.Model):
    """What associations and other non-official pages report about a task. Never the answer."""

    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="voices")
    position = models.PositiveSmallIntegerField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="voice_has_own_place"),
            models.CheckConstraint(condition=~Q(text=""), name="voice_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


class EditionSource(models.Model):
    """A source of what an edition says besides its rules."""

    edition = models.ForeignKey(LawEdition, on_delete=models.PROTECT, related_name="statement_sources")
    subject = models.CharField(max_length=16, choices=Subject)
    voice = models.ForeignKey(OtherVoice, null=True, on_delete=models.PROTECT, related_name="sources")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["edition", "subject", "voice", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "subject", "voice", "position"],
                nulls_distinct=False,
                name="edition_source_has_own_place",
            ),
            models.CheckConstraint(
                condition=Q(subject="others_say", voice__isnull=False)
                | Q(~Q(subject__in=["others_say", "rule"]), voice=None),
                name="edition_source_has_subject",
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)
