"""Panels on the outlook of a role."""

from __future__ import annotations

from typing import Any

from wagtail import blocks

from careers import pay_tables
from careers.models import DataSet

from .panels import GROUP, PanelBlock, PanelValue, role_block


class ProjectionsValue(PanelValue):
    data_sets = (DataSet.PROJECTIONS,)


class OutlookPanelBlock(PanelBlock):
    role = role_block()

    variants = {"filled": {"role": "medical-assistant"}, "empty": {"role": ""}}

    def panel(self, value: blocks.StructValue) -> dict[str, Any]:
        outlook = pay_tables.outlook(value.get("role") or "")
        causes = [
            ("Leaving work altogether", outlook.jobs("exits")),
            ("Moving to another occupation", outlook.jobs("transfers")),
            ("All openings", outlook.jobs("openings")),
        ]
        return {"outlook": outlook, "causes": causes}

    class Meta:
        label = "Outlook"
        icon = "date"
        group = GROUP
        description = "Projected growth and openings, and how many of the openings are people leaving."
        template = "blocks/outlook_panel_block.html"
        value_class = ProjectionsValue
        preview_value = {"role": "medical-assistant"}
