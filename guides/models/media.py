"""Own image and document models from the first day: they cannot be swapped later."""

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class DescribedImage(AbstractImage):
    """An image cannot be kept without saying what it shows."""

    credit = models.CharField(max_length=200, blank=True, help_text="Who made it and under which licence.")

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        constraints = [
            models.CheckConstraint(condition=~models.Q(description=""), name="image_has_description"),
        ]


# Wagtail's field is optional; here it is not, in every form that is made from the model.
_description = DescribedImage._meta.get_field("description")
_description.blank = False
_description.help_text = "What the picture shows, for people who do not see it."


class Rendition(AbstractRendition):
    image = models.ForeignKey(DescribedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]


class DescribedDocument(AbstractDocument):
    description = models.CharField(
        max_length=300, blank=True, help_text="What the file holds and who made it, in one sentence."
    )

    admin_form_fields = (*Document.admin_form_fields, "description")

    class Meta(AbstractDocument.Meta):
        pass
