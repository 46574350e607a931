"""JSON-LD for machines. Values come from the page itself; a page is never shaped for a search engine."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from careers.pay_tables import Distribution


def script(data: dict[str, Any]) -> SafeString:
    """JSON that is safe inside a script element, whatever an editor typed."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308


def occupation(found: Distribution) -> dict[str, Any]:
    """A role with its published range of pay; points that are not published are left out."""
    role, row = found.role, found.row
    data: dict[str, Any] = {"@type": "Occupation", "name": role.name if role else ""}
    if role and role.occupation:
        data["occupationalCategory"] = {
            "@type": "CategoryCode",
            "codeValue": role.occupation.code,
            "inCodeSet": "Standard Occupational Classification",
            "name": role.occupation.title,
        }
    if row and found.release:
        data["occupationLocation"] = {"@type": "Country", "name": found.place_title}
        data["estimatedSalary"] = [
            _pay(found, "hourly", "PT1H", f"Hourly wage, {found.release.label}"),
            _pay(found, "annual", "P1Y", f"Yearly wage, {found.release.label}"),
        ]
    return data


def _pay(found: Distribution, rate: str, duration: str, name: str) -> dict[str, Any]:
    points = {"p10": "percentile10", "p25": "percentile25", "p75": "percentile75", "p90": "percentile90"}
    values = {points.get(point, point): getattr(found.row, f"{rate}_{point}") for point in [*points, "median"]}
    published = {term: float(value) for term, value in values.items() if value is not None}
    return {
        "@type": "MonetaryAmountDistribution",
        "name": name,
        "currency": "USD",
        "duration": duration,
        **dict(sorted(published.items())),
    }


def breadcrumb_list(trail: list[tuple[str, str]]) -> dict[str, Any]:
    """`trail` is (name, absolute address) from the hub down to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(trail, start=1)
        ],
    }
