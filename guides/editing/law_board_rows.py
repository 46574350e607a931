"""What the board says about each jurisdiction: its page, its law, how far it is checked, and who looks after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from careers.answers import Answer
from careers.law import publishing
from careers.law.counts import count
from careers.law.reading import Reading, laws
from careers.models import Jurisdiction, LawCare, OpenQuestion, StateLaw
from careers.models.law.words import Verification
from guides.editing.law_board_days import last_check, next_check
from guides.models import StateGuidePage

#: What can be true of a law, in the order in which it is said.
PUBLISHED, DRAFT, WAITING, SCHEDULED = "Published", "Unpublished changes", "In workflow", "Scheduled"
REFUSED, LOCKED, NOT_PUBLISHED, NONE = "Not published on its day", "Locked", "Not published", "None"
LAW_STATES = (PUBLISHED, NOT_PUBLISHED, DRAFT, WAITING, SCHEDULED, REFUSED, LOCKED, NONE)
LIVE, DRAFT_ONLY = "Live", "Draft"
PAGE_STATES = (LIVE, DRAFT_ONLY, DRAFT, NONE)

PAGE_WITHOUT_LAW = "Live page without a published law"
LAW_WITHOUT_PAGE = "Published law without a live page"


@dataclass(frozen=True)
class BoardRow:
    """One jurisdiction. Named like a model's row, so that Wagtail's tables and bulk actions can show it."""

    jurisdiction: Jurisdiction
    page: StateGuidePage | None
    law: StateLaw | None
    page_states: tuple[str, ...]
    law_states: tuple[str, ...]
    rules: int
    answered: int
    cited: int
    second_read: int  # or verified, which comes after it
    verified: int
    last_checked_on: date | None
    next_check_on: date | None
    is_due: bool
    keeper: Any
    open_questions: int

    @property
    def pk(self) -> int:
        return self.jurisdiction.pk

    @property
    def name(self) -> str:
        return self.jurisdiction.name

    @property
    def page_status(self) -> str:
        return ", ".join(self.page_states)

    @property
    def law_status(self) -> str:
        return ", ".join(self.law_states)

    @property
    def keeper_name(self) -> str:
        return (self.keeper.get_full_name() or self.keeper.get_username()) if self.keeper else ""

    @property
    def mismatch(self) -> str:
        """What does not fit together; readers are told that the law is not published, or find no page."""
        has_page, has_law = LIVE in self.page_states, PUBLISHED in self.law_states
        if has_page and not has_law:
            return PAGE_WITHOUT_LAW
        return LAW_WITHOUT_PAGE if has_law and not has_page else ""

    @property
    def due(self) -> str:
        return "Due" if self.is_due else ""


def board_rows() -> list[BoardRow]:
    """All jurisdictions by name, in a fixed number of queries."""
    today = timezone.localdate()
    readings = laws()
    pages = {page.jurisdiction_id: page for page in StateGuidePage.objects.all()}
    desks = {law.jurisdiction_id: law for law in StateLaw.objects.only(*_ONLY)}
    care = {care.jurisdiction_id: care for care in LawCare.objects.select_related("keeper")}
    asked = OpenQuestion.objects.filter(closed_at=None).order_by().values_list("jurisdiction").annotate(Count("pk"))
    questions = dict(asked)
    busy = _Busy.found()
    return [
        _row(
            jurisdiction,
            pages.get(jurisdiction.pk),
            desks.get(jurisdiction.pk),
            readings.get(jurisdiction.code),
            care.get(jurisdiction.pk),
            questions.get(jurisdiction.pk, 0),
            busy,
            today,
        )
        for jurisdiction in Jurisdiction.objects.all()
    ]


_ONLY = (
    *("jurisdiction_id", "live", "has_unpublished_changes", "locked", "latest_revision_id", "live_revision_id"),
    "last_published_at",
)


@dataclass(frozen=True)
class _Busy:
    """Numbers of the laws that wait in a workflow, or for their day; and when their day came and they were refused."""

    waiting: frozenset[str]
    scheduled: frozenset[str]
    refused: dict[str, datetime]

    def is_refused(self, law: StateLaw) -> bool:
        """Nobody has published it since, nor set another day."""
        at = self.refused.get(str(law.pk))
        if at is None or str(law.pk) in self.scheduled:
            return False
        return law.last_published_at is None or law.last_published_at < at

    @classmethod
    def found(cls) -> _Busy:
        law = ContentType.objects.get_for_model(StateLaw)
        waiting = WorkflowState.objects.active().filter(base_content_type=law)
        scheduled = Revision.objects.filter(base_content_type=law, approved_go_live_at__isnull=False)
        refused = ModelLogEntry.objects.filter(content_type=law, action=publishing.NOT_PUBLISHED).order_by()
        return cls(
            frozenset(waiting.values_list("object_id", flat=True)),
            frozenset(scheduled.values_list("object_id", flat=True)),
            dict(refused.values_list("object_id").annotate(Max("timestamp"))),
        )


def _row(
    jurisdiction: Jurisdiction,
    page: StateGuidePage | None,
    law: StateLaw | None,
    reading: Reading | None,
    care: LawCare | None,
    questions: int,
    busy: _Busy,
    today: date,
) -> BoardRow:
    claims = list(reading.general_rules.values()) if reading else []
    counts = count(claims)
    levels: Counter[Verification] = counts.levels
    last = last_check(reading)
    following = next_check(last, care.next_check_on if care else None)
    return BoardRow(
        jurisdiction,
        page,
        law,
        _page_states(page),
        _law_states(law, reading, busy),
        rules=counts.total,
        answered=counts.total - counts.answers[Answer.NOT_CHECKED],
        cited=sum(1 for claim in claims if claim.said.sources),
        second_read=levels[Verification.SECOND_READ] + levels[Verification.VERIFIED],
        verified=levels[Verification.VERIFIED],
        last_checked_on=last,
        next_check_on=following,
        is_due=bool(following and following <= today),
        keeper=care.keeper if care else None,
        open_questions=questions,
    )


def _page_states(page: StateGuidePage | None) -> tuple[str, ...]:
    if page is None:
        return (NONE,)
    if not page.live:
        return (DRAFT_ONLY,)
    return (LIVE, DRAFT) if page.has_unpublished_changes else (LIVE,)


def _law_states(law: StateLaw | None, reading: Reading | None, busy: _Busy) -> tuple[str, ...]:
    """What readers see first: an edition can stand without a desk, when only the desk was emptied."""
    if law is None and reading is None:
        return (NONE,)
    states = [PUBLISHED if reading else NOT_PUBLISHED]
    if law:
        key = str(law.pk)
        said = [
            (DRAFT, reading is not None and law.has_unpublished_changes),
            (WAITING, key in busy.waiting),
            (SCHEDULED, key in busy.scheduled),
            (REFUSED, busy.is_refused(law)),
            (LOCKED, law.locked),
        ]
        states += [words for words, holds in said if holds]
    return tuple(states)
