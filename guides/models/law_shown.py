"""The law that a state's page shows: what stands now, a past state that the address asks for, or a draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.http import HttpRequest
from django.utils import timezone

from careers.law.reading import Reading, When, law_of
from careers.models import Jurisdiction, LawEdition
from guides.models.moments import Asked, asked
from guides.sentences import place
from guides.wording import day

#: A number of an edition is shorter than this.
LONGEST = 6


@dataclass
class Shown:
    """`reading` is None where nothing was published, or it was withdrawn. `notices` are sentences for the top."""

    jurisdiction: Jurisdiction
    reading: Reading | None
    editions: list[LawEdition] = field(default_factory=list)  # newest first; of a draft: those there are
    is_past: bool = False
    noindex: bool = False
    query: str = ""  # what links to the same moment carry, with its question mark
    notices: list[str] = field(default_factory=list)
    draft_problems: list[str] | None = None  # None: not a draft
    moment: str = ""  # what other law pages are asked for by `as_of`; empty: what stands now
    withdrawn_on: date | None = None  # where what we had published was taken back

    @property
    def is_draft(self) -> bool:
        return self.draft_problems is not None

    @property
    def absent(self) -> str:
        """Why there is no law to show, in a sentence."""
        name = place(self.jurisdiction)
        if self.withdrawn_on:
            return f"On {day(self.withdrawn_on)} we withdrew what we had published about the law of {name}."
        return f"The law of {name} is not yet published here."


def editions_of(jurisdiction: Jurisdiction) -> list[LawEdition]:
    return list(LawEdition.objects.filter(jurisdiction=jurisdiction).order_by("-number"))


def shown_now(jurisdiction: Jurisdiction) -> Shown:
    editions = editions_of(jurisdiction)
    return Shown(jurisdiction, law_of(jurisdiction), editions, withdrawn_on=_withdrawn_on(editions))


def _withdrawn_on(editions: list[LawEdition], moment: datetime | None = None) -> date | None:
    newest = next((edition for edition in editions if moment is None or edition.published_at <= moment), None)
    return timezone.localdate(newest.published_at) if newest and newest.is_withdrawal else None


def shown(request: HttpRequest, jurisdiction: Jurisdiction) -> Shown:
    """What the address asks for by `as_of` or `edition`; the edition goes first where both are given."""
    editions = editions_of(jurisdiction)
    if given := request.GET.get("edition", "").strip():
        return _by_number(jurisdiction, editions, given)
    found = asked(request)
    reading = law_of(jurisdiction, found.when)
    notices = [found.problem] if found.problem else []
    if found.is_past:
        notices += _past(jurisdiction, editions, found, reading)
    query, moment = (f"?{found.query()}", found.given) if found.is_past else ("", "")
    gone = _withdrawn_on(editions, found.when.moment)
    return Shown(
        jurisdiction, reading, editions, found.is_past, found.noindex, query, notices, moment=moment, withdrawn_on=gone
    )


def _past(jurisdiction: Jurisdiction, editions: list[LawEdition], found: Asked, reading: Reading | None) -> list[str]:
    assert found.when.moment is not None  # noqa: S101 a past state has a moment
    moment = timezone.localtime(found.when.moment)
    last = moment.hour == 23 and moment.minute == 59
    said = day(moment.date()) if last else f"{day(moment.date())}, {moment:%H:%M}"
    if reading:
        return [f"You are reading the law as we had published it {'at the end of' if last else 'on'} {said}."]
    first = editions[-1] if editions else None
    if first and first.published_at <= found.when.moment:
        return [f"On {said} we had withdrawn what we had published about the law of {jurisdiction.name}."]
    began = f" Our first edition is of {day(timezone.localdate(first.published_at))}." if first else ""
    return [f"On {said} we had not yet published anything about the law of {jurisdiction.name}.{began}"]


def _by_number(jurisdiction: Jurisdiction, editions: list[LawEdition], given: str) -> Shown:
    by_number = {str(edition.number): edition for edition in editions}
    edition = by_number.get(given.lstrip("0")) if given.isascii() and len(given) <= LONGEST else None
    if edition is None:
        known = f"Editions 1 to {editions[0].number} are there." if editions else "None was published yet."
        notice = (
            f"There is no edition “{given[:20]}” of the law of {jurisdiction.name}. {known} This is the law as we "
            "publish it now."
        )
        gone = _withdrawn_on(editions)
        return Shown(jurisdiction, law_of(jurisdiction), editions, noindex=True, notices=[notice], withdrawn_on=gone)
    published = day(timezone.localdate(edition.published_at))
    query = f"?edition={edition.number}"
    # Other pages know no editions, but the moment at which this one was published.
    moment = edition.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if edition != editions[0] else ""
    if edition.is_withdrawal:
        notice = f"With edition {edition.number}, on {published}, we withdrew the law of {jurisdiction.name}."
        gone = _withdrawn_on([edition])
        return Shown(
            jurisdiction,
            None,
            editions,
            edition != editions[0],
            True,
            query,
            [notice],
            moment=moment,
            withdrawn_on=gone,
        )
    if edition == editions[0]:
        notice = f"This is edition {edition.number} of {published}, the newest."
        return Shown(jurisdiction, law_of(jurisdiction), editions, noindex=True, query=query, notices=[notice])
    reading = law_of(jurisdiction, When.at(edition.published_at), number=edition.number)
    notice = f"You are reading edition {edition.number}, as we published it on {published}. There is a newer one."
    return Shown(jurisdiction, reading, editions, True, True, query, [notice], moment=moment)
