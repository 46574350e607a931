"""Makes editions. Called by the desk inside the transaction that publishes or withdraws it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.log_actions import log
from wagtail.models import Revision

from careers.law import record
from careers.law.content import Content, LawProblems, in_order, problems
from careers.law.desk import content_of, sources_of
from careers.models import LawEdition, StateLaw, Task

logger = logging.getLogger(__name__)
#: In the history of a law.
NOT_PUBLISHED = "careers.law.not_published"


class PublishLaw(PublishRevisionAction):
    """Wagtail's publishing, and the edition with it; on a day to come, when that day is there."""

    def _after_publish(self) -> None:
        super()._after_publish()
        if self.object.live:
            write_edition(self.object, user=self.user)


def newest(jurisdiction_id: int) -> LawEdition | None:
    editions = LawEdition.objects.filter(jurisdiction=jurisdiction_id).select_related("jurisdiction")
    return editions.order_by("-number").first()


def write_edition(law: StateLaw, user: Any = None) -> LawEdition | None:
    """An edition of what lies on the desk; None when readers have exactly that already.

    `law` holds the content of the revision that is published. Raises LawProblems when it cannot be published.
    """
    _lock(law)
    tasks = {task.key: task for task in Task.objects.in_use()}
    content, sources = in_order(content_of(law), list(tasks)), sources_of(law)
    wrong = problems(content, kinds={key: source.kind for key, source in sources.items()}, tasks=tasks)
    if wrong:
        raise LawProblems(wrong)
    before = newest(law.jurisdiction_id)
    if before and not before.is_withdrawal and before.digest == content.digest:
        return None
    note = law.change_note.strip()
    return record.write(
        law.jurisdiction,
        content,
        sources,
        tasks,
        at=_moment_after(before),
        number=before.number + 1 if before else 1,
        published_by=user,
        authors=_authors(law, before, user),
        # A note belongs to one change: what an editor left standing from the last time is not said again.
        note="" if before and note == before.note else note,
        is_correction=bool(before and law.is_correction),
    )


def withdraw(law: StateLaw, user: Any = None) -> LawEdition | None:
    """An edition without content: from now on readers are told that this law is not published."""
    _lock(law)
    before = newest(law.jurisdiction_id)
    if before is None or before.is_withdrawal:
        return None
    return record.write(
        law.jurisdiction,
        Content(jurisdiction=law.jurisdiction.code),
        {},
        {},
        at=_moment_after(before),
        number=before.number + 1,
        published_by=user,
        is_withdrawal=True,
    )


def refuse_on_its_day(law: StateLaw, revision: Revision, refused: LawProblems) -> None:
    """A revision whose day came cannot be published: it is no longer scheduled, and the law's history says why."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    reasons = [str(problem) for problem in refused.problems]
    logger.error("%s was not published on its day: %s", law, "; ".join(reasons))
    log(instance=law, action=NOT_PUBLISHED, revision=revision, data={"reasons": reasons})


def _lock(law: StateLaw) -> None:
    """Two who publish at once write one edition after the other."""
    StateLaw.objects.select_for_update().only("pk").get(pk=law.pk)


def _moment_after(before: LawEdition | None) -> datetime:
    """Now; never at or before the edition before, even when a clock was set back."""
    now = timezone.now()
    if before and now <= before.published_at:
        return before.published_at + timedelta(microseconds=1)
    return now


def _authors(law: StateLaw, before: LawEdition | None, user: Any) -> set[int]:
    """Everybody who saved a revision since the last edition, and who published."""
    revisions: QuerySet[Revision] = law.revisions.exclude(user=None)
    if before:
        revisions = revisions.filter(created_at__gt=before.published_at)
    people = set(revisions.order_by().values_list("user_id", flat=True).distinct())
    return people | ({user.pk} if user else set())
