"""How dates are written for readers: one style wherever they come from."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

from django.utils.dates import MONTHS
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

_NAMES = [str(MONTHS[number]) for number in range(1, 13)]
_WRITTEN = re.compile(
    # 2026-02-28 or 2026-02, but not the years 2025-2026; 9 January 2025.
    r"(?<![\w-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?![\w-])"
    rf"|\b(?P<day_first>[1-9]|[12]\d|3[01]) (?P<name>{'|'.join(_NAMES)}) (?P<year_last>\d{{4}})\b"
)


def day(value: date) -> str:
    """May 15, 2026."""
    return f"{_NAMES[value.month - 1]} {value.day}, {value.year}"


def _written(match: re.Match[str]) -> str:
    if match["name"]:
        return f"{match['name']} {match['day_first']}, {match['year_last']}"
    name, year = _NAMES[int(match["month"]) - 1], match["year"]
    return f"{name} {int(match['day'])}, {year}" if match["day"] else f"{name} {year}"


def with_plain_dates(text: str) -> SafeString:
    """A line of text as HTML: dates inside it in the house style, none of them broken over two lines."""
    words = _WRITTEN.split(text)[:: _WRITTEN.groups + 1]
    dates = [format_html('<span class="nowrap">{}</span>', _written(match)) for match in _WRITTEN.finditer(text)]
    parts = chain.from_iterable(zip(map(conditional_escape, words), [*dates, ""], strict=True))
    return mark_safe("".join(parts))  # noqa: S308


def begins_with_a_date(text: str) -> bool:
    """Whether "text as of …" can stand before it."""
    return bool(re.match(r"\d{4}(?!\S)", text) or _WRITTEN.match(text))
