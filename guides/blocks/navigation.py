"""Ways on to other guides."""

from wagtail import blocks
from wagtail.models import Page

from .base import NAVIGATION, LinkedValue, inline_text


class RelatedGuideBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock()
    text = inline_text(required=False, label="Which question it answers")

    class Meta:
        icon = "doc-empty-inverse"
        value_class = LinkedValue


class RelatedGuidesValue(blocks.StructValue):
    @property
    def live_items(self) -> list[LinkedValue]:
        """Without the guides that are unpublished or gone; a heading stands over something or not at all."""
        return [item for item in self["items"] if item.live_page]


class RelatedGuidesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, required=False)
    items = blocks.ListBlock(RelatedGuideBlock())

    variants = {
        "page gone": {"heading": "Read next", "items": [{"page": None, "text": "<p>What may they do?</p>"}]},
        "empty": {"heading": "", "items": []},
    }

    class Meta:
        label = "Related guides"
        icon = "link"
        value_class = RelatedGuidesValue
        group = NAVIGATION
        description = "Other guides, each with the question it answers. Unpublished ones are left out by themselves."
        template = "blocks/related_guides_block.html"

    def get_preview_value(self) -> blocks.StructValue:
        """Guides that exist: others could not be drawn."""
        pages = Page.objects.live().filter(depth__gt=2).order_by("path")[:2]
        items = [{"page": page, "text": "<p>What may they do?</p>"} for page in pages]
        return self.normalize({"heading": "Read next", "items": items})
