"""Lists that mean something: what to do, what not to do, what to do in which order."""

from wagtail import blocks

from .base import LISTS, inline_text


class DoListBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, required=False)
    items = blocks.ListBlock(inline_text())

    variants = {
        "filled": {"heading": "They may", "items": ["<p>take vital signs</p>"]},
        "without heading": {"heading": "", "items": ["<p>take vital signs</p>"]},
        "empty": {"heading": "", "items": []},
    }

    class Meta:
        label = "Do list"
        icon = "tick-inverse"
        group = LISTS
        description = "What may or should be done. Put it above the must-not list, never beside it."
        template = "blocks/do_list_block.html"
        preview_value = {"heading": "They may", "items": ["<p>take vital signs</p>"]}


class MustNotListBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    items = blocks.ListBlock(inline_text(), help_text='Begin each item with "must not" or "do not".')

    variants = {
        "filled": {"heading": "A medical assistant", "items": ["<p>must not diagnose</p>"]},
        "empty": {"heading": "", "items": []},
    }

    class Meta:
        label = "Must-not list"
        icon = "cross"
        group = LISTS
        description = 'What must not be done; every item says so in words ("must not …").'
        template = "blocks/must_not_list_block.html"
        preview_value = {"heading": "A medical assistant", "items": ["<p>must not diagnose</p>"]}


class StepBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)
    text = inline_text()

    class Meta:
        icon = "order"
        label_format = "{heading}"


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(StepBlock())

    variants = {
        "filled": {"items": [{"heading": "Read the duty list", "text": "<p>Not the title.</p>"}]},
        "empty": {"items": []},
    }

    class Meta:
        label = "Steps"
        icon = "list-ol"
        group = LISTS
        description = "Numbered steps that are done in this order."
        template = "blocks/steps_block.html"
        preview_value = {"items": [{"heading": "Read the duty list", "text": "<p>Not the title.</p>"}]}
