"""Editions as rows: written once, read back as content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from django.db import connection

from careers.law.content import Content, Rule, Statement, Voice
from careers.law.desk import PLAIN, STATEMENTS
from careers.models import (
    EditionAuthor,
    EditionSource,
    Jurisdiction,
    LawEdition,
    OtherVoice,
    RuleSource,
    Source,
    Task,
    TaskRule,
)
from careers.models.law.words import Subject

#: Fields that a rule has in the same form in content and in an edition.
RULE = (
    *("applies_to", "answer", "text", "supervision", "qualification", "effective_from", "effective_to", "locator"),
    *("quoted_passage", "unlisted", "doubts"),
)
SUBJECTS = {
    "credential": Subject.CREDENTIAL,
    "delegation": Subject.DELEGATION,
    "unlisted": Subject.UNLISTED_TASKS,
    "training": Subject.TRAINING,
}


def write(
    jurisdiction: Jurisdiction,
    content: Content,
    sources: Mapping[str, Source],
    tasks: Mapping[str, Task],
    *,
    at: datetime,
    **about: Any,
) -> LawEdition:
    """Writes an edition with its rows. `about`: number, published_by, authors (ids), note and the two marks."""
    authors: Iterable[int] = about.pop("authors", ())
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('careers_lawedition', 'id'))")
        [number] = cursor.fetchone()
    rules = TaskRule.objects.bulk_create(
        TaskRule(
            edition_id=number,
            position=position,
            task=tasks[rule.task],
            delegators=None if rule.delegators is None else list(rule.delegators),
            lead_source=sources[rule.sources[0]] if rule.sources else None,
            **{name: getattr(rule, name) for name in RULE},
        )
        for position, rule in enumerate(content.rules)
    )
    RuleSource.objects.bulk_create(
        RuleSource(rule=row, position=position, source=sources[key])
        for row, rule in zip(rules, content.rules, strict=True)
        for position, key in enumerate(rule.sources[1:], start=1)
    )
    voices = OtherVoice.objects.bulk_create(
        OtherVoice(edition_id=number, position=position, task=tasks[voice.task], text=voice.text)
        for position, voice in enumerate(content.others_say)
    )
    statements = [
        EditionSource(edition_id=number, subject=subject, position=position, source=sources[key])
        for name, subject in SUBJECTS.items()
        for position, key in enumerate(getattr(content, name).sources)
    ]
    said = [
        EditionSource(edition_id=number, subject=Subject.OTHERS_SAY, voice=row, position=position, source=sources[key])
        for row, voice in zip(voices, content.others_say, strict=True)
        for position, key in enumerate(voice.sources)
    ]
    EditionSource.objects.bulk_create([*statements, *said])
    EditionAuthor.objects.bulk_create(EditionAuthor(edition_id=number, user_id=user) for user in authors)
    # Last: from here on the database refuses further rows for this edition.
    edition = LawEdition(
        pk=number,
        jurisdiction=jurisdiction,
        published_at=at,
        digest=content.digest,
        categories=list(content.categories),
        supervisors=list(content.supervisors),
        **{name: getattr(content, name) for name in PLAIN},
        **{f"{name}_text": getattr(content, name).text for name in STATEMENTS},
        **about,
    )
    edition.save(force_insert=True)
    return edition


def contents_of(editions: Iterable[LawEdition]) -> dict[int, tuple[Content, dict[str, Source]]]:
    """Content and sources by key, for each edition by number of row. Five queries, however many editions."""
    by_row = {edition.pk: edition for edition in editions}
    rules = list(TaskRule.objects.filter(edition__in=by_row).order_by("edition_id", "position"))
    further = list(RuleSource.objects.filter(rule__edition__in=by_row).order_by("rule_id", "position"))
    voices = list(OtherVoice.objects.filter(edition__in=by_row).order_by("edition_id", "position"))
    named = list(EditionSource.objects.filter(edition__in=by_row).order_by("edition_id", "position"))
    numbers = {rule.lead_source_id for rule in rules if rule.lead_source_id}
    numbers |= {row.source_id for row in further} | {row.source_id for row in named}
    sources = Source.objects.in_bulk(numbers)
    tasks = dict(Task.objects.values_list("pk", "key"))

    later: dict[int, list[str]] = defaultdict(list)
    for row in further:
        later[row.rule_id].append(sources[row.source_id].key)
    of_subject: dict[tuple[int, str, int | None], list[str]] = defaultdict(list)
    for item in named:
        of_subject[item.edition_id, item.subject, item.voice_id].append(sources[item.source_id].key)
    own_rules: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        lead = [sources[rule.lead_source_id].key] if rule.lead_source_id else []
        own_rules[rule.edition_id].append(
            Rule(
                task=tasks[rule.task_id],
                delegators=None if rule.delegators is None else tuple(rule.delegators),
                sources=(*lead, *later[rule.pk]),
                **{name: getattr(rule, name) for name in RULE},
            )
        )
    own_voices: dict[int, list[Voice]] = defaultdict(list)
    for voice in voices:
        keys = of_subject[voice.edition_id, Subject.OTHERS_SAY, voice.pk]
        own_voices[voice.edition_id].append(Voice(tasks[voice.task_id], voice.text, tuple(keys)))

    by_key = {source.key: source for source in sources.values()}
    found = {}
    for pk, edition in by_row.items():
        statements = {
            name: Statement(getattr(edition, f"{name}_text"), tuple(of_subject[pk, subject, None]))
            for name, subject in SUBJECTS.items()
        }
        content = Content(
            jurisdiction=edition.jurisdiction.code,
            categories=tuple(edition.categories),
            supervisors=tuple(edition.supervisors),
            **cast(Any, {name: getattr(edition, name) for name in PLAIN}),
            **cast(Any, statements),
            rules=tuple(own_rules[pk]),
            others_say=tuple(own_voices[pk]),
        )
        found[pk] = content, {key: by_key[key] for key in content.source_keys}
    return found
