"""The two jobs of an import of law. Checking reads and compares; writing reads again and saves or publishes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from careers.importers.problems import ImportProblems
from careers.jobs import JobProblem, Progress, job
from careers.models import Job
from careers.release_day import uploads

CHECK, WRITE = "check-law", "write-law"
#: Characters of one problem on the job's page.
LONGEST_LINE = 500


def forget_useless(done: Job) -> None:
    """What can be written stays until it is; so does what somebody has to look at again."""
    waits = done.status == Job.Status.DONE and (done.kind == CHECK or done.report["moved"]) and done.report["laws"]
    if not waits:
        uploads.remove(done.arguments["folder"])


@job(CHECK, over=forget_useless)
def check(asked: Job, progress: Progress) -> dict[str, Any]:
    from careers.importers import state_law
    from careers.law_import.report import report

    with _short_problems():
        incoming = _read(asked, progress)
        progress.say("Comparing with what the site holds")
        return report(state_law.plan(incoming, asked.asked_by))


@job(WRITE, over=forget_useless)
def write(asked: Job, progress: Progress) -> dict[str, Any]:
    """Writes what was looked at. Where desk or readers' law is another one by now, nothing is written, and the report
    says what would differ today.
    """
    from careers.importers import state_law
    from careers.law_import.report import overridden, report

    said = asked.arguments
    publish, approved = said["publish"], said["approved"]
    with _short_problems():
        incoming = _read(asked, progress)
    progress.say("Publishing the laws" if publish else "Saving the drafts")
    with transaction.atomic(), _short_problems():
        planned = state_law.plan(incoming, asked.asked_by, lock=True)
        changed = [one for one in planned if one.changes(publish=publish)]
        held = {
            one.code: one.held_back(publish=publish, even_if=overridden(said["even_if"], one.code)) for one in changed
        }
        ready = [one for one in changed if not held[one.code]]
        moved = [one.jurisdiction.name for one in ready if approved.get(one.code) != one.stamp]
        found = report(planned) | {
            "moved": moved,
            "written": [] if moved else [one.jurisdiction.name for one in ready],
            "left_alone": [
                f"{one.jurisdiction.name} {' and '.join(held[one.code])}" for one in changed if held[one.code]
            ],
        }
        if not moved:
            state_law.write(
                ready, asked.asked_by, publish=publish, note=said["note"], is_correction=said["is_correction"]
            )
    return found


@contextmanager
def _short_problems() -> Iterator[None]:
    """The job keeps what is wrong: no more of a file's own words than tell which ones are meant."""
    try:
        yield
    except ImportProblems as found:
        lines = [" ".join(str(problem).split()) for problem in found.problems]
        cut = [line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…" for line in lines]
        raise JobProblem("\n".join(cut)) from None


def _read(asked: Job, progress: Progress) -> Any:
    from careers.importers import state_law

    try:
        files = uploads.paths(asked.arguments["folder"], asked.arguments["files"])
    except FileNotFoundError:
        raise JobProblem("The files are no longer there; upload them again.") from None
    progress.say("Reading")
    return state_law.read(files)
