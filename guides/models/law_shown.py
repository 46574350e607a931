"""The law that a state's page shows: what stands now, a past state that the address asks for, or a draft."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils import timezone

from careers.law.reading import Reading, When, law_of
from careers.models import Jurisdiction, LawEdition
from guides.models.moments import Asked, asked
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

    @property
    def is_draft(self) -> bool:
        return self.draft_problems is not None


def editions_of(jurisdiction: Jurisdiction) -> list[LawEdition]:
    return list(LawEdition.objects.filter(jurisdiction=jurisdiction).order_by("-number"))


def shown_now(jurisdiction: Jurisdiction) -> Shown:
    return Shown(jurisdiction, law_of(jurisdiction), editions_of(jurisdiction))


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
    query = f"?{found.query()}" if found.is_past else ""
    return Shown(jurisdiction, reading, editions, found.is_past, found.noindex, query, notices)


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
        return Shown(jurisdiction, law_of(jurisdiction), editions, noindex=True, notices=[notice])
    published = day(timezone.localdate(edition.published_at))
    query = f"?edition={edition.number}"
    if edition.is_withdrawal:
        notice = f"With edition {edition.number}, on {published}, we withdrew the law of {jurisdiction.name}."
        return Shown(jurisdiction, None, editions, edition != editions[0], True, query, [notice])
    if edition == editions[0]:
        notice = f"This is edition {edition.number} of {published}, the newest."
        return Shown(jurisdiction, law_of(jurisdiction), editions, noindex=True, query=query, notices=[notice])
    reading = law_of(jurisdiction, When.at(edition.published_at), number=edition.number)
    notice = f"You are reading edition {edition.number}, as we published it on {published}. There is a newer one."
    return Shown(jurisdiction, reading, editions, True, True, query, [notice])
