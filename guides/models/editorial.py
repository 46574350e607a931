"""What the site remembers about how content came to be."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class StarterObject(models.Model):
    """One object that starter content made: which file text it came from, and the revision that loading left.

    As long as the object's latest revision is still that one, nobody has touched it and a newer file may replace it.
    """

    key = models.CharField(max_length=200, unique=True, help_text="Stable name, for example page:/salary/.")
    digest = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")
    revision_id = models.PositiveBigIntegerField(null=True, blank=True)
    path = models.CharField(max_length=255, blank=True, help_text="Where a page stood, so that a moved one is noticed.")

    def __str__(self) -> str:
        return self.key
