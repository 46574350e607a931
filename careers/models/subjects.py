"""What is asked of each role, credential and way into the work, in the order in which readers see it."""

from django.db import models


class Licensing(models.TextChoices):
    """How the law of the states treats a role, in one of a few words that can be compared."""

    LICENSED = "licensed", "State license required"
    REGISTERED = "registered", "On a state registry or certified by states"
    VARIES = "varies", "Depends on the state"
    NOT_LICENSED = "not_licensed", "No state license for the role that we found"
    NOT_CHECKED = "not_checked", "Not checked"


class RoleSubject(models.TextChoices):
    LICENCE = "licence", "License"
    REGULATOR = "regulator", "Who licenses or lists"
    TRAINING = "training", "Usual training"
    LENGTH = "length", "How long training takes"
    DIRECTION = "direction", "Who directs the work"
    JUDGEMENT = "judgement", "Judgment"
    SETTINGS = "settings", "Where they work"
    TASKS = "tasks", "Typical tasks"
    CREDENTIALS = "credentials", "Common credentials"
    CONFUSION = "confusion", "What people mix up"
    DIFFERS = "differs", "How it differs from a medical assistant"
    OVERLAP = "overlap", "What it shares with a medical assistant"
    PATH_FROM_MA = "path_from_ma", "From medical assistant to this role"
    PATH_TO_MA = "path_to_ma", "From this role to medical assistant"


#: These speak of the role beside a medical assistant: they mean nothing beside any other role.
RELATIVE = (RoleSubject.DIFFERS, RoleSubject.OVERLAP, RoleSubject.PATH_FROM_MA, RoleSubject.PATH_TO_MA)


class Covers(models.TextChoices):
    CLINICAL = "clinical", "Clinical work"
    ADMINISTRATIVE = "administrative", "Administrative work"
    BOTH = "both", "Clinical and administrative work"
    OTHER = "other", "A neighboring field"


class CredentialSubject(models.TextChoices):
    ISSUER = "issuer", "Who gives it"
    SCOPE = "scope", "What it covers"
    EXAM = "exam", "Exam"
    DELIVERY = "delivery", "Where the exam is taken"
    DOMAINS = "domains", "What the exam asks about"
    PASSING = "passing", "Passing and retakes"
    RENEWAL = "renewal", "Renewal"
    ACCREDITATION = "accreditation", "Accreditation of the credential"
    VERIFICATION = "verification", "How to verify a holder"
    AFTER = "after", "Recognition"


class FeeKind(models.TextChoices):
    APPLICATION = "application", "Application"
    EXAM = "exam", "Exam"
    RENEWAL = "renewal", "Renewal"
    MEMBERSHIP = "membership", "Membership"
    OTHER = "other", "Other"


class RouteKind(models.TextChoices):
    """Ways to become eligible for a credential."""

    ACCREDITED_PROGRAM = "accredited_program", "Graduate of a CAAHEP- or ABHES-accredited program"
    PROGRAM = "program", "Graduate of another medical assisting program"
    STUDENT = "student", "Student"
    WORK_EXPERIENCE = "work_experience", "Work experience"
    APPRENTICESHIP = "apprenticeship", "Apprenticeship"
    MILITARY = "military", "Military training"
    OTHER_CREDENTIAL = "other_credential", "Holder of another credential"
    INSTRUCTOR = "instructor", "Instructor"


class EntryKind(models.TextChoices):
    EDUCATION = "education", "Education"
    ON_THE_JOB = "on_the_job", "On the job"
    APPRENTICESHIP = "apprenticeship", "Apprenticeship"
    MILITARY = "military", "Military"
    STUDENT = "student", "While at school"


class RouteSubject(models.TextChoices):
    WHAT = "what", "What it is"
    WHO = "who", "For whom"
    TIME = "time", "Time"
    COST = "cost", "Cost"
    ACCREDITATION = "accreditation", "Accreditation"
    LEADS_TO = "leads_to", "What it leads to"
    WARNING = "warning", "Watch for"
