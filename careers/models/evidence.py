"""Sources: the documents that every number and legal claim rests on."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import RevisionMixin
from wagtail.search import index


class DataSet(models.TextChoices):
    """The official data sets that are loaded as releases."""

    WAGES = "oews", "Occupational Employment and Wage Statistics"
    PROJECTIONS = "projections", "Employment Projections"
    PRICE_PARITIES = "price-parities", "Regional Price Parities"
    ONET = "onet", "O*NET database"


class SourceQuerySet(models.QuerySet["Source"]):
    def in_use(self) -> "SourceQuerySet":
        return self.filter(retired_on=None)


class Source(RevisionMixin, index.Indexed, models.Model):
    """One citable document. Retired, never deleted: what was cited once must stay findable."""

    class Kind(models.TextChoices):
        STATUTE = "statute", "Statute"
        REGULATION = "regulation", "Regulation"
        BOARD = "board", "Board rule or policy"
        OPINION = "opinion", "Attorney-general or agency opinion"
        STATISTICS = "statistics", "Official statistics"
        GOVERNMENT = "government", "Government publication"
        PROFESSION = "profession", "Certifying body or association"
        EMPLOYER = "employer", "Employer or school"
        SECONDARY = "secondary", "Secondary source"

    class Extent(models.TextChoices):
        WHOLE = "whole", "Read whole"
        PART = "part", "Read in part"
        LISTED = "listed", "Not read; named by another source"

    key = models.SlugField(max_length=80, unique=True, help_text="Used in files and downloads. Do not change it later.")
    kind = models.CharField(max_length=20, choices=Kind)
    citation = models.CharField(
        max_length=400, help_text="What readers see first: the law's citation, or the document's title."
    )
    title = models.CharField(max_length=400, blank=True, help_text="The title, where the citation is not the title.")
    publisher = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=600, blank=True, help_text="The official address. Empty until it is known.")
    copy_address = models.URLField(
        max_length=600,
        blank=True,
        help_text="Where the copy that was read stands, if that is not the official address.",
    )
    text_as_of = models.CharField(
        max_length=120, blank=True, help_text="How old the text that was read is, as the copy says: a date, a year."
    )
    read_on = models.DateField(null=True, blank=True, help_text="The day the text was read.")
    extent = models.CharField(max_length=10, choices=Extent, default=Extent.PART)
    data_set = models.CharField(
        max_length=20,
        choices=DataSet,
        null=True,
        blank=True,
        unique=True,
        help_text="For official data that are loaded as releases: the source then names the current release by itself.",
    )
    quoted_passage = models.TextField(blank=True, help_text="The exact words relied on, short.")
    terms = models.CharField(max_length=200, blank=True, help_text="Licence or terms of reuse, for data.")
    retired_on = models.DateField(
        null=True, blank=True, help_text="Set a day to retire this source: it can no longer be chosen, pages keep it."
    )

    objects = SourceQuerySet.as_manager()

    search_fields = [
        index.SearchField("citation", boost=2),
        index.SearchField("title"),
        index.SearchField("publisher"),
        index.SearchField("key"),
        index.AutocompleteField("citation"),
        index.AutocompleteField("title"),
        index.AutocompleteField("key"),
        index.FilterField("kind"),
        index.FilterField("retired_on"),
    ]

    class Meta:
        ordering = ["citation", "key"]
        constraints = [
            models.CheckConstraint(condition=~Q(citation=""), name="source_has_citation"),
            models.CheckConstraint(condition=~Q(key=""), name="source_has_key"),
        ]

    def __str__(self) -> str:
        retired = " (retired)" if self.retired_on else ""
        return f"{self.citation}{retired}"

    def clean(self) -> None:
        super().clean()
        law = (self.Kind.STATUTE, self.Kind.REGULATION, self.Kind.BOARD, self.Kind.OPINION)
        if self.pk and self.kind not in law and self.rules_led.exclude(answer="not_checked").exists():
            said = (
                "Published answers rest on this source, so it stays a statute, a regulation, a board rule or "
                "policy, or an official opinion. Enter another document as a source of its own."
            )
            raise ValidationError({"kind": said})

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_on and self.retired_on <= timezone.localdate())

    @property
    def link(self) -> str:
        """The address to send a reader to: the official one, else the copy that was read."""
        return self.address or self.copy_address

    @property
    def copy_site(self) -> str:
        """The site on which the copy that was read stands."""
        return (urlsplit(self.copy_address).hostname or "").removeprefix("www.")
