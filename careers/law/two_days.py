"""One jurisdiction on two days: what stood at the end of the one against what stood at the end of the other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from django.utils import timezone

from careers.law import record
from careers.law.changes import differences_in_force, every_task
from careers.law.content import Rule
from careers.law.differences import Difference, differences
from careers.law.reading import Reading, When
from careers.models import Jurisdiction, LawEdition
from careers.models.law.words import Subject


@dataclass(frozen=True)
class TwoDays:
    """A reading is None where nothing was published yet, or it was withdrawn; then no differences are told.

    `in_force` holds what differs in what held on the two days, `to_come` what differs in rules announced for later.
    """

    before: Reading | None
    after: Reading | None
    in_force: list[Difference] = field(default_factory=list)
    to_come: list[Difference] = field(default_factory=list)


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def compared(jurisdiction: Jurisdiction, first: date, last: date) -> TwoDays:
    """`last` is not before `first`. Eight queries."""
    return _compared(jurisdiction, _standing(jurisdiction, first), first, last)


def since_the_first(edition: LawEdition, last: date) -> TwoDays:
    """What the first edition said when it was published, against what stood at the end of a day that is not before."""
    return _compared(edition.jurisdiction, edition, timezone.localdate(edition.published_at), last)


def _compared(jurisdiction: Jurisdiction, old: LawEdition | None, first: date, last: date) -> TwoDays:
    new = _standing(jurisdiction, last)
    editions = {edition.pk: edition for edition in (old, new) if edition}
    contents = record.contents_of(editions.values()) if editions else {}
    tasks = every_task()

    def read(edition: LawEdition | None, day: date) -> Reading | None:
        when = When(day, end_of(day))
        return Reading(jurisdiction, *contents[edition.pk], tasks, when, edition=edition) if edition else None

    before, after = read(old, first), read(new, last)
    if not before or not after:
        return TwoDays(before, after)
    return TwoDays(before, after, differences_in_force(before, after), _to_come(before, after))


def _standing(jurisdiction: Jurisdiction, day: date) -> LawEdition | None:
    published = LawEdition.objects.filter(jurisdiction=jurisdiction, published_at__lte=end_of(day))
    newest = published.select_related("jurisdiction").order_by("-number").first()
    return newest if newest and not newest.is_withdrawal else None


def first_edition(jurisdiction: Jurisdiction) -> LawEdition | None:
    return LawEdition.objects.filter(jurisdiction=jurisdiction, number=1).select_related("jurisdiction").first()


def _to_come(before: Reading, after: Reading) -> list[Difference]:
    """Of rules alone. One that was announced and has begun by now is told among those in force."""

    def begins(rule: Rule) -> tuple[object, ...]:
        return *rule.key, rule.effective_from

    day = after.when.day
    begun = {begins(rule) for rule in after.content.rules if not rule.begins_after(day)}
    was = [rule for rule in before.content.rules if rule.begins_after(before.when.day) and begins(rule) not in begun]
    now = [rule for rule in after.content.rules if rule.begins_after(day)]
    old, new = replace(before.content, rules=tuple(was)), replace(after.content, rules=tuple(now))
    return [difference for difference in differences(old, new) if difference.subject == Subject.RULE]
