"""Credentials side by side as a file: the cells of the certification guide."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from careers import stated
from careers.stated import KnownCredential
from guides.blocks import credential_tables
from guides.reading.chosen import chosen
from guides.reading.pay_files import Line, csv_file


@require_safe
def credentials_csv(request: HttpRequest) -> HttpResponse:
    """All in use, or those named by key: `credentials=cma-aama,rma-amt`. What is not known is refused."""
    known = stated.credentials()
    wanted, refused = chosen(request, "credentials", known, "credential")
    if refused:
        return refused
    shown = [one for one in known.values() if (one.key in wanted if wanted else not one.is_retired)]
    response = csv_file("medical-assistant-credentials.csv", _lines(shown), () if shown else ["credential", "name"])
    if wanted:
        response["X-Robots-Tag"] = "noindex"
    return response


def _lines(shown: list[KnownCredential]) -> Iterator[Line]:
    """One credential a line; for each question what is said, how certain it is, and on which sources it rests."""
    lines: dict[str, Line] = {
        one.key: {"credential": one.key, "name": one.initials, "retired": "yes" if one.is_retired else ""}
        for one in shown
    }
    for table in credential_tables.tables(shown):
        for row in table.rows:
            for cell in row.cells:
                sources = dict.fromkeys(source.citation for said in cell.said for source in said.sources)
                lines[row.credential.key] |= {
                    cell.column.key: " | ".join(said.words for said in cell.said),
                    f"{cell.column.key}_certainty": " | ".join(said.note for said in cell.said if said.note),
                    f"{cell.column.key}_missing": "yes" if cell.missing else "",
                    f"{cell.column.key}_sources": " | ".join(sources),
                }
    yield from lines.values()
