"""Panels of official figures on pay."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from careers import pay_tables
from careers.models import DataSet, Jurisdiction
from careers.standing import TOP_CODES, points_of
from guides import charts

from .panels import GROUP, PanelBlock, PanelValue, place_choices, role_block, state_choices


class WagesValue(PanelValue):
    data_sets = (DataSet.WAGES,)


class PayDistributionBlock(PanelBlock):
    role = role_block()
    place = blocks.ChoiceBlock(choices=place_choices, default="us")

    variants = {"filled": {"role": "medical-assistant", "place": "us"}, "empty": {"role": "", "place": ""}}

    def panel(self, value: blocks.StructValue) -> dict[str, Any]:
        found = pay_tables.distribution(value.get("role") or "", value.get("place") or "us")
        return {"distribution": found, "chart": strip_of([found]), "is_nation": (value.get("place") or "us") == "us"}

    class Meta:
        label = "Range of pay"
        icon = "table"
        group = GROUP
        description = "The five published points of pay in one place, drawn and as a table."
        template = "blocks/pay_distribution_block.html"
        value_class = WagesValue
        preview_value = {"role": "medical-assistant", "place": "us"}


def strip_of(distributions: list[pay_tables.Distribution], offer: Any = None, per: Any = "hour") -> charts.Strip | None:
    """The ranges that have figures, drawn on one scale."""
    ranges = [
        charts.Range(found.place_title if len(distributions) > 1 else "", points_of(found.row, per))
        for found in distributions
        if found.row
    ]
    release = distributions[0].release if distributions else None
    top = TOP_CODES.get(release.period, {}).get(per) if release else None
    return charts.percentile_strip(ranges, per, offer=offer, top_code=top) if ranges else None


class PayBySettingBlock(PanelBlock):
    role = role_block()

    variants = {"filled": {"role": "medical-assistant"}, "empty": {"role": ""}}

    def panel(self, value: blocks.StructValue) -> dict[str, Any]:
        table = pay_tables.by_setting(value.get("role") or "")
        drawn = [charts.Setting(row.name, points_of(row.estimate, "hour")) for row in table.rows if row.estimate]
        return {"table": table, "chart": charts.bars(drawn, "hour") if drawn else None, "role": value.get("role")}

    class Meta:
        label = "Pay by setting"
        icon = "table"
        group = GROUP
        description = "Jobs and pay in physicians' offices, hospitals and other settings, nation only."
        template = "blocks/pay_by_setting_block.html"
        value_class = WagesValue
        preview_value = {"role": "medical-assistant"}


class PayOverTimeBlock(PanelBlock):
    role = role_block()

    variants = {"filled": {"role": "medical-assistant"}, "empty": {"role": ""}}

    def panel(self, value: blocks.StructValue) -> dict[str, Any]:
        table = pay_tables.over_time(value.get("role") or "")
        medians = {row.year: row.cells["hourly_median"].value for row in table.rows}
        drawn = len([median for median in medians.values() if median is not None]) > 1
        chart = charts.line_over_time("Median hourly pay", medians, lambda wage: f"${wage:,.2f}") if drawn else None
        return {"table": table, "chart": chart, "role": value.get("role")}

    class Meta:
        label = "Pay over time"
        icon = "history"
        group = GROUP
        description = (
            "National median pay and jobs in every release that is loaded, with the caution that belongs to it."
        )
        template = "blocks/pay_over_time_block.html"
        value_class = WagesValue
        preview_value = {"role": "medical-assistant"}


class MetroPayBlock(PanelBlock):
    role = role_block()
    state = blocks.ChoiceBlock(choices=state_choices)

    variants = {"filled": {"role": "medical-assistant", "state": "ca"}, "empty": {"role": "", "state": ""}}

    def panel(self, value: blocks.StructValue) -> dict[str, Any]:
        state = Jurisdiction.objects.filter(code=value.get("state") or "").first()
        table = pay_tables.metro_areas(value.get("role") or "", state) if state else None
        return {"table": table, "state": state, "role": value.get("role")}

    class Meta:
        label = "Pay by metropolitan area"
        icon = "table"
        group = GROUP
        description = "Every metropolitan and nonmetropolitan area of one state, the highest median first."
        template = "blocks/metro_pay_block.html"
        value_class = WagesValue
        preview_value = {"role": "medical-assistant", "state": "ca"}
