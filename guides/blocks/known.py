"""Panels of credentials and of the ways into the work: an editor chooses which, the facts say the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from wagtail import blocks

from careers import entry_routes, stated
from careers.entry_routes import Way
from careers.stated import KnownCredential
from guides import evidence
from guides.blocks import credential_tables
from guides.blocks.credential_tables import Table

GROUP = "What we know"


def credential_choices() -> list[tuple[str, str]]:
    return [(known.key, known.initials) for known in stated.credentials().values() if not known.is_retired]


def route_choices() -> list[tuple[str, str]]:
    return [(known.key, known.name) for known in stated.entry_routes().values() if not known.is_retired]


class CredentialsValue(blocks.StructValue):
    @property
    def shown(self) -> list[KnownCredential]:
        """Those chosen, else all in use, in the order of lists."""
        chosen = set(self.get("credentials") or ())
        known = stated.credentials().values()
        return [one for one in known if (one.key in chosen if chosen else not one.is_retired)]

    @cached_property
    def tables(self) -> list[Table]:
        """Made once for a page: its sources are asked for first, and then it is drawn."""
        return credential_tables.tables(self.shown)

    @property
    def evidence_marks(self) -> Iterator[str]:
        for table in self.tables:
            yield from map(evidence.source_mark, table.sources)


class CredentialComparisonBlock(blocks.StructBlock):
    credentials = blocks.MultipleChoiceBlock(
        choices=credential_choices, required=False, help_text="Choose none to show all that are in use."
    )

    variants = {
        "all": {"credentials": []},
        "two": {"credentials": ["cma-aama", "ccma-nha"]},
        "empty": {"credentials": ["a-credential-that-is-gone"]},
    }

    class Meta:
        label = "Credentials compared"
        icon = "table"
        group = GROUP
        description = "Credentials side by side: routes, exam, prices, renewal. The facts are edited under Facts."
        template = "blocks/credential_comparison_block.html"
        value_class = CredentialsValue
        preview_value: Any = {"credentials": []}

    def get_context(self, value: CredentialsValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`chosen`: what an address of the file carries; empty for all."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "tables": value.tables, "chosen": ",".join(value.get("credentials") or ())}


class RoutesValue(blocks.StructValue):
    @property
    def ways(self) -> list[Way]:
        """Those chosen, else all, in the order of lists; without what is retired."""
        chosen = set(self.get("routes") or ())
        known = [one for one in stated.entry_routes().values() if not one.is_retired]
        return entry_routes.ways(one for one in known if not chosen or one.key in chosen)

    @property
    def evidence_marks(self) -> Iterator[str]:
        yield from map(evidence.source_mark, entry_routes.sources(self.ways))


class EntryRoutesBlock(blocks.StructBlock):
    routes = blocks.MultipleChoiceBlock(
        choices=route_choices, required=False, help_text="Choose none to show all that are in use."
    )

    variants = {
        "all": {"routes": []},
        "one": {"routes": ["on-the-job"]},
        "empty": {"routes": ["a-way-that-is-gone"]},
    }

    class Meta:
        label = "Ways into the work"
        icon = "table"
        group = GROUP
        description = "Programs, training on the job and other ways in, side by side. The facts are edited under Facts."
        template = "blocks/entry_routes_block.html"
        value_class = RoutesValue
        preview_value: Any = {"routes": []}
