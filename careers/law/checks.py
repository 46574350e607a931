"""Who read what against which text, and what that makes of a claim today."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from careers.law import record
from careers.law.content import Content, Rule, Statement
from careers.models import LawCheck, LawEdition, Source, Task
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
    """What a check is about: a rule (task and class) or a statement."""

    subject: str
    task: str = ""
    applies_to: str = ""


class CheckRefused(Exception):
    """Why somebody may not record this check."""


def claim(content: Content, about: Subjected) -> Rule | Statement | None:
    """The rule or statement; with several rules for other days, the first that has not ended."""
    if about.subject != Subject.RULE:
        return content.statement(about.subject)
    today = timezone.localdate()
    fitting = [rule for rule in content.rules if rule.key == (about.task, about.applies_to)]
    return next((rule for rule in fitting if not rule.ended_before(today)), fitting[-1] if fitting else None)


def fingerprint(content: Content, about: Subjected, said: Rule | Statement, sources: Mapping[str, Source]) -> str:
    """64 hexadecimal digits that change when the claim or a source it rests on changes."""
    value: dict[str, Any] = asdict(said)
    if about.subject != Subject.RULE:
        value |= {name: getattr(content, name) for name in ABOUT[Subject(about.subject)]}
    elif said.answer == "law_silent" and not said.unlisted:  # type: ignore[union-attr]
        # What a silent rule tells a reader is the state's general rule.
        value["governed by"] = content.unlisted_rule
    relied = [[getattr(sources[key], name) for name in RELIED_ON] for key in said.sources]
    text = json.dumps([about.subject, value, relied], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def level(check: LawCheck | None) -> Verification:
    return LEVEL[LawCheck.Kind(check.kind)] if check else Verification.COMPILED


def valid_check(checks: list[LawCheck], print_: str) -> LawCheck | None:
    """The newest check whose fingerprint still matches. `checks` are of one claim, newest first."""
    return next((check for check in checks if check.fingerprint == print_), None)


def record_check(edition: LawEdition, about: Subjected, kind: str, user: Any, against: str, note: str = "") -> LawCheck:
    """Records a second reading or a verification of what an edition says. Raises CheckRefused with the reason."""
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
    if user.pk in authors_of(edition, about, print_):
        raise CheckRefused("You worked on this text yourself. Somebody else must check it.")
    task = Task.objects.get(key=about.task) if about.task else None
    earlier = LawCheck.objects.filter(
        jurisdiction=edition.jurisdiction_id,
        subject=about.subject,
        task=task,
        applies_to=about.applies_to,
        fingerprint=print_,
    )
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


def authors_of(edition: LawEdition, about: Subjected, print_: str) -> set[int]:
    """Those who made the claim what it is: the authors of the edition in which it first stood like this."""
    earlier = LawEdition.objects.filter(jurisdiction=edition.jurisdiction_id, number__lte=edition.number)
    editions = list(earlier.select_related("jurisdiction").order_by("-number"))
    contents = record.contents_of(editions)
    first = edition
    for candidate in editions:
        content, sources = contents[candidate.pk]
        said = claim(content, about)
        if said is None or fingerprint(content, about, said, sources) != print_:
            break
        first = candidate
    return set(first.authors.values_list("pk", flat=True))
