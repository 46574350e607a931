"""Keys → facts, remembered in this process for as long as the site version stands.

A page names a hundred facts and most pages name the same ones. What a fact says changes only when the site version
does, so a process keeps what it has resolved under that number and asks the tables again when the number has moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

from django.db import connection

from careers.models import FactKey, Release
from careers.models.site_version import site_version
from careers.releases import current_releases

from .fact import Fact, UnknownFact
from .grammar import parse
from .tables import Tables
from .values import FACTS


@dataclass
class Memory:
    """What was resolved under one site version."""

    version: int
    facts: dict[str, Fact] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    releases: dict[str, Release] | None = None


_memory = Memory(-1)
_lock = Lock()


def memory() -> Memory:
    """The memory of the version that stands now; a fresh one inside a transaction, which may see its own changes."""
    global _memory
    if connection.in_atomic_block:
        return Memory(-1)
    version = site_version()
    with _lock:
        if _memory.version != version:
            _memory = Memory(version)
        return _memory


def _resolve(keys: Iterable[str], known: Memory) -> dict[str, Fact]:
    wanted = dict.fromkeys(keys)
    missing = []
    for text in wanted:
        if text not in known.facts:
            try:
                missing.append(parse(text))
            except UnknownFact:
                continue
    if missing:
        tables = Tables(missing)
        known.facts |= {key.text: FACTS[key.family](tables, key) for key in missing}
    return {text: known.facts[text] for text in wanted if text in known.facts}


def resolve(keys: Iterable[str]) -> dict[str, Fact]:
    """Facts by key. Keys that do not follow the grammar are left out; absent figures are facts with a status."""
    return _resolve(keys, memory())


def fact(key: str) -> Fact:
    """One fact; UnknownFact when the key does not follow the grammar."""
    parse(key)
    return resolve([key])[key]


def facts_by_id(ids: Iterable[int]) -> dict[int, Fact]:
    """Facts by the id of their FactKey; one query more than `resolve` for ids that were not seen yet."""
    known = memory()
    wanted = set(ids)
    unseen = wanted - known.keys.keys()
    if unseen:
        known.keys |= {row.pk: row.key for row in FactKey.objects.filter(pk__in=unseen)}
    keys = {pk: known.keys[pk] for pk in wanted if pk in known.keys}
    facts = _resolve(keys.values(), known)
    return {pk: facts[key] for pk, key in keys.items() if key in facts}


def release_labels() -> dict[str, Release]:
    """Current releases by data set, remembered."""
    known = memory()
    if known.releases is None:
        known.releases = current_releases()
    return known.releases
