"""Filters for what readers see."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from guides import wording

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
