"""JSON-LD for machines. Values come from the page itself; a page is never shaped for a search engine."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def script(data: dict[str, Any]) -> SafeString:
    """JSON that is safe inside a script element, whatever an editor typed."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S308


def breadcrumb_list(trail: list[tuple[str, str]]) -> dict[str, Any]:
    """`trail` is (name, absolute address) from the hub down to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(trail, start=1)
        ],
    }
