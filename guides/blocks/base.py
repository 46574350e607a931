"""What all blocks share."""

from typing import Any

from django.conf import settings
from wagtail import blocks
from wagtail.models import Page

from guides.richtext.comparison import RunningTextComparison

WORDS, TABLES, LISTS, EMPHASIS, NAVIGATION = "Words", "Tables", "Lists", "Emphasis", "Ways on"


class NamesWhatIsEmbedded:
    """For blocks of rich text: comparing revisions names the figures and sources in it."""

    def get_comparison_class(self) -> type[RunningTextComparison]:
        return RunningTextComparison


class RunningTextBlock(NamesWhatIsEmbedded, blocks.RichTextBlock):
    """Wagtail's rich text inside our blocks."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What is stored is Wagtail's, so migrations need not know this class."""
        _, arguments, options = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", arguments, options


def inline_text(**options: Any) -> RunningTextBlock:
    """Running text without lists or headings: a sentence or a few."""
    return RunningTextBlock(features=settings.RICH_TEXT_INLINE, **options)


def full_text(**options: Any) -> RunningTextBlock:
    return RunningTextBlock(features=settings.RICH_TEXT_FULL, **options)


class LinkedValue(blocks.StructValue):
    """A value with a chosen page, which may since be unpublished or deleted."""

    @property
    def live_page(self) -> Page | None:
        page = self.get("page")
        return page if page and page.live else None
