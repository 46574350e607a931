"""When a law was last read as a whole, and when it is to be read again."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from careers.answers import Answer
from careers.law.reading import Reading, RuleClaim

#: After so many weeks a law is to be checked again, unless somebody set a day.
CHECK_WEEKS = 26


def last_check(reading: Reading | None) -> date | None:
    """The day since when every answered rule was read: one rule read today does not make the law read today.

    None where some rule has no day at all.
    """
    if reading is None:
        return None
    researched = reading.content.researched_on
    answered = [claim for claim in reading.rules if claim.answer != Answer.NOT_CHECKED]
    days = [_read_on(claim, researched) for claim in answered] or [researched]
    known = [day for day in days if day]
    return min(known) if len(known) == len(days) else None


def next_check(last: date | None, planned: date | None) -> date | None:
    """A day that somebody set holds until the law was read as a whole on it, or after it."""
    if planned and (last is None or last < planned):
        return planned
    return last + timedelta(weeks=CHECK_WEEKS) if last else None


def _read_on(claim: RuleClaim, researched: date | None) -> date | None:
    """A check counts while it is of the words that stand now; the research is a reading like any other."""
    checked = timezone.localdate(claim.check.checked_at) if claim.check else None
    return max((day for day in (checked, researched) if day), default=None)
