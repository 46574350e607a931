"""The controlled words of the law. Files, tables, downloads and sentences use the same ones."""

from django.db import models

from careers.models.evidence import Source

#: Only these kinds of source can carry an answer; what others say is shown beside it.
AUTHORITIES = (Source.Kind.STATUTE, Source.Kind.REGULATION, Source.Kind.BOARD, Source.Kind.OPINION)


class Basis(models.TextChoices):
    """What the key claims about a jurisdiction rest on."""

    LAW_TEXTS = "law_texts", "Law or regulators’ texts that were read"
    MIXED = "mixed", "Law texts and other sources"
    SECONDARY = "secondary", "Other sources only"
    NONE = "none", "Not yet researched"


class NamedInLaw(models.TextChoices):
    """Does a statute or rule address medical assistants by name?"""

    YES = "yes", "Named"
    NO = "no", "Not named"
    NOT_CHECKED = "not_checked", "Not checked"


class Requirement(models.TextChoices):
    """The credential that the law asks of a medical assistant."""

    NONE = "none", "None required by law"
    REGISTRATION = "registration", "Registration"
    CERTIFICATION = "certification", "Certification"
    LICENSURE = "licensure", "License"
    TASK_SPECIFIC = "task_specific", "For some tasks only"
    NOT_CHECKED = "not_checked", "Not checked"


class Supervisor(models.TextChoices):
    """Who may delegate or supervise."""

    PHYSICIAN = "physician", "Physician"
    PHYSICIAN_ASSISTANT = "physician_assistant", "Physician assistant"
    NURSE_PRACTITIONER = "nurse_practitioner", "Nurse practitioner"
    CERTIFIED_NURSE_MIDWIFE = "certified_nurse_midwife", "Certified nurse-midwife"
    REGISTERED_NURSE = "registered_nurse", "Registered nurse"
    LICENSED_PRACTICAL_NURSE = "licensed_practical_nurse", "Licensed practical or vocational nurse"
    PODIATRIST = "podiatrist", "Podiatrist"
    DENTIST = "dentist", "Dentist"
    OPTOMETRIST = "optometrist", "Optometrist"
    CHIROPRACTOR = "chiropractor", "Chiropractor"
    NATUROPATH = "naturopath", "Naturopathic physician"
    OTHER = "other", "Another person whom the text names"


class Supervision(models.TextChoices):
    """How near the supervisor must be."""

    ON_SITE = "on_site", "On site"
    IMMEDIATELY_AVAILABLE = "immediately_available", "Immediately available"
    DIRECT = "direct", "Direct"
    INDIRECT = "indirect", "Indirect"
    GENERAL = "general", "General"
    VARIES_BY_TASK = "varies_by_task", "Varies by task"
    NOT_SPECIFIED = "not_specified", "The text sets no level"
    NOT_CHECKED = "not_checked", "Not checked"


class Unlisted(models.TextChoices):
    """What governs a task that the law does not name."""

    GENERAL_DELEGATION = "general_delegation", "A general rule on delegation"
    CLOSED_LIST = "closed_list", "A closed list"
    NOT_STATED = "not_stated", "Not stated"


class Verification(models.TextChoices):
    """Derived from recorded checks, never typed."""

    COMPILED = "compiled", "Compiled"
    SECOND_READ = "second_read", "Second-read"
    VERIFIED = "verified", "Verified"


class Subject(models.TextChoices):
    """What a source or a check of a law edition is about, besides its rules."""

    RULE = "rule", "A rule"
    CREDENTIAL = "credential", "Credential"
    DELEGATION = "delegation", "Delegation and supervision"
    UNLISTED_TASKS = "unlisted_tasks", "Tasks the law does not name"
    TRAINING = "training", "Training"
    OTHERS_SAY = "others_say", "What others say"
