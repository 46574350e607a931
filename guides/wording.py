"""Sentences and lists composed in Python, so that templates need no grammar."""

from collections.abc import Sequence
from datetime import date

NOT_SET = "Not set yet."


def day(value: date) -> str:
    """A date as the site writes it: 3 March 2027."""
    return f"{value.day} {value:%B %Y}"


def enumeration(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
