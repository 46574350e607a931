"""At a glance: the page in six lines."""

from wagtail import blocks

from .base import LISTS, LinkedValue, inline_text


class GlanceRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=60)
    text = inline_text()
    page = blocks.PageChooserBlock(required=False, help_text="The guide behind this line.")

    class Meta:
        icon = "list-ul"
        value_class = LinkedValue
        label_format = "{label}"


class AtAGlanceBlock(blocks.StructBlock):
    rows = blocks.ListBlock(GlanceRowBlock())

    variants = {
        "filled": {"rows": [{"label": "Licensed?", "text": "<p>Generally not.</p>", "page": None}]},
        "empty": {"rows": []},
    }

    class Meta:
        label = "At a glance"
        icon = "list-ul"
        group = LISTS
        description = "Key facts as a list of names and values, each with the guide behind it."
        template = "blocks/at_a_glance_block.html"
        preview_value = {"rows": [{"label": "Licensed?", "text": "<p>Generally not.</p>", "page": None}]}
