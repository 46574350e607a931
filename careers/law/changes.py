"""What changed in the law that readers see: what was published, and what took effect on its day without anyone.

The first edition of a jurisdiction is no change. Days are those of the site's time zone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import cast

from django.db.models import F, Q
from django.utils import timezone

from careers.law import record
from careers.law.content import Content
from careers.law.differences import Difference, differences
from careers.law.reading import Reading, When
from careers.memory import remembered
from careers.models import Jurisdiction, LawEdition, Task, TaskRule


class Happened(StrEnum):
    REVISION = "revision"
    CORRECTION = "correction"  # what we had published was wrong
    WITHDRAWAL = "withdrawal"
    AGAIN = "again"  # published after a withdrawal
    EFFECT = "effect"  # rules began or ended on their day


@dataclass(frozen=True)
class Event:
    """Something that changed what readers see about one jurisdiction.

    `edition` is the one that was published, or whose rules began or ended; it holds only what lists need. `before` is
    the number of the last edition with content, of a publication only.
    """

    happened: Happened
    edition: LawEdition
    at: datetime
    before: int | None = None

    @property
    def jurisdiction(self) -> Jurisdiction:
        return self.edition.jurisdiction

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    @property
    def key(self) -> str:
        """The same for as long as the edition stands, and for no other event: ca-3, ca-3-2027-04-01."""
        suffix = f"-{self.day.isoformat()}" if self.happened == Happened.EFFECT else ""
        return f"{self.jurisdiction.code}-{self.edition.number}{suffix}"


@dataclass(frozen=True)
class Change:
    """An event with what differs. A withdrawal has no reading after it and tells no differences."""

    event: Event
    before: Reading
    after: Reading | None
    differences: list[Difference]


def events(
    jurisdiction: Jurisdiction | None = None, *, after: date | None = None, until: date | None = None
) -> list[Event]:
    """Everything that changed from the end of one day to the end of another, the newest first."""
    found = _events(jurisdiction.pk if jurisdiction else None, timezone.localdate())
    return [event for event in found if (not after or event.day > after) and (not until or event.day <= until)]


@remembered
def _events(jurisdiction: int | None, today: date) -> list[Event]:
    chosen = LawEdition.objects.filter(Q() if jurisdiction is None else Q(jurisdiction=jurisdiction))
    listed = ("number", "published_at", "note", "is_correction", "is_withdrawal", "jurisdiction__code")
    light = chosen.select_related("jurisdiction").only(*listed, "jurisdiction__name", "jurisdiction__slug")
    editions: dict[int, list[LawEdition]] = defaultdict(list)
    for edition in light.order_by("jurisdiction_id", "number"):
        editions[edition.jurisdiction_id].append(edition)
    days = _effective_days(jurisdiction, today)
    found = []
    for own in editions.values():
        with_content: int | None = None
        for number, edition in enumerate(own):
            earlier = own[number - 1] if number else None
            if earlier:
                found.append(Event(_happened(edition, earlier), edition, edition.published_at, with_content))
            following = own[number + 1].published_at if own[number + 1 :] else None
            begins = [timezone.make_aware(datetime.combine(day, time.min)) for day in days[edition.pk]]
            found += [Event(Happened.EFFECT, edition, at) for at in begins if not following or at < following]
            with_content = with_content if edition.is_withdrawal else edition.pk
    # Of one moment: by name, so that the order is always the same.
    found.sort(key=lambda event: (event.jurisdiction.name, event.key))
    return sorted(found, key=lambda event: event.at, reverse=True)


def _happened(edition: LawEdition, earlier: LawEdition) -> Happened:
    if edition.is_withdrawal:
        return Happened.WITHDRAWAL
    if earlier.is_withdrawal:
        return Happened.AGAIN
    return Happened.CORRECTION if edition.is_correction else Happened.REVISION


def _effective_days(jurisdiction: int | None, today: date) -> dict[int, set[date]]:
    """The days on which rules began, or were no more, after the day on which their edition was published."""
    rules = TaskRule.objects.filter(Q() if jurisdiction is None else Q(edition__jurisdiction=jurisdiction))
    published = F("edition__published_at__date")
    found: dict[int, set[date]] = defaultdict(set)
    begun = rules.filter(effective_from__gt=published, effective_from__lte=today)
    for edition, day in begun.order_by().values_list("edition_id", "effective_from").distinct():
        found[edition].add(cast(date, day))
    ended = rules.filter(effective_to__gte=published, effective_to__lt=today)
    for edition, day in ended.order_by().values_list("edition_id", "effective_to").distinct():
        found[edition].add(cast(date, day) + timedelta(days=1))
    return found


def told(chosen: Iterable[Event]) -> list[Change]:
    """What differs, for each event. Eight queries, however many events."""
    chosen = list(chosen)
    if not chosen:
        return []
    wanted = {event.edition.pk for event in chosen} | {event.before for event in chosen if event.before}
    editions = LawEdition.objects.select_related("jurisdiction").in_bulk(wanted)
    contents = record.contents_of(editions.values())
    tasks = every_task()

    def read(pk: int, when: When) -> Reading:
        edition = editions[pk]
        return Reading(edition.jurisdiction, *contents[pk], tasks, when, edition=edition)

    found = []
    for event in chosen:
        when = When(event.day, event.at)
        if event.happened == Happened.EFFECT:
            before = read(event.edition.pk, When(event.day - timedelta(days=1), event.at))
            after = read(event.edition.pk, when)
            found.append(Change(event, before, after, differences_in_force(before, after)))
            continue
        assert event.before is not None  # noqa: S101 something was published before
        before = read(event.before, when)
        if event.happened == Happened.WITHDRAWAL:
            found.append(Change(event, before, None, []))
        else:
            after = read(event.edition.pk, when)
            found.append(Change(event, before, after, differences(before.content, after.content)))
    return found


def every_task() -> dict[str, Task]:
    """Retired ones too: what was said about them stays part of the past."""
    return {task.key: task for task in Task.objects.all()}


def in_force(content: Content, day: date) -> Content:
    return replace(content, rules=tuple(rule for rule in content.rules if rule.holds_on(day)))


def differences_in_force(before: Reading, after: Reading) -> list[Difference]:
    """What differs in what held on the days of two readings."""
    return differences(in_force(before.content, before.when.day), in_force(after.content, after.when.day))
