"""Loads releases and moves the pointer that says which one is current.

A release is written once, in one transaction, beside those that exist. Nothing that readers see changes until somebody
makes it current, with a note; undoing moves the pointer back. A release older than the current one is history: it
joins the figures over time by being loaded.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from careers.importers import writing
from careers.importers.rows import AnyRow, Candidate
from careers.importers.stored import in_order, stored_rows
from careers.models import Release, ReleaseMove

# Any number; the same for everybody who loads or approves a release.
LOCK = 7_310_001


class ReleaseProblem(Exception):
    """A sentence for the person who asked."""


@dataclass(frozen=True)
class Provenance:
    """What a person says about the files. `cautions` holds one a line."""

    retrieved_on: date
    published_on: date | None = None
    obtained_from: str = ""
    cautions: str = ""


def lock() -> None:
    """One loading or approval at a time; a second one waits. Ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def current_releases() -> dict[str, Release]:
    """The current release of each data set that has one; one query."""
    newest = ReleaseMove.objects.order_by("data_set", "-pk").distinct("data_set").values("release")
    return {release.data_set: release for release in Release.objects.filter(pk__in=newest)}


def current_release(data_set: str) -> Release | None:
    move = ReleaseMove.objects.filter(data_set=data_set).select_related("release").order_by("-pk").first()
    return move.release if move else None


def newest_edition(data_set: str, period: str) -> Release | None:
    return Release.objects.filter(data_set=data_set, period=period).order_by("-edition").first()


def undone_releases(data_set: str) -> set[int]:
    """Keys of the releases that were current and were taken back: the pointer moved from them to an older loading."""
    moves = ReleaseMove.objects.filter(data_set=data_set).select_related("release").order_by("pk")
    undone: set[int] = set()
    for before, after in pairwise(move.release for move in moves):
        undone.discard(after.pk)
        if (after.period, after.edition) < (before.period, before.edition):
            undone.add(before.pk)
    return undone


def history(data_set: str) -> list[Release]:
    """The newest loading of each period before the current one, and the current release; oldest first. What was
    taken back is passed over."""
    current = current_release(data_set)
    if not current:
        return []
    older = (
        Release.objects.filter(data_set=data_set, period__lt=current.period)
        .exclude(pk__in=undone_releases(data_set))
        .order_by("period", "-edition")
        .distinct("period")
    )
    return [*older, current]


def complete(candidate: Candidate) -> Candidate:
    """With the rows that an earlier loading of the same period holds and these files do not speak of.

    The agency publishes one release in several files. Loading the state file after the national one must not lose the
    nation: scopes that the files hold replace the earlier ones whole, the others are carried over. Nothing is carried
    over from a loading that was taken back.
    """
    loaded = Release.objects.filter(data_set=candidate.data_set, period=candidate.period).order_by("-edition")
    earlier = loaded.exclude(pk__in=undone_releases(candidate.data_set)).first()
    if not earlier:
        return candidate
    scopes = candidate.scopes
    kept = [row for row in stored_rows(earlier) if row.scope not in scopes]
    return replace(candidate, rows=[*candidate.rows, *kept])


def digest(rows: list[AnyRow]) -> str:
    """SHA-256 of what the rows say, whatever their order. Titles are not part of it."""
    found = hashlib.sha256()
    for row in sorted(rows, key=in_order):
        found.update(repr(writing.content(row)).encode())
        found.update(b"\n")
    return found.hexdigest()


def _holds(data_set: str, period: str, fingerprint: str) -> Release | None:
    """The newest or the current loading of a period, if it holds these rows.

    Others are passed over: where a wrong loading came after the right one, the right files can be loaded once more.
    An older period, which nobody approves, is put right in no other way.
    """
    newest, current = newest_edition(data_set, period), current_release(data_set)
    shown = current if current and current.period == period else None
    return next((held for held in (newest, shown) if held and held.digest == fingerprint), None)


def held_as(candidate: Candidate) -> Release | None:
    """The release that loading the candidate would only repeat."""
    return _holds(candidate.data_set, candidate.period, digest(complete(candidate).rows))


def load(candidate: Candidate, provenance: Provenance, user: Any = None) -> Release | None:
    """Writes the candidate as a release; None when it would only repeat one (`held_as`)."""
    with transaction.atomic():
        lock()
        whole = complete(candidate)
        fingerprint = digest(whole.rows)
        if _holds(candidate.data_set, candidate.period, fingerprint):
            return None
        newest = newest_edition(candidate.data_set, candidate.period)
        release = Release.objects.create(
            data_set=candidate.data_set,
            period=candidate.period,
            label=candidate.label,
            edition=newest.edition + 1 if newest else 1,
            published_on=provenance.published_on,
            retrieved_on=provenance.retrieved_on,
            obtained_from=provenance.obtained_from,
            cautions=provenance.cautions,
            files=[{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in candidate.files],
            digest=fingerprint,
            rows=len(whole.rows),
            loaded_by=user,
        )
        writing.copy(release, whole.rows)
    return release


def make_current(release: Release, note: str, user: Any = None) -> ReleaseMove:
    """What readers see follows from the next request on."""
    if not note.strip():
        raise ReleaseProblem("Say why: a note is required to make a release current.")
    with transaction.atomic():
        lock()
        current = current_release(release.data_set)
        if current and current.pk == release.pk:
            raise ReleaseProblem(f"{release} is the current release already.")
        return ReleaseMove.objects.create(data_set=release.data_set, release=release, note=note.strip(), moved_by=user)


def previous_release(data_set: str) -> Release | None:
    """The release that was current before the current one."""
    moves = ReleaseMove.objects.filter(data_set=data_set).select_related("release").order_by("-pk")
    newest = moves.first()
    before = moves.exclude(release=newest.release).first() if newest else None
    return before.release if before else None


def undo(data_set: str, note: str, user: Any = None) -> ReleaseMove:
    """Back to the release that was current before. Undoing twice returns to where it began."""
    with transaction.atomic():
        lock()
        before = previous_release(data_set)
        if not before:
            raise ReleaseProblem("No other release of this data set has been current: there is nothing to go back to.")
        return make_current(before, note, user)
