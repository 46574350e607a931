"""Roles, credentials and ways into the work as plain values, with the facts stated of each.

Read once for each site version, all in a handful of questions; what is returned is shared and read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils import timezone

from careers.memory import remembered
from careers.models import Credential, EntryRoute, Role, Source
from careers.models.subjects import (
    Covers,
    CredentialSubject,
    EntryKind,
    FeeKind,
    Licensing,
    RoleSubject,
    RouteKind,
    RouteSubject,
)

#: Pages of these say what others report.
SECOND_HAND = (Source.Kind.SECONDARY, Source.Kind.EMPLOYER)
#: What is asked of each kind of thing, in the order in which readers see it.
SUBJECTS: dict[type[Any], list[str]] = {
    Role: RoleSubject.values,
    Credential: CredentialSubject.values,
    EntryRoute: RouteSubject.values,
}


class Certainty(StrEnum):
    """Derived from the sources and the doubts: never typed."""

    STATED = "stated"  # by law, an agency or the body itself
    REPORTED = "reported"  # by other pages only
    NOT_FOUND = "not_found"  # no source that we read says it

    @property
    def label(self) -> str:
        return {
            Certainty.STATED: "Stated by the source",
            Certainty.REPORTED: "Reported by other pages only",
            Certainty.NOT_FOUND: "Could not be confirmed",
        }[self]


@dataclass(frozen=True)
class Fact:
    """`points`: one or more, each understandable alone."""

    subject: str
    points: tuple[str, ...]
    sources: tuple[Source, ...]
    doubts: str = ""

    @property
    def text(self) -> str:
        return "; ".join(self.points)

    @property
    def certainty(self) -> Certainty:
        return certainty_of(self.sources)


@dataclass(frozen=True)
class Fee:
    what: FeeKind
    who: str
    amount: Decimal | None  # US dollars; None: not known
    as_of: str
    sources: tuple[Source, ...]
    doubts: str = ""

    @property
    def certainty(self) -> Certainty:
        return certainty_of(self.sources) if self.amount is not None else Certainty.NOT_FOUND


@dataclass(frozen=True)
class Requirement:
    """One way to be eligible for a credential."""

    kind: RouteKind
    text: str
    sources: tuple[Source, ...]
    doubts: str = ""

    @property
    def certainty(self) -> Certainty:
        return certainty_of(self.sources)


class _Retirable:
    retired_on: date | None

    @property
    def is_retired(self) -> bool:
        return bool(self.retired_on and self.retired_on <= timezone.localdate())


@dataclass(frozen=True)
class KnownRole(_Retirable):
    key: str
    name: str
    plural: str
    short_name: str
    licensing: Licensing
    fit: str  # careers.models.Role.Fit
    fit_note: str
    occupation: str  # title and code; empty: none
    retired_on: date | None
    facts: dict[str, Fact] = field(default_factory=dict)  # by subject


@dataclass(frozen=True)
class KnownCredential(_Retirable):
    key: str
    initials: str
    name: str
    body: str
    covers: Covers
    law_names: tuple[str, ...]
    retired_on: date | None
    facts: dict[str, Fact] = field(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    routes: tuple[Requirement, ...] = ()

    @property
    def claims(self) -> Iterator[Fact | Fee | Requirement]:
        """Everything that is said of it, with sources."""
        yield from self.routes
        yield from self.fees
        yield from self.facts.values()


@dataclass(frozen=True)
class KnownRoute(_Retirable):
    """A way into the work."""

    key: str
    name: str
    kind: EntryKind
    credential_routes: tuple[RouteKind, ...]
    retired_on: date | None
    facts: dict[str, Fact] = field(default_factory=dict)


def certainty_of(sources: Iterable[Source]) -> Certainty:
    kinds = [source.kind for source in sources]
    if not kinds:
        return Certainty.NOT_FOUND
    return Certainty.REPORTED if all(kind in SECOND_HAND for kind in kinds) else Certainty.STATED


# Reading ------------------------------------------------------------------------------------------------------------


@remembered
def roles() -> dict[str, KnownRole]:
    """All roles by key, retired ones too, in the order of lists."""
    rows = list(Role.objects.select_related("occupation"))
    sources = _sources(rows)
    return {row.key: known_role(row, sources) for row in rows}


@remembered
def credentials() -> dict[str, KnownCredential]:
    """All credentials by key, retired ones too, in the order of lists."""
    rows = list(Credential.objects.all())
    sources = _sources(rows)
    return {row.key: known_credential(row, sources) for row in rows}


@remembered
def entry_routes() -> dict[str, KnownRoute]:
    """All ways into the work by key, retired ones too, in the order of lists."""
    rows = list(EntryRoute.objects.all())
    sources = _sources(rows)
    return {row.key: known_route(row, sources) for row in rows}


def known_role(row: Role, sources: dict[int, Source] | None = None) -> KnownRole:
    """One row, saved or not; without `sources` they are looked up."""
    return KnownRole(
        **_common(row, "key", "name", "plural", "short_name", "fit", "fit_note", "retired_on"),
        licensing=Licensing(row.licensing),
        occupation=str(row.occupation) if row.occupation else "",
        facts=_facts(row, _sources([row]) if sources is None else sources),
    )


def known_credential(row: Credential, sources: dict[int, Source] | None = None) -> KnownCredential:
    sources = _sources([row]) if sources is None else sources
    return KnownCredential(
        **_common(row, "key", "initials", "name", "body", "retired_on"),
        covers=Covers(row.covers),
        law_names=tuple(row.law_names),
        facts=_facts(row, sources),
        fees=tuple(
            Fee(
                FeeKind(value["what"]),
                value.get("who") or "",
                None if value.get("amount") in (None, "") else Decimal(str(value["amount"])),
                value.get("as_of") or "",
                _cited(value, sources),
                value.get("doubts") or "",
            )
            for value in _values(row, "fees")
        ),
        routes=tuple(
            Requirement(RouteKind(value["kind"]), value["text"], _cited(value, sources), value.get("doubts") or "")
            for value in _values(row, "routes")
        ),
    )


def known_route(row: EntryRoute, sources: dict[int, Source] | None = None) -> KnownRoute:
    return KnownRoute(
        **_common(row, "key", "name", "retired_on"),
        kind=EntryKind(row.kind),
        credential_routes=tuple(RouteKind(kind) for kind in row.credential_routes),
        facts=_facts(row, _sources([row]) if sources is None else sources),
    )


def _common(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _facts(row: Any, sources: dict[int, Source]) -> dict[str, Fact]:
    """By subject, in the order of the subjects, whatever the order on the desk."""
    found = {
        value["subject"]: Fact(
            value["subject"],
            tuple(line.strip() for line in value["text"].splitlines() if line.strip()),
            _cited(value, sources),
            value.get("doubts") or "",
        )
        for value in _values(row, "facts")
        if value.get("subject")
    }
    return {subject: found[subject] for subject in SUBJECTS[type(row)] if subject in found}


def _values(row: Any, name: str) -> Iterator[dict[str, Any]]:
    """Stored values of a stream, without asking the database for each source."""
    for child in getattr(row, name).raw_data:
        yield child["value"]


def _numbers(value: dict[str, Any]) -> list[int]:
    """A list block stores its items as such, or, long ago, as bare values."""
    items = [item["value"] if isinstance(item, dict) else item for item in value.get("sources") or []]
    return [int(item) for item in items if item]


def _cited(value: dict[str, Any], sources: dict[int, Source]) -> tuple[Source, ...]:
    return tuple(sources[number] for number in _numbers(value) if number in sources)


def _sources(rows: Iterable[Any]) -> dict[int, Source]:
    """All sources that the rows name, in one question."""
    streams = ("facts", "fees", "routes")
    numbers = {
        number
        for row in rows
        for name in streams
        if hasattr(row, name)
        for value in _values(row, name)
        for number in _numbers(value)
    }
    return Source.objects.in_bulk(numbers)
