"""What the database refuses of the law; test_database_rules.py meets each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, models
from django.utils import timezone

from careers.models import (
    EditionAuthor,
    EditionSource,
    LawCheck,
    LawEdition,
    OpenQuestion,
    OtherVoice,
    RuleSource,
    StateLaw,
    Task,
    TaskRule,
)
from tests.careers.law.made import content, lead, newest, place, publish
from tests.factories import SourceFactory, UserFactory

Write = Callable[[], object]


def draw() -> int:
    """The number of an edition that does not stand yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('careers_lawedition', 'id'))")
        return int(cursor.fetchone()[0])


def edition(number: int | None = None, *, counted: int = 50, **values: Any) -> LawEdition:
    plain = {
        "jurisdiction": place("ak"),
        "number": counted,
        "published_at": timezone.now(),
        "basis": "mixed",
        "named_in_law": "no",
        "credential_requirement": "none",
        "supervision": "general",
        "unlisted_rule": "not_stated",
        "digest": "0" * 64,
    }
    return LawEdition.objects.create(pk=number or draw(), **{**plain, **values})


def rule(number: int | None = None, *, complete: bool = False, **values: Any) -> TaskRule:
    number = number or draw()
    plain = {"position": 0, "task": Task.objects.earliest("pk"), "answer": "allowed", "text": "Yes."}
    made = TaskRule.objects.create(edition_id=number, **{**plain, "lead_source": lead(), **values})
    if complete:
        edition(number)
    return made


def rule_source(**values: Any) -> RuleSource:
    number = draw()
    made = RuleSource.objects.create(
        rule=rule(number), **{"position": 1, "source": SourceFactory(kind="secondary"), **values}
    )
    edition(number)
    return made


def voice(number: int | None = None, *, complete: bool = False, **values: Any) -> OtherVoice:
    number = number or draw()
    plain = {"position": 0, "task": Task.objects.earliest("pk"), "text": "They say so."}
    made = OtherVoice.objects.create(edition_id=number, **{**plain, **values})
    if complete:
        edition(number)
    return made


def edition_source(number: int | None = None, *, complete: bool = False, **values: Any) -> EditionSource:
    number = number or draw()
    plain = {"position": 0, "subject": "training", "source": lead()}
    made = EditionSource.objects.create(edition_id=number, **{**plain, **values})
    if complete:
        edition(number)
    return made


def author(number: int | None = None, *, complete: bool = False, **values: Any) -> EditionAuthor:
    number = number or draw()
    made = EditionAuthor.objects.create(edition_id=number, **{"user": values.pop("user", None) or UserFactory()})
    if complete:
        edition(number)
    return made


def check(**values: Any) -> LawCheck:
    plain = {
        "jurisdiction": place("ak"),
        "edition": newest("ak"),
        "kind": "second_reading",
        "subject": "training",
        "fingerprint": "0" * 64,
        "checked_by": UserFactory(),
        "checked_at": timezone.now(),
        "against": "The code.",
    }
    return LawCheck.objects.create(**{**plain, **values})


def question(**values: Any) -> OpenQuestion:
    plain = {"jurisdiction": place("ak"), "text": "Is it so?", "opened_at": timezone.now()}
    return OpenQuestion.objects.create(**{**plain, **values})


def task(**values: Any) -> Task:
    plain = {
        "key": "new_task",
        "slug": "new-task",
        "name": "New",
        "short_name": "New",
        "action": "do it",
        "activity": "doing it",
        "definition": "It.",
        "group": "clinical",
        "position": 99,
    }
    return Task.objects.create(**{**plain, **values})


def twice(make: Callable[..., object], **values: Any) -> Write:
    def write() -> None:
        number = draw()
        make(number, **values)
        make(number, **values)

    return write


def _person_twice() -> None:
    number, user = draw(), UserFactory()
    author(number, user=user)
    author(number, user=user)


