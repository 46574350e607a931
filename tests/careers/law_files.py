"""Law as files, for tests of what reads them."""

from __future__ import annotations

from pathlib import Path

from careers.law import files, record
from careers.law.content import Content
from careers.models import LawEdition


def published(code: str) -> Content:
    """What readers see of a state's law."""
    edition = LawEdition.objects.select_related("jurisdiction").filter(jurisdiction__code=code).first()
    assert edition, code
    content, _ = record.contents_of([edition])[edition.pk]
    return content


def yaml_of(content: Content, path: Path, *questions: str) -> Path:
    path.write_text(files.written(content, questions), "utf-8", newline="\n")
    return path
