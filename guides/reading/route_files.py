"""The ways into the work as a file: the cells of the guide."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careers import entry_routes, stated
from careers.entry_routes import Way
from guides.reading.chosen import chosen
from guides.reading.pay_files import Line, csv_file


@require_safe
def routes_csv(request: HttpRequest) -> HttpResponse:
    """All in use, or those named by key: `routes=degree,military`. What is not known is refused."""
    known = stated.entry_routes()
    wanted, refused = chosen(request, "routes", known, "way into the work")
    if refused:
        return refused
    shown = [one for one in known.values() if not one.is_retired and (not wanted or one.key in wanted)]
    response = csv_file(
        "ways-into-medical-assisting.csv", _lines(entry_routes.ways(shown)), () if shown else ["route", "name"]
    )
    if wanted:
        response["X-Robots-Tag"] = "noindex"
    return response


def _lines(ways: list[Way]) -> Iterator[Line]:
    """One way a line; for each question the answer, whether it is missing, doubts and sources."""
    for way in ways:
        line = {"route": way.route.key, "name": way.route.name, "kind": str(way.route.kind.label)}
        for key, cell in way.cells.items():
            line |= {
                key: cell.words,
                f"{key}_missing": "yes" if cell.missing else "",
                f"{key}_doubts": cell.doubt,
                f"{key}_sources": " | ".join(source.citation for source in cell.sources),
            }
        yield line
