"""Ways on to other guides."""

from wagtail import blocks

from .base import NAVIGATION, LinkedValue, inline_text


class RelatedGuideBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock()
    text = inline_text(required=False, label="Which question it answers")

    class Meta:
        icon = "doc-empty-inverse"
        value_class = LinkedValue


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
        group = NAVIGATION
        description = "Other guides, each with the question it answers. Unpublished ones are left out by themselves."
        template = "blocks/related_guides_block.html"
        preview_value = {"heading": "Read next", "items": [{"page": None, "text": "<p>What may they do?</p>"}]}
