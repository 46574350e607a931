"""Keys → facts, remembered in this process for as long as the site version stands (`careers.memory`)."""

from __future__ import annotations

from collections.abc import Iterable

from careers.memory import remembered
from careers.models import FactKey, Release
from careers.releases import current_releases

from .fact import Fact, UnknownFact
from .grammar import parse
from .tables import Tables
from .values import FACTS


@remembered
def _known_facts() -> dict[str, Fact]:
    """By key; grows as facts are asked for."""
    return {}


@remembered
def _known_keys() -> dict[int, str]:
    """By id; grows as facts are asked for."""
    return {}


def _found(keys: Iterable[str], known: dict[str, Fact]) -> dict[str, Fact]:
    wanted = dict.fromkeys(keys)
    missing = []
    for text in wanted:
        if text not in known:
            try:
                missing.append(parse(text))
            except UnknownFact:
                continue
    if missing:
        tables = Tables(missing)
        known |= {key.text: FACTS[key.family](tables, key) for key in missing}
    return {text: known[text] for text in wanted if text in known}


def resolve(keys: Iterable[str]) -> dict[str, Fact]:
    """Facts by key. Keys that do not follow the grammar are left out; absent figures are facts with a status."""
    return _found(keys, _known_facts())


def fact(key: str) -> Fact:
    """One fact; UnknownFact when the key does not follow the grammar."""
    parse(key)
    return resolve([key])[key]


def facts_by_id(ids: Iterable[int]) -> dict[int, Fact]:
    """Facts by the id of their FactKey; one query more than `resolve` for ids that were not seen yet."""
    known = _known_keys()
    wanted = set(ids)
    unseen = wanted - known.keys()
    if unseen:
        known |= {row.pk: row.key for row in FactKey.objects.filter(pk__in=unseen)}
    keys = {pk: known[pk] for pk in wanted if pk in known}
    facts = resolve(keys.values())
    return {pk: facts[key] for pk, key in keys.items() if key in facts}


@remembered
def release_labels() -> dict[str, Release]:
    """Current releases by data set."""
    return current_releases()
