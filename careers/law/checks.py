"""Who read what against which text, and what that makes of a claim today."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from careers.law import record
from careers.law.claims import Subjected, claim, fingerprint, rules_of, told
from careers.models import EditionAuthor, LawCheck, LawEdition, Source, StateLaw, Task
from careers.models.law.words import Subject, Verification

LEVEL = {
    LawCheck.Kind.SECOND_READING: Verification.SECOND_READ,
    LawCheck.Kind.VERIFICATION: Verification.VERIFIED,
}


class CheckRefused(Exception):
    """Why somebody may not record this check."""


def level(check: LawCheck | None) -> Verification:
    return LEVEL[LawCheck.Kind(check.kind)] if check else Verification.COMPILED


def valid_check(checks: list[LawCheck], print_: str) -> LawCheck | None:
    """The newest check whose fingerprint still matches. `checks` are of one claim, newest first."""
    return next((check for check in checks if check.fingerprint == print_), None)


@transaction.atomic
def record_check(
    edition: LawEdition,
    about: Subjected,
    kind: str,
    user: Any,
    against: str,
    note: str = "",
    *,
    seen: str | None = None,
) -> LawCheck:
    """Records a second reading or a verification of what an edition says. Raises CheckRefused with the reason.

    `seen` is the fingerprint of what was on the screen; None: what the edition and its sources say now.
    """
    # Nobody publishes this law, or records the same check, at the same time.
    StateLaw.objects.select_for_update().filter(jurisdiction=edition.jurisdiction_id).values_list("pk").first()
    content, sources = record.contents_of([edition])[edition.pk]
    said = claim(content, about)
    if said is None or edition.is_withdrawal:
        raise CheckRefused("This edition does not hold the claim that you want to check.")
    newest = LawEdition.objects.filter(jurisdiction=edition.jurisdiction_id).order_by("-number").first()
    if newest != edition:
        raise CheckRefused("A newer edition was published meanwhile; read that one.")
    if not against.strip():
        raise CheckRefused("Say which text you read, and how old it is.")
    print_ = fingerprint(content, about, said, sources)
    if seen is not None and seen != print_:
        raise CheckRefused("The text or one of its sources changed while you read; read it again.")
    if user.pk in authors_of(edition, about):
        raise CheckRefused("You worked on this text yourself. Somebody else must check it.")
    task = Task.objects.get(key=about.task) if about.task else None
    earlier = LawCheck.objects.filter(
        jurisdiction=edition.jurisdiction_id,
        subject=about.subject,
        task=task,
        applies_to=about.applies_to,
        fingerprint=print_,
    )
    if earlier.filter(kind=kind, checked_by=user).exists():
        raise CheckRefused("You recorded this check already.")
    if kind == LawCheck.Kind.VERIFICATION:
        readers = set(earlier.filter(kind=LawCheck.Kind.SECOND_READING).values_list("checked_by", flat=True))
        if not readers:
            raise CheckRefused("A second reading comes first.")
        if readers == {user.pk}:
            raise CheckRefused("You did the second reading. Somebody else must verify it.")
    return LawCheck.objects.create(
        jurisdiction_id=edition.jurisdiction_id,
        edition=edition,
        kind=kind,
        subject=about.subject,
        task=task,
        applies_to=about.applies_to,
        fingerprint=print_,
        checked_by=user,
        checked_at=timezone.now(),
        against=against.strip(),
        note=note.strip(),
    )


def authors_of(edition: LawEdition, about: Subjected) -> set[int]:
    """Everybody whose hand is in the claim: the authors of each edition that changed it, up to this one, and who saved
    the sources it cites. An edition that only withdrew the law changed nothing."""
    standing = LawEdition.objects.filter(
        jurisdiction=edition.jurisdiction_id, number__lte=edition.number, is_withdrawal=False
    )
    editions = list(standing.select_related("jurisdiction").order_by("number"))
    contents = record.contents_of(editions)
    changed, before = [], None
    for candidate in editions:
        content, _ = contents[candidate.pk]
        # Rules for other days belong to it: who moved a rule to another day did not write it.
        alike = rules_of(content, about) if about.subject == Subject.RULE else [content.statement(about.subject)]
        now = [told(content, about, said) for said in alike]
        if now != before:
            changed.append(candidate.pk)
        before = now
    people = set(EditionAuthor.objects.filter(edition__in=changed).values_list("user_id", flat=True))
    content, sources = contents[edition.pk]
    said = claim(content, about)
    return people | _who_saved([sources[key] for key in said.sources] if said else [])


def _who_saved(sources: list[Source]) -> set[int]:
    saved = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(Source), object_id__in=[str(source.pk) for source in sources]
    )
    return set(saved.exclude(user=None).order_by().values_list("user_id", flat=True))
