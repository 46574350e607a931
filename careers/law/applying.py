"""Brings a law file to the desk and, when asked to, to readers. Importers and the starter law come through here."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from careers.law.content import in_order
from careers.law.desk import content_of, lay_out
from careers.law.files import LawFile
from careers.models import Jurisdiction, LawEdition, OpenQuestion, Source, StateLaw, Task


def apply(
    file: LawFile, *, publish: bool, user: Any = None, note: str = "", is_correction: bool = False
) -> Revision | None:
    """A revision of the jurisdiction's law with what the file says; None when nothing is to be done: the desk holds
    exactly that and, where it is to be published, readers see what lies on the desk.

    The file has been checked. Run it in a transaction. Questions that the file asks and nobody has asked yet are
    opened; none is closed. Readers see a question at once, so a draft opens none beside a law that they see.
    A workflow about the text that is replaced is canceled.
    """
    jurisdiction = Jurisdiction.objects.get(code=file.content.jurisdiction)
    if publish or not _is_shown(jurisdiction):
        _ask(jurisdiction, file.open_questions, user)
    tasks = list(Task.objects.values_list("key", flat=True))
    content = in_order(file.content, tasks)
    law = StateLaw.objects.filter(jurisdiction=jurisdiction).first()
    if law:
        law = law.get_latest_revision_as_object()
        is_shown = law.live and not law.has_unpublished_changes
        if in_order(content_of(law), tasks) == content and (is_shown or not publish):
            return None
    else:
        law = StateLaw(jurisdiction=jurisdiction, live=False)
    sources = {source.key: source for source in Source.objects.filter(key__in=content.source_keys)}
    lay_out(law, content, sources)
    law.change_note = note
    law.is_correction = is_correction
    law.full_clean()
    if law.pk is None:
        law.save()
    elif law.workflow_in_progress:
        # Whoever approves would publish a text that was never shown to them.
        law.current_workflow_state.cancel(user=user)
    revision = law.save_revision(user=user, changed=True)
    if publish:
        revision.publish(user=user)
    return revision


def _is_shown(jurisdiction: Jurisdiction) -> bool:
    newest = LawEdition.objects.filter(jurisdiction=jurisdiction).order_by("-number").first()
    return newest is not None and not newest.is_withdrawal


def _ask(jurisdiction: Jurisdiction, questions: tuple[str, ...], user: Any) -> None:
    asked = set(OpenQuestion.objects.filter(jurisdiction=jurisdiction).values_list("text", flat=True))
    now = timezone.now()
    opened = OpenQuestion.objects.bulk_create(
        OpenQuestion(jurisdiction=jurisdiction, text=text, opened_at=now) for text in questions if text not in asked
    )
    for question in opened:
        log(instance=question, action="wagtail.create", user=user)
