"""Writes what the site knows in the form of `careers/data`: places, roles, industries, tasks, sources, releases, law,
and what is stated of roles, credentials and ways into the work.

What is written can be loaded into an empty site and gives the same rows there; writing it again makes the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from careers import releases, stated_export
from careers.importers import folder, reference
from careers.importers.folder import folder_name, to_yaml, write_text
from careers.importers.stated_files import CREDENTIALS, ROLES
from careers.law import files as law_files
from careers.law import record
from careers.models import LawEdition, OpenQuestion, Release, Source
from careers.starter import RELEASES

LAW = "law"
SOURCES = "sources.yaml"
SOURCES_TITLE = "The documents that pages cite. One entry a source; fields as in careers.models.Source."
SOURCE_FIELDS = (
    *("key", "kind", "citation", "title", "publisher", "address", "copy_address", "text_as_of", "read_on", "extent"),
    *("data_set", "quoted_passage", "terms", "retired_on"),
)


class NotEmpty(Exception):
    """The folder holds something that the export would not write."""


def export(target: Path) -> list[str]:
    """Writes all files into `target`; one line for each. Files of an earlier export are written again."""
    chosen, laws, stated = exported_releases(), published_laws(), stated_export.files()
    _refuse_others(target / RELEASES, {folder_name(release.data_set, release.period) for release in chosen}, "*")
    _refuse_others(target / LAW, {f"{code}.yaml" for code in laws}, "*.yaml")
    for name in (ROLES, CREDENTIALS):
        _refuse_others(target / name, {path.split("/")[-1] for path in stated if path.startswith(f"{name}/")}, "*.yaml")
    reference.write(target, reference.stored())
    entries = [source_entry(source) for source in sorted(Source.objects.all(), key=lambda source: source.key)]
    write_text(target / SOURCES, f"# {SOURCES_TITLE}\n{to_yaml(entries)}")
    done = [*reference.TITLES, f"{SOURCES}: {len(entries)} sources"]
    for release in chosen:
        path = target / RELEASES / folder_name(release.data_set, release.period)
        folder.write(path, release)
        done.append(f"{RELEASES}/{path.name}: {release.rows} rows")
    if laws:
        (target / LAW).mkdir(exist_ok=True)
    for code, text in laws.items():
        write_text(target / LAW / f"{code}.yaml", text)
    for name, text in stated.items():
        (target / name).parent.mkdir(exist_ok=True)
        write_text(target / name, text)
    return [*done, f"facts of roles, credentials and ways in: {len(stated)} files", f"{LAW}: {len(laws)} laws"]


def exported_releases() -> list[Release]:
    """One for each period of each data set: the one that is current, else the newest loading."""
    current = releases.current_releases()
    newest = Release.objects.order_by("data_set", "period", "-edition").distinct("data_set", "period")
    return [
        now if (now := current.get(release.data_set)) and now.period == release.period else release
        for release in newest
    ]


def published_laws() -> dict[str, str]:
    """What readers see of each law, with the questions that are still open: the text of its file, by code."""
    newest = LawEdition.objects.select_related("jurisdiction").order_by("jurisdiction__code", "-number")
    editions = [edition for edition in newest.distinct("jurisdiction__code") if not edition.is_withdrawal]
    questions: dict[int, list[str]] = defaultdict(list)
    for question in OpenQuestion.objects.filter(closed_at=None).order_by("pk"):
        questions[question.jurisdiction_id].append(question.text)
    contents = record.contents_of(editions)
    return {
        edition.jurisdiction.code: law_files.written(contents[edition.pk][0], questions[edition.jurisdiction_id])
        for edition in editions
    }


def source_entry(source: Source) -> dict[str, Any]:
    """The fields that say something. Days as text, as they stand in the file."""
    found = {name: getattr(source, name) for name in SOURCE_FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items() if value}


def _refuse_others(folder: Path, names: set[str], pattern: str) -> None:
    """What lay there before would be taken for something of this site."""
    others = sorted({path.name for path in folder.glob(pattern)} - names)
    if others:
        raise NotEmpty(f"{folder} holds what is not in this site: {', '.join(others)}. Take another folder.")
