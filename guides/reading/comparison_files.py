"""Comparisons as files: exactly the rows that the page shows."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guides.models.state_comparison import Choice, read_choice
from guides.reading.pay_files import Line, csv_file


@require_safe
def states_csv(request: HttpRequest) -> HttpResponse:
    """A file has no room for a notice: what cannot be read is refused, not left out."""
    choice = read_choice(request)
    problems = [problem for problem in (choice.moment.problem, *choice.problems) if problem]
    if problems or not choice.comparison:
        said = "\n".join(problems or ["Name two to four states: /states/compare.csv?states=ca,tx"])
        return HttpResponse(f"{said}\n", status=400, content_type="text/plain; charset=utf-8")
    day = f"-{choice.moment.when.day.isoformat()}" if choice.moment.is_past else ""
    response = csv_file(f"medical-assistants-{choice.codes.replace(',', '-')}{day}.csv", _lines(choice))
    response["X-Robots-Tag"] = "noindex"
    return response


def _lines(choice: Choice) -> Iterator[Line]:
    """One row of the table a line; each state has its answer, the terms of it and its sources."""
    assert choice.comparison is not None  # noqa: S101 asked before
    for row in choice.comparison.rows:
        line = {"row": row.key, "name": row.label, "compared": row.alike.value}
        for place, cell in zip(choice.places, row.cells, strict=True):
            code = place.jurisdiction.code
            line |= {
                code: cell.text,
                f"{code}_terms": cell.note,
                f"{code}_missing": "yes" if cell.missing else "",
                f"{code}_sources": " | ".join(source.citation for source in cell.sources),
            }
        yield line
