"""Roles, credentials and ways into the work as readers would see them, while an editor still works on the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse, TemplateResponse

from careers import entry_routes, stated
from careers.models import Credential, EntryRoute, Role
from careers.models.subjects import RELATIVE
from careers.stated import Fact, KnownRole, known_credential, known_role, known_route
from guides import evidence
from guides.blocks import credential_tables
from guides.models.role_table import role_table
from guides.models.tools import ROLE


@dataclass(frozen=True)
class Previewed:
    """A template with its context, and the running text and source marks of what it shows, in reading order."""

    template: str
    context: dict[str, Any]
    texts: Iterable[str]


def preview(thing: Any, request: HttpRequest, mode_name: str) -> SimpleTemplateResponse | None:
    """None for a kind of thing that nobody here explains."""
    explain = EXPLAINED.get(type(thing))
    if not explain:
        return None
    shown = explain(thing)
    # Rendered here, while its evidence is the current one.
    with evidence.active(evidence.Evidence(shown.texts, for_editors=True)) as found:
        context = {**shown.context, "evidence": found, "page_noindex": True}
        return TemplateResponse(request, shown.template, context).render()


def _role(row: Role) -> Previewed:
    """Its column beside that of the role the site is about, then what is said of it beside that role alone."""
    role = known_role(row)
    other = _beside(role)
    table = role_table([other, role]) if other else None
    relative = [(str(subject.label), role.facts[subject]) for subject in RELATIVE if subject in role.facts]
    return Previewed(
        "guides/known/role.html",
        {"role": role, "table": table, "relative": relative},
        [*(table.texts if table else ()), *_sources(fact for _, fact in relative)],
    )


def _beside(role: KnownRole) -> KnownRole | None:
    """The role the site is about; for that role itself, the first of the others. None where there is no other."""
    others = [known for known in stated.roles().values() if known.key != role.key and not known.is_retired]
    return min(others, key=lambda known: known.key != ROLE, default=None)


def _credential(row: Credential) -> Previewed:
    """Its row in each table of the certification guide."""
    credential = known_credential(row)
    tables = credential_tables.tables([credential])
    marks = [evidence.source_mark(source) for table in tables for source in table.sources]
    return Previewed("guides/known/credential.html", {"credential": credential, "tables": tables}, marks)


def _route(row: EntryRoute) -> Previewed:
    ways = entry_routes.ways([known_route(row)])
    return Previewed(
        "guides/known/entry_route.html",
        {"route": ways[0].route, "ways": ways},
        map(evidence.source_mark, entry_routes.sources(ways)),
    )


def _sources(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield from map(evidence.source_mark, fact.sources)


#: What makes the preview of each kind of thing.
EXPLAINED: dict[type[Any], Callable[[Any], Previewed]] = {Role: _role, Credential: _credential, EntryRoute: _route}
