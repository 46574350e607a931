"""Which of the things we know a file is asked for, by key; shared by files of credentials and of ways into the work."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse

from guides.models.task_form import readable


def chosen(request: HttpRequest, name: str, known: Collection[str], what: str) -> tuple[list[str], HttpResponse | None]:
    """The keys in the parameter `name`, parted by commas, each once; a refusal for those that are not known."""
    asked = [part.strip() for given in request.GET.getlist(name) for part in given[:800].split(",")]
    wanted = [part for part in dict.fromkeys(asked) if part]
    unknown = [readable(part) for part in wanted if part not in known]
    if not unknown:
        return wanted, None
    said = f"We know no {what} {', '.join(unknown[:4])}. Known: {', '.join(known)}"
    return [], HttpResponse(f"{said}\n", status=400, content_type="text/plain; charset=utf-8")