def _source_twice(**second: Any) -> Write:
    def write() -> None:
        made, source = rule(draw()), SourceFactory()
        RuleSource.objects.create(rule=made, position=1, source=source)
        RuleSource.objects.create(**{"rule": made, "position": 1, "source": source, **second})

    return write


def _two_sources_in_one_place() -> None:
    made = rule(draw())
    for source in SourceFactory.create_batch(2):
        RuleSource.objects.create(rule=made, position=1, source=source)


def _two_editions_at_once() -> None:
    now = timezone.now()
    edition(counted=50, published_at=now)
    edition(counted=51, published_at=now)


REFUSED: dict[str, list[Write]] = {
    "task_key_is_plain": [lambda key=key: task(key=key) for key in ("", "New", "new-task", "1new")],
    "task_has_words": [lambda: task(name=""), lambda: task(action=""), lambda: task(activity="")],
    "state_law_basis_is_known": [lambda: StateLaw.objects.filter(jurisdiction=place("ak")).update(basis="rumor")],
    "law_edition_number_is_unique": [lambda: [edition(), edition(published_at=timezone.now())]],
    "law_edition_moment_is_unique": [_two_editions_at_once],
    "law_edition_is_counted_from_1": [lambda: edition(counted=0)],
    "first_law_edition_is_no_change": [
        lambda: edition(counted=1, is_correction=True),
        lambda: edition(counted=1, is_withdrawal=True),
    ],
    "edition_author_is_named_once": [_person_twice],
    "rule_has_own_place": [
        lambda: [rule(number := draw()), rule(number, task=Task.objects.latest("pk"))],
    ],
    "rule_answer_is_known": [lambda: rule(answer="perhaps"), lambda: rule(answer="")],
    "rule_has_text": [lambda: rule(text="")],
    "rule_begins_before_it_ends": [lambda: rule(effective_from=date(2027, 1, 2), effective_to=date(2027, 1, 1))],
    "rule_holds_alone_on_a_day": [
        lambda: [rule(number := draw()), rule(number, position=1)],
        lambda: [
            rule(number := draw(), effective_to=date(2027, 1, 1)),
            rule(number, position=1, effective_from=date(2027, 1, 1)),
        ],
    ],
    "rule_source_has_own_place": [_two_sources_in_one_place],
    "rule_source_is_named_once": [_source_twice(position=2)],
    "voice_has_own_place": [twice(voice)],
    "voice_has_text": [lambda: voice(text="")],
    "edition_source_has_own_place": [twice(edition_source)],
    "edition_source_has_subject": [
        lambda: edition_source(subject="others_say"),
        lambda: edition_source(subject="rule"),
        lambda: edition_source(number := draw(), voice=voice(number)),
    ],
    "check_has_subject": [
        lambda: check(subject="rule"),
        lambda: check(subject="training", task=Task.objects.earliest("pk")),
        lambda: check(subject="training", applies_to="aide"),
        lambda: check(subject="others_say"),
    ],
    "check_names_its_text": [lambda: check(against="")],
    "check_has_fingerprint": [lambda: check(fingerprint=""), lambda: check(fingerprint="x" * 64)],
    "open_question_has_text": [lambda: question(text="")],
    "closed_question_says_how": [
        lambda: question(closed_at=timezone.now()),
        lambda: question(closing_note="It is."),
        lambda: question(closed_by=UserFactory()),
    ],
}
ONCE: dict[type[models.Model], Callable[[], models.Model]] = {
    LawEdition: lambda: publish(content("ak")),
    EditionAuthor: lambda: author(complete=True),
    TaskRule: lambda: rule(complete=True),
    RuleSource: rule_source,
    OtherVoice: lambda: voice(complete=True),
    EditionSource: lambda: edition_source(complete=True),
    LawCheck: check,
}
RETIRED: dict[type[models.Model], Callable[[], models.Model]] = {Task: task}
