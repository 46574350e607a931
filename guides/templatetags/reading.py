"""Filters for what readers see."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from careers.memory import remembered
from guides import evidence, wording
from guides.models import GlossaryPage

register = template.Library()


@register.filter
def day(value: date | None) -> SafeString | str:
    """A day in the house style, never broken over two lines; nothing for nothing."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), wording.day(value)) if value else ""


@register.filter
def plain_dates(text: str) -> SafeString:
    return wording.with_plain_dates(text)


@register.filter
def text_as_of(text: str) -> SafeString:
    """How old a text is, with the words that fit: "text as of 2024", "text: 2025 Florida Statutes"."""
    words = "text as of" if wording.begins_with_a_date(text) else "text:"
    return format_html("{} {}", words, wording.with_plain_dates(text))


@register.simple_tag
def meanings_here() -> list[evidence.Explained]:
    """The words that the part of the page above has explained; each is given out once."""
    page_evidence = evidence.current()
    return page_evidence.take_explained() if page_evidence else []


@register.simple_tag
def glossary_address(key: str) -> str:
    """Where a term stands in the glossary; empty while there is no glossary."""
    return f"{address}#term-{key}" if (address := _glossary()) else ""


@remembered
def _glossary() -> str:
    page = GlossaryPage.objects.live().first()
    return (page and page.url) or ""
