"""What must not be overlooked: a callout."""

from wagtail import blocks

from .base import EMPHASIS, full_text


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("note", "Note"), ("warning", "Warning")],
        default="note",
        help_text="Warnings are for legal consequences; two a page at most.",
    )
    heading = blocks.CharBlock(max_length=120, help_text='Specific: "Titles are protected by law", not "Important".')
    text = full_text()

    variants = {
        "note": {"kind": "note", "heading": "Still being checked", "text": "<p>One copy was undated.</p>"},
        "warning": {"kind": "warning", "heading": "Titles are protected", "text": "<p>Never say nurse.</p>"},
        "empty": {"kind": "note", "heading": "", "text": ""},
    }

    class Meta:
        label = "Callout"
        icon = "warning"
        group = EMPHASIS
        description = "A short note or warning that must not be overlooked, with a specific heading."
        template = "blocks/callout_block.html"
        preview_value = {"kind": "note", "heading": "Still being checked", "text": "<p>One copy was undated.</p>"}
