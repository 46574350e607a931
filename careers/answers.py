"""What a state's law can say about one task. The words are the same in every table, map, page and download."""

from django.db import models


class Answer(models.TextChoices):
    ALLOWED = "allowed", "Allowed"
    ALLOWED_WITH_CONDITIONS = "allowed_with_conditions", "Allowed with conditions"
    NOT_ALLOWED = "not_allowed", "Not allowed"
    LAW_SILENT = "law_silent", "Law is silent"
    SOURCES_CONFLICT = "sources_conflict", "Sources conflict"
    NOT_CHECKED = "not_checked", "Not checked"
