"""Words of the field, defined once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin
from wagtail.search import index


class Term(RevisionMixin, index.Indexed, models.Model):
    """One entry of the glossary. Retired, never deleted."""

    key = models.SlugField(max_length=80, unique=True, help_text="Used in addresses. Do not change it later.")
    term = models.CharField(max_length=120, unique=True)
    also_called = models.CharField(max_length=300, blank=True, help_text="Other names, with commas.")
    definition = RichTextField(
        features=settings.RICH_TEXT_DEFINITION, help_text="One or two plain sentences; cite what could be wrong."
    )
    retired_on = models.DateField(null=True, blank=True, help_text="Set a day to take the term off the glossary.")

    search_fields = [
        index.SearchField("term", boost=2),
        index.SearchField("also_called"),
        index.SearchField("definition"),
        index.AutocompleteField("term"),
        index.FilterField("retired_on"),
    ]

    class Meta:
        ordering = ["term"]
        constraints = [models.CheckConstraint(condition=~Q(term=""), name="term_is_not_empty")]

    def __str__(self) -> str:
        return self.term

    @property
    def letter(self) -> str:
        return next((character.upper() for character in self.term if character.isalpha()), "#")
