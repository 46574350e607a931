"""What became of editions: when the newest was published, and which laws were taken back.

"Withdrawn" is not "not yet published".
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from careers.law.reading import When
from careers.memory import remembered
from careers.models import LawEdition


def withdrawn(when: When) -> dict[int, date]:
    """The day of the withdrawal, by the primary key of the jurisdiction, as it stands at the moment asked for."""
    return _withdrawn_now() if when.moment is None else _withdrawn(when.moment)


@remembered
def _withdrawn_now() -> dict[int, date]:
    return _withdrawn(None)


def _withdrawn(moment: datetime | None) -> dict[int, date]:
    editions = LawEdition.objects.all() if moment is None else LawEdition.objects.filter(published_at__lte=moment)
    newest = editions.order_by("jurisdiction_id", "-number").distinct("jurisdiction_id")
    return {
        edition.jurisdiction_id: timezone.localdate(edition.published_at) for edition in newest if edition.is_withdrawal
    }


@remembered
def latest_editions() -> dict[int, datetime]:
    """When the newest edition of each jurisdiction was published, a withdrawal too, by the jurisdiction's key."""
    return dict(LawEdition.objects.order_by().values_list("jurisdiction_id").annotate(latest=Max("published_at")))
