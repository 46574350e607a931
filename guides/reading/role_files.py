"""Role comparisons as CSV and Markdown: exactly the rows and cells that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe
from wagtail.rich_text import RichText, expand_db_html

from careers.comparison import Cell
from careers.models import Source
from guides import evidence
from guides.models import RoleComparisonPage
from guides.models.role_choice import RoleChoice, read_choice
from guides.models.role_table import RoleTable, Shown
from guides.reading.pay_files import Line, csv_file

_CITED = re.compile(r'<embed [^>]*embedtype="citation"[^>]*source="(\d+)"[^>]*>')
NOTHING = "Name two to four roles: /compare/roles.csv?roles=medical-assistant,lpn"


@require_safe
def roles_csv(request: HttpRequest) -> HttpResponse:
    """A file has no room for a notice: what cannot be read is refused, not left out."""
    choice = read_choice(request)
    return _elsewhere(choice, "csv") or _refused(choice) or _hidden(_csv(choice.keys.replace(",", "-"), choice.table))


@require_safe
def roles_md(request: HttpRequest) -> HttpResponse:
    choice = read_choice(request)
    address = f"{settings.SITE_ADDRESS}/compare/roles/?roles={choice.keys}"
    found = _elsewhere(choice, "md") or _refused(choice)
    return found or _hidden(_markdown(choice.title, address, choice.table))


@require_safe
def page_csv(request: HttpRequest, slug: str) -> HttpResponse:
    return _csv(slug, _page(slug).table)


@require_safe
def page_md(request: HttpRequest, slug: str) -> HttpResponse:
    page = _page(slug)
    return _markdown(page.title, page.canonical, page.table)


def _page(slug: str) -> RoleComparisonPage:
    page = RoleComparisonPage.objects.live().public().filter(slug=slug).first()
    if not page:
        raise Http404("There is no comparison at this address.")
    return page


def _elsewhere(choice: RoleChoice, kind: str) -> HttpResponse | None:
    """Two roles with a written comparison have its file: a row that an editor left out is in no form of the table."""
    page = choice.written
    return HttpResponseRedirect(f"/compare/{page.slug}.{kind}") if page else None


def _refused(choice: RoleChoice) -> HttpResponse | None:
    if choice.table and not choice.problems:
        return None
    said = "\n".join(choice.problems or [NOTHING])
    return HttpResponse(f"{said}\n", status=400, content_type="text/plain; charset=utf-8")


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


# CSV ----------------------------------------------------------------------------------------------------------------


def _csv(name: str, table: RoleTable | None) -> HttpResponse:
    assert table is not None  # noqa: S101 asked before
    return csv_file(f"{name}.csv", _lines(table))


def _lines(table: RoleTable) -> Iterator[Line]:
    """One row of the table a line; each role has its answer, whether it is missing, doubts and sources."""
    known = _own_sources(table)
    for row in table.rows:
        line = {"row": row.key, "name": row.label, "compared": row.alike}
        line |= {"note": _words(row.note), "note_sources": _cited(_sources(row.note, known))}
        for role, cell in zip(table.roles, row.own or row.cells, strict=True):
            said, missing, doubt, sources = _parts(cell, known)
            line |= {
                role.key: said,
                f"{role.key}_missing": missing,
                f"{role.key}_doubts": doubt,
                f"{role.key}_sources": _cited(sources),
            }
        yield line


def _parts(cell: Cell | RichText, known: dict[int, Source]) -> tuple[str, str, str, list[Source]]:
    if isinstance(cell, Cell):
        return cell.words, "yes" if cell.missing else "", cell.doubt, list(cell.sources)
    return _words(cell), "", "", _sources(cell, known)


def _sources(text: RichText | None, known: dict[int, Source]) -> list[Source]:
    """Those that running text cites, each once."""
    numbers = dict.fromkeys(map(int, _CITED.findall(text.source))) if text else ()
    return [known[number] for number in numbers if number in known]


def _cited(sources: list[Source]) -> str:
    return " | ".join(source.citation for source in sources)


def _words(text: RichText | None) -> str:
    """Running text as plain words; its sources are named apart."""
    if not text:
        return ""
    shown = expand_db_html(_CITED.sub("", text.source)).replace("</p>", "</p> ")
    return " ".join(unescape(strip_tags(shown)).split())


def _own_sources(table: RoleTable) -> dict[int, Source]:
    """The sources of an editor's own rows and notes, in one question."""
    texts = [text.source for row in table.rows for text in (*row.own, *([row.note] if row.note else []))]
    numbers = {int(number) for text in texts for number in _CITED.findall(text)}
    return Source.objects.in_bulk(numbers) if numbers else {}


# Markdown -----------------------------------------------------------------------------------------------------------


def _markdown(title: str, address: str, table: RoleTable | None) -> HttpResponse:
    assert table is not None  # noqa: S101 asked before
    return HttpResponse("\n".join(_document(title, address, table)) + "\n", content_type="text/markdown; charset=utf-8")


def _document(title: str, address: str, table: RoleTable) -> Iterator[str]:
    """One table a group; sources are numbered as on the page and listed at the end."""
    known = _own_sources(table)
    page = evidence.Evidence(table.texts)
    yield from (f"# {title}", "", f"From {address}", "")
    for group in table.groups:
        yield from (f"## {group.heading}", "")
        names = [role.name[:1].upper() + role.name[1:] for role in table.roles]
        yield f"| Question | {' | '.join(names)} |"
        yield f"| {' | '.join(['---'] * (len(names) + 1))} |"
        yield from (_row(row, page, known) for row in group.rows)
        yield ""
    yield from ("## Sources", "")
    for citation in page.citations:
        source = citation.source
        release = f", {citation.release.label}" if citation.release else ""
        yield f"{citation.number}. {_plain(source.citation)}{release}{f'. {source.link}' if source.link else ''}"


def _row(row: Shown, page: evidence.Evidence, known: dict[int, Source]) -> str:
    cells = []
    for cell in row.own or row.cells:
        said, _, doubt, sources = _parts(cell, known)
        cells.append(_plain(f"{said}{_marks(sources, page)}{f' ({doubt})' if doubt else ''}"))
    label = f"{row.label}: {_words(row.note)}{_marks(_sources(row.note, known), page)}" if row.note else row.label
    return f"| {_plain(label)} | {' | '.join(cells)} |"


def _marks(sources: list[Source], page: evidence.Evidence) -> str:
    """The numbers of sources in the list below the table."""
    return "".join(f" [{citation.number}]" for source in sources if (citation := page.citation(source.pk)))


def _plain(text: str) -> str:
    """Nothing in a cell may end it or be taken for markup."""
    return re.sub(r"([\\`*_{}<>|])", r"\\\1", " ".join(text.split()))
