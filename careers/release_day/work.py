"""The two jobs of release day. Checking reads and compares; loading reads again and writes the release."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from careers.importers.rows import Candidate
from careers.jobs import JobProblem, Progress, job
from careers.models import DataSet, Job
from careers.release_day import uploads

CHECK, LOAD = "check-release", "load-release"
#: The module that reads the files of each data set, imported when it is needed: readers bring heavy packages.
READERS = {
    DataSet.WAGES: "oews",
    DataSet.PROJECTIONS: "projections",
    DataSet.PRICE_PARITIES: "price_parities",
    DataSet.ONET: "onet",
}


def forget_failed_check(done: Job) -> None:
    """What can be loaded stays until it is."""
    if done.status == Job.Status.FAILED or done.report["held_as"]:
        uploads.remove(done.arguments["folder"])


def forget_files(done: Job) -> None:
    uploads.remove(done.arguments["folder"])


@job(CHECK, over=forget_failed_check)
def check(asked: Job, progress: Progress) -> dict[str, Any]:
    from careers.importers.difference import difference
    from careers.releases import held_as

    candidate = _read(asked, progress)
    progress.say("Comparing with the current release")
    found = difference(candidate)
    held = held_as(candidate)
    return _report(candidate) | {"difference": found.as_json(), "held_as": str(held) if held else ""}


@job(LOAD, over=forget_files)
def load(asked: Job, progress: Progress) -> dict[str, Any]:
    from careers import releases
    from careers.importers.difference import difference

    said = asked.arguments
    provenance = releases.Provenance(
        retrieved_on=date.fromisoformat(said["retrieved_on"]),
        published_on=date.fromisoformat(said["published_on"]) if said["published_on"] else None,
        obtained_from=said["obtained_from"],
        cautions=said["cautions"],
    )
    candidate = _read(asked, progress)
    progress.say("Comparing with the current release")
    found = difference(candidate)
    progress.say("Writing the release")
    try:
        release = releases.load(candidate, provenance, asked.asked_by)
    except releases.ReleaseProblem as problem:
        raise JobProblem(str(problem)) from None
    # A worker that died after writing and before saying so: the second attempt finds the release there.
    there = release or releases.held_as(candidate)
    return _report(candidate) | {
        "difference": found.as_json(),
        "release": there.pk if there else None,
        "is_new": release is not None,
    }


def _read(asked: Job, progress: Progress) -> Candidate:
    said = asked.arguments
    try:
        files = uploads.paths(said["folder"], said["files"])
    except FileNotFoundError:
        raise JobProblem("The files are no longer there; upload them again.") from None
    reader = import_module(f"careers.importers.{READERS[DataSet(said['data_set'])]}")
    options: dict[str, Any] = {"period": said["period"]} if said["period"] else {}
    if said["data_set"] == DataSet.WAGES:
        options["expect"] = progress.expect
    progress.say("Reading")
    candidate: Candidate = reader.read(files, progress=progress, **options)
    return candidate


def _report(candidate: Candidate) -> dict[str, Any]:
    return {
        "data_set": str(candidate.data_set),
        "period": candidate.period,
        "label": candidate.label,
        "rows_read": candidate.rows_read,
        "rows": len(candidate.rows),
        "files": [{"name": file.name, "bytes": file.bytes} for file in candidate.files],
        "notes": candidate.notes,
    }
