"""Pictures with words."""

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from .base import EMPHASIS, inline_text


class DescribedImageBlock(blocks.StructBlock):
    """`image` holds the description for this context; its library description is the default."""

    image = ImageBlock(required=False)
    caption = inline_text(required=False)

    variants = {
        "picture gone": {"image": None, "caption": "<p>A blood pressure cuff.</p>"},
        "empty": {"image": None, "caption": ""},
    }

    class Meta:
        label = "Image"
        icon = "image"
        group = EMPHASIS
        description = "A picture that shows something words cannot, with a description for those who do not see it."
        template = "blocks/described_image_block.html"
        preview_value = {"image": None, "caption": "<p>A blood pressure cuff.</p>"}
