"""Who read what against which text, and what that makes of a claim today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from careers.law import record
from careers.law.content import Content, Rule, Statement
from careers.models import EditionAuthor, LawCheck, LawEdition, Source, StateLaw, Task
from careers.models.law.words import Subject, Verification

#: What of a source was relied on. An address that is found later does not undo a reading.
RELIED_ON = ("key", "kind", "citation", "text_as_of", "extent", "quoted_passage")
#: What of the content as a whole belongs to a statement beside its words.
ABOUT = {
    Subject.CREDENTIAL: ("credential_requirement", "categories"),
    Subject.DELEGATION: ("supervisors", "supervision", "delegation_basis"),
    Subject.UNLISTED_TASKS: ("unlisted_rule",),
    Subject.TRAINING: (),
}

LEVEL = {
    LawCheck.Kind.SECOND_READING: Verification.SECOND_READ,
    LawCheck.Kind.VERIFICATION: Verification.VERIFIED,
}


@dataclass(frozen=True)
class Subjected:
    """What a check is about: a rule (its task, its class and, where it has one, its first day) or a statement."""

    subject: str
    task: str = ""
    applies_to: str = ""
    effective_from: date | None = None

    @property
    def on_any_day(self) -> Subjected:
        return replace(self, effective_from=None)


class CheckRefused(Exception):
    """Why somebody may not record this check."""


def claim(content: Content, about: Subjected) -> Rule | Statement | None:
    """The rule or statement. Of several rules for other days: the one with this first day; the first that has not ended
    when no day is named."""
    if about.subject != Subject.RULE:
        return content.statement(about.subject)
    fitting = _rules(content, about)
    if about.effective_from:
        return next((rule for rule in fitting if rule.effective_from == about.effective_from), None)
    today = timezone.localdate()
    return next((rule for rule in fitting if not rule.ended_before(today)), fitting[-1] if fitting else None)


def _rules(content: Content, about: Subjected) -> list[Rule]:
    return [rule for rule in content.rules if rule.key == (about.task, about.applies_to)]


def fingerprint(content: Content, about: Subjected, said: Rule | Statement, sources: Mapping[str, Source]) -> str:
    """64 hexadecimal digits that change when the claim or a source it rests on changes."""
    relied = [[getattr(sources[key], name) for name in RELIED_ON] for key in said.sources]
    text = json.dumps([about.subject, _value(content, about, said), relied], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _value(content: Content, about: Subjected, said: Rule | Statement) -> dict[str, Any]:
    """What a reader is told by a claim, from wherever in the content it comes."""
    if isinstance(said, Rule):
        return asdict(said) | _told_with(content, said)
    return asdict(said) | {name: getattr(content, name) for name in ABOUT[Subject(about.subject)]}


def _told_with(content: Content, rule: Rule) -> dict[str, Any]:
    """What a rule takes from other rules for its task, and from the state as a whole."""
    beside = [
        other
        for other in content.rules
        if other.task == rule.task and other.applies_to != rule.applies_to and other.overlaps(rule)
    ]
    main = [other for other in beside if rule.applies_to and not other.applies_to]
    found: dict[str, Any] = {}
    if rule.answer == "law_silent" and not rule.unlisted:
        # What a silent rule tells a reader is the state's general rule.
        found["governed by"] = content.unlisted_rule
    if not rule.delegators:
        found["delegated by"] = [[*_days(other), other.delegators or content.supervisors] for other in main]
        found["delegated by"] = found["delegated by"] or content.supervisors
    if not rule.supervision:
        found["supervised"] = [[*_days(other), other.supervision or content.supervision] for other in main]
        found["supervised"] = found["supervised"] or content.supervision
    if beside and not rule.applies_to:
        # The main rule says whether classes differ, and whether every class has a rule.
        found["classes"] = [[other.applies_to, other.answer, *_days(other)] for other in beside]
        found["of"] = content.categories
    return found


def _days(rule: Rule) -> tuple[date | None, date | None]:
    return rule.effective_from, rule.effective_to


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
        alike = _rules(content, about) if about.subject == Subject.RULE else [content.statement(about.subject)]
        now = [_value(content, about, said) for said in alike]
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
