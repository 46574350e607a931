"""Makes editions. Called by the desk inside the transaction that publishes or withdraws it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.log_actions import log
from wagtail.models import Revision

from careers.law import record
from careers.law.content import Content, in_order, without_tasks
from careers.law.desk import content_of, sources_of
from careers.law.fitness import LawProblems, problems
from careers.models import LawEdition, StateLaw, Task

logger = logging.getLogger(__name__)
#: In the history of a law.
NOT_PUBLISHED = "careers.law.not_published"


class PublishLaw(PublishRevisionAction):
    """Wagtail's publishing, and the edition with it; on a day to come, when that day is there."""

    #: Number of the revision that readers had until now; None: none.
    shown: int | None = None

    def _publish_revision(self, revision: Revision, law: StateLaw, *args: Any, **options: Any) -> None:
        self.shown = _lock(law)
        super()._publish_revision(revision, law, *args, **options)

    def _after_publish(self) -> None:
        super()._after_publish()
        if self.object.live:
            write_edition(self.object, self.revision, self.shown, user=self.user)


def newest(jurisdiction_id: int) -> LawEdition | None:
    editions = LawEdition.objects.filter(jurisdiction=jurisdiction_id).select_related("jurisdiction")
    return editions.order_by("-number").first()


def write_edition(law: StateLaw, revision: Revision, shown: int | None, user: Any = None) -> LawEdition | None:
    """An edition of what lies on the desk; None when readers have exactly that already.

    `law` holds the content of `revision`, which is published now and takes the place of the revision with the number
    `shown`. What the desk still says about retired tasks is left out. Raises LawProblems when it cannot be published.
    """
    every = list(Task.objects.all())
    tasks = {task.key: task for task in every if not task.is_retired}
    retired = {task.key for task in every} - set(tasks)
    content, sources = in_order(without_tasks(content_of(law), retired), list(tasks)), sources_of(law)
    wrong = problems(content, kinds={key: source.kind for key, source in sources.items()}, tasks=tasks)
    if wrong:
        raise LawProblems(wrong)
    before = newest(law.jurisdiction_id)
    if before and not before.is_withdrawal and before.digest == content.digest:
        return None
    note = law.change_note.strip()
    # A note belongs to one change, and so does its mark of a correction: what was left standing is not said again.
    is_repeated = bool(note) and note == _last_note(law)
    return record.write(
        law.jurisdiction,
        content,
        sources,
        tasks,
        at=_moment_after(before),
        number=before.number + 1 if before else 1,
        published_by=user,
        authors=_authors(law, revision, shown, user),
        note="" if is_repeated else note,
        is_correction=bool(before and law.is_correction and not is_repeated),
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


def begin_anew(law: StateLaw) -> None:
    """The next change begins without the note and the mark of the last one, when that one was published."""
    if law.pk and not law.has_unpublished_changes:
        law.change_note = ""
        law.is_correction = False


def refuse_on_its_day(law: StateLaw, revision: Revision, refused: LawProblems) -> None:
    """A revision whose day came cannot be published: it is no longer scheduled, and the law's history says why."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    reasons = [str(problem) for problem in refused.problems]
    logger.error("%s was not published on its day: %s", law, "; ".join(reasons))
    log(instance=law, action=NOT_PUBLISHED, revision=revision, data={"reasons": reasons})


def _lock(law: StateLaw) -> int | None:
    """Two who publish at once write one edition after the other. Gives the number of the revision that readers have."""
    numbers = StateLaw.objects.select_for_update().values_list("live_revision_id", flat=True)
    number: int | None = numbers.get(pk=law.pk)
    return number


def _last_note(law: StateLaw) -> str | None:
    said = LawEdition.objects.filter(jurisdiction=law.jurisdiction_id).exclude(note="").order_by("-number")
    return said.values_list("note", flat=True).first()


def _moment_after(before: LawEdition | None) -> datetime:
    """Now; never at or before the edition before, even when a clock was set back."""
    now = timezone.now()
    if before and now <= before.published_at:
        return before.published_at + timedelta(microseconds=1)
    return now


def _authors(law: StateLaw, revision: Revision, shown: int | None, user: Any) -> set[int]:
    """Everybody who saved a revision between the one that readers had and this one, who saved this one (an older one
    can be published again), and who published."""
    standing = LawEdition.objects.filter(jurisdiction=law.jurisdiction_id, is_withdrawal=False)
    since = standing.order_by("-number").values_list("published_at", flat=True).first()
    # A revision can be written over after it was published: its number stays, its moment does not.
    work = Q(created_at__gt=since) if since else Q()
    if since and shown:
        work |= Q(pk__gt=shown)
    saved = law.revisions.exclude(user=None).filter((work & Q(pk__lte=revision.pk)) | Q(pk=revision.pk))
    people = set(saved.order_by().values_list("user_id", flat=True).distinct())
    return people | ({user.pk} if user else set())
