"""`?as_of=` and `?edition=`: what we had published at a moment, asked for in the address of a law page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from careers.law.reading import When

HOW = "Write a day such as 2027-03-31, or a day and time such as 2027-03-31T14:30."


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `problem` is a sentence for the reader; the page then shows what stands now."""

    when: When
    given: str = ""
    problem: str = ""
    rest: str = ""  # what else the address asks for, as a query

    @property
    def is_past(self) -> bool:
        """The page shows a past state: it says so on top and is not indexed."""
        return self.when.moment is not None

    @property
    def noindex(self) -> bool:
        return bool(self.given)

    def query(self) -> str:
        """What links to other law pages carry along."""
        return f"as_of={self.given}" if self.is_past else ""


def asked(request: HttpRequest) -> Asked:
    """Reads `as_of`: a day means its end, in the site's time zone; a time without zone is of that zone too."""
    given = request.GET.get("as_of", "").strip()[:40]
    now = When.now()
    if not given:
        return Asked(now)
    kept = request.GET.copy()
    del kept["as_of"]
    return replace(_asked(given, now), rest=kept.urlencode())


def _asked(given: str, now: When) -> Asked:
    moment = _moment(given)
    if moment is None:
        return Asked(now, given, f"“{given}” is not a day or time that we can read. {HOW}")
    if moment > timezone.now():
        today = timezone.localdate()
        if timezone.localdate(moment) == today:  # today ends later: as it stands now
            return Asked(When.at(timezone.now()), given)
        return Asked(now, given, "That day has not come yet. This is the law as we publish it now.")
    return Asked(When.at(moment), given)


def _moment(given: str) -> datetime | None:
    try:
        day: date | None = parse_date(given)
        found: datetime | None = datetime.combine(day, time.max) if day else parse_datetime(given.replace(" ", "+"))
        if found and timezone.is_naive(found):
            found = timezone.make_aware(found)
        # Years that no database holds.
        return found if found and 1900 <= found.year <= 9998 else None
    except (ValueError, OverflowError):
        return None


def context(found: Asked) -> dict[str, Any]:
    return {"asked": found, "page_noindex": found.noindex, "now_query": found.rest}
