"""Guides with a tool on them: salary with the offer form, salary by state with map and table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page

from careers import pay_tables
from careers.facts import Format, fact
from careers.models import Area, DataSet, Jurisdiction
from guides import charts, evidence, structured_data
from guides.blocks.pay import strip_of
from guides.models.base import GuidePage
from guides.models.offers import OfferForm, answer

#: The role that the site is about.
ROLE = "medical-assistant"


class SalaryPage(GuidePage):
    """What medical assistants earn, and where an offer stands."""

    page_description = "The salary guide, with the form that places an offer in the published range. There is one."
    template = "pages/salary_page.html"
    max_count = 1
    parent_page_types = ["guides.HubGuidePage"]
    subpage_types = ["guides.StatePayPage", "guides.TopicGuidePage"]
    review_weeks = 26

    @property
    def description(self) -> str:
        return described(self.search_description, f"wage.{ROLE}.us.hourly.median", "National median")

    def texts(self) -> Iterator[str]:
        yield from super().texts()
        yield evidence.data_set_mark(DataSet.WAGES)

    def structured_data(self) -> dict[str, Any]:
        return {**super().structured_data(), "mainEntity": structured_data.occupation(pay_tables.distribution(ROLE))}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        asked = "amount" in request.GET
        form = OfferForm(request.GET if asked else None)
        context |= {"form": form, "source_marks": evidence.marks_of([DataSet.WAGES])}
        if asked and form.is_valid():
            cleaned = form.cleaned_data
            found = answer(ROLE, cleaned["dollars"], cleaned["per"], cleaned["place"])
            context["answer"] = found
            context["chart"] = strip_of(found.distributions, found.amount, found.per)
        return context


class StatePayPage(GuidePage):
    """Pay in all states: map, table, downloads."""

    page_description = "Pay by state: the map and the table make themselves from the current release. There is one."
    template = "pages/state_pay_page.html"
    max_count = 1
    parent_page_types = ["guides.SalaryPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    @property
    def description(self) -> str:
        return described(self.search_description, f"rank.wage.{ROLE}.hourly.median.1.value", "Highest median")

    def texts(self) -> Iterator[str]:
        yield from super().texts()
        for data_set in (DataSet.WAGES, DataSet.PRICE_PARITIES):
            yield evidence.data_set_mark(data_set)

    @cached_property
    def _guides(self) -> dict[str, str]:
        """Addresses of the published state guides, by slug."""
        guides = Page.objects.filter(live=True, url_path__regex=r"^/[^/]+/states/[a-z-]+/$")
        return {guide.slug: guide.url for guide in guides if guide.url}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        table = pay_tables.by_state(ROLE, request.GET.get("sort", ""), request.GET.get("region", ""))
        context |= {
            "table": table,
            "rows": [(row, self._guides.get(row.jurisdiction.slug)) for row in table.rows if row.jurisdiction],
            "chart": state_map(table),
            "headings": [(column, _query(table, sort=column.key)) for column in table.columns],
            "place_query": _query(table, sort="place"),
            "query": _query(table),
            "regions": Jurisdiction.Region.choices,
            "source_marks": evidence.marks_of([DataSet.WAGES]),
            "price_marks": evidence.marks_of([DataSet.PRICE_PARITIES]),
        }
        return context


def described(words: str, key: str, what: str) -> str:
    """A description with a figure that follows the current release; the words alone when there is none."""
    found = fact(key)
    if not found.is_published:
        return words
    return f"{words} {what}: {found.text(Format.UNIT)} in {found.period}."


def _query(table: pay_tables.StatesTable, **changed: str) -> str:
    """The query of the table as it is shown, with something changed; nothing for what is usual."""
    asked = {"sort": table.sort, "region": table.region, **changed}
    usual = {"sort": "place", "region": ""}
    kept = {name: value for name, value in asked.items() if value != usual[name]}
    return f"?{urlencode(kept)}" if kept else ""


def state_map(table: pay_tables.StatesTable) -> charts.TileMap | None:
    """Median hourly pay of every place in the table, as tiles that lead to its row."""
    values = {row.area.key: row.cells["hourly_median"].value for row in table.rows}
    if not any(value is not None for value in values.values()):
        return None
    steps, legend = charts.in_steps(values, lambda wage: f"${wage:,.2f}")
    tiles = [_tile(row.area, row, steps) for row in table.rows]
    return charts.tile_map("Median pay of medical assistants for an hour, by state", tiles, legend)


def _tile(area: Area, row: pay_tables.PlaceRow, steps: dict[str, int]) -> charts.Tile:
    place = row.jurisdiction
    assert place is not None  # noqa: S101 only states are rows of this table
    cell = row.cells["hourly_median"]
    return charts.Tile(
        code=place.code.upper(),
        name=place.name,
        row=place.map_row,
        column=place.map_column,
        value_text=cell.number or "–",
        step=steps[area.key],
        href=f"#row-{place.code}",
    )
