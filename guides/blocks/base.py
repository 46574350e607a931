"""What all blocks share."""

from typing import Any

from django.conf import settings
from wagtail import blocks
from wagtail.models import Page

WORDS, TABLES, LISTS, EMPHASIS, NAVIGATION = "Words", "Tables", "Lists", "Emphasis", "Ways on"


def inline_text(**options: Any) -> blocks.RichTextBlock:
    """Running text without lists or headings: a sentence or a few."""
    return blocks.RichTextBlock(features=settings.RICH_TEXT_INLINE, **options)


def full_text(**options: Any) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(features=settings.RICH_TEXT_FULL, **options)


class LinkedValue(blocks.StructValue):
    """A value with a chosen page, which may since be unpublished or deleted."""

    @property
    def live_page(self) -> Page | None:
        page = self.get("page")
        return page if page and page.live else None
