"""Credentials for tests: as plain values, and as rows."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from careers.models import Credential, Source
from careers.models.subjects import Covers, FeeKind, RouteKind
from careers.stated import Fact, Fee, KnownCredential, Requirement


def source(kind: str = Source.Kind.PROFESSION, **about: Any) -> Source:
    """Not saved."""
    return Source(pk=list(Source.Kind).index(Source.Kind(kind)) + 1, key="zz", citation="A page", kind=kind, **about)


OWN = (source(),)
OTHERS = (source(Source.Kind.SECONDARY),)


def known(**about: Any) -> KnownCredential:
    """A credential that takes graduates of an accredited program, for clinical work."""
    plain: dict[str, Any] = {
        **{"key": "zz-cred", "initials": "ZZ (BODY)", "name": "Tested Assistant", "body": "The Body"},
        **{"covers": Covers.CLINICAL, "law_names": ("ZZBODY",), "retired_on": None},
        "routes": (way(RouteKind.ACCREDITED_PROGRAM),),
        "fees": (fee(150),),
    }
    return KnownCredential(**{**plain, **about})


def way(kind: RouteKind, sources: tuple[Source, ...] = OWN, doubts: str = "") -> Requirement:
    return Requirement(kind, "What it asks for", sources, doubts)


def fee(amount: int | None, who: str = "", what: FeeKind = FeeKind.EXAM, **about: Any) -> Fee:
    plain: dict[str, Any] = {"as_of": "2026", "sources": OWN, **about}
    return Fee(what, who, None if amount is None else Decimal(amount), **plain)


def scope(text: str = "Work with patients") -> dict[str, Fact]:
    return {"scope": Fact("scope", (text,), OWN)}


def row(key: str = "zz-cred", *, fact: dict[str, Any] | None = None, **about: Any) -> Credential:
    """Saved, with one fact unless told otherwise; `fact` holds its fields, `sources` as primary keys."""
    plain: dict[str, Any] = {
        **{"initials": f"ZZ {key}", "name": "Tested Assistant", "body": "The Body"},
        **{"covers": "clinical", "law_names": ["ZZBODY"], "order": 1},
    }
    facts = [] if fact is None else [{"type": "fact", "id": "f1", "value": {**fact, "sources": cited(fact["sources"])}}]
    return Credential.objects.create(key=key, **{**plain, "facts": json.dumps(facts), **about})


def cited(numbers: list[int]) -> list[dict[str, Any]]:
    return [{"type": "item", "id": f"s{number}", "value": number} for number in numbers]
